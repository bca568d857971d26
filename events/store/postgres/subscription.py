"""Following a PostgreSQL log through the library: NOTIFY is a hint, and the log is looked at without one too.

The library looks once, then only when it is notified. What is committed between that look and its LISTEN, or while a
line is renewed, it would never deliver: its own conformance test then waits for ever.
"""

from __future__ import annotations

import time

from psycopg.sql import SQL, Identifier

from events.store import library

POLL_SECONDS = 1.0
"""How long a fact can wait whose notification was lost."""

_STOP_SECONDS = 0.1
"""How soon a stopped subscription ends."""


class PollingSubscription(library.PostgresSubscription):
    """The library's subscription, looking at the log when it begins to listen and every `POLL_SECONDS`."""

    def _listen(self) -> None:
        try:
            with self._recorder.datastore.get_connection() as line:
                line.execute(SQL("LISTEN {}").format(Identifier(self._recorder.channel_name)))
                looked = 0.0
                while not self._has_been_stopped and not self._thread_error:
                    notified = list(line.notifies(timeout=_STOP_SECONDS, stop_after=1))
                    if notified or time.monotonic() - looked >= POLL_SECONDS:
                        looked = time.monotonic()
                        self._has_been_notified.set()
        except BaseException as error:  # noqa: BLE001 - told to whoever follows, by the library
            if self._thread_error is None:
                self._thread_error = error
            self.stop()
