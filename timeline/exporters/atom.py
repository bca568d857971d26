"""A feed of the facts as they became known, the newest first (Atom, RFC 4287).

`updated` is the instant at which our log took the fact up, corrected it or took it back. `published` is there only
where the report shows its own time with a zone: a day is no instant, so it stands in the text, as vague as it is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from timeline.accounts.citing import PRODUCT, Citation, citations, lasting_id
from timeline.text.safe_text import harmless
from timeline.text.summary import summary

if TYPE_CHECKING:
    from events.facts.base import Time
    from timeline.accounts.account import Account, Entry, Material

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed."""


def export(material: Material) -> bytes:
    """One feed for all dialogues: what reports say; what only tracks is left out."""
    entries = [(entry, account) for account in material.accounts for entry in account.log if entry.known]
    entries.sort(key=lambda pair: (pair[0].known_by, pair[0].recorded.position), reverse=True)
    accounts = [account.state.knowledge for account in material.accounts]
    feed = ET.Element("feed", xmlns=_NAMESPACE)
    _text(feed, "id", lasting_id("feed", *(one.dialogue for one in accounts)).urn)
    _text(feed, "title", "; ".join(one.title for one in accounts) or PRODUCT)
    _text(feed, "updated", _instant(max((entry.changed_at for entry, _ in entries), default=_BEGINNING)))
    _text(ET.SubElement(feed, "author"), "name", PRODUCT)
    _text(feed, "generator", PRODUCT)
    for entry, account in entries:
        _entry(ET.SubElement(feed, "entry"), entry, account)
    ET.indent(feed, space=" ")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(element: ET.Element, entry: Entry, account: Account) -> None:
    known = entry.known
    assert known is not None
    (cited,) = citations([known])
    title = f"withdrawn: {summary(known.fact)}" if entry.withdrawn else summary(known.fact)
    _text(element, "id", lasting_id(account.state.knowledge.dialogue, known.fact_id).urn)
    _text(element, "title", title)
    _text(element, "updated", _instant(entry.changed_at))
    published = known.report.filed.published if known.report else None
    if published and (instant := _published(published)):
        _text(element, "published", instant)
    _text(ET.SubElement(element, "author"), "name", known.report.outlet if known.report else PRODUCT)
    if cited.url:
        link = ET.SubElement(element, "link", rel="alternate", href=cited.url)
        language = known.report.filed.language if known.report else None
        if language and _LANGUAGE.fullmatch(language):
            link.set("hreflang", language)
    ET.SubElement(element, "category", term=known.kind)
    for subject in known.subjects:
        ET.SubElement(element, "category", term=harmless(str(subject)))
    _text(element, "content", "\n".join(_content(entry, cited)), type="text")


def _content(entry: Entry, cited: Citation) -> list[str]:
    known = entry.known
    assert known is not None
    said = f"“{harmless(known.fact.quote)}”" if known.fact.quote else ""
    by = f"said by {harmless(known.fact.said_by)}" if known.fact.said_by else ""
    lines = [summary(known.fact), said, by, cited.source, f"known by {known.known_by.isoformat()}"]
    lines += [cited.url or "", f"origin: {known.origin}" if known.origin else "", f"fact {known.fact_id}"]
    return [harmless(line) for line in lines if line]


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    """Add an element; lines stay, any character that XML 1.0 forbids becomes a visible escape."""
    ET.SubElement(parent, tag, attributes).text = "\n".join(map(harmless, text.split("\n")))


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _published(time: Time) -> str | None:
    """The time that the report itself shows, seconds added as RFC 3339 wants them; None where it shows no instant."""
    if time.edtf is None or _INSTANT.fullmatch(time.edtf) is None:
        return None
    return _instant(datetime.fromisoformat(time.edtf))
