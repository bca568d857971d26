"""`/person/NAME`, `/place/NAME`: who or what is that, and which facts speak of it, in whatever dialogue?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from timeline.answers.catalogue import QUESTIONS
from timeline.web.body import as_json
from timeline.web.page import Page
from timeline.web.tabled import paged

if TYPE_CHECKING:
    from timeline.answers.people import PersonAnswer
    from timeline.web.body import Body
    from timeline.web.visit import Visit

_FOUND: Final = 500


def _facts(field: str, visit: Visit) -> list[dict[str, Any]]:
    wanted: dict[str, Any] = {field: visit.named("name")}
    return visit.across("find", limit=_FOUND, **wanted)


def _page(field: str, visit: Visit) -> Body:
    rows = _facts(field, visit)
    name = visit.named("name")
    lives: list[PersonAnswer] = []
    if field == "person":
        spelt = {name, *(told for row in rows for told in row["told"])}
        dialogues = dict.fromkeys(row["dialogue"] for row in rows)
        lives = [one for slug in dialogues for one in visit.read("people", slug) if _called(one) & spelt]
    table = paged(visit, QUESTIONS["find"], rows)
    return visit.page("named.html", field=field, name=name, paged=table, lives=lives)


def _called(person: PersonAnswer) -> set[str]:
    originals = (person.originals or {}).get("person")
    return {person.person, *([originals] if isinstance(originals, str) else [])}


def _json(field: str, visit: Visit) -> Body:
    return as_json(_facts(field, visit))


def _page_of(field: str) -> Page:
    makes = {"": partial(_page, field), "json": partial(_json, field)}
    return Page(f"/{field}/{{name:path}}", makes, answers="find")


PAGES: Final = tuple(map(_page_of, ("person", "place")))
