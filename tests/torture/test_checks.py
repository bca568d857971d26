"""The checks of the torture can fail: each of them is given what it must not let pass."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import BadInputError, StoreError
from events.intake.lines import MOST_LINES
from events.store.address import SqliteAddress, open_engine
from tests.torture import damage, fuzz, hostile, markup, power, readers
from tests.torture.__main__ import main
from tests.torture.arena import Arena, CannotRunError, Outcome
from tests.torture.checks import Sent, check_log
from tests.torture.disk import Disk, Mood
from tests.torture.facts import OPENED, Document, entries_of, told
from tests.torture.faults import Sender
from tests.torture.fuzz_targets import Target
from tests.torture.served import Server
from tests.torture.trace import Cut, Opened, Synced, Unlinked, Written
from tests.torture.writers import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from events.store.port import Engine
    from tests.torture.trace import Call

DICE = Random("checks")  # noqa: S311 - the same in every run
FIRST, SECOND = told(DICE, "first", facts=3), told(DICE, "second", facts=2)


@pytest.fixture
def arena(tmp_path: Path) -> Arena:
    return Arena(tmp_path, Random("checks"), 60, "sqlite")  # noqa: S311 - the same in every run


def checked(engine: Engine, **claims: Any) -> Outcome:
    outcome = Outcome(rounds=1)
    sent = [Sent([FIRST.ids]), Sent([SECOND.ids])]
    expectations: dict[str, Any] = {"before": (), "acknowledged": (), "sent": sent, **claims}
    check_log(engine, outcome, **expectations)
    return outcome


class TestLog:
    """A log with the first document in it."""

    @pytest.fixture
    def engine(self, arena: Arena) -> Any:
        with open_engine(arena.address()) as engine:
            engine.append(entries_of(FIRST), recorded_by="x")
            yield engine

    def test_what_was_told_and_what_was_sent_may_be_there(self, engine: Engine) -> None:
        assert checked(engine, acknowledged=FIRST.ids).failures == 0
        assert checked(engine).failures == 0

    def test_an_acknowledged_fact_that_is_not_there_is_lost(self, engine: Engine) -> None:
        assert checked(engine, acknowledged=SECOND.ids).lost == 2

    def test_what_was_there_before_is_lost_too(self, engine: Engine) -> None:
        assert checked(engine, before=SECOND.ids).lost == 2

    def test_half_of_a_batch_is_inconsistent(self, engine: Engine) -> None:
        outcome = checked(engine, sent=[Sent([(*FIRST.ids, *SECOND.ids)])])
        assert (outcome.inconsistent, outcome.told) == (1, ["round 1: inconsistent: 3 of a batch of 5"])

    def test_two_batches_that_a_writer_was_not_told_of_are_one_too_many(self, engine: Engine) -> None:
        engine.append(entries_of(SECOND), recorded_by="x")
        sent = [Sent([FIRST.ids, SECOND.ids])]
        assert checked(engine, sent=sent).inconsistent == 1
        assert checked(engine, sent=sent, acknowledged=FIRST.ids).failures == 0

    def test_of_a_stream_as_many_as_are_stored_together_may_be_there(self, engine: Engine, tmp_path: Path) -> None:
        lines = [told(DICE, f"line {number}") for number in range(MOST_LINES)]
        for line in lines:
            engine.append(entries_of(line), recorded_by="x")
        sent = [Writer("stream", [FIRST, *lines], SqliteAddress(tmp_path / "talks.db"), tmp_path, "w").sent]
        assert checked(engine, sent=sent, acknowledged=FIRST.ids).failures == 0
        assert checked(engine, sent=sent).told == [
            "round 1: inconsistent: 65 batches that one writer was not told of, not 64 at most"
        ]

    def test_what_a_writer_was_not_told_of_follows_what_it_was_told_of(self, engine: Engine) -> None:
        engine.append(entries_of(SECOND), recorded_by="x")
        missing = told(DICE, "missing").ids
        between = [Sent([FIRST.ids, missing, SECOND.ids], MOST_LINES)]
        assert checked(engine, sent=between).told == [
            "round 1: inconsistent: batches [0, 2] of a writer are there untold, not those from 0 on"
        ]
        assert checked(engine, sent=between, acknowledged=FIRST.ids).inconsistent == 1
        before = [Sent([FIRST.ids, SECOND.ids], MOST_LINES)]
        assert checked(engine, sent=before, acknowledged=SECOND.ids).inconsistent == 1

    def test_what_nobody_sent_is_inconsistent(self, engine: Engine) -> None:
        assert checked(engine, sent=[Sent([SECOND.ids])]).inconsistent == 1


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> power.Recording:
    arena = Arena(tmp_path_factory.mktemp("power"), Random("checks"), 60, "sqlite")  # noqa: S311 - a seed
    try:
        return power.recorded(arena, "stream", "writer")
    except CannotRunError as missing:
        pytest.skip(str(missing))


@pytest.mark.xdist_group("power")  # one recording is enough for all of them
class TestPowerCut:
    @pytest.mark.parametrize(
        ("heeds", "why"),
        [
            (lambda path: not path.name.endswith("-wal"), "appends are not synced, as with synchronous=NORMAL"),
            (lambda path: path.suffix != ".db", "the store itself is not synced"),
            (lambda path: path.suffix, "the folder is not synced"),
            (lambda _: False, "nothing is synced, as with synchronous=OFF"),
        ],
    )
    def test_without_its_syncs_a_store_loses_what_it_acknowledged(
        self, arena: Arena, recording: power.Recording, heeds: Callable[[Path], bool], why: str
    ) -> None:
        outcome = Outcome()
        power.cut_often(arena, recording, 20, outcome, heeds=heeds)
        assert outcome.lost > 0, why


class TestDisk:
    """`a` is written and synced, then written again; a second file is made, and the first unlinked."""

    @pytest.fixture
    def disk(self, tmp_path: Path) -> Disk:
        disk = Disk(tmp_path)
        calls: list[Call] = [Opened(tmp_path, 3, truncated=False), Opened(tmp_path / "a", 4, truncated=False)]
        for call in (*calls, Written(4, 0, b"sure" * 2000), Synced(4), Synced(3)):
            disk.play(call)
        later: list[Call] = [Written(4, 4096, b"late" * 1000), Cut(4, 9000), Opened(tmp_path / "b", 5, truncated=False)]
        for call in (*later, Written(5, 0, b"new"), Unlinked(tmp_path / "a")):
            disk.play(call)
        return disk

    def test_what_was_synced_is_there_and_the_rest_need_not_be(self, disk: Disk) -> None:
        assert disk.after_a_cut(Mood.NOTHING, DICE) == {"a": b"sure" * 2000}
        assert disk.after_a_cut(Mood.ALL, DICE) == {"b": b"new"}

    def test_a_torn_write_has_sectors_of_before_and_of_after(self, disk: Disk) -> None:
        seen = {disk.after_a_cut(Mood.TORN, DICE).get("a", b"")[4096:8000] for _ in range(60)}
        assert len(seen) > 5
        assert all({content[i : i + 4] for i in range(0, len(content), 4)} <= {b"sure", b"late"} for content in seen)
        assert all(content[:512] in (b"sure" * 128, b"late" * 128, b"") for content in seen)


def test_an_earlier_log_in_place_of_the_store_is_not_taken_for_harmless(arena: Arena) -> None:
    address = SqliteAddress(arena.folder / "talks.db")
    with open_engine(address) as engine:
        engine.append(entries_of(OPENED), recorded_by="x")
    earlier = address.path.read_bytes()
    with open_engine(address) as engine:
        engine.append(entries_of(FIRST), recorded_by="x")
    whole = damage.left(address.path, address.path)
    address.path.write_bytes(earlier)
    outcome = Outcome(rounds=1)

    damage.judge(address.path, whole, "an older copy", outcome, arena)

    assert (outcome.undetected, outcome.unclear) == (1, 0)


class TestFuzz:
    @staticmethod
    def judged(check: Callable[[bytes], None]) -> str:
        return fuzz.judge(Target("x", 1, check, lambda: [b""]), b"input")

    def test_what_is_refused_with_words_is_well(self) -> None:
        def refuse(_: bytes) -> None:
            raise BadInputError("it is none")

        assert self.judged(refuse) == "refused"
        assert self.judged(lambda _: None) == "accepted"

    def test_a_traceback_and_a_refusal_that_cannot_be_printed_are_failures(self) -> None:
        def divide(_: bytes) -> None:
            raise ZeroDivisionError

        def escape(_: bytes) -> None:
            raise BadInputError("\x1b[31m")

        with pytest.raises(ZeroDivisionError):
            self.judged(divide)
        with pytest.raises(AssertionError, match="cannot be printed"):
            self.judged(escape)

    def test_a_hang_is_one_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fuzz, "DEADLINE_SECONDS", 0.05)
        with pytest.raises(fuzz.HangError):
            self.judged(lambda _: time.sleep(5))

    def test_an_input_of_a_seed_is_the_same_again(self) -> None:
        target = Target("x", 1, lambda _: None, lambda: [b"one", b"two"], [b"word"])
        one, other = ([fuzz.mutated(target, dice) for _ in range(50)] for dice in (Random(3), Random(3)))  # noqa: S311 - a seed
        assert one == other
        assert len(set(one)) > 20


class TestHostile:
    """Servers that answer every request alike."""

    @pytest.mark.parametrize(
        ("said", "count"),
        [
            (b"HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n", "unclear"),
            (b"HTTP/1.1 204 Fine\r\ncontent-length: 0\r\n\r\n", "undetected"),
            (b"", "unclear"),
        ],
    )
    def test_what_answers_all_alike_is_found(self, said: bytes, count: str) -> None:
        outcome = Outcome()
        with socket.create_server(("127.0.0.1", 0)) as listening:
            server = Server(listening.getsockname()[1])
            vars(server)["stamp"] = "x"
            threading.Thread(target=_answer, args=[listening, said], daemon=True).start()
            for _ in range(40):
                hostile.attack(DICE, server, outcome)
        assert getattr(outcome, count) > 20
        assert outcome.seen["form"]


class TestMarkup:
    @pytest.mark.parametrize(
        ("media_type", "text"),
        [
            ("text/html", "<p><x-evil>"),
            ("text/html", "<a href='javascript:x'>"),
            ("text/html", "<a href='https://a.example'>"),
            ("text/html", "<p onclick=x>"),
            ("text/html", "<script>x</script>"),
            ("text/html", "<p>\u202ex</p>"),
            ("text/html", "<p title='\u2066x'></p>"),
            ("text/csv", "a,b\r\n1, =1\r\n"),
            ("text/csv", "a\r\n\u200f=1\r\n"),
            ("text/calendar", "BEGIN:VCALENDAR\r\nX-EVIL:1\r\nEND:VCALENDAR\r\n"),
            ("text/markdown", "a <x-evil>"),
            ("application/atom+xml", "<feed><content type='html'>&lt;x-evil&gt;</content></feed>"),
            ("application/atom+xml", "<feed><link href='javascript:x'/></feed>"),
            ("application/json", '"\u202e"'),
            ("image/svg+xml", "<svg><x-evil/></svg>"),
            ("image/png", ""),
        ],
    )
    def test_what_is_made_of_a_text_of_others_is_found(self, media_type: str, text: str) -> None:
        assert markup.problems(media_type, text) != []

    @pytest.mark.parametrize(
        ("media_type", "text"),
        [
            (
                "text/html",
                "<p title='&lt;x-evil&gt;'><bdi>&lt;x-evil&gt;</bdi><a href='https://a.example' rel='noreferrer'>",
            ),
            ("text/html", "<input value='\u202e'><textarea>\u202e</textarea><p>\u2068x\u2069</p>"),
            ("text/csv", "a,b\r\n-1,'=1\r\n"),
            ("application/atom+xml", "<feed><content type='html'>&amp;lt;x-evil&amp;gt;</content></feed>"),
        ],
    )
    def test_a_text_that_is_shown_as_it_is_is_fine(self, media_type: str, text: str) -> None:
        assert markup.problems(media_type, text) == []


class TestReaders:
    @pytest.fixture
    def play(self) -> readers.Play:
        return readers.Play(Server(0), DICE, Outcome(), seconds=[0.1, 0.2])

    @pytest.mark.parametrize(("end", "count"), [(140, 0), (150, 1)])
    def test_memory_that_a_server_started_afterwards_does_not_need_is_found(
        self, play: readers.Play, end: int, count: int
    ) -> None:
        readers.measured(play, [90 * 2**20, end * 2**20], 90 * 2**20, 110 * 2**20)
        assert play.outcome.inconsistent == count
        assert play.outcome.seen["MB at the end"] == end

    @pytest.mark.parametrize(("a_minute", "count"), [(0, 0), (1, 0), (5, 1)])
    def test_a_server_that_goes_on_growing_is_found(self, play: readers.Play, a_minute: int, count: int) -> None:
        play.seconds = [1.0]
        memory = [(90 + min(number, 5) + a_minute * number // 6) * 2**20 for number in range(30)]
        readers.measured(play, memory, 90 * 2**20, 90 * 2**20)
        assert play.outcome.inconsistent == count

    def test_a_reader_who_did_not_hear_is_found(self, play: readers.Play) -> None:
        play.told_at = {5: 0.0}
        play.heard = dict.fromkeys(range(readers.LISTENING - 1), 5)
        readers.all_heard(play)
        assert play.outcome.lost == 1


def _answer(listening: socket.socket, said: bytes) -> None:
    with suppress(OSError):
        while True:
            line, _ = listening.accept()
            with line, suppress(OSError):
                line.recv(2**20)
                line.sendall(said)


def test_a_recorded_fact_that_is_reported_as_refused_is_found(arena: Arena) -> None:
    class Lying:
        """Appends, and says that nothing was stored, the first time."""

        def __init__(self, engine: Engine) -> None:
            self.engine = engine
            self.lies = 1

        def append(self, *arguments: Any, **named: Any) -> Any:
            receipts = self.engine.append(*arguments, **named)
            if self.lies:
                self.lies -= 1
                raise StoreError("the server is lost", hint="Nothing was stored.")
            return receipts

    outcome = Outcome(rounds=1)
    with open_engine(arena.address()) as engine:
        Sender([Document(FIRST.written)], [True], outcome).run(Lying(engine))  # type: ignore[arg-type] # as far as it appends

    assert outcome.undetected == 1


class TestCommand:
    def test_it_plays_what_is_named_and_shows_a_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--rounds", "2", "--seed", "1", "damage"]) == 0
        out, err = capsys.readouterr()
        headings = "scenario rounds lost twice inconsistent undetected unclear seconds on the way"
        assert out.splitlines()[0].split() == headings.split()
        assert out.splitlines()[2].split()[:7] == ["damage", "2", "0", "0", "0", "0", "0"]
        assert "nothing failed (seed 1)" in err

    def test_a_failure_is_told_with_the_seed_that_repeats_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(damage, "_CHANGES", (lambda _content, _dice: 1 / 0,))
        assert main(["--rounds", "30", "--seed", "7", "damage"]) == 1
        out, err = capsys.readouterr()
        assert "ZeroDivisionError" in out
        assert "failed: damage. To repeat: scripts/torture --seed 7" in err

    def test_what_there_is_not_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["earthquake"])
        assert "no scenario earthquake; there is kill, together" in capsys.readouterr().err
