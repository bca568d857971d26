"""From what was typed to the command that runs: lazy commands, help in panels, errors into exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, MutableMapping
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer

# Typer 0.26 and 0.27 carry click inside; these have no public name there.
from typer._click.core import Command
from typer._click.exceptions import ClickException, MissingParameter, NoSuchOption, UsageError
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from events.errors import BadInputError, TimelineError
from timeline.answers.catalogue import QUESTIONS
from timeline.cli.catalogue import commands, module_of, panels
from timeline.cli.exits import ExitCode, exit_code_of
from timeline.cli.grouped import ungrouped
from timeline.cli.options import refuse_twice
from timeline.cli.terminal.saying import complain, remark, say, silence, what_was_done
from timeline.cli.terminal.streams import AnswerLostError, InputLostError
from timeline.cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter


def run_command(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code. What is our own fault shows its traceback."""
    what_was_done()
    try:
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a letter gets its escape, not a traceback.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        code = main_command().main(list(arguments) or ["--help"], prog_name="timeline", standalone_mode=False)
        sys.stdout.flush()
    except ClickException as error:
        _explain_usage(error)
        return ExitCode.USAGE
    except TimelineError as error:
        complain(error.message, error.hint)
        return exit_code_of(error)
    except (AnswerLostError, InputLostError) as error:
        return _explain_stream(error)
    except (_ReaderGone, BrokenPipeError):
        silence(sys.stdout)
        return ExitCode.DONE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    return code if isinstance(code, int) else ExitCode.DONE


class _ReaderGone(Exception):  # noqa: N818 - no error: whoever read our output has seen enough (`| head`)
    """Carries a broken pipe past typer, which would call it a failure."""


def _explain_stream(error: AnswerLostError | InputLostError) -> ExitCode:
    if isinstance(error, InputLostError):
        complain(str(error))
        return ExitCode.USAGE
    silence(sys.stdout)
    complain(f"the answer cannot be written: {error}")
    for text in what_was_done():
        remark(f"It is done all the same: {text}")
    return ExitCode.FAILED


def _explain_usage(error: ClickException) -> None:
    context = error.ctx if isinstance(error, UsageError) else None
    hint = f"`{context.command_path} --help` lists what it takes." if context else ""
    if context is not None and isinstance(error, NoSuchOption):
        from timeline.cli.meant import options_meant

        known = {name for one in context.command.get_params(context) for name in (*one.opts, *one.secondary_opts)}
        meant = options_meant(error.option_name, known)
        if meant:
            complain(f"there is no option {error.option_name}", f"Type {' or '.join(meant)}. {hint}")
            return
        if context.parent is None:
            hint = f"Options stand behind the command, as in `timeline upcoming {error.option_name}`. {hint}"
    message = error.format_message()
    if isinstance(error, MissingParameter) and error.param is not None:
        message = message.partition(" Choose from:")[0]
        choices = getattr(error.param.type, "choices", ()) or (error.param.metavar or "").strip("<>").split("|")
        hint = f"It takes one of {', '.join(choices)}. {hint}" if len(choices) > 1 else hint
        hint = f"`timeline dialogues` lists yours. {hint}" if error.param.name == "dialogue" else hint
    complain(message, hint)


@cache
def main_command() -> Command:
    """The whole command line, made once. Commands are imported when they are asked for."""
    app = typer.Typer(
        name="timeline",
        cls=_Commands,
        # Measured: rich costs 170 ms of every help page and of every error, and nothing here needs it.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(help=_ABOUT)
    def timeline(
        *,
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, help="Print the version.", callback=_print_version)
        ] = False,
    ) -> None:
        """Take what stands before a command."""

    return get_command(app)


_ABOUT = "What was reported of diplomatic dialogues, and what was known of them on any day."


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer's signature
    if asked:
        say(f"timeline {VERSION}")
        raise typer.Exit


def _epilog() -> str:
    from timeline.cli.examples import START

    codes = [f"  {code.value:<4} {code.meaning}" for code in ExitCode]
    start = ["Start:", *(f"  {line}" for line in START)]
    return "\n".join(["\b", *start, "", "\b", "Exit codes:", *codes])  # \b: click keeps the lines as they are


class _LazyCommands(MutableMapping[str, Command]):
    """The commands by name: all names known, each made when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._made:
            if name not in QUESTIONS and name not in commands():  # to list them all takes longer
                raise KeyError(name)
            self._made[name] = _made_command(name)
        return self._made[name]

    def __setitem__(self, name: str, command: Command) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(commands())

    def __len__(self) -> int:
        return len(commands())


def _made_command(name: str) -> Command:
    module = import_module(module_of(name))
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    command = module.command_of(QUESTIONS[name]) if hasattr(module, "command_of") else module.command
    if command.__doc__ is None:  # Python was told to leave docstrings out, and this one is the help
        from events.facts.attributes import docstring_of

        command.__doc__ = docstring_of(command)
    # A module may bring a command class of its own, where its options depend on what is typed.
    app.command(name, cls=getattr(module, "COMMAND_CLASS", _Command))(ungrouped(command))
    return get_command(app)


class _Command(TyperCommand):
    """A command whose usage line is written as everywhere: `DIALOGUE`, not `{DIALOGUE}`, for what is required."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Drop no value without a word."""
        refuse_twice(self, ctx, args)
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """End with examples."""
        from timeline.cli.examples import examples_of, write_examples

        write_examples(formatter, examples_of(ctx.info_name or ""))


class _Commands(TyperGroup):
    """The root: names and one-line helps come from the table, so that listing them imports no command."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - passed on to typer
        super().__init__(**{**settings, "commands": {}})
        self.commands = _LazyCommands()

    def invoke(self, ctx: Context) -> Any:  # noqa: ANN401 - whatever the command returns
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _ReaderGone from error
        return result

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:  # noqa: ANN401 - as typer has it
        """Say of a word that is no command which one is meant."""
        word, *rest = args
        if word not in self.commands and not word.startswith("-"):
            from timeline.cli.synonyms import advice_for

            message = f"there is no command {word!r}"
            raise BadInputError(message, hint=advice_for(word, rest))
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """End with the way in, and the exit codes: read by nobody who runs a command."""
        self.epilog = _epilog()
        super().format_epilog(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - typer's signature
        for panel, lines in panels().items():
            with formatter.section(panel):
                formatter.write_dl(list(lines.items()))

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=line) for name, line in commands().items() if name.startswith(incomplete)]
