"""`timeline rebuild`: how do the answers that are kept ready come up to date?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import Store
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import dialogues, remark, say_done


def command(
    *,
    all_: Annotated[
        bool, typer.Option("--all", help="Make the answers of every dialogue anew, not only of those that are behind.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, metavar="N", help="Use N processes; one for each core where left out.", show_default=False
        ),
    ] = None,
    store: Store,
) -> None:
    """Make the answers that are kept beside the log for `upcoming`, `state`, `show` and the like.

    Appending keeps them up to date by itself where that is quick. After large files, or after an upgrade, this does it:
    on all cores, while others read and append. It may be stopped at any time and goes on where it was.
    """
    from events.store.options import OpenMode

    with store.tracker(OpenMode.APPEND) as tracker:
        rebuilt = tracker.rebuild(anew=all_, jobs=jobs, watch=watch)
    say_done(
        f"{dialogues(rebuilt.dialogues)} made ready ({rebuilt.facts:,} facts)" if rebuilt.dialogues else "all is ready"
    )
    if rebuilt.behind:
        remark(f"{dialogues(rebuilt.behind)} went on meanwhile, and will be made ready by who appends to them")
