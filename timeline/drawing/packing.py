"""Where is room for a mark and its label, so that none covers another?"""

from __future__ import annotations

from typing import Final

_GAP: Final = 8.0


class Shelf:
    """Rows that fill from the top: a block takes the first rows in which it overlaps no other."""

    def __init__(self) -> None:
        self._rows: list[list[tuple[float, float]]] = []

    def place(self, start: float, end: float, rows: int) -> int:
        """Take room for a block from start to end, so many rows high. Return its first row, from 0."""
        start, end = min(start, end), max(start, end)
        first = 0
        while not self._is_free(start, end, first, rows):
            first += 1
        while len(self._rows) < first + rows:
            self._rows.append([])
        for row in self._rows[first : first + rows]:
            row.append((start - _GAP, end + _GAP))
        return first

    def _is_free(self, start: float, end: float, first: int, rows: int) -> bool:
        return all(end < low or start > high for row in self._rows[first : first + rows] for low, high in row)
