"""What is to be drawn of a dialogue: its answers as of one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from timeline.answers.sources import source_answer
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answer
from timeline.drawing.sessions import windows_of
from timeline.drawing.wording import day_shown
from timeline.projections import sources, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from timeline.answers.common import WindowAnswer
    from timeline.answers.state import StateAnswer
    from timeline.projections.state import State


class Published(Protocol):
    """What is drawn of a report."""

    @property
    def published(self) -> WindowAnswer | None:
        """When it came out."""
        ...

    @property
    def first_print(self) -> bool:
        """Whether it is the first print of what it says."""
        ...


class DrawnEvent(Protocol):
    """What is drawn of an event; see `TimelineEntryAnswer`."""

    @property
    def subject(self) -> str:
        """What it is about, `type:key`."""
        ...

    @property
    def kind(self) -> str:
        """The kind of the fact that tells of it."""
        ...

    @property
    def window(self) -> WindowAnswer | None:
        """When it happened, or is planned for."""
        ...

    @property
    def time_is(self) -> str:
        """What the window tells: when it happened, is planned for, or was reported."""
        ...

    @property
    def what(self) -> str:
        """It in a few words."""
        ...

    @property
    def modality(self) -> str | None:
        """How firmly it is told, in one word. None where somebody asserts it."""
        ...

    @property
    def reports(self) -> Sequence[str]:
        """The reports that tell of it."""
        ...

    @property
    def origins(self) -> Sequence[str]:
        """The independent origins of these."""
        ...


@dataclass(frozen=True)
class Scene:
    """What is drawn.

    Attributes:
        state: the status card of a dialogue as of a day.
        entries: its timeline as of the same day.
        sources: the reports that were known by then.
        on: the day we stand on.
        today: of the reader. None where the picture is for readers of any day.

    """

    state: StateAnswer
    entries: Sequence[DrawnEvent]
    sources: Sequence[Published]
    on: date
    today: date | None = None

    @classmethod
    def of(cls, state: State, today: date | None = None) -> Scene:
        """The scene of a dialogue as of the day of its state."""
        known, on = state.knowledge, state.on
        entries = tuple(timeline_answer(entry, known) for entry in timeline.project(known, on))
        reports = tuple(source_answer(source, known) for source in sources.project(state))
        return cls(state_answer(state), entries, reports, on, today)

    def days(self) -> set[date]:
        """Every day on which a mark begins or ends, or something was said."""
        return {
            day
            for window in self._windows()
            if window is not None
            for day in (day_shown(window.earliest), day_shown(window.latest))
            if day is not None
        }

    def _windows(self) -> Iterator[WindowAnswer | None]:
        for session in self.state.sessions:
            yield from windows_of(session)
            yield from (slip.published for slip in session.slips)
        for invitation in self.state.invitations:
            yield from (invitation.extended, invitation.window)
        for commitment in self.state.commitments:
            yield from (commitment.made, commitment.due)
        yield from (entry.window for entry in self.entries)
        yield from (source.published for source in self.sources)
