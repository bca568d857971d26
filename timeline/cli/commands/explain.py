"""`timeline explain`: why is this value shown?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import Dialogue, Store, TimeOptions
from timeline.cli.terminal.cards import explain_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader
from timeline.cli.terminal.saying import remark


def complete_subject(ctx: typer.Context, incomplete: str) -> list[str]:
    """The subjects of the dialogue named before, and their attributes, for the shell's completion."""
    from contextlib import suppress

    from events.errors import TimelineError

    with suppress(TimelineError), Store(ctx.params.get("store")).tracker() as tracker:
        return [name for name in tracker.explainable(ctx.params["dialogue"]) if name.startswith(incomplete)]
    return []


def command(
    dialogue: Dialogue,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT[.ATTRIBUTE]",
            help="Such as session:2, session:2.window or invitation:session-2-in-baghdad.",
            autocompletion=complete_subject,
        ),
    ],
    *,
    times: TimeOptions,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print the evidence for a value: every report that speaks of it, with its quote.

    The preferred value comes first, with the reason. Then each fact has its verdict, report, day, source and quote.
    """
    with store.tracker() as tracker:
        answer = tracker.ask("explain", dialogue, subject, language=reader.language(output), **times.given()).plain
    output.answer(answer, explain_sections(answer))
    if not answer["attributes"]:
        subject = answer["subject"]
        remark(
            f"No report says where {subject} itself stands. What follows from other facts is explained by name: "
            f"{subject}.status."
        )
