"""What is found, on every engine and without an index the same."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import BadInputError, NotFoundError
from events.fact_file import read
from events.intake.batch import record
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.memory import MemoryEngine
from events.store.options import OpenMode
from timeline.application.tracker import Tracker
from timeline.read_models.words import INDEX_SHAPE, Indexer, take_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.port import Engine, StoredFact

TALKS = """\
dialogue: talks
title: Gespräche über Wasser
parties: [Iraq, Türkiye]
---
dialogue: talks
report: {id: r1, outlet: وكالة الأنباء, published: 2025-05-02, language: ar, origin: Iraqi Foreign Ministry}
facts:
- {kind: session-held, session: 1, when: 2025-05-01, place: بغداد, persons: [{name: قاسم الأعرجي}], topics: [water]}
---
dialogue: talks
report: {id: r2, outlet: Agence Genève, published: 2025-05-10}
facts:
- {kind: session-scheduled, session: 2, window: 2025-06, place: Genève, quote: "Le barrage sera discuté."}
- {kind: contact-held, when: 2025-05-09, persons: [{name: Qasim Al-Araji}], note: about the dam}
---
dialogue: others
title: Other talks
---
dialogue: others
facts:
- {kind: contact-held, when: 2025-05-09, persons: [{name: Qasim Al-Araji}], place: 北京市}
"""
LINK = """\
dialogue: talks
facts:
- {kind: subjects-linked, subjects: ["person:قاسم الأعرجي", "person:Qasim Al-Araji"], as: same}
"""


def fill(engine: Engine, *texts: str, index: bool = True) -> Tracker:
    for text in texts:
        drafts = read(BytesIO(text.encode()), "talks.yaml")
        record(FactLog(engine), drafts, recorded_by="ana", on_append=(Indexer(),) if index else ())
    return Tracker(engine, date(2025, 6, 1))


@pytest.fixture(params=["sqlite", "postgres", "memory", "no index"])
def tracker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tracker]:
    if request.param == "postgres":
        engine = open_engine(request.getfixturevalue("postgres_address"), mode=OpenMode.CREATE)
    elif request.param == "memory":
        engine = MemoryEngine()
    else:
        engine = open_engine(SqliteAddress(tmp_path / "store.db"), mode=OpenMode.CREATE)
    with fill(engine, TALKS, index=request.param != "no index") as tracker:
        expected = 0 if request.param == "no index" else engine.head()
        assert engine.read_models.index.reach(INDEX_SHAPE) == expected
        yield tracker


def kinds(tracker: Tracker, *words: str, **fields: Any) -> list[str]:
    return [f"{one.dialogue}: {one.kind}" for one in tracker.find(*words, **fields)]


@pytest.mark.parametrize(
    ("words", "fields", "found"),
    [
        (("geneve",), {}, ["talks: session-scheduled", "talks: report-filed"]),
        (("GENÈVE", "barrage"), {}, ["talks: session-scheduled"]),
        (("barr",), {}, ["talks: session-scheduled"]),
        (("gespra",), {}, ["talks: dialogue-opened"]),
        (("الاعرجی",), {}, ["talks: session-held"]),
        (("water", "dam"), {}, []),
        ((), {"person": "araji"}, ["others: contact-held", "talks: contact-held"]),
        ((), {"person": "araji", "dialogues": ["talks"]}, ["talks: contact-held"]),
        ((), {"person": "araji", "limit": 1}, ["others: contact-held"]),
        (("dam",), {"person": "Qasim"}, ["talks: contact-held"]),
        ((), {"place": "Baghdad"}, ["talks: session-held"]),
        ((), {"place": "Geneva"}, ["talks: session-scheduled"]),
        ((), {"place": "北京"}, ["others: contact-held"]),
        ((), {"topic": "water"}, ["talks: session-held", "talks: dialogue-opened"][:1]),
        ((), {"outlet": "iraqi foreign"}, ["talks: report-filed"]),
        (("بغداد",), {"outlet": "وكالة الانباء"}, ["talks: session-held"]),
        (("barrage",), {"since": "2025-05-10"}, ["talks: session-scheduled"]),
        (("barrage",), {"since": date(2025, 5, 11)}, []),
    ],
)
def test_what_is_asked_for_is_found_however_it_is_written(
    tracker: Tracker, words: tuple[str, ...], fields: dict[str, Any], found: list[str]
) -> None:
    assert kinds(tracker, *words, **fields) == found


def test_what_was_found_tells_where_it_stands(tracker: Tracker) -> None:
    (one,) = tracker.find("barrage")
    assert (one.told, one.outlet, one.report, one.published) == (
        ("Le barrage sera discuté.",),
        "Agence Genève",
        "r2",
        "2025-05-10",
    )
    assert one.summary.startswith("session 2 scheduled for 2025-06")


def test_a_fact_that_cites_no_report_is_told_without_one_whatever_reports_are_called() -> None:
    called_none = 'dialogue: others\nreport: {id: "None", outlet: Agence Genève, published: 2025-05-10}\nfacts: []\n'
    (one,) = fill(MemoryEngine(), TALKS, called_none).find(place="北京")
    assert (one.told, one.outlet, one.report, one.published) == (("北京市",), None, None, None)


def test_a_person_is_found_in_every_spelling_that_was_linked(tracker: Tracker) -> None:
    fill(tracker.engine, LINK)
    assert kinds(tracker, person="Qasim Al-Araji", dialogues=["talks"]) == [
        "talks: contact-held",
        "talks: session-held",
    ]
    assert kinds(tracker, person="الأعرجي", dialogues=["talks"]) == ["talks: contact-held", "talks: session-held"]


def test_a_place_is_found_by_every_name_that_was_linked(tracker: Tracker) -> None:
    assert kinds(tracker, place="Pekin la Neuve") == []
    link = {"kind": "subjects-linked", "subjects": ["place:Pekin la Neuve", "place:北京市"], "as": "same"}
    fill(tracker.engine, json.dumps({"dialogue": "others", "facts": [link]}))
    assert kinds(tracker, place="Pekin la Neuve") == ["others: contact-held"]


def test_what_was_taken_back_is_not_found_and_its_retraction_can_be_taken_back(tracker: Tracker) -> None:
    (found,) = tracker.find("barrage")
    fill(tracker.engine, f"dialogue: talks\nfacts:\n- {{kind: fact-retracted, target: {found.fact}, whose: coder}}\n")
    assert kinds(tracker, "barrage") == []
    retraction = list(tracker.engine.since())[-1].fact_id
    fill(tracker.engine, f"dialogue: talks\nfacts:\n- {{kind: fact-retracted, target: {retraction}, whose: coder}}\n")
    assert kinds(tracker, "barrage") == ["talks: session-scheduled"]


def test_an_index_that_stayed_behind_changes_no_answer_and_can_be_brought_up(tracker: Tracker) -> None:
    before = list(tracker.find("araji"))
    engine = tracker.engine
    assert take_in(engine, anew=True) == engine.head()
    assert engine.read_models.index.reach(INDEX_SHAPE) == engine.head()
    assert list(tracker.find("araji")) == before
    fill(engine, LINK.replace("same", "unsure"), index=False)
    assert engine.read_models.index.reach(INDEX_SHAPE) == engine.head() - 1
    assert len(tracker.find("araji")) == len(before) + 1
    assert take_in(engine) == 1


def test_each_append_takes_its_facts_into_an_index_that_reaches_as_far_as_the_log() -> None:
    engine = MemoryEngine()
    fill(engine, TALKS)
    fill(engine, LINK)
    assert engine.read_models.index.reach(INDEX_SHAPE) == engine.head()
    fill(engine, LINK.replace("same", "unsure"), index=False)
    fill(engine, LINK.replace("same", "different"))
    assert engine.read_models.index.reach(INDEX_SHAPE) == engine.head() - 2


class Overtaken(MemoryEngine):
    """A store whose facts somebody else takes into the index as soon as they were read."""

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        rows = list(super().since(position, limit=limit))
        take_in(MemoryEngine(self.contents))
        return iter(rows)


def test_who_is_overtaken_leaves_the_index_to_who_was_first() -> None:
    engine = MemoryEngine()
    fill(engine, TALKS)
    tracker = fill(engine, LINK, index=False)
    assert take_in(Overtaken(engine.contents)) == 0
    assert engine.read_models.index.reach(INDEX_SHAPE) == engine.head()
    assert kinds(tracker, person="Qasim Al-Araji", dialogues=["talks"]) == [
        "talks: contact-held",
        "talks: session-held",
    ]


def test_nothing_to_look_for_is_refused(tracker: Tracker) -> None:
    with pytest.raises(BadInputError, match="nothing is looked for"):
        tracker.find()
    with pytest.raises(BadInputError, match="has no word to look for"):
        tracker.find("!!")
    with pytest.raises(BadInputError, match="has no word to look for"):
        tracker.find(outlet="?")
    with pytest.raises(NotFoundError):
        tracker.find("x", dialogues=["nowhere"])
