"""Where a dialogue stands: card, timeline and reports, of a store that is asked once and of one that is held."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from events.errors import NotFoundError
from events.fact_file import read_bytes
from events.intake.batch import record
from events.store.log import FactLog
from events.store.memory import MemoryEngine
from tests.cli.given import STORYLINE, timeline
from timeline import open as open_store
from timeline.answers.timeline import EventAnswer
from timeline.application.held import HeldInMemory, hold
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from timeline.application.times import Times

TODAY = "2026-05-01"
DAYS: tuple[Times, ...] = (
    {},
    {"on": "2025-05-10"},
    {"on": "2024-09-01"},
    {"on": TODAY},
    {"on": "2027-01-01", "known_at": "2025-05-10"},
)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("standing") / "store.db"
    assert timeline("append", "--from", str(STORYLINE), "--store", str(made)).code == 0
    return made


@pytest.fixture(params=["asked once", "held"])
def tracker(recorded: Path, request: pytest.FixtureRequest) -> Iterator[Tracker]:
    with open_store(recorded, today=TODAY) as opened:
        if request.param == "held":
            hold(opened.engine)
        yield opened


@pytest.mark.parametrize("times", DAYS, ids=str)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_card_and_timeline_are_those_that_are_asked_for_one_by_one(
    tracker: Tracker, times: Times, language: str
) -> None:
    for _ in range(2):  # what is held is taken the second time
        found = tracker.standing("iraq-nato", language=language, **times)
        state = tracker.ask("state", "iraq-nato", language=language, **times).model
        entries = tracker.show("iraq-nato", language=language, **times)
        assert found.state.model_dump(mode="json") == state.model_dump(mode="json")
        for event, entry in zip(found.events, entries, strict=True):
            assert event == EventAnswer(**{name: getattr(entry, name) for name in EventAnswer._fields})


def test_the_reports_of_an_earlier_day_are_those_that_were_out_by_then(recorded: Path) -> None:
    with open_store(recorded, today=TODAY) as plain, open_store(recorded, today=TODAY) as holding:
        hold(holding.engine)
        for times in (*DAYS, *reversed(DAYS)):
            assert holding.prints("iraq-nato", **times) == plain.prints("iraq-nato", **times), times
        assert len(plain.prints("iraq-nato", on="2024-09-01")) < len(plain.prints("iraq-nato"))


def no_log(*_: object, **__: object) -> None:
    """Stand where the log is read."""
    raise AssertionError("the log was read")


def test_where_answers_are_ready_a_server_reads_no_log_for_the_page_of_a_dialogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Tracker(MemoryEngine(), date(2026, 12, 1)) as opened:
        opened.append(read_bytes(STORYLINE.read_bytes(), STORYLINE.name), recorded_by="anna")
        hold(opened.engine)
        monkeypatch.setattr(HeldInMemory, "_grown", no_log)
        monkeypatch.setattr(FactLog, "stream", no_log)
        for times in DAYS[:4]:
            opened.standing("iraq-nato", **times)
            assert opened.prints("iraq-nato", **times)
        opened.heard("iraq-nato")
        opened.diff("iraq-nato", "2025-05-01", "2025-05-10")


def test_the_reports_of_a_day_before_an_outlet_corrected_itself_are_those_of_that_day() -> None:
    """What a fact said on that day is not what it says today, so nothing of today can be taken."""
    said = "dialogue: talks\nreport: {{id: {}, outlet: INA, published: 2025-05-{}}}\nfacts:\n- {}\n"
    held = "{kind: session-held, session: 1, when: 2025-05-01}"
    engine = MemoryEngine()
    with Tracker(engine, date.fromisoformat(TODAY)) as plain:
        told = ("dialogue: talks\ntitle: Talks\n---\n" + said.format("r1", "02", held)).encode()
        plain.append(read_bytes(told, "talks.yaml"), recorded_by="anna")
        fact = list(plain.history("talks"))[-1].fact
        corrected = f"{{kind: fact-corrected, target: {fact}, field: when, new: 2025-04-30, whose: outlet}}"
        plain.append(read_bytes(said.format("r2", "10", corrected).encode(), "talks.yaml"), recorded_by="anna")
        holding = Tracker(MemoryEngine(engine.contents), date.fromisoformat(TODAY))
        hold(holding.engine)
        for day, reports in (("2025-05-05", ["r1"]), ("2025-05-10", ["r1", "r2"])):
            assert [one.report for one in holding.prints("talks", on=day)] == reports
            assert holding.prints("talks", on=day) == plain.prints("talks", on=day)


def test_a_dialogue_that_is_not_there_stands_nowhere(tracker: Tracker) -> None:
    with pytest.raises(NotFoundError, match="no dialogue 'weather'"):
        tracker.standing("weather")
    with pytest.raises(NotFoundError, match="no dialogue 'weather'"):
        tracker.prints("weather")


def test_what_can_be_explained_and_linked_is_listed_by_its_dialogue(tracker: Tracker) -> None:
    explained = tracker.explainable("iraq-nato", on="2024-09-01")
    assert "session:1" in explained
    assert "session:1.held" in explained
    assert explained.index("session:2") < explained.index("session:1.held")
    for one in explained[:5]:
        assert tracker.explain("iraq-nato", one, on="2024-09-01").subject == one.partition(".")[0]
    assert "person:Tom Goffus" in tracker.linkable("iraq-nato")


def test_a_dialogue_is_followed_from_a_position_and_another_one_is_not_told_of(recorded: Path) -> None:
    with open_store(recorded, today=TODAY) as opened:
        first, second = (next(opened.follow("iraq-nato", since=since)) for since in (0, 1))
        assert (first.position, second.position) == (1, 2)
        with pytest.raises(NotFoundError, match="no dialogue 'weather'"):
            opened.follow("weather")


def test_facts_of_another_dialogue_are_counted_and_followed_apart() -> None:
    opened = (
        "dialogue: {0}\ntitle: {0}\nparties: [A, B]\nreport: {{id: r1, outlet: INA}}\nfacts: [{{kind: contact-held}}]\n"
    )
    second = "dialogue: talks\nreport: {id: r2, outlet: QNA}\nfacts: [{kind: dialogue-ended}]\n"
    engine = MemoryEngine()
    with Tracker(engine, date.fromisoformat(TODAY)) as tracker:
        for told in (opened.format("talks"), opened.format("walks"), second):
            record(FactLog(engine), read_bytes(told.encode(), "talks.yaml"), recorded_by="anna")
        assert [next(tracker.follow("talks", since=3)).position] == [7]
        followed = tracker.follow("walks", since=0)
        assert [next(followed).position for _ in range(3)] == [4, 5, 6]
        for _ in range(2):  # from the log, then as it is kept
            counted = [(one.dialogue, one.facts, one.reports) for one in tracker.dialogues()]
            assert counted == [("talks", 5, 2), ("walks", 3, 1)]
            tracker.rebuild()


def test_every_projection_comes_out_the_same_twice(recorded: Path) -> None:
    seen: list[tuple[int, int]] = []
    with open_store(recorded, today=TODAY) as opened:
        (row,) = opened.repeat("iraq-nato", told=lambda done, of: seen.append((done, of)))
        assert (row.dialogue, row.facts, row.same, row.differing) == ("iraq-nato", 150, True, ())
        assert opened.repeat() == [row]
    assert seen[-1] == (150, 150)


@pytest.mark.parametrize("name", ["timeline", "people", "sources"])
def test_a_projection_that_comes_out_otherwise_is_named(
    recorded: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    module = import_module(f"timeline.projections.{name}")
    some, project = cycle([0, 1]), module.project
    monkeypatch.setattr(module, "project", lambda *given: [*project(*given)][next(some) :])
    with open_store(recorded, today=TODAY) as opened:
        (row,) = opened.repeat("iraq-nato")
    assert (row.same, row.differing) == (False, (name,))
