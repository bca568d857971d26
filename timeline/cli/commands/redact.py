"""`timeline redact`: what is to be forgotten for good?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from events.errors import BadInputError
from timeline.answers.columns import FACT, Column, short_id
from timeline.cli.exits import ExitCode
from timeline.cli.options import RecordedBy, Store, complete_dialogue, login_name
from timeline.cli.terminal.output import Output, Section
from timeline.cli.terminal.saying import done, remark, say_besides

if TYPE_CHECKING:
    from timeline.answers.redaction import RedactionAnswer

COLUMNS = (
    FACT,
    Column("dialogue", "dialogue"),
    Column("position", "position", "right"),
    Column("what it says", "summary"),
    Column("", "guessable", shown=lambda guessable: "guessable" if guessable else ""),
)


def command(
    facts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FACT]...", help="The first four or more digits of an id, or the id of a report."),
    ] = None,
    *,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="NAME",
            help="Every fact that has this name in any of its texts, or a spelling that you linked to it.",
        ),
    ] = None,
    in_: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="DIALOGUE",
            help="Look for the name in this dialogue only. May be repeated.",
            autocompletion=complete_dialogue,
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="The reason. It stays in the log, so leave the name out.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go, but take nothing away.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask (needed without a terminal).")] = False,
    recorded_by: RecordedBy = None,
    store: Store,
    output: Output,
) -> int:
    """Forget facts, or a person in all facts, for good. The log still proves the rest.

    What would go is shown first, and you are asked. Nobody can undo it. The content of these facts goes, and that of
    their corrections. Their digests stay, so that old checkpoints and proofs hold. See `timeline help security`.
    """
    from events.store.options import OpenMode
    from timeline.application.redacting import planned_answer, refuse_telling

    if not (dry_run or yes):
        _refuse_without_terminal()
    with store.tracker(OpenMode.READ if dry_run else OpenMode.APPEND) as tracker:
        redactor = tracker.redactor(recorded_by=recorded_by or login_name())
        found = redactor.plan(*(facts or ()), person=person, dialogues=in_ or ())
        refuse_telling(reason, found.names)
        if not yes:
            _print(planned_answer(found, reason), output, "Would be redacted")
        if dry_run:
            return ExitCode.DONE
        if found.facts and not yes and not _is_wanted(len(found.facts)):
            remark("Nothing was redacted.")
            return ExitCode.FAILED
        answer, remarks = redactor.redact(found, reason)
    if answer.recorded:
        done(f"{', '.join(short_id(one.fact) for one in answer.facts)} redacted")
    _print(answer, output, "Redacted")
    say_besides(remarks)
    return ExitCode.DONE


def _refuse_without_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = "nobody can be asked here whether this is to be forgotten for good"
        raise BadInputError(message, hint="Look at it first: --dry-run. Then say --yes.")


def _is_wanted(count: int) -> bool:
    from timeline.cli.terminal.prompting import choose

    them = "the content of this fact" if count == 1 else f"the content of these {count} facts"
    remark(f"Nobody can undo it, and no backup made from now on has {'it' if count == 1 else 'them'}.")
    try:
        return choose(f"Take {them} away for good? [n]o, [y]es: ", ("n", "y")) == "y"
    except EOFError:
        return False


def _print(answer: RedactionAnswer, output: Output, title: str) -> None:
    """Print what is or would be redacted, and on standard error what that does not reach."""
    data = answer.model_dump(mode="json")
    output.answer(data, [Section(title, COLUMNS, data["facts"])])
    if not data["facts"]:
        remark("No fact has it." + (" The store was written anew." if data["swept"] else ""))
    if any(one["guessable"] for one in data["facts"]):
        remark("guessable: of little content. Names can be tried against the digest that is left.")
    for stays in data["stays"]:
        remark(f"stays: {stays}")
    for copy in data["copies"]:
        remark(f"{copy['file']} still says what {copy['facts']} of these said: delete it, or redact there.")
    if data["recorded"]:
        remark("Backups, exports, proofs and stores that were made before still say it: «help topic=security»")
