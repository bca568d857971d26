"""What does a dialogue look like on a day? One SVG: sessions, invitations, promises, all else, and the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from events.facts.track import MAIN_TRACK
from timeline.drawing.axis import TOP, draw_axis, draw_day, draw_to_come
from timeline.drawing.detail import FULL, detail_of
from timeline.drawing.dots import draw_dots, draw_reports
from timeline.drawing.lives import draw_lives, life_of_commitment, life_of_invitation
from timeline.drawing.marks import Canvas, isolated
from timeline.drawing.scale import Frame, Scale, quiet_stretches, view_of
from timeline.drawing.sessions import draw_sessions, harmless_place, in_view
from timeline.drawing.style import STYLE
from timeline.drawing.wording import window_aloud
from timeline.text.safe_text import harmless
from timeline.values.languages import ENGLISH
from timeline.wording.words import wording_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from timeline.answers.sessions import SessionAnswer
    from timeline.answers.state import StateAnswer
    from timeline.drawing.detail import Detail
    from timeline.drawing.lives import DrawnLife
    from timeline.drawing.scene import DrawnEvent, Published, Scene
    from timeline.wording.words import Words

WIDE: Final = FULL
MIDDLE: Final = 640
NARROW: Final = 360
"""Pixels. All widths show the same, the narrower ones with less detail; text is never scaled."""

_NARROW_BELOW: Final = 700
"""Names of lanes stand above them, and not beside them, in pictures narrower than this."""
_LEAST_LANE, _RULE, _TITLE_HEIGHT = 18.0, 8.0, 16.0

LANES: Final = {
    "contacts": ("contact-held",),
    "positions": ("position-stated", "position-reaffirmed", "position-changed"),
}
"""Kinds of facts that have a lane of their own. All others that no other lane draws share the last one."""

_LATEST: Final = date.max.isoformat()
_OTHER_LANE: Final = "also"
_DRAWN_ELSEWHERE: Final = frozenset({"session", "invitation", "commitment", "deadline"})
"""Types of subjects that have lanes with lives."""


@dataclass(frozen=True)
class Look:
    """How it is drawn.

    Attributes:
        width: pixels.
        frame: the days that are shown, and which of them are folded. All that is worth showing, and the quiet
            stretches in it, where it is None.
        language: of our own words.
        mirrored: whether time runs from right to left.
        names: a prefix of ids, so that two pictures on one page do not share theirs.
        styled: whether the picture brings its own style sheet. On a page the page has it.

    """

    width: int = WIDE
    frame: Frame | None = None
    language: str = ENGLISH
    mirrored: bool = False
    names: str = "t"
    styled: bool = True


def draw(scene: Scene, look: Look | None = None) -> str:
    """The picture of a dialogue as an SVG document (1.1, UTF-8)."""
    return tostring(element_of(scene, look or Look()), encoding="unicode")


def element_of(scene: Scene, look: Look) -> Element:
    """The same as an element that can stand in another document."""
    picture = _Picture(scene, look)
    picture.draw_lanes()
    return picture.finished()


def described(scene: Scene, language: str = ENGLISH) -> str:
    """The picture in sentences, for readers who do not see it."""
    return described_of(scene.state, wording_for(language))


def described_of(state: StateAnswer, words: Words) -> str:
    """Where a dialogue stands, in sentences."""
    sentences = [words("described.as-of", day=words.day(state.on))]
    if state.last_session:
        sentences.append(words("described.last", session=_told(words, state.last_session)))
    if state.next_session:
        sentences.append(words("described.next", session=_told(words, state.next_session)))
    overdue = sum(session.status == "overdue" for session in state.sessions)
    if overdue:
        sentences.append(words.counted("described.overdue", overdue))
    if state.disputes:
        sentences.append(words.counted("described.disputed", len(state.disputes)))
    return " ".join(sentences)


def _told(words: Words, session: SessionAnswer) -> str:
    track = "" if session.track == MAIN_TRACK else f" ({isolated(session.track)})"
    time = window_aloud(words, session.time) or words("described.no-time")
    status = words.word("status", session.status)
    return f"{isolated(str(session.session))}{track}, {status}, {time}{harmless_place(session)}"


def frame_of(scene: Scene) -> Frame:
    """All that is worth showing of a scene, with its quiet stretches folded."""
    days = scene.days()
    view = view_of(days, scene.on)
    return Frame(view, quiet_stretches({*days, scene.on}, view))


class _Picture:
    def __init__(self, scene: Scene, look: Look) -> None:
        self._scene = scene
        self._look = look
        self._narrow = look.width < _NARROW_BELOW
        self._words = wording_for(look.language)
        frame = look.frame or frame_of(scene)
        near, far = (4.0, 10.0) if self._narrow else (104.0, 14.0)
        left, right = (far, look.width - near) if look.mirrored else (near, look.width - far)
        self._scale = _scale(frame, left, right, look.mirrored)
        self._front = Canvas(self._scale, Element("g", {"class": "marks"}), look.names, self._words)
        self._y = TOP + _RULE

    def draw_lanes(self) -> None:
        """Every lane that has something to show, from the top down."""
        state, on = self._scene.state, self._scene.on
        tracks: dict[str, list[SessionAnswer]] = {}
        for session in state.sessions:
            if in_view(self._front, session):
                tracks.setdefault(session.track, []).append(session)
        detail = detail_of(self._look.width, len(tracks))
        for track, sessions in tracks.items():
            title = self._words("lane.sessions") if track == MAIN_TRACK else harmless(track)
            self._lane(title, partial(_sessions, sessions, on, detail))
        invitations = [life_of_invitation(self._words, one) for one in state.invitations]
        self._lane(self._words("lane.invitations"), partial(_lives, invitations, on, detail))
        commitments = [life_of_commitment(self._words, one) for one in state.commitments]
        self._lane(self._words("lane.promises"), partial(_lives, commitments, on, detail))
        for lane, entries in self._events().items():
            self._lane(self._words(f"lane.{lane}"), partial(_dots, entries, lane, detail))
        self._lane(self._words("lane.reports"), partial(_reports, self._scene.sources, detail))

    def _events(self) -> dict[str, list[DrawnEvent]]:
        """What no lane of lives draws, by lane."""
        found: dict[str, list[DrawnEvent]] = {title: [] for title in (*LANES, _OTHER_LANE)}
        lanes = {kind: title for title, kinds in LANES.items() for kind in kinds}
        first, last = self._scale.first.isoformat(), self._scale.last.isoformat()
        for entry in self._scene.entries:
            window = entry.window
            if window is None or entry.subject.partition(":")[0] in _DRAWN_ELSEWHERE:
                continue
            if (window.latest or _LATEST) >= first and (window.earliest or "") <= last:
                found[lanes.get(entry.kind, _OTHER_LANE)].append(entry)
        return {title: entries for title, entries in found.items() if entries}

    def _lane(self, title: str, fill: Callable[[Canvas, float], float]) -> None:
        """A lane with its name, unless nothing of it is in view."""
        lane = self._front.group("lane", lane=title)
        top = self._y + (_TITLE_HEIGHT if self._narrow else 0)
        height = fill(lane, top)
        if not height:
            self._front.element.remove(lane.element)
            return
        begin = self._look.width - 2 if self._look.mirrored else 2
        anchor = "end" if self._look.mirrored else "start"
        lane.text(begin, self._y + 12, title, "lane-name", anchor)
        bottom = top + max(height, _LEAST_LANE) + _RULE
        lane.line((0, bottom), (self._look.width, bottom), "rule")
        self._y = bottom + _RULE

    def finished(self) -> Element:
        """The whole document, once all lanes are drawn."""
        names, width, height = self._look.names, self._look.width, round(self._y)
        scale = self._scale
        svg = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "picture rtl" if self._words.direction == "rtl" else "picture",
                "viewBox": f"0 0 {width} {height}",
                "width": str(width),
                "height": str(height),
                "role": "img",
                "aria-labelledby": f"{names}-title {names}-words",
                "data-first": scale.first.isoformat(),
                "data-last": scale.last.isoformat(),
                "data-knots": " ".join(f"{days}:{place:.1f}" for days, place in scale.knots),
            },
        )
        SubElement(svg, "title", {"id": f"{names}-title"}).text = harmless(self._scene.state.title)
        SubElement(svg, "desc", {"id": f"{names}-words"}).text = described(self._scene, self._look.language)
        if self._look.styled:
            SubElement(svg, "style").text = STYLE
        svg.append(fades(names))
        if self._look.styled:
            SubElement(svg, "rect", {"class": "paper", "width": str(width), "height": str(height)})
        back = Canvas(scale, SubElement(svg, "g", {"class": "behind"}), names, self._words)
        draw_to_come(back, self._scene.on, self._y)
        draw_axis(back, self._y)
        svg.append(self._front.element)
        front = Canvas(scale, SubElement(svg, "g", {"class": "days"}), names, self._words)
        draw_day(front, self._scene.on, self._scene.today, self._y)
        return svg


@lru_cache(8)
def _scale(frame: Frame, left: float, right: float, mirrored: bool) -> Scale:  # noqa: FBT001 - as a scale is made
    """The scale of a frame: one and the same for as long as a reader stays in it, since it remembers places."""
    return Scale(*frame.view, left, right, mirrored, frame.folds)


def _sessions(sessions: list[SessionAnswer], on: date, detail: Detail, canvas: Canvas, top: float) -> float:
    return draw_sessions(canvas, sessions, top, on, detail)


def _lives(lives: list[DrawnLife], on: date, detail: Detail, canvas: Canvas, top: float) -> float:
    return draw_lives(canvas, lives, top, on, detail)


def _dots(entries: list[DrawnEvent], kind: str, detail: Detail, canvas: Canvas, top: float) -> float:
    return draw_dots(canvas, entries, top, kind, detail)


def _reports(sources: Sequence[Published], detail: Detail, canvas: Canvas, top: float) -> float:
    return draw_reports(canvas, sources, top, detail)


_FADES: Final[dict[str, Iterable[tuple[str, str]]]] = {
    "fade-both": (("0", ".05"), (".35", "1"), (".65", "1"), ("1", ".05")),
    "fade-right": (("0", "1"), ("1", "0")),
    "fade-left": (("0", "0"), ("1", "1")),
}
"""Masks for windows whose ends are not known: places along the bar, and how much of it shows there."""


def fades(names: str) -> Element:
    """The masks of windows whose ends are not known, with ids that begin with these names."""
    definitions = Element("defs")
    for name, stops in _FADES.items():
        gradient = SubElement(definitions, "linearGradient", {"id": f"{names}-{name}-by"})
        for offset, opacity in stops:
            SubElement(gradient, "stop", {"offset": offset, "stop-color": "#fff", "stop-opacity": opacity})
        mask = SubElement(definitions, "mask", {"id": f"{names}-{name}", "maskContentUnits": "objectBoundingBox"})
        SubElement(mask, "rect", {"width": "1", "height": "1", "fill": f"url(#{names}-{name}-by)"})
    return definitions
