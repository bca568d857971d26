"""`timeline watch`: real processes, on both engines, told of what others append."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import time
from typing import IO, TYPE_CHECKING, Any

import pytest

from events.store.address import Address, open_engine
from tests.cli.given import ROOT, STORYLINE, TALKS, Ran, command_line, timeless, timeline
from tests.cli.terminal import CTRL_C, Terminal
from tests.cli.test_main import loaded_by
from tests.cli.test_verify import edited
from tests.conftest import TOLD_TO_MEASURE
from tests.postgres_server import PostgresServer
from tests.store.contract import connectable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# They look at the clock, so they do not run beside each other.
pytestmark = pytest.mark.xdist_group("clock")

HOSTILE = """\
dialogue: hostile
title: "\\e]0;owned\\a \\u202egpj.exe"
---
dialogue: hostile
report: {id: r1, outlet: وكالة, title: "الحوار السياسي رفيع المستوى بين العراق وحلف شمال الأطلسي في بغداد"}
"""


@pytest.fixture(params=["sqlite", "postgres"])
def on_both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line works on each engine in turn."""
    if request.param == "postgres":
        # Whoever watches takes the same ways with a file; the engine's own are measured by the tests of the store.
        monkeypatch.delenv(TOLD_TO_MEASURE, raising=False)
        monkeypatch.setenv("TIMELINE_STORE", connectable(request.getfixturevalue("postgres_address")))


@pytest.fixture
def talks_on_both(on_both: None, talks: None) -> None:
    """A store of either engine that holds the small dialogue of four facts."""


@pytest.fixture
def watch() -> Iterator[Callable[..., Watcher]]:
    """Starts watchers, which may not outlive the test."""
    started: list[Watcher] = []

    def start(*arguments: str) -> Watcher:
        started.append(Watcher(*arguments))
        return started[-1]

    yield start
    for watcher in started:
        watcher.process.kill()
        watcher.process.communicate()


