"""`timeline rebuild`: how do the answers that are kept ready come up to date?"""

from __future__ import annotations

from typing import Annotated

import typer

from events.wording import counted
from timeline.cli.options import Store
from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import done, remark, say, say_done


def command(
    *,
    all_: Annotated[
        bool, typer.Option("--all", help="Refresh all prepared answers, not only those that are out of date.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, metavar="N", help="Use N processes (default: one for each core).", show_default=False
        ),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    store: Store,
) -> None:
    """Refresh the prepared answers, after a large import or an upgrade.

    `upcoming`, `state`, `show` and similar questions read prepared answers. Adding facts keeps them current. If that
    was interrupted, or after an upgrade, this command makes them again, on all cores. You can stop it at any time and
    start it again.
    """
    from events.store.options import OpenMode

    with store.tracker(OpenMode.APPEND) as tracker:
        rebuilt = tracker.rebuild(anew=all_, jobs=jobs, watch=watch)
    made = f"{counted(rebuilt.dialogues, 'dialogue')} made ready ({counted(rebuilt.facts, 'fact')})"
    if json_:
        done(made)
        say(json_text(rebuilt.model_dump(mode="json")))
        return
    say_done(made if rebuilt.dialogues else "all is ready")
    if rebuilt.stale:
        remark(f"{counted(rebuilt.stale, 'dialogue')} grew meanwhile. Their answers are prepared with the next facts")
