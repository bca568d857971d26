"""Whatever a notebook hands over as a time is taken, or refused in our own words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.errors import BadInputError
from timeline.application.moment import Moment

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", ["on", "known_at"])
@pytest.mark.parametrize("given", [date(2025, 5, 10), datetime(2025, 5, 10, 3, tzinfo=UTC), "2025-05-10"])
def test_a_day_is_given_as_a_day_an_instant_or_a_text(name: str, given: Any) -> None:
    moment = Moment.of(TODAY, **{name: given})
    assert (moment.on, moment.known_at) == (date(2025, 5, 10), date(2025, 5, 10))


@pytest.mark.parametrize("name", ["on", "known_at"])
@pytest.mark.parametrize("given", [2025, 2025.5, [1], "2025-05", "soon"])
def test_what_is_no_day_is_refused(name: str, given: Any) -> None:
    with pytest.raises(BadInputError) as refused:
        Moment.of(TODAY, **{name: given})
    assert (refused.value.message, refused.value.hint) == (f"{given!r} is not a day", "Write it as 2025-05-10.")


@pytest.mark.parametrize("given", [2025, [1], "soon"])
def test_what_is_no_instant_is_refused(given: Any) -> None:
    with pytest.raises(BadInputError) as refused:
        Moment.of(TODAY, recorded_at=given)
    assert refused.value.message == f"{given!r} is not an instant"


def test_none_stands_for_today() -> None:
    assert Moment.of(TODAY, on=None, known_at=None, recorded_at=None).on == TODAY
