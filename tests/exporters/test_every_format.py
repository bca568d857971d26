"""What holds for every format: it is deterministic, loads by its name, and names its evidence."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import deque
from datetime import date
from itertools import repeat
from pathlib import Path
from tracemalloc import get_traced_memory
from tracemalloc import start as begin_tracing
from tracemalloc import stop as stop_tracing
from typing import TYPE_CHECKING, Any

import pytest

from tests.exporters.exporting import exported, told
from tests.given import given, report
from timeline.accounts.account import Account
from timeline.exporters import catalogue
from timeline.exporters.catalogue import FORMATS, MissingLibraryError, by_ending, format_named, load

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [one.name for one in FORMATS]
DOCUMENTS = [
    report("r1", published="2025-01-01", url="https://a.example/1", facts=[{"kind": "session-held", "session": 1}]),
    report("r2", published="2025-01-02", url="https://a.example/2", facts=[{"kind": "contact-held", "when": "2025"}]),
]
TEXTS = [one.name for one in FORMATS if one.is_text]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_log_and_day_give_the_same_bytes(name: str) -> None:
    assert told(name, known_at="2025-09-10") == told(name, known_at="2025-09-10")


@pytest.mark.parametrize("name", TEXTS)
def test_fact_ids_and_addresses_are_in_the_file(name: str) -> None:
    session = {"kind": "session-held", "session": 1, "when": "2025-01-01"}
    document = report("r1", published="2025-01-01", url="https://a.example/1", facts=[session])
    written = exported(name, document, on="2025-02-01").decode().replace("\r\n ", "")
    assert "https://a.example/1" in written
    # A brief for people shows as much of an id as every command takes.
    assert re.search(r"\b[0-9a-f]{12}\b" if name == "markdown" else r"\b[0-9a-f]{32}\b", written)


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_that_a_terminal_obeys_comes_out(name: str) -> None:
    evil = "\x1b[31mred\u202e\x07"
    facts: list[dict[str, Any]] = [
        {"kind": "session-held", "session": 1, "place": evil, "when": {"edtf": "2025", "wording": evil}},
        {"kind": "commitment-made", "commitment": "c", "what": evil, "due": "2025"},
    ]
    document = report("r1", title=evil, published={"edtf": "2025", "wording": evil}, facts=facts)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", exported(name, document, on="2025-02-01").decode())


@pytest.mark.parametrize("name", NAMES)
def test_a_day_before_anything_was_known_is_no_fault(name: str) -> None:
    exported(name, *DOCUMENTS, on="1999-01-01", known_at="1999-01-01")


class _AllTaken(Exception):  # noqa: N818 - no error: nothing more is looked at
    """Every part was taken."""


@pytest.mark.parametrize("name", sorted({*NAMES} - {"png"}))
def test_however_many_dialogues_there_are_little_of_them_is_in_memory(name: str) -> None:
    format_ = format_named(name)
    assert format_ is not None
    exporter, account = load(format_), Account.of(given(*DOCUMENTS * 3), on=date(2025, 2, 1), known_at=None)
    part = exporter.part(account, "timeline")
    assert b"".join(exporter.whole([part], "timeline"))  # what is loaded for it stays

    def parts() -> Iterator[Any]:
        yield from repeat(part, 5_000)
        assert get_traced_memory()[0] < 2_000_000
        raise _AllTaken

    begin_tracing()
    try:
        with pytest.raises(_AllTaken):
            deque(exporter.whole(parts(), "timeline"), maxlen=0)
    finally:
        stop_tracing()


def test_a_format_is_found_by_its_endings_and_its_name() -> None:
    for one in FORMATS:
        assert format_named(one.name) is one
        assert all(by_ending(f"Report{ending.upper()}") is one for ending in one.endings)


def test_there_is_a_module_for_every_format_and_for_no_other() -> None:
    folder = Path(catalogue.__file__).parent
    shared = {"__init__", "catalogue", "json_parts", "spooled", "tables"}
    assert {path.stem for path in folder.glob("*.py")} - shared == set(NAMES)


def test_every_format_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "export.md").read_text()
    headings = {name for line in text.splitlines() if line.startswith("## ") for name in line[3:].split(", ")}
    assert set(NAMES) <= headings


def test_a_missing_library_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "timeline.exporters.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    parquet = format_named("parquet")
    assert parquet is not None
    with pytest.raises(MissingLibraryError) as refusal:
        load(parquet)
    assert refusal.value.message == "the format parquet needs the library pyarrow, which is not installed"
    assert refusal.value.hint == "«install extra=parquet»"


def test_knowing_the_formats_imports_none_of_them() -> None:
    program = "import sys, timeline.exporters.catalogue; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert not {f"timeline.exporters.{name}" for name in NAMES} & set(done.stdout.split())
