"""Every edit behind our back is named with its position; a consistent rewriting only by a checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.identity import digest_of, fact_id_of
from events.integrity.checkpoint import Checkpoint
from events.integrity.verification import verify
from events.merkle import Frontier
from events.store.tree import MARK_BYTES, leaf_of
from tests.integrity.given import TOLD, drafts_of, recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.port import TreeHead
    from tests.integrity.conftest import Tampered

CHANGED = "does not fit its digest: its content, kind or dialogue was changed"
NOT_AS_RECORDED = "is not as it was recorded: its content or its envelope was changed"

EDITS = {
    "letter of a quote": (
        ["UPDATE facts SET payload = {changed_payload} WHERE position = 4"],
        f"position 4 {CHANGED}",
    ),
    "payloads swapped": (
        [
            "CREATE TEMP TABLE swap AS SELECT position, payload FROM facts WHERE position IN (4, 7)",
            "UPDATE facts SET payload = (SELECT payload FROM swap WHERE position = 7) WHERE position = 4",
            "UPDATE facts SET payload = (SELECT payload FROM swap WHERE position = 4) WHERE position = 7",
        ],
        f"position 4 {CHANGED}",
    ),
    "last ten deleted": (
        ["DELETE FROM facts WHERE position > 6"],
        "position 7 is missing, and all up to position 16: the end of the log was cut off",
    ),
    "all deleted": (
        ["DELETE FROM facts"],
        "position 1 is missing, and all up to position 16: the end of the log was cut off",
    ),
    "one deleted": (["DELETE FROM facts WHERE position = 8"], "position 8 is missing: facts were taken out"),
    "first deleted": (["DELETE FROM facts WHERE position = 1"], "position 1 is missing: facts were taken out"),
    "moved to another dialogue": (
        ["UPDATE facts SET dialogue = 'other', version = 9 WHERE position = 15"],
        f"position 15 {CHANGED}",
    ),
    "topic": (["UPDATE facts SET topic = 'session-not-held@1' WHERE position = 4"], f"position 4 {CHANGED}"),
    "topic nobody knows": (
        ["UPDATE facts SET topic = 'x@9', digest = {x_digest}, fact_id = {x_id} WHERE position = 4"],
        "position 4 is not as it was recorded: its content or its envelope was changed",
    ),
    "version": (
        ["UPDATE facts SET version = 77 WHERE position = 4"],
        "position 4 has version 77 of dialogue 'talks', after version 2",
    ),
    "id": (["UPDATE facts SET fact_id = {zeros} WHERE position = 4"], "position 4 does not fit its id"),
    "digest": (["UPDATE facts SET digest = {zeros} WHERE position = 4"], f"position 4 {CHANGED}"),
    "digest and id recomputed after an edit": (
        [
            "UPDATE facts SET payload = {changed_payload} WHERE position = 4",
            "UPDATE facts SET digest = {changed_digest}, fact_id = {changed_id} WHERE position = 4",
        ],
        f"position 4 {NOT_AS_RECORDED}",
    ),
    "who recorded": (["UPDATE facts SET recorded_by = 'eve' WHERE position = 9"], f"position 9 {NOT_AS_RECORDED}"),
    "when it was recorded": (
        ["UPDATE facts SET recorded_at = '2001-01-01T00:00:00.000000Z' WHERE position = 1"],
        f"position 1 {NOT_AS_RECORDED}",
    ),
    "recorded before the one before": (
        ["UPDATE facts SET recorded_at = '2001-01-01T00:00:00.000000Z' WHERE position = 9"],
        "position 9 was recorded at 2001-01-01T00:00:00.000000Z, before the fact before it",
    ),
    "once key dropped": (
        ["UPDATE facts SET once = NULL WHERE position = 3"],
        "position 3 is kept as the only None of its dialogue, and is 'report:r1'",
    ),
    "once key added": (
        ["UPDATE facts SET once = 'report:r9' WHERE position = 4"],
        "position 4 is kept as the only 'report:r9' of its dialogue, and is None",
    ),
    "no JSON": (["UPDATE facts SET payload = {zeros} WHERE position = 4"], f"position 4 {CHANGED}"),
    "positions swapped": (
        [
            "UPDATE facts SET position = 100 WHERE position = 15",
            "UPDATE facts SET position = 15 WHERE position = 16",
            "UPDATE facts SET position = 16 WHERE position = 100",
        ],
        f"position 15 {NOT_AS_RECORDED}",
    ),
    "forged one added": (
        [
            "CREATE TEMP TABLE forged AS SELECT * FROM facts WHERE position = 4",
            "UPDATE forged SET position = 17, version = 10, payload = {changed_payload}",
            "UPDATE forged SET digest = {changed_digest}, fact_id = {changed_id}",
            "INSERT INTO facts SELECT * FROM forged",
        ],
        "position 17 was recorded at",
    ),
    "topics forgotten": (
        ["DELETE FROM topics WHERE topic = 'session-held@1'"],
        "position 4 has the first session-held",
    ),
    "topics invented": (["INSERT INTO topics VALUES ('y@1', 3)"], "has the first y@1; the table of topics names 3"),
    "forged one of today added": (
        [
            "CREATE TEMP TABLE forged AS SELECT * FROM facts WHERE position = 4",
            "UPDATE forged SET position = 17, version = 10, payload = {changed_payload}",
            "UPDATE forged SET recorded_at = (SELECT max(recorded_at) FROM facts)",
            "UPDATE forged SET digest = {changed_digest}, fact_id = {changed_id}",
            "INSERT INTO facts SELECT * FROM forged",
        ],
        "position 17 was put in behind our back: the tree head covers 16 facts",
    ),
    "tree head": (["UPDATE tree SET roots = {zeros}"], "the tree head beside the log is not that of its 16 facts"),
    "tree wound back": (["UPDATE tree SET size = 15"], "the tree head beside the log cannot be read"),
    "tree forgotten": (["DELETE FROM tree"], "the tree head beside the log cannot be read"),
    "mark": (["UPDATE facts SET mark = {nothing} WHERE position = 9"], f"position 9 {NOT_AS_RECORDED}"),
    "who recorded, and its mark": (
        ["UPDATE facts SET recorded_by = 'eve', mark = {eve_mark} WHERE position = 9"],
        "the tree head beside the log is not that of its 16 facts",
    ),
}


def changes(store: Tampered) -> dict[str, str]:
    """What the edits put in."""
    with store.engine() as engine:
        row, ninth = next(engine.since(3, limit=1)), next(engine.since(8, limit=1))
    payload = row.payload.replace(b"We met", b"We mat")
    assert payload != row.payload
    digest = digest_of(row.dialogue, row.topic, payload)
    foreign = digest_of(row.dialogue, "x@9", row.payload)
    return {
        "changed_payload": store.blob(payload),
        "changed_digest": store.blob(bytes.fromhex(digest)),
        "changed_id": store.blob(bytes.fromhex(fact_id_of(digest))),
        "x_digest": store.blob(bytes.fromhex(foreign)),
        "x_id": store.blob(bytes.fromhex(fact_id_of(foreign))),
        "zeros": store.blob(b"\0" * 32),
        "nothing": store.blob(b""),
        "eve_mark": store.blob(leaf_of(ninth._replace(recorded_by="eve"))[:MARK_BYTES]),
    }


def test_a_log_that_nobody_edited_holds(store: Tampered) -> None:
    with store.engine() as engine:
        found = verify(engine)
        rows = list(engine.since())
    frontier = Frontier()
    for row in rows:
        frontier.append(leaf_of(row))
    assert (found.faults, found.size, found.dialogues, found.root) == ((), 16, 2, frontier.root())


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_is_named(store: Tampered, kind: str) -> None:
    statements, expected = EDITS[kind]
    values = changes(store)
    store.edit(*(statement.format(**values) for statement in statements))

    with store.engine() as engine:
        found = verify(engine)

    assert not found.holds
    assert str(found.faults[0]).startswith(expected), list(map(str, found.faults))


def consistently(store: Tampered, statements: Sequence[str]) -> None:
    """Edit the log, and all that is kept beside it, as somebody would who knows this program."""
    store.edit(*statements)
    with store.engine() as engine:
        rows = list(engine.since())
    frontier = Frontier()
    beside = ["UPDATE tree SET size = {size}, roots = {roots}", "DELETE FROM topics WHERE position > {size}"]
    for row in rows:
        frontier.append(leaf_of(row))
        mark = store.blob(leaf_of(row)[:MARK_BYTES])
        beside.append(f"UPDATE facts SET mark = {mark} WHERE position = {row.position}")  # noqa: S608 - of numbers
    if store.is_sqlite:
        beside.append("UPDATE sqlite_sequence SET seq = {size} WHERE name = 'facts'")
    values = {"size": len(rows), "roots": store.blob(b"".join(frontier.roots))}
    store.edit(*(statement.format(**values) for statement in beside))


REWRITING = (
    "UPDATE facts SET payload = {changed_payload}, digest = {changed_digest}, fact_id = {changed_id} WHERE position = 4"
)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (REWRITING, "it does not begin with the 16 facts of the checkpoint: the past was rewritten"),
        (
            "DELETE FROM facts WHERE position > 12",
            "position 13 is missing: the checkpoint covers 16 facts, and the log holds 12",
        ),
    ],
)
def test_a_consistent_rewriting_is_found_by_a_checkpoint_only(store: Tampered, statement: str, expected: str) -> None:
    with store.engine() as engine:
        then = verify(engine)
    checkpoint = Checkpoint("talks", then.size, then.root)
    consistently(store, [statement.format(**changes(store))])

    with store.engine() as engine:
        assert verify(engine).holds
        assert [str(fault) for fault in verify(engine, since=checkpoint).faults] == [expected]


def test_a_log_that_only_grew_holds_against_every_checkpoint(store: Tampered) -> None:
    with store.engine() as engine:
        checkpoints = [Checkpoint("talks", 0, Frontier().root())]
        frontier = Frontier()
        for row in engine.since():
            frontier.append(leaf_of(row))
            checkpoints.append(Checkpoint("talks", frontier.size, frontier.root()))
        recorded(engine, next(drafts_of([TOLD.format("talks", 5)])))

        assert len(checkpoints) == frontier.size + 1 > 2
        for checkpoint in checkpoints:
            assert verify(engine, since=checkpoint).holds


@pytest.mark.parametrize(
    "statement",
    ["UPDATE tree SET size = 15", "DELETE FROM tree", "UPDATE tree SET roots = {nothing}", "DELETE FROM facts"],
)
def test_nothing_is_appended_to_a_log_that_its_tree_does_not_fit(store: Tampered, statement: str) -> None:
    store.edit(statement.format(**changes(store)))
    with store.engine() as engine:
        drafts = next(drafts_of(["dialogue: new\ntitle: New\n"]))
        with pytest.raises(StoreError, match="is damaged") as caught:
            recorded(engine, drafts)
        assert "Nothing was stored" in caught.value.hint


def test_what_others_append_meanwhile_is_no_fault(store: Tampered) -> None:
    with store.engine() as engine, store.engine() as other:
        tree_head = engine.tree_head

        def appending() -> TreeHead:
            recorded(other, next(drafts_of([f"dialogue: d{other.head()}\ntitle: New\n"])))
            return tree_head()

        engine.tree_head = appending  # type: ignore[method-assign] # others append between any two reads
        assert verify(engine).holds


def test_whoever_waits_is_told_how_many_of_how_many_facts_were_looked_at(store: Tampered) -> None:
    told: list[tuple[int, int]] = []
    with store.engine() as engine:
        verify(engine, told=lambda done, of: told.append((done, of)))
    assert told == [(0, 16), (16, 16)]
