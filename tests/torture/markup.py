"""Hostile texts in facts: is each shown as the text that it is, on every page, in every feed, table and picture?

Texts that would be markup, formulas, properties of calendars, addresses that run something, controls of the direction
of writing. Whatever a reader opens is opened here by somebody else's parser, which must find nothing of them in it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import deque
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import icalendar

from events.errors import TimelineError
from events.fact_file import read
from events.intake.batch import record
from events.store.address import open_engine
from events.store.log import FactLog
from tests.torture.arena import Outcome, Scenario
from tests.web.asking import HOST, Browser
from timeline.application.held import hold
from timeline.application.tracker import Tracker
from timeline.web.access import OwnMachine
from timeline.web.app import app_of
from timeline.web.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from events.intake.draft import Draft
    from tests.torture.arena import Arena

EVIL: Final = "x-evil"
"""The name of every element, attribute and property that a hostile text tries to make."""

TEXTS: Final = (
    *(
        f"<{EVIL}>",
        f"</bdi></p><{EVIL}>",
        f"'\"><{EVIL} a='",
        f'" {EVIL}="1',
        f"' {EVIL}='1",
        f"`{EVIL}",
        f"]]><{EVIL}/>",
    ),
    *(f"<!-- --><{EVIL}>", f"</script><{EVIL}>", f"</style><{EVIL}>", f"</title><{EVIL}>", f"</textarea><{EVIL}>"),
    *(f"&lt;{EVIL}&gt;", f"&#60;{EVIL}&#62;", f"<svg><{EVIL}>", f"<![CDATA[<{EVIL}>]]>", f"{{{{ '<{EVIL}>' }}}}"),
    *(
        f"\r\n{EVIL.upper()}:1",
        f"\nEND:VEVENT\n{EVIL.upper()}:1",
        f"\\n{EVIL.upper()}:1",
        f";{EVIL.upper()}=1:",
        "\\N",
        "\\,",
    ),
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "\u200f=1", '"=1+1"', ",=1,", "=HYPERLINK(1)", "|calc"),  # noqa: RUF001 - the full-width sign is meant
    *(
        "\u202egnp.exe",
        "\u2066a",
        "\u2069",
        "\u200f",
        "\u061c",
        "\u2028",
        "\ufeff",
        "\u200b",
        "\x7f",
        "\x85",
        "\x1b[31m",
    ),
    *("{visit}", "{0.__class__}", "%(x)s", "{}", "{subject}", "«append»", "«:reason»", "${7*7}", "https://a.example/"),
    *("Ministry", "وزارة", "외교부", "a", " "),
)
"""Pieces of what is said."""

URLS: Final = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<x-evil>", "vbscript:x", "//evil.example/", "/d/x"),
    *(
        'https://a.example/"><x-evil>',
        "https://a.example/' x-evil='1",
        "http://user:pw@a.example/",
        "https://a.example",
    ),
    *("https://a.example/x-evil", "https://[::1]/", "http://a.example/#x", "https://a.example/%22%3E%3Cx-evil%3E"),
    *("https://a.example/a b", "https://a.example/\u202ecod", "https://a.example/?a=1&b=<2>", " https://a.example/"),
    *("file:///etc/passwd", "https:a.example", "https://", "httpx://a", "\x01javascript:alert(1)", "blob:https://a/"),
)

ENDINGS: Final = ("json", "csv", "ics", "atom", "svg", "md", "csl.json")

CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2028\u2029\ufeff\x7f\x85\x1b")
"""What no answer has as it is: a reader might obey it. Isolates are ours, where they come in pairs."""

STORY: Final = 12
"""Reports of one story."""

TRIES: Final = 20
"""Of texts: control characters have no way into a name."""

PER_ROUND: Final = 60
"""Pages that are looked at of each story."""


def _text(dice: Random) -> str:
    return "".join(dice.choice(TEXTS) for _ in range(dice.choice([1, 1, 2, 3])))


def _document(dice: Random, number: int) -> dict[str, Any]:
    """A report that says hostile things, in every attribute that takes a text."""

    def some() -> str:
        return _text(dice)

    person = {"name": some(), "role": some(), "side": some()}
    common = {"place": some(), "quote": some(), "note": some(), "reason": some(), "topics": [some()], "said_by": some()}
    kinds: list[dict[str, Any]] = [
        {"kind": "session-held", "session": dice.randrange(1, 5), "when": "2024-03-01", "persons": [person]},
        {"kind": "session-scheduled", "session": 9, "window": {"edtf": "2025-05", "wording": some()}, "host": some()},
        {"kind": "session-postponed", "session": 9, "window": {"edtf": "2026", "wording": some()}, "by": some()},
        {"kind": "position-stated", "actor": some(), "issue": "trade", "stance": some(), "when": "2024-03-01"},
        {"kind": "invitation-extended", "invitation": "visit", "by": some(), "to": some(), "window": "2025"},
        {"kind": "commitment-made", "commitment": "paper", "by": some(), "what": some(), "due": "2025-01-01"},
        {"kind": "document-issued", "document": "text", "title": some(), "form": some(), "when": "2024-03-01"},
        {"kind": "role-changed", "person": some(), "office": some(), "when": "2024-03-01"},
        {"kind": "statement-made", "actor": some(), "about": some(), "form": "demand", "when": "2024-03-01"},
        {"kind": "contact-held", "format": "visit", "when": "2024-02-01", "persons": [person]},
    ]
    chosen = dice.sample(kinds, 3)
    facts = [{**fact, **{name: common[name] for name in dice.sample(sorted(common), 3)}} for fact in chosen]
    report = {"id": f"r{number}", "outlet": some(), "title": some(), "url": dice.choice(URLS), "origin": some()}
    return {"dialogue": "talks", "report": {**report, "published": "2024-03-02", "language": "en"}, "facts": facts}


def play(arena: Arena) -> Outcome:
    """A story of hostile facts for each round; then its pages, from link to link."""
    outcome, dice = Outcome(), arena.dice
    for _ in range(arena.rounds):
        outcome.rounds += 1
        with open_engine(arena.address()) as engine, Tracker(engine, date(2025, 6, 1)) as tracker:
            log = FactLog(engine)
            record(log, _read({"dialogue": "talks", "title": "Talks <x-evil>", "parties": ["A", "B"]}), recorded_by="x")
            for number in range(STORY):
                outcome.seen["facts"] += _told(log, dice, number)
            hold(engine)
            access = OwnMachine(_text(dice), writes=True)
            desk = Desk(lambda: tracker, access, frozenset({HOST}), key=b"k" * 32, writes=True)
            _walk(Browser(app_of(desk)), dice, outcome)
        arena.watch(outcome)
    return outcome


def _read(document: dict[str, Any]) -> list[Draft]:
    return list(read(io.BytesIO(json.dumps(document).encode()), "x.jsonl"))


def _told(log: FactLog, dice: Random, number: int) -> int:
    """Tell something that is not refused; nothing where all that was tried was."""
    for _ in range(TRIES):
        with suppress(TimelineError):
            drafts = _read(_document(dice, number))
            record(log, drafts, recorded_by=f"anna {_text(dice)[:100]}")
            return len(drafts)
    return 0


def _walk(browser: Browser, dice: Random, outcome: Outcome) -> None:
    """From link to link, each page once, as many as there is time for; and what is beside each."""
    known, waiting = {"/"}, deque(["/", "/d/talks", "/d/talks.csl.json", "/news.atom", "/calendar.ics"])
    for ending in ENDINGS:
        waiting.append(f"/d/talks.{ending}")
    for _ in range(PER_ROUND):
        if not waiting:
            return
        waiting.rotate(dice.randrange(len(waiting)))
        address = waiting.popleft()
        language = dice.choice(["", "", "lang=ar"])
        asked = f"{address}{'&' if '?' in address else '?'}{language}" if language else address
        try:
            answered = browser.get(asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not be
            outcome.fail("unclear", f"{asked}: {error!r}")
            continue
        outcome.seen["pages"] += 1
        if answered.code not in {200, 400, 404, 409}:
            outcome.fail("unclear", f"{asked}: {answered.code}")
        media_type = answered.headers.get("content-type", "").partition(";")[0]
        links: list[str] = []
        for problem in problems(media_type, answered.content.decode(), links):
            outcome.fail("undetected", f"{asked}: {problem}")
        for link in links:
            parts = urlsplit(urljoin(f"http://{HOST}{address}", link))
            found = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
            if parts.netloc == HOST and found not in known and not parts.path.startswith("/static/"):
                known.add(found)
                waiting.append(found)
                if answered.code == 200 and dice.random() < 1 / 4 and not parts.query:
                    waiting.append(f"{parts.path}.{dice.choice(ENDINGS)}")


def problems(media_type: str, text: str, links: list[str] | None = None) -> list[str]:
    """What a text of somebody else made of an answer; and, of a page, where it leads."""
    look = _LOOKS.get(media_type)
    if look is None:
        return [f"nothing reads {media_type}"]
    found = [] if media_type == "text/html" else _obeyed(text)
    return [*found, *look(text, [] if links is None else links)]


def _obeyed(text: str) -> list[str]:
    """What is in a text that a reader might obey."""
    found = [f"U+{ord(one):04X} in {text[:60]!r}" for one in sorted(CONTROLS & set(text))]
    if sum(map(text.count, "\u2066\u2067\u2068")) != text.count("\u2069"):
        found.append(f"isolates that are not closed in {text[:60]!r}")
    return found


_SHOWN: Final = frozenset({"alt", "aria-label", "aria-valuetext", "label", "placeholder", "title"})
"""Attributes that are shown, or read aloud."""


class _Page(HTMLParser):
    def __init__(self, links: list[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.links = links
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within != "textarea":  # what somebody edits is what was written
            self.problems += [f"{one}, within <{self.within}>" for one in _obeyed(data)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.within = tag
        for name in _SHOWN & set(given):
            self.problems += [f"{one}, {name} of <{tag}>" for one in _obeyed(given[name] or "")]
        if EVIL in tag or any(EVIL in name or name.startswith("on") or name == "style" for name in given):
            self.problems.append(f"<{tag} {given}>")
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.problems.append(f"a script: {given}")
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            self._leads_to(tag, name, given)

    handle_startendtag = handle_starttag

    def _leads_to(self, tag: str, name: str, given: dict[str, str | None]) -> None:
        address = given.get(name)
        if address is None:
            return
        if address.startswith(("/", "#")) and not address.startswith(("//", "/\\")):
            if tag == "a":
                self.links.append(address)
        elif tag != "a" or not address.startswith(("http://", "https://")) or "noreferrer" not in str(given.get("rel")):
            self.problems.append(f"<{tag} {name}={address!r} rel={given.get('rel')!r}>")


def _html(text: str, links: list[str]) -> list[str]:
    page = _Page(links)
    page.feed(text)
    page.close()
    return page.problems


def _xml(text: str, _links: list[str]) -> list[str]:
    """A feed or a picture, and the HTML that is a text in it."""
    found = []
    for element in ET.fromstring(text).iter():  # noqa: S314 - of our own making, and the machine is ours
        if EVIL in element.tag or any(EVIL in name or name.startswith("on") for name in element.attrib):
            found.append(f"<{element.tag} {element.attrib}>")
        if element.get("type") == "html":
            found += _html(element.text or "", [])
        href = element.get("href")
        if href is not None and not re.match(r"https?://|#|urn:|/", href):
            found.append(f"it leads to {href!r}")
    return found


def _csv(text: str, _links: list[str]) -> list[str]:
    rows = list(csv.reader(io.StringIO(text)))
    formulas = [cell for row in rows for cell in row if _is_formula(cell)]
    return [f"formulas {formulas[:2]}"] if formulas else []


def _is_formula(cell: str) -> bool:
    seen = "".join(one for one in cell if unicodedata.category(one) != "Cf").lstrip()
    return not re.fullmatch(r"-?\d+", seen) and unicodedata.normalize("NFKC", seen[:1]) in set("=+-@")


def _ics(text: str, _links: list[str]) -> list[str]:
    calendar = icalendar.Calendar.from_ical(text)
    names = {name for part in calendar.walk() for name, value in part.property_items()}
    parameters = {
        key for part in calendar.walk() for _, value in part.property_items() for key in getattr(value, "params", ())
    }
    return [f"a property {name}" for name in (*names, *parameters) if EVIL.upper() in name.upper()]


def _json(text: str, _links: list[str]) -> list[str]:
    json.loads(text)
    return []


def _markdown(text: str, _links: list[str]) -> list[str]:
    return [f"markup: {found}" for found in re.findall(rf"(?<!\\)<\w*{EVIL}[^\n]*", text)]


_LOOKS: Final[dict[str, Callable[[str, list[str]], list[str]]]] = {
    "text/html": _html,
    "text/csv": _csv,
    "text/calendar": _ics,
    "text/markdown": _markdown,
    "application/atom+xml": _xml,
    "application/json": _json,
    "application/vnd.citationstyles.csl+json": _json,
    "image/svg+xml": _xml,
}

SCENARIO = Scenario(
    "markup",
    "hostile texts in facts, and whatever the page makes of them",
    ("sqlite",),
    short=4,
    long=300,
    play=play,
)
