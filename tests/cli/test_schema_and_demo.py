"""`timeline schema` and `timeline demo`."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import Ran, timeline
from tests.cli.terminal import Terminal
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


def parts_of(out: str) -> list[str]:
    return re.split(r"\n(?=\d of \d  )", out)


def test_the_demo_asks_six_questions_whose_answers_fit_a_screen_and_touches_no_log(store: Path) -> None:
    ran = timeline("demo")
    assert ran.code == 0
    first, *parts = parts_of(ran.out)
    assert first.startswith("150 facts of real reports")
    assert [part[:6] for part in parts] == [f"{number} of 6" for number in range(1, 7)]
    for part in parts:
        assert part.count("\n") <= 22, part
        assert max(map(len, part.splitlines())) <= 80, part
        assert len(part.splitlines()[1].split()) >= 8, "a sentence on what it shows"
    assert ran.err == (
        "\nWhat next:\n"
        "  `timeline demo --keep demo.db` keeps this dialogue in a file, to ask it more.\n"
        "  `timeline serve --demo` shows it in your browser.\n"
        "  `timeline add` records your own first article.\n"
    )
    assert not store.exists()


def test_the_demo_is_kept_where_it_is_asked_for_and_answers_there(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "a demo.db"
    ran = timeline("demo", "--keep", str(file))
    assert ran.code == 0
    (line,) = re.findall(r"`(timeline upcoming [^`]*)` asks this store", ran.err)
    assert timeline(*shlex.split(line)[1:]) == timeline("upcoming", "--store", str(file))
    assert timeline("dialogues", "--store", str(file), "--json").out.count('"iraq-nato"') == 1
    assert not store.exists()
    again = timeline("demo", "--keep", str(file))
    assert (again.code, again.out) == (4, "")
    assert again.err.startswith(f"error: {str(file)!r} is there already\nhint: Name another file, or ask this one: ")


def test_every_command_of_the_tour_prints_what_the_tour_shows(tmp_path: Path) -> None:
    file = str(tmp_path / "demo.db")
    for part in parts_of(timeline("demo", "--keep", file).out)[1:]:
        (line,) = re.findall(r"^\$ (timeline .*)$", part, re.MULTILINE)
        ran = timeline(*shlex.split(line)[1:], "--store", file, "--format", "csv" if "state" not in line else "table")
        assert ran.code == 0 or "explain" in line, ran


def test_on_a_terminal_enter_shows_the_next_answer_and_q_ends() -> None:
    terminal = Terminal("demo")
    seen = terminal.expect("[Enter goes on, q ends] ")
    assert ("1 of 6" in seen, "2 of 6" in seen) == (True, False)
    terminal.type("\r")
    assert "2 of 6" in terminal.expect("[Enter goes on, q ends] ")
    terminal.type("q\r")
    seen = terminal.expect("records your own first article.")
    assert "3 of 6" not in seen
    assert terminal.code() == 0
