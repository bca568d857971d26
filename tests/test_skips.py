"""CI is not green because tests were left out (tests/conftest.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

SKIPPING = """\
import pytest

def test_that_runs(): pass

@pytest.mark.skip(reason="pip-audit comes with scripts/check")
def test_that_may_be_left_out(): pass

@pytest.mark.skip(reason="the mirror is broken")
def test_of_a_client(): pass

def test_that_finds_out_late(): pytest.skip("no server")
"""


def run(folder: Path, ci: str) -> tuple[int, list[str]]:
    """How a run of the tests above ends: its code, and what its summary names."""
    (folder / "test_skipping.py").write_text(SKIPPING)
    (folder / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-qrfEs", "-p", "tests.conftest", "-p", "no:cacheprovider", folder],
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    summary = done.stdout.partition("short test summary info")[2].splitlines()[1:-1]
    return done.returncode, sorted(line.partition(" - ")[0] for line in summary)


def test_in_ci_a_skip_is_a_failure_if_no_list_allows_it(tmp_path: Path) -> None:
    assert run(tmp_path, "true") == (
        1,
        [
            "ERROR test_skipping.py::test_of_a_client",
            "FAILED test_skipping.py::test_that_finds_out_late",
            "SKIPPED [1] test_skipping.py:5: pip-audit comes with scripts/check",
        ],
    )


def test_elsewhere_it_is_only_told(tmp_path: Path) -> None:
    code, told = run(tmp_path, "")
    assert (code, len(told)) == (0, 3)
    assert all(line.startswith("SKIPPED [1] test_skipping.py:") for line in told)
