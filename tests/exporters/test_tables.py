"""Tables: the same columns whatever the rows, read by a database, run by no spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chance import tries
from tests.exporters.exporting import exported, storyline, told
from tests.given import fact_id, report
from timeline.exporters.catalogue import UnknownTableError, tables

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://agency.example/1"


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def json_rows(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


@pytest.mark.parametrize("of", tables())
def test_duckdb_reads_the_same_rows_from_all_three(of: str, tmp_path: Path) -> None:
    written = {name: tmp_path / f"table.{name}" for name in ("csv", "parquet")}
    for name, path in written.items():
        path.write_bytes(told(name, known_at="2025-09-10", of=of))
    from_csv = duckdb.read_csv(str(written["csv"]), header=True, all_varchar=True)
    from_parquet = duckdb.read_parquet(str(written["parquet"]))
    assert from_csv.columns == from_parquet.columns
    assert len(from_csv) == len(from_parquet) == len(json_rows(told("jsonl", known_at="2025-09-10", of=of)))


@pytest.mark.parametrize("of", tables())
def test_the_columns_do_not_depend_on_the_rows(of: str) -> None:
    empty = exported("csv", report("r1"), on="2025-01-01", known_at="1999-01-01", of=of)
    assert empty.splitlines()[0] == told("csv", known_at="2025-09-10", of=of).splitlines()[0]


@pytest.mark.parametrize("of", tables())
def test_every_row_names_its_facts_and_the_addresses_of_their_reports(of: str) -> None:
    issued = report("r1", published="2025-01-01", facts=[{"kind": "document-issued", "document": "charter"}])
    rows = json_rows(told("jsonl", known_at="2025-09-10", of=of))
    rows += json_rows(exported("jsonl", issued, on="2026-01-01", of=of))
    assert rows
    for row in rows:
        assert row.get("facts") or row.get("fact") or row["reports"] == [] or of == "sources"
        assert {"urls", "url"} & set(row)


def test_duckdb_finds_days_where_days_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "sessions.parquet"
    path.write_bytes(told("parquet", known_at="2025-05-10", of="sessions"))
    session = duckdb.read_parquet(str(path)).filter("session = '2'")
    window = session.project("window_earliest, window_latest, window_edtf, window_wording, len(facts) > 1, urls[1]")
    assert window.fetchall() == [
        (
            date(2025, 5, 16),
            date(2025, 5, 31),
            "2025-05-16/2025-05-31",
            "in the second half of May",
            True,
            "https://ina.iq/eng/34355",
        )
    ]


def test_an_open_side_is_empty(tmp_path: Path) -> None:
    scheduled = {"kind": "session-scheduled", "session": 2, "window": "2025-05-15/.."}
    (row,) = csv_rows(exported("csv", report("r1", url=URL, facts=[scheduled]), on="2025-01-01", of="sessions"))
    assert [row[f"window_{part}"] for part in ("earliest", "latest", "edtf")] == ["2025-05-15", "", "2025-05-15/.."]
    assert row["urls"] == URL


def test_the_table_of_facts_is_the_log() -> None:
    rows = csv_rows(told("csv", known_at="2026-04-01", of="facts"))
    assert {row["fact"] for row in rows} >= {recorded.fact_id for recorded in storyline().facts}
    assert [int(row["position"]) for row in rows] == list(range(1, len(rows) + 1))


def test_a_fact_shows_what_was_recorded_with_its_report() -> None:
    held = {"kind": "session-held", "session": 1, "when": {"edtf": "2025-05~", "wording": "about May"}}
    document = report("r1", outlet="Agency", published="2025-06", url=URL, facts=[held])
    row = csv_rows(exported("csv", document, on="2026-01-01", of="facts"))[-1]
    assert row["fact"] == fact_id(document)
    assert [row[f"when_{part}"] for part in ("earliest", "latest", "edtf", "wording")] == [
        *("2025-05-01", "2025-05-31"),
        *("2025-05~", "about May"),
    ]
    assert [row[name] for name in ("known_by", "outlet", "url", "published_edtf")] == [
        *("2025-06-30", "Agency"),
        *(URL, "2025-06"),
    ]


def test_both_sides_of_a_dispute_are_rows() -> None:
    rows = json_rows(told("jsonl", known_at="2024-09-10", of="disputes"))
    held = {row["value"]: row["preferred"] for row in rows if row["attribute"] == "held"}
    assert held == {"2024-08-27": True, "2024-08-28": False}


def test_there_is_no_table_of_anything_else() -> None:
    with pytest.raises(UnknownTableError, match="no table of 'weather'"):
        told("csv", known_at="2025-01-01", of="weather")


FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@tries(80)
@given(st.sampled_from((*FORMULAS, "\u200e=", " =", "\ufeff@", "\u202a+")), TEXT)
def test_no_cell_is_a_formula(start: str, rest: str) -> None:
    text = f'{start}HYPERLINK("http://evil.example"){rest}'
    facts: list[dict[str, Any]] = [
        {"kind": "session-held", "session": 1, "place": text, "when": {"edtf": "2025", "wording": text}},
        {"kind": "statement-made", "actor": "A", "about": text},
    ]
    for of in ("timeline", "sessions", "facts"):
        rows = csv_rows(exported("csv", report("r1", title=text, facts=facts), on="2026-01-01", of=of))
        assert rows
        for row in rows:
            assert not [cell for cell in row.values() if cell.strip("\u200b ").startswith(FORMULAS)]
