"""What is to come, across dialogues, and what is overdue?"""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.claims.statuses import TO_COME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.projections.session import Session

NO_WINDOW: Final = 10_000_000
"""The `latest` of what has no window, which goes last."""


class Order(NamedTuple):
    """By which sessions are ordered, across dialogues: what is to come, then what is overdue, the longest first.

    By the last day it can mean: what is to come on 20 May goes before what is to come some time in the year.

    Attributes:
        is_overdue: 1 where it is, else 0.
        latest: the last day, as an ordinal.
        earliest: the first day, as an ordinal; 0 where it does not count.
        edtf: the window; empty where it does not count.

    """

    is_overdue: int
    latest: int
    earliest: int = 0
    edtf: str = ""

    def can_be_before(self, day: "date") -> bool:
        """Whether it can take place up to a day, or should have; not where nothing tells when."""
        return bool(self.is_overdue) or (self.latest != NO_WINDOW and self.earliest <= day.toordinal())


def order(session: "Session") -> Order:
    """Where a session stands among those that are to come or overdue."""
    is_overdue = int(session.status == "overdue")
    if session.window is None:
        return Order(is_overdue, NO_WINDOW)
    earliest, latest, text = session.window.window.sort_key
    return Order(is_overdue, latest) if is_overdue else Order(is_overdue, latest, earliest, text)


def project(sessions: "Iterable[Session]") -> "list[Session]":
    """What is to come in order of window, what has no window last; then what is overdue, the longest first."""
    return sorted((one for one in sessions if one.status in TO_COME or one.status == "overdue"), key=order)
