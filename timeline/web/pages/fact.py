"""`/fact/ID`: what does one fact of the log say, exactly as it was recorded?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from timeline.answers.columns import summarized
from timeline.text.safe_text import json_safe
from timeline.web import telling
from timeline.web.body import as_json
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.answers.log import RecordedFactAnswer
    from timeline.web.body import Body
    from timeline.web.visit import Visit


def _recorded(visit: Visit) -> RecordedFactAnswer:
    return visit.fact(visit.named("fact"))


def _page(visit: Visit) -> Body:
    recorded = _recorded(visit)
    (told,) = summarized(recorded.model_dump(mode="json"))
    payload = json_safe(json.dumps(recorded.payload, ensure_ascii=False, indent=2))
    line = telling.fact(visit.words, recorded.kind, recorded.payload, told["summary"])
    return visit.page("fact.html", recorded=recorded, line=line, payload=payload)


def _json(visit: Visit) -> Body:
    return as_json(_recorded(visit).model_dump(mode="json"))


PAGE: Final = Page("/fact/{fact}", {"": _page, "json": _json}, answers="history", is_list=False)
