"""Is a store well? Its durability settings, the integrity of its log, and whether its answers are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.integrity.redactions import copies_beside
from events.integrity.verification import verify
from events.store import by_dialogue
from events.wording import counted
from timeline.answers.trust import HealthAnswer
from timeline.application.doing import Doing
from timeline.application.progress import unseen
from timeline.application.rebuilding import work_list
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from events.store.port import Engine
    from timeline.application.progress import Watch

SAFE = {
    "synchronous": {"full", "extra"},
    "fsync": {"on"},
    "synchronous_commit": {"on", "remote_apply", "remote_write", "local"},
    "full_page_writes": {"on"},
}
"""The settings on which durability depends, with the values under which an acknowledged fact survives a power cut."""


def examine(engine: Engine, day: date, *, watch: Watch = unseen) -> Iterator[HealthAnswer]:
    """Look at the settings of a store, at its log and at its answers, one after the other."""
    yield from settings(engine)
    yield from of_log(engine, watch=watch)
    yield of_answers(engine, day)


def settings(engine: Engine) -> Iterator[HealthAnswer]:
    """What its durability depends on."""
    for name, value in engine.settings().items():
        unsafe = name in SAFE and value not in SAFE[name]
        problem = "an acknowledged fact may be lost in a power cut" if unsafe else None
        yield HealthAnswer(what=name, value=value, problem=problem)


def of_log(engine: Engine, *, watch: Watch = unseen) -> Iterator[HealthAnswer]:
    """What the log holds, and whether it holds."""
    with watch(Doing.CHECKING) as told:
        found = verify(engine, told=told)
    yield HealthAnswer(what="head", value=f"{counted(found.size, 'fact')}, {counted(found.dialogues, 'dialogue')}")
    problem = None if found.holds else f"the log does not hold: {found.faults[0]}"
    yield HealthAnswer(what="tree", value=found.root.hex(), problem=problem)
    if found.redacted:
        yield HealthAnswer(what="redacted", value=counted(found.redacted, "fact"))
        yield from of_copies(engine)
    if found.newer:
        advice = "a newer release wrote these facts: upgrade dialogue-timeline"
        yield HealthAnswer(what="shapes", value=", ".join(found.newer), problem=advice)


def of_copies(engine: Engine) -> Iterator[HealthAnswer]:
    """Which stores beside this one still say what was redacted in it."""
    for one in copies_beside(engine):
        problem = "this copy still says what was redacted here; delete it, or redact the same there"
        yield HealthAnswer(what="copy", value=f"{one.file}: it still has {counted(one.facts, 'fact')}", problem=problem)


def of_answers(engine: Engine, day: date) -> HealthAnswer:
    """Whether the answers that are kept beside the log are those of a day. To compare each is a matter of `verify`."""
    value, problem = _answers(engine, day)
    return HealthAnswer(what="kept answers", value=value, problem=problem)


def _answers(engine: Engine, day: date) -> tuple[str, str | None]:
    """How many dialogues have their answers ready, and what is wrong with that."""
    advice = "«rebuild» makes them ready"
    if not engine.read_models.exist:
        return "none: the store is of an older format", f"{advice}, and brings the store up to date"
    if not engine.read_models.in_use(SHAPE):
        return "none of this release", advice if engine.head() > by_dialogue.LITTLE_FACTS else None
    ready, log = engine.read_models.versions(SHAPE), engine.versions()
    stale = work_list(engine, day)
    value = f"dialogues: {len(ready.keys() - stale):,} ready, {len(stale):,} behind"
    ahead = sorted(slug for slug, version in ready.items() if version > log.get(slug, 0))
    if ahead:
        return value, f"those of {ahead[0]!r} are ahead of the log: see «verify»"
    slow = sum(stale.values()) > by_dialogue.LITTLE_FACTS
    return value, f"questions about those behind read the log; {advice}" if slow else None
