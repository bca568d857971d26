"""The README shows real output: every `$ timeline …` in it prints just what stands below it.

`python -m tests.test_readme` puts the present output in.
"""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path

import pytest

from tests.cli.given import timeline
from tests.documented import commands, refreshed

README = Path(__file__).parent.parent / "README.md"


def present(text: str, folder: str) -> str:
    """The text with the present output of every command in it, all run on one new store in the folder."""
    environment = {"TIMELINE_STORE": f"sqlite:///{folder}/readme.db", "TIMELINE_TODAY": "2026-11-24"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return refreshed(text, lambda line: timeline(*shlex.split(line)[1:]).out)


def test_every_command_of_the_readme_prints_what_it_shows(tmp_path: Path) -> None:
    text = README.read_text()
    assert len(commands(text)) > 10
    assert present(text, str(tmp_path)) == text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(present(README.read_text(), folder))
