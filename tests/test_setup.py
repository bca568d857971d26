"""When does scripts/lib/setup.sh set .venv up again? Asked of a copy of the scripts, with a look-alike of .venv."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose .venv was set up for the level `test` a moment ago."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    shutil.copy(ROOT / "pyproject.toml", root)
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(Path(sys.executable).resolve())
    (programs / "timeline").write_text("#!/bin/sh\n")
    (programs / "timeline").chmod(0o755)
    in_setup(root, "remember test")
    return root


def in_setup(root: Path, command: str) -> bool:
    """Run a command of setup.sh; does it succeed?"""
    script = f". scripts/lib/setup.sh\n{command}"
    return subprocess.run(["bash", "-euc", script], cwd=root, check=False).returncode == 0


def current(root: Path) -> list[str]:
    """The levels for which there is nothing to do."""
    return [level for level in ("run", "test", "dev") if in_setup(root, f"is_current {level}")]


def test_what_was_set_up_holds_for_its_level_and_those_before_it(checkout: Path) -> None:
    assert current(checkout) == ["run", "test"]


def test_a_locked_version_that_changes_concerns_its_level_and_those_after_it(checkout: Path) -> None:
    lock = checkout / "scripts" / "lib" / "locked" / "test.txt"
    lock.write_text(lock.read_text().replace("hypothesis==", "hypothesis==1"))
    assert current(checkout) == ["run"]

    in_setup(checkout, "remember test")
    assert current(checkout) == ["run", "test"]

    lock = lock.with_name("run.txt")
    lock.write_text(lock.read_text().replace("pydantic==", "pydantic==1"))
    assert current(checkout) == []


@pytest.mark.parametrize("name", ["pyproject.toml", "scripts/lib/locked/run.txt"])
def test_one_byte_more_is_a_change(checkout: Path, name: str) -> None:
    with (checkout / name).open("a") as file:
        file.write("#")
    assert current(checkout) == []


def test_an_installation_that_was_killed_does_not_hold(checkout: Path) -> None:
    (checkout / ".venv" / ".unfinished").touch()
    assert current(checkout) == []


def test_a_moved_checkout_does_not_hold(checkout: Path) -> None:
    assert current(checkout.rename(checkout.with_name("moved"))) == []


def test_nothing_is_started_where_nothing_changed(checkout: Path) -> None:
    # Not even `cat`: PATH leads nowhere but to what the place of .venv is read with.
    tools = checkout / "tools"
    tools.mkdir()
    for name in ("dirname", "readlink"):
        (tools / name).symlink_to(str(shutil.which(name)))
    script = f"PATH={tools}\n. scripts/lib/setup.sh\nset_up test"
    done = subprocess.run([str(shutil.which("bash")), "-euc", script], cwd=checkout, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_tests_that_are_named_for_a_part_or_not_measured_are_there() -> None:
    """pytest says nothing of a name that it is told to pass over and that is not there."""
    script = '. scripts/lib/long.sh; printf "%s\\n" $long $meeting'
    done = subprocess.run(["bash", "-euc", script], cwd=ROOT, capture_output=True, text=True, check=True)
    named = done.stdout.split()
    assert {"store/test_postgres_contract.py", "facts"} <= set(named)
    assert [name for name in named if not is_there(*name.split("::"))] == []


def is_there(path: str, *names: str) -> bool:
    """Whether a file or folder of tests is there, and in it the class and the function of these names."""
    file = ROOT / "tests" / path
    return file.exists() and all(re.search(rf"\b(class|def) {name}\b", file.read_text()) for name in names)


def test_each_step_is_told_in_a_line_and_what_the_installer_says_is_kept(checkout: Path) -> None:
    script = """. scripts/lib/setup.sh
(
    step "fetching 2 packages"
    echo "Collecting pydantic==2.12"
    echo "  Downloading pydantic-2.12.whl"
    step "compiling"
) | show words"""
    done = subprocess.run(["bash", "-euc", script], cwd=checkout, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "  fetching 2 packages …\n  compiling …\n")
    assert "Collecting pydantic==2.12\n  Downloading pydantic-2.12.whl\n" in (checkout / "words").read_text()
