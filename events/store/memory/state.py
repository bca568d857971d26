"""What is one state of a store in memory?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from events.identity import REDACTED
from events.store.port import Guarded, RefusedError, TreeHead
from events.store.text import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from events.store.port import Addition, StoredFact
    from events.store.read_models import ReadModel


@dataclass(slots=True)
class ModelsOfShape:
    """The read models of one shape.

    Attributes:
        in_use: whether it is the one in use.
        models: by dialogue.
        stale: the dialogues that are marked stale.

    """

    in_use: bool = False
    models: dict[str, ReadModel] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)

    def copy(self) -> ModelsOfShape:
        """Return one that can be changed without changing this one."""
        return ModelsOfShape(self.in_use, self.models.copy(), self.stale.copy())


class MemoryContents:
    """A log and what is held beside it.

    Attributes:
        rows: the log, in order of position from 1 without gaps: each row with what guards it.
        streams: the positions of each dialogue's facts.
        by_version: the position of each (dialogue, version).
        by_id: the position of each fact id.
        by_once: the position of what a dialogue can hold only once, by (dialogue, once).
        topics: each topic with its first position.
        tree: the head of the tree over the log.
        shapes: the read models of each shape.
        words: each indexed word with the positions of its facts.
        indexed: the shape of that index, and the last position that it has.

    """

    def __init__(self) -> None:
        self.rows: list[Guarded] = []
        self.streams: dict[str, tuple[int, ...]] = {}
        self.by_version: dict[tuple[str, int], int] = {}
        self.by_id: dict[str, int] = {}
        self.by_once: dict[tuple[str, str], int] = {}
        self.topics: dict[str, int] = {}
        self.tree = TreeHead(0, b"")
        self.shapes: dict[int, ModelsOfShape] = {}
        self.words: dict[str, tuple[int, ...]] = {}
        self.indexed = (0, 0)

    def copy(self) -> MemoryContents:
        """Return a state that can be changed without changing this one."""
        state = MemoryContents()
        state.rows, state.tree = self.rows.copy(), self.tree
        state.streams, state.by_version = self.streams.copy(), self.by_version.copy()
        state.by_id, state.by_once, state.topics = self.by_id.copy(), self.by_once.copy(), self.topics.copy()
        state.shapes = {number: shape.copy() for number, shape in self.shapes.items()}
        state.words, state.indexed = self.words.copy(), self.indexed
        return state

    def version_of(self, dialogue: str) -> int:
        """Return the version of a stream. 0 for a dialogue without facts."""
        return max(
            (self.rows[position - 1].fact.version for position in self.streams.get(dialogue, ())[-1:]), default=0
        )

    def add(self, addition: Addition) -> None:
        """Take rows in. Where one is refused, the state is not to be used any more.

        Raises:
            RefusedError: a version, an id or a `once` key is taken.

        """
        new: dict[str, list[int]] = {}
        for row, once, mark in zip(addition.rows, addition.once, addition.growth.marks, strict=True):
            place, key = (row.dialogue, row.version), (row.dialogue, once or "")
            if place in self.by_version or row.fact_id in self.by_id or (once is not None and key in self.by_once):
                msg = f"the store in memory refused the change (version {row.version} of {row.dialogue!r} is taken)"
                raise RefusedError(msg, hint="Nothing was stored.")
            self.rows.append(Guarded(row, once, mark))
            new.setdefault(row.dialogue, []).append(row.position)
            self.by_version[place] = self.by_id[row.fact_id] = row.position
            if once is not None:
                self.by_once[key] = row.position
        for dialogue, positions in new.items():
            self.streams[dialogue] = (*self.streams.get(dialogue, ()), *positions)
        for topic, position in addition.topics:
            self.topics.setdefault(topic, position)
        self.tree = TreeHead(addition.growth.size, addition.growth.roots)

    def redact(self, positions: Sequence[int]) -> None:
        """Take the content of rows away."""
        for position in positions:
            fact, once, mark = self.rows[position - 1]
            self.rows[position - 1] = Guarded(fact._replace(payload=REDACTED), None, mark)
            if isinstance(once, str):
                del self.by_once[fact.dialogue, once]


class MemoryLookups:
    """Finds rows of a state (see `events.store.port.Lookups`)."""

    def __init__(self, state: Callable[[], MemoryContents]) -> None:
        """Take what returns the state."""
        self._state = state

    def known(self, fact_ids: Sequence[str]) -> dict[str, StoredFact]:
        """Look up fact ids."""
        state = self._state()
        return {one: state.rows[state.by_id[one] - 1].fact for one in fact_ids if one in state.by_id}

    def taken(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], StoredFact]:
        """Look up `once` keys."""
        state = self._state()
        return {key: state.rows[state.by_once[key] - 1].fact for key in keys if key in state.by_once}

    def versions_of(self, dialogues: Collection[str]) -> dict[str, int]:
        """Look up the last version of streams."""
        state = self._state()
        return {storable(slug): state.version_of(slug) for slug in dialogues}
