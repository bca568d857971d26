"""`timeline demo`: what does this look like, without anything of one's own?"""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from datetime import date
from itertools import chain
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from events.advice import Next
from events.errors import BadInputError, ConflictError
from timeline.cli.options import login_name, today
from timeline.cli.terminal.cards import explain_sections, state_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import remark, say
from timeline.cli.throw_away import DEMO, load_demo, throw_away_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import Engine
    from timeline.application.times import Times
    from timeline.application.tracker import Tracker

_WIDTH: Final = 78
"""Columns of the widest table: it fits any terminal."""

_DAY: Final = date(2025, 5, 10)
"""A day on which the second session was scheduled, for some time in May."""


class Stop(NamedTuple):
    """A stop of the tour: a question and its answer.

    Attributes:
        asked: the question, as a person asks it.
        shows: what is to be seen in the answer.
        command: the words that ask for it.
        shown: the headings, or the names on a card, that are shown. All where there are none.
        rows: how many rows are shown at most. 0 for all.

    """

    asked: str
    shows: str
    command: tuple[str, ...]
    shown: tuple[str, ...] = ()
    rows: int = 0


TOUR: Final = (
    Stop(
        "Where did the talks stand on 10 May 2025?",
        "Only what had been published by that day counts. Any other day can be asked as well.",
        ("state", DEMO, "--on", "2025-05-10"),
        ("parties", "status", "last session", "next session", "rests on", "last heard"),
    ),
    Stop(
        "What was to come?",
        'A vague time stays vague: "the second half of May" is two weeks, and no day.',
        ("upcoming", "--on", "2025-05-10"),
        ("what", "status", "window", "words"),
    ),
    Stop(
        "What became of each session, and how did its date move?",
        "Every date that was ever given is kept: 2025, then late May, then the day itself.",
        ("sessions", DEMO),
        ("session", "status", "held", "place", "slips"),
    ),
    Stop(
        "Who invited whom, and what came of it?",
        "The invitation of August 2024 was fulfilled after 267 days. Others were never answered.",
        ("invitations", DEMO),
        ("invitation", "by", "to", "status", "after days"),
    ),
    Stop(
        "Where do reports contradict each other?",
        "Nine reports against one, but what counts is how many independent sources they have.",
        ("disputes", DEMO),
        ("subject", "value", "stands", "reports", "origins"),
    ),
    Stop(
        "Who says so?",
        "Every answer leads back to its reports, with the words that say it.",
        ("explain", DEMO, "session:2.window"),
        ("value", "outlet", "published", "quote"),
        2,
    ),
)
"""Six questions that one dialogue answers."""

_SECTIONS: Final = {"state": state_sections, "explain": explain_sections}
"""The answers that are more than one list, of which the first part is shown."""


def command(
    *,
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep", metavar="FILE", help="Keep the store in this new file, such as demo.db, to ask it more."
        ),
    ] = None,
) -> None:
    """Look around in a bundled dialogue: six questions and their answers.

    The dialogue is that of Iraq and NATO, as real reports told of it. Your own log is not touched.
    """
    from timeline.application.tracker import Tracker

    with _kept(keep) if keep else nullcontext(throw_away_engine()) as engine:
        facts = load_demo(engine, login_name())
        say(
            f"{facts} facts of real reports about the dialogue of Iraq and NATO. Each table shows a part of its answer."
        )
        tracker = Tracker(engine, today())
        for number, answer in enumerate(TOUR, 1):
            if number > 1 and not _goes_on():
                break
            say(f"\n{number} of {len(TOUR)}  {answer.asked}\n{fill(answer.shows, _WIDTH)}\n")
            say(f"$ timeline {' '.join(answer.command)}\n")
            _print(answer, tracker)
    _what_next(keep)


@contextmanager
def _kept(file: str) -> Iterator[Engine]:
    """A new store in a file.

    Raises:
        BadInputError: it is no file.
        ConflictError: it is there already.

    """
    from events.store.address import Address, SqliteAddress, open_engine
    from events.store.options import OpenMode

    address = Address.parse(file)
    if not isinstance(address, SqliteAddress):
        raise BadInputError(f"{file!r} is not a file", hint="Name a new file for the demo, such as demo.db.")
    if address.path.exists():
        message = f"{file!r} is there already"
        raise ConflictError(message, hint=f"Name another file, or ask this one: {Next('dialogues', store=file)}.")
    with open_engine(address, mode=OpenMode.CREATE) as engine:
        yield engine


def _goes_on() -> bool:
    """Wait until somebody at a terminal has seen enough of an answer. Whether they want the next one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    try:
        return input("\n[Enter goes on, q ends] ").strip().casefold() not in ("q", "quit", "exit")
    except EOFError:
        return False


def _print(answer: Stop, tracker: Tracker) -> None:
    """Print the chosen columns of an answer, and its first rows."""
    question, *about = answer.command
    asked: Times = {"on": _DAY} if "--on" in about else {}
    reply = tracker.ask(question, *about[: about.index("--on") if asked else None], **asked)
    if question in _SECTIONS:
        section = _SECTIONS[question](reply.plain)[0]
        say(f"{fill(section.title, _WIDTH)}\n")
        columns, rows = section.columns, [row for row in section.rows if row.get("name") in (None, *answer.shown)]
    else:
        columns, rows = reply.question.columns, list(chain.from_iterable(map(reply.question.rows, reply.rows())))
    chosen = [column for column in columns if column.header in answer.shown] or columns
    Output(width=_WIDTH).rows(chosen, rows[: answer.rows or None], empty="")
    if answer.rows and len(rows) > answer.rows:
        say(f"... and {len(rows) - answer.rows} more")


def _what_next(keep: str | None) -> None:
    """Say how the demo is asked more, and how one's own dialogue begins."""
    remark("\nWhat next:")
    if keep:
        remark(f"  {Next('upcoming', store=keep)} asks this store, and so does every other command with --store.")
    else:
        remark("  «demo keep=demo.db» keeps this dialogue in a file, to ask it more.")
    remark("  «serve demo» shows it in your browser.")
    remark("  «add» records your own first article.")
