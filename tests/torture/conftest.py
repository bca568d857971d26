"""A store that is not there yet, whatever the environment says."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMELINE_STORE", raising=False)
    monkeypatch.setenv("TIMELINE_TODAY", "2025-06-01")
