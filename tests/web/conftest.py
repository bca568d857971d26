"""Pages of the storyline, in a store of its own, on a fixed day."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.cli.conftest import store
from tests.cli.given import STORYLINE, timeline
from tests.web.asking import HOST, Browser
from timeline.application.held import hold
from timeline.application.tracker import Tracker
from timeline.web.access import OwnMachine
from timeline.web.app import app_of
from timeline.web.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["store"]

TODAY = "2025-06-01"


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the storyline, made once."""
    made = tmp_path_factory.mktemp("storyline") / "store.db"
    assert timeline("append", "--from", str(STORYLINE), "--store", str(made)).code == 0
    return made


@pytest.fixture
def storyline(store: Path, told_once: Path) -> None:
    """A store of its own that holds the storyline."""
    shutil.copy(told_once, store)


@pytest.fixture
def browser(store: Path, storyline: None) -> Iterator[Browser]:
    """Who looks at the storyline, read-only."""
    yield from browsing(store)


def browsing(store: Path, *, writes: bool = False, today: str = TODAY) -> Iterator[Browser]:
    """Who looks at a store."""
    engine = open_engine(Address.parse(str(store)), mode=OpenMode.CREATE if writes else OpenMode.READ)
    with Tracker(engine, date.fromisoformat(today)) as tracker:
        hold(engine)
        desk = Desk(lambda: tracker, OwnMachine("anna", writes=writes), frozenset({HOST}), key=b"k" * 32, writes=writes)
        yield Browser(app_of(desk))
