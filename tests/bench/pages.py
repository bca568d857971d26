"""Ours, as a reader of pages meets it: the application without a network, in a process of its own.

Times are of the processor: a page is made in one process, and what else the machine does is none of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final

import psutil

from events.memory import leave_aside, share_heap
from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.bench.history import TODAY
from tests.bench.timing import Timed
from tests.web.asking import HOST, Browser
from timeline.application.held import hold
from timeline.application.tracker import Tracker
from timeline.web.access import OwnMachine
from timeline.web.app import app_of
from timeline.web.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

WARM: Final = 3
"""Days that are looked at before any is measured."""


@contextmanager
def reader(store: str, slug: str) -> Iterator[tuple[Browser, list[date]]]:
    """Who looks at a store, and the days of news of a dialogue."""
    with Tracker(open_engine(Address.parse(store), mode=OpenMode.READ), TODAY) as tracker:
        hold(tracker.engine)
        desk = Desk(lambda: tracker, OwnMachine("reader", writes=False), frozenset({HOST}), key=b"k" * 32)
        yield Browser(app_of(desk)), [one.day for one in tracker.heard(slug)]


def step(store: str, slug: str, steps: int) -> Timed:
    """Go from the middle of the days of news to the next, and the next; the median page, as a browser asks for it."""
    with reader(store, slug) as (browser, days):
        taken = []
        for day in days[len(days) // 2 - WARM :][: steps + WARM]:
            begun = process_time()
            browser.get(f"/d/{slug}?on={day}", accept_encoding="gzip")
            taken.append(process_time() - begun)
    return Timed(median(taken[WARM:]), 1)


def size(store: str, slug: str) -> Timed:
    """The bytes of the page of the middle day of news."""
    with reader(store, slug) as (browser, days):
        return Timed(len(browser.get(f"/d/{slug}?on={days[len(days) // 2]}").content), 1)


def first(store: str, slug: str) -> Timed:
    """The first page after the start of a server, today's."""
    with Tracker(open_engine(Address.parse(store), mode=OpenMode.READ), TODAY) as tracker:
        hold(tracker.engine)
        desk = Desk(lambda: tracker, OwnMachine("reader", writes=False), frozenset({HOST}), key=b"k" * 32)
        begun = process_time()
        Browser(app_of(desk)).get(f"/d/{slug}", accept_encoding="gzip")
        return Timed(process_time() - begun, 1)


def walked(store: str, slug: str, days: int) -> Timed:
    """The bytes that the process holds once so many days of news were looked at, to the last and back.

    Memory is taken and given back as `timeline serve` does.
    """
    share_heap()
    with reader(store, slug) as (browser, news):
        leave_aside()
        for day in [*news[-days // 2 :], *reversed(news[-days // 2 :])]:
            browser.get(f"/d/{slug}?on={day}", accept_encoding="gzip")
        return Timed(psutil.Process().memory_info().rss, 1)
