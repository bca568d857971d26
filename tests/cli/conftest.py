"""Every test of the command line: a store that is not there yet, a fixed day, no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.given import TALKS, timeline

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store is to be."""
    path = tmp_path / "store.db"
    monkeypatch.setenv("TIMELINE_STORE", str(path))
    monkeypatch.setenv("TIMELINE_TODAY", "2025-06-01")
    monkeypatch.setenv("LOGNAME", "anna")
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def talks() -> None:
    """A store that holds the small dialogue."""
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
