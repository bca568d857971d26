"""`timeline token`: what opens a team's pages to a program, a calendar or a feed reader?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated

import typer

from events.errors import BadInputError
from timeline.cli.options import parse_day, today
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import done, remark, say

if TYPE_CHECKING:
    from timeline.access.rules import Token

_SECRET_BYTES = 32


def command(
    access: Annotated[Path, typer.Argument(metavar="FILE", help="The rules that `timeline serve --access` reads.")],
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The name of the token. Facts are recorded by that name.")
    ] = None,
    *,
    dialogue: Annotated[
        list[str] | None,
        typer.Option(
            "--dialogue",
            metavar="SLUG",
            help="The dialogues that it opens (* stands for any letters). May be repeated.",
        ),
    ] = None,
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="The role: reader, coder, judge or keeper.")
    ] = "reader",
    until: Annotated[
        date | None, typer.Option("--until", metavar="DAY", parser=parse_day, help="The last day on which it works.")
    ] = None,
    feed: Annotated[
        bool, typer.Option("--feed", help="It may stand in the address of a calendar or feed, and opens nothing else.")
    ] = False,
    end: Annotated[bool, typer.Option("--end", help="End the token of that name, from the next request on.")] = False,
    output: Output,
) -> None:
    """Make a token for a program, a calendar or a feed reader. You can also list tokens, or end one.

    The file of rules keeps only the digest of a token. If you lose a token, make another. It works until the end of its
    last day (default: a year from today).
    """
    from timeline.cli.terminal.access_file import text_to_edit
    from timeline.cli.terminal.files import write_whole

    text = text_to_edit(access)
    if name is None:
        _list(text, access, output)
        return
    if end:
        from timeline.access.editing import without_token

        write_whole(access, [without_token(text, name).encode()])
        done(f"the token {name!r} has ended")
        say(f"The token {name!r} has ended.")
        return
    from timeline.access.editing import with_token
    from timeline.access.tokens import token_of

    word = token_of(token_bytes(_SECRET_BYTES))
    made = _made(name, word, dialogues=dialogue, role=role, until=until, feed=feed)
    write_whole(access, [with_token(text, made).encode()])
    done(f"the token {name!r} is in {access}")
    say(word)
    where = "at the end of an address, as ?token=…" if feed else "in a header: Authorization: Bearer …"
    remark(f"This is shown once. It works until {made.until}, {where}")


def _made(name: str, word: str, *, dialogues: list[str] | None, role: str, until: date | None, feed: bool) -> Token:
    """The token of the options.

    Raises:
        BadInputError: they make none.

    """
    from pydantic import ValidationError

    from timeline.access.rules import Token, first_fault
    from timeline.access.tokens import token_digest

    if not dialogues:
        raise BadInputError("--dialogue is missing", hint="Name the dialogues that the token opens, or '*' for all.")
    now = today()
    last = until or date(now.year + 1, now.month, min(now.day, 28))
    if last < now:
        raise BadInputError(f"--until {last} has passed", hint="Name a day that is to come.")
    values = {"name": name, "digest": token_digest(word), "dialogues": tuple(dialogues), "role": role}
    try:
        return Token.model_validate({**values, "until": last, "feeds": feed})
    except ValidationError as error:
        raise BadInputError(f"no token can be made: {first_fault(error)}") from None


def _list(text: str, access: Path, output: Output) -> None:
    """Each token of the rules, without its secret."""
    from timeline.access.rules import Rules
    from timeline.answers.columns import Column

    rows = [
        {
            "name": token.name,
            "role": token.role.word,
            "dialogues": list(token.dialogues),
            "until": token.until.isoformat(),
            "feeds": token.feeds,
        }
        for token in Rules.parse(text, str(access)).token
    ]
    output.rows(
        [Column(name, name) for name in ("name", "role", "dialogues", "until", "feeds")], rows, empty="no tokens"
    )
