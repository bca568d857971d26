"""Each help ends with examples, and each of them runs as it is printed, on a store with the bundled storyline."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from events.facts.catalogue import CATALOGUE
from tests.cli.given import STORYLINE, command_line, timeline, unmeasured
from timeline.cli.catalogue import commands
from timeline.cli.examples import START

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = """\
dialogue: iraq-nato
report: {id: ina-9, outlet: INA, published: 2026-03-12}
facts:
- {kind: session-held, session: 3, when: 2026-03-12}
"""
TABLE = """\
Dialogue;Outlet;Published;Address;Session;Status;Date;Place;Words
iraq-nato;X;12 March 2026;-;3;held;12.3.2026;Brussels;-
"""
ANSWERS = "talks\nTalks of A and B\nA; B\nnone\ncall\n\n\n\n\n\n\n\n\ny\n"
"""What somebody types into `timeline add`."""

FINDS_SOMETHING = {"check"}
"""It leaves with 1 where something wants attention."""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the storyline."""
    path = tmp_path_factory.mktemp("stored") / "demo.db"
    assert timeline("append", "--from", str(STORYLINE), "--store", str(path)).code == 0
    return path


@pytest.fixture
def scratch(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which examples may do as they like."""
    for name in ("mine.db", "colleague.db"):
        shutil.copy(stored, tmp_path / name)
    (tmp_path / "articles.yaml").write_text(ARTICLES)
    (tmp_path / "meetings.csv").write_text(TABLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "mine.db")
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-26")
    return tmp_path


def examples(*words: str) -> list[str]:
    """The examples at the end of a help, as they are typed."""
    help_ = timeline(*words, "--help").out
    assert "\nExamples:\n" in help_, f"{' '.join(words)} has none: write some in timeline/cli/examples.py"
    return [line.strip() for line in help_.partition("\nExamples:\n")[2].strip().splitlines()]


def run(line: str, *, stdin: str = "") -> None:
    program, *words = shlex.split(line)
    assert program == "timeline"
    ran = timeline(*words, stdin=stdin)
    assert ran.code in ({0, 1} if words[0] in FINDS_SOMETHING else {0}), (line, ran)


def serve(line: str) -> None:
    """Run what goes on until it is told to end, as far as its first line; no browser is opened."""
    with subprocess.Popen(
        command_line(*shlex.split(line)[1:], "--no-open"), stdout=subprocess.PIPE, text=True, env=unmeasured()
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("http://127.0.0.1:"), line
        server.send_signal(signal.SIGINT)
        assert server.wait(30) in {0, 130}


@pytest.mark.parametrize("name", sorted(commands()))
@pytest.mark.usefixtures("scratch")
def test_the_examples_of_every_command_run(name: str) -> None:
    if name == "restore":
        run("timeline backup talks-backup.db")
    for line in examples(name):
        assert line.startswith(f"timeline {name}")
        if name == "serve":
            serve(line)
        else:
            run(line, stdin=ANSWERS)


@pytest.mark.parametrize("kind", sorted(CATALOGUE.kinds))
@pytest.mark.usefixtures("scratch")
def test_the_examples_of_every_kind_run(kind: str) -> None:
    for line in examples("append", kind):
        assert line.startswith(f"timeline append {kind} ") or CATALOGUE.kinds[kind].__module__.endswith("judgement")
        run(line)


@pytest.mark.usefixtures("scratch")
def test_the_help_of_all_commands_says_how_to_start() -> None:
    help_ = timeline("--help").out
    for line in START:
        assert f"  {line}\n" in help_
    assert [line.split("  ")[0] for line in START] == [
        "timeline demo",
        "timeline serve --demo",
        "timeline add",
        "timeline help tutorial",
    ]
