"""Every command works where nothing outside can be reached: no network, no other program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.cli.given import ROOT, STORYLINE
from timeline.answers.catalogue import QUESTIONS
from timeline.cli.catalogue import commands
from timeline.exporters.catalogue import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

DIALOGUE = "iraq-nato"
SCHEDULED, INVITED = "ed7f5f7d2a30", "80e033437ec0"
"""Two facts of the storyline; a fact's id comes from its content."""

ABOUT_ONE = [name for name, question in QUESTIONS.items() if question.is_of_state]
"""The questions that take a dialogue and no more."""

SERVES = {"serve"}
"""It ends when it is told to, and answers this machine only: tests/cli/test_serve.py."""

NEEDS_A_TERMINAL = {"add"}
"""It leaves with 2 where there is none; its editor is the one program that is ever started."""


def test_every_command_works_without_network_and_other_programs(tmp_path: Path) -> None:
    lines = command_lines(tmp_path)
    assert {line[0] for line in lines} | SERVES == commands().keys()

    came = sealed(lines, tmp_path)

    assert came["tried"] == []
    failed = [
        (line, out, err)
        for line, (code, out, err) in zip(lines, came["ran"], strict=True)
        if code not in ({2} if line[0] in NEEDS_A_TERMINAL else {0, 1} if line[0] == "check" else {0})
    ]
    assert failed == []


def test_the_seal_holds(tmp_path: Path) -> None:
    came = sealed([["dialogues", "--store", "postgresql://localhost/talks"]], tmp_path)
    assert [event.partition(" ")[0] for event in came["tried"]] == ["socket.getaddrinfo"]


def command_lines(folder: Path) -> list[list[str]]:
    """One of each command at least, on one store, in an order in which each has what it needs."""
    return [
        ["append", "--from", str(STORYLINE)],
        *([question, DIALOGUE] for question in (*ABOUT_ONE, "history", "replay")),
        ["dialogues"],
        ["upcoming", "--on", "2025-05-10"],
        ["news", "--since", "2025-05-01"],
        ["days", DIALOGUE],
        ["find", "Baghdad"],
        ["diff", DIALOGUE, "2025-05-10", "2025-05-20"],
        ["explain", DIALOGUE, "session:2.window"],
        ["check", DIALOGUE],
        ["append", "session-held", DIALOGUE, "--session", "3", "--when", "2026-10-01"],
        ["correct", SCHEDULED, "--set", "place=Rome", "--whose", "coder"],
        ["retract", INVITED, "--whose", "coder", "--reason", "typed twice"],
        ["link", DIALOGUE, "person:Tom Goffus", "person:Thomas Goffus", "--as", "same"],
        ["add"],
        *(["export", format_.name, DIALOGUE] for format_ in FORMATS),
        ["verify"],
        ["checkpoint", "--make-key", str(folder / "key"), "--origin", "example.org/talks"],
        ["checkpoint", "--key", str(folder / "key")],
        ["prove", SCHEDULED],
        ["redact", INVITED, "--reason", "asked for", "--yes"],
        ["backup", str(folder / "backup.db")],
        ["restore", str(folder / "backup.db"), "--store", str(folder / "restored.db")],
        ["merge", str(folder / "backup.db")],
        ["rebuild", "--all", "--jobs", "2"],
        ["rebuild", "--json"],
        ["watch", "--since", "0", "--limit", "3"],
        ["doctor"],
        ["token", str(folder / "access.toml"), "archive", "--dialogue", DIALOGUE],
        ["demo"],
        ["help", "glossary"],
        ["schema", "state"],
    ]


def sealed(lines: list[list[str]], folder: Path) -> dict[str, Any]:
    """What came of command lines in a sealed process."""
    result = folder / "result.json"
    subprocess.run(
        [*no_network(), sys.executable, "-m", "tests.sealed", str(result)],
        input=json.dumps(lines).encode(),
        check=True,
        cwd=ROOT,
        env={**os.environ, "TIMELINE_STORE": str(folder / "store.db"), "LOGNAME": "anna"},
    )
    came: dict[str, Any] = json.loads(result.read_text())
    return came


@cache
def no_network() -> tuple[str, ...]:
    """What starts a program where there is no network for its libraries in C either, as far as this machine can."""
    command = ("unshare", "--map-root-user", "--net")
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    return command if allowed else ()
