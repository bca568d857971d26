"""The figures: what is measured, beside what, and where the bar is."""

from __future__ import annotations

from tests.bench import commands, storing
from tests.bench.commands import QUESTIONS
from tests.bench.figure import MIB, AtLeast, AtMost, Figure, Shown

PROCESS_TURNS = 4
"""Turns of a figure of short processes, for one run: they are cheap, and noisy."""

MEMORY = AtMost(1.2, bytes=300 * MIB)
"""Below 300 MiB, and flat: no more than this many times what a smaller history takes."""

FIGURES = {
    figure.key: figure
    for figure in (
        *(
            Figure(
                key=f"{key}-growth",
                title=f"`timeline {question}`: large store / small store",
                shown=Shown.MILLISECONDS,
                bar=AtMost(1.15),
                sides=commands.growth(key),
                turns=PROCESS_TURNS,
            )
            for key, question in QUESTIONS.items()
        ),
        *(
            Figure(
                key=f"{key}-start",
                title=f"`timeline {question}`, large store / bare Typer command",
                shown=Shown.MILLISECONDS,
                bar=AtMost(1.3),
                sides=commands.start(key),
                turns=PROCESS_TURNS,
            )
            for key, question in QUESTIONS.items()
        ),
        Figure(
            key="version",
            title="`timeline --version` / `python -c pass`",
            shown=Shown.MILLISECONDS,
            bar=AtMost(2.5),
            sides=commands.version,
            turns=PROCESS_TURNS,
        ),
        Figure(
            key="one-fact",
            title="one fact: durable, idempotent, read models marked",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(0.9),
            sides=storing.one_by_one("ours.append_one_by_one", "`engine.append`"),
        ),
        Figure(
            key="one-fact-answers",
            title="one fact: durable, idempotent, answers written in its transaction",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
            sides=storing.one_by_one("ours.append_with_answers", "`engine.append`, answers kept", storing.WITH_ANSWERS),
        ),
        Figure(
            key="one-fact-recorded",
            title="one fact as `timeline append` records it: store opened, checked, appended, answers written, closed",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
            sides=storing.one_by_one("ours.record_one_by_one", "`recording.record`", storing.WITH_ANSWERS),
        ),
        Figure(
            key="bulk-append",
            title="bulk append, read models marked",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(0.5),
            sides=storing.bulk("ours.append_in_bulk", storing.ONE_TRANSACTION),
        ),
        Figure(
            key="bulk-append-batches",
            title="bulk append in as many transactions as the library",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
            sides=storing.bulk("ours.append_in_batches", storing.MANY_TRANSACTIONS),
        ),
        Figure(
            key="bulk-append-files",
            title="bulk append of fact files: read, validated, checked, appended",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
            sides=storing.bulk_files,
        ),
        Figure(
            key="replay",
            title="full typed replay",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(3),
            sides=storing.replay(values=True),
        ),
        Figure(
            key="replay-plain",
            title="full typed replay / replay that leaves payloads untyped",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
            sides=storing.replay(values=False),
        ),
        Figure(
            key="rebuild",
            title="rebuild of all read models, all cores",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(40),
            sides=storing.rebuild,
        ),
        Figure(
            key="old-day",
            title="`state` of 500 facts as known on an old day",
            shown=Shown.MILLISECONDS,
            bar=AtMost(3.1),
            sides=storing.old_day,
        ),
        Figure(
            key="append-memory",
            title="memory of a bulk append of fact files",
            shown=Shown.MEBIBYTES,
            bar=MEMORY,
            sides=commands.append_memory,
        ),
        Figure(
            key="rebuild-memory",
            title="memory of a rebuild, all cores",
            shown=Shown.MEBIBYTES,
            bar=MEMORY,
            sides=commands.rebuild_memory,
        ),
        Figure(
            key="postgres-append",
            title="PostgreSQL: bulk append, read models marked",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(3),
            sides=storing.bulk_postgres,
        ),
        Figure(
            key="postgres-rebuild",
            title="PostgreSQL: rebuild of all read models, all cores",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
            sides=storing.rebuild_postgres,
        ),
        Figure(
            key="hledger",
            title="`timeline upcoming` over facts / `hledger balance` over as many entries",
            shown=Shown.MILLISECONDS,
            bar=AtLeast(20),
            sides=commands.hledger,
        ),
    )
}
"""Every figure by its key, in the order of the table."""
