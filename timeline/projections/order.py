"""In which order is `upcoming` shown across dialogues? The next events first, then the overdue ones, the longest first.

By the last day it can mean: what is to come on 20 May goes before what is to come some time in the year.
"""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

from typing import Final, NamedTuple

NO_WINDOW: Final = 10_000_000
"""The `latest` of what has no window, which goes last."""


class Order(NamedTuple):
    """The place of one thing.

    Attributes:
        is_overdue: 1 where it is, else 0.
        latest: the last day, as an ordinal.
        earliest: the first day, as an ordinal. 0 where it does not count.
        edtf: the window. Empty where it does not count.

    """

    is_overdue: int
    latest: int
    earliest: int = 0
    edtf: str = ""

    def can_be_by(self, day: int) -> bool:
        """Whether it can take place up to a day, or should have. Not where nothing tells when.

        Args:
            day: as an ordinal, of a day that need not exist.

        """
        return self.latest != NO_WINDOW and self.earliest <= day
