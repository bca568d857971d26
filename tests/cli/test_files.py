"""Files that are written: none takes the place of a store, of what belongs to one, or of a device."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.given import ROOT, command_line, timeline

pytestmark = pytest.mark.usefixtures("talks")


def fact() -> str:
    return timeline("history", "--format", "csv").out.splitlines()[1].split(",")[-1]


def outputs(target: Path) -> list[list[str]]:
    """Every command that writes a file, writing this one."""
    return [
        ["export", "csv", "talks", "-o", str(target)],
        ["export", "log", "-o", str(target)],
        ["prove", fact(), "-o", str(target)],
        ["checkpoint", "--make-key", str(target)],
    ]


@pytest.mark.parametrize(
    "name", ["store.db", "link.db", "store.db-wal", "store.db-shm", "store.db-journal", "link.wal"]
)
def test_no_output_destroys_a_store(name: str, store: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to("store.db")
    (tmp_path / "link.wal").symlink_to("store.db-wal")
    before = store.read_bytes()
    for line in [*outputs(tmp_path / name), ["backup", str(tmp_path / name)]]:
        ran = timeline(*line)
        assert (ran.code in (2, 4), ran.out) == (True, ""), line
        assert store.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.db", "link.wal", "store.db"]
    assert timeline("verify").code == 0


def test_a_database_of_another_program_is_not_written_over(tmp_path: Path) -> None:
    other = tmp_path / "places.sqlite"
    other.write_bytes(b"SQLite format 3\x00 and more")
    for line in outputs(other)[:3]:
        ran = timeline(*line)
        assert ran.err.startswith(f"error: {str(other)!r} is an SQLite database, and is not written over\n")


def test_a_folder_and_a_circle_of_links_are_told(tmp_path: Path) -> None:
    (tmp_path / "round.csv").symlink_to("round.csv")
    for folder in (Path("/"), Path()):  # no name is left of them
        for line in [*outputs(folder), ["backup", str(folder), "--replace"], ["export", "csv", "talks", "-o", ""]]:
            ran = timeline(*line)
            assert (ran.code in (2, 4), ran.err[:7]) == (True, "error: "), line
    for name in (".", "round.csv"):
        for line in [*outputs(tmp_path / name), ["backup", str(tmp_path / name), "--replace"]]:
            ran = timeline(*line)
            assert (ran.code in (2, 4), ran.err[:7]) == (True, "error: "), line


def test_a_backup_takes_the_place_of_files_only(tmp_path: Path, store: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (Path(os.devnull), pipe):
        ran = timeline("backup", str(target), "--replace")
        assert (ran.code, ran.err) == (
            2,
            f"error: {str(target)!r} is no file, and is not written over\nhint: Name another file.\n",
        )
        assert not target.is_file()
    kept = tmp_path / "kept.db"
    (tmp_path / "link").symlink_to("kept.db")
    assert timeline("backup", str(tmp_path / "link"), "--replace").code == 0
    assert ((tmp_path / "link").is_symlink(), kept.is_file()) == (True, True)
    (tmp_path / "kept.db-wal").write_bytes(b"x")
    assert "is a store that is in use" in timeline("backup", str(kept), "--replace").err
    assert store.is_file()


def test_a_dash_is_standard_output() -> None:
    assert timeline("export", "csv", "-o", "-").out == timeline("export", "csv").out
    assert timeline("prove", fact(), "-o", "-").out == timeline("prove", fact()).out
    assert not (Path.cwd() / "-").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whoever_ends_a_backup_leaves_no_copy(number: signal.Signals, tmp_path: Path) -> None:
    """The copy is readable, and nobody would look for it."""
    program = (
        "import sys, time, timeline.cli.commands.backup as backup\n"
        "def wait(*_): print('copied', flush=True); time.sleep(60)\n"
        "backup._sync = wait\n"
        "from timeline.cli.main import run\n"
        "sys.argv[1:] = ['backup', sys.argv[1], '--replace']\n"
        "run()\n"
    )
    target = tmp_path / "folder" / "kept.db"
    target.parent.mkdir()
    line = [command_line()[0], "-c", program.replace("backup._sync = wait", "backup.os.link = wait"), str(target)]
    line[2] = line[2].replace(", '--replace'", "")
    with subprocess.Popen(
        line,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        # The signal counts also where the tests run under nohup.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "copied\n"
        running.send_signal(number)
        begun = time.monotonic()
        assert running.wait() == -number
    assert time.monotonic() - begun < 30
    assert list(target.parent.iterdir()) == []
