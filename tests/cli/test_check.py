"""`timeline check`: what wants somebody's attention."""

from __future__ import annotations

import json

import pytest

from tests.cli.given import Ran, timeline

OTHER = """\
dialogue: other
title: Other talks
---
dialogue: other
report: {id: r1, outlet: Agency}
facts:
- {kind: session-scheduled, session: 1, window: 2024}
"""


@pytest.fixture(autouse=True)
def _talks(talks: None) -> None:
    pass


def test_it_is_silent_where_all_is_well() -> None:
    assert timeline("check", "talks") == Ran(0, "", "")
    assert timeline("check") == Ran(0, "", "")
    assert timeline("check", "--json") == Ran(0, "[]\n", "")


def test_findings_are_printed_with_what_to_type_and_leave_with_one() -> None:
    assert timeline("append", "--from", "-", stdin=OTHER).code == 0
    filed = json.loads(timeline("history", "other", "--json").out)[1]["fact"]
    said = "nothing tells when Agency published it, so it counts from the day it was recorded"
    command = f"timeline correct {filed[:12]} --set published=DAY --whose ours"
    assert timeline("check", "--only", "report-undated") == Ran(
        1, f"other: report-undated: report:r1: {said}\n    {command}\n", ""
    )
    assert timeline("check", "--only", "report-undated", "--tablefmt", "tsv").out.splitlines()[1].split("\t") == [
        *("other   ", "report-undated", "report:r1", said, command)
    ]
    assert timeline("check", "talks").code == 0


def test_every_finding_is_asked_for_by_name() -> None:
    assert timeline("append", "--from", "-", stdin=OTHER).code == 0
    ran = timeline("check", "other", "--format", "jsonl", "--only", "session-overdue")
    assert (ran.code, [json.loads(line)["finding"] for line in ran.out.splitlines()]) == (1, ["session-overdue"])
    # What nobody dated was not known on an earlier day.
    assert timeline("check", "other", "--on", "2025-01-31") == Ran(0, "", "")
    ran = timeline("check", "other", "--json")
    assert [one["finding"] for one in json.loads(ran.out)] == ["session-overdue", "report-undated"]
    assert timeline("check", "--only", "fact-uncited", "--only", "look-alike").code == 0
    assert timeline("check", "--only", "undated") == Ran(
        2,
        "",
        "error: no finding 'undated'\nhint: There are session-overdue, invitation-overdue, commitment-overdue, "
        "document-overdue, report-undated, fact-uncited, plan-without-window, name-list, "
        "told-ahead, held-undated, party-unlisted, language-differs, twin-facts, look-alike, "
        "dispute-undecided, dispute-newer.\n",
    )
