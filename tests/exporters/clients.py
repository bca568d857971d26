"""Other people's programs that open what we export. Where one is missing, its tests are skipped and say its name.

`scripts/clients` installs all of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ROOT / ".clients" / "node_modules"
HERE = Path(__file__).parent


def program(name: str) -> str:
    """Where a program lies."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: scripts/clients installs it")
    return found


def browser_program() -> str:
    """Where a Chromium lies: the one without windows, if it is there. It takes half of the other's processor time."""
    return shutil.which("chromium-headless-shell") or program("chromium")


def module(name: str) -> Path:
    """Where an npm package lies."""
    if not (MODULES / name).is_dir():
        pytest.skip(f"the npm package {name} is not installed: scripts/clients installs it")
    return MODULES / name


def ran(*command: str | Path, stdin: bytes = b"", home: Path | None = None) -> str:
    """Run a client that must say nothing on standard error; what it printed."""
    environment = {**os.environ, "HOME": str(home)} if home else None
    done = subprocess.run(
        [str(part) for part in command], input=stdin, capture_output=True, check=False, timeout=120, env=environment
    )
    assert (done.returncode, done.stderr.decode()) == (0, ""), done.stdout.decode()
    return done.stdout.decode()
