"""Which tests need no measuring, since measured tests reach all that they reach?

    python -m tests.reached

Runs the measured tests one after another, notes what each of them and its processes reach, and writes those that take
their time and reach nothing alone into scripts/lib/unmeasured.txt. It takes half an hour.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from coverage import CoverageData, CoverageException

from tests.cli.given import ROOT
from tests.conftest import is_measured
from tests.test_setup import is_there

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from collections.abc import Set as AbstractSet

LIST: Final = ROOT / "scripts" / "lib" / "unmeasured.txt"

LEAST_SECONDS: Final = 0.08
"""What a test takes at least, under the tracer, to be worth a line in the list."""

NOTES: Final = "TESTS_REACHED"
"""The variable with the folder in which a run leaves what it notes of each test."""

Way = tuple[str, int, int]
"""A step from one line of a file to another."""


def main() -> None:
    """Run what is measured, and write the list anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o1777)  # some tests start processes as another user
        told = {NOTES: name, "COVERAGE_FILE": str(folder / ".coverage"), "CI": "true"}
        left = [f"--unmeasured=tests/{one}" for one in always_unmeasured()]
        chosen = ["-p", "tests.reached", "-m", "not torture and not package", "--cov", "--cov-context=test", *left]
        command = [sys.executable, "-m", "pytest", "-q", *chosen, "--cov-report="]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, check=False)
        reached, seconds = noted_in(folder)
    names = sorted(name.removeprefix("tests/") for name in needless(reached, seconds))
    names = [name for name in names if is_there(*name.split("::"))]  # and is not inherited from another file
    LIST.write_text("".join(f"{name}\n" for name in names))


def always_unmeasured() -> list[str]:
    """What is `long` whatever the list says."""
    script = '. scripts/lib/long.sh; printf "%s\\n" $long'
    named = subprocess.run(["bash", "-euc", script], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {*LIST.read_text().split()}
    return [name for name in named.stdout.split() if name not in listed]


def needless(reached: Mapping[str, AbstractSet[Way]], seconds: Mapping[str, float]) -> list[str]:
    """The tests that take their time, and without which the others reach all the same; the longest first.

    Args:
        reached: what each test reaches.
        seconds: of processor time that each takes.

    """
    by = Counter(way for ways in reached.values() for way in ways)
    found = []
    for name in sorted(seconds, key=lambda name: (-seconds[name], name)):
        ways = reached.get(name, set())
        if seconds[name] >= LEAST_SECONDS and all(by[way] > 1 for way in ways):
            found.append(name)
            by.subtract(ways)
    return found


def noted_in(folder: Path) -> tuple[dict[str, set[Way]], dict[str, float]]:
    """What each test reaches besides what is reached when modules are imported, and the seconds that it takes."""
    seconds: defaultdict[str, float] = defaultdict(float)
    reached: defaultdict[str, set[Way]] = defaultdict(set)
    for line in (folder / "noted.jsonl").read_text().splitlines():
        test, took, ways = json.loads(line)
        seconds[_function(test)] += took
        reached[_function(test)].update((file, begin, end) for file, begin, end in ways)
    # https://coverage.readthedocs.io/en/latest/dbschema.html
    with closing(sqlite3.connect(folder / ".coverage")) as data:
        rows = data.execute(
            "SELECT context, path, fromno, tono FROM arc JOIN context ON context.id = context_id"
            " JOIN file ON file.id = file_id"
        )
        for context, file, begin, end in rows:
            reached[_function(context.partition("|")[0])].add((file, begin, end))
    imported = reached.pop("", set())
    return {name: ways - imported for name, ways in reached.items()}, seconds


def _function(test: str) -> str:
    return test.partition("[")[0]


# ---- in the run --------------------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is not measured."""
    items[:] = filter(is_measured, items)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note what a test takes, and what the processes that it started have reached."""
    folder, before = Path(os.environ[NOTES]), _processor_seconds()
    result = yield
    took = _processor_seconds() - before
    with (folder / "noted.jsonl").open("a") as notes:
        notes.write(json.dumps([item.nodeid, took, sorted(_reached_by_others(folder.glob(".coverage.*")))]) + "\n")
    return result


def _reached_by_others(files: Iterable[Path]) -> set[Way]:
    ways: set[Way] = set()
    for file in files:
        data = CoverageData(str(file))
        with suppress(CoverageException):  # of a process that was killed while it wrote
            data.read()
            ways.update((name, *way) for name in data.measured_files() for way in data.arcs(name) or ())
        file.unlink()
    return ways


def _processor_seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()
