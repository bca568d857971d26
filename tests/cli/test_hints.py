"""Every hint works where it is read: what it prints is typed as printed, and taken."""

from __future__ import annotations

import ast
import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer._click.exceptions import ClickException
from typer.core import TyperGroup

from events.advice import Next, next_in
from events.errors import TimelineError
from tests.cli.given import ROOT, Ran, timeline
from timeline.cli.app import main_command
from timeline.cli.catalogue import commands
from timeline.cli.terminal.command_lines import command_line

if TYPE_CHECKING:
    from collections.abc import Iterator

HELD = ("append", "session-held", "talks", "--session", "2", "--dry-run")
SCHEDULED = ("append", "session-scheduled", "talks", "--session", "2", "--when", "2025-05-01", "--dry-run")

pytestmark = pytest.mark.usefixtures("talks")


def refused(*arguments: str) -> str:
    ran = timeline(*arguments)
    assert (ran.code != 0, ran.out) == (True, "")
    return ran.err


def taken(line: str) -> Ran:
    """A command as a hint prints it, typed into a shell; what stands in capitals is filled in."""
    program, *words = shlex.split(line)
    assert program == "timeline"
    return timeline(*words)


def test_every_date_that_is_offered_is_taken() -> None:
    told = refused(*HELD, "--when", "Wednesdayy")
    offered = told.partition("Write ")[2]
    dates = re.split(r", | or ", offered.partition(";")[0])
    assert len(dates) == 6
    (with_words,) = re.findall(r'"[^"]*"', offered)
    for typed in (*dates, *shlex.split(with_words), with_words):
        assert timeline(*HELD, "--when", typed).code == 0, typed
        assert timeline("upcoming", "--on", typed.partition("=")[0].strip('"')).code == 0, typed


@pytest.mark.parametrize("typed", ["3/4/2025", "12-5-2025"])
def test_both_readings_of_a_date_are_taken(typed: str) -> None:
    readings = re.findall(r"\d{4}-\d\d-\d\d", refused(*HELD, "--when", typed).partition("Write ")[2])
    assert len(readings) == 2
    for reading in readings:
        assert timeline(*HELD, "--when", reading).code == 0
    assert re.findall(r"\d{4}-\d\d-\d\d", refused("upcoming", "--on", typed).partition("Write ")[2]) == readings


@pytest.mark.parametrize("option", ["--persons", "--host"])
def test_both_readings_of_a_comma_are_taken(option: str) -> None:
    told = refused(*HELD, option, "Smith, John")
    ways = re.findall(r"('[^']*') for", told.partition("Write ")[2])
    assert len(ways) == 2
    for way in ways:
        assert timeline(*HELD, option, *shlex.split(way)).code == 0


def test_what_a_plan_lacks_can_be_added_as_it_is_offered() -> None:
    offered = re.findall(r"--window (?:'[^']*'|[\d-]+)", refused(*SCHEDULED).partition("hint: ")[2])
    assert offered
    for window in offered:
        assert timeline(*SCHEDULED, *shlex.split(window)).code == 0, window


def test_a_report_or_a_dialogue_that_is_missing_is_made_by_the_command_that_is_offered() -> None:
    held = ("append", "session-held", "others", "--session", "1", "--report", "r9")
    opening = re.search(r"timeline append dialogue-opened [^.]*", refused(*held))
    assert opening is not None
    assert taken(opening[0]).code == 0
    filing = re.search(r"timeline append report-filed [^.]*", refused(*held))
    assert filing is not None
    assert taken(filing[0]).code == 0
    assert timeline(*held).code == 0


def test_what_check_offers_is_taken_once_it_is_filled_in() -> None:
    appended = timeline("append", "session-scheduled", "talks", "--session", "3", "--window", "=later")
    assert appended.code == 0
    said = '{"dialogue": "talks", "facts": [{"kind": "session-scheduled", "session": 4, "when": "2025-05-01"}]}'
    assert timeline("append", "--from", "-", stdin=said).code == 0
    (found,) = [one for one in json.loads(timeline("check", "--json").out) if one["finding"] == "plan-without-window"]
    assert taken(found["hint"].replace("DATE", "'next month'")).code == 0
    assert "plan-without-window" not in timeline("check").out


