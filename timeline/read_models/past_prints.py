"""Which reports of a dialogue were known on a day, and which of them printed first what others print? As it is kept."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from events.store.read_models import NEVER
from timeline.answers.common import WindowAnswer
from timeline.answers.sources import PrintAnswer
from timeline.projections.sources import first_prints
from timeline.read_models.stored_form import text_of, text_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.projections.sources import Reach
    from timeline.read_models.past_changes import Stretch

Prints = tuple[PrintAnswer, ...]

_Told = dict[str, list[tuple[tuple[str, ...], "Reach"]]]
"""What the facts of each report tell of, and on which days; see `first_prints`."""


class KeptPrints:
    """The reports that are known on a day, as prints. On an earlier day the same were known, but for the later ones.

    Which report first printed something depends on the earlier ones only, where the days of all are known.

    Attributes:
        day: the day in numbers.
        every: report that is known on it.

    """

    def __init__(self, facts: Sequence[Stretch], reports: Sequence[Stretch], day: int) -> None:
        """Take what is kept of a dialogue, and the day.

        Raises:
            ValueError, LookupError, TypeError: of what somebody put there.

        """
        self.day = day
        held = sorted(_held(reports, day), key=itemgetter(3))
        self._since = [since for since, *_ in held]
        begun = {_name_of(unit): since for since, _, unit, *_ in held}
        self._otherwise = [(since, until) for since, until, _ in (*facts, *reports) if not since <= day < until]
        """Stretches of days on which it was read otherwise, or something else depended on it."""
        for since, *_, (_, _, _, _, _, known_by, is_dated, _) in held:
            self._otherwise.append((known_by if is_dated else since, since if is_dated else NEVER))
        told: _Told = defaultdict(list)
        for since, *_, (report, origin, _, _, reach, *what) in sorted(_held(facts, day), key=itemgetter(3)):
            told[report].append(((origin, *what), reach))
            self._otherwise.append((begun.get(report, since), since))
        self._otherwise = [(first, last) for first, last in self._otherwise if first < last]
        self.every = tuple(_prints(held, told))

    def by(self, day: int) -> Prints | None:
        """Those of the day, or of an earlier one; None where some of it was read otherwise then."""
        if day == self.day:
            return self.every
        if day > self.day or any(first <= day < last for first, last in self._otherwise):
            return None
        return tuple(one for since, one in zip(self._since, self.every, strict=True) if since <= day)


def _held(lines: Sequence[Stretch], day: int) -> list[list[Any]]:
    """The lines that hold on a day, as JSON has them."""
    text = b",".join(line for since, until, line in lines if since <= day < until)
    found: list[list[Any]] = json.loads(b"[%b]" % text)
    return found


def _prints(reports: Sequence[Sequence[Any]], told: _Told) -> Iterator[PrintAnswer]:
    """The answers for reports, in order of filing."""
    ages = sorted(
        (not dated, known_by, is_reprint, _name_of(unit))
        for _, _, unit, _, (*_, known_by, dated, is_reprint) in reports
    )
    older = first_prints((name for *_, name in ages), told)
    for _, _, unit, _, (origin, outlet, title, language, published, known_by, _, is_reprint) in reports:
        report = _name_of(unit)
        yield PrintAnswer(
            report=report,
            outlet=text_of(outlet),
            title=text_or_none(title),
            language=text_or_none(language),
            published=_window(*published) if published else None,
            known_by=date.fromordinal(known_by).isoformat(),
            origin=text_of(origin),
            reprint_of=older.get(report),
            first_print=report not in older and not is_reprint,
            times=len(told.get(report, ())),
        )


def _window(edtf: str, earliest: str | None, latest: str | None) -> WindowAnswer:
    return WindowAnswer(edtf=edtf, earliest=earliest, latest=latest, wording=None)


def _name_of(unit: str) -> str:
    """The report that a unit is made of."""
    return unit.partition(":")[2]
