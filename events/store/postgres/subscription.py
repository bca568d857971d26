"""Following a PostgreSQL log through the library.

The library looks once, then only when it is notified. What is committed between that look and its LISTEN, or while a
line is renewed, it would never deliver: its own conformance test then waits for ever.
"""

from __future__ import annotations

import time

from events.store import library
from events.store.postgres.notices import POLL_SECONDS, listening_to, notified

_STOP_SECONDS = 0.1
"""How soon a stopped subscription ends."""


class PollingSubscription(library.PostgresSubscription):
    """The library's subscription, looking at the log when it begins to listen and every `POLL_SECONDS`."""

    def _listen(self) -> None:
        try:
            with self._recorder.datastore.get_connection() as line:
                line.execute(listening_to(self._recorder.datastore.schema))
                looked = 0.0
                while not self._has_been_stopped and not self._thread_error:
                    if notified(line, _STOP_SECONDS) or time.monotonic() - looked >= POLL_SECONDS:
                        looked = time.monotonic()
                        self._has_been_notified.set()
        except BaseException as error:  # noqa: BLE001 - told to whoever follows, by the library
            if self._thread_error is None:
                self._thread_error = error
            self.stop()
