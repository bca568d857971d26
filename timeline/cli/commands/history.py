"""`timeline history`: what does the log itself hold?"""

from __future__ import annotations

import json
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.errors import NotFoundError
from timeline.cli.options import OptionalDialogue, Store
from timeline.cli.terminal.output import Column, Format, Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.store.port import Engine, StoredFact


def short_id(fact_id: str) -> str:
    """The beginning of a fact id, as tables show it."""
    from timeline.text.summary import FACT_ID_SHOWN

    return fact_id[:FACT_ID_SHOWN]


def short_instant(instant: str) -> str:
    """An instant to the minute, as tables show it."""
    return instant[:16].replace("T", " ")


COLUMNS = (
    Column("position", "position", "right"),
    Column("recorded", "recorded_at", shown=short_instant),
    Column("dialogue", "dialogue"),
    Column("kind", "kind"),
    Column("summary", "summary"),
    Column("fact", "fact", shown=short_id),
)

BEYOND_ALL = 2**62
"""No log has so many facts; a store counts no further than twice this."""

_SLUGS_SHOWN = 20
"""Of the dialogues that there are, to who asked for another."""


def command(
    dialogue: OptionalDialogue = None,
    *,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, metavar="N", help="Print at most so many.", show_default=False)
    ] = None,
    since: Annotated[
        int, typer.Option("--since", min=0, metavar="POSITION", help="Begin after this position.", show_default=False)
    ] = 0,
    store: Store,
    output: Output,
) -> None:
    """Print the log itself: every fact in the order it was recorded.

    Nothing is merged, corrected or judged here. JSON holds each payload exactly as it was stored.
    """
    with store.engine() as engine:
        facts = facts_of(engine, dialogue, since=min(since, BEYOND_ALL))
        facts = islice(facts, None if limit is None else min(limit, BEYOND_ALL))
        rows = rows_of(facts, output.format)
        output.rows(columns_of(dialogue), rows, empty="The log holds nothing here yet.")


def columns_of(dialogue: str | None) -> list[Column]:
    """What is shown of the facts of one dialogue, or of all."""
    return [column for column in COLUMNS if dialogue is None or column.key != "dialogue"]


def rows_of(facts: Iterable[StoredFact], format_: Format) -> Iterator[dict[str, Any]]:
    """Facts as stored for programs, as summaries for readers."""
    return map(envelope, facts) if format_ in (Format.JSON, Format.JSONL) else summaries(facts)


def facts_of(engine: Engine, dialogue: str | None, *, since: int = 0) -> Iterator[StoredFact]:
    """Facts of one dialogue or of all, those after a position.

    Raises:
        NotFoundError: nothing is recorded under that slug; says what there is.

    """
    if dialogue is None:
        return engine.since(since)
    require_dialogue(engine, dialogue)
    return (fact for fact in engine.stream(dialogue) if fact.position > since)


def require_dialogue(engine: Engine, dialogue: str) -> None:
    """Refuse a slug that the store does not know.

    Raises:
        NotFoundError: says what there is, the likeliest first.

    """
    known = engine.versions()
    if dialogue not in known:
        near = get_close_matches(dialogue, known)
        message = f"no dialogue {dialogue!r} in this store"
        hint = f"Did you mean {' or '.join(near)}?" if near else f"There is {_listed(list(known))}."
        raise NotFoundError(message, hint=hint)


def _listed(slugs: Sequence[str]) -> str:
    """The first few of many, and how to see the rest."""
    more = len(slugs) - _SLUGS_SHOWN
    listed = ", ".join(slugs[:_SLUGS_SHOWN]) or "none yet"
    return f"{listed}, and {more:,} more: see `timeline dialogues`" if more > 0 else listed


def envelope(fact: StoredFact) -> dict[str, Any]:
    """A fact as the log holds it.

    Raises:
        UnreadablePayloadError: the payload is not even JSON.

    """
    return {
        "position": fact.position,
        "dialogue": fact.dialogue,
        "version": fact.version,
        "fact": fact.fact_id,
        "digest": fact.digest,
        "topic": fact.topic,
        "kind": fact.topic.partition("@")[0],
        "recorded_at": fact.recorded_at.isoformat(),
        "recorded_by": fact.recorded_by,
        "payload": _content(fact),
    }


def _content(fact: StoredFact) -> Any:  # noqa: ANN401 - any value that JSON has
    try:
        return json.loads(fact.payload)
    except ValueError as error:
        from events.facts.catalogue import UnreadablePayloadError

        raise UnreadablePayloadError(fact.topic, str(error)) from error


def summaries(facts: Iterable[StoredFact]) -> Iterator[dict[str, Any]]:
    """Facts as a reader scans them."""
    from events.facts.catalogue import CATALOGUE
    from timeline.text.summary import summary

    for fact in facts:
        yield {
            "position": fact.position,
            "recorded_at": fact.recorded_at.isoformat(),
            "dialogue": fact.dialogue,
            "kind": fact.topic.partition("@")[0],
            "summary": summary(CATALOGUE.decode(fact.topic, fact.payload)),
            "fact": fact.fact_id,
        }
