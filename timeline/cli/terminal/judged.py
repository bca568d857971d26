"""What do `correct`, `retract` and `link` share? Their options, and how they print what was judged."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from timeline.answers.columns import Column, short_id
from timeline.cli.options import RecordedBy, login_name
from timeline.cli.terminal.output import Output, Section
from timeline.cli.terminal.saying import done, remark, say_besides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.application.judged import Judge, JudgementReply
    from timeline.cli.options import Store

FactIdArgument = Annotated[
    str,
    typer.Argument(
        metavar="FACT",
        help="The first four or more digits of its id, as `timeline history` shows it, or the id of a report.",
    ),
]


def parse_whose(text: str) -> Literal["coder", "outlet"]:
    """Read whose error it was. `coder` is the stored word for ours.

    Raises:
        typer.BadParameter: it is neither.

    """
    if text not in {"ours", "coder", "outlet"}:
        raise typer.BadParameter(f"{text!r} is not one of 'ours', 'outlet'.")
    return "outlet" if text == "outlet" else "coder"


WhoseOption = Annotated[
    Literal["coder", "outlet"],
    typer.Option(
        "--whose",
        metavar="<ours|outlet>",
        parser=parse_whose,
        autocompletion=lambda: ["ours", "outlet"],
        help="The error was ours (it never counted) or the outlet's (it counts until its own correction).",
    ),
]
CorrectingReport = Annotated[
    str | None,
    typer.Option("--report", metavar="REPORT", help="The id of the report in which the outlet corrects itself."),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="The reason.")]

JUDGEMENTS = (Column("judgement", "summary"), Column("fact", "fact", shown=lambda fact_id: fact_id[:12]))
CHANGES = (
    Column("subject", "subject"),
    Column("attribute", "attribute"),
    Column("before", "before"),
    Column("after", "after"),
)
WITHDRAWN = (Column("fact", "fact", shown=lambda fact_id: fact_id[:12]), Column("summary", "summary"))


class Recording(NamedTuple):
    """Whether to record, and who does."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, but record nothing.")] = False
    recorded_by: RecordedBy = None

    @contextmanager
    def judge(self, store: Store) -> Iterator[Judge]:
        """Open the store, to append to it where something is to be recorded."""
        from events.intake.draft import COMMAND_LINE
        from events.store.options import OpenMode

        with store.tracker(OpenMode.READ if self.dry_run else OpenMode.APPEND) as tracker:
            by = self.recorded_by or login_name()
            yield tracker.judge(recorded_by=by, source=COMMAND_LINE, dry_run=self.dry_run)


def print_judged(judged: JudgementReply, output: Output) -> None:
    """Print what was judged, and what it changes in today's state."""
    data = judged.answer.model_dump(mode="json")
    if data["recorded"]:
        ids = ", ".join(short_id(one["fact"]) for one in data["judgements"])
        done(f"{ids} recorded ({data['dialogue']})")
    output.answer(data, sections(data))
    if not (data["changes"] or data["withdrawn"]):
        remark("No status, date or other value changes.")
    say_besides(judged.remarks)


def sections(data: dict[str, Any]) -> list[Section]:
    """What was judged, what it changes, and which facts no longer count."""
    summaries = data["summaries"]
    judged, gone = (
        [{"fact": fact_id, "summary": summaries[fact_id]} for fact_id in ids]
        for ids in ([one["fact"] for one in data["judgements"]], data["withdrawn"])
    )
    return [
        Section("Recorded" if data["recorded"] else "Not recorded (dry run)", JUDGEMENTS, judged),
        Section("Changed" if data["recorded"] else "Would change", CHANGES, data["changes"]),
        Section("No longer counts" if data["recorded"] else "Would no longer count", WITHDRAWN, gone),
    ]
