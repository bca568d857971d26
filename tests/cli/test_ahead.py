"""A file is appended while it is still read: stored, said and refused is what would be if it were read first."""

from __future__ import annotations

import json
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from events.errors import StoreError, TimelineError
from events.fact_file import in_bulk, read_bytes
from events.fact_file.in_bulk import taken_of
from events.intake.batch import Batch
from events.intake.portion import Portion
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode, StoreOptions
from tests.chance import tries
from tests.cli.given import timeline
from tests.intake.portions import nothing
from timeline.application import ahead
from timeline.application.ahead import Ahead
from timeline.cli.options import Store
from timeline.cli.terminal.appending import append

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.intake.draft import Draft

OPENED = {"dialogue": "talks", "title": "Talks", "parties": ["A", "B"]}
HELD = {"kind": "session-held", "session": 1, "when": "2025-05-21"}


def told(number: int, place: str = "Geneva", *, cites: str | None = None) -> dict[str, Any]:
    """A report and a session."""
    fact = {**HELD, "place": place} if cites is None else {**HELD, "place": place, "report": cites}
    return {"dialogue": "talks", "report": {"id": f"r{number}", "outlet": "Agency"}, "facts": [fact]}


def retracted(target: str) -> dict[str, Any]:
    fact = {"kind": "fact-retracted", "target": target, "whose": "coder", "reason": "typed twice"}
    return {"dialogue": "talks", "facts": [fact]}


