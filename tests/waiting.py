"""Waiting for what must become so: as short as it takes, however busy the machine is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_SECONDS = 0.02


def until(condition: Callable[[], object], *, seconds: float = 30) -> None:
    """Wait until a condition holds; a test in which it never does fails."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, f"not so after {seconds} s"
        time.sleep(LOOK_SECONDS)
