"""Every question that can be asked, asked without any shell: the answers are those of the command line."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.cli.given import STORYLINE, timeline
from timeline.answers.catalogue import QUESTIONS
from timeline.application.tracker import Tracker
from timeline.cli.terminal.saying import as_commands

if TYPE_CHECKING:
    from pathlib import Path

ON = "2025-05-10"

ABOUT: dict[str, tuple[str, ...]] = {
    "upcoming": (),
    "check": (),
    "dialogues": (),
    "diff": ("iraq-nato", "2025-03-01", ON),
    "explain": ("iraq-nato", "session:1"),
}
"""What each question is asked about; the dialogue where nothing is said."""

TIMELESS = {"dialogues", "history", "replay", "diff", "news", "days"}


@pytest.fixture
def tracked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a store that holds the storyline."""
    address = str(tmp_path / "store.db")
    monkeypatch.setenv("TIMELINE_STORE", address)
    monkeypatch.setenv("TIMELINE_TODAY", "2025-06-01")
    assert timeline("append", "--from", str(STORYLINE)).code == 0
    return address


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_as_on_the_command_line(name: str, tracked: str) -> None:
    about = ABOUT.get(name, ("iraq-nato",))
    with Tracker(open_engine(Address.parse(tracked), mode=OpenMode.READ), date(2025, 6, 1)) as tracker:
        for times in ({}, {} if name in TIMELESS else {"on": ON}):
            options = [f"--{key}={value}" for key, value in times.items()]
            printed = json.loads(timeline(name, *about, *options, "--json").out)
            reply = tracker.ask(name, *about, **times)
            assert as_printed(name, reply.plain) == printed
            model = tracker.ask(name, *about, **times).model
            dumped = model.rows() if QUESTIONS[name].is_list else model.model_dump(mode="json")
            assert as_printed(name, dumped) == printed


def as_printed(name: str, answer: Any) -> Any:
    """The answer as the command line prints it: what may be done next is said as command lines."""
    if name != "check":
        return answer
    return [row | {"hint": as_commands(row["hint"], quoted=False)} for row in answer]
