"""What happened and what is to come, in order of time, one entry per event however many reports tell of it?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from events.facts.commitment import CommitmentUpdated
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationAnswered
from events.facts.position import PositionChanged, PositionFact
from events.facts.session import SessionFact
from events.facts.texts import names_of
from timeline.claims import readers
from timeline.claims.denial import settle_modality
from timeline.claims.dossier import Evidence
from timeline.claims.meetings import meetings
from timeline.claims.modality import ASSERTED, is_denied, is_to_come, is_wish
from timeline.claims.occasions import by_occasion
from timeline.claims.statuses import BEGUN
from timeline.claims.undated import WORDS, undated
from timeline.projections import planned, sessions
from timeline.projections.event_words import oldest_first, session_name, verb_of, what_of, who_of
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from timeline.claims.claims import Support, Verdict
    from timeline.claims.meetings import Meetings
    from timeline.claims.occasions import Occasion
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.planned import Planned
    from timeline.projections.session import Session
    from timeline.projections.session_slips import Slip

TimeIs = Literal["happened", "planned", "reported", "unknown"]

_PLANS: Final = frozenset({"session-proposed", "session-scheduled", "session-postponed"})
_ONCE: Final = frozenset({"session-held", "session-started", "invitation-extended", "contact-held", "commitment-made"})
"""Kinds that happen to a subject once: contradicting days are a dispute, not two events."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the timeline.

    Attributes:
        subject: what it is about.
        kind: of its facts, as in a fact file.
        time: when it happened, or is planned for; None where unknown.
        time_is: whether the time is that of the event, of a plan, or only that of the first report.
        what: the event in a few words, without time and place.
        who: whose event it is.
        place: as written; None where unknown.
        modality: how firmly it is told, in one word; None where somebody asserts it.
        slips: every window ever given for a session, where it is its plan.
        evidence: what it rests on.
        words: of the reports, where they give no days for what is planned, or happened.
        disputed: whether reports contradict each other on its time, or on the place of a session.

    """

    subject: Subject
    kind: str
    time: WindowValue | None
    time_is: TimeIs
    what: str
    who: tuple[str, ...]
    place: str | None
    modality: str | None
    slips: tuple[Slip, ...]
    evidence: Evidence
    disputed: bool
    words: str | None = None


class Remembered:
    """The entries that were made before, for who projects one day after another.

    An entry is made of the facts that tell of it, of the plan of its session, and of the names that stand; of the same
    it comes out the same.

    Attributes:
        told: what was made of an entry elsewhere, by the identity of the entry.

    """

    def __init__(self) -> None:
        self.told: dict[int, tuple[Event, Any]] = {}
        self._made: dict[_MadeOf, tuple[Session | None, tuple[KnownFact, ...], Event]] = {}
        self._names: object = None

    def entry(
        self, subject: Subject, facts: tuple[KnownFact, ...], knowledge: Knowledge, session: Session | None
    ) -> Event:
        """The entry of these facts; made where it was not yet."""
        made_of = (subject, id(session), *map(_told_as, facts))
        found = self._made.get(made_of)
        if found is None:
            # Sessions and facts are kept along: what is gone might leave its identity to another.
            found = self._made[made_of] = session, facts, entry_of(subject, facts, knowledge, session)
        return found[2]

    def begin(self, knowledge: Knowledge) -> None:
        """Forget what was made of other names, and everything where it is too much."""
        names = knowledge.names_that_stand
        if self._names != names or len(self._made) > MOST_REMEMBERED:
            self._made.clear()
            self.told.clear()
        self._names = names


MOST_REMEMBERED: Final = 100_000
"""Entries of all days together."""

_MadeOf = tuple[Any, ...]


def _told_as(known: KnownFact) -> tuple[object, ...]:
    """All of a fact that an entry is made of."""
    when = known.when
    time = (when.window.text, when.wording) if when else None
    return (known.fact_id, id(known.fact), id(known.report), time, known.ahead)


def project(
    knowledge: Knowledge,
    on: date,
    known_sessions: Sequence[Session] | None = None,
    plans: Sequence[Planned] | None = None,
    remembered: Remembered | None = None,
) -> list[Event]:
    """Every event that had happened by the day we stand on, or was planned, in order of time; unknown times last.

    The plan of a session is one entry, with its slip chain. What is planned and not yet told as done is an entry of its
    own, and so is what is denied.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        known_sessions: the sessions as projected for the same day, where the caller has them.
        plans: likewise the planned acts.
        remembered: the entries of other days of the dialogue, where the caller keeps them.

    """
    lives = sessions.project(knowledge, on) if known_sessions is None else known_sessions
    by_subject = {one.dossier.subject: one for one in lives}
    acts = planned.project(knowledge, on) if plans is None else plans
    fulfilled = fulfilled_by(acts)
    met = meetings(knowledge, lives)

    make = entry_of
    if remembered is not None:
        remembered.begin(knowledge)
        make = remembered.entry
    entries = [
        make(subject, facts, knowledge, by_subject.get(subject))
        for subject in knowledge.by_subject
        for facts in facts_of_events(subject, knowledge, on, fulfilled, met)
    ]
    return sorted(entries, key=in_time)


def fulfilled_by(plans: Iterable[Planned]) -> set[str]:
    """The ids of the facts that plan what is not to come any more."""
    return {known.fact_id for plan in plans if not plan.is_to_come for known in plan.facts}


def facts_of_events(  # noqa: PLR0913, PLR0917 - what an event depends on, and what a caller remembers of before
    subject: Subject,
    knowledge: Knowledge,
    on: date,
    fulfilled: Collection[str],
    met: Meetings,
    gather: Callable[[object, Sequence[KnownFact]], list[Occasion]] = lambda _, facts: by_occasion(facts),
) -> Iterable[tuple[KnownFact, ...]]:
    """The facts of each event of one subject.

    Args:
        subject: what they are about.
        knowledge: what was known.
        on: the day we stand on.
        fulfilled: ids of the facts that plan what was told as done, or denied, since.
        met: the meetings at which something was said.
        gather: what `by_occasion` gives of the facts of one sort, where the caller remembers it.

    """
    every = knowledge.by_subject[subject]
    if subject.type == "role":  # who tells from when somebody holds an office tells when it changed hands
        every = [known if known.when else known._replace(when=planned.planned_for(known)) for known in every]
    told = readers.told_by(every, on)
    if subject.type == "position":  # what was stated at a meeting was stated on its day
        told = [met.placed(known, subject.key.rpartition("/")[0]) for known in told]
    return _events(subject, told, fulfilled, gather)


def in_time(entry: Event) -> tuple[bool, tuple[int, int, str], int, str, str, str]:
    """Its place among the events of its dialogue."""
    order = entry.time.window.sort_key if entry.time else (0, 0, "")
    course = _COURSE.index(entry.subject.type) if entry.subject.type in _COURSE else 99
    return (entry.time is None, order, course, str(entry.subject), entry.kind, entry.evidence.facts[0])


_COURSE: Final = ("dialogue", "invitation", "session", "document", "commitment", "deadline", "position", "contact")
"""Of one day's events the more telling comes first."""


