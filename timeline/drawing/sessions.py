"""How is a session drawn? Its windows as steps in order of saying, and the day on which it was held as a disc."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from events.errors import TimelineError
from events.facts.track import MAIN_TRACK
from events.windows.window import Window
from timeline.answers.common import WindowAnswer
from timeline.drawing.looks import BEGUN, GONE, LATE, PAST, look_of
from timeline.drawing.marks import Span, is_vague, isolated
from timeline.drawing.packing import Shelf
from timeline.drawing.wording import day_shown, window_aloud

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.answers.sessions import SessionAnswer, SlipAnswer
    from timeline.drawing.detail import Detail
    from timeline.drawing.marks import Canvas
    from timeline.wording.words import Words

STEP: Final = 7.0
"""Pixels of one step of a slip chain."""

_MARK_STEPS: Final = 3
_BELOW_STEPS: Final = 2
"""Steps more that a label below its mark takes."""

_DISC, _SMALL_DISC, _TINY_DISC = 8.0, 5.5, 3.6
_LONGEST_NUMBER: Final = 2
"""Letters that fit into a disc."""

_VAGUE_FROM: Final = 16.0
"""What was held on some day of a window that takes more pixels than this is a bar: a disc would tell which day."""

_ROW: Final = 20.0
_OLD_BAR, _BAR, _HELD_BAR = 4.0, 9.0, 12.0
"""Height of a window that was told before, of the one that counts, and of one in which it was held, with its number."""


def in_view(canvas: Canvas, session: SessionAnswer) -> bool:
    """Whether a session is in view: the day of holding, else any window that was given for it.

    What took place outside of the view does not stand at its edge because it had been planned for "2025".
    """
    took_place = session.held or session.started
    return any(map(canvas.shows, [took_place] if took_place else windows_of(session)))


def draw_sessions(canvas: Canvas, sessions: Sequence[SessionAnswer], top: float, on: date, detail: Detail) -> float:
    """Draw the sessions of one track that are in view. Return how many pixels they take."""
    shown = sorted(sessions, key=_begin)
    taken = 0.0
    if len(shown) >= detail.sessions:
        over = [one for one in shown[: -detail.last_sessions] if look_of(one.status) in (PAST, BEGUN, GONE)]
        _draw_row(canvas, over, top + _ROW / 2, detail)
        gone = {(one.track, one.session) for one in over}
        shown = [one for one in shown if (one.track, one.session) not in gone]
        taken = _ROW
    shelf = Shelf()
    lives = [_draw_life(canvas, one, shelf, top + taken, on) for one in shown]
    return taken + max(lives, default=0.0)


def windows_of(session: SessionAnswer) -> list[WindowAnswer]:
    """Every window that is drawn of a session."""
    return [
        window
        for window in (session.time, session.window, *(slip.window for slip in _steps(session)))
        if window is not None
    ]


def moves(session: SessionAnswer) -> int:
    """How often its time was moved to one that the time before had excluded.

    A narrower time is no move, and neither is a plan that was first told of when it had passed.
    """
    windows = [slip.window for slip in _steps(session) if not _is_told_late(slip.window, _said_on(slip))]
    windows += [time] if (time := session.held or session.started) else []
    return sum(_excludes(before, after) for before, after in pairwise(windows))


def _excludes(one: WindowAnswer, other: WindowAnswer) -> bool:
    return (one.latest or "9999") < (other.earliest or "") or (other.latest or "9999") < (one.earliest or "")


def _steps(session: SessionAnswer) -> list[SlipAnswer]:
    """The windows that changed what was expected."""
    return [slip for slip in session.slips if slip.change]


def _begin(session: SessionAnswer) -> tuple[str, str]:
    return min(one.earliest or one.latest or "" for one in windows_of(session)), str(session.session)


def _draw_row(canvas: Canvas, sessions: Iterable[SessionAnswer], y: float, detail: Detail) -> None:
    """Sessions that are over, in one row: a disc each, its number where there is room. Very many are one shape."""
    canvas.line((canvas.scale.left, y), (canvas.scale.right, y), "axis")
    spans = [(one, canvas.span_of(time)) for one in sessions if (time := one.time)]
    if len(spans) > detail.titled:
        canvas.dots(sorted({round((span.low + span.high) / 2) for _, span in spans}), y, "row past")
        return
    places = [(span.low + span.high) / 2 for _, span in spans]
    for at, (one, span) in enumerate(spans):
        x = places[at]
        room = min((abs(x - other) for other in (*places[max(at - 1, 0) : at], *places[at + 1 : at + 2])), default=inf)
        group = canvas.group(f"session {look_of(one.status)}", subject=_subject(one))
        time = one.time
        if look_of(one.status) == GONE:
            group.cross(x, y, 3)
        elif time and is_vague(time, span, _VAGUE_FROM):
            group.window(time, y - _OLD_BAR / 2, _OLD_BAR, look_of(one.status), _title(canvas.words, one))
        else:
            number = _number(one) if room > 2 * _DISC else ""
            disputed = " ring" if one.disputes else ""
            group.disc(
                (x, y),
                _DISC - 1 if number else _TINY_DISC,
                look_of(one.status) + disputed,
                number,
                _title(canvas.words, one),
            )


def _draw_life(canvas: Canvas, session: SessionAnswer, shelf: Shelf, top: float, on: date) -> float:
    """Draw one session with its steps. Return how far down it reaches."""
    look = look_of(session.status)
    took_place = look in (PAST, BEGUN)
    time = session.time
    told, current = _told(session, took_place=took_place)
    said = [canvas.scale.start(day) for slip in _steps(session) if (day := _said_on(slip)) and _is_in(canvas, day)]
    mark = canvas.span_of(time or told[-1][0])
    if took_place and not (time and is_vague(time, mark, _VAGUE_FROM)):
        middle = (mark.low + mark.high) / 2
        mark = Span(middle - _DISC, middle + _DISC)
    dissent = _dissent(canvas, session, (mark.low + mark.high) / 2)
    tail = [canvas.scale.end(on)] if look == LATE else []
    edges = [*mark, *(x + side for x in dissent for side in (-6, 6)), *tail]
    if not took_place and current:
        edges += [x for x in said if current[1] and x == canvas.scale.start(current[1])]
    label = canvas.label(Span(min(edges), max(edges)), _words(canvas.words, session))
    bars = [edge for window, _ in told for edge in canvas.span_of(window)]
    everything = [*label.span, *bars, *said]
    rows = len(told) + _MARK_STEPS + _BELOW_STEPS * label.is_below
    row = shelf.place(min(everything), max(everything), rows)
    y = top + row * STEP
    group = canvas.group(f"session {look}", subject=_subject(session))
    for step in told:
        _draw_step(group, step, y + _OLD_BAR / 2, _old_look(*step))
        y += STEP
    y += STEP + 1
    if took_place:
        _draw_day(group, session, mark, dissent, y)
    elif current:
        _draw_step(group, current, y, look, _title(canvas.words, session))
        _draw_fate(group, look, canvas.span_of(current[0]), y, on)
    group.write(label, y + 4, look)
    return (row + rows) * STEP


GivenWindow = tuple[WindowAnswer, "date | None"]
"""A window, and the day on which it was said."""


def _told(session: SessionAnswer, *, took_place: bool) -> tuple[list[GivenWindow], GivenWindow | None]:
    """The windows told before the one that counts, and that one."""
    steps: list[GivenWindow] = [(slip.window, _said_on(slip)) for slip in _steps(session)]
    if took_place:
        time = session.time.edtf if session.time else None
        return [step for step in steps if step[0].edtf != time], None
    if session.window is None:  # it was put off, and nobody knows until when: no window counts any more
        return steps, None
    if not steps or steps[-1][0].edtf != session.window.edtf:
        steps.append((session.window, None))
    return steps[:-1], steps[-1]


def _said_on(slip: SlipAnswer) -> date | None:
    return day_shown(slip.published.earliest) if slip.published else None


def _is_in(canvas: Canvas, day: date) -> bool:
    return canvas.scale.first <= day <= canvas.scale.last


def _old_look(window: WindowAnswer, said_on: date | None) -> str:
    """A window that was first told of after it had passed is an empty outline, and was no plan."""
    return "was told" if _is_told_late(window, said_on) else "was"


def _is_told_late(window: WindowAnswer, said_on: date | None) -> bool:
    """Whether a window was first told of when it had passed."""
    last = day_shown(window.latest)
    return bool(said_on and last and last < said_on)


def _draw_step(canvas: Canvas, step: GivenWindow, y: float, look: str, title: str = "") -> None:
    """One window in the middle of its row, with the day on which it was said and a hairline from there."""
    window, said_on = step
    height = _OLD_BAR if look.startswith("was") else _BAR
    words = window_aloud(canvas.words, window)
    span = canvas.window(window, y - height / 2, height, look, title or words)
    if said_on is None or not _is_in(canvas, said_on):
        return
    x = canvas.scale.start(said_on)
    if not span.low <= x <= span.high:
        canvas.line((x, y), (span.low if x < span.low else span.high, y), "hair")
    dot = canvas.group("said", said=said_on.isoformat())
    dot.circle(x, y, 1.9, "b", canvas.words("picture.said", window=words, day=canvas.words.day(said_on)))


def _draw_day(canvas: Canvas, session: SessionAnswer, mark: Span, dissent: Sequence[float], y: float) -> None:
    time = session.time
    x = (mark.low + mark.high) / 2
    number, title, look = _number(session), _title(canvas.words, session), look_of(session.status)
    for other in dissent:
        canvas.line((x, y), (other, y), "dispute")
        canvas.circle(other, y, 4.5, "dissent", canvas.words("picture.dissent"))
    if time and is_vague(time, mark, _VAGUE_FROM):
        canvas.window(time, y - _HELD_BAR / 2, _HELD_BAR, look, title)
        canvas.text(x, y + 3.6, number, "number", "middle")
    else:
        canvas.disc((x, y), _DISC if number else _SMALL_DISC, look, number, title)


def _draw_fate(canvas: Canvas, look: str, span: Span, y: float, on: date) -> None:
    """What became of a plan: struck out, or a tail that grows to the day we stand on."""
    if look == GONE:
        if span.high - span.low < _VAGUE_FROM:
            canvas.cross((span.low + span.high) / 2, y)
        else:
            canvas.line((span.low - 3, y), (span.high + 3, y), "x")
    if look == LATE:
        begin = span.low if canvas.scale.mirrored else span.high
        canvas.line((begin, y), (canvas.scale.end(on), y), "tail")


def _dissent(canvas: Canvas, session: SessionAnswer, middle: float) -> list[float]:
    """Where the days lie that other reports tell, far enough from the disc to be seen."""
    places = []
    for dispute in session.disputes:
        if dispute.attribute not in ("held", "started"):
            continue
        for claim in dispute.claims[1:]:
            window = _window(str(claim.value))
            if window is None:
                continue
            span = canvas.span_of(window)
            x = (span.low + span.high) / 2
            near = _DISC + 5
            places.append(x if abs(x - middle) > near else middle + near * canvas.scale.forward)
    return sorted(set(places))


def _window(text: str) -> WindowAnswer | None:
    try:
        return WindowAnswer.of_window(Window.parse(text))
    except TimelineError:
        return None


def _number(session: SessionAnswer) -> str:
    name = str(session.session)
    return name if len(name) <= _LONGEST_NUMBER else ""


def _subject(session: SessionAnswer) -> str:
    prefix = "" if session.track == MAIN_TRACK else f"{session.track}/"
    return f"session:{prefix}{session.session}"


def _words(words: Words, session: SessionAnswer) -> str:
    """The label: the name where the disc does not hold it, the status where it is not plain, time, place, moves."""
    look = look_of(session.status)
    took_place = look in (PAST, BEGUN)
    name = "" if took_place and _number(session) else str(session.session)
    status = "" if session.status == "held" else words.word("status", session.status)
    late = session.overdue_days if look == LATE else None
    overdue = f" {words.counted('day', late)}" if late else ""
    moved = moves(session)
    return " · ".join(
        part
        for part in (
            " ".join(filter(None, (isolated(name), status + overdue, window_aloud(words, session.time)))),
            isolated(session.place),
            words.counted("moved", moved) if moved else "",
            words("picture.disputed") if session.disputes else "",
        )
        if part
    )


def _title(words: Words, session: SessionAnswer) -> str:
    return words(
        "picture.session",
        name=isolated(str(session.session)),
        status=words.word("status", session.status),
        when=window_aloud(words, session.time),
        where=harmless_place(session),
        weight=words.weight(len(session.reports), len(session.origins)),
    )


def harmless_place(session: SessionAnswer) -> str:
    """The place as the end of a sentence. "" where none is told."""
    return f", {isolated(session.place)}" if session.place else ""
