"""A run that measures coverage leaves the tests that it is told to leave as they are (tests/conftest.py)."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, unmeasured
from tests.reached import needless

if TYPE_CHECKING:
    from pathlib import Path

MEASURED = """\
import os, sys

def test_it():
    told = "COVERAGE_PROCESS_CONFIG" in os.environ  # so are the processes that it starts
    assert (sys.gettrace() is not None, told) == ({measured}, {measured})
"""

ONE_OF_TWO = """\
import pytest, sys

def test_it():
    assert sys.gettrace() is not None

@pytest.mark.parametrize("number", [1, 2])
def test_it_at_length(number):
    assert sys.gettrace() is None
"""

A_PROPERTY = """\
import os, pathlib, sys
from hypothesis import given, strategies

tried = []

@given(strategies.integers())
def test_it(number):
    tried.append(number)
    measured = len(tried) <= 10
    told = "COVERAGE_PROCESS_CONFIG" in os.environ
    assert (sys.gettrace() is not None, told) == (measured, measured)
    if len(tried) == 20:
        pathlib.Path("twenty").touch()
"""

COLLECTED = """\
import os, sys

def test_it(collected=sys.gettrace() is not None):
    assert collected is (os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0")
"""

GROUPED = """\
import os, pathlib, pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(6))
def test_it(number):
    pathlib.Path("grouped-" + os.environ.get("PYTEST_XDIST_WORKER", "here")).touch()
"""

SETTINGS = """\
[run]
branch = true
parallel = true
patch = subprocess
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2", "--dist=loadgroup")], ids=["here", "in workers"])
def test_some_are_measured_and_others_not(tmp_path: Path, workers: tuple[str, ...]) -> None:
    (tmp_path / "heavy").mkdir()
    (tmp_path / "test_e.py").write_text(ONE_OF_TWO)
    for name, measured in (("test_a", True), ("heavy/test_b", False), ("test_c", False), ("test_d", True)):
        (tmp_path / f"{name}.py").write_text(MEASURED.format(measured=measured))
    (tmp_path / "test_f.py").write_text(A_PROPERTY)
    (tmp_path / "test_g.py").write_text(COLLECTED)
    (tmp_path / "test_0.py").write_text(GROUPED)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / ".coveragerc").write_text(SETTINGS)
    left = [f"--unmeasured={name}" for name in ("heavy", "test_c.py", "test_e.py::test_it_at_length")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-q", "--cov", "--cov-report=", *left, *workers],
        env={**unmeasured(), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "15 passed" in done.stdout
    assert (tmp_path / "twenty").exists()
    assert len([*tmp_path.glob("grouped-*")]) == 1


def test_what_others_reach_as_well_is_left_out_the_longest_first() -> None:
    one, two, three = (("windows.py", line, line + 1) for line in range(3))
    reached = {"long": {one, two}, "short": {one}, "other": {two}, "alone": {three}, "nowhere": set()}
    seconds = {"long": 3.0, "short": 1.0, "other": 0.1, "alone": 9.0, "nowhere": 2.0, "soon": 0.05}
    # Without the long one nothing but the short one reaches `one`.
    assert needless(reached, seconds) == ["long", "nowhere"]
