"""The reports as a bibliography: CSL-JSON 1.0, for Zotero, pandoc and others.

`issued` is as precise as the window of publication: a year, a month, a day, or a range of them. `circa` where it is
approximate or uncertain. The words where a side is open. Nothing where it is unknown, which styles print as "n.d.".
`note` names the facts that rest on the report, its origin, and the window as EDTF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from timeline.accounts.citing import safe_address, span_parts, window_text
from timeline.exporters.json_parts import json_items, json_list
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account
    from timeline.knowledge.reports import Report

_TYPES: Final = {"news": "article-newspaper", "agency": "article-newspaper", "blog": "post-weblog"}
"""The CSL type of each kind of report. A web page where nothing says better."""


def part(account: Account, _: str) -> bytes:
    """One object a report, in order of filing."""
    return json_items(_items(account), depth=1)


def whole(parts: Iterable[bytes], _: str) -> Iterator[bytes]:
    """A JSON array."""
    yield from json_list(parts, depth=1)
    yield b"\n"


def _items(account: Account) -> Iterator[dict[str, Any]]:
    knowledge = account.state.knowledge
    facts: dict[str, list[str]] = {report: [] for report in knowledge.reports}
    for known in knowledge.facts:
        if known.report:
            facts[known.report.id].append(known.fact_id)
    for report in knowledge.reports.values():
        yield _item(report, facts[report.id], knowledge.dialogue)


def _item(report: Report, facts: list[str], dialogue: str) -> dict[str, Any]:
    filed = report.filed
    item = {
        "id": f"{dialogue}/{report.id}",
        "type": _TYPES.get(filed.kind_ or "", "webpage"),
        "title": filed.title and harmless(filed.title),
        "container-title": harmless(report.outlet),
        "issued": _issued(report),
        "language": filed.language and harmless(filed.language),
        "URL": filed.url and safe_address(filed.url),
        "note": _note(report, facts),
        "custom": {
            "edtf": report.published.text if report.published else None,
            "origin": report.origin,
            "filed_by": report.fact_id,
            "facts": facts,
        },
    }
    return {key: value for key, value in item.items() if value is not None}


def _issued(report: Report) -> dict[str, Any] | None:
    window = report.published
    if window is None:
        return None
    parts = span_parts(window)
    if not parts:
        return {"literal": _published(report)}
    circa = {"circa": True} if window.approximate or window.uncertain else {}
    return {"date-parts": [list(part) for part in parts]} | circa


def _published(report: Report) -> str:
    time = report.filed.published
    return window_text(report.published, time.wording if time else None) if report.published else "unknown"


def _note(report: Report, facts: list[str]) -> str:
    origin = f"Origin: {harmless(report.origin)}"
    return f"{origin}. Published: {_published(report)}. Facts: {', '.join([report.fact_id, *facts])}"
