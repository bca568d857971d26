"""One fact more leaves the same answers, of every day and of today, as if all had been made anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import fact_id, heading, judgement, recorded, report
from tests.projections.test_going_on import judged
from tests.projections.test_order import dialogues
from timeline.knowledge.ledger import replay
from timeline.read_models import chapters
from timeline.read_models.making import going_on, is_of_log, read_model_of
from timeline.read_models.past_form import OF_TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.log import RecordedFact
    from tests.given import Told

JUNE = date(2025, 6, 12)
PERSON = {"persons": [{"name": "P", "side": "A"}]}
PLANNED = {"modality": "planned", "when": "2025-05-20"}
LATE: dict[str, tuple[dict[str, object], str, dict[str, object]]] = {
    "a deadline has a commitment": (
        {"kind": "deadline-set", "deadline": "c", "due": "2025-08"},
        "2025-05-10",
        {"kind": "commitment-made", "commitment": "c"},
    ),
    "a deadline has a document": (
        {"kind": "deadline-set", "deadline": "c", "due": "2025-08"},
        "2025-05-10",
        {"kind": "document-issued", "document": "c"},
    ),
    "a later deadline has a document": (
        {"kind": "deadline-set", "deadline": "doc"},
        "2025-05-02",
        {"kind": "document-issued", "document": "doc"},
    ),
    "a later deadline has a commitment": (
        {"kind": "deadline-set", "deadline": "e", "about": "doc"},
        "2025-05-02",
        {"kind": "commitment-made", "commitment": "doc"},
    ),
    "a later plan was done": (
        {"kind": "contact-held", "format": "visit", **PERSON, **PLANNED},
        "2025-05-02",
        {"kind": "contact-held", "format": "meeting", **PERSON},
    ),
    "a later measure was taken": (
        {"kind": "measure-taken", "about": "x", "actor": "A", **PLANNED},
        "2025-05-02",
        {"kind": "measure-taken", "about": "y", "actor": "A"},
    ),
    "a later leader has a side": (
        {"kind": "role-changed", "person": "P", "office": "Minister", "from": "2025-05-09"},
        "2025-05-02",
        {"kind": "contact-held", "format": "call", **PERSON},
    ),
}
"""What was told on 10 or 20 May, when another report of it was public, and what that one tells."""

TODAYS = st.dates(date(2025, 4, 20), date(2025, 7, 1))


def check(facts: Sequence[RecordedFact], count: int, days: Sequence[date]) -> None:
    """What is kept goes on from the first facts to the others, one append after the other, each on a day."""
    kept = read_model_of(replay(facts[:count]), days[0])
    for number, day in enumerate(days, 1):
        ledger = replay(facts[: count + number])
        kept = going_on(kept, ledger, day)
        assert is_of_log(kept, ledger), (number, day)
        if count + number >= len(facts):
            return


@tries(25)
@for_all(judged(), st.integers(1, 12), st.lists(TODAYS, min_size=1, max_size=4))
def test_after_facts_and_judgements(documents: list[Told], added: int, days: list[date]) -> None:
    facts = recorded(documents)
    check(facts, max(1, len(facts) - added), days)


@tries(40)
@for_all(dialogues().flatmap(st.permutations), st.integers(1, 8), st.lists(TODAYS, min_size=1, max_size=4))
def test_after_reports_in_any_order(documents: list[Told], added: int, days: list[date]) -> None:
    facts = recorded(documents)
    if facts:
        check(facts, max(1, len(facts) - added), days)


@pytest.mark.parametrize(("kept", "published", "told"), LATE.values(), ids=LATE)
@pytest.mark.parametrize("first", ["2025-05-10", "2025-05-20"])
def test_after_a_report_of_something_that_others_depend_on(
    kept: dict[str, object], published: str, told: dict[str, object], first: str
) -> None:
    facts = recorded(
        [
            heading("A", "B"),
            report("q", published=first, facts=[kept]),
            report("r", published=published, origin="A", facts=[told]),
        ]
    )
    check(facts, 3, [JUNE] * 2)


@pytest.mark.parametrize("kind", ["commitment-made", "deadline-set"])
def test_after_a_promise_that_is_dated_later_than_its_report(kind: str) -> None:
    promise = {"kind": kind, kind.partition("-")[0]: "c", "when": "2025-05-23"}
    facts = recorded([heading("A", "B"), report("r", published="2025-05-10", origin="A", facts=[promise])])
    check(facts, 1, [JUNE] * 2)


@pytest.mark.parametrize("taken", [0.5, 1])
def test_after_somebody_took_a_chapter_out(monkeypatch: pytest.MonkeyPatch, taken: float) -> None:
    monkeypatch.setattr(chapters, "LEAST_CHAPTER", 3_000)
    held = [{"kind": "session-held", "session": n} for n in range(1, 5)]
    documents = [heading("A", "B")]
    for number in range(100):
        stated = {"kind": "position-stated", "actor": "A", "issue": f"i{number % 9}", "stance": f"s{number}"}
        day = f"2025-{1 + number // 28:02}-{1 + number % 28:02}"
        documents.append(report(f"r{number}", published=day, facts=[held[number % 4], stated]))
    kept = read_model_of(replay(recorded(documents)), JUNE)
    stretches = sorted({one[1:3] for one in kept.answers if one.question != OF_TODAY})
    gone = stretches[round(taken * (len(stretches) - 1))]
    left = tuple(one for one in kept.answers if one.question == OF_TODAY or one[1:3] != gone)
    late = report("late", published="2025-01-20", facts=[{"kind": "statement-made", "actor": "A"}])
    ledger = replay(recorded([*documents, late]))
    assert len(left) < len(kept.answers)
    assert is_of_log(going_on(kept._replace(answers=left), ledger, JUNE), ledger)


def test_every_day_is_made_again_once_a_report_comes_to_which_a_fact_was_corrected_by_its_number() -> None:
    told = report("r1", published="2025-05-10", facts=[{"kind": "session-held", "session": 7, "when": "2025-05-09"}])
    wrong = {"kind": "fact-corrected", "target": fact_id(told), "field": "report", "new": 5, "whose": "coder"}
    filed = report("5", published="2025-05-19", recorded_at="2026-01-01")
    facts = recorded([heading("A", "B"), told, judgement(wrong), filed])
    kept = read_model_of(replay(facts[:-1]), JUNE)
    assert is_of_log(going_on(kept, replay(facts), JUNE), replay(facts))
