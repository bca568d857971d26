"""What does an append leave ready for the next question? Answers of the log, or none: never answers of before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from events.facts.judgement import FactRedacted
from events.intake.batch import record
from events.intake.draft import Draft
from events.store.log import FactLog
from events.store.memory import MemoryEngine
from tests.given import DIALOGUE, Told, drafts, fact_id, report
from timeline.knowledge.ledger import replay
from timeline.read_models.making import MOST_FACTS, Keeper, is_of_log
from timeline.read_models.past_form import HEAD, answer_of_today, question_of
from timeline.read_models.stored_form import SHAPE, STATE

if TYPE_CHECKING:
    from events.store.read_models import ReadModel

TODAY = date(2026, 2, 1)
HELD = report("r1", published="2025-05-02", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-01"}])
LATE = report(
    "late",
    published="2025-04-01",
    facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-05", "place": "Rome"}],
)


@pytest.fixture
def engine() -> MemoryEngine:
    """An empty store that keeps answers."""
    engine = MemoryEngine()
    engine.read_models.change(lambda writer: writer.begin(SHAPE, anew=False))
    return engine


def heading(dialogue: str = DIALOGUE) -> Told:
    return {"recorded_at": "", "dialogue": dialogue, "title": dialogue, "parties": ["A", "B"]}


def calls(first: int, last: int, dialogue: str = DIALOGUE) -> Told:
    """A fact for each number from the first to the last."""
    facts = [{"kind": "contact-held", "when": "2025-03-01", "note": str(number)} for number in range(first, last + 1)]
    return {"recorded_at": "", "dialogue": dialogue, "facts": facts}


def appended(engine: MemoryEngine, *documents: Told) -> Keeper:
    """The keeper that went along with an append of these documents."""
    log = FactLog(engine)
    keeper = Keeper(log, TODAY)
    record(log, [one for document in documents for one in drafts(document)], recorded_by="ana", on_append=(keeper,))
    return keeper


def stale(engine: MemoryEngine) -> list[str]:
    return engine.read_models.stale(SHAPE, TODAY.toordinal())


def kept(engine: MemoryEngine, dialogue: str = DIALOGUE) -> ReadModel:
    found = engine.read_models.of(SHAPE, dialogue)
    assert found is not None
    return found


def holds(engine: MemoryEngine, dialogue: str = DIALOGUE) -> bool:
    """Whether what is kept of a dialogue is what its log says."""
    return is_of_log(kept(engine, dialogue), replay(FactLog(engine).stream(dialogue)))


def status_card(engine: MemoryEngine, day: date = TODAY) -> Any:
    return answer_of_today(engine.read_models, SHAPE, DIALOGUE, STATE, day)


def known_of(engine: MemoryEngine, day: date) -> bool:
    """Whether the answers of a past day are ready."""
    return engine.read_models.answer_of(SHAPE, DIALOGUE, question_of(HEAD), day.toordinal()) is not None


def test_the_first_facts_of_a_dialogue_are_answered_at_once(engine: MemoryEngine) -> None:
    appended(engine, heading(), HELD)
    assert stale(engine) == []
    assert status_card(engine)["counts"]["held"] == 1
    assert holds(engine)


def test_yesterday_is_still_today_somewhere(engine: MemoryEngine) -> None:
    appended(engine, heading(), HELD)
    days = [date(2026, 1, 31), TODAY, date(2026, 2, 2)]
    assert [status_card(engine, day)["silent_days"] for day in days] == [274, 275, 276]


def test_what_is_appended_later_is_answered_with_what_was_there(engine: MemoryEngine) -> None:
    appended(engine, heading(), HELD)
    keeper = appended(engine, LATE)
    (session,) = status_card(engine)["sessions"]
    assert (session["status"], session["place"], session["reports"]) == ("held", "Rome", ["r1", "late"])
    assert keeper.ledgers[DIALOGUE].version == engine.versions()[DIALOGUE]
    assert holds(engine)


def test_an_append_to_several_dialogues_makes_the_answers_of_each_and_touches_no_other(engine: MemoryEngine) -> None:
    appended(engine, heading("first"), heading("second"), heading("third"))
    third = kept(engine, "third")
    keeper = appended(engine, calls(1, 2, "first"), calls(1, 3, "second"))
    assert stale(engine) == []
    assert {name: ledger.version for name, ledger in keeper.ledgers.items()} == {"first": 3, "second": 4}
    assert (kept(engine, "first").version, kept(engine, "second").version) == (3, 4)
    assert holds(engine, "first")
    assert holds(engine, "second")
    assert kept(engine, "third") is third


def test_in_an_append_of_several_lots_no_lot_is_answered_without_the_ones_before_it(engine: MemoryEngine) -> None:
    keeper = Keeper(FactLog(engine), TODAY)
    lots = [[one.entry() for one in drafts(document)] for document in (heading(), HELD, calls(1, 2, "others"))]
    with engine.appending(recorded_by="ana", on_append=(keeper,)) as append:
        for lot in lots:
            append(lot)
    assert stale(engine) == [DIALOGUE]  # its second lot does not see the first
    assert status_card(engine) is None
    assert holds(engine, "others")


def measure(dialogue: str = DIALOGUE, number: int = 0) -> Told:
    """A fact that is told by itself."""
    fact = {"kind": "measure-taken", "actor": "A", "about": f"matter {number}", "when": "2025-03-02"}
    return report(f"m{number}", published="2025-03-03", facts=[fact]) | {"dialogue": dialogue}


def session(dialogue: str = DIALOGUE, number: int = 1) -> Told:
    """A fact on which others can depend."""
    fact = {"kind": "session-scheduled", "session": number, "window": "2025-06"}
    return {"recorded_at": "", "dialogue": dialogue, "facts": [fact]}


def test_a_large_dialogue_is_left_to_who_holds_no_lock(engine: MemoryEngine) -> None:
    appended(engine, heading(), calls(2, MOST_FACTS))
    assert stale(engine) == []
    keeper = appended(engine, session())
    assert (stale(engine), keeper.ledgers) == ([DIALOGUE], {})


def test_so_are_several_that_are_large_together(engine: MemoryEngine) -> None:
    half = MOST_FACTS // 2
    appended(engine, heading("first"), calls(2, half, "first"))
    appended(engine, heading("second"), calls(2, half, "second"))
    assert stale(engine) == []
    appended(engine, session("first"), session("second"))
    assert stale(engine) == ["first", "second"]
    appended(engine, session("first", 2))
    assert stale(engine) == ["second"]


def test_a_large_dialogue_whose_new_fact_touches_no_other_is_answered_at_once(
    engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    appended(engine, heading("first"), HELD | {"dialogue": "first"})
    appended(engine, heading("second"), HELD | {"dialogue": "second"})
    monkeypatch.setattr("timeline.read_models.making.MOST_FACTS", 0)
    keeper = appended(engine, measure("first"), measure("second"))
    assert (stale(engine), keeper.ledgers) == ([], {})
    appended(engine, measure("first", 1), session("second"))
    assert stale(engine) == ["second"]
    assert holds(engine, "first")


def test_in_lots_a_large_dialogue_is_not_answered_without_the_ones_before(
    engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    appended(engine, heading(), HELD)
    monkeypatch.setattr("timeline.read_models.making.MOST_FACTS", 0)
    with engine.appending(recorded_by="ana", on_append=(Keeper(FactLog(engine), TODAY),)) as append:
        for number in range(2):
            append([one.entry() for one in drafts(measure(number=number))])
    assert stale(engine) == [DIALOGUE]


def test_a_dialogue_that_is_larger_than_that_is_not_looked_through(
    engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    appended(engine, heading(), HELD)
    for name in ("MOST_FACTS", "MOST_ROWS"):
        monkeypatch.setattr(f"timeline.read_models.making.{name}", 0)
    appended(engine, measure())
    assert stale(engine) == [DIALOGUE]


def test_no_answer_tells_what_is_redacted_by_the_same_append(engine: MemoryEngine) -> None:
    appended(engine, heading(), HELD, LATE)
    gone = Draft(DIALOGUE, FactRedacted(target=fact_id(LATE), reason="asked for"), "another log")
    keeper = Keeper(FactLog(engine), TODAY)
    # Past the checks of `record`, as where somebody appended the fact between them and the lock.
    entries = [one.entry() for one in (*drafts(calls(1, 1)), gone)]
    engine.append(entries, recorded_by="ana", on_append=(keeper,))
    assert (stale(engine), engine.read_models.of(SHAPE, DIALOGUE), keeper.ledgers) == ([DIALOGUE], None, {})


@pytest.mark.parametrize("facts", [10, MOST_FACTS])
def test_every_past_day_is_answered_whatever_is_filed_late(engine: MemoryEngine, facts: int) -> None:
    appended(engine, heading(), HELD, calls(1, facts - 5))
    appended(engine, LATE)
    assert engine.versions()[DIALOGUE] == facts
    assert status_card(engine)["sessions"][0]["place"] == "Rome"
    assert known_of(engine, date(2025, 3, 31))
    assert known_of(engine, date(2025, 4, 1))
    assert holds(engine)
