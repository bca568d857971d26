"""Which facts of a dialogue does an append have to read, and which are as they were whatever it adds?

A contact, a measure or a statement is made of the facts about it and of their reports. A position is made of these, and
of the meetings that the same reports tell of; a promise, a deadline and a document of those that share a name. Where
nothing else depends on them, new facts need no others. They are found in the payloads as they are stored, and only
these are decoded. A session is made of its facts and of the invitations to it, and of where the others of its track
stand, which is kept. What can depend on more has all facts read: see `Cutting`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.base import ReportedFact
from events.facts.commitment import CommitmentFact, DeadlineSet
from events.facts.contact import NO_REPORT, ContactHeld
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationFact
from events.facts.other import MeasureTaken, StatementMade
from events.facts.position import PositionFact
from events.facts.session import SessionFact, SessionHeld, SessionStarted
from events.facts.subject import Subject, session_subject
from events.facts.texts import modality_words
from events.facts.tracking import ReportFiled
from events.identity import canonical_json
from timeline.knowledge.known import persons_named
from timeline.knowledge.ledger import Ledger, replay
from timeline.knowledge.reports import reports_of
from timeline.projections.sessions import track_and_session
from timeline.read_models.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import StoredFact

    _Decode = Callable[[StoredFact], RecordedFact]

MOST_NEW: Final = 100
"""Facts that an append adds, up to which it is worth looking for what they touch."""

_ALONE: Final = (ContactHeld, MeasureTaken, StatementMade)
"""Kinds of which each subject is made of the facts about it alone."""

_PROMISED: Final = (CommitmentFact, DeadlineSet, DocumentIssued)
"""Kinds of which each subject is made of those with which it shares a name."""

_OF_SESSIONS: Final = (SessionFact, InvitationFact)
"""Kinds on which sessions depend, and the invitations to them."""

_ACTS: Final = frozenset({"contact", "measure", "document"})
"""The types of what can have been planned."""

_BEGIN: Final = (
    *(f"{kind.kind()}@" for kind in (*_ALONE, DocumentIssued, DeadlineSet, ReportFiled)),
    "position-",
    "commitment-",
    "session-",
    "invitation-",
)
"""What the topics of all these begin with."""

_PROMISED_TYPES: Final = ("commitment", "deadline", "document")
"""The types of what they are about."""

_MEETING: Final = ("session-held@", "session-started@")
"""What the topics begin with that tell that a session took place."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NewOrigin(NamedTuple):
    """Whose words new reports carry.

    Attributes:
        name: of the origin.
        known_by: the day from which an earlier report of it was public, of those that are not judged: the first, or one
            before all new reports. None where there is none.

    """

    name: str
    known_by: date | None


class Cut(NamedTuple):
    """What a few new facts are told with.

    Attributes:
        ledger: of these facts, and of all that what they touch is made of; with their reports, headings and
            assessments.
        new: ids of the new facts.
        subjects: what these touch. What else the ledger tells of stays as it was.
        acts: the types of those of them that can have been planned.
        origins: of the new reports.
        counts: facts and reports that are told by the earlier log. None where some of them are judged.
        tracks: of the sessions that new facts are about.
        sessions_read: every session of which something is read.

    """

    ledger: Ledger
    new: frozenset[str]
    subjects: frozenset[Subject]
    acts: frozenset[str]
    origins: tuple[NewOrigin, ...]
    counts: tuple[int, int] | None
    tracks: frozenset[str]
    sessions_read: frozenset[Subject]


def may_be_cut(added: Sequence[StoredFact]) -> bool:
    """Whether it is worth reading a dialogue to look for what new rows of it touch."""
    return 0 < len(added) <= MOST_NEW and all(row.topic.startswith(_BEGIN) for row in added)


