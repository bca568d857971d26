"""Where does each session stand, and how did its time slip?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from events.facts.contact import ContactHeld
from events.facts.invitation import InvitationFact
from events.facts.session import SessionFact, SessionHeld, SessionNotHeld, SessionStarted
from events.facts.subject import Subject, session_subject
from events.facts.track import MAIN_TRACK
from timeline.claims import modality, plans, readers
from timeline.claims.claims import Bearing, Claim, Support, Verdict, claims_on, supports_of
from timeline.claims.dossier import Dossier
from timeline.claims.happened import settle
from timeline.claims.news import is_calendar_unit, passed, settle_newest
from timeline.claims.plans import planned
from timeline.claims.statements import statements
from timeline.claims.statuses import BEGUN
from timeline.claims.undated import undated
from timeline.projections.session import Session
from timeline.projections.session_plan import Plan
from timeline.projections.session_series import held_by_succession, lapsed_or_overdue
from timeline.projections.session_slips import slips
from timeline.projections.session_status import ON
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from timeline.claims.claims import Reason
    from timeline.claims.statements import Statement
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.session_series import OfTrack
    from timeline.projections.session_status import SessionStatus
    from timeline.values.agreement import Value

ENDS_WITHIN: Final = timedelta(days=3)
"""After the window that holds its start a session that began counts as held once so many days have passed."""

ENDS_AT_LAST: Final = timedelta(days=30)
"""Without such a window it does after so many days."""

TAKEN_PLACE: Final = "it took place"
"""Why what was planned counts no more."""

PLANNED_TO_LAST: Final = 14
"""Days up to which a plan that holds the start tells how long it was to take. A longer one is a vague one."""


def project(knowledge: Knowledge, on: date) -> list[Session]:
    """Every session, by track, then by the time it was held or is planned for."""
    lives = [life_of(subject, facts, on) for subject, facts in facts_of_sessions(knowledge).items()]
    series: dict[str, list[Session]] = defaultdict(list)
    for session in reversed(lives):  # most often it is one of the last that tells of a plan that it has lapsed
        series[session.track].append(session)
    return sorted((in_series(session, series[session.track], on) for session in lives), key=in_time)


def life_of(subject: Subject, facts: list[KnownFact], on: date) -> Session:
    """A session by its own facts alone."""
    return _Life(subject, facts, on).project()


def in_series(session: Session, series: Collection[OfTrack], on: date) -> Session:
    """A session beside the others of its track, each by its own facts."""
    return lapsed_or_overdue(held_by_succession(session, series, on), series, on)


def in_time(session: Session) -> tuple[bool, str, tuple[bool, tuple[int, int, str]], str]:
    """Its place among the sessions of its dialogue."""
    time = session.time
    key = (True, (0, 0, "")) if time is None else (False, time.window.sort_key)
    return (session.track != MAIN_TRACK, session.track, key, str(session.session).zfill(6))


def facts_of_sessions(knowledge: Knowledge) -> dict[Subject, list[KnownFact]]:
    """The facts of each session: its own, the invitations to it, and the contacts that are linked to it as the same."""
    gathered: dict[Subject, list[KnownFact]] = defaultdict(list)
    told = chain(knowledge.of_type("session").values(), knowledge.of_type("invitation").values())
    by_position = {known.position: known for facts in told for known in facts}
    for position in sorted(by_position):
        for subject in sessions_of(by_position[position], knowledge):
            gathered[subject].append(by_position[position])
    return gathered


def sessions_of(known: KnownFact, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The sessions that a fact bears on."""
    fact = known.fact
    if isinstance(fact, InvitationFact) and fact.session is not None:
        return (knowledge.same(session_subject(fact.session, fact.track)),)
    if isinstance(fact, SessionFact | ContactHeld):
        return tuple(subject for subject in known.subjects if subject.type == "session")
    return ()


def track_and_session(subject: Subject) -> tuple[str, int | str]:
    """The track and the number or slug that a session's subject names."""
    track, slash, session = subject.key.partition("/")
    if not slash:
        track, session = MAIN_TRACK, subject.key
    return track, int(session) if session.isascii() and session.isdigit() else session


