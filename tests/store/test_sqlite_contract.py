"""The SQLite engine does what every store must do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.store.address import SqliteAddress
from tests.store import contract, read_models_contract, word_index_contract

if TYPE_CHECKING:
    from pathlib import Path


class OnSqlite:
    @pytest.fixture
    def address(self, tmp_path: Path) -> SqliteAddress:
        return SqliteAddress(tmp_path / "with ? and # and %41" / "timeline.db")


class TestAppend(OnSqlite, contract.AppendContract):
    pass


class TestLots(OnSqlite, contract.LotsContract):
    pass


class TestRepeat(OnSqlite, contract.RepeatContract):
    pass


class TestConflict(OnSqlite, contract.ConflictContract):
    pass


class TestRead(OnSqlite, contract.ReadContract):
    pass


class TestGuarded(OnSqlite, contract.GuardedContract):
    pass


class TestClock(OnSqlite, contract.ClockContract):
    pass


class TestHook(OnSqlite, contract.HookContract):
    pass


class TestMaking(OnSqlite, contract.MakingContract):
    pass


class TestOpening(OnSqlite, contract.OpeningContract):
    pass


class TestWait(OnSqlite, contract.WaitContract):
    pass


class TestFollowWriters(OnSqlite, contract.FollowWritersContract):
    pass


class TestFollow(OnSqlite, contract.FollowContract):
    pass


class TestManyWriters(OnSqlite, contract.ManyWritersContract):
    pass


class TestReadModels(OnSqlite, read_models_contract.ReadModelsContract):
    pass


class TestWordIndex(OnSqlite, word_index_contract.WordIndexContract):
    pass
