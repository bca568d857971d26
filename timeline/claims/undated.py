"""In which words do reports tell a time that they give no days for, such as "at the appropriate time"?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.base import Time
from events.facts.session import SessionPostponed
from timeline.claims.claims import Claim
from timeline.claims.news import settle_newest
from timeline.values.agreement import TermValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.claims.claims import Verdict
    from timeline.knowledge.known_fact import KnownFact

WORDS = "words"
"""The attribute that holds them."""


def undated(facts: Iterable[KnownFact], attribute: str) -> Verdict:
    """The words of a time without days, the newest of them. Nothing where a later report moved it, or gave days.

    Args:
        facts: of one subject.
        attribute: the time: window, due, when.

    """
    facts = list(facts)
    worded = [Claim(TermValue(words), known) for known in facts if (words := undated_words(known, attribute))]
    others = (known for known in facts if not undated_words(known, attribute) and _is_other(known, attribute))
    latest = max((known.age[:2] for known in others), default=None)
    news = [claim for claim in worded if latest is None or claim.source.age[:2] >= latest]
    return settle_newest(WORDS, news, possible=lambda _: False)


def undated_words(known: KnownFact, attribute: str) -> str | None:
    """The words of one fact. None where it gives days, or says nothing of it."""
    time = known.fact.said(attribute)
    return time.wording if isinstance(time, Time) and time.edtf is None else None


def _is_other(known: KnownFact, attribute: str) -> bool:
    return known.fact.said(attribute) is not None or isinstance(known.fact, SessionPostponed)
