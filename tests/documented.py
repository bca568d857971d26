"""Documents show real output: every `$ command` in their console blocks prints just what stands below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def commands(text: str) -> list[str]:
    """The command lines of a document, from top to bottom."""
    return [line for block in _BLOCK.findall(text) for line in _COMMAND.findall(block)]


def refreshed(text: str, run: Callable[[str], str]) -> str:
    """The text with the present output of every command in it.

    Args:
        text: of the document.
        run: what a command line prints; called from top to bottom.

    """

    def shown(line: str) -> str:
        printed = run(line).strip("\n")
        return f"$ {line}\n{printed}\n" if printed else f"$ {line}\n"

    return _BLOCK.sub(lambda block: "".join(map(shown, _COMMAND.findall(block[1]))), text)
