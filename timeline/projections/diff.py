"""What changed between two states of one dialogue: two days of knowledge, or before and after one fact?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from events.facts.subject import Subject
    from timeline.claims.dossier import Dossier
    from timeline.projections.invitations import Invitation
    from timeline.projections.positions import Position
    from timeline.projections.state import State
    from timeline.values.agreement import WindowValue

    _Values = dict[tuple[Subject, str], tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
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


@dataclass(frozen=True, slots=True)
class Difference:
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


NONE: Final = Difference((), (), (), 0, ())
"""Nothing changed."""


def project(before: State, after: State) -> Difference:
    """Compare two states of the same dialogue."""
    known, counting = ({one.fact_id for one in state.knowledge.facts} for state in (before, after))
    return Difference(
        changes=changes(_lives(before), _lives(after), counting - known),
        reports=_added(before.knowledge.reports, after.knowledge.reports),
        origins=_added(before.knowledge.origins, after.knowledge.origins),
        facts=len(counting - known),
        withdrawn=tuple(one.fact_id for one in before.knowledge.facts if one.fact_id not in counting),
    )


def changes(before: Sequence[Life], after: Sequence[Life], came: Collection[str]) -> tuple[Change, ...]:
    """What changed in lives that are all there are, or all that can have changed.

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


def condensed(difference: Difference, invitations: Iterable[Invitation]) -> Difference:
    """The difference with one change for each invitation that is new: where it stands, and who invites whom to what.

    Args:
        difference: of two states.
        invitations: those of the later one.

    """
    new = {
        change.subject
        for change in difference.changes
        if change.subject.type == "invitation" and change.attribute == "status" and change.before is None
    }
    if not new:
        return difference
    details = {one.dossier.subject: _invited(one.dossier) for one in invitations if one.dossier.subject in new}
    changes: list[Change] = []
    for change in difference.changes:
        if change.subject not in new:
            changes.append(change)
        elif change.attribute == "status":
            changes.append(replace(change, detail=details.get(change.subject)))
    return replace(difference, changes=tuple(changes))


def _invited(dossier: Dossier) -> str | None:
    """Who invites whom, to what, for when: `by Iraq to NATO, session 2, 2025, Baghdad`."""
    who = " ".join(f"{word} {name}" for word in ("by", "to") if (name := dossier.text(word)))
    session = dossier.text("session")
    what = dossier.text("visit") if session is None else f"session {session}"
    return ", ".join(filter(None, (who, what, dossier.text("window"), dossier.text("place")))) or None


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


def _values(lives: Sequence[Life]) -> _Values:
    """Every attribute of every subject with its value and the facts behind it."""
    values: _Values = {}
    for dossier, *_ in lives:
        for verdict in dossier.verdicts.values():
            if verdict.preferred and verdict.attribute not in _FOLLOWING:
                values[dossier.subject, verdict.attribute] = (
                    str(verdict.preferred.value.text),
                    verdict.preferred.facts,
                )
    for dossier, status, _ in sorted(lives, key=lambda life: life.dossier.subject.type == "position"):
        if status:
            values[dossier.subject, "status"] = (status, dossier.evidence.facts)
    for dossier, _, last_heard in lives:
        if last_heard:
            values[dossier.subject, "last_reaffirmed"] = (last_heard.text, dossier.evidence.facts)
    return values
