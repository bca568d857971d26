"""How is work shared out? What is large is not for every process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from events.processes import shared_out

if TYPE_CHECKING:
    from collections.abc import Iterator

HINT = "Repeat."
LARGE = 1_000


def done(size: int) -> tuple[int, int]:
    """A portion, and by which process it was done."""
    return size, os.getpid()


def is_large(size: int) -> bool:
    return size >= LARGE


@pytest.mark.parametrize("any_order", [False, True])
@pytest.mark.parametrize(("jobs", "at_most"), [(1, 1), (2, 1), (3, 2)])
def test_half_of_the_processes_take_what_is_large(jobs: int, at_most: int, *, any_order: bool) -> None:
    portions = [1, LARGE, 2, 3, LARGE + 1, 4, LARGE + 2, LARGE + 3, 5]

    found = [*shared_out(iter(portions), done, jobs=jobs, any_order=any_order, is_large=is_large, hint=HINT)]

    sizes = [size for size, _ in found]
    assert (sorted(sizes) if any_order else sizes) == (sorted(portions) if any_order else portions)
    assert len({process for size, process in found if is_large(size)}) <= at_most
    assert os.getpid() not in {process for _, process in found}


def test_whoever_stops_early_has_taken_a_few_portions() -> None:
    taken: list[int] = []

    def portions() -> Iterator[int]:
        for one in range(1_000):
            taken.append(one)
            yield one

    results = shared_out(portions(), done, jobs=2, hint=HINT)
    first = next(results)
    results.close()

    assert first[0] == 0
    assert len(taken) <= 2 * 2 + 1
