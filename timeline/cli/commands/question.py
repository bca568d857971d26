"""`timeline sessions`, `timeline positions` and the like: questions that need a dialogue and a day, and no more.

One command for each line of the table of questions that has no module of its own here.
"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline.cli.options import Dialogue, Store, TimeOptions
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader
from timeline.cli.terminal.saying import as_commands, say_besides

if TYPE_CHECKING:
    from timeline.answers.shapes import Question


def command_of(question: "Question") -> Callable[..., None]:
    """The command that asks a question."""

    def command(dialogue: Dialogue, *, times: TimeOptions, reader: Reader, store: Store, output: Output) -> None:
        with store.tracker() as tracker:
            output.reply(
                tracker.ask(question.name, dialogue, language=reader.language(output), **times.given()),
                dialogue=dialogue,
            )
            say_besides(tracker.redacted(dialogue))

    command.__doc__ = f"{question.line}\n\n{as_commands(question.details)}"
    return command
