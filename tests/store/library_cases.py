"""Which of the library's conformance tests apply to our recorders, and why the others do not."""

from __future__ import annotations

from uuid import uuid4

from eventsourcing.tests import persistence

APPLIED = frozenset({"ApplicationRecorderTestCase", "NonInterleavingNotificationIDsBaseCase"})

NOT_APPLIED = {
    "AggregateRecorderTestCase": "asserts that insert_events returns None; an application recorder returns positions",
    "ProcessRecorderTestCase": "we have no process recorder: read models are written in the transaction of the append",
    "TrackingRecorderTestCase": "we have no tracking recorder, for the same reason",
    "InfrastructureFactoryTestCase": "we have no factory: a store is opened by its address",
    "TranscoderTestCase": "we have no transcoder: payloads are canonical JSON",
    "RecorderTestCase": "the base of the others; has no tests",
}


class ApplicationRecorderCase(persistence.ApplicationRecorderTestCase):
    """The library's test of an application recorder, with slugs in place of UUIDs."""

    def new_originator_id(self) -> str:
        return f"dialogue-{uuid4()}"


class NonInterleavingCase(persistence.NonInterleavingNotificationIDsBaseCase):
    """The library's test that transactions do not share the log, with slugs in place of UUIDs."""

    def new_originator_id(self) -> str:
        return f"dialogue-{uuid4()}"
