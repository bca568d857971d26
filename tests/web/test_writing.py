"""Facts are added and judged by forms: faults at their field, the effect before anything is recorded, once only."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.cli.given import timeline
from tests.web.asking import HOST
from tests.web.conftest import browsing
from timeline.forms.attributes import attributes
from timeline.forms.kinds import KINDS
from timeline.web.middleware.bodies import FORM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.asking import Answered, Browser

SAME_SITE = [("origin", f"http://{HOST}"), ("sec-fetch-site", "same-origin"), ("content-type", FORM)]

HELD = {
    "kind": "session-held",
    "cites": "+",
    "report.outlet": "Rudaw",
    "report.published": "31 May 2025",
    "fact.session": "3",
    "fact.when": "30 May 2025",
    "fact.place": "Baghdad",
}


@pytest.fixture
def writer(store: Path, storyline: None) -> Iterator[Browser]:
    """Anna at her own machine, who may write."""
    yield from browsing(store, writes=True)


def stamp(browser: Browser, address: str = "/d/iraq-nato/add?kind=session-held") -> str:
    found = re.search(r'name="stamp" value="(\w+)"', browser.get(address).text)
    assert found is not None
    return found[1]


def sent(browser: Browser, address: str, fields: dict[str, str], *, step: str = "review") -> Answered:
    filled = {"stamp": stamp(browser), **fields, "step": step}
    return browser.send("POST", address, SAME_SITE, urlencode(filled).encode())


def hidden(page: str) -> list[tuple[str, str]]:
    """What a page that was looked at sends again."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return [(unescape(name), unescape(value)) for name, value in found]


def shown_in(page: str) -> dict[str, str]:
    """What the fields of a form hold, as a browser sends them."""
    name = r' id="[^"]*" name="(fact\.\w+)"'
    inputs = re.findall(f'<input{name} value="([^"]*)"', page) + re.findall(f"<textarea{name}[^>]*>([^<]*)<", page)
    chosen = re.findall(f'<select{name}(?:(?!</select>).)*?value="([^"]*)" selected', page, re.DOTALL)
    return {name: unescape(value) for name, value in [*inputs, *chosen]}


def head() -> int:
    return len(timeline("history", "--format", "jsonl").out.splitlines())


def test_every_kind_has_a_form_with_a_field_for_each_attribute(writer: Browser) -> None:
    for kind, model in KINDS.items():
        page = writer.get(f"/d/iraq-nato/add?kind={kind}")
        assert page.code == 200
        names = set(re.findall(r'name="fact\.(\w+)"', page.text))
        assert names == {attribute.name for attribute in attributes(model)} - {"report"}, kind
        labels = set(re.findall(r'<label for="([\w-]+)"', page.text))
        assert {f"fact-{name}" for name in names} <= labels


def test_a_common_word_leads_to_the_kind(writer: Browser) -> None:
    assert "/d/iraq-nato/add?kind=session-held" in writer.get("/d/iraq-nato/add?kind=met").text
    assert 'name="fact.window"' in writer.get("/d/iraq-nato/add?kind=postponed").text
    assert "is not a kind of fact" in unescape(writer.get("/d/iraq-nato/add?kind=xyzzy").text)


def test_the_effect_is_shown_before_anything_is_recorded(writer: Browser) -> None:
    before = head()
    page = sent(writer, "/d/iraq-nato/add", HELD)
    assert page.code == 200
    assert head() == before
    text = unescape(page.text)
    assert "session 3 held on 30 May 2025" in text
    assert "dialogue: iraq-nato\nreport:\n" in text
    assert "facts:\n- kind: session-held\n  when: '2025-05-30'\n  place: Baghdad\n  session: 3\n" in text
    assert "<h2>What changes</h2>" in text
    assert 'href="/d/iraq-nato/why/session:3"' in text


def test_what_was_looked_at_is_recorded_under_the_viewers_name_and_once(writer: Browser) -> None:
    before = head()
    fields = hidden(sent(writer, "/d/iraq-nato/add", HELD).text)
    body = urlencode([*fields, ("step", "record")]).encode()
    for _ in range(3):
        page = writer.send("POST", "/d/iraq-nato/add", SAME_SITE, body)
        assert (page.code, "<h1>Recorded</h1>" in page.text) == (200, True)
    assert head() == before + 2
    assert timeline("history", "iraq-nato", "--json").out.count('"recorded_by": "anna"') == 2
    assert '"rudaw-2025-05-31"' in timeline("history", "iraq-nato", "--json").out


