"""The library's projection with a read model in PostgreSQL; apart from `library`, as psycopg takes long to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection
from psycopg.sql import SQL, Identifier

if TYPE_CHECKING:
    from eventsourcing.persistence import Tracking
    from eventsourcing.postgres import PostgresDatastore


class CountedThere(PostgresTrackingRecorder):
    """A read model as small as one can be: the number of events."""

    def __init__(self, datastore: PostgresDatastore, **settings: Any) -> None:
        super().__init__(datastore, **settings)
        schema = Identifier(datastore.schema)
        self.sql_create_statements += [
            SQL("CREATE TABLE {}.counted (n bigint)").format(schema),
            SQL("INSERT INTO {}.counted VALUES (0)").format(schema),
        ]
        self._count = SQL("UPDATE {}.counted SET n = n + 1").format(schema)

    def count(self, tracking: Tracking) -> None:
        """Count one event and track it, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(self._count)


class CountingThere(Projection[CountedThere]):
    """The library's projection over that read model."""

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:  # noqa: ARG002 - its signature
        """Count any event."""
        self.view.count(tracking)
