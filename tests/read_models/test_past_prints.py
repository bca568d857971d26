"""Which reports were known on a day, as it is kept? `test_past_changes` compares that on any log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.given import DIALOGUE, given, heading, judgement, report
from tests.read_models.test_making import Kept
from timeline.answers.sources import print_answers
from timeline.knowledge.known import knowledge
from timeline.read_models.making import read_model_of
from timeline.read_models.past_changes import stretches
from timeline.read_models.past_form import FACTS, REPORTS, is_all_known, question_of
from timeline.read_models.past_prints import KeptPrints
from timeline.read_models.stored_form import SHAPE, UnreadableAnswerError, answer_json, packed

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.knowledge.ledger import Ledger

TODAY = date(2025, 6, 1)
MET = {"kind": "session-held", "session": 1, "when": "2025-04-30", "place": "Oslo"}
FIRST = report("r1", published="2025-05-01", origin="MFA", outlet="INA", facts=[MET])
AGAIN = report("r2", published="2025-05-10", origin="MFA", outlet="Daily", facts=[MET])
SAID_LATER = {"kind": "position-stated", "issue": "gas", "actor": "A", "stance": "for"}
LATER = report("r3", published="2025-05-20", origin="MFA", outlet="Daily", facts=[SAID_LATER])


def kept_of(ledger: Ledger, day: date = TODAY) -> KeptPrints:
    kept = Kept(read_model_of(ledger, TODAY).answers)
    found = [kept.answer_of(0, "", question_of(part), day.toordinal()) for part in (FACTS, REPORTS)]
    facts, reports = (stretches(one[1]) for one in found if one)
    return KeptPrints(facts, reports, day.toordinal())


def projected(ledger: Ledger, day: date) -> Any:
    return print_answers(knowledge(ledger, known_at=day))


def test_of_two_reports_that_print_the_same_words_the_later_one_prints_them_again() -> None:
    ledger = given(heading("A", "B"), FIRST, AGAIN, LATER)
    found = kept_of(ledger)
    assert [(one.report, one.reprint_of, one.first_print, one.times) for one in found.every] == [
        ("r1", None, True, 1),
        ("r2", "r1", False, 1),
        ("r3", None, True, 1),
    ]
    for day in ("2025-04-30", "2025-05-01", "2025-05-09", "2025-05-10", "2025-06-01"):
        on = date.fromisoformat(day)
        assert found.by(on.toordinal()) == projected(ledger, on), day
    assert found.by(TODAY.toordinal() + 1) is None


def correction(field: str, new: str, *, of: str, report: str | None = None) -> Told:
    whose = {"whose": "outlet", "report": report} if report else {"whose": "coder", "reason": "typed wrongly"}
    return judgement({"kind": "fact-corrected", "target": of, "field": field, "new": new, **whose})


PLAIN = given(heading("A", "B"), FIRST, AGAIN, LATER)
LAST = {
    "a fact is corrected by its outlet": correction("when", "2025-04-29", of=PLAIN.facts[0].fact_id, report="r3"),
    "a fact is corrected by us": correction("when", "2025-04-29", of=PLAIN.facts[0].fact_id),
    "a fact is taken back": judgement(
        {"kind": "fact-retracted", "target": PLAIN.facts[0].fact_id, "whose": "outlet", "report": "r3"}
    ),
    "a report came out on another day": correction("published", "2025-05-12", of=PLAIN.filings[0].fact_id),
    "a report says that it is a reprint": correction("kind", "reprint", of=PLAIN.filings[0].fact_id),
    "a report has another title": correction("title", "Talks", of=PLAIN.filings[2].fact_id, report="r3"),
    "a report is taken back": judgement(
        {"kind": "fact-retracted", "target": PLAIN.filings[0].fact_id, "whose": "outlet", "report": "r3"}
    ),
    "a report has no day": report("r4", published=None, origin="MFA", outlet="Daily", facts=[MET]),
    "a report is filed again": report("r1", published="2025-05-15", origin="MFA", outlet="Other", facts=[]),
    "an outlet is assessed": judgement(
        {"kind": "source-assessed", "outlet": "INA", "reliability": "B", "rationale": "x"}
    ),
}


@pytest.mark.parametrize("last", LAST.values(), ids=LAST)
def test_what_is_judged_or_filed_again_is_told_on_each_day_as_it_was_read_then(last: Told) -> None:
    ledger = given(heading("A", "B"), FIRST, AGAIN, LATER, last)
    found = kept_of(ledger)
    for at in range(date(2025, 4, 28).toordinal(), TODAY.toordinal() + 1):
        day = date.fromordinal(at)
        known = projected(ledger, day)
        assert kept_of(ledger, day).every == known, day
        assert found.by(at) in (known, None), day


@pytest.mark.parametrize("told", [["o", "u", 3, None, None, 739_000, True, False], ["o"], 5, ["o", None, *[None] * 6]])
def test_what_somebody_put_there_is_no_report(told: object) -> None:
    line = answer_json([1, 4_000_000, "report report:r1", 0, told]).encode()
    with pytest.raises((UnreadableAnswerError, ValueError, TypeError)):
        KeptPrints([], [(1, 4_000_000, line)], 739_000)


def test_all_is_known_where_nothing_on_record_comes_out_later() -> None:
    out_later = report("r9", published="2025-07-01", facts=[MET])
    for ledger, known in ((PLAIN, True), (given(heading("A", "B"), FIRST, out_later), False)):
        kept: Any = Kept(read_model_of(ledger, TODAY).answers)
        assert is_all_known(kept, SHAPE, DIALOGUE, TODAY) is known
    damaged: Any = Kept(one._replace(answer=packed(None)[:-1]) for one in read_model_of(PLAIN, TODAY).answers)
    assert not is_all_known(damaged, SHAPE, DIALOGUE, TODAY)
    empty: Any = Kept(())
    assert not is_all_known(empty, SHAPE, DIALOGUE, TODAY)
