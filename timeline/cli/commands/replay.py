"""`timeline replay`: what did each fact change?"""

from __future__ import annotations

from typing import Annotated

import typer

from events.errors import BadInputError
from timeline.answers.columns import Column
from timeline.cli.exits import ExitCode
from timeline.cli.options import OptionalDialogue, Store
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import remark
from timeline.cli.terminal.steps import print_steps

REPETITIONS = (
    Column("dialogue", "dialogue"),
    Column("facts", "facts", "right"),
    Column("same twice and in halves", "same"),
    Column("differing projections", "differing"),
)


def command(
    dialogue: OptionalDialogue = None,
    *,
    until: Annotated[
        int | None,
        typer.Option("--until", min=1, metavar="POSITION", help="Stop after this entry.", show_default=False),
    ] = None,
    step: Annotated[bool, typer.Option("--step", help="Wait for Enter after each fact.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check that every answer comes out the same, twice and in two halves.")
    ] = False,
    store: Store,
    output: Output,
) -> int:
    """Walk through the log of a dialogue and print what each fact changed.

    A reprint changes nothing. --verify replays everything and checks that every answer comes out the same.
    """
    with store.tracker() as tracker:
        if verify:
            rows = [one.model_dump(mode="json") for one in tracker.repeat(dialogue)]
            output.rows(REPETITIONS, rows, empty="The log is empty.")
            if all(row["same"] for row in rows):
                return ExitCode.DONE
            remark(
                "A projection that differs is a defect of this program: please report it with `timeline export log`."
            )
            return ExitCode.FAILED
        if dialogue is None:
            raise BadInputError("replay needs a dialogue", hint="`timeline dialogues` lists them.")
        print_steps(tracker.ask("replay", dialogue, until=until), output, dialogue, wait=step)
    return ExitCode.DONE
