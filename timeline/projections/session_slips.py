"""How did the time of a session slip? Every window ever given, from the first proposal on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timeline.claims.news import echoes, passed
from timeline.claims.plans import undoes
from timeline.claims.statements import in_order, statements
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from events.windows.window import Window
    from timeline.claims.claims import Claim
    from timeline.claims.statements import Statement
    from timeline.projections.session_plan import Plan
    from timeline.values.agreement import Value


@dataclass(frozen=True, slots=True)
class Slip:
    """One window that was given for a session.

    Attributes:
        window: what was given.
        published: when the first report of it came out. None where unknown.
        reports: who gave it, the first print first.
        current: whether it changed what was to be expected. A vaguer repetition does not.

    """

    window: WindowValue
    published: Window | None
    reports: tuple[str, ...]
    current: bool


def slips(plan: Plan, suggested: Sequence[Claim]) -> tuple[Slip, ...]:
    """Every window ever given, in order of publication. Prints of one statement, and echoes of it, stand together.

    What is only recalled stands before the plan that replaced it.
    """
    told = [*statements(suggested), *plan.told]
    current = {id(one) for one in _changing(plan, told)}
    found: list[Slip] = []
    first: dict[object, int] = {}
    last: int | None = None
    for statement in sorted(told, key=lambda one: one.age):
        value = statement.value
        if not isinstance(value, WindowValue):
            continue
        slip = _slip(statement, value, current=id(statement) in current)
        same = first.setdefault(value.key, len(found))
        if same < len(found) and (same == last or not slip.current):
            found[same] = _printed(found[same], slip)
            continue
        if slip.current:
            last = len(found)
        found.append(slip)
    for statement in statements(plan.recalled):
        value = statement.value
        if isinstance(value, WindowValue):
            _recall(found, _slip(statement, value, current=True))
    return tuple(found)


def _recall(found: list[Slip], slip: Slip) -> None:
    """Put what is only recalled before the first window that a report which recalls it gives beside it."""
    same = next((at for at, one in enumerate(found) if one.window.key == slip.window.key), None)
    if same is not None:
        found[same] = _printed(found[same], slip)
        return
    if any(one.window.compatible(slip.window) for one in found):
        slip = replace(slip, current=False)
    published = slip.published.sort_key if slip.published else None

    def replaces(other: Slip) -> bool:
        is_later = published is not None and other.published is not None and other.published.sort_key > published
        return is_later or any(report in slip.reports for report in other.reports)

    found.insert(next((at for at, one in enumerate(found) if replaces(one)), len(found)), slip)


def _slip(statement: Statement, window: WindowValue, *, current: bool) -> Slip:
    report = statement.source.report
    reports = tuple(dict.fromkeys(claim.source.report.id for claim in statement.claims if claim.source.report))
    return Slip(window, report.published if report else None, reports, current)


def _printed(slip: Slip, again: Slip) -> Slip:
    """A slip with the reports that print it again."""
    return replace(slip, reports=tuple(dict.fromkeys((*slip.reports, *again.reports))))


def _changing(plan: Plan, told: Sequence[Statement]) -> Iterator[Statement]:
    """What changed the time to be expected: the plan's changes, and what was suggested while no date was set."""
    changes = set(map(id, plan.changes))
    planning = set(map(id, plan.told))
    value: Value | None = None
    date_set: Value | None = None
    since: date | None = None
    for statement in in_order(told, undoes):
        if id(statement) in planning:
            if id(statement) not in changes:
                continue
            date_set = statement.value
        elif (date_set is not None and not passed(date_set, statement.said_on)) or echoes(
            statement.value, value, statement.said_on, since
        ):
            continue
        value, since = statement.value, statement.said_on
        yield statement
