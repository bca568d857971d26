"""`/d/SLUG/sessions` and the like: one page for each question about one dialogue, with all of its answer."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from timeline.answers.catalogue import QUESTIONS
from timeline.answers.columns import without
from timeline.web.advised import advised
from timeline.web.body import as_csv, as_json
from timeline.web.page import Page
from timeline.web.tabled import paged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.answers.shapes import Question
    from timeline.application.reply import Reply
    from timeline.web.body import Body
    from timeline.web.visit import Visit

_TIMELESS: Final = frozenset({"history", "replay", "days"})
"""Questions that are about the log or its days, and so about no moment."""

_NAMES: Final = tuple(
    name
    for name, question in QUESTIONS.items()
    if question.is_list and (question.is_of_state or name in _TIMELESS or name == "check")
)
"""The questions whose answer is a list about one dialogue."""


def _asked(visit: Visit, question: Question, language: str) -> Reply:
    times = {} if question.name in _TIMELESS else visit.times
    return visit.ask(question.name, visit.named("dialogue"), language=language, **times)


def _page(question: Question, visit: Visit) -> Body:
    slug = visit.named("dialogue")
    rows = _asked(visit, question, visit.language).rows()
    answer = paged(visit, question, rows, without(question.columns, "dialogue"))
    return visit.page("question.html", slug=slug, question=question, paged=answer, endings=("json", "csv"))


def _json(question: Question, visit: Visit) -> Body:
    plain = _asked(visit, question, visit.given("lang") or "en").plain
    return as_json([_advised(row) for row in plain] if question.name == "check" else plain)


def _csv(question: Question, visit: Visit) -> Body:
    rows = _asked(visit, question, visit.given("lang") or "en").rows()
    if question.name == "check":
        rows = map(_advised, rows)
    return as_csv(without(question.columns, "dialogue"), chain.from_iterable(map(question.rows, rows)))


def _advised(row: Mapping[str, Any]) -> dict[str, Any]:
    """A finding, with the addresses where it is mended."""
    return {**row, "hint": advised(row["hint"])}


def _page_of(question: Question) -> Page:
    makes = {"": partial(_page, question), "json": partial(_json, question), "csv": partial(_csv, question)}
    return Page(f"/d/{{dialogue}}/{question.name}", makes, answers=question.name)


PAGES: Final = tuple(_page_of(QUESTIONS[name]) for name in _NAMES)