def _events(
    subject: Subject,
    facts: Iterable[KnownFact],
    fulfilled: Collection[str],
    gather: Callable[[object, Sequence[KnownFact]], list[Occasion]],
) -> Iterable[tuple[KnownFact, ...]]:
    """Part the facts about a subject into events."""
    facts = list(facts)
    answering = {_apart(known) for known in facts if isinstance(known.fact, InvitationAnswered) and known.fact.by}
    sorts: dict[tuple[str, str, object], list[KnownFact]] = defaultdict(list)
    for known in facts:
        sorts[*_sort(known, subject), _named(_apart(known), answering)].append(known)
    for sort, told in sorts.items():
        kind, how, _ = sort
        if kind == _PLAN or how != _DONE or kind in _ONCE:
            if how != _PLANNED or any(known.fact_id not in fulfilled for known in told):
                yield tuple(told)
        else:
            news = [known for known in told if not known.fact.retold] or told
            occasions = gather(sort, news)
            recalled = [known for known in told if known.fact.retold] if len(news) < len(told) else []
            yield from _with_recalled(occasions, recalled) if recalled else (one.facts for one in occasions)


def _with_recalled(occasions: Sequence[Occasion], recalled: Iterable[KnownFact]) -> Iterable[tuple[KnownFact, ...]]:
    """The facts of each occasion with what only recalls it: what tells of its time, or, of the first, of none.

    What is recalled of another time is an event of its own. A position that is recalled is none.
    """
    joined: dict[int, list[KnownFact]] = defaultdict(list)
    others: list[KnownFact] = []
    for known in recalled:
        when = known.when
        at = next((at for at, one in enumerate(occasions) if when and one.time and when.compatible(one.time)), None)
        if at is None and when and not isinstance(known.fact, PositionFact):
            others.append(known)
        else:
            joined[at or 0].append(known if at is not None else known._replace(when=None))
    for at, occasion in enumerate(occasions):
        yield (*occasion.facts, *joined[at]) if at in joined else occasion.facts
    yield from (one.facts for one in by_occasion(others))


def _sort(known: KnownFact, subject: Subject) -> tuple[str, str]:
    """Which facts about one subject can tell of one event: those of a kind, told as done, as planned, or as denied."""
    if known.kind in _PLANS:
        return _PLAN, _DENIED if is_denied(known) else _DONE
    position = subject.type == "position" and not isinstance(known.fact, PositionChanged)
    how = _DENIED if is_denied(known) else _PLANNED if is_to_come(known) or is_wish(known) else _DONE
    if how == _PLANNED and isinstance(known.fact, SessionFact):
        return _PLAN, _DONE  # "will be held" is a plan as well
    return "position" if position else known.kind, how


def _apart(known: KnownFact) -> object:
    """What keeps facts of one sort about one subject apart.

    They are two parts of a joint promise and two ends of it, two invitees and two answers, two steps of a document.
    """
    match known.fact:
        case CommitmentUpdated() as fact:
            return frozenset(names_of(fact.by)), fact.status or "progress"
        case InvitationAnswered() as fact:
            return frozenset(names_of(fact.by)), fact.answer
        case DocumentIssued() as fact:
            return fact.status or "published"  # what is issued, and nothing else is told of it, is out
        case _:
            return None


