"""Where does each session stand, and how did its time slip?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.contact import ContactHeld
from events.facts.invitation import InvitationFact
from events.facts.session import (
    SessionCancelled,
    SessionFact,
    SessionHeld,
    SessionNotHeld,
    SessionPostponed,
    SessionProposed,
    SessionScheduled,
    SessionStarted,
)
from events.facts.subject import MAIN_TRACK, Subject, session_subject
from timeline.claims import readers
from timeline.claims.claims import (
    Claim,
    Verdict,
    claims_on,
    echoes,
    in_order_of_news,
    settle,
    settle_newest,
    statements,
    supports_of,
)
from timeline.claims.dossier import Dossier
from timeline.claims.statuses import TO_COME
from timeline.projections import session_plan
from timeline.projections.session_plan import CALLED_OFF, next_status, planned
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from timeline.claims.claims import Statement
    from timeline.knowledge.known import Knowledge, KnownFact
    from timeline.projections.session_plan import Slip, Status
    from timeline.values.agreement import Value


@dataclass(frozen=True, slots=True)
class Session:
    """A session's life as of a day.

    Attributes:
        dossier: its facts and verdicts (status, window, held, place, venue, basis, host, mediator, mode).
        track: the series it belongs to.
        session: its number, or slug.
        status: where it stands.
        slips: every window ever given, in order of publication.
        overdue_days: days since the window passed without news; None unless overdue or lapsed.

    """

    dossier: Dossier
    track: str
    session: int | str
    status: Status
    slips: tuple[Slip, ...]
    overdue_days: int | None = None

    @property
    def window(self) -> WindowValue | None:
        """The time it is planned for."""
        value = self.dossier.value("window")
        return value if isinstance(value, WindowValue) else None

    @property
    def held(self) -> WindowValue | None:
        """The time it took place."""
        value = self.dossier.value("held")
        return value if isinstance(value, WindowValue) else None


def project(knowledge: Knowledge, on: date) -> list[Session]:
    """Every session, by track, then by the time it was held or is planned for."""
    gathered = _gathered(knowledge)
    lives = [_Life(subject, facts, on).project() for subject, facts in gathered.items()]
    series: dict[str, list[Session]] = defaultdict(list)
    for session in reversed(lives):  # most often it is one of the last that tells of a plan that it has lapsed
        series[session.track].append(session)
    settled = [_lapsed_or_overdue(session, series[session.track], on) for session in lives]
    return sorted(settled, key=_in_time)


def _in_time(session: Session) -> tuple[bool, str, tuple[bool, tuple[int, int, str]], str]:
    time = session.held or session.window
    key = (True, (0, 0, "")) if time is None else (False, time.window.sort_key)
    return (session.track != MAIN_TRACK, session.track, key, str(session.session).zfill(6))


def _gathered(knowledge: Knowledge) -> dict[Subject, list[KnownFact]]:
    """The facts of each session: its own, the invitations to it, and the contacts that are linked to it as the same."""
    gathered: dict[Subject, list[KnownFact]] = defaultdict(list)
    for known in knowledge.facts:
        fact = known.fact
        if isinstance(fact, InvitationFact) and fact.session is not None:
            gathered[knowledge.same(session_subject(fact.session, fact.track))].append(known)
        elif isinstance(fact, SessionFact | ContactHeld):
            for subject in known.subjects:
                if subject.type == "session":
                    gathered[subject].append(known)
    return gathered


def track_and_session(subject: Subject) -> tuple[str, int | str]:
    """The track and the number or slug that a session's subject names."""
    track, slash, session = subject.key.partition("/")
    if not slash:
        track, session = MAIN_TRACK, subject.key
    return track, int(session) if session.isascii() and session.isdigit() else session


class _Plan(NamedTuple):
    """What the newest word says about whether, and when, the session is to take place.

    Attributes:
        status: where that leaves it.
        deciding: the facts that say so.
        against: claims of others that say otherwise and could still come true.
        claims: those that give a window or undo one.
        ended: the day since which it has no future but by a newer proposal or invitation; None while it stands.

    """

    status: Status
    deciding: list[KnownFact]
    against: list[Claim]
    claims: list[Claim]
    ended: date | None = None


