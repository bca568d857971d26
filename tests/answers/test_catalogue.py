"""The table of questions: one line adds a question, and everything that reads the table has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import store, talks
from tests.cli.given import Ran, timeline
from timeline import open as open_store
from timeline.answers.catalogue import QUESTIONS, answers
from timeline.answers.columns import Column, value_at
from timeline.answers.common import Sourced
from timeline.answers.shapes import Question
from timeline.cli.app import main_command
from timeline.cli.commands.export import complete_table
from timeline.cli.commands.schema import complete_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from timeline.projections.state import State

__all__ = ["store", "talks"]


class MeetingPlace(Sourced):
    """A place, and how many sessions were held there."""

    dialogue: str
    place: str
    sessions: int


def meeting_places(state: State) -> Iterator[MeetingPlace]:
    """The projection of the question: each place of a session, in order of the sessions."""
    dossiers = [session.dossier for session in state.sessions]
    for place in dict.fromkeys(dossier.text("place") for dossier in dossiers):
        there = [dossier for dossier in dossiers if dossier.text("place") == place]
        if place:
            sources = Sourced.sources(there[0].evidence)
            yield MeetingPlace(dialogue=state.knowledge.dialogue, place=str(place), sessions=len(there), **sources)


LINE = "Print where sessions were held."


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, talks: None) -> Iterator[None]:
    """A store that holds the small dialogue, and a program with one question more."""
    columns = (Column("place", "place"), Column("sessions", "sessions", "right"))
    question = Question(
        "places", LINE, MeetingPlace, columns, of=meeting_places, empty="No place in {dialogue} is known."
    )
    monkeypatch.setitem(QUESTIONS, "places", question)
    yield
    main_command.cache_clear()


@pytest.mark.usefixtures("asked")
class TestAQuestionIsOneLine:
    def test_help_lists_it_among_the_questions(self) -> None:
        told = " ".join(timeline("--help").out.split())
        assert f"places {LINE}" in told
        assert told.index(" Ask: ") < told.index("places") < told.index(" Judge: ")
        assert timeline("places", "--help").out.startswith("Usage: timeline places [OPTIONS] DIALOGUE\n")

    def test_python_asks_it_by_its_name(self, store: Path) -> None:
        with open_store(store) as tracker:
            asked: Any = tracker
            (place,) = asked.places("talks")
            assert (place.place, place.sessions) == ("Geneva", 1)
            with pytest.raises(AttributeError, match="'Tracker' object has no attribute 'venues'"):
                asked.venues("talks")

    def test_it_is_a_command_with_its_table(self) -> None:
        assert timeline("places", "talks") == Ran(0, "place   sessions\n------  --------\nGeneva         1\n", "")

    def test_it_says_when_there_is_nothing(self) -> None:
        ran = timeline("places", "talks", "--known-at", "1999-01-01")
        assert ran == Ran(0, "", "No place in talks is known.\n")

    def test_its_json_is_that_of_its_model(self) -> None:
        (row,) = json.loads(timeline("places", "talks", "--json").out)
        assert list(row) == ["dialogue", "place", "sessions", "facts", "reports", "origins"]
        assert (row["place"], row["sessions"], row["reports"]) == ("Geneva", 1, ["r1"])

    def test_its_schema_is_published(self) -> None:
        assert "places" in timeline("schema").out
        schema = json.loads(timeline("schema", "places").out)
        assert schema["items"] == {"$ref": "#/$defs/MeetingPlace"}

    def test_it_is_exported_as_a_table(self) -> None:
        ran = timeline("export", "csv", "talks", "--of", "places")
        header, row, _ = ran.out.removeprefix("\ufeff").split("\r\n")
        assert (ran.code, header) == (0, "dialogue,place,sessions,facts,reports,origins,urls")
        assert row.startswith("talks,Geneva,1,")

    def test_completion_offers_it(self) -> None:
        assert complete_table("pl") == ["places"]
        assert complete_name("pl") == ["places"]


@pytest.mark.parametrize("name", answers())
def test_every_column_shows_what_its_model_has(name: str) -> None:
    """A column that reads a key which no model has would be empty for ever."""
    shape = answers()[name]
    model = shape.row_model if isinstance(shape, Question) else shape.model
    if name in {"explain", "diff"}:  # their columns are those of a part
        return
    added = {"history": {"summary"}, "disputes": {"stands"}}.get(name, set())
    assert {column.key.partition(".")[0] for column in shape.columns} <= model.model_fields.keys() | added


def test_a_path_that_leads_nowhere_has_no_value() -> None:
    assert value_at({"window": None}, "window.edtf") is None
