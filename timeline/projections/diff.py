"""What changed between two states of one dialogue: two days of knowledge, or before and after one fact?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.facts.subject import Subject
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import KnownFact
    from timeline.projections.state import State
    from timeline.values.agreement import WindowValue

    _Values = dict[tuple[Subject, str], tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute of one subject that came to be, changed, or went.

    Attributes:
        subject: what it is about.
        attribute: which of its attributes.
        before: its value before; None where there was none.
        after: its value after; None where there is none any more.
        facts: ids of the facts behind the new value that did not count before.
        detail: of an invitation that is new, who invites whom to what; None for all else.

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


def project(before: State, after: State) -> Difference:
    """Compare two states of the same dialogue."""
    came, gone = _came_and_gone(before.knowledge.facts, after.knowledge.facts)
    same_reports = before.knowledge.reports is after.knowledge.reports
    old, new = map(_values, _changed(before, after))
    changes = [
        Change(subject, attribute, was, now, tuple(fact for fact in facts if fact in came))
        for subject, attribute in dict.fromkeys([*new, *old])
        for was, _ in [old.get((subject, attribute), (None, ()))]
        for now, facts in [new.get((subject, attribute), (None, ()))]
        if was != now
    ]
    return Difference(
        changes=tuple(changes),
        reports=() if same_reports else _added(before.knowledge.reports, after.knowledge.reports),
        origins=() if same_reports else _added(before.knowledge.origins, after.knowledge.origins),
        facts=len(came),
        withdrawn=gone,
    )


def _came_and_gone(before: Sequence[KnownFact], after: Sequence[KnownFact]) -> tuple[set[str], tuple[str, ...]]:
    """The ids of the facts that count only after, and of those that counted only before, these in order of the log."""
    if after[: len(before)] == before:  # as it is where one more fact was taken in
        return {known.fact_id for known in after[len(before) :]}, ()
    known, counting = ({one.fact_id for one in facts} for facts in (before, after))
    return counting - known, tuple(one.fact_id for one in before if one.fact_id not in counting)


def condensed(difference: Difference, after: State) -> Difference:
    """The difference with one change for each invitation that is new: where it stands, and who invites whom to what."""
    new = {
        change.subject
        for change in difference.changes
        if change.subject.type == "invitation" and change.attribute == "status" and change.before is None
    }
    details = {one.dossier.subject: _invited(one.dossier) for one in after.invitations}
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


class _Life(NamedTuple):
    """A subject as it is compared.

    Attributes:
        dossier: its facts and verdicts.
        status: where it stands, which time alone can change; empty for what just happens.
        last_heard: of a position, the last occasion; None where no fact tells a time.

    """

    dossier: Dossier
    status: str
    last_heard: WindowValue | None = None


def _changed(before: State, after: State) -> tuple[list[_Life], list[_Life]]:
    """What does not stand in both where it stands, by the same dossier: of that nothing was projected anew."""
    old: dict[int, _Life] = {}
    new: dict[int, _Life] = {}
    for (was, lives_before), (now, lives_after) in zip(_shelves(before), _shelves(after), strict=True):
        if was is not now:
            old.update((id(life.dossier), life) for life in lives_before)
            new.update((id(life.dossier), life) for life in lives_after)
    same = {one for one, life in new.items() if one in old and old[one].status == life.status}
    return [life for one, life in old.items() if one not in same], [
        life for one, life in new.items() if one not in same
    ]


def _shelves(state: State) -> Iterator[tuple[object, Iterable[_Life]]]:
    """What was projected of each kind, and its lives, in the order of `State.dossiers`."""
    dialogue = [_Life(state.dialogue, state.status)]
    yield dialogue, dialogue
    yield state.sessions, (_Life(one.dossier, one.status) for one in state.sessions)
    yield state.invitations, (_Life(one.dossier, one.status) for one in state.invitations)
    yield (
        state.positions,
        (
            _Life(one.dossier, "in force" if one.in_force else "withdrawn", one.last_reaffirmed)
            for one in state.positions
        ),
    )
    yield state.commitments, (_Life(one.dossier, one.status) for one in state.commitments)
    yield state.documents, (_Life(one.dossier, one.status) for one in state.documents)
    yield state.happenings, (_Life(one, "") for one in state.happenings)


def _values(lives: Sequence[_Life]) -> _Values:
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
