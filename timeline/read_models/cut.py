"""Which facts of a dialogue does an append have to read, and which are as they were whatever it adds?

A contact, a measure or a statement is made of the facts about it and of their reports. A position is made of these, and
of the meetings that the same reports tell of; a promise, a deadline and a document of those that share a name. Where
nothing else depends on them, new facts need no others. They are found in the payloads as they are stored, and only
these are decoded. A session is made of its facts and of the invitations to it, and of where the others of its track
stand, which is kept. Offices are made of all facts about offices, and a step of the dialogue of all its steps. What can
depend on more has all facts read: see `Cutting`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.commitment import DeadlineSet
from events.facts.dialogue import DialogueFact, RhythmAgreed
from events.facts.document import DocumentIssued
from events.facts.judgement import FactCorrected, JudgementOnFact, SubjectsLinked
from events.facts.people import RoleChanged
from events.facts.position import PositionFact
from events.facts.session import SessionFact
from events.facts.subject import DIALOGUE, Subject
from events.facts.track import MAIN_TRACK
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from timeline.knowledge.ledger import Ledger, replay
from timeline.knowledge.reports import reports_of
from timeline.projections.sessions import track_and_session
from timeline.read_models.relinked import read_otherwise
from timeline.read_models.rows import Rows
from timeline.read_models.sides import Sides, filings, is_denied, public_from, reports_cited
from timeline.read_models.touched import ALONE, OF_SESSIONS, PROMISED, Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import StoredFact

    _Decode = Callable[[StoredFact], RecordedFact]

MOST_NEW: Final = 100
"""Facts that an append adds, up to which it is worth looking for what they touch."""

MOST_GRADED: Final = 100
"""Facts of an outlet up to which it is worth looking for what they touch once it is assessed."""

MOST_LINKED: Final = 200
"""Facts that tell of names which are linked up to which it is worth looking for what they touch."""

_TOLD: Final = (*ALONE, *PROMISED, PositionFact, *OF_SESSIONS, RoleChanged, DialogueFact)
"""Kinds that can be new, or judged anew."""

_WORDS: Final = frozenset({"note", "place", "quote", "quote_in", "reason", "topics"})
"""Attributes that tell nothing of others."""

_OF_NO_ANSWER: Final = frozenset({"note", "published_basis", "url"})
"""Attributes of a report of which no answer that is kept says anything."""

_ACTS: Final = frozenset({"contact", "measure", "document", "role", "dialogue"})
"""The types of what can have been planned."""

_BEGIN: Final = (
    *(
        f"{kind.kind()}@"
        for kind in (*ALONE, DocumentIssued, DeadlineSet, RoleChanged, RhythmAgreed, ReportFiled, SourceAssessed)
    ),
    "dialogue-",
    "position-",
    "commitment-",
    "session-",
    "invitation-",
    "fact-corrected@",
    "fact-retracted@",
    "subjects-linked@",
)
"""What the topics of all these begin with."""


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
        before: the same without what is new, where that judges others. None where it judges none.
        new: ids of the new facts.
        of_nothing: of those of them that touch nothing but heads, of all days alike.
        relinked: ids of the facts on record that are about others, or name others, by new links.
        relinked_from: the first day from which one of these was public, or an earlier one.
        is_renamed: whether one of them tells what the dialogue is called, and who takes part.
        sides_known_by: the day by which it was known for whom they take part who hold an office and are named anew, or
            are told to hold one.
        in_office: the persons who are told to hold an office, or hold one and can take part for another side.
        sides: the same as the ledger, with all that tells for whom these take part. None where there are none.
        subjects: what these touch. What else the ledger tells of stays as it was.
        acts: the types of those of them that can have been planned.
        origins: of the new reports.
        counts: facts and reports that are told by the earlier log. None where some of them are judged.
        with_rhythm: the tracks for which one was agreed on, by which a session can be due. Where none of a session is
            new they are left out.
        tracks: of the sessions that new facts are about.
        sessions_read: every session of which something is read.

    """

    ledger: Ledger
    before: Ledger | None
    new: frozenset[str]
    of_nothing: frozenset[str]
    relinked: frozenset[str]
    relinked_from: date
    is_renamed: bool
    sides_known_by: date
    in_office: frozenset[str]
    sides: Ledger | None
    subjects: frozenset[Subject]
    acts: frozenset[str]
    origins: tuple[NewOrigin, ...]
    counts: tuple[int, int] | None
    with_rhythm: frozenset[str]
    tracks: frozenset[str]
    sessions_read: frozenset[Subject]


def may_be_cut(added: Sequence[StoredFact]) -> bool:
    """Whether it is worth reading a dialogue to look for what new rows of it touch."""
    return 0 < len(added) <= MOST_NEW and all(row.topic.startswith(_BEGIN) for row in added)


