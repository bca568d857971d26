"""What is to come, as news follows news: what was said, in which order it became news, and what still counts.

The newest word counts. It is as old as the day on which it was said, else as its first print. A reprint changes
nothing, a vaguer echo undoes nothing, a loose word contradicts no firm one. The order of facts in a file, and of
reports of one day, decides nothing: `in_order` settles what comes last.
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Final

from timeline.claims import modality
from timeline.claims.claims import Bearing, Claim, Verdict, in_voices, supports_of
from timeline.claims.overdue import last_day
from timeline.claims.statements import in_order_of_news
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from events.windows.window import Window
    from timeline.claims.statements import Statement
    from timeline.values.agreement import Value


# ---- echoes -------------------------------------------------------------------------------------------------------

_UNITS: Final = {1: range(1, 13), 3: (1, 3, 4, 6, 7, 9, 10, 12), 4: (1, 5, 9), 6: (1, 7), 12: (1,)}
"""Lengths of calendar units in months, each with the months in which one can begin: month, quarter or season, third,
half, year."""

_YEAR: Final = 12


def is_calendar_unit(window: Window) -> bool:
    """Whether it is a month, quarter, season, half, year or so many years, by its days."""
    first, last = window.earliest, window.latest
    if first is None or last is None or first.day != 1 or not _ends_month(last):
        return False
    months = (last.year - first.year) * _YEAR + last.month - first.month + 1
    return first.month in _UNITS.get(months if months % _YEAR else _YEAR, ())


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def is_rest_of_unit(window: Window, said_on: date) -> bool:
    """Whether it is what is left of a calendar unit on the day it is said: "later this year", "by the end of May"."""
    first, last = window.earliest or said_on, window.latest
    if last is None or not _ends_month(last):
        return False
    ends_unit = last.month in (2, 3, 5, 6, 8, 9, 11, 12) or (first.year, first.month) == (last.year, last.month)
    return ends_unit and abs(first.toordinal() - said_on.toordinal()) <= 1


def echoes(value: Value | None, current: Value | None, said_on: date, since: date | None) -> bool:
    """Whether a value, said after the current one, agrees with it and says less: it changes nothing.

    A newer window is such an echo where it wholly contains the known one and is a calendar unit, or the rest of one, or
    contains a known day ("next week"). On the day on which the known one was given, where it agrees at all.

    Args:
        value: what is said.
        current: what is known.
        said_on: the day on which the value is said.
        since: the day on which the current one was.

    """
    if value is None or current is None or not value.compatible(current) or value.refines(current):
        return False
    if not isinstance(value, WindowValue) or not isinstance(current, WindowValue):
        return True
    if value.key == current.key or said_on == since:
        return True
    if not value.window.contains(current.window):
        return False
    if value.window.earliest is None and current.window.earliest is None:
        return False  # a limit that moves is news
    return current.window.is_day or is_calendar_unit(value.window) or is_rest_of_unit(value.window, said_on)


def passed(value: Value | None, on: date) -> bool:
    """Whether a window's last day lies before a day, `~` moving it by one unit of its precision. No open end passes."""
    last = last_day(value)
    return last is not None and last < on


# ---- following the news -------------------------------------------------------------------------------------------


class Course:
    """The value of one attribute as news follows news: `take` each statement in order.

    Attributes:
        value: what counts now. None where nothing does.
        since: the day on which that was said.
        firm: whether somebody stands for it.
        changes: the statements that changed it.
        overruled: loose ones that contradict a firm one which can still come true.

    """

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.value: Value | None = None
        self.since: date | None = None
        self.firm = False
        self.changes: list[Statement] = []
        self.overruled: list[Statement] = []
        self._undone_by: str | None = None
        self._is_moved = False

    def take(self, statement: Statement, *, undoes: bool) -> bool:
        """Follow one more statement. Tell whether it changed anything."""
        value = statement.value
        if self.is_overruled(statement, undoes=undoes):
            self.overruled.append(statement)
            return False
        echo = echoes(value, self.value, statement.said_on, self.since) and not self._renews(statement)
        if undoes:
            if echo and self._undone_by not in (None, statement.origin):
                return False
            self._undone_by = statement.origin
        elif echo or value is None:
            return False
        self.put(statement)
        self._is_moved = undoes
        return True

    def _renews(self, statement: Statement) -> bool:
        """Whether the time that counts had passed when this was said, and the one that it gives had not."""
        return passed(self.value, statement.said_on) and not passed(statement.value, statement.said_on)

    def put(self, statement: Statement) -> None:
        """Let a statement's value count."""
        value = statement.value
        agrees = value is not None and self.value is not None and value.compatible(self.value)
        self.firm = not statement.is_loose or (self.firm and agrees)
        self.value, self.since = value, statement.said_on
        self.changes.append(statement)

    def is_overruled(self, statement: Statement, *, undoes: bool) -> bool:
        """Whether it is loose and contradicts a firm value that can still come true.

        A postponement contradicts the time that was set, also where the new one is so vague that it holds it.
        """
        if not self.firm or self.value is None or not statement.is_loose or passed(self.value, statement.said_on):
            return False
        value = statement.value
        if value is None or not value.compatible(self.value):
            return undoes or value is not None
        return undoes and not self._is_moved and not value.refines(self.value)

    def revived(self, news: Sequence[Statement], on: date) -> Statement | None:
        """Where the value has run out: the last that was said of it, that day or later, and has not."""
        if self.value is None or self.since is None or not passed(self.value, on):
            return None
        for statement in reversed(news):
            value = statement.value
            if statement.said_on < self.since:
                return None
            if value is not None and value.compatible(self.value) and not passed(value, on):
                return statement
        return None


