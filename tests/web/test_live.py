"""Readers hear that the log goes on: all of them, of what they may see, also what they missed."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode
from tests.access.granted import readers_of
from tests.cli.given import TALKS, Ran
from tests.cli.given import timeline as run
from tests.cli.test_serve import got, serving
from tests.integrity.test_commands_on_both_engines import typed
from timeline.application.tracker import Tracker
from timeline.web.live import MOST, MOST_EACH, Live
from timeline.web.serving import THREADS

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = [f"2025-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 29, 2)]

SECONDS = 60
"""A reader hears of a fact within one or two; a busy machine may take much longer."""


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store of either engine, as it is typed."""
    if request.param == "postgres":
        return typed(request.getfixturevalue("postgres_address"))
    return str(tmp_path / "live.db")


class Reader:
    """A browser that listens."""

    def __init__(self, connection: HTTPConnection, headers: dict[str, str]) -> None:
        connection.request("GET", "/live", headers=headers)
        self._answer = connection.getresponse()
        assert self._answer.status == 200, self._answer.read()
        assert self._answer.headers["content-type"] == "text/event-stream; charset=utf-8"

    def next(self) -> tuple[str, Any]:
        """The next message, by its name; what only keeps the line open is none."""
        name = ""
        while line := self._answer.readline():
            key, _, value = line.decode().rstrip("\n").partition(": ")
            if key == "event":
                name = value
            elif key == "data":
                return name, json.loads(value)
        return "end", None


@contextmanager
def listening(address: str, **headers: str) -> Iterator[Reader]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=SECONDS)
    try:
        yield Reader(connection, {name.replace("_", "-"): value for name, value in headers.items()})
    finally:
        connection.close()


def told(store: str, *facts: str) -> Ran:
    ran = run("append", *facts, "--store", store)
    assert ran.code == 0, ran.err
    return ran


@pytest.fixture
def talks(address: str, tmp_path: Path) -> str:
    """A store with a dialogue of four facts."""
    file = tmp_path / "talks.yaml"
    file.write_text(TALKS)
    told(address, "--from", str(file))
    return address


def test_all_readers_hear_what_another_process_appends(talks: str) -> None:
    with serving("--store", talks) as (_, server), listening(server) as one, listening(server) as other:
        assert [reader.next() for reader in (one, other)] == [("hello", {"position": 4})] * 2
        told(talks, "session-held", "talks", "--session", "2", "--when", "2025-05-01")
        assert [reader.next() for reader in (one, other)] == [("facts", {"position": 5, "dialogues": ["talks"]})] * 2


def test_who_was_away_hears_what_was_missed(talks: str) -> None:
    with serving("--store", talks) as (_, server):
        with listening(server, last_event_id="2") as reader:
            assert reader.next() == ("hello", {"position": 4})
            assert reader.next() == ("facts", {"position": 4, "dialogues": ["talks"]})
        for place, nonsense in enumerate(("9", "-1", "x", "9" * 400)):
            with listening(server, last_event_id=nonsense) as reader:
                assert reader.next() == ("hello", {"position": 4 + place})
                told(talks, "dialogue-opened", f"other-{place}", "--title", "Others")
                assert reader.next() == ("facts", {"position": 5 + place, "dialogues": [f"other-{place}"]})


def test_a_reader_hears_of_what_was_granted_and_of_nothing_after_it_was_taken_away(
    tmp_path: Path,
) -> None:
    store, rules = str(tmp_path / "live.db"), tmp_path / "access.toml"
    rules.write_text(readers_of("talks", ["anna"]))
    told(store, "dialogue-opened", "talks", "--title", "Talks")
    with (
        serving("--store", store, "--access", str(rules)) as (_, server),
        listening(server, remote_user="anna") as reader,
    ):
        assert reader.next() == ("hello", {"position": 1})
        told(store, "dialogue-opened", "other", "--title", "Others")
        told(store, "session-held", "talks", "--session", "1", "--when", "2025-05-01")
        assert reader.next() == ("facts", {"position": 3, "dialogues": ["talks"]})
        rules.write_text("")
        told(store, "session-held", "talks", "--session", "2", "--when", "2025-06-01")
        assert reader.next() == ("end", None)


def test_readers_who_ask_at_once_share_some_threads(tmp_path: Path) -> None:
    store = str(tmp_path / "live.db")
    told(store, "dialogue-opened", "talks", "--title", "Talks")
    with serving("--store", store) as (process, server):
        with ThreadPoolExecutor(60) as readers:
            assert set(readers.map(lambda day: got(server, f"/d/talks?on={day}")[0], DAYS)) == {200}
        threads = int(Path(f"/proc/{process.pid}/status").read_text().partition("Threads:\t")[2].split()[0])
        assert threads <= THREADS + 3


def refused(address: str, **headers: str) -> tuple[int, str | None, bytes]:
    """What is answered to who may not listen: the code, after how many seconds to ask again, and why."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=SECONDS)
    try:
        connection.request("GET", "/live", headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers["retry-after"], answer.read()
    finally:
        connection.close()


def test_a_store_that_is_closed_at_the_end_is_no_fault_of_the_thread_that_follows_it(tmp_path: Path) -> None:
    """It would say so on standard error; here any fault of a thread fails the test."""

    async def listened() -> None:
        live = Live(lambda: tracker)
        live.join("anna")
        live.end()

    path = tmp_path / "store.db"
    with open_engine(SqliteAddress(path), mode=OpenMode.CREATE):
        pass
    with Tracker(open_engine(SqliteAddress(path), mode=OpenMode.READ), date(2025, 6, 1)) as tracker:
        # In a thread of its own: a browser in the same process has a loop that runs.
        server = threading.Thread(target=asyncio.run, args=(listened(),))
        server.start()
        server.join(SECONDS)
        assert not server.is_alive()
    for thread in threading.enumerate():
        if thread.name == "follower":
            thread.join(SECONDS)


def test_who_finds_no_room_to_listen_is_told_when_to_ask_again(tmp_path: Path) -> None:
    store, rules = str(tmp_path / "live.db"), tmp_path / "access.toml"
    names = [f"reader-{number}" for number in range(MOST // MOST_EACH + 1)]
    rules.write_text(readers_of("talks", [*names, "anna"]))
    told(store, "dialogue-opened", "talks", "--title", "Talks")
    with serving("--store", store, "--access", str(rules)) as (_, server), ExitStack() as stack:
        for number in range(MOST):
            stack.enter_context(listening(server, remote_user=names[number // MOST_EACH]))
            if number + 1 == MOST_EACH:
                too_many = refused(server, remote_user=names[0])
                assert too_many == (429, "60", b"As many pages listen from here as may.\n")
        assert refused(server, remote_user="anna") == (503, "60", b"As many readers listen as may.\n")
        stack.pop_all().close()
        with listening(server, remote_user="anna") as reader:
            assert reader.next() == ("hello", {"position": 1})


def test_readers_who_listen_cost_no_thread_each_and_are_let_go_at_the_end(tmp_path: Path) -> None:
    store = str(tmp_path / "live.db")
    told(store, "dialogue-opened", "talks", "--title", "Talks")
    with serving("--store", store) as (process, server), ExitStack() as stack:
        readers = [stack.enter_context(listening(server)) for _ in range(60)]
        assert {reader.next()[0] for reader in readers} == {"hello"}
        threads = int(Path(f"/proc/{process.pid}/status").read_text().partition("Threads:\t")[2].split()[0])
        assert threads < 10
        process.terminate()
        assert {reader.next()[0] for reader in readers} == {"end"}
        assert process.wait(SECONDS) == 0
