"""`timeline append`: what is recorded, one fact from options or many from fact files."""

from __future__ import annotations

import sys
from contextlib import ExitStack, suppress
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand

from events.errors import BadInputError, NotFoundError
from timeline.cli.options import RecordedBy, Store, complete_dialogue, login_name, refuse_twice, today
from timeline.cli.terminal.importing import NAMES, ImportOptions
from timeline.cli.terminal.streams import InputLostError, Readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter

    from events.intake.draft import Draft
    from events.intake.lines import BufferedInput
    from events.intake.portion import Portion

_LONG_AGO = timedelta(days=400)
"""Whatever counts from a day means something else then."""

_KIND = "timeline.append.kind"
_ATTRIBUTES = "timeline.append.attributes"
_MANY = ("--from", "--stream")
_OF_FILES = {".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".ics"}
"""Ends of names of files that facts come in. No kind has one."""

_FOR_MANY = {"from_", "stream", *NAMES}


class AppendCommand(TyperCommand):
    """A command whose options depend on the kind of fact typed: one for each attribute of its model."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Find the kind first: it says which options there are."""
        ctx.meta[_KIND] = kind_in(args)
        if ctx.meta[_KIND] is None and not ctx.resilient_parsing:
            refuse_unknown_kind(args)
        refuse_twice(self, ctx, args)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The options of the kind, then those of the command."""
        own = super().get_params(ctx)
        kind = ctx.meta.get(_KIND)
        if kind is None:
            return own
        from timeline.cli.fact_options import options_of

        words, *options = (param for param in own if param.name not in _FOR_MANY)
        return [words, *options_of(kind), *options]

    def invoke(self, ctx: Context) -> Any:  # noqa: ANN401 - whatever the command returns
        """Hand the attributes over apart from the options of the command."""
        own = {param.name: param.default for param in self.params if param.name}
        ctx.meta[_ATTRIBUTES] = {name: value for name, value in ctx.params.items() if name not in own}
        # Typer would take an option that a kind leaves out from the line before.
        ctx.params = own | {name: value for name, value in ctx.params.items() if name in own}
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Say how one fact of the kind is typed, or how any is."""
        kind = ctx.meta.get(_KIND)
        return [f"{kind} DIALOGUE [OPTIONS]" if kind else "KIND DIALOGUE [OPTIONS] | --from FILE... | --stream"]

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Say what the kind says. Without one, list the kinds."""
        from events.facts.attributes import summary_of
        from events.facts.catalogue import CATALOGUE

        kind = ctx.meta.get(_KIND)
        if kind is not None:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(summary_of(CATALOGUE.kinds[kind]))
            return
        super().format_help_text(ctx, formatter)
        with formatter.section("Kinds"):
            formatter.write_dl([(kind, summary_of(model)) for kind, model in CATALOGUE.kinds.items()])

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """End with examples: of the kind, or of every way to append."""
        from timeline.cli.examples import EXAMPLES, examples_of_kind, write_examples

        kind = ctx.meta.get(_KIND)
        write_examples(formatter, EXAMPLES["append"] if kind is None else examples_of_kind(kind))


COMMAND_CLASS = AppendCommand


def kind_in(arguments: Iterable[str]) -> str | None:
    """The kind of fact typed. None where facts come from elsewhere."""
    from events.facts.catalogue import CATALOGUE

    for argument in arguments:
        if argument.partition("=")[0] in _MANY:
            return None
        if argument in CATALOGUE.kinds:
            return argument
    return None


def refuse_unknown_kind(arguments: Sequence[str]) -> None:
    """Explain a word that is no kind before its options are found unknown.

    Raises:
        BadInputError: says which kind may be meant.

    """
    from events.facts.catalogue import CATALOGUE
    from events.wording import did_you_mean

    words = [argument for argument in arguments if not argument.startswith("-")]
    if words and not any(argument.partition("=")[0] in _MANY for argument in arguments):
        message = f"no kind of fact {words[0]!r}"
        if Path(words[0]).suffix.lower() in _OF_FILES:
            hint = f"If it is a file: `timeline append --from {quote(words[0])}`."
        else:
            hint = did_you_mean(words[0], CATALOGUE.kinds) or _kinds_meant(words)
        raise BadInputError(message, hint=hint)


def _kinds_meant(words: Sequence[str]) -> str:
    """Which kinds a common word may mean, such as "held" or "meeting"."""
    from timeline.forms.kinds import kinds_meant

    all_kinds = "`timeline append --help` lists the kinds."
    try:
        kinds = kinds_meant(words[0])
    except BadInputError:
        return all_kinds
    dialogue = words[1] if len(words) > 1 and words[1].replace("-", "").isalnum() else "DIALOGUE"
    return f"Type {' or '.join(f'`timeline append {kind} {dialogue} ...`' for kind in kinds)}. {all_kinds}"


def complete_word(ctx: typer.Context, incomplete: str) -> list[str]:
    """A kind, then a dialogue, for the shell's completion."""
    if ctx.meta.get(_KIND) is not None:
        return complete_dialogue(incomplete)
    from events.facts.catalogue import CATALOGUE

    return [kind for kind in CATALOGUE.kinds if kind.startswith(incomplete)]


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KIND DIALOGUE",
            help="The kind of fact, and the short name of the dialogue.",
            autocompletion=complete_word,
        ),
    ] = None,
    *,
    from_: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="FILE...", help="Add the facts of these files (- is standard input)."),
    ] = None,
    imported: ImportOptions,
    stream: Annotated[
        bool,
        typer.Option("--stream", help="Read JSON Lines from standard input and answer each line."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, but store nothing.")] = False,
    expected_version: Annotated[
        int | None,
        typer.Option(
            "--expected-version",
            metavar="N",
            min=0,
            help="Refuse if the dialogue has grown past this version meanwhile.",
            show_default=False,
        ),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print a receipt for each fact.")] = False,
    recorded_by: RecordedBy = None,
    store: Store,
) -> int | None:
    """Add facts to your log: one from options, or many from files.

    Files are fact files (YAML, JSON Lines), tables (.csv, with --mapping) or calendars (.ics). The whole of every file
    is checked first: if anything is wrong, nothing is stored. Adding a known fact again does nothing. `timeline append
    KIND --help` lists the options of a kind.
    """
    by = recorded_by or login_name()
    if stream:
        if from_ or words or dry_run or expected_version is not None or imported != ImportOptions():
            raise BadInputError("--stream reads standard input only", hint="It goes with --store and --recorded-by.")
        from timeline.cli.terminal.streaming import append_stream

        return append_stream(cast("BufferedInput", sys.stdin.buffer), store, recorded_by=by)
    from timeline.cli.terminal.appending import append

    drafts: Iterable[Draft | Portion]
    if (kind := context.meta[_KIND]) is not None:
        drafts = [_drafted(kind, words or [], context.meta[_ATTRIBUTES], store)]
    elif from_:
        drafts = _read([*from_, *(words or [])], imported)
    else:
        raise BadInputError("nothing to append", hint="`timeline append --help` lists the kinds and the other ways.")
    ahead = _ends_soon([*(from_ or ()), *(words or ())])
    append(drafts, store, recorded_by=by, expected_version=expected_version, dry_run=dry_run, each=json_, ahead=ahead)
    return None


def _drafted(kind: str, words: Sequence[str], attributes: dict[str, Any], store: Store) -> Draft:
    from timeline.cli.fact_options import draft_of

    others = [word for word in words if word != kind]
    if len(others) != 1:
        message = f"which dialogue? append {kind} takes one" + (f", not {' '.join(others)!r}" if others else "")
        raise BadInputError(message, hint=f"timeline append {kind} iraq-nato ... (texts with blanks in quotes)")
    draft = draft_of(kind, others[0], attributes, today())
    _refuse_two_readings(draft, lambda day: draft_of(kind, others[0], attributes, day), store)
    return draft


def _refuse_two_readings(draft: Draft, typed_on: Callable[[date], Draft], store: Store) -> None:
    """Refuse "next year" of an older report: counted from the day of the report it is another year.

    Raises:
        BadInputError: names both readings.

    """
    report = draft.fact.said("report")
    if report is None or typed_on(today() - _LONG_AGO).fact == draft.fact:
        return  # nothing that was typed counts from a day
    from timeline.application.familiar import day_of_report
    from timeline.forms.doubts import counted_otherwise

    with suppress(NotFoundError), store.engine() as engine:
        published = day_of_report(engine, draft.dialogue, report)
        if published is None:
            return
        for name, then, now in counted_otherwise(draft.fact, typed_on(published).fact):
            option = f"--{name.replace('_', '-')}"
            message = f"{option} is {then} counted from the report, and {now} counted from today"
            raise BadInputError(message, hint=f"Write the one that is meant: {option} '{then}'.")


def _ends_soon(names: Sequence[str]) -> bool:
    """Whether all that is read is one file, and no pipe, that is not too large to hold the store meanwhile."""
    from timeline.application.ahead import AHEAD_BYTES

    try:
        return len(names) == 1 and (path := Path(names[0])).is_file() and path.stat().st_size <= AHEAD_BYTES
    except (OSError, ValueError):  # whoever opens it says so
        return False


def _read(names: Sequence[str], imported: ImportOptions) -> Iterator[Draft | Portion]:
    import gc

    from events.processes import GARBAGE
    from timeline.cli.terminal.importing import read_files
    from timeline.cli.terminal.progress import watched

    gc.set_threshold(GARBAGE)

    with ExitStack() as opened:
        files = []
        for name in names:
            try:
                file = sys.stdin.buffer if name == "-" else opened.enter_context(BufferedReader(Readable(name)))
            except FileNotFoundError:
                message = f"no file {name!r}"
                raise NotFoundError(message, hint="Nothing was recorded.") from None
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                message = f"cannot read {name!r}: {reason}"
                raise BadInputError(message, hint="Nothing was recorded.") from None
            files.append((file, "standard input" if name == "-" else name))
        try:
            yield from watched(read_files(files, imported), [file for file, _ in files])
        except InputLostError as error:
            raise BadInputError(str(error), hint="Nothing was recorded.") from None
