"""What is to become of a session, as news follows news: its status, its window, and every window ever given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from events.facts.invitation import InvitationAnswered, InvitationExtended, InvitationFact
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
from timeline.claims.claims import changing, in_order_of_news
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.windows.window import Window
    from timeline.claims.claims import Claim, Statement
    from timeline.knowledge.known import KnownFact
    from timeline.values.agreement import Value

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

NOT_YET: Final = frozenset({"planned", "expected", "wish"})
"""What is said in these modalities has not happened."""

CALLED_OFF: Final = (SessionCancelled, SessionNotHeld)
"""The facts that end a plan."""


def has_happened(known: KnownFact, kinds: type | tuple[type, ...]) -> bool:
    """Whether a fact tells of something done, not of something to come."""
    return isinstance(known.fact, kinds) and known.fact.modality not in NOT_YET


def is_plan(known: KnownFact) -> bool:
    """Whether it schedules, moves or calls off."""
    fact = known.fact
    if fact.modality == "wish":
        return False
    if isinstance(fact, SessionHeld | SessionStarted):
        return fact.modality in NOT_YET
    return isinstance(fact, (SessionScheduled, SessionPostponed, *CALLED_OFF))


def is_suggestion(known: KnownFact) -> bool:
    """Whether it proposes, wishes or invites: that counts until somebody schedules."""
    fact = known.fact
    if isinstance(fact, InvitationAnswered):
        return fact.answer != "declined"
    wished = isinstance(fact, SessionFact) and fact.modality == "wish" and not isinstance(fact, CALLED_OFF)
    return wished or isinstance(fact, SessionProposed | InvitationExtended)


def planned(known: KnownFact) -> WindowValue | None:
    """The time that a plan or a suggestion gives."""
    fact = known.fact
    if isinstance(fact, SessionHeld | SessionStarted):
        return known.when
    if isinstance(fact, CALLED_OFF) or not isinstance(fact, SessionFact | InvitationFact):
        return None
    return WindowValue.of(fact.window)


def undoes(claim: Claim) -> bool:
    """Whether it undoes the window that was set before."""
    return isinstance(claim.source.fact, (SessionPostponed, *CALLED_OFF))


def next_status(status: Status | None, window: Value | None, statement: Statement) -> Status | None:
    """The status after one more piece of news; None where it changes nothing."""
    source, value = statement.claims[0].source, statement.value
    match source.fact:
        case SessionPostponed():
            return "postponed"
        case SessionCancelled():
            return "cancelled"
        case SessionNotHeld() as fact:
            missed = source.when or WindowValue.of(fact.window)
            return None if missed and window and not window.compatible(missed) else "not-held"
        case SessionScheduled() if value is None and status == "postponed":
            return None  # "at the appropriate time" sets no new date
        case SessionScheduled(basis="expected") | SessionFact(modality="expected"):
            agrees = value is None or (window is not None and value.compatible(window))
            return None if status == "scheduled" and agrees else "expected"
        case _:
            return "scheduled"


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


def slips(claims: Iterable[Claim]) -> tuple[Slip, ...]:
    """Every window ever given, in order of publication; prints of one statement, and echoes of it, stand together.

    Args:
        claims: of plans and suggestions, among them those without a window that undo what was said before.

    """
    news = in_order_of_news(claims)
    changes = {id(statement) for statement in changing(_counting(news), undoes)}
    found: list[Slip] = []
    for statement in sorted(news, key=lambda statement: statement.age[0]):
        value, report = statement.value, statement.claims[0].source.report
        if not isinstance(value, WindowValue):
            continue
        current = id(statement) in changes
        last = next((one for one in reversed(found) if one.current), None)
        same = next((at for at, one in enumerate(found) if one.window.key == value.key), None)
        reports = tuple(dict.fromkeys(claim.source.report.id for claim in statement.claims if claim.source.report))
        if same is not None and (found[same] is last or not current):
            known = found[same]
            found[same] = replace(known, reports=tuple(dict.fromkeys((*known.reports, *reports))))
        else:
            found.append(Slip(value, report.published if report else None, reports, current))
    return tuple(found)


def _counting(news: Iterable[Statement]) -> list[Statement]:
    """Without what was suggested while a date was set."""
    counting: list[Statement] = []
    date_set: WindowValue | None = None
    for statement in news:
        if is_plan(statement.claims[0].source):
            date_set = statement.value if isinstance(statement.value, WindowValue) else None
        elif date_set is not None and not date_set.window.is_past(statement.said_on):
            continue
        counting.append(statement)
    return counting
