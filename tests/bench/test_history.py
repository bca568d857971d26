"""The made-up histories: exact in size, the same every time, and nothing that the program would not take."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import date
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.fact_file import read_all
from events.intake.batch import record
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from tests.bench.history import (
    FIVE_HUNDRED,
    LARGEST_DIALOGUE,
    SESSIONS_TO_COME,
    SMALLEST_DIALOGUE,
    STORYLINE_FACTS,
    STORYLINE_SLUG,
    TODAY,
    entries,
    history,
    sizes,
    write_fact_files,
)
from tests.intake.portions import entries_of
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections import upcoming
from timeline.projections.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from events.intake.draft import Draft
    from events.intake.portion import Portion

MORE = 4_000


def drafts_of(files: list[Path]) -> list[Draft | Portion]:
    with ExitStack() as opened:
        return list(read_all((opened.enter_context(file.open("rb")), file.name) for file in files))


def test_a_history_has_as_many_facts_as_were_asked_for_and_no_fact_twice() -> None:
    for facts in (1_000, 1_001, MORE):
        ids = [entry.fact_id for entry in entries(facts)]
        assert len(ids) == len(set(ids)) == facts


def test_a_history_comes_out_the_same_every_time_and_another_seed_gives_another() -> None:
    assert list(entries(MORE)) == list(entries(MORE))
    assert list(entries(MORE)) != list(entries(MORE, seed="other"))


def test_a_larger_history_holds_the_smallest_one() -> None:
    core, larger = {entry.fact_id for entry in entries(1_000)}, {entry.fact_id for entry in entries(MORE)}
    assert core < larger


def test_what_is_measured_on_one_dialogue_is_in_each_history() -> None:
    facts = Counter(entry.dialogue for entry in entries(1_000))
    assert facts[STORYLINE_SLUG] == STORYLINE_FACTS
    assert facts[FIVE_HUNDRED.slug] == FIVE_HUNDRED.facts == 500


def test_fact_files_of_a_history_give_the_very_entries_that_stores_are_made_of(tmp_path: Path) -> None:
    files = write_fact_files(history(MORE), tmp_path, at_most_bytes=400_000)
    assert len(files) > 1
    assert max(file.stat().st_size for file in files) <= 400_000
    assert entries_of(drafts_of(files)) == list(entries(MORE))


def test_intake_takes_a_history_and_the_sessions_to_come_are_the_same_at_each_size(tmp_path: Path) -> None:
    found = {}
    for facts in (1_000, MORE):
        folder = tmp_path / str(facts)
        folder.mkdir()
        drafts = drafts_of(write_fact_files(history(facts), folder, at_most_bytes=100_000_000))
        with open_engine(SqliteAddress(folder / "history.db")) as engine:
            log = FactLog(engine)
            receipt = record(log, drafts, recorded_by="bench")
            assert all(appended.added for appended in receipt.appended)
            ledgers = [replay(log.stream(dialogue)) for dialogue in engine.versions()]
        states = [State(knowledge(ledger, known_at=None), TODAY) for ledger in ledgers]
        coming = sorted((one for state in states for one in state.to_come if one.session), key=upcoming.order)
        found[facts] = [(one.track, one.window) for one in coming]
    assert len(found[1_000]) == SESSIONS_TO_COME
    assert found[1_000] == found[MORE]


def test_a_history_is_told_in_order_of_publication() -> None:
    days = [
        date.fromisoformat(published[:10])
        for document in history(MORE)
        if document["dialogue"] != STORYLINE_SLUG
        and len(published := document.get("report", {}).get("published", "")) >= len("2025-05-10")
    ]
    behind = sum(later < earlier for earlier, later in zip(days, islice(days, 1, None), strict=False))
    # Late reprints overtake what follows them.
    assert behind < len(days) / 50
    assert (days[0].year, days[-1].year) < (2005, TODAY.year) < (2027, 2027)


def test_a_session_that_is_called_off_stays_so() -> None:
    # What is undated counts as older than the schedule: the session would be overdue for ever, and be printed so.
    ends = {"session-cancelled", "session-not-held"}
    reports = [
        document["report"]
        for document in history(100_000)
        if ends.intersection(fact["kind"] for fact in document.get("facts", ()))
    ]
    assert len(reports) > 50
    assert all("published" in report for report in reports)


@given(st.integers(0, 50_000))
def test_the_sizes_of_dialogues_add_up(facts: int) -> None:
    assert sum(sizes(facts)) == facts


def test_the_sizes_of_dialogues_are_skewed() -> None:
    found = sizes(999_000)
    assert len(found) == pytest.approx(5_000, abs=10)
    assert 80 <= median(found) <= 130
    assert max(found) == LARGEST_DIALOGUE
    assert min(found) >= SMALLEST_DIALOGUE
