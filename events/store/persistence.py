"""How does a program of the `eventsourcing` library open our log? By naming this module as its PERSISTENCE_MODULE.

    class Talks(Application[str]):
        env = {"PERSISTENCE_MODULE": "events.store.persistence", "TIMELINE_STORE": "talks.db"}

Its events are our facts (`FactRecorded`), in order of position. Its projections follow the log on every engine, and
keep their tracking with their views, in a database of their own. The log is opened for reading: what is recorded has to
be checked against what is there, so facts are recorded by `timeline append` and its like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Never

from events.store.address import Address, open_engine
from events.store.library import (
    FactNotification,
    FactRecorder,
    InfrastructureFactory,
    Mapper,
    NotSupportedError,
    StoredEvent,
    TrackingRecorder,
)
from events.store.log import FactLog, RecordedFact
from events.store.options import OpenMode, StoreOptions

if TYPE_CHECKING:
    from events.store.port import Engine

STORE = "TIMELINE_STORE"
"""The setting that names the store, by its address."""


class FactRecorded(RecordedFact):
    """A fact as an event of the library: that of a dialogue, at its version."""

    __slots__ = ()

    @property
    def originator_id(self) -> str:
        """The dialogue."""
        return self.dialogue

    @property
    def originator_version(self) -> int:
        """The version of the dialogue."""
        return self.version


class FactMapper(Mapper[str]):
    """Makes events of stored facts. Makes no stored facts."""

    def __init__(self, log: FactLog) -> None:
        self._log = log

    def to_domain_event(self, stored_event: StoredEvent) -> FactRecorded:
        """Decode a fact.

        Raises:
            StoreError: it cannot be read.

        """
        assert isinstance(stored_event, FactNotification)
        return FactRecorded._make(self._log.decoded(stored_event.row()))

    def to_stored_event(self, domain_event: object) -> Never:
        """Refuse: a fact is checked before it is recorded.

        Raises:
            NotSupportedError: always.

        """
        msg = f"{type(domain_event).__name__} is not recorded through the library: this program checks what it appends"
        raise NotSupportedError(msg)


class Factory(InfrastructureFactory[TrackingRecorder]):
    """Opens the store that the environment of an application names."""

    _engine: Engine | None = None

    def _opened(self) -> Engine:
        """Return the store, opened at the first call.

        Raises:
            NotFoundError: there is none.
            BadInputError: no store is named, or not by an address.

        """
        if self._engine is None:
            self._engine = open_engine(Address.parse(self.env.get(STORE) or ""), mode=OpenMode.READ)
        return self._engine

    def mapper(self, **_: Any) -> FactMapper:  # type: ignore[override] # noqa: ANN401 - no transcoder and no class are asked for
        """Return what makes events of our facts."""
        return FactMapper(FactLog(self._opened()))

    def application_recorder(self) -> FactRecorder:
        """Return the recorder over the store."""
        return FactRecorder(self._opened(), StoreOptions(OpenMode.READ))

    def aggregate_recorder(self, purpose: str = "events") -> Never:
        """Refuse: no snapshots are kept of a dialogue."""
        raise _own_database(f"{purpose} recorder")

    def tracking_recorder(self, tracking_recorder_class: object = None) -> Never:  # noqa: ARG002 - the library's signature
        """Refuse: a view and its tracking are written in one transaction, in a database of their own."""
        raise _own_database("tracking recorder")

    def process_recorder(self) -> Never:
        """Refuse, for the same reason."""
        raise _own_database("process recorder")

    def close(self) -> None:
        """Close the store."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None


def _own_database(what: str) -> NotSupportedError:
    msg = f"a log of facts has no {what}: give the projection a PERSISTENCE_MODULE of its own, with its name before it"
    return NotSupportedError(msg)
