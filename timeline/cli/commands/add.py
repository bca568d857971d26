"""`timeline add`: what does somebody have to record, asked question by question?"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from events.errors import BadInputError, NotFoundError, TimelineError
from timeline.cli.exits import ExitCode
from timeline.cli.options import RecordedBy, Store, login_name, today
from timeline.cli.terminal.saying import as_commands, complain, remark, say

if TYPE_CHECKING:
    from timeline.forms.conversation import Conversation
    from timeline.forms.familiar import Familiar, StoreContents

_NEWEST = 20_000
"""Facts in which outlets are looked up that the dialogue has not met: a second at most."""

_INTRODUCTION = "< goes back, ? explains, Tab completes; Ctrl-C leaves, and nothing is recorded."
_READ = "Record this? [Y/n/e(dit)/f(ile)] "
_NOTHING = "Nothing was recorded."
_ANSWERS = "your answers"
"""What a fault is found in."""


def command(*, recorded_by: RecordedBy = None, store: Store) -> int:
    """Record a report step by step: the program asks you.

    Answers are completed from what the store knows and checked at once. The facts and their effect are shown before
    anything is recorded. Answers may come from a pipe, one a line. Programs use `timeline append --from -`.
    """
    try:
        return _converse(store, recorded_by or login_name())
    except EOFError:
        if sys.stdin.isatty():
            return _left()
        message = "the answers end before the last question"
        hint = f"{_NOTHING} `timeline add` asks on a terminal. A program pipes a fact file: «append from=-»."
        raise BadInputError(message, hint=hint) from None
    except KeyboardInterrupt:
        return _left()


def _left() -> int:
    say("")
    remark(_NOTHING)
    return ExitCode.INTERRUPTED


def _converse(store: Store, recorded_by: str) -> int:
    from timeline.cli.terminal.prompting import ask, refused, wrapped
    from timeline.forms.conversation import Conversation

    conversation = Conversation(_known(store), today())
    if sys.stdin.isatty():
        remark(wrapped(_INTRODUCTION))
    while True:
        while conversation.question is not None:
            told = conversation.hear(ask(conversation.question, conversation.suggestion))
            if told:
                refused(told)
        code = _decided(conversation, store, recorded_by)
        if code is not None:
            return code
        conversation.back()


def _decided(conversation: Conversation, store: Store, recorded_by: str) -> int | None:
    """Show what would be recorded until somebody says what becomes of it. None where they go back."""
    from timeline.cli.terminal.prompting import choose, wrapped

    text = _fact_file(conversation.documents)
    shown = _sentences(text, store)
    while True:
        say(f"\n{wrapped(shown)}\n")
        match choose(_READ, ("y", "n", "e", "f", "<")):
            case "y" if _recorded(text, store, recorded_by):
                _what_next(conversation)
                return ExitCode.DONE
            case "e":
                text = _edited(text)
                if not text:  # all of it was taken out
                    remark(_NOTHING)
                    return ExitCode.DONE
                shown = _sentences(text, store)
            case "f":
                shown = text
            case "<":
                return None
            case "n":
                remark(_NOTHING)
                return ExitCode.DONE
            case _:  # it was refused, and is shown again
                continue


def _what_next(conversation: Conversation) -> None:
    """Say what to ask now: where it stands, what comes next, and the next article."""
    from timeline.cli.terminal.prompting import wrapped

    dialogue = conversation.documents[0]["dialogue"]
    remark("\nNow try:")
    for what_next in (
        f"«state dialogue={dialogue}» shows where it stands.",
        f"«upcoming dialogue={dialogue}» shows what comes next.",
        "«add» records the next article.",
    ):
        remark(wrapped(f"  {as_commands(what_next)}"))


def _known(store: Store) -> StoreContents:
    """What there is to choose from. Nothing where there is no store yet."""
    from events.facts.tracking import DialogueOpened, ReportFiled
    from events.store.log import FactLog
    from timeline.application.familiar import familiar_with
    from timeline.forms.familiar import Familiar, StoreContents

    try:
        with store.engine() as engine:
            log = FactLog(engine)
            first = {slug: next(log.stream(slug)).fact for slug in engine.versions()}
    except NotFoundError:
        return StoreContents()

    @cache
    def familiar(dialogue: str) -> Familiar:
        with store.engine() as engine:
            own = familiar_with(engine, dialogue)
        return replace(own, outlets=outlets() | own.outlets)

    @cache
    def outlets() -> dict[str, dict[str, str]]:
        """The outlets of the newest facts, of whatever dialogue."""
        with store.engine() as engine:
            newest = FactLog(engine).since(max(engine.head() - _NEWEST, 0))
            return Familiar.of(one.fact for one in newest if isinstance(one.fact, ReportFiled)).outlets

    titles = {slug: fact.title if isinstance(fact, DialogueOpened) else "" for slug, fact in first.items()}
    return StoreContents(titles, familiar, outlets)


def _fact_file(documents: list[dict[str, object]]) -> str:
    import yaml

    return yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False, width=100, explicit_start=True).rstrip()


def _sentences(text: str, store: Store) -> str:
    """What a fact file says, a line for each fact, and what it changes. The file itself where it is refused."""
    from events.fact_file import read_bytes
    from timeline.answers.columns import readable_subject, told_changes
    from timeline.cli.terminal.appending import effects

    try:
        told = effects(read_bytes(text.encode(errors="surrogatepass"), _ANSWERS), store)
    except TimelineError:  # said when it is to be recorded
        return text
    lines = []
    for effect in told:
        known = [f"  ({effect.known} on record already)"] if effect.known else []
        lines += [f"{effect.dialogue}:", *(f"  {one}" for one in effect.summaries), *known]
        changes = [one.model_dump(mode="json") for one in effect.changes]
        by_subject = [(subject, list(rows)) for subject, rows in groupby(changes, key=itemgetter("subject"))]
        lines += ["What changes:"] if changes else []
        lines += [f"  {readable_subject(subject)}: {told_changes(rows)}" for subject, rows in by_subject]
    return "\n".join(lines)


def _recorded(text: str, store: Store, recorded_by: str) -> bool:
    """Append the fact file. Where it is refused, say why, so that it can be edited."""
    from events.fact_file import FactFileError, read_bytes
    from timeline.cli.terminal.appending import append

    try:
        drafts = read_bytes(text.encode(errors="surrogatepass"), _ANSWERS)
        append(drafts, store, recorded_by=recorded_by)
    except FactFileError as error:
        complain(error.message, f"{_NOTHING} Type e to change it.")
        return False
    except TimelineError as error:
        complain(error.message, error.hint)
        return False
    return True


def _edited(text: str) -> str:
    """The fact file as somebody leaves it in an editor. Unchanged where there is none, or where it fails."""
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with TemporaryDirectory(prefix="timeline-") as folder:
        file = Path(folder) / "facts.yaml"
        file.write_text(f"{text}\n", encoding="utf-8")
        try:
            failed = subprocess.run([*editor, str(file)], check=False).returncode  # noqa: S603 - the user's own editor
        except OSError as error:
            complain(f"cannot start the editor {editor[0]!r}: {error.strerror}", "Set EDITOR, or answer n.")
            return text
        return text if failed else file.read_text(encoding="utf-8", errors="replace").rstrip()
