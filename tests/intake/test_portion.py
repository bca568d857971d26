"""Facts that wait as one thing are checked and recorded as if each had come alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from events.fact_file import read
from events.intake.batch import Batch, record
from events.intake.draft import Draft, Ready
from events.intake.objections import MissingReferenceError, ReportConflictError
from events.intake.portion import Portion
from events.intake.spool import Filing, Spool
from events.store.log import FactLog
from events.store.memory import MemoryEngine

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = '{"dialogue": "talks", "title": "Talks"}\n{"dialogue": "walks", "title": "Walks"}\n'
FIRST = (
    '{"dialogue": "walks", "facts": [{"kind": "session-held", "session": 1}]}\n'
    '{"dialogue": "talks", "report": {"id": "r1", "outlet": "INA"}, "facts": [{"kind": "session-held", "session": 1}]}'
    "\n"
    '{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1"}]}\n'
)
SECOND = (
    '{"dialogue": "talks", "facts": [{"kind": "session-held", "session": 2, "report": "r2"}]}\n'
    '{"dialogue": "walks", "facts": [{"kind": "session-held", "session": 2, "report": "r1"}]}\n'
)


@pytest.fixture
def log() -> FactLog:
    return FactLog(MemoryEngine())


def drafts(text: str, name: str = "talks.jsonl") -> Iterator[Draft]:
    return read(BytesIO(text.encode()), name)


def as_one(text: str, name: str = "talks.jsonl") -> Portion:
    ready = []
    for draft in drafts(text, name):
        entry = draft.entry()
        cites = draft.fact.said("report")
        assert cites is None or isinstance(cites, str)
        content = (entry.dialogue, entry.digest, entry.topic, entry.payload)
        ready.append(Ready(*content, source=draft.source, once=entry.once, cites=cites))
    return Portion.of(ready, lambda one: one.cites is None and one.once is None)


def test_they_are_recorded_in_their_order_behind_what_came_alone(log: FactLog) -> None:
    record(log, [*drafts(HEADINGS), as_one(FIRST)], recorded_by="coder")
    other = FactLog(MemoryEngine())
    record(other, drafts(HEADINGS + FIRST), recorded_by="coder")
    assert [(row.dialogue, row.version, row.fact_id) for row in log.engine.since()] == [
        (row.dialogue, row.version, row.fact_id) for row in other.engine.since()
    ]
    assert [one.fact.kind() for one in log.since(2)] == ["session-held", "report-filed", "session-held", "contact-held"]


def test_those_that_were_asked_for_are_told_besides() -> None:
    (chosen,) = as_one(FIRST).chosen
    assert (chosen.dialogue, chosen.source, chosen.fact.kind()) == ("walks", "talks.jsonl:1", "session-held")


def test_each_dialogue_that_is_missing_is_told_where_it_is_first_named(log: FactLog) -> None:
    with Batch() as batch:
        batch.read([as_one(FIRST + SECOND.replace("r2", "r1"))])
        assert batch.dialogues == {"walks": "talks.jsonl:1", "talks": "talks.jsonl:2"}
        with pytest.raises(MissingReferenceError) as refused:
            batch.check(log)
    assert [(one.source, one.problem) for one in refused.value.objections] == [
        ("talks.jsonl:1", "no dialogue 'walks'"),
        ("talks.jsonl:2", "no dialogue 'talks'"),
        ("talks.jsonl:5", "session-held: no report 'r1' in dialogue 'walks'"),
    ]


def test_a_report_may_be_filed_in_another_portion_of_its_dialogue_and_in_no_other_dialogue(log: FactLog) -> None:
    filed = as_one('{"dialogue": "talks", "report": {"id": "r2", "outlet": "INA"}}\n')
    record(log, drafts(HEADINGS), recorded_by="coder")
    with Batch() as batch:
        batch.read([as_one(FIRST), as_one(SECOND, "more.jsonl"), filed])
        with pytest.raises(MissingReferenceError) as refused:
            batch.check(log)
    assert [(one.source, one.problem) for one in refused.value.objections] == [
        ("more.jsonl:2", "session-held: no report 'r1' in dialogue 'walks'")
    ]


def test_a_report_filed_otherwise_in_another_portion_is_told_with_both_places(log: FactLog) -> None:
    otherwise = as_one('{"dialogue": "talks", "report": {"id": "r1", "outlet": "NINA"}}\n', "more.jsonl")
    record(log, drafts(HEADINGS), recorded_by="coder")
    with pytest.raises(ReportConflictError) as refused:
        record(log, [as_one(FIRST), otherwise], recorded_by="coder")
    (objection,) = refused.value.objections
    assert (objection.source, objection.problem) == (
        "more.jsonl:1",
        "report 'r1' is on file with other content (talks.jsonl:2): outlet there 'INA', here 'NINA'",
    )


def test_each_keeps_its_place_among_all_that_wait() -> None:
    alone, last = drafts(HEADINGS)
    with Spool() as spool:
        spool.add(alone.entry(), alone.source)
        spool.add_portion(as_one(FIRST))
        spool.add(last.entry(), last.source)
        spool.seal()
        waiting = [one for lot in spool.lots() for one in lot]
        entries = [draft.entry() for draft in (alone, *drafts(FIRST), last)]
        assert [(one.number, one.entry) for one in waiting] == list(enumerate(entries, 1))
        assert [one.source for one in waiting] == [f"talks.jsonl:{line}" for line in (1, 1, 2, 2, 3, 2)]
        assert [spool.at(number) for number in range(1, 7)] == waiting
        report = entries[2].fact_id
        assert list(spool.filings()) == [[Filing(3, "talks", "report:r1", report, 3, report)]]
        assert len(spool) == 6
