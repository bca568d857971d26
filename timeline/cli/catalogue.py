"""Which commands are there? Those of the questions and requests that are answered, and the others, by panel.

Adding a question is a line of `timeline.answers.catalogue`, and it is a command. Any other command is a line here, its
module, its test and its docs.

A command is the function `command` in `timeline.cli.commands.<name>` (`-` written as `_`), or, for a question that has
no such module, what `timeline.cli.commands.question` makes of its line. Options and help come from signature and
docstring. The module is imported only when the command runs or its own help is asked for.
"""

from __future__ import annotations

from timeline.answers.catalogue import QUESTIONS, answers

_PANELS: dict[str, tuple[str, ...]] = {
    "Record": ("add", "append"),
    "Look": ("serve", "show", "dialogues", "history", "watch", "replay"),
    "Ask": (),
    "Judge": ("correct", "retract", "link", "check", "redact"),
    "Trust": ("verify", "checkpoint", "prove", "backup", "restore", "merge", "rebuild", "doctor"),
    "Share": ("export", "schema", "token"),
    "Learn": ("help", "demo"),
}
"""The panels of `timeline --help` with their commands. Questions that stand nowhere else stand under Ask."""

_OTHERS: dict[str, str] = {
    "add": "Record a report step by step: the program asks you.",
    "serve": "Show dialogues in your browser: drawn, cited, as known on any day.",
    "watch": "Print facts as others record them, until Ctrl-C.",
    "checkpoint": "Print a signed fingerprint of the log, to prove later that nothing was rewritten.",
    "prove": "Print a proof that a fact is in the log, for a person without the log.",
    "backup": "Write the whole log into one verified file.",
    "restore": "Put the log of a backup into a store that does not exist yet.",
    "rebuild": "Refresh the prepared answers (after a large import or an upgrade).",
    "export": "Write a calendar, a page, a feed, a bibliography or a table for other programs.",
    "help": "Print the help of a command, or a page of the documentation.",
    "demo": "Look at an example, the talks of Iraq and NATO. Nothing is kept.",
    "token": "Make a token that opens a team's pages to a program, a calendar or a feed reader.",
    "schema": "Print the JSON Schema of a format that this program reads or writes.",
}
"""The commands that are no answer in JSON, each with its one-line help."""

_WITH_OPTIONS = frozenset({"positions"})
"""The questions about one dialogue whose commands take more than a dialogue and a day."""

_MADE_OF_THE_TABLE = "question"
"""The module that makes the command of a question."""


def panels() -> dict[str, dict[str, str]]:
    """Each panel of `timeline --help` with its commands. Each command with its one-line help."""
    lines = {name: one.line for name, one in answers().items()} | _OTHERS
    placed = {name for names in _PANELS.values() for name in names}
    asked = tuple(name for name in QUESTIONS if name not in placed)
    return {panel: {name: lines[name] for name in names or asked} for panel, names in _PANELS.items()}


def commands() -> dict[str, str]:
    """Every command with its one-line help, in the order of the panels."""
    return {name: line for panel in panels().values() for name, line in panel.items()}


def module_of(name: str) -> str:
    """The module that a command lives in."""
    question = QUESTIONS.get(name)
    own = question is None or not question.is_list or not question.is_of_state or name in _WITH_OPTIONS
    return f"timeline.cli.commands.{name.replace('-', '_') if own else _MADE_OF_THE_TABLE}"
