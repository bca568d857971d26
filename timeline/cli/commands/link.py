"""`timeline link`: are two subjects one and the same?"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from timeline.cli.options import Dialogue, Store
from timeline.cli.terminal.judged import Reason, Recording, print_judged
from timeline.cli.terminal.output import Output


def complete_linkable(ctx: typer.Context, incomplete: str) -> list[str]:
    """What can be linked in the dialogue named before, for the shell's completion."""
    from contextlib import suppress

    from events.errors import TimelineError

    with suppress(TimelineError), Store(ctx.params.get("store")).tracker() as tracker:
        return [name for name in tracker.linkable(ctx.params["dialogue"]) if name.startswith(incomplete)]
    return []


Linked = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT",
        help="session:2, person:NAME, role:OFFICE, position:ACTOR/ISSUE, source:OUTLET, ...",
        autocompletion=complete_linkable,
    ),
]


def command(
    dialogue: Dialogue,
    subject: Linked,
    other: Linked,
    *,
    as_: Annotated[
        Literal["same", "different", "unsure"],
        typer.Option("--as", help="What they are; `timeline check` asks no more about a pair that was judged."),
    ],
    reason: Reason = None,
    recording: Recording,
    store: Store,
    output: Output,
) -> None:
    """Judge whether two subjects are one and the same.

    Of two that are the same, the one named first stands for both; the number of a session goes before a slug.
    The newest judgement on a pair counts.
    """
    with recording.judge(store) as judge:
        judged = judge.link(dialogue, (subject, other), as_=as_, reason=reason)
    print_judged(judged, output)
