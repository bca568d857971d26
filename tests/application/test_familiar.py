"""What does the log already speak of, for forms that offer what was typed before?"""

from __future__ import annotations

from datetime import date

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from tests.cli.given import TALKS
from timeline.application.familiar import day_of_report, familiar_with
from timeline.application.tracker import Tracker

OTHER = """\
dialogue: others
title: Talks of C and D
parties: [C, D]
---
dialogue: others
report: {id: r9, outlet: Herald}
facts:
- {kind: contact-held, place: Rome}
"""


@pytest.fixture
def engine() -> MemoryEngine:
    """A store with two dialogues."""
    engine = MemoryEngine()
    for text in (TALKS, OTHER):
        Tracker(engine, date(2025, 6, 1)).append(read_bytes(text.encode(), "talks.yaml"), recorded_by="anna")
    return engine


def test_a_dialogue_speaks_of_its_own_parties_places_and_reports_only(engine: MemoryEngine) -> None:
    talks, others = familiar_with(engine, "talks"), familiar_with(engine, "others")
    assert (talks.parties, talks.values["place"], [*talks.filings]) == (("A", "B"), ("Geneva",), ["r1"])
    assert (others.parties, others.values["place"], [*others.filings]) == (("C", "D"), ("Rome",), ["r9"])
    assert familiar_with(engine, "nobody's").filings == {}


def test_a_report_on_file_came_out_on_the_day_that_it_was_filed_with(engine: MemoryEngine) -> None:
    assert day_of_report(engine, "talks", "r1") == date(2024, 3, 2)
    assert day_of_report(engine, "others", "r9") is None
    assert day_of_report(engine, "talks", "r9") is None
