"""The PostgreSQL engine does what every store must do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store import contract, read_models_contract, word_index_contract

if TYPE_CHECKING:
    from events.store.address import PostgresAddress


class OnPostgres:
    @pytest.fixture
    def address(self, postgres_address: PostgresAddress) -> PostgresAddress:
        return postgres_address


class TestAppend(OnPostgres, contract.AppendContract):
    pass


class TestLots(OnPostgres, contract.LotsContract):
    pass


class TestRepeat(OnPostgres, contract.RepeatContract):
    pass


class TestConflict(OnPostgres, contract.ConflictContract):
    pass


class TestRead(OnPostgres, contract.ReadContract):
    pass


class TestGuarded(OnPostgres, contract.GuardedContract):
    pass


class TestClock(OnPostgres, contract.ClockContract):
    pass


class TestHook(OnPostgres, contract.HookContract):
    pass


class TestMaking(OnPostgres, contract.MakingContract):
    pass


class TestOpening(OnPostgres, contract.OpeningContract):
    pass


class TestWait(OnPostgres, contract.WaitContract):
    pass


class TestFollowWriters(OnPostgres, contract.FollowWritersContract):
    pass


class TestFollow(OnPostgres, contract.FollowContract):
    pass


class TestManyWriters(OnPostgres, contract.ManyWritersContract):
    pass


class TestReadModels(OnPostgres, read_models_contract.ReadModelsContract):
    pass


class TestWordIndex(OnPostgres, word_index_contract.WordIndexContract):
    pass
