"""What is to come, across dialogues, and what is overdue?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.projections.sessions import TO_COME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.projections.sessions import Session


def project(sessions: Iterable[Session], *, before: date | None = None) -> list[Session]:
    """What is to come in order of window, what has no window last; then what is overdue, the longest first.

    Args:
        sessions: as projected for the day.
        before: only what can take place before this day (`--within`); what has no window is left out then.

    """
    sessions = list(sessions)
    coming = [one for one in sessions if one.status in TO_COME and _in_reach(one, before)]
    overdue = [one for one in sessions if one.status == "overdue"]
    return sorted(coming, key=_by_window) + sorted(overdue, key=lambda one: -(one.overdue_days or 0))


def _in_reach(session: Session, before: date | None) -> bool:
    if before is None:
        return True
    window = session.window
    return window is not None and (window.window.earliest is None or window.window.earliest <= before)


def _by_window(session: Session) -> tuple[bool, int, int, str]:
    """By the last day it can mean: what is to come on 20 May goes before what is to come some time in the year."""
    if session.window is None:
        return (True, 0, 0, "")
    earliest, latest, text = session.window.window.sort_key
    return (False, latest, earliest, text)
