"""How every run of the tests behaves: what chance may decide, and which tests may be left out (docs/testing.md)."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)

os.environ["LC_ALL"] = "C.UTF-8"  # tables are in the language of the locale, and tests read them in English

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
"""CI may neither depend on luck nor pass with tests that did not run."""

ALLOWED_SKIPS = {
    r"only root can become two others in turn": "CI runs as root as well",
    r"pip-audit comes with scripts/check": "the lowest versions are no level that is audited",
    r"uv comes with scripts/check": "likewise, and no environment in which packages are tried",
    r"no Python 3\.\d\d here": "nobody can be made to have every Python; what is there is tried",
    r"strace may not trace: .*": "the machine forbids it to everybody, and nothing that can be installed changes that",
}
"""Reasons for which a test may be skipped in CI (patterns), and why. Any other skip is a failure there."""

# No deadlines: they measure the machine. A test that hangs has its time limit in pyproject.toml.
settings.register_profile("random", deadline=None)
# `ci` is hypothesis' own profile: the same examples in every run, and nothing remembered between two.
# Once more, after every example was tried: a few of them, where it is asked whether the tests pass in another form too.
settings.register_profile("again", settings.get_profile("ci"), max_examples=10)
settings.load_profile("ci" if IN_CI else "random")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n logical` means: more than cores, since most tests wait now and then."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a failure of a test that CI may not leave out."""
    report = yield
    return refused_if_not_allowed(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make a failure of a module that CI may not leave out."""
    report = yield
    return refused_if_not_allowed(report)


def refused_if_not_allowed(report: _Report) -> _Report:
    """The report; of a skip in CI whose reason is in no list, a failure."""
    if IN_CI and report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not any(re.fullmatch(allowed, reason) for allowed in ALLOWED_SKIPS):
            report.outcome = "failed"
            report.longrepr = f"left out, and CI may not leave it out: {reason} (ALLOWED_SKIPS in tests/conftest.py)"
    return report
