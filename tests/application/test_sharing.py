"""Files for others: whatever the number of dialogues and processes, the same bytes, and no more memory."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from events.intake.batch import record
from events.intake.draft import Draft
from events.store import by_dialogue
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from tests.given import drafts, heading, report
from timeline.application.moment import Moment
from timeline.application.sharing import _part, exported, exporter_of
from timeline.application.tracker import Tracker
from timeline.exporters.catalogue import DEFAULT_TABLE, FORMATS
from timeline.exporters.spooled import Sorted, spool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import Engine

TODAY = date(2026, 11, 25)
DIALOGUES = ("alpha", "beta", "gamma")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store of three dialogues, each with a session, an undated visit and a deadline."""
    facts: list[dict[str, Any]] = [
        {"kind": "session-held", "session": 1, "when": "2025-01-01", "place": "Vienna"},
        {"kind": "contact-held", "format": "visit", "when": {"wording": "some day"}},
        {"kind": "commitment-made", "commitment": "c", "by": "Iraq", "what": "to report", "due": "2027"},
    ]
    documents = [
        heading("Iraq", "NATO"),
        report("r1", published="2025-01-02", url="https://a.example/1", facts=facts),
        report("r2", published="2025-03-02", facts=[{"kind": "session-scheduled", "session": 2, "window": "2027-05"}]),
    ]
    with open_engine(SqliteAddress(tmp_path_factory.mktemp("sharing") / "talks.db")) as opened:
        for slug in DIALOGUES:
            told = (draft for document in documents for draft in drafts(document))
            record(FactLog(opened), (Draft(slug, draft.fact, draft.source) for draft in told), recorded_by="anna")
        yield opened


@pytest.fixture(scope="module")
def in_processes(engine: Engine) -> list[dict[str, Any]]:
    """What each dialogue gives to the file of each format, made in other processes: they start once for all formats."""
    with pytest.MonkeyPatch.context() as patch:
        split_among_two(patch)
        return list(by_dialogue.each_in_order(engine, engine.versions(), parts_of_all_formats))


def parts_of_all_formats(log: FactLog, dialogue: str, /) -> dict[str, Any]:
    """What a dialogue gives to the file of each format."""
    moment = Moment.of(TODAY)
    return {one.name: _part(log, dialogue, format_=one.name, of=DEFAULT_TABLE, moment=moment) for one in FORMATS}


def split_among_two(patch: pytest.MonkeyPatch) -> None:
    """Give work to two processes though it is little, a dialogue at a time."""
    patch.setattr(by_dialogue, "LITTLE_FACTS", 0)
    patch.setattr(by_dialogue, "_LOT_FACTS", 1)
    patch.setattr(by_dialogue, "cores", lambda: 2)


@pytest.mark.xdist_group("formats")  # the processes start once
@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_a_file_has_the_same_bytes_whoever_makes_its_parts(
    engine: Engine, in_processes: list[dict[str, Any]], name: str
) -> None:
    assert len(in_processes) == len(DIALOGUES)
    whole = exporter_of(name).whole((parts[name] for parts in in_processes), DEFAULT_TABLE)
    assert b"".join(whole) == b"".join(exported(engine, TODAY, name))


def test_a_file_of_a_large_store_is_made_in_processes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    here = b"".join(exported(engine, TODAY, "markdown"))
    split_among_two(monkeypatch)
    assert b"".join(exported(engine, TODAY, "markdown")) == here


def test_findings_come_in_the_order_of_the_dialogues_whoever_finds_them(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = list(Tracker(engine, date(2028, 1, 1)).check())
    split_among_two(monkeypatch)
    assert list(Tracker(engine, date(2028, 1, 1)).check()) == here
    assert list(dict.fromkeys(one.dialogue for one in here)) == list(DIALOGUES)


def test_dialogues_stand_in_the_order_in_which_they_are_named(engine: Engine) -> None:
    written = b"".join(exported(engine, TODAY, "csv", ["gamma", "alpha", "gamma"], of="sessions")).decode()
    assert [line.partition(",")[0] for line in written.splitlines()[1:]] == ["gamma", "gamma", "alpha", "alpha"]


def test_pieces_come_out_in_order_however_they_went_in() -> None:
    with spool() as file:
        pieces = Sorted(file)
        pieces.add([(1, 2, b"a"), (3, 1, b"b")])
        pieces.add([(1, 9, b"c"), (2, 0, b"d")])
        assert list(pieces.last_first()) == [b"b", b"d", b"c", b"a"]
