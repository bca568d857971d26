"""How are invitations and commitments drawn? Both begin with words and end with an act, so they share one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.claims.statuses import OPEN, PENDING
from timeline.drawing.looks import GONE, LATE, PAST, look_of
from timeline.drawing.marks import Span, is_vague, isolated
from timeline.drawing.packing import Shelf
from timeline.drawing.wording import day_shown, window_aloud

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.answers.commitments import CommitmentAnswer
    from timeline.answers.common import WindowAnswer
    from timeline.answers.invitations import InvitationAnswer
    from timeline.drawing.detail import Detail
    from timeline.drawing.marks import Canvas
    from timeline.wording.words import Words

_STEP: Final = 7.0
_ROWS: Final = 3
_BELOW: Final = 2
"""Rows more that a label below its mark takes."""
_MARK: Final = 6.0
_VAGUE_FROM: Final = 10.0
"""Some day of a window that takes more pixels than this has a bar: the mark alone would tell which day."""


class DrawnLife(NamedTuple):
    """What is drawn of an invitation or a commitment.

    Attributes:
        subject: what it is, `type:key`.
        form: of its first mark, `envelope` or `promise`.
        begun: when it was extended or made. None where unknown.
        window: what it is about: the time invited for, the due day.
        ended: when it was fulfilled. None where it was not, or nobody knows.
        status: as the answer has it.
        waits: whether something is still to come of it.
        words: its label.
        title: what a pointer on it is told.

    """

    subject: str
    form: str
    begun: WindowAnswer | None
    window: WindowAnswer | None
    ended: WindowAnswer | None
    status: str
    waits: bool
    words: str
    title: str


def life_of_invitation(words: Words, invitation: InvitationAnswer) -> DrawnLife:
    """The life of an invitation."""
    fulfilled = invitation.fulfilled
    status = _status(words, invitation.status, invitation.overdue_days)
    if fulfilled and fulfilled.after_days is not None:
        status = words("picture.after", status=status, days=words.counted("day", fulfilled.after_days))
    by, to = isolated(invitation.by), isolated(invitation.to)
    sides = words("picture.sides", by=by, to=to) if by and to else by or to
    extended = window_aloud(words, invitation.extended)
    return DrawnLife(
        subject=f"invitation:{invitation.invitation}",
        form="envelope",
        begun=invitation.extended,
        window=invitation.window,
        ended=fulfilled.window if fulfilled else None,
        status=invitation.status,
        waits=invitation.status in OPEN,
        words=f"{status}: {sides}" if sides else status,
        title=words("picture.invitation", name=isolated(invitation.invitation), extended=extended, status=status),
    )


def life_of_commitment(words: Words, commitment: CommitmentAnswer) -> DrawnLife:
    """The life of a commitment, or of a deadline."""
    status = _status(words, commitment.status, commitment.overdue_days)
    what = isolated(commitment.what or commitment.commitment.replace("-", " "))
    made = window_aloud(words, commitment.made) or words("picture.unknown-day")
    return DrawnLife(
        subject=f"{commitment.type}:{commitment.commitment}",
        form="promise",
        begun=commitment.made,
        window=commitment.due,
        ended=None,
        status=commitment.status,
        waits=commitment.status in PENDING,
        words=f"{status}: {what}",
        title=words("picture.promise", what=what, made=made, status=status),
    )


def _status(words: Words, status: str, overdue_days: int | None) -> str:
    """A status in a word, with how long it is overdue."""
    late = f" {words.counted('day', overdue_days)}" if overdue_days and look_of(status) == LATE else ""
    return words.word("status", status) + late


def draw_lives(canvas: Canvas, lives: Sequence[DrawnLife], top: float, on: date, detail: Detail) -> float:
    """Draw the lives of a lane. Return how many pixels they take."""
    shelf = Shelf()
    return max((_draw(canvas, life, shelf, top, on) for life in _chosen(canvas, lives, detail)), default=0.0)


def _chosen(canvas: Canvas, lives: Sequence[DrawnLife], detail: Detail) -> list[DrawnLife]:
    """Those in view, in order of time. Of very many those that wait, and the last ones."""
    shown = [life for life in lives if (span := _days(life)) and canvas.scale.shows(*span)]
    shown.sort(key=lambda life: (_days(life) or (None, None))[0] or canvas.scale.first)
    if len(shown) < detail.lives:
        return shown
    earlier, last = shown[: -detail.last_lives], shown[-detail.last_lives :]
    return [*[life for life in earlier if life.waits][len(last) - detail.lives :], *last]


def _days(life: DrawnLife) -> tuple[date | None, date | None] | None:
    """First and last day of what is drawn. None where no day is known.

    What ended is drawn from its beginning to its end, whatever time it was about.
    """
    windows = [one for one in (life.begun, life.ended or life.window) if one]
    days = [day for one in windows for day in (day_shown(one.earliest), day_shown(one.latest)) if day]
    if not days:
        return None
    is_open = life.waits and (life.window is None or life.window.latest is None)
    return min(days), None if is_open else max(days)


def _draw(canvas: Canvas, life: DrawnLife, shelf: Shelf, top: float, on: date) -> float:
    look = look_of(life.status)
    scale = canvas.scale
    first = canvas.span_of(life.begun) if life.begun else None
    begin = (first.low + first.high) / 2 if first else None
    goal = life.ended or life.window
    span = canvas.span_of(goal) if goal else None
    until = scale.end(min(on, scale.last)) if life.waits and (look == LATE or span is None) else None
    places = [x for x in (begin, *(span or ()), until) if x is not None]
    mark = Span(min(places) - _MARK, max(places) + _MARK)
    label = canvas.label(mark, life.words)
    rows = _ROWS + _BELOW * label.is_below
    row = shelf.place(label.span.low, label.span.high, rows)
    y = top + row * _STEP + _STEP + 1
    group = canvas.group(f"life {look}", subject=life.subject)
    if span and begin is not None:
        near = min(span, key=lambda edge: abs(edge - begin))
        group.line((begin, y), (near, y), "hair")
    if life.begun and first and is_vague(life.begun, first, _VAGUE_FROM):
        group.window(life.begun, y - 2, 4, "was")
    if goal and span:
        if life.ended and is_vague(goal, span, _VAGUE_FROM):
            group.window(goal, y - 2, 4, PAST)
        elif life.ended:
            group.path(f"M{(span.low + span.high) / 2:.1f} {y - 4:.1f}v8", f"end {PAST}")
        else:
            group.window(goal, y - 3.5, 7, look if look == GONE else f"{look} soft")
    if until is not None:
        edge = span and (span.low if scale.mirrored else span.high)
        start = edge if edge is not None else begin
        if start is not None:
            group.line((start, y), (until, y), "tail" if look == LATE else "waits")
    if begin is not None:
        if life.form == "envelope":
            group.circle(begin, y, 4, f"envelope {look}", life.title)
        else:
            group.path(f"M{begin - 4:.1f} {y:.1f}l4 -4l4 4l-4 4z", f"promise {look}")
    group.write(label, y + 4, look)
    return (row + rows) * _STEP
