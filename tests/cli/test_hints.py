"""Every hint works where it is read: what it prints is typed as printed, and taken."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from tests.cli.given import Ran, timeline

HELD = ("append", "session-held", "talks", "--session", "2", "--dry-run")
SCHEDULED = ("append", "session-scheduled", "talks", "--session", "2", "--when", "2025-05-01", "--dry-run")

pytestmark = pytest.mark.usefixtures("talks")


def refused(*arguments: str) -> str:
    ran = timeline(*arguments)
    assert (ran.code != 0, ran.out) == (True, "")
    return ran.err


def taken(line: str) -> Ran:
    """A command as a hint prints it, typed into a shell; what stands in capitals is filled in."""
    program, *words = shlex.split(line)
    assert program == "timeline"
    return timeline(*words)


def test_every_date_that_is_offered_is_taken() -> None:
    told = refused(*HELD, "--when", "Wednesdayy")
    offered = told.partition("Write ")[2]
    dates = re.split(r", | or ", offered.partition(";")[0])
    assert len(dates) == 6
    (with_words,) = re.findall(r'"[^"]*"', offered)
    for typed in (*dates, *shlex.split(with_words), with_words):
        assert timeline(*HELD, "--when", typed).code == 0, typed
        assert timeline("upcoming", "--on", typed.partition("=")[0].strip('"')).code == 0, typed


@pytest.mark.parametrize("typed", ["3/4/2025", "12-5-2025"])
def test_both_readings_of_a_date_are_taken(typed: str) -> None:
    readings = re.findall(r"\d{4}-\d\d-\d\d", refused(*HELD, "--when", typed).partition("Write ")[2])
    assert len(readings) == 2
    for reading in readings:
        assert timeline(*HELD, "--when", reading).code == 0
    assert re.findall(r"\d{4}-\d\d-\d\d", refused("upcoming", "--on", typed).partition("Write ")[2]) == readings


@pytest.mark.parametrize("option", ["--persons", "--host"])
def test_both_readings_of_a_comma_are_taken(option: str) -> None:
    told = refused(*HELD, option, "Smith, John")
    ways = re.findall(r"('[^']*') for", told.partition("Write ")[2])
    assert len(ways) == 2
    for way in ways:
        assert timeline(*HELD, option, *shlex.split(way)).code == 0


def test_what_a_plan_lacks_can_be_added_as_it_is_offered() -> None:
    offered = re.findall(r"--window (?:'[^']*'|[\d-]+)", refused(*SCHEDULED).partition("hint: ")[2])
    assert offered
    for window in offered:
        assert timeline(*SCHEDULED, *shlex.split(window)).code == 0, window


def test_a_report_or_a_dialogue_that_is_missing_is_made_by_the_command_that_is_offered() -> None:
    held = ("append", "session-held", "others", "--session", "1", "--report", "r9")
    opening = re.search(r"timeline append dialogue-opened [^.]*", refused(*held))
    assert opening is not None
    assert taken(opening[0]).code == 0
    filing = re.search(r"timeline append report-filed [^.]*", refused(*held))
    assert filing is not None
    assert taken(filing[0]).code == 0
    assert timeline(*held).code == 0


def test_what_check_offers_is_taken_once_it_is_filled_in() -> None:
    appended = timeline("append", "session-scheduled", "talks", "--session", "3", "--window", "=later")
    assert appended.code == 0
    said = '{"dialogue": "talks", "facts": [{"kind": "session-scheduled", "session": 4, "when": "2025-05-01"}]}'
    assert timeline("append", "--from", "-", stdin=said).code == 0
    (found,) = [one for one in json.loads(timeline("check", "--json").out) if one["finding"] == "plan-without-window"]
    assert taken(found["hint"].replace("DATE", "'next month'")).code == 0
    assert "plan-without-window" not in timeline("check").out
