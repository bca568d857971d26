"""What is typed in several ways and means one thing: numbers of sessions, and names that Unicode calls equal."""

from __future__ import annotations

import json
from datetime import date
from unicodedata import normalize

import pytest

from events.facts.session import SessionHeld
from events.facts.tracking import ReportFiled
from events.store.log import recorded_fact
from events.store.port import StoredFact
from tests.fact_file.reading import facts
from tests.given import given, recorded, report
from timeline.knowledge.known import knowledge
from timeline.projections import sessions

COMPOSED, APART = "Élysée", normalize("NFD", "Élysée")
DAY = date(2025, 2, 1)


@pytest.mark.parametrize("typed", ["2", "02", "2.0", "2.00", "٢", "２", "२"])  # noqa: RUF001 - digits of scripts
def test_a_number_is_one_in_any_digits(typed: str) -> None:
    assert SessionHeld.model_validate({"session": typed}).session == 2


@pytest.mark.parametrize("typed", ["II", "2b", "2.5", "2.", "-2", "1-2", "²", "2.0.0", "first"])
def test_what_is_no_whole_number_stays_a_name(typed: str) -> None:
    assert SessionHeld(session=typed).session == typed


def test_json_lines_take_a_whole_number_as_a_spreadsheet_writes_it() -> None:
    line = '{"dialogue": "d", "facts": [{"kind": "session-held", "session": 2.0}]}'
    assert facts(line, "x.jsonl") == [SessionHeld(session=2)]


@pytest.mark.parametrize(
    "typed", [COMPOSED, APART, "É\u00adly\u200bsée\ufeff", f"\ufeff{APART}"], ids=["NFC", "NFD", "soft", "mark"]
)
def test_a_name_is_one_however_its_letters_are_composed(typed: str) -> None:
    filed = ReportFiled(id=typed, outlet=typed, origin=typed)
    assert (filed.id, filed.outlet, filed.origin) == (COMPOSED, COMPOSED, COMPOSED)
    assert SessionHeld(session=typed).session == COMPOSED


@pytest.mark.parametrize("mark", "\u200e\u200f\u061c\u202b\u2069")
def test_a_mark_of_direction_at_its_ends_is_no_part_of_a_name_nor_of_a_number(mark: str) -> None:
    assert ReportFiled(id="r", outlet=f"INA{mark}", origin=f"{mark}ONSA").origin == "ONSA"
    assert SessionHeld(session=f"{mark}2").session == 2
    assert SessionHeld(session=f"\u2067 2 {mark}").session == 2
    assert SessionHeld(session=f"round{mark}-a").session == f"round{mark}-a"


def test_joiners_and_what_is_quoted_stay_as_written() -> None:
    joined = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f"
    assert ReportFiled(id="r", outlet=joined).outlet == joined
    assert SessionHeld(session=1, quote=APART).quote == APART


def test_one_statement_printed_both_ways_is_one_origin() -> None:
    held = {"kind": "session-held", "session": 1, "when": "2025-01-01"}
    ledger = given(
        report("r1", origin=f"{COMPOSED} statement", published="2025-01-01", facts=[held]),
        report("r2", origin=f"{APART} statement", published="2025-01-02", facts=[held]),
    )
    (session,) = sessions.project(knowledge(ledger), DAY)
    assert (len(session.dossier.evidence.reports), len(session.dossier.evidence.origins)) == (2, 1)


def test_a_fact_that_was_recorded_before_keeps_its_content_and_is_compared_all_the_same() -> None:
    """A log of an earlier release may hold names that are not composed, and numbers in other digits."""
    _, fact = recorded([report("r1", facts=[{"kind": "session-held", "session": 1}])])
    row = StoredFact(
        position=fact.position,
        dialogue=fact.dialogue,
        version=fact.version,
        fact_id=fact.fact_id,
        digest=fact.digest,
        topic="session-held@1",
        payload=json.dumps({"host": APART, "session": "٢"}, ensure_ascii=False).encode(),
        recorded_at=fact.recorded_at,
        recorded_by="anna",
    )
    decoded = recorded_fact(row)
    assert (decoded.fact_id, decoded.digest) == (fact.fact_id, fact.digest)
    assert decoded.fact == SessionHeld(session=2, host=COMPOSED)
