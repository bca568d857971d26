"""How is a large log verified, so that little stays in memory? By a process of its own, which ends before all else."""

from __future__ import annotations

from contextlib import closing
from itertools import repeat
from typing import TYPE_CHECKING

from events.integrity.verification import outcome_of, steps, verify
from events.processes import LOOK_AT_MEMORY, refusing_plainly, shared_out
from events.store.by_dialogue import LITTLE_FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.integrity.checkpoint import Checkpoint
    from events.integrity.verification import Verification
    from events.store.port import Engine


def verify_apart(engine: Engine, *, since: Checkpoint | None, told: Callable[[int, int], None]) -> Verification:
    """Do what `verify` does. What a million facts were decoded with takes 30 MiB, and no process gives them back.

    Raises:
        StoreError: the store cannot be read, or the process was ended from outside.

    """
    if engine.opener is None or engine.head() <= LITTLE_FACTS:
        return verify(engine, since=since, told=told)
    going_on = shared_out(
        repeat(()), _go_on, jobs=1, begin=_begin, begin_with=(engine.opener, since), hint=LOOK_AT_MEMORY
    )
    with closing(going_on):
        return outcome_of(filter(None, going_on), told)


# ---- in the other process ----------------------------------------------------------------------------------------

_steps: Iterator[tuple[int, int] | Verification]
"""What this process goes on with."""


def _begin(opener: Callable[[], Engine], since: Checkpoint | None) -> None:
    global _steps  # noqa: PLW0603 - a process of a pool has no other place for what it is started with
    _steps = _of_store(opener, since)


def _of_store(opener: Callable[[], Engine], since: Checkpoint | None) -> Iterator[tuple[int, int] | Verification]:
    """Open the store with the first step, which can refuse it."""
    yield from steps(opener(), since)


def _go_on(_: tuple[()]) -> tuple[int, int] | Verification | None:
    """The next step. None behind the last."""
    with refusing_plainly():
        return next(_steps, None)
