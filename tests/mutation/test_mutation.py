"""The trial of the tests makes the changes that it says; what it finds is no matter of a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.mutation import plugin
from tests.mutation.__main__ import Score, scored, table, written
from tests.mutation.core import ROOMS, ROOT, Change, equivalent, modules
from tests.mutation.trial import Outcome, reachable, sampled

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '''\
class Card:
    @property
    def status(self) -> str:
        """Where it stands."""
        return "held"

    @staticmethod
    def of() -> None:
        pass

    def plain(self) -> None:
        pass


@lru_cache(maxsize=4096)
def words(
    text: str,
) -> list[str]:
    return text.split()


@cache
def once() -> str:
    return "read"
'''


def test_properties_and_cached_functions_are_changed_as_well() -> None:
    assert (
        reachable(SOURCE)
        == '''\
class Card:
    def status(self) -> str:
        """Where it stands."""
        return "held"
    status = property(status)

    @staticmethod
    def of() -> None:
        pass

    def plain(self) -> None:
        pass


def words(
    text: str,
) -> list[str]:
    return text.split()


@cache
def once() -> str:
    return "read"
'''
    )


TESTS = """
import os

def test_notices_the_first():
    assert os.environ["MUTANT_UNDER_TEST"] != "core.f__mutmut_1"

def test_runs_for_ever_with_the_second():
    while os.environ["MUTANT_UNDER_TEST"] == "core.f__mutmut_2":
        pass

def test_reaches_another_function():
    raise AssertionError
"""


def test_a_change_is_noticed_where_a_test_that_reaches_it_fails_or_does_not_end(tmp_path: Path) -> None:
    (tmp_path / "test_core.py").write_text(TESTS)
    reached = [f"test_core.py::{name}" for name in ("test_notices_the_first", "test_runs_for_ever_with_the_second")]
    durations = {"duration_by_test": dict.fromkeys(reached, 0.0)}
    (tmp_path / plugin.NOTES).write_text(
        json.dumps(
            {
                "tests_by_mangled_function_name": {"core.f": reached, "core.h": reached[:1], "core.k": reached[1:]},
                **durations,
            }
        )
    )
    changes = ("core.f__mutmut_1", "core.f__mutmut_2", "core.f__mutmut_3", *(f"core.{one}__mutmut_1" for one in "ghk"))
    (tmp_path / "changes.txt").write_text("\n".join(changes))
    program = "import sys, pytest; from tests.mutation import plugin; plugin.SPARE_SECONDS = 1; "
    program += "sys.exit(pytest.main(['--changes', 'changes.txt', '--rootdir', '.'], plugins=[plugin]))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60
    )
    tried = dict(line.split() for line in (tmp_path / "changes.tried").read_text().splitlines())
    forked = {name: {"0": "unnoticed", "5": "untried"}.get(ended, "noticed") for name, ended in tried.items()}
    assert forked == {
        "core.f__mutmut_1": "noticed",
        "core.f__mutmut_2": "noticed",
        "core.f__mutmut_3": "unnoticed",
        "core.g__mutmut_1": "untried",  # by a fork: what runs while modules are read has run before
        "core.h__mutmut_1": "untried",  # and is noted for the first test
        "core.k__mutmut_1": "unnoticed",
    }


def test_a_sample_is_the_same_for_its_seed_and_no_larger_than_what_there_is() -> None:
    names = {"a.py": [f"a{number}" for number in range(50)], "b.py": ["b1"]}
    once = sampled(names, 10, "core")
    assert once == sampled(names, 10, "core") != sampled(names, 10, "other")
    assert {module: len(set(of_module)) for module, of_module in once.items()} == {"a.py": 10, "b.py": 1}
    assert set(once["a.py"]) < set(names["a.py"])


def test_what_nobody_can_notice_does_not_count_against_the_tests() -> None:
    seen, unseen = Change("a.py", "x > 1", "x >= 1"), Change("b.py", "f(None)", "f()")
    outcomes = [Outcome("a1", "a.py", None), Outcome("a2", "a.py", seen), Outcome("b1", "b.py", unseen)]
    found = scored(
        [*outcomes, Outcome("b2", "b.py", None)],
        {unseen: "the default"},
        {"a.py": "values", "b.py": "store"},
        seed="core",
        of_each=25,
        day="2026-11-26",
    )
    assert table(found).splitlines()[2:] == [
        "| values | core   | 25        | 2       | 0                | 1         | 50 %       | 50 %    | 2026-11-26 |",
        "| store  | core   | 25        | 2       | 1                | 1         | 100 %      | 100 %   | 2026-11-26 |",
    ]


def test_a_sample_that_is_tried_again_keeps_what_was_noticed_of_it_at_first() -> None:
    values, store = (Score(room, "core", 25, 4, 0, 3, "2026-11-26", at_first="75 %") for room in ("values", "store"))
    document = written("", [store, values])
    again = written(document, [values._replace(noticed=4, day="2026-11-27", at_first="100 %")])
    assert again.strip().splitlines()[4:] == [
        "| values | core   | 25        | 4       | 0                | 4         | 75 %       | 100 %   | 2026-11-27 |",
        "| store  | core   | 25        | 4       | 0                | 3         | 75 %       | 75 %    | 2026-11-26 |",
    ]


def test_every_room_is_there() -> None:
    assert set(modules(tuple(ROOMS)).values()) == set(ROOMS)


def test_what_is_listed_as_without_effect_still_stands_in_the_code() -> None:
    gone = [
        (change.module, line)
        for change in equivalent()
        for line in change.was.splitlines()
        if line not in map(str.strip, (ROOT / change.module).read_text().splitlines())
    ]
    assert gone == []
    assert all(equivalent().values())
