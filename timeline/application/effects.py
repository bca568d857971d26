"""What would facts change, before anything is recorded? For forms that show it, and ask whether it was meant."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from events.facts.catalogue import CATALOGUE
from events.intake.batch import check
from events.store.log import FactLog, RecordedFact
from timeline.answers.diff import ChangeAnswer
from timeline.answers.effect import EffectAnswer
from timeline.knowledge.ledger import evolve, replay
from timeline.projections import diff
from timeline.projections.state import State
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from events.intake.draft import Draft
    from events.store.port import Engine, Entry
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Difference


def effects(engine: Engine, day: date, drafts: Iterable[Draft]) -> list[EffectAnswer]:
    """What a few drafts would say and change in today's answers, dialogue by dialogue. Nothing is stored.

    Raises:
        TimelineError: why none of them can be recorded.

    """
    log = FactLog(engine)
    checked = check(log, drafts)
    coming: dict[str, list[Entry]] = {dialogue: [] for dialogue in checked.dialogues}
    for entry, new in zip(checked.entries, checked.added, strict=True):
        if new:
            coming[entry.dialogue].append(entry)
    return [
        EffectAnswer(
            dialogue=dialogue,
            summaries=tuple(summary(CATALOGUE.decode(entry.topic, entry.payload)) for entry in entries),
            known=checked.dialogues[dialogue].known,
            changes=tuple(map(ChangeAnswer.of, difference_of(replay(log.stream(dialogue)), entries, day).changes)),
        )
        for dialogue, entries in coming.items()
    ]


def difference_of(ledger: Ledger, entries: Iterable[Entry], day: date) -> Difference:
    """What facts change in the state of a day, as if the log held them at its end.

    Args:
        ledger: what the log holds of their dialogue. It grows by the facts.
        entries: the facts on their way into the log.
        day: to stand on.

    """
    before, recorded_at = State.of(ledger, on=day), datetime.combine(day, time.max, tzinfo=UTC)
    for place, entry in enumerate(entries, ledger.version + 1):
        fact = CATALOGUE.decode(entry.topic, entry.payload)
        kept = (entry.fact_id, entry.digest, entry.topic)
        ledger = evolve(ledger, RecordedFact(place, entry.dialogue, place, *kept, recorded_at, "", fact))
    return diff.project(before, State.of(ledger, on=day))
