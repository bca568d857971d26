"""What lies in one dialogue's log, sorted for questions; and what is left of what was forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from events.facts.judgement import FactRedacted
from events.facts.redacted import Redacted, redacted
from events.facts.session import SessionScheduled
from tests.given import fact_id, given, heading, judgement, recorded, report
from timeline.knowledge.judgements import fact_today
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay

if TYPE_CHECKING:
    from events.store.log import RecordedFact
    from timeline.knowledge.ledger import Ledger

TOLD = report("r1", published="2025-04-01", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-05-10"}])
RETRACTED = judgement({"kind": "fact-retracted", "target": fact_id(TOLD), "whose": "coder", "reason": "a slip"})
LOG = [
    heading("Iraq", "NATO"),
    TOLD,
    judgement({"kind": "source-assessed", "outlet": "r1", "reliability": "B"}),
    judgement({"kind": "subjects-linked", "subjects": ["session:1", "session:rome"], "as": "same"}),
    judgement({"kind": "fact-corrected", "target": fact_id(TOLD), "field": "place", "new": "Rome", "whose": "coder"}),
    RETRACTED,
]
SHELVES = {
    "headings": ["dialogue-opened"],
    "filings": ["report-filed"],
    "assessments": ["source-assessed"],
    "links": ["subjects-linked"],
    "judgements": ["fact-corrected", "fact-retracted"],
    "facts": ["session-scheduled"],
    "redactions": [],
    "redacted": [],
}


def shelves(ledger: Ledger) -> dict[str, list[str]]:
    """The kinds on each shelf, in order."""
    return {name: [one.topic.partition("@")[0] for one in getattr(ledger, name)] for name in SHELVES}


def test_every_kind_has_its_shelf_and_what_reports_say_stands_together() -> None:
    ledger = given(*LOG)
    assert shelves(ledger) == SHELVES
    assert (ledger.dialogue, ledger.version) == ("iraq-nato", 7)
    assert (given().dialogue, given().version, shelves(given())) == ("", 0, {name: [] for name in SHELVES})


def test_what_was_recorded_after_an_instant_is_not_there() -> None:
    log = recorded([{**LOG[0], "recorded_at": "2025-01-01"}, {**TOLD, "recorded_at": "2025-01-02"}])
    at = [replay(log, recorded_at=datetime(2025, 1, day, tzinfo=UTC)).version for day in (1, 2)]
    assert (at, replay(log, recorded_at=datetime(2024, 12, 31, tzinfo=UTC)).version) == ([1, 3], 0)


def forgetting(target: str, log: list[RecordedFact]) -> RecordedFact:
    """The word, after a log, that the content of a fact was taken away."""
    last = log[-1]
    place, fact = last.position + 1, FactRedacted(target=target, reason="asked to")
    return last._replace(position=place, version=place, fact_id="f" * 32, topic=fact.topic, fact=fact)


@pytest.mark.parametrize("place", range(7))
def test_a_fact_of_any_kind_that_is_forgotten_later_leaves_its_shelf_and_only_what_it_was_filed_under_is_left(
    place: int,
) -> None:
    log = recorded(LOG)
    gone = log[place]
    ledger = replay([*log, forgetting(gone.fact_id, log)])
    assert (ledger.version, [one.fact_id for one in ledger.redacted]) == (8, [gone.fact_id])
    (left,) = ledger.redacted
    assert (left.position, left.topic, left.digest) == (gone.position, gone.topic, gone.digest)
    assert isinstance(left.fact, Redacted)
    assert left.fact.stored_as() == gone.topic
    expected = {name: list(kinds) for name, kinds in SHELVES.items()}
    kind = gone.topic.partition("@")[0]
    next(kinds for kinds in expected.values() if kind in kinds).remove(kind)
    assert shelves(ledger) == expected | {"redacted": [kind], "redactions": ["fact-redacted"]}


def test_a_log_that_is_read_again_has_no_content_there_and_comes_out_the_same() -> None:
    log = recorded(LOG)
    word = forgetting(log[2].fact_id, log)
    without = [one._replace(fact=redacted(one.topic)) if one is log[2] else one for one in log]
    anew, folded = replay([*without, word]), replay([*log, word])
    assert shelves(anew) == shelves(folded)
    assert [one.fact_id for one in anew.redacted] == [log[2].fact_id]
    assert knowledge(anew).facts == knowledge(folded).facts == ()


def test_who_forgets_what_is_not_there_takes_nothing_away() -> None:
    log = recorded(LOG)
    ledger = replay([*log, forgetting("0" * 32, log)])
    assert shelves(ledger) == SHELVES | {"redactions": ["fact-redacted"]}


def test_a_fact_stands_today_as_corrected_and_with_the_retraction_that_took_it_back() -> None:
    log = recorded(LOG)
    found = fact_today(replay(log), log[2])
    assert isinstance(found.fact, SessionScheduled)
    assert found.fact.place == "Rome"
    assert found.retraction is not None
    assert (found.retraction.fact_id, found.retraction.known_by) == (fact_id(RETRACTED), None)
    untouched = fact_today(replay(log), log[0])
    assert (untouched.fact, untouched.retraction) == (log[0].fact, None)
