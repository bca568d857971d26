"""Documents show real output: every `$ command` in their console blocks prints just what stands below it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, Ran, timeline, unmeasured
from timeline.cli import app
from timeline.cli.exits import exit_code_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from events.errors import TimelineError
    from timeline.cli.exits import ExitCode

_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_NAMED = re.compile(r"```\w+ (\S+)\n(.*?)```", re.DOTALL)
"""A file that the reader is asked to write."""

_SHELL_SIGNS = re.compile(r"[|<>&;]|\$\(")
_INTO_A_FILE = re.compile(r"(?P<line>timeline .*) > (?P<file>[\w.-]+)(?P<both> 2>&1)?")
"""What this process does as the shell does it; there are dozens of them, and each process would start anew."""


def commands(text: str) -> list[str]:
    """List the command lines of a document, from top to bottom."""
    return [line for block in _BLOCK.findall(text) for line in _COMMAND.findall(block)]


def named_files(text: str) -> dict[str, str]:
    """Give the files that a document asks its reader to write, by name."""
    return dict(_NAMED.findall(text))


def refreshed(text: str, run: Callable[[str], str]) -> str:
    """Put the present output of every command into a text.

    Args:
        text: of the document.
        run: what a command line prints; called from top to bottom.

    """

    def shown(line: str) -> str:
        printed = run(line).strip("\n")
        return f"$ {line}\n{printed}\n" if printed else f"$ {line}\n"

    return _BLOCK.sub(lambda block: "".join(map(shown, _COMMAND.findall(block[1]))), text)


@dataclass
class Shell:
    """Runs command lines one after another in one scratch folder, and remembers what was refused.

    Attributes:
        folder: the scratch folder; the working folder while it runs.
        home: what the document calls that folder.
        refused: the names of the errors that reached the command line.

    """

    folder: Path
    home: str = "/home/ana/scratch"
    refused: set[str] = field(default_factory=set)

    def run(self, line: str) -> str:
        """Give what a terminal would show, and the exit code if it is not 0."""
        ran = self._ran(line)
        code = f"[exit {ran.code}]\n" if ran.code else ""
        shown = f"{ran.out}{ran.err}{code}".replace(str(self.folder), self.home)
        return "\n".join(each.rstrip() for each in shown.splitlines())

    def _ran(self, line: str) -> Ran:
        settings, words = _words(line)
        plain = words[:1] == ["timeline"] and not _SHELL_SIGNS.search(re.sub(r"'[^']*'|\"[^\"$]*\"", "", line))
        if plain and "PYTHONPATH" not in settings:
            return self._in_process(words, settings)
        into = _INTO_A_FILE.fullmatch(line)
        if into and not _SHELL_SIGNS.search(into["line"]):
            ran = self._in_process(*_words(into["line"])[::-1])
            (self.folder / into["file"]).write_text(ran.out + (ran.err if into["both"] else ""))
            return Ran(ran.code, "", "" if into["both"] else ran.err)
        return self._in_shell(line)

    def _in_process(self, words: list[str], settings: dict[str, str]) -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)

            def noted(error: TimelineError) -> ExitCode:
                self.refused.add(type(error).__name__)
                return exit_code_of(error)

            patch.setattr(app, "exit_code_of", noted)
            return timeline(*words[1:])

    def _in_shell(self, line: str) -> Ran:
        done = subprocess.run(["sh", "-c", line], capture_output=True, check=False, timeout=60, env=unmeasured())
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def commands_in(folder: Path) -> str:
    """Make `timeline` and `python` of this checkout in a folder, and give the PATH that finds them."""
    folder.mkdir()
    entry = "from timeline.cli.main import run; run()"
    (folder / "timeline").write_text(
        f'#!/bin/sh\nPYTHONPATH="${{PYTHONPATH:+$PYTHONPATH:}}{ROOT}" exec "{sys.executable}" -c "{entry}" "$@"\n'
    )
    (folder / "timeline").chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def _words(line: str) -> tuple[dict[str, str], list[str]]:
    """Split a command line into the settings before it and its words."""
    words = shlex.split(line)
    settings: dict[str, str] = {}
    while words and re.match(r"[A-Z_]+=", words[0]):
        name, _, settings[name] = words.pop(0).partition("=")
    return settings, words