class _Life:
    """The rules that turn one session's facts into its life; lives for one call."""

    def __init__(self, subject: Subject, facts: list[KnownFact], on: date) -> None:
        self.subject = subject
        self.facts = [known for known in facts if known.fact.modality != "denied"]
        self.denied = [known for known in facts if known.fact.modality == "denied"]
        self.all_facts = facts
        self.on = on
        self.happened = [known for known in self.facts if session_plan.has_happened(known, (SessionHeld, ContactHeld))]
        self.started = [known for known in self.facts if session_plan.has_happened(known, SessionStarted)]
        self.hard = [Claim(planned(known), known) for known in self.facts if session_plan.is_plan(known)]
        self.soft = claims_on(filter(session_plan.is_suggestion, self.facts), planned)

    def project(self) -> Session:
        held = self._held()
        time = held.preferred.value if held.preferred else None
        foreseen = isinstance(time, WindowValue) and time.window.is_future(self.on)
        plan = self._plan()
        window = held._replace(attribute="window") if foreseen else self._window(plan, disputable=time is None)
        status, status_verdict = self._status(plan, foreseen=foreseen, time=time)
        is_held = status in ("held", "started")
        track, session = track_and_session(self.subject)
        verdicts = [status_verdict, window, *([held] if is_held else []), *self._attributes(is_held=is_held)]
        return Session(
            dossier=Dossier.of(self.subject, self.all_facts, verdicts),
            track=track,
            session=session,
            status=status,
            slips=session_plan.slips(self.soft + self.hard),
        )

    def _held(self) -> Verdict:
        """When it took place, after all who say that it did; where none of them tells, when it began."""
        held = settle("held", claims_on(self.happened, readers.when))
        if held.preferred or not self.happened:
            return held
        return settle("held", claims_on(self.started, readers.when))

    def _plan(self) -> _Plan:
        """Follow the news from plan to plan: the newest word counts."""
        news = in_order_of_news(self.hard)
        status: Status | None = None
        window: Value | None = None
        deciding: Statement | None = None
        called_off: dict[str, Value | None] = {}
        dating: list[Claim] = []
        for statement in news:
            following = next_status(status, window, statement)
            if following == "cancelled":
                called_off[statement.origin] = window
            undone = following is not None and session_plan.undoes(statement.claims[0])
            if following is not None:
                status, deciding = following, statement
            if undone or (statement.value and not echoes(statement.value, window)):
                window = statement.value
            if undone or statement.value:
                dating += statement.claims
        if status is None or deciding is None:
            return self._suggested([known for known in self.facts if session_plan.is_suggestion(known)])
        ended = deciding.said_on if status in _OFF else None
        if isinstance(window, WindowValue) and window.window.is_past(self.on):
            ended = window.window.latest
        renewed = self._suggested_since(ended) if ended else []
        if renewed:
            return self._suggested([claim.source for claim in renewed])._replace(ended=ended)
        last_words = {statement.origin: statement for statement in news}
        against = [
            Claim(TermValue(said), statement.claims[0].source)
            for statement in last_words.values()
            if (said := _contradicts(statement, status, window, called_off, self.on))
        ]
        against += self._denials(status, window, last_words)
        return _Plan(status, [claim.source for claim in deciding.claims], against, dating, ended)

    def _suggested(self, facts: list[KnownFact]) -> _Plan:
        """Invited to or proposed, as long as nobody schedules."""
        invited = [known for known in facts if isinstance(known.fact, InvitationFact)]
        status: Status = "invited" if invited else "proposed"
        return _Plan(status, invited or facts or self.all_facts, self._denials(status, None, {}) if facts else [], [])

    def _suggested_since(self, day: date) -> list[Claim]:
        """What was proposed, or invited for, after a day, and could still come true."""
        return [
            claim
            for statement in statements(self.soft)
            if statement.said_on > day and statement.value and readers.still_possible(self.on)(statement.value)
            for claim in statement.claims
        ]

    def _denials(self, status: Status, window: Value | None, last_words: Mapping[str, Statement]) -> list[Claim]:
        """Who denies that it is so; the denial of another time does not, nor one that its origin has left behind."""

        def stands(known: KnownFact) -> bool:
            last, denied = last_words.get(known.origin or ""), planned(known)
            left_behind = last is not None and last.said_on > known.known_by
            return not left_behind and (denied is None or window is None or window.compatible(denied))

        kinds = _DENIABLE.get(status, _PLANS)
        return [
            Claim(TermValue("denied"), known)
            for known in self.denied
            if isinstance(known.fact, kinds) and stands(known)
        ]

    def _window(self, plan: _Plan, *, disputable: bool) -> Verdict:
        """The time it is planned for; what was suggested counts until somebody schedules, or once the plan ended."""
        is_possible = readers.still_possible(self.on)

        def settled(claims: list[Claim]) -> Verdict:
            undoes = session_plan.undoes
            return settle_newest("window", claims, undoes=undoes, possible=lambda one: disputable and is_possible(one))

        if plan.status in ("proposed", "invited") and plan.ended:
            return settled(self._suggested_since(plan.ended))
        hard = plan.claims
        if plan.status in _OFF:  # still shown: the time it was planned for
            hard = [claim for claim in hard if not isinstance(claim.source.fact, CALLED_OFF)]
        verdict = settled(hard)
        if verdict.preferred is not None:
            given = {one.value.key for one in verdict.supports}
            before = tuple(one for one in supports_of(self.soft) if one.value.key not in given)
            return verdict._replace(others=(*verdict.others, *before), reason="newest" if before else verdict.reason)
        undone = [statement.said_on for statement in statements(hard)]
        suggested = settled(self._suggested_since(max(undone)) if undone else self.soft)
        return suggested if suggested.preferred else verdict

    def _status(self, plan: _Plan, *, foreseen: bool, time: Value | None) -> tuple[Status, Verdict]:
        """Where it stands, before time alone makes it overdue."""
        if foreseen:
            if plan.status in ("expected", "scheduled", "postponed"):
                return plan.status, self._status_verdict(plan.status, plan.deciding)
            return "scheduled", self._status_verdict("scheduled", self.happened)
        denied = any(isinstance(known.fact, SessionHeld) for known in self.denied)
        if self.happened or (denied and (plan.ended or not self.facts)):
            return self._held_or_not(time)
        if any(not _is_later(known, self.on) for known in self.started):
            return "started", self._status_verdict("started", self.started)
        return plan.status, self._status_verdict(plan.status, plan.deciding, plan.against)

    def _held_or_not(self, time: Value | None) -> tuple[Status, Verdict]:
        """Held, unless more independent origins say that it was not."""

        def contradicts(statement: Statement) -> bool:
            first = statement.claims[0].source
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
        return ("not-held" if not_held else "held"), verdict

    def _status_verdict(self, status: str, facts: Iterable[KnownFact], against: Iterable[Claim] = ()) -> Verdict:
        preferred = settle("status", [Claim(TermValue(status), known) for known in facts]).preferred
        dissent = tuple(supports_of(against))
        return Verdict("status", preferred, dissent, dissent, "newest" if dissent else "undisputed")

    def _could_come_true(self, claim: Claim) -> bool:
        """Whether what was said of a time, Rome on 3 May, can still be: not once the time has passed."""
        said_of = planned(claim.source)
        return said_of is None or not said_of.window.is_past(self.on)

    def _attributes(self, *, is_held: bool) -> list[Verdict]:
        """Place, venue and the like: of the session as held, else as planned, else as suggested."""
        plans = [claim.source for claim in self.hard]
        held = self.happened + self.started if is_held else []
        verdicts = []
        for attribute, read in _READERS.items():
            as_held = claims_on(held, read)
            if as_held:
                verdicts.append(settle(attribute, as_held))
                continue
            as_planned = claims_on(plans, read) or claims_on(self.facts, read)
            verdict = settle_newest(attribute, as_planned)
            if is_held or attribute == "basis":  # "announced" and "confirmed" are no contradiction
                verdict = verdict._replace(dissent=())
            else:
                dissent = tuple(one for one in verdict.dissent if any(map(self._could_come_true, one.claims)))
                verdict = verdict._replace(dissent=dissent)
            verdicts.append(verdict)
        return verdicts


