"""How are rows of a dialogue found by what stands in their payload, without decoding all of them?"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Final

from events.facts.contact import NO_REPORT
from events.facts.subject import UNDATED, Subject, session_subject
from events.identity import REDACTED, canonical_json
from timeline.knowledge.linking import merged_by
from timeline.read_models.judged_rows import CORRECTED, RETRACTED, JudgedRows
from timeline.read_models.linked import Linked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import StoredFact

_JUDGED: Final = frozenset({CORRECTED, RETRACTED})
_OF_US: Final = {"dialogue-opened", "source-assessed", "report-filed"}
"""Kinds that tell nothing of the world, where nothing is judged."""

_LINKED: Final = "subjects-linked"

_FEW: Final = 4
"""Reports that are looked for one after the other: to find one takes 3 ms of 10,000 rows, all of them 20 ms."""

_FEW_SESSIONS: Final = 2
"""Sessions that are: to find one takes 4 ms, all of them 25 ms."""

_REPORT: Final = re.compile(rb'"(?:id|report)":("(?:[^"\\]|\\.)*")')
_SESSION: Final = re.compile(rb'"session":("(?:[^"\\]|\\.)*"|[0-9]+)')
_TRACK: Final = re.compile(rb'"track":("(?:[^"\\]|\\.)*")')
_PLACE: Final = re.compile(rb'"(?:place|venue)":("(?:[^"\\]|\\.)*")')

_ALONE: Final = {"contact": ("contact-held@",), "measure": ("measure-taken@",), "statement": ("statement-made@",)}
"""The kinds whose subjects begin with a day, or with what tells of them."""

_NAMED: Final = {"invitation": ("invitation-",), "role": ("role-changed@",)} | dict.fromkeys(
    ("commitment", "deadline", "document"), ("commitment-", "deadline-", "document-")
)
"""What the kinds begin with that name a subject of a type: a deadline names what it is about as well."""


def kind_of(row: StoredFact) -> str:
    """The kind of its fact."""
    return row.topic.partition("@")[0]


def _beginning_of(key: str) -> bytes:
    """A text that stands in each fact of which the subject is called so: its day, or the report that tells of it.

    What is looked for is the beginning of either, up to its first slash: a name in it can hold others.
    """
    day, _, rest = key.partition("/")
    if day != UNDATED:
        return day.encode()
    report = rest.partition("/")[0]
    return b"" if report == NO_REPORT else canonical_json(report)[:-1]


def _value(found: Sequence[bytes]) -> Any:  # noqa: ANN401 - a number or a text
    """What was found as JSON; None where nothing was."""
    return None if not found else int(found[0]) if found[0].isdigit() else json.loads(found[0])


class Rows:
    """Rows of a dialogue, found by their kind, and by what stands in their payload, or is corrected to stand there.

    Attributes:
        judged: what is made of them by the judgements on them.
        decode: reads one.
        links: on record.
        linked: what is made the same by these, and by new ones.
        merged: each linked subject with the one that stands for it. None where links are judged.

    """

    def __init__(
        self,
        rows: Sequence[StoredFact],
        decode: Callable[[StoredFact], RecordedFact],
        judging: Iterable[StoredFact] = (),
        linking: Iterable[RecordedFact] = (),
    ) -> None:
        """Take them, in order, with what reads one; and new judgements on them, and new links."""
        self._rows = rows
        self.decode = decode
        by_topic: dict[str, list[StoredFact]] = defaultdict(list)
        for row in rows:
            by_topic[row.topic].append(row)
        self._by_kind: dict[str, list[StoredFact]] = defaultdict(list)
        for some in by_topic.values():
            self._by_kind[kind_of(some[0])] += some
        self.judged = JudgedRows(rows, [*self.of_kinds((CORRECTED, RETRACTED)), *judging], decode)
        self._otherwise = {
            row.fact_id: b" ".join([row.payload, *(one.payload() for one in self.judged.readings[row.fact_id])])
            for row in self.judged.targets.values()
            if row.fact_id in self.judged.readings
        }
        texts = list(map(self.text, rows))
        self._payloads = b"\n".join(texts)  # canonical JSON has no line break in it
        self._begin = list(accumulate((len(text) + 1 for text in texts), initial=0))
        self._looked_for = self._sessions_looked_for = 0
        self.links = list(map(decode, self.of_kinds({_LINKED})))
        links = [*self.links, *linking]
        self.linked = Linked(fact for one in links for fact in self.read_as(one))
        is_judged = any(self.judged.on(one.fact_id) for one in self.links)
        self.merged = None if is_judged else merged_by((one, one.fact) for one in links)[0]

    def text(self, row: StoredFact) -> bytes:
        """All that a row can be looked for by, in one line: what it is stored as, and what it can be read as."""
        return self._otherwise.get(row.fact_id, row.payload)

    def read_as(self, one: RecordedFact) -> Sequence[Fact]:
        """A fact as it is stored, and with corrections of it, where it can be looked for by these."""
        return self.judged.readings.get(one.fact_id, (one.fact,))

    def of_kinds(self, kinds: Iterable[str]) -> Iterator[StoredFact]:
        """The rows of some kinds."""
        return (row for kind in kinds for row in self._by_kind.get(kind, ()))

    def beginning(self, *begin: str) -> Iterator[StoredFact]:
        """The rows whose kind begins so."""
        return self.of_kinds([kind for kind in self._by_kind if f"{kind}@".startswith(begin)])

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

    def about(self, subject: Subject) -> Iterable[StoredFact]:
        """The rows that may tell of a subject, or name it, and perhaps some others."""
        type_, key = subject
        if type_ == "session":
            return self.of_session(subject)
        # A slash in a name can stand for the one between two of them.
        first, last = key.partition("/")[0], key.rpartition("/")[2]
        if type_ in _ALONE:
            return self._of_kind_holding(_ALONE[type_], _beginning_of(key))
        if type_ in _NAMED:
            return self._of_kind_holding(_NAMED[type_], canonical_json(key))
        if type_ == "position":
            return self._of_kind_holding(("position-",), canonical_json(first)[:-1], canonical_json(last)[1:])
        if type_ == "party":
            return chain(self.naming(key), self._of_kind_holding(("position-",), canonical_json(first)[:-1]))
        return self.naming(key) if type_ == "person" else ()

    def _of_kind_holding(self, begin: Sequence[str], *texts: bytes) -> Iterator[StoredFact]:
        """The rows whose kind begins so, and in which all of some texts stand."""
        found = ((self.text(row), row) for row in self.beginning(*begin))
        return (row for held, row in found if all(text in held for text in texts))

    @cached_property
    def by_place(self) -> dict[str, list[StoredFact]]:
        """The rows that tell of a place, or a venue, by its name, and perhaps some others."""
        found: dict[str, list[StoredFact]] = defaultdict(list)
        for name, row in self._telling(_PLACE):
            found[json.loads(name)].append(row)
        return found

    def citing(self, report: str, *begin: str) -> list[StoredFact]:
        """The rows that may cite a report or file it, and whose kind begins so."""
        self._looked_for += 1
        rows = self.naming(report) if self._looked_for <= _FEW else self._by_report.get(canonical_json(report), ())
        return [row for row in rows if row.topic.startswith(begin)]

    @cached_property
    def _by_report(self) -> dict[bytes, list[StoredFact]]:
        """All rows by what may be a report in them."""
        found: dict[bytes, list[StoredFact]] = defaultdict(list)
        for name, row in self._telling(_REPORT):
            found[name].append(row)
        return found

    def _telling(self, what: re.Pattern[bytes]) -> Iterator[tuple[bytes, StoredFact]]:
        """What a pattern finds in the rows, in order, each with its row."""
        number = 0
        for match in what.finditer(self._payloads):
            while self._begin[number + 1] <= match.start():
                number += 1
            yield match[1], self._rows[number]

    def filing(self, report: str) -> Sequence[StoredFact]:
        """The rows that file a report."""
        return self._filing.get(canonical_json(report), ())

    @cached_property
    def _filing(self) -> dict[bytes, list[StoredFact]]:
        found: dict[bytes, list[StoredFact]] = defaultdict(list)
        for row in self.of_kinds({"report-filed"}):
            for name in _REPORT.findall(row.payload):  # one, unless a text holds another
                found[name].append(row)
        return found

    def of_session(self, session: Subject) -> Sequence[StoredFact]:
        """The rows that tell of a session, or of an invitation to it."""
        self._sessions_looked_for += 1
        if self._sessions_looked_for > _FEW_SESSIONS:
            return self._by_session.get(session, ())
        parts = session.key.split("/")  # a slash can stand in the name of its track, or in its own
        names = ["/".join(parts[number:]) for number in range(len(parts))]
        said = [b'"session":%b' % name for one in names for name in (one.encode(), canonical_json(one))]
        rows = self.beginning("session-", "invitation-")
        some = (row for row in rows if row.fact_id in self.judged.readings or any(one in row.payload for one in said))
        return [row for row in some if session in self._sessions_of(row)]

    @cached_property
    def _by_session(self) -> dict[Subject, list[StoredFact]]:
        found: dict[Subject, list[StoredFact]] = defaultdict(list)
        for row in self.beginning("session-", "invitation-"):
            for session in self._sessions_of(row):
                found[session].append(row)
        return found

    def _sessions_of(self, row: StoredFact) -> set[Subject]:
        """The session of which a row tells: one, or more where it is corrected to tell of another; or none."""
        if readings := self.judged.readings.get(row.fact_id):
            told = [(one.said("session"), one.said("track")) for one in readings]
            return {session_subject(session, track) for session, track in told if session is not None}
        names, tracks = _SESSION.findall(row.payload), _TRACK.findall(row.payload)
        # Mostly it stands there once. To read 2,000 payloads for it takes 25 ms.
        if len(names) > 1 or len(tracks) > 1:
            said = json.loads(row.payload)
            session, track = said.get("session"), said.get("track")
        else:
            session, track = _value(names), _value(tracks)
        return set() if session is None else {session_subject(session, track)}

    def counts(self) -> tuple[int, int] | None:
        """How many facts are told, and how many reports are filed; None where something is judged or linked."""
        if not self._by_kind.keys().isdisjoint({*_JUDGED, _LINKED}):
            return None
        told = len(self._rows) - sum(len(self._by_kind.get(kind, ())) for kind in _OF_US)
        return told, len(self._by_kind.get("report-filed", ()))

    def are_usual(self) -> bool:
        """Whether nothing is redacted, and each judgement is on what is there, as most are; see `JudgedRows`."""
        redacted = "fact-redacted" in self._by_kind or any(row.payload == REDACTED for row in self.holding(REDACTED))
        return self.judged.are_usual and not redacted
