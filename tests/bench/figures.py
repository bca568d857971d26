"""The figures: what is measured, beside what, and where the bar is."""

from __future__ import annotations

from tests.bench import commands, paging, storing
from tests.bench.commands import QUESTIONS
from tests.bench.figure import MIB, AtLeast, AtMost, Figure, PerSecond, Shown
from tests.bench.history import OLD_DAY

PROCESS_TURNS = 4
"""Turns of a figure of short processes, for one run: they are cheap, and noisy."""

MEMORY = AtMost(1.2, bytes=200 * MIB)
"""Below 200 MiB, and flat: no more than this many times what a tenth of the facts takes."""

MEMORY_TURNS = 2
"""Values of each side of a figure of memory: a second one tells as much as the first, and these take minutes each."""

IN_MEMORY = {
    "log": ("export", "log"),
    "facts": ("export", "csv", "--of", "facts"),
    **{
        format_: ("export", format_)
        for format_ in (
            *("csv", "jsonl", "parquet", "ics", "atom", "csl", "jsonld", "cloudevents", "timelinejs"),
            *("html", "markdown", "svg"),
        )
    },
    "check": ("check",),
    "verify": ("verify",),
    "rebuild": commands.REBUILD,
}
"""Commands over a whole store, by the key of their figure."""

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
            bar=None,
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
            bar=None,
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
            title="bulk append of fact files: read, validated, checked, appended, told",
            shown=Shown.FACTS_A_SECOND,
            bar=PerSecond(30_000),
            sides=storing.bulk_files,
        ),
        Figure(
            key="replay",
            title="full typed replay",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(2.5),
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
            bar=None,
            sides=storing.rebuild,
        ),
        Figure(
            key="past-upcoming",
            title=f"`timeline upcoming --on {OLD_DAY}` / `timeline upcoming` of today",
            shown=Shown.MILLISECONDS,
            bar=AtMost(1.5),
            sides=commands.past_upcoming,
        ),
        Figure(
            key="past-hledger",
            title=f"`timeline upcoming --on {OLD_DAY}` / `hledger balance -e {OLD_DAY}`",
            shown=Shown.MILLISECONDS,
            bar=AtLeast(40),
            sides=commands.past_beside_hledger,
        ),
        Figure(
            key="past-git",
            title=f"`timeline upcoming --on {OLD_DAY}` / `git log --before={OLD_DAY}`",
            shown=Shown.MILLISECONDS,
            bar=None,
            sides=commands.past_beside_git,
        ),
        *(
            Figure(
                key=f"past-{question}",
                title=f"`timeline {question} --on {OLD_DAY}` / of today, dialogue of 10,000 facts",
                shown=Shown.MILLISECONDS,
                bar=AtMost(2),
                sides=commands.past(question),
            )
            for question in ("state", "sessions", "show")
        ),
        Figure(
            key="replay-growth",
            title="`timeline replay`: 10,000 facts / 1,000",
            shown=Shown.MILLISECONDS,
            bar=AtMost(12),
            sides=commands.replaying,
        ),
        Figure(
            key="append-growth",
            title="one fact appended: dialogue of 10,000 facts / of 100, whole process",
            shown=Shown.MILLISECONDS,
            bar=AtMost(1.3),
            sides=commands.appending("contact-held", "--format", "call"),
        ),
        Figure(
            key="append-growth-position",
            title="one position appended: dialogue of 10,000 facts / of 100, whole process",
            shown=Shown.MILLISECONDS,
            bar=AtMost(1.3),
            sides=commands.appending("position-stated", "--actor", "Iraq", "--issue", "aid", "--stance", "For it"),
        ),
        Figure(
            key="append-growth-session",
            title="one session appended: dialogue of 10,000 facts / of 100, whole process",
            shown=Shown.MILLISECONDS,
            bar=AtMost(1.3),
            sides=commands.appending("session-held", "--session", "90"),
        ),
        Figure(
            key="append-growth-judged",
            title="one session appended where one fact of twenty is a judgement: dialogue of 10,000 facts / of 100",
            shown=Shown.MILLISECONDS,
            bar=AtMost(1.3),
            sides=commands.appending("session-held", "--session", "90", one_in=20),
        ),
        Figure(
            key="step",
            title="one fact more, with all that it changes: dialogue of 10,000 facts / of 150, in process",
            shown=Shown.MILLISECONDS,
            bar=AtMost(5),
            sides=storing.step,
        ),
        Figure(
            key="judging",
            title="one judgement more, with all that it changes / one fact more, dialogue of 1,000 facts, in process",
            shown=Shown.MILLISECONDS,
            bar=None,
            sides=storing.judging,
        ),
        Figure(
            key="page-step",
            title="one step of the page's slider: dialogue of 10,000 facts / of 150, in process",
            shown=Shown.MILLISECONDS,
            bar=AtMost(5),
            sides=paging.sizes("step", "a step of the slider", steps=paging.STEPS),
        ),
        Figure(
            key="page-bytes",
            title="bytes of the page of a past day: dialogue of 10,000 facts / of 150",
            shown=Shown.KIBIBYTES,
            bar=AtMost(3),
            sides=paging.sizes("size", "the page of a day"),
        ),
        Figure(
            key="page-first",
            title="the first page after start: dialogue of 10,000 facts / of 150, in process",
            shown=Shown.MILLISECONDS,
            bar=None,
            sides=paging.sizes("first", "today's page"),
        ),
        Figure(
            key="page-memory",
            title="memory of a server: 1,000 days of a dialogue of 10,000 facts looked at / 100 days",
            shown=Shown.MEBIBYTES,
            bar=AtMost(1.2),
            sides=paging.walks,
            most_turns=1,
        ),
        Figure(
            key="stream",
            title="`append --stream`: sixteen lines waiting / one, for a fact",
            shown=Shown.FACTS_A_SECOND,
            bar=AtLeast(4),
            sides=storing.stream,
        ),
        Figure(
            key="check-names",
            title="`timeline check`: 4,000 names / 2,000",
            shown=Shown.MILLISECONDS,
            bar=AtMost(2.2),
            sides=commands.check_names,
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
            most_turns=MEMORY_TURNS,
        ),
        *(
            Figure(
                key=f"{key}-memory",
                title=f"memory of `timeline {' '.join(words)}`, all processes",
                shown=Shown.MEBIBYTES,
                bar=MEMORY,
                sides=commands.memory(*words),
                most_turns=MEMORY_TURNS,
            )
            for key, words in IN_MEMORY.items()
        ),
        Figure(
            key="postgres-append",
            title="PostgreSQL: bulk append, read models marked",
            shown=Shown.FACTS_A_SECOND,
            bar=None,
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
