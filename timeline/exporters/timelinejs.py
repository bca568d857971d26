"""Slides for TimelineJS (Knight Lab): one per event of the timeline whose time is known.

`start_date` and `end_date` have year, month and day only as far as the window has them, and `display_date` shows the
window in words. TimelineJS can place no slide without a start: a window with an open side stands at the bound that is
known, and what has no time at all is listed on the title slide. Its texts are HTML, and it decodes some of them twice,
so markup in reported text is written with look-alikes of its characters.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.accounts.citing import Citation, citations, lasting_id, span_parts, value_text
from timeline.exporters.json_parts import json_items, json_list
from timeline.exporters.spooled import pieces, spool
from timeline.projections import timeline
from timeline.text.safe_text import harmless, json_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from events.windows.window import Window
    from timeline.accounts.account import Account
    from timeline.accounts.citing import Parts
    from timeline.projections.timeline import Event

_NAMES: Final = ("year", "month", "day")
# Measured with 3.9.11: it takes an escaped headline for its text and puts that into the page as HTML.
_LOOKALIKES: Final = str.maketrans("<>\"'`", "\u2039\u203a\u201d\u2019\u2019")
_ENTITY: Final = re.compile(r"&(?=[#\w])")
_REMARKS: Final = {"planned": "planned: ", "reported": "reported: "}


class SlidesPart(NamedTuple):
    """What a dialogue gives.

    Attributes:
        title: of the dialogue.
        undated: items of a list in HTML: what has no time at all.
        slides: as `json_items` writes them.

    """

    title: str
    undated: str
    slides: bytes


def part(account: Account, _: str) -> SlidesPart:
    """The slides of a dialogue."""
    entries = timeline.project(account.state.knowledge, account.state.on)
    undated = (entry for entry in entries if entry.time is None)
    return SlidesPart(
        account.state.knowledge.title,
        "".join(f"<li>{_html(_told(entry))}{_evidence(entry, account)}</li>" for entry in undated),
        json_items((_slide(entry, account) for entry in entries if entry.time is not None), depth=2),
    )


def whole(parts: Iterable[SlidesPart], _: str) -> Iterator[bytes]:
    """The object that TimelineJS takes, as JSON. The slide that stands first lists what has no time."""
    with spool() as slides:
        titles, undated = [], []
        for one in parts:
            titles.append(one.title)
            undated.append(one.undated)
            slides.write(one.slides)
        document = {"title": _title("; ".join(titles), "".join(undated)), "events": []}
        beginning = json_safe(json.dumps(document, ensure_ascii=False, indent=1))
        yield beginning.removesuffix("[]\n}").encode()
        yield from json_list(pieces(slides), depth=2)
        yield b',\n "scale": "human"\n}\n'


def _title(headline: str, undated: str) -> dict[str, Any]:
    text = f"<p>Without a known time:</p><ul>{undated}</ul>" if undated else ""
    return {"unique_id": "title", "text": {"headline": _html(headline), "text": text}}


def _told(entry: Event) -> str:
    """The event in a few words. What nobody asserts says so."""
    firmly = "" if entry.modality in (None, entry.time_is) else f" ({entry.modality})"
    return f"{entry.what}{firmly}"


def _slide(entry: Event, account: Account) -> dict[str, Any]:
    assert entry.time is not None
    start, *end = _dates(entry.time.window)
    detail = "; ".join([*entry.who, *([entry.place] if entry.place else [])])
    cited = citations(account.facts(entry.evidence.facts))
    dialogue = account.state.knowledge.dialogue
    return {
        "start_date": start,
        **({"end_date": end[0]} if end else {}),
        "display_date": _html(_REMARKS.get(entry.time_is, "") + value_text(entry.time)),
        "text": {
            "headline": _html(_told(entry)),
            "text": (f"<p>{_html(detail)}</p>" if detail else "")
            + ("<p>Reports contradict each other.</p>" if entry.disputed else "")
            + _evidence(entry, account),
        },
        "group": _html(entry.subject.type),
        "unique_id": f"slide-{lasting_id(dialogue, str(entry.subject), entry.kind, *entry.evidence.facts)}",
        # TimelineJS passes these by; they are for programs.
        "dialogue": dialogue,
        "subject": str(entry.subject),
        "edtf": entry.time.window.text,
        "facts": list(entry.evidence.facts),
        "urls": [one.url for one in cited if one.url],
    }


def _dates(window: Window) -> list[dict[str, int]]:
    """Start, and end if it is another one."""
    found = span_parts(window)
    if found:
        return [dict(zip(_NAMES, parts, strict=False)) for parts in found]
    bound = window.earliest or window.latest
    assert bound is not None, "a window has at least one bound"
    return [dict(zip(_NAMES, _day(bound), strict=True))]


def _day(day: date) -> Parts:
    return (day.year, day.month, day.day)


def _evidence(entry: Event, account: Account) -> str:
    listed = "".join(f"<li>{_citation(one)}</li>" for one in citations(account.facts(entry.evidence.facts)))
    return f"<ul>{listed}</ul>"


def _citation(citation: Citation) -> str:
    source = _html(citation.source)
    linked = f'<a href="{escape(citation.url)}">{source}</a>' if citation.url else source
    return f"{linked} <small>{' '.join(citation.facts)}</small>"


def _html(text: str) -> str:
    """Text in which no markup is left, however often it is decoded: an entity would be turned back."""
    return escape(_ENTITY.sub("\uff06", harmless(text).translate(_LOOKALIKES)), quote=False)
