"""What became of each invitation?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from events.facts.contact import ContactHeld
from events.facts.invitation import InvitationAnswered, InvitationExtended, InvitationFact
from events.facts.subject import Subject, session_subject
from events.facts.texts import names_of
from events.windows.window import WindowError, days_between
from timeline.claims import readers
from timeline.claims.claims import Bearing, Claim, Verdict, supports_of
from timeline.claims.denial import DENIED, denials_win
from timeline.claims.dossier import Dossier, Evidence
from timeline.claims.modality import is_denied, is_done
from timeline.claims.overdue import overdue_days
from timeline.claims.statuses import BEGUN
from timeline.claims.undated import undated
from timeline.projections import sessions
from timeline.values.agreement import NamesValue, TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.session import Session

InvitationStatus = Literal["open", "accepted", "declined", "answered", "scheduled", "fulfilled", "overdue", "lapsed"]
Answered = Literal["open", "accepted", "declined", "conditional"]

_ANSWERED: Final[tuple[Answered, ...]] = get_args(Answered)


@dataclass(frozen=True, slots=True)
class AnswerOf:
    """What one invitee answered.

    Attributes:
        by: the invitee.
        answer: open until it answered.
        condition: on which a conditional one depends. None where no report tells.
        when: it answered. None where unknown.
        came: whether it came to the session. None where no report tells.
        evidence: what the answer rests on. Of one that did not answer, the invitation.

    """

    by: str
    answer: Answered
    condition: str | None
    when: WindowValue | None
    came: bool | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation's life as of a day.

    Attributes:
        dossier: its facts and verdicts (by, to, session, extended, window, place, visit, visited, answer, answered,
            fulfilled, and where several were invited `answer of` each).
        invitation: its slug.
        status: where it stands.
        session: the session invited to. None for a visit.
        answers: of each invitee, in the order in which the invitation names them.
        fulfilled: when the session was held or began. None until then.
        after_days: days from the invitation to the session. None where either day is unknown.
        overdue_days: days since the time invited for passed without news. None unless overdue or lapsed.

    """

    dossier: Dossier
    invitation: str
    status: InvitationStatus
    session: Session | None
    answers: tuple[AnswerOf, ...] = ()
    fulfilled: WindowValue | None = None
    after_days: int | None = None
    overdue_days: int | None = None


def project(knowledge: Knowledge, on: date, known_sessions: Sequence[Session] | None = None) -> list[Invitation]:
    """Every invitation that was extended by the day we stand on, in order of the log.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        known_sessions: the sessions as projected for the same day, where the caller has them.

    """
    invited_to = sessions.project(knowledge, on) if known_sessions is None else known_sessions
    by_subject = {one.dossier.subject: one for one in invited_to}
    found = (
        life_of(subject, facts, by_subject, knowledge, on) for subject, facts in knowledge.of_type("invitation").items()
    )
    return [invitation for invitation in found if invitation]


def life_of(
    subject: Subject, all_facts: list[KnownFact], by_subject: dict[Subject, Session], knowledge: Knowledge, on: date
) -> Invitation | None:
    """An invitation, with the sessions by their subjects. None where nothing of it had happened by the day."""
    told = readers.told_by(all_facts, on)
    facts = [known for known in told if not is_denied(known)]
    if not facts:
        return None
    session = next((by_subject[one] for known in facts if (one := _session_of(known, knowledge)) in by_subject), None)
    answers = {name: _answer_of(name, told, knowledge) for name in _invitees(facts, knowledge)}
    came = {name: _came(name, session, knowledge) for name in answers}
    nobody_came = bool(came) and all(one is False for one in came.values())
    took_place = session if session and session.status in BEGUN and not nobody_came else None
    dossier = Dossier.of(subject, told, _verdicts(told, answers, took_place, knowledge, on))
    given = tuple(_given(name, verdict, facts, came=came[name]) for name, verdict in answers.items())
    if took_place or any(isinstance(known.fact, ContactHeld) and is_done(known) for known in facts):
        fulfilled = _window(dossier, "fulfilled")
        after = _days(_window(dossier, "extended"), fulfilled)
        return Invitation(dossier, subject.key, "fulfilled", session, given, fulfilled, after)
    status = _answered(given, dossier)
    if status == "declined":
        return Invitation(dossier, subject.key, status, session, given)
    if session:
        status = _by_session(session, status)
        overdue = session.overdue_days if status in ("overdue", "lapsed") else None
        return Invitation(dossier, subject.key, status, session, given, overdue_days=overdue)
    # An invitation to a visit has only its own window to be measured by, until it is linked to the visit paid.
    late = overdue_days(_window(dossier, "window"), on)
    return Invitation(dossier, subject.key, status if late is None else "overdue", None, given, overdue_days=late)


