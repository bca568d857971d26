"""What was the answer on each past day? All answers of a dialogue, for the stretches of days for which they hold.

The days of a dialogue are walked once, from before the first report to after the last, on each with what was known by
it. A piece of an answer (a session, an event, what is to come) is written down with the days from the step that changed
it to the step that changes it again. Pieces are gathered in chapters, so that a day is answered out of a few of them: a
chapter ends once more pieces have ended in it than it began with.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import partial
from heapq import heappop, heappush
from itertools import chain, count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from events.facts.dialogue import RhythmAgreed
from events.facts.people import RoleChanged
from events.facts.subject import DIALOGUE
from events.store.read_models import NEVER
from timeline.answers.commitments import commitment_answer
from timeline.answers.disputes import dispute_answer
from timeline.answers.documents import document_answer
from timeline.answers.invitations import invitation_answer
from timeline.answers.people import leader_answer
from timeline.answers.positions import position_answer
from timeline.answers.sessions import session_answer
from timeline.answers.upcoming import upcoming_answer
from timeline.claims.modality import is_denied
from timeline.knowledge.growing import Learnt
from timeline.projections import commitments, people, planned, positions, rhythm, timeline, upcoming
from timeline.projections.disputes import Dispute
from timeline.projections.going_on import GoingOn
from timeline.projections.heads import Heading, in_office
from timeline.projections.shelf import aged
from timeline.projections.state import time_held
from timeline.read_models.chapters import Piece
from timeline.read_models.past_events import Events
from timeline.read_models.past_form import COMING, HEAD
from timeline.read_models.stored_form import written
from timeline.values.day import Day, is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from events.store.read_models import Answer
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.growing import Growing
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.commitments import Commitment
    from timeline.projections.documents import Document
    from timeline.projections.heads import Leader, Office
    from timeline.projections.invitations import Invitation
    from timeline.projections.positions import Position
    from timeline.projections.session import Session
    from timeline.projections.shelf import Made, Shelf
    from timeline.projections.upcoming import Coming
    from timeline.read_models.chapters import Chapters

_T = TypeVar("_T")
_POSITION = attrgetter("position")


class Stretch(NamedTuple):
    """The answers of a stretch of days.

    Attributes:
        since: its first day.
        until: the first day after it.
        pieces: by part, in order, each with its place; numbers of days are those of the first day.

    """

    since: int
    until: int
    pieces: dict[str, list[tuple[Any, Any]]]


class _Made(NamedTuple):
    """A piece as it is made: of which part, which one of it, where, and what."""

    part: str
    key: Hashable
    place: Any
    text: str


_Unit = tuple[str, "Subject | None"]
"""What is made at once: the pieces of a subject, or of the whole dialogue."""


class _Held(NamedTuple):
    """The sessions of a day: how many, how many of them were held, and the last that was held or has started."""

    all: int
    held: int
    last: list[Any] | None

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> Self:
        """Of sessions in order."""
        begun = [one for one in sessions if one.status in ("held", "started")]
        last = max(begun, key=time_held) if begun else None
        held = sum(one.status == "held" for one in begun)
        return cls(len(sessions), held, [last.track, last.session] if last else None)


class Walk:
    """A dialogue, day after day."""

    def __init__(self, growing: Growing, on: date, chapters: Chapters) -> None:
        """Stand on a day, with what is known by it, and go on with its chapters.

        Raises:
            NotAsKeptError: the chapters tell of another day.

        """
        self._growing = growing
        self._going_on = GoingOn(self._growing.known, on)
        self._on = self._stood_on = on
        self._chapters = chapters
        self._pieces: dict[_Unit, set[tuple[str, Hashable]]] = {}
        self._days: dict[_Unit, Day] = {}
        """For which days each was made."""
        self._ends: list[tuple[date, int, _Unit]] = []
        self._number = count()
        self._planning: set[str] = set()
        self._fulfilled: set[str] = set()
        self._fulfilling: set[Subject] = set()
        """The subjects of which an act was fulfilled, or is to come again, by this step."""
        self._with_side: dict[str, list[KnownFact]] = defaultdict(list)
        """By person the facts that tell for whom somebody took part, in order of the log."""
        self._heading = Heading()
        self._leading: dict[tuple[Hashable, ...], tuple[Leader, str]] = {}
        """Who led a side before, as it was written down; held, so that no other object takes the place of one."""
        self._in_order: list[Session] | None = None
        self._events = Events(self._growing, self._going_on, chapters)
        self._held = _Held(0, 0, None)
        self._anew = True
        """Whether this step changes what all events are made of."""
        self._offices: tuple[list[Office], Day] | None = None
        self._disputes = 0
        going_on = self._going_on
        self._lives: dict[str, tuple[Shelf[Any], Callable[[Made[Any], Day], Iterator[_Made]]]] = {
            "session": (going_on.sessions, self._session),
            "invitation": (going_on.invitations, self._invitation),
            "position": (going_on.positions, self._position),
            "commitment": (going_on.commitments, self._commitment),
            "document": (going_on.documents, self._document),
            "happening": (going_on.happenings, self._happening),
        }
        self._write(Learnt(came=tuple(self._growing.known.facts)), everything=True)
        chapters.go_on()

    def answers(self) -> Iterator[Answer]:
        """Those of the chapter in which it stands, and of all that follow."""
        while (day := self._next()) is not None:
            yield from self._chapters.next(day.toordinal())
            names, status = self._growing.known.names_that_stand, self._going_on.status
            learnt, self._on = self._growing.move(day), day
            self._going_on.go_on(self._growing.known, learnt, day)
            everything = self._growing.known.names_that_stand != names or self._going_on.status != status
            self._write(learnt, everything=everything)
        yield from self._chapters.end(NEVER)

    def stretches(self, first: date, most: int) -> Iterator[Stretch]:
        """The answers with all that is known where the walk stands, from a day on, for one stretch after the other.

        Args:
            first: the first day.
            most: how many stretches.

        """
        day: date | None = first
        for _ in range(most):
            if day is None:
                return
            status, self._on = self._going_on.status, day
            self._going_on.go_on(self._growing.known, Learnt(), day)
            self._write(Learnt(), everything=self._going_on.status != status)
            at, day = day.toordinal(), self._lapse()
            yield Stretch(at, day.toordinal() if day else NEVER, self._chapters.on(at))

    def _next(self) -> date | None:
        """The next day on which anything can change."""
        days = [found[at] for found in self._growing.days() if (at := bisect_right(found, self._on)) < len(found)]
        lapse = self._lapse()
        return min([*days, *([lapse] if lapse else [])], default=None)

    def _lapse(self) -> date | None:
        """The next day on which something changes by itself."""
        lapse = self._going_on.until
        while self._ends and (
            self._ends[0][2] not in self._days or self._days[self._ends[0][2]].until != self._ends[0][0]
        ):
            heappop(self._ends)
        return min([*([lapse] if lapse else []), *(until for until, *_ in self._ends[:1])], default=None)

    def _write(self, learnt: Learnt, *, everything: bool) -> None:
        """Write down what a step changed."""
        self._fulfilling = set()
        self._in_order = None
        self._anew = everything
        self._take_part(learnt, renamed=everything)
        self._heading.go_on(self._going_on.sessions, self._growing.known, everything=everything)
        if any(isinstance(one.fact, RoleChanged) for one in (*learnt.came, *learnt.gone)):
            self._offices = None
        again = self._touched(learnt, everything=everything)
        if self._changes_plans(learnt) or everything or ("plans", None) in again:
            self._put(("plans", None))
            again.update(("events", subject) for subject in self._fulfilling)
        again.discard(("plans", None))
        for unit in again:
            self._put(unit)
        if everything or self._going_on.sessions.before:
            self._held = _Held.of(self._sessions())
        self._put(("head", None))

    def _touched(self, learnt: Learnt, *, everything: bool) -> set[_Unit]:
        """What a step makes again, and what has lapsed."""
        again = (
            {unit for unit, day in self._days.items() if self._on < day.since} if self._on < self._stood_on else set()
        )
        self._stood_on = self._on
        while self._ends and self._ends[0][0] <= self._on:
            until, _, unit = heappop(self._ends)
            if unit in self._days and self._days[unit].until == until:
                again.add(unit)
        for kind, (shelf, _) in self._lives.items():
            again.update((kind, subject) for subject in (*shelf.before, *(shelf.made if everything else ())))
        met = self._going_on.sessions.before
        events = {*learnt.subjects, *met, *self._going_on.positions.before}
        if everything:
            events.update(self._growing.known.by_subject)
        again.update(("events", subject) for subject in events)
        if everything or met or any(map(self._tells_of_leaders, (*learnt.came, *learnt.gone))):
            again.add(("leaders", None))
        if everything or met or DIALOGUE in events:
            again.update((("rhythm", None), ("dialogue", None)))
        return again

    def _changes_plans(self, learnt: Learnt) -> bool:
        """Whether the planned acts can be others, or can have been done."""
        acts = [one for one in (*learnt.came, *learnt.gone) if planned.is_act(one)]
        had_plans = bool(self._planning)
        self._planning.difference_update(one.fact_id for one in learnt.gone)
        self._planning.update(one.fact_id for one in learnt.came if planned.is_plan(one))
        return bool(acts) and (had_plans or bool(self._planning))

    def _put(self, unit: _Unit) -> None:
        """Make the pieces of a unit, and note for how long they hold."""
        day, kind, on = Day.of(self._on), unit[0], self._on.toordinal()
        if kind == "events" and unit[1] is not None:
            self._events.put(unit[1], day, on, self._fulfilled, anew=self._anew)
        else:
            made = {(one.part, one.key): one for one in self._made(kind, unit[1], day)}
            before = self._pieces.get(unit, set())
            for part, key in before - made.keys():
                self._chapters.put(part, key, None, on)
            for (part, key), one in made.items():
                self._chapters.put(part, key, Piece(on, one.place, one.text), on)
            disputes = [sum(part == "disputes" for part, _ in keys) for keys in (made, before)]
            self._disputes += disputes[0] - disputes[1]
            self._pieces[unit] = set(made)
        self._days[unit] = day
        if day.until is not None:
            heappush(self._ends, (day.until, next(self._number), unit))

    def _made(self, kind: str, subject: Subject | None, day: Day) -> Iterable[_Made]:
        if subject is None:
            return self._of_dialogue(kind, day)
        shelf, make = self._lives[kind]
        made = shelf.made.get(subject)
        return make(made, day) if made and made.what is not None else ()

    # ---- what has a life -----------------------------------------------------------------------------------------

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
        return aged(made.what, made.on, self._on)

    def _disputed(self, section: int, place: Any, dossier: Dossier) -> Iterator[_Made]:  # noqa: ANN401 - of its section
        for number, verdict in enumerate(dossier.disputes):
            text = dispute_answer(Dispute(dossier.subject, verdict), self._growing.known).model_dump_json()
            yield _Made("disputes", (dossier.subject, number), (section, place, number), text)

    def _coming(self, coming: Coming, number: int = 0) -> _Made:
        text = upcoming_answer(coming, self._growing.known).model_dump_json()
        return _Made(COMING, (coming.kind, coming.subject, number), (*upcoming.place(coming), number), text)

    # ---- events, and the dialogue as a whole ---------------------------------------------------------------------

    def _of_dialogue(self, kind: str, day: Day) -> Iterable[_Made]:
        made: dict[str, Callable[[Day], Iterable[_Made]]] = {
            "plans": self._plans,
            "dialogue": lambda _: self._disputed(-1, 0, self._going_on.dialogue),
            "rhythm": self._rhythm,
            "leaders": self._leaders,
            "head": lambda day: [_Made(HEAD, "", 0, written(self._head(day)))],
        }
        return made[kind](day)

    def _rhythm(self, day: Day) -> Iterator[_Made]:
        known, going_on = self._growing.known, self._going_on
        told = known.by_subject.get(DIALOGUE, ())
        if any(isinstance(one.fact, RhythmAgreed) for one in told) and upcoming.has_rhythm(going_on.status):
            for number, due in enumerate(rhythm.project(known, self._sessions(), day)):
                yield self._coming(upcoming.of_rhythm(due, day), number)

    def _leaders(self, day: Day) -> Iterator[_Made]:
        known = self._growing.known
        # In order of the log, as offices are told.
        known.by_type["role"] = dict(sorted(known.of_type("role").items(), key=lambda one: one[1][0].position))
        before, self._leading = self._leading, {}
        found = chain(self._heading.leaders, in_office(self._in_office(day), partial(self._side_of, day)))
        for number, one in enumerate(found):
            key = (id(one.headed), id(one.office), id(one.evidence), one.side, one.person)
            self._leading[key] = before.get(key) or (one, leader_answer(one, known).model_dump_json())
            yield _Made("leaders", number, number, self._leading[key][1])

    def _tells_of_leaders(self, known: KnownFact) -> bool:
        """Whether it tells of an office, or for whom somebody acts who may be in one."""
        return isinstance(known.fact, RoleChanged) or bool(known.fact.persons and self._growing.known.of_type("role"))

    def _in_office(self, day: Day) -> list[Office]:
        """Every term of office that had begun, as it was found for a day on which it was the same."""
        if self._offices is None or not is_of(self._offices[1], day):
            stood_on = Day.of(self._on)
            self._offices = people.offices(self._growing.known, stood_on), stood_on
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
            self._in_order = self._going_on.sessions.items(self._on)
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
        self._fulfilling = {one for fact in changed if fact in counting for one in counting[fact].subjects}
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
                "disputes": self._disputes,
            },
            "last_heard": heard.isoformat() if heard else None,
            "silent_days": max((day - heard).days, 0) if heard else None,
        }
