"""What a figure is: two sides that take turns, a unit, a bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.materials import Materials

KIB = 1024
MIB = 1024 * KIB


class Shown(Enum):
    """In which unit a table tells values."""

    MILLISECONDS = "ms"
    FACTS_A_SECOND = "facts/s"
    MEBIBYTES = "MiB"
    KIBIBYTES = "KiB"

    @property
    def are_bytes(self) -> bool:
        """Whether values are bytes. Else they are seconds."""
        return self in {Shown.MEBIBYTES, Shown.KIBIBYTES}


@dataclass(frozen=True, slots=True)
class AtMost:
    """Ours may take so many times what the reference takes; and, of memory, so many bytes."""

    ratio: float
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Ours must be so many times as fast as the reference."""

    ratio: float


@dataclass(frozen=True, slots=True)
class PerSecond:
    """Ours must do so many in a second, whatever the reference does."""

    rate: float


Bar: TypeAlias = AtMost | AtLeast | PerSecond
"""What is to be reached."""


class Side(NamedTuple):
    """One of the two that take turns.

    Attributes:
        label: what it is, for tables.
        measure: takes one value: seconds (of one fact, where many were timed) or bytes.

    """

    label: str
    measure: Callable[[], float]


Sides: TypeAlias = "Callable[[Materials], tuple[Side, Side]]"
"""Ours and the reference, made ready to be measured."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        key: its name on the command line and in results.
        title: what it is.
        shown: the unit.
        bar: what is to be reached; None where a figure only informs.
        sides: ours and the reference.
        turns: values of each side for one run.
        most_turns: values of each side, however many runs. None for no limit.

    """

    key: str
    title: str
    shown: Shown
    bar: Bar | None
    sides: Sides
    turns: int = 1
    most_turns: int | None = None


def number(facts: int) -> str:
    """How a label tells a size: 1 M, 100 k."""
    return f"{facts // 1_000_000} M" if facts >= 1_000_000 else f"{facts // 1_000} k"
