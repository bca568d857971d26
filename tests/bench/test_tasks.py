"""Every task that is measured does its work, on both sides; how fast is no matter of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.store.address import Address, open_engine
from events.store.log import FactLog
from events.store.options import OpenMode
from tests.bench import library, ours
from tests.bench.history import DIALOGUE, FIVE_HUNDRED, SMALLEST
from tests.bench.materials import in_schema
from tests.bench.process import PYTHON, FailedError, seconds_until_said, settings
from tests.bench.storing import STREAMED, WAITING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from events.store.address import PostgresAddress
    from tests.bench.timing import Timed

# They look at the clock, so they do not run beside each other.
pytestmark = pytest.mark.xdist_group("clock")

DAY = FIVE_HUNDRED.last.isoformat()


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store.db")


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "library.db")


@pytest.mark.parametrize(
    "append", [ours.append_one_by_one, ours.append_with_answers, ours.record_one_by_one], ids=lambda task: task.__name__
)
def test_facts_that_were_appended_one_by_one_are_in_the_log(store: str, append: Callable[[str, int], Timed]) -> None:
    assert append(store, 3).many == 3
    with open_engine(Address.parse(store), mode=OpenMode.READ) as engine:
        assert sum(engine.versions().values()) == SMALLEST + 1, "and what warmed up"


@pytest.mark.parametrize("append", [ours.append_in_bulk, ours.append_in_batches], ids=lambda task: task.__name__)
def test_a_bulk_append_and_a_replay_have_the_whole_history(
    store: str, append: Callable[[str, int, int], Timed]
) -> None:
    assert append(store, SMALLEST, 300).many == SMALLEST
    assert ours.replay(store).many == SMALLEST + 1, "and what warmed up"


def test_lines_of_a_stream_are_all_stored_however_many_wait(store: str) -> None:
    assert ours.append_stream(store, STREAMED, WAITING).many == STREAMED
    with open_engine(Address.parse(store), mode=OpenMode.READ) as engine:
        assert engine.head() == SMALLEST + 1, "and what warmed up"


def test_one_dialogue_is_made_and_gone_on_with(store: str) -> None:
    assert ours.make_dialogue(store, 150, 0, 8).many == 150
    assert ours.step(store, DIALOGUE, 20).many == 20
    assert ours.judge(store, DIALOGUE, 20).many == 20


def test_a_dialogue_names_as_many_people_as_are_wanted(store: str) -> None:
    ours.make_dialogue(store, 40, 40, 0)
    with open_engine(Address.parse(store), mode=OpenMode.READ) as engine:
        facts = [recorded.fact for recorded in FactLog(engine).stream(DIALOGUE)]
    assert len({person.name for fact in facts for person in fact.said("persons") or ()}) == 40


def test_the_old_day_is_answered(store: str) -> None:
    ours.make_store(store, SMALLEST)
    assert ours.state_on_day(store, FIVE_HUNDRED.slug, DAY, 1).seconds > 0


@pytest.mark.parametrize("values", [False, True])
def test_the_library_replays_the_same_history(file: str, *, values: bool) -> None:
    library.make_store(file, SMALLEST, values=values)
    assert library.replay(file, values=values).many == SMALLEST


def test_the_library_appends_saves_projects_and_gets_a_dialogue(tmp_path: Path, file: str) -> None:
    assert library.append_in_bulk(str(tmp_path / "bulk.db"), SMALLEST, 300).many == SMALLEST
    assert library.save_one_by_one(file, 20).many == 20
    assert library.project(file, str(tmp_path / "view.db"), 50).many == 50
    assert library.replay_dialogue(file, FIVE_HUNDRED.slug, 1).seconds > 0


def test_both_sides_work_on_postgresql(postgres: str, postgres_address: PostgresAddress) -> None:
    schema = postgres_address.schema
    ours_ = in_schema(postgres, schema)
    assert ours.append_in_bulk(ours_, SMALLEST, 300).many == SMALLEST
    ours.drop_postgres(ours_)
    assert library.append_in_bulk_postgres(postgres, schema, SMALLEST, 300).many == SMALLEST
    ours.drop_postgres(ours_)
    assert library.project_postgres(postgres, schema, 50).many == 50


def test_a_process_is_timed_until_it_has_said_something() -> None:
    saying = [PYTHON, "-c", "import time; print('stored', flush=True); time.sleep(600)"]
    assert 0 < seconds_until_said(saying, settings()) < 600
    with pytest.raises(FailedError, match="ended with 3: it failed"):
        seconds_until_said([PYTHON, "-c", "import sys; sys.stderr.write('it failed'); sys.exit(3)"], settings())
