"""A server as a person starts it, for the browser to look at."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.cli.given import ROOT, STORYLINE, command_line, timeline, unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = "2025-09-10"


def storyline_in(folder: Path) -> Path:
    """A store in a folder that holds the storyline."""
    store = folder / "store.db"
    assert timeline("append", "--from", str(STORYLINE), "--store", str(store)).code == 0
    return store


@contextmanager
def served(store: Path, *options: str, today: str = TODAY) -> Iterator[str]:
    """Its address, without the slash at the end. Who is at the machine is anna."""
    environment = {**unmeasured(), "TIMELINE_TODAY": today, "TIMELINE_STORE": str(store), "LOGNAME": "anna"}
    words = command_line("serve", "--no-open", *options)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rstrip("/")
        server.terminate()
