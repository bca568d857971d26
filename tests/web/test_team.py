"""A team shares a server: who is believed, what is kept from whom, and how a token opens what it was made for."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import timeline
from tests.web.asking import HOST, Browser
from tests.web.conftest import browsing
from timeline import open as open_store
from timeline.access.editing import with_token
from timeline.access.rules import Rules, Token
from timeline.access.tokens import token_digest
from timeline.web.app import PAGES, app_of
from timeline.web.desk import Desk
from timeline.web.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2025, 6, 1)
RULES = """\
[proxy]
addresses = ["127.0.0.1"]
names = ["talks.example.org"]
user = "Remote-User"
groups = "Remote-Groups"

[[grant]]
to = ["anna", "@desk"]
dialogues = ["iraq-nato"]
role = "judge"

[[grant]]
to = ["ben"]
dialogues = ["other-*"]
role = "reader"

[[grant]]
to = ["kim"]
dialogues = ["*"]
role = "keeper"
"""
FEED, PROGRAM = "dtl_feed", "dtl_program"
HIDDEN = "iraq-nato"


def rules() -> Rules:
    text = RULES
    for name, word, feeds in (("anna's calendar", FEED, True), ("archive", PROGRAM, False)):
        values = {"name": name, "digest": token_digest(word), "dialogues": (HIDDEN,), "role": "coder", "until": TODAY}
        text = with_token(text, Token.model_validate({**values, "feeds": feeds}))
    return Rules.parse(text, "access.toml")


class Clock:
    """The day that it is."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def told_of_others(told_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the storyline and another dialogue, made once."""
    made = tmp_path_factory.mktemp("others") / "store.db"
    shutil.copy(told_once, made)
    for fact in (
        ("dialogue-opened", "other-talks", "--title", "Other talks"),
        ("session-held", "other-talks", "--session", "1", "--when", "2025-03-01"),
    ):
        assert timeline("append", *fact, "--store", str(made)).code == 0
    return made


@pytest.fixture
def team(store: Path, told_of_others: Path, clock: Clock) -> Iterator[Browser]:
    """A server of a team, with the storyline and another dialogue."""
    shutil.copy(told_of_others, store)
    with open_store(store, today=TODAY) as tracker:
        desk = Desk(lambda: tracker, Team(rules, clock, writes=True), frozenset({HOST}), key=b"k" * 32, writes=True)
        yield Browser(app_of(desk))


def test_whom_the_proxy_signed_in_sees_what_was_granted(team: Browser) -> None:
    for headers in ({"remote_user": "anna"}, {"remote_user": "eve", "remote_groups": "press, desk"}):
        assert [card["dialogue"] for card in team.get("/index.json", **headers).json] == ["iraq-nato"]
    assert [card["dialogue"] for card in team.get("/index.json", remote_user="ben").json] == ["other-talks"]
    assert team.get("/index.json", remote_user="eve").json == []


@pytest.mark.parametrize(("groups", "seen"), [("press,desk", 1), ("desk ,press", 1), ("night desk", 0), ("", 0)])
def test_groups_stand_between_commas(team: Browser, groups: str, seen: int) -> None:
    assert len(team.get("/index.json", remote_user="eve", remote_groups=groups).json) == seen


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("remote-user", "")],
        [("remote-user", "*")],
        [("remote-user", "@desk")],
        [("remote-user", "anna"), ("remote-user", "kim")],
        [("remote-user", "an\x00na")],
        [("remote-user", "a" * 201)],
        [("remote-user", "anna"), ("remote-groups", "press"), ("remote-groups", "desk")],
        [("x-forwarded-user", "anna")],
        [("authorization", "Bearer dtl_another")],
        [("authorization", f"Bearer {FEED}")],
        [("authorization", f"Basic {PROGRAM}")],
        [("remote-user", "anna"), ("authorization", "Bearer dtl_another")],
        [("remote-user", "anna"), ("authorization", f"Bearer {PROGRAM} and more")],
    ],
)
def test_who_is_not_known_sees_nothing(team: Browser, headers: list[tuple[str, str]]) -> None:
    for address in ("/", "/d/iraq-nato", "/d/iraq-nato.json", "/live", "/nowhere", "/-/access", "/-/healthy"):
        answered = team.send("GET", address, headers)
        assert (answered.code, answered.headers["www-authenticate"]) == (401, "Bearer")
    assert team.send("GET", "/-/health", headers).code == 200


def test_the_proxys_word_is_taken_from_its_address_only(team: Browser) -> None:
    team.client = "192.0.2.7"
    assert team.get("/", remote_user="kim").code == 401
    assert team.get("/", remote_user="kim", x_forwarded_for="127.0.0.1").code == 401
    assert team.get("/", authorization=f"Bearer {PROGRAM}").code == 200


def test_what_was_not_granted_is_not_there_on_any_page(team: Browser) -> None:
    """It is refused with the same words as what does not exist."""
    tried = 0
    for page in PAGES:
        if "{dialogue}" not in page.path:
            continue
        for ending in page.makes:
            address = page.path.replace("{subject:path}", "session:2.window").replace("{dialogue}", "{}")
            address = address + (f".{ending}" if ending else "")
            hidden = team.get(address.format(HIDDEN), remote_user="ben")
            absent = team.get(address.format("nowhere"), remote_user="ben")
            assert (hidden.code, absent.code) == (404, 404)
            assert hidden.content == absent.content.replace(b"nowhere", HIDDEN.encode())
            assert team.get(address.format(HIDDEN), remote_user="anna").code == 200
            tried += 1
    assert tried


