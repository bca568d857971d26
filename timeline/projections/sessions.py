"""Where does each session stand, and how did its time slip?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from events.facts.invitation import InvitationExtended
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
from timeline import reading
from timeline.claims import Claim, Verdict, claim_of, claims_on, in_order_of_news, settle, settle_newest, statements
from timeline.dossier import Dossier
from timeline.values import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from events.window import Window
    from timeline.claims import Statement
    from timeline.knowledge import Knowledge, KnownFact
    from timeline.values import Value

Status = Literal[
    "proposed",
    "invited",
    "expected",
    "scheduled",
    "postponed",
    "started",
    "held",
    "cancelled",
    "not-held",
    "overdue",
    "lapsed",
]

TO_COME: Final = frozenset({"proposed", "invited", "expected", "scheduled", "postponed"})
"""The statuses of a session that may still take place."""

NOT_YET: Final = frozenset({"planned", "expected", "wish"})
"""What is said in these modalities has not happened."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One window that was given for a session.

    Attributes:
        window: what was given.
        published: when the first report of it came out; None where unknown.
        reports: who gave it, the first print first.
        current: whether it changed what was to be expected; a vaguer repetition does not.

    """

    window: WindowValue
    published: Window | None
    reports: tuple[str, ...]
    current: bool


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
    lives = [_Life(subject, facts, knowledge, on).project() for subject, facts in gathered.items()]
    settled = [_lapsed_or_overdue(session, lives, on) for session in lives]
    return sorted(settled, key=_in_time)


def _in_time(session: Session) -> tuple[bool, str, tuple[bool, tuple[int, int, str]], str]:
    time = session.held or session.window
    key = (True, (0, 0, "")) if time is None else (False, time.window.sort_key)
    return (session.track != MAIN_TRACK, session.track, key, str(session.session).zfill(6))


def _gathered(knowledge: Knowledge) -> dict[Subject, list[KnownFact]]:
    """The facts of each session: its own, and the invitations to it."""
    gathered: dict[Subject, list[KnownFact]] = defaultdict(list)
    for known in knowledge.facts:
        fact = known.fact
        if isinstance(fact, SessionFact):
            for subject in known.subjects:
                gathered[subject].append(known)
        elif isinstance(fact, InvitationExtended) and fact.session is not None:
            gathered[knowledge.same(session_subject(fact.session, fact.track))].append(known)
    return gathered


def track_and_session(subject: Subject) -> tuple[str, int | str]:
    """The track and the number or slug that a session's subject names."""
    track, slash, session = subject.key.partition("/")
    if not slash:
        track, session = MAIN_TRACK, subject.key
    return track, int(session) if session.isascii() and session.isdigit() else session


