"""Which facts on record is what new facts touch made of? They are found in the payloads, and only these are decoded."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from events.facts.commitment import CommitmentFact, DeadlineSet
from events.facts.contact import ContactHeld
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationFact
from events.facts.other import MeasureTaken, StatementMade
from events.facts.people import RoleChanged
from events.facts.session import SessionFact, SessionHeld, SessionStarted
from events.facts.subject import DIALOGUE, Subject, session_subject
from events.identity import canonical_json
from timeline.read_models.called import persons_of, settling
from timeline.read_models.sides import Sides, reports_cited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import StoredFact
    from timeline.read_models.rows import Rows

    _Decode = Callable[[StoredFact], RecordedFact]

ALONE: Final = (ContactHeld, MeasureTaken, StatementMade)
"""Kinds of which each subject is made of the facts about it alone."""

PROMISED: Final = (CommitmentFact, DeadlineSet, DocumentIssued)
"""Kinds of which each subject is made of those with which it shares a name."""

OF_SESSIONS: Final = (SessionFact, InvitationFact)
"""Kinds on which sessions depend, and the invitations to them."""

_PROMISED_TYPES: Final = ("commitment", "deadline", "document")
"""The types of what they are about."""

_MEETING: Final = ("session-held@", "session-started@")
"""What the topics begin with that tell that a session took place."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Touched:
    """What new facts touch, and the facts on record that it is made of.

    Attributes:
        subjects: what is touched.
        told_of: the sessions that new facts are about.
        sessions: these, and others that are made again.
        in_office: who is told to hold an office, and who holds one of whom it is not sure for whom they take part.
        of_sides: facts on record that tell for whom these take part.
        sides_known_by: the day by which it was known for whom these take part, where not all is read that tells of it.

    """

    def __init__(
        self,
        log: Rows,
        told: Sequence[RecordedFact],
        new: Sequence[RecordedFact],
        besides: Collection[Subject] = (),
        in_office: Collection[str] = (),
    ) -> None:
        """Look for all of it; for what sessions besides are made of; and for whom some who hold an office take part.

        Args:
            log: the facts on record.
            told: those of them that are read otherwise, and those that are new.
            new: all that is new, reports and judgements as well.
            besides: sessions that are made again as well.
            in_office: who holds an office of whom it is not sure for whom they take part.

        """
        self._log = log
        self.subjects: set[Subject] = {subject for one in told for subject in self._subjects(one)}
        self._new = told
        self._decode = log.decode
        self._found: dict[int, RecordedFact] = {}
        self._read: set[Subject] = set()
        alone = [one for one in told if isinstance(one.fact, ALONE)]
        promised = [one for one in told if isinstance(one.fact, PROMISED)]
        for one in alone:
            self._take_about(self._subjects(one))
        self._read_promised(promised)
        self.told_of: set[Subject] = {session for one in told for session in self.sessions_named(one)}
        self.sessions = self.told_of | set(besides)
        self._read_sessions()
        self.in_office = set(in_office)
        self.of_sides: list[RecordedFact] = []
        self.sides_known_by = date.min
        self._read_offices()
        if DIALOGUE in self.subjects:
            for row in log.beginning("dialogue-", "rhythm-"):
                self._take(row)
        said = {one for one in self.subjects if one.type == "position"} | self._said_at_meetings()
        self.subjects |= said
        self._take_about(said)
        self._read_meetings(said)
        self._complete_sessions()
        self._settle_names(new)

    @property
    def known(self) -> Collection[RecordedFact]:
        """The facts on record."""
        return self._found.values()

    def is_sure(self) -> bool:
        """Whether it does not depend on which session a fact is corrected to tell of, nor on what is linked unusually.

        By which of several names a person is called can depend on all facts that name them.
        """
        told = (*self.known, *self._new)
        named = ({session for fact in self._log.read_as(one) for session in _sessions_named(fact)} for one in told)
        if any(len(sessions) > 1 for sessions in named):
            return False
        promised = {Subject(kind, name) for kind in _PROMISED_TYPES for name in self._names}
        if not self._log.linked.are_usual(self.subjects | promised):
            return False
        return all(map(self._are_read, self._called_by_many))

    def _settle_names(self, new: Sequence[RecordedFact]) -> None:
        """Take what settles by which of several names a person is called, and all facts of the sessions in it."""
        self._called_by_many: set[frozenset[Subject]] = set()
        """The names of those of whom it is not settled."""
        settled: set[frozenset[Subject]] = set()
        while left := self._names_of_persons() - settled - self._called_by_many:
            for names in left:
                merged = self._log.merged
                found = None if merged is None else settling(min(names), merged, self._log, new)
                if found is None:
                    self._called_by_many.add(names)
                else:
                    settled.add(names)
                    self._found.update((one.version, one) for one in found)
            self._complete_sessions()

    def _names_of_persons(self) -> set[frozenset[Subject]]:
        """The names of each person of whom facts are read, and who has several."""
        persons = persons_of((*self.known, *self._new), self._log)
        groups = {frozenset(self._one_with(Subject("person", name))) for name in persons}
        return {names for names in groups if len(names) > 1}

    def _one_with(self, person: Subject) -> Iterable[Subject]:
        """A person under all names that stand for them; under all that can, where links are judged."""
        linked, merged = self._same_as(person), self._log.merged
        if merged is None:
            return linked
        return [one for one in linked if merged.get(one, one) == merged.get(person, person)]

    def _are_read(self, names: Collection[Subject]) -> bool:
        """Whether all facts are read that name somebody under any of their names: all anew where some are."""
        anew = {one.version for one in self._new}
        naming = {
            row.version
            for name in names
            for row in self._log.naming(name.key)
            if name.key in persons_of([self._found.get(row.version) or self._decode(row)], self._log)
        }
        is_told = not persons_of(self._new, self._log).isdisjoint(name.key for name in names)
        return naming <= (anew if is_told else anew | self._found.keys())

    def sessions_named(self, one: RecordedFact) -> set[Subject]:
        """The sessions that a fact tells of, or invites to: one, or more where it is corrected to tell of another."""
        named = {session for fact in self._log.read_as(one) for session in _sessions_named(fact)}
        if isinstance(one.fact, ContactHeld):
            named |= self._subjects(one)
        return {same for session in named for same in self._same_as(session) if same.type == "session"}

    def _same_as(self, subject: Subject) -> Collection[Subject]:
        return self._log.linked.same_as(subject)

    def _subjects(self, one: RecordedFact) -> set[Subject]:
        """What a fact is about, also as it is corrected, and whatever is linked with it."""
        facts = self._log.read_as(one)
        return {same for fact in facts for subject in fact.subjects() for same in self._same_as(subject)}

    def _day(self, one: RecordedFact) -> str | None:
        """The day on which it was; None where it tells none, no day exactly, or another one once it is corrected."""
        return None if one.fact_id in self._log.judged.readings else _day_of(one)

    def _take(self, row: StoredFact) -> RecordedFact:
        """A row that is read, once."""
        if row.version not in self._found:
            self._found[row.version] = self._decode(row)
        return self._found[row.version]

    def _take_about(self, subjects: Iterable[Subject]) -> None:
        """Take the facts on record about subjects, and about all that is linked with them, but sessions."""
        for subject in {same for one in subjects for same in self._same_as(one)} - self._read:
            if subject.type == "session":
                continue
            self._read.add(subject)
            for row in self._log.about(subject):
                if row.version not in self._found:
                    one = self._decode(row)
                    if subject in self._subjects(one):
                        self._found[row.version] = one

    def _take_sessions(self, sessions: Iterable[Subject]) -> None:
        """Take the facts on record that tell of sessions, or invite to them, and what is linked with these sessions."""
        for session in {same for one in sessions for same in self._same_as(one)} - self._read:
            if session.type == "session":
                self._read.add(session)
                for row in self._log.of_session(session):
                    self._take(row)
        self._take_about(sessions)

    def _citing(self, report: str, *begin: str) -> list[RecordedFact]:
        """The facts of some kinds that cite a report, on record and new."""
        rows = [self._found.get(row.version) or self._decode(row) for row in self._log.citing(report, *begin)]
        new = (one for one in self._new if f"{one.fact.kind()}@".startswith(begin))
        return [one for one in (*rows, *new) if report in reports_cited(one, self._log)]

    def _telling_of(self, subjects: Collection[Subject]) -> list[RecordedFact]:
        """What was found about subjects, and what is new."""
        return [one for one in (*self.known, *self._new) if not self._subjects(one).isdisjoint(subjects)]

    # ---- promises, deadlines and documents -----------------------------------------------------------------------

    def _read_promised(self, told: Sequence[RecordedFact]) -> None:
        """Take what shares a name with what is new: a deadline belongs to what is called so, or what it is about."""
        self._names: set[str] = set()
        if not told:
            return
        rows = list(self._log.beginning("commitment-", "deadline-", "document-"))
        names = self._names = {name for one in told for name in self._called(one)}
        types = set(_PROMISED_TYPES)
        if all(isinstance(one.fact, CommitmentFact) for one in told):
            types.remove("document")  # which its own deadlines bear on, and nobody's promise
        left = list(names)
        while left:
            name = left.pop()
            said = canonical_json(name)
            for row in rows:
                if said in self._log.text(row) and row.version not in self._found:
                    one = self._decode(row)
                    if name in (others := self._called(one)):
                        self._found[row.version] = one
                        self.subjects.update(subject for subject in self._subjects(one) if subject.type in types)
                        left += others - names
                        names |= others

    def _called(self, one: RecordedFact) -> set[str]:
        """What others that bear on a fact are called, also as it is corrected."""
        names = {name for fact in self._log.read_as(one) for name in _names(fact)}
        named = (Subject(kind, name) for name in names for kind in _PROMISED_TYPES)
        return {same.key for one in named for same in self._same_as(one)}

    # ---- sessions, and the invitations to them ---------------------------------------------------------------------

    def _read_sessions(self) -> None:
        """Take the facts on record of sessions, of the invitations to them, and of the sessions that these name."""
        self.subjects |= self.sessions
        self._take_sessions(self.sessions)
        to_them = (one for one in self.known if not self.sessions.isdisjoint(self.sessions_named(one)))
        inviting = [one for one in (*to_them, *self._new) if isinstance(one.fact, InvitationFact)]
        invitations = {subject for one in inviting for subject in self._subjects(one)}
        invitations |= {subject for subject in self.subjects if subject.type == "invitation"}
        self._take_about(invitations)
        self._take_sessions({session for one in self._telling_of(invitations) for session in self.sessions_named(one)})
        self.subjects |= invitations

    # ---- offices -------------------------------------------------------------------------------------------------

    def _read_offices(self) -> None:
        """Take all facts about offices, since they are told in order, and what tells for whom some take part.

        For whom all others take part who hold an office is kept.
        """
        if not (self.in_office or any(one.type == "role" for one in self.subjects)):
            return
        changed = [self._take(row) for row in self._log.of_kinds({RoleChanged.kind()})]
        told = (one for one in (*changed, *self._new) if not self._subjects(one).isdisjoint(self.subjects))
        for fact in (fact for one in told for fact in self._log.read_as(one) if isinstance(fact, RoleChanged)):
            self.in_office |= {fact.person, *([fact.predecessor] if fact.predecessor else ())}
        self.in_office |= {one.key for name in self.in_office for one in self._same_as(Subject("person", name))}
        sides = Sides(self._log, self._decode)
        for name in self.in_office:
            are_few = sides.are_few(name)
            for side in sides.told_of(name, all_=are_few):
                self.of_sides.append(side.recorded)
                if side.known_by is not None and not are_few:
                    self.sides_known_by = max(self.sides_known_by, side.known_by)

    # ---- positions -----------------------------------------------------------------------------------------------

    def _said_at_meetings(self) -> set[Subject]:
        """The positions that reports tell of beside the contacts that are touched, or beside sessions that are told of.

        Each was stated there perhaps. What other reports tell of a session, its day does not move: else all is read.
        """
        contacts = {one for one in self.subjects if one.type == "contact"}
        telling = [
            *(self._telling_of(contacts) if contacts else ()),
            *(one for one in self._new if isinstance(one.fact, (SessionHeld, SessionStarted))),
        ]
        reports = dict.fromkeys(name for one in telling for name in reports_cited(one, self._log))
        told = (one for name in reports for one in self._citing(name, "position-"))
        return {subject for one in told for subject in self._subjects(one)}

    def _read_meetings(self, said: Collection[Subject]) -> None:
        """Take the facts of the meetings that the reports of positions tell of."""
        by_report: dict[str, list[RecordedFact]] = defaultdict(list)
        for one in self._telling_of(said):
            for name in reports_cited(one, self._log):
                by_report[name].append(one)
        met: set[Subject] = set()
        for name, told in by_report.items():
            contacts = self._citing(name, "contact-held@")
            for one in contacts:
                self._take_about(self._subjects(one))
            days = {self._day(one) for one in told}
            held = self._citing(name, *_MEETING)
            if held and (contacts or None in days or not all(self._is_as_told(one, days) for one in held)):
                met.update(subject for one in held for subject in self._subjects(one))
        self._take_sessions(met)

    def _complete_sessions(self) -> None:
        """Take all facts of each session of which one was taken."""
        named = {session for one in self.known for session in self.sessions_named(one)}
        while not named <= self._read:
            self._take_sessions(named)
            named = {session for one in self.known for session in self.sessions_named(one)}

    def _is_as_told(self, held: RecordedFact, days: Collection[str | None]) -> bool:
        """Whether what a report tells of some days was not stated at a session on another day than these.

        It gives the session another day than all of them, or nobody gives the session another day.
        """
        day = self._day(held)
        if day is None or day not in days:
            return day is not None
        session, *others = self._subjects(held)
        if others:
            return False
        told = [row for row in self._log.of_session(session) if row.topic.startswith(_MEETING)]
        if any(row.fact_id in self._log.judged.readings for row in told):
            return False
        given = [when for row in told if (when := json.loads(row.payload).get("when")) is not None]
        return {_day(when) for when in given} == {day}


def _sessions_named(fact: Fact) -> set[Subject]:
    """The session that it tells of, or invites to."""
    if not isinstance(fact, OF_SESSIONS) or fact.session is None:
        return set()
    return {session_subject(fact.session, fact.track)}


def _names(fact: Fact) -> set[str]:
    """What others that bear on it are called: its own name, and what a deadline is about."""
    names = {subject.key for subject in fact.subjects()}
    about = fact.said("about") if isinstance(fact, DeadlineSet) else None
    return names | ({about} if about else set())


def _day_of(one: RecordedFact) -> str | None:
    """The day on which it was; None where it tells none, or no day exactly."""
    when = one.fact.said("when")
    return _day(when.edtf) if when is not None else None


def _day(when: object) -> str | None:
    """The day that a payload gives; None where it gives no day exactly."""
    edtf = when.get("edtf") if isinstance(when, dict) else when
    return edtf if isinstance(edtf, str) and _DAY.fullmatch(edtf) else None
