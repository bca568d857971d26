"""With which code does a command leave, and what does it say when it cannot do what was asked?"""

from __future__ import annotations

import sys
from enum import IntEnum

from events.errors import BadInputError, ConflictError, NotFoundError, TimelineError
from timeline.cli.safe_text import harmless_lines


class ExitCode(IntEnum):
    """Every exit code; `docs/commands.md` and `timeline --help` show these lines."""

    meaning: str

    DONE = 0, "done, also when there was nothing to show"
    FAILED = 1, "the store could not do it, or a check found something"
    USAGE = 2, "the request was wrong: an option, a file, a date; nothing was stored"
    NOT_FOUND = 3, "what was named is not there: a store, a dialogue, a fact"
    CONFLICT = 4, "the log already holds something else; nothing was stored"
    INTERRUPTED = 130, "interrupted from the keyboard"

    def __new__(cls, code: int, meaning: str) -> ExitCode:
        """Make a member that knows what it means."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member


def exit_code_of(error: TimelineError) -> ExitCode:
    """The exit code of a refused request, by its family."""
    match error:
        case BadInputError():
            return ExitCode.USAGE
        case NotFoundError():
            return ExitCode.NOT_FOUND
        case ConflictError():
            return ExitCode.CONFLICT
        case _:
            return ExitCode.FAILED


def complain(message: str, hint: str = "") -> None:
    """Say on standard error what is wrong and what to do next."""
    print(f"error: {harmless_lines(message)}", file=sys.stderr)
    if hint:
        print(f"hint: {harmless_lines(hint)}", file=sys.stderr)


def remark(text: str) -> None:
    """Say something on standard error that is no part of the answer."""
    print(harmless_lines(text), file=sys.stderr)
