"""What may stand in the way of the console script: packages of others that have the names of ours, and Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, Ran
from timeline.cli.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

SHOUTS = "raise SystemExit('what is not ours was run')\n"


def started(folder: Path, *arguments: str) -> Ran:
    """Run the console script with a folder of the user's first on the path."""
    done = subprocess.run(
        [sys.executable, "-c", "from dialogue_timeline import run; run()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), str(ROOT / "scripts" / "console")])},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def refusal(found: Path, name: str) -> str:
    return (
        f"error: '{found}' is not the package '{name}' of this program, and stands in its way\n"
        "hint: Rename it, unset PYTHONPATH, or install the program in an environment of its own"
        " (uv tool install, pipx).\n"
    )


@pytest.mark.parametrize("name", ["events", "timeline"])
def test_a_package_of_that_name_is_named_and_not_run(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(SHOUTS)
    assert started(tmp_path, "--version") == Ran(1, "", refusal(tmp_path / name, name))


@pytest.mark.parametrize("name", ["events", "timeline"])
def test_a_file_of_that_name_is_named_and_not_run(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text(SHOUTS)
    assert started(tmp_path, "dialogues") == Ran(1, "", refusal(tmp_path / f"{name}.py", name))


def test_a_folder_without_a_package_in_it_stands_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "timeline").mkdir()
    (tmp_path / "timeline" / "notes.txt").write_text("of the third round")
    assert started(tmp_path, "--version") == Ran(0, f"timeline {VERSION}\n", "")


def test_a_link_to_the_program_is_the_program(tmp_path: Path) -> None:
    for name in ("events", "timeline"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert started(tmp_path, "--version") == Ran(0, f"timeline {VERSION}\n", "")


def test_python_runs_the_package_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "--version"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert Ran(done.returncode, done.stdout, done.stderr) == Ran(0, f"timeline {VERSION}\n", "")


def test_ctrl_c_while_the_program_is_still_being_read_ends_it_in_silence(tmp_path: Path) -> None:
    """Whatever is being imported just then."""
    pressed = "import os, signal\nsignal.signal(2, signal.default_int_handler)\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "typer.py").write_text(pressed)
    assert started(tmp_path, "dialogues") == Ran(130, "", "")