def _named(apart: object, answering: Collection[object]) -> object:
    """An answer by nobody in particular is that of whom others name with it, where that is only one."""
    match apart:
        case (frozenset() as names, answer) if not names:
            own = [one for one in answering if isinstance(one, tuple) and one[1] == answer]
            return own[0] if len(own) == 1 else apart
        case _:
            return apart


_PLAN, _DONE, _PLANNED, _DENIED = "plan", "done", "planned", "denied"
_OF_PLANS: Final = frozenset({"planned", "expected", "wish"})
"""What goes without saying of the plan of a session."""


def entry_of(subject: Subject, facts: tuple[KnownFact, ...], knowledge: Knowledge, session: Session | None) -> Event:
    """An event, from the facts that tell of it; `session` is the subject, where it is one."""
    verdict = settle_modality(facts)
    word = str(verdict.preferred.value.text) if verdict.preferred else ASSERTED
    is_plan = session is not None and _sort(facts[0], subject) == (_PLAN, _DONE)
    time, time_is, disputed = _plan_time(facts, session) if session and is_plan else _time(facts)
    settling, of_place = readers.Settling(facts), readers.place("place")
    place = settling.planned("place", of_place) if is_plan or _to_be(facts) else settling.past("place", of_place)
    of_session = session.dossier.verdicts.get("place") if session else None
    if of_session and session and is_plan and session.status not in BEGUN:
        place = of_session
    return Event(
        subject=subject,
        kind=_kind(facts, session) if session and is_plan else min(facts, key=oldest_first).kind,
        time=time,
        time_is=time_is,
        what=f"{session_name(subject)} {verb_of(_kind(facts, session))}"
        if session and is_plan
        else what_of(subject, facts),
        who=who_of(subject, facts, knowledge),
        place=_spelt(place.preferred, of_session) if place.preferred else None,
        evidence=Evidence.of(facts),
        modality=None if word == ASSERTED or (is_plan and word in _OF_PLANS) else word,
        slips=session.slips if session and is_plan else (),
        disputed=disputed or bool(subject.type == "session" and place.dissent and not is_plan),
        words=None if time_is in ("happened", "planned") else _words(facts, session if is_plan else None),
    )


def _spelt(place: Support, of_session: Verdict | None) -> str:
    """A place as the session has it, of which more reports may tell."""
    alike = (one for one in (of_session.supports if of_session else ()) if one.key == place.key)
    return str(next(alike, place).value.text)


def _words(facts: Iterable[KnownFact], session: Session | None) -> str | None:
    """In which words the time of an event is told, where these name no days."""
    verdict = session.dossier.verdicts.get(WORDS) if session else undated(facts, "when")
    return str(verdict.preferred.value.text) if verdict and verdict.preferred else None


def _kind(facts: Iterable[KnownFact], session: Session) -> str:
    """The kind of fact that the plan of a session rests on last."""
    deciding = session.dossier.preferred("status")
    said = set(deciding.facts) if deciding else set[str]()
    window = session.window.key if session.window else None

    def weight(known: KnownFact) -> tuple[object, ...]:
        given = readers.window("window")(known) or known.when
        gives = given is not None and given.key == window
        return (known.fact_id in said, gives, not known.fact.retold, *oldest_first(known))

    kind = max(facts, key=weight).kind
    return kind if kind in _PLANS else "session-scheduled"


def _plan_time(facts: tuple[KnownFact, ...], session: Session) -> tuple[WindowValue | None, TimeIs, bool]:
    """The time that a session is, or was, planned for; where there is none, when it was told."""
    window = session.dossier.verdicts.get("window")
    if session.window is None:
        time, time_is, _ = _reported(facts)
        return time, time_is, False
    return session.window, "planned", bool(window and window.dissent)


def _time(facts: tuple[KnownFact, ...]) -> tuple[WindowValue | None, TimeIs, bool]:
    """When it happened, or is planned for; where nobody says, when it was told."""
    settling = readers.Settling(facts)
    if _to_be(facts):
        to_be = settling.planned("when", lambda known: planned.planned_for(known) or known.when)
        if to_be.preferred and isinstance(to_be.preferred.value, WindowValue):
            return to_be.preferred.value, "planned", bool(to_be.dissent)
    happened = settling.past("when", readers.when)
    if happened.preferred and isinstance(happened.preferred.value, WindowValue):
        return happened.preferred.value, "happened", bool(happened.dissent)
    return _reported(facts)


def _to_be(facts: Iterable[KnownFact]) -> bool:
    return all((is_to_come(known) or is_wish(known)) and not is_denied(known) for known in facts)


def _reported(facts: Iterable[KnownFact]) -> tuple[WindowValue | None, TimeIs, bool]:
    published = [known.report.published for known in facts if known.report and known.report.published]
    if published:
        return WindowValue(min(published, key=lambda window: window.sort_key)), "reported", False
    return None, "unknown", False