class Cutting:
    """What an append adds to a dialogue, whose rows are looked through for what it touches."""

    def __init__(self, before: Sequence[StoredFact], new: Sequence[RecordedFact], decode: _Decode) -> None:
        """Take the rows of the dialogue, in order, and the facts that are new."""
        self._log = Rows(before, decode)
        self._new = new
        self._decode = decode
        self._filed = [one for one in new if isinstance(one.fact, ReportFiled)]
        self._told = [one for one in new if isinstance(one.fact, (*_ALONE, *_PROMISED, PositionFact, *_OF_SESSIONS))]

    @classmethod
    def of(cls, before: Sequence[StoredFact], added: Sequence[StoredFact], decode: _Decode) -> Cutting | None:
        """Look at what is added.

        None where its facts can bear on more than what is named above: another kind; an act or a statement that is
        denied; a person who holds an office; a report that something names already.

        Args:
            before: rows of the dialogue, in order.
            added: those that are new.
            decode: reads one of them.

        """
        if not before or not may_be_cut(added):
            return None
        found = cls(before, list(map(decode, added)), decode)
        names = {one.fact.said("id") for one in found._filed}
        if len(found._filed) + len(found._told) < len(added) or any(map(found._log.naming, names)):
            return None
        return None if any(_bears_on_more(found._log, one.fact) for one in found._told) else found

    def cut(self, besides: Collection[Subject] = ()) -> Cut | None:
        """What is to be read of the dialogue.

        None where facts of it are redacted, or corrected in a way that is not usual; where what is read, or a person in
        it, is linked as the same as another one; and where a rhythm is agreed on by which the next session is due.

        Args:
            besides: sessions that are made again as well.

        """
        log, decode, new = self._log, self._decode, self._new
        if not log.are_usual():
            return None
        touched = _Touched(log, self._told, decode, besides)
        if touched.sessions and any(log.of_kinds({"rhythm-agreed"})):
            return None
        links = list(map(decode, log.of_kinds({"subjects-linked"})))
        if not touched.is_sure(links):
            return None
        of_dialogue = log.beginning("dialogue-") if touched.sessions else log.of_kinds({"dialogue-opened"})
        ours = list(map(decode, (*of_dialogue, *log.of_kinds({"source-assessed"}))))
        origins = _Origins(self._filed, log, decode)
        read = _with_reports([*ours, *links, *touched.known, *self._told, *origins.judged], self._filed, log, decode)
        if read is None:
            return None
        found = {one.version: one for one in (*read, *new)}
        return Cut(
            ledger=replay(found[version] for version in sorted(found)),
            new=frozenset(one.fact_id for one in new),
            subjects=frozenset(touched.subjects),
            acts=frozenset(_ACTS & {one.type for one in touched.subjects}),
            origins=tuple(origins.found),
            counts=log.counts(),
            tracks=frozenset(track_and_session(one)[0] for one in touched.told_of),
            sessions_read=frozenset(
                session for one in (*touched.known, *self._told) for session in touched.sessions_named(one)
            ),
        )


def _bears_on_more(log: Rows, fact: Fact) -> bool:
    """Whether it can change what is told of others."""
    if isinstance(fact, (*_ALONE, DocumentIssued)) and "denied" in modality_words(fact.said("modality")):
        return True
    return any(log.naming(person.name, "role-changed@") for person in fact.said("persons") or ())


