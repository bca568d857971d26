"""With which status does a command exit? Every exit code, and the families of refusals that lead to each."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

from events.errors import BadInputError, ConflictError, NotFoundError, TimelineError


class ExitCode(IntEnum):
    """Every exit code. `docs/reference/exit-codes.md` and `timeline --help` show these lines."""

    meaning: str

    DONE = 0, "done, also when there was nothing to show"
    FAILED = 1, "the store could not do it, the answer could not be written, or a check found something"
    USAGE = 2, "the request was wrong (an option, a file, a date), and nothing was stored"
    NOT_FOUND = 3, "what was named is not there: a store, a dialogue, a fact"
    CONFLICT = 4, "the log already holds something else, and nothing was stored"
    INTERRUPTED = 130, "interrupted from the keyboard"

    def __new__(cls, code: int, meaning: str) -> Self:
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
