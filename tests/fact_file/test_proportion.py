"""Input without an end, or out of proportion: bounded time and memory, and a clear refusal."""

from __future__ import annotations

import io
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from events.fact_file import FactFileError, read
from events.importing import CalendarReport, read_calendar, read_mapping, read_table
from events.limits import ENDLESS_BYTES
from tests.fact_file.reading import drafts, facts

if TYPE_CHECKING:
    from collections.abc import Callable

MAPPING = b'dialogue = "t"\n[[facts]]\nkind = "contact-held"\nnote = {column = "y"}\n'


class Endless(io.RawIOBase):
    """A device that gives the same bytes for ever; whoever reads on and on is stopped."""

    def __init__(self, pattern: bytes) -> None:
        super().__init__()
        self._piece = pattern * (100_000 // len(pattern))
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # of all buffers io gives this one
        if self.given > 3 * ENDLESS_BYTES:
            pytest.fail("it reads on")
        piece = self._piece[: len(buffer)]
        buffer[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)


def read_file(name: str) -> Callable[[io.BufferedReader], object]:
    return lambda stream: list(read(stream, name))


READERS: dict[str, Callable[[io.BufferedReader], object]] = {
    "yaml": read_file("x.yaml"),
    "json": read_file("x.jsonl"),
    "untold": read_file("standard input"),
    "table": lambda stream: list(read_table(stream, "x.csv", read_mapping(MAPPING, "m.toml"))),
    "calendar": lambda stream: list(read_calendar(stream, "x.ics", CalendarReport("t", {"id": "r", "outlet": "o"}))),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("pattern", [b"\x00", b"x", b"\xff", b" "], ids=["zero", "letters", "no text", "blanks"])
def test_a_file_without_an_end_is_refused(reader: str, pattern: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(FactFileError):
        READERS[reader](io.BufferedReader(Endless(pattern)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * ENDLESS_BYTES


def test_a_document_without_an_end_is_refused() -> None:
    with pytest.raises(FactFileError, match="more than 4,000,000 bytes"):
        READERS["yaml"](
            io.BufferedReader(Endless(b"a line of some length, again and again, as a program writes it" * 9 + b"\n"))
        )


MARK = "\ufeff"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.jsonl", f'{MARK}{{"dialogue":"d","title":"D"}}\n{MARK}{{"dialogue":"e","title":"E"}}\n'),
        ("x.yaml", f"{MARK}dialogue: d\ntitle: D\n---\n{MARK}dialogue: e\ntitle: E\n"),
        ("x.yaml", f"{MARK}dialogue: d\ntitle: D\n{MARK}---\ndialogue: e\ntitle: E\n"),
        ("x.yaml", f"{MARK}# joined\n{MARK}dialogue: d\ntitle: D\n...\n{MARK}dialogue: e\ntitle: E\n"),
        ("stdin", f'{MARK}{{"dialogue":"d","title":"D"}}\n{MARK}{{"dialogue":"e","title":"E"}}\n'),
    ],
)
def test_joined_files_bring_their_byte_order_marks(name: str, text: str) -> None:
    assert [draft.dialogue for draft in drafts(text, name)] == ["d", "e"]


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_an_instant_at_the_edge_of_the_calendar_is_refused(instant: str) -> None:
    digest = "0" * 64
    line = (
        f'{{"position":1,"dialogue":"d","version":1,"fact":"{digest[:32]}","digest":"{digest}",'
        f'"topic":"session-held@1","recorded_at":"{instant}","recorded_by":"anna","payload":{{"session":1}}}}'
    )
    with pytest.raises(FactFileError, match="lies outside of the years 0001 to 9999 in utc"):
        drafts(line, "x.jsonl")


@pytest.mark.parametrize(("name", "form"), [("x.yaml", "- {{kind: session-held, session: {}}}"), ("x.jsonl", "{}")])
def test_reading_takes_as_long_as_the_file_is_large(name: str, form: str) -> None:
    def text(count: int) -> str:
        if name == "x.yaml":
            return "dialogue: d\nfacts:\n" + "\n".join(form.format(number) for number in range(count))
        listed = ",".join(f'{{"kind":"session-held","session":{number}}}' for number in range(count))
        return f'{{"dialogue":"d","facts":[{listed}]}}'

    def seconds(count: int) -> float:
        written = text(count)
        begun = time.process_time()
        assert len(facts(written, name)) == count
        return time.process_time() - begun

    small, large = (min(seconds(count) for _ in range(2)) for count in (1_000, 4_000))
    assert large < 8 * small + 0.05


@pytest.mark.parametrize("reader", ["yaml", "json", "untold"])
@pytest.mark.parametrize("pattern", [b"\n", b"#\n", b"a\n", b" \n"], ids=["empty", "remarks", "letters", "blanks"])
def test_short_lines_without_an_end_are_refused_soon(reader: str, pattern: bytes) -> None:
    endless = Endless(pattern)
    with pytest.raises(FactFileError, match=r"no document begins or ends in 200,000 lines|more faults"):
        READERS[reader](io.BufferedReader(endless))
    assert endless.given < ENDLESS_BYTES
