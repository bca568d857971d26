"""How do the answers that are kept beside the log come up to date with it?

The store lists the dialogues whose answers are stale. A process takes them one by one. If it is stopped in the middle,
the next one goes on with the rest. Others read and append meanwhile.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

from events.errors import StoreError
from events.lots import lots
from events.memory import give_back
from events.processes import EndedFromOutsideError
from events.store.by_dialogue import LITTLE_FACTS, each
from timeline.application.doing import Doing
from timeline.application.progress import unseen
from timeline.application.remarks import StaleAnswers
from timeline.read_models.stored_form import SHAPE

NOT_READY: Final = (
    "What was recorded is stored. Its answers are not ready, so questions read the log until «rebuild» has made them."
)
"""What a refusal to make answers means for what they are of."""

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from events.store.log import FactLog
    from events.store.port import Engine
    from events.store.read_models import ReadModel, ReadModelWriter
    from timeline.answers.rebuild import RebuildAnswer
    from timeline.application.progress import Told, Watch

Done = TypeVar("Done")

_ROUNDS: Final = 5
"""After so many, what others go on appending to is left behind rather than followed for ever."""

_LOT: Final = 100
"""Dialogues whose answers are written in one transaction, unless they are large."""

_LOT_FACTS: Final = 2_000
"""Facts of such dialogues, after which their answers are written: a megabyte, with those of their past days."""


def keep(log: FactLog, dialogue: str, /, *, day: date) -> ReadModel:
    """The read model of a dialogue; its past days go on from those that were made before."""
    from timeline.knowledge.ledger import replay
    from timeline.read_models.cut import may_be_cut
    from timeline.read_models.making import MOST_ROWS, after_few, going_on

    stream = log.engine.stream
    found = log.engine.read_models.of(SHAPE, dialogue)
    if found is not None and found.version <= MOST_ROWS:
        new = tuple(stream(dialogue, after_version=found.version))
        made = after_few(found, lambda _: found, tuple(stream(dialogue)), log.decoded, day) if may_be_cut(new) else None
        if made is not None:
            return made
    return going_on(found, replay(log.stream(dialogue)), day)


def work_list(engine: Engine, day: date) -> dict[str, int]:
    """The dialogues that are behind, each with its number of facts."""
    behind = engine.read_models.stale(SHAPE, day.toordinal())
    if not behind:
        return {}
    versions = engine.versions()
    return {dialogue: versions[dialogue] for dialogue in sorted(behind) if dialogue in versions}


def rebuild(  # noqa: PLR0913 - each says one thing of what is made
    engine: Engine,
    day: date,
    *,
    anew: bool = False,
    only: Collection[str] | None = None,
    jobs: int | None = None,
    told: Told = lambda _done, _of: None,
) -> RebuildAnswer:
    """Make the answers of every dialogue that is behind, and take their shape into use.

    Args:
        engine: the store, opened for appending.
        day: today.
        anew: also of dialogues that are not behind.
        only: of no other dialogues than these. Of all where left out.
        jobs: how many processes. One for each core where left out.
        told: is called with the number of facts that are done, and of those to be done.

    Raises:
        StoreError: the store cannot take them, or a process was ended from outside.

    """
    engine.read_models.change(lambda writer: writer.begin(SHAPE, anew=anew))
    dialogues = facts = 0
    for _ in range(_ROUNDS):
        stale = work_list(engine, day)
        todo = stale if only is None else {slug: facts for slug, facts in stale.items() if slug in only}
        if not todo:
            break
        so_far = partial(_told_besides, told, facts)
        results = each(engine, todo, partial(keep, day=day), jobs=jobs, told=so_far)
        made = map(itemgetter(1), _with_advice(results))
        for lot in lots(made, attrgetter("version"), most=_LOT, size=_LOT_FACTS):
            done = engine.read_models.change(partial(_put, ready=lot))
            del lot
            give_back()  # what was made of large dialogues lies beside what is made of others
            dialogues += len(done)
            facts += sum(todo[dialogue] for dialogue in done)
    engine.read_models.change(partial(_finish, engine=engine, day=day))
    # From here on, since the models of the facts would lie beside the processes that make answers.
    from timeline.answers.rebuild import RebuildAnswer

    if only is None:
        from timeline.read_models import words

        words.take_in(engine, anew=anew)
    left = engine.read_models.stale(SHAPE, day.toordinal())
    return RebuildAnswer(dialogues=dialogues, facts=facts, stale=len(left))


def _with_advice(results: Iterator[Done]) -> Iterator[Done]:
    """The same; where a process is ended, who asked is told of the argument that no other request takes."""
    try:
        yield from results
    except EndedFromOutsideError as refusal:
        refusal.hint += " `«:jobs» 1` works without processes."
        raise


def _told_besides(told: Told, before: int, done: int, of: int) -> None:
    """Tell how far it is, with the facts of earlier rounds."""
    told(before + done, before + of)


def _put(writer: ReadModelWriter, *, ready: Sequence[ReadModel]) -> list[str]:
    return writer.put(SHAPE, ready)


def _finish(writer: ReadModelWriter, *, engine: Engine, day: date) -> None:
    """Under the write lock: make what went on meanwhile, if it is little, and take the shape into use."""
    from events.store.log import FactLog

    left = work_list(engine, day)
    if sum(left.values()) <= LITTLE_FACTS:
        log = FactLog(engine)
        writer.put(SHAPE, [keep(log, dialogue, day=day) for dialogue in left])
    writer.use(SHAPE)


def bring_up(engine: Engine, day: date, touched: Collection[str], *, watch: Watch = unseen) -> tuple[StaleAnswers, ...]:
    """Make the answers of the dialogues that an append touched, so that the next question finds them ready.

    What others left stale is made besides, where it is little. Otherwise a remark says so.

    Args:
        engine: the store, opened for appending.
        day: today.
        touched: slugs of the dialogues that were appended to.
        watch: shows how far it is.

    Raises:
        StoreError: the store cannot take them. What they are of is stored.

    """
    try:
        remarks = _bring_up(engine, day, touched, watch)
        # Last, since what it takes would lie beside the processes that make answers.
        from timeline.read_models import words

        missing = engine.head() - engine.read_models.index.reach(words.INDEX_SHAPE)
        if 0 < missing <= LITTLE_FACTS or set(engine.versions()) <= set(touched):
            words.take_in(engine)
    except StoreError as refusal:
        refusal.hint = NOT_READY  # its own is for what was not stored
        raise
    return remarks


def _bring_up(engine: Engine, day: date, touched: Collection[str], watch: Watch) -> tuple[StaleAnswers, ...]:
    is_in_use = engine.read_models.in_use(SHAPE)
    todo = work_list(engine, day) if is_in_use else engine.versions()
    if is_in_use and not todo:
        return ()
    left = {dialogue: facts for dialogue, facts in todo.items() if dialogue not in touched}
    is_little = sum(left.values()) <= LITTLE_FACTS
    with watch(Doing.MAKING_ANSWERS) as told:
        rebuild(engine, day, only=None if is_little else touched, told=told)
    return () if is_little else (StaleAnswers(dialogues=len(left), facts=sum(left.values())),)
