"""`timeline help`, the pages that come with the program, and the words that people try as commands."""

from __future__ import annotations

import re
import shlex
import tomllib
from typing import TYPE_CHECKING

import pytest

from events.facts.catalogue import CATALOGUE
from tests.cli.given import ROOT, Ran, timeline
from timeline.cli.catalogue import commands
from timeline.cli.pages import page_names, pages
from timeline.cli.synonyms import _MEANT, command_for
from timeline.cli.terminal.markdown import as_plain_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("list", "dialogues"),
        ("ls", "dialogues"),
        ("new", "add"),
        ("init", "add"),
        ("create", "add"),
        ("undo", "retract"),
        ("delete", "retract"),
        ("remove", "retract"),
        ("edit", "correct"),
        ("update", "correct"),
        ("log", "history"),
        ("status", "state"),
        ("search", "find"),
        ("import", "append"),
        ("next", "upcoming"),
        ("agenda", "upcoming"),
        ("calendar", "upcoming"),
    ],
)
def test_a_word_that_people_try_says_which_command_is_meant(word: str, meant: str) -> None:
    ran = timeline(word)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: there is no command {word!r}\nhint: Type `timeline {meant}")
    assert ran.err.rstrip().endswith(commands()[meant])
    if not any(word in name.split("-") for name in page_names()):
        assert timeline("help", word) == timeline(meant, "--help")


def test_what_stood_behind_the_word_stands_in_the_advice() -> None:
    assert timeline("delete", "abcd").err == (
        "error: there is no command 'delete'\n"
        "hint: Type `timeline retract abcd --whose ours --reason ...`. "
        f"{commands()['retract']}\n"
    )
    assert "`timeline state talks`" in timeline("status", "talks").err
    assert "`timeline find WORDS`" in timeline("search", "$(reboot)").err


def test_the_version_is_an_option() -> None:
    for word in ("version", "ver"):
        assert timeline(word) == Ran(2, "", f"error: there is no command {word!r}\nhint: Type `timeline --version`.\n")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("histroy", "Did you mean `timeline history`?"),
        ("session-held", "It is a kind of fact: `timeline append session-held --help` says how it is recorded."),
        ("glossary", "It is a page: `timeline help glossary` prints it."),
        ("iraq-nato", "If it is a dialogue: `timeline state iraq-nato`. `timeline help` lists the commands."),
        ("xyzzy", "`timeline help` lists the commands."),
    ],
)
def test_any_other_word_is_taken_for_what_it_looks_like(word: str, hint: str) -> None:
    assert timeline(word) == Ran(2, "", f"error: there is no command {word!r}\nhint: {hint}\n")


def test_no_word_means_two_commands_and_none_is_a_command_or_a_page() -> None:
    words = [word for words in _MEANT.values() for word in words.split()]
    assert sorted(words) == sorted(set(words))
    assert not set(words) & commands().keys()
    assert [word for word in words if command_for(word) is None] == []


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("request_", sorted(_MEANT))
def test_every_command_that_is_named_can_be_typed_once_its_gaps_are_filled(
    request_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    word = _MEANT[request_].split()[0]
    if command_for(word) == "serve":  # it takes nothing, and goes on until it is told to end
        return
    line = re.search(r"`(timeline [^`]*)`", timeline(word).err)
    assert line is not None
    filled = {"FACT": "r1", "DIALOGUE": "talks", "SUBJECT": "session:1", "DAY": "2025-01-01", "FIELD=VALUE": "note=x"}
    words = [filled.get(one, one) for one in shlex.split(line[1])[1:]]
    ran = timeline(*words, *(["--dry-run"] if words[0] in ("retract", "correct") else []))
    assert "No such option" not in ran.err
    assert "Missing" not in ran.err


def test_help_lists_the_commands_then_the_pages() -> None:
    ran = timeline("help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(timeline("--help").out)
    listed = ran.out.partition("Pages (timeline help PAGE):\n")[2]
    assert [line.split()[0] for line in listed.splitlines()] == page_names()
    assert page_names()[0] == "tutorial"


@pytest.mark.parametrize("name", sorted(commands()))
def test_help_prints_the_help_of_every_command(name: str) -> None:
    assert timeline("help", name) == timeline(name, "--help")


def test_help_prints_the_help_of_a_kind() -> None:
    assert timeline("help", "session-held") == timeline("append", "session-held", "--help")


@pytest.mark.parametrize("name", page_names())
def test_help_prints_every_page(name: str) -> None:
    ran = timeline("help", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(pages()[name])
    assert "```" not in ran.out
    assert "](" not in ran.out


def test_a_page_is_found_by_a_word_of_its_name_or_title() -> None:
    (spreadsheet,) = (name for name in page_names() if "spreadsheet" in name)
    assert timeline("help", "spreadsheet") == timeline("help", spreadsheet)
    assert timeline("help", "no", "such", "page") == Ran(
        3,
        "",
        "error: no command and no page 'no-such-page'\n"
        "hint: If it is a dialogue: `timeline state no-such-page`. `timeline help` lists the commands.\n",
    )
    assert timeline("help", "date").out.startswith(pages()["when-the-date-is-vague"])
    assert timeline("help", "calendar") == Ran(
        3,
        "",
        "error: several pages speak of 'calendar'\n"
        "hint: Choose one: `timeline help import-a-calendar`, `timeline help publish-a-calendar`.\n",
    )


def test_what_the_package_holds_of_the_pages_is_what_help_lists() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    files = [path for one in packed["only-include"] for path in _markdown(one)]
    assert sorted(files) == sorted(page_names())
    assert packed["sources"]["docs"] == "timeline/docs"


def _markdown(place: str) -> list[str]:
    path = ROOT / place
    if not place.startswith("docs/"):
        return []
    return [one.stem for one in path.glob("*.md")] if path.is_dir() else [path.stem]


def test_a_page_is_plain_text_whose_code_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = (
        "# Title\n\nA [link](x.md) and **bold** and `code_with [brackets](y)` that goes on for more than a line.\n\n"
        "- an item that goes on for more than one line of forty\n- another\n\n"
        "| say | write |\n|---|---|\n| next year | `2026` |\n\n"
        "```sh\ntimeline append --from a-file-with-a-rather-long-name.yaml\n\n```\n<!-- unseen -->\n"
    )
    assert as_plain_text(text) == (
        "Title\n=====\n\n"
        "A link and bold and `code_with\n[brackets](y)` that goes on for more\nthan a line.\n\n"
        "- an item that goes on for more than one\n  line of forty\n\n"
        "- another\n\n"
        "say        write\n---------  ------\nnext year  `2026`\n\n"
        "    timeline append --from a-file-with-a-rather-long-name.yaml\n"
    )


def test_every_kind_is_offered_to_whoever_types_it_first() -> None:
    for kind in CATALOGUE.kinds:
        assert f"`timeline append {kind} --help`" in timeline(kind).err
