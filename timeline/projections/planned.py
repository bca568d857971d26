"""Which acts are planned, and has somebody reported them done: visits, measures, signings, changes of office?

What is planned is to come until it is told as done: by one of its kind in a window that agrees, with the same actor,
person or format, or linked to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from events.facts.base import Time
from events.facts.contact import ContactHeld
from events.facts.dialogue import DialogueFact, RhythmAgreed
from events.facts.document import TEXT, DocumentIssued, DocumentStep
from events.facts.other import MeasureTaken
from events.facts.people import RoleChanged
from events.facts.texts import names_of
from timeline.claims import readers
from timeline.claims.claims import claims_on
from timeline.claims.denial import denials_win
from timeline.claims.modality import is_denied, is_done, is_to_come, is_wish, word_of_all
from timeline.claims.news import settle_newest
from timeline.knowledge.ahead import time_of
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import Value

_ACTS: Final = (ContactHeld, MeasureTaken, DocumentIssued, RoleChanged, DialogueFact)
_STEPS: Final[tuple[DocumentStep, ...]] = (
    "drafted",
    "agreed",
    "initialled",
    "published",
    "signed",
    "ratified",
    "in-force",
)


@dataclass(frozen=True, slots=True)
class Planned:
    """An act that was planned, however many reports tell of the plan.

    Attributes:
        subject: what it is about.
        kind: of its facts, as in a fact file.
        facts: those that plan it, in order of the log.
        window: when it is to be; None where nobody says.
        place: where it is to be, as told with that time; None where nobody says.
        modality: planned or expected.
        is_to_come: whether nobody has reported it done, and nobody has denied it since.

    """

    subject: Subject
    kind: str
    facts: tuple[KnownFact, ...]
    window: WindowValue | None
    place: str | None
    modality: str
    is_to_come: bool


def project(knowledge: Knowledge, on: date) -> list[Planned]:
    """Every act that is or was planned, in order of the log."""
    by_kind: dict[str, list[KnownFact]] = defaultdict(list)
    for known in knowledge.facts:
        if is_act(known):
            by_kind[known.kind].append(known)
    found: list[Planned] = []
    for kind, told in by_kind.items():
        if plans := _plans(told, knowledge):
            nearby = _Nearby(told)
            found += [_planned(kind, plan, nearby, knowledge, on) for plan in plans]
    return found


def is_act(known: KnownFact) -> bool:
    """Whether it tells of an act, as planned or as done."""
    return isinstance(known.fact, _ACTS) and not isinstance(known.fact, RhythmAgreed)


def plans_an_act(known: KnownFact) -> bool:
    """Whether it plans an act."""
    return is_act(known) and is_to_come(known) and not is_denied(known) and not is_wish(known)


def planned_for(known: KnownFact) -> WindowValue | None:
    """The time for which an act is planned. Who leaves an office without a day of coming leaves it at the end.

    A document without a day comes by the time by which it is due.
    """
    fact = known.fact
    if isinstance(fact, RoleChanged) and not isinstance(fact.from_, Time) and isinstance(fact.to, Time):
        return WindowValue.of(fact.to)
    if isinstance(fact, DocumentIssued) and known.when is None:
        return WindowValue.of(fact.due)
    return time_of(known)


class _Nearby:
    """Facts of one kind, found by what they are about and by when: those that can tell of one act."""

    def __init__(self, facts: Iterable[KnownFact]) -> None:
        self._about: dict[Subject, list[KnownFact]] = defaultdict(list)
        self._untimed: list[KnownFact] = []
        timed: list[tuple[int, int, str, KnownFact]] = []
        for known in facts:
            for subject in known.subjects:
                self._about[subject].append(known)
            time = time_of(known) or known.when
            if time is None:
                self._untimed.append(known)
            else:
                timed.append((*time.window.reach, known.fact_id, known))
        self._timed = sorted(timed)
        self._widest = max((last - first for first, last, *_ in timed), default=0)

    def near(self, known: KnownFact) -> Iterable[KnownFact]:
        """Those about the same, and those whose window can agree, each once; all, where none is given."""
        time = time_of(known) or known.when
        if time is None:
            some = [one for *_, one in self._timed]
        else:
            first, last = time.window.reach
            start = bisect_left(self._timed, (first - self._widest,))
            some = [one for *_, one in self._timed[start : bisect_right(self._timed, (last + 1,))]]
        about = (one for subject in known.subjects for one in self._about.get(subject, ()))
        return {one.fact_id: one for one in (*about, *some, *self._untimed)}.values()


def _plans(told: Iterable[KnownFact], knowledge: Knowledge) -> list[list[KnownFact]]:
    """The facts that plan one act together, the oldest first."""
    planned = [known for known in told if plans_an_act(known)]
    if not planned:
        return []
    nearby = _Nearby(planned)
    plan_of: dict[str, list[KnownFact]] = {}
    plans: list[list[KnownFact]] = []
    for known in sorted(planned, key=_oldest):
        before = [one for one in nearby.near(known) if one.fact_id in plan_of and _is_one_plan(known, one, knowledge)]
        if before:
            plan = plan_of[min(before, key=_oldest).fact_id]
        else:
            plan = []
            plans.append(plan)
        plan.append(known)
        plan_of[known.fact_id] = plan
    return plans


def _oldest(known: KnownFact) -> tuple[object, ...]:
    return (*known.age[:2], known.fact_id)


def _is_one_plan(one: KnownFact, other: KnownFact, knowledge: Knowledge) -> bool:
    """Whether two facts plan the same act: who is named in both is the same, and the windows agree."""
    if one.subjects[0] == other.subjects[0]:
        if isinstance(one.fact, DocumentIssued) and isinstance(other.fact, DocumentIssued):
            return one.fact.status == other.fact.status
        if isinstance(one.fact, RoleChanged) and isinstance(other.fact, RoleChanged):
            return knowledge.person(one.fact.person) == knowledge.person(other.fact.person)
        return True
    mine, theirs = _who(one, knowledge), _who(other, knowledge)
    return _windows_agree(one, other) and bool(mine & theirs) and _format(one) == _format(other)


def _planned(kind: str, plan: list[KnownFact], nearby: _Nearby, knowledge: Knowledge, on: date) -> Planned:
    near = {one.fact_id: one for known in plan for one in nearby.near(known)}.values()
    same = [known for known in near if any(_is_that(one, known, knowledge) for one in plan)]
    done = any(is_done(known) and (known.when is None or not known.when.window.is_future(on)) for known in same)
    left = _not_denied(plan, [known for known in same if is_denied(known)])
    standing = left or plan
    window = settle_newest("window", claims_on(standing, planned_for), on=on).preferred
    for_then = [one for one in standing if window is None or _agrees(planned_for(one), window.value)]
    place = settle_newest("place", claims_on(for_then, readers.place("place"))).preferred
    return Planned(
        subject=plan[0].subjects[0],
        kind=kind,
        facts=tuple(sorted(plan, key=lambda known: known.position)),
        window=window.value if window and isinstance(window.value, WindowValue) else None,
        place=str(place.value.text) if place else None,
        modality=word_of_all(for_then) or "planned",
        is_to_come=not done and bool(left),
    )


def _not_denied(plan: Sequence[KnownFact], denied: Sequence[KnownFact]) -> list[KnownFact]:
    """What is left of a plan: a denial touches only what was planned for a time that agrees with its own."""

    def stands(known: KnownFact) -> bool:
        against = [one for one in denied if _windows_agree(one, known)]
        alike = [one for one in plan if time_of(one) and time_of(known) and _windows_agree(one, known)]
        # What is planned for no day stands where it was said after the denial.
        return not denials_win(against, alike or [known])

    return [known for known in plan if stands(known)] if denied else list(plan)


def _is_that(plan: KnownFact, told: KnownFact, knowledge: Knowledge) -> bool:
    """Whether what is told, as done or denied, is what was planned."""
    fact, other = plan.fact, told.fact
    if isinstance(fact, DocumentIssued) and isinstance(other, DocumentIssued):
        return plan.subjects[0] == told.subjects[0] and is_as_far(fact.status, other.status)
    if isinstance(fact, RoleChanged) and isinstance(other, RoleChanged):
        same_person = knowledge.person(fact.person) == knowledge.person(other.person)
        is_of_it = same_person or (is_done(told) and _succeeds(other, fact, knowledge))
        return plan.subjects[0] == told.subjects[0] and is_of_it and not _is_before(told, plan)
    if isinstance(fact, DialogueFact):
        return not _is_before(told, plan)
    if set(plan.subjects) & set(told.subjects):
        return True
    same_format = _format(plan) is not None and _format(plan) == _format(told)
    return _windows_agree(plan, told) and (same_format or bool(_who(plan, knowledge) & _who(told, knowledge)))


def _succeeds(other: RoleChanged, fact: RoleChanged, knowledge: Knowledge) -> bool:
    """Whether somebody took the office from the person who was to leave it: then that person left."""
    if other.predecessor is not None:
        return knowledge.person(other.predecessor) == knowledge.person(fact.person)
    return fact.from_ is None and fact.to is not None and other.from_ is not None


def is_as_far(planned: DocumentStep | None, reached: DocumentStep | None) -> bool:
    """Whether a document got as far as was planned, in its text or in its force."""
    if planned is None or reached is None or planned == reached:
        return True
    if planned not in _STEPS or reached not in _STEPS or (planned in TEXT) != (reached in TEXT):
        return False
    return _STEPS.index(reached) >= _STEPS.index(planned)


def _is_before(told: KnownFact, plan: KnownFact) -> bool:
    """Whether it was over when the plan was told: then it is another such act."""
    time = time_of(told) or told.when
    return told.age[:2] < plan.age[:2] if time is None else time.window.is_past(plan.age[1])


def _windows_agree(one: KnownFact, other: KnownFact) -> bool:
    mine, theirs = time_of(one) or one.when, time_of(other) or other.when
    return mine is None or theirs is None or mine.compatible(theirs)


def _agrees(one: Value | None, other: Value) -> bool:
    return one is None or one.compatible(other)


def _format(known: KnownFact) -> str | None:
    return known.fact.format if isinstance(known.fact, ContactHeld) else None


def _who(known: KnownFact, knowledge: Knowledge) -> set[str]:
    """Everybody named: actors and persons."""
    named = {knowledge.person(person.name) for person in known.fact.persons or ()}
    return named | {knowledge.party(name) for name in names_of(known.fact.said("actor"))}
