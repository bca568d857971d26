"""`timeline link`: are two subjects one and the same?"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from timeline.cli.options import Dialogue, Store
from timeline.cli.terminal.judged import ReasonOption, Recording, print_judged
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
        help="Such as session:2, person:NAME, party:NAME, place:NAME, role:OFFICE or source:OUTLET.",
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
        typer.Option("--as", help="Your answer. `timeline check` asks no more about a pair that you judged."),
    ],
    reason: ReasonOption = None,
    recording: Recording,
    store: Store,
    output: Output,
) -> None:
    """Say whether two names mean one and the same thing.

    The first name is used for both. A numbered session is always preferred to an unnumbered one. The newest answer on a
    pair counts.
    """
    with recording.judge(store) as judge:
        judged = judge.link(dialogue, (subject, other), as_=as_, reason=reason)
    print_judged(judged, output)
