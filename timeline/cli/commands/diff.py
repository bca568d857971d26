"""`timeline diff`: what changed between what was known on two days?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from events.errors import BadInputError
from timeline.cli.asking import ledger_of, log_of, state_of
from timeline.cli.commands.history import require_dialogue
from timeline.cli.options import Dialogue, Moment, RecordedAt, Store, parse_day
from timeline.cli.terminal.output import Column, Output, Section

CHANGES = (
    Column("subject", "subject"),
    Column("attribute", "attribute"),
    Column("before", "before"),
    Column("after", "after"),
)
CARD = (Column("", "name"), Column("", "value"))


def command(
    dialogue: Dialogue,
    day1: Annotated[date, typer.Argument(metavar="DAY1", parser=parse_day, help="Known by this day.")],
    day2: Annotated[date, typer.Argument(metavar="DAY2", parser=parse_day, help="Known by this later day.")],
    *,
    recorded_at: RecordedAt = None,
    store: Store,
    output: Output,
) -> None:
    """Print what changed between what was known on two days."""
    from timeline.answers.diff import diff_answer
    from timeline.projections import diff

    if day2 < day1:
        message = f"{day1} comes after {day2}"
        raise BadInputError(message, hint="Give the earlier day first.")
    with store.engine() as engine:
        require_dialogue(engine, dialogue)
        moment = Moment(recorded_at=recorded_at)
        ledger = ledger_of(log_of(engine), dialogue, moment)
    before, after = state_of(ledger, moment, day1), state_of(ledger, moment, day2)
    difference = diff.project(before, after)
    answer = diff_answer(difference, dialogue=dialogue, from_day=day1, to_day=day2).model_dump(mode="json")
    output.answer(answer, sections(answer))


def sections(answer: dict[str, Any]) -> list[Section]:
    """What became known, then what it changed."""
    known = {
        "facts": str(answer["facts"]),
        "reports": ", ".join(answer["reports"]),
        "origins": ", ".join(answer["origins"]),
        "taken back": ", ".join(answer["withdrawn"]),
    }
    rows = [{"name": name, "value": value} for name, value in known.items() if value]
    return [
        Section(
            f"Became known of {answer['dialogue']} between {answer['from_day']} and {answer['to_day']}", CARD, rows
        ),
        Section("Changed", CHANGES, answer["changes"]),
    ]
