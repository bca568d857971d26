"""What every store must do with read models: no answer outlives the facts that it was made from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import StoreError
from events.store.options import OpenMode, StoreOptions
from events.store.read_models import KeptAnswer
from tests.store.contract import StoreContract
from tests.store.entries import new_entries, new_entry, read_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import Engine
    from events.store.read_models import ReadModel, ReadModelWriter

DAY = 739_000


def begin(writer: ReadModelWriter, *, shape: int, anew: bool) -> None:
    writer.begin(shape, anew=anew)


def use(writer: ReadModelWriter, *, shape: int) -> bool:
    return writer.use(shape)


class ReadModelsContract(StoreContract):
    @pytest.fixture
    def store(self, address: Any) -> Iterator[Engine]:
        """Three facts of `a`, one of `b`, all ready in shape 1."""
        with self.open(address, StoreOptions(wait_seconds=5)) as store:
            store.append([*new_entries(3, "a"), new_entry("b")], recorded_by="x")
            store.read_models.change(partial(begin, shape=1, anew=False))
            self.put(store, read_model("a", 3), read_model("b", 1))
            assert store.read_models.change(partial(use, shape=1))
            yield store

    @staticmethod
    def put(store: Engine, *ready: ReadModel, shape: int = 1) -> list[str]:
        return store.read_models.change(lambda writer: writer.put(shape, ready))

    @staticmethod
    def answer(store: Engine, dialogue: str, day: int = DAY, shape: int = 1) -> bytes | None:
        found = store.read_models.answer_of(shape, dialogue, "state", day)
        return found[1] if found else None

    def test_what_is_kept_is_read_as_it_was_written(self, store: Engine) -> None:
        assert store.read_models.answer_of(1, "a", "state", DAY) == (1, b"a at 3")
        to_come = [(slug, *one) for slug, at in (("a", 3), ("b", 1)) for one in read_model(slug, at).to_come]
        assert store.read_models.to_come(1, DAY) == to_come
        assert store.read_models.headings(1) == {"a": b"a at 3", "b": b"b at 1"}
        assert store.read_models.of(1, "a") == read_model("a", 3)
        assert store.read_models.versions(1) == {"a": 3, "b": 1}
        assert (store.read_models.of(1, "c"), store.read_models.answer_of(1, "c", "state", DAY)) == (None, None)

    def test_the_answers_of_all_dialogues_to_a_question_on_a_day(self, store: Engine) -> None:
        one = read_model("a", 3)
        past = (KeptAnswer("past", 1, DAY, b"before"), KeptAnswer("past", DAY, DAY + 2, b"then"))
        self.put(store, one._replace(answers=(*one.answers, *past)))

        on = [store.read_models.answers_on(1, "past", day) for day in (DAY - 1, DAY, DAY + 1, DAY + 2)]
        then = {"a": b"then", "b": None}
        assert on == [{"a": b"before", "b": None}, then, then, {"a": None, "b": None}]
        assert store.read_models.answers_on(1, "state", DAY) == {"a": b"a at 3", "b": b"b at 1"}

        store.append([new_entry("a"), new_entry("c")], recorded_by="x")
        assert store.read_models.answers_on(1, "state", DAY) == {"a": None, "b": b"b at 1", "c": None}

    def test_what_is_put_takes_the_place_of_what_was_there_row_by_row(self, store: Engine) -> None:
        one = read_model("a", 3)
        stays, goes_on, goes = (KeptAnswer("past", since, since + 1, b"then") for since in (1, 2, 3))
        first, second = one.to_come[0], one.to_come[0]._replace(number=1)
        self.put(store, one._replace(answers=(stays, *one.answers, goes_on, goes), to_come=(first, second)))
        answers = (stays, *one.answers, goes_on._replace(answer=b"otherwise"), KeptAnswer("past", 4, 5, b"later"))
        now = one._replace(answers=answers, to_come=(first._replace(answer=b"moved"), second._replace(number=2)))
        self.put(store, now)
        assert store.read_models.of(1, "a") == now

    def test_an_append_leaves_the_dialogues_that_it_touches_behind(self, store: Engine) -> None:
        store.append([new_entry("a"), new_entry("c")], recorded_by="x")

        assert store.read_models.stale(1, DAY) == ["a", "c"]
        assert (self.answer(store, "a"), self.answer(store, "b")) == (None, b"b at 1")

    def test_what_adds_nothing_leaves_nothing_behind(self, store: Engine) -> None:
        entry = new_entry("a")
        store.append([entry], recorded_by="x")
        assert self.put(store, read_model("a", 4)) == ["a"]

        store.append([entry], recorded_by="x")

        assert (store.read_models.stale(1, DAY), self.answer(store, "a")) == ([], b"a at 4")

    @pytest.mark.parametrize("version", [2, 4])
    def test_answers_of_another_version_than_the_log_has_are_not_kept(self, store: Engine, version: int) -> None:
        assert self.put(store, read_model("a", version), read_model("b", 1)) == ["b"]
        assert self.answer(store, "a") == b"a at 3"

    def test_an_answer_counts_on_its_days_only(self, store: Engine) -> None:
        self.put(store, read_model("a", 3, since=DAY, until=DAY + 2))

        assert [self.answer(store, "a", DAY + days) for days in (-1, 0, 1, 2)] == [None, b"a at 3", b"a at 3", None]
        assert [store.read_models.stale(1, DAY + days) for days in (-1, 0, 1, 2)] == [["a"], [], [], ["a"]]
        assert [len(store.read_models.to_come(1, DAY + days)) for days in (-1, 0, 1, 2)] == [1, 2, 2, 1]

    def test_another_shape_is_built_beside_and_taken_into_use_once_it_is_whole(self, store: Engine) -> None:
        store.read_models.change(partial(begin, shape=2, anew=False))
        assert (store.read_models.in_use(1), store.read_models.in_use(2)) == (True, False)
        assert (store.read_models.stale(1, DAY), store.read_models.stale(2, DAY)) == ([], ["a", "b"])
        self.put(store, read_model("a", 3), shape=2)
        assert not store.read_models.change(partial(use, shape=2))

        store.append([new_entry("a")], recorded_by="x")  # both shapes learn of it
        assert (store.read_models.stale(1, DAY), store.read_models.stale(2, DAY)) == (["a"], ["a", "b"])
        self.put(store, read_model("a", 4), read_model("b", 1), shape=2)
        assert store.read_models.change(partial(use, shape=2))

        assert (store.read_models.in_use(1), store.read_models.in_use(2)) == (False, True)
        assert (self.answer(store, "a"), self.answer(store, "a", shape=2)) == (None, b"a at 4")
        assert (store.read_models.of(1, "b"), store.read_models.marked_stale(1)) == (None, set())

    def test_beginning_again_goes_on_or_begins_anew(self, store: Engine) -> None:
        store.read_models.change(partial(begin, shape=1, anew=False))
        assert store.read_models.stale(1, DAY) == []
        store.read_models.change(partial(begin, shape=1, anew=True))
        assert store.read_models.stale(1, DAY) == ["a", "b"]

    def test_what_fails_half_way_changes_nothing(self, store: Engine) -> None:
        def failing(writer: ReadModelWriter) -> None:
            writer.put(1, [read_model("a", 3, since=5)])
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            store.read_models.change(failing)
        assert store.read_models.of(1, "a") == read_model("a", 3)

    def test_nothing_is_kept_before_a_shape_is_begun(self, address: Any) -> None:
        with self.open(address) as store:
            store.append([new_entry("a")], recorded_by="x")
            assert store.read_models.exist
            assert not store.read_models.in_use(1)
            assert store.read_models.marked_stale(1) == set()

    @pytest.mark.usefixtures("store")
    def test_a_store_opened_for_reading_refuses_to_change(self, address: Any) -> None:
        with (
            self.open(address, mode=OpenMode.READ) as reader,
            pytest.raises(StoreError, match="reading only"),
        ):
            reader.read_models.change(partial(use, shape=1))