class _Life:
    """The rules that turn one session's facts into its life; lives for one call."""

    def __init__(self, subject: Subject, facts: list[KnownFact], knowledge: Knowledge, on: date) -> None:
        self.subject = subject
        self.facts = [known for known in facts if known.fact.modality != "denied"]
        self.denied = [known for known in facts if known.fact.modality == "denied"]
        self.all_facts = facts
        self.grades = knowledge.reliability
        self.on = on

    def project(self) -> Session:
        held = self._held()
        foreseen = held.preferred is not None and self._is_to_come(held.preferred.value)
        window = replace(held, attribute="window") if foreseen else self._window(held)
        status, status_verdict = self._status(foreseen=foreseen, time=held.preferred.value if held.preferred else None)
        is_held = status in ("held", "started")
        track, session = track_and_session(self.subject)
        verdicts = [status_verdict, window, *([held] if is_held else []), *self._attributes(is_held=is_held)]
        return Session(
            dossier=Dossier.of(self.subject, self.all_facts, verdicts),
            track=track,
            session=session,
            status=status,
            slips=_slips(self._soft() + self._hard()),
        )

    def _happened(self) -> list[KnownFact]:
        return [
            known for known in self.facts if isinstance(known.fact, SessionHeld) and known.fact.modality not in NOT_YET
        ]

    def _held(self) -> Verdict:
        """When it took place, after all who say that it did."""
        return settle("held", claims_on(self._happened(), _WHEN, self.grades))

    def _hard(self) -> list[Claim]:
        """What was scheduled or postponed; a postponement without a time undoes the time before."""
        claims = []
        for known in self.facts:
            fact = known.fact
            if isinstance(fact, SessionPostponed):
                claims.append(claim_of(known, WindowValue.of(fact.window), self.grades))
            elif (isinstance(fact, SessionScheduled) and fact.modality != "wish" and (value := _planned(known))) or (
                isinstance(fact, SessionHeld) and fact.modality in NOT_YET and (value := _WHEN(known))
            ):
                claims.append(claim_of(known, value, self.grades))
        return claims

    def _soft(self) -> list[Claim]:
        """What was proposed, wished or invited for: it counts until somebody schedules."""

        def value(known: KnownFact) -> Value | None:
            fact = known.fact
            wished = isinstance(fact, SessionScheduled) and fact.modality == "wish"
            return _planned(known) if wished or isinstance(fact, SessionProposed | InvitationExtended) else None

        return claims_on(self.facts, value, self.grades)

    def _window(self, held: Verdict) -> Verdict:
        """The time it is planned for."""

        def possible(value: Value) -> bool:
            return isinstance(value, WindowValue) and held.preferred is None and not value.window.is_past(self.on)

        hard = settle_newest("window", self._hard(), undoes=_postpones, possible=possible)
        if hard.preferred is not None:
            return hard
        undone = max((one.age for one in statements(self._hard()) if one.value is None), default=None)
        soft = [
            claim
            for statement in statements(self._soft())
            if undone is None or statement.age[0] > undone[0]
            for claim in statement.claims
        ]
        settled = settle_newest("window", soft, possible=possible)
        return settled if settled.preferred or not hard.others else hard

    def _is_to_come(self, time: Value) -> bool:
        """Whether today's knowledge of what was held is, on the day we stand on, still to come."""
        return isinstance(time, WindowValue) and time.window.is_future(self.on)

    def _status(self, *, foreseen: bool, time: Value | None) -> tuple[Status, Verdict]:
        """Where it stands, before time alone makes it overdue."""
        happened = self._happened()
        if happened and not foreseen:
            return self._held_or_not(happened, time)
        started = [known for known in self.facts if isinstance(known.fact, SessionStarted)]
        if started and not all(_is_later(known, self.on) for known in started):
            return "started", self._status_verdict("started", started)
        status, deciding, against = self._planned_status()
        if foreseen and status in ("proposed", "invited"):
            status, deciding = "scheduled", happened
        return status, self._status_verdict(status, deciding, against)

    def _held_or_not(self, happened: list[KnownFact], time: Value | None) -> tuple[Status, Verdict]:
        """Held, unless more independent origins say that it was not."""

        def contradicts(known: KnownFact) -> bool:
            when = _WHEN(known)
            return when is None or not isinstance(time, WindowValue) or when.compatible(time)

        against = [known for known in self.facts if isinstance(known.fact, SessionNotHeld) and contradicts(known)] + [
            known for known in self.denied if isinstance(known.fact, SessionHeld)
        ]
        claims = [claim_of(known, TermValue("held"), self.grades) for known in happened]
        claims += [claim_of(known, TermValue("not-held"), self.grades) for known in against]
        verdict = settle("status", claims)
        not_held = verdict.preferred is not None and verdict.preferred.value.text == "not-held"
        return ("not-held" if not_held else "held"), verdict

    def _status_verdict(self, status: str, facts: Iterable[KnownFact], against: Iterable[KnownFact] = ()) -> Verdict:
        preferred = settle("status", [claim_of(known, TermValue(status), self.grades) for known in facts]).preferred
        dissent = settle("status", [claim_of(known, TermValue("scheduled"), self.grades) for known in against]).supports
        return Verdict("status", preferred, dissent, dissent, "newest" if dissent else "undisputed")

    def _planned_status(self) -> tuple[Status, list[KnownFact], list[KnownFact]]:
        """The newest word on whether it is to take place, the facts that say so, and who else still says otherwise."""
        news = in_order_of_news(
            claim_of(known, _planned(known), self.grades) for known in self.facts if _is_plan(known)
        )
        status: Status | None = None
        deciding: Statement | None = None
        for statement in news:
            following = _next_status(status, statement)
            if following is not None:
                status, deciding = following, statement
        if status is None or deciding is None:
            return self._before_any_plan()
        against: list[KnownFact] = []
        if status == "cancelled":
            against = [
                statement.claims[0].source
                for statement in {statement.origin: statement for statement in news}.values()
                if isinstance(statement.claims[0].source.fact, SessionScheduled)
                and isinstance(statement.value, WindowValue)
                and not statement.value.window.is_past(self.on)
            ]
        return status, [claim.source for claim in deciding.claims], against

    def _before_any_plan(self) -> tuple[Status, list[KnownFact], list[KnownFact]]:
        invited = [known for known in self.facts if isinstance(known.fact, InvitationExtended)]
        return ("invited", invited, []) if invited else ("proposed", self.facts or self.all_facts, [])

    def _attributes(self, *, is_held: bool) -> list[Verdict]:
        """Place, venue and the like: of the session as held, else of the newest plan."""
        happened = [known for known in self.facts if isinstance(known.fact, SessionHeld | SessionStarted)]
        verdicts = []
        for attribute, read in _READERS.items():
            as_held = claims_on(happened, read, self.grades) if is_held else []
            if as_held:
                verdicts.append(settle(attribute, as_held))
            else:
                planned = claims_on(self.facts, read, self.grades)
                verdicts.append(settle_newest(attribute, planned, possible=lambda _: not is_held))
        return verdicts


