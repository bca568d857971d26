"""Standard streams that are full, closed or broken: one line, the right exit code, and what was stored is told."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, Ran, command_line, unmeasured
from tests.test_sealed import NEEDS_A_TERMINAL, command_lines
from timeline.cli.catalogue import commands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FULL, CLOSED = "> /dev/full", ">&-"
WHY = {FULL: "No space left on device", CLOSED: "standard output is closed"}
SAYS_NOTHING = {"check"}
"""Where it finds nothing."""
HEADING = '{"dialogue": "talks", "title": "Talks"}\n'


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store.db")


def shell(arguments: Sequence[str], streams: str, store: str, stdin: str = "") -> Ran:
    """Run a command line with its streams redirected by a shell."""
    done = subprocess.run(
        ["sh", "-c", f"exec {shlex.join(command_line(*arguments))} {streams}"],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        # What is written waits in a buffer, as for everybody who does not ask Python for something else.
        env={**unmeasured(), "TIMELINE_STORE": store, "PYTHONUNBUFFERED": ""},
        timeout=120,
        text=True,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def on_a_full_disk(lines: Sequence[list[str]], store: str, folder: Path) -> list[Ran]:
    """Run command lines whose answers cannot be written; forks of one process, since there are many."""
    told = folder / "told.json"
    subprocess.run(
        [sys.executable, "-m", "tests.cli.full_disk", str(told)],
        input=json.dumps(lines).encode(),
        check=True,
        cwd=ROOT,
        env={**unmeasured(), "TIMELINE_STORE": store},
        timeout=120,
    )
    return [Ran(code, "", err) for code, err in json.loads(told.read_text())]


@pytest.mark.parametrize("streams", [FULL, CLOSED])
def test_no_command_shows_a_traceback_where_its_answer_cannot_be_written(streams: str, tmp_path: Path) -> None:
    lines = [["--version"], ["--help"], ["append", "session-held", "--help"], *command_lines(tmp_path)]
    lines += [[name, "--help"] for name in commands() if name not in {line[0] for line in lines}]
    first, *others = [line for line in lines if line[0] not in NEEDS_A_TERMINAL | SAYS_NOTHING]
    store = str(tmp_path / "store.db")
    shell(lines[3], "", store)
    if streams == CLOSED:
        others = others[1 :: len(others) // 6]  # the way is the same
        ran = [shell(line, streams, store) for line in (first, *others)]
    else:
        others = others[1:]
        ran = [shell(first, streams, store), *on_a_full_disk(others, store, tmp_path)]
    told = [one for one in ran if f"error: the answer cannot be written: {WHY[streams]}" in one.err]
    # The others have nothing to print, or need what a command made of which the answer was lost.
    assert len(told) > len(ran) - 6
    assert {one.code for one in told} == {1}
    assert {one.code for one in ran} <= {0, 1, 3, 4}
    assert not [one for one in ran if "Traceback" in one.err or "Exception" in one.err]


@pytest.mark.parametrize("streams", [FULL, CLOSED])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_what_was_stored_is_told_although_the_answer_is_lost(streams: str, more: Sequence[str], store: str) -> None:
    ran = shell(("append", "--from", "-", *more), streams, store, HEADING)
    assert ran.code == 1
    assert ran.err.splitlines()[0] == f"error: the answer cannot be written: {WHY[streams]}"
    assert re.fullmatch(r"It is done all the same: .*added.*\(talks\).*", ran.err.splitlines()[1])
    assert "talks" in shell(("dialogues",), "", store).out


def test_a_judgement_that_was_recorded_is_told(store: str) -> None:
    shell(("append", "--from", "-"), "", store, HEADING)
    (fact,) = re.findall(r'"fact": "([0-9a-f]+)"', shell(("history", "--format", "json"), "", store).out)
    ran = shell(("correct", fact, "--set", "title=T", "--whose", "coder"), FULL, store)
    told = ran.err.splitlines()
    assert (ran.code, told[:-1]) == (
        1,
        ["No status, date or other value changes.", f"error: the answer cannot be written: {WHY[FULL]}"],
    )
    assert re.fullmatch(r"It is done all the same: .*recorded \(talks\)", told[-1])


@pytest.mark.parametrize("streams", [FULL, CLOSED])
def test_a_stream_says_where_its_answers_ended(streams: str, store: str) -> None:
    ran = shell(("append", "--stream"), streams, store, HEADING)
    assert ran.code == 1
    assert ran.err.startswith(f"error: the answers cannot be written: {WHY[streams]}; stopped at line 1\n")


@pytest.mark.parametrize("streams", ["2>&-", "2> /dev/full"])
def test_the_exit_code_holds_where_standard_error_takes_nothing(streams: str, store: str) -> None:
    added = shell(("append", "--from", "-"), streams, store, HEADING)
    assert (added.code, added.out.endswith("added at position 1 (talks): dialogue opened: Talks\n")) == (0, True)
    assert shell(("verify",), streams, store).code == 0
    assert shell(("state", "other"), streams, store).code == 3
    assert shell(("state",), streams, store).code == 2


INTERRUPTED = """
import os, sys
from fcntl import F_GETFL, F_SETFL, F_SETOWN, F_SETSIG, fcntl
from signal import SIGINT, default_int_handler, signal
from timeline.cli.terminal.streams import stand_in_for_what_is_closed

signal(SIGINT, default_int_handler)  # also where the tests run in the background
read, write = os.pipe()
before = os.dup(1)
os.dup2(write, 1)
stand_in_for_what_is_closed()
# The system sends the signal for what is written, before the call that writes it returns.
fcntl(read, F_SETOWN, os.getpid())
fcntl(read, F_SETSIG, SIGINT)
fcntl(read, F_SETFL, fcntl(read, F_GETFL) | os.O_ASYNC)
try:
    sys.stdout.write("a line\\n")
    sys.stdout.flush()
    sys.exit("it was not interrupted")
except KeyboardInterrupt:
    fcntl(read, F_SETFL, fcntl(read, F_GETFL) & ~os.O_ASYNC)
print("the end", flush=True)
os.write(before, os.read(read, 1000))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux sends a signal of choice for what is written")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_was_written_when_ctrl_c_came_is_not_written_again(unbuffered: str) -> None:
    command, env = [sys.executable, "-c", INTERRUPTED], {**unmeasured(), "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=env, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "a line\nthe end\n", "")


@pytest.mark.parametrize("arguments", [("append", "--from", "-"), ("append", "--stream")])
def test_a_closed_standard_input_is_told(arguments: Sequence[str], store: str) -> None:
    ran = shell(arguments, "<&-", store)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: cannot read standard input: it is closed")


def test_a_file_is_written_where_every_stream_is_closed(store: str, tmp_path: Path) -> None:
    shell(("append", "--from", "-"), "", store, HEADING)
    written = tmp_path / "talks.csv"
    assert shell(("export", "-o", str(written)), "<&- >&- 2>&-", store).code == 0
    assert written.read_bytes().startswith(b"\xef\xbb\xbfdialogue,")


def test_a_file_that_cannot_be_read_on_is_refused(store: str) -> None:
    """The memory of a process opens, and its first page cannot be read."""
    ran = shell(("append", "--from", "/proc/self/mem"), "", store)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: cannot read '/proc/self/mem': Input/output error")
