"""How does the cost of each command grow with the log? Measured at several sizes, drawn on logarithmic axes.

    python -m tests.bench.growth --sizes 1k,10k,100k   measures, into docs/performance-growth.json and .svg
    python -m tests.bench.growth --draw                draws again what was measured

The slope of a line is 1 where a command costs as much more as the log has more facts, 0 where it costs the same. It is
taken between the two largest sizes, where what it takes to start a process weighs least.
"""

from __future__ import annotations

import json
from itertools import count
from math import ceil, log10
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import typer

from tests.bench.commands import REBUILD
from tests.bench.figure import MIB, number
from tests.bench.history import OLD_DAY, STORYLINE_SLUG, TODAY
from tests.bench.materials import Materials, say
from tests.bench.process import ROOT, peak_bytes, settings, timeline
from tests.bench.results import versions
from tests.bench.sizes import sizes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

RESULTS: Final = ROOT / "docs" / "performance-growth.json"
PICTURE: Final = ROOT / "docs" / "performance-growth.svg"

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
    *(("export", format_) for format_ in ("log", "csv", "jsonl", "parquet", "ics", "atom", "csl", "jsonld")),
    *(("export", format_) for format_ in ("cloudevents", "timelinejs", "html", "markdown", "svg")),
)
"""What is measured, in the order of the picture: questions, what is appended, what looks at all, what leaves."""

_SHORT_SECONDS: Final = 1.0
"""What takes less is measured three times."""


class Cost(NamedTuple):
    """What a command took.

    Attributes:
        facts: of the log.
        seconds: of processor time, all its processes together: what else runs on the machine makes it little longer.
        bytes: the most that it and its children held.

    """

    facts: int
    seconds: float
    bytes: int


def measure(materials: Materials, sizes: Iterable[int]) -> Iterator[dict[str, list[Cost]]]:
    """The costs so far, after each command at each size: it takes long, and may be ended before its end."""
    costs: dict[str, list[Cost]] = {" ".join(words): [] for words in COMMANDS}
    numbers = count(1)
    for facts in sizes:
        for words in COMMANDS:
            name = " ".join(words)
            cost = _cost(materials, facts, words, numbers)
            costs[name].append(cost)
            say(f"  {name}, {number(facts)}: {cost.seconds:.2f} s, {cost.bytes / MIB:.0f} MiB")
            yield costs


def _cost(materials: Materials, facts: int, words: tuple[str, ...], numbers: count[int]) -> Cost:
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
    return Cost(facts, median(one for one, _ in taken), max(held for _, held in taken))


def slope(costs: Sequence[Cost], attribute: str) -> float:
    """How the cost grows from the last size but one to the last."""
    before, last = costs[-2:]
    grown = getattr(last, attribute) / getattr(before, attribute)
    return log10(grown) / log10(last.facts / before.facts)


# ---- the picture ------------------------------------------------------------------------------------------------

_WIDE, _HIGH, _COLUMNS = 236, 168, 4
_LEFT, _TOP, _PLOT = 34, 34, (186, 104)
_SECONDS, _BYTES = "#0b6e99", "#b45309"
_SCALES: Final = {"seconds": (0.01, 1_000.0), "bytes": (10.0 * MIB, 1_000.0 * MIB)}
"""The lowest and the highest value that a panel shows."""


def drawn(costs: dict[str, list[Cost]]) -> bytes:
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


# ---- the command ------------------------------------------------------------------------------------------------


def costs_of(kept: dict[str, Any]) -> dict[str, list[Cost]]:
    """What was measured, as it was kept."""
    return {name: [Cost(*one) for one in costs] for name, costs in kept["costs"].items()}


def growth(
    *,
    sizes: Annotated[str, typer.Option(help="Facts of the histories.")] = "1k,10k,100k,1m",
    draw: Annotated[bool, typer.Option("--draw", help="Measure nothing; draw what was measured.")] = False,
) -> None:
    """Measure every command at several sizes, and draw what it costs."""
    if not draw:
        facts = sorted(sizes_of(sizes))
        with Materials(facts) as materials:
            for costs in measure(materials, facts):
                kept = {"about": versions(), "costs": costs}
                RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    write_picture(RESULTS, PICTURE)


def write_picture(results: Path, picture: Path) -> None:
    """Draw what was kept."""
    picture.write_bytes(drawn(costs_of(json.loads(results.read_text()))))


if __name__ == "__main__":
    typer.run(growth)
