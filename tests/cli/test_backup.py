"""`timeline backup` and `timeline restore`: one verified file, whole or not at all, and the same log again."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from events.store.address import SqliteAddress, open_engine
from tests import nobody
from tests.cli.given import ROOT, Ran, command_line, timeline, unmeasured
from tests.cli.test_verify import EDIT, edited, root

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("talks")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_a_store_that_any_command_reads(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    assert timeline("backup", str(file)) == Ran(0, f"{file} holds 4 facts, verified. Root {root()}\n", "")
    assert timeline("history", "--store", str(file)).out == timeline("history").out
    assert names(tmp_path) == ["backup.db", "store.db"]


def test_a_backup_that_is_there_is_replaced_only_when_told(tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_text("old")
    ran = timeline("backup", str(file))
    assert (ran.code, ran.out, file.read_text()) == (4, "", "old")
    assert timeline("backup", str(file), "--replace").code == 0
    assert timeline("verify", "--store", str(file)).code == 0


def test_a_log_that_does_not_hold_is_not_backed_up(store: Path, tmp_path: Path) -> None:
    edited(store, EDIT)
    file = tmp_path / "backup.db"
    file.write_text("old")
    ran = timeline("backup", str(file), "--replace")
    assert (ran.code, file.read_text()) == (1, "old")
    assert "position 2 is not as it was recorded" in ran.err
    assert names(tmp_path) == ["backup.db", "store.db"]


def test_others_write_meanwhile(tmp_path: Path, store: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            timeline_in_process(store, number)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            assert timeline("backup", str(tmp_path / f"{number}.db")).code == 0
    finally:
        stop.set()
        writer.join()
    assert timeline("verify").code == 0


def timeline_in_process(store: Path, number: int) -> None:
    """Append one dialogue; not by the command line, which takes over the standard streams."""
    import io

    from events.fact_file import read
    from events.intake.batch import record
    from events.store.log import FactLog

    with open_engine(SqliteAddress(store)) as engine:
        drafts = read(io.BytesIO(f"dialogue: d{number}\ntitle: D\n".encode()), "d.yaml")
        record(FactLog(engine), drafts, recorded_by="anna")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_full_disk_is_told_and_leaves_nothing(command: str, tmp_path: Path) -> None:
    """A limit on the size of files answers as a full disk does."""
    file, target = tmp_path / "backup.db", tmp_path / "restored.db"
    if command == "restore":
        assert timeline("backup", str(file)).code == 0
    done = subprocess.run(
        command_line(command, str(file), *(["--store", str(target)] if command == "restore" else [])),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=unmeasured(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    if command == "backup":
        assert [name for name in names(tmp_path) if not name.startswith("store.db")] == []
    assert timeline("verify").code == 0


AS_NOBODY = f"""
import sys
from timeline.cli.app import run_command
assert run_command(["backup", sys.argv[1]]) == 0  # loads all that it needs
{nobody.BECOME}
sys.exit(run_command(["backup", sys.argv[2]]))
"""


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    nobody.let_in(tmp_path)
    store.chmod(0o644)
    program = [sys.executable, "-c", AS_NOBODY, str(tmp_path / "open.db"), str(folder / "backup.db")]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.sub(r"\.backup\.db\.\w+\.tmp", "backup.db", done.stderr) == (
        f"error: the store {folder}/backup.db cannot be opened (unable to open database file)\n"
        "hint: Look at the permissions of the file and of its folder.\n"
    )
    assert names(folder) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = timeline("backup", str(tmp_path / "none" / "backup.db"))
    assert ran.code == 2
    assert "there is no folder" in ran.err


def test_what_was_restored_is_the_same_log(tmp_path: Path) -> None:
    file, target = tmp_path / "backup.db", str(tmp_path / "below" / "restored.db")
    timeline("backup", str(file))
    ran = timeline("restore", str(file), "--store", target)
    assert ran == Ran(0, f"sqlite:///{target} holds 4 facts, verified. Root {root()}\n", "")
    assert timeline("history", "--json", "--store", target).out == timeline("history", "--json").out
    again = timeline("restore", str(file), "--store", target)
    assert (again.code, again.out) == (4, "")
    assert "holds facts already (position 4)" in again.err
    assert timeline("append", "dialogue-opened", "more", "--title", "More", "--store", target).code == 0


def test_what_is_no_backup_makes_no_store(tmp_path: Path) -> None:
    target = tmp_path / "restored.db"
    assert timeline("restore", str(tmp_path / "none.db"), "--store", str(target)).code == 3
    (tmp_path / "text.db").write_text("text")
    assert timeline("restore", str(tmp_path / "text.db"), "--store", str(target)).code == 1
    assert not target.exists()


def test_a_backup_that_was_edited_makes_no_store(tmp_path: Path) -> None:
    file, target = tmp_path / "backup.db", tmp_path / "restored.db"
    timeline("backup", str(file))
    edited(file, EDIT)
    ran = timeline("restore", str(file), "--store", str(target))
    assert (ran.code, target.exists()) == (1, False)
    assert "position 2 is not as it was recorded" in ran.err


def test_a_killed_backup_leaves_no_half_file_of_that_name(tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    for moment in range(6):
        running = subprocess.Popen([sys.executable, *command_line("backup", str(file), "--replace")[1:]], cwd=ROOT)
        with suppress(subprocess.TimeoutExpired):  # where it is fast enough, it is done
            running.wait(timeout=0.08 * moment)
        running.kill()
        running.wait()
        assert not file.exists() or timeline("verify", "--store", str(file)).code == 0
