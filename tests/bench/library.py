"""What ours is measured beside: the `eventsourcing` library as it comes, each a task for a process of its own.

Its defaults are kept (JSON transcoder, UUIDs as ids, WAL with SQLite's own `synchronous = FULL`); where it could be
used in several ways, the fastest is taken. The events carry the same payloads as our facts.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from dataclasses import dataclass
from itertools import islice
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import JSONTranscoder, StoredEvent, Tracking, Transcoding
from eventsourcing.projection import Projection
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteDatastore,
    SQLiteTrackingRecorder,
)

from tests.bench.history import SMALLEST, entries
from tests.bench.timing import Timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eventsourcing.persistence import ApplicationRecorder

    from events.store.port import Entry

PAGE = 1_000
"""Notifications asked for at a time: with the 10 of the library's own log reader it is slower."""


class Dialogue(Aggregate):
    """A dialogue as the library's aggregate; its events change nothing, so that replaying costs least."""

    @dataclass(frozen=True)
    class Opened(Aggregate.Created):
        """The first event of a dialogue."""

        kind: str
        fact: dict[str, Any]

    @dataclass(frozen=True)
    class Reported(Aggregate.Event):
        """Any later event of a dialogue."""

        kind: str
        fact: dict[str, Any]

        def apply(self, aggregate: Any) -> None:
            """Change nothing."""


class Dialogues(Application[UUID]):
    """The library's application, bare."""


@dataclass(frozen=True)
class Time:
    """A time as our facts have it, for events whose values are typed as ours are."""

    edtf: str | None
    wording: str | None


@dataclass(frozen=True)
class Person:
    """A person as our facts have them."""

    name: str
    role: str | None
    side: str | None
    part: str | None


class TimeTranscoding(Transcoding):
    """How the library's transcoder is told of times."""

    type = Time
    name = "time"

    def encode(self, obj: Time) -> list[str | None]:
        """The attributes in order."""
        return [obj.edtf, obj.wording]

    def decode(self, data: list[str | None]) -> Time:
        """The time that has them."""
        return Time(*data)


class PersonTranscoding(Transcoding):
    """How the library's transcoder is told of persons."""

    type = Person
    name = "person"

    def encode(self, obj: Person) -> list[str | None]:
        """The attributes in order."""
        return [obj.name, obj.role, obj.side, obj.part]

    def decode(self, data: list[Any]) -> Person:
        """The person who has them."""
        return Person(*data)


class TypedDialogues(Dialogues):
    """The application whose events hold times and persons as values of their own."""

    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        """The library's, and ours."""
        super().register_transcodings(transcoder)
        transcoder.register(TimeTranscoding())
        transcoder.register(PersonTranscoding())


def dialogue_id(slug: str) -> UUID:
    """The id of a dialogue's aggregate."""
    return uuid5(NAMESPACE_URL, slug)


def plain(payload: bytes) -> dict[str, Any]:
    """The attributes of a fact as JSON has them."""
    attributes: dict[str, Any] = json.loads(payload)
    return attributes


def typed(payload: bytes) -> dict[str, Any]:
    """The attributes of a fact, times and persons as values."""
    attributes = plain(payload)
    for name in {"when", "window", "published", "due"} & attributes.keys():
        time = attributes[name]
        attributes[name] = Time(time, None) if isinstance(time, str) else Time(time.get("edtf"), time.get("wording"))
    if "persons" in attributes:
        attributes["persons"] = [
            Person(*map(person.get, ("name", "role", "side", "part"))) for person in attributes["persons"]
        ]
    return attributes


def domain_events(
    facts: Iterable[Entry], attributes_of: Callable[[bytes], dict[str, Any]] = plain
) -> Iterator[Dialogue.Opened | Dialogue.Reported]:
    """Facts as domain events with the same attributes."""
    versions: Counter[str] = Counter()
    for entry in facts:
        versions[entry.dialogue] += 1
        version = versions[entry.dialogue]
        id_, now, fact = dialogue_id(entry.dialogue), Dialogue.Event.create_timestamp(), attributes_of(entry.payload)
        if version == 1:
            yield Dialogue.Opened(id_, version, now, f"{__name__}:Dialogue", entry.topic, fact)
        else:
            yield Dialogue.Reported(id_, version, now, entry.topic, fact)


def application(file: str, *, values: bool = False) -> Dialogues:
    """The application over an SQLite file. Settings are passed: the environment would override the class's."""
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": file}
    return TypedDialogues(env=env) if values else Dialogues(env=env)


def make_store(file: str, facts: int, *, values: bool = False) -> Timed:
    """Make a file that holds a history as domain events, whose times and persons may be values of their own."""
    begun = perf_counter()
    app = application(file, values=values)
    stored = map(app.mapper.to_stored_event, domain_events(entries(facts), typed if values else plain))
    while lot := list(islice(stored, PAGE)):
        app.recorder.insert_events(lot)
    app.close()
    return Timed(perf_counter() - begun, facts)


def append_in_bulk(file: str, facts: int, batch: int) -> Timed:
    """Insert stored events that lie ready in memory, so many a transaction, into a file that does not exist yet."""
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(file, originator_id_type="text"))
    recorder.create_table()
    return _inserted(recorder, facts, batch)


