"""`timeline export log`: how does the log itself leave this store, so that another can take it up unchanged?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import BadInputError
from timeline.application.asking import require
from timeline.cli.terminal.files import write_out, write_whole
from timeline.exporters.catalogue import named
from timeline.text.safe_text import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from timeline.cli.options import Store, Times

NAME = "log"
ENDING = ".log.jsonl"
LINE = "the log itself, every id and digest kept (JSON Lines), for `timeline append --from` elsewhere"


def asked_for(words: Sequence[str], file: Path | None) -> Sequence[str] | None:
    """The dialogues whose log is to be exported; None where it is another format."""
    if words and words[0] == NAME:
        return words[1:]
    told = file is not None and file.name.lower().endswith(ENDING)
    return words if told and not (words and named(words[0])) else None


def export_log(dialogues: Sequence[str], file: Path | None, times: Times, store: Store) -> None:
    """Write the log, all of it or that of some dialogues, in the order of recording.

    Raises:
        BadInputError: it was to be as of a day: the log is what was recorded, and knows no other day.

    """
    if any(times):
        raise BadInputError("the log is exported as it is, not as of a day", hint="Leave --on and --known-at out.")
    lines = _lines(store, dialogues)
    if file is not None:
        write_whole(file, lines)
        return
    for line in lines:
        write_out(line)


def _lines(store: Store, dialogues: Sequence[str]) -> Iterator[bytes]:
    from heapq import merge
    from operator import attrgetter

    from events.fact_file.logged import line_of

    with store.engine() as engine:
        require(engine, dialogues)
        streams = map(engine.stream, dict.fromkeys(dialogues))
        rows = merge(*streams, key=attrgetter("position")) if dialogues else engine.since()
        # Content and digests stay what they are: an escape in JSON means the character.
        yield from (json_safe(line_of(row).decode()).encode() for row in rows)
