"""`timeline append --stream`: for programs that feed us, line by line, and must know what is safe.

Each line of standard input is one document of a fact file as JSON. It is answered as soon as its facts are safely
stored, by one line for each of them, or by one line that says why none was. Lines that wait are stored together:

    {"line": 3, "fact": "…", "dialogue": "iraq-nato", "position": 151, "version": 151, "added": true}
    {"line": 4, "error": "…", "hint": "…", "exit": 2}

A refused line does not stop the stream. A store that fails does.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from events.errors import StoreError
from events.store.options import OpenMode
from events.wording import counted
from timeline.application.recording import Refused
from timeline.cli.exits import ExitCode, exit_code_of
from timeline.cli.terminal.appending import remark_on_new
from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import as_commands, remark, say, say_besides, silence
from timeline.cli.terminal.streams import AnswerLostError

if TYPE_CHECKING:
    from events.intake.lines import BufferedInput
    from timeline.cli.options import Store


def append_stream(lines: BufferedInput, store: Store, *, recorded_by: str) -> int:
    """Append and answer each line. Return the code of the first refusal, or 0.

    Raises:
        StoreError: the store failed, or nobody reads the answers. Lines after the last answer were not stored.

    """
    counts = {"added": 0, "known": 0, "refused": 0}
    code = ExitCode.DONE
    with store.tracker(OpenMode.CREATE) as tracker:
        remark_on_new(tracker.engine)
        stream = tracker.stream(recorded_by=recorded_by, watch=watch)
        for line in stream.append(lines):
            if isinstance(line, Refused):
                exit_code = exit_code_of(line.error)
                error, hint = as_commands(line.error.message), as_commands(_of_a_line(line.error.hint))
                _answer(line.line, {"error": error, "hint": hint, "exit": int(exit_code)})
                code = code or exit_code
                counts["refused"] += 1
                continue
            for receipt in line.receipts:
                _answer(line.line, receipt.model_dump(mode="json"))
                counts["added" if receipt.added else "known"] += 1
    added, refused = counted(counts["added"], "fact"), counted(counts["refused"], "line")
    remark(f"{added} added, {counts['known']} known already, {refused} refused")
    say_besides(stream.remarks)
    return code


def _of_a_line(hint: str) -> str:
    """A hint as who sends lines can take it, who has no files."""
    return "Nothing of this line was recorded. Correct it and send it again." if hint.startswith(_WHOLE) else hint


_WHOLE: Final = "Nothing was recorded"


def _answer(line: int, answer: dict[str, Any]) -> None:
    try:
        say(json_text({"line": line, **answer}, pretty=False))
        sys.stdout.flush()
    except (BrokenPipeError, AnswerLostError) as error:
        silence(sys.stdout)
        lost = isinstance(error, AnswerLostError)
        why = f"the answers cannot be written: {error}" if lost else "nobody reads the answers any more"
        message = f"{why}; stopped at line {line}"
        raise StoreError(
            message,
            hint="Answered facts are stored. Send the rest again: known facts are not stored twice.",
        ) from None
