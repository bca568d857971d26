"""The README and the tour show real output: every `$ timeline …` in them prints just what stands below it.

`python -m tests.test_readme` puts the present output in, and draws the picture of the README anew.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from pathlib import Path

import pytest

from tests.cli.given import timeline
from tests.documented import commands, refreshed

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "tour.md"]
PICTURE = ROOT / "docs" / "iraq-nato.svg"
STORYLINE = ROOT / "timeline" / "demo" / "iraq-nato.yaml"
TODAY = "2026-11-24"

MOST_LINES = 150
"""Of the README: more is a manual."""

_NAMED = re.compile(r"```yaml (\S+)\n(.*?)```", re.DOTALL)
"""A file that the reader is asked to write."""


def present(text: str, folder: Path) -> str:
    """The text with the present output of every command in it, all run in the folder, on one new store."""
    for name, content in _NAMED.findall(text):
        (folder / name).write_text(content)
    (folder / "timeline").symlink_to(ROOT / "timeline")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMELINE_STORE", "readme.db")
        patch.setenv("TIMELINE_TODAY", TODAY)
        patch.chdir(folder)
        return refreshed(text, lambda line: timeline(*shlex.split(line)[1:]).out)


def drawn(folder: Path) -> str:
    """The picture of the README: the storyline as it is known today."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMELINE_STORE", "picture.db")
        patch.setenv("TIMELINE_TODAY", TODAY)
        patch.chdir(folder)
        timeline("append", "--from", str(STORYLINE))
        return timeline("export", "svg", "iraq-nato").out


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_prints_what_is_shown(document: Path, tmp_path: Path) -> None:
    text = document.read_text()
    assert len(commands(text)) > 4
    assert present(text, tmp_path) == text


def test_the_picture_is_what_the_program_draws(tmp_path: Path) -> None:
    assert drawn(tmp_path) == PICTURE.read_text()


def test_the_readme_can_be_read_in_some_minutes() -> None:
    assert len(DOCUMENTS[0].read_text().splitlines()) <= MOST_LINES


if __name__ == "__main__":
    for document in DOCUMENTS:
        with tempfile.TemporaryDirectory() as scratch:
            document.write_text(present(document.read_text(), Path(scratch)))
    with tempfile.TemporaryDirectory() as scratch:
        PICTURE.write_text(drawn(Path(scratch)))
