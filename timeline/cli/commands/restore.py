"""`timeline restore`: how does a backup become a store again?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.options import Store, today
from timeline.cli.terminal.saying import say_done


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `timeline backup` wrote.")], *, store: Store
) -> None:
    """Put the log of a backup into a store that does not exist yet, on either engine.

    The backup is verified, all of it goes in or nothing does, and what went in is verified again: the same facts, ids,
    instants and names, the same root. A store that holds facts is never touched.
    """
    from events.integrity.copying import RECEIVING, copy, verified
    from events.store.address import SqliteAddress, open_engine
    from events.store.options import OpenMode
    from timeline.application.rebuilding import bring_up
    from timeline.cli.terminal.progress import bar, watch

    address = store.address()
    with open_engine(SqliteAddress(file), mode=OpenMode.READ) as source:
        with bar("Checking") as progress:
            verified(source, str(file), told=progress)  # before a store is made for it
        with open_engine(address, RECEIVING) as target:
            found = copy(source, target, name=str(file))
            say_done(f"{found.size} facts are in {address}, verified. Root {found.root.hex()}")
            sys.stdout.flush()
            bring_up(target, today(), target.versions(), watch=watch)
