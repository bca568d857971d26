"""The answer to `show`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import Field

from timeline.answers.common import Sourced, WindowAnswer
from timeline.answers.sessions import SlipAnswer
from timeline.projections.timeline import TimeIs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.knowledge.known import Knowledge
    from timeline.projections.state import State
    from timeline.projections.timeline import Event


class TimelineEntryAnswer(Sourced):
    """An event, however many reports tell of it."""

    dialogue: str = Field(description="The short name of the dialogue.")
    subject: str = Field(description="The subject, as `type:key`.")
    kind: str = Field(description="The kind of its facts, as a fact file writes it.")
    window: WindowAnswer | None = Field(
        description="The time at which it happened, or is planned for. It is null if unknown."
    )
    words: str | None = Field(description="The words of the reports, where they name no days: at the appropriate time.")
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


def timeline_answer(entry: Event, knowledge: Knowledge) -> TimelineEntryAnswer:
    """The answer for one event."""
    return TimelineEntryAnswer(
        dialogue=knowledge.dialogue,
        subject=str(entry.subject),
        kind=entry.kind,
        window=WindowAnswer.of(entry.time),
        words=entry.words,
        time_is=entry.time_is,
        what=entry.what,
        who=entry.who,
        place=entry.place,
        modality=entry.modality,
        slips=tuple(map(SlipAnswer.of, entry.slips)),
        disputed=entry.disputed,
        **Sourced.sources(entry.evidence),
    )


class EventAnswer(NamedTuple):
    """An event as pictures and lists show it.

    Attributes are those of `TimelineEntryAnswer`.
    """

    window: WindowAnswer | None
    time_is: str
    kind: str
    subject: str
    what: str
    who: tuple[str, ...]
    place: str | None
    modality: str | None
    disputed: bool
    reports: tuple[str, ...]
    origins: tuple[str, ...]


def event_answer(entry: Mapping[str, Any]) -> EventAnswer:
    """An entry of the timeline, as JSON has it, as it is shown."""
    window = entry["window"]
    return EventAnswer(
        window=None if window is None else _window(**window) if len(window) == _KEYS else WindowAnswer(**window),
        time_is=entry["time_is"],
        kind=entry["kind"],
        subject=entry["subject"],
        what=entry["what"],
        who=tuple(entry["who"]),
        place=entry["place"],
        modality=entry["modality"],
        disputed=entry["disputed"],
        reports=tuple(entry["reports"]),
        origins=tuple(entry["origins"]),
    )


@lru_cache(4096)
def _window(edtf: str, earliest: str | None, latest: str | None, wording: str | None) -> WindowAnswer:
    """A window in the words of its report: of many events of one day it is one."""
    return WindowAnswer(edtf=edtf, earliest=earliest, latest=latest, wording=wording)


_KEYS: Final = 4
"""So many keys has a window that is in the words of its report."""


def timeline_answers(state: State) -> Iterator[TimelineEntryAnswer]:
    """The answers for every event, in order of time."""
    if state.remembered is None:
        return (timeline_answer(one, state.knowledge) for one in state.timeline)
    told, dialogue = state.remembered.told, state.knowledge
    return (_remembered(told, one, dialogue) for one in state.timeline)


def _remembered(told: dict[int, tuple[Event, Any]], entry: Event, knowledge: Knowledge) -> TimelineEntryAnswer:
    """The answer for an event, made once for every day on which it is the same."""
    found = told.get(id(entry))
    if found is None:
        found = told[id(entry)] = entry, timeline_answer(entry, knowledge)
    answer: TimelineEntryAnswer = found[1]
    return answer
