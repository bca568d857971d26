"""How does the cost of each command grow with the log? Measured at several sizes, drawn on logarithmic axes.

    python -m tests.bench.growth --sizes 1k,10k,100k    measures, and puts each value into the documents as it is there
    python -m tests.bench.growth --only check           of one command
    python -m tests.bench.growth --draw                 draws and tells again what was measured

A value takes the place of what was kept of the same command and size, so a run that is stopped loses nothing.

The slope of a line is 1 where a command costs as much more as the log has more facts, 0 where it costs the same. It is
taken between the two largest sizes, where what it takes to start a process weighs least.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from math import ceil, log10
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import TYPE_CHECKING, Annotated, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import typer
from tabulate import tabulate

from tests.bench.commands import REBUILD
from tests.bench.costs import RESULTS, Cost, kept_in, slope
from tests.bench.figure import MIB, number
from tests.bench.history import OLD_DAY, STORYLINE_SLUG, TODAY
from tests.bench.materials import Materials, say
from tests.bench.process import ROOT, peak_bytes, settings, timeline
from tests.bench.report import DOCUMENT, replaced, write_document
from tests.bench.results import versions
from tests.bench.sizes import sizes_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from tests.bench.costs import Costs

PICTURE: Final = ROOT / "docs" / "performance-growth.svg"
BEGIN: Final = "<!-- made from performance-growth.json -->\n"

_OLD: Final = OLD_DAY.isoformat()
_OF_ONE: Final = (
    "show",
    "state",
    "sessions",
    "invitations",
    "positions",
    "commitments",
    "documents",
    "people",
    "sources",
)

COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("dialogues",),
    ("upcoming",),
    ("upcoming", "--on", _OLD),
    ("news", "--since", "2026-09-01"),
    ("find", "Baghdad"),
    ("history", "--limit", "10"),
    *((question, STORYLINE_SLUG) for question in (*_OF_ONE, "disputes", "days", "replay")),
    ("state", STORYLINE_SLUG, "--on", "2025-05-10"),
    ("diff", STORYLINE_SLUG, "2025-05-10", "2025-09-10"),
    ("explain", STORYLINE_SLUG, "session:2"),
    ("append", "contact-held", STORYLINE_SLUG),
    ("append", "--from"),
    ("check",),
    ("verify",),
    REBUILD,
    ("export", "csv", "--of", "facts"),
    *(("export", format_) for format_ in ("log", "csv", "jsonl", "parquet", "ics", "atom", "csl", "jsonld")),
    *(("export", format_) for format_ in ("cloudevents", "timelinejs", "html", "markdown", "svg")),
)
"""What is measured, in the order of the picture: questions, what is appended, what looks at all, what leaves."""

_SHORT_SECONDS: Final = 1.0
"""What takes less is measured three times."""


def measure(materials: Materials, sizes: Iterable[int], commands: Iterable[tuple[str, ...]]) -> Iterator[Costs]:
    """The cost of each command at each size, as soon as it is measured."""
    numbers, chosen, commit = count(1), [*commands], versions()["commit"]
    for facts in sizes:
        for words in chosen:
            name = " ".join(words)
            seconds, held = _cost(materials, facts, words, numbers)
            say(f"  {name}, {number(facts)}: {seconds:.2f} s, {held / MIB:.0f} MiB")
            yield {name: [Cost(facts, seconds, held, datetime.now(UTC).date().isoformat(), commit)]}


def merged(kept: Costs, newer: Costs) -> Costs:
    """Both, in the order of the commands. Of the same command and size the newer cost."""
    names = [name for name in map(" ".join, COMMANDS) if name in kept or name in newer]
    by_size = {name: {one.facts: one for one in (*kept.get(name, ()), *newer.get(name, ()))} for name in names}
    return {name: [costs[facts] for facts in sorted(costs)] for name, costs in by_size.items()}


def _cost(materials: Materials, facts: int, words: tuple[str, ...], numbers: count[int]) -> tuple[float, int]:
    def once() -> tuple[float, int]:
        with materials.scratch() as folder:
            command, env = timeline(*words), settings(materials.store(facts))
            if words[-1] == "--from":
                command += materials.fact_files(facts)
                env = settings(str(folder / "new.db"))
            elif words[0] == "append":
                command += ["--format", "call", "--when", TODAY.isoformat(), "--note", f"the {next(numbers)}th"]
            elif words[0] == "export":
                command += ["-o", folder / "export"]
            before = getrusage(RUSAGE_CHILDREN)
            peak = peak_bytes(command, env)
            after = getrusage(RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak

    materials.store(facts), materials.fact_files(facts)
    taken = [once()]
    while taken[0][0] < _SHORT_SECONDS and len(taken) < 3:
        taken.append(once())
    return median(one for one, _ in taken), max(held for _, held in taken)


# ---- the picture ------------------------------------------------------------------------------------------------

_WIDE, _HIGH, _COLUMNS = 236, 168, 4
_LEFT, _TOP, _PLOT = 34, 34, (186, 104)
_SECONDS, _BYTES = "#0b6e99", "#b45309"
_SCALES: Final = {"seconds": (0.01, 1_000.0), "bytes": (10.0 * MIB, 1_000.0 * MIB)}
"""The lowest and the highest value that a panel shows."""


def drawn(costs: Costs) -> bytes:
    """A panel for each command that was measured twice: its seconds, and the most memory that it held, by size."""
    costs = {name: taken for name, taken in costs.items() if len(taken) > 1}
    rows = ceil(len(costs) / _COLUMNS)
    width, height = _COLUMNS * _WIDE + 12, rows * _HIGH + 44
    picture = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "font-family": "system-ui, sans-serif",
            "font-size": "10",
            "role": "img",
        },
    )
    SubElement(picture, "title").text = "What each command costs, against the facts of the log"
    SubElement(picture, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    _text(picture, 8, 16, "seconds of processor time, all processes (0.01 to 1,000)", _SECONDS)
    _text(picture, 290, 16, "most memory of all its processes (10 to 1,000 MiB)", _BYTES)
    _text(picture, 550, 16, "logarithmic; grey: slope 1; numbers: of the two largest", "#555")
    for place, (name, taken) in enumerate(costs.items()):
        at = f"translate({8 + place % _COLUMNS * _WIDE} {28 + place // _COLUMNS * _HIGH})"
        _panel(SubElement(picture, "g", {"transform": at}), name, taken)
    indent(picture, space=" ")
    written: bytes = tostring(picture, encoding="utf-8")
    return written + b"\n"


def _panel(panel: Element, name: str, costs: Sequence[Cost]) -> None:
    wide, high = _PLOT
    sizes = [cost.facts for cost in costs]
    first, last = log10(sizes[0]), log10(sizes[-1])
    _text(panel, _LEFT, 12, name if len(name) < 38 else f"{name[:36]}…", "#111", weight="600")
    SubElement(
        panel,
        "rect",
        {"x": str(_LEFT), "y": str(_TOP), "width": str(wide), "height": str(high), "fill": "none", "stroke": "#bbb"},
    )

    def x(facts: float) -> float:
        return _LEFT + wide * (log10(facts) - first) / (last - first)

    for facts in sizes:
        _text(panel, x(facts), _TOP + high + 12, number(facts), "#555", anchor="middle")
    for which, (attribute, colour) in enumerate((("seconds", _SECONDS), ("bytes", _BYTES))):
        low, top = map(log10, _SCALES[attribute])

        def y(value: float, low: float = low, top: float = top) -> float:
            share = (log10(value) - low) / (top - low)
            return _TOP + high * (1 - min(max(share, 0.0), 1.0))

        points = [(x(cost.facts), y(getattr(cost, attribute))) for cost in costs]
        if attribute == "seconds":
            start = costs[0].seconds
            end = start * sizes[-1] / sizes[0]
            _line(panel, [(x(sizes[0]), y(start)), (x(sizes[-1]), y(end))], "#ccc")
        _line(panel, points, colour)
        for across, down in points:
            SubElement(panel, "circle", {"cx": f"{across:.1f}", "cy": f"{down:.1f}", "r": "2", "fill": colour})
        told = _told(costs[-1], attribute)
        _text(panel, _LEFT + which * 100, 26, f"{told}, slope {slope(costs, attribute):.2f}", colour)


def _told(cost: Cost, attribute: str) -> str:
    if attribute == "bytes":
        return f"{cost.bytes / MIB:.0f} MiB"
    return f"{cost.seconds:.2f} s" if cost.seconds < 10 else f"{cost.seconds:.0f} s"


def _line(parent: Element, points: Iterable[tuple[float, float]], colour: str) -> None:
    path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
    SubElement(parent, "polyline", {"points": path, "fill": "none", "stroke": colour, "stroke-width": "1.5"})


def _text(  # noqa: PLR0913 - a text has a place, a colour and a form
    parent: Element, x: float, y: float, text: str, colour: str, *, anchor: str = "start", weight: str = "400"
) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "fill": colour, "text-anchor": anchor, "font-weight": weight}
    SubElement(parent, "text", place).text = text


# ---- the table --------------------------------------------------------------------------------------------------


def told(costs: Costs) -> str:
    """When it was measured, and what each command took at each size: seconds, most memory, slopes."""
    sizes = sorted({one.facts for taken in costs.values() for one in taken})
    sittings: dict[tuple[str, str], dict[str, None]] = {}
    for name, taken in costs.items():
        for one in taken:
            sittings.setdefault((one.day, one.commit), {})[f"`{name}`"] = None
    about = [
        f"- {day}, commit `{commit}`: {_measured(names, len(costs))}."
        for (day, commit), names in sorted(sittings.items())
    ]
    headers = ("command", *(f"{number(facts)}, s" for facts in sizes), *(f"{number(facts)}, MiB" for facts in sizes))
    rows = [(f"`{name}`", *_told_by_size(taken, sizes), _slopes(taken)) for name, taken in costs.items()]
    table = tabulate(rows, headers=(*headers, "slopes"), tablefmt="github", disable_numparse=True)
    return "\n".join((*about, "", table))


def _measured(names: Collection[str], commands: int) -> str:
    """What was measured on a day: each command, while they are few."""
    if len(names) == commands:
        return "every command"
    return ", ".join(names) if len(names) <= _NAMED else f"{len(names)} commands"


_NAMED: Final = 8
"""Commands that are named."""


def _told_by_size(costs: Sequence[Cost], sizes: Sequence[int]) -> Iterator[str]:
    by_size = {one.facts: one for one in costs}
    for attribute in ("seconds", "bytes"):
        for facts in sizes:
            yield _told(by_size[facts], attribute).split()[0] if facts in by_size else ""


def _slopes(costs: Sequence[Cost]) -> str:
    if len(costs) == 1:
        return ""
    return " and ".join(f"{round(slope(costs, one), 2) + 0:.2f}" for one in ("seconds", "bytes"))


# ---- the command ------------------------------------------------------------------------------------------------


def keep(costs: Costs, results: Path = RESULTS, picture: Path = PICTURE, document: Path = DOCUMENT) -> None:
    """Keep what was measured, draw it, and tell it in the document."""
    plain = {name: [one._asdict() for one in taken] for name, taken in costs.items()}
    results.write_text(json.dumps(plain, indent=1) + "\n")
    picture.write_bytes(drawn(costs))
    document.write_text(replaced(document.read_text(), BEGIN, told(costs)))


def growth(
    *,
    sizes: Annotated[str, typer.Option(help="Facts of the histories.")] = "1k,10k,100k,1m",
    only: Annotated[
        list[str] | None, typer.Option(metavar="COMMAND", help="Only this command, as the table tells it; repeatable.")
    ] = None,
    draw: Annotated[bool, typer.Option("--draw", help="Measure nothing; draw and tell what was measured.")] = False,
) -> None:
    """Measure every command at several sizes, draw and tell what it costs. A run that is stopped keeps what it has."""
    by_name = {" ".join(words): words for words in COMMANDS}
    unknown = [name for name in only or () if name not in by_name]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is not measured. There are: {', '.join(by_name)}.")
    costs = kept_in()
    if not draw:
        facts = sorted(sizes_of(sizes))
        chosen = [words for name, words in by_name.items() if not only or name in only]
        with Materials(facts) as materials:
            for newer in measure(materials, facts, chosen):
                costs = merged(costs, newer)
                keep(costs)
    keep(costs)
    write_document()


if __name__ == "__main__":
    typer.run(growth)