def append_in_bulk_postgres(address: str, schema: str, facts: int, batch: int) -> Timed:
    """Do the same in a new schema of a PostgreSQL database."""
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

    _make_schema(address, schema)
    login = [_postgres_settings(address)[f"POSTGRES_{key}"] for key in ("DBNAME", "HOST", "PORT", "USER", "PASSWORD")]
    with PostgresDatastore(*login, schema=schema, originator_id_type="text") as datastore:
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()
        return _inserted(recorder, facts, batch)


def _inserted(recorder: ApplicationRecorder, facts: int, batch: int) -> Timed:
    versions: Counter[str] = Counter()
    stored = []
    for entry in entries(facts):
        versions[entry.dialogue] += 1
        stored.append(StoredEvent(entry.dialogue, versions[entry.dialogue], entry.topic, entry.payload))
    lots = [stored[start : start + batch] for start in range(0, facts, batch)]
    begun = perf_counter()
    for lot in lots:
        recorder.insert_events(lot)
    return Timed(perf_counter() - begun, facts)


def save_one_by_one(file: str, facts: int) -> Timed:
    """`Application.save` of the last facts of the smallest history as domain events, one at a time."""
    told = list(domain_events(entries(SMALLEST)))
    app = application(file)
    app.save(*told[:-facts])
    events = told[-facts:]
    begun = perf_counter()
    for event in events:
        app.save(event)
    taken = perf_counter() - begun
    app.close()
    return Timed(taken, facts)


def replay(file: str, *, values: bool = False) -> Timed:
    """Select all notifications and map each to its domain event; what the first ones set up is not counted."""
    app = application(file, values=values)
    deque(islice(_events_of(app), PAGE), maxlen=0)
    begun = perf_counter()
    count = sum(1 for _ in _events_of(app))
    taken = perf_counter() - begun
    app.close()
    return Timed(taken, count)


def replay_dialogue(file: str, dialogue: str, repeats: int) -> Timed:
    """Get one aggregate from the repository: its events read, mapped and applied; the median of some repeats."""
    app = application(file)
    taken = []
    for _ in range(repeats):
        begun = perf_counter()
        app.repository.get(dialogue_id(dialogue))
        taken.append(perf_counter() - begun)
    app.close()
    return Timed(median(taken), 1)


class Counted(SQLiteTrackingRecorder):
    """A read model as small as one can be: the number of events."""

    def construct_create_table_statements(self) -> list[str]:
        """The library's tracking table and one counter."""
        statements = super().construct_create_table_statements()
        return [*statements, "CREATE TABLE counted (n INTEGER)", "INSERT INTO counted VALUES (0)"]

    def count(self, tracking: Tracking) -> None:
        """Count one event and track it, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute("UPDATE counted SET n = n + 1")


class Counting(Projection[Counted]):
    """The library's projection over that read model."""

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:  # noqa: ARG002 - its signature
        """Count any event."""
        self.view.count(tracking)


def project(file: str, view: str, facts: int) -> Timed:
    """Drive the projection over the first events of a log, each with its tracking in a transaction of its own.

    There are no subscriptions on SQLite, and so no runner: the notifications are read in pages.
    """
    app = application(file)
    recorder = Counted(SQLiteDatastore(view))
    recorder.create_table()
    projection = Counting(recorder)
    begun = perf_counter()
    for position, event in enumerate(islice(_events_of(app), facts), start=1):
        projection.process_event(event, Tracking(app.name, position))
    taken = perf_counter() - begun
    recorder.datastore.close()
    app.close()
    return Timed(taken, facts)


def project_postgres(address: str, schema: str, facts: int) -> Timed:
    """Let the library's `ProjectionRunner` count the events of a new schema in PostgreSQL."""
    from eventsourcing.projection import ProjectionRunner

    from tests.bench.library_postgres import CountedThere, CountingThere

    _make_schema(address, schema)
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_SCHEMA": schema,
        **_postgres_settings(address),
    }
    app = Dialogues(env=env)
    stored = map(app.mapper.to_stored_event, domain_events(islice(entries(max(facts, SMALLEST)), facts)))
    while lot := list(islice(stored, PAGE)):
        app.recorder.insert_events(lot)
    last = app.recorder.max_notification_id()
    app.close()
    begun = perf_counter()
    with ProjectionRunner(
        application_class=Dialogues, projection_class=CountingThere, view_class=CountedThere, env=env
    ) as runner:
        runner.wait(last, timeout=600)
        return Timed(perf_counter() - begun, facts)


def _events_of(app: Dialogues) -> Iterator[Any]:
    """Every domain event of the log in order."""
    start = 1
    while notifications := app.recorder.select_notifications(start, PAGE):
        yield from map(app.mapper.to_domain_event, notifications)
        start = notifications[-1].id + 1


def _make_schema(address: str, schema: str) -> None:
    import psycopg
    from psycopg.sql import SQL, Identifier

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))


def _postgres_settings(address: str) -> dict[str, str]:
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(address)
    keys = {"DBNAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    return {f"POSTGRES_{key}": str(given.get(name, "")) for key, name in keys.items()}
