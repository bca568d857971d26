"""`timeline checkpoint`: what can be kept elsewhere, so that nobody can rewrite the log unnoticed?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from events.errors import BadInputError, ConflictError
from timeline.application.trust import LOG_NAME
from timeline.cli.options import Store
from timeline.cli.terminal.files import file_behind
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import done, remark, say
from timeline.cli.terminal.trusting import text_of_file


def command(
    *,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="Sign with this private key (made by --make-key).")
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--origin",
            metavar="NAME",
            help="The name of the log, such as example.org/talks.",
            show_default=False,
        ),
    ] = None,
    make_key: Annotated[
        Path | None,
        typer.Option("--make-key", metavar="FILE", help="Make a private key in this file and print its public half."),
    ] = None,
    store: Store,
) -> None:
    """Print a signed fingerprint of the log.

    It has three lines: the name of the log, the number of facts, and the root of the tree over them. Keep it elsewhere,
    mail it or print it. `timeline verify --since` shows later that nothing was rewritten. The log is verified first.
    """
    if make_key is not None:
        if key is not None:
            raise BadInputError("--make-key and --key ask for different things", hint="Keep one of them.")
        public = _made(make_key, origin or LOG_NAME)
        done(f"the private key is in {make_key}, and its public half is {public}")
        say(public)
        return
    from events.integrity.keys import SigningKey

    signing = None if key is None else SigningKey.parse(text_of_file(key))
    with store.tracker() as tracker:
        head = tracker.checkpoint(key=signing, name=origin, watch=watch)
    say(str(head).removesuffix("\n"))
    if key is None:
        remark(
            "This checkpoint is not signed, so anybody could replace it. Sign it with --key FILE."
            " To make a key: --make-key FILE."
        )


def _made(path: Path, name: str) -> str:
    """Make a key that only its owner can read, where nothing is yet. The public half is returned."""
    from events.integrity.keys import SigningKey

    key = SigningKey.new(name)
    try:
        file_behind(path)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.text())
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        message = f"{str(path)!r} is there already, and a key is never overwritten"
        raise ConflictError(message, hint="Name another file.") from None
    except OSError as error:
        raise BadInputError(f"cannot write {str(path)!r}: {error.strerror}", hint="Name another file.") from None
    return str(key.public())
