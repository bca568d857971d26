"""How does an append go on while its facts are still read? In a transaction that is undone where anything is wrong.

Nothing is decided by it. What is read waits all the same, and is checked whole before the transaction is committed.
Where something is wrong with the facts or the store, all is as if there had been no transaction: whoever records the
facts then says why not. So what is stored and what is said is the same, and sooner.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final, Self

from events.errors import NotFoundError, TimelineError
from events.intake.spool import LOT_FACTS
from events.store.address import SqliteAddress
from events.store.log import FactLog
from events.store.options import OpenMode, StoreOptions
from timeline.application.doing import Doing
from timeline.application.progress import unseen
from timeline.application.recording import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from events.intake.batch import Batch
    from events.store.address import Address
    from events.store.port import Appended, Entry
    from events.store.sqlite import SqliteEngine
    from timeline.application.progress import Watch

AHEAD_BYTES: Final = 100_000_000
"""The largest file that is appended so. Others who append give up after 30 seconds (`events.store.options`), and as
much is read in less, also where its lines are read as documents."""

LITTLE_SECONDS: Final = 0.5
"""How long the store is waited for. Who holds it longer is waited for once all is read."""


class Ahead:
    """An append beside the reading of its facts. Use it in a block, at whose end it is undone unless it is finished.

    Only into a file: nobody's time is used up by a server that waits for a transaction without a word.

    Attributes:
        made: whether the store was made for these facts.

    """

    def __init__(self, address: Callable[[], Address] | None, *, recorded_by: str, each: bool) -> None:
        """Take where the store is.

        Args:
            address: says it, once there is something to append. None where all is to be read before.
            recorded_by: who appends.
            each: keep a receipt for each fact.

        """
        self.made = False
        self._address = address
        self._recorded_by = recorded_by
        self._each = each
        self._begun: _Begun | None = None
        self._closing = ExitStack()

    def follow(self, batch: Batch) -> None:
        """Append what waits. Only once nothing more is forked: a connection to a database must not be shared."""
        try:
            if self._address is not None:
                address, self._address = self._address(), None
                self._begin(batch, address)
            if self._begun is not None and len(batch) >= self._begun.outcome.taken + LOT_FACTS:
                self._begun.go_on(batch)
        except TimelineError:
            self._undo(batch)

    def finished(self, batch: Batch, *, watch: Watch = unseen) -> Outcome | None:
        """Check all of it, append the rest and commit. None where nothing was begun, or it cannot be."""
        begun = self._begun
        if begun is None:
            return None
        try:
            batch.check(FactLog(begun.engine))
            with watch(Doing.STORING) as told:
                told(begun.outcome.taken, len(batch))
                begun.go_on(batch)
                told(begun.outcome.taken, len(batch))
                begun.transaction.close()
        except TimelineError:
            self._undo(batch)
            return None
        self._begun, self.made = None, begun.is_new
        self._closing.callback(begun.engine.close)
        return begun.outcome

    def close(self) -> None:
        """Close the store, once it is open elsewhere: who closes it as the last one writes its -wal file back."""
        self._closing.close()

    def _begin(self, batch: Batch, address: Address) -> None:
        """Open the store, if it is a file that is there, or is to be made in a folder that is there."""
        if not isinstance(address, SqliteAddress):
            return
        # Here, since a small append opens its store later.
        from events.store.sqlite import SqliteEngine
        from events.store.sqlite.place import real

        path, options = real(address.path), StoreOptions(OpenMode.APPEND, wait_seconds=LITTLE_SECONDS)
        is_new = False
        try:
            engine = SqliteEngine(path, options)
        except NotFoundError:
            if not batch.opened or path.exists() or not path.parent.is_dir():
                return
            is_new, engine = True, SqliteEngine(path, options.with_mode(OpenMode.CREATE))
        self._begun = _Begun(engine, Outcome(batch, recorded=True, each=self._each), is_new=is_new)
        self._begun.begin(recorded_by=self._recorded_by)

    def _undo(self, batch: Batch | None = None) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.undo()
            if batch is not None:
                batch.forget_receipts()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._undo()
        self.close()


class _UndoneError(Exception):
    """A transaction is not to be committed."""


class _Begun:
    """A store that is opened, and a transaction.

    Attributes:
        engine: the store.
        outcome: what became of the facts so far.
        is_new: whether the store was made for them.
        transaction: commits them when it is closed.

    """

    def __init__(self, engine: SqliteEngine, outcome: Outcome, *, is_new: bool) -> None:
        self.engine = engine
        self.outcome = outcome
        self.is_new = is_new
        self.transaction = ExitStack()
        self._append: Callable[[Sequence[Entry]], list[Appended]]

    def begin(self, *, recorded_by: str) -> None:
        """Begin the transaction."""
        self._append = self.transaction.enter_context(self.engine.appending(recorded_by=recorded_by))

    def go_on(self, batch: Batch) -> None:
        """Append all that waits and is not appended."""
        for entries in batch.entries(after=self.outcome.taken):
            self.outcome.take(self._append(entries))

    def undo(self) -> None:
        """Leave the store as it was."""
        with suppress(_UndoneError, TimelineError), self.transaction:
            raise _UndoneError
        with suppress(TimelineError, OSError):
            if self.is_new:
                self.engine.take_back()
        self.engine.close()
