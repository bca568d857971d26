"""What does a fact say, in one line? For the log, receipts and choices. The words are those of the domain."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Final

from events.facts.base import Fact, Time
from events.facts.commitment import CommitmentMade, CommitmentUpdated, DeadlineSet
from events.facts.contact import ContactHeld
from events.facts.dialogue import DialogueFact, RhythmAgreed
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationAnswered, InvitationExtended, InvitationFact
from events.facts.judgement import FactCorrected, FactRedacted, FactRetracted, SubjectsLinked
from events.facts.other import MeasureTaken, StatementMade
from events.facts.people import RoleChanged
from events.facts.position import PositionChanged, PositionFact
from events.facts.redacted import Redacted
from events.facts.session import SessionFact, SessionPostponed, SessionProposed, SessionScheduled
from events.facts.subject import session_subject
from events.facts.texts import Names, modality_words, names_of
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from events.wording import WHOSE_ERROR

if TYPE_CHECKING:
    from pydantic import JsonValue


FACT_ID_SHOWN: Final = 12
"""Digits of a fact id that a reader sees. Commands take any unambiguous beginning of an id."""

_SAMENESS: Final = {"same": "the same", "different": "different", "unsure": "perhaps the same"}


def summary(fact: Fact) -> str:
    """One line in words of the domain: `session 2 scheduled for 2025-05-16/2025-05-31 in Baghdad (announced)`.

    What is not asserted says so first: `denied: session 2 scheduled`.
    """
    plain = _PLAIN_OF_PLANS if isinstance(fact, _PLANS) else _PLAIN
    words = [word for word in modality_words(fact.said("modality")) if word not in plain]
    return _line(f"{', '.join(words)}:" if words else "", _told(fact))


_PLAIN: Final = frozenset({"asserted"})
"""Modality that goes without saying."""

_PLAIN_OF_PLANS: Final = _PLAIN | {"planned", "expected"}
_PLANS: Final = (SessionProposed, SessionScheduled, SessionPostponed)


@singledispatch
def _told(fact: Fact) -> str:
    """What a fact says, however firmly. One of no kind below: what became of its subject, when and where."""
    subject = str(fact.subjects()[0]).replace(":", " ", 1)
    when, place = fact.said("when"), fact.said("place")
    told = (_when(when) if isinstance(when, Time) else "", _with("in", place) if isinstance(place, str) else "")
    return _line(subject, _verb(fact), *told)


@_told.register
def _(fact: DialogueOpened) -> str:
    return _line(f"dialogue opened: {fact.title}", _noted(", ".join(fact.parties)))


@_told.register
def _(fact: ReportFiled) -> str:
    return _line(f"report {fact.id}: {fact.outlet}", _time(fact.published), _said(fact.title))


@_told.register
def _(fact: SourceAssessed) -> str:
    return _line(f"source {fact.outlet} graded {fact.reliability}", _time(fact.from_, "from"), _said(fact.rationale))


@_told.register
def _(fact: DialogueFact) -> str:
    return _line("dialogue", _verb(fact), _by(fact.by), _when(fact.when), _said(fact.reason))


@_told.register
def _(fact: RhythmAgreed) -> str:
    return _line(
        "rhythm agreed: every", fact.every, _noted(fact.track), _by(fact.by), _when(fact.when), _said(fact.reason)
    )


@_told.register
def _(fact: SessionFact) -> str:
    window = _time(fact.window, "to" if isinstance(fact, SessionPostponed) else "for")
    place = _with("in", fact.place or fact.venue)
    return _line(
        _session(fact.session, fact.track),
        _verb(fact),
        window,
        _when(fact.when),
        place,
        _by(fact.by),
        _noted(fact.basis),
        _said(fact.reason),
    )


@_told.register
def _(fact: InvitationExtended) -> str:
    extended = _with("extended to", _names(fact.to)) or "extended"
    return _line(f"invitation {fact.invitation}", extended, _by(fact.by), *_invited(fact))


@_told.register
def _(fact: InvitationAnswered) -> str:
    return _line(f"invitation {fact.invitation}", fact.answer or "answered", _by(fact.by), *_invited(fact))


def _invited(fact: InvitationFact) -> tuple[str, ...]:
    target = fact.visit if fact.session is None else _session(fact.session, fact.track)
    return (_with("to", target), _time(fact.window, "for"), _with("in", fact.place), _when(fact.when))


@_told.register
def _(fact: ContactHeld) -> str:
    return _line(fact.format or "contact", _when(fact.when), _with("in", fact.place))


@_told.register
def _(fact: PositionFact) -> str:
    verb = (fact.change if isinstance(fact, PositionChanged) else None) or _verb(fact)
    return _line(_names(fact.actor), f"position {verb} on {fact.issue}", _when(fact.when), _said(fact.stance))


@_told.register
def _(fact: CommitmentMade) -> str:
    made = f"commitment {fact.commitment} made"
    due = _time(fact.due, "due")
    return _line(made, _by(fact.by), _with("to", _names(fact.to)), due, _noted(fact.grade), _said(fact.what))


@_told.register
def _(fact: CommitmentUpdated) -> str:
    status = f"commitment {fact.commitment}: {fact.status or 'updated'}"
    return _line(status, _when(fact.when), _time(fact.due, "due"), _said(fact.what))


@_told.register
def _(fact: DeadlineSet) -> str:
    return _line(f"deadline {fact.deadline} set", _by(fact.by), _time(fact.due, "for"), _said(fact.about))


@_told.register
def _(fact: DocumentIssued) -> str:
    status = f"document {fact.document} {fact.status or 'issued'}"
    return _line(status, _when(fact.when), _time(fact.due, "due"), _said(fact.title))


@_told.register
def _(fact: RoleChanged) -> str:
    since = _time(fact.from_ or fact.when, "from")
    return _line(f"{fact.person}: {fact.office}", since, _time(fact.to, "until"), _with("after", fact.predecessor))


@_told.register
def _(fact: MeasureTaken) -> str:
    return _line("measure", _by(fact.actor), _when(fact.when), _said(fact.about or fact.note))


@_told.register
def _(fact: StatementMade) -> str:
    return _line(fact.form or "statement", _by(fact.actor), _when(fact.when), _said(fact.about or fact.note))


@_told.register
def _(fact: SubjectsLinked) -> str:
    one, other = fact.subjects_
    return _line(f"{one} and {other} are {_SAMENESS[fact.as_]}", _said(fact.reason))


@_told.register
def _(fact: FactCorrected) -> str:
    change = f"fact {fact.target[:FACT_ID_SHOWN]} corrected: {fact.field} from {_value(fact.old)} to {_value(fact.new)}"
    return _line(change, _noted(WHOSE_ERROR[fact.whose]), _said(fact.reason))


@_told.register
def _(fact: FactRetracted) -> str:
    return _line(f"fact {fact.target[:FACT_ID_SHOWN]} retracted", _noted(WHOSE_ERROR[fact.whose]), _said(fact.reason))


@_told.register
def _(fact: FactRedacted) -> str:
    return _line(f"fact {fact.target[:FACT_ID_SHOWN]} redacted", _said(fact.reason))


@_told.register
def _(fact: Redacted) -> str:  # noqa: ARG001 - by its type
    return "redacted: its content was taken away"


def _line(*parts: str) -> str:
    return " ".join(" ".join(parts).split())


def _verb(fact: Fact) -> str:
    """What happened: `session-not-held` is `not held`."""
    return fact.kind().partition("-")[2].replace("-", " ")


def _session(session: int | str, track: str | None) -> str:
    return str(session_subject(session, track)).replace(":", " ", 1)


def _value(value: JsonValue) -> str:
    return "nothing" if value is None else repr(value)


def _names(names: Names | None) -> str:
    return " and ".join(names_of(names))


def _by(names: Names | None) -> str:
    return _with("by", _names(names))


def _with(word: str, text: str | None) -> str:
    return f"{word} {text}" if text else ""


def _noted(text: str | None) -> str:
    return f"({text})" if text else ""


def _said(text: str | None) -> str:
    return f"- {text}" if text else ""


def _when(time: Time | None) -> str:
    """`on` a day, `in` a longer window."""
    is_day = time is not None and time.edtf is not None and time.edtf.count("-") > 1 and "/" not in time.edtf
    return _time(time, "on" if is_day else "in")


def _time(time: Time | str | None, word: str = "") -> str:
    """The window as EDTF. The words of the report where no window could be given."""
    if time is None:
        return ""
    words = time if isinstance(time, str) else time.edtf or f'"{time.wording}"'
    return f"{word} {words}"
