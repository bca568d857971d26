"""Is everything there that was acknowledged, once, and does what is kept beside it fit?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from events.integrity.verification import verify
from timeline.application.comparing import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.store.port import Engine
    from tests.torture.arena import Outcome

Batch = tuple[str, ...]
"""Ids of facts that go in together or not at all."""


class Sent(NamedTuple):
    """What a writer sent.

    Attributes:
        batches: in order.
        together: how many of them, one after the other, may be stored in one transaction before any is acknowledged.

    """

    batches: Sequence[Batch]
    together: int = 1


def read_models_hold(engine: Engine) -> list[str]:
    """What does not fit between the log and what is kept beside it; nothing where all is well."""
    return [str(fault) for fault in verify(engine).faults] or compare(engine)


def check_log(
    engine: Engine,
    outcome: Outcome,
    *,
    before: Sequence[str],
    acknowledged: Iterable[str],
    sent: Sequence[Sent],
) -> list[str]:
    """Compare a log with what its writers were told; return the ids in it.

    Args:
        engine: the store, after whatever happened to it.
        outcome: where failures are counted.
        before: what the log held before.
        acknowledged: ids that some writer was told are stored.
        sent: what each writer sent. What is there without having been acknowledged is one transaction at most: batches
            that stand together, right after the last one that its writer was told of.

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
    for one in sent:
        _check_sent(one, there, known, outcome)
    expected = set(before).union(*(batch for one in sent for batch in one.batches))
    if there - expected:
        outcome.fail("inconsistent", f"{len(there - expected)} facts that nobody sent")
    return ids


def _check_sent(sent: Sent, there: set[str], known: set[str], outcome: Outcome) -> None:
    """Check that each batch of a writer is whole, and that what it was not told of can be one last transaction."""
    for batch in sent.batches:
        found = there.intersection(batch)
        if found and len(found) < len(set(batch)):
            outcome.fail("inconsistent", f"{len(found)} of a batch of {len(batch)}")
    told = [number for number, batch in enumerate(sent.batches) if not known.isdisjoint(batch)]
    untold = [
        number for number, batch in enumerate(sent.batches) if known.isdisjoint(batch) and not there.isdisjoint(batch)
    ]
    after = told[-1] + 1 if told else 0
    if len(untold) > sent.together:
        outcome.fail(
            "inconsistent", f"{len(untold)} batches that one writer was not told of, not {sent.together} at most"
        )
    if untold != list(range(after, after + len(untold))):
        outcome.fail("inconsistent", f"batches {untold} of a writer are there untold, not those from {after} on")