def _invitees(facts: Iterable[KnownFact], knowledge: Knowledge) -> tuple[str, ...]:
    """Who was invited, in the order of the invitation. Then who else answered."""
    told = sorted(facts, key=lambda known: (isinstance(known.fact, InvitationAnswered), known.age[:2], known.fact_id))
    names = (name for known in told for name in names_of(known.fact.said(_invitees_in(known))))
    return tuple(dict.fromkeys(map(knowledge.party, names)))


def _invitees_in(known: KnownFact) -> str:
    return "by" if isinstance(known.fact, InvitationAnswered) else "to"


def _answer_of(name: str, facts: Iterable[KnownFact], knowledge: Knowledge) -> Verdict:
    """What an invitee answered. An answer by nobody in particular is that of every invitee."""
    own = [known for known in facts if _answers_for(known, name, knowledge)]
    return _settled([known for known in own if not known.fact.retold] or own)


def _settled(told: Sequence[KnownFact]) -> Verdict:
    """The answer that counts. Who denies it says that it is still open."""
    verdict = readers.Settling(told).newest("answer", _answer)
    given = verdict.preferred
    if given is None:
        return verdict
    denied = [known for known in told if _denies(known, given.value.text)]
    last = max((claim.source.age[:2] for claim in given.claims), default=None)
    (open_,) = supports_of(Claim(TermValue("open"), known) for known in denied) or (None,)
    if open_ is None:
        return verdict

    def refuted() -> dict[str, Bearing]:
        return dict.fromkeys(given.facts, Bearing("contradicts", DENIED))

    if denials_win(denied, [claim.source for claim in given.claims]):
        others = verdict.supports
        return verdict._replace(preferred=open_, others=others, dissent=(given,), reason="newest", bearings=refuted)
    dissent = (open_,) if max(known.age[:2] for known in denied) == last else ()
    return verdict._replace(others=(*verdict.others, open_), dissent=(*verdict.dissent, *dissent), reason="newest")


def _denies(known: KnownFact, answer: object) -> bool:
    fact = known.fact
    return isinstance(fact, InvitationAnswered) and is_denied(known) and fact.answer in (None, answer)


def _answers_for(known: KnownFact, name: str, knowledge: Knowledge) -> bool:
    if not isinstance(known.fact, InvitationAnswered):
        return False
    return not known.fact.by or name in map(knowledge.party, names_of(known.fact.by))


def _given(name: str, verdict: Verdict, facts: Sequence[KnownFact], *, came: bool | None) -> AnswerOf:
    support = verdict.preferred
    if support is None or support.value.text == "open":
        extended = [known for known in facts if isinstance(known.fact, InvitationExtended)]
        denying = [claim.source for claim in support.claims] if support else []
        return AnswerOf(name, "open", None, None, came, Evidence.of(denying or extended))
    answer = next(one for one in _ANSWERED if one == support.value.text)
    evidence = [claim.source for claim in support.claims]
    when = readers.Settling(evidence).past("answered", readers.when).preferred
    value = when.value if when else None
    return AnswerOf(
        by=name,
        answer=answer,
        condition=_condition(evidence) if answer == "conditional" else None,
        when=value if isinstance(value, WindowValue) else None,
        came=came,
        evidence=Evidence.of(evidence),
    )


def _condition(facts: Sequence[KnownFact]) -> str | None:
    """On what an answer depends, as it was said last."""
    said = readers.Settling(facts).newest("condition", readers.term("condition")).preferred
    return str(said.value.text) if said else None


def _came(name: str, session: Session | None, knowledge: Knowledge) -> bool | None:
    """Whether a party came to a session. None where no report tells, or where they differ."""
    facts = [known for known in session.dossier.facts if is_done(known)] if session else []
    told = {
        came
        for known in facts
        for attribute, came in (("attended", True), ("absent", False))
        if name in map(knowledge.party, names_of(known.fact.said(attribute)))
    }
    return told.pop() if len(told) == 1 else None


