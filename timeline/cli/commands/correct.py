"""`timeline correct`: which attribute of a fact is wrong, and what is right?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.options import Store
from timeline.cli.terminal.judged import (
    CorrectingReport,
    FactIdArgument,
    ReasonOption,
    Recording,
    WhoseOption,
    print_judged,
)
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import remark


def command(
    fact: FactIdArgument,
    *,
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="The field and its right value, as for `timeline append`. FIELD= removes it. May be repeated.",
        ),
    ],
    whose: WhoseOption,
    report: CorrectingReport = None,
    reason: ReasonOption = None,
    recording: Recording,
    store: Store,
    output: Output,
) -> None:
    """Correct a fact.

    The log keeps the fact as it was, and the correction counts from now on. A field that is a list or an object may be
    written as JSON: --set 'topics=["training"]'.
    """
    from timeline.application.judging import Grounds

    with recording.judge(store) as judge:
        judged = judge.correct(fact, set_, Grounds(whose, report, reason))
    if whose == "outlet" and report is None:
        remark("No --report: the outlet's correction counts from today on.")
    print_judged(judged, output)
