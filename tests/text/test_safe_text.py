"""Texts of others on their way to a reader: nothing in them is obeyed, and none takes another way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.saying import complain, say
from timeline.text.safe_text import Printable, harmless_lines, markdown_safe

CLI = Path(__file__).parents[2] / "timeline" / "cli"
HOSTILE = "talks;touch\tPWNED\x1b[31m$(id)\u202e\x9b2J"


def test_a_receipt_shows_what_a_terminal_would_obey(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"6 facts added ({HOSTILE})")
    complain(f"no dialogue {HOSTILE}")
    shown = r"talks;touch PWNED\x1b[31m$(id)\u202e\x9b2J"
    assert capsys.readouterr() == (f"6 facts added ({shown})\n", f"error: no dialogue {shown}\n")


def test_what_a_door_has_made_safe_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say(json_text({"name": "a\u00a0b\x9b"}, pretty=False))
    say(Printable("\x1b[1mheading\x1b[0m"))
    assert capsys.readouterr().out == '{"name": "a\u00a0b\\u009b"}\n\x1b[1mheading\x1b[0m\n'


def test_a_part_of_a_safe_text_is_safe_no_longer_once_something_is_added_to_it() -> None:
    assert not isinstance(f"{Printable('x')}y", Printable)
    assert not isinstance("\n".join([Printable("x")]), Printable)


def test_only_the_terminal_package_writes_to_a_stream() -> None:
    """A command that prints past `say` prints texts as they came."""
    # `options` stands below the terminal, and what it warns of is a fixed text of ours.
    doors = {CLI / "main.py", CLI / "options.py", *(CLI / "terminal").iterdir()}
    writing = re.compile(r"\bprint\(|typer\.echo|std(?:out|err)\.(?:write|buffer)")
    beside = [path.name for path in CLI.rglob("*.py") if path not in doors and writing.search(path.read_text())]
    assert beside == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\x1b]0;owned\x07")
@example("a\u2028b\u2066c\u2069\ufeff\u00ad")
def test_no_line_holds_what_a_terminal_obeys(text: str) -> None:
    for line in harmless_lines(text).split("\n"):
        assert line.replace("\u200c", "").replace("\u200d", "").isprintable()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rudaw.net", r"Rudaw\.net"),
        ("x.com//y", r"x\.com\//y"),
        ("https://a.example", r"https\://a\.example"),
        ("at 5.30 p.m.", r"at 5.30 p\.m."),
        ("a|b <i> &amp; _c_", r"a\|b \<i\> \&amp; \_c\_"),
        ("- 1. x", r"\- 1. x"),
        ("1. x", r"1\. x"),
    ],
)
def test_markdown_shows_a_text_and_makes_nothing_of_it(text: str, written: str) -> None:
    assert markdown_safe(text) == written
