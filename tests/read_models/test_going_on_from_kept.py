"""One fact more leaves the same answers, of every day and of today, as if all had been made anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import recorded
from tests.projections.test_going_on import judged
from tests.projections.test_order import dialogues
from timeline.knowledge.ledger import replay
from timeline.read_models.making import going_on, is_of_log, read_model_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.log import RecordedFact
    from tests.given import Told

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
