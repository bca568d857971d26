"""Are the answers that are kept beside the log those of the log? Every one is made anew, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.store.by_dialogue import each
from events.wording import counted
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.application.progress import Told

_TRIES = 3
"""How often a dialogue is looked at whose answers others keep anew at the same time."""


def compare(
    engine: Engine,
    *,
    told: Told = lambda _done, _of: None,
) -> list[str]:
    """What does not hold of what is kept. Nothing where nothing is, and of what is behind.

    Args:
        engine: the store.
        told: is called with the number of facts whose answers were compared, and of all.

    """
    if not engine.read_models.in_use(SHAPE):
        return []
    ready = _ready(engine)
    dialogues = {dialogue: version for dialogue, version in engine.versions().items() if dialogue in ready}
    return [
        *(
            f"answers are kept of {dialogue!r}, which is not in the log"
            for dialogue in sorted(ready.keys() - dialogues)
        ),
        *_lost(engine),
        *(problem for _, problem in each(engine, dialogues, _problem, told=told) if problem),
    ]


def _ready(engine: Engine) -> dict[str, int]:
    """The dialogues whose answers count, each with the version that they were made from."""
    behind = engine.read_models.marked_stale(SHAPE)
    return {slug: at for slug, at in engine.read_models.versions(SHAPE).items() if slug not in behind}


def _lost(engine: Engine) -> Iterator[str]:
    """The dialogues that are neither ready nor on the work list. Looked at again while others append."""
    left: set[str] | None = None
    for _ in range(_TRIES):
        log = engine.versions()
        known = _ready(engine).keys() | engine.read_models.marked_stale(SHAPE)
        missing = log.keys() - known
        left = missing if left is None else left & missing
    yield from (f"no answers are kept of {dialogue!r}, and it is not behind" for dialogue in sorted(left or ()))


def _problem(log: FactLog, dialogue: str, /) -> str | None:
    """What does not hold of the answers of a dialogue."""
    from timeline.knowledge.ledger import replay
    from timeline.read_models.making import is_of_log

    engine = log.engine
    for _ in range(_TRIES):
        found = engine.read_models.of(SHAPE, dialogue)
        if found is None:
            return None
        facts = list(log.stream(dialogue))
        if found.version > len(facts):
            at = counted(found.version, "fact")
            return f"the answers of {dialogue!r} are ahead of the log: at {at}, and it has {len(facts)}"
        if found.version < len(facts) and dialogue not in engine.read_models.marked_stale(SHAPE):
            its = counted(len(facts), "fact")
            problem = f"the answers of {dialogue!r} are those of {found.version} of its {its}, unmarked"
        elif is_of_log(found, replay(facts[: found.version])):
            return None
        else:
            problem = f"the answers that are kept of {dialogue!r} are not those of its log"
        if engine.read_models.versions(SHAPE).get(dialogue) == found.version:
            return problem
    return None
