"""How is our log a log of the `eventsourcing` library? Every append goes in, and every follower reads, through here.

`FactRecorder` is the library's `ApplicationRecorder` over any engine of ours: an originator is a dialogue, a
notification is a fact at its position in the log. It is the one way into a log: what an append adds is decided by
`events.store.append_plan`, and goes in as the library's stored events, each with its envelope. `FactSubscription`
follows a log, for us and for the library's projections alike (`events.store.persistence`).

The only module that imports the library, so that its next release is met in one file (10.0 renames `Application` and
`Mapper`. The recorder's interface survives). Importing it takes 50 ms: commands that only read do not.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from json import loads
from typing import TYPE_CHECKING, Any

from eventsourcing.persistence import (
    ApplicationRecorder,
    DatabaseError,
    InfrastructureFactory,
    IntegrityError,
    Mapper,
    Notification,
    NotSupportedError,
    OperationalError,
    PersistenceError,
    StoredEvent,
    Subscription,
    TrackingRecorder,
)

from events.errors import StoreError
from events.identity import REDACTED
from events.store.append_plan import Appending, AppendPlan, new_topics
from events.store.port import Addition, RefusedError, StoredFact, UnavailableError
from events.store.tree import grown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from events.store.options import StoreOptions
    from events.store.port import Engine, Hook, LockedLog

__all__ = [
    "FactNotification",
    "FactRecorder",
    "FactSubscription",
    "InfrastructureFactory",
    "Mapper",
    "NotSupportedError",
    "PersistenceError",
    "StoredEvent",
    "TrackingRecorder",
]

REDACTIONS = "fact-redacted@"
"""What the topic of a judgement begins with that takes the content of a fact away."""

RECORDED_BY = "eventsourcing"
"""Who recorded a stored event that came without an envelope."""

LOOK_SECONDS = 60.0
"""After so long without news a follower looks whether the log still ends with the last fact."""

WAIT_SECONDS = 1.0
"""How long a follower waits at a time. A stopped one ends within it."""

AGAIN_SECONDS = 1.0
"""Between two attempts to reach a store that is out of reach."""


@dataclass(frozen=True)
class FactNotification(Notification):
    """A fact as the library's followers get it: its notification, with the rest of its envelope.

    Attributes:
        fact_id: 32 hex digits.
        digest: 64 hex digits.
        recorded_at: the instant of the append, UTC.
        recorded_by: who appended it.

    """

    fact_id: str
    digest: str
    recorded_at: datetime
    recorded_by: str

    @classmethod
    def of(cls, row: StoredFact) -> FactNotification:
        """Return the notification of a row of the log."""
        return cls(
            originator_id=row.dialogue,
            originator_version=row.version,
            topic=row.topic,
            state=row.payload,
            id=row.position,
            fact_id=row.fact_id,
            digest=row.digest,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )

    def row(self) -> StoredFact:
        """Return the row of the log."""
        envelope = (self.fact_id, self.digest, self.topic, self.state, self.recorded_at, self.recorded_by)
        return StoredFact(self.id, str(self.originator_id), self.originator_version, *envelope)


class FactRecorder(ApplicationRecorder):
    """The library's recorder over a store of ours. May be shared by threads.

    `appending` and `follow` are ours and raise our errors. The library's own methods raise the library's.
    """

    def __init__(self, engine: Engine, options: StoreOptions) -> None:
        """Take the store, and the options that it was opened with."""
        self._engine = engine
        self._options = options
        self._topics: frozenset[str] = frozenset()
        """Topics that are known to be in the log: committed, and never deleted."""

    # ---- ours --------------------------------------------------------------------------------------------------

    @contextmanager
    def appending(
        self, *, recorded_by: str, expected: Mapping[str, int], on_append: Sequence[Hook] = ()
    ) -> Iterator[Appending]:
        """Append batch by batch in one transaction (see the port)."""
        with self._engine.locked() as log:
            appending = Appending(
                log,
                expected=expected,
                now=self._options.clock().astimezone(UTC),
                recorded_by=recorded_by,
                insert=partial(self._insert_planned, log, on_append),
            )
            yield appending
        self._topics |= appending.topics

    def _insert_planned(self, log: LockedLog, on_append: Sequence[Hook], plan: AppendPlan) -> None:
        """Hand the planned rows over as stored events, then call the hooks."""
        self._insert_events(log, [StoredEvent(row[1], row[2], row[5], row[6]) for row in plan.rows], envelopes=plan)
        for hook in on_append:
            hook(log.read_models, plan.rows)

    def _insert_events(
        self, log: LockedLog, stored_events: Sequence[StoredEvent], *, envelopes: AppendPlan
    ) -> Sequence[int]:
        """Insert stored events in an open transaction, each with the envelope of its row in the plan."""
        rows = [
            StoredFact(
                row.position,
                event.originator_id,  # type: ignore[arg-type] # a slug; the library allows UUIDs as well
                event.originator_version,
                row.fact_id,
                row.digest,
                event.topic,
                event.state,
                row.recorded_at,
                row.recorded_by,
            )
            for event, row in zip(stored_events, envelopes.rows, strict=True)
        ]
        growth = grown(log.tree(), rows, store=self._engine.shown)
        log.write(Addition(rows, envelopes.once, growth, new_topics(rows, self._topics)))
        log.read_models.mark_stale(sorted({row.dialogue for row in rows}))
        self._redact(log, rows)
        return [row.position for row in rows]

    @staticmethod
    def _redact(log: LockedLog, rows: Sequence[StoredFact]) -> None:
        """Take away what the rows redact, in the transaction that records it, and whatever was made of it."""
        if not any(topic.startswith(REDACTIONS) for topic in {row.topic for row in rows}):
            return
        targets = [loads(row.payload)["target"] for row in rows if row.topic.startswith(REDACTIONS)]
        whole = [row for row in log.lookups.known(targets).values() if row.payload != REDACTED]
        if whole:
            log.redact([row.position for row in whole])
            log.read_models.forget(sorted({row.dialogue for row in whole}))
            log.read_models.index.drop()

    def follow(
        self,
        last: StoredFact | None,
        *,
        lost: Callable[[UnavailableError], object],
        back: Callable[[int], object],
    ) -> FactSubscription:
        """Follow the log after a fact. None for all that it holds (see `events.store.following`)."""
        return FactSubscription(self, self._engine, last, lost=lost, back=back)

    # ---- the library's interface -------------------------------------------------------------------------------

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        **kwargs: Any,  # noqa: ANN401 - the library's signature
    ) -> Sequence[int]:
        """Insert bare stored events. Their positions are returned. Their ids are derived from what they hold."""
        if kwargs.get("tracking") is not None:
            raise NotSupportedError("a log of facts keeps no tracking: keep it in the database of your view")
        with _in_the_librarys_words(), self._engine.locked() as log:
            position, last = log.end()
            now = self._options.clock().astimezone(UTC)
            rows = _rows_of(stored_events, position=position, recorded_at=now if last is None else max(last, now))
            envelopes = AppendPlan(rows=rows, once=[None] * len(rows))
            return self._insert_events(log, stored_events, envelopes=envelopes) if rows else []

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return the facts of one dialogue."""
        with _in_the_librarys_words():
            dialogue = str(originator_id)
            stream = self._engine.stream(dialogue, after_version=_BEFORE_ALL if gt is None else gt)
            rows = [row for row in stream if lte is None or row.version <= lte]
            if desc:
                rows.reverse()
            return list(map(FactNotification.of, rows[:limit]))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return facts in order of position."""
        with _in_the_librarys_words():
            after = 0 if start is None else start - 1 if inclusive_of_start else start
            rows = self._engine.since(max(after, 0), limit=None if topics else limit)
            wanted = (
                row for row in rows if (stop is None or row.position <= stop) and (not topics or row.topic in topics)
            )
            return list(map(FactNotification.of, islice(wanted, limit)))

    def max_notification_id(self) -> int | None:
        """Return the last position. None for an empty log."""
        with _in_the_librarys_words():
            return self._engine.head() or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> FactSubscription:
        """Follow the log after a position."""
        with _in_the_librarys_words():
            last = next(self._engine.since(gt - 1, limit=1), None) if gt else None
            if gt and last is None:
                msg = f"the log ends at position {self._engine.head()}, before {gt}"
                raise OperationalError(msg)
            return FactSubscription(self, self._engine, last, topics=topics)


_BEFORE_ALL = -1
"""The library counts versions from 0 where it likes. Ours begin with 1."""


class FactSubscription(Subscription[FactRecorder]):
    """Facts after the last one, without end: in order, each once, none left out.

    A store that is out of reach is tried until it answers. Then the log goes on after the last fact, which has to stand
    in it as it did: a server or a file that was put back to an earlier state is not followed.
    """

    def __init__(  # noqa: PLR0913 - the library's three, and ours
        self,
        recorder: FactRecorder,
        engine: Engine,
        last: StoredFact | None,
        *,
        topics: Sequence[str] = (),
        lost: Callable[[UnavailableError], object] = lambda _: None,
        back: Callable[[int], object] = lambda _: None,
    ) -> None:
        """Take the recorder and its store, the last fact that is known, and whom to tell of a store out of reach."""
        super().__init__(recorder, gt=last.position if last else None, topics=topics)
        self._engine = engine
        self._last = last
        self._lost, self._back = lost, back
        self._is_lost = False
        self._rows: Iterator[StoredFact] = iter(())
        self._looked = float("-inf")

    def __next__(self) -> FactNotification:
        """Return the next fact, however long it takes.

        Raises:
            StopIteration: it was stopped.
            StoreError: the log is not the one any more that was followed, or cannot be read.

        """
        while not self._has_been_stopped:
            try:
                row = next(self._rows, None)
                if row is None:
                    self._look_again()
                    continue
            except UnavailableError as error:
                if not self._is_lost:
                    self._is_lost = True
                    self._lost(error)
                self._looked = float("-inf")
                self._rows = iter(())
                time.sleep(AGAIN_SECONDS)
                continue
            self._last = row
            if not self._topics or row.topic in self._topics:
                return FactNotification.of(row)
        raise StopIteration

    def _look_again(self) -> None:
        """Read what is there after the last fact. Where nothing is, wait a moment."""
        position = self._last.position if self._last else 0
        if time.monotonic() - self._looked < LOOK_SECONDS and not self._engine.wait(position, seconds=WAIT_SECONDS):
            return
        self._rows = _after(self._engine, self._last)
        self._looked = time.monotonic()
        if self._is_lost:
            self._is_lost = False
            self._back(position)


def _after(engine: Engine, last: StoredFact | None) -> Iterator[StoredFact]:
    """Facts after the last one. The first read is made at once."""
    rows = engine.since(last.position - 1 if last else 0)
    first = next(rows, None)
    if last is None:
        return rows if first is None else chain([first], rows)
    if first is None or first._replace(payload=last.payload) != last:  # what it said may be redacted since
        stands = "nothing" if first is None else f"another fact ({first.fact_id})"
        msg = f"the log does not go on after position {last.position}: {stands} stands where fact {last.fact_id} stood"
        raise StoreError(msg, hint="The store was put back to an earlier state, or another took its place.")
    return rows


@contextmanager
def _in_the_librarys_words() -> Iterator[None]:
    """Say in the library's errors what a store refused to one of the library's callers."""
    try:
        yield
    except RefusedError as error:
        raise IntegrityError(error.message) from error
    except UnavailableError as error:
        raise OperationalError(error.message) from error
    except StoreError as error:
        raise DatabaseError(error.message) from error


def _rows_of(stored_events: Sequence[StoredEvent], *, position: int, recorded_at: datetime) -> list[StoredFact]:
    """Return the rows of bare stored events, at the positions after `position`."""
    return [
        _row(event, position=place, recorded_at=recorded_at)
        for place, event in enumerate(stored_events, start=position + 1)
    ]


def _row(event: StoredEvent, *, position: int, recorded_at: datetime) -> StoredFact:
    dialogue = str(event.originator_id)
    digest = sha256(event.topic.encode() + b"\0" + event.state).hexdigest()
    identity = f"{dialogue}\0{event.originator_version}\0{digest}"
    return StoredFact(
        position=position,
        dialogue=dialogue,
        version=event.originator_version,
        fact_id=sha256(identity.encode()).hexdigest()[:32],
        digest=digest,
        topic=event.topic,
        payload=event.state,
        recorded_at=recorded_at,
        recorded_by=RECORDED_BY,
    )
