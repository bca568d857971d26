"""Which addresses do programs find, and what do the answers look like there? An OpenAPI 3.1 document.

It is made from the pages and the one table of questions, so it cannot say anything else than what is answered.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pydantic.json_schema import models_json_schema

from timeline.answers.catalogue import QUESTIONS
from timeline.web.body import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.web.page import Page

_ASKED: Final = {
    "on": "The day to stand on, YYYY-MM-DD.",
    "known": "Count only what was published by this day, YYYY-MM-DD.",
    "recorded": "Count only what the log held at this instant.",
    "lang": "The language of names, places and wordings (BCP 47).",
}
_MORE: Final = {
    "diff": {"from": "The first day, YYYY-MM-DD.", "to": "The second day, YYYY-MM-DD."},
    "news": {"since": "The first day, YYYY-MM-DD."},
    "upcoming": {"overdue": "Also what has been overdue for long."},
    "find": {name: f"Look for this {name}." for name in ("q", "person", "place", "topic", "outlet")},
}
_REFS: Final = "#/components/schemas/{model}"


def document(pages: Iterable[Page], version: str) -> dict[str, Any]:
    """The document for these pages."""
    told = [page for page in pages if page.answers]
    models = {QUESTIONS[page.answers].model for page in told}
    refs, schemas = models_json_schema([(model, "serialization") for model in models], ref_template=_REFS)
    by_model = {model: ref for (model, _), ref in refs.items()}
    paths: dict[str, Any] = {}
    for page in told:
        question = QUESTIONS[page.answers]
        schema: dict[str, Any] = by_model[question.model]
        is_list = question.is_list if page.is_list is None else page.is_list
        for ending in page.makes:
            if ending == "json":
                path = re.sub(r":path(?=})", "", f"{page.stem or page.path}.{ending}")
                content = {"schema": {"type": "array", "items": schema} if is_list else schema}
                paths[path] = {"get": _operation(page, question.line, MEDIA_TYPES[ending], content)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "timeline", "version": version, "description": "What was reported of dialogues."},
        "paths": paths,
        "components": {"schemas": schemas.get("$defs", {})},
    }


def _operation(page: Page, line: str, media_type: str, content: dict[str, Any]) -> dict[str, Any]:
    within = re.findall(r"{(\w+)", page.path)
    asked = {**_ASKED, **_MORE.get(page.answers, {})}
    text = {"type": "string"}
    parameters = [{"name": name, "in": "path", "required": True, "schema": text} for name in within]
    parameters += [{"name": name, "in": "query", "description": told, "schema": text} for name, told in asked.items()]
    refusal = {"description": "What is wrong, and what to do.", "content": {"application/json": {"schema": _REFUSAL}}}
    return {
        "summary": line,
        "parameters": parameters,
        "responses": {
            "200": {"description": line, "content": {media_type: content}},
            "400": refusal,
            "404": refusal,
        },
    }


_REFUSAL: Final = {
    "type": "object",
    "required": ["error", "hint"],
    "properties": {"error": {"type": "string"}, "hint": {"type": "string"}},
}
