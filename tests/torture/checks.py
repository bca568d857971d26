"""Is everything there that was acknowledged, once, and does what is kept beside it fit?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from events.integrity.verification import verify
from timeline.application.comparing import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.store.port import Engine
    from tests.torture.arena import Outcome

Batch = tuple[str, ...]
"""Ids of facts that go in together or not at all."""


def read_models_hold(engine: Engine) -> list[str]:
    """What does not fit between the log and what is kept beside it; nothing where all is well."""
    return [str(fault) for fault in verify(engine).faults] or compare(engine)


def check_log(
    engine: Engine,
    outcome: Outcome,
    *,
    before: Sequence[str],
    acknowledged: Iterable[str],
    sent: Sequence[Sequence[Batch]],
) -> list[str]:
    """Compare a log with what its writers were told; return the ids in it.

    Args:
        engine: the store, after whatever happened to it.
        outcome: where failures are counted.
        before: what the log held before.
        acknowledged: ids that some writer was told are stored.
        sent: the batches of each writer, in order; of each at most one may be there without having been acknowledged.

    """
    problems = read_models_hold(engine)
    if problems:
        outcome.fail("inconsistent", "; ".join(problems[:3]))
    rows = list(engine.since())
    ids = [row.fact_id for row in rows]
    there = set(ids)
    known = set(before) | set(acknowledged)
    lost = known - there
    if lost:
        outcome.fail("lost", f"{len(lost)} of {len(known)} acknowledged, such as {min(lost)}", len(lost))
    doubles = [fact_id for fact_id, times in Counter(ids).items() if times > 1]
    if doubles or [row.position for row in rows] != list(range(1, len(rows) + 1)):
        outcome.fail("twice", f"ids {doubles[:3]}, last position {rows[-1].position} of {len(rows)}")
    if ids[: len(before)] != list(before):
        outcome.fail("inconsistent", "the log does not begin as it did before")
    expected = set(before)
    for batches in sent:
        unacknowledged = 0
        for batch in batches:
            expected.update(batch)
            found = there.intersection(batch)
            if found and len(found) < len(set(batch)):
                outcome.fail("inconsistent", f"{len(found)} of a batch of {len(batch)}")
            unacknowledged += bool(found) and known.isdisjoint(batch)
        if unacknowledged > 1:
            outcome.fail("inconsistent", f"{unacknowledged} batches of one writer that it was never told of")
    if there - expected:
        outcome.fail("inconsistent", f"{len(there - expected)} facts that nobody sent")
    return ids
