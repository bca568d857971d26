"""`timeline correct`: which attribute of a fact is wrong, and what is right?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.judged import CorrectingReport, FactId, Reason, Recording, Whose, the_fact
from timeline.cli.options import Store, today
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import remark


def command(
    fact: FactId,
    *,
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="The field and its right value, typed as for `timeline append`; FIELD= removes it. May be repeated.",
        ),
    ],
    whose: Whose,
    report: CorrectingReport = None,
    reason: Reason = None,
    recording: Recording,
    store: Store,
    output: Output,
) -> None:
    """Correct a fact: append which of its fields was wrong, and whose error it was.

    Nothing stored is edited. A field that is a list or an object takes JSON too: --set 'topics=["training"]'.
    """
    from timeline.application import judging

    with recording.opened(store) as engine:
        log, target, ledger = the_fact(engine, fact)
        judgements = judging.corrections(target, ledger, set_, judging.Grounds(whose, report, reason), today())
        if whose == "outlet" and report is None:
            remark("No --report: the outlet's correction counts from today on.")
        recording.judge(log, ledger, judgements, output)
