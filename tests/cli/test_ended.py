"""A command that is told to end, or whose terminal is closed, leaves nothing behind that it kept for a while."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, command_line, timeline

if TYPE_CHECKING:
    from pathlib import Path

SIGNALS = [signal.SIGTERM, signal.SIGHUP]
CALL = b'{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1", "format": "call"}]}\n'


def begun(number: signal.Signals, *words: str) -> subprocess.Popen[bytes]:
    """A command that hears the signal, also where the tests run under nohup."""
    return subprocess.Popen(
        command_line(*words),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("number", SIGNALS)
def test_a_stream_that_is_ended_leaves_the_store_alone_and_what_was_answered_is_stored(
    number: signal.Signals, store: Path
) -> None:
    with begun(number, "append", "--stream") as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(CALL)
        running.stdin.flush()
        added = json.loads(running.stdout.readline())
        running.send_signal(number)
        assert running.wait(timeout=60) == -number
        assert running.stderr.read() == b""
    assert [path.name for path in store.parent.iterdir()] == [store.name]
    assert timeline("history", "--format", "jsonl").out.count(f'"fact": "{added["fact"]}"') == 1


@pytest.mark.parametrize("number", SIGNALS)
def test_processes_that_share_the_work_end_with_it_and_nothing_of_theirs_is_left(number: signal.Signals) -> None:
    """Python warns of semaphores that stay behind."""
    program = (
        "import signal, sys, time\n"
        "from events.processes import shared_out\n"
        f"signal.signal(signal.{number.name}, signal.SIG_DFL)\n"
        "from timeline.cli import app\n"
        "def work(words):\n"
        "    for one in shared_out(iter([0, 60, 60]), time.sleep, jobs=2, hint=''):\n"
        "        print('begun', flush=True)\n"
        "app.run_command = work\n"
        "from timeline.cli.main import run\n"
        "run()\n"
    )
    line = [command_line()[0], "-c", program]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == b"begun\n", running.stderr.read()
        running.send_signal(number)
        assert running.wait(timeout=60) == -number
        assert running.stderr.read() == b""
