"""How do many facts wait and travel as one thing? Column by column, with what has to be known of them besides.

A hundred facts in this form are made, read, put down and sent to another process about ten times as fast as one by one.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.facts.tracking import DialogueOpened
from events.identity import fact_id_of
from events.intake.references import REPORT
from events.store.port import Entry, Recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from events.intake.draft import Ready


_OPENING: Final = DialogueOpened.shapes()
"""The topics of facts that open a dialogue."""


class Portion(NamedTuple):
    """Facts that judge nothing, in order.

    Attributes:
        facts: how many.
        about: all but their contents, see `written`.
        payloads: their contents, one after the other.
        dialogues: each dialogue with the source of its first fact.
        opened: the dialogues that a fact opens.
        filed: the facts with a `once` key, as (place from 0, dialogue, once, fact id).
        cited: the `once` keys, as (dialogue, once), that they cite and none of them has.
        chosen: those that whoever reads them asked for.
        elsewhere: whether another process read them.

    """

    facts: int
    about: str
    payloads: bytes
    dialogues: dict[str, str]
    opened: set[str]
    filed: list[tuple[int, str, str, str]]
    cited: list[tuple[str, str]]
    chosen: list[Ready]
    elsewhere: bool

    @classmethod
    def of(cls, ready: Sequence[Ready], choose: Callable[[Ready], bool], *, elsewhere: bool = False) -> Portion:
        """Put facts together. There is at least one."""
        dialogues, digests, topics, payloads, sources, once, cites = zip(*ready, strict=True)
        ids = list(map(fact_id_of, digests))
        about, contents = written((dialogues, ids, digests, topics, once, (None,) * len(ready), sources), payloads)
        filed = [
            (place, dialogue, key, fact_id)
            for place, (dialogue, key, fact_id) in enumerate(zip(dialogues, once, ids, strict=True))
            if key is not None
        ]
        there = {(dialogue, key) for _, dialogue, key, _ in filed}
        cited = {
            (dialogue, REPORT + report) for dialogue, report in zip(dialogues, cites, strict=True) if report is not None
        }
        first = dict(zip(reversed(dialogues), reversed(sources), strict=True))
        in_order = {dialogue: first[dialogue] for dialogue in dict.fromkeys(dialogues)}
        chosen = list(filter(choose, ready))
        opened = {dialogue for dialogue, topic in zip(dialogues, topics, strict=True) if topic in _OPENING}
        return cls(len(ready), about, contents, in_order, opened, filed, list(cited - there), chosen, elsewhere)


def written(columns: Sequence[Collection[object]], payloads: Collection[bytes]) -> tuple[str, bytes]:
    """Facts column by column: contents one after the other, all else with their lengths as JSON.

    Args:
        columns: dialogues, ids, digests, topics, `once` keys, when and by whom each was recorded in another log as
            texts, sources.
        payloads: contents.

    """
    return json.dumps([*columns, list(map(len, payloads))]), b"".join(payloads)


def read(about: str, payloads: bytes) -> tuple[list[Entry], list[str]]:
    """The entries of a portion that was written down, and their sources."""
    dialogues, fact_ids, digests, topics, once, recorded, sources, lengths = json.loads(about)
    contents = (payloads[start:end] for start, end in pairwise(accumulate(lengths, initial=0)))
    there = map(_recorded, recorded) if any(recorded) else repeat(None)
    entries = map(Entry, dialogues, fact_ids, digests, topics, contents, once, there)
    return list(entries), sources


def _recorded(there: Sequence[Any] | None) -> Recorded | None:
    """When and by whom it was recorded in another log."""
    return None if there is None else Recorded(datetime.fromisoformat(there[0]), there[1])
