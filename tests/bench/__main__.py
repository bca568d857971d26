"""`scripts/bench`: measures the figures in turns, keeps and prints each as it is done, and all of them at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tests.bench.figures import FIGURES
from tests.bench.materials import Materials, NotThereError, say
from tests.bench.report import NOT_JUDGED, line, table, take, write_document
from tests.bench.results import RUNS, in_turns, is_judged, keep, measured, suite_of, versions
from tests.bench.sizes import FULL, sizes_of

if TYPE_CHECKING:
    import pyperf


def bench(  # noqa: PLR0913 - a command has an argument for each of its options
    *,
    sizes: Annotated[str, typer.Option(help="Facts of the histories.")] = FULL,
    runs: Annotated[
        int, typer.Option(min=1, help="Values of each side; short processes take four times as many.")
    ] = RUNS,
    only: Annotated[list[str] | None, typer.Option(metavar="FIGURE", help="Only this figure; may be repeated.")] = None,
    postgres: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A database to use; by default a server is started.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Where to make stores: 3 GB for a while, on the disk that is to be measured.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Keep the results, as JSON of pyperf, after each figure.")
    ] = None,
    write_docs: Annotated[
        bool, typer.Option("--write-docs", help="After each figure, put it into docs/performance.md and .json.")
    ] = False,
) -> None:
    """Measure ours and its references in turns, and print how they stand. A run that is stopped keeps what it has."""
    unknown = [key for key in only or () if key not in FIGURES]
    if unknown:
        raise typer.BadParameter(f"no figure {unknown[0]!r}. There are: {', '.join(FIGURES)}.")
    facts = sizes_of(sizes)
    judged = is_judged(facts, runs)
    figures = [figure for key, figure in FIGURES.items() if not only or key in only]
    about: dict[str, str | int] = {**versions(), "sizes": ",".join(map(str, facts)), "turns": runs}
    benchmarks: list[pyperf.Benchmark] = []
    with Materials(facts, postgres=postgres, parent=folder) as materials:
        for figure in figures:
            say(f"{figure.key}: {figure.title}")
            try:
                taken = suite_of(in_turns(figure, figure.sides(materials), runs), about)
            except NotThereError as missing:
                say(f"  not there: {missing}")
                continue
            benchmarks += taken
            say(f"  {line(figure, measured(taken)[figure.key], judged=judged)}")
            if output:
                keep(benchmarks, output)
            if write_docs:
                take(taken)
                write_document()
    typer.echo(table(figures, measured(benchmarks), judged=judged))
    if not judged:
        typer.echo(f"\n{NOT_JUDGED}")


if __name__ == "__main__":
    typer.run(bench)
