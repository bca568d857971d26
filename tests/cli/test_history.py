"""`timeline history` and `timeline dialogues`: the log itself, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from events.store.address import SqliteAddress, open_engine
from tests.cli.given import STORYLINE, Ran, timeless, timeline
from tests.cli.test_verify import edited
from timeline.answers.log import RecordedFactAnswer
from timeline.answers.tracked import TrackedDialogueAnswer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("talks")

TABLE = """\
entry  recorded          dialogue  kind                 summary                                                     fact
-----  ----------------  --------  -------------------  ----------------------------------------------------------  ------------
    1  2025-06-01 12:00  talks     dialogue-opened      dialogue opened: Talks of A and B (A, B)                    efbf332d2a45
    2  2025-06-01 12:00  talks     report-filed         report r1: Agency 2024-03-02                                6f06a2960f79
    3  2025-06-01 12:00  talks     session-held         session 1 held on 2024-03-01 in Geneva                      67e16a3b1801
    4  2025-06-01 12:00  talks     invitation-extended  invitation second extended to A by B to session 2 for 2025  24334eeb5a48
"""  # noqa: E501 - a table in a pipe is as wide as its content

CSV = """\
entry,recorded,kind,summary,fact\r
1,2025-06-01T12:00:00+00:00,dialogue-opened,"dialogue opened: Talks of A and B (A, B)",efbf332d2a4536a05e7fa7009e065717\r
2,2025-06-01T12:00:00+00:00,report-filed,report r1: Agency 2024-03-02,6f06a2960f7986ae5e2407a6e160ed93\r
"""  # noqa: E501 - a field is never wrapped

MARKDOWN = """\
| entry | recorded         | kind            | summary                                  | fact         |
|-------|------------------|-----------------|------------------------------------------|--------------|
|     1 | 2025-06-01 12:00 | dialogue-opened | dialogue opened: Talks of A and B (A, B) | efbf332d2a45 |
"""

JSON_LINE = (
    '{"position": 3, "dialogue": "talks", "version": 3, "fact": "67e16a3b1801242c54f4af5b5a20a5bf", '
    '"digest": "DIGEST", "topic": "session-held@1", "kind": "session-held", '
    '"recorded_at": "2025-06-01T12:00:00+00:00", "recorded_by": "anna", '
    '"payload": {"place": "Geneva", "report": "r1", "session": 1, "when": "2024-03-01"}}\n'
)


def test_the_log_is_printed_in_the_order_of_recording() -> None:
    ran = timeline("history")
    assert Ran(ran.code, timeless(ran.out), ran.err) == Ran(0, TABLE, "")


def test_csv_holds_whole_ids_and_ends_its_lines_as_rfc_4180_says() -> None:
    ran = timeline("history", "talks", "--limit", "2", "--format", "csv")
    assert Ran(ran.code, timeless(ran.out), ran.err) == Ran(0, CSV, "")


def test_markdown_is_a_table_of_github() -> None:
    ran = timeline("history", "talks", "--limit", "1", "--format", "markdown")
    assert Ran(ran.code, timeless(ran.out), ran.err) == Ran(0, MARKDOWN, "")


def test_json_holds_each_payload_as_stored() -> None:
    ran = timeline("history", "--since", "2", "--limit", "1", "--format", "jsonl")
    row = json.loads(ran.out)
    assert row["digest"].startswith(row["fact"])
    assert timeless(ran.out).replace(row["digest"], "DIGEST") == JSON_LINE
    pretty = timeline("history", "--since", "2", "--limit", "1", "--json")
    assert json.loads(pretty.out) == [row]
    assert pretty.out.startswith('[\n  {\n    "position": 3,\n')
    assert json.loads(timeline("history", "--format", "json").out)[2] == row


def test_json_obeys_the_published_schema() -> None:
    facts = timeline("history", "--json").out
    assert len(TypeAdapter(list[RecordedFactAnswer]).validate_json(facts)) == 4
    tracked = timeline("dialogues", "--json").out
    assert len(TypeAdapter(list[TrackedDialogueAnswer]).validate_json(tracked)) == 1


def test_the_storyline_comes_back_out_whole() -> None:
    assert timeline("append", "--from", str(STORYLINE)).code == 0
    assert len(json.loads(timeline("history", "iraq-nato", "--json").out)) == 150
    assert timeline("history", "iraq-nato").code == 0
    assert timeline("dialogues", "--format", "csv").out.count("\r\n") == 3


@pytest.mark.parametrize("command", [("history", "talk"), ("history", "talkss")])
def test_an_unknown_dialogue_may_be_a_misspelt_one(command: tuple[str, ...]) -> None:
    assert timeline(*command) == Ran(
        3, "", f"error: no dialogue {command[1]!r} in this store\nhint: Did you mean talks?\n"
    )


def test_an_unknown_dialogue_that_resembles_none_lists_what_there_is() -> None:
    assert timeline("history", "zzz") == Ran(3, "", "error: no dialogue 'zzz' in this store\nhint: There is talks.\n")


def test_of_many_dialogues_the_first_are_listed() -> None:
    for number in range(24):
        assert timeline("append", "dialogue-opened", f"d{number:02}", "--title", "D").code == 0
    listed = ", ".join(f"d{number:02}" for number in range(20))
    assert timeline("history", "zzz").err == (
        f"error: no dialogue 'zzz' in this store\nhint: There is {listed}, and 5 more: see `timeline dialogues`.\n"
    )


def test_nothing_left_to_print_is_no_failure() -> None:
    assert timeline("history", "--since", "4") == Ran(0, "", "The log holds nothing here yet.\n")
    assert timeline("history", "--since", "4", "--json") == Ran(0, "[]\n", "The log holds nothing here yet.\n")


def test_a_position_may_be_beyond_what_any_store_can_count() -> None:
    far = str(10**30)
    assert timeline("history", "--since", far) == Ran(0, "", "The log holds nothing here yet.\n")
    assert timeline("history", "--limit", far) == timeline("history")


def test_dialogues_count_facts_and_reports() -> None:
    ran = timeline("dialogues")
    assert Ran(ran.code, timeless(ran.out), ran.err) == Ran(
        0,
        "dialogue  title             parties  facts  reports  last recorded\n"
        "--------  ----------------  -------  -----  -------  ----------------\n"
        "talks     Talks of A and B  A, B         4        1  2025-06-01 12:00\n",
        "",
    )


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    open_engine(SqliteAddress(path)).close()
    empty = "No dialogue is tracked yet: start with `timeline add`.\n"
    assert timeline("dialogues", "--store", str(path)) == Ran(0, "", empty)
    assert timeline("dialogues", "--store", str(path), "--json") == Ran(0, "[]\n", empty)
    assert timeline("history", "--store", str(path)) == Ran(0, "", "The log holds nothing here yet.\n")


@pytest.mark.parametrize("content", ["7b", "ff", "7b22ff223a317d", "5b5d"])
def test_a_payload_that_was_damaged_is_told_also_where_it_is_shown_as_stored(store: Path, content: str) -> None:
    edited(store, f"UPDATE facts SET payload = x'{content}' WHERE position = 2")  # noqa: S608 - of this test
    problem = "it is not an object" if content == "5b5d" else ""
    for words in ((), ("--json",), ("--format", "jsonl"), ("--format", "csv")):
        ran = timeline("history", *words)
        assert ran.code == 1
        assert f"error: a stored report-filed@1 cannot be read: {problem}" in ran.err
        assert "timeline verify" in ran.err
