"""What is the read model of a dialogue, and for which days does it hold?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.facts.judgement import FactRedacted
from events.store.log import recorded_fact
from events.store.read_models import Answer, ReadModel, ToCome
from timeline.answers.tracked import TrackedDialogueAnswer
from timeline.knowledge.growing import Growing
from timeline.knowledge.ledger import evolve, replay
from timeline.projections.order import Order
from timeline.read_models.chapters import Chapters
from timeline.read_models.past import Walk
from timeline.read_models.past_form import COMING, HEAD, card
from timeline.read_models.past_holding import are_of_log, parted, resumed, resumed_after
from timeline.read_models.stored_form import SHAPE, STATE, TIMELINE, UnreadableAnswerError, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.log import FactLog
    from events.store.port import StoredFact
    from events.store.read_models import ReadModelWriter
    from timeline.knowledge.ledger import Ledger
    from timeline.read_models.past import Stretch

MOST_PIECES: Final = 8
"""Answers of so many stretches of days are kept; who asks for a day after the last of them has it projected anew."""

MOST_FACTS: Final = 1_000
"""Facts of the dialogues that an append touches, up to which their answers are made while it holds the write lock: a
third of a second, or one where every past day is to be made again."""


def read_model_of(
    ledger: Ledger, day: date, *, past: Sequence[Answer] | None = None, version: int | None = None
) -> ReadModel:
    """The read model of a dialogue, with all that is on record, from the day before `day` on, and of its past days.

    Yesterday is still today somewhere: the stores of a team may be read from there.

    Args:
        ledger: of the dialogue; not empty.
        day: today.
        past: its answers on past days, where they are there already; made from the log where left out.
        version: of the dialogue that these were made from; that of the ledger where left out.

    """
    first, held = day - timedelta(days=1), ledger.version if version is None else version
    stay, walk = resumed(ledger) if past is None else resumed_after(past, ledger, held)
    past_days = [*stay, *(walk.answers() if walk else ())]
    walk = walk or Walk(Growing(ledger), first, Chapters())
    pieces = [_piece(stretch) for stretch in walk.stretches(first, MOST_PIECES)]
    return ReadModel(
        dialogue=ledger.dialogue,
        version=ledger.version,
        since=pieces[0].since,
        until=pieces[-1].until,
        heading=packed(heading_of(ledger)),
        answers=(*(answer for piece in pieces for answer in piece.answers), *past_days),
        to_come=tuple(one for piece in pieces for one in piece.to_come),
    )


def is_of_log(found: ReadModel, ledger: Ledger) -> bool:
    """Whether what is kept is what this release makes of the log, up to the version that it was made from."""
    if not found.answers:
        return False
    try:
        of_today, past = parted(found.answers)
        made = read_model_of(ledger, date.fromordinal(found.since + 1), past=())
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


class _Piece(NamedTuple):
    """What is kept for a stretch of days."""

    since: int
    until: int
    answers: tuple[Answer, ...]
    to_come: tuple[ToCome, ...]


def _piece(stretch: Stretch) -> _Piece:
    since, until, parts = stretch
    ((_, head),) = parts[HEAD]
    items = {name: [piece for _, piece in found] for name, found in parts.items()}
    state = packed(card(head, items, "") | {"known_at": None})
    rows = packed(items[TIMELINE])
    return _Piece(
        since,
        until,
        answers=(Answer(STATE, since, until, state), Answer(TIMELINE, since, until, rows)),
        to_come=tuple(
            ToCome(since, number, until, *Order(*place[0]), packed(one))
            for number, (place, one) in enumerate(parts[COMING])
        ),
    )


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
                ready.append(going_on(self._log.engine.read_models.of(SHAPE, dialogue), ledger, self._day))
        read_models.put(SHAPE, ready)


def going_on(found: ReadModel | None, ledger: Ledger, day: date) -> ReadModel:
    """The read model of a dialogue, gone on with from an earlier one; see `read_model_of`."""
    past = parted(found.answers)[1] if found and found.version <= ledger.version else ()
    return (
        read_model_of(ledger, day, past=past, version=found.version) if found and past else read_model_of(ledger, day)
    )
