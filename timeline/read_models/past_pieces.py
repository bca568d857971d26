"""Which pieces are made of a unit of a dialogue on a day: of a session, of its events, of the dialogue as a whole?"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

from events.facts.dialogue import RhythmAgreed
from events.facts.people import RoleChanged
from events.facts.subject import DIALOGUE, Subject
from timeline.answers.commitments import commitment_answer
from timeline.answers.disputes import dispute_answer
from timeline.answers.documents import document_answer
from timeline.answers.invitations import invitation_answer
from timeline.answers.people import leader_answer
from timeline.answers.positions import position_answer
from timeline.answers.sessions import session_answer
from timeline.answers.upcoming import upcoming_answer
from timeline.claims.modality import is_denied
from timeline.claims.statuses import BEGUN
from timeline.knowledge.growing import Learnt
from timeline.projections import commitments, offices, planned, positions, rhythm, timeline, upcoming
from timeline.projections.diff import Life
from timeline.projections.disputes import Dispute
from timeline.projections.heads import Heading, in_office
from timeline.projections.lives import aged
from timeline.projections.state import time_held
from timeline.read_models.chapters import Piece
from timeline.read_models.past_events import Events
from timeline.read_models.past_form import COMING, HEAD
from timeline.read_models.past_values import Values
from timeline.read_models.stored_form import answer_json
from timeline.values.day import Day, is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.growing import Growing
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.commitments import Commitment
    from timeline.projections.documents import Document
    from timeline.projections.going_on import GoingOn
    from timeline.projections.heads import Leader
    from timeline.projections.invitations import Invitation
    from timeline.projections.lives import LivesOfKind, Made
    from timeline.projections.offices import Office
    from timeline.projections.positions import Position
    from timeline.projections.session import Session
    from timeline.projections.session_series import OfTrack
    from timeline.projections.upcoming import Coming

_T = TypeVar("_T")
_POSITION = attrgetter("position")


class _Made(NamedTuple):
    """A piece as it is made: of which part, which one of it, where, and what."""

    part: str
    key: Hashable
    place: Any
    text: str


Unit = tuple[str, "Subject | None"]
"""What is made at once: the pieces of a subject, or of the whole dialogue."""

PLANS: Final[Unit] = ("plans", None)
OF_HEAD: Final[Unit] = ("head", None)
LEADERS: Final[Unit] = ("leaders", None)
RHYTHM: Final[Unit] = ("rhythm", None)
OF_DIALOGUE: Final[Unit] = ("dialogue", None)


def of_report(name: str) -> Unit:
    """The unit of a report."""
    return "report", Subject("report", name)


def of_fact(fact_id: str) -> Unit:
    """The unit of a fact."""
    return "fact", Subject("fact", fact_id)


def unit_name(unit: Unit) -> str:
    """What chapters call a unit."""
    kind, subject = unit
    return f"{kind} {subject}" if subject else kind


class Held(NamedTuple):
    """The sessions of a day: how many, how many of them were held, and the last that was held or has started."""

    all: int
    held: int
    last: list[Any] | None

    @classmethod
    def of(cls, sessions: Sequence[OfTrack]) -> Self:
        """Of sessions in order."""
        begun = [one for one in sessions if one.status in BEGUN]
        last = max(begun, key=time_held) if begun else None
        held = sum(one.status == "held" for one in begun)
        return cls(len(sessions), held, [last.track, last.session] if last else None)


class Pieces:
    """The pieces of one dialogue, as of the day on which a walk stands.

    Attributes:
        on: the day.
        disputes: how many stand on it.
        fulfilling: the subjects of which an act was fulfilled, or is to come again, by this step.
        shelves: what is projected, by the kind of its unit.

    """

    def __init__(self, growing: Growing, going_on: GoingOn, on: date) -> None:
        """Take what is known, and what is projected of it."""
        self.on = on
        self.disputes = 0
        self.fulfilling: set[Subject] = set()
        self._growing = growing
        self._going_on = going_on
        self._planning: set[str] = set()
        self._fulfilled: set[str] = set()
        self._with_side: dict[str, list[KnownFact]] = defaultdict(list)
        """By person the facts that tell for whom somebody took part, in order of the log."""
        self._heading = Heading()
        self._leading: dict[tuple[Hashable, ...], tuple[Leader, str]] = {}
        """Who led a side before, as it was written down; held, so that no other object takes the place of one."""
        self._in_order: list[Session] | None = None
        self._events = Events(growing, going_on)
        self._values = Values(growing)
        self._held = Held(0, 0, None)
        self._anew = True
        """Whether this step changes what all events are made of."""
        self._offices: tuple[list[Office], Day] | None = None
        self.shelves: dict[str, LivesOfKind[Any]] = {
            "session": going_on.sessions,
            "invitation": going_on.invitations,
            "position": going_on.positions,
            "commitment": going_on.commitments,
            "document": going_on.documents,
            "happening": going_on.happenings,
        }

    def go_on(self, learnt: Learnt, on: date, *, renamed: bool) -> None:
        """Take what a step changed, on a day."""
        self.on = on
        self.fulfilling = set()
        self._in_order = None
        self._anew = renamed
        self._take_part(learnt, renamed=renamed)
        self._heading.go_on(self._going_on.sessions, self._growing.known, everything=renamed)
        if any(isinstance(one.fact, RoleChanged) for one in (*learnt.came, *learnt.gone)):
            self._offices = None
        if renamed or self._going_on.sessions.before:
            self._held = Held.of(self._sessions())

    @property
    def has_plans(self) -> bool:
        """Whether an act is planned."""
        return bool(self._planning)

    def changes_plans(self, learnt: Learnt) -> bool:
        """Whether the planned acts can be others, or can have been done."""
        acts = [one for one in (*learnt.came, *learnt.gone) if planned.is_act(one)]
        had_plans = self.has_plans
        self._planning.difference_update(one.fact_id for one in learnt.gone)
        self._planning.update(one.fact_id for one in learnt.came if planned.plans_an_act(one))
        return bool(acts) and (had_plans or self.has_plans)

    def of(self, unit: Unit, day: Day) -> dict[tuple[str, Hashable], Piece]:
        """The pieces of a unit, by part and key."""
        (kind, subject), on = unit, self.on.toordinal()
        if subject is None:
            pieces = self._placed(self._of_dialogue(kind, day))
            if (kind, subject) == OF_DIALOGUE:
                pieces |= self._values.of_life(kind, 0, Life(self._going_on.dialogue, ""), on)
            return pieces
        if kind == "events":
            return self._events.made(subject, day, on, self._fulfilled, anew=self._anew)
        if kind == "fact":
            return self._values.of_fact(subject.key, on)
        if kind == "report":
            return self._values.of_report(subject.key, on)
        return self._of_subject(kind, subject, day)

    def due(self, sessions: Sequence[OfTrack], day: Day) -> dict[tuple[str, Hashable], Piece]:
        """What is due by the rhythms that were agreed on, by part and key.

        Args:
            sessions: all of them, in order.
            day: on which it is told.

        """
        return self._placed(self._due(sessions, day))

    def tells_of_leaders(self, known: KnownFact) -> bool:
        """Whether it tells of an office, or for whom somebody acts who may be in one."""
        return isinstance(known.fact, RoleChanged) or bool(known.fact.persons and self._growing.known.of_type("role"))

    def _of_subject(self, kind: str, subject: Subject, day: Day) -> dict[tuple[str, Hashable], Piece]:
        shelf = self.shelves[kind]
        made = shelf.made.get(subject)
        if made is None or made.what is None:
            return {}
        of_life = self._values.of_life(kind, made.place, shelf.life(made.what), self.on.toordinal())
        return self._placed(self._of_kind(kind, made, day)) | of_life

    def _placed(self, made: Iterable[_Made]) -> dict[tuple[str, Hashable], Piece]:
        """As pieces that begin on the day, by part and key."""
        on = self.on.toordinal()
        return {(one.part, one.key): Piece(on, one.place, one.text) for one in made}

    # ---- what has a life -----------------------------------------------------------------------------------------

    def _of_kind(self, kind: str, made: Made[Any], day: Day) -> Iterator[_Made]:
        # Not in a table of this object: it would hold itself, with all that it stands on, until such are looked for.
        match kind:
            case "session":
                return self._session(made, day)
            case "invitation":
                return self._invitation(made, day)
            case "position":
                return self._position(made, day)
            case "commitment":
                return self._commitment(made, day)
            case "document":
                return self._document(made, day)
            case _:
                return self._happening(made, day)

    def _session(self, made: Made[Session], day: Day) -> Iterator[_Made]:
        session, known = self._now(made), self._growing.known
        subject = session.dossier.subject
        yield _Made("sessions", subject, made.place, session_answer(session, known).model_dump_json())
        if upcoming.is_expected(session):
            yield self._coming(upcoming.of_session(session, day))
        yield from self._disputed(0, made.place, session.dossier)

    def _invitation(self, made: Made[Invitation], day: Day) -> Iterator[_Made]:
        invitation = self._now(made)
        text = invitation_answer(invitation, self._growing.known).model_dump_json()
        yield _Made("invitations", invitation.dossier.subject, made.place, text)
        if upcoming.is_to_be_answered(invitation):
            yield self._coming(upcoming.of_invitation(invitation, self._growing.known, day))
        yield from self._disputed(1, made.place, invitation.dossier)

    def _position(self, made: Made[Position], day: Day) -> Iterator[_Made]:
        position = positions.silent(self._now(made), day)
        text = position_answer(position, self._growing.known).model_dump_json()
        yield _Made("positions", position.dossier.subject, made.place, text)
        yield from self._disputed(2, made.place, position.dossier)

    def _commitment(self, made: Made[Commitment], day: Day) -> Iterator[_Made]:
        commitment = commitments.dated(self._now(made), day)
        text = commitment_answer(commitment, self._growing.known).model_dump_json()
        yield _Made("commitments", commitment.dossier.subject, made.place, text)
        if deadline := upcoming.of_commitment(commitment):
            yield self._coming(upcoming.of_deadline(deadline, day))
        yield from self._disputed(3, made.place, commitment.dossier)

    def _document(self, made: Made[Document], day: Day) -> Iterator[_Made]:
        document = self._now(made)
        text = document_answer(document, self._growing.known).model_dump_json()
        yield _Made("documents", document.dossier.subject, made.place, text)
        if deadline := upcoming.of_document(document):
            yield self._coming(upcoming.of_deadline(deadline, day))
        yield from self._disputed(4, made.place, document.dossier)

    def _happening(self, made: Made[Dossier], _day: Day) -> Iterator[_Made]:
        yield from self._disputed(5, made.place, self._now(made))

    def _now(self, made: Made[_T]) -> _T:
        assert made.what is not None
        return aged(made.what, made.on, self.on)

    def _disputed(self, section: int, place: Any, dossier: Dossier) -> Iterator[_Made]:  # noqa: ANN401 - of its section
        for number, verdict in enumerate(dossier.disputes):
            text = dispute_answer(Dispute(dossier.subject, verdict), self._growing.known).model_dump_json()
            yield _Made("disputes", (dossier.subject, number), (section, place, number), text)

    def _coming(self, coming: Coming, number: int = 0) -> _Made:
        text = upcoming_answer(coming, self._growing.known).model_dump_json()
        return _Made(COMING, (coming.kind, coming.subject, number), (*upcoming.order_of(coming), number), text)

    # ---- events, and the dialogue as a whole ---------------------------------------------------------------------

    def _of_dialogue(self, kind: str, day: Day) -> Iterable[_Made]:
        made: dict[str, Callable[[Day], Iterable[_Made]]] = {
            "plans": self._plans,
            "dialogue": lambda _: self._disputed(-1, 0, self._going_on.dialogue),
            "rhythm": self._rhythm,
            "leaders": self._leaders,
            "head": lambda day: [_Made(HEAD, "", 0, answer_json(self._head(day)))],
        }
        return made[kind](day)

    def _rhythm(self, day: Day) -> Iterator[_Made]:
        known, going_on = self._growing.known, self._going_on
        told = known.by_subject.get(DIALOGUE, ())
        if any(isinstance(one.fact, RhythmAgreed) for one in told) and upcoming.has_rhythm(going_on.status):
            yield from self._due(self._sessions(), day)

    def _due(self, sessions: Sequence[OfTrack], day: Day) -> Iterator[_Made]:
        for number, due in enumerate(rhythm.project(self._growing.known, sessions, day)):
            yield self._coming(upcoming.of_rhythm(due, day), number)

    def _leaders(self, day: Day) -> Iterator[_Made]:
        known = self._growing.known
        before, self._leading = self._leading, {}
        found = chain(self._heading.leaders, in_office(self.offices_on(day), partial(self._side_of, day)))
        for number, one in enumerate(found):
            key = (id(one.headed), id(one.office), id(one.evidence), one.side, one.person)
            self._leading[key] = before.get(key) or (one, leader_answer(one, known).model_dump_json())
            yield _Made("leaders", number, number, self._leading[key][1])

    def offices_on(self, day: Day) -> list[Office]:
        """Every term of office that had begun, as it was found for a day on which it was the same."""
        known = self._growing.known
        # In order of the log, as offices are told.
        known.by_type["role"] = dict(sorted(known.of_type("role").items(), key=lambda one: one[1][0].position))
        if self._offices is None or not is_of(self._offices[1], day):
            stood_on = Day.of(self.on)
            self._offices = offices.project(known, stood_on), stood_on
        day.narrow(self._offices[1].since, self._offices[1].until)
        return self._offices[0]

    def _side_of(self, day: Day, person: str) -> str | None:
        """The party for which a person took part first."""
        for known in self._with_side.get(person, ()):
            if known.when is None or not known.when.window.is_future(day):
                for one in known.fact.persons or ():
                    if one.side and self._growing.known.person(one.name) == person:
                        return one.side
        return None

    def _sessions(self) -> list[Session]:
        """Every session as of the day, in order."""
        if self._in_order is None:
            self._in_order = self._going_on.sessions.items(self.on)
        return self._in_order

    def _take_part(self, learnt: Learnt, *, renamed: bool) -> None:
        """Remember by person which facts tell for whom somebody took part."""
        known = self._growing.known
        if renamed:
            self._with_side.clear()
            self._offices = None
            learnt = Learnt(came=tuple(known.facts))
        for facts, count_now in ((learnt.gone, False), (learnt.came, True)):
            for one in facts:
                for person in one.fact.persons or ():
                    if person.side and not is_denied(one):
                        shelf = self._with_side[known.person(person.name)]
                        at = bisect_left(shelf, one.position, key=_POSITION)
                        is_there = at < len(shelf) and shelf[at].position == one.position
                        shelf[at : at + is_there] = [one] if count_now else []

    def _plans(self, day: Day) -> Iterator[_Made]:
        known = self._growing.known
        plans = planned.project(known, day) if self._planning else []
        fulfilled = timeline.fulfilled_by(plans)
        changed = fulfilled ^ self._fulfilled
        counting = self._growing.counting
        if self._going_on.thorough:
            changed = {one.fact_id for plan in plans for one in plan.facts} | changed
        self.fulfilling = {one for fact in changed if fact in counting for one in counting[fact].subjects}
        self._fulfilled = fulfilled
        for number, plan in enumerate(plan for plan in plans if plan.is_to_come):
            yield self._coming(upcoming.of_plan(plan, known, day), number)

    def _head(self, day: Day) -> dict[str, Any]:
        """What the status card has besides its lists."""
        known, going_on, heard = self._growing.known, self._going_on, self._growing.last_heard
        sessions = self._held
        return {
            "dialogue": known.dialogue,
            "title": known.title,
            "parties": known.parties,
            "names": known.names,
            "status": going_on.status,
            "last_session": sessions.last,
            "counts": {
                "facts": len(known.facts),
                "reports": len(known.reports),
                "origins": self._growing.origins,
                "sessions": sessions.all,
                "held": sessions.held,
                "disputes": self.disputes,
            },
            "last_heard": heard.isoformat() if heard else None,
            "silent_days": max((day - heard).days, 0) if heard else None,
        }
