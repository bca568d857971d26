"""The answer to `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

    dialogue: str = Field(description="The short name of the dialogue.")
    subject: str = Field(description="The subject, as `type:key`.")
    kind: str = Field(description="The kind of its facts, as a fact file writes it.")
    window: WindowAnswer | None = Field(
        description="The time at which it happened, or is planned for. It is null if unknown."
    )
    time_is: TimeIs = Field(
        description="The meaning of the window: the time of the event, of a plan, or of the first report."
    )
    what: str = Field(description="A few words that tell what it is.")
    who: tuple[str, ...] = Field(description="The parties or persons that take part.")
    place: str | None = Field(description="The city or place.")
    modality: str | None = Field(
        description="How firmly it is said, such as planned, expected, wish or denied. It is null for asserted."
    )
    slips: tuple[SlipAnswer, ...] = Field(
        description="Every window that was ever given for the session, if this is the plan of one."
    )
    disputed: bool = Field(description="True if reports contradict each other on time or place.")


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
    if state.remembered is None:
        return (timeline_answer(one, state.knowledge) for one in state.timeline)
    told, dialogue = state.remembered.told, state.knowledge
    return (_remembered(told, one, dialogue) for one in state.timeline)


def _remembered(told: dict[int, tuple[Entry, Any]], entry: Entry, knowledge: Knowledge) -> TimelineEntryAnswer:
    """The answer for an event, made once for every day on which it is the same."""
    found = told.get(id(entry))
    if found is None:
        found = told[id(entry)] = entry, timeline_answer(entry, knowledge)
    answer: TimelineEntryAnswer = found[1]
    return answer
