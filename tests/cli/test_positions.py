"""`timeline positions`: who holds what on one issue, beside each other."""

from __future__ import annotations

import json

import pytest

from tests.cli.given import timeline

OPPOSED = """\
dialogue: talks
title: Talks
---
dialogue: talks
report: {id: r1, outlet: Agency, published: 2025-05-22, origin: A}
facts:
- {kind: position-stated, actor: Northland, issue: bridge, stance: The bridge must open, when: 2025-05-21}
- {kind: position-stated, actor: Southland, issue: bridge, stance: The bridge must stay closed, when: 2025-05-21}
- {kind: position-stated, actor: Southland, issue: tolls, stance: Tolls are fair}
"""


@pytest.fixture(autouse=True)
def _opposed() -> None:
    assert timeline("append", "--from", "-", stdin=OPPOSED).code == 0


def test_the_stances_on_one_issue_stand_beside_each_other() -> None:
    ran = timeline("positions", "talks", "--issue", "bridge", "--json")
    assert [(one["actor"], one["stance"]) for one in json.loads(ran.out)] == [
        ("Northland", "The bridge must open"),
        ("Southland", "The bridge must stay closed"),
    ]
    as_known = timeline("positions", "talks", "--issue", "bridge", "--json", "--on", "2025-06-01")
    assert json.loads(as_known.out) == json.loads(ran.out)
    assert len(json.loads(timeline("positions", "talks", "--json").out)) == 3


def test_an_issue_on_which_nobody_holds_a_position_is_refused_with_those_that_there_are() -> None:
    ran = timeline("positions", "talks", "--issue", "bridges")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "error: nobody holds a position on 'bridges' in talks\nhint: Did you mean 'bridge'?\n"
    ran = timeline("positions", "talks", "--issue", "gaza")
    assert ran.err == "error: nobody holds a position on 'gaza' in talks\nhint: There is bridge, tolls.\n"
