"""What does the status card say: the life of the dialogue, what is open, and what it counts?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asked import everything, state
from tests.exporters.exporting import exported
from tests.given import heading, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.given import Told


def told(day: str, *facts: Mapping[str, object], name: str | None = None, origin: str = "Iraq MFA") -> Told:
    """A report of that day."""
    return report(name or day, published=day, origin=origin, facts=facts)


def step(kind: str, day: str, **more: object) -> Told:
    """A report, of the day on which it happened, of a step in the dialogue's life."""
    return told(day, {"kind": f"dialogue-{kind}", "when": day, **more})


LIFE = [step("launched", "2024-01-10"), step("suspended", "2024-06-01"), step("resumed", "2024-09-01")]
LIFE = [*LIFE, step("ended", "2025-02-01")]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2024-01-09", "tracked"),
        ("2024-01-10", "active"),
        ("2024-05-31", "active"),
        ("2024-06-01", "suspended"),
        ("2024-09-01", "active"),
        ("2025-02-01", "ended"),
    ],
)
def test_the_dialogue_is_launched_suspended_resumed_and_ended(on: str, status: str) -> None:
    assert state(*LIFE, on=on, known_at="2025-06-01").status == status


def test_its_steps_are_no_dispute_and_all_of_them_stay_in_its_history() -> None:
    answer = everything(*LIFE, on="2025-03-01")
    assert (answer["status"], answer["disputes"]) == ("ended", [])
    assert [len(LIFE), 0] == [answer["counts"]["facts"], answer["counts"]["sessions"]]


def test_a_step_that_is_told_late_does_not_undo_a_later_one() -> None:
    late = told("2024-12-01", {"kind": "dialogue-suspended", "when": "2024-06-01"}, origin="NATO")
    assert state(*LIFE[:3], late, on="2025-01-01").status == "active"


def test_without_a_word_of_its_own_its_sessions_tell_where_it_stands() -> None:
    scheduled = told("2024-01-01", {"kind": "session-scheduled", "session": 1, "window": "2024-03"})
    held = told("2024-03-06", {"kind": "session-held", "session": 1, "when": "2024-03-05"})
    assert state(heading("Iraq", "NATO"), on="2024-01-01").status == "tracked"
    assert state(scheduled, on="2024-01-02").status == "announced"
    assert state(scheduled, held, on="2024-03-07").status == "active"


PROMISES = {
    "open": {"due": "2030"},
    "fulfilled": {"status": "fulfilled"},
    "progressing": {"status": "progress", "due": "2030"},
    "overdue": {"due": "2024"},
    "breached": {"status": "breached"},
    "lapsed": {"status": "lapsed"},
    "unfulfilled": {"status": "unfulfilled"},
}


def promised(name: str, **more: object) -> Told:
    """A promise of that name, and what became of it."""
    made = {"kind": "commitment-made", "commitment": name, "by": "NATO", "what": f"Help, {name}"}
    due = {"due": more["due"]} if "due" in more else {}
    facts: list[Mapping[str, object]] = [{**made, **due}]
    if "status" in more:
        facts.append({"kind": "commitment-updated", "commitment": name, "status": more["status"]})
    return told("2024-02-01", *facts, name=name)


ALL_PROMISES = [promised(name, **more) for name, more in PROMISES.items()]


def test_pending_are_those_promises_that_are_still_to_be_kept() -> None:
    asked = state(*ALL_PROMISES, on="2025-01-10")
    assert {one.commitment: one.status for one in asked.commitments} == {name: name for name in PROMISES}
    assert sorted(one.commitment for one in asked.pending_commitments) == ["open", "overdue", "progressing"]


def invited(name: str, *facts: Mapping[str, object]) -> Told:
    """An invitation of that name to a visit, and what became of it."""
    extended = {"kind": "invitation-extended", "invitation": name, "by": "Iraq", "to": "NATO", "visit": "Baghdad"}
    return told("2024-02-01", extended, *facts, name=f"i-{name}")


