"""What is a slow request doing at the moment? Each shell shows it in its own words."""

from __future__ import annotations

import enum


class Doing(enum.Enum):
    """What takes a while."""

    STORING = enum.auto()
    CHECKING = enum.auto()
    COMPARING = enum.auto()
    MAKING_ANSWERS = enum.auto()