# ---- every command that a text of the program names can be typed ---------------------------------------------------


def test_every_command_that_a_message_or_a_help_names_is_parsed() -> None:
    named = sorted(set(named_commands()))
    assert len(named) > 60
    wrong = [f"{place}: {line}: {why}" for place, line in named if (why := refused_by_the_parser(line))]
    assert not wrong, "\n".join(wrong)


def test_every_command_of_a_hint_in_the_catalogue_of_errors_is_parsed() -> None:
    hints = [line for line in (ROOT / "docs" / "errors.md").read_text().splitlines() if line.startswith("hint: ")]
    lines = [line for hint in hints for line in re.findall(r"`(timeline[^`]*)`", hint)]
    assert len(lines) > 20
    assert [line for line in lines if refused_by_the_parser(line)] == []


GAPS = {
    "...": "x",
    "…": "x",
    "COMMAND": "state",
    "KIND": "session-held",
    "KEY": "session-held",
    "DAY": "2025-01-01",
    "DATE": "2025-01-01",
    "FIELD=VALUE": "note=x",
    "POSITION": "1",
    "ENTRY": "1",
    "N": "1",
    "STATUS": "fulfilled",
    "PAGE": "glossary",
}
"""What stands where something is to be filled in; anything else in capitals is a name."""

VALUES = {"kind": "session-held", "format": "csv", "status": "fulfilled", "whose": "coder", "as": "same", "of": "facts"}
"""What stands for a value that the code computes."""


def named_commands() -> Iterator[tuple[str, str]]:
    """Where a command is named in the program, and how it is typed: as data (`events.advice`) or in backquotes."""
    for path in (*(ROOT / "events").rglob("*.py"), *(ROOT / "timeline").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place == "events/advice.py":  # its examples name requests of no command
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            for one in advised(node):
                if one.action in commands():
                    yield place, command_line(one)
            for text in texts_of(node):
                yield from ((place, " ".join(line.split())) for line in re.findall(r"`(timeline [^`]*)`", text))


def advised(node: ast.AST) -> Iterator[Next]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Next":
        match node.args:
            case [ast.Constant(value=str(action))]:
                known = {one.arg: value_of(one) for one in node.keywords if one.arg is not None}
                yield Next(action, **known)
            case _:
                pass
    for text in texts_of(node):
        yield from next_in(text)


def value_of(keyword: ast.keyword) -> Any:
    name = (keyword.arg or "").rstrip("_")
    return keyword.value.value if isinstance(keyword.value, ast.Constant) else VALUES.get(name, "x")


def texts_of(node: ast.AST) -> Iterator[str]:
    """A text as it is written; what is computed in it is an x."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
        case _:
            pass


def refused_by_the_parser(line: str) -> str:
    """Why the command line cannot be typed, once its gaps are filled; nothing where it can."""
    if "{" in line:
        return ""  # a part of an f-string, which is looked at whole
    words = [filled(word) for word in shlex.split(line.replace("append x", "append session-held"))[1:]]
    if words[0] in commands() and all(word.startswith("-") for word in words[1:2]) and len(words) <= 2:
        return ""  # a command, or one with an option, that is spoken of by its name
    command = main_command()
    assert isinstance(command, TyperGroup)
    try:
        if words[:1] == ["--version"]:
            return ""
        context = command.make_context("timeline", words[:1])
        name, found, rest = command.resolve_command(context, words)
        assert found is not None
        found.make_context(name, rest, parent=context)
    except typer.Exit:  # --help, --version
        return ""
    except (ClickException, TimelineError) as error:
        return str(error.format_message() if isinstance(error, ClickException) else error)
    return ""


def filled(word: str) -> str:
    name, equals, value = word.partition("=")
    if word in GAPS:
        return GAPS[word]
    if equals and value in GAPS:
        return f"{name}={GAPS[value]}"
    return "x" if re.fullmatch(r"[A-Z][A-Z.|-]*", word) else word
