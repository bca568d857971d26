"""`timeline schema` and `timeline demo`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import Ran, timeline
from timeline.answers.catalogue import answers
from timeline.cli.catalogue import commands

if TYPE_CHECKING:
    from pathlib import Path


def test_all_names_are_listed() -> None:
    ran = timeline("schema")
    names = [line.split("  ")[0] for line in ran.out.splitlines()[2:]]
    assert (ran.code, ran.err, names) == (0, "", ["fact-file", *answers()])


@pytest.mark.parametrize("name", ["fact-file", *answers()])
def test_every_schema_is_one_of_draft_2020_12(name: str) -> None:
    ran = timeline("schema", name)
    schema = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] in {"object", "array"}


def test_every_schema_of_an_answer_is_that_of_a_command() -> None:
    assert set(answers()) <= set(commands())


def test_an_unknown_name_lists_those_there_are() -> None:
    ran = timeline("schema", "facts")
    assert ran == Ran(3, "", f"error: no schema 'facts'\nhint: There is fact-file, {', '.join(answers())}.\n")


def test_the_demo_shows_the_timeline_the_state_and_the_replay_and_keeps_nothing(store: Path) -> None:
    ran = timeline("demo")
    assert (ran.code, ran.err) == (0, "")
    first, *parts = ran.out.split("\n$ ")
    assert first == "150 facts of the bundled storyline, in a store that is gone when this ends.\n"
    assert [part.partition("\n")[0] for part in parts] == [
        "timeline show iraq-nato",
        "timeline state iraq-nato",
        "timeline replay iraq-nato",
    ]
    assert all(part.count("\n") > 10 for part in parts)
    assert not store.exists()
