"""`timeline append --from` with tables and calendars, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.given import timeline

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
VISITS = ("--from", str(EXAMPLES / "state-visits.csv"), "--mapping", str(EXAMPLES / "state-visits.toml"))
TALKS = ("--from", str(EXAMPLES / "talks.ics"))
FILED = ("--dialogue", "france-germany", "--report-id", "diary", "--outlet", "Ministry")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/log.db"


def test_a_list_of_state_visits_goes_in_and_a_second_time_adds_nothing(store: str) -> None:
    first = timeline("append", *VISITS, "--store", store)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [
        "11 facts added, 0 known already (france-united-states)",
        "5 facts added, 0 known already (france-united-kingdom)",
        "5 facts added, 0 known already (france-germany)",
    ]
    assert timeline("append", *VISITS, "--store", store).out.startswith("0 facts added, 11 known already")
    (session,) = json.loads(timeline("sessions", "france-germany", "--json", "--store", store).out)
    assert (session["status"], session["held"]["edtf"]) == ("held", "2024-05-26/2024-05-28")
    assert [slip["window"]["edtf"] for slip in session["slips"]] == ["2023-07-02/2023-07-04"]


def test_a_calendar_goes_in_as_one_report(store: str) -> None:
    timeline("append", *VISITS, "--store", store)
    ran = timeline(
        "append", *TALKS, *FILED, "--track", "expert", "--published", "2025-01-10", "--json", "--store", store
    )
    assert (ran.code, ran.err) == (0, "")
    assert len(json.loads(ran.out)) == 3
    sessions = json.loads(timeline("sessions", "france-germany", "--json", "--store", store).out)
    expert = {one["session"]: one["status"] for one in sessions if one["track"] == "expert"}
    assert expert == {3: "overdue", 4: "cancelled"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ((*VISITS[:2],), "state-visits.csv is a table, and nothing says what its columns mean"),
        ((*VISITS[:3], "missing.toml"), "no file 'missing.toml'"),
        ((*TALKS,), "talks.ics is a calendar, and --dialogue, --report-id, --outlet are missing"),
        ((*TALKS, *FILED[:4]), "talks.ics is a calendar, and --outlet is missing"),
        ((*TALKS, *FILED, *VISITS[2:]), "--mapping is for tables only"),
        ((*VISITS, "--outlet", "x"), "--outlet: for calendars only, and no file ends in .ics"),
        ((*TALKS, *FILED, "--session-pattern", "x"), "'x' does not say where the session stands"),
        ((*TALKS, *FILED[:5], ""), "field outlet: is empty"),
        (("--stream", "--outlet", "x"), "--stream reads standard input only"),
    ],
)
def test_an_option_that_is_missing_or_for_nothing_is_refused(typed: tuple[str, ...], told: str, store: str) -> None:
    ran = timeline("append", *typed, "--store", store)
    assert ran.code in (2, 3)
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_one_fault_keeps_the_whole_table_out(store: str, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text((EXAMPLES / "state-visits.csv").read_text().replace("8 June 2024", "June the 8th"))
    ran = timeline("append", "--from", str(table), *VISITS[2:], "--store", store)
    assert ran.code == 2
    assert f"{table}:8: field when, column 7 'Dates': 'June the 8th' has none of the forms" in ran.err
    assert timeline("dialogues", "--store", store).code != 0


def test_the_options_of_imports_are_no_options_of_a_kind() -> None:
    ran = timeline("append", "session-held", "--help")
    assert "--mapping" not in ran.out
    assert "--session-pattern" not in ran.out
    assert "--mapping" in timeline("append", "--help").out
