"""The answer to `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Sourced, WindowAnswer
from timeline.answers.sessions import SlipAnswer
from timeline.projections.timeline import TimeIs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.state import State
    from timeline.projections.timeline import Entry


class TimelineEntryAnswer(Sourced):
    """An event, however many reports tell of it."""

    dialogue: str
    subject: str = Field(description="what it is about, `type:key`")
    kind: str = Field(description="of its facts, as in a fact file")
    window: WindowAnswer | None = Field(description="when it happened, or is planned for; null where unknown")
    time_is: TimeIs = Field(description="whether the window is that of the event, of a plan, or of the first report")
    what: str
    who: tuple[str, ...]
    place: str | None
    modality: str | None = Field(
        description="planned, expected, wish, anonymous, unconfirmed, denied; null for asserted"
    )
    slips: tuple[SlipAnswer, ...] = Field(description="every window ever given, where it is the plan of a session")
    disputed: bool = Field(description="whether reports contradict each other on time or place")


def timeline_answer(entry: Entry, knowledge: Knowledge) -> TimelineEntryAnswer:
    """The answer for one event."""
    return TimelineEntryAnswer(
        dialogue=knowledge.dialogue,
        subject=str(entry.subject),
        kind=entry.kind,
        window=WindowAnswer.of(entry.time),
        time_is=entry.time_is,
        what=entry.what,
        who=entry.who,
        place=entry.place,
        modality=entry.modality,
        slips=tuple(map(SlipAnswer.of, entry.slips)),
        disputed=entry.disputed,
        **Sourced.sources(entry.evidence),
    )


def timeline_answers(state: State) -> Iterator[TimelineEntryAnswer]:
    """The answers for every event, in order of time."""
    return (timeline_answer(one, state.knowledge) for one in state.timeline)