class _Touched:
    """What new facts touch, and the facts on record that it is made of.

    Attributes:
        subjects: what is touched.
        told_of: the sessions that new facts are about.
        sessions: these, and others that are made again.

    """

    def __init__(
        self, log: Rows, told: Sequence[RecordedFact], decode: _Decode, besides: Collection[Subject] = ()
    ) -> None:
        """Look for all of it; and for what sessions besides are made of."""
        self._log = log
        self.subjects: set[Subject] = {subject for one in told for subject in self._subjects(one)}
        self._new = told
        self._decode = decode
        self._found: dict[int, RecordedFact] = {}
        self._read: set[Subject] = set()
        alone = [one for one in told if isinstance(one.fact, _ALONE)]
        promised = [one for one in told if isinstance(one.fact, _PROMISED)]
        for one in alone:
            self._read_alone(one)
        self._read_promised(promised)
        self._met: set[Subject] = set()
        self.told_of: set[Subject] = {session for one in told for session in self.sessions_named(one)}
        self.sessions = self.told_of | set(besides)
        self._read_sessions()
        said = {one for one in self.subjects if one.type == "position"} | self._said_at_meetings()
        self.subjects |= said
        for subject in said:
            self._read_position(subject)
        self._read_meetings(said)

    @property
    def known(self) -> Collection[RecordedFact]:
        """The facts on record."""
        return self._found.values()

    def is_sure(self, links: Iterable[RecordedFact]) -> bool:
        """Whether it does not depend on what else is linked, nor on which session a fact is corrected to tell of.

        Of names that are linked those of parties are told apart by the links alone.
        """
        told = (*self.known, *self._new)
        if any(len(self.sessions_named(one)) > 1 for one in told):
            return False
        linked = {subject for link in links if link.fact.said("as_") == "same" for subject in link.fact.subjects()}
        if not linked:
            return True
        facts = [fact for one in told for fact in self._log.read_as(one)]
        named = {
            Subject("person", name) for one in facts if isinstance(one, ReportedFact) for name in persons_named(one)
        }
        promised = {Subject(kind, name) for kind in _PROMISED_TYPES for name in self._names}
        about = {subject for one in facts for subject in one.subjects()}
        return linked.isdisjoint(named | promised | about | self.subjects | self._met)

    def sessions_named(self, one: RecordedFact) -> set[Subject]:
        """The sessions that a fact tells of, or invites to: one, or more where it is corrected to tell of another."""
        return {session for fact in self._log.read_as(one) for session in _sessions_named(fact)}

    def _subjects(self, one: RecordedFact) -> set[Subject]:
        """What a fact is about, also as it is corrected."""
        return {subject for fact in self._log.read_as(one) for subject in fact.subjects()}

    def _reports(self, one: RecordedFact) -> set[str]:
        """The report that a fact cites, also as it is corrected."""
        return {name for fact in self._log.read_as(one) if (name := fact.said("report"))}

    def _day(self, one: RecordedFact) -> str | None:
        """The day on which it was; None where it tells none, no day exactly, or another one once it is corrected."""
        return None if one.fact_id in self._log.judged.readings else _day_of(one)

    def _take(self, row: StoredFact) -> RecordedFact:
        """A row that is read, once."""
        if row.version not in self._found:
            self._found[row.version] = self._decode(row)
        return self._found[row.version]

    def _about(self, subjects: Collection[Subject], rows: Iterable[StoredFact]) -> None:
        """Take those of the rows that are about any of the subjects."""
        for row in rows:
            if row.version not in self._found:
                one = self._decode(row)
                if not self._subjects(one).isdisjoint(subjects):
                    self._found[row.version] = one

    def _citing(self, report: str, *begin: str) -> list[RecordedFact]:
        """The facts of some kinds that cite a report, on record and new."""
        rows = [self._found.get(row.version) or self._decode(row) for row in self._log.citing(report, *begin)]
        new = (one for one in self._new if f"{one.fact.kind()}@".startswith(begin))
        return [one for one in (*rows, *new) if report in self._reports(one)]

    def _telling_of(self, subjects: Collection[Subject]) -> list[RecordedFact]:
        """What was found about subjects, and what is new."""
        return [one for one in (*self.known, *self._new) if not self._subjects(one).isdisjoint(subjects)]

    # ---- what is told by itself ----------------------------------------------------------------------------------

    def _read_alone(self, told: RecordedFact) -> None:
        """Take the facts on record about the same contact, measure or statement."""
        subjects = self._subjects(told)
        if subjects <= self._read:
            return
        self._read |= subjects
        rows = list(self._log.of_kinds({told.fact.kind()}))
        for fact in self._log.read_as(told):
            when = fact.said("when")
            # What is looked for is the beginning of the subject, up to its first slash: a name in it can hold others.
            if when is not None and when.edtf is not None:
                said = when.edtf.rstrip("~?%").partition("/")[0].encode()  # see `day_or_report`
            else:
                begins = (fact.said("report") or NO_REPORT).partition("/")[0]
                said = b"" if begins == NO_REPORT else canonical_json(begins)[:-1]
            self._about(subjects, (row for row in rows if said in self._log.text(row)))

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
        return {name for fact in self._log.read_as(one) for name in _names(fact)}

    # ---- sessions, and the invitations to them ---------------------------------------------------------------------

    def _read_sessions(self) -> None:
        """Take the facts on record of sessions, of the invitations to them, and of the sessions that these name."""
        self.subjects |= self.sessions
        for row in (row for one in self.sessions for row in self._log.of_session(one)):
            self._take(row)
        to_them = (one for one in self.known if not self.sessions.isdisjoint(self.sessions_named(one)))
        inviting = [one for one in (*to_them, *self._new) if isinstance(one.fact, InvitationFact)]
        invitations = {subject for one in inviting for subject in self._subjects(one)}
        rows = list(self._log.beginning("invitation-")) if invitations else []
        for subject in invitations:
            said = canonical_json(subject.key)
            self._about({subject}, (row for row in rows if said in self._log.text(row)))
        named = {session for one in self._telling_of(invitations) for session in self.sessions_named(one)}
        for row in (row for one in named - self.sessions for row in self._log.of_session(one)):
            self._take(row)
        self.subjects |= invitations

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
        reports = dict.fromkeys(name for one in telling for name in self._reports(one))
        told = (one for name in reports for one in self._citing(name, "position-"))
        return {subject for one in told for subject in self._subjects(one)}

    def _read_position(self, subject: Subject) -> None:
        """Take the facts on record of a position."""
        # A slash in a name of the actor, or of the issue, can stand for the one between them.
        begin, end = canonical_json(subject.key.partition("/")[0])[:-1], canonical_json(subject.key.rpartition("/")[2])
        texts = ((self._log.text(row), row) for row in self._log.beginning("position-"))
        self._about({subject}, (row for text, row in texts if begin in text and end[1:] in text))

    def _read_meetings(self, said: Collection[Subject]) -> None:
        """Take the facts of the meetings that the reports of positions tell of."""
        by_report: dict[str, list[RecordedFact]] = defaultdict(list)
        for one in self._telling_of(said):
            for name in self._reports(one):
                by_report[name].append(one)
        met: set[Subject] = set()
        for name, told in by_report.items():
            contacts = self._citing(name, "contact-held@")
            for one in contacts:
                self._read_alone(one)
            days = {self._day(one) for one in told}
            held = self._citing(name, *_MEETING)
            self._met.update(subject for one in held for subject in self._subjects(one))
            if held and (contacts or None in days or not all(self._is_as_told(one, days) for one in held)):
                met.update(subject for one in held for subject in self._subjects(one))
        for row in (row for subject in met for row in self._log.of_session(subject)):
            self._take(row)

    def _is_as_told(self, held: RecordedFact, days: Collection[str | None]) -> bool:
        """Whether what a report tells of some days was not stated at a session on another day than these.

        It gives the session another day than all of them, or nobody gives the session another day.
        """
        day = self._day(held)
        if day is None or day not in days:
            return day is not None
        (session,) = self._subjects(held)
        told = [row for row in self._log.of_session(session) if row.topic.startswith(_MEETING)]
        if any(row.fact_id in self._log.judged.readings for row in told):
            return False
        given = [when for row in told if (when := json.loads(row.payload).get("when")) is not None]
        return {_day(when) for when in given} == {day}


