"""`timeline add`: a dialogue, a report and its facts, asked question by question, on a real pseudo-terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import Ran, process, timeline
from tests.cli.terminal import CTRL_C, TAB, Terminal
from timeline.cli.terminal.prompting import completions

if TYPE_CHECKING:
    from pathlib import Path


def test_a_fact_is_asked_for_shown_and_appended(talks: None) -> None:
    terminal = Terminal("add")
    terminal.answer("dialogue", f"ta{TAB}")
    terminal.answer("report", "r2")
    terminal.answer("outlet", "News")
    for prompt, text in (("url", ""), ("title", "العنوان"), ("language", "ar"), ("published", "2025-13")):
        terminal.answer(prompt, text)
    terminal.expect("which is no month")
    # What was refused stands there to be changed; `<` alone goes back.
    terminal.answer("published", "\x1520 May 2025")
    for prompt, text in (("kind", ""), ("origin", "<")):
        terminal.answer(prompt, text)
    for prompt, text in (("kind", f"min{TAB}"), ("origin", "")):
        terminal.answer(prompt, text)
    for prompt, text in (("fact 1", "session-sch"), ("session", "second round"), ("window", "2025-06=in June")):
        terminal.answer(prompt, text)
    for prompt in ("place", "basis", "quote", "and"):
        terminal.answer(prompt, "")
    terminal.answer("fact 2", "")
    terminal.expect("kind: session-scheduled")
    terminal.expect("append? [Y/n/e(dit)] ")
    terminal.type("\r")
    terminal.expect("2 facts added, 0 known already (talks)")
    terminal.expect("Now try: timeline state talks")
    assert terminal.code() == 0
    filed, scheduled = (one["payload"] for one in json.loads(timeline("history", "--json").out)[-2:])
    assert filed == {
        "id": "r2",
        "outlet": "News",
        "title": "العنوان",
        "language": "ar",
        "published": "2025-05-20",
        "kind": "ministry",
    }
    assert scheduled == {"session": 2, "window": {"edtf": "2025-06", "wording": "in June"}, "report": "r2"}


def test_the_fact_file_can_be_edited_and_declined(talks: None, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i.old "s/contact-held/contact-hold/" "$1"\n')
    editor.chmod(0o755)
    terminal = Terminal("add", EDITOR=str(editor), VISUAL="")
    for prompt, text in (("dialogue", "talks"), ("report", "none"), ("fact 1", "contact-held"), ("format", "call")):
        terminal.answer(prompt, text)
    for prompt in ("when", "place", "person 1 name", "quote", "and"):
        terminal.answer(prompt, "")
    terminal.answer("fact 2", "")
    terminal.expect("append? [Y/n/e(dit)] ")
    terminal.type("e\r")
    terminal.expect("kind: contact-hold")
    terminal.expect("append? [Y/n/e(dit)] ")
    terminal.type("y\r")
    terminal.expect("'contact-hold' is no kind of fact. Did you mean 'contact-held'?")
    terminal.expect("append? [Y/n/e(dit)] ")
    terminal.type("n\r")
    terminal.expect("Nothing was recorded.")
    assert terminal.code() == 0


@pytest.mark.parametrize("key", [CTRL_C, "\x04"])
def test_ctrl_c_and_the_end_of_input_leave_with_130_and_nothing_is_stored(key: str, store: Path) -> None:
    terminal = Terminal("add")
    terminal.answer("dialogue", "talks")
    terminal.expect("title: ")
    terminal.press(key, "Nothing was recorded.")
    assert terminal.code() == 130
    assert not store.exists()


def test_the_first_dialogue_makes_the_store(store: Path) -> None:
    terminal = Terminal("add")
    for prompt, text in (("dialogue", "talks"), ("title", "Talks"), ("parties", "A; B"), ("names", "")):
        terminal.answer(prompt, text)
    for prompt, text in (("report", "none"), ("fact 1", "")):
        terminal.answer(prompt, text)
    terminal.expect("append? [Y/n/e(dit)] ")
    terminal.type("y\r")
    terminal.expect("added at position 1 (talks): dialogue opened: Talks (A, B)")
    assert (terminal.code(), store.exists()) == (0, True)


def test_without_a_terminal_nothing_is_asked() -> None:
    assert process("add") == Ran(
        2,
        "",
        "error: `timeline add` asks questions, and here is no terminal to ask on\n"
        "hint: Pipe a fact file instead: timeline append --from - (docs/fact-files.md).\n",
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("qas", ["Qasim Al-Araji", "Qasim Karim"]),
        ("goff", ["Tom Goffus"]),
        ("karim", ["Qasim Karim"]),
        ("m", ["Qasim Al-Araji", "Qasim Karim", "Tom Goffus"]),
        ("im", []),  # completing would take away what was typed
        ("Iraq; tom", ["Iraq; Tom Goffus"]),
        ("nobody", []),
    ],
)
def test_tab_completes_what_begins_so_else_what_holds_it(typed: str, found: list[str]) -> None:
    assert completions(typed, ["Qasim Al-Araji", "Qasim Karim", "Tom Goffus"]) == found