def _answered(given: Sequence[AnswerOf], dossier: Dossier) -> InvitationStatus:
    """Where it stands by its answers alone."""
    answers = {one.answer for one in given}
    if not given:  # whom it was for nobody tells
        answers = {next((one for one in _ANSWERED if one == dossier.text("answer")), "open")}
    if answers & {"open", "conditional"}:
        return "open"
    if len(answers) > 1:
        return "answered"
    return "declined" if "declined" in answers else "accepted"


def _by_session(session: Session, answered: InvitationStatus) -> InvitationStatus:
    """An invitation to a session shares its fate."""
    match session.status:
        case "expected" | "scheduled":
            return "scheduled"
        case "postponed" if session.window is not None:
            return "scheduled"
        case "overdue":
            return "overdue"
        case "lapsed" | "cancelled" | "not-held" | "denied" | "held" | "started":  # held, and nobody invited came
            return "lapsed"
        case _:
            return answered


def _session_of(known: KnownFact, knowledge: Knowledge) -> Subject | None:
    fact = known.fact
    if isinstance(fact, InvitationFact) and fact.session is not None:
        return knowledge.same(session_subject(fact.session, fact.track))
    return None


def _window(dossier: Dossier, attribute: str) -> WindowValue | None:
    value = dossier.value(attribute)
    return value if isinstance(value, WindowValue) else None


def _days(extended: WindowValue | None, held: WindowValue | None) -> int | None:
    if extended is None or held is None:
        return None
    try:
        return days_between(extended.window, held.window)
    except WindowError:
        return None


def _verdicts(
    told: list[KnownFact], answers: Mapping[str, Verdict], took_place: Session | None, knowledge: Knowledge, on: date
) -> list[Verdict]:
    facts = [known for known in told if not is_denied(known)]
    settling = readers.Settling(facts)

    def session(known: KnownFact) -> TermValue | None:
        subject = _session_of(known, knowledge)
        return TermValue(sessions.track_and_session(subject)[1]) if subject else None

    names_invitees = any(isinstance(known.fact, InvitationExtended) and known.fact.to for known in facts)

    def invited(known: KnownFact) -> NamesValue | None:
        """Whom it was for. Where nobody tells, all who answered."""
        if isinstance(known.fact, InvitationExtended):
            return readers.names("to")(known)
        return NamesValue(tuple(answers)) if answers and not names_invitees else None

    answer = _settled(told)
    several = len(answers) > 1
    if several:  # what one invitee answered does not contradict what another did
        answer = answer._replace(dissent=())

    def answered(known: KnownFact) -> WindowValue | None:
        """When the answer was given that counts. An acceptance of May does not contradict a refusal of June."""
        said, counts = _answer(known), answer.preferred
        return known.when if said and counts and said.key == counts.value.key else None

    given = settling.past("answered", answered)
    window = settling.planned("window", readers.window("window"), on)
    visited = settling.past("visited", readers.only(ContactHeld, lambda known: known.when if is_done(known) else None))
    return [
        settling.past("by", _inviting),
        settling.past("to", invited),
        settling.past("session", session),
        settling.past("extended", readers.only(InvitationExtended, readers.when)),
        window,
        *(() if window.preferred else (undated(facts, "window"),)),
        settling.planned("place", readers.place("place")),
        settling.newest("visit", readers.term("visit"), lambda _: False),
        answer,
        *(one._replace(attribute=f"answer of {name}") for name, one in answers.items() if several),
        visited,
        given._replace(dissent=()) if several else given,
        _fulfilled(took_place) if took_place else visited._replace(attribute="fulfilled"),
    ]


def _fulfilled(session: Session) -> Verdict:
    """When the session was held, or else began, as the session has it. Its disputes are the session's own."""
    verdicts = session.dossier.verdicts
    time = verdicts.get("held") or verdicts.get("started") or Verdict("fulfilled")
    return time._replace(attribute="fulfilled", dissent=())


def _answer(known: KnownFact) -> TermValue | None:
    """What was answered. An answer that is only expected is none yet."""
    return readers.term("answer")(known) if isinstance(known.fact, InvitationAnswered) and is_done(known) else None


def _inviting(known: KnownFact) -> NamesValue | None:
    return readers.names("to" if isinstance(known.fact, InvitationAnswered) else "by")(known)
