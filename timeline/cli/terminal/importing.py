"""`timeline append --from` of what people have already: tables by a mapping, calendars, and the options these need."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple

import typer

from events.errors import BadInputError, NotFoundError
from timeline.cli.terminal.saying import remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.intake.draft import Draft
    from events.intake.portion import Portion

Opened = tuple[IO[bytes], str]
"""A file and what messages call it."""


class ImportOptions(NamedTuple):
    """What is typed about files that are no fact files."""

    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="The mapping of columns to facts: a file, or acled, gdelt, icews, spreadsheet, ucdp-ged, wikidata.",
        ),
    ] = None
    dialogue: Annotated[
        str | None,
        typer.Option("--dialogue", metavar="SLUG", help="For a calendar (.ics): the dialogue whose sessions it plans."),
    ] = None
    report_id: Annotated[
        str | None,
        typer.Option("--report-id", metavar="ID", help="For a calendar: the id under which it is filed as a report."),
    ] = None
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="For a calendar: the outlet that published it.")
    ] = None
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="For a calendar: the address at which it can be read.")
    ] = None
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="EDTF", help="For a calendar: the day on which it came out."),
    ] = None
    track: Annotated[
        str | None, typer.Option("--track", metavar="NAME", help="For a calendar: the track of its sessions.")
    ] = None
    session_pattern: Annotated[
        str | None,
        typer.Option(
            "--session-pattern",
            metavar="TEXT",
            help="For a calendar: where the title of an event names the session, as in 'Round {session} of the talks'.",
        ),
    ] = None

    @property
    def of_calendar(self) -> dict[str, str]:
        """Those of a calendar that were given, as typed."""
        return {
            f"--{name.replace('_', '-')}": str(value)
            for name, value in self._asdict().items()
            if value is not None and name != "mapping"
        }


NAMES = frozenset(ImportOptions._fields)
"""The parameters of a command that these are."""


_TABLES = (".csv", ".tsv", ".tab")


def read_files(files: Sequence[Opened], options: ImportOptions) -> Iterator[Draft | Portion]:
    """The facts of all files: of fact files first, then of tables and calendars.

    Raises:
        TimelineError: a file has faults, or an option is missing or for nothing.

    """
    from events.fact_file import read_all
    from timeline.cli.terminal.appending import may_lack_window

    calendars = [file for file in files if _ends(file, ".ics")]
    tables = [file for file in files if file not in calendars and (options.mapping or _ends(file, *_TABLES))]
    _refuse_needless(options, calendars, tables)
    fact_files = [file for file in files if file not in calendars and file not in tables]
    yield from read_all(fact_files, may_lack_window)
    # Only where there are any: what reads them takes time to load.
    if tables:
        yield from _of_tables(tables, options)
    if calendars:
        yield from _of_calendars(calendars, options)


def _ends(file: Opened, *endings: str) -> bool:
    return file[1].lower().endswith(endings)


def _refuse_needless(options: ImportOptions, calendars: Sequence[Opened], tables: Sequence[Opened]) -> None:
    """What would be passed over in silence is refused."""
    if options.of_calendar and not calendars:
        message = f"{', '.join(options.of_calendar)}: for calendars only, and no file ends in .ics"
        raise BadInputError(message, hint="A fact file names its own dialogue and report, a table by its mapping.")
    if options.mapping and not tables:
        raise BadInputError(
            "--mapping is for tables only", hint="A calendar needs --dialogue, --report-id and --outlet."
        )


def _of_tables(files: Iterable[Opened], options: ImportOptions) -> Iterator[Draft]:
    from events.importing import MAPPINGS, read_mapping, read_table

    mapping = None
    for stream, name in files:
        if options.mapping is None:
            message = f"{name} is a table, and nothing says what its columns mean"
            hint = f"Add --mapping FILE («help topic=import» shows one), or {', '.join(MAPPINGS)}."
            raise BadInputError(message, hint=hint)
        mapping = mapping or read_mapping(*_content(options.mapping))
        yield from read_table(stream, name, mapping, told=remark)


def _content(path: Path) -> tuple[bytes, str]:
    """The mapping of a file, or of a name that comes with the program, and what messages call it."""
    from events.importing import MAPPINGS
    from events.limits import MAPPING_BYTES
    from events.wording import did_you_mean

    name = str(path)
    try:
        with path.open("rb") as file:
            return file.read(MAPPING_BYTES + 1), name
    except FileNotFoundError:
        with_the_program = bundled(name)
        if with_the_program is not None:
            return with_the_program, f"the mapping {name}"
        message = f"no file {name!r}"
        meant = did_you_mean(name, MAPPINGS) or f"With the program come {', '.join(MAPPINGS)}."
        raise NotFoundError(message, hint=f"Nothing was recorded. {meant}") from None
    except OSError as error:
        message = f"cannot read {name!r}: {error.strerror or error}"
        raise BadInputError(message, hint="Nothing was recorded.") from None


def bundled(name: str) -> bytes | None:
    """The mapping of a name that comes with the program. None where none is called so."""
    from importlib.resources import files

    from events.importing import MAPPINGS

    return (files("events.importing") / "mappings" / f"{name}.toml").read_bytes() if name in MAPPINGS else None


def _of_calendars(files: Iterable[Opened], options: ImportOptions) -> Iterator[Draft]:
    from events.importing import CalendarReport, read_calendar

    for stream, name in files:
        needed = {"--dialogue": options.dialogue, "--report-id": options.report_id, "--outlet": options.outlet}
        missing = [option for option, value in needed.items() if value is None]
        if missing:
            message = f"{name} is a calendar, and {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
            raise BadInputError(message, hint="Add --dialogue, --report-id and --outlet.")
        filed = {"id": options.report_id, "outlet": options.outlet, "url": options.url, "published": options.published}
        calendar = CalendarReport(str(options.dialogue), filed, options.session_pattern or "", options.track)
        yield from read_calendar(stream, name, calendar)
