"""What an append makes of the tree that is kept beside the log, and what it refuses to build on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.merkle import Frontier
from events.store.memory import MemoryEngine
from events.store.tree import grown, leaf_of
from tests.store.entries import new_entries

if TYPE_CHECKING:
    from events.store.port import StoredFact


@pytest.fixture(scope="module")
def rows() -> list[StoredFact]:
    engine = MemoryEngine()
    engine.append(new_entries(11), recorded_by="anna")
    return list(engine.since())


def kept(rows: list[StoredFact]) -> tuple[int, bytes]:
    """The tree of these rows, as a store keeps it."""
    frontier = Frontier()
    for row in rows:
        frontier.append(leaf_of(row))
    return frontier.size, b"".join(frontier.roots)


@pytest.mark.parametrize("before", [0, 1, 7, 8, 10])
def test_the_tree_grows_as_if_it_were_made_of_all_facts(rows: list[StoredFact], before: int) -> None:
    found = grown([kept(rows[:before])], rows[before:], store="talks.db")
    assert (found.size, found.roots) == kept(rows)
    assert found.marks == [leaf_of(row)[:8] for row in rows[before:]]


@pytest.mark.parametrize(
    ("size", "told"), [(3, "covers 3 facts"), (1, "covers 1 fact"), (0, "covers 0 facts"), (11, "covers 11 facts")]
)
def test_nothing_is_appended_where_the_tree_is_that_of_another_log(
    rows: list[StoredFact], size: int, told: str
) -> None:
    with pytest.raises(StoreError) as refused:
        grown([kept(rows[:size])], rows[10:], store="talks.db")
    assert refused.value.message == f"the store talks.db is damaged: its tree head {told}, and the log holds 10"
    assert refused.value.hint == (
        "Nothing was stored. The log was changed behind our back: run «verify», restore a backup."
    )


@pytest.mark.parametrize("at", [1, 2, 11])
@pytest.mark.parametrize("damage", ["gone", "twice", "another size", "one root too many"])
def test_nothing_is_appended_where_the_tree_cannot_be_read(rows: list[StoredFact], damage: str, at: int) -> None:
    size, roots = kept(rows[: at - 1])
    trees: dict[str, list[tuple[int, bytes]]] = {
        "gone": [],
        "twice": [(size, roots)] * 2,
        "another size": [(2 * size + 1, roots)],
        "one root too many": [(size, roots + bytes(32))],
    }
    with pytest.raises(StoreError) as refused:
        grown(trees[damage], rows[at - 1 :], store="talks.db")
    assert refused.value.message == (
        f"the store talks.db is damaged: its tree head cannot be read, and the log holds {at - 1}"
    )
