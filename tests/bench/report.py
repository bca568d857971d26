"""Results as tables: on the terminal, and in docs/performance.md.

`python -m tests.bench.report` renders the latter; with the file of a later run, its figures replace those kept. What
grows with the log stands there too (`tests.bench.growth`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tabulate import tabulate

from tests.bench.costs import kept_in, memory_in
from tests.bench.figure import KIB, MIB, AtLeast, PerSecond, Shown
from tests.bench.figures import FIGURES
from tests.bench.process import ROOT
from tests.bench.results import is_judged, keep, load, measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyperf

    from tests.bench.costs import Costs
    from tests.bench.figure import Bar, Figure
    from tests.bench.results import Measured

DOCUMENT = ROOT / "docs" / "performance.md"
RESULTS = ROOT / "docs" / "performance.json"
BEGIN, END = "<!-- made from performance.json: {} -->\n", "<!-- end of what is made -->"
FEWER = "Fewer facts or runs than the bars are meant for."
NOT_JUDGED = "Not judged: the bars are meant for the full sizes and at least five runs."
HEADERS = ("figure", "ours", "reference", "ratio", "of turns", "bar", "reached")


def table(figures: Iterable[Figure], found: Mapping[str, Measured], *, judged: bool, form: str = "simple") -> str:
    """Figure, ours, reference, ratio, bar and whether it was reached, a line for each figure.

    Args:
        figures: the lines, in order.
        found: what was measured; a figure that is not among it is told so.
        judged: whether the sizes and runs were those that the bars are meant for.
        form: of tabulate.

    """
    rows = [_row(figure, found.get(figure.key), judged=judged) for figure in figures]
    return tabulate(rows, headers=HEADERS, tablefmt=form, disable_numparse=True)


def _row(figure: Figure, taken: Measured | None, *, judged: bool) -> tuple[str, ...]:
    bar = figure.bar
    if taken is None:
        return figure.title, "not measured", "", "", "", bar_text(bar), ""
    reached = "" if bar is None or not judged else "yes" if taken.reaches(bar) else "**no**"
    low, high = taken.spread(bar)
    return (
        figure.title,
        value_text(median(taken.ours[1]), figure.shown),
        value_text(median(taken.reference[1]), figure.shown),
        ratio_text(taken.ratio(bar)),
        f"{ratio_text(low)} to {ratio_text(high)}",
        bar_text(bar),
        reached,
    )


def line(figure: Figure, taken: Measured, *, judged: bool) -> str:
    """The same of one figure, in one line, as soon as it is measured."""
    _, ours, reference, ratio, turns, bar, reached = _row(figure, taken, judged=judged)
    told = f"{ours} / {reference}: {ratio} (turns {turns})"
    return told + (f", bar {bar}" if bar else "") + (f", reached: {reached}" if reached else "")


def bar_text(bar: Bar | None) -> str:
    """What is to be reached."""
    if bar is None:
        return ""
    if isinstance(bar, PerSecond):
        return f"≥ {bar.rate:,.0f} /s"
    if isinstance(bar, AtLeast):
        return f"≥ {bar.ratio:g}×"
    below = "" if bar.bytes is None else f", < {bar.bytes // MIB} MiB"
    return f"≤ {bar.ratio:g}×{below}"


def ratio_text(ratio: float) -> str:
    """A ratio with two digits that count, or three."""
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.1f}×" if ratio < 100 else f"{ratio:.0f}×"


def value_text(value: float, shown: Shown) -> str:
    """A value with its unit."""
    match shown:
        case Shown.MILLISECONDS:
            return f"{1000 * value:.1f} ms" if value < 0.1 else f"{1000 * value:,.0f} ms"
        case Shown.FACTS_A_SECOND:
            return f"{1 / value:,.0f} /s"
        case Shown.MEBIBYTES:
            return f"{value / MIB:.0f} MiB"
        case Shown.KIBIBYTES:
            return f"{value / KIB:.0f} KiB"


def sections(suite: pyperf.BenchmarkSuite, costs: Costs | None = None) -> dict[str, str]:
    """The parts of docs/performance.md that are made from results, by the names they have there.

    Args:
        suite: the figures.
        costs: of commands, which tell the memory that no figure does.

    """
    found = {one.key: one for one in memory_in(costs or {})} | measured(suite)
    barred = [figure for figure in FIGURES.values() if figure.bar is not None]
    others = [figure for figure in FIGURES.values() if figure.bar is None]
    return {
        "machine": "\n".join(map(_machine, _sittings(suite))),
        "bars": table(barred, found, judged=True, form="github"),
        "others": table(others, found, judged=True, form="github"),
        "sides": _sides(found),
    }


def _sittings(suite: pyperf.BenchmarkSuite) -> Iterator[list[pyperf.Benchmark]]:
    """What was measured of one state of the program by one release of Python, the latest last."""
    by_state: dict[tuple[str, str], list[pyperf.Benchmark]] = {}
    for benchmark in sorted(suite, key=lambda one: str(one.get_dates()[0] if one.get_dates() else "")):
        about = benchmark.get_metadata()
        by_state.setdefault((about["commit"], about["python_version"]), []).append(benchmark)
    yield from by_state.values()


def _machine(sitting: list[pyperf.Benchmark]) -> str:
    about = sitting[0].get_metadata()
    keys = ", ".join(dict.fromkeys(f"`{one.get_metadata()['figure']}`" for one in sitting))
    runs = [run.get_metadata() for benchmark in sitting for run in benchmark.get_runs()]
    dates = sorted({str(run["date"])[:10] for run in runs})
    sizes = ", ".join(f"{int(size):,}" for size in about["sizes"].split(","))
    loads = sorted(run["load_avg_1min"] for run in runs if "load_avg_1min" in run)
    load_text = f" Load of the machine meanwhile: {loads[0]:.1f} to {loads[-1]:.1f}." if loads else ""
    fewest, most = (pick(benchmark.get_nrun() for benchmark in sitting) for pick in (min, max))
    full = is_judged(map(int, about["sizes"].split(",")), about["turns"])
    return (
        f"- {' to '.join(dict.fromkeys((dates[0], dates[-1])))}, commit `{about['commit']}`: "
        f"{about.get('cpu_model_name', 'unknown processor')}, {about['cpu_count']} cores, {about['platform']}, "
        f"{about['python_implementation']} {about['python_version']}, SQLite {about['sqlite_version']}, "
        f"eventsourcing {about['eventsourcing_version']}, pydantic {about['pydantic_version']}, "
        f"Typer {about['typer_version']}. Histories of {sizes} facts, {fewest} to {most} turns.{load_text} "
        f"{'' if full else f'{FEWER} '}Figures: {keys}."
    )


def _sides(found: Mapping[str, Measured]) -> str:
    """What stood beside what, and how often each was measured."""
    rows = [
        (figure.title, found[key].ours[0], found[key].reference[0], str(len(found[key].ours[1])))
        for key, figure in FIGURES.items()
        if key in found
    ]
    return tabulate(rows, headers=("figure", "ours", "reference", "turns"), tablefmt="github", disable_numparse=True)


def with_sections(text: str, suite: pyperf.BenchmarkSuite, costs: Costs) -> str:
    """The document with its made parts as they should be."""
    for name, made in sections(suite, costs).items():
        text = replaced(text, BEGIN.format(name), made)
    return text


def replaced(text: str, begin: str, made: str) -> str:
    """The document with what was made between a line that begins it, and `END`."""
    before, _, rest = text.partition(begin)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{made}\n\n{end}{after}"


def write_document(document: Path = DOCUMENT, results: Path = RESULTS) -> None:
    """Write the made parts anew."""
    document.write_text(with_sections(document.read_text(), load(results), kept_in()))


def take(newer: Iterable[pyperf.Benchmark], results: Path = RESULTS) -> None:
    """Keep what was measured anew in the place of what was kept of the same figures."""
    found = list(newer)
    keys = {one.get_metadata()["figure"] for one in found}
    kept = [one for one in load(results) if one.get_metadata()["figure"] not in keys]
    keep([*kept, *found], results)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        take(load(Path(name)))
    write_document()
