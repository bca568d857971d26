"""In which words do reports tell a time that they give no days for, such as "at the appropriate time"?"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from events.facts.base import Time
from events.facts.session import SessionPostponed
from timeline.claims.claims import Claim
from timeline.claims.news import settle_newest
from timeline.claims.statements import statements
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.claims.claims import Verdict
    from timeline.claims.statements import Statement
    from timeline.knowledge.known_fact import KnownFact

WORDS = "words"
"""The attribute that holds them."""


def undated(facts: Iterable[KnownFact], attribute: str) -> Verdict:
    """The words of a time without days, the newest of them. Nothing where a later report moved it, or gave days.

    Args:
        facts: of one subject, those left out that only recall.
        attribute: the time: window, due, when.

    """
    worded: list[Claim] = []
    dated: list[Claim] = []
    moved: list[Claim] = []
    for known in facts:
        if words := undated_words(known, attribute):
            worded.append(Claim(TermValue(words), known))
        elif known.fact.said(attribute) is not None:
            dated.append(Claim(WindowValue.of(known.fact.said(attribute)), known))
        elif isinstance(known.fact, SessionPostponed):
            moved.append(Claim(None, known))
    told = statements(worded)
    ended = [one.said_on for one in (*statements(dated), *statements(moved)) if not _tells_again(one, told)]
    latest = max(ended, default=None)
    news = [claim for one in told if latest is None or one.said_on >= latest for claim in one.claims]
    return settle_newest(WORDS, news, possible=lambda _: False)


def _tells_again(statement: Statement, told: Iterable[Statement]) -> bool:
    """Whether it is the postponement that was told before with words, and more vaguely told now."""
    before = [one for one in told if one.said_on <= statement.said_on]
    last = max(before, key=attrgetter("said_on"), default=None)
    return statement.value is None and last is not None and isinstance(last.source.fact, SessionPostponed)


def undated_words(known: KnownFact, attribute: str) -> str | None:
    """The words of one fact. None where it gives days, or says nothing of it."""
    time = known.fact.said(attribute)
    return time.wording if isinstance(time, Time) and time.edtf is None else None
