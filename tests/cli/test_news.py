"""`timeline news` and `timeline days`: what became known, and when?"""

from __future__ import annotations

import json

import pytest

from tests.cli.given import Ran, timeline
from timeline.answers.columns import told_changes

MORE = """\
dialogue: talks
report: {id: r2, outlet: Daily, published: 2025-05-28, origin: Ministry of B}
facts:
- {kind: session-scheduled, session: 2, window: 2025-06-16/2025-06-30, place: Rome}
---
dialogue: others
title: Other talks
---
dialogue: others
report: {id: r1, outlet: Daily, published: 2025-05-30}
facts:
- {kind: position-stated, actor: A, issue: rivers, stance: Open.}
"""


@pytest.fixture(autouse=True)
def _more(talks: None) -> None:
    assert timeline("append", "--from", "-", stdin=MORE).code == 0


def test_news_of_all_dialogues_stand_in_one_table_the_weightiest_first() -> None:
    ran = timeline("news")
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "known dialogue about what changed said by reports"
    assert lines[2] == (
        "2025-05-28 talks session 2 invited → scheduled; window 2025 → 2025-06-16/2025-06-30; place Rome "
        "Ministry of B r2"
    )
    assert lines[3].startswith("2025-05-30 others A on rivers in force; Open.")


def test_since_takes_a_day_in_words_and_dialogues_can_be_named() -> None:
    assert {one["dialogue"] for one in json.loads(timeline("news", "--since", "friday", "--json").out)} == {"others"}
    assert timeline("news", "talks", "--since", "yesterday") == Ran(0, "", "Nothing became known.\n")
    assert timeline("news", "nowhere").code == 3


def test_the_days_of_news_of_a_dialogue_tell_how_much_each_changed() -> None:
    days = json.loads(timeline("days", "talks", "--json").out)
    assert [(one["day"], one["facts"], one["reports"]) for one in days] == [("2024-03-02", 2, 1), ("2025-05-28", 1, 1)]
    assert all(one["weight"] == sum(news["weight"] for news in one["news"]) > 0 for one in days)
    assert len(json.loads(timeline("days", "talks", "--since", "-7d", "--json").out)) == 1


def test_a_measure_of_which_only_its_name_is_known_is_first_told() -> None:
    of_measure: dict[str, object] = {"subject": "measure:2025/A/dam", "before": None, "after": "x", "facts": []}
    assert told_changes([of_measure | {"attribute": "about"}, of_measure | {"attribute": "actor"}]) == "first told"
    assert told_changes([of_measure | {"attribute": "actor"}, of_measure | {"attribute": "when"}]) == "when x"
