"""Where is a text printed? Answers on standard output, all else on standard error, both without control characters."""

from __future__ import annotations

import os
import sys
from collections import deque
from typing import TYPE_CHECKING

from events.wording import counted
from timeline.text.safe_text import Printable, harmless_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from events.advice import Next
    from timeline.application.remarks import Remark


def say(text: str) -> None:
    """Print a part of the answer: a `Printable` exactly as it is, any other text so that no terminal obeys it."""
    sys.stdout.write(f"{text if isinstance(text, Printable) else harmless_lines(text)}\n")


def say_done(text: str) -> None:
    """Print what was stored or written. Where the answer cannot be printed, standard error is told."""
    done(text)
    say(text)


def done(text: str) -> None:
    """Keep what was stored or written, for the case that the answer cannot be printed."""
    _done.append(text)


def what_was_done() -> list[str]:
    """What was stored or written, the last of it. Asked once."""
    told = list(_done)
    _done.clear()
    return told


_done: deque[str] = deque(maxlen=20)


def remark(text: str) -> None:
    """Say on standard error what is no part of the answer. Where that takes nothing, nobody is told."""
    try:
        sys.stderr.write(f"{harmless_lines(as_commands(text))}\n")
    except OSError:
        silence(sys.stderr)


def as_commands(text: str, *, quoted: bool = True) -> str:
    """A text in which what may be done next (`events.advice`) is said as command lines, in backquotes or bare."""
    if "«" not in text:  # most are none, and need no patterns
        return text
    from events.advice import worded
    from timeline.cli.terminal.command_lines import command_line, option

    quote = "`" if quoted else ""

    def word(one: Next) -> str:
        if one.action != "install":
            return command_line(one, quote=quote)
        from timeline.cli.terminal.installing import CHECKOUT, install_line

        line = install_line(str(one.arguments["extra"]))
        if line == CHECKOUT:
            return f"Type {quote}{line}{quote} in place of timeline: it installs what a command needs."
        return f"Install it: {quote}{line}{quote}"

    return worded(text, word, option)


def say_besides(remarks: Iterable[Remark]) -> None:
    """Put into words, on standard error, what a request remarked."""
    for one in remarks:
        from timeline.application.remarks import ClosedToGroup, RedactedFacts, StaleAnswers

        if isinstance(one, ClosedToGroup):
            remark(
                f"Only you can write to {one.file}, and a group shares its folder: `chmod g+w {one.file}` lets it"
                " write; with umask 002 the next store is made so."
            )
        elif isinstance(one, RedactedFacts):
            count = "some facts" if one.facts is None else counted(one.facts, "fact")
            remark(f"Redacted: {count}. Their content is in no answer. `timeline history` shows where they stood.")
        elif isinstance(one, StaleAnswers):
            whose = f"{counted(one.dialogues, 'dialogue')} ({counted(one.facts, 'fact')})"
            them = "it" if one.dialogues == 1 else "them"
            remark(
                f"The answers of {whose} are out of date: questions about {them} read the log."
                " `timeline rebuild` prepares them again."
            )
        else:
            state = "its signature was not checked (--public-key)" if one.is_signed else "it is not signed"
            remark(f"The checkpoint is taken on trust: {state}.")


def complain(message: str, hint: str = "") -> None:
    """Say on standard error what is wrong and what to do next."""
    remark(f"error: {message}")
    if hint:
        remark(f"hint: {hint}")


def silence(stream: TextIO) -> None:
    """Say nothing more there: it takes nothing, and Python would complain when it flushes it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
