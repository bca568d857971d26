"""How is work shared out? What is large is not for every process."""

from __future__ import annotations

import os
import signal
from collections import Counter
from multiprocessing import active_children
from time import sleep
from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.processes import forked_out, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

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


@pytest.mark.parametrize("any_order", [False, True])
@pytest.mark.parametrize("large", [0, LARGE])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_another_process_takes_the_place_of_one_that_has_done_so_much(
    jobs: int, large: int, *, any_order: bool
) -> None:
    portions, found = range(large, large + 24), []
    for one in shared_out(
        iter(portions), done, jobs=jobs, any_order=any_order, is_large=is_large, renew_after=4, hint=HINT
    ):
        found.append(one)
        assert len(active_children()) <= jobs

    sizes = [size for size, _ in found]
    assert (sorted(sizes) if any_order else sizes) == [*portions]
    assert max(Counter(process for _, process in found).values()) == 4
    assert not active_children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_is_slow_to_take_results_gets_them_all(jobs: int) -> None:
    found = []
    for size, _ in shared_out(iter(range(16)), done, jobs=jobs, renew_after=4, hint=HINT):
        found.append(size)
        if size % 4 == 0:
            sleep(0.2)
    assert found == list(range(16))


def refused(size: int) -> int:
    """A portion that cannot be done."""
    if size == LARGE:
        message = f"{size} is too large"
        raise ValueError(message)
    return size


def killed(_: int) -> None:
    """A portion whose process is ended."""
    os._exit(1)


def test_forked_processes_give_results_in_order() -> None:
    found = [*forked_out(iter(range(9)), done, jobs=2, hint=HINT)]

    assert [size for size, _ in found] == list(range(9))
    assert len({process for _, process in found} - {os.getpid()}) == 2


def test_forked_processes_take_more_than_a_pipe_holds() -> None:
    portions = [bytes([number]) * 1_000_000 for number in range(6)]
    assert [*forked_out(iter(portions), bytes, jobs=2, hint=HINT)] == portions


def test_an_error_in_a_forked_process_is_met_here() -> None:
    results = forked_out(iter([1, LARGE, 2]), refused, jobs=1, hint=HINT)
    assert next(results) == 1
    with pytest.raises(ValueError, match="1000 is too large"):
        next(results)


@pytest.mark.parametrize("share", [shared_out, forked_out])
def test_a_process_that_is_ended_from_outside_is_told(share: Callable[..., Iterator[None]]) -> None:
    with pytest.raises(StoreError) as refusal:
        list(share(iter([1]), killed, jobs=1, hint="Nothing was recorded."))
    assert refusal.value.message == "a process that did a part of the work was ended from outside"


def blocked(_: int) -> set[int]:
    """The signals that a process has been deaf to from its start."""
    return {*signal.pthread_sigmask(signal.SIG_BLOCK, ())}


@pytest.mark.parametrize("share", [shared_out, forked_out])
def test_a_process_that_just_starts_is_deaf_to_ctrl_c(share: Callable[..., Iterator[set[int]]]) -> None:
    """It goes to all of us. Who has not come to ignore it would print a traceback beside the end of the work."""
    (found,) = share(iter([1]), blocked, jobs=1, hint=HINT)
    assert signal.SIGINT in found
    assert signal.SIGINT not in blocked(0)


def large(_: int) -> bytes:
    """More than a pipe holds."""
    return bytes(10_000_000)


def test_a_process_that_is_ended_amid_what_it_tells_is_told_too() -> None:
    def portions() -> Iterator[int]:
        yield 1
        sleep(0.3)  # what it tells fills the pipe meanwhile
        for child in active_children():
            os.kill(child.pid or 0, signal.SIGKILL)

    with pytest.raises(StoreError, match="was ended from outside"):
        list(forked_out(portions(), large, jobs=1, hint=HINT))


def test_a_process_whose_result_is_not_taken_ends_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    results = forked_out(iter([1, 2, 3]), large, jobs=1, hint=HINT)
    next(results)
    results.close()
    assert active_children() == []
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("share", [shared_out, forked_out])
def test_whoever_stops_early_has_taken_a_few_portions(share: Callable[..., Generator[tuple[int, int]]]) -> None:
    taken: list[int] = []

    def portions() -> Iterator[int]:
        for one in range(1_000):
            taken.append(one)
            yield one

    results = share(portions(), done, jobs=2, hint=HINT)
    first = next(results)
    results.close()

    assert first[0] == 0
    assert len(taken) <= 2 * 2 + 1
