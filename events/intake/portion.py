"""How do many facts wait and travel as one thing? Column by column, with what has to be known of them besides.

A hundred facts in this form are made, read, put down and sent to another process about ten times as fast as one by one.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic_core import from_json, to_json

from events.facts.tracking import DialogueOpened
from events.identity import fact_id_of
from events.intake.references import REPORT
from events.store.port import Entry, Recorded, made

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from events.intake.draft import Ready


_OPENING: Final = DialogueOpened.shapes()
"""The topics of facts that open a dialogue."""


class Portion(NamedTuple):
    """Facts that judge nothing, in order.

    Attributes:
        facts: how many.
        waiting: what they are, see `written`.
        dialogues: each dialogue with the source of its first fact.
        opened: the dialogues that a fact opens.
        filed: the facts with a `once` key, as (place from 0, dialogue, once, fact id).
        cited: the `once` keys, as (dialogue, once), that they cite and none of them has.
        chosen: those that whoever reads them asked for.
        elsewhere: whether another process read them.

    """

    facts: int
    waiting: Written
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
        waiting = written(
            dialogues=dialogues,
            digests=digests,
            topics=topics,
            payloads=payloads,
            once=once,
            recorded=None,
            sources=sources,
        )
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
        return cls(len(ready), waiting, in_order, opened, filed, list(cited - there), chosen, elsewhere)


class Written(NamedTuple):
    """Facts column by column.

    Attributes:
        about: all but their contents and sources, with the lengths of the contents, as JSON. Not their ids, which are
            the heads of their digests.
        sources: where each was written, as JSON. Apart, since few are asked for, and a name of a file may be no text.
        payloads: their contents, one after the other.

    """

    about: bytes
    sources: str
    payloads: bytes


def written(  # noqa: PLR0913 - the columns
    *,
    dialogues: Sequence[str],
    digests: Sequence[str],
    topics: Sequence[str],
    payloads: Sequence[bytes],
    once: Sequence[str | None],
    recorded: Sequence[tuple[str, str] | None] | None,
    sources: Sequence[str],
) -> Written:
    """Write facts down, given as columns. `recorded` is when, as a text, and by whom in another log, if any was."""
    about = (dialogues, digests, topics, once, recorded, list(map(len, payloads)))
    return Written(to_json(about), json.dumps(sources), b"".join(payloads))


def entries_of(about: bytes, payloads: bytes) -> list[Entry]:
    """The entries of what was written down."""
    dialogues, digests, topics, once, recorded, lengths = from_json(about)
    contents = (payloads[start:end] for start, end in pairwise(accumulate(lengths, initial=0)))
    there = repeat(None, len(lengths)) if recorded is None else map(_recorded, recorded)
    return made(Entry, dialogues, map(fact_id_of, digests), digests, topics, contents, once, there)


def sources_of(sources: str) -> list[str]:
    """The sources of what was written down."""
    read: list[str] = json.loads(sources)
    return read


def _recorded(there: Sequence[Any] | None) -> Recorded | None:
    """When and by whom it was recorded in another log."""
    return None if there is None else Recorded(datetime.fromisoformat(there[0]), there[1])
