"""Where does the dialogue stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asked import state
from tests.given import report

if TYPE_CHECKING:
    from tests.given import Told


def step(name: str, published: str, *, origin: str | None = None, **more: object) -> Told:
    """A report of that day tells of a step."""
    facts = [{"kind": f"dialogue-{name}", **more}]
    return report(f"{name} {published}", published=published, origin=origin or f"office {published}", facts=facts)


SUSPENDED = step("suspended", "2023-06-01", when="2023-06-01")
RESUMED = step("resumed", "2023-10-26", when="2023-10-26")


@pytest.mark.parametrize(
    ("then", "on", "status"),
    [
        ([SUSPENDED], "2023-07-01", "suspended"),
        ([SUSPENDED, RESUMED], "2023-07-01", "suspended"),
        ([SUSPENDED, RESUMED], "2023-11-01", "active"),
        ([RESUMED, SUSPENDED], "2023-11-01", "active"),
        ([RESUMED, step("suspended", "2023-12-01", when="2023-06-01")], "2023-12-02", "active"),
        ([RESUMED, step("suspended", "2023-12-01", retold=True)], "2023-12-02", "active"),
        ([RESUMED, step("suspended", "2023-12-01")], "2023-12-02", "suspended"),
        ([RESUMED, step("suspended", "2023-12-01", modality="planned")], "2023-12-02", "active"),
        ([RESUMED, step("suspended", "2023-12-01", modality="denied")], "2023-12-02", "active"),
        ([RESUMED, step("suspended", "2023-12-01", when="2024-01-01")], "2024-02-01", "active"),
        ([step("launched", "2022-01-01"), step("ended", "2022-01-01")], "2022-01-02", "ended"),
    ],
)
def test_a_later_step_supersedes_by_its_own_day_and_is_no_dispute(then: list[Told], on: str, status: str) -> None:
    asked = state(*then, on=on)
    assert (asked.status, asked.dialogue.disputes) == (status, ())


def test_how_often_to_meet_is_agreed_without_changing_where_it_stands() -> None:
    asked = state(SUSPENDED, report("r1", published="2023-07-01", facts=[{"kind": "rhythm-agreed", "every": "P3M"}]))
    assert asked.status == "suspended"


def test_a_step_that_another_one_followed_is_superseded_and_one_alone_is_undisputed() -> None:
    def verdict(*told: Told) -> tuple[str, list[str]]:
        found = state(*told, on="2023-11-01").dialogue.verdicts["status"]
        return found.reason, [str(one.value.text) for one in found.supports]

    assert verdict(SUSPENDED) == ("undisputed", ["suspended"])
    assert verdict(SUSPENDED, RESUMED) == ("newest", ["active", "suspended"])


ENDED = step("ended", "2023-12-19", when="2023-12-19")


@pytest.mark.parametrize(
    ("denied", "status", "in_dispute"),
    [
        (step("ended", "2023-12-20", modality="denied"), "active", ["ended"]),
        (step("ended", "2023-12-19", origin="B", modality="denied"), "active", ["ended"]),
        (step("ended", "2023-12-20", modality="denied", when="2023-11"), "ended", []),
        (step("ended", "2023-12-01", modality="denied"), "ended", []),
        (step("suspended", "2023-12-20", modality="denied"), "ended", []),
    ],
)
def test_a_step_that_is_denied_was_not_taken(denied: Told, status: str, in_dispute: list[str]) -> None:
    asked = state(RESUMED, ENDED, denied, on="2023-12-31")
    assert asked.status == status
    assert [str(one.value.text) for verdict in asked.dialogue.disputes for one in verdict.dissent] == in_dispute


def test_what_more_origins_tell_that_day_is_not_undone_by_one_who_denies_it() -> None:
    again = report("r2", published="2023-12-19", origin="C", facts=[{"kind": "dialogue-ended", "when": "2023-12-19"}])
    denied = report("r3", published="2023-12-19", origin="B", facts=[{"kind": "dialogue-ended", "modality": "denied"}])
    assert state(RESUMED, ENDED, again, denied, on="2023-12-31").status == "ended"


def test_where_the_only_step_is_denied_its_sessions_tell_where_it_stands() -> None:
    asked = state(ENDED, step("ended", "2023-12-20", modality="denied"), on="2023-12-31")
    assert (asked.status, asked.dialogue.disputes) == ("tracked", ())
    assert [str(one.value.text) for one in asked.dialogue.verdicts["status"].supports] == ["ended"]
