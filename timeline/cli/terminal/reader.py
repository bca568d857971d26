"""In which language are answers read? As asked for. Otherwise tables in that of the locale, and all else in English."""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

import os
from collections.abc import Mapping
from typing import Annotated, NamedTuple

import typer

from timeline.cli.terminal.output import Output

_ENGLISH = "en"
_LETTERS = (2, 3)
"""Of the code of a language: `ar`, `ckb`. `C` and `POSIX` are none."""


class Reader(NamedTuple):
    """Who reads the answer."""

    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="TAG",
            help="Show names and wordings in this language, such as ar (default: that of your locale).",
            show_default=False,
        ),
    ] = None

    def language(self, output: Output) -> str:
        """The language asked for. Otherwise that of the locale for tables, and English for what programs read."""
        if self.lang is not None:
            return self.lang
        return of_locale(os.environ) if output.is_for_people else _ENGLISH


def of_locale(environment: Mapping[str, str]) -> str:
    """The language that the locale names (POSIX: the first of three variables that is set). English where none does."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    language = named.partition(".")[0].partition("@")[0].partition("_")[0]
    return language if language.isascii() and language.isalpha() and len(language) in _LETTERS else _ENGLISH
