"""Somebody else's program opens our log as an application of the library: the example of docs/library-events.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, NotSupportedError
from eventsourcing.projection import ProjectionRunner

from events.errors import BadInputError, NotFoundError
from events.store.address import SqliteAddress, open_engine
from tests.integrity.given import OPENED, TOLD, drafts_of, recorded
from tests.store.contract import connectable

if TYPE_CHECKING:
    from events.store.persistence import FactRecorded
    from events.store.port import Engine

DOCUMENT = Path(__file__).parents[2] / "docs" / "library-events.md"
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "sqlite":
        return SqliteAddress(tmp_path / "talks.db")
    return request.getfixturevalue("postgres_address")


@pytest.fixture
def program(
    address: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """The example, run over a store that holds one session."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", connectable(address))
    with open_engine(address) as store:
        tell(store, OPENED.format("talks"), TOLD.format("talks", 1))
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(EXAMPLE.replace('"TIMELINE_STORE": "talks.db"', ""), str(DOCUMENT), "exec"), names)  # noqa: S102 - our own document
    assert capsys.readouterr().out == "[('talks', '1')]\n"
    return names


def tell(store: Engine, *texts: str) -> None:
    for drafts in drafts_of(texts):
        recorded(store, drafts)


def runner_of(program: dict[str, Any]) -> Any:
    return ProjectionRunner(
        application_class=program["Talks"],
        projection_class=program["Held"],
        view_class=program["HeldSessions"],
        env=program["view"],
    )


def test_what_is_appended_meanwhile_reaches_the_view(program: dict[str, Any], address: Any) -> None:
    with runner_of(program) as runner, open_engine(address) as store:
        tell(store, TOLD.format("talks", 2))
        runner.wait(store.head(), timeout=30)
        assert runner.projection.view.all() == [("talks", "1"), ("talks", "2")]


def test_a_view_goes_on_where_its_tracking_stands(program: dict[str, Any], address: Any) -> None:
    with open_engine(address) as store:
        tell(store, TOLD.format("talks", 2))
        head = store.head()
    processed: list[int] = []
    process = program["Held"].process_event

    def seen(self: Any, event: FactRecorded, tracking: Any) -> None:
        processed.append(event.position)
        process(self, event, tracking)

    program["Held"].process_event = seen
    with runner_of(program) as runner:
        runner.wait(head, timeout=30)
        assert processed == [head]


def test_one_dialogue_is_read_as_events(program: dict[str, Any]) -> None:
    with program["Talks"]() as app:
        events = list(app.events.get("talks"))
        assert [(event.originator_id, event.originator_version) for event in events] == [
            ("talks", version) for version in (1, 2, 3)
        ]
        assert [event.fact.kind() for event in events] == ["dialogue-opened", "report-filed", "session-held"]
        assert [event.originator_version for event in app.events.get("talks", gt=1, lte=2)] == [2]
        assert [event.originator_version for event in app.events.get("talks", desc=True, limit=1)] == [3]


def test_nothing_is_recorded_through_the_library(program: dict[str, Any]) -> None:
    with program["Talks"]() as app:
        (event, *_) = app.events.get("talks")
        with pytest.raises(NotSupportedError, match="this program checks what it appends"):
            app.save(event)
        assert app.recorder.max_notification_id() == 3


def test_what_a_log_does_not_hold_is_refused(program: dict[str, Any]) -> None:
    factory: Any = InfrastructureFactory.construct({"PERSISTENCE_MODULE": "events.store.persistence"})
    for make in (factory.aggregate_recorder, factory.tracking_recorder, factory.process_recorder):
        with pytest.raises(NotSupportedError, match="PERSISTENCE_MODULE of its own"):
            make()


class _Elsewhere(Application[str]):
    env = {"PERSISTENCE_MODULE": "events.store.persistence"}  # noqa: RUF012 - as the library's users write it


def test_a_store_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMELINE_STORE", raising=False)
    with pytest.raises(BadInputError, match="the address"):
        _Elsewhere()
    with pytest.raises(NotFoundError, match="there is no store"):
        _Elsewhere({"TIMELINE_STORE": str(tmp_path / "none.db")})
