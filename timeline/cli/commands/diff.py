"""`timeline diff`: what changed between what was known on two days?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from timeline.cli.options import Dialogue, RecordedAt, Store, parse_day
from timeline.cli.terminal.cards import diff_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader


def command(
    dialogue: Dialogue,
    day1: Annotated[date, typer.Argument(metavar="DAY1", parser=parse_day, help="The earlier day of knowledge.")],
    day2: Annotated[date, typer.Argument(metavar="DAY2", parser=parse_day, help="The later day of knowledge.")],
    *,
    recorded_at: RecordedAt = None,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print the changes between two days of knowledge."""
    with store.tracker() as tracker:
        answer = tracker.ask(
            "diff", dialogue, day1, day2, recorded_at=recorded_at, language=reader.language(output)
        ).plain
    output.answer(answer, diff_sections(answer))
