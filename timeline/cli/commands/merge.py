"""`timeline merge`: how do two analysts' stores become one?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import RecordedBy, Store, login_name
from timeline.cli.terminal.appending import append
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import remark


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
    recorded_by: RecordedBy = None,
    json_: Annotated[bool, typer.Option("--json", help="Print a receipt for each fact.")] = False,
    store: Store,
) -> None:
    """Add a colleague's facts to yours, without duplicates.

    The other store is only read. If you filed different reports under one id, nothing is added and every such conflict
    is listed. You can merge again at any time.

    If somebody put entries into the other log that this program would not record, the merge is refused. With
    --leave-out-illegal the rest is added.
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
