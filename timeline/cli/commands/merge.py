"""`timeline merge`: how do two analysts' stores become one?"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from events.errors import NotFoundError
from events.store.options import OpenMode
from events.wording import counted
from timeline.cli.options import RecordedBy, Store, login_name, not_ours
from timeline.cli.terminal.appending import append
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import remark, say_done

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import Engine


def command(
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The store whose facts are added: a file or an address.")
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, but store nothing.")] = False,
    leave_out_illegal: Annotated[
        bool,
        typer.Option(
            "--leave-out-illegal",
            help="Leave out entries that could not have been recorded, and name each of them.",
        ),
    ] = False,
    redact: Annotated[
        bool,
        typer.Option("--redact", help="Forget here too, for good, what the other store redacted."),
    ] = False,
    recorded_by: RecordedBy = None,
    json_: Annotated[bool, typer.Option("--json", help="Print a receipt for each fact.")] = False,
    store: Store,
) -> None:
    """Add a colleague's facts to yours, without duplicates.

    The other store is only read. If you filed different reports under one id, nothing is added and every such conflict
    is listed. You can merge again at any time.

    If somebody put entries into the other log that this program would not record, the merge is refused. With
    --leave-out-illegal the rest is added.

    What is redacted here stays away. If the other store redacted what yours still has, the merge is refused. With
    --redact yours forgets it too, for good.
    """
    from events.integrity.copying import LeavingOut
    from timeline.application.copies import drafts_of

    theirs = Store(other)
    with not_ours():
        opened = theirs.engine()
    with opened as engine:
        leaving = LeavingOut(engine.now()) if leave_out_illegal else None
        name, by = str(theirs.address()), recorded_by or login_name()
        if redact and not dry_run:
            _redact(engine, name, store, recorded_by=by)
        with _ours(store) as ours:
            drafts = drafts_of(engine, name, ours=ours, leaving_out=leaving, watch=watch)
        append(drafts, store, recorded_by=by, dry_run=dry_run, each=json_)
        for one in leaving.left_out if leaving else ():
            remark(f"left out: {one}")


@contextmanager
def _ours(store: Store) -> Iterator[Engine | None]:
    """This store, to look up what is redacted in it. None where it is yet to be made."""
    try:
        engine = store.engine()
    except NotFoundError:
        yield None
        return
    with engine:
        yield engine


def _redact(other: Engine, name: str, store: Store, *, recorded_by: str) -> None:
    """Take away here what the other store redacted."""
    from timeline.application.copies import check_backup

    try:
        tracker = store.tracker(OpenMode.APPEND)
    except NotFoundError:
        return
    with tracker:
        check_backup(other, name, watch=watch)
        carried = tracker.redactor(recorded_by=recorded_by).carry_over(other, name)
    if carried is not None:
        answer, _ = carried
        say_done(f"{counted(len(answer.facts), 'fact')} redacted, as in {name}")
        for stays in answer.stays:
            remark(f"stays: {stays}")
