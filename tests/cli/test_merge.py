"""`timeline merge` and `timeline export log`: facts that go from store to store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import TALKS, Ran, timeline
from tests.cli.test_verify import EDIT, edited, root

if TYPE_CHECKING:
    from pathlib import Path

MORE = TALKS + "- {kind: contact-held, format: call, when: 2024-04-01}\n"


@pytest.fixture
def theirs(tmp_path: Path) -> str:
    path = str(tmp_path / "theirs.db")
    assert timeline("append", "--from", "-", "--store", path, "--recorded-by", "bert", stdin=MORE).code == 0
    return path


@pytest.mark.usefixtures("talks")
def test_what_both_hold_is_there_once(theirs: str) -> None:
    dry = timeline("merge", theirs, "--dry-run")
    assert dry == Ran(0, "1 fact would be added, 4 known already (talks)\n", "")
    assert timeline("merge", theirs) == Ran(0, "1 fact added, 4 known already (talks)\n", "")
    assert timeline("merge", theirs) == Ran(0, "0 facts added, 5 known already (talks)\n", "")
    receipts = json.loads(timeline("merge", theirs, "--json").out)
    assert [receipt["added"] for receipt in receipts] == [False] * 5
    assert timeline("verify").code == 0


def test_merged_into_nothing_it_is_the_same_log(theirs: str) -> None:
    assert timeline("merge", theirs).code == 0
    assert timeline("history", "--json").out == timeline("history", "--json", "--store", theirs).out


@pytest.mark.usefixtures("talks")
def test_every_conflict_is_listed_and_nothing_is_stored(theirs: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    timeline("append", "--from", "-", "--store", other, stdin=TALKS.replace("Agency", "Gazette"))
    before = root()
    ran = timeline("merge", other)
    assert (ran.code, ran.out) == (4, "")
    assert "report 'r1' is on file with other content" in ran.err
    assert root() == before


@pytest.mark.usefixtures("talks")
def test_a_store_that_does_not_hold_is_not_merged(theirs: str, tmp_path: Path) -> None:
    edited(tmp_path / "theirs.db", EDIT)
    ran = timeline("merge", theirs)
    assert (ran.code, ran.out) == (1, "")
    assert "theirs.db does not hold: position 2" in ran.err
    none, other = tmp_path / "none.db", tmp_path / "notes.txt"
    other.write_text("no store")
    hint = "hint: Nothing was changed. Name another file or address.\n"
    for line in (["merge", str(none)], ["restore", str(none), "--store", str(tmp_path / "new.db")]):
        assert timeline(*line) == Ran(3, "", f"error: there is no store at {none}\n{hint}")
    ran = timeline("restore", str(other), "--store", str(tmp_path / "new.db"))
    assert (ran.code, ran.err.endswith(hint)) == (1, True)
    assert timeline("merge", "no-address").code == 2


@pytest.mark.usefixtures("talks")
def test_an_exported_log_makes_the_same_log(tmp_path: Path) -> None:
    file, there = tmp_path / "talks.log.jsonl", str(tmp_path / "there.db")
    assert timeline("export", "-o", str(file)) == Ran(0, "", "")
    assert file.read_text() == timeline("export", "log").out == timeline("export", "log", "talks").out
    assert timeline("append", "--from", str(file), "--store", there).code == 0
    assert timeline("export", "log", "--store", there).out == file.read_text()
    assert timeline("append", "--from", str(file)) == Ran(0, "0 facts added, 4 known already (talks)\n", "")
    assert timeline("export", "log", "nobody").code == 3
    assert timeline("export", "log", "--on", "2024-01-01").code == 2
    assert "timeline append --from" in timeline("export", "--list").out


@pytest.mark.usefixtures("talks")
def test_the_lines_of_history_are_taken_too(tmp_path: Path) -> None:
    lines = timeline("history", "--format", "jsonl").out
    there = str(tmp_path / "there.db")
    assert timeline("append", "--from", "-", "--store", there, stdin=lines).code == 0
    assert timeline("history", "--format", "jsonl", "--store", there).out == lines


@pytest.mark.usefixtures("talks")
def test_the_log_of_some_dialogues_is_theirs_in_the_order_of_recording() -> None:
    for slug in ("aid", "borders"):
        assert timeline("append", "dialogue-opened", slug, "--title", slug).code == 0
    for number, slug in enumerate(("aid", "borders", "talks", "aid")):
        assert timeline("append", "report-filed", slug, "--id", f"n{number}", "--outlet", "Agency").code == 0
    whole = timeline("export", "log").out.splitlines()
    some = timeline("export", "log", "borders", "aid", "borders").out.splitlines()
    assert some == [line for line in whole if json.loads(line)["dialogue"] != "talks"]
    assert len(some) == 5
