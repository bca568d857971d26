"""How far is it? What somebody sees who watches."""

from __future__ import annotations

import os
import pty
import re
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import timeline
from tests.cli.test_append import lines
from timeline.cli.app import run_command
from timeline.cli.terminal import progress

if TYPE_CHECKING:
    from pathlib import Path

BAR = re.compile(r"(Checking|Storing|Comparing answers|Making answers) .*?100%", flags=re.DOTALL)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of 300 facts, which are enough for a bar."""
    monkeypatch.setattr(progress, "WORTH_SHOWING_BYTES", 1_000)
    monkeypatch.setattr(progress, "WORTH_SHOWING_FACTS", 100)
    monkeypatch.setattr(progress, "WORTH_SHOWING_ANSWERED", 100)
    file = tmp_path / "many.jsonl"
    file.write_text("".join(lines(300)))
    return str(file)


def shown(*words: str) -> str:
    """What a command writes to standard error where that is a terminal."""
    screen, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as errors, redirect_stderr(errors):
        assert run_command(list(words)) == 0
        errors.write("end")
        errors.flush()
        text = ""
        while not text.endswith("end"):
            text += os.read(screen, 10_000).decode()
    os.close(screen)
    return text


@pytest.mark.parametrize(
    ("words", "bars"),
    [
        (("verify",), ["Checking", "Comparing answers"]),
        (("rebuild", "--all"), ["Making answers"]),
        (("doctor",), ["Checking"]),
        (("checkpoint",), ["Checking"]),
        (("dialogues",), []),
    ],
)
def test_a_bar_shows_how_far_it_is(file: str, words: tuple[str, ...], bars: list[str]) -> None:
    assert timeline("append", "--from", file).code == 0
    assert BAR.findall(shown(*words)) == bars


def test_what_is_copied_is_checked(file: str, tmp_path: Path) -> None:
    assert timeline("append", "--from", file).code == 0
    backup = str(tmp_path / "backup.db")
    assert BAR.findall(shown("backup", backup)) == ["Checking"]
    there = ("--store", str(tmp_path / "there.db"))
    assert BAR.findall(shown("restore", backup, *there)) == ["Checking", "Making answers"]
    assert BAR.findall(shown("merge", backup, *there)) == ["Checking", "Storing"]


def test_a_file_is_checked_and_stored_and_its_answers_are_made(file: str) -> None:
    assert BAR.findall(shown("append", "--from", file)) == ["Checking", "Storing", "Making answers"]


def test_little_is_done_before_a_bar_could_be_read(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timeline("append", "--from", file).code == 0
    monkeypatch.setattr(progress, "WORTH_SHOWING_FACTS", 1_000)
    monkeypatch.setattr(progress, "WORTH_SHOWING_ANSWERED", 1_000)
    assert shown("verify") == "end"
