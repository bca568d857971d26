"""`timeline replay`: what did each fact change?"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.errors import BadInputError
from timeline.cli.commands.history import require_dialogue
from timeline.cli.exits import ExitCode
from timeline.cli.options import OptionalDialogue, Store, today
from timeline.cli.terminal.output import Column, Format, Output
from timeline.cli.terminal.saying import remark, say
from timeline.text.safe_text import harmless_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.application.replaying import Step

COLUMNS = (
    Column("position", "position", "right"),
    Column("fact", "summary"),
    Column("changed", "changes", shown=lambda changes: "; ".join(map(told, changes))),
)


def command(
    dialogue: OptionalDialogue = None,
    *,
    until: Annotated[
        int | None,
        typer.Option("--until", min=1, metavar="POSITION", help="Stop after this position.", show_default=False),
    ] = None,
    step: Annotated[bool, typer.Option("--step", help="Wait for Enter after each fact; on a terminal only.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check that every projection comes out the same, twice and in two halves.")
    ] = False,
    store: Store,
    output: Output,
) -> int:
    """Walk the log of a dialogue fact by fact and print what each one changed in the projected state.

    A reprint changes nothing. With --verify, replay everything instead and say whether every projection comes out the
    same twice and in two halves.
    """
    with store.engine() as engine:
        if verify:
            return _verified(engine, dialogue, output)
        if dialogue is None:
            raise BadInputError("replay needs a dialogue", hint="`timeline dialogues` lists them.")
        require_dialogue(engine, dialogue)
        print_replay(engine, dialogue, output, until=until, wait=step)
    return ExitCode.DONE


def print_replay(
    engine: Engine, dialogue: str, output: Output, *, until: int | None = None, wait: bool = False
) -> None:
    """Print each fact of a dialogue with what it changed."""
    from events.store.log import FactLog
    from timeline.application.replaying import steps

    facts = (recorded for recorded in FactLog(engine).stream(dialogue) if until is None or recorded.position <= until)
    walked = map(_row, steps(facts, today()))
    if output.format is not Format.TABLE or output.tablefmt:
        output.rows(COLUMNS, walked, empty=f"The log holds nothing of {dialogue}.")
        return
    if wait and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInputError("--step waits for a key, and this is no terminal", hint="Leave --step out.")
    for text in _texts(walked):
        say(text)
        if wait:
            input()


def _row(step: Step) -> dict[str, Any]:
    from timeline.text.summary import summary

    return {
        "position": step.recorded.position,
        "fact": step.recorded.fact_id,
        "kind": step.recorded.fact.kind(),
        "summary": summary(step.recorded.fact),
        **changes_of(step),
    }


def changes_of(step: Step) -> dict[str, Any]:
    """What a fact changed, as rows say it."""
    from timeline.answers.diff import ChangeAnswer

    return {
        "changes": [ChangeAnswer.of(change).model_dump(mode="json") for change in step.difference.changes],
        "withdrawn": list(step.difference.withdrawn),
    }


def _texts(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line for each fact, and an indented one for each thing that it changed."""
    for row in rows:
        changes = [f"          {told(change)}" for change in row["changes"]]
        yield harmless_lines("\n".join([f"{row['position']:>6}  {row['summary']}", *changes]))


def told(change: dict[str, Any]) -> str:
    """A change of a row in a line: `session:2.window: 2025 → 2025-05-21`."""
    name = f"{change['subject']}.{change['attribute']}"
    if change["before"] is None:
        return f"{name} = {change['after']}"
    return f"{name}: {change['before']} → {change['after'] if change['after'] is not None else 'nothing'}"


def _repeated(log: FactLog, dialogue: str, /, *, day: date) -> dict[str, Any]:
    """Whether the projections of a dialogue come out the same twice."""
    from timeline.application.replaying import unrepeatable

    facts = list(log.stream(dialogue))
    differing = unrepeatable(facts, day)
    return {"dialogue": dialogue, "facts": len(facts), "same": not differing, "differing": differing}


def _verified(engine: Engine, dialogue: str | None, output: Output) -> int:
    from events.store.by_dialogue import each

    if dialogue is not None:
        require_dialogue(engine, dialogue)
    versions = engine.versions()
    dialogues = {dialogue: versions[dialogue]} if dialogue else versions
    made = dict(each(engine, dialogues, partial(_repeated, day=today())))
    rows = [made[slug] for slug in dialogues]
    columns = (
        Column("dialogue", "dialogue"),
        Column("facts", "facts", "right"),
        Column("same twice and in halves", "same"),
        Column("differing projections", "differing"),
    )
    output.rows(columns, rows, empty="The log is empty.")
    if all(row["same"] for row in rows):
        return ExitCode.DONE
    remark("A projection that differs is a defect of this program: please report it with `timeline export log`.")
    return ExitCode.FAILED
