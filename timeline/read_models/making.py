"""What is the read model of a dialogue, and for which days does it hold?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from events.facts.judgement import FactRedacted
from events.store.log import recorded_fact
from events.store.read_models import NEVER, Answer, ReadModel, ToCome
from timeline.answers.state import StateAnswer, state_answer
from timeline.answers.timeline import timeline_answers
from timeline.answers.tracked import TrackedDialogueAnswer
from timeline.answers.upcoming import UpcomingAnswer, upcoming_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import evolve, replay
from timeline.projections import upcoming
from timeline.projections.state import State
from timeline.read_models.past import past_answers
from timeline.read_models.past_holding import are_of_log, gone_on, parted
from timeline.read_models.stored_form import (
    SHAPE,
    STATE,
    TIMELINE,
    UnreadableAnswerError,
    listed,
    moved,
    packed,
    packed_parts,
    unpacked,
    written,
)
from timeline.values.day import Day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.store.log import FactLog
    from events.store.port import StoredFact
    from events.store.read_models import ReadModelWriter
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.order import Order

MOST_PIECES: Final = 8
"""Answers of so many stretches of days are kept; who asks for a day after the last of them has it projected anew."""

MOST_FACTS: Final = 1_000
"""Facts of the dialogues that an append touches, up to which their answers are made while it holds the write lock: a
tenth of a second."""


def read_model_of(ledger: Ledger, day: date, *, past: Iterable[Answer] | None = None) -> ReadModel:
    """The read model of a dialogue, with all that is on record, from the day before `day` on, and of its past days.

    Yesterday is still today somewhere: the stores of a team may be read from there.

    Args:
        ledger: of the dialogue; not empty.
        day: today.
        past: its answers on past days, where they are there already; made from the log where left out.

    """
    past_days = tuple(past_answers(ledger) if past is None else past)
    dialogue, version, heading = ledger.dialogue, ledger.version, packed(heading_of(ledger))
    known = knowledge(ledger)
    del ledger  # A third of what a large dialogue takes, where nobody else has it.
    pieces = list(_pieces(known, day - timedelta(days=1)))
    return ReadModel(
        dialogue=dialogue,
        version=version,
        since=pieces[0].since,
        until=pieces[-1].until,
        heading=heading,
        answers=(*(answer for piece in pieces for answer in piece.answers), *past_days),
        to_come=tuple(one for piece in pieces for one in piece.to_come),
    )


def is_of_log(found: ReadModel, ledger: Ledger) -> bool:
    """Whether what is kept is what this release makes of the log, up to the version that it was made from."""
    if not found.answers:
        return False
    try:
        of_today, past = parted(found.answers)
        first = min(of_today, key=lambda answer: answer.since)
        last_day = date.fromordinal(min(first.until, date.max.toordinal()) - 1)
        made = read_model_of(ledger, last_day + timedelta(days=1), past=())
        return _comparable(found._replace(answers=of_today)) == _comparable(made) and are_of_log(past, ledger)
    except (UnreadableAnswerError, TypeError, ValueError, OverflowError):  # days that are none, put there by somebody
        return False


def _comparable(one: ReadModel) -> tuple[object, ...]:
    """Without the compression, which releases of zlib do differently."""
    answers = [(*answer[:-1], unpacked(answer.answer)) for answer in one.answers]
    coming = [(*session[:-1], unpacked(session.answer)) for session in one.to_come]
    return (*one[:4], unpacked(one.heading), answers, coming)


def heading_of(ledger: Ledger) -> dict[str, Any]:
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


def _pieces(known: Knowledge, first: date) -> Iterator[ReadModel]:
    """What is kept for one stretch of days after the other."""
    day: date | None = first
    for _ in range(MOST_PIECES):
        if day is None:
            return
        stood_on = Day.of(day)
        asked = State(known, stood_on)
        rows = packed_parts(_rows(asked))
        answer, coming = _standing(asked)
        del asked
        # Only now: each comparison of the projections has narrowed the days.
        since = stood_on.since.toordinal()
        until = NEVER if stood_on.until is None else stood_on.until.toordinal()
        earlier = since - day.toordinal()
        state = packed_parts(_parts(answer, earlier))
        yield ReadModel(
            known.dialogue,
            version=0,
            since=since,
            until=until,
            heading=b"",
            answers=(Answer(STATE, since, until, state), Answer(TIMELINE, since, until, rows)),
            to_come=tuple(
                ToCome(since, number, until, *key, packed(moved(_dumped(one), earlier, on="")))
                for number, (key, one) in enumerate(coming)
            ),
        )
        day = stood_on.until


def _rows(state: State) -> Iterator[str]:
    """The timeline as JSON, an event at a time."""
    return listed(one.model_dump_json() for one in timeline_answers(state))


def _standing(state: State) -> tuple[StateAnswer, list[tuple[Order, UpcomingAnswer]]]:
    """The status card, and what is to come with its place; the projections are let go."""
    coming = [(upcoming.order(one), upcoming_answer(one, state.knowledge)) for one in state.to_come]
    return state_answer(state), coming


def _parts(answer: StateAnswer, days: int) -> Iterator[str]:
    """The status card as JSON, as of so many days later, an item of its lists at a time."""
    before = "{"
    for name, value in answer:
        if name == "originals":  # kept answers are in English
            continue
        if isinstance(value, tuple):
            yield f'{before}"{name}":'
            yield from listed(written(moved(_dumped(one), days, on="")) for one in value)
        else:
            yield before + written(moved({name: _dumped(value)}, days, on=""))[1:-1]
        before = ","
    yield "}"


def _dumped(value: Any) -> Any:  # noqa: ANN401 - any value that an answer has, and as JSON has it
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


_REDACTIONS: Final = f"{FactRedacted.kind()}@"
"""What the topics of redactions begin with."""


class Keeper:
    """A hook of an append (`events.store.port.Hook`): makes the read models of the dialogues that it touches.

    The transaction holds the write lock meanwhile; so what would take long stays stale, as the append has marked it. Of
    the past days those stay that come before what the new facts tell was known; of a small dialogue all are made.

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
        if sum(added[-1].version for added in touched.values()) > MOST_FACTS:
            return
        ready = []
        for dialogue, added in touched.items():
            ledger = replay(self._log.stream(dialogue))
            if ledger.version + 1 == added[0].version:  # else an earlier lot of this transaction went before
                self.ledgers[dialogue] = ledger = reduce(evolve, map(recorded_fact, added), ledger)
                ready.append(read_model_of(ledger, self._day, past=self._past(dialogue, ledger)))
        read_models.put(SHAPE, ready)

    def _past(self, dialogue: str, ledger: Ledger) -> tuple[Answer, ...] | None:
        """The answers of past days; None where none were made before."""
        found = self._log.engine.read_models.of(SHAPE, dialogue)
        return past_of(found, ledger) if found else None


def past_of(found: ReadModel, ledger: Ledger) -> tuple[Answer, ...] | None:
    """The answers of past days, gone on with from those that were made before; None where none were."""
    past = parted(found.answers)[1]
    return gone_on(past, ledger, found.version) if past and found.version <= ledger.version else None
