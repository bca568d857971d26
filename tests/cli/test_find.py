"""`timeline find`: what speaks of a name, a place, a topic or some words, in whatever dialogue?"""

from __future__ import annotations

import json

import pytest

from tests.cli.given import Ran, timeline

MORE = """\
dialogue: talks
report: {id: r2, outlet: Daily Herald, published: 2025-05-28}
facts:
- {kind: session-scheduled, session: 2, window: 2025-06, place: جنيف, quote: The dam will be discussed.}
"""


@pytest.fixture(autouse=True)
def _more(talks: None) -> None:
    assert timeline("append", "--from", "-", stdin=MORE).code == 0


def test_what_is_found_stands_in_a_table_with_the_words_that_were_looked_for() -> None:
    ran = timeline("find", "DAM")
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "dialogue published what said outlet report fact"
    assert lines[2].startswith(
        "talks 2025-05-28 session 2 scheduled for 2025-06 in جنيف The dam will be discussed. Daily Herald r2"
    )
    assert len(lines) == 3


def test_a_place_is_found_by_its_names_and_fields_narrow_what_is_found() -> None:
    places = [one["told"] for one in json.loads(timeline("find", "--place", "Geneva", "--json").out)]
    assert places == [["جنيف"], ["Geneva"]]
    assert len(json.loads(timeline("find", "--place", "Geneva", "--since", "-7d", "--json").out)) == 1
    assert len(json.loads(timeline("find", "--outlet", "herald", "--json").out)) == 1
    assert timeline("find", "--in", "talks", "nowhere") == Ran(0, "", "Nothing was found.\n")


def test_what_cannot_be_looked_for_is_told() -> None:
    assert timeline("find") == Ran(
        2,
        "",
        "error: nothing is looked for\nhint: Type words, or name a person, a place, a topic, an outlet.\n",
    )


def test_a_single_fact_is_found_right_after_its_append() -> None:
    assert timeline("append", "contact-held", "talks", "--note", "Über den Staudamm").code == 0
    (found,) = json.loads(timeline("find", "uber", "staudamm", "--json").out)
    assert (found["kind"], found["told"]) == ("contact-held", ["Über den Staudamm"])