_WHEN: Final = reading.window("when")

_READERS: Final = {
    "place": reading.place("place"),
    "venue": reading.place("venue"),
    "basis": reading.term("basis"),
    "host": reading.names("host"),
    "mediator": reading.names("mediator"),
    "mode": reading.term("mode"),
}
"""The attributes that are settled alike, each with what reads it."""


def _planned(known: KnownFact) -> WindowValue | None:
    fact = known.fact
    if isinstance(fact, SessionHeld):
        return WindowValue.of(fact.when)
    return WindowValue.of(fact.window) if isinstance(fact, SessionFact | InvitationExtended) else None


def _postpones(claim: Claim) -> bool:
    return isinstance(claim.source.fact, SessionPostponed)


def _is_later(known: KnownFact, on: date) -> bool:
    when = _WHEN(known)
    return when is not None and when.window.is_future(on)


def _is_plan(known: KnownFact) -> bool:
    fact = known.fact
    if isinstance(fact, SessionHeld):
        return fact.modality in NOT_YET and fact.modality != "wish"
    return (
        isinstance(fact, SessionScheduled | SessionPostponed | SessionCancelled | SessionNotHeld)
        and fact.modality != "wish"
    )


def _next_status(status: Status | None, statement: Statement) -> Status | None:
    """The status after one more piece of news; None where it changes nothing."""
    fact = statement.claims[0].source.fact
    match fact:
        case SessionPostponed():
            return "postponed"
        case SessionCancelled():
            return "cancelled"
        case SessionNotHeld():
            return "not-held"
        case SessionScheduled() if statement.value is None and status == "postponed":
            return None  # "at the appropriate time" sets no new date
        case SessionScheduled() if fact.basis == "expected" or fact.modality == "expected":
            return None if status == "scheduled" and statement.value is None else "expected"
        case _:
            return "scheduled"


def _slips(claims: Sequence[Claim]) -> tuple[Slip, ...]:
    """Every window ever given, in order of publication; prints of one statement, and echoes of it, stand together."""
    slips: list[Slip] = []
    for statement in in_order_of_news(claims):
        value, first = statement.value, statement.claims[0].source
        if not isinstance(value, WindowValue):
            continue
        reports = [claim.source.report.id for claim in statement.claims if claim.source.report]
        last = next((one for one in reversed(slips) if one.current), None)
        same = next((index for index, one in enumerate(slips) if one.window.key == value.key), None)
        vaguer = last is not None and value.compatible(last.window) and not value.refines(last.window)
        changes = last is None or _postpones(statement.claims[0]) or not vaguer
        if same is not None and (slips[same] is last or not changes):
            known = slips[same]
            slips[same] = Slip(
                known.window, known.published, tuple(dict.fromkeys((*known.reports, *reports))), known.current
            )
        else:
            published = first.report.published if first.report else None
            slips.append(Slip(value, published, tuple(dict.fromkeys(reports)), changes))
    return tuple(slips)


def _lapsed_or_overdue(session: Session, sessions: Sequence[Session], on: date) -> Session:
    """A plan whose time has passed is overdue, and lapsed once a later session of its track is reported."""
    window = session.window
    if session.status not in TO_COME or window is None or window.window.latest is None or window.window.latest >= on:
        return session
    latest = window.window.latest
    lapsed = any(_is_after(other, session, latest) for other in sessions if other.track == session.track)
    return replace(session, status="lapsed" if lapsed else "overdue", overdue_days=(on - latest).days)


def _is_after(other: Session, session: Session, latest: date) -> bool:
    """Whether the other one comes later in the series, and was reported, or took place, after the time had passed."""
    if other.session == session.session:
        return False
    time = other.held or other.window
    if isinstance(other.session, int) and isinstance(session.session, int):
        later = other.session > session.session
    else:
        later = time is not None and time.window.earliest is not None and time.window.earliest > latest
    took_place = other.held is not None and not other.held.window.is_past(latest)
    return later and (took_place or any(known.dated and known.known_by > latest for known in other.dossier.facts))
