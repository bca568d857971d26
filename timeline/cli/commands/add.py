"""`timeline add`: what does somebody have to record, asked question by question?"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from events.errors import BadInputError, NotFoundError, TimelineError
from timeline.cli.exits import ExitCode
from timeline.cli.options import RecordedBy, Store, login_name, today
from timeline.cli.terminal.saying import complain, remark, say

if TYPE_CHECKING:
    from timeline.forms.familiar import Familiar, Known

_NEWEST = 20_000
"""Facts in which outlets are looked up that the dialogue has not met: a second at most."""

_INTRODUCTION = "< goes back, ? explains, Tab completes; Ctrl-C leaves, and nothing is recorded."


def command(*, recorded_by: RecordedBy = None, store: Store) -> int:
    """Ask for a dialogue, a report and its facts, and append them.

    Answers are completed from what the store knows and checked at once. What is to be appended is shown as a fact
    file before anything is recorded. Programs use `timeline append --from -`.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        hint = "Pipe a fact file instead: timeline append --from - (docs/fact-files.md)."
        raise BadInputError("`timeline add` asks questions, and here is no terminal to ask on", hint=hint)
    try:
        return _converse(store, recorded_by or login_name())
    except (KeyboardInterrupt, EOFError):
        say("")
        remark("Nothing was recorded.")
        return ExitCode.INTERRUPTED


def _converse(store: Store, recorded_by: str) -> int:
    from timeline.cli.terminal.prompting import ask, choose, folded
    from timeline.forms.conversation import Conversation

    conversation = Conversation(_known(store), today())
    remark(folded(_INTRODUCTION))
    while True:
        while conversation.question is not None:
            told = conversation.hear(ask(conversation.question, conversation.suggestion))
            if told:
                remark(folded(told))
        text = _fact_file(conversation.documents)
        while True:
            say(f"\n{text}")
            match choose("append? [Y/n/e(dit)] ", ("y", "n", "e", "<")):
                case "y":
                    if _recorded(text, store, recorded_by):
                        remark(f"Now try: timeline state {conversation.documents[0]['dialogue']}")
                        return ExitCode.DONE
                case "e":
                    text = _edited(text)
                case "<":
                    conversation.back()
                    break
                case _:
                    remark("Nothing was recorded.")
                    return ExitCode.DONE


def _known(store: Store) -> Known:
    """What there is to choose from; nothing where there is no store yet."""
    from events.facts.tracking import DialogueOpened, ReportFiled
    from events.store.log import FactLog
    from timeline.forms.familiar import Familiar, Known

    try:
        with store.engine() as engine:
            log = FactLog(engine)
            first = {slug: next(log.stream(slug)).fact for slug in engine.versions()}
    except NotFoundError:
        return Known()

    @cache
    def familiar(dialogue: str) -> Familiar:
        with store.engine() as engine:
            own = Familiar.of(recorded.fact for recorded in FactLog(engine).stream(dialogue))
        return replace(own, outlets=outlets() | own.outlets)

    @cache
    def outlets() -> dict[str, dict[str, str]]:
        """The outlets of the newest facts, of whatever dialogue."""
        with store.engine() as engine:
            newest = FactLog(engine).since(max(engine.head() - _NEWEST, 0))
            return Familiar.of(one.fact for one in newest if isinstance(one.fact, ReportFiled)).outlets

    titles = {slug: fact.title if isinstance(fact, DialogueOpened) else "" for slug, fact in first.items()}
    return Known(titles, familiar, outlets)


def _fact_file(documents: list[dict[str, object]]) -> str:
    import yaml

    return yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False, width=100, explicit_start=True).rstrip()


def _recorded(text: str, store: Store, recorded_by: str) -> bool:
    """Append the fact file; where it is refused, say why, so that it can be edited."""
    from events.fact_file import read_bytes
    from timeline.cli.terminal.appending import append

    try:
        drafts = read_bytes(text.encode(errors="surrogatepass"), "the answers.yaml")
        append(drafts, store, recorded_by=recorded_by)
    except TimelineError as error:
        complain(error.message, error.hint)
        return False
    return True


def _edited(text: str) -> str:
    """The fact file as somebody leaves it in an editor; unchanged where there is none, or where it fails."""
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
