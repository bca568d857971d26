"""`timeline merge`: how do two analysts' stores become one?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.appending import append
from timeline.cli.options import RecordedBy, Store, login_name


def command(
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Address of the store whose facts are added.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and say what would be added; store nothing.")
    ] = False,
    recorded_by: RecordedBy = None,
    json_: Annotated[bool, typer.Option("--json", help="Print a receipt for each fact.")] = False,
    store: Store,
) -> None:
    """Add the facts of another store to this one; the other is only read.

    What both hold is there once. All of it goes in, in one transaction, or nothing does: conflicts, such as a report
    that both filed under one id with other content, are all listed and leave both stores as they were. Merging again
    adds what is new there since.
    """
    from events.intake.draft import Draft
    from events.integrity.copying import verified
    from timeline.cli.terminal.progress import bar

    theirs = Store(other)
    name = str(theirs.address())
    with theirs.engine() as engine:
        with bar("Checking") as progress:
            size = verified(engine, name, told=progress).size
        drafts = (Draft.copy_of(row, f"{name}, position {row.position}") for row in engine.since(limit=size))
        append(drafts, store, recorded_by=recorded_by or login_name(), dry_run=dry_run, each=json_)
