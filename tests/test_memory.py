"""A process gives memory back. Asked of processes of their own: what the C library is told holds for all of one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.given import ROOT, unmeasured

FREED_BY_THREADS = """
import re, sys, threading
from pathlib import Path
from events.memory import share_heap

def taken():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

if sys.argv[1] == "give back":
    share_heap()
before = taken()

def make(stays):
    for turn in range(2):  # as pages are made: some large texts, and a little that stays
        texts = []
        for number in range(40):
            texts.append(bytes(900_000 + number))
            stays.append(bytes(600 + number))

stays = []
threads = [threading.Thread(target=make, args=[stays]) for _ in range(2)]
[one.start() for one in threads]
[one.join() for one in threads]
print(taken() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="this is about glibc, and /proc")
def test_what_threads_freed_goes_back_to_the_system() -> None:
    left, given_back = (
        int(
            subprocess.run(
                [sys.executable, "-c", FREED_BY_THREADS, way],
                capture_output=True,
                check=True,
                text=True,
                cwd=ROOT,
                env=unmeasured(),
            ).stdout
        )
        for way in ("leave", "give back")
    )
    assert given_back < 5
    assert left > 20  # MB