def test_nothing_that_was_not_granted_is_named_on_any_page(team: Browser) -> None:
    for page in PAGES:
        if "{" in page.path:
            continue
        for ending in page.makes:
            address = f"{page.stem or page.path}.{ending}" if ending else page.path
            answered = team.get(address, remote_user="ben")
            assert answered.code == 200, address
            assert HIDDEN not in answered.text, address


def test_a_fact_that_was_not_granted_is_told_of_as_one_that_does_not_exist(team: Browser) -> None:
    hidden, report = "ed7f5f7d2a30", "shafaq-news-n27"
    assert team.get(f"/fact/{hidden}.json", remote_user="anna").code == 200
    assert team.get(f"/fact/{report}.json", remote_user="anna").code == 200
    assert timeline("append", "report-filed", "other-talks", "--id", report, "--outlet", "Others").code == 0
    for asked, absent in ((hidden, "ffff5f7d2a30"), (f"{hidden}/correct", "ffff5f7d2a30/correct")):
        answers = [team.get(f"/fact/{one}", remote_user="ben") for one in (asked, absent)]
        assert [one.code for one in answers] == [404, 404]
        assert answers[0].content == answers[1].content.replace(b"ffff5f7d2a30", hidden.encode())
    assert team.get(f"/fact/{report}.json", remote_user="ben").json["dialogue"] == "other-talks"


@pytest.mark.parametrize("address", ["/person/Ann.ics", "/d/iraq-nato/why/parties.ics", "/report/x.atom", "/x.ics"])
def test_a_token_for_feeds_opens_calendars_and_feeds_only(team: Browser, address: str) -> None:
    assert team.get(f"{address}?token={FEED}").code == 401
    for feed in ("/d/iraq-nato.ics", "/d/iraq-nato.atom", "/calendar.ics", "/news.atom"):
        assert team.get(f"{feed}?token={FEED}").code == 200


def test_access_tells_the_rules_that_are_in_force(team: Browser) -> None:
    assert team.get("/-/access.json", remote_user="kim").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/static//x", "/static/a/", "/static/a", "/-/healthy"])
def test_nothing_but_files_and_health_is_for_anybody(team: Browser, address: str) -> None:
    assert team.get(address).code == 401


def test_pages_of_one_are_not_shown_to_another(team: Browser) -> None:
    first = team.get("/", remote_user="anna")
    again = team.get("/", remote_user="ben", if_none_match=first.headers["etag"])
    assert again.code == 200
    assert HIDDEN not in again.text


def test_a_token_for_programs_opens_what_it_was_made_for(team: Browser, clock: Clock) -> None:
    held = {"authorization": f"Bearer {PROGRAM}"}
    assert team.get("/d/iraq-nato.json", **held).code == 200
    assert team.get("/d/other-talks.json", **held).code == 404
    assert team.get(f"/d/iraq-nato.json?token={PROGRAM}").code == 401
    clock.today = date(2025, 6, 2)
    assert team.get("/d/iraq-nato.json", **held).code == 401


def test_access_says_why(team: Browser) -> None:
    assert team.get("/-/access.json", remote_user="eve", remote_groups="desk").json == {
        "name": "eve",
        "why": [
            "You are eve: the web server says so, in the groups desk.",
            "judge of iraq-nato, as the group desk",
        ],
        "may": {"iraq-nato": ["read", "record", "judge"]},
        "everybody": [],
    }
    kim = team.get("/-/access.json", remote_user="kim").json
    assert kim["may"] == {slug: ["read", "record", "judge", "keep"] for slug in ("iraq-nato", "other-talks")}
    assert kim["everybody"] == [
        "judge of iraq-nato: anna, the group desk",
        "reader of other-*: ben",
        "keeper of *: kim",
        "coder of iraq-nato: token anna's calendar, until 2025-06-01, for feeds",
        "coder of iraq-nato: token archive, until 2025-06-01",
    ]
    assert "the group desk" in team.get("/-/access", remote_user="kim").text


def test_a_server_for_oneself_says_so_too(browser: Browser) -> None:
    assert browser.get("/-/access.json").json == {
        "name": "anna",
        "why": ["Only this machine reaches the server, which was started to show pages and to change nothing."],
        "may": {"iraq-nato": ["read"]},
        "everybody": [],
    }


def test_a_server_for_oneself_that_takes_facts_says_so_too(store: Path, storyline: None) -> None:
    for browser in browsing(store, writes=True):
        assert browser.get("/-/access.json").json == {
            "name": "anna",
            "why": ["Only this machine reaches the server, which was started to take facts too."],
            "may": {"iraq-nato": ["read", "record", "judge", "keep"]},
            "everybody": [],
        }


OPEN = """[proxy]
addresses = ["127.0.0.1"]
names = ["talks.example.org"]

[[grant]]
to = ["*"]
dialogues = ["iraq-*"]
role = "coder"
"""


def test_a_grant_for_whoever_is_signed_in_says_so_and_lets_nobody_record_where_nothing_is_taken(
    store: Path, storyline: None
) -> None:
    with open_store(store, today=TODAY) as tracker:
        team = Team(lambda: Rules.parse(OPEN, "access.toml"), Clock(), writes=False)
        browser = Browser(app_of(Desk(lambda: tracker, team, frozenset({HOST}), key=b"k" * 32, writes=False)))
        assert browser.get("/-/access.json", remote_user="eve", remote_groups="desk").json == {
            "name": "eve",
            "why": [
                "You are eve: the web server says so.",
                "coder of iraq-*, as whoever is signed in",
                "The server was started to show pages and to change nothing.",
            ],
            "may": {"iraq-nato": ["read"]},
            "everybody": [],
        }
        assert browser.get("/-/access.json").code == 401
