"""Pages are made once, and what an earlier log gave is not kept beside what the present one gives."""

from __future__ import annotations

import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from events.errors import NotFoundError
from timeline.web.body import HTML, Body
from timeline.web.finished import Finished
from timeline.web.kept import MOST, Kept

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
        return gzip.decompress(finished.body("tag", make).content)

    with ThreadPoolExecutor(READERS) as readers:
        assert list(readers.map(ask, range(READERS))) == [b"page"] * READERS
    assert len(made) == 1


def test_who_is_refused_leaves_the_page_to_the_next() -> None:
    finished = Finished()

    def refuse() -> Body:
        raise NotFoundError("no page")

    for _ in range(2):
        with pytest.raises(NotFoundError):
            finished.body("tag", refuse)
    assert gzip.decompress(finished.body("tag", lambda: Body(b"page", HTML)).content) == b"page"


def test_bodies_take_no_more_room_than_there_is() -> None:
    finished, made = Finished(room=100), []

    def make() -> Body:
        made.append(True)
        return Body(b"page", HTML)

    for tag in ("a", "b", "c", "d", "e", "f"):
        finished.body(tag, make)
    finished.body("a", make)  # has gone
    finished.body("a", make)
    assert len(made) == 7


def test_of_each_subject_the_value_of_the_present_log_is_kept() -> None:
    kept, made = Kept(), []

    def make() -> int:
        made.append(True)
        return len(made)

    assert [kept.of("talks", head, make) for head in (1, 1, 2, 2, 1)] == [1, 1, 2, 2, 3]
    for number in range(MOST):
        kept.of(number, 1, make)
    assert kept.of("talks", 1, make) == MOST + 4  # has gone
