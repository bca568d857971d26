"""Briefs: what stands in them, what says so, and whether other people's readers take them as they are meant."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example
from hypothesis import given as given_any
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.chance import tries
from tests.exporters.clients import HERE, MODULES, browser_program, module, program, ran
from tests.exporters.exporting import exported, exported_from, told
from tests.given import fact_id, heading, report
from timeline.exporters.markdown import escaped
from timeline.knowledge.ledger import replay
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from pathlib import Path

ON = "2025-05-10"
ARABIC = "في النصف الثاني من أيار"
SCHEDULED = {
    "kind": "session-scheduled",
    "session": 2,
    "window": {"edtf": "2025-05-16/2025-05-31", "wording": ARABIC},
    "place": "Baghdad",
}


def markdown(*documents: Any, on: str = ON) -> str:
    return exported("markdown", *documents, on=on).decode()


def section(text: str, name: str) -> str:
    return text.partition(f"\n## {name}\n")[2].partition("\n## ")[0].strip()


def test_a_brief_says_on_which_day_it_stands_and_what_was_known() -> None:
    brief = exported("markdown", heading("Iraq", "NATO"), on=ON, known_at="2025-05-09").decode()
    assert brief.startswith("# iraq-nato\n\nAs of 2025-05-10, with what was known by 2025-05-09.\n")
    assert "from all reports on record" in markdown(heading("Iraq", "NATO"))


def test_a_vague_window_stays_as_written_and_cites_who_gave_it() -> None:
    brief = markdown(report("r1", published="2024-09-01"), report("r2", published="2025-04-29", facts=[SCHEDULED]))
    coming = section(brief, "To come")
    assert f"| session 2 | {ARABIC} (2025-05-16/2025-05-31) [2] | Baghdad [2] | scheduled [2] |" in coming


def test_a_single_day_is_shown_as_the_day() -> None:
    held = {"kind": "session-held", "session": 1, "when": {"edtf": "2024-08-27", "wording": "on Tuesday"}}
    brief = markdown(report("r1", published="2024-08-28", facts=[held]))
    assert "- **2024-08-27:** session 1 held [1]" in brief
    assert "on Tuesday" not in brief


def test_a_dispute_shows_both_sides_with_their_words_and_sources() -> None:
    def held(day: str, quote: str) -> dict[str, Any]:
        return {"kind": "session-held", "session": 1, "when": day, "quote": quote}

    brief = markdown(
        report("r1", origin="A", published="2024-08-28", facts=[held("2024-08-27", "on Tuesday")]),
        report("r2", origin="B", published="2024-08-28", facts=[held("2024-08-27", "yesterday")]),
        report("r3", origin="C", published="2024-08-29", facts=[held("2024-08-28", "on Wednesday")]),
    )
    found = section(brief, "Disputes").splitlines()
    assert found[0] == "### session 1: held"
    assert found[2] == "The first claim counts: more independent origins say so."
    assert found[-2:] == [
        "| 2024-08-27 [1, 2], counts | A, B | “on Tuesday” [1] |",
        "| 2024-08-28 [3] | C | “on Wednesday” [3] |",
    ]


def test_a_run_of_sources_is_cited_as_a_range() -> None:
    held = {"kind": "session-held", "session": 1, "when": "2024-08-27"}
    documents = [report(f"r{n}", published="2024-08-28", facts=[held] if n != 4 else []) for n in range(1, 8)]
    assert "session 1 held [1–3, 5–7]" in markdown(*documents)


def test_a_source_names_outlet_title_date_origin_address_and_facts() -> None:
    document = report(
        "r1",
        outlet="Agency",
        origin="Ministry",
        title="A | title",
        published="2025-04",
        kind="agency",
        url="https://agency.example/1?a=<b>",
        facts=[SCHEDULED],
    )
    assert section(markdown(document), "Sources") == (
        r"1. Agency: A \| title, 2025-04; agency; origin: Ministry. <https://agency.example/1?a=%3Cb%3E> "
        f"Facts: {fact_id(document)[:12]}"
    )


def test_positions_and_commitments_and_invitations_tell_how_they_stand() -> None:
    facts: list[dict[str, Any]] = [
        {"kind": "position-stated", "actor": "Iraq", "issue": "troops", "stance": "No combat", "when": "2024-08-27"},
        {"kind": "commitment-made", "commitment": "c", "by": "NATO", "what": "Training", "due": "2025-04"},
        {
            "kind": "invitation-extended",
            "invitation": "i",
            "by": "Iraq",
            "to": "NATO",
            "session": 2,
            "when": "2024-08-27",
        },
        {"kind": "session-held", "session": 2, "when": "2025-05-01"},
    ]
    brief = markdown(report("r1", published="2025-05-02", facts=facts))
    assert "| Iraq | No combat [1] | 2024-08-27 | 2024-08-27 | 1 occasion, 1 origin |" in brief
    assert "| Training [1] | NATO [1] |  | 2025-04 [1] | overdue, for 10 days |" in brief
    assert "| Iraq [1] | NATO [1] | session 2 | 2024-08-27 [1] |  | fulfilled, 2025-05-01, after 247 days |" in brief


def test_the_same_log_gives_the_same_bytes() -> None:
    for name in ("html", "markdown"):
        assert told(name, known_at="2025-05-10") == told(name, known_at="2025-05-10")


def test_the_last_session_stands_at_its_start_where_it_has_only_begun() -> None:
    begun = {"kind": "session-started", "session": 2, "when": "2025-05-09"}
    log = report("r1", published="2024-09-01", facts=[SCHEDULED]), report("r2", published="2025-05-09", facts=[begun])
    assert "- **Last session:** session 2, started [2], 2025-05-09 [2], Baghdad [1]\n" in markdown(*log)


def test_nothing_known_is_still_a_brief() -> None:
    for name in ("html", "markdown"):
        assert b"None known." in exported(name, heading("Iraq"), on=ON)
        exported_from(name, on=ON, known_at=None, of="")


def test_two_dialogues_are_two_articles() -> None:
    one = replay(())
    one.dialogue = "other"
    page = exported_from("html", one, replay(()), on=ON, known_at=None, of="").decode()
    assert page.count("<article") == 2


# ---- Markdown: whatever a report holds, readers of other people show just that ------------------------------------

HOSTILE = [
    '<img src=x onerror="window.injected=1">',
    "&lt;script&gt;window.injected=1&lt;/script&gt;",
    "</bdi></td></table><script>window.injected=1</script>",
    "[click](javascript:window.injected=1) ![x](https://evil.example/x.png) <https://evil.example/>",
    "Rudaw.net x.com talks.ME //evil.com //localhost/x ftp://evil.com en.wikipedia.org/wiki/NATO \u4f8b.com",
    "https://evil.example/ www.evil.example a@evil.example http://evil.example",
    "a | b | c `code` **bold** _it_ ~~gone~~ $x^2$ ==mark== :::note",
    "- item",
    "1. item",
    "2) item",
    "# heading",
    "> quote",
    "    code",
    "```\ncode\n```",
    "--- | ---",
    "[1]: https://evil.example/ 'title'",
    "{{ briefs }} {% raw %} \\| \\\\| ends with a backslash \\",
    '" onmouseover="window.injected=1" autofocus onfocus="window.injected=1" x="',
    "evil\u202egnp.exe \x1b[31m \u2066x\u2069",
]


def hostile_brief(name: str, text: str) -> bytes:
    """A brief in which the text stands wherever a report can put one."""
    word = " ".join(text.split())[:150] or "x"
    facts: list[dict[str, Any]] = [
        {**SCHEDULED, "window": {"edtf": "2025~", "wording": text}, "place": text, "venue": text, "quote": text},
        {"kind": "session-held", "session": "s", "when": "2024-01-01", "quote": text, "place": text},
        {"kind": "position-stated", "actor": "A", "issue": "i", "stance": text, "when": "2024-01-01"},
        {"kind": "commitment-made", "commitment": "c", "by": "B", "what": text, "due": {"edtf": "2024~"}},
        {"kind": "invitation-extended", "invitation": "i", "by": "A", "to": "B", "visit": text},
        {"kind": "statement-made", "actor": "A", "about": text},
    ]
    filed = {"published": "2024-09-01", "title": text, "url": "https://x.example/?\"'<>`|", "language": "en"}
    outlet = word if word.isprintable() else "Outlet"
    dissent = {"kind": "session-held", "session": "s", "when": "2024-01-02", "quote": text}
    return exported(
        name,
        report("r1", **{**filed, "outlet": outlet, "origin": outlet}, facts=facts),
        report("r2", published={"edtf": "2024~", "wording": text}, facts=[dissent]),
        on=ON,
    )


EXPECTED = {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "ol", "a"}


class Elements(HTMLParser):
    """The elements of a text, the addresses of its links, and what it shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.shown = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_hostile_texts_are_no_markdown() -> None:
    reader = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    plain = Elements(reader.render(hostile_brief("markdown", "harmless").decode()))
    for text in HOSTILE:
        found = Elements(reader.render(hostile_brief("markdown", text).decode()))
        assert found.names == plain.names, text
        assert found.links == plain.links, text
        assert set(found.names) <= EXPECTED