_READERS: Final = {
    "place": readers.place("place"),
    "venue": readers.place("venue"),
    "basis": readers.term("basis"),
    "host": readers.names("host"),
    "mediator": readers.names("mediator"),
    "mode": readers.term("mode"),
}
"""The attributes that are settled alike, each with what reads it."""

_OFF: Final = frozenset({"cancelled", "not-held"})
"""The statuses of a plan that came to an end."""

_PLANS: Final = (SessionScheduled, SessionProposed, SessionStarted, InvitationFact)
"""What is denied by one who denies that a session is to come."""

_DENIABLE: Final[dict[Status, tuple[type, ...]]] = {
    "cancelled": CALLED_OFF,
    "not-held": CALLED_OFF,
    "postponed": (SessionPostponed,),
}
"""What is denied by one who denies that it is not."""


def _contradicts(
    statement: Statement, status: Status, window: Value | None, called_off: Mapping[str, Value | None], on: date
) -> Status | None:
    """What an origin's last word says against the plan, where that could still come true."""
    if status in (*_OFF, "postponed") and window is None:
        possible = statement.value is not None and readers.still_possible(on)(statement.value)
        return next_status(None, None, statement) if possible else None
    if not isinstance(statement.claims[0].source.fact, SessionCancelled):
        return None
    about = called_off[statement.origin]
    same_time = about is window if about is None or window is None else about.compatible(window)
    return "cancelled" if same_time else None


