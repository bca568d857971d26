"""Processes that are measured: how long they take, how much memory they and their children hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

import psutil

from tests.bench.history import TODAY
from tests.bench.timing import Timed

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable

LOOK_SECONDS = 0.05
"""How often memory is looked at."""


FOUND: Final = 1
"""What `timeline check` ends with where it has found something."""


class FailedError(Exception):
    """A process that was to be measured did not do what it was started for."""

    def __init__(self, command: Sequence[str | Path], code: int, said: bytes) -> None:
        last = said.decode(errors="replace").strip()
        super().__init__(f"{' '.join(map(str, command))} ended with {code}: {last}")


def timeline(*words: str | Path) -> list[str | Path]:
    """A command line of the console script in the same environment."""
    return [Path(PYTHON).parent / "timeline", *words]


def settings(store: str = "") -> dict[str, str]:
    """The environment of a command: nothing of ours but the store and the day."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TIMELINE_"))}
    return {**kept, "TIMELINE_TODAY": TODAY.isoformat(), **({"TIMELINE_STORE": store} if store else {})}


def seconds(command: Sequence[str | Path], env: dict[str, str]) -> float:
    """How long a process takes, from before it is started until after it ended."""
    begun = perf_counter()
    done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    taken = perf_counter() - begun
    if not _did(command, done.returncode):
        raise FailedError(command, done.returncode, done.stderr)
    return taken


def seconds_until_said(command: Sequence[str | Path], env: dict[str, str]) -> float:
    """How long a process takes until it has said something. What it does after that is not waited for."""
    begun = perf_counter()
    # A file, and not a pipe that fills up while nobody reads.
    with TemporaryFile() as said, subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=said) as started:
        assert started.stdout is not None
        line = started.stdout.readline()
        taken = perf_counter() - begun
        started.terminate()
        if not line:
            said.seek(0)
            raise FailedError(command, started.wait(), said.read())
    return taken


def _did(command: Sequence[str | Path], code: int) -> bool:
    """Whether a command did what it was started for."""
    return code == 0 or ("check" in command and code == FOUND)


def output(command: Sequence[str | Path], env: dict[str, str]) -> bytes:
    """What a process prints."""
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    if done.returncode:
        raise FailedError(command, done.returncode, done.stderr)
    return done.stdout


def peak_bytes(command: Sequence[str | Path], env: dict[str, str]) -> int:
    """The most memory that a process and its descendants held together, as far as looking now and then sees.

    Pages that several of them share are counted once (PSS) where the system tells it, on Linux.
    """
    peak = 0
    # A file, and not a pipe that fills up while nobody reads.
    with TemporaryFile() as said, subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=said) as started:
        process = psutil.Process(started.pid)
        while started.poll() is None:
            peak = max(peak, _held(process))
            sleep(LOOK_SECONDS)
        if not _did(command, started.returncode):
            said.seek(0)
            raise FailedError(command, started.returncode, said.read())
    return peak


def _held(process: psutil.Process) -> int:
    held = 0
    with suppress(psutil.Error):
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                memory = one.memory_full_info()
                held += getattr(memory, "pss", memory.uss)
    return held


def timed(task: str, **arguments: str | int) -> Timed:
    """Run a task of `ours` or `library` in a process of its own."""
    command: list[str | Path] = [PYTHON, "-m", "tests.bench.worker", task, json.dumps(arguments)]
    env = {**settings(), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    return Timed(**json.loads(output(command, env)))
