"""The page behind a real nginx and a real Caddy, by the files that we ship, and PostgreSQL behind the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.cli.given import STORYLINE, timeline
from tests.cli.test_serve import serving
from tests.integrity.test_commands_on_both_engines import typed
from tests.web.proxies import NAME, asked, caddy, nginx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.address import PostgresAddress

RULES = f"""\
[proxy]
addresses = ["127.0.0.1"]
names = ["{NAME}"]
user = "Remote-User"
groups = "Remote-Groups"

[[grant]]
to = ["@desk"]
dialogues = ["iraq-nato"]
role = "judge"
"""


@pytest.fixture(params=[nginx, caddy])
def proxy(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_address: PostgresAddress
) -> Iterator[tuple[int, Path]]:
    """A proxy, the page and PostgreSQL; the port of the proxy, and the file of rules."""
    store, rules = typed(postgres_address), tmp_path / "access.toml"
    assert timeline("append", "--from", str(STORYLINE), "--store", store).code == 0
    rules.write_text(RULES)
    with (
        serving("--store", store, "--write", "--access", str(rules)) as (_, address),
        request.param(tmp_path, urlsplit(address).port or 0) as port,
    ):
        yield port, rules


def test_people_see_what_was_granted_to_whom_the_proxy_signed_in(proxy: tuple[int, Path]) -> None:
    port, rules = proxy
    # Nobody is signed in: to the page of oauth2-proxy.
    assert asked(port, "/d/iraq-nato.json")[0] == 302
    assert asked(port, "/d/iraq-nato.json", Remote_User="anna@example.org", Remote_Groups="desk")[0] == 302
    # Anna is in the group, Ben is not, and says that he were.
    code, state = asked(port, "/d/iraq-nato.json", Cookie="signed-in=anna")
    assert (code, json.loads(state)["dialogue"]) == (200, "iraq-nato")
    assert asked(port, "/d/iraq-nato.json", Cookie="signed-in=ben")[0] == 404
    for shown in ("Bearer dtl_forged", "bearer dtl_forged", "Basic dtl_forged"):
        code, _ = asked(port, "/d/iraq-nato.json", Authorization=shown, Remote_User="anna@example.org")
        assert code in {401, 302}, shown
    for forged in ({"Remote_Groups": "desk"}, {"Remote_User": "anna@example.org"}, {"remote_groups": "desk"}):
        assert asked(port, "/d/iraq-nato.json", Cookie="signed-in=ben", **forged)[0] == 404
    code, access = asked(port, "/-/access.json", Cookie="signed-in=anna")
    assert (code, json.loads(access)["name"]) == (200, "anna@example.org")
    # A token goes past the signing in, and says nobody's name but its own.
    word = timeline("token", str(rules), "archive", "--dialogue", "iraq-nato").out.strip()
    code, access = asked(port, "/-/access.json", Authorization=f"Bearer {word}", Remote_User="anna@example.org")
    assert (code, json.loads(access)["name"]) == (200, "archive")
    feed = timeline("token", str(rules), "calendar", "--dialogue", "iraq-nato", "--feed").out.strip()
    code, calendar = asked(port, f"/d/iraq-nato.ics?token={feed}")
    assert (code, calendar.startswith("BEGIN:VCALENDAR")) == (200, True)
    assert asked(port, f"/d/iraq-nato.json?token={feed}")[0] == 401
    # Whoever calls the page itself, past the proxy, is nobody, and so is a name that is not the server's.
    code, page = asked(port, "/", Host="evil.example", Cookie="signed-in=anna")
    assert code == 421 or page == ""  # Caddy knows no such site, and answers with nothing
