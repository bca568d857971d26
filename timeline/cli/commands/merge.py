"""`timeline merge`: how do two analysts' stores become one?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import RecordedBy, Store, login_name
from timeline.cli.terminal.appending import append
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import remark


def command(
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Address of the store whose facts are added.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and say what would be added; store nothing.")
    ] = False,
    leave_out_illegal: Annotated[
        bool,
        typer.Option(
            "--leave-out-illegal",
            help="Leave out facts that could not have been recorded, and what refers to them; each is named.",
        ),
    ] = False,
    recorded_by: RecordedBy = None,
    json_: Annotated[bool, typer.Option("--json", help="Print a receipt for each fact.")] = False,
    store: Store,
) -> None:
    """Add the facts of another store to this one; the other is only read.

    What both hold is there once. All of it goes in, in one transaction, or nothing does: conflicts, such as a report
    that both filed under one id with other content, are all listed and leave both stores as they were. Merging again
    adds what is new there since.

    A log into which somebody put what this program does not record (content in another spelling, a dialogue that is no
    slug, an instant that is yet to come) is refused; with --leave-out-illegal its other facts are carried over.
    """
    from events.integrity.copying import LeavingOut
    from timeline.application.copies import drafts_of

    theirs = Store(other)
    with theirs.engine() as engine:
        leaving = LeavingOut(engine.now()) if leave_out_illegal else None
        drafts = drafts_of(engine, str(theirs.address()), leaving_out=leaving, watch=watch)
        append(drafts, store, recorded_by=recorded_by or login_name(), dry_run=dry_run, each=json_)
        for one in leaving.left_out if leaving else ():
            remark(f"left out: {one}")
