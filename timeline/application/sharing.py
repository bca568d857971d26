"""How is a dialogue exported, for people who do not run this program? As a file in a format, or as the log itself."""

from __future__ import annotations

from functools import partial
from heapq import merge
from typing import TYPE_CHECKING, Any

from events.errors import BadInputError
from events.store.by_dialogue import each_in_order
from timeline.application.asking import ledger_of, require
from timeline.application.moment import Moment
from timeline.exporters.catalogue import (
    DEFAULT_TABLE,
    UnknownFormatError,
    UnknownTableError,
    format_named,
    load,
    tables,
)
from timeline.text.safe_text import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from typing import Unpack

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.application.times import Times
    from timeline.exporters.catalogue import Exporter


def exported(
    engine: Engine,
    today: date,
    format_: str,
    dialogues: Sequence[str] = (),
    *,
    of: str | None = None,
    **times: Unpack[Times],
) -> Iterator[bytes]:
    """The file of a format, piece by piece. The same log and the same day give the same bytes.

    One dialogue after the other is read, on all cores where they are many: no more of them is held than that.

    Args:
        engine: the store.
        today: the day to stand on where no other is asked about.
        format_: its name.
        dialogues: slugs. All of the store, in order of slug, where none is named.
        of: which table, for a format that holds one.
        times: that are asked about.

    Raises:
        UnknownFormatError: there is no such format.
        UnknownTableError: there is no such table.
        MissingLibraryError: the format needs a library that is not installed.
        NotFoundError: there is no such dialogue.

    """
    exporter = exporter_of(format_, of)
    require(engine, dialogues)
    versions = engine.versions()
    sizes = {slug: versions[slug] for slug in dict.fromkeys(dialogues) or versions}
    table = of or DEFAULT_TABLE
    work = partial(_part, format_=format_, of=table, moment=Moment.of(today, **times))
    return exporter.whole(each_in_order(engine, sizes, work), table)


def _part(log: FactLog, dialogue: str, /, *, format_: str, of: str, moment: Moment) -> Any:  # noqa: ANN401 - see `Exporter`
    """What a dialogue gives to a file, as of a moment."""
    from timeline.accounts.account import Account

    ledger = ledger_of(log, dialogue, moment.recorded_at)
    return exporter_of(format_).part(Account.of(ledger, on=moment.on, known_at=moment.known_at), of)


def exporter_of(format_: str, of: str | None = None) -> Exporter:
    """What makes files of a format. Whether there is such a thing can be asked before a store is opened.

    Raises:
        UnknownFormatError: there is no such format.
        BadInputError: it holds no table that could be chosen.
        UnknownTableError: there is no such table.
        MissingLibraryError: the format needs a library that is not installed.

    """
    found = format_named(format_)
    if found is None:
        raise UnknownFormatError(repr(format_))
    if of is not None and not found.has_tables:
        message = f"«:of» {of} chooses a table, and {found.name} holds none"
        raise BadInputError(message, hint="Leave «:of» out, or export csv, jsonl or parquet.")
    if of is not None and of not in tables():
        raise UnknownTableError(of)
    return load(found)


def log_lines(engine: Engine, dialogues: Sequence[str] = ()) -> Iterator[bytes]:
    """The log, all of it or that of some dialogues, in the order of recording: a line of JSON for each fact.

    Every id and digest is kept, so that another store takes the facts up unchanged.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from events.fact_file.logged import line_of

    require(engine, dialogues)
    streams = map(engine.stream, dict.fromkeys(dialogues))
    rows = merge(*streams) if dialogues else engine.since()  # rows begin with their positions
    # Content and digests stay what they are: an escape in JSON means the character.
    return (json_safe(line_of(row).decode()).encode() for row in rows)
