"""Calendars and feeds are subscribed to by the address of the server, with programs that people have."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import feedparser
import pytest

from tests.cli.given import STORYLINE, timeline
from tests.cli.test_serve import serving
from tests.exporters.clients import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KHAL = """\
[calendars]
[[talks]]
path = {folder}/collections/calendar
readonly = True
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
[sqlite]
path = {folder}/khal.db
"""

VDIRSYNCER = """\
[general]
status_path = "{folder}/status"
[pair talks]
a = "talks_there"
b = "talks_here"
collections = null
[storage talks_there]
type = "http"
url = "{address}d/iraq-nato.ics"
[storage talks_here]
type = "filesystem"
path = "{folder}/collections/calendar"
fileext = ".ics"
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server with the storyline."""
    store = str(tmp_path / "store.db")
    assert timeline("append", "--from", str(STORYLINE), "--store", store).code == 0
    with serving("--store", store) as (_, address):
        yield address


def test_feedparser_subscribes_and_asks_again_only_for_what_is_new(address: str) -> None:
    for feed in ("d/iraq-nato.atom", "news.atom"):
        first = feedparser.parse(f"{address}{feed}")
        assert (first.status, bool(first.bozo), first.version) == (200, False, "atom10")
        assert first.headers["content-type"] == "application/atom+xml"
        assert first.entries
        assert all(entry.id and entry.title and entry.updated_parsed for entry in first.entries)
        again = feedparser.parse(f"{address}{feed}", etag=first.etag)
        assert (again.status, again.entries) == (304, [])


def test_khal_shows_what_vdirsyncer_subscribes_to(address: str, tmp_path: Path) -> None:
    """khal reads folders; vdirsyncer, which is made for it, brings the calendar from the address into one."""
    (tmp_path / "collections" / "calendar").mkdir(parents=True)
    (tmp_path / "vdirsyncer").write_text(VDIRSYNCER.format(folder=tmp_path, address=address))
    (tmp_path / "khal").write_text(KHAL.format(folder=tmp_path))
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    sync = [program("vdirsyncer"), "-c", str(tmp_path / "vdirsyncer")]
    for request in ("discover", "sync", "sync"):
        done = subprocess.run(
            [*sync, request], input="y\n", capture_output=True, text=True, check=False, env=environment, timeout=120
        )
        assert done.returncode == 0, done.stderr
    listed = subprocess.run(
        [program("khal"), "-c", str(tmp_path / "khal"), "list", "2025-05-01", "60d"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        timeout=120,
    ).stdout
    assert "2025-05-21" in listed
    assert "Session 2" in listed or "session 2" in listed
