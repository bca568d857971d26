"""`timeline restore`: how does a backup become a store again?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from events.wording import counted
from timeline.cli.options import Store, not_ours, today
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import say_besides, say_done


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file that `timeline backup` wrote.")],
    *,
    store: Store,
) -> None:
    """Put the log of a backup into a store that does not exist yet.

    The backup is verified first, and the restored log afterwards. It has the same facts, ids, times and names. A store
    that holds facts is never touched.
    """
    from events.integrity.copying import RECEIVING
    from events.store.address import SqliteAddress, open_engine
    from events.store.options import OpenMode
    from timeline.application.copies import check_backup
    from timeline.application.tracker import Tracker

    address, name = store.address(), str(file)
    with not_ours():
        opened = open_engine(SqliteAddress(file), mode=OpenMode.READ)
    with opened as backup:
        check_backup(backup, name, watch=watch)  # before a store is made for it
        with Tracker(open_engine(address, RECEIVING), today()) as tracker:
            found = tracker.restore(backup, name)
            say_done(f"{address} holds {counted(found.size, 'fact')}, verified. Root {found.root}")
            sys.stdout.flush()
            say_besides(tracker.make_ready(tracker.slugs(), watch=watch))
