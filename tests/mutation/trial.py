"""A copy of this checkout in which mutmut changes the core, one place after the other."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from tests.mutation.core import NOT_TESTS, ROOT, Change, equivalent
from tests.mutation.plugin import PROFILE, UNNOTICED, UNTRIED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COPIED: Final = (
    "events",
    "timeline",
    "tests",
    "docs",
    "scripts",
    "README.md",
    "CHANGELOG.md",
    "pyproject.toml",
)
OPTIONS: Final = (
    *("-k", f"not ({NOT_TESTS})", "-o", "timeout=0"),
    *("-p", "tests.mutation.plugin", f"--hypothesis-profile={PROFILE}"),
    # That a test fails is all that is asked; to tell why takes five times as long as to find out.
    *("--assert=plain", "--tb=no", "-p", "no:logging"),
)
"""How pytest runs, without a change and with one."""

SECONDS_ALONE: Final = 300
"""What a test may take where pytest is started for one change; what takes longer ends nowhere."""

_UNREACHED: Final = ("property", "cached_property", "lru_cache", "cache")
"""Decorators whose functions mutmut does not change."""


@dataclass(frozen=True)
class Outcome:
    """What came of one change.

    Attributes:
        name: as mutmut calls it; shows the function.
        module: the path of the module from the root.
        change: the line and what it became; None where a test noticed.

    """

    name: str
    module: str
    change: Change | None


class Trial:
    """The copy, and what mutmut does there."""

    def __init__(self, folder: Path, modules: Iterable[str], tests: Iterable[str], marked: str = "") -> None:
        """Copy the checkout into an empty folder and make these modules ready to be changed, for these tests.

        Args:
            folder: exists, and is empty.
            modules: paths from the root.
            tests: files and folders of tests that reach the modules.
            marked: which of these run (for `pytest -m`).

        """
        self.tree = folder / "tree"
        self.modules = tuple(modules)
        self.tests = tuple(tests)
        self.options = (*OPTIONS, *(("-m", marked) if marked else ()))
        self.tree.mkdir()
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, self.tree)
        for module in self.modules:
            path = self.tree / module
            path.write_text(reachable(path.read_text()))
        with (self.tree / "pyproject.toml").open("a") as file:
            file.write(_settings(self.modules, self.tests, self.options))

    def names(self) -> dict[str, list[str]]:
        """Every change that can be made, by module. Runs the tests once, to see which reach what.

        Raises:
            RuntimeError: it could not be done; says what mutmut said.

        """
        # Without a change to try it ends once all of them are made and every test has run.
        ran = self._mutmut("run", "no such change", "--max-children", "1")
        notes = {module: self.tree / "mutants" / f"{module}.meta" for module in self.modules}
        if "nothing matches" not in ran.stderr:
            raise RuntimeError(ran.stdout[-2000:] + ran.stderr[-2000:])
        return {module: list(_noted(note)) for module, note in notes.items() if note.exists()}

    def outcomes(self, names: dict[str, list[str]]) -> list[Outcome]:
        """Try these changes.

        Raises:
            RuntimeError: not all of them were tried; says what pytest said.

        """
        chosen = {name: module for module, of_module in names.items() for name in of_module}
        asked = self.tree / "mutants" / "changes.txt"
        asked.write_text("\n".join(chosen))
        options = ["--changes", asked.name, "--basetemp", "temporary", "-q", *self.options, *self.tests]
        ran = self._python("pytest", *options, cwd=asked.parent)
        tried = dict(line.split() for line in asked.with_suffix(".tried").read_text().splitlines())
        if len(tried) < len(chosen):
            raise RuntimeError(ran.stdout[-4000:] + ran.stderr[-2000:])
        nobody_can = equivalent()
        for name in [name for name, ended in tried.items() if ended == str(UNTRIED)]:
            if self._change(name, chosen[name]) in nobody_can:
                tried[name] = str(UNNOTICED)
                continue
            alone = ["-x", *options[2:], "-o", f"timeout={SECONDS_ALONE}"]
            tried[name] = str(self._python("pytest", *alone, cwd=asked.parent, change=name).returncode)
        return [
            Outcome(name, module, self._change(name, module) if tried[name] == str(UNNOTICED) else None)
            for name, module in chosen.items()
        ]

    def _change(self, name: str, module: str) -> Change:
        """What a change is, by its diff."""
        lines = self._mutmut("show", name).stdout.splitlines()
        was = [line[1:].strip() for line in lines if re.match(r"-(?!--)", line)]
        becomes = [line[1:].strip() for line in lines if re.match(r"\+(?!\+\+)", line)]
        return Change(module, "\n".join(was), "\n".join(becomes))

    def _mutmut(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._python("mutmut", *words, cwd=self.tree)

    def _python(
        self, module: str, *words: str, cwd: Path, change: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *words]
        environment = os.environ | ({"MUTANT_UNDER_TEST": change} if change else {})
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def sampled(names: dict[str, list[str]], most: int, seed: str) -> dict[str, list[str]]:
    """So many changes of each module, the same ones for the same seed and code."""
    return {
        module: sorted(Random(f"{seed} {module}").sample(of_module, min(most, len(of_module))))  # noqa: S311 - a seed
        for module, of_module in names.items()
    }


def reachable(text: str) -> str:
    """A module whose properties and cached functions mutmut changes as well: `f = property(f)` stands below each.

    Caches are left out, because they would answer for the changed function; but not those of what is read once.
    """
    lines = text.splitlines()
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda node: -node.lineno):
        if len(node.decorator_list) != 1 or _first(node) not in _UNREACHED or not node.args.args:
            continue
        (decorator,) = node.decorator_list
        if "property" in _first(node):
            lines.insert(node.end_lineno or 0, f"{' ' * node.col_offset}{node.name} = {_first(node)}({node.name})")
        del lines[decorator.lineno - 1 : decorator.end_lineno]
    return "\n".join([*lines, ""])


def _first(node: ast.FunctionDef) -> str:
    return _name(node.decorator_list[0]) if node.decorator_list else ""


def _name(decorator: ast.expr) -> str:
    """`f` of `@f` and `@f(…)`."""
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return function.id if isinstance(function, ast.Name) else ast.unparse(function)


def _noted(path: Path) -> dict[str, int | None]:
    """What mutmut knows of each change of a module: how pytest ended, or None."""
    codes: dict[str, int | None] = json.loads(path.read_text())["exit_code_by_key"]
    return codes


def _settings(modules: tuple[str, ...], tests: Iterable[str], options: Iterable[str]) -> str:
    listed = {
        "source_paths": ["events", "timeline"],
        "only_mutate": list(modules),
        "also_copy": [name for name in COPIED if name not in ("events", "timeline", "tests", "pyproject.toml")],
        "pytest_add_cli_args": list(options),
        "pytest_add_cli_args_test_selection": list(tests),
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in listed.items())
