"""How every run of the tests behaves: what chance may decide, and which tests may be left out (docs/testing.md)."""

from __future__ import annotations

import gc
import os
import re
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import settings

from tests.stores import empty_store, own_postgres, postgres, postgres_address

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

__all__ = ["empty_store", "own_postgres", "postgres", "postgres_address"]

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)

os.environ["LC_ALL"] = "C.UTF-8"  # tables are in the language of the locale, and tests read them in English

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
"""CI may neither depend on luck nor pass with tests that did not run."""

TOLD_TO_MEASURE = "COVERAGE_PROCESS_CONFIG"
"""The variable by which a process learns that its coverage is measured."""

MEASURED_EXAMPLES = 10
"""How many examples of a property are measured: those that follow take the same ways."""

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
# `ci` is hypothesis' own profile: the same examples in every run, and nothing remembered between two. What never
# changes need not be much: each random run tries other examples, and more of them (docs/decisions/0031).
settings.register_profile("fewer", settings.get_profile("ci"), max_examples=25)
# Once more, after these were tried: a few of them, where it is asked whether the tests pass in another form too.
settings.register_profile("again", settings.get_profile("ci"), max_examples=10)
settings.load_profile("fewer" if IN_CI else "random")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n logical` means: a few more than cores, since tests wait now and then."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 2


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run the tests of PostgreSQL in one process, unless they stay with others anyway: one server is enough."""
    if item.get_closest_marker("xdist_group") is None and needs_postgres(item):
        item.add_marker(pytest.mark.xdist_group("postgres"))


def needs_postgres(item: pytest.Item) -> bool:
    """Whether a test uses a database of PostgreSQL: it asks for one, or is tried with one among others."""
    asked = {"own_postgres", "postgres", "postgres_address"} & {*getattr(item, "fixturenames", ())}
    tried = getattr(getattr(item, "callspec", None), "params", {}).values()
    return bool(asked) or "postgres" in {one for one in tried if isinstance(one, str)}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run that measures coverage leave tests as they are (docs/testing.md)."""
    parser.addoption(
        "--unmeasured",
        action="append",
        default=[],
        metavar="TESTS",
        help="do not measure the coverage of the tests of this folder, file or name: they run as without --cov",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """End with what is not measured: a module is measured only if what imports it first is measured."""
    if getattr(config.option, "loadgroup", False):
        for item in items:
            stay_in_group(item)
    items.sort(key=is_measured, reverse=True)


def stay_in_group(item: pytest.Item) -> None:
    """Let a test end in the name of its group, by which pytest-xdist knows what one process runs.

    pytest-xdist 3.8 writes it where pytest reads it up to 9.1 only. From 9.2 on all groups are forgotten, in silence.
    """
    groups = {str(mark.args[0]) for mark in item.iter_markers("xdist_group")}
    if groups and "@" not in item.nodeid.rpartition("]")[2]:
        item._id = type(item.id).parse(f"{item.nodeid}@{'_'.join(sorted(groups))}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Measure what runs when modules are imported in one of several processes: all of them import the same."""
    first = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"
    with all_kept(), nullcontext() if first else without_measuring():
        return (yield)


@contextmanager
def all_kept() -> Iterator[None]:
    """Do not look for what nobody refers to: what is collected stays. It was a quarter of the time."""
    gc.disable()
    yield
    gc.enable()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Measure nothing in the process that only gives tests to others, and hears what came of them."""
    if "PYTEST_XDIST_WORKER" in os.environ or session.config.getoption("dist", "no") == "no":
        return (yield)
    with without_measuring():
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test as it is, in the midst of a run that measures."""
    if is_measured(item):
        return (yield)
    with without_measuring():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Measure the first examples of a property."""
    told: Any = getattr(getattr(item, "obj", None), "hypothesis", None)
    if told is None or TOLD_TO_MEASURE not in os.environ:
        return (yield)
    holds, tried = told.inner_test, 0
    with ExitStack() as afterwards:

        @wraps(holds)
        def tried_once_more(*arguments: object, **examples: object) -> object:
            nonlocal tried
            tried += 1
            if tried == MEASURED_EXAMPLES + 1:
                afterwards.enter_context(without_measuring())
            return holds(*arguments, **examples)

        told.inner_test = tried_once_more
        afterwards.callback(setattr, told, "inner_test", holds)
        return (yield)


def is_measured(item: pytest.Item) -> bool:
    """Whether a test belongs to those of which the coverage is measured, if any is."""
    named = _set_of(tuple(item.config.getoption("unmeasured")))
    # Behind its name a test has its parameters, and its group where several processes run tests.
    ends = (end.start() for end in re.finditer(r"[/:\[@]|$", item.nodeid))
    return not any(item.nodeid[:end] in named for end in ends)


@cache
def _set_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


@contextmanager
def without_measuring() -> Iterator[None]:
    """Pause the measuring of coverage, in this process and in those that it starts."""
    told = os.environ.pop(TOLD_TO_MEASURE, None)
    if told is None:
        yield
        return
    from coverage import Coverage

    paused = []
    while (one := Coverage.current()) is not None:  # a worker has two: its own, and that of any process
        one.stop()
        paused.append(one)
    yield
    for one in reversed(paused):
        one.start()
    os.environ[TOLD_TO_MEASURE] = told


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
