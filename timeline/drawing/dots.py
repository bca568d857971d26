"""How are many small things drawn: contacts, positions, statements, reports? As dots and bars on the axis."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from timeline.drawing.marks import Span, is_vague, isolated
from timeline.drawing.wording import window_aloud

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.drawing.detail import Detail
    from timeline.drawing.marks import Canvas
    from timeline.drawing.scene import DrawnEvent, Published
    from timeline.wording.words import Words

_CELL, _RADIUS, _STACK = 7.0, 2.9, 49.0
_VAGUE_FROM: Final = 10.0
"""What is no single day and takes more pixels than this is a pale bar above the dots."""

_BARS: Final = 6
"""So many pale bars are drawn. The table has all."""

_BAR_STEP, _BAR = 6.0, 4.0
_BIN, _BIN_GAP, _REPORT_HEIGHT, _REPORT_STEP = 4.0, 1.0, 30.0, 6.0


def draw_dots(canvas: Canvas, entries: Sequence[DrawnEvent], top: float, kind: str, detail: Detail) -> float:
    """A dot for each event, on top of each other where days meet. Return how many pixels they take."""
    exact: dict[int, list[DrawnEvent]] = defaultdict(list)
    vague: list[DrawnEvent] = []
    for entry in entries:
        if entry.window is None:
            continue
        span = canvas.span_of(entry.window)
        if is_vague(entry.window, span, _VAGUE_FROM) or not (entry.window.earliest and entry.window.latest):
            vague.append(entry)
        else:
            exact[int((span.low + span.high) / 2 // _CELL)].append(entry)
    for row, entry in enumerate(vague[:_BARS]):
        if entry.window:
            group = canvas.group("event", subject=entry.subject)
            group.window(entry.window, top + row * _BAR_STEP, _BAR, f"{kind} was", _title(canvas.words, entry))
    top_of_dots = top + min(len(vague), _BARS) * _BAR_STEP
    most = max(map(len, exact.values()), default=0)
    height = min(most * _CELL, _STACK)
    step = height / most if most else 0
    many = sum(map(len, exact.values()))
    if many >= detail.dots:
        bars = []
        for cell, here in sorted(exact.items()):
            y = top_of_dots + height - len(here) * step
            bars.append((Span(cell * _CELL + 0.5, (cell + 1) * _CELL - 0.5), Span(y, y + len(here) * step)))
        canvas.bars(bars, f"dot {kind}")
    else:
        for cell, here in sorted(exact.items()):
            for level, entry in enumerate(here):
                form = " hollow" if entry.time_is == "reported" else ""
                at = (cell + 0.5) * _CELL, top_of_dots + height - _RADIUS - level * step
                title = _title(canvas.words, entry) if many <= detail.titled else ""
                canvas.dot(at, _RADIUS, f"event dot {kind}{form}", entry.subject, title)
    return top_of_dots - top + height


def draw_reports(canvas: Canvas, sources: Iterable[Published], top: float, detail: Detail) -> float:
    """How many reports came out when: first prints dark, reprints pale above them. Return the pixels taken."""
    first, last = canvas.scale.first.isoformat(), canvas.scale.last.isoformat()
    prints: Counter[int] = Counter()
    reprints: Counter[int] = Counter()
    for source in sources:
        text = source.published.latest or source.published.earliest if source.published else None
        if text and first <= text <= last:
            low, high = canvas.scale.edges(text, text)
            (prints if source.first_print else reprints)[int((low + high) / 2 // _BIN)] += 1
    every = prints + reprints
    step = min(_REPORT_STEP, _REPORT_HEIGHT / max(every.values(), default=1))
    base = top + _REPORT_HEIGHT
    columns = {place: Span(place * _BIN, (place + 1) * _BIN - _BIN_GAP) for place in sorted(every)}
    dark = {place: Span(base - prints[place] * step, base) for place in columns}
    pale = {place: Span(down.low - reprints[place] * step, down.low) for place, down in dark.items()}
    for kind, told, down in (("print", prints, dark), ("reprint", reprints, pale)):
        shown = [place for place in columns if told[place]]
        if len(columns) > detail.titled:
            canvas.bars(((columns[place], down[place]) for place in shown), kind)
            continue
        for place in shown:
            canvas.box(columns[place], down[place], kind, title=canvas.words.counted(kind, told[place]))
    canvas.line((canvas.scale.left, base + 0.5), (canvas.scale.right, base + 0.5), "axis")
    return _REPORT_HEIGHT + 1


def _title(words: Words, entry: DrawnEvent) -> str:
    weight = words.weight(len(entry.reports), len(entry.origins))
    firmly = f" ({words.word('modality', entry.modality)})" if entry.modality else ""
    return f"{window_aloud(words, entry.window)}: {isolated(words.sentence(entry.what))}{firmly} ({weight})"