def _sessions_named(fact: Fact) -> set[Subject]:
    """The session that it tells of, or invites to."""
    if not isinstance(fact, _OF_SESSIONS) or fact.session is None:
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


def _with_reports(
    facts: Iterable[RecordedFact], filed: Iterable[RecordedFact], log: Rows, decode: _Decode
) -> Iterable[RecordedFact] | None:
    """Facts, the judgements on them, and the reports that tell of all these; None where one is gone."""
    names = {one.fact.said("id") for one in filed}
    found = {one.version: one for one in facts}
    left = list(found.values())
    while left:
        one = left.pop()
        more = list(map(decode, log.judged.on(one.fact_id)))
        for name in {name for fact in log.read_as(one) if (name := fact.said("report"))} - names:
            names.add(name)
            filings = [one for one in map(decode, log.citing(name, "report-filed@")) if one.fact.said("id") == name]
            if not filings:
                return None
            more += filings
        left += [one for one in more if one.version not in found]
        found.update((one.version, one) for one in more)
    return found.values()


class _Origins:
    """Whose words new reports carry, and since when others did.

    Attributes:
        found: each of them.
        judged: the earlier reports that are judged, and can be of one of them: it depends on the day.

    """

    def __init__(self, filed: Iterable[RecordedFact], log: Rows, decode: _Decode) -> None:
        """Look for the earlier reports."""
        self.found: list[NewOrigin] = []
        self.judged: list[RecordedFact] = []
        new = reports_of(((one, one.fact) for one in filed if isinstance(one.fact, ReportFiled)), {}).values()
        for name in dict.fromkeys(one.origin for one in new):
            first = min(one.known_by for one in new if one.origin == name)
            known_by = None
            for row in log.naming(name, "report-filed@"):
                recorded = decode(row)
                if log.judged.on(row.fact_id):
                    self.judged.append(recorded)
                    continue
                assert isinstance(recorded.fact, ReportFiled)
                (report,) = reports_of([(recorded, recorded.fact)], {}).values()
                if report.origin == name and (known_by is None or report.known_by < known_by):
                    known_by = report.known_by
                    if known_by <= first:
                        break
            self.found.append(NewOrigin(name, known_by))
