"""Facts that wait: in memory or on the disk, what they refer to is found, and nothing of them is left behind."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.intake import spool as module
from events.intake.spool import Filing, Judgement, Spool, in_lots
from events.store.port import Recorded
from tests.store.entries import new_entries, new_entry

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def spool() -> Iterator[Spool]:
    with Spool() as spool:
        yield spool


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def nameless_files() -> int:
    """How many files this process has open that no folder lists."""
    opened = 0
    for descriptor in range(256):
        with suppress(OSError):
            opened += os.fstat(descriptor).st_nlink == 0
    return opened


def test_facts_come_out_as_they_went_in(spool: Spool) -> None:
    at = datetime(2025, 5, 21, 12, 0, 0, 123_456, tzinfo=UTC)
    entries = [
        new_entry("حوار", payload='{"quote":"حوار"}'.encode(), once="report:1"),
        new_entry()._replace(recorded=Recorded(at, "Layla")),
        *new_entries(module.LOT_FACTS),
    ]
    for number, entry in enumerate(entries):
        spool.add(entry, f"caf\udce9.yaml:{number}")
    spool.seal()

    lots = list(spool.lots())
    assert [len(lot) for lot in lots] == [module.LOT_FACTS, 2]
    waiting = [one for lot in lots for one in lot]
    assert [one.entry for one in waiting] == entries
    assert [one.number for one in waiting] == list(range(1, len(entries) + 1))
    assert (waiting[7].source, spool.at(8)) == ("caf\udce9.yaml:7", waiting[7])
    assert len(spool) == len(entries)


def test_a_lot_is_shorter_where_facts_are_long() -> None:
    sizes = [3, module.LOT_BYTES, 1, 1]
    assert list(in_lots(sizes, int)) == [[3, module.LOT_BYTES], [1, 1]]
    assert [len(lot) for lot in in_lots(range(2_500), lambda _: 0)] == [1_000, 1_000, 500]
    assert list(in_lots([], int)) == []


def test_a_key_that_is_filed_twice_leads_to_the_first(spool: Spool) -> None:
    entries = [new_entry("a", once="r1"), new_entry("b", once="r1"), new_entry("a"), new_entry("a", once="r1")]
    for entry in entries:
        spool.add(entry, "x")
    spool.seal()

    ids = [entry.fact_id for entry in entries]
    assert list(spool.filings()) == [
        [
            Filing(1, "a", "r1", ids[0], 1, ids[0]),
            Filing(2, "b", "r1", ids[1], 2, ids[1]),
            Filing(4, "a", "r1", ids[3], 1, ids[0]),
        ]
    ]
    assert list(spool.filings(contradicting=True)) == [[Filing(4, "a", "r1", ids[3], 1, ids[0])]]
    assert (spool.keys_of("a"), spool.keys_of("c")) == (["r1", "r1"], [])


def test_what_is_cited_is_here_before_or_after_or_elsewhere(spool: Spool) -> None:
    spool.add(new_entry("a"), "x", cites=["later", "elsewhere"])
    for entry in new_entries(module.LOT_FACTS, "a"):
        spool.add(entry, "x", cites=["elsewhere"])
    spool.add(new_entry("a", once="later"), "x")
    spool.add(new_entry("b"), "x", cites=["later"])
    spool.add(new_entry("a"), "x", cites=["later"])
    spool.seal()

    assert sorted(key for lot in spool.cited_elsewhere() for key in lot) == [("a", "elsewhere"), ("b", "later")]


def test_what_is_judged_is_here_or_elsewhere(spool: Spool) -> None:
    held, other = new_entry("a"), new_entry("a")
    for target in (held, other, held):
        spool.add(new_entry("a"), "x", judges=target.fact_id)
    spool.add(new_entry("b"), "x", judges=held.fact_id)
    spool.add(held, "x")
    spool.seal()

    elsewhere = [one for lot in spool.judged_elsewhere() for one in lot]
    assert sorted(elsewhere) == [("a", other.fact_id), ("b", held.fact_id)]
    assert list(spool.judgements()) == [
        [
            Judgement(1, held.fact_id, 5),
            Judgement(2, other.fact_id, None),
            Judgement(3, held.fact_id, 5),
            Judgement(4, held.fact_id, 5),
        ]
    ]


def test_repeats_are_told_from_what_they_repeat(spool: Spool) -> None:
    one, two = new_entries(2)
    for entry in (one, two, one, one, new_entry(), two):
        spool.add(entry, "x")
    spool.seal()
    assert list(spool.repeats()) == [3, 4, 6]


def test_receipts_are_kept_in_order(spool: Spool) -> None:
    receipts = [("a", "talks", 1, 1, True), ("b", "talks", None, None, False)]
    spool.keep(receipts[:1])
    spool.keep(receipts[1:])
    assert list(spool.receipts()) == receipts


def test_a_spool_that_was_cleared_holds_nothing(spool: Spool) -> None:
    for _ in range(2):
        entry = new_entry(once="r1")
        spool.add(entry, "x", cites=["r2"], judges="f" * 32)
        spool.seal()
        spool.keep([("a", "talks", 1, 1, True)])
        assert [one.entry for lot in spool.lots() for one in lot] == [entry]
        assert (len(list(spool.filings())), len(list(spool.judgements())), len(list(spool.receipts()))) == (1, 1, 1)
        assert list(spool.cited_elsewhere()) == [[("iraq-nato", "r2")]]
        spool.clear()
        assert (list(spool.lots()), list(spool.filings()), list(spool.judgements())) == ([], [], [])
        assert (list(spool.receipts()), list(spool.repeats()), list(spool.cited_elsewhere())) == ([], [], [])
        assert len(spool) == 0


def test_few_facts_lie_in_memory_and_many_in_a_file_without_a_name(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = nameless_files()
    for entry in new_entries(2_000):
        spool.add(entry, "x")
    spool.seal()
    assert nameless_files() == before

    monkeypatch.setattr(module, "MEMORY_KIB", 100)
    with Spool() as small:
        for entry in new_entries(2_000):
            small.add(entry, "x")
        small.seal()
        assert nameless_files() == before + 1
        assert sum(len(lot) for lot in small.lots()) == 2_000
    assert nameless_files() == before


def test_a_disk_without_room_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMORY_KIB", 100)

    def fill() -> None:
        with Spool() as spool:
            for entry in new_entries(module.LOT_FACTS * 5):
                spool.add(entry, "x")

    with files_of_at_most(500_000), pytest.raises(StoreError, match="has no room for what") as caught:
        fill()
    assert "TMPDIR" in caught.value.hint