def test_what_was_not_looked_at_is_shown_first(writer: Browser) -> None:
    before = head()
    page = sent(writer, "/d/iraq-nato/add", HELD, step="record")
    assert (page.code, head()) == (200, before)
    assert "<h1>Is this what you mean?</h1>" in page.text


def test_faults_stand_at_their_field_in_the_words_of_the_command_line(writer: Browser) -> None:
    before = head()
    page = sent(writer, "/d/iraq-nato/add", {**HELD, "fact.when": "Blursday", "report.published": "3/4/2026"})
    assert (page.code, head()) == (422, before)
    when = page.text.partition('id="fact-when"')[2].partition("</div>")[0]
    assert 'value="Blursday"' in when
    typed = timeline("append", "session-held", "iraq-nato", "--session", "3", "--when", "Blursday").err
    told = re.search(r'<strong class="fault">(.*?)</strong>', when)
    assert told is not None
    assert unescape(told[1]).partition(". ")[0] in typed
    published = page.text.partition('id="report-published"')[2].partition("</div>")[0]
    assert 'class="fault"' in published


def test_yesterday_of_an_older_article_is_asked_about(writer: Browser) -> None:
    page = sent(writer, "/d/iraq-nato/add", {**HELD, "report.published": "2025-05-02", "fact.when": "yesterday"})
    when = unescape(page.text.partition('id="fact-when-about"')[2].partition("</div>")[0])
    told = "is 2025-05-01=yesterday counted from the article, and 2025-05-31=yesterday counted from today"
    assert (page.code, told in when) == (422, True)


def test_a_plan_without_its_time_is_asked_about(writer: Browser) -> None:
    plan = {"kind": "session-scheduled", "cites": "", "fact.session": "3", "fact.when": "2025-05-30"}
    page = sent(writer, "/d/iraq-nato/add", plan)
    assert page.code == 422
    window = page.text.partition('id="fact-window"')[2].partition("</div>")[0]
    assert "is missing: “when” is the day on which it was announced" in window


def test_what_is_refused_by_the_log_is_told_above_the_form(writer: Browser) -> None:
    cited = {"kind": "session-held", "cites": "nobody-filed-this", "fact.session": "3", "fact.when": "2025-05-30"}
    page = sent(writer, "/d/iraq-nato/add", cited)
    assert page.code == 422
    assert "nobody-filed-this" in page.text.partition('<ul class="faults"')[2].partition("</ul>")[0]


def test_going_back_keeps_what_was_typed(writer: Browser) -> None:
    fields = hidden(sent(writer, "/d/iraq-nato/add", HELD).text)
    page = writer.send("POST", "/d/iraq-nato/add", SAME_SITE, urlencode([*fields, ("step", "edit")]).encode())
    for name, value in HELD.items():
        if name.startswith(("fact.", "report.")):
            assert f'name="{name}" value="{value}"' in page.text


def test_a_new_dialogue_is_opened(writer: Browser) -> None:
    page = sent(writer, "/add", {"slug": "Talks of A", "heading.title": "Talks"})
    assert (page.code, "Talks of A" in page.text.partition('id="slug-about"')[2]) == (422, True)
    assert sent(writer, "/add", {"slug": "iraq-nato", "heading.title": "Talks"}).code == 422
    typed = {"slug": "talks", "heading.title": "Talks of A and B", "heading.parties": "A\nB"}
    assert "talks" not in timeline("dialogues", "--json").out
    assert sent(writer, "/add", typed).code == 200
    for _ in range(2):
        assert sent(writer, "/add", typed, step="record").code == 200
    assert '"parties": [\n      "A",\n      "B"\n    ]' in timeline("dialogues", "--json").out


def test_what_came_of_a_form_is_not_put_aside_by_what_others_append(writer: Browser) -> None:
    assert 'id="live"' in writer.get("/d/iraq-nato").text
    for step in ("review", "record"):
        assert 'id="live"' not in sent(writer, "/d/iraq-nato/add", HELD, step=step).text


