"""What changed between two states of one dialogue: two days of knowledge, or before and after one fact?"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from events.facts.subject import Subject
    from timeline.claims.claims import Support
    from timeline.claims.dossier import Dossier
    from timeline.projections.positions import Position
    from timeline.projections.state import State
    from timeline.values.agreement import WindowValue

    _Values = dict[tuple[Subject, str], tuple[str, tuple[str, ...]]]


class Change(NamedTuple):
    """One attribute of one subject that came to be, changed, or went.

    Attributes:
        subject: what it is about.
        attribute: which of its attributes.
        before: its value before. None where there was none.
        after: its value after. None where there is none any more.
        facts: ids of the facts behind the new value that did not count before.
        detail: of an invitation that is new, who invites whom to what. None for all else.

    """

    subject: Subject
    attribute: str
    before: str | None
    after: str | None
    facts: tuple[str, ...]
    detail: str | None = None


class Difference(NamedTuple):
    """Everything that changed.

    Attributes:
        changes: by subject, then attribute, in the order of the later state.
        reports: ids of the reports that became known.
        origins: independent origins that became known.
        facts: number of facts that became known.
        withdrawn: ids of the facts that counted before and do no more.

    """

    changes: tuple[Change, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    facts: int
    withdrawn: tuple[str, ...]


def project(before: State, after: State) -> Difference:
    """Compare two states of the same dialogue."""
    known, counting = ({one.fact_id for one in state.knowledge.facts} for state in (before, after))
    return Difference(
        changes=changes(map(compared, _lives(before)), map(compared, _lives(after)), counting - known),
        reports=_added(before.knowledge.reports, after.knowledge.reports),
        origins=_added(before.knowledge.origins, after.knowledge.origins),
        facts=len(counting - known),
        withdrawn=tuple(one.fact_id for one in before.knowledge.facts if one.fact_id not in counting),
    )


def changes(before: Iterable[Compared], after: Iterable[Compared], came: Collection[str]) -> tuple[Change, ...]:
    """What changed in subjects that are all there are, or all that can have changed.

    Args:
        before: as they were, in the order of `State.dossiers`.
        after: as they are, likewise.
        came: ids of the facts that count now, and did not before.

    """
    old, new = _values(before), _values(after)
    return tuple(
        Change(subject, attribute, was, now, tuple(fact for fact in facts if fact in came))
        for subject, attribute in dict.fromkeys([*new, *old])
        for was, _ in [old.get((subject, attribute), (None, ()))]
        for now, facts in [new.get((subject, attribute), (None, ()))]
        if was != now
    )


def condensed(difference: Difference) -> Difference:
    """The difference with one change for each invitation that is new: where it stands, and who invites whom to what."""
    new: dict[Subject, dict[str, str | None]] = {
        change.subject: {}
        for change in difference.changes
        if change.subject.type == "invitation" and change.attribute == "status" and change.before is None
    }
    if not new:
        return difference
    for change in difference.changes:
        if change.subject in new:
            new[change.subject][change.attribute] = change.after
    changes = (
        change._replace(detail=_invited(new[change.subject])) if change.subject in new else change
        for change in difference.changes
        if change.subject not in new or change.attribute == "status"
    )
    return difference._replace(changes=tuple(changes))


def _invited(told: Mapping[str, str | None]) -> str | None:
    """Who invites whom, to what, for when: `by Iraq to NATO, session 2, 2025, Baghdad`."""
    who = " ".join(f"{word} {name}" for word in ("by", "to") if (name := told.get(word)))
    session = told.get("session")
    what = told.get("visit") if session is None else f"session {session}"
    return ", ".join(filter(None, (who, what, told.get("window"), told.get("place")))) or None


def _added(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    seen = set(before)
    return tuple(one for one in after if one not in seen)


_FOLLOWING: Final = frozenset({"first_stated", "text", "force", "fulfilled"})
"""What another attribute of the subject tells as well: the last occasion, the status, the session."""


class Life(NamedTuple):
    """A subject as it is compared.

    Attributes:
        dossier: its facts and verdicts.
        status: where it stands, which time alone can change. Empty for what just happens.
        last_heard: of a position, the last occasion. None where no fact tells a time.

    """

    dossier: Dossier
    status: str
    last_heard: WindowValue | None = None

    @classmethod
    def of_position(cls, position: Position) -> Life:
        """A position, whose status is whether it is in force."""
        return cls(position.dossier, "in force" if position.in_force else "withdrawn", position.last_reaffirmed)


def _lives(state: State) -> list[Life]:
    """Everything that can be compared, in the order of `State.dossiers`."""
    return [
        Life(state.dialogue, state.status),
        *(Life(one.dossier, one.status) for one in state.sessions),
        *(Life(one.dossier, one.status) for one in state.invitations),
        *map(Life.of_position, state.positions),
        *(Life(one.dossier, one.status) for one in state.commitments),
        *(Life(one.dossier, one.status) for one in state.documents),
        *(Life(one, "") for one in state.happenings),
    ]


class Compared(NamedTuple):
    """The values of a subject, each with ids of the facts behind it, in order of the log.

    Attributes:
        subject: it is.
        settled: its attributes of which reports tell.
        status: where it stands; "" for what just happens.
        last_heard: of a position, the last occasion.
        facts: ids of the facts behind it as a whole.

    """

    subject: Subject
    settled: dict[str, tuple[str, tuple[str, ...]]]
    status: str
    last_heard: str | None
    facts: tuple[str, ...]


def compared(life: Life) -> Compared:
    """A subject as it is compared."""
    dossier, status, last_heard = life
    settled = {name: (str(support.value.text), _in_order(support)) for name, support in settled_of(dossier)}
    return Compared(dossier.subject, settled, status, last_heard.text if last_heard else None, dossier.evidence.facts)


def settled_of(dossier: Dossier) -> Iterator[tuple[str, Support]]:
    """The attributes of a subject that are compared, each with its value."""
    for verdict in dossier.verdicts.values():
        if verdict.preferred and verdict.attribute not in _FOLLOWING:
            yield verdict.attribute, verdict.preferred


def _in_order(support: Support) -> tuple[str, ...]:
    """Ids of the facts that give a value. A stance has its claims in order of what was said, not of the log."""
    claims = sorted(support.claims, key=_POSITION)
    return tuple(dict.fromkeys(claim.source.fact_id for claim in claims))


_POSITION: Final = attrgetter("source.position")


def _values(subjects: Iterable[Compared]) -> _Values:
    """Every attribute of every subject with its value and the facts behind it."""
    told = list(subjects)
    values = {(one.subject, attribute): value for one in told for attribute, value in one.settled.items()}
    for one in sorted(told, key=lambda one: one.subject.type == "position"):
        if one.status:
            values[one.subject, "status"] = (one.status, one.facts)
    for one in told:
        if one.last_heard is not None:
            values[one.subject, "last_reaffirmed"] = (one.last_heard, one.facts)
    return values