def speaking_up(
    news: Sequence[Statement], current: Value, since: date, *, overruled: Iterable[Statement] = ()
) -> list[Statement]:
    """Those that contradict a plan: said on the day of its newest word or after, or loose, and not taken back since.

    Another office's newer word supersedes the plan and contradicts nothing, unless the plan itself has become the
    newest word again: then what had changed it is the dissent.
    """
    last: dict[str, Statement] = {statement.origin: statement for statement in news}
    planned = [one.said_on for one in news if one.value is not None and one.value.key == current.key]
    since = min([since, *planned])
    loose = set(map(id, overruled))
    return [
        one
        for one in news
        if (id(one) in loose or one.said_on >= since)
        and last[one.origin].said_on <= one.said_on
        and one.value is not None
        and not one.value.compatible(current)
    ]


def bearings_of(
    news: Sequence[Statement],
    changes: Sequence[Statement],
    current: Value,
    voiced: Iterable[Statement],
    overruled: Iterable[Statement] = (),
) -> dict[str, Bearing]:
    """How the facts behind each statement bear on the value that counts, where their value alone does not tell.

    Args:
        news: every statement, in order.
        changes: those that changed the value.
        current: the value that counts.
        voiced: those that contradict it.
        overruled: those of them that are loose.

    """
    opposed, loose = set(map(id, voiced)), set(map(id, overruled))
    if any(one.value is not None and one.value.key == current.key and not one.is_loose for one in news):
        loose |= {id(one) for one in news if one.is_loose}
    changing = set(map(id, changes))
    found: dict[str, Bearing] = {}
    later: list[Statement] = []
    for statement in reversed(news):
        value = statement.value
        bearing: Bearing | None = None
        if value is None or value.key == current.key:
            pass
        elif id(statement) in opposed:
            bearing = Bearing("contradicts", loose_word(statement) if id(statement) in loose else STILL_SAID)
        elif not value.compatible(current):
            by = next((one for one in reversed(later) if one.value is None or not one.value.compatible(value)), None)
            if by is not None:
                told = str(by.value.text) if by.value else by.source.kind.rpartition("-")[2]
                bearing = Bearing("superseded", f"superseded: {told}, said {by.said_on.isoformat()}")
        if bearing:
            found |= {claim.source.fact_id: bearing for claim in statement.claims}
        if id(statement) in changing:
            later.append(statement)
    return found


STILL_SAID: Final = "said on the day of the newest word or after it, and could still come true"


def loose_word(statement: Statement) -> str:
    """Why a loose statement changes nothing."""
    return f"{modality.loose_word_of(statement.source)}: not counted against an asserted plan"


def settle_newest(  # noqa: PLR0913 - each way in which attributes of what is to come differ is one argument
    attribute: str,
    claims: Sequence[Claim],
    *,
    undoes: Callable[[Claim], bool] = lambda _: False,
    possible: Callable[[Value], bool] = lambda _: True,
    of_a_plan: bool = False,
    on: date | None = None,
) -> Verdict:
    """Settle an attribute of what is to come.

    Args:
        attribute: its name.
        claims: all claims, among them those without a value that only undo.
        undoes: whether a claim undoes what was said before (a postponement): its value replaces even a narrower one,
            and where it has none, none is left.
        possible: whether a value could still come true.
        of_a_plan: whether one office's news supersedes another's. What became of a promise stays in dispute.
        on: the day we stand on, where a window that has run out gives way to a vaguer one that has not.

    """
    if not claims:
        return Verdict(attribute)
    supports = supports_of(claims)
    if len(supports) == 1 and len(supports[0].claims) == len(claims):  # all say the same
        return Verdict(attribute, supports[0])
    claims = in_voices(claims)
    supports = supports_of(claims)
    news = in_order_of_news(claims, undoes)
    course = Course()
    for statement in news:
        course.take(statement, undoes=undoes(statement.claims[0]))
    revived = course.revived(news, on) if on else None
    current, since = (revived.value, revived.said_on) if revived else (course.value, course.since)
    if current is None or since is None:
        return Verdict(attribute, None, tuple(supports))
    preferred = next(one for one in supports if one.key == current.key)
    others = tuple(one for one in supports if one is not preferred)
    if of_a_plan:
        voiced = speaking_up(news, current, since, overruled=course.overruled)
    else:
        voiced = list({statement.origin: statement for statement in news}.values())
    against = {
        one.value.key for one in voiced if one.value and not one.value.compatible(current) and possible(one.value)
    }
    dissent = tuple(one for one in others if one.key in against)
    opposing = [one for one in voiced if one.value and one.value.key in against]
    return Verdict(
        attribute,
        preferred,
        others,
        dissent,
        "newest" if others else "undisputed",
        lambda: bearings_of(news, course.changes, current, opposing, course.overruled),
    )