def test_a_form_without_the_stamp_of_this_server_is_refused(writer: Browser) -> None:
    before = head()
    for given in ({}, {"stamp": ""}, {"stamp": "0" * 64}, {"stamp": "é"}):
        body = urlencode({**HELD, **given, "step": "record"}).encode()
        assert writer.send("POST", "/d/iraq-nato/add", SAME_SITE, body).code == 409
    assert head() == before


def test_what_is_no_form_is_refused(writer: Browser) -> None:
    for body in (b"\xff", b"&".join([b"a=1"] * 1000), b"a=%ff"):
        assert writer.send("POST", "/d/iraq-nato/add", SAME_SITE, body).code == 400


def test_where_nothing_may_be_added_no_form_is_shown(browser: Browser) -> None:
    for address in ("/add", "/d/iraq-nato/add", "/d/iraq-nato/link", "/fact/ed7f5f7d2a30/correct"):
        assert browser.get(address).code == 403
    assert "/add" not in browser.get("/d/iraq-nato").text


SCHEDULED = "ed7f5f7d2a30"


def test_a_fact_is_corrected_after_its_effect_was_seen(writer: Browser) -> None:
    address = f"/fact/{SCHEDULED}/correct"
    page = writer.get(address)
    typed = shown_in(page.text)
    assert typed["fact.window"].startswith("2025-05-16/2025-05-31")
    assert sent(writer, address, typed).code == 422
    before = head()
    typed |= {"fact.place": "Rome", "whose": "coder", "reason": "I misread it"}
    review = sent(writer, address, typed)
    assert (review.code, head()) == (200, before)
    assert "Rome" in review.text
    body = urlencode([*hidden(review.text), ("step", "record")]).encode()
    assert writer.send("POST", address, SAME_SITE, body).code == 200
    assert writer.send("POST", address, SAME_SITE, body).code == 422
    assert head() == before + 1
    assert 'value="Rome"' in writer.get(address).text


def test_a_fact_is_taken_back(writer: Browser) -> None:
    address = "/fact/80e033437ec0/retract"
    typed = {"whose": "coder", "reason": "typed twice"}
    before = head()
    assert sent(writer, address, typed).code == 200
    assert head() == before
    assert sent(writer, address, typed, step="record").code == 200
    assert head() == before + 1


@pytest.mark.parametrize("forged", [{"whose": "nobody"}, {"whose": "\0"}, {"reason": "x" * 5_000}, {"reason": "a\0b"}])
def test_a_judgement_that_cannot_be_recorded_is_told_at_its_form(writer: Browser, forged: dict[str, str]) -> None:
    for judged in ("retract", "correct"):
        typed = {"whose": "coder", "reason": "typed twice", "fact.place": "Rome", **forged}
        assert sent(writer, f"/fact/{SCHEDULED}/{judged}", typed).code == 422
    if "reason" in forged:
        both = {"one": "person:Tom Goffus", "other": "person:Thomas Goffus", "as": "same"}
        assert sent(writer, "/d/iraq-nato/link", {**both, **forged}).code == 422


def test_two_names_are_said_to_be_one(writer: Browser) -> None:
    address = "/d/iraq-nato/link"
    both = {"one": "person:Tom Goffus", "other": "person:Thomas Goffus"}
    assert sent(writer, address, both).code == 422
    assert sent(writer, address, {**both, "other": "person:Nobody", "as": "same"}).code == 422
    before = head()
    assert sent(writer, address, {**both, "as": "same"}).code == 200
    assert head() == before
    assert sent(writer, address, {**both, "as": "same"}, step="record").code == 200
    assert head() == before + 1


def test_who_may_write_finds_the_forms(writer: Browser) -> None:
    assert 'href="/d/iraq-nato/add"' in writer.get("/d/iraq-nato").text
    assert 'href="/add"' in writer.get("/").text
    fact = writer.get(f"/fact/{SCHEDULED}").text
    assert re.search(r'href="/fact/ed7f5f7d2a30\w+/correct"', fact)
    assert re.search(r'href="/fact/ed7f5f7d2a30\w+/retract"', fact)
    assert re.search(r'href="/fact/ed7f5f7d2a30\w+/correct"', writer.get("/d/iraq-nato/why/session:2.window").text)
