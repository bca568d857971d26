"""`timeline help`: which commands and pages are there, and what does one of them say?"""

from __future__ import annotations

from typing import Annotated

import typer
from typer._click.globals import get_current_context  # click is inside Typer, without a public name

from events.errors import NotFoundError
from timeline.cli.catalogue import commands
from timeline.cli.examples import is_kind
from timeline.cli.pages import page, page_names, pages
from timeline.cli.synonyms import advice_for, command_for
from timeline.cli.terminal.saying import say


def complete_topic(incomplete: str) -> list[str]:
    """Commands and pages for the shell's completion."""
    return [name for name in (*commands(), *page_names()) if name.startswith(incomplete)]


def command(
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND|PAGE",
            help="A command, a kind of fact, or a page. If omitted, all of them are listed.",
            autocompletion=complete_topic,
        ),
    ] = None,
) -> None:
    """Print the help of a command, or a page of the documentation."""
    name = "-".join(topic or ()).casefold()
    if not name:
        _list()
    elif name in commands():
        _print_help_of(name)
    elif name not in page_names() and is_kind(name):
        _print_help_of("append", name)
    else:
        _print_page(name)


def _list() -> None:
    root = get_current_context().find_root()
    say(root.get_help())
    told = pages()
    width = max(map(len, told), default=0)
    lines = [f"  {name:<{width}}  {title}" for name, title in told.items()]
    say("\n".join(["", "Pages (timeline help PAGE):", *lines]))


def _print_help_of(*words: str) -> None:
    get_current_context().find_root().command.main([*words, "--help"], prog_name="timeline", standalone_mode=False)


def _print_page(name: str) -> None:
    """Print the page of that name, the only one that speaks of it, or the help of the command that is meant.

    Raises:
        NotFoundError: there is none, or there are several pages. Lists them.

    """
    wanted = name.removesuffix(".md")
    told = pages()
    found = [wanted] if wanted in told else [one for one, title in told.items() if _speaks_of(wanted, one, title)]
    meant = command_for(name)
    if len(found) == 1:
        from timeline.cli.terminal.markdown import as_plain_text

        say(as_plain_text(page(found[0])))
    elif found:
        message = f"several pages speak of {name!r}"
        raise NotFoundError(message, hint=f"Choose one: {', '.join(f'«help topic={one}»' for one in found)}.")
    elif meant is not None:
        _print_help_of(meant)
    else:
        raise NotFoundError(f"no command and no page {name!r}", hint=advice_for(name))


def _speaks_of(word: str, name: str, title: str) -> bool:
    stem = word.removesuffix("s")
    return stem in name.split("-") or word in name.split("-") or word in title.casefold().split()
