"""`timeline retract`: which fact does not count?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import Store
from timeline.cli.terminal.judged import CorrectingReport, FactId, Recording, Whose, print_judged
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import remark


def command(
    fact: FactId,
    *,
    whose: Whose,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    report: CorrectingReport = None,
    recording: Recording,
    store: Store,
    output: Output,
) -> None:
    """Retract a fact: append that it does not count, and whose error it was.

    With a report, all its facts fall. A judgement can be retracted too: what it judged is then as before.
    """
    from timeline.application.judging import Grounds

    with recording.judge(store) as judge:
        judged = judge.retract(fact, Grounds(whose, report, reason))
    if whose == "outlet" and report is None:
        remark("No --report: the outlet's retraction counts from today on.")
    print_judged(judged, output)
