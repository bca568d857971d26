"""`timeline verify`: silent edits are named, whatever was done to the file; never a wrong answer without a word."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import STORYLINE, Ran, refused, timeline
from timeline.answers.trust import VerificationAnswer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("talks")

EDIT = "UPDATE facts SET recorded_by = 'eve' WHERE position = 2"
NAMED = """\
error: the log does not hold: position 2 is not as it was recorded: its content or its envelope was changed
hint: Keep the store as it is for whoever looks into it, and restore a backup elsewhere.
"""


def edited(store: Path, *statements: str) -> None:
    """Change rows, and put the guard back as if nothing had been."""
    with closing(sqlite3.connect(store, isolation_level=None)) as file:
        guards = [sql for (sql,) in file.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        file.execute("DROP TRIGGER facts_refuse_update")
        file.execute("DROP TRIGGER facts_refuse_delete")
        for statement in (*statements, *guards):
            file.execute(statement)


def root() -> str:
    return str(json.loads(timeline("verify", "--json").out)["root"])


def test_a_log_that_holds_says_so_in_a_line() -> None:
    expected = f"The log holds: 4 facts of 1 dialogue. Root {root()}\n"
    assert timeline("verify") == Ran(0, expected, "")


def test_the_first_position_that_does_not_hold_is_named(store: Path) -> None:
    edited(store, EDIT)
    assert timeline("verify") == Ran(1, "", NAMED)


def test_json_obeys_the_published_schema(store: Path) -> None:
    assert VerificationAnswer.model_validate_json(timeline("verify", "--json").out).holds
    edited(store, EDIT)
    ran = timeline("verify", "--json")
    answer = VerificationAnswer.model_validate_json(ran.out)
    assert (ran.code, answer.holds, answer.faults[0].position) == (1, False, 2)


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert refused("verify", "--store", str(path)) == (3, f"error: there is no store at {path}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--proof", "p"], "--proof goes with --checkpoint, and without --since"),
        (["--proof", "p", "--since", "c"], "--proof goes with --checkpoint, and without --since"),
        (["--checkpoint", "c"], "--checkpoint goes with --proof, --public-key with a checkpoint"),
        (["--public-key", "k"], "--checkpoint goes with --proof, --public-key with a checkpoint"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments: list[str], told: str) -> None:
    assert refused("verify", *arguments) == (2, f"error: {told}")


def test_a_truncated_store_is_told(store: Path) -> None:
    whole = store.read_bytes()
    for part in (0.1, 0.5, 0.9):
        store.write_bytes(whole[: int(len(whole) * part)])
        ran = timeline("verify")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("error: ")
        assert "Traceback" not in ran.err


def test_a_deleted_wal_is_told(store: Path, tmp_path: Path) -> None:
    """What stood only in the -wal file is gone; what is left is a log that ended earlier."""
    timeline("checkpoint")
    then = tmp_path / "then"
    then.write_text(timeline("checkpoint").out)
    with closing(sqlite3.connect(store, isolation_level=None)) as reader:
        reader.execute("PRAGMA wal_autocheckpoint = 0")
        reader.execute("SELECT count(*) FROM facts").fetchone()
        timeline("append", "dialogue-opened", "more", "--title", "More")
        late = tmp_path / "late"
        late.write_text(timeline("checkpoint").out)
        copy = tmp_path / "copy.db"
        shutil.copy(store, copy)
    assert timeline("verify", "--store", str(copy), "--since", str(then)).code == 0
    ran = timeline("verify", "--store", str(copy), "--since", str(late))
    assert ran.code == 1
    assert "position 5 is missing: the checkpoint covers 5 facts, and the log holds 4" in ran.err


def test_flipped_bytes_are_found_or_harmless(store: Path, tmp_path: Path) -> None:
    """Each of 30: found, refused at opening, or in a byte that nothing reads, with every answer the same."""
    assert timeline("append", "--from", str(STORYLINE)).code == 0
    whole, answer, expected = store.read_bytes(), timeline("history", "--json").out, root()
    damaged, found = tmp_path / "damaged.db", 0
    dice = random.Random(5)  # noqa: S311 - the same flips in every run
    for _ in range(30):
        place = dice.randrange(len(whole))
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << dice.randrange(8)]) + whole[place + 1 :])
        ran = timeline("verify", "--store", str(damaged), "--json")
        assert "Traceback" not in ran.err
        if ran.code == 0:
            assert json.loads(ran.out)["root"] == expected
            assert timeline("history", "--json", "--store", str(damaged)).out == answer
        else:
            found += 1
            assert ran.err.startswith("error: ")
    assert 8 < found < 30
