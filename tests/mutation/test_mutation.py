"""The trial of the tests makes the changes that it says; what it finds is no matter of a test."""

from __future__ import annotations

from tests.mutation.__main__ import score
from tests.mutation.core import ROOMS, ROOT, Change, equivalent, modules
from tests.mutation.trial import Outcome, reachable, sampled

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


def test_a_sample_is_the_same_for_its_seed_and_no_larger_than_what_there_is() -> None:
    names = {"a.py": [f"a{number}" for number in range(50)], "b.py": ["b1"]}
    once = sampled(names, 10, "core")
    assert once == sampled(names, 10, "core") != sampled(names, 10, "other")
    assert {module: len(set(of_module)) for module, of_module in once.items()} == {"a.py": 10, "b.py": 1}
    assert set(once["a.py"]) < set(names["a.py"])


def test_what_nobody_can_notice_does_not_count_against_the_tests() -> None:
    seen, unseen = Change("a.py", "x > 1", "x >= 1"), Change("b.py", "f(None)", "f()")
    outcomes = [Outcome("a1", "a.py", None), Outcome("a2", "a.py", seen), Outcome("b1", "b.py", unseen)]
    table = score(
        [*outcomes, Outcome("b2", "b.py", None)], {unseen: "the default"}, {"a.py": "values", "b.py": "store"}
    )
    assert table.splitlines()[2:] == [
        "| values | 2       | 0                | 1         | 50 %    |",
        "| store  | 2       | 1                | 1         | 100 %   |",
        "| all    | 4       | 1                | 2         | 67 %    |",
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
