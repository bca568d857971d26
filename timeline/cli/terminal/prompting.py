"""How is a question put on a terminal? With readline: a line to edit, Tab to complete, the earlier answer to keep.

Measured for this (decision 0006): prompt_toolkit takes 235 ms to import and keeps eight lines free under each question.
Readline takes 2 ms, ships with Python, and leaves a plain transcript that scrolls.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from textwrap import fill
from typing import TYPE_CHECKING

from events.errors import BadInputError
from timeline.cli.terminal.saying import remark, say
from timeline.forms.question import as_asked
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.forms.familiar import Choice
    from timeline.forms.question import FormQuestion

LISTED = 20
"""Choices that Tab lists at once. After that, type on."""


class RefusedAnswerError(BadInputError):
    """An answer out of a pipe that cannot be taken: nobody is there to change it."""


def refused(told: str) -> None:
    """Say why an answer cannot be taken, or what a question means.

    Raises:
        RefusedAnswerError: the answers come from a pipe.

    """
    if not sys.stdin.isatty():
        message, _, hint = told.partition("\n")
        hint = " ".join(["Nothing was recorded.", *hint.split("\n")]).rstrip()
        raise RefusedAnswerError(f"an answer cannot be taken: {message}", hint=hint)
    remark(wrapped(told))


def ask(question: FormQuestion, suggestion: str = "") -> str:
    """Put a question and return what was typed. `suggestion` stands there to be kept or changed.

    Raises:
        EOFError: there is no answer any more.

    """
    say(f"\n{wrapped(as_asked(question))}")
    prompt = f"{harmless(question.prompt)}: "
    line = _line(prompt, question.choices, suggestion)
    return line.encode(errors="surrogateescape").decode(errors="replace")


def wrapped(text: str) -> str:
    """A text whose lines break between words, as wide as the terminal. What is indented stays so."""
    width = max(shutil.get_terminal_size().columns - 1, 20)
    lines = (harmless(line) for line in text.split("\n"))
    return "\n".join(fill(line, width, subsequent_indent="    " if line.startswith(" ") else "") for line in lines)


def choose(prompt: str, keys: Sequence[str]) -> str:
    """Ask for one of some keys. Enter is the first, and the beginning of a word is enough."""
    while True:
        typed = _line(prompt, (), "").strip().lower()
        key = _IN_ARABIC.get(typed) or typed[:1] or keys[0]
        if key in keys:
            return key
        refused(f"Type one of {', '.join(keys)}. Enter is {keys[0]}.")


_IN_ARABIC = {"نعم": "y", "لا": "n"}


def _line(prompt: str, choices: Sequence[Choice], suggestion: str) -> str:
    if not sys.stdin.isatty():
        return _piped(prompt)
    try:
        import readline
    except ImportError:  # Windows: no completion, but every question can be answered
        return input(prompt)
    readline.set_completer_delims("")
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    readline.parse_and_bind("set show-all-if-ambiguous on")
    readline.set_auto_history(False)
    about = {choice.text: choice.about for choice in choices}
    on_screen = ""

    def complete(typed: str, number: int) -> str | None:
        nonlocal on_screen
        on_screen = typed
        found = completions(typed, list(about))
        return found[number] if number < len(found) else None

    def show(_common: str, matches: Sequence[str], _longest: int) -> None:
        lines = [f"  {match}  {about.get(match, '')}".rstrip() for match in matches[:LISTED]]
        lines += [f"  and {len(matches) - LISTED} more; ? lists them"] if len(matches) > LISTED else []
        # Readline then writes what it adds to the line as it was when Tab was pressed.
        sys.stdout.write("\n".join(["", *map(wrapped, lines), f"{prompt}{on_screen}"]))
        sys.stdout.flush()

    readline.set_completer(complete)
    with suppress(AttributeError):  # libedit has no such hook, and lists the matches itself
        readline.set_completion_display_matches_hook(show)
    readline.set_startup_hook(lambda: readline.insert_text(suggestion))
    try:
        return input(prompt)
    finally:
        readline.set_startup_hook(None)
        readline.set_completer(None)


def _piped(prompt: str) -> str:
    """A line out of a pipe, shown behind its question as if it had been typed."""
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    say(f"{prompt}{line.rstrip()}")
    return line.rstrip("\r\n")


def completions(typed: str, choices: Sequence[str]) -> list[str]:
    """What the typed text may become: what begins like it, else the only one that holds it.

    Of several with . Between them the last one is completed.
    """
    before, semicolon, last = typed.rpartition(";")
    kept = f"{before}; " if semicolon else ""
    start = last.strip().casefold() if semicolon else typed.casefold()
    found = [choice for choice in choices if choice.casefold().startswith(start)]
    if not found:
        found = [choice for choice in choices if start in choice.casefold()]
        # Readline puts what all of them begin with in place of what was typed: that would be less than was typed.
        if len(found) > 1 and len({choice[:1] for choice in found}) == 1:
            return []
    return [f"{kept}{choice}" for choice in found]