def lines(documents: Sequence[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(document).encode() + b"\n" for document in documents)


def drafts(documents: Sequence[dict[str, Any]]) -> Iterator[Draft | Portion]:
    """The facts of documents as they come where other processes read some of them."""
    for number, document in enumerate(documents, 1):
        raw = lines([document])
        for found in taken_of([(number, raw)], file="talks.jsonl", choose=nothing, elsewhere=True):
            if isinstance(found, Portion):
                yield found
            else:
                yield from read_bytes(raw, "talks.jsonl", first_line=number)


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts are appended as soon as they come."""
    monkeypatch.setattr(ahead, "LOT_FACTS", 1)


@contextmanager
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def log_at(path: Path) -> list[tuple[object, ...]] | None:
    """All of a log but its instants. None where there is no store."""
    if not path.exists():
        return None
    with open_engine(SqliteAddress(path), mode=OpenMode.READ) as engine:
        return [(*row[:7], row.recorded_by) for row in engine.since()]


def what_came_of(documents: Sequence[dict[str, Any]], path: Path, *, is_ahead: bool) -> tuple[str, str, object]:
    """What an append of documents said, why it was refused, and the log then."""
    out, why = StringIO(), ""
    with redirect_stdout(out), redirect_stderr(StringIO()):
        try:
            append(drafts(documents), Store(str(path)), recorded_by="me", each=True, ahead=is_ahead)
        except TimelineError as error:
            why = f"{type(error).__name__}: {error}".replace(str(path), "talks.db")
    return out.getvalue(), why, log_at(path)


some_documents = st.lists(
    st.one_of(
        st.just(OPENED),
        st.builds(told, st.integers(1, 3), st.sampled_from(["Geneva", "Basra"])),
        st.builds(told, st.integers(4, 9), cites=st.sampled_from(["r1", "r5", "r9"])),
        st.just(retracted("0" * 32)),
    ),
    max_size=8,
)


@tries(60, HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
@given(some_documents, some_documents)
@example([], [OPENED, told(1), told(2)])  # a new store
@example([OPENED, told(1)], [told(2), told(1), told(2)])  # what is known, and what stands twice
@example([], [OPENED, told(1, cites="r2"), told(2)])  # what refers forward
@example([], [OPENED, told(1), told(2), told(1, "Basra")])  # a report that stands twice with other content
@example([OPENED, told(1)], [told(2), told(3, cites="r9")])  # a report that nobody filed
@example([], [OPENED, told(1), retracted("0" * 32)])
@example([], [told(1), told(2), OPENED])  # a dialogue that is opened last
def test_what_is_stored_said_and_refused_is_what_comes_of_reading_first(
    before: list[dict[str, Any]], documents: list[dict[str, Any]]
) -> None:
    found = []
    for is_ahead in (False, True):
        with folder() as there:
            path = there / "talks.db"
            what_came_of(before, path, is_ahead=False)
            found.append(what_came_of(documents, path, is_ahead=is_ahead))
            assert {file.name for file in there.iterdir()} <= {"talks.db"}
    assert found[0] == found[1]


def followed(documents: Sequence[dict[str, Any]], batch: Batch, going: Ahead) -> None:
    batch.read(drafts(documents), going.follow)


def test_nobody_sees_a_fact_before_all_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with Ahead(lambda: SqliteAddress(path), recorded_by="me", each=False) as going, Batch() as batch:
        followed([OPENED, told(1), told(2)], batch, going)
        assert log_at(path) == []
        outcome = going.finished(batch)
        assert outcome is not None
        assert outcome.added == [("talks", 5, 0)]
        assert going.made
        assert len(log_at(path) or ()) == 5


def test_a_file_with_a_fault_leaves_no_store(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with (
        pytest.raises(TimelineError),
        Ahead(lambda: SqliteAddress(path), recorded_by="me", each=False) as going,
        Batch() as batch,
    ):
        followed([OPENED, told(1), {"dialogue": "talks", "facts": [{"kind": "session-held"}]}], batch, going)
    assert list(tmp_path.iterdir()) == []


def test_of_a_link_into_a_folder_that_is_not_there_a_fault_leaves_the_link(tmp_path: Path) -> None:
    link = tmp_path / "talks.db"
    link.symlink_to(tmp_path / "gone" / "talks.db")
    _, why, _ = what_came_of([OPENED, told(1), told(2, cites="r9")], link, is_ahead=True)
    assert "r9" in why
    assert list(tmp_path.iterdir()) == [link]


def test_facts_whose_answers_cannot_be_made_are_said_to_be_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full", hint="Nothing was stored.")

    monkeypatch.setattr("timeline.read_models.words.take_in", full)
    facts = tmp_path / "talks.jsonl"
    facts.write_bytes(lines([OPENED, told(1)]))
    ran = timeline("append", "--from", str(facts), "--store", str(tmp_path / "talks.db"))
    assert ran.out == "3 facts added, 0 known already (talks)\n"
    assert ran.err.endswith(
        "error: the disk is full\n"
        "hint: What was recorded is stored. Its answers are not ready, so questions read the log until"
        " `timeline rebuild` has made them.\n"
    )
    assert len(log_at(tmp_path / "talks.db") or ()) == 3


def test_a_reading_that_is_broken_off_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    what_came_of([OPENED, told(1)], path, is_ahead=False)
    before = log_at(path)

    def broken_off() -> Iterator[Draft | Portion]:
        yield from drafts([told(2), told(3)])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        append(broken_off(), Store(str(path)), recorded_by="me", ahead=True)
    assert log_at(path) == before
    assert {file.name for file in tmp_path.iterdir()} == {"talks.db"}


def test_a_new_store_that_somebody_else_has_open_stays(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with Ahead(lambda: SqliteAddress(path), recorded_by="me", each=False) as going, Batch() as batch:
        followed([OPENED, told(1)], batch, going)
        with open_engine(SqliteAddress(path), mode=OpenMode.APPEND) as other:
            followed([told(2, cites="r9")], batch, going)
            assert going.finished(batch) is None
            assert other.head() == 0
    assert log_at(path) == []


def test_a_store_that_others_hold_is_waited_for_when_all_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "LITTLE_SECONDS", 0.0)
    path = tmp_path / "talks.db"
    what_came_of([OPENED], path, is_ahead=False)
    with Ahead(lambda: SqliteAddress(path), recorded_by="me", each=False) as going, Batch() as batch:
        with open_engine(SqliteAddress(path), StoreOptions(OpenMode.APPEND)) as other, other.locked():
            followed([told(1), told(2)], batch, going)
        assert going.finished(batch) is None


def test_who_appends_meanwhile_waits(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    what_came_of([OPENED], path, is_ahead=False)
    with Ahead(lambda: SqliteAddress(path), recorded_by="me", each=False) as going, Batch() as batch:
        followed([told(1), told(2)], batch, going)
        options = StoreOptions(OpenMode.APPEND, wait_seconds=0)
        with open_engine(SqliteAddress(path), options) as other, pytest.raises(TimelineError, match="another process"):
            other.append([], recorded_by="other")
        assert going.finished(batch) is not None


@pytest.fixture
def in_small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines are given to two processes all the same."""
    for name, size in {"FEW_LINES": 2, "SOME_LINES": 4, "FORKED_LINES": 4, "_LOT_LINES": 3}.items():
        monkeypatch.setattr(in_bulk, name, size)
    monkeypatch.setattr(in_bulk, "cores", lambda: 2)


@pytest.mark.usefixtures("in_small_lots")
@pytest.mark.parametrize("last", [told(99), told(1, "Basra"), {"dialogue": "talks", "facts": [{"kind": "x"}]}])
def test_the_command_says_of_a_file_what_it_says_of_a_pipe(tmp_path: Path, last: dict[str, Any]) -> None:
    content = lines([OPENED, *(told(number) for number in range(40)), last])
    file = tmp_path / "talks.jsonl"
    file.write_bytes(content)
    of_file = timeline("append", "--from", str(file), "--store", str(tmp_path / "a.db"), "--json")
    of_pipe = timeline("append", "--from", "-", "--store", str(tmp_path / "b.db"), "--json", stdin=content)
    assert of_file.code == of_pipe.code
    assert of_file.out == of_pipe.out
    assert of_file.err.replace(str(file), "standard input") == of_pipe.err
    assert (log_at(tmp_path / "a.db") is None) == bool(of_file.code)
