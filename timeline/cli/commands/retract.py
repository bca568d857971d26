"""`timeline retract`: which fact does not count?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import Store
from timeline.cli.terminal.judged import CorrectingReport, FactIdArgument, Recording, WhoseOption, print_judged
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import remark


def command(
    fact: FactIdArgument,
    *,
    whose: WhoseOption,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="The reason.")],
    report: CorrectingReport = None,
    recording: Recording,
    store: Store,
    output: Output,
) -> None:
    """Take back a fact, so that it no longer counts.

    If you retract a report, all its facts fall. If you retract a correction, the old value is back.
    """
    from timeline.application.judging import Grounds

    with recording.judge(store) as judge:
        judged = judge.retract(fact, Grounds(whose, report, reason))
    if whose == "outlet" and report is None:
        remark("No --report: the outlet's retraction counts from today on.")
    print_judged(judged, output)
