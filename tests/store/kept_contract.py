"""What every store must do with what is kept beside the log: no answer outlives the facts that it was made from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import StoreError
from events.store import kept
from events.store.address import open_engine
from events.store.kept import NEVER
from events.store.kept_rows import Answer, Kept, ToCome
from events.store.options import OpenMode, StoreOptions
from tests.store.contract import StoreContract
from tests.store.entries import new_entries, new_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.address import PostgresAddress, SqliteAddress
    from events.store.port import Engine

DAY = 739_000


def made(dialogue: str, version: int, *, since: int = 1, until: int = NEVER) -> Kept:
    """Answers of a dialogue at a version; what they say is nothing to a store."""
    content = f"{dialogue} at {version}".encode()
    return Kept(
        dialogue,
        version,
        since,
        until,
        content,
        (Answer("state", since, until, content),),
        (ToCome(since, 0, until, 0, 5, 4, "2025", content),),
    )


class KeptContract(StoreContract):
    @pytest.fixture
    def store(self, address: SqliteAddress | PostgresAddress) -> Iterator[Engine]:
        """Three facts of `a`, one of `b`, all ready in shape 1."""
        with open_engine(address, StoreOptions(wait_seconds=5)) as store:
            store.append([*new_entries(3, "a"), new_entry("b")], recorded_by="x")
            store.change(partial(kept.begin, shape=1, anew=False))
            self.keep(store, made("a", 3), made("b", 1))
            assert store.change(partial(kept.use, shape=1))
            yield store

    @staticmethod
    def keep(store: Engine, *ready: Kept, shape: int = 1) -> list[str]:
        return store.change(partial(kept.keep, shape=shape, ready=ready))

    @staticmethod
    def answer(store: Engine, dialogue: str, day: int = DAY, shape: int = 1) -> bytes | None:
        found = kept.answer_of(store.ask, shape, dialogue, "state", day)
        return found[1] if found else None

    def test_what_is_kept_is_read_as_it_was_written(self, store: Engine) -> None:
        assert kept.answer_of(store.ask, 1, "a", "state", DAY) == (1, b"a at 3")
        coming = [(slug, *one) for slug, at in (("a", 3), ("b", 1)) for one in made(slug, at).coming]
        assert kept.coming(store.ask, 1, DAY) == coming
        assert kept.headings(store.ask, 1) == {"a": b"a at 3", "b": b"b at 1"}
        assert kept.kept_of(store.ask, 1, "a") == made("a", 3)
        assert kept.versions(store.ask, 1) == {"a": 3, "b": 1}
        assert (kept.kept_of(store.ask, 1, "c"), kept.answer_of(store.ask, 1, "c", "state", DAY)) == (None, None)

    def test_an_append_leaves_the_dialogues_that_it_touches_behind(self, store: Engine) -> None:
        store.append([new_entry("a"), new_entry("c")], recorded_by="x")

        assert kept.behind(store.ask, 1, DAY) == ["a", "c"]
        assert (self.answer(store, "a"), self.answer(store, "b")) == (None, b"b at 1")

    def test_what_adds_nothing_leaves_nothing_behind(self, store: Engine) -> None:
        entry = new_entry("a")
        store.append([entry], recorded_by="x")
        assert self.keep(store, made("a", 4)) == ["a"]

        store.append([entry], recorded_by="x")

        assert (kept.behind(store.ask, 1, DAY), self.answer(store, "a")) == ([], b"a at 4")

    @pytest.mark.parametrize("version", [2, 4])
    def test_answers_of_another_version_than_the_log_has_are_not_kept(self, store: Engine, version: int) -> None:
        assert self.keep(store, made("a", version), made("b", 1)) == ["b"]
        assert self.answer(store, "a") == b"a at 3"

    def test_an_answer_counts_on_its_days_only(self, store: Engine) -> None:
        self.keep(store, made("a", 3, since=DAY, until=DAY + 2))

        assert [self.answer(store, "a", DAY + days) for days in (-1, 0, 1, 2)] == [None, b"a at 3", b"a at 3", None]
        assert [kept.behind(store.ask, 1, DAY + days) for days in (-1, 0, 1, 2)] == [["a"], [], [], ["a"]]
        assert [len(kept.coming(store.ask, 1, DAY + days)) for days in (-1, 0, 1, 2)] == [1, 2, 2, 1]

    def test_another_shape_is_built_beside_and_taken_into_use_once_it_is_whole(self, store: Engine) -> None:
        store.change(partial(kept.begin, shape=2, anew=False))
        assert (kept.is_in_use(store.ask, 1), kept.is_in_use(store.ask, 2)) == (True, False)
        assert (kept.behind(store.ask, 1, DAY), kept.behind(store.ask, 2, DAY)) == ([], ["a", "b"])
        self.keep(store, made("a", 3), shape=2)
        assert not store.change(partial(kept.use, shape=2))

        store.append([new_entry("a")], recorded_by="x")  # both shapes learn of it
        assert (kept.behind(store.ask, 1, DAY), kept.behind(store.ask, 2, DAY)) == (["a"], ["a", "b"])
        self.keep(store, made("a", 4), made("b", 1), shape=2)
        assert store.change(partial(kept.use, shape=2))

        assert (kept.is_in_use(store.ask, 1), kept.is_in_use(store.ask, 2)) == (False, True)
        assert (self.answer(store, "a"), self.answer(store, "a", shape=2)) == (None, b"a at 4")
        assert (kept.kept_of(store.ask, 1, "b"), kept.marked(store.ask, 1)) == (None, set())

    def test_beginning_again_goes_on_or_begins_anew(self, store: Engine) -> None:
        store.change(partial(kept.begin, shape=1, anew=False))
        assert kept.behind(store.ask, 1, DAY) == []
        store.change(partial(kept.begin, shape=1, anew=True))
        assert kept.behind(store.ask, 1, DAY) == ["a", "b"]

    def test_what_fails_half_way_changes_nothing(self, store: Engine) -> None:
        def failing(transaction: Any) -> None:
            kept.keep(transaction, 1, [made("a", 3, since=5)])
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            store.change(failing)
        assert kept.kept_of(store.ask, 1, "a") == made("a", 3)

    def test_nothing_is_kept_before_a_shape_is_begun(self, address: SqliteAddress | PostgresAddress) -> None:
        with open_engine(address) as store:
            store.append([new_entry("a")], recorded_by="x")
            assert store.keeps
            assert not kept.is_in_use(store.ask, 1)
            assert store.ask("SELECT * FROM behind") == []

    @pytest.mark.usefixtures("store")
    def test_a_store_opened_for_reading_refuses_to_change(self, address: SqliteAddress | PostgresAddress) -> None:
        with (
            open_engine(address, mode=OpenMode.READ) as reader,
            pytest.raises(StoreError, match="reading only"),
        ):
            reader.change(partial(kept.use, shape=1))
