"""Calendars: what a session or a deadline becomes, and whether calendars of other people open it."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.chance import tries
from tests.exporters.clients import HERE, module, program, ran
from tests.exporters.exporting import exported, told
from tests.given import fact_id, judgement, report

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://agency.example/1"


def scheduled(window: object, **more: object) -> dict[str, Any]:
    return {"kind": "session-scheduled", "session": 2, "window": window, **more}


def entries(calendar: bytes) -> list[Any]:
    return [one for one in Calendar.from_ical(calendar).walk() if one.name in ("VEVENT", "VTODO")]


def entry_of(*facts: dict[str, Any], on: str = "2025-01-01") -> Any:
    """The one entry that facts of one report give."""
    (entry,) = entries(exported("ics", report("r1", published="2024-09-01", url=URL, facts=facts), on=on))
    return entry


def test_a_session_of_one_day_is_confirmed_and_blocks_that_day() -> None:
    entry = entry_of(scheduled("2025-05-21", place="Baghdad", venue="Republican Palace"))
    assert entry["dtstart"].dt == date(2025, 5, 21)
    assert entry["dtend"].dt == date(2025, 5, 22)
    assert (entry["status"], entry["transp"]) == ("CONFIRMED", "OPAQUE")
    assert (entry["summary"], entry["location"]) == ("session 2, iraq-nato", "Republican Palace, Baghdad")
    assert entry["url"] == URL


def test_a_vague_window_is_one_event_over_all_of_it_that_blocks_nothing_and_keeps_the_words() -> None:
    entry = entry_of(scheduled({"edtf": "2025", "wording": "next year"}))
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2025, 1, 1), date(2026, 1, 1))
    assert (entry["status"], entry["transp"]) == ("TENTATIVE", "TRANSPARENT")
    assert entry["summary"] == "session 2 (next year (2025), day not set), iraq-nato"


def test_no_text_of_a_report_breaks_a_line() -> None:
    """The library takes the letters of an escape for a line break."""
    named = report("r1", outlet=r"\N", published="2024-09-01", facts=[scheduled("2025", place=r"a\N\n,b;c\\")])
    lines = exported("ics", named, on="2025-01-01").decode().replace("\r\n ", "").split("\r\n")
    (description,) = (line for line in lines if line.startswith("DESCRIPTION:"))
    (location,) = (line for line in lines if line.startswith("LOCATION:"))
    assert r"- \\N\, 2024-09-01" in description
    assert location == r"LOCATION:a\\N\\n\,b\;c\\\\"


def test_the_window_stands_for_words_that_nobody_gave() -> None:
    assert entry_of(scheduled("2025"))["summary"] == "session 2 (2025, day not set), iraq-nato"
    assert entry_of(scheduled("2025-05-21~"))["summary"] == "session 2 (2025-05-21~, day not certain), iraq-nato"


@pytest.mark.parametrize(
    ("window", "start", "due"),
    [
        ("2025-05-15/..", date(2025, 5, 15), None),
        ("../2025-08-31", None, date(2025, 8, 31)),
        ({"wording": "in due time"}, None, None),
        ("2025-05/9999", date(2025, 5, 1), None),
    ],
)
def test_a_window_with_an_open_side_is_a_task_without_a_made_up_day(
    window: object, start: date | None, due: date | None
) -> None:
    entry = entry_of(scheduled(window))
    assert entry.name == "VTODO"
    assert ("dtstart" in entry and entry["dtstart"].dt) == (start or False)
    assert ("due" in entry and entry["due"].dt) == (due or False)
    assert entry["status"] == "NEEDS-ACTION"


def test_a_session_without_any_time_says_so() -> None:
    entry = entry_of(scheduled({"wording": "in due time"}))
    assert entry["summary"] == "session 2 (in due time), iraq-nato"


def test_what_is_called_off_says_so_twice() -> None:
    entry = entry_of(scheduled("2025-05-21"), {"kind": "session-cancelled", "session": 2})
    assert (entry["status"], entry["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert entry["summary"] == "CANCELLED: session 2, iraq-nato"


def test_what_is_denied_is_called_off_too() -> None:
    entry = entry_of(scheduled("2025-05-21"), scheduled("2025-05-21") | {"modality": "denied"})
    assert (entry["status"], entry["summary"]) == ("CANCELLED", "DENIED: session 2, iraq-nato")


def test_the_sequence_grows_with_each_change_of_time_and_the_uid_stays() -> None:
    steps = [
        report("r1", published="2024-09-01", facts=[scheduled({"wording": "in due time"})]),
        report("r2", published="2024-10-01", facts=[scheduled("2025")]),
        report("r3", published="2025-01-01", facts=[scheduled("2025-05-16/2025-05-31")]),
        report("r4", published="2025-02-01", facts=[scheduled("2025")]),  # vaguer: no news
        report("r5", published="2025-05-01", facts=[{"kind": "session-postponed", "session": 2, "window": "2025-06"}]),
        report("r6", published="2025-06-10", facts=[{"kind": "session-held", "session": 2, "when": "2025-06-09"}]),
    ]
    found = [entries(exported("ics", *steps[:count], on="2025-05-02"))[0] for count in range(1, len(steps) + 1)]
    assert [entry["sequence"] for entry in found] == [0, 1, 2, 2, 3, 3]
    held = entries(exported("ics", *steps, on="2025-06-11"))[0]
    assert (held["sequence"], held["status"], held["dtstart"].dt) == (4, "CONFIRMED", date(2025, 6, 9))
    assert len({entry["uid"] for entry in (*found, held)}) == 1


def test_a_session_that_has_begun_stands_at_its_start_and_not_where_it_was_planned() -> None:
    begun = {"kind": "session-started", "session": 2, "when": "2025-05-21"}
    log = [
        report("r1", published="2024-09-01", facts=[scheduled("2025-06")]),
        report("r2", published="2025-05-21", facts=[begun]),
    ]
    (entry,) = entries(exported("ics", *log, on="2025-05-22"))
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2025, 5, 21), date(2025, 5, 22))
    assert (entry["status"], entry["summary"]) == ("CONFIRMED", "session 2, iraq-nato")
    assert (entry["x-timeline-window"], entry["sequence"]) == ("2025-05-21", 2)


def test_the_stamp_is_the_instant_at_which_the_log_last_learnt_of_the_session() -> None:
    first = report("r1", published="2024-09-01", facts=[scheduled("2025")], recorded_at="2026-01-01")
    again = report("r2", published="2024-09-02", facts=[scheduled("2025")], recorded_at="2026-01-05")
    other = report("r3", published="2024-09-02", facts=[{"kind": "contact-held"}], recorded_at="2026-02-01")
    entry = entries(exported("ics", first, again, other, on="2025-01-01"))[0]
    assert entry["dtstamp"].to_ical() == entry["last-modified"].to_ical() == b"20260105T000000Z"


def test_a_fact_taken_back_moves_the_stamp() -> None:
    first = report("r1", published="2024-09-01", facts=[scheduled("2025")])
    wrong = report("r2", published="2024-09-02", facts=[scheduled("2026")])
    back = judgement({"kind": "fact-retracted", "target": fact_id(wrong), "whose": "coder"}, recorded_at="2026-03-01")
    entry = entries(exported("ics", first, wrong, back, on="2025-01-01"))[0]
    assert entry["dtstamp"].to_ical() == b"20260301T000000Z"


def test_the_description_names_every_report_with_its_address_and_facts() -> None:
    documents = [
        report("r1", outlet="Agency", published="2024-09", url=URL, facts=[scheduled("2025-05-21")]),
        report("r2", outlet="Ministry", facts=[scheduled("2025-05-22")]),
    ]
    (entry,) = entries(exported("ics", *documents, on="2025-01-01"))
    lines = str(entry["description"]).splitlines()
    assert lines[0] == "Status: scheduled"
    assert "Rests on reports: 2, independent origins: 2 [facts]:" in lines
    assert any(line.startswith(f"- Agency, 2024-09, {URL} [") for line in lines)
    assert any(line.startswith("- Ministry, undated, no address [") for line in lines)


def test_a_deadline_is_an_event_over_its_window() -> None:
    made = {"kind": "commitment-made", "commitment": "plan", "by": "NATO", "what": "send a plan", "due": "2025-06"}
    entry = entry_of(made)
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2025, 6, 1), date(2025, 7, 1))
    assert entry["summary"] == "deadline: NATO: send a plan (2025-06, day not set), iraq-nato"
    assert entry["categories"].to_ical() == b"deadline,open,iraq-nato"


def test_a_promise_without_a_day_is_no_deadline() -> None:
    promise = {"kind": "commitment-made", "commitment": "plan", "what": "send a plan"}
    assert not entries(exported("ics", report("r1", published="2024-09-01", facts=[promise]), on="2025-01-01"))


HOSTILE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200)


@tries(60)
@given(HOSTILE, HOSTILE)
def test_no_text_breaks_out_of_its_property(what: str, outlet: str) -> None:
    what, outlet = f"x{what}\r\nEND:VEVENT\r\nBEGIN:VEVENT", f"x{''.join(filter(str.isprintable, outlet))}x"
    made = {"kind": "commitment-made", "commitment": "plan", "what": what, "due": "2025-06"}
    calendar = exported("ics", report("r1", outlet=outlet, published="2024-09-01", facts=[made]), on="2025-01-01")
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    assert not re.search("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", calendar.decode().replace("\r\n", ""))
    (entry,) = entries(calendar)
    assert unicodedata.normalize("NFC", outlet) in str(entry["description"])
    assert "\n" not in entry["summary"]


def test_folded_lines_never_cut_a_letter() -> None:
    arabic = "الحوار السياسي عالي المستوى للشراكة بين العراق وحلف شمال الأطلسي " * 4
    calendar = exported(
        "ics",
        report("r1", facts=[{"kind": "commitment-made", "commitment": "c", "what": arabic, "due": "2025"}]),
        on="2025-01-01",
    )
    for line in calendar.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_ical_js_reads_it_without_a_warning() -> None:
    calendar = told("ics", known_at="2025-05-10")
    read = ran(program("node"), HERE / "parse_ics.mjs", module("ical.js") / "dist" / "ical.js", stdin=calendar)
    found = json.loads(read)
    assert [(one["name"], one["start"], one["end"], one["status"]) for one in found["entries"]] == [
        ("vevent", "2020-09-16", "2020-09-17", "TENTATIVE"),
        ("vevent", "2024-08-27", "2024-08-28", "CONFIRMED"),
        ("vevent", "2025-05-16", "2025-06-01", "TENTATIVE"),
        ("vevent", "2021-03-10", "2021-04-01", "TENTATIVE"),
    ]
    assert "second half of May" in found["entries"][2]["summary"]
    assert [one["description"] for one in found["entries"]] == [str(one["description"]) for one in entries(calendar)]


SYNC = """\
[general]
status_path = "{home}/status/"
[pair calendars]
a = "file"
b = "folder"
collections = null
[storage file]
type = "singlefile"
path = "{home}/export.ics"
read_only = true
[storage folder]
type = "filesystem"
path = "{home}/calendar"
fileext = ".ics"
"""

KHAL = """\
[calendars]
[[exported]]
path = {home}/calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {home}/khal.db
"""


def synced(calendar: bytes, home: Path) -> None:
    """Have vdirsyncer take the calendar apart, one file an entry."""
    (home / "export.ics").write_bytes(calendar)
    (home / "calendar").mkdir()
    (home / "sync.conf").write_text(SYNC.format(home=home))
    (home / "khal.conf").write_text(KHAL.format(home=home))
    for step in ("discover", "sync"):
        ran(program("vdirsyncer"), "-v", "ERROR", "-c", home / "sync.conf", step, stdin=b"y\n" * 9, home=home)


def test_vdirsyncer_takes_every_entry_by_its_uid(tmp_path: Path) -> None:
    calendar = told("ics", known_at="2025-05-10")
    synced(calendar, tmp_path)
    uids = {str(entry["uid"]) for entry in entries(calendar)}
    assert {path.stem for path in (tmp_path / "calendar").iterdir()} == uids


def test_khal_lists_the_days_that_vdirsyncer_brought(tmp_path: Path) -> None:
    khal = program("khal")
    synced(told("ics", known_at="2025-05-10"), tmp_path)
    pattern = "{start-date}|{end-date}|{title}"
    listed = ran(
        *(khal, "-c", tmp_path / "khal.conf", "list", "--once", "--day-format", "", "--format", pattern),
        *("2020-01-01", "3000d"),
        home=tmp_path,
    )
    days = [tuple(line.split("|")[:2]) for line in listed.splitlines() if line]
    assert days == [
        ("2020-09-16", "2020-09-16"),
        ("2021-03-10", "2021-03-31"),  # an invitation that nobody answered
        ("2024-08-27", "2024-08-27"),
        ("2025-05-16", "2025-05-31"),
    ]
    assert "second half of May" in listed
    assert "day not set" in listed


def test_khal_shows_no_day_for_what_has_none(tmp_path: Path) -> None:
    khal = program("khal")
    facts = [
        scheduled("2025-05-15/.."),
        {"kind": "session-scheduled", "session": 3, "window": "../2025-08-31"},
        {"kind": "session-proposed", "session": 4},
        {"kind": "session-cancelled", "session": 5, "window": "2025-06-02"},
        {"kind": "session-scheduled", "session": 6, "window": "2025-07-01"},
    ]
    synced(exported("ics", report("r1", published="2024-09-01", facts=facts), on="2025-01-01"), tmp_path)
    assert len(list((tmp_path / "calendar").iterdir())) == 5
    listed = ran(
        *(khal, "-c", tmp_path / "khal.conf", "list", "--once", "--day-format", "", "--format", "{start-date}|{title}"),
        *("2025-01-01", "365d"),
        home=tmp_path,
    )
    assert listed.split("\n")[:-1] == ["2025-07-01|session 6, iraq-nato"]
