"""How does a process hold no more memory than it needs? The C library and Python each keep what was freed, unless told.

Left alone, the C library (glibc) gives each thread a heap of its own and keeps in it what was freed: of a server 32 of
57 MB after six minutes, and 30 MB of a process that takes what large dialogues are made into from others. And Python
looks for what refers to itself, as macros of Jinja do, once a quarter of all objects is new: what is left of some three
hundred pages.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import Any, Final

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""Parameters of glibc's malloc, as malloc.h numbers them."""

_LARGE: Final = 128 * 2**10
"""Bytes. What is larger gets pages of its own, which the system has back once it is freed; glibc begins with this and
raises it to the largest piece ever freed, and never lowers it."""

_ELSEWHERE: Final = (AttributeError, OSError, TypeError)
"""What says that the C library is another one. Then its own ways stay."""


def share_heap() -> None:
    """Share one heap between threads, and give back large pieces once they are freed. For the rest of the process.

    To be called before the threads begin.
    """
    with suppress(*_ELSEWHERE):
        mallopt = _c_library().mallopt
        for parameter, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE)):
            mallopt(parameter, value)


def give_back() -> None:
    """Give what is free back to the system."""
    with suppress(*_ELSEWHERE):
        _c_library().malloc_trim(0)


def _c_library() -> Any:  # noqa: ANN401 - what it has is known to itself alone
    from ctypes import CDLL  # here, since it takes time, and only what holds much memory has any use for it

    return CDLL(None)


def leave_aside() -> None:
    """Look for what refers to itself only among what is made from now on: programs and models stay."""
    gc.collect()
    gc.freeze()
