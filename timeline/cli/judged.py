"""How is a judgement recorded, and how is it shown what it changes? What `correct`, `retract` and `link` share."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from events.errors import ConflictError
from timeline.cli.appending import appending
from timeline.cli.options import RecordedBy, login_name, today
from timeline.cli.terminal.output import Column, Output, Section
from timeline.cli.terminal.saying import done, remark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from events.facts.base import Fact
    from events.store.log import FactLog, RecordedFact
    from events.store.port import Engine
    from timeline.cli.options import Store
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Difference

FactId = Annotated[
    str, typer.Argument(metavar="FACT", help="The beginning of its id, 4 digits or more, as `timeline history` shows.")
]
Whose = Annotated[
    Literal["coder", "outlet"],
    typer.Option(
        "--whose",
        help="Whose error: the coder's never counted; the outlet's counted until its own correction was published.",
    ),
]
CorrectingReport = Annotated[
    str | None,
    typer.Option("--report", metavar="REPORT", help="Id of the report by which the outlet corrects itself."),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]

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

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and record nothing.")] = False
    recorded_by: RecordedBy = None

    def opened(self, store: Store) -> AbstractContextManager[Engine]:
        """Open the store, to append to it where something is to be recorded."""
        from events.store.options import OpenMode

        return store.engine() if self.dry_run else appending(store, OpenMode.APPEND)

    def judge(self, log: FactLog, ledger: Ledger, judgements: Sequence[Fact], output: Output) -> None:
        """Record the judgements in one transaction, and print what they change in today's state.

        Raises:
            ConflictError: the log holds these very judgements already.

        """
        from events.intake.batch import check, record
        from events.intake.draft import Draft
        from timeline.answers.judgement import judged_answer

        drafts = [Draft(ledger.dialogue, fact, "command line") for fact in judgements]
        checked = check(log, drafts)
        if not all(checked.added):
            known = ", ".join(
                entry.fact_id[:12] for entry, new in zip(checked.entries, checked.added, strict=True) if not new
            )
            message = f"this was judged before, in the same words ({known}), and judged otherwise since"
            raise ConflictError(message, hint="Say with --reason why again: it makes it a new judgement.")
        told = {one.fact_id: one.fact for one in ledger.facts}
        difference = _difference(ledger, judgements)
        if not self.dry_run:
            record(log, drafts, recorded_by=self.recorded_by or login_name())
            done(f"{', '.join(entry.fact_id[:12] for entry in checked.entries)} recorded ({ledger.dialogue})")
        ids = [entry.fact_id for entry in checked.entries]
        answer = judged_answer(judgements, ids, difference, dialogue=ledger.dialogue, recorded=not self.dry_run)
        data = answer.model_dump(mode="json")
        output.answer(data, sections(data, judgements, told))
        if not (difference.changes or difference.withdrawn):
            remark("No settled value changes; persons, topics, quotes and notes are shown as reported.")


def the_fact(engine: Engine, text: str) -> tuple[FactLog, RecordedFact, Ledger]:
    """The fact whose id begins like this, with the log and its dialogue's ledger.

    Raises:
        TimelineError: no fact, or more than one, begins so.

    """
    from events.store.log import FactLog
    from timeline.application import judging
    from timeline.knowledge.ledger import replay

    log = FactLog(engine)
    beginning = judging.checked_beginning(text)
    target = judging.the_fact(beginning, log.find(beginning))
    return log, target, replay(log.stream(target.dialogue))


def _difference(ledger: Ledger, judgements: Sequence[Fact]) -> Difference:
    from timeline.application.judging import as_recorded
    from timeline.knowledge.known import knowledge
    from timeline.knowledge.ledger import evolve
    from timeline.projections import diff
    from timeline.projections.state import State

    before = State(knowledge(ledger), today())
    coming = list(as_recorded(judgements, ledger, recorded_at=datetime.now(UTC)))
    return diff.project(before, State(knowledge(reduce(evolve, coming, ledger)), today()))


def sections(data: dict[str, Any], judgements: Sequence[Fact], facts: dict[str, Fact]) -> list[Section]:
    """What was judged, what it changes, and which facts no longer count."""
    from timeline.application.judging import in_words
    from timeline.text.summary import summary

    judged = [
        {"summary": in_words(fact), "fact": row["fact"]}
        for fact, row in zip(judgements, data["judgements"], strict=True)
    ]
    gone = [{"fact": fact_id, "summary": summary(facts[fact_id])} for fact_id in data["withdrawn"]]
    return [
        Section("Recorded" if data["recorded"] else "Not recorded (dry run)", JUDGEMENTS, judged),
        Section("Changed" if data["recorded"] else "Would change", CHANGES, data["changes"]),
        Section("No longer counts" if data["recorded"] else "Would no longer count", WITHDRAWN, gone),
    ]
