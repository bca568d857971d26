"""The lock in scripts/lib/locked: it fits pyproject.toml, is complete, and is what runs here."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
LOCKED = ROOT / "scripts" / "lib" / "locked"
LEVELS = ("run", "trust", "postgres", "parquet", "bench", "test", "dev", "torture", "mutation")
OURSELVES = "dialogue-timeline"
RENEW = "scripts/lock renews the lock"

_COMMENT = re.compile(r"#.*")
_BEFORE = re.compile(r"-r (\w+)\.txt")
_PACKAGE = re.compile(r"([a-z0-9-]+)==([^\s;]+)(?: ; ([^\\]+))? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


@pytest.mark.parametrize("level", [*LEVELS, "lowest"])
def test_every_locked_package_has_one_version_and_hashes_and_no_address(level: str) -> None:
    lines = (LOCKED / f"{level}.txt").read_text().splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert any(form.fullmatch(line) for form in (_COMMENT, _BEFORE, _PACKAGE, _HASH)), line
        assert not _PACKAGE.fullmatch(line) or _HASH.fullmatch(following), line


@pytest.mark.parametrize("level", [*LEVELS, "lowest"])
def test_the_lock_fits_what_pyproject_asks_for(level: str) -> None:
    wrong = [str(asked) for asked in asked_for(level) if not fits(asked, locked(level))]
    assert not wrong, f"not in {level}.txt: {wrong}: {RENEW}"


def test_the_lowest_versions_are_those_that_pyproject_allows() -> None:
    held = locked("lowest")
    above = [
        f"{asked}: {locked_one.version}"
        for asked in asked_for("lowest")
        for bound in asked.specifier
        if bound.operator == ">="
        for locked_one in held[asked.name]
        if locked_one.version.release[: len(Version(bound.version).release)] != Version(bound.version).release
    ]
    assert not above, f"higher than allowed: {above}: {RENEW}, or raise the bound"


def test_what_runs_here_is_the_lock_and_all_that_it_needs_is_in_it() -> None:
    level = level_of_this_environment()
    held = locked(level)
    todo = list(asked_for(level))
    met: set[str] = set()
    while todo:
        asked = todo.pop()
        if str(asked) in met:
            continue
        met.add(str(asked))
        assert fits(asked, held), f"{asked} is not in {level}.txt"
        installed = distribution(asked.name)
        here = {one.version for one in held[asked.name] if one.is_for_here()}
        assert {Version(installed.version)} == here, asked.name
        todo += (
            needed
            for needed in map(parsed, installed.requires or ())
            if needed.marker is None
            or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *sorted(asked.extras)))
        )
    assert len(met) > 50


def level_of_this_environment() -> str:
    """What the environment that runs this was made for."""
    stamp = Path(sys.prefix) / ".stamp"
    if Path(sys.prefix).parent != ROOT or not stamp.exists():
        pytest.skip("this environment was not made by scripts/test, scripts/check or scripts/lowest")
    return stamp.read_text().partition("\n")[0]


@dataclass(frozen=True)
class Locked:
    """A version of a package, and where it is installed: an older Python may need another version.

    Attributes:
        version: the version.
        where: the Pythons and systems that take it; None for all.

    """

    version: Version
    where: Marker | None

    def is_for_here(self) -> bool:
        """Is this version the one of the Python that runs the tests?"""
        return self.where is None or self.where.evaluate()


@cache
def locked(level: str) -> dict[str, list[Locked]]:
    """The versions of each package that a level may hold, on any Python."""
    text = (LOCKED / f"{level}.txt").read_text()
    held: dict[str, list[Locked]] = {}
    for name, version, where in _PACKAGE.findall(text):
        held.setdefault(name, []).append(Locked(Version(version), Marker(where) if where else None))
    for before in _BEFORE.findall(text):
        for name, versions in locked(before).items():
            held.setdefault(name, []).extend(versions)
    return held


def asked_for(level: str) -> Iterator[Requirement]:
    """What pyproject.toml asks for on a level, and to build the package."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = pyproject["project"]["optional-dependencies"]
    yield from map(parsed, pyproject["build-system"]["requires"])
    yield from map(parsed, pyproject["project"]["dependencies"])
    yield from with_extras({"run": [], "lowest": extras["test"]}.get(level) or extras.get(level, []), extras)


def with_extras(texts: Iterable[str], extras: dict[str, list[str]]) -> Iterator[Requirement]:
    """Requirements, with those of our own extras in their place."""
    for asked in map(parsed, texts):
        if asked.name == OURSELVES:
            for extra in asked.extras:
                yield from with_extras(extras[extra], extras)
        else:
            yield asked


def parsed(text: str) -> Requirement:
    """A requirement, by the name that the lock gives it."""
    asked = Requirement(text)
    asked.name = canonicalize_name(asked.name)
    return asked


def fits(asked: Requirement, held: dict[str, list[Locked]]) -> bool:
    """Does the lock hold the package, on every Python in a version that was asked for?"""
    return asked.name in held and all(
        asked.specifier.contains(one.version, prereleases=True) for one in held[asked.name]
    )
