"""The file in which a team's rules stand: read, read again whenever it changed, and written whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from events.errors import BadInputError, TimelineError
from timeline.access.rules import Rules
from timeline.cli.terminal.trusting import text_of_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class _Stamp(NamedTuple):
    """What tells that a file is another one than before."""

    inode: int
    size: int
    changed_ns: int


class RulesInFile:
    """The rules of a file, as they stand in it whenever they are asked for.

    A change counts from the next request on. Rules that cannot be read any more leave those in force that were there
    before, and say so once: nobody is let in or locked out by a slip of the pen.
    """

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        """Read the rules.

        Raises:
            NotFoundError: there is no such file.
            BadInputError: it holds no rules.

        """
        self._path = path
        self._warn = warn
        self._stamp = self._stamped()
        self._rules = Rules.parse(text_of_file(path), str(path))

    def __call__(self) -> Rules:
        """The rules in force."""
        stamp = self._stamped()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._rules = Rules.parse(text_of_file(self._path), str(self._path))
            except TimelineError as error:
                self._warn(f"{error.message}. The rules that were read before stay in force.")
        return self._rules

    def _stamped(self) -> _Stamp | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116 - once a request: half the time of Path.stat
        except OSError:
            return None
        return _Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def text_to_edit(path: Path) -> str:
    """What stands in a file of rules, which is checked. "" where there is none yet.

    Raises:
        BadInputError: it cannot be read, or holds no rules.

    """
    try:
        if not path.exists():
            return ""
    except OSError as error:
        raise BadInputError(f"cannot read {str(path)!r}: {error.strerror}") from None
    text = text_of_file(path)
    Rules.parse(text, str(path))
    return text
