"""Every question that can be asked, asked without any shell: the answers are those of the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from events.store.address import Address, PostgresAddress
from tests.cli.given import ROOT, STORYLINE, timeline, unmeasured
from tests.store.contract import connectable
from timeline.answers.catalogue import QUESTIONS
from timeline.cli.terminal.saying import as_commands

if TYPE_CHECKING:
    from pathlib import Path

DIALOGUE, TODAY, ON = "iraq-nato", "2025-06-01", "2025-05-10"

ABOUT: dict[str, list[str]] = {
    "upcoming": [],
    "check": [],
    "find": ["advisory"],
    "dialogues": [],
    "diff": [DIALOGUE, "2025-03-01", ON],
    "explain": [DIALOGUE, "session:1"],
}
"""What a question is about; the dialogue where nothing is said."""

TIMELESS: dict[str, dict[str, Any]] = {
    "dialogues": {},
    "history": {"limit": 20},
    "replay": {"until": 8},
    "diff": {},
    "news": {"since": ON},
    "days": {"since": ON},
    "find": {"limit": 10},
}
"""The questions that take no times, with what they take instead."""

ASKED: list[tuple[str, list[str], dict[str, Any]]] = [
    (name, ABOUT.get(name, [DIALOGUE]), options)
    for name in QUESTIONS
    for options in ([TIMELESS[name]] if name in TIMELESS else [{}, {"on": ON, "known_at": "2025-03-01"}])
]


@pytest.fixture(params=["sqlite", "postgres", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store that holds the storyline, with its answers kept ready; one in memory keeps none."""
    there: Any = Address.parse(str(tmp_path / "store.db"))
    if request.param == "postgres":
        there = request.getfixturevalue("postgres_address")
        assert isinstance(there, PostgresAddress)
    monkeypatch.setenv("TIMELINE_STORE", connectable(there))
    monkeypatch.setenv("TIMELINE_TODAY", TODAY)
    assert timeline("append", "--from", str(STORYLINE)).code == 0
    return f"memory:{connectable(there)}" if request.param == "memory" else connectable(there)


def test_every_question_is_answered_without_a_shell_as_on_the_command_line(address: str) -> None:
    printed = []
    for name, about, options in ASKED:
        typed = [f"--{key.replace('_', '-')}={value}" for key, value in options.items()]
        printed.append(json.loads(timeline(name, *about, *typed, "--json").out))
    asked = subprocess.run(
        [sys.executable, "-m", "tests.application.ask_everything", address, TODAY],
        input=json.dumps(ASKED),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=unmeasured(),
    )
    assert (asked.returncode, asked.stderr) == (0, ""), "does TIMELESS say what each question without times takes?"
    answered = [as_printed(name, answer) for (name, _, _), answer in zip(ASKED, json.loads(asked.stdout), strict=True)]
    assert answered == printed


def as_printed(name: str, answer: Any) -> Any:
    """The answer as the command line prints it: what may be done next is said as command lines."""
    if name != "check":
        return answer
    return [row | {"hint": as_commands(row["hint"], quoted=False)} for row in answer]
