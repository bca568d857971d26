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

READ = "Record this? [Y/n/e(dit)/f(ile)] "


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
    terminal.expect("report r2: News 2025-05-20")
    terminal.expect("session 2 scheduled for 2025-06")
    terminal.expect("session 2: invited → scheduled; window 2025 → 2025-06")
    terminal.expect(READ)
    terminal.type("f\r")
    terminal.expect("kind: session-scheduled")
    terminal.expect(READ)
    terminal.type("\r")
    terminal.expect("2 facts added, 0 known already (talks)")
    terminal.expect("`timeline state talks` shows where it stands.")
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
    terminal.expect(READ)
    terminal.type("e\r")
    terminal.expect("kind: contact-hold")
    terminal.expect(READ)
    terminal.type("y\r")
    terminal.expect("1 fault in your answers:")
    terminal.expect("'contact-hold' is not a kind of fact. Did you mean 'contact-held'?")
    terminal.expect("hint: Nothing was recorded. Type e to change it.")
    terminal.expect(READ)
    editor.write_text('#!/bin/sh\nsed -i.old "s/contact-hold/contact-held/" "$1"\n')
    terminal.type("e\r")
    assert terminal.expect(READ).endswith("talks:\n  call\n\nRecord this? [Y/n/e(dit)/f(ile)] ")
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
    for prompt, text in (("dialogue", "talks"), ("title", "Talks"), ("parties", "A; B")):
        terminal.answer(prompt, text)
    for prompt, text in (("report", "none"), ("fact 1", "")):
        terminal.answer(prompt, text)
    terminal.expect(READ)
    terminal.type("y\r")
    terminal.expect("added at position 1 (talks): dialogue opened: Talks (A, B)")
    assert (terminal.code(), store.exists()) == (0, True)


def test_without_a_terminal_and_without_answers_nothing_is_recorded(store: Path) -> None:
    assert process("add") == Ran(
        2,
        "\nWhich dialogue? A name for it, such as Northland-Southland border talks.\n",
        "error: the answers end before the last question\n"
        "hint: Nothing was recorded. `timeline add` asks on a terminal."
        " A program pipes a fact file: `timeline append --from -`.\n",
    )
    assert not store.exists()


ANSWERS = """\
محادثات الحدود
borders
محادثات الحدود
العراق؛ الكويت
وكالة, 12 March 2026
https://a.example/1

ar
agency


met

first round
yesterday

البصرة
"""
"""What somebody who writes Arabic types on an empty machine, up to the persons."""


def test_answers_may_come_from_a_pipe(store: Path) -> None:
    ran = timeline("add", stdin=f"{ANSWERS}\n\n\n\ny\n")
    assert ran.code == 0, ran
    assert ran.out.endswith("3 facts added, 0 known already (borders)\n")
    opened, filed, held = (one["payload"] for one in json.loads(timeline("history", "--json").out))
    assert opened == {"title": "محادثات الحدود", "parties": ["العراق", "الكويت"], "names": []}
    assert filed["id"] == "report-2026-03-12"
    assert (held["session"], held["when"], held["place"]) == (
        1,
        {"edtf": "2026-03-11", "wording": "yesterday"},
        "البصرة",
    )


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ("", "the answers end before the last question"),
        ("\n\n\n\n", "the answers end before the last question"),  # nobody said yes
        ("\n\nwhn\n", "an answer cannot be taken: 'whn' is not an attribute that is left."),
        ("\n\n\n\nperhaps\n", "an answer cannot be taken: Type one of y, n, e, f, <. Enter is y."),
    ],
)
def test_nothing_is_half_done_where_a_pipe_ends_or_is_wrong(store: Path, rest: str, why: str) -> None:
    ran = timeline("add", stdin=f"{ANSWERS}{rest}")
    assert (ran.code, ran.err.partition("\n")[0]) == (2, f"error: {why}")
    assert "hint: Nothing was recorded." in ran.err
    assert not store.exists()


def test_questions_fit_a_narrow_terminal() -> None:
    terminal = Terminal("add", COLUMNS="40")
    terminal.answer("dialogue", "Talks of Northland and Southland on the border")
    terminal.answer("short name", "")
    seen = terminal.expect("title: ")
    assert max(map(len, seen.splitlines())) <= 60
    assert "talks-northland-southland-border" in seen.replace("\n", "")
    terminal.press(CTRL_C, "Nothing was recorded.")
    assert terminal.code() == 130


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
