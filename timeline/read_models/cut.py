"""Which facts of a dialogue does an append have to read, and which are as they were whatever it adds?

A contact, a measure or a statement is made of the facts about it and of their reports. Where nothing else depends on
it, its new facts need no others. They are found in the payloads as they are stored, and only these are decoded. What
can depend on more has all facts read: see `cut_of`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.contact import NO_REPORT, ContactHeld
from events.facts.other import MeasureTaken, StatementMade
from events.facts.texts import modality_words
from events.facts.tracking import ReportFiled
from events.identity import REDACTED, canonical_json
from timeline.knowledge.ledger import Ledger, replay
from timeline.knowledge.reports import reports_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date

    from events.facts.base import Fact
    from events.facts.subject import Subject
    from events.store.log import RecordedFact
    from events.store.port import StoredFact

MOST_NEW: Final = 100
"""Facts that an append adds, up to which it is worth looking for what they touch."""

_ALONE: Final = (ContactHeld, MeasureTaken, StatementMade)
"""Kinds of which each subject is made of the facts about it alone."""

_JUDGED: Final = frozenset({"fact-corrected", "fact-retracted"})
_OF_US: Final = _JUDGED | {"dialogue-opened", "source-assessed", "report-filed"}
"""Kinds that tell nothing of the world."""

_EVERYTHING: Final = frozenset({"subjects-linked", "fact-redacted"})
"""Kinds on which every name, or the content of any fact, can depend."""

_APART: Final = ("session-", "invitation-", "commitment-", "deadline-", "document-", "rhythm-")
"""What the kinds begin with that can be judged without bearing on any kind of `_ALONE`."""


class NewOrigin(NamedTuple):
    """Whose words new reports carry.

    Attributes:
        name: of the origin.
        known_by: the day from which an earlier report of it was public: the first, or one before all new reports. None
            where there is none.

    """

    name: str
    known_by: date | None


class Cut(NamedTuple):
    """What a few new facts are told with.

    Attributes:
        ledger: of these facts, and of all about the same subjects; with their reports, headings and assessments.
        new: ids of the new facts.
        subjects: what these are about.
        acts: kinds of the new facts that can be what was planned.
        origins: of the new reports.
        counts: facts and reports that are told by the earlier log. None where some of them are judged.

    """

    ledger: Ledger
    new: frozenset[str]
    subjects: frozenset[Subject]
    acts: frozenset[str]
    origins: tuple[NewOrigin, ...]
    counts: tuple[int, int] | None


def may_be_cut(added: Sequence[StoredFact]) -> bool:
    """Whether it is worth reading a dialogue to look for what new rows of it touch."""
    return 0 < len(added) <= MOST_NEW and {_kind(row) for row in added} <= _KINDS


def cut_of(
    before: Sequence[StoredFact], added: Sequence[StoredFact], decode: Callable[[StoredFact], RecordedFact]
) -> Cut | None:
    """What an append has to read of a dialogue.

    None where its facts can bear on more than their own subjects: a kind besides contacts, measures, statements and
    reports; what is denied; a person who holds an office; a contact in one report with a position; a report that
    something names already. None as well where facts of the dialogue are linked or redacted, or judged in such a way
    that other facts can be about the same.

    Args:
        before: rows of the dialogue, in order.
        added: those that are new.
        decode: reads one of them.

    """
    if not before or not may_be_cut(added):
        return None
    log, new = _Rows(before), list(map(decode, added))
    filed = [one for one in new if isinstance(one.fact, ReportFiled)]
    told = [one for one in new if isinstance(one.fact, _ALONE)]
    if len(filed) + len(told) < len(new) or not log.is_plain():
        return None
    names = {one.fact.said("id") for one in filed}
    if any(map(log.naming, names)) or any(_bears_on_more(log, one.fact) for one in told):
        return None
    known = [one for fact in told for one in _about_the_same(log, fact, decode)]
    reports = _reports_of([*known, *told], names, log, decode)
    if reports is None:
        return None
    ours = map(decode, log.of_kinds({"dialogue-opened", "source-assessed"}))
    found = {one.version: one for one in (*ours, *reports, *known, *new)}
    return Cut(
        ledger=replay(found[version] for version in sorted(found)),
        new=frozenset(one.fact_id for one in new),
        subjects=frozenset(subject for one in told for subject in one.fact.subjects()),
        acts=frozenset(one.fact.kind() for one in told if not isinstance(one.fact, StatementMade)),
        origins=tuple(_origins(filed, log, decode)),
        counts=log.counts(),
    )


_KINDS: Final = frozenset(kind.kind() for kind in (*_ALONE, ReportFiled))


def _kind(row: StoredFact) -> str:
    return row.topic.partition("@")[0]


class _Rows:
    """Rows of a dialogue, found by their kind, and by what stands in their payload."""

    def __init__(self, rows: Sequence[StoredFact]) -> None:
        self._rows = rows
        by_topic: dict[str, list[StoredFact]] = defaultdict(list)
        for row in rows:
            by_topic[row.topic].append(row)
        self._by_kind: dict[str, list[StoredFact]] = defaultdict(list)
        for some in by_topic.values():
            self._by_kind[_kind(some[0])] += some
        self._payloads = b"\n".join([row.payload for row in rows])  # canonical JSON has no line break in it
        self._begin = list(accumulate((len(row.payload) + 1 for row in rows), initial=0))

    def of_kinds(self, kinds: Iterable[str]) -> Iterator[StoredFact]:
        """The rows of some kinds."""
        return (row for kind in kinds for row in self._by_kind.get(kind, ()))

    def holding(self, text: bytes) -> Iterator[StoredFact]:
        """The rows in whose payload a text stands, in order."""
        at = self._payloads.find(text)
        while at >= 0:
            number = bisect_right(self._begin, at) - 1
            yield self._rows[number]
            at = self._payloads.find(text, self._begin[number + 1])

    def naming(self, said: str, kinds: str = "") -> list[StoredFact]:
        """The rows of which a value is this, and whose kind begins so."""
        return [row for row in self.holding(canonical_json(said)) if row.topic.startswith(kinds)]

    def counts(self) -> tuple[int, int] | None:
        """How many facts are told, and how many reports are filed; None where some are judged."""
        if not self._by_kind.keys().isdisjoint(_JUDGED):
            return None
        told = len(self._rows) - sum(len(self._by_kind.get(kind, ())) for kind in _OF_US)
        return told, len(self._by_kind.get("report-filed", ()))

    def is_plain(self) -> bool:
        """Whether nothing is linked or redacted, and all that is judged is of kinds that bear on none of `_ALONE`."""
        if not self._by_kind.keys().isdisjoint(_EVERYTHING) or any(
            row.payload == REDACTED for row in self.holding(REDACTED)
        ):
            return False
        judged = {json.loads(row.payload)["target"] for row in self.of_kinds(_JUDGED)}
        kinds = [_kind(row) for row in self._rows if row.fact_id in judged] if judged else []
        return len(kinds) == len(judged) and all(kind.startswith(_APART) for kind in kinds)


def _bears_on_more(log: _Rows, fact: Fact) -> bool:
    """Whether it can change what is told of others."""
    if "denied" in modality_words(fact.said("modality")):
        return True
    return any(log.naming(person.name, "role-changed@") for person in fact.said("persons") or ())


def _about_the_same(
    log: _Rows, told: RecordedFact, decode: Callable[[StoredFact], RecordedFact]
) -> Iterator[RecordedFact]:
    """The facts that were on record about the same."""
    when = told.fact.said("when")
    # What is looked for is the beginning of the subject, up to its first slash: a name in it can hold others.
    if when is not None and when.edtf is not None:
        said = when.edtf.rstrip("~?%").partition("/")[0].encode()  # see `day_or_report`
    else:
        begins = (told.fact.said("report") or NO_REPORT).partition("/")[0]
        said = b"" if begins == NO_REPORT else canonical_json(begins)[:-1]
    subjects = set(told.fact.subjects())
    for row in log.holding(said):
        if _kind(row) == told.fact.kind():
            found = decode(row)
            if not subjects.isdisjoint(found.fact.subjects()):
                yield found


def _reports_of(
    facts: Iterable[RecordedFact], new: Collection[str], log: _Rows, decode: Callable[[StoredFact], RecordedFact]
) -> list[RecordedFact] | None:
    """The filings of the reports that tell of facts; None where one is gone, or tells of a contact and a position."""
    found = []
    cited: dict[str, bool] = {}
    for one in facts:
        if name := one.fact.said("report"):
            cited[name] = cited.get(name, False) or isinstance(one.fact, ContactHeld)
    for name, tells_of_contact in cited.items():
        rows = log.naming(name)
        if tells_of_contact and any(row.topic.startswith("position-") for row in rows):
            return None
        filings = [one for one in map(decode, _filings(rows)) if one.fact.said("id") == name]
        if not filings and name not in new:
            return None
        found += filings
    return found


def _filings(rows: Iterable[StoredFact]) -> Iterator[StoredFact]:
    return (row for row in rows if _kind(row) == "report-filed")


def _origins(
    filed: Iterable[RecordedFact], log: _Rows, decode: Callable[[StoredFact], RecordedFact]
) -> Iterator[NewOrigin]:
    """Whose words new reports carry."""
    new = reports_of(((one, one.fact) for one in filed if isinstance(one.fact, ReportFiled)), {}).values()
    for name in dict.fromkeys(one.origin for one in new):
        first = min(one.known_by for one in new if one.origin == name)
        known_by = None
        for recorded in map(decode, _filings(log.naming(name))):
            assert isinstance(recorded.fact, ReportFiled)
            (report,) = reports_of([(recorded, recorded.fact)], {}).values()
            if report.origin == name and (known_by is None or report.known_by < known_by):
                known_by = report.known_by
                if known_by <= first:
                    break
        yield NewOrigin(name, known_by)
