"""Which commands are there? The one table: adding a command is a line here, its module, its test and its docs.

A command is the function `command` in `timeline.cli.commands.<name>` (`-` written as `_`). Its options and help
come from its signature and docstring. The module is imported only when the command runs or its own help is asked
for.
"""

from __future__ import annotations

PANELS: dict[str, dict[str, str]] = {
    "Record": {
        "append": "Append facts to the log: one from options, or many from fact files.",
        "add": "Ask for a dialogue, a report and its facts, and append them.",
    },
    "Look": {
        "show": "Print the projected timeline: one row per event, however many reports tell of it.",
        "dialogues": "List the dialogues that are tracked.",
        "history": "Print the log itself: every fact in the order it was recorded.",
        "watch": "Print facts as others append them, until Ctrl-C.",
        "replay": "Walk the log fact by fact and print what each one changed.",
    },
    "Ask": {
        "state": "Print the status card of a dialogue.",
        "upcoming": "Print what is to come across dialogues, and what is overdue.",
        "sessions": "Print every session with its status, its window and how its time slipped.",
        "invitations": "Print the life of every invitation.",
        "positions": "Print who holds which position, how often it was said, and when last.",
        "commitments": "Print what was promised, by when, and what became of it.",
        "documents": "Print which documents there are, and which are awaited.",
        "people": "Print who took part for whom, and who held which office when.",
        "sources": "Print every report with its origin, lag, reliability and computed credibility.",
        "disputes": "Print on what reports contradict each other.",
        "diff": "Print what changed between what was known on two days.",
        "explain": "Print the chain of evidence of a subject, or of one of its attributes.",
    },
    "Judge": {
        "correct": "Correct a fact: append which of its fields was wrong, and whose error it was.",
        "retract": "Retract a fact: append that it does not count, and whose error it was.",
        "link": "Judge whether two subjects are one and the same.",
        "check": "Look for what wants attention; say nothing and leave with 0 when all is well, with 1 otherwise.",
    },
    "Trust": {
        "verify": "Check that the log is what was recorded; name the first position that does not hold.",
        "checkpoint": "Print the head of the log, signed: kept elsewhere it shows later that nothing was rewritten.",
        "prove": "Print a proof that a fact is in the log, for somebody who has only a checkpoint.",
        "backup": "Write the whole log into one verified file, while others write to the store.",
        "restore": "Put the log of a backup into a store that does not exist yet.",
        "merge": "Add the facts of another store to this one; what both hold is there once.",
        "rebuild": "Make the answers that are kept ready beside the log, on all cores.",
        "doctor": "Look at versions, settings, disk and permissions; leave with 1 when something matters.",
    },
    "Share": {
        "export": "Write a calendar, a feed, slides, a bibliography or a table that other people's tools open.",
        "demo": "Load the bundled storyline into a throw-away store and look at it.",
        "schema": "Print the JSON Schema of a format that this program reads or writes.",
    },
}
"""Each panel of `timeline --help` with its commands; each command with its one-line help."""

COMMANDS: dict[str, str] = {name: line for panel in PANELS.values() for name, line in panel.items()}
"""Every command with its one-line help, in the order of the panels."""


def module_of(name: str) -> str:
    """The module that a command lives in."""
    return f"timeline.cli.commands.{name.replace('-', '_')}"
