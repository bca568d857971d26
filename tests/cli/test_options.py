"""Options that commands share: the store, days and instants."""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import typer

from events.errors import BadInputError
from tests.cli.given import Ran, timeline
from timeline.cli.options import Store, login_name, parse_day, parse_instant, parse_period, today

if TYPE_CHECKING:
    from pathlib import Path

JUNE = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-05-10", date(2025, 5, 10)),
        ("2025-05", date(2025, 5, 31)),
        ("2025", date(2025, 12, 31)),
        ("2025-05-16/2025-05-20", date(2025, 5, 20)),
        ("12 March 2026", date(2026, 3, 12)),
        ("12.3.2026", date(2026, 3, 12)),
        ("today", JUNE),
        ("yesterday", date(2025, 5, 31)),
        ("friday", date(2025, 5, 30)),
        ("-7d", date(2025, 5, 25)),
        ("last month", date(2025, 5, 31)),
    ],
)
def test_a_longer_window_stands_for_its_last_day(typed: str, day: date) -> None:
    assert parse_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("Wednesdayy", "'Wednesdayy'.*Write 2026-03-12"),
        ("3/4/2026", "can be 2026-04-03 or 2026-03-04. Write 2026-04-03 or 2026-03-04"),
        ("21 May", "has no year. Write it with the year: 21 May 2025"),
        ("2025-02-30", "2025-02-30"),
        ("2025-05-10/..", "has no last day"),
    ],
)
def test_what_is_no_day_is_refused(typed: str, fault: str) -> None:
    with pytest.raises(typer.BadParameter, match=fault):
        parse_day(typed)


def test_a_day_stands_for_its_last_moment_in_utc() -> None:
    assert parse_instant("2025-05-10") == datetime(2025, 5, 10, 23, 59, 59, 999999, tzinfo=UTC)
    assert parse_instant("2025-05-10T12:00Z") == datetime(2025, 5, 10, 12, tzinfo=UTC)
    assert parse_instant("2025-05-10T15:00+03:00") == datetime(2025, 5, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("noon", "is not an instant"), ("2025-05-10T12:00", "has no time zone"), ("", "is not an instant")],
)
def test_what_is_no_instant_is_refused(typed: str, fault: str) -> None:
    with pytest.raises(typer.BadParameter, match=fault):
        parse_instant(typed)


def test_a_period_is_days_or_weeks() -> None:
    assert parse_period("90d") == timedelta(days=90)
    assert parse_period("2w") == timedelta(days=14)
    for typed in ("", "d", "3m", "-3d", "9999999d", "٣d"):
        with pytest.raises(typer.BadParameter, match="is not a length of time"):
            parse_period(typed)


def test_today_can_be_set_for_tests_and_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    assert today() == JUNE
    monkeypatch.setenv("TIMELINE_TODAY", "soon")
    with pytest.raises(BadInputError, match="TIMELINE_TODAY is 'soon'"):
        today()
    monkeypatch.delenv("TIMELINE_TODAY")
    assert today() in {datetime.now().astimezone().date(), datetime.now().astimezone().date() - timedelta(days=1)}


def test_a_machine_without_users_has_no_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert login_name() == "unknown"


def test_the_store_is_the_one_given_then_the_environments_then_the_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert str(Store("given.db").address()) == "sqlite:///given.db"
    assert str(Store().address()) == f"sqlite:///{tmp_path / 'store.db'}"
    monkeypatch.delenv("TIMELINE_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert str(Store().address()).endswith("dialogue-timeline/timeline.db")


@pytest.mark.parametrize("command", [("history",), ("dialogues",), ("history", "talks")])
def test_reading_never_makes_a_store(command: tuple[str, ...], store: Path) -> None:
    assert timeline(*command) == Ran(
        3,
        "",
        f"error: there is no store at {store}\n"
        "hint: Start with `timeline add`, or look around with `timeline demo`."
        " If your log is elsewhere, name it with --store.\n",
    )
    assert not store.exists()


def test_a_wrong_address_is_a_usage_error() -> None:
    ran = timeline("history", "--store", "oracle://x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: the address 'oracle://x' is not an address of a store\nhint: Write ")


def test_whoever_has_no_home_is_told_to_name_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user stands in no list of users."""

    def nowhere(*_: object, **__: object) -> Path:
        message = "Could not determine home directory."
        raise RuntimeError(message)

    monkeypatch.delenv("TIMELINE_STORE")
    monkeypatch.setattr("platformdirs.user_data_path", nowhere)
    ran = timeline("dialogues")
    told = "error: no data folder can be found\nhint: Set HOME, or name a store with --store or TIMELINE_STORE.\n"
    assert ran == Ran(2, "", told)


@pytest.mark.parametrize("instant", ["0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59", "0001-01-01T00:00:00+00:01"])
def test_an_instant_at_the_edge_of_the_calendar_is_refused(instant: str) -> None:
    ran = timeline("state", "talks", "--recorded-at", instant)
    assert (ran.code, "lies outside of the years 0001 to 9999 in UTC" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "address", ["postgresql://u:secret@127.0.0.1:1/talks", "postgresql://u@127.0.0.1:1/talks?password=secret"]
)
def test_a_password_that_others_see_is_warned_of(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = timeline("dialogues", "--store", address)
    assert typed.err.count("seen by everybody on this machine who lists processes") == 1
    assert "secret" not in typed.err
    monkeypatch.setenv("TIMELINE_STORE", address)
    assert "seen by everybody" not in timeline("dialogues").err
