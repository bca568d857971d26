"""The options that commands share: which store, how the answer is printed, as known on which day."""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

import os
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from typer._click.globals import get_current_context  # click is inside Typer, without a public name

from events.errors import BadInputError, NotFoundError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typer._click.core import Command, Context

    from events.store.address import Address
    from events.store.options import OpenMode
    from events.store.port import Engine
    from timeline.application import times as application
    from timeline.application.tracker import Tracker


_SLUG_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")
_WARNED = "timeline.warned"


def today() -> date:
    """The day we stand on, taken here only: `TIMELINE_TODAY` (tests, documentation) or the local calendar."""
    given = os.environ.get("TIMELINE_TODAY", "")
    if not given:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        message = f"TIMELINE_TODAY is {given!r}, which is not a day"
        raise BadInputError(message, hint="Write it as 2025-05-10, or unset it.") from None


def login_name() -> str:
    """Who is at the keyboard."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container without a user database
        return "unknown"


def parse_day(text: str) -> date:
    """Read a day, as a date or in words that count from today. A month, season or year stands for its last day.

    Raises:
        typer.BadParameter: it is none, or has no last day.

    """
    with suppress(ValueError):
        if len(text) == len("2025-05-10"):
            return date.fromisoformat(text)
    from timeline.forms.days import DayError, typed_day

    try:
        return typed_day(text, today())
    except DayError as error:
        raise typer.BadParameter(f"{error.message}. {error.hint}") from None


def parse_instant(text: str) -> datetime:
    """Read an instant with its zone. A day stands for its last moment in UTC.

    Raises:
        typer.BadParameter: it is none, or has no zone.

    """
    example = "Write 2025-05-10T12:00Z, 2025-05-10T15:00+03:00, or a day (its end in UTC)."
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not an instant. {example}") from None
    if len(text) == len("2025-05-10"):
        return datetime.combine(instant.date(), time.max, tzinfo=UTC)
    if instant.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no time zone. {example}")
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise typer.BadParameter(f"{text!r} lies outside of the years 0001 to 9999 in UTC. {example}") from None


def parse_period(text: str) -> timedelta:
    """Read a length of time: 90d, 12w.

    Raises:
        typer.BadParameter: it is none.

    """
    days = {"d": 1, "w": 7}.get(text[-1:])
    if days is None or not (text[:-1].isascii() and text[:-1].isdigit()) or len(text) > len("99999d"):
        raise typer.BadParameter(f"{text!r} is not a length of time. Write days or weeks: 90d, 12w.")
    return timedelta(days=days * int(text[:-1]))


def complete_dialogue(incomplete: str) -> list[str]:
    """Slugs of the store for the shell's completion. Nothing where there is no store."""
    from events.errors import TimelineError

    with suppress(TimelineError), Store().tracker() as tracker:
        # What a shell is given to insert is run by it: nothing but the characters of slugs, whatever a store holds.
        return [slug for slug in tracker.slugs() if slug.startswith(incomplete) and _SLUG_CHARACTERS.issuperset(slug)]
    return []


Dialogue = Annotated[
    str,
    typer.Argument(
        metavar="DIALOGUE", help="Short name of the dialogue, such as iraq-nato.", autocompletion=complete_dialogue
    ),
]
OptionalDialogue = Annotated[
    str | None,
    typer.Argument(
        metavar="DIALOGUE", help="Short name of one dialogue (default: all).", autocompletion=complete_dialogue
    ),
]


def _warn_of_password() -> None:
    """Say once in a command that others see what is typed."""
    said = get_current_context().find_root().meta
    if said.setdefault(_WARNED, False):
        return
    said[_WARNED] = True
    typer.echo(
        "The password in the address is seen by everybody on this machine who lists processes: leave it out, and give"
        " it by PGPASSWORD, in ~/.pgpass or by a service file.",
        err=True,
    )


@contextmanager
def not_ours() -> "Iterator[None]":
    """Open a store that is not that of --store: where none is there, no advice names that option."""
    try:
        yield
    except (NotFoundError, StoreError) as error:
        if "«:store»" in error.hint:
            error.hint = "Nothing was changed. Name another file or address."
        raise


class Store(NamedTuple):
    """Which store is asked."""

    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            envvar="TIMELINE_STORE",
            show_envvar=True,
            metavar="ADDRESS",
            help="The store: a file that ends in .db, or postgresql://... (default: a file in your data folder).",
        ),
    ] = None

    def address(self) -> "Address":
        """The address given, or else in the environment, or else in the user's data folder."""
        from events.store.address import Address, default_address

        given = self.store or os.environ.get("TIMELINE_STORE")
        if given:
            address = Address.parse(given)
            if getattr(address, "tells_password", False) and given != os.environ.get("TIMELINE_STORE"):
                _warn_of_password()
            return address
        from platformdirs import user_data_path

        try:
            return default_address(user_data_path("dialogue-timeline", appauthor=False))
        except (KeyError, RuntimeError):  # a user without a home and without an entry among the users of the machine
            raise BadInputError(
                "no data folder can be found", hint="Set HOME, or name a store with --store or TIMELINE_STORE."
            ) from None

    def engine(self, mode: "OpenMode | None" = None) -> "Engine":
        """Open the store. For reading, which never makes one, where no mode is given.

        Raises:
            NotFoundError: there is none, and the mode does not make one.

        """
        from events.store.address import open_engine
        from events.store.options import OpenMode

        return open_engine(self.address(), mode=mode or OpenMode.READ)

    def tracker(self, mode: "OpenMode | None" = None) -> "Tracker":
        """Open the store for questions, which never make one, where no mode is given.

        Raises:
            NotFoundError: there is none, and the mode does not make one.

        """
        from timeline.application.tracker import Tracker

        return Tracker(self.engine(mode), today())


RecordedAt = Annotated[
    datetime | None,
    typer.Option(
        "--recorded-at",
        metavar="INSTANT",
        parser=parse_instant,
        help="Use only what you had recorded by this moment: 2025-05-10T12:00Z, or a day.",
    ),
]


class TimeOptions(NamedTuple):
    """The times that a question is asked about."""

    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            metavar="DAY",
            parser=parse_day,
            help="Answer as of this day (default: today).",
        ),
    ] = None
    known_at: Annotated[
        date | None,
        typer.Option(
            "--known-at",
            metavar="DAY",
            parser=parse_day,
            help="Use only reports published by this day (default: the day of --on).",
        ),
    ] = None
    recorded_at: RecordedAt = None

    def given(self) -> "application.Times":
        """The times as the application takes them."""
        return {"on": self.on, "known_at": self.known_at, "recorded_at": self.recorded_at}


RecordedBy = Annotated[
    str | None,
    typer.Option(
        "--recorded-by",
        metavar="NAME",
        help="Your name, as the log keeps it (default: your login name).",
        show_default=False,
    ),
]


def refuse_twice(command: "Command", context: "Context", arguments: "Sequence[str]") -> None:
    """Refuse an option that takes one value and has two: the first would be dropped, and nothing would tell.

    Raises:
        BadInputError: names the option.

    """
    typed = [argument.partition("=")[0] for argument in arguments if argument.startswith("-")]
    if context.resilient_parsing or len(set(typed)) == len(typed):  # nearly always, and then nothing is parsed for it
        return
    *_, parsed = command.make_parser(context).parse_args(args=list(arguments))
    for one in parsed:
        if parsed.count(one) > 1 and not (getattr(one, "multiple", True) or getattr(one, "is_flag", True)):
            message = f"{one.opts[0]} is given {parsed.count(one)} times"
            raise BadInputError(message, hint="It takes one value: keep the right one.")
