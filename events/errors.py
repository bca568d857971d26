"""Every way in which a request can be refused, on one screen.

An error keeps its data, says what is wrong with the value, and what to do next. The five families below are
what the command line turns into exit codes (`timeline/cli/exits.py`). Concrete errors live beside the code that
raises them and belong to one family.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.advice import Next


class TimelineError(Exception):
    """A refused request.

    Attributes:
        message: one sentence: what is wrong, where, with the value.
        hint: one sentence: what to do next ("" where nothing can be advised).

    Both may name what can be done next, as `events.advice` writes it: each shell words that in its own way.
    `str` has it in words, for who has no shell.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def next(self) -> list[Next]:
        """What message and hint say can be done next, as data."""
        from events.advice import next_in

        return next_in(self.message, self.hint)

    def __str__(self) -> str:
        from events.advice import in_words

        return in_words(f"{self.message}\n{self.hint}" if self.hint else self.message)


class BadInputError(TimelineError):
    """The request itself is wrong: an option, a file, a window, a name."""


class NotFoundError(TimelineError):
    """The request is well-formed, but what it names is not there: a store, a dialogue, a fact, a subject."""


class ConflictError(TimelineError):
    """The request contradicts what the log already holds: a version, an id, a report filed with other content."""


class StoreError(TimelineError):
    """The store cannot do it: locked for too long, full, damaged, unreadable, not a store, out of reach."""
