"""`timeline prove`: how does somebody without the store see that a fact is in it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.options import Store
from timeline.cli.terminal.files import write_whole
from timeline.cli.terminal.judged import FactIdArgument
from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.saying import say
from timeline.cli.terminal.trusting import checkpoint_in


def command(
    fact: FactIdArgument,
    *,
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            "--checkpoint", metavar="FILE", help="Prove it for the log of this checkpoint (default: the log of now)."
        ),
    ] = None,
    public_key: Annotated[
        str | None,
        typer.Option("--public-key", metavar="KEY", help="The public key of the signer, or a file with it."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write (default: standard output)."),
    ] = None,
    store: Store,
) -> None:
    """Print a proof that a fact is in the log, as JSON.

    Another person checks it with `timeline verify --proof FILE --checkpoint FILE`, without your log.
    """
    at = None if checkpoint is None else checkpoint_in(checkpoint, public_key)
    with store.tracker() as tracker:
        proof = json_text(tracker.prove(fact, at=at).model_dump(mode="json"))
    if file is None:
        say(proof)
    else:
        write_whole(file, [f"{proof}\n".encode()])