def _is_later(known: KnownFact, on: date) -> bool:
    time = known.when
    return time is not None and time.window.is_future(on)


def _lapsed_or_overdue(session: Session, series: Sequence[Session], on: date) -> Session:
    """A plan whose time has passed is overdue, and lapsed once a later session of its track is reported."""
    if session.status not in TO_COME:
        return session
    others = (other for other in series if other is not session)
    latest = session.window.window.latest if session.window else None
    if latest is None:  # nothing to be overdue by, but a later number that took place has left it behind
        return replace(session, status="lapsed") if any(_left_behind(session, other) for other in others) else session
    if latest >= on:
        return session
    lapsed = any(_is_after(other, session, latest, on) for other in others)
    return replace(session, status="lapsed" if lapsed else "overdue", overdue_days=(on - latest).days)


def _left_behind(session: Session, other: Session) -> bool:
    """Whether a later number of the track took place."""
    return _in_series(session, other) is True and other.held is not None


def _in_series(session: Session, other: Session) -> bool | None:
    """Whether the other one has the higher number; None where they are not both numbered."""
    if isinstance(other.session, int) and isinstance(session.session, int):
        return other.session > session.session
    return None


def _is_after(other: Session, session: Session, latest: date, on: date) -> bool:
    """Whether the other one comes later in the series, and was reported, or took place, after the time had passed."""
    time = other.held or other.window
    later = _in_series(session, other)
    if later is None:
        later = time is not None and time.window.earliest is not None and time.window.earliest > latest
    took_place = other.held is not None and not other.held.window.is_past(latest)
    return later and (took_place or any(latest < day <= on for day in _first_told(other)))


def _first_told(session: Session) -> Iterable[date]:
    """The days on which each thing that an origin said of a session was first public; a reprint is no report of it."""
    first: dict[object, date] = {}
    for known in session.dossier.facts:
        if known.dated:
            time = planned(known)
            said = (known.origin, known.kind, time and time.key)
            first[said] = min(first.get(said, known.known_by), known.known_by)
    return first.values()
