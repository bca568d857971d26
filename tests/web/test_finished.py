"""Pages are made once, and what an earlier log gave is not kept beside what the present one gives."""

from __future__ import annotations

import gc
import gzip
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from events.errors import NotFoundError
from timeline.web.body import HTML, Body
from timeline.web.finished import Finished
from timeline.web.kept import Kept, bytes_of

READERS = 8


def test_of_all_who_ask_at_once_one_makes_the_page_and_the_others_wait() -> None:
    finished, made = Finished(), []
    together = threading.Barrier(READERS)

    def make() -> Body:
        made.append(threading.get_ident())
        time.sleep(0.05)
        return Body(b"page", HTML)

    def ask(_: int) -> bytes:
        together.wait()
        return gzip.decompress(finished.body("tag", 1, make).content)

    with ThreadPoolExecutor(READERS) as readers:
        assert list(readers.map(ask, range(READERS))) == [b"page"] * READERS
    assert len(made) == 1


def test_who_is_refused_leaves_the_page_to_the_next() -> None:
    finished = Finished()

    def refuse() -> Body:
        raise NotFoundError("no page")

    for _ in range(2):
        with pytest.raises(NotFoundError):
            finished.body("tag", 1, refuse)
    assert gzip.decompress(finished.body("tag", 1, lambda: Body(b"page", HTML)).content) == b"page"


def test_bodies_take_no_more_room_than_there_is() -> None:
    finished, made = Finished(room=100), []

    def make() -> Body:
        made.append(True)
        return Body(b"page", HTML)

    for tag in ("a", "b", "c", "d", "e", "f"):
        finished.body(tag, 1, make)
    finished.body("a", 1, make)  # has gone
    finished.body("a", 1, make)
    assert len(made) == 7


def test_with_the_next_fact_all_bodies_of_the_earlier_log_go() -> None:
    finished, made = Finished(), []

    def make() -> Body:
        made.append(True)
        return Body(b"page", HTML)

    for head in (1, 1, 2, 1, 1, 2):  # whoever asked just before the fact came is answered, and nothing is held for him
        finished.body(f"a page at {head}", head, make)
    assert len(made) == 4


def test_of_each_subject_the_value_of_the_present_log_is_kept() -> None:
    kept, made = Kept(), []

    def make() -> int:
        made.append(True)
        return len(made)

    assert [kept.of("talks", head, make) for head in (1, 1, 2, 2, 1)] == [1, 1, 2, 2, 3]


def test_values_take_no_more_memory_than_there_is() -> None:
    kept, made = Kept(room=10_000), []

    def make() -> str:
        made.append(True)
        return "x" * 1_000

    for subject in range(12):
        kept.of(subject, 1, make)
    kept.of(11, 1, make)
    assert len(made) == 12
    kept.of(0, 1, make)  # has gone
    assert len(made) == 13
    assert kept.of("large", 1, lambda: "x" * 20_000) is kept.of("large", 1, make)


def test_what_a_value_takes_is_all_that_it_is_made_of() -> None:
    text = "x" * 1_000
    assert bytes_of([text, text]) < bytes_of([text]) + 100
    assert bytes_of({"a": [(text, text + "y")]}) > 2_000
    assert bytes_of(Body(text.encode(), HTML)) > 1_000


def test_what_pages_leave_that_refers_to_itself_is_taken_apart_now_and_then() -> None:
    class Macro:
        """As Jinja's: it refers to what it was made in, which refers to it."""

    left: list[weakref.ref[Macro]] = []

    def make() -> Body:
        one, other = Macro(), Macro()
        vars(one)["of"], vars(other)["of"] = other, one
        left.append(weakref.ref(one))
        return Body(b"page", HTML)

    finished = Finished()
    gc.disable()
    try:
        for number in range(100):
            finished.body(f"tag {number}", 1, make)
        assert sum(one() is not None for one in left) < 25
    finally:
        gc.enable()
