"""`/openapi.json`: what programs find, made from the pages and the table of questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import jsonschema
import pytest

from timeline.web.app import PAGES

if TYPE_CHECKING:
    from tests.web.asking import Browser

NAMES = {
    "dialogue": "iraq-nato",
    "subject": "session:2",
    "fact": "ed7f5f7d2a30",
    "report": "ina-launch-ar",
    "name": "Baghdad",
}


def test_it_tells_of_every_page_that_answers_programs(browser: Browser) -> None:
    document = browser.get("/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert len(document["paths"]) == sum("json" in page.makes and bool(page.answers) for page in PAGES)


@pytest.mark.parametrize("page", [page for page in PAGES if page.answers], ids=lambda page: page.path)
def test_every_answer_is_what_it_says(browser: Browser, page: object) -> None:
    document = browser.get("/openapi.json").json
    path = re.sub(r":path(?=})", "", f"{page.stem or page.path}.json")  # type: ignore[attr-defined] # a page of ours
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    report = browser.get("/d/iraq-nato/sources.json").json[0]["report"]
    address = re.sub(r"{(\w+)}", lambda part: {**NAMES, "report": report}[part[1]], path)
    answered = browser.get(address)
    assert answered.code == 200
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(answered.json)
