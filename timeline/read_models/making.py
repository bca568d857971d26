"""What is the read model of a dialogue, and for which days does it hold?"""

from __future__ import annotations

import json
from datetime import date
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, Final

from events.facts.judgement import FactRedacted
from events.store.log import recorded_fact
from events.store.read_models import NEVER, KeptAnswer, ReadModel, ToCome
from timeline.answers.tracked import TrackedDialogueAnswer
from timeline.knowledge.ledger import evolve, replay
from timeline.projections.news import earlier
from timeline.projections.order import Order
from timeline.read_models import today
from timeline.read_models.cut import MOST_NEW, Cutting, may_be_cut
from timeline.read_models.past_cut import held_after_few, stands_on
from timeline.read_models.past_form import OF_TODAY
from timeline.read_models.past_holding import are_of_log, held_after, parted
from timeline.read_models.stored_form import SHAPE, UnreadableAnswerError, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from events.store.log import FactLog, RecordedFact
    from events.store.port import StoredFact
    from events.store.read_models import ReadModelWriter
    from timeline.knowledge.ledger import Ledger
    from timeline.read_models.past_holding import KeptDays

MOST_FACTS: Final = 1_000
"""Facts of the dialogues that an append touches, up to which their answers are made while it holds the write lock: a
third of a second, or one where every past day is to be made again."""

MOST_ROWS: Final = 50_000
"""Facts of the dialogues that an append touches, up to which their rows are looked through for what it touches."""


def read_model_of(
    ledger: Ledger, day: date, *, past: Sequence[KeptAnswer] = (), version: int | None = None
) -> ReadModel:
    """The read model of a dialogue, with all that is on record, from the day before `day` on, and of its past days.

    Yesterday is still today somewhere: the stores of a team may be read from there.

    Args:
        ledger: of the dialogue; not empty.
        day: today.
        past: its answers on past days, where they were made before. They are gone on with.
        version: of the dialogue that these were made from; that of the ledger where left out.

    """
    first = earlier(day, 1)
    held = held_after(ledger, first, past, ledger.version if version is None else version)
    return _model(ledger, listing_of(ledger), first, held)


def _model(ledger: Ledger, heading: dict[str, Any], first: date, held: KeptDays) -> ReadModel:
    """The read model of a dialogue, from the first day on that is answered for today."""
    since = first.toordinal()
    of_today = []
    if held.today:
        besides, until = held.today
        of_today.append(KeptAnswer(OF_TODAY, since, until, besides))
    if held.until == NEVER:
        of_today.append(KeptAnswer(OF_TODAY, held.today[1] if held.today else since, NEVER, packed(None)))
    answers = (*of_today, *held.past)
    return ReadModel(
        dialogue=ledger.dialogue,
        version=ledger.version,
        since=since,
        until=held.until,
        heading=packed(heading),
        answers=answers,
        to_come=_to_come(answers),
    )


def _to_come(answers: Sequence[KeptAnswer]) -> tuple[ToCome, ...]:
    """What is to come in a dialogue, as it is kept to be ordered across dialogues."""
    rows = (
        ToCome(line.since, number, line.until, *Order(*line.place[0]), packed(line.piece))
        for number, line in enumerate(today.pieces_to_come(answers))
    )
    return tuple(sorted(rows))


def is_of_log(found: ReadModel, ledger: Ledger) -> bool:
    """Whether what is kept is what this release makes of the log, up to the version that it was made from."""
    if not found.answers:
        return False
    try:
        made = read_model_of(ledger, date.fromordinal(found.since + 1))
        past = parted(found.answers)[1]
        if not past:  # they are made from the log when they are asked for
            return False
        return (
            are_of_log(past, parted(made.answers)[1])
            and _comparable(found) == _comparable(made)
            and _rows(found.to_come) == _rows(_to_come(found.answers))
        )
    except (UnreadableAnswerError, LookupError, TypeError, ValueError, OverflowError):  # what somebody put there
        return False


def _comparable(one: ReadModel) -> tuple[object, ...]:
    """What it has besides past days, without the compression, which releases of zlib do differently."""
    stretches = [answer[:-1] for answer in parted(one.answers)[0]]
    return (*one[:4], unpacked(one.heading), stretches, today.told(one.answers))


def _rows(to_come: Iterable[ToCome]) -> list[tuple[object, ...]]:
    return [(*one[:-1], unpacked(one.answer)) for one in to_come]


def listing_of(ledger: Ledger) -> dict[str, Any]:
    """A dialogue as the list of dialogues has it: what the log says, nothing judged."""
    opened = ledger.headings[-1].fact if ledger.headings else None
    judged = (ledger.links, ledger.judgements, ledger.redactions, ledger.redacted)
    shelves = (ledger.headings, ledger.filings, ledger.assessments, ledger.facts, *judged)
    answer = TrackedDialogueAnswer(
        dialogue=ledger.dialogue,
        title=getattr(opened, "title", None),
        parties=getattr(opened, "parties", ()),
        facts=ledger.version,
        reports=len(ledger.filings),
        last_recorded=max(shelf[-1].recorded_at for shelf in shelves if shelf),
    )
    return answer.model_dump(mode="json")