class _Life:
    """The rules that turn one session's facts into its life. Lives for one call."""

    def __init__(self, subject: Subject, facts: list[KnownFact], on: date) -> None:
        self.subject = subject
        self.facts = [known for known in facts if not modality.is_denied(known)]
        self.denied = [known for known in facts if modality.is_denied(known)]
        self.all_facts = facts
        self.on = on
        done = [known for known in self.facts if not (modality.is_to_come(known) or modality.is_wish(known))]
        self.happened = [known for known in done if isinstance(known.fact, SessionHeld | ContactHeld)]
        self.started = [known for known in done if isinstance(known.fact, SessionStarted)]
        self.suggesting = [known for known in self.facts if plans.is_suggestion(known)]
        self.soft = claims_on(self.suggesting, planned)
        self.plan = Plan(self.facts, self.denied, on, took_place=bool(self.happened or self.started))

    def project(self) -> Session:
        held = self._held()
        started = settle("started", claims_on(self.started, readers.when))
        when = held.preferred or (started.preferred if self.happened else None)
        time = when.value if when else None
        foreseen = isinstance(time, WindowValue) and time.window.is_future(self.on)
        window = self._foreseen(when) if foreseen else self._window(disputable=not self.happened)
        status, status_verdict = self._status(started, window, foreseen=foreseen, time=time)
        verdicts = [status_verdict, window, started]
        if status == "held":
            verdicts.append(self._refined(held, started, window))
        elif window.preferred is None:
            recalled = {claim.source.fact_id for claim in self.plan.recalled}
            verdicts.append(undated((known for known in self.facts if known.fact_id not in recalled), "window"))
        track, session = track_and_session(self.subject)
        verdicts += self._attributes(is_held=status in BEGUN)
        return Session(
            dossier=Dossier.of(self.subject, self.all_facts, verdicts),
            track=track,
            session=session,
            status=status,
            slips=slips(self.plan, self.soft),
        )

    # ---- when ---------------------------------------------------------------------------------------------------

    def _held(self) -> Verdict:
        """When it took place, after all who say that it did."""
        return settle("held", claims_on(self.happened, readers.when))

    def _foreseen(self, when: Support | None) -> Verdict:
        """The day on which it will be held, as seen from a day before with later knowledge."""
        return Verdict("window", when)

    def _refined(self, held: Verdict, started: Verdict, window: Verdict) -> Verdict:
        """When it took place. Where nobody tells, or only a month or more, the plan or the start refines that.

        An interval of days is how long it took, and its first day refines nothing.
        """
        told, start, plan = held.preferred, started.preferred, window.preferred
        if told and not _is_vague(told.value):
            return held
        finer = [one for one in (plan if self._holds(plan, start) else None, start) if one]
        best = next((one for one in finer if not told or one.value.refines(told.value)), None)
        if best is None:
            return held
        others = [one for one in (*held.supports, *finer) if one is not best and one.value.key != best.value.key]
        why = "the start" if best is start else "the plan as it last stood"
        bearings = {
            fact: Bearing("preferred", f"{why}: nobody tells the day of holding more exactly") for fact in best.facts
        }
        reason: Reason = "refinement" if others else "undisputed"
        return Verdict("held", best, tuple(others), held.dissent, reason, lambda: bearings)

    def _holds(self, plan: Support | None, start: Support | None) -> bool:
        """Whether the session can have taken place as it was planned last: where the start lies in the plan.

        Where nobody tells the start, where the plan does not begin after the day on which somebody told of the session.
        """
        if plan is None or not isinstance(plan.value, WindowValue) or plan.value.window.width_days is None:
            return False
        if start is not None:
            return start.value.compatible(plan.value) and plan.value.breadth <= PLANNED_TO_LAST
        told = min(known.known_by for known in self.happened or self.started)
        return not plan.value.window.is_future(told)

    def _is_over(self, started: Verdict, window: Verdict) -> bool:
        """Whether what started must have ended, though nobody said so."""
        start = started.preferred.value if started.preferred else None
        plan = window.preferred.value if window.preferred else None
        if isinstance(plan, WindowValue) and (start is None or start.compatible(plan)):
            return _is_after(self.on, plan.window.latest, ENDS_WITHIN)
        if isinstance(start, WindowValue):
            return _is_after(self.on, start.window.latest, ENDS_AT_LAST)
        return _is_after(self.on, min(known.known_by for known in self.started), ENDS_AT_LAST)

    def _window(self, *, disputable: bool) -> Verdict:
        """The time it is planned for. What was suggested counts until somebody schedules, or once the plan ended."""
        renewed = self._renewed
        verdict = self.plan.window_verdict(disputable=disputable)
        if renewed:
            return self._suggested(renewed, disputable=disputable).with_others(
                verdict.supports, self._superseded(verdict.supports, "the plan of before has no future")
            )
        if verdict.preferred is not None:
            before = supports_of(self.soft)
            return verdict.with_others(before, self._superseded(before, "suggested, until a date was set"))
        dating = [one.said_on for one in self.plan.told if one.value or plans.undoes(one.claims[0])]
        suggested = self._suggested(self._since(max(dating)) if dating else self.soft, disputable=disputable)
        if suggested.preferred:
            return suggested.with_others(verdict.supports, verdict.bearings)
        return verdict.with_others(supports_of(self.soft))

    def _suggested(self, claims: Sequence[Claim], *, disputable: bool) -> Verdict:
        is_possible = readers.still_possible(self.on)
        return settle_newest(
            "window", claims, possible=lambda one: disputable and is_possible(one), of_a_plan=True, on=self.on
        )

    def _superseded(self, supports: Sequence[Support], why: str) -> Callable[[], dict[str, Bearing]]:
        return lambda: {fact: Bearing("superseded", why) for one in supports for fact in one.facts}

    @cached_property
    def _renewed(self) -> list[Claim]:
        """What was suggested since the plan ended."""
        ended = self.plan.ended if self.soft else None
        return self._since(ended) if ended else []

    def _since(self, day: date) -> list[Claim]:
        """What was proposed, or invited for, after a day, for a time to come. On that day another time is a new one."""
        found: list[Claim] = []
        for statement in statements(self.soft):
            value, said_on = statement.value, statement.said_on
            if value is None or passed(value, said_on):
                continue
            if said_on > day or (said_on == day and self._is_another_time(value)):
                found += statement.claims
        return found

    def _is_another_time(self, value: Value) -> bool:
        """Whether it agrees with no time for which the session was planned."""
        given = [one for claim in self.plan.every if (one := claim.value or plans.missed(claim.source))]
        return bool(given) and not any(value.compatible(one) for one in given)

    # ---- whether ------------------------------------------------------------------------------------------------

    def _status(
        self, started: Verdict, window: Verdict, *, foreseen: bool, time: Value | None
    ) -> tuple[SessionStatus, Verdict]:
        """Where it stands, before time alone makes it overdue."""
        if foreseen:
            planned_status = self.plan.status
            if planned_status in ON:
                return planned_status, self.plan.status_verdict()
            return "scheduled", self._status_verdict("scheduled", self.happened)
        denied = any(isinstance(known.fact, SessionHeld) for known in self.denied if not modality.is_to_come(known))
        if self.happened or (denied and (self.plan.ended or not self.facts)):
            return self._held_or_not(time)
        if any(not _is_later(known, self.on) for known in self.started):
            status: SessionStatus = "held" if self._is_over(started, window) else "started"
            return status, self._before(self._status_verdict(status, self.started), TAKEN_PLACE)
        return self._outlook()

    def _outlook(self) -> tuple[SessionStatus, Verdict]:
        """What the newest word says. Invited to or proposed, as long as nobody schedules."""
        plan, renewed = self.plan, self._renewed
        if plan.status is not None and not renewed:
            verdict = plan.status_verdict()
            return plan.status, verdict.with_others(*self._suggestions())
        facts = [claim.source for claim in renewed] or self.suggesting
        invited = [known for known in facts if isinstance(known.fact, InvitationFact)]
        status: SessionStatus = "invited" if invited else "proposed"
        verdict = self._status_verdict(status, invited or facts or self.all_facts)
        return status, self._before(verdict, "that plan has no future any more").with_others(*self._suggestions())

    def _suggestions(self) -> tuple[list[Support], Callable[[], dict[str, Bearing]]]:
        """Who proposed it or invited to it, as claims on its status."""
        supports = supports_of(
            Claim(TermValue("invited" if isinstance(known.fact, InvitationFact) else "proposed"), known)
            for known in self.suggesting
        )
        return supports, self._superseded(supports, "suggested, until somebody schedules")

    def _before(self, verdict: Verdict, why: str) -> Verdict:
        """The verdict on the status with what the plan was before."""
        if self.plan.status is None:
            return verdict
        planning = self.plan.status_verdict()
        before = self._superseded(planning.supports, why)
        return verdict.with_others(planning.supports, lambda: before() | self.plan.recollections())

    def _held_or_not(self, time: Value | None) -> tuple[SessionStatus, Verdict]:
        """Held, unless more independent origins say that it was not."""

        def contradicts(statement: Statement) -> bool:
            first = statement.source
            if not isinstance(time, WindowValue):
                return True
            missed = first.when
            if missed is None:  # what was said before it took place is about another time
                return not (first.dated and time.window.is_future(statement.said_on))
            return missed.compatible(time)

        against = [known for known in self.facts if isinstance(known.fact, SessionNotHeld)]
        against += [known for known in self.denied if isinstance(known.fact, SessionHeld)]
        claims = [Claim(TermValue("held"), known) for known in self.happened]
        for statement in statements(Claim(TermValue("not-held"), known) for known in against):
            claims += statement.claims if contradicts(statement) else []
        verdict = settle("status", claims)
        not_held = verdict.preferred is not None and verdict.preferred.value.text == "not-held"
        if not_held:
            return "not-held", self._before(verdict, "it was not held")
        return "held", self._before(verdict, TAKEN_PLACE)

    def _status_verdict(self, status: str, facts: Iterable[KnownFact]) -> Verdict:
        return settle("status", [Claim(TermValue(status), known) for known in facts])

    # ---- what else ----------------------------------------------------------------------------------------------

    def _could_come_true(self, claim: Claim) -> bool:
        """Whether what was said of a time, Rome on 3 May, can still be: not once the time has passed."""
        return not passed(planned(claim.source), self.on)

    def _standing(self, told: Sequence[Claim]) -> tuple[Sequence[Claim], list[Support]]:
        """What is told of the time that counts, and what of the one that was given up.

        Where a loose word gives the time, after a postponement without one, it gives the place as well.
        """
        window = self.plan.window if self.plan.is_filled else None
        of_then = [one for one in told if window and _agrees(planned(one.source), window)]
        of_before = [one for one in told if one not in of_then]
        return (of_then, supports_of(of_before)) if of_then else (told, [])

    def _attributes(self, *, is_held: bool) -> list[Verdict]:
        """Place, venue and the like: of the session as held, else as planned, else as suggested."""
        fresh = [claim.source for claim in self.plan.fresh]
        recalled = [claim.source for claim in self.plan.recalled]
        held = self.happened + self.started if is_held else []
        verdicts = []
        for attribute, read in _READERS.items():
            as_held = claims_on(held, read)
            as_planned = claims_on(fresh, read)
            if attribute == "basis":  # "expected this month" makes no date that is agreed less firm
                as_planned = [one for one in as_planned if one.source.fact_id not in self.plan.idle] or as_planned
            if as_held:
                verdict = settle(attribute, as_held)
                before = supports_of(as_planned)
                verdict = verdict.with_others(before, self._superseded(before, "planned, before it took place"))
            else:
                told = as_planned or claims_on(self.facts, read)
                standing, gone = self._standing(told)
                verdict = settle_newest(attribute, standing, of_a_plan=True)
                verdict = verdict.with_others(gone, self._superseded(gone, "told of the time that was given up"))
                if is_held or attribute == "basis":  # "announced" and "confirmed" are no contradiction
                    verdict = verdict._replace(dissent=())
                else:
                    dissent = tuple(one for one in verdict.dissent if any(map(self._could_come_true, one.claims)))
                    verdict = verdict._replace(dissent=dissent)
            known = as_held or as_planned  # else what is recalled is all there is
            verdicts.append(
                verdict.with_others(supports_of(claims_on(recalled, read)), self.plan.recollections)
                if known
                else verdict
            )
        return verdicts


_READERS: Final = {
    "place": readers.place("place"),
    "venue": readers.place("venue"),
    "basis": readers.term("basis"),
    "host": readers.names("host"),
    "mediator": readers.names("mediator"),
    "mode": readers.term("mode"),
    "attended": readers.names("attended"),
    "absent": readers.names("absent"),
}
"""The attributes that are settled alike, each with what reads it."""


def _agrees(time: Value | None, window: Value) -> bool:
    return time is None or time.compatible(window)


def _is_vague(value: Value) -> bool:
    """Whether it tells no day and no days, but a month or more."""
    return isinstance(value, WindowValue) and is_calendar_unit(value.window)


def _is_later(known: KnownFact, on: date) -> bool:
    time = known.when
    return time is not None and time.window.is_future(on)


def _is_after(on: date, day: date | None, span: timedelta) -> bool:
    """Whether a day lies more than so many days after another. Never after an open end, or the last day there is."""
    return day is not None and day <= date.max - span and on > day + span
