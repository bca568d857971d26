"""`timeline serve`: it says where it is, answers, and ends when it is told to."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.cli.given import ROOT, command_line, refused, timeline, unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server, and its address."""
    words = command_line("serve", "--no-open", *arguments)
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


def got(address: str, path: str | None = None) -> tuple[int, str]:
    """What a server answers."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request("GET", path or parts.path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_the_first_line_is_an_address_of_this_machine_that_shows_the_storyline() -> None:
    with serving("--demo") as (_, address):
        assert address.startswith("http://127.0.0.1:")
        code, page = got(address)
    assert code == 200
    assert "Iraq–NATO High-Level (Political) Dialogue" in page


@pytest.mark.usefixtures("talks")
def test_a_store_that_was_replaced_is_told_and_not_shown_as_it_was(store: Path) -> None:
    with serving() as (_, address):
        assert got(address, "/d/talks")[0] == 200
        other = store.with_name("restored.db")
        assert timeline("backup", str(other)).code == 0
        for side in (store.with_name(f"{store.name}-wal"), store.with_name(f"{store.name}-shm")):
            side.unlink(missing_ok=True)
        other.replace(store)
        for path in ("/d/talks", "/d/talks/sessions.json", "/index.json"):
            code, page = got(address, path)
            assert (code, "another took its place" in page) == (503, True), path


@pytest.mark.usefixtures("talks")
def test_it_shows_the_store_and_what_is_added_meanwhile() -> None:
    with serving() as (_, address):
        assert [card["dialogue"] for card in json.loads(got(address, "/index.json")[1])] == ["talks"]
        assert timeline("append", "session-held", "talks", "--session", "2", "--when", "2025-05-01").code == 0
        assert json.loads(got(address, "/d/talks.json")[1])["last_session"]["session"] == 2


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_well_when_it_is_told_to(told: signal.Signals) -> None:
    with serving() as (server, address):
        assert got(address)[0] == 200
        server.send_signal(told)
        out, err = server.communicate(timeout=60)
    assert (server.returncode, out, err) == (0, "", "")


EARLY = """
import os, signal, sys, uvicorn
run = uvicorn.Server.run
def told_before_it_listens(server, *given, **named):
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    run(server, *given, **named)
uvicorn.Server.run = told_before_it_listens
from timeline.cli.app import run_command
sys.exit(run_command(["serve", "--demo", "--no-open"]))
"""


@pytest.mark.parametrize("told", ["SIGINT", "SIGTERM"])
def test_it_ends_well_when_it_is_told_to_while_it_starts(told: str) -> None:
    words = [sys.executable, "-c", EARLY, told]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT, env=unmeasured(), timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_port_that_is_taken_is_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, line = refused("serve", "--demo", "--no-open", "--port", str(port))
    assert (code, line) == (1, f"error: cannot listen on port {port}: Address already in use")


def test_a_store_that_is_not_there_is_made_only_to_be_written_to(store: Path) -> None:
    code, line = refused("serve", "--no-open")
    assert (code, line.startswith("error: ")) == (3, True)
    assert not store.exists()
    with serving("--write") as (_, address):
        assert json.loads(got(address, "/index.json")[1]) == []
    assert store.exists()


@pytest.mark.usefixtures("talks")
def test_no_other_command_loads_a_server() -> None:
    program = (
        "import sys; from timeline.cli.app import run_command; run_command(['state', 'talks', '--on', '2025-01-01']);"
        "print([name for name in ('anyio', 'h11', 'starlette', 'timeline.web', 'uvicorn') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=unmeasured()
    )
    assert done.stdout.splitlines()[-1] == "[]"