class Watcher:
    """A watching process that a program reads from."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            command_line("watch", *arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=ROOT,
            # Ctrl-C counts also where the tests run in the background.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
        )

    def line(self) -> str:
        """The next line that it prints."""
        return _line(self.process.stdout)

    def complaint(self) -> str:
        """The next line that it says on standard error."""
        return _line(self.process.stderr)

    def ends(self) -> Ran:
        """What else it says until it ends by itself."""
        out, err = self.process.communicate(timeout=60)
        return Ran(self.process.returncode, out.decode(), err.decode())

    def ended_by(self, this: signal.Signals) -> Ran:
        self.process.send_signal(this)
        return self.ends()


def _line(stream: IO[bytes] | None) -> str:
    """The next line of a pipe, byte by byte: none may be left in a buffer of ours."""
    assert stream
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([stream], [], [], 30)
        assert ready, f"nothing comes after {line!r}"
        byte = stream.read(1)
        assert byte, f"it ends after {line!r}"
        line += byte
    return line.decode()


def call(day: int) -> None:
    """Append a call on a day of March as one more fact of the small dialogue."""
    assert timeline("append", "contact-held", "talks", "--report", "r1", "--when", f"2024-03-{day:02}").code == 0


@pytest.mark.usefixtures("talks_on_both")
class TestForPrograms:
    def test_each_fact_comes_at_once_as_history_has_it(self, watch: Callable[..., Watcher]) -> None:
        watcher = watch("--since", "3", "--format", "jsonl")
        assert json.loads(watcher.line())["position"] == 4
        for position in (5, 6, 7):
            call(position)
            appended = time.monotonic()
            line = watcher.line()
            assert time.monotonic() - appended < 20
            assert line == timeline("history", "--since", str(position - 1), "--format", "jsonl").out
        assert watcher.ended_by(signal.SIGINT) == Ran(130, "", "")

    def test_csv_has_its_header_first_and_then_a_line_for_each_fact(self, watch: Callable[..., Watcher]) -> None:
        watcher = watch("talks", "--since", "4", "--format", "csv")
        lines = [watcher.line()]
        for position in (5, 6):
            call(position)
            lines.append(watcher.line())
        assert "".join(lines) == timeline("history", "talks", "--since", "4", "--format", "csv").out
        assert watcher.ended_by(signal.SIGTERM) == Ran(-signal.SIGTERM, "", "")

    def test_who_remembers_the_last_position_goes_on_after_it(self, watch: Callable[..., Watcher]) -> None:
        """Three writers append; the watcher leaves after some facts and is started again, until it has all."""
        feeds = [
            subprocess.Popen(
                command_line("append", "--stream"),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            for _ in range(3)
        ]
        for number, feed in enumerate(feeds):
            assert feed.stdin
            for session in range(20):
                fact = {"kind": "session-held", "report": "r1", "session": f"{number}-{session}"}
                feed.stdin.write(json.dumps({"dialogue": "talks", "facts": [fact]}) + "\n")
            feed.stdin.close()
        told: list[dict[str, Any]] = []
        while len(told) < 60:
            since, limit = told[-1]["position"] if told else 4, min(25, 60 - len(told))
            ran = watch("--since", str(since), "--limit", str(limit), "--format", "jsonl").ends()
            assert (ran.code, ran.err) == (0, "")
            told += [json.loads(line) for line in ran.out.splitlines()]
        acknowledged = {}
        for feed in feeds:
            with feed:
                assert feed.stdout
                answers = [json.loads(line) for line in feed.stdout]
            acknowledged.update({answer["fact"]: answer["position"] for answer in answers})
        assert [fact["position"] for fact in told] == list(range(5, 65))
        assert {fact["fact"]: fact["position"] for fact in told} == acknowledged

    def test_a_reader_that_has_seen_enough_is_noticed_with_the_next_fact(self, watch: Callable[..., Watcher]) -> None:
        watcher = watch("--since", "2")
        assert [watcher.line()[:6], watcher.line()[:6]] == ["     3", "     4"]
        assert watcher.process.stdout
        watcher.process.stdout.close()
        call(5)
        assert watcher.process.wait(timeout=30) == 0
        assert watcher.process.stderr
        assert watcher.process.stderr.read() == b""

    def test_only_one_dialogue_is_told_of(self, watch: Callable[..., Watcher]) -> None:
        watcher = watch("talks", "--since", "4", "--limit", "1")
        assert timeline("append", "dialogue-opened", "other", "--title", "Other talks").code == 0
        call(6)
        ran = watcher.ends()
        assert (ran.code, ran.out.split()[0], ran.err) == (0, "6", "")


@pytest.mark.usefixtures("on_both")
def test_an_empty_store_is_watched_from_its_first_fact_on() -> None:
    nothing = timeline("watch")
    assert (nothing.code, nothing.err.splitlines()[0][:26]) == (3, "error: there is no store a")
    open_engine(Address.parse(os.environ["TIMELINE_STORE"])).close()
    # On a terminal it says that it has begun.
    terminal = Terminal("watch", "--limit", "4", COLUMNS="120")
    assert terminal.expect("Ctrl-C ends it.\n").endswith(" after entry 0. Ctrl-C ends it.\n")
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    assert terminal.code() == 0
    assert [line[:6] for line in terminal.seen.splitlines()] == ["     1", "     2", "     3", "     4"]
    assert timeline("watch", "--since", "5").err == (
        "error: the log ends at position 4, before 5\n"
        "hint: Is it an entry of another store? `timeline history` shows those of this one.\n"
    )


@pytest.mark.usefixtures("talks")
class TestAnswers:
    def test_a_line_for_each_fact(self) -> None:
        ran = timeline("watch", "--since", "2", "--limit", "2")
        assert Ran(ran.code, timeless(ran.out), ran.err) == Ran(
            0,
            "     3  2025-06-01 12:00  talks      session 1 held on 2024-03-01 in Geneva  67e16a3b1801\n"
            "     4  2025-06-01 12:00  talks      invitation second extended to A by B to session 2 for 2025"
            "  24334eeb5a48\n",
            "",
        )

    def test_columns_give_way_to_long_slugs_for_all_lines_that_follow(self) -> None:
        assert timeline("append", "dialogue-opened", "a-very-long-slug", "--title", "T", "--parties", "X").code == 0
        assert timeline("append", "dialogue-opened", "short", "--title", "U", "--parties", "X").code == 0
        ran = timeline("watch", "--since", "3", "--limit", "3")
        assert [line.index(word) for line, word in zip(ran.out.splitlines(), ("inv", "dia", "dia"), strict=True)] == [
            37,
            44,
            44,
        ]

    def test_what_each_fact_changed_stands_below_it(self) -> None:
        ran = timeline("watch", "talks", "--since", "2", "--limit", "2", "--changes", "--width", "100")
        assert Ran(ran.code, timeless(ran.out), ran.err) == Ran(
            0,
            "     3  2025-06-01 12:00  session 1 held on 2024-03-01 in Geneva                        67e16a3b1801\n"
            "          session:1.status = held\n"
            "          session:1.held = 2024-03-01\n"
            "          session:1.place = Geneva\n"
            "          dialogue.status: tracked → active\n"
            "     4  2025-06-01 12:00  invitation second extended to A by B to session 2 for 2025    24334eeb5a48\n"
            "          session:2.status = invited\n"
            "          session:2.window = 2025\n"
            "          invitation:second.by = B\n"
            "          invitation:second.to = A\n"
            "          invitation:second.session = 2\n"
            "          invitation:second.window = 2025\n"
            "          invitation:second.status = open\n",
            "",
        )

    def test_changes_are_those_that_a_replay_of_all_shows(self) -> None:
        assert timeline("append", "--from", str(STORYLINE)).code == 0
        replayed = json.loads(timeline("replay", "iraq-nato", "--json").out)
        options = ("--since", "44", "--limit", "110", "--changes", "--format", "jsonl")
        watched = [json.loads(line) for line in timeline("watch", "iraq-nato", *options).out.splitlines()]
        assert [(row["position"], row["changes"], row["withdrawn"]) for row in watched] == [
            (row["position"], row["changes"], row["withdrawn"]) for row in replayed if row["position"] > 44
        ]
        assert all(row["payload"] for row in watched)

    @pytest.mark.parametrize(
        ("options", "asked"),
        [
            (("--json",), "--format json"),
            (("--format", "markdown"), "--format markdown"),
            (("--tablefmt", "grid"), "--tablefmt grid"),
        ],
    )
    def test_a_format_that_needs_an_end_is_refused(self, options: tuple[str, ...], asked: str) -> None:
        assert timeline("watch", *options) == Ran(
            2,
            "",
            f"error: {asked} needs every row before it prints one, and watching has no end\n"
            "hint: Use --format jsonl or csv, or leave it out.\n",
        )

    def test_what_cannot_be_watched_is_refused(self) -> None:
        assert timeline("watch", "talkss") == Ran(
            3, "", "error: no dialogue 'talkss' in this store\nhint: Did you mean talks?\n"
        )
        assert timeline("watch", "--changes") == Ran(
            2, "", "error: --changes needs a dialogue\nhint: `timeline dialogues` lists them.\n"
        )
        assert timeline("watch", "--limit", "0").code == 2

    def test_numbers_may_be_beyond_what_any_store_can_count(self, watch: Callable[..., Watcher]) -> None:
        far = str(10**30)
        ran = timeline("watch", "--since", far)
        assert (ran.code, ran.err.splitlines()[0]) == (3, f"error: the log ends at position 4, before {2**62}")
        watcher = watch("--since", "3", "--limit", far)
        assert watcher.line().split()[0] == "4"

    def test_a_payload_that_was_damaged_is_told(self, store: Path) -> None:
        edited(store, "UPDATE facts SET payload = x'7b' WHERE position = 4")
        for words in ((), ("--format", "jsonl"), ("--format", "csv")):
            ran = timeline("watch", "--since", "3", *words)
            assert (ran.code, ran.err.splitlines()[0][:45]) == (1, "error: a stored invitation-extended@1 cannot ")

    def test_json_lines_load_nothing_that_they_do_not_need(self) -> None:
        assert loaded_by("watch", "--since", "3", "--limit", "1", "--format", "jsonl") == {
            "typer",
            "sqlite3",
            "pydantic",
            "eventsourcing",  # whose subscription follows the log
        }

    def test_a_store_that_was_replaced_is_told(self, store: Path, watch: Callable[..., Watcher]) -> None:
        watcher = watch("--since", "3", "--format", "jsonl")
        watcher.line()
        shutil.copy(store, store.with_name("restored.db"))
        store.with_name("restored.db").replace(store)
        assert watcher.ends() == Ran(
            1,
            "",
            f"error: the store {store} is not the file any more that was opened: another took its place\n"
            "hint: Run the command again to read that one.\n",
        )


class TestOnATerminal:
    @pytest.mark.usefixtures("talks_on_both")
    def test_it_says_that_it_watches_and_prints_what_is_new(self) -> None:
        terminal = Terminal("watch", COLUMNS="110")
        told = terminal.expect("Ctrl-C ends it.\n")
        assert told.startswith("Watching ")
        assert told.endswith(" after entry 4. Ctrl-C ends it.\n")
        assert "s3cret" not in told
        call(5)
        assert timeless(terminal.expect("\n")) == (
            f"     5  2025-06-01 12:00  talks      {'contact on 2024-03-05':59}  d14058715e74\n"
        )
        terminal.type(CTRL_C)
        assert terminal.code() == 130
        assert terminal.seen in ("", "^C")

    @pytest.mark.usefixtures("talks")
    def test_on_a_narrow_one_the_text_has_lines_of_its_own(self) -> None:
        terminal = Terminal("watch", "--since", "2", "--limit", "2", COLUMNS="50")
        terminal.expect("Ctrl-C ends it.\n")
        assert terminal.code() == 0
        assert timeless(terminal.seen) == (
            "     3  2025-06-01 12:00  talks      67e16a3b1801\n"
            "        session 1 held on 2024-03-01 in Geneva\n"
            "     4  2025-06-01 12:00  talks      24334eeb5a48\n"
            "        invitation second extended to A by B to\n"
            "        session 2 for 2025\n"
        )

    def test_hostile_text_is_only_shown_and_arabic_keeps_its_place(self) -> None:
        assert timeline("append", "--from", "-", stdin=HOSTILE).code == 0
        terminal = Terminal("watch", "--since", "0", "--limit", "2", COLUMNS="100")
        terminal.expect("Ctrl-C ends it.\n")
        assert terminal.code() == 0
        opened, filed, *rest = timeless(terminal.seen).splitlines()
        assert opened.startswith(
            "     1  2025-06-01 12:00  hostile    dialogue opened: \\x1b]0;owned\\x07 \\u202egpj.exe "
        )
        assert filed.startswith("     2  2025-06-01 12:00  hostile    \u2068report r1: وكالة")
        assert all(line.startswith(f"{' ' * 37}\u2068") and line.endswith("\u2069") for line in rest)
        assert len(rest) == 1


def test_a_restart_of_the_server_is_survived_and_said_once(
    watch: Callable[..., Watcher], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    server = PostgresServer()
    request.addfinalizer(server.remove)
    monkeypatch.setenv("TIMELINE_STORE", server.address)
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    watcher = watch("--since", "3", "--limit", "2", "--format", "jsonl")
    assert json.loads(watcher.line())["position"] == 4
    server.stop()
    lost = watcher.complaint()
    server.start()
    call(5)
    ran = watcher.ends()
    assert (ran.code, json.loads(ran.out)["position"]) == (0, 5)
    assert lost.startswith(f"the server of the store postgresql://analyst@127.0.0.1:{server.port}/postgres")
    assert " cannot be reached (" in lost
    assert lost.endswith(", trying until it answers\n")
    assert ran.err == "the store answers again, going on after entry 4\n"
