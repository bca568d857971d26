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
    from collections.abc import Iterable, Sequence
    from datetime import date

    from events.facts.base import Fact
    from events.intake.draft import Draft
    from events.store.port import Engine
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Change, Difference


def effects(engine: Engine, day: date, drafts: Iterable[Draft]) -> list[EffectAnswer]:
    """What a few drafts would say and change in today's answers, dialogue by dialogue. Nothing is stored.

    Raises:
        TimelineError: why none of them can be recorded.

    """
    log = FactLog(engine)
    checked = check(log, drafts)
    coming: dict[str, list[Fact]] = {dialogue: [] for dialogue in checked.dialogues}
    for entry, new in zip(checked.entries, checked.added, strict=True):
        if new:
            coming[entry.dialogue].append(CATALOGUE.decode(entry.topic, entry.payload))
    return [
        EffectAnswer(
            dialogue=dialogue,
            summaries=tuple(map(summary, facts)),
            known=checked.dialogues[dialogue].known,
            changes=tuple(map(ChangeAnswer.of, _changes(log, dialogue, facts, day))),
        )
        for dialogue, facts in coming.items()
    ]


def _changes(log: FactLog, dialogue: str, facts: Sequence[Fact], day: date) -> tuple[Change, ...]:
    return difference_of(replay(log.stream(dialogue)), facts, day, dialogue).changes


def difference_of(ledger: Ledger, facts: Sequence[Fact], day: date, dialogue: str = "") -> Difference:
    """What facts change in the state of a day, as if the log held them at its end.

    Args:
        ledger: what the log holds. It grows by the facts.
        facts: that come.
        day: to stand on.
        dialogue: of the facts, where the ledger is empty.

    """
    recorded_at = datetime.combine(day, time.max, tzinfo=UTC)
    before, first = State.of(ledger, on=day), ledger.version + 1
    for place, fact in enumerate(facts, first):
        number, topic = f"fact {place}", fact.stored_as()
        ledger = evolve(
            ledger, RecordedFact(place, ledger.dialogue or dialogue, place, number, "", topic, recorded_at, "", fact)
        )
    return diff.project(before, State.of(ledger, on=day))