ALL_INVITATIONS = [
    invited("open"),
    invited("accepted", {"kind": "invitation-answered", "invitation": "accepted", "answer": "accepted", "by": "NATO"}),
    invited("declined", {"kind": "invitation-answered", "invitation": "declined", "answer": "declined", "by": "NATO"}),
]


def test_open_invitations_are_those_that_still_wait_for_an_answer_or_for_what_they_invite_to() -> None:
    asked = state(*ALL_INVITATIONS, on="2024-02-10")
    assert sorted(one.invitation for one in asked.invitations) == ["accepted", "declined", "open"]
    assert sorted(one.invitation for one in asked.open_invitations) == ["accepted", "open"]


def test_a_brief_counts_what_is_open_and_nothing_else() -> None:
    written = exported("markdown", *ALL_PROMISES, *ALL_INVITATIONS, on="2024-02-10").decode()
    (line,) = (line for line in written.splitlines() if "open invitation" in line)
    # What is overdue in 2025 is still open in February 2024.
    assert "2 open invitations" in line
    assert "3 open commitments" in line


@pytest.mark.parametrize(("main", "expert"), [("2024-03-05", "2024-02-05"), ("2024-02-05", "2024-03-05")])
def test_the_last_session_is_the_last_in_time_of_any_track(main: str, expert: str) -> None:
    asked = state(
        told("2024-03-06", {"kind": "session-held", "session": 1, "when": main}),
        told("2024-03-07", {"kind": "session-held", "session": 4, "track": "expert", "when": expert}),
        told("2024-03-08", {"kind": "session-held", "session": 9}),
        on="2024-06-01",
    )
    assert asked.last_session is not None
    assert asked.last_session.track == ("main" if main > expert else "expert")


def test_a_session_that_has_begun_is_the_last_one() -> None:
    asked = state(
        told("2024-03-06", {"kind": "session-held", "session": 1, "when": "2024-03-05"}),
        told("2024-05-31", {"kind": "session-started", "session": 2, "when": "2024-05-31"}),
        on="2024-06-01",
    )
    assert asked.last_session is not None
    assert (asked.last_session.session, asked.last_session.status) == (2, "started")


def test_the_last_session_is_the_last_in_time_and_the_next_is_not_one_that_is_overdue() -> None:
    asked = state(
        told("2024-03-06", {"kind": "session-held", "session": 1, "when": "2024-03-05"}),
        told("2024-02-06", {"kind": "session-held", "session": 1, "track": "expert", "when": "2024-02-05"}),
        told("2024-03-07", {"kind": "session-scheduled", "session": 2, "window": "2024-04"}),
        told("2024-03-08", {"kind": "session-scheduled", "session": 3, "window": "2024-09"}),
        on="2024-06-01",
    )
    assert asked.last_session is not None
    assert asked.next_session is not None
    assert (asked.last_session.track, asked.last_session.session) == ("main", 1)
    assert [(one.what, one.status) for one in asked.upcoming] == [("session 3", "scheduled"), ("session 2", "overdue")]
    assert asked.next_session.session == 3


def test_the_days_of_silence_count_from_the_newest_report_that_has_a_date() -> None:
    documents = [told("2024-03-06"), told("2024-02-06"), report("undated")]
    answer = everything(*documents, on="2024-03-16", known_at="2026-06-01")
    assert (answer["last_heard"], answer["silent_days"]) == ("2024-03-06", 10)


def test_the_card_counts_what_it_rests_on() -> None:
    held = {"kind": "session-held", "session": 1, "when": "2024-03-05"}
    answer = everything(
        heading("Iraq", "NATO"),
        told("2024-03-06", held, name="r1"),
        told("2024-03-07", held, name="r2"),
        told("2024-03-07", {**held, "when": "2024-03-04"}, name="r3", origin="NATO"),
        told("2024-03-08", {"kind": "session-scheduled", "session": 2, "window": "2024-09"}, name="r4"),
        on="2024-06-01",
    )
    assert answer["counts"] == {"facts": 4, "reports": 4, "origins": 2, "sessions": 2, "held": 1, "disputes": 1}
