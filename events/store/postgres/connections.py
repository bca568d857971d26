"""Connections to a PostgreSQL server: making them, keeping a few, and noticing within a minute that one is dead.

Every limit in time is named here. Together they are below 60 s on each way: a lost commit is noticed after
ANSWER_SECONDS, a new connection takes up to RECONNECT_SECONDS and one attempt of CONNECT_SECONDS, and asking there
takes up to SETTLE_SECONDS.
"""

from __future__ import annotations

import math
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.string import BytesBinaryDumper

from events.errors import StoreError
from events.store.postgres.errors import NoAnswerError, refusing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from events.store.postgres.target import Target

Done = TypeVar("Done")

OLDEST_SERVER = 15
CONNECT_SECONDS = 10
ANSWER_SECONDS = 20.0
"""How long the answer to one statement may take, also when the server's machine still takes our packets."""
RECONNECT_SECONDS = 10.0
"""How long a new connection is tried for after an answer was lost: a server that restarts is back within seconds."""
SETTLE_SECONDS = 10
IDLE_SECONDS = 20
"""After how long the server gives up a transaction whose client went silent while it held the lock."""
IDLE_CONNECTIONS = 4

# The kernel asks after 10 s of silence, three times, every 5 s; and gives up on what nobody confirms in 20 s.
_KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that waits for an answer only so long."""

    answer_seconds = ANSWER_SECONDS
    name = ""
    """Tells our connections apart in pg_stat_activity."""
    was_silent = False
    """The connection was closed because no answer came. A second try would only double the wait."""
    pid = 0
    """The server's process. Libpq forgets it with the connection."""

    def wait(self, gen: Generator[Any, Any, Any], *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - psycopg's
        """Run psycopg's generator until it has its answer. When the time is up, close the connection."""
        try:
            return super().wait(_until(gen, time.monotonic() + self.answer_seconds), *arguments, **named)
        except NoAnswerError:
            self.was_silent = True
            self.close()
            raise


def _until(gen: Generator[Any, Any, Any], deadline: float) -> Generator[Any, Any, Any]:
    """Pass on what a generator of psycopg asks and gets, until the deadline.

    psycopg wakes it up every 0.1 s with an empty readiness. That is when we look at the clock.
    """
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if not ready and time.monotonic() > deadline:
                raise NoAnswerError("no answer from the server")
            wanted = gen.send(ready)
    except StopIteration as end:
        return end.value


class Connections:
    """The connections of one store. May be shared by threads, each of which takes a connection of its own."""

    def __init__(self, target: Target, *, wait_seconds: float) -> None:
        self.target = target
        self.wait_seconds = wait_seconds
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._is_closed = False

    def take(self) -> tuple[Connection, bool]:
        """Return a connection, and whether it was used before (so that it may have died meanwhile).

        Raises:
            StoreError: the server cannot be reached or is too old.

        """
        with self._lock:
            if self._idle:
                return self._idle.pop(), True
        return self.connect(), False

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for later, if it is fit for that."""
        if not connection.closed and connection.info.transaction_status is TransactionStatus.IDLE:
            with self._lock:
                if len(self._idle) < IDLE_CONNECTIONS and not self._is_closed:
                    self._idle.append(connection)
                    return
        connection.close()

    def use(self, action: Callable[[Connection], Done]) -> Done:
        """Do something on a connection. Once more on a new one if a kept one had died.

        Raises:
            StoreError: the server could not do it, or cannot be reached.

        """
        connection, kept = self.take()
        try:
            with refusing(self.target):
                return action(connection)
        except StoreError:
            if not kept or not connection.closed or connection.was_silent:
                raise
        finally:
            self.give_back(connection)
        # Nothing was committed on the connection that had died.
        self.forget()
        return self.use(action)

    def forget(self) -> None:
        """Close the connections that nobody uses: their server may be gone."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def close(self) -> None:
        """Close the connections. One that a thread still uses is closed when it gives it back."""
        with self._lock:
            self._is_closed = True
        self.forget()

    def connect(self) -> Connection:
        """Make a connection, with the settings that every one of ours has."""
        target = self.target
        parameters = _KEEPALIVE | {"connect_timeout": CONNECT_SECONDS} | target.parameters()
        parameters["options"] = f"{parameters.get('options', '')} {self._settings()}"
        parameters["application_name"] = name = f"timeline-{secrets.token_hex(4)}"
        with refusing(target):
            try:
                connection = Connection.connect(autocommit=True, **parameters)
            except psycopg.ProgrammingError:
                raise target.unreadable() from None
        # COPY writes bytea by the dumper that was registered last: let that be psycopg's in C, not the one in Python.
        connection.adapters.register_dumper(bytes, BytesBinaryDumper)
        connection.name, connection.pid = name, connection.info.backend_pid
        if connection.info.server_version < OLDEST_SERVER * 10_000:
            version = connection.info.server_version // 10_000
            connection.close()
            msg = f"the server of the store {target.shown} is PostgreSQL {version}; {OLDEST_SERVER} or newer is needed"
            raise StoreError(msg, hint="Upgrade the server, or use an SQLite store.")
        return connection

    def _settings(self) -> str:
        """Return the server's settings for a connection, as command-line options of the server.

        The search path has nothing but the schema of the store: no other table can take the place of ours.
        """
        milliseconds = math.ceil(self.wait_seconds * 1000)
        return " ".join(
            f"-c {setting}"
            for setting in (
                f'search_path="{self.target.schema}",pg_temp',
                "TimeZone=UTC",
                # An acknowledged fact is on the disk, whatever the server's default is.
                "synchronous_commit=on",
                f"lock_timeout={milliseconds}",
                f"statement_timeout={milliseconds + SETTLE_SECONDS * 1000}",
                f"idle_in_transaction_session_timeout={IDLE_SECONDS * 1000}",
            )
        )

    def reconnect(self) -> Connection:
        """Make a connection to a server that was lost a moment ago, trying for a while."""
        self.forget()
        deadline = time.monotonic() + RECONNECT_SECONDS
        while True:
            try:
                return self.connect()
            except StoreError:
                if time.monotonic() >= deadline:
                    raise
            time.sleep(0.25)


def hang_up(connection: Connection, lost: Connection) -> None:
    """Make the server give up a transaction of ours whose connection was lost before it heard the commit.

    Only such a one: a backend that is still busy committing is left to finish.
    """
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid = %s AND application_name = %s AND state LIKE 'idle in transaction%%'",
        (lost.pid, lost.name),
    )
