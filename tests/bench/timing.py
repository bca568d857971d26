"""What a task that is measured hands back."""

from __future__ import annotations

from typing import NamedTuple


class Timed(NamedTuple):
    """How long how many took.

    Attributes:
        seconds: for all of them, by a clock that does not go back.
        many: facts, appends or answers.

    """

    seconds: float
    many: int

    @property
    def each(self) -> float:
        """Seconds of one of them."""
        return self.seconds / self.many
