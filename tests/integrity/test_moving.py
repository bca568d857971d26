"""A log that moves: copied, exported, appended elsewhere, merged, from one engine to the other and back."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import StoreError
from events.fact_file import FactFileError, read
from events.fact_file.logged import line_of
from events.intake import spool
from events.intake.batch import record
from events.intake.draft import Draft
from events.intake.objections import ReportConflictError
from events.integrity.copying import RECEIVING, BrokenLogError, NotEmptyError, copy
from events.integrity.verification import verify
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.options import StoreOptions
from tests.chance import tries
from tests.integrity.given import OPENED, SEVERAL, TOLD, drafts_of, recorded
from timeline.answers.state import state_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from events.store.port import Engine, Hook
    from tests.integrity.conftest import Tampered


def exported(engine: Engine) -> bytes:
    return b"".join(map(line_of, engine.since()))


def taken_up(engine: Engine, lines: bytes, *, by: str = "bert") -> None:
    record(FactLog(engine), read(io.BytesIO(lines), "talks.log.jsonl"), recorded_by=by)


def merged(engine: Engine, other: Engine, *hooks: Hook) -> None:
    drafts = [Draft.copy_of(row, f"other, position {row.position}") for row in other.since()]
    record(FactLog(engine), drafts, recorded_by="bert", on_append=hooks)


def states(engine: Engine) -> dict[str, Any]:
    log, day = FactLog(engine), date(2025, 6, 1)
    return {
        dialogue: state_answer(State(knowledge(replay(log.stream(dialogue)), known_at=None), day)).model_dump(
            mode="json"
        )
        for dialogue in engine.versions()
    }


def test_an_exported_log_makes_the_same_log_on_the_other_engine_and_back(
    store: Tampered, tmp_path: Path, postgres_address: Any
) -> None:
    there: Any = postgres_address if store.is_sqlite else SqliteAddress(tmp_path / "there.db")
    with (
        store.engine() as engine,
        open_engine(there) as other,
        open_engine(SqliteAddress(tmp_path / "back.db")) as back,
    ):
        taken_up(other, exported(engine))
        taken_up(back, exported(other))

        assert list(back.since()) == list(other.since()) == list(engine.since())
        assert exported(back) == exported(engine)
        assert verify(back) == verify(other) == verify(engine)
        assert states(back) == states(other) == states(engine)
        taken_up(other, exported(engine))
        assert other.head() == 16


@pytest.mark.parametrize("lot", [1, 5, 1_000])
def test_a_copy_is_the_same_log(store: Tampered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lot: int) -> None:
    monkeypatch.setattr(spool, "LOT_FACTS", lot)
    with store.engine() as engine:
        with open_engine(SqliteAddress(tmp_path / "copy.db"), RECEIVING) as target:
            assert copy(engine, target, name="talks") == verify(engine)
            assert list(target.since()) == list(engine.since())
            with pytest.raises(NotEmptyError) as refused:
                copy(engine, target, name="talks")
            assert refused.value.message == f"the store holds facts already (position {target.head()})"
            assert refused.value.hint == (
                "Nothing was changed. Name a store that does not exist yet, or «merge» into this one."
            )
        with open_engine(SqliteAddress(tmp_path / "copy.db")) as target:
            recorded(target, next(drafts_of([TOLD.format("talks", 5)])))
            assert verify(target).holds
            recorded_at = [row.recorded_at for row in target.since()]
            assert recorded_at[-1] - recorded_at[0] < timedelta(hours=1)


def test_a_log_that_does_not_hold_is_not_copied(store: Tampered, tmp_path: Path) -> None:
    store.edit("UPDATE facts SET recorded_by = 'eve' WHERE position = 9")
    with store.engine() as engine, open_engine(SqliteAddress(tmp_path / "copy.db"), RECEIVING) as target:
        with pytest.raises(BrokenLogError, match="position 9"):
            copy(engine, target, name="talks")
        assert target.head() == 0


def test_when_and_by_whom_is_kept_only_where_the_log_can_have_it_there(store: Tampered, tmp_path: Path) -> None:
    noon = datetime(2030, 1, 1, 12, tzinfo=UTC)
    with store.engine() as engine:
        lines = exported(engine)
    for opened, kept in ((False, True), (True, False)):
        options = StoreOptions(clock=lambda: noon)
        with open_engine(SqliteAddress(tmp_path / f"{opened}.db"), options) as target:
            if opened:
                recorded(target, next(drafts_of([OPENED.format("mine")])))
            taken_up(target, lines)
            rows = [row for row in target.since() if row.dialogue != "mine"]
            assert {row.recorded_by for row in rows} == {"anna" if kept else "bert"}
            assert all((row.recorded_at < noon) is kept for row in rows)


def test_an_instant_of_the_future_is_not_taken_over(store: Tampered, tmp_path: Path) -> None:
    past = datetime(2001, 1, 1, tzinfo=UTC)
    with (
        store.engine() as engine,
        open_engine(SqliteAddress(tmp_path / "past.db"), StoreOptions(clock=lambda: past)) as target,
    ):
        taken_up(target, exported(engine))
        assert {row.recorded_at for row in target.since()} == {past}
        assert {row.recorded_by for row in target.since()} == {"bert"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"Geneva", b"Vienna", "its digest is not that"),
        (b'"dialogue":"talks"', b'"dialogue":"other"', "its digest is not that"),
        (b'"fact":"', b'"fact":"0', "fact"),
        (b"@1", b"@7", "its digest is not that"),
        (b'"version":3', b'"version":0', "version"),
        (b'"recorded_by":"anna"', b'"recorded_by":""', "recorded_by"),
        (b'"recorded_at":"2', b'"recorded_at":"x', "recorded_at"),
        (b'"payload"', b'"extra":1,"payload"', "extra"),
    ],
)
def test_a_changed_line_is_refused_and_nothing_is_stored(
    store: Tampered, tmp_path: Path, old: bytes, new: bytes, problem: str
) -> None:
    with store.engine() as engine:
        lines = exported(engine).splitlines(keepends=True)
    lines[3] = lines[3].replace(old, new)
    with open_engine(SqliteAddress(tmp_path / "target.db")) as target:
        with pytest.raises(FactFileError, match=r"talks\.log\.jsonl:4") as caught:
            taken_up(target, b"".join(lines))
        assert problem in str(caught.value)
        assert target.head() == 0


def test_a_line_of_a_newer_release_says_so(store: Tampered, tmp_path: Path) -> None:
    from events.identity import digest_of

    with store.engine() as engine:
        (row,) = engine.since(3, limit=1)
    digest = digest_of("talks", "session-held@9", row.payload)
    line = (
        line_of(row).replace(row.digest.encode(), digest.encode()).replace(row.fact_id.encode(), digest[:32].encode())
    )
    with (
        open_engine(SqliteAddress(tmp_path / "target.db")) as target,
        pytest.raises(FactFileError, match="newer release"),
    ):
        taken_up(target, line.replace(b"session-held@1", b"session-held@9"))


def test_a_report_that_both_filed_with_other_content_is_a_conflict(tmp_path: Path) -> None:
    address = SqliteAddress(tmp_path / "a.db"), SqliteAddress(tmp_path / "b.db")
    with open_engine(address[0]) as mine, open_engine(address[1]) as theirs:
        recorded(mine, next(drafts_of([OPENED.format("talks") + "---\n" + TOLD.format("talks", 1)])))
        recorded(theirs, next(drafts_of([OPENED.format("talks") + "---\n" + TOLD.format("talks", 1) + "---\n"])))
        other = TOLD.format("talks", 2) + "---\n" + TOLD.format("talks", 3)
        recorded(mine, next(drafts_of([other])))
        recorded(theirs, next(drafts_of([other.replace("Agency", "Gazette")])))
        before = mine.head()
        with pytest.raises(ReportConflictError) as caught:
            merged(mine, theirs)
        assert len(caught.value.objections) == 2
        assert mine.head() == before


def test_a_merge_that_dies_half_way_adds_nothing_and_is_repeated(store: Tampered, tmp_path: Path) -> None:
    def die(_: object, __: object) -> None:
        raise StoreError("the power went")

    path = SqliteAddress(tmp_path / "mine.db")
    with store.engine() as theirs:
        with (
            open_engine(path) as mine,
            pytest.raises(StoreError, match="the power went"),
        ):
            merged(mine, theirs, die)
        with open_engine(path) as mine:
            assert mine.head() == 0
            for _ in range(3):
                merged(mine, theirs)
                assert mine.head() == 16
            assert verify(mine).holds


def filled(path: Path, name: str, lots: Iterable[int]) -> SqliteAddress:
    address = SqliteAddress(path / f"{name}.db")
    with open_engine(address) as engine:
        recorded(engine, next(drafts_of([SEVERAL[0]])))
        for number, drafts in enumerate(drafts_of(SEVERAL)):
            if number in lots:
                recorded(engine, drafts, by=name)
    return address


@tries(15)
@given(st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)), st.permutations(range(3)))
def test_merged_in_any_order_it_is_the_same_facts_and_projections(
    tmp_path_factory: pytest.TempPathFactory, a: set[int], b: set[int], c: set[int], order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    addresses = [filled(folder, name, lots) for name, lots in (("a", a), ("b", b), ("c", c))]
    results = []
    for name, sequence in (("one", range(3)), ("two", order)):
        with open_engine(SqliteAddress(folder / f"{name}.db")) as target:
            for number in sequence:
                with open_engine(addresses[number]) as other:
                    merged(target, other)
            assert verify(target).holds
            results.append(({row.fact_id for row in target.since()}, target.versions(), states(target)))
    assert results[0] == results[1]
