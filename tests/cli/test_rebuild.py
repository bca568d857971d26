"""`timeline rebuild`, and the answers that commands keep ready and read."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

import pytest

from events.store import by_dialogue
from events.store.address import SqliteAddress, open_engine
from events.store.sql import read_models
from tests.cli.given import ROOT, STORYLINE, TALKS, Ran, command_line, refused, timeline
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from events.store.log import FactLog

OF_A_DIALOGUE = ["state", "show", "sessions", "invitations", "positions", "commitments", "documents", "disputes"]
QUESTIONS = (["upcoming"], ["dialogues"], *([name, "talks"] for name in OF_A_DIALOGUE))


def edited(store: Path, *statements: str) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement)


def held(store: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(store)) as file:
        return file.execute(statement).fetchall()


def answers() -> list[Ran]:
    return [timeline(*question, "--json") for question in QUESTIONS]


def from_the_log(monkeypatch: pytest.MonkeyPatch) -> list[Ran]:
    with monkeypatch.context() as patched:
        patched.setattr("events.store.sql.read_models.SqlReadModels._ask", lambda *_: [])
        return answers()


@pytest.mark.usefixtures("talks")
def test_an_append_keeps_the_answers_of_its_dialogue_in_its_transaction(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.application.rebuilding.bring_up", lambda *_, **__: ())
    assert timeline("append", "session-scheduled", "talks", "--session", "2", "--window", "2025-06-20").code == 0
    assert held(store, "SELECT dialogue, version FROM kept") == [("talks", 5)]
    assert held(store, "SELECT * FROM behind") == []
    assert "2025-06-20" in timeline("upcoming").out


@pytest.mark.usefixtures("talks")
def test_kept_answers_are_those_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert timeline("append", "--from", str(STORYLINE)).code == 0
    kept_ones = answers()
    assert all(ran.code == 0 for ran in kept_ones)
    assert kept_ones == from_the_log(monkeypatch)


@pytest.mark.usefixtures("talks")
def test_a_kept_answer_is_read_and_not_the_log(store: Path) -> None:
    told = timeline("show", "talks")
    edited(store, "DROP TRIGGER facts_refuse_update", "UPDATE facts SET payload = x'00'", _GUARD)
    assert timeline("show", "talks") == told
    assert timeline("show", "talks", "--on", "2025-06-01").code == 0
    assert timeline("show", "talks", "--on", "2025-06-01", "--known-at", "2025-05-01").code == 1


_GUARD = """CREATE TRIGGER facts_refuse_update BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only: a fact is corrected by a new fact, never changed'); END"""


@pytest.mark.usefixtures("talks")
def test_what_is_behind_is_answered_from_the_log_until_it_is_made_ready(store: Path) -> None:
    expected = answers()
    edited(store, f"INSERT INTO behind SELECT {SHAPE}, 'talks'", "DELETE FROM kept")
    assert answers() == expected
    assert timeline("rebuild") == Ran(0, "1 dialogue made ready (4 facts)\n", "")
    assert timeline("rebuild") == Ran(0, "all is ready\n", "")
    assert held(store, "SELECT dialogue, version FROM kept") == [("talks", 4)]
    assert answers() == expected


@pytest.mark.usefixtures("talks")
def test_all_answers_can_be_made_anew(store: Path) -> None:
    expected = answers()
    edited(store, "UPDATE answers SET answer = (SELECT heading FROM kept)")
    assert timeline("verify").code == 1
    assert timeline("rebuild", "--all").out == "1 dialogue made ready (4 facts)\n"
    assert (answers(), timeline("verify").code) == (expected, 0)


@pytest.mark.usefixtures("talks")
def test_what_was_made_is_told_as_json() -> None:
    for arguments, dialogues, facts in (("--all",), 1, 4), ((), 0, 0):
        told = timeline("rebuild", *arguments, "--json")
        assert (told.code, told.err) == (0, "")
        assert json.loads(told.out) == {"dialogues": dialogues, "facts": facts, "stale": 0}


