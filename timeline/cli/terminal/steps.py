"""How is a log shown fact by fact, with what each one changed?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from events.errors import BadInputError
from timeline.answers.columns import change
from timeline.cli.terminal.output import OutputFormat
from timeline.cli.terminal.saying import say
from timeline.text.safe_text import harmless_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.application.reply import Reply
    from timeline.cli.terminal.output import Output


def print_steps(reply: Reply, output: Output, dialogue: str, *, wait: bool = False) -> None:
    """Print each fact of a dialogue with what it changed. Lines where no other format is asked for.

    Raises:
        BadInputError: `wait` asks for a key after each, and nobody is there to press one.

    """
    if output.format is not OutputFormat.TABLE or output.tablefmt:
        output.reply(reply, dialogue=dialogue)
        return
    if wait and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInputError("--step waits for a key, and this is not a terminal", hint="Leave --step out.")
    for text in _texts(reply.rows()):
        say(text)
        if wait:
            input()


def _texts(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line for each fact, and an indented one for each thing that it changed."""
    for row in rows:
        changes = [f"          {change(one)}" for one in row["changes"]]
        yield harmless_lines("\n".join([f"{row['position']:>6}  {row['summary']}", *changes]))
