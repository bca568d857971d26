"""Which projections of a dialogue does a new fact, or another day, change? Only these are made again.

The projection of a subject depends on its facts, on the other subjects that it names, and on the day we stand on. Its
`Day` tells for which days it holds. The days on which projections cease to hold lie in a heap, the next one on top. So
a step costs what it changes, and its outcome is what `State` makes anew.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from events.facts.invitation import InvitationFact
from events.facts.subject import DIALOGUE, Subject
from timeline.claims.meetings import Meetings, at_contact, at_session
from timeline.claims.statuses import BEGUN, TO_COME
from timeline.knowledge.growing import Learnt
from timeline.projections import commitments, documents, happenings, invitations, positions, sessions
from timeline.projections.diff import Life
from timeline.projections.lives import LivesOfKind, aged
from timeline.projections.session_series import NO_OTHERS
from timeline.projections.state import State, dialogue_of, dialogue_status
from timeline.values.day import Day, is_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from timeline.claims.dossier import Dossier
    from timeline.claims.meetings import Meeting
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.commitments import Commitment, Promise
    from timeline.projections.documents import Document
    from timeline.projections.invitations import Invitation
    from timeline.projections.positions import Position
    from timeline.projections.session import Session
    from timeline.projections.session_series import OfTrack, Others
    from timeline.projections.state import DialogueStatus


_position = attrgetter("position")
PROMISED = frozenset({"commitment", "deadline", "document"})


class GoingOn:
    """The projections of one dialogue, step after step.

    Attributes:
        known: what is known; see `Growing.known`.
        on: the day we stand on.
        thorough: whether a step takes for changed whatever it looks at, also where it comes out as it was. For who
            compares with days on which other facts were known, and not with the step before.
        others: the sessions of each track of which no facts are known, as they are on the day.

    """

    def __init__(self, known: Knowledge, on: date, *, lazily: bool = False, others: Others = NO_OTHERS) -> None:
        """Project what is known.

        Args:
            known: what is known.
            on: the day we stand on.
            lazily: leave out invitations, positions, documents and happenings, for whoever asks of them only what a
                step touches: each is projected by the first one that does, and not because its days have passed.
            others: see there.

        """
        self.known = known
        self.on = on
        self.thorough = False
        self.others = others
        self._others_before = NO_OTHERS
        self.sessions: LivesOfKind[Session] = LivesOfKind(lambda one: Life(one.dossier, one.status))
        self.invitations: LivesOfKind[Invitation] = LivesOfKind(lambda one: Life(one.dossier, one.status))
        self.positions: LivesOfKind[Position] = LivesOfKind(Life.of_position)
        self.commitments: LivesOfKind[Commitment] = LivesOfKind(lambda one: Life(one.dossier, one.status))
        self.documents: LivesOfKind[Document] = LivesOfKind(lambda one: Life(one.dossier, one.status))
        self.happenings: LivesOfKind[Dossier] = LivesOfKind(lambda one: Life(one, ""))
        self.status: DialogueStatus
        self._status_before: DialogueStatus = "tracked"
        self.life_of_dialogue: LivesOfKind[Dossier] = LivesOfKind(lambda one: Life(one, ""))
        self._lives: LivesOfKind[Session] = LivesOfKind(lambda one: Life(one.dossier, one.status))
        self._tracks: dict[str, dict[Subject, Session]] = defaultdict(dict)
        self._open: dict[str, set[Subject]] = defaultdict(set)
        self._have_begun: set[Subject] = set()
        self._are_to_come: set[Subject] = set()
        self._bearing: dict[str, tuple[Subject, ...]] = {}
        """The sessions on which each fact bears."""
        self._told: dict[Subject, list[KnownFact]] = {}
        """The facts of each session."""
        self._inviting: dict[Subject, set[Subject]] = defaultdict(set)
        """The invitations to each session."""
        self._meetings: dict[Subject, list[tuple[str, Meeting]]] = {}
        self._met: dict[str, list[Meeting]] = {}
        """The meetings that each report tells of."""
        self._meeting_at: dict[str, set[Subject]] = defaultdict(set)
        self._said_in: dict[str, set[Subject]] = defaultdict(set)
        """The positions of which each report tells."""
        self._weighing: dict[Subject, positions.Weighing] = {}
        self._promises: dict[Subject, Promise] = {}
        self._promising = Day.of(on)
        self._merged = known.merged
        self._names = known.names_that_stand
        self.status = self._status_before
        learnt = Learnt(came=tuple(known.facts))
        if lazily:
            self._begin(learnt)
        else:
            self.go_on(known, learnt, on)

    def _begin(self, learnt: Learnt) -> None:
        """Project what others depend on."""
        self._go_on_with_sessions(learnt, relinked=False)
        self._note_where_positions_are_told(learnt)
        self._meet_again(learnt.subjects, renamed=False)
        self._go_on_with_commitments(learnt.subjects, relinked=False, anew=False)
        self._go_on_with_the_dialogue()
        self._settle_status()

    @property
    def dialogue(self) -> Dossier:
        """The dialogue itself: its reported status."""
        found = self.life_of_dialogue.get(DIALOGUE)
        assert found is not None
        return found

    @property
    def met(self) -> Meetings:
        """The meetings at which something was said."""
        return Meetings(self._met)

    def session(self, subject: Subject) -> Session | None:
        """A session as of the day we stand on."""
        made = self.sessions.made.get(subject)
        return aged(made.what, made.on, self.on) if made and made.what else None

    def state(self, known: Knowledge) -> State:
        """The state of the day, of which nothing that is here is projected again.

        Args:
            known: what is known; see `Growing.snapshot`.

        """
        state, on = State(known, self.on), self.on
        vars(state).update(
            dialogue=self.dialogue,
            sessions=self.sessions.items(on),
            invitations=self.invitations.items(on),
            positions=[positions.silent(one, on) for one in self.positions.items(on)],
            commitments=[commitments.dated(one, on) for one in self.commitments.items(on)],
            documents=self.documents.items(on),
            happenings=self.happenings.items(on),
        )
        return state

    @property
    def until(self) -> date | None:
        """The first day on which something lapses by itself."""
        days = [shelf.until() for shelf in (*self._shelves(), self._lives)]
        return min((day for day in (*days, self._promising.until) if day is not None), default=None)

    def _shelves(self) -> Iterator[LivesOfKind[Any]]:
        yield self.life_of_dialogue
        yield self.sessions
        yield self.invitations
        yield self.positions
        yield self.commitments
        yield self.documents
        yield self.happenings

    def changed(self) -> tuple[list[Life], list[Life]]:
        """What the last step changed, as it was and as it is, in the order of `State.dossiers`."""
        was, now = self.life_of_dialogue.was(DIALOGUE), self.dialogue
        before: list[Life] = []
        after: list[Life] = []
        if was is not now or self._status_before != self.status:
            before += [Life(was, self._status_before)] if was else []
            after.append(Life(now, self.status))
        for shelf in (*self._shelves(),)[1:]:
            old, new = shelf.changed()
            before += old
            after += new
        return before, after

    def go_on(self, known: Knowledge, learnt: Learnt, on: date) -> None:
        """Make again what depends on what was learnt, and on the day.

        Args:
            known: what is known now.
            learnt: what changed in it.
            on: the day we stand on now.

        """
        self.known, self.on = known, on
        for shelf in (*self._shelves(), self._lives):
            shelf.before.clear()
        touched = learnt.subjects
        relinked = self._merged is not known.merged and self._merged != known.merged
        moved = {
            subject.type
            for subject in (self._merged.keys() | known.merged.keys() if relinked else ())
            if self._merged.get(subject) != known.merged.get(subject)
        }
        self._merged = known.merged
        names = known.names_that_stand
        renamed = names is not self._names and names != self._names
        self._names = names
        self._go_on_with_sessions(learnt, relinked="session" in moved)
        self._go_on_with_invitations(touched, everything=not moved.isdisjoint({"party", "person"}))
        self._go_on_with_positions(learnt, touched, renamed=renamed)
        self._go_on_with_commitments(touched, relinked=relinked, anew=not moved.isdisjoint({"party", "person"}))
        self._go_on_with_the_rest(touched)
        if DIALOGUE in touched or DIALOGUE not in self.life_of_dialogue.made or self.life_of_dialogue.due(on):
            self._go_on_with_the_dialogue()
        self._settle_status()

    def _settle_status(self) -> None:
        self._status_before = self.status
        self.status = dialogue_status(self.dialogue, has_met=bool(self._have_begun), is_to_meet=bool(self._are_to_come))

    # ---- sessions ------------------------------------------------------------------------------------------------

    def _go_on_with_sessions(self, learnt: Learnt, *, relinked: bool) -> None:
        touched = self._gather_again() if relinked else self._gather(learnt)
        before, self._others_before = self._others_before, self.others
        tracks = {one for one in before.keys() | self.others.keys() if before.get(one) != self.others.get(one)}
        for subject in touched | self._lives.due(self.on):
            track = sessions.track_and_session(subject)[0]
            tracks.add(track)
            self._open[track].discard(subject)
            facts = self._told.get(subject)
            if not facts:
                self._lives.drop(subject)
                self.sessions.drop(subject)
                self._tracks[track].pop(subject, None)
                continue
            day = Day.of(self.on)
            life = sessions.life_of(subject, facts, day)
            self._lives.put(subject, life, None, day)
            self._tracks[track][subject] = life
            if life.status in TO_COME or life.status == "started":
                self._open[track].add(subject)
        again = {
            *self._lives.before,
            *self.sessions.due(self.on),
            *(one for track in tracks for one in self._open[track]),
        }
        series: dict[str, list[OfTrack]] = {
            track: [*reversed(self._tracks[track].values()), *self.others.get(track, ())]
            for track in {sessions.track_and_session(one)[0] for one in again}
        }
        for subject in again:
            life_now = self._lives.get(subject)
            if life_now is not None:
                self._settle(subject, life_now, series[life_now.track])
        for subject in self.sessions.before:
            now = self.sessions.get(subject)
            _keep(self._have_begun, subject, stays=now is not None and now.status in BEGUN)
            to_come = now is not None and (now.status in TO_COME or now.status == "overdue")
            _keep(self._are_to_come, subject, stays=to_come)

    def _settle(self, subject: Subject, life: Session, series: list[OfTrack]) -> None:
        """A session beside the others of its track; the same object where it is as it was."""
        day = Day.of(self.on)
        now, was = sessions.in_series(life, series, day), self.sessions.get(subject)
        is_same = was is not None and was.status == now.status and was.dossier == now.dossier
        if is_same and not self.thorough:
            self.sessions.holds(subject, day)
            return
        self.sessions.put(subject, now, (sessions.in_time(now), self._told[subject][0].position), day)

    def _gather(self, learnt: Learnt) -> set[Subject]:
        """Take the changed facts to the sessions that they bear on; returns these sessions."""
        came: dict[Subject, list[KnownFact]] = defaultdict(list)
        gone: dict[Subject, set[int]] = defaultdict(set)
        for known in learnt.gone:
            for subject in self._bearing.pop(known.fact_id, ()):
                gone[subject].add(known.position)
        for known in learnt.came:
            bearing = sessions.sessions_of(known, self.known)
            if not bearing:
                continue
            self._bearing[known.fact_id] = bearing
            for subject in bearing:
                came[subject].append(known)
                self._note_invitation(known, subject)
        for subject in came.keys() | gone.keys():
            left = (one for one in self._told.get(subject, ()) if one.position not in gone[subject])
            self._told[subject] = sorted([*left, *came[subject]], key=_position)
        return came.keys() | gone.keys()

    def _gather_again(self) -> set[Subject]:
        """Take every fact to the sessions that it bears on, after sessions were linked."""
        before = self._told
        self._told, self._bearing, self._inviting = sessions.facts_of_sessions(self.known), {}, defaultdict(set)
        for subject, facts in self._told.items():
            for known in facts:
                self._bearing[known.fact_id] = (*self._bearing.get(known.fact_id, ()), subject)
                self._note_invitation(known, subject)
        return {one for one in before.keys() | self._told.keys() if before.get(one) != self._told.get(one)}

    def _note_invitation(self, known: KnownFact, session: Subject) -> None:
        if isinstance(known.fact, InvitationFact):
            self._inviting[session].update(one for one in known.subjects if one.type == "invitation")

    # ---- what goes with sessions ---------------------------------------------------------------------------------

    def _go_on_with_invitations(self, touched: Iterable[Subject], *, everything: bool) -> None:
        told = self.known.of_type("invitation")
        again = {one for one in touched if one.type == "invitation"} | self.invitations.due(self.on)
        again.update(one for session in self.sessions.before for one in self._inviting.get(session, ()))
        for subject in again.union(told) if everything else again:
            facts = told.get(subject)
            if not facts:
                self.invitations.drop(subject)
                continue
            named = (
                one
                for known in facts
                if isinstance(known.fact, InvitationFact)
                for one in self._bearing.get(known.fact_id, ())
            )
            own = {one: session for one in named if (session := self.session(one))}
            day = Day.of(self.on)
            self.invitations.put(
                subject, invitations.life_of(subject, facts, own, self.known, day), _first(subject, facts), day
            )

    def _go_on_with_positions(self, learnt: Learnt, touched: Iterable[Subject], *, renamed: bool) -> None:
        told = self.known.of_type("position")
        self._note_where_positions_are_told(learnt)
        again = {one for one in touched if one.type == "position"} | self.positions.due(self.on)
        for subject in again | self._said_elsewhere(self._meet_again(touched, renamed=renamed)):
            facts = told.get(subject)
            if not facts:
                self.positions.drop(subject)
                self._weighing.pop(subject, None)
                continue
            day = Day.of(self.on)
            weighing = self._weighing.get(subject)
            if weighing is None:
                weighing = self._weighing[subject] = positions.Weighing(subject)
            position = weighing.position(facts, self.met, day)
            self.positions.put(subject, position, positions.in_order(position) if position else None, day)

    def _note_where_positions_are_told(self, learnt: Learnt) -> None:
        for known in learnt.came:
            if known.report is not None:
                self._said_in[known.report.id].update(one for one in known.subjects if one.type == "position")

    def _meet_again(self, touched: Iterable[Subject], *, renamed: bool) -> dict[str, list[Meeting]]:
        """Take the meetings that changed; returns what each report that tells of one told of before."""
        contacts = self.known.of_type("contact")
        changed: set[str] = set()
        for subject in self.sessions.before:
            session = self.sessions.get(subject)
            changed |= self._meet(subject, at_session(session) if session else [])
        again = [one for one in touched if one.type == "contact"]  # also those that are the same as another one now
        for subject in dict.fromkeys([*again, *(contacts if renamed else ())]):
            changed |= self._meet(subject, at_contact(contacts[subject], self.known) if subject in contacts else [])
        before = {report: self._met.get(report, []) for report in changed}
        for report in changed:
            self._met[report] = [
                meeting
                for source in self._meeting_at[report]
                for name, meeting in self._meetings.get(source, ())
                if name == report
            ]
        return before

    def _said_elsewhere(self, before: dict[str, list[Meeting]]) -> set[Subject]:
        """The positions of which something was said at another meeting before this step; they are weighed anew."""
        told, was, now = self.known.of_type("position"), Meetings(before), self.met
        found = set()
        for subject in {one for report in before for one in self._said_in.get(report, ())}:
            actor, weighing = subject.key.rpartition("/")[0], self._weighing.get(subject)
            if weighing is not None and any(
                was.placed(known, actor) != now.placed(known, actor)
                for known in told.get(subject, ())
                if known.report is not None and known.report.id in before and weighing.has(known)
            ):
                del self._weighing[subject]
                found.add(subject)
            elif self.thorough and subject in told:
                found.add(subject)
        return found

    def _meet(self, source: Subject, told: list[tuple[str, Meeting]]) -> set[str]:
        """Tell of a meeting otherwise than before; returns the reports that do."""
        before = self._meetings.get(source, [])
        if before == told and not self.thorough:
            return set()
        self._meetings[source] = told
        for report, _ in told:
            self._meeting_at[report].add(source)
        return {report for report, _ in (*before, *told)}

    # ---- what has no session -------------------------------------------------------------------------------------

    def _go_on_with_commitments(self, touched: Iterable[Subject], *, relinked: bool, anew: bool) -> None:
        due = self.commitments.due(self.on)
        if not (due or relinked or any(one.type in PROMISED for one in touched)) and is_of(self._promising, self.on):
            return
        self._promising = Day.of(self.on)
        promised = {one.subject: one for one in commitments.promises(self.known, self._promising)}
        for subject, promise in promised.items():
            # What was known first of it may tell of a day to come, and stands before what was told of it so far.
            place = (subject.type == "deadline", _first(subject, self.known.by_subject[subject]))
            is_same = promise == self._promises.get(subject) and self.commitments.made[subject].place == place
            if anew or self.thorough or subject in due or not is_same:
                day = Day.of(self.on)
                self.commitments.put(subject, commitments.life_of(promise, self.known, day), place, day)
        told = {*self.known.of_type("commitment"), *self.known.of_type("deadline")} if self.thorough else set()
        for subject in (self._promises.keys() | told) - promised.keys():
            self.commitments.drop(subject)
        self._promises = promised

    def _go_on_with_the_rest(self, touched: Iterable[Subject]) -> None:
        of_type, by_subject, on = self.known.of_type, self.known.by_subject, self.on
        again = {one for one in touched if one.type in happenings.TYPES} | self.happenings.due(on)
        for subject in again:
            if subject not in by_subject:
                self.happenings.drop(subject)
                continue
            facts, day = by_subject[subject], Day.of(on)
            self.happenings.put(subject, happenings.dossier_of(subject, facts, day), _first(subject, facts), day)
        issued, deadlines = of_type("document"), of_type("deadline")
        own = {Subject("document", one.key) for one in touched if one.type in ("document", "deadline")}
        for subject in own | self.documents.due(on):
            if subject not in issued:
                self.documents.drop(subject)
                continue
            facts, day = issued[subject], Day.of(on)
            document = documents.life_of(subject, facts, deadlines.get(documents.deadline_of(subject), []), day)
            self.documents.put(subject, document, _first(subject, facts), day)

    def _go_on_with_the_dialogue(self) -> None:
        day = Day.of(self.on)
        self.life_of_dialogue.put(DIALOGUE, dialogue_of(self.known.by_subject.get(DIALOGUE, []), day), None, day)


def _first(subject: Subject, facts: list[KnownFact]) -> tuple[int, int]:
    """Where a subject is first mentioned in the log."""
    return facts[0].position, facts[0].subjects.index(subject)


def _keep(subjects: set[Subject], subject: Subject, *, stays: bool) -> None:
    (subjects.add if stays else subjects.discard)(subject)
