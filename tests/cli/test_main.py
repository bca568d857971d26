"""The console entry: help, versions, lazy loading, errors and their exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from events.errors import BadInputError, ConflictError, NotFoundError, StoreError, TimelineError
from tests.cli.given import ROOT, Ran, command_line, process, timeline, unmeasured
from timeline.answers.catalogue import QUESTIONS
from timeline.cli.catalogue import commands
from timeline.cli.exits import ExitCode, exit_code_of
from timeline.cli.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("pydantic", "tabulate", "eventsourcing", "yaml", "rich", "platformdirs", "sqlite3")
"""What must not be loaded by a command line that asks nothing of a store."""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program that runs the command line."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env=unmeasured(),
    )


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from timeline.cli.main import run\n"
        "run()"
    )
    done = python(code, *arguments)
    return {module.partition(".")[0] for module in done.stderr.split()} & {*HEAVY, "typer"}


def test_the_version_is_the_one_released() -> None:
    released = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert released == VERSION
    assert process("--version") == Ran(0, f"timeline {VERSION}\n", "")
    assert timeline("--version") == Ran(0, f"timeline {VERSION}\n", "")


def test_the_version_loads_nothing_and_help_loads_nothing_heavy() -> None:
    assert loaded_by("--version") == set()
    assert loaded_by("--help") == {"typer"}
    assert loaded_by("nosuchcommand") == {"typer"}


@pytest.mark.parametrize(
    ("waits", "told"),
    [
        ("", "at once\n"),
        ("atexit.register(print, 'the end')", "the end\n"),
        ("import sys; sys.setprofile(lambda *event: None)", ""),
        ("import cProfile; profiler = cProfile.Profile(); profiler.enable()", ""),
    ],
)
def test_a_command_ends_at_once_but_where_something_waits_for_the_end(waits: str, told: str) -> None:
    code = (
        "import atexit, os\n"
        "leave = os._exit\n"
        "os._exit = lambda code: (os.write(1, b'at once\\n'), leave(code))\n"
        f"{waits}\n"
        "from timeline.cli.main import run\n"
        "run()"
    )
    done = python(code, "schema", "nosuch")
    assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, told)
    assert "nosuch" in done.stderr


def test_whoever_runs_the_module_goes_on_afterwards() -> None:
    code = (
        "import runpy, sys\n"
        "sys.argv = ['timeline', 'schema', 'nosuch']\n"
        "try: runpy.run_module('timeline', run_name='__main__')\n"
        "finally: print('afterwards')"
    )
    done = python(code)
    assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, "afterwards\n")


def test_help_lists_every_command_with_its_line_and_every_exit_code() -> None:
    ran = timeline("--help")
    assert (ran.code, ran.err) == (0, "")
    squeezed = " ".join(ran.out.split())
    for name, line in commands().items():
        assert f"{name} {line}" in squeezed
    for code in ExitCode:
        assert f"{code.value} {code.meaning}" in squeezed
    assert timeline() == ran == timeline("-h")


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_own_help(name: str) -> None:
    ran = timeline(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: timeline {name} ")


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    """A question about one dialogue, which is made of the table, is documented by docs/reference already."""
    is_of_the_table = name in QUESTIONS and find_spec(f"timeline.cli.commands.{name}") is None
    is_told = f"\n## timeline {name}\n" in (ROOT / "docs" / "commands.md").read_text()
    assert is_told or is_of_the_table, f"write a section into docs/commands.md: ## timeline {name}"


def test_an_unknown_command_asks_whether_another_was_meant() -> None:
    assert timeline("histroy") == Ran(
        2,
        "",
        "error: there is no command 'histroy'\nhint: Did you mean `timeline history`?\n",
    )


def test_an_option_before_the_command_is_told_its_place() -> None:
    assert timeline("--store", "talks.db", "state") == Ran(
        2,
        "",
        "error: No such option: --store\n"
        "hint: Options stand behind the command, as in `timeline upcoming --store`. `timeline --help` lists what it"
        " takes.\n",
    )


@pytest.mark.parametrize(
    ("typed", "error", "hint"),
    [
        ("state", "Missing argument 'DIALOGUE'.", "`timeline dialogues` lists yours. `timeline state"),
        (
            "link talks session:1 session:2",
            "Missing option '--as'.",
            "It takes one of same, different, unsure. `timeline link",
        ),
        ("retract r1 --reason twice", "Missing option '--whose'.", "It takes one of ours, outlet. `timeline retract"),
    ],
)
def test_what_is_missing_is_told_with_what_it_may_be(typed: str, error: str, hint: str) -> None:
    assert timeline(*typed.split()) == Ran(2, "", f"error: {error}\nhint: {hint} --help` lists what it takes.\n")


def test_an_unknown_option_is_a_usage_error_of_its_command() -> None:
    assert timeline("history", "--formt", "json") == Ran(
        2,
        "",
        "error: No such option: --formt (Possible options: --format)\n"
        "hint: `timeline history --help` lists what it takes.\n",
    )


@pytest.mark.parametrize(
    ("error", "code"), [(BadInputError, 2), (NotFoundError, 3), (ConflictError, 4), (StoreError, 1), (TimelineError, 1)]
)
def test_each_family_of_refusals_has_its_exit_code(error: type[TimelineError], code: int) -> None:
    assert exit_code_of(error("no")) == code


def test_a_message_cannot_steer_the_terminal() -> None:
    ran = timeline("history", "--store", "\x1b[31m\u202etxt.db")
    assert ran.code == 2
    assert ran.err.startswith("error: the address ")
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err


def test_our_own_fault_shows_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.application.log.tracked", lambda *_: 1 / 0)
    assert timeline("append", "dialogue-opened", "talks", "--title", "Talks").code == 0
    with pytest.raises(ZeroDivisionError):
        timeline("dialogues")


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("timeline.application.log.tracked", interrupted)
    assert timeline("append", "dialogue-opened", "talks", "--title", "Talks").code == 0
    assert timeline("dialogues") == Ran(130, "", "")


@pytest.mark.usefixtures("talks")
def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command_line("history"), stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_completion_offers_commands_without_loading_them() -> None:
    ran = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS="timeline hi", COMP_CWORD="1")
    assert ran.out.split() == ["history"]


@pytest.mark.usefixtures("talks")
def test_completion_offers_options_and_dialogues() -> None:
    options = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS="timeline history --lim", COMP_CWORD="2")
    assert options.out.split() == ["--limit"]
    dialogues = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS="timeline history t", COMP_CWORD="2")
    assert dialogues.out.split() == ["talks"]


def test_completion_is_silent_where_there_is_no_store() -> None:
    ran = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS="timeline history t", COMP_CWORD="2")
    assert (ran.out.strip(), ran.err) == ("", "")


def test_completion_offers_kinds_and_the_options_of_a_kind() -> None:
    kinds = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS="timeline append session-", COMP_CWORD="2")
    assert "session-held" in kinds.out.split()
    words = "timeline append session-held talks --ven"
    options = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD="4")
    assert options.out.split() == ["--venue"]
    words = "timeline append session-held talks --mode v"
    values = process(_TIMELINE_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD="5")
    assert values.out.split() == ["video"]


def test_completion_can_be_installed(tmp_path: Path) -> None:
    ran = process("--show-completion", "bash", HOME=str(tmp_path), _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert ran.code == 0
    assert "_TIMELINE_COMPLETE=complete_bash" in ran.out


def test_a_terminal_without_the_letters_gets_escapes() -> None:
    assert timeline("append", "dialogue-opened", "talks", "--title", "الحوار").code == 0
    ran = process("dialogues", "--format", "csv", PYTHONIOENCODING="ascii:strict")
    assert ran.code == 0
    assert "talks,\\u0627\\u0644\\u062d\\u0648\\u0627\\u0631," in ran.out


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "dialogues", "--store", "none.db"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=unmeasured(),
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: there is no store at ")
