"""The library's conformance tests, with slugs in place of UUIDs: which apply to our recorder, and why others do not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING
from uuid import uuid4

from eventsourcing.tests import persistence

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.store.engine import LogEngine
    from events.store.library import FactRecorder

APPLIED = frozenset({"ApplicationRecorderTestCase", "NonInterleavingNotificationIDsBaseCase"})

NOT_APPLIED = {
    "AggregateRecorderTestCase": "asserts that insert_events returns None; an application recorder returns positions",
    "ProcessRecorderTestCase": "we have no process recorder: read models are written in the transaction of the append",
    "TrackingRecorderTestCase": "we have no tracking recorder: who follows our log tracks it in a database of theirs",
    "InfrastructureFactoryTestCase": "asks for aggregate, process and tracking recorders, which our factory refuses",
    "TranscoderTestCase": "we have no transcoder: payloads are canonical JSON",
    "RecorderTestCase": "the base of the others; has no tests",
}


class RecorderCase(ABC):
    """Over a store that no other test uses."""

    addCleanup: Callable[..., None]  # noqa: N815 - of the TestCase that this is mixed into

    @abstractmethod
    def open_store(self) -> LogEngine:
        """Make a store, which goes when the test is done."""

    def create_recorder(self) -> FactRecorder:
        store = self.open_store()
        self.addCleanup(store.close)
        return store.recorder

    def new_originator_id(self) -> str:
        return f"dialogue-{uuid4()}"


class ApplicationRecorderCase(RecorderCase, persistence.ApplicationRecorderTestCase):
    """The library's test of an application recorder, and of following it."""

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class NonInterleavingCase(RecorderCase, persistence.NonInterleavingNotificationIDsBaseCase):
    """The library's test that transactions do not share the log."""