@pytest.mark.usefixtures("talks")
def test_a_damaged_answer_is_not_shown(store: Path) -> None:
    expected = answers()
    edited(store, "UPDATE answers SET answer = x'00'", "UPDATE coming SET answer = x'00'")
    assert answers() == expected
    ran = timeline("verify")
    assert ran.code == 1
    assert ran.err == (
        "error: what is kept beside the log does not hold:"
        " the answers that are kept of 'talks' are not those of its log\n"
        "hint: The log itself holds. `timeline rebuild --all` makes the answers anew.\n"
    )


@pytest.mark.usefixtures("talks")
def test_another_day_asks_for_other_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("2025-05-31", "2025-06-01", "2025-12-31", "2026-01-01", "2026-02-01", "2024-01-01", "2024-03-01"):
        monkeypatch.setenv("TIMELINE_TODAY", day)
        assert answers() == from_the_log(monkeypatch), day


@pytest.mark.usefixtures("talks")
def test_a_shape_of_another_release_is_not_taken_for_ours(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers()
    edited(store, *(f"UPDATE {table} SET shape = {SHAPE + 1}" for table in read_models.TABLES))  # noqa: S608 - of constants
    assert answers() == expected
    assert timeline("append", "session-scheduled", "talks", "--session", "2", "--window", "2025-06-20").code == 0
    assert held(store, "SELECT * FROM models") == [(SHAPE, 1)]
    assert answers() == from_the_log(monkeypatch)


@pytest.fixture
def much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four facts are many, and more than the transaction of an append makes answers of."""
    monkeypatch.setattr("timeline.read_models.making.MOST_FACTS", 0)
    for module in ("timeline.application.rebuilding", "events.store.by_dialogue"):
        monkeypatch.setattr(f"{module}.LITTLE_FACTS", 3)


@pytest.mark.usefixtures("much")
@pytest.mark.parametrize("arguments", [("--from", "-"), ("--stream",)])
def test_however_much_is_appended_its_answers_are_ready_afterwards(store: Path, arguments: tuple[str, ...]) -> None:
    lines = (
        '{"dialogue": "talks", "title": "Talks"}\n'
        '{"dialogue": "talks", "report": {"id": "r1", "outlet": "A"}, "facts": [{"kind": "session-held", "session": 1},'
        ' {"kind": "session-scheduled", "session": 2, "window": "2025-07"}]}\n'
    )
    ran = timeline("append", *arguments, stdin=lines)
    assert (ran.code, "out of date" in ran.err) == (0, False)
    assert held(store, "SELECT dialogue, version FROM kept") == [("talks", 4)]
    assert timeline("append", "session-scheduled", "talks", "--session", "3", "--window", "2025-08").code == 0
    assert held(store, "SELECT dialogue, version FROM kept") == [("talks", 5)]
    assert held(store, "SELECT * FROM behind") == []


@pytest.mark.usefixtures("talks", "much")
def test_much_that_others_left_stale_is_left_to_rebuild_and_said_so(store: Path) -> None:
    edited(store, f"INSERT INTO behind SELECT {SHAPE}, 'talks'", "DELETE FROM kept")
    behind = (
        "The answers of 1 dialogue (4 facts) are out of date: questions about it read the log."
        " `timeline rebuild` prepares them again.\n"
    )
    ran = timeline("append", "dialogue-opened", "more", "--title", "More")
    assert (ran.code, ran.err) == (0, behind)
    assert held(store, "SELECT dialogue FROM kept") == [("more",)]
    assert timeline("upcoming").err == behind
    assert timeline("doctor").err.startswith("error: kept answers: questions about those behind read the log")
    assert timeline("rebuild").code == 0
    assert timeline("doctor").code == 0


# ---- on all cores ------------------------------------------------------------------------------------------------


ANSWERS = "SELECT * FROM answers ORDER BY dialogue, question, since"


def many(dialogues: int) -> str:
    return "".join(
        f"---\n{TALKS}".replace("talks", f"talks-{n:02d}").replace("window: 2025", f"window: 2025-{7 + n % 5:02d}")
        for n in range(dialogues)
    ).removeprefix("---\n")


def test_processes_make_the_same_answers(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timeline("append", "--from", "-", stdin=many(12)).code == 0
    here = held(store, ANSWERS), timeline("upcoming", "--json").out
    monkeypatch.setattr(by_dialogue, "LITTLE_FACTS", 0)
    monkeypatch.setattr(by_dialogue, "_LOT_FACTS", 8)

    assert timeline("rebuild", "--all", "--jobs", "2").out == "12 dialogues made ready (48 facts)\n"
    assert (held(store, ANSWERS), timeline("upcoming", "--json").out) == here
    assert timeline("verify").code == 0
    verified = timeline("replay", "--verify", "--json")
    assert verified.code == 0
    assert verified.out.count('"same": true') == 12
    past = timeline("upcoming", "--on", "2025-03-01", "--json")
    monkeypatch.setattr(by_dialogue, "LITTLE_FACTS", 10_000)
    assert timeline("upcoming", "--on", "2025-03-01", "--json") == past


def test_who_has_no_jobs_to_choose_is_not_told_to(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timeline("append", "--from", "-", stdin=many(3)).code == 0
    monkeypatch.setattr(by_dialogue, "LITTLE_FACTS", 0)
    monkeypatch.setattr(by_dialogue, "cores", lambda: 2)
    before = held(store, ANSWERS)
    for name, command, hint in (
        ("comparing._problem", ("verify",), ""),
        ("rebuilding.keep", ("rebuild", "--all"), " `--jobs 1` works without processes."),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"timeline.application.{name}", killed)
            ran = timeline(*command)
        told = "error: a process that did a part of the work was ended from outside\n"
        assert (ran.code, ran.err) == (1, f"{told}hint: Look at the free memory, then repeat.{hint}\n")
    assert timeline("rebuild").code == 0
    assert held(store, ANSWERS) == before


def killed(*_: object, **__: object) -> None:
    """A piece of work that the system ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_another_process_refuses_is_told_as_here(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timeline("append", "--from", "-", stdin=many(3)).code == 0
    edited(store, "DROP TRIGGER facts_refuse_update", "UPDATE facts SET payload = x'00' WHERE position = 2", _GUARD)
    here = timeline("rebuild", "--all")
    monkeypatch.setattr(by_dialogue, "LITTLE_FACTS", 0)
    assert timeline("rebuild", "--all", "--jobs", "2") == here
    assert here.code == 1
    assert here.err.startswith("error: a stored report-filed@1 cannot be read")


def test_who_is_killed_is_followed_by_whoever_comes_next(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each dialogue is made once: what was made before the kill is not made again."""
    assert timeline("append", "--from", "-", stdin=many(60)).code == 0
    expected = timeline("upcoming", "--json").out
    with open_engine(SqliteAddress(store)) as engine:
        engine.read_models.change(lambda writer: writer.begin(SHAPE, anew=True))
    slow = (
        "import time, timeline.application.rebuilding as r; k = r.keep; r._LOT = 1; "
        "r.keep = lambda *a, **n: (time.sleep(.05), k(*a, **n))[1]; from timeline.cli.main import run; run()"
    )
    process = subprocess.Popen([*command_line()[:2], slow, "rebuild", "--jobs", "1"], cwd=ROOT)
    deadline = time.monotonic() + 30
    while len(held(store, "SELECT * FROM behind")) > 50 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()

    left = len(held(store, "SELECT * FROM behind"))
    assert 0 < left <= 50
    assert timeline("upcoming", "--json").out == expected
    assert timeline("rebuild").out == f"{left} dialogues made ready ({4 * left} facts)\n"
    assert timeline("upcoming", "--json").out == expected
    assert timeline("verify").code == 0


def lazily(_: FactLog, dialogue: str, /) -> str:
    """Take long over all but the first dialogue."""
    time.sleep(0 if dialogue == "talks-00" else 60)
    return dialogue


def test_who_stops_in_the_middle_does_not_wait_for_the_other_processes(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timeline("append", "--from", "-", stdin=many(4)).code == 0
    monkeypatch.setattr(by_dialogue, "LITTLE_FACTS", 0)
    monkeypatch.setattr(by_dialogue, "_LOT_FACTS", 1)
    with open_engine(SqliteAddress(store)) as engine:
        results = cast("Generator[tuple[str, str]]", by_dialogue.each(engine, engine.versions(), lazily, jobs=2))
        assert next(results) == ("talks-00", "talks-00")
        begun = time.monotonic()
        results.close()
        assert time.monotonic() - begun < 30


def test_a_store_is_named_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert refused("rebuild", "--store", str(path)) == (3, f"error: there is no store at {path}")
