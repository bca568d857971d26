"""What every store must do, one class for each behaviour; an engine's tests say only where its store is.

A subclass gives the fixture `address`: where a store may be made that no other test uses.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import BadInputError, NotFoundError, StoreError
from events.merkle import Frontier
from events.store import append_plan
from events.store.address import open_engine
from events.store.following import follow
from events.store.options import OpenMode, StoreOptions
from events.store.port import FactIdConflictError, OnceConflictError, StoredFact, TreeHead, VersionConflictError
from events.store.tree import MARK_BYTES, leaf_of
from tests.store.entries import new_entries, new_entry, read_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from events.store.address import PostgresAddress, SqliteAddress
    from events.store.port import Engine, Entry
    from events.store.read_models import ReadModelWriter

ROOT = Path(__file__).parents[2]


class StoreContract:
    """Where the store is, how it is opened, and the store itself, newly made."""

    @pytest.fixture
    def address(self) -> Any:
        """What `open` opens: an address, or what an engine without addresses has in its place."""
        raise NotImplementedError

    def open(self, address: Any, options: StoreOptions | None = None, *, mode: OpenMode | None = None) -> Engine:
        return open_engine(address, options, mode=mode)

    @pytest.fixture
    def store(self, address: Any) -> Iterator[Engine]:
        with self.open(address, StoreOptions(wait_seconds=5)) as store:
            yield store


class AppendContract(StoreContract):
    def test_facts_stand_in_the_log_as_they_were_given(self, store: Engine) -> None:
        entry = new_entry(payload='{"quote":"حوار"}'.encode())
        before = datetime.now(UTC)

        (receipt,) = store.append([entry], recorded_by="Layla")

        assert (receipt.fact_id, receipt.dialogue) == (entry.fact_id, entry.dialogue)
        assert (receipt.position, receipt.version, receipt.added) == (1, 1, True)
        (fact,) = store.since()
        assert fact == StoredFact(
            position=1,
            dialogue=entry.dialogue,
            version=1,
            fact_id=entry.fact_id,
            digest=entry.digest,
            topic=entry.topic,
            payload=entry.payload,
            recorded_at=fact.recorded_at,
            recorded_by="Layla",
        )
        assert before <= fact.recorded_at <= datetime.now(UTC)
        assert fact.recorded_at.tzinfo is UTC
        assert type(fact.payload) is bytes

    def test_positions_count_the_log_and_versions_count_each_dialogue(self, store: Engine) -> None:
        receipts = store.append([new_entry("a"), new_entry("b"), new_entry("a")], recorded_by="x")
        receipts += store.append([new_entry("b")], recorded_by="x")

        assert [(r.dialogue, r.position, r.version) for r in receipts] == [
            ("a", 1, 1),
            ("b", 2, 1),
            ("a", 3, 2),
            ("b", 4, 2),
        ]

    def test_nothing_to_append_is_no_error(self, store: Engine) -> None:
        assert store.append([], recorded_by="x") == []
        assert store.head() == 0

    def test_several_thousand_facts_go_in_at_once(self, store: Engine) -> None:
        entries = [new_entry(f"dialogue-{n % 7}") for n in range(3_500)]

        receipts = store.append(tuple(entries), recorded_by="x")

        assert [r.position for r in receipts] == list(range(1, 3_501))
        assert [f.fact_id for f in store.since()] == [e.fact_id for e in entries]

    def test_a_store_opened_for_reading_refuses_to_append(self, store: Engine, address: Any) -> None:
        store.append([new_entry()], recorded_by="x")
        with self.open(address, mode=OpenMode.READ) as reader:
            assert reader.head() == 1
            with pytest.raises(StoreError, match="reading only"):
                reader.append([new_entry()], recorded_by="x")

    @pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
    def test_text_that_some_engine_cannot_keep_is_refused_by_all(self, store: Engine, text: str) -> None:
        for entry, recorded_by in [
            (new_entry(text), "x"),
            (new_entry(once=text), "x"),
            (new_entry(topic=text), "x"),
            (new_entry(), text),
        ]:
            with pytest.raises(BadInputError, match="no store can keep"):
                store.append([new_entry(), entry], recorded_by=recorded_by)
        assert store.head() == 0

    def test_hostile_text_is_only_text(self, store: Engine) -> None:
        names = ["'; DROP TABLE facts; --", "%s", "?1", "حوار", "💬", "a\nb", "$$"]

        store.append([new_entry(name, once=name, topic=name) for name in names], recorded_by=names[0])

        assert store.versions() == dict.fromkeys(sorted(names, key=str.encode), 1)
        assert [[f.topic for f in store.stream(name)] for name in names] == [[name] for name in names]


class LotsContract(StoreContract):
    """One append of any length: lot by lot, in one transaction."""

    def test_lots_go_in_together_and_in_order(self, store: Engine) -> None:
        store.append([new_entry("a")], recorded_by="x")
        lots = [[new_entry("a"), new_entry("b")], [], [new_entry("b"), new_entry("a", topic="contact-held@1")]]

        with store.appending(recorded_by="Layla") as append:
            receipts = [receipt for lot in lots for receipt in append(lot)]
            assert store.head() == 1

        assert [(r.dialogue, r.position, r.version, r.added) for r in receipts] == [
            ("a", 2, 2, True),
            ("b", 3, 1, True),
            ("b", 4, 2, True),
            ("a", 5, 3, True),
        ]
        rows = list(store.since(1))
        assert [row.fact_id for row in rows] == [receipt.fact_id for receipt in receipts]
        assert len({(row.recorded_at, row.recorded_by) for row in rows}) == 1
        assert store.topics() == {"session-held@1": 1, "contact-held@1": 5}
        assert store.tree_head().size == 5

    def test_a_block_that_is_left_by_an_exception_has_appended_nothing(self, store: Engine) -> None:
        def lots() -> Iterator[list[Entry]]:
            yield new_entries(3)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            append_lots(store, lots())
        assert store.head() == 0
        assert store.append([new_entry()], recorded_by="x")[0].position == 1

    def test_a_lot_that_is_refused_undoes_those_before(self, store: Engine) -> None:
        with pytest.raises(OnceConflictError):
            append_lots(store, [[new_entry(once="report:1")], [new_entry(once="report:1")]])
        with pytest.raises(BadInputError):
            append_lots(store, [[new_entry()], [new_entry("a\0b")]])
        assert store.head() == 0

    def test_a_fact_of_an_earlier_lot_is_known(self, store: Engine) -> None:
        entry = new_entry()
        with store.appending(recorded_by="x") as append:
            (first,) = append([entry])
            assert append([new_entry(), entry])[1] == first._replace(added=False)
            with pytest.raises(FactIdConflictError):
                append([entry._replace(digest="f" * 64)])
        assert store.head() == 2

    @pytest.mark.parametrize("remembered", [0, 10])
    def test_what_an_earlier_lot_took_is_taken(
        self, store: Engine, monkeypatch: pytest.MonkeyPatch, remembered: int
    ) -> None:
        monkeypatch.setattr(append_plan, "MOST_REMEMBERED", remembered)
        entry = new_entry(once="report:1")
        with store.appending(recorded_by="x") as append:
            append([entry])
            append([new_entry()])
            with pytest.raises(OnceConflictError):
                append([new_entry(once="report:1")])
            assert [one.added for one in append([entry, new_entry()])] == [False, True]
        assert store.head() == 3

    def test_an_expected_version_is_that_before_the_first_lot(self, store: Engine) -> None:
        with store.appending(recorded_by="x", expected={"a": 0, "b": 0}) as append:
            append([new_entry("a")])
            append([new_entry("a")])
        with pytest.raises(VersionConflictError), store.appending(recorded_by="x", expected={"a": 1}):
            pass

    def test_nothing_in_it_is_no_error(self, store: Engine) -> None:
        with store.appending(recorded_by="x") as append:
            assert append([]) == []
        with store.appending(recorded_by="x"):
            pass
        assert store.head() == 0


class RepeatContract(StoreContract):
    def test_asking_twice_adds_nothing(self, store: Engine) -> None:
        entries = [new_entry("a"), new_entry("b"), new_entry("a", once="report:1")]
        first = store.append(entries, recorded_by="x")

        second = store.append([*entries, new_entry("a")], recorded_by="y")

        assert second[:3] == [receipt._replace(added=False) for receipt in first]
        assert (second[3].position, second[3].version, second[3].added) == (4, 3, True)
        assert [f.recorded_by for f in store.since()] == ["x", "x", "x", "y"]

    def test_a_fact_that_stands_twice_in_one_batch_is_added_once(self, store: Engine) -> None:
        entry = new_entry(once="report:1")

        receipts = store.append([entry, new_entry(), entry], recorded_by="x")

        assert [(r.position, r.added) for r in receipts] == [(1, True), (2, True), (1, False)]
        assert store.head() == 2

    def test_a_large_known_batch_is_recognised_whole(self, store: Engine) -> None:
        entries = new_entries(2_500)
        first = store.append(entries, recorded_by="x")

        assert store.append(entries, recorded_by="x") == [receipt._replace(added=False) for receipt in first]


class ConflictContract(StoreContract):
    def test_an_id_with_other_content_is_refused_and_nothing_is_stored(self, store: Engine) -> None:
        entry = new_entry()
        store.append([entry], recorded_by="x")
        forged = entry._replace(digest="f" * 64)

        with pytest.raises(FactIdConflictError) as caught:
            store.append([new_entry(), forged], recorded_by="x")

        assert caught.value.entry == forged
        assert caught.value.stored == next(store.since())
        assert store.head() == 1

    def test_an_id_that_stands_in_another_dialogue_is_refused(self, store: Engine) -> None:
        entry = new_entry("a")
        store.append([entry], recorded_by="x")

        with pytest.raises(FactIdConflictError):
            store.append([entry._replace(dialogue="b")], recorded_by="x")

    def test_one_batch_cannot_hold_an_id_with_two_contents(self, store: Engine) -> None:
        entry = new_entry()

        with pytest.raises(FactIdConflictError):
            store.append([entry, entry._replace(digest="f" * 64)], recorded_by="x")

        assert store.head() == 0

    def test_what_a_dialogue_can_hold_once_is_refused_the_second_time(self, store: Engine) -> None:
        filed = new_entry("a", once="report:1")
        store.append([filed], recorded_by="x")
        again = new_entry("a", once="report:1")

        with pytest.raises(OnceConflictError) as caught:
            store.append([new_entry("a"), again], recorded_by="x")

        assert (caught.value.entry, caught.value.stored.fact_id) == (again, filed.fact_id)
        assert store.head() == 1

    def test_another_dialogue_may_hold_it_too(self, store: Engine) -> None:
        store.append([new_entry("a", once="report:1")], recorded_by="x")
        store.append([new_entry("b", once="report:1"), new_entry("a", once="report:2")], recorded_by="x")
        assert store.head() == 3

    def test_one_batch_cannot_hold_it_twice(self, store: Engine) -> None:
        with pytest.raises(OnceConflictError):
            store.append([new_entry(once="report:1"), new_entry(once="report:1")], recorded_by="x")
        assert store.head() == 0

    def test_a_stale_version_is_refused_even_when_there_is_nothing_new(self, store: Engine) -> None:
        entry = new_entry("a")
        store.append([entry], recorded_by="x", expected={"a": 0, "b": 0})

        with pytest.raises(VersionConflictError) as caught:
            store.append([entry], recorded_by="x", expected={"a": 0})

        assert (caught.value.dialogue, caught.value.expected, caught.value.actual) == ("a", 0, 1)
        with pytest.raises(VersionConflictError):
            store.append([new_entry("b")], recorded_by="x", expected={"b": 1})
        assert store.append([new_entry("a")], recorded_by="x", expected={"a": 1})[0].version == 2

    def test_a_refused_append_leaves_no_gap(self, store: Engine) -> None:
        store.append([new_entry("a", once="report:1")], recorded_by="x")
        for _ in range(3):
            with pytest.raises(OnceConflictError):
                store.append([new_entry("a"), new_entry("a", once="report:1")], recorded_by="x")

        (receipt,) = store.append([new_entry("a")], recorded_by="x")

        assert (receipt.position, receipt.version) == (2, 2)


class ReadContract(StoreContract):
    def test_an_empty_store_answers_nothing(self, store: Engine) -> None:
        assert list(store.since()) == []
        assert list(store.stream("a")) == []
        assert (store.head(), store.versions(), store.topics(), store.find("")) == (0, {}, {}, [])

    def test_a_text_that_no_store_can_keep_is_not_looked_for(self, store: Engine) -> None:
        with pytest.raises(BadInputError, match=r"'ir\\udcf3' holds a character that no store can keep"):
            list(store.stream("ir\udcf3"))
        with pytest.raises(BadInputError, match="no store can keep"):
            store.read_models.answer_of(1, "ir\udcf3", "state", 1)

    def test_since_gives_what_comes_after_a_position_up_to_a_limit(self, store: Engine) -> None:
        store.append(new_entries(2_100), recorded_by="x")

        assert [f.position for f in store.since()] == list(range(1, 2_101))
        assert [f.position for f in store.since(2_098)] == [2_099, 2_100]
        assert [f.position for f in store.since(1, limit=2)] == [2, 3]
        assert [f.position for f in store.since(5, limit=1_500)] == list(range(6, 1_506))
        assert list(store.since(0, limit=0)) == []
        assert list(store.since(2_100)) == []

    def test_a_long_read_sees_what_is_appended_meanwhile(self, store: Engine) -> None:
        store.append(new_entries(2_500), recorded_by="x")
        rows = store.since()
        next(rows)
        store.append(new_entries(1_000), recorded_by="x")

        assert sum(1 for _ in rows) == 3_499

    def test_a_stream_holds_one_dialogue_in_order_of_version(self, store: Engine) -> None:
        store.append([new_entry("a" if n % 2 else "b") for n in range(2_400)], recorded_by="x")

        assert [f.version for f in store.stream("a")] == list(range(1, 1_201))
        assert {f.dialogue for f in store.stream("a")} == {"a"}
        assert [f.version for f in store.stream("b", after_version=1_198)] == [1_199, 1_200]
        assert list(store.stream("unknown")) == []

    def test_versions_are_ordered_by_slug(self, store: Engine) -> None:
        store.append([new_entry(name) for name in ("z", "a", "B", "a-b", "a", "ab")], recorded_by="x")

        assert list(store.versions().items()) == [("B", 1), ("a", 2), ("a-b", 1), ("ab", 1), ("z", 1)]

    def test_topics_name_their_first_position(self, store: Engine) -> None:
        store.append([new_entry(topic=topic) for topic in ("x@1", "y@1", "x@1", "x@2", "y@1")], recorded_by="x")

        assert store.topics() == {"x@1": 1, "x@2": 4, "y@1": 2}

    def test_facts_are_looked_up_by_what_identifies_them(self, store: Engine) -> None:
        names = ["'; --", "%s", "حوار", "💬", '"\\', "a\nb"]
        entries = [new_entry(name, once=f"report:{name}") for name in names]
        store.append([*entries, new_entry("a"), new_entry("a")], recorded_by="x")
        rows = list(store.since())

        ids = [entry.fact_id for entry in entries]
        assert store.known(["f" * 32, *ids, ids[0]]) == dict(zip(ids, rows, strict=False))
        keys = [(name, f"report:{name}") for name in names]
        others = [("a", "report:1"), ("%s", "report:a"), ("b", "report:%s")]
        assert store.taken([*others, *keys]) == dict(zip(keys, rows, strict=False))
        assert store.versions_of([*names, "a", "b"]) == {**dict.fromkeys(names, 1), "a": 2, "b": 0}
        assert (store.known([]), store.taken([]), store.versions_of([])) == ({}, {}, {})

    def test_a_fact_is_found_by_the_first_digits_of_its_id(self, store: Engine) -> None:
        ids = ["ab" + "0" * 30, "abc" + "0" * 29, "b" * 32, "ab" + "f" * 30]
        store.append([new_entry()._replace(fact_id=fact_id) for fact_id in ids], recorded_by="x")

        assert [f.fact_id for f in store.find("ab")] == [ids[0], ids[1], ids[3]]
        assert [f.fact_id for f in store.find("ab", limit=2)] == ids[:2]
        assert [f.fact_id for f in store.find("abc")] == [ids[1]]
        assert [f.fact_id for f in store.find("b" * 32)] == ["b" * 32]
        for nothing in ("c", "%", "_", "a%", "'", "\0", "b b", "AB", "b" * 33):
            assert store.find(nothing) == []


class GuardedContract(StoreContract):
    """What guards the log is asked in words of the log."""

    def test_each_row_is_told_with_what_guards_it(self, store: Engine) -> None:
        store.append([new_entry("a", once="report:1"), *new_entries(2_100)], recorded_by="x")

        rows = list(store.guarded())

        assert [row.fact for row in rows] == list(store.since())
        assert [row.once for row in rows[:2]] == ["report:1", None]
        assert [row.mark for row in rows] == [leaf_of(row.fact)[:MARK_BYTES] for row in rows]

    def test_the_tree_grows_with_the_log(self, store: Engine) -> None:
        assert store.tree_head() == TreeHead(0, b"")
        for entries in ([new_entry()], new_entries(6)):
            store.append(entries, recorded_by="x")
        frontier = Frontier()
        frontier.extend(map(leaf_of, store.since()))
        assert store.tree_head() == TreeHead(7, b"".join(frontier.roots))


class ClockContract(StoreContract):
    def test_the_log_never_runs_backwards(self, address: Any) -> None:
        noon = datetime(2025, 5, 21, 12, tzinfo=UTC)
        instants = iter([noon, noon - timedelta(days=400), noon + timedelta(microseconds=1)])
        with self.open(address, StoreOptions(clock=lambda: next(instants))) as store:
            for _ in range(3):
                store.append([new_entry()], recorded_by="x")

            assert [f.recorded_at for f in store.since()] == [noon, noon, noon + timedelta(microseconds=1)]

    def test_an_instant_is_kept_in_utc(self, address: Any) -> None:
        in_baghdad = datetime(2025, 5, 21, 12, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=3)))
        with self.open(address, StoreOptions(clock=lambda: in_baghdad)) as store:
            store.append([new_entry()], recorded_by="x")
            (fact,) = store.since()

        assert fact.recorded_at == in_baghdad
        assert fact.recorded_at.isoformat() == "2025-05-21T09:00:00.123456+00:00"


class HookContract(StoreContract):
    """What is kept beside the log is written with it or not at all."""

    def test_a_hook_writes_in_the_transaction_of_the_append(self, address: Any) -> None:
        seen: list[tuple[int, list[str]]] = []

        def put(writer: ReadModelWriter, facts: Sequence[StoredFact]) -> None:
            writer.begin(1, anew=False)
            version = facts[-1].version
            seen.append((version, writer.put(1, [read_model(facts[-1].dialogue, version), read_model("other", 1)])))

        entries = new_entries(2)
        with self.open(address) as store:
            store.append(entries, recorded_by="x", on_append=[put])
            store.append([*entries, new_entry()], recorded_by="x", on_append=[put])
            store.append(entries, recorded_by="x", on_append=[put])

            with store.appending(recorded_by="x", on_append=[put]) as append:
                append([*entries, new_entry()])
                append(new_entries(4))

        assert seen == [(version, ["iraq-nato"]) for version in (2, 3, 4, 8)]
        with self.open(address, mode=OpenMode.READ) as reader:
            assert reader.head() == 8
            assert reader.read_models.versions(1) == {"iraq-nato": 8}

    def test_a_failing_hook_undoes_the_append(self, address: Any) -> None:
        def fail(writer: ReadModelWriter, _: Sequence[StoredFact]) -> None:
            writer.begin(7, anew=False)
            assert writer.put(7, [read_model("iraq-nato", 1)])
            raise ZeroDivisionError

        with self.open(address) as store:
            with pytest.raises(ZeroDivisionError):
                store.append([new_entry()], recorded_by="x", on_append=[fail])
            assert store.head() == 0
            assert (store.read_models.versions(7), store.read_models.marked_stale(7)) == ({}, set())

        with self.open(address) as store:
            assert store.append([new_entry()], recorded_by="x")[0].position == 1


class MakingContract(StoreContract):
    """A store that has an address is made where it is asked for, and nowhere else."""

    @pytest.mark.parametrize("mode", [OpenMode.READ, OpenMode.APPEND])
    def test_a_store_that_is_not_there_is_named_and_not_made(self, address: Any, mode: OpenMode) -> None:
        for _ in range(2):
            with pytest.raises(NotFoundError, match="there is no store") as caught:
                self.open(address, mode=mode)
            assert {"add", "demo"} <= {one.action for one in caught.value.next}


class OpeningContract(StoreContract):
    def test_a_store_that_is_there_is_opened_for_appending(self, store: Engine, address: Any) -> None:
        store.append([new_entry()], recorded_by="x")
        with self.open(address, mode=OpenMode.APPEND) as again:
            assert again.append([new_entry()], recorded_by="x")[0].position == 2

    def test_closing_twice_does_nothing(self, address: Any) -> None:
        store = self.open(address)
        store.append([new_entry()], recorded_by="x")
        store.close()
        store.close()


@pytest.mark.xdist_group("clock")  # as whatever looks at the clock: not beside each other
class WaitContract(StoreContract):
    """Whoever waits for facts is told of them soon, whoever appends, and holds nothing."""

    def test_what_is_there_already_is_told_at_once(self, store: Engine) -> None:
        store.append(new_entries(3), recorded_by="x")

        assert store.wait(0, seconds=60)
        assert store.wait(2, seconds=60)

    @pytest.mark.parametrize("position", [0, 3, 99])
    def test_nothing_new_is_told_when_the_time_is_up(self, store: Engine, position: int) -> None:
        store.append(new_entries(min(position, 3)), recorded_by="x")
        began = time.monotonic()

        assert not store.wait(position, seconds=0.3)
        assert not store.wait(position, seconds=0)

        assert 0.3 <= time.monotonic() - began < 10

    def test_an_append_of_another_ends_the_wait(self, store: Engine, address: Any) -> None:
        store.append(new_entries(3), recorded_by="x")
        with self.open(address) as other, after(0.5, lambda: other.append(new_entries(2), recorded_by="y")):
            began = time.monotonic()
            assert store.wait(3, seconds=60)
            assert time.monotonic() - began < 10
        assert store.head() == 5

    def test_an_append_of_our_own_ends_the_wait_too(self, store: Engine) -> None:
        store.append(new_entries(3), recorded_by="x")
        with after(0.5, lambda: store.append(new_entries(2), recorded_by="y")):
            assert store.wait(3, seconds=60)

    def test_what_stores_nothing_does_not_end_it(self, store: Engine, address: Any) -> None:
        entries = new_entries(3)
        store.append(entries, recorded_by="x")
        with self.open(address) as other, after(0.1, lambda: other.append(entries, recorded_by="y")):
            assert not store.wait(3, seconds=0.6)

    def test_writers_do_not_wait_for_who_waits(self, store: Engine, address: Any) -> None:
        store.append(new_entries(1), recorded_by="x")
        with self.open(address, mode=OpenMode.READ) as reader, after(0, lambda: reader.wait(500, seconds=2)):
            for _ in range(20):
                store.append([new_entry()], recorded_by="x")
        assert store.head() == 21

    def test_waiting_costs_next_to_nothing(self, store: Engine) -> None:
        store.append(new_entries(1), recorded_by="x")
        before = time.process_time()

        assert not store.wait(1, seconds=3)

        # Measured: 0.15 % of a processor. What stands here would still be a defect.
        assert time.process_time() - before < 0.15


class FollowWritersContract(StoreContract):
    """Who follows a log gets each fact once, in order of position, and none is left out, whoever appends."""

    @pytest.mark.parametrize("batch", [1, 2, 7, 1000])
    def test_several_writers_are_followed_while_they_append(self, store: Engine, address: Any, batch: int) -> None:
        store.append(new_entries(3), recorded_by="x")
        with self.open(address, mode=OpenMode.READ) as reader:
            reader._reader.batch = batch  # type: ignore[attr-defined] # a short read of both engines
            facts = followed(reader, 1)
            assert [next(facts).position, next(facts).position] == [2, 3]
            writers = [start_writer(address, f"dialogue-{number}", 40) for number in range(3)]
            seen = list(islice(facts, 120))
            told = [fact for writer in writers for fact in answers_of(writer)]

        assert [fact.position for fact in seen] == list(range(4, 124))
        assert {fact.fact_id: fact.position for fact in seen} == {fact_id: at for fact_id, at, _ in told}


class FollowContract(StoreContract):
    """Who follows a log gets each fact once, in order of position, and none is left out."""

    def test_an_empty_log_is_followed_from_its_first_fact(self, store: Engine) -> None:
        facts = followed(store, 0)
        with after(0.3, lambda: store.append(new_entries(2), recorded_by="x")):
            assert [next(facts).position, next(facts).position] == [1, 2]

    def test_a_position_that_the_log_does_not_reach_is_refused_at_once(self, store: Engine) -> None:
        with pytest.raises(NotFoundError, match="the log ends at position 0, before 1"):
            followed(store, 1)
        store.append(new_entries(2), recorded_by="x")
        followed(store, 2)
        with pytest.raises(NotFoundError, match="the log ends at position 2, before 3"):
            followed(store, 3)


def followed(store: Engine, position: int) -> Iterator[StoredFact]:
    """Follow a store that is never out of reach."""

    def unexpected(told: object) -> None:
        pytest.fail(f"the store was out of reach: {told}")

    return follow(store, position, lost=unexpected, back=unexpected)


@contextmanager
def after(seconds: float, action: Callable[[], object]) -> Iterator[None]:
    """Do something in another thread once some time has passed; what it raises comes out at the end."""
    failed: list[BaseException] = []

    def act() -> None:
        time.sleep(seconds)
        try:
            action()
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the test
            failed.append(error)

    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    for error in failed:
        raise error


class ManyWritersContract(StoreContract):
    """Eight processes at once; the store is made by whichever comes first."""

    WRITERS = 8

    def _run(self, address: Any, *words: object) -> list[tuple[str, int, bool]]:
        """Run the writers; return what they were told was stored."""
        writers = [start_writer(address, *words) for _ in range(self.WRITERS)]
        return [answer for writer in writers for answer in answers_of(writer)]

    def test_eight_writers_to_one_dialogue_lose_nothing(self, address: Any) -> None:
        told = self._run(address, "iraq-nato", 50)

        with self.open(address, mode=OpenMode.READ) as store:
            facts = list(store.since())
        assert len(told) == 400
        assert {fact_id: position for fact_id, position, _ in told} == {f.fact_id: f.position for f in facts}
        assert [f.position for f in facts] == [f.version for f in facts] == list(range(1, 401))
        assert [f.recorded_at for f in facts] == sorted(f.recorded_at for f in facts)

    def test_the_same_fact_sent_by_all_is_added_once(self, address: Any) -> None:
        entry = new_entry()

        told = self._run(address, entry.dialogue, 3, entry.fact_id, entry.digest)

        assert Counter(added for _, _, added in told) == {True: 1, False: 23}
        assert {position for _, position, _ in told} == {1}


def append_lots(store: Engine, lots: Iterable[list[Entry]]) -> None:
    with store.appending(recorded_by="x") as append:
        for lot in lots:
            append(lot)


def start_writer(address: SqliteAddress | PostgresAddress, *words: object) -> subprocess.Popen[str]:
    """Start a process that appends facts (see `tests.store.writer`)."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", connectable(address), *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answers_of(writer: subprocess.Popen[str]) -> list[tuple[str, int, bool]]:
    """Wait for a writer; return what it was told was stored: id, position, whether it was new."""
    output, errors = writer.communicate(timeout=120)
    assert (writer.returncode, errors) == (0, "")
    told = [line.split() for line in output.splitlines()]
    return [(fact_id, int(position), added == "True") for fact_id, position, added in told]


def connectable(address: SqliteAddress | PostgresAddress) -> str:
    """Return an address in full, as another process needs it."""
    conninfo: str | None = getattr(address, "conninfo", None)
    if conninfo is None:
        return str(address)
    separator = "&" if "?" in conninfo else "?"
    return f"{conninfo}{separator}schema={getattr(address, 'schema', '')}"
