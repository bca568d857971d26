"""A feed of the facts as they became known, the newest first (Atom, RFC 4287).

`updated` is the instant at which our log took the fact up, corrected it or took it back. `published` is there only
where the report shows its own time with a zone: a day is no instant, so it stands in the text, as vague as it is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from timeline.accounts.citing import PRODUCT, Citation, citations, lasting_id
from timeline.exporters.spooled import Sorted, spool
from timeline.text.safe_text import harmless
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.facts.base import Time
    from timeline.accounts.account import Account, Logged

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed."""


class FeedPart(NamedTuple):
    """What a dialogue gives.

    Attributes:
        dialogue: slug.
        title: of the dialogue.
        updated: when our log last learnt something of an entry.
        entries: what each is ordered by, and its element.

    """

    dialogue: str
    title: str
    updated: datetime
    entries: list[tuple[int, int, bytes]]


def part(account: Account, _: str) -> FeedPart:
    """What reports say. What only tracks is left out."""
    told = [entry for entry in account.log if entry.known]
    return FeedPart(
        account.state.knowledge.dialogue,
        account.state.knowledge.title,
        max((entry.changed_at for entry in told), default=_BEGINNING),
        [(entry.known_by.toordinal(), entry.recorded.position, _entry(entry, account)) for entry in told],
    )


def whole(parts: Iterable[FeedPart], _: str) -> Iterator[bytes]:
    """One feed for all dialogues, the newest first."""
    with spool() as file:
        entries = Sorted(file)
        dialogues, titles, updated = [], [], _BEGINNING
        for one in parts:
            dialogues.append(one.dialogue)
            titles.append(one.title)
            updated = max(updated, one.updated)
            entries.add(one.entries)
        feed = ET.Element("feed", xmlns=_NAMESPACE)
        _text(feed, "id", lasting_id("feed", *dialogues).urn)
        _text(feed, "title", "; ".join(titles) or PRODUCT)
        _text(feed, "updated", _instant(updated))
        _text(ET.SubElement(feed, "author"), "name", PRODUCT)
        _text(feed, "generator", PRODUCT)
        ET.indent(feed, space=" ")
        written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
        yield written.removesuffix(b"\n</feed>")
        for piece in entries.last_first():
            yield b"\n " + piece
        yield b"\n</feed>\n"


def _entry(entry: Logged, account: Account) -> bytes:
    element = ET.Element("entry")
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
    ET.indent(element, space=" ", level=1)
    return ET.tostring(element, encoding="unicode").encode()


def _content(entry: Logged, cited: Citation) -> list[str]:
    known = entry.known
    assert known is not None
    said = f"“{harmless(known.fact.quote)}”" if known.fact.quote else ""
    by = f"said by {harmless(known.fact.said_by)}" if known.fact.said_by else ""
    lines = [summary(known.fact), said, by, cited.source, f"known by {known.known_by.isoformat()}"]
    lines += [cited.url or "", f"origin: {known.origin}" if known.origin else "", f"fact {known.fact_id}"]
    return [harmless(line) for line in lines if line]


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    """Add an element. Lines stay, any character that XML 1.0 forbids becomes a visible escape."""
    ET.SubElement(parent, tag, attributes).text = "\n".join(map(harmless, text.split("\n")))


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _published(time: Time) -> str | None:
    """The time that the report itself shows, seconds added as RFC 3339 wants them. None where it shows no instant."""
    if time.edtf is None or _INSTANT.fullmatch(time.edtf) is None:
        return None
    return _instant(datetime.fromisoformat(time.edtf))
