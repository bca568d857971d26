"""How pytest tries changes: all tests are read once, and each change gets a fork that runs those which reach it.

Loaded in the copy in which mutmut has made the changes (`-p tests.mutation.plugin --changes FILE`).
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

PROFILE: Final = "mutation"
NOTES: Final = Path("mutmut-stats.json")
"""What mutmut notes of the tests without a change: which functions each reaches, and how long it takes."""

NOTICED: Final = 1
UNNOTICED: Final = 0
UNTRIED: Final = 5
"""Nothing noticed it in a fork, and it may run while modules are read, before any fork: mutmut notes that for the test
which comes first, and for no other. It is to be tried by a start of pytest (`MUTANT_UNDER_TEST`)."""

SPARE_SECONDS: Final = 20
"""What a change may take beyond twice the time of its tests; what takes longer ends nowhere, which is noticed."""

# Every run tries the same examples. Making a failing one small takes longer than finding it, and nobody reads it here.
settings.register_profile(PROFILE, settings.get_profile("ci"), max_examples=30, phases=(Phase.explicit, Phase.generate))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The file with the names of the changes, one a line; what came of each is written beside it (`.tried`)."""
    parser.addoption("--changes", type=Path)


def pytest_configure() -> None:
    """While mutmut notes what reaches what, let processes that tests start note nothing: they have no notes to write.

    Without the word in the environment, mutmut asks its own memory, which no other process has.
    """
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        del os.environ["MUTANT_UNDER_TEST"]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try each change instead of running the tests."""
    asked: Path | None = session.config.getoption("changes")
    if asked is None:
        return None
    notes = json.loads(NOTES.read_text())
    reaching: dict[str, list[str]] = notes["tests_by_mangled_function_name"]
    durations: dict[str, float] = notes["duration_by_test"]
    while_reading = {*[*durations][:1]}
    # The short ones first: most changes are noticed by one of them.
    items = sorted(session.items, key=lambda item: durations.get(item.nodeid, 0.0))
    with asked.with_suffix(".tried").open("w") as tried:
        for name in asked.read_text().split():
            reached = set(reaching.get(name.partition("__mutmut_")[0], ()))
            chosen = [item for item in items if item.nodeid in reached]
            seconds = 2 * sum(durations[item.nodeid] for item in chosen) + SPARE_SECONDS
            ended = _tried(name, chosen, session, int(seconds))
            tried.write(f"{name} {UNTRIED if ended == UNNOTICED and reached <= while_reading else ended}\n")
            tried.flush()
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the short tests run first where pytest was started for one change."""
    if os.environ.get("MUTANT_UNDER_TEST") and NOTES.exists():
        durations: dict[str, float] = json.loads(NOTES.read_text()).get("duration_by_test", {})
        items.sort(key=lambda item: durations.get(item.nodeid, 0.0))


def _tried(name: str, items: Sequence[pytest.Item], session: pytest.Session, seconds: int) -> int:
    """Run these tests with a change, in a process of their own: 0 where all pass, anything else where it is noticed."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _run(name, items, session, seconds)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended)


def _run(name: str, items: Sequence[pytest.Item], session: pytest.Session, seconds: int) -> NoReturn:
    code = NOTICED
    try:
        os.environ["MUTANT_UNDER_TEST"] = name
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        signal.alarm(10 * seconds)  # for what waits, on a busy machine
        for item, following in zip(items, [*items[1:], None], strict=False):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                break
        else:
            code = UNNOTICED
    finally:
        os._exit(code)
