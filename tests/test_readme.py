"""Every page that is read from top to bottom shows real output: README, tutorial, tour and the how-to guides.

Each page begins in an empty folder with an empty home. The files that it shows under a name are there, its settings
(`export …`) hold, and every `$ command` prints just what stands below it.
`python -m tests.test_readme` puts the present output in, and draws the picture of the storyline anew;
`python -m tests.browser.photograph` takes the picture of its page anew.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.cli.given import ROOT, STORYLINE, timeline
from tests.documented import Shell, commands, commands_in, named_files, refreshed

README = ROOT / "README.md"
DOCS = ROOT / "docs"
GUIDES = sorted((DOCS / "how-to").glob("*.md"))
PAGES = [README, DOCS / "tutorial.md", DOCS / "tour.md", *GUIDES]
PICTURE = DOCS / "iraq-nato.svg"
TODAY = "2026-11-24"

MOST_LINES = 150
"""Of the README: more is a manual."""

_EXPORTS = re.compile(r"^export (.*)$", re.MULTILINE)
_ROOT = re.compile(r"(Root )[0-9a-f]{64}")
"""The fingerprint of a log, which tells when it was recorded."""

_WITHOUT_COMMANDS = {"install.md", "look-at-the-pages.md", "use-from-python.md"}
"""Guides without a console: one is about what is not installed yet, the other is run by tests/test_library.py."""


def present(text: str, folder: Path) -> str:
    """Put the present output of every command into a text, all of them run in one new folder and home."""
    home, work = folder.resolve() / "home", folder.resolve() / "work"
    home.mkdir()
    work.mkdir()
    for name, content in named_files(text).items():
        (work / name).write_text(content)
    (work / "timeline").symlink_to(ROOT / "timeline")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", commands_in(folder.resolve() / "tools"))
        patch.setenv("HOME", str(home))
        patch.setenv("TIMELINE_STORE", "talks.db")
        patch.setenv("TIMELINE_TODAY", TODAY)
        for name, _, value in (word.partition("=") for line in _EXPORTS.findall(text) for word in line.split()):
            if "://" not in value:
                patch.setenv(name, value)
        patch.chdir(work)
        shell = Shell(work)
        return refreshed(text, lambda line: _ROOT.sub(r"\g<1>2c5d…", shell.run(line)))


def drawn(folder: Path) -> str:
    """Draw the picture of the README: the storyline as it is known today."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMELINE_STORE", "picture.db")
        patch.setenv("TIMELINE_TODAY", TODAY)
        patch.chdir(folder)
        timeline("append", "--from", str(STORYLINE))
        return timeline("export", "svg", "iraq-nato").out


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_command_prints_what_is_shown(page: Path, tmp_path: Path) -> None:
    text = page.read_text()
    assert commands(text) or page.name in _WITHOUT_COMMANDS
    assert present(text, tmp_path) == text, "run: python -m tests.test_readme"


def test_the_picture_is_what_the_program_draws(tmp_path: Path) -> None:
    assert drawn(tmp_path) == PICTURE.read_text()


def test_the_readme_can_be_read_in_some_minutes() -> None:
    assert len(README.read_text().splitlines()) <= MOST_LINES


def test_no_page_writes_into_the_log_of_its_reader() -> None:
    followed = [README, DOCS / "README.md", DOCS / "tutorial.md", DOCS / "tour.md", DOCS / "errors.md"]
    assert [page.name for page in followed if "export TIMELINE_STORE=" not in page.read_text()] == []


if __name__ == "__main__":
    for page in PAGES:
        with tempfile.TemporaryDirectory() as scratch:
            page.write_text(present(page.read_text(), Path(scratch)))
    with tempfile.TemporaryDirectory() as scratch:
        PICTURE.write_text(drawn(Path(scratch)))
