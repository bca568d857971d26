"""What every store must do with an index of words: it finds the facts that have a word, and goes with the append."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from events.store.options import StoreOptions
from tests.store.contract import StoreContract
from tests.store.entries import new_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from events.store.port import Engine, StoredFact
    from events.store.read_models import ReadModelWriter


def add(engine: Engine, words: Mapping[str, Sequence[int]], *, until: int, shape: int = 1) -> None:
    engine.read_models.change(lambda writer: writer.index.add(shape, words, until=until))


class WordIndexContract(StoreContract):
    @pytest.fixture
    def store(self, address: Any) -> Iterator[Engine]:
        """Three facts, the words of two of which are indexed."""
        with self.open(address, StoreOptions(wait_seconds=5)) as store:
            store.append(new_entries(3), recorded_by="x")
            add(store, {"abaghdad": [1, 2], "abagdad": [2], "aبغدد": [1], "a서울": [2], "lbaghdad": [1]}, until=2)
            yield store

    def test_what_begins_so_is_found_by_its_bytes(self, store: Engine) -> None:
        index = store.read_models.index
        assert index.beginning_with("abaghdad") == {1, 2}
        assert index.beginning_with("abag") == {1, 2}
        assert index.beginning_with("abagd") == {2}
        assert index.beginning_with("aبغ") == {1}
        assert index.beginning_with("a서") == {2}
        assert index.beginning_with("l") == {1}
        assert index.beginning_with("Abaghdad") == index.beginning_with("abaghdadi") == set()

    def test_it_reaches_as_far_as_it_was_taken_in_its_shape_only(self, store: Engine) -> None:
        assert (store.read_models.index.reach(1), store.read_models.index.reach(2)) == (2, 0)
        add(store, {"abaghdad": [3]}, until=3)
        assert store.read_models.index.reach(1) == 3
        assert store.read_models.index.beginning_with("abaghdad") == {1, 2, 3}

    def test_it_can_be_dropped_and_made_in_another_shape(self, store: Engine) -> None:
        store.read_models.change(lambda writer: writer.index.drop())
        assert (store.read_models.index.reach(1), store.read_models.index.beginning_with("a")) == (0, set())
        add(store, {"xbaghdad": [1]}, until=3, shape=2)
        assert (store.read_models.index.reach(1), store.read_models.index.reach(2)) == (0, 3)

    def test_it_is_committed_with_the_facts_or_not_at_all(self, store: Engine) -> None:
        def index(read_models: ReadModelWriter, rows: Sequence[StoredFact]) -> None:
            read_models.index.add(1, {"anew": [row.position for row in rows]}, until=rows[-1].position)

        def fail(_read_models: ReadModelWriter, _rows: Sequence[StoredFact]) -> None:
            msg = "no"
            raise RuntimeError(msg)

        with pytest.raises(RuntimeError, match="no"):
            store.append(new_entries(1, "b"), recorded_by="x", on_append=[index, fail])
        assert (store.read_models.index.reach(1), store.read_models.index.beginning_with("anew")) == (2, set())
        store.append(new_entries(1, "b"), recorded_by="x", on_append=[index])
        assert (store.read_models.index.reach(1), store.read_models.index.beginning_with("anew")) == (4, {4})
