"""`timeline explain`: what a value rests on, what was corrected, and what was taken back."""

from __future__ import annotations

import json

import pytest

from tests.cli.given import Ran, process, timeline

PAPER = """\
dialogue: talks
report: {id: r2, outlet: Paper, published: 2024-03-03}
facts:
- {kind: session-held, session: 1, when: 2024-03-01, place: Geneva}
"""


@pytest.fixture(autouse=True)
def _talks(talks: None) -> None:
    assert timeline("append", "--from", "-", stdin=PAPER).code == 0


def held(report: str) -> str:
    """The id of the fact of a report that session 1 was held."""
    rows = json.loads(timeline("history", "talks", "--json").out)
    return next(
        str(row["fact"]) for row in rows if row["kind"] == "session-held" and row["payload"]["report"] == report
    )


def test_a_correction_stands_beside_its_fact_and_what_was_taken_back_below() -> None:
    set_place = ("--set", "place=Geneve", "--whose", "coder", "--reason", "a slip")
    assert timeline("correct", held("r1"), *set_place).code == 0
    fact = held("r2")[:12]
    assert timeline("retract", fact, "--whose", "outlet", "--reason", "took it back").code == 0
    ran = timeline("explain", "talks", "session:1.place")
    assert ran == Ran(
        0,
        f"""\
session:1.place: Geneve (nobody gave another value)

value   verdict    outlet  published   origin         corrections                                      report  fact
------  ---------  ------  ----------  -------------  -----------------------------------------------  ------  ------------
Geneve  preferred  Agency  2024-03-02  Ministry of A  place from Geneva to Geneve (our error): a slip  r1      67e16a3b1801

Taken back

outlet  published   origin  corrections                                    report  fact
------  ----------  ------  ---------------------------------------------  ------  ------------
Paper   2024-03-03  Paper   taken back (the outlet's error): took it back  r2      {fact}
""",  # noqa: E501 - a table in a pipe is as wide as its content
        "",
    )


SAME_TALKS = """\
dialogue: talks
report: {id: r3, outlet: Paper, published: 2024-03-03}
facts:
- kind: session-held
  session: opening
  when: 2024-03-01
  persons: [{name: Q. Ali, side: A}, {name: Qasim Ali, side: A}]
"""


def explained(subject: str) -> str:
    """The first line of an explanation, or of why there is none."""
    ran = timeline("explain", "talks", subject)
    return (ran.out or ran.err).splitlines()[0]


def test_a_subject_is_found_by_the_name_that_it_gave_up_to_another() -> None:
    assert timeline("append", "--from", "-", stdin=SAME_TALKS).code == 0
    assert explained("opening.held") == "session:opening.held: 2024-03-01 (nobody gave another value)"
    assert timeline("link", "talks", "session:1", "session:opening", "--as", "same").code == 0
    assert timeline("link", "talks", "person:Q. Ali", "person:Qasim Ali", "--as", "same").code == 0
    for name in ("session:opening.held", "opening.held", "Session Opening.held"):
        assert explained(name) == "session:1.held: 2024-03-01 (nobody gave another value)"
    assert explained("Qasim Ali.sides") == "person:Q. Ali.sides: A (nobody gave another value)"
    assert explained("opening.plaice") == "error: nothing is known of 'plaice' of session:1"
    assert timeline("link", "talks", "session:1", "session:opening", "--as", "different").code == 0
    assert explained("opening.held") == "session:opening.held: 2024-03-01 (nobody gave another value)"


def test_where_nobody_reports_where_the_dialogue_stands_that_is_said_and_its_sessions_tell() -> None:
    assert timeline("explain", "talks", "dialogue") == Ran(
        0,
        "",
        "No report says where dialogue itself stands. What follows from other facts is explained by name: "
        "dialogue.status.\n",
    )
    assert timeline("explain", "talks", "dialogue.status") == Ran(
        0,
        f"""\
dialogue.status: active (nobody gave another value)

value   verdict    outlet  published   origin         report  fact
------  ---------  ------  ----------  -------------  ------  ------------
active  preferred  Agency  2024-03-02  Ministry of A  r1      {held("r1")[:12]}
active  preferred  Paper   2024-03-03  Paper          r2      {held("r2")[:12]}
""",
        "",
    )


def test_the_status_of_a_dialogue_of_which_nothing_is_reported_follows_from_nothing() -> None:
    assert timeline("append", "--from", "-", stdin="dialogue: new\ntitle: New\nparties: [A, B]\n").code == 0
    assert timeline("explain", "new", "dialogue.status") == Ran(
        3, "", "error: nothing is known of 'status' of dialogue\nhint: The known ones are: no attributes\n"
    )


def completed(*words: str) -> list[str]:
    """What a shell offers for the last of these words."""
    line = " ".join(["timeline", *words])
    ran = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words)))
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split()


def test_a_shell_offers_the_subjects_of_the_dialogue_and_then_their_attributes() -> None:
    assert completed("explain", "talks", "inv")[:2] == ["invitation:second", "invitation:second.by"]
    assert completed("explain", "talks", "session:1.h") == ["session:1.held"]
    assert completed("link", "talks", "pla") == ["place:Geneva"]
    assert completed("explain", "walks", "inv") == []
    assert completed("link", "talks", "inv") == ["invitation:second"]
