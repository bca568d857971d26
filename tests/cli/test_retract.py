"""`timeline retract`: which fact does not count."""

from __future__ import annotations

import json

import pytest

from tests.cli.given import Ran, timeline


@pytest.fixture(autouse=True)
def _talks(talks: None) -> None:
    pass


def newest(kind: str) -> str:
    """The id of the newest fact of a kind."""
    facts = json.loads(timeline("history", "--json").out)
    return [str(one["fact"]) for one in facts if one["kind"] == kind][-1]


def retract(fact: str, *more: str) -> Ran:
    return timeline("retract", fact, "--whose", "coder", "--reason", "typed twice", *more)


def test_a_fact_is_taken_back_and_what_it_changes_is_printed() -> None:
    fact = newest("session-held")
    assert retract(fact[:4]) == Ran(
        0,
        f"""\
Recorded

judgement                                              fact
-----------------------------------------------------  ------------
fact {fact[:12]} retracted (our error) - typed twice  {newest("fact-retracted")[:12]}

Changed

subject    attribute  before      after
---------  ---------  ----------  ---------
dialogue   status     active      announced
session:1  status     held
session:1  held       2024-03-01
session:1  place      Geneva

No longer counts

fact          summary
------------  --------------------------------------
{fact[:12]}  session 1 held on 2024-03-01 in Geneva
""",
        "",
    )


def test_with_a_report_all_its_facts_fall() -> None:
    ran = retract(newest("report-filed"), "--json", "--dry-run")
    assert (ran.code, len(json.loads(ran.out)["withdrawn"])) == (0, 2)


def test_it_is_taken_back_once_and_comes_back_when_that_is_retracted() -> None:
    before = timeline("show", "talks").out
    fact = newest("session-held")
    assert retract(fact).code == 0
    retraction = newest("fact-retracted")[:12]
    assert retract(fact) == Ran(
        4,
        "",
        f"error: fact {fact[:12]} was taken back (session 1 held on 2024-03-01 in Geneva)\n"
        f"hint: To make it count again: `timeline retract {retraction} --whose ours --reason ...`\n",
    )
    assert retract(retraction).code == 0
    assert timeline("show", "talks").out == before


def test_a_reason_and_whose_error_it_was_are_needed() -> None:
    assert timeline("retract", "abcd", "--whose", "coder") == Ran(
        2, "", "error: Missing option '--reason'.\nhint: `timeline retract --help` lists what it takes.\n"
    )
    assert timeline("retract", "abcd", "--whose", "nobody", "--reason", "x").code == 2
