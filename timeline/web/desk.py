"""What do all requests to one server share? Whom they ask, who may look, and what the server is allowed to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from timeline.values.languages import ENGLISH
from timeline.web.kept import Kept
from timeline.web.live import Live
from timeline.web.stamp import Stamps

SUMMARIES = 12 * 2**20
"""Bytes of what the page of all dialogues shows of each, as of one day: some kilobytes."""

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.application.tracker import Tracker
    from timeline.web.access import Access


@dataclass(frozen=True)
class Desk:
    """What requests share.

    Attributes:
        tracker: makes the tracker of an open store, on the day that it is when a request comes.
        access: who looks, and what they may.
        hosts: the names, with their ports, by which this server may be called. As a Host header has them.
        key: random bytes of this server, for the stamps of its forms. At least 32.
        writes: whether anything may be recorded.
        language: of who asks for none.
        version: of the program.
        kept: what is worked out once for many pages.
        summaries: what the page of all dialogues shows of each.

    """

    tracker: Callable[[], Tracker]
    access: Access
    hosts: frozenset[str]
    key: bytes = field(repr=False)
    writes: bool = False
    language: str = ENGLISH
    version: str = ""
    kept: Kept = field(default_factory=Kept)
    summaries: Kept = field(default_factory=lambda: Kept(SUMMARIES))

    @cached_property
    def live(self) -> Live:
        """The readers who are told what goes on."""
        return Live(self.tracker)

    @cached_property
    def stamps(self) -> Stamps:
        """What proves that a form came from a page of this server."""
        return Stamps(self.key)