class Cutting:
    """What an append adds to a dialogue, whose rows are looked through for what it touches."""

    def __init__(self, before: Sequence[StoredFact], added: Sequence[StoredFact], decode: _Decode) -> None:
        """Take the rows of the dialogue, in order, and the facts that are new, with their rows."""
        self._new = new = list(map(decode, added))
        judging = [one for one in new if isinstance(one.fact, JudgementOnFact)]
        ids = {one.fact_id for one in judging}
        self._links = [one for one in new if isinstance(one.fact, SubjectsLinked)]
        self._log = Rows(before, decode, [row for row in added if row.fact_id in ids], self._links)
        self._decode = decode
        self._ids = frozenset(one.fact_id for one in new)
        self._sides = Sides(self._log, decode)
        self._sides_known_by = date.min
        self._unsure: set[str] = set()
        """Who holds an office, and can be told to take part for another side than before."""
        self._filed = [one for one in new if isinstance(one.fact, ReportFiled)]
        self._of_nothing = [one for one in judging if self._on_report(one.fact, *_OF_NO_ANSWER)]
        self._retitled = [decode(row) for one in judging if (row := self._on_report(one.fact, "title"))]
        left = [one for one in judging if not self._on_report(one.fact, "title", *_OF_NO_ANSWER)]
        judged = ((self._log.judged.targets.get(one.fact.said("target")), one) for one in left)
        self._judged = [(decode(row), _is_of_words(one.fact)) for row, one in judged if row is not None]
        self._headings = [one for one in new if isinstance(one.fact, DialogueOpened)]
        assessed = [one for one in new if isinstance(one.fact, SourceAssessed)]
        self._graded = self._told_by({str(one.fact.said("outlet")) for one in assessed})
        rows = {row.version: row for row in read_otherwise(new, self._log)} if self._links else {}
        is_usual = len(rows) <= MOST_LINKED and not (self._links and self._log.merged is None)
        found = (decode(rows[version]) for version in sorted(rows)) if is_usual else ()
        self._relinked = [one for one in found if isinstance(one.fact, _TOLD)]
        told = [one for one in new if isinstance(one.fact, _TOLD)]
        self._told = [*told, *(one for one, _ in self._judged), *self._graded, *self._relinked]
        judged_ones = [*(one for one, _ in self._judged), *self._retitled, *self._of_nothing]
        looked_at = (told, self._filed, self._headings, judged_ones, assessed, self._links)
        self._is_all = is_usual and sum(map(len, looked_at)) == len(new)

    @classmethod
    def of(cls, before: Sequence[StoredFact], added: Sequence[StoredFact], decode: _Decode) -> Cutting | None:
        """Look at what is added.

        None where its facts can bear on more than what is named above: another kind; an act or a statement that is
        denied; a report that something names already; a judgement on something else, or on who headed a side; an
        assessment of an outlet of which many facts are told.

        Args:
            before: rows of the dialogue, in order.
            added: those that are new.
            decode: reads one of them.

        """
        if not before or not may_be_cut(added):
            return None
        found = cls(before, added, decode)
        names = {one.fact.said("id") for one in found._filed}
        if not found._is_all or len(found._graded) > MOST_GRADED or any(map(found._log.naming, names)):
            return None
        if not all(isinstance(one.fact, _TOLD) for one, _ in found._judged):
            return None
        otherwise = {one.fact_id: one for one, is_of_words in found._judged if not is_of_words}
        otherwise.update((one.fact_id, one) for one in found._relinked)
        if any(_tells_who_headed(found._log, one) for one in otherwise.values()):
            return None
        judged = (fact for one in (*otherwise.values(), *found._graded) for fact in found._log.read_as(one))
        told = (*(one.fact for one in found._new), *judged)
        if any(isinstance(one, (*ALONE, DocumentIssued, RoleChanged, DialogueFact)) and is_denied(one) for one in told):
            return None
        found._look_at_sides(otherwise)
        return found

    def _on_report(self, judgement: Fact, *fields: str) -> StoredFact | None:
        """The report of which it corrects one of some attributes; None where it does not."""
        target = self._log.judged.targets.get(judgement.said("target"))
        is_on_report = target is not None and target.topic.startswith("report-filed@")
        return target if is_on_report and isinstance(judgement, FactCorrected) and judgement.field in fields else None

    def _told_by(self, outlets: Collection[str]) -> list[RecordedFact]:
        """The facts that reports of some outlets tell, also as they are corrected."""
        log, decode = self._log, self._decode
        filed = [decode(row) for outlet in outlets for row in log.naming(outlet, "report-filed@")]
        names = {str(fact.said("id")) for one in filed for fact in log.read_as(one) if fact.said("outlet") in outlets}
        cited = {row.version: decode(row) for name in names for row in log.citing(name, "")}
        told = (one for one in cited.values() if isinstance(one.fact, _TOLD))
        return [one for one in told if not names.isdisjoint(str(fact.said("report")) for fact in log.read_as(one))]

    def _look_at_sides(self, otherwise: Collection[str]) -> None:
        """See which of those who hold an office can be told to take part for another side than before.

        Args:
            otherwise: facts of which more is judged than words.

        """
        for one in self._told:
            is_judged = one.fact_id not in self._ids
            if is_judged and one.fact_id not in otherwise:
                continue
            for fact in self._log.read_as(one):
                for person in fact.said("persons") or ():
                    names = [same.key for same in self._log.linked.same_as(Subject("person", person.name))]
                    if not person.side or not any(self._log.naming(name, "role-changed@") for name in names):
                        continue
                    known_by = self._sides.known_by(names, one.version if is_judged else None)
                    if known_by is None or (is_judged and all(map(self._sides.are_few, names))):
                        self._unsure.update(names)
                    else:
                        self._sides_known_by = max(self._sides_known_by, known_by)

    def _relinked_from(self) -> date:
        """The first day from which a fact was public that new links have read otherwise, or an earlier one."""
        days = [date.max]
        for one in self._relinked:
            names = reports_cited(one, self._log)
            filed = [filing for name in names for filing in filings(name, self._log, self._decode)]
            if any(self._log.judged.on(filing.fact_id) for filing in filed):
                return date.min
            days += [one.recorded_at.date(), *([public_from(filed)] if filed else [])]
        return min(days)

    def cut(self, besides: Collection[Subject] = ()) -> Cut | None:
        """What is to be read of the dialogue.

        None where facts of it are redacted, or corrected or linked in a way that is not usual. Likewise where a person
        in what is read has several names, and others are not read that name them.

        Args:
            besides: sessions that are made again as well.

        """
        log, decode, new = self._log, self._decode, self._new
        if not log.are_usual():
            return None
        touched = Touched(log, self._told, new, besides, self._unsure)
        if not touched.is_sure():
            return None
        stands_anew = touched.sessions or DIALOGUE in touched.subjects
        of_dialogue = log.beginning("dialogue-", "rhythm-") if stands_anew else log.of_kinds({"dialogue-opened"})
        ours = list(map(decode, (*of_dialogue, *log.of_kinds({"source-assessed"}))))
        origins = _Origins(self._filed, log, decode)
        told = (*self._told, *self._of_nothing, *self._retitled)
        read = _with_reports([*ours, *log.links, *touched.known, *told, *origins.judged], self._filed, log, decode)
        if read is None:
            return None
        of_sides = _with_reports(touched.of_sides, self._filed, log, decode)
        if of_sides is None:
            return None
        in_order, ids = _in_order((*read, *new)), self._ids
        judges = self._judged or self._graded or self._retitled or self._relinked
        return Cut(
            ledger=replay(in_order),
            before=replay(one for one in in_order if one.fact_id not in ids) if judges else None,
            new=ids,
            of_nothing=frozenset(one.fact_id for one in (*self._of_nothing, *self._headings)),
            relinked=frozenset(one.fact_id for one in self._relinked),
            relinked_from=self._relinked_from(),
            is_renamed=bool(self._headings),
            sides_known_by=max(self._sides_known_by, touched.sides_known_by),
            in_office=frozenset(touched.in_office),
            sides=replay(_in_order((*in_order, *of_sides))) if touched.in_office else None,
            subjects=frozenset(touched.subjects),
            acts=frozenset(_ACTS & {one.type for one in touched.subjects}),
            origins=tuple(origins.found),
            counts=log.counts(),
            with_rhythm=frozenset(
                fact.said("track") or MAIN_TRACK
                for one in (*ours, *new)
                for fact in log.read_as(one)
                if isinstance(fact, RhythmAgreed)
            ),
            tracks=frozenset(track_and_session(one)[0] for one in touched.told_of),
            sessions_read=frozenset(
                session for one in (*touched.known, *self._told) for session in touched.sessions_named(one)
            ),
        )


def _in_order(facts: Iterable[RecordedFact]) -> list[RecordedFact]:
    """Each of them once, in order of the log."""
    found = {one.version: one for one in facts}
    return [found[version] for version in sorted(found)]


def _is_of_words(judgement: Fact) -> bool:
    """Whether it corrects something on which it does not depend what others are, nor who leads a side."""
    return isinstance(judgement, FactCorrected) and judgement.field in _WORDS


def _tells_who_headed(log: Rows, one: RecordedFact) -> bool:
    """Whether a fact tells who headed a side at a session, also as it is corrected."""
    return any(
        person.part in ("head", "co-chair")
        for fact in log.read_as(one)
        if isinstance(fact, SessionFact)
        for person in fact.persons or ()
    )


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
            filed_by = filings(name, log, decode)
            if not filed_by:
                return None
            more += filed_by
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
