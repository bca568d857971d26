"""How do the engines that speak SQL make their tables and run their statements alike?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    Ask = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
    """Asks a statement with its parameters, each in a short read of its own."""

    class Transaction(Protocol):
        """An open transaction that holds the write lock, in an engine's own way."""

        def execute(self, statement: Any, parameters: Any = ..., /) -> Any:  # noqa: ANN401 - two drivers, two types
            """Run one statement. What it returns has `fetchall`."""
            ...

        def executemany(self, statement: Any, rows: Any, /) -> Any:  # noqa: ANN401 - two drivers, two types
            """Run one statement for each row of parameters."""
            ...


class Table:
    """A table that every engine makes alike.

    Attributes:
        columns: the kind of each: integer, text or bytes.
        key: the columns of its primary key.

    """

    def __init__(self, columns: dict[str, str], key: tuple[str, ...]) -> None:
        self.columns = columns
        self.key = key

    def made_of(self, types: dict[str, str]) -> str:
        """Return what stands behind `CREATE TABLE name`, with an engine's own types for the kinds."""
        columns = [f"{name} {types[kind]} NOT NULL" for name, kind in self.columns.items()]
        return f"({', '.join(columns)}, PRIMARY KEY ({', '.join(self.key)}))"


WORDS = {"words": Table({"word": "text", "first": "integer", "positions": "bytes"}, ("word", "first"))}
"""The table of the index of words, by its name: here, since every start compares it, and few commands ask it."""