_REDACTIONS: Final = f"{FactRedacted.kind()}@"
"""What the topics of redactions begin with."""


class Keeper:
    """A hook of an append (`events.store.port.Hook`): makes the read models of the dialogues that it touches.

    The transaction holds the write lock meanwhile; so what would take long stays stale, as the append has marked it: a
    large dialogue, unless its new facts touch little. Of the past days those stay that come before what the new facts
    tell was known.

    Attributes:
        ledgers: of the dialogues that were read, with the new rows in them.

    """

    def __init__(self, log: FactLog, day: date) -> None:
        """Take the log of the store that is appended to, and today."""
        self.ledgers: dict[str, Ledger] = {}
        self._log = log
        self._day = day

    def __call__(self, read_models: ReadModelWriter, rows: Sequence[StoredFact]) -> None:
        """Read the touched dialogues as they were before, fold the new rows in, and put the read models."""
        if any(row.topic.startswith(_REDACTIONS) for row in rows):
            return  # as they were before they may say what is gone now
        touched: dict[str, list[StoredFact]] = {}
        for row in rows:
            touched.setdefault(row.dialogue, []).append(row)
        facts = sum(added[-1].version for added in touched.values())
        if facts > MOST_FACTS:
            if facts <= MOST_ROWS:
                read_models.put(SHAPE, self._of_few(touched))
            return
        ready = []
        for dialogue, added in touched.items():
            ledger = replay(self._log.stream(dialogue))
            if ledger.version + 1 == added[0].version:  # else an earlier lot of this transaction went before
                self.ledgers[dialogue] = ledger = reduce(evolve, map(recorded_fact, added), ledger)
                ready.append(going_on(self._log.engine.read_models.of(SHAPE, dialogue), ledger, self._day))
        read_models.put(SHAPE, ready)

    def _of_few(self, touched: dict[str, list[StoredFact]]) -> Iterator[ReadModel]:
        """The read models of large dialogues, where it is enough to read what the new facts touch."""
        engine = self._log.engine
        for dialogue, added in touched.items():
            # Of its answers only those that can change: nobody else can change the others meanwhile.
            find = partial(engine.read_models.of, SHAPE, dialogue)
            held = find(NEVER)
            if held is None or added[-1].version - held.version > MOST_NEW or not may_be_cut(added):
                continue
            rows = (*engine.stream(dialogue), *added)
            if len(rows) == added[-1].version:  # else an earlier lot went before
                made = after_few(held, find, rows, self._log.decoded, self._day)
                if made is not None:
                    yield made


def after_few(
    held: ReadModel,
    find: Callable[[int], ReadModel | None],
    rows: Sequence[StoredFact],
    decode: Callable[[StoredFact], RecordedFact],
    day: date,
) -> ReadModel | None:
    """The read model of a dialogue, gone on with from an earlier one by reading only what the new facts touch.

    None where the facts can touch more, or where what is kept was edited.

    Args:
        held: the earlier one, with all or none of its answers.
        find: gives it again, with the answers that end after a day, and perhaps with others.
        rows: of the dialogue, from its first version on.
        decode: reads one of them.
        day: today.

    """
    new, first = rows[held.version :], earlier(day, 1)
    cutting = Cutting.of(rows[: held.version], new, decode)
    cut = None if cutting is None else cutting.cut()
    if cutting is None or cut is None:
        return None
    on = stands_on(cut, first)
    found = find(max(min(on, held.since), 0))  # what it has of today begins then
    made_of = None if found is None else held_after_few(cutting, cut, first, on, found.answers)
    if found is None or made_of is None:
        return None
    cut, days = made_of
    try:
        before = TrackedDialogueAnswer.model_validate_json(json.dumps(unpacked(found.heading)))
    except ValueError:  # what somebody put there
        return None
    opened = listing_of(cut.ledger)
    heading = before.model_copy(
        update={
            **({"title": opened["title"], "parties": tuple(opened["parties"])} if cut.is_renamed else {}),
            "facts": len(rows),
            "reports": before.reports + sum(one.fact_id in cut.new for one in cut.ledger.filings),
            "last_recorded": max(before.last_recorded, *(one.recorded_at for one in new)),
        }
    )
    made = _model(cut.ledger, heading.model_dump(mode="json"), first, days)
    return made._replace(answers_after=found.answers_after)


def going_on(found: ReadModel | None, ledger: Ledger, day: date) -> ReadModel:
    """The read model of a dialogue, gone on with from an earlier one; see `read_model_of`."""
    if found is None or found.version > ledger.version:
        return read_model_of(ledger, day)
    return read_model_of(ledger, day, past=parted(found.answers)[1], version=found.version)
