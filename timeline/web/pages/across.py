"""`/upcoming`, `/news`, `/search`: what is to come, what became known, and what is spoken of, in all dialogues."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from timeline.answers.catalogue import QUESTIONS
from timeline.web.body import as_csv, as_json
from timeline.web.page import Page
from timeline.web.tabled import paged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from timeline.web.body import Body
    from timeline.web.visit import Visit

_FOUND: Final = 500
"""Facts that a search tells at most."""


def _upcoming(visit: Visit, language: str) -> list[dict[str, Any]]:
    return visit.across("upcoming", language=language, overdue=visit.given("overdue") is not None, **visit.times)


def _news(visit: Visit, language: str) -> list[dict[str, Any]]:
    return visit.across("news", language=language, since=visit.given("since"))


def _found(visit: Visit, language: str) -> list[dict[str, Any]]:
    """What is found of words, a person, a place, a topic. Nothing where nothing is looked for."""
    fields = {name: visit.given(name) for name in ("person", "place", "topic", "outlet", "since")}
    words = (visit.given("words") or visit.given("q") or "").split()
    if not words and not any(fields.values()):
        return []
    return visit.across("find", *words, language=language, limit=_FOUND, **fields)


_ANSWERS: Final[Mapping[str, tuple[str, Callable[[Visit, str], list[dict[str, Any]]]]]] = {
    "upcoming": ("upcoming", _upcoming),
    "news": ("news", _news),
    "search": ("find", _found),
}
"""Each page with its question, and what answers it."""


def _page(path: str, visit: Visit) -> Body:
    name, answer = _ANSWERS[path]
    question, rows = QUESTIONS[name], answer(visit, visit.language)
    since = visit.tracker.today - timedelta(days=7)
    # What is sought is found already: the rows of a search are not searched again.
    table = paged(visit.without("q") if path == "search" else visit, question, rows)
    return visit.page("across.html", path=path, question=question, paged=table, since=visit.given("since") or since)


def _json(path: str, visit: Visit) -> Body:
    return as_json(_ANSWERS[path][1](visit, visit.given("lang") or "en"))


def _csv(path: str, visit: Visit) -> Body:
    name, answer = _ANSWERS[path]
    question = QUESTIONS[name]
    rows = answer(visit, visit.given("lang") or "en")
    return as_csv(question.columns, chain.from_iterable(map(question.rows, rows)))


def _page_of(path: str) -> Page:
    makes = {"": partial(_page, path), "json": partial(_json, path), "csv": partial(_csv, path)}
    return Page(f"/{path}", makes, answers=_ANSWERS[path][0])


PAGES: Final = tuple(map(_page_of, _ANSWERS))