def test_pandoc_reads_hostile_texts_as_texts() -> None:
    pandoc = program("pandoc")
    for form in ("gfm", "commonmark_x"):
        command = (pandoc, "--from", form, "--to", "html", "--wrap=none")
        plain = Elements(ran(*command, stdin=hostile_brief("markdown", "harmless")))
        for text in HOSTILE:
            found = Elements(ran(*command, stdin=hostile_brief("markdown", text)))
            links = [link for link in found.links if not link.startswith("#")]
            assert [one for one in found.names if one not in ("span", "col", "colgroup")] == [
                one for one in plain.names if one not in ("span", "col", "colgroup")
            ], (form, text)
            assert links == [link for link in plain.links if not link.startswith("#")], (form, text)


@given_any(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
@tries(300)
@example("&amp; &#35; &copy")
@example("\\")
@example("1) x")
@example("Rudaw.net")
@example("x.com/a?b=c")
@example("talks.ME")
@example("see //localhost and www.1.com")
@example("mailto:a@b.com xmpp:a@b.com")
def test_an_escaped_text_is_shown_as_it_is(text: str) -> None:
    reader = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    expected = " ".join(harmless(text).split())
    alone = Elements(reader.render(f"- {escaped(text)}\n"))
    in_a_table = Elements(reader.render(f"| a | b |\n| --- | --- |\n| {escaped(text)} | end |\n"))
    assert set(alone.names) <= {"ul", "li"}
    assert alone.shown.strip() == expected
    assert set(in_a_table.names) <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert re.sub(r"\s+", " ", in_a_table.shown).strip() == " ".join(f"a b {expected} end".split())


# ---- HTML --------------------------------------------------------------------------------------------------------


def page_of(html: bytes, folder: Path, name: str = "brief") -> Path:
    path = folder / f"{name}.html"
    path.write_bytes(html)
    return path


def opened(folder: Path, *pages: bytes) -> list[dict[str, Any]]:
    """What Chromium and axe-core make of each of these pages."""
    module("axe-core")
    module("playwright-core")
    paths = [page_of(page, folder, str(number)) for number, page in enumerate(pages)]
    found: list[dict[str, Any]] = json.loads(
        ran(program("node"), HERE / "check_page.mjs", MODULES, browser_program(), *paths, home=folder)
    )
    return found


def test_axe_finds_no_violation_and_nothing_is_loaded(tmp_path: Path) -> None:
    days = ("2024-09-01", "2025-05-10", "2026-04-01")
    for day, found in zip(days, opened(tmp_path, *(told("html", known_at=day) for day in days)), strict=True):
        assert (found["violations"], found["complaints"], found["wide"]) == ([], [], False), day


@pytest.mark.parametrize("day", ["2024-09-01", "2026-04-01"])
def test_html_validate_accepts_it(day: str, tmp_path: Path) -> None:
    module("html-validate")
    path = page_of(told("html", known_at=day), tmp_path)
    # Off: titles of more than 70 characters, which search engines cut, and roles that elements have anyway: the style
    # sheet lays tables out as lists on narrow screens, and browsers would take their roles away.
    ran(program("node"), MODULES / ".bin" / "html-validate", "--config", HERE / "html-validate.json", path)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_report_becomes_markup(text: str) -> None:
    plain = Elements(hostile_brief("html", "harmless").decode())
    found = Elements(hostile_brief("html", text).decode())
    assert found.names == plain.names
    assert found.handlers == []
    assert found.links == plain.links


def test_a_browser_runs_nothing_that_a_report_brought(tmp_path: Path) -> None:
    (found,) = opened(tmp_path, hostile_brief("html", " ".join(HOSTILE)))
    assert (found["ran"], found["foreign"], found["complaints"], found["violations"]) == (False, 0, [], [])


def test_every_citation_leads_to_a_source_of_the_page() -> None:
    page = told("html", known_at="2026-04-01").decode()
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    cited = re.findall(r'href="#([^"]+)"', page)
    assert len(cited) > 100
    assert set(cited) <= ids


def test_arabic_has_its_own_direction_and_language() -> None:
    document = report("r1", published="2025-04-29", title="بغداد", language="ar", facts=[SCHEDULED])
    page = exported("html", document, on=ON).decode()
    assert '<cite><bdi lang="ar">بغداد</bdi></cite>' in page
    assert f"<bdi>{ARABIC}</bdi>" in page


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    page = exported("html", heading("Iraq"), on=ON).decode()
    assert re.search(r"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;sha256-", page)
    assert "<script" not in page
    assert 'style="' not in page


def test_rows_carry_the_ids_of_their_facts() -> None:
    document = report("r1", published="2025-04-29", facts=[SCHEDULED])
    assert f'data-facts="{fact_id(document)}"' in exported("html", document, on=ON).decode()
