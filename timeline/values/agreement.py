"""When do two values agree, and which of two that agree says more? One class per way of comparing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from timeline.values.folding import folded

if TYPE_CHECKING:
    from events.facts.base import Time
    from events.windows.window import Window


class Value(Protocol):
    """What a claim says, comparable with other claims on the same attribute."""

    @property
    def key(self) -> object:
        """Equal for values that say the same."""
        ...

    @property
    def text(self) -> str | int:
        """The value as answers print it."""
        ...

    @property
    def wording(self) -> str | None:
        """The words of the report, where they differ from the text."""
        ...

    @property
    def breadth(self) -> int:
        """How much is left open: days for a window, 0 for what is either so or not."""
        ...

    def compatible(self, other: Any) -> bool:  # noqa: ANN401 - of its own class; attributes do not mix classes
        """Whether both can be true."""
        ...

    def refines(self, other: Any) -> bool:  # noqa: ANN401 - of its own class; attributes do not mix classes
        """Whether it says the same as the other, and more."""
        ...


OPEN_BREADTH = 10**7
"""Breadth of a window with an open side: wider than any closed one between the years 1 and 9999."""


@dataclass(frozen=True, slots=True)
class WindowValue:
    """A window, with the words it came from."""

    window: Window
    wording: str | None = None

    @classmethod
    def of(cls, time: Time | None) -> Self | None:
        """The window of a time. None where there is none."""
        window = time.window if time else None
        return None if window is None or time is None else cls(window, time.wording)

    @property
    def key(self) -> object:
        """The days it can mean, and whether only about those, or perhaps."""
        return (self.window.earliest, self.window.latest, self.window.approximate, self.window.uncertain)

    @property
    def text(self) -> str:
        """EDTF."""
        return self.window.text

    @property
    def breadth(self) -> int:
        """Width in days."""
        return self.window.width_days or OPEN_BREADTH

    def compatible(self, other: WindowValue) -> bool:
        """Whether some day fits both."""
        return self.window.overlaps(other.window)

    def refines(self, other: WindowValue) -> bool:
        """Whether it is the narrower of two that share a day."""
        return (
            self.key != other.key
            and self.window.refine(other.window) is self.window
            and other.window.refine(self.window) is self.window
        )


@dataclass(frozen=True, slots=True)
class TermValue:
    """A term or a number that is either so or not: a status, a grade, a session."""

    term: str | int
    wording: str | None = None
    breadth: ClassVar[int] = 0

    @property
    def key(self) -> object:
        """The term, however its letters are cased and marked."""
        return folded(self.term) if isinstance(self.term, str) else self.term

    @property
    def text(self) -> str | int:
        """The term as first written."""
        return self.term

    def compatible(self, other: TermValue) -> bool:
        """Whether it is the same term."""
        return self.key == other.key

    def refines(self, other: TermValue) -> bool:  # noqa: ARG002 - the protocol's shape; a term has no degrees
        """Never: a term says no more than itself."""
        return False


@dataclass(frozen=True, slots=True)
class NamesValue:
    """One or several names. Fewer names agree with more."""

    names: tuple[str, ...]
    wording: str | None = None
    breadth: ClassVar[int] = 0

    @property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(folded, self.names))

    @property
    def key(self) -> object:
        """The set of names, however their letters are cased and marked."""
        return self._folded

    @property
    def text(self) -> str:
        """The names in the order written."""
        return ", ".join(self.names)

    def compatible(self, other: NamesValue) -> bool:
        """Whether one names only whom the other names too."""
        mine, theirs = self._folded, other._folded
        return mine <= theirs or theirs <= mine

    def refines(self, other: NamesValue) -> bool:
        """Whether it names all that the other names, and more."""
        return self._folded > other._folded
