"""`timeline append --stream`: for programs that feed us, line by line, and must know what is safe.

Each line of standard input is one document of a fact file as JSON, appended in one transaction. It is answered at
once: one line for each of its facts after these are safely stored, or one line that says why none of them was:

    {"line": 3, "fact": "…", "dialogue": "iraq-nato", "position": 151, "version": 151, "added": true}
    {"line": 4, "error": "…", "hint": "…", "exit": 2}

A refused line does not stop the stream; a store that fails does.
"""

from __future__ import annotations

import io
import sys
from typing import IO, TYPE_CHECKING, Any

from events.errors import StoreError, TimelineError
from events.fact_file import read
from events.intake.batch import Batch
from events.limits import DOCUMENT_BYTES
from events.store.log import FactLog
from events.store.options import OpenMode
from timeline.cli.appending import appending
from timeline.cli.exits import ExitCode, exit_code_of
from timeline.cli.recording import Receipt
from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.saying import remark, say, silence
from timeline.cli.terminal.streams import AnswerLostError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.cli.options import Store

NAME = "stdin.jsonl"
"""What messages call standard input; the suffix says that it is JSON Lines."""


def append_stream(lines: IO[bytes], store: Store, *, recorded_by: str) -> int:
    """Append and answer each line; return the code of the first refusal, or 0.

    Raises:
        StoreError: the store failed, or nobody reads the answers; lines after the last answer were not stored.

    """
    counts = {"added": 0, "known": 0, "refused": 0}
    code = ExitCode.DONE
    with appending(store, OpenMode.CREATE, many=True) as engine, Batch() as batch:
        log = FactLog(engine)
        for number, line in _numbered(lines):
            try:
                drafts = list(read(io.BytesIO(line), NAME, first_line=number))
                receipt = batch.record(log, drafts, recorded_by=recorded_by)
            except TimelineError as error:
                _answer({"line": number, "error": error.message, "hint": error.hint, "exit": int(exit_code_of(error))})
                if isinstance(error, StoreError):
                    raise
                code = code or exit_code_of(error)
                counts["refused"] += 1
                continue
            for appended in receipt.appended:
                _answer({"line": number, **Receipt.of(appended)._asdict()})
                counts["added" if appended.added else "known"] += 1
    remark("{added} facts added, {known} known already, {refused} lines refused".format(**counts))
    return code


def _numbered(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; of one that is too long, enough to be refused."""
    number = 0
    while line := stream.readline(DOCUMENT_BYTES + 2):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(DOCUMENT_BYTES)):
            pass
        if line.strip():
            yield number, line


def _answer(answer: dict[str, Any]) -> None:
    try:
        say(json_text(answer, pretty=False))
        sys.stdout.flush()
    except (BrokenPipeError, AnswerLostError) as error:
        silence()
        lost = isinstance(error, AnswerLostError)
        why = f"the answers cannot be written: {error}" if lost else "nobody reads the answers any more"
        message = f"{why}; stopped at line {answer['line']}"
        raise StoreError(
            message,
            hint="What was answered is stored. Send the rest again: known facts are not stored twice.",
        ) from None
