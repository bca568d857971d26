"""The storyline that must come out right: the table at the end of the domain's description, row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from events.fact_file import read
from events.store.log import RecordedFact
from timeline.answers.invitations import invitation_answer
from timeline.answers.positions import position_answer
from timeline.answers.sessions import session_answer
from timeline.application.replaying import unrepeatable
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections.state import State

STORYLINE = Path(__file__).parents[2] / "timeline" / "demo" / "iraq-nato.yaml"

RECORDED_AT = datetime(2026, 4, 1, tzinfo=UTC)
"""After the last report came out; undated reports are known from here on."""


@cache
def log() -> tuple[RecordedFact, ...]:
    """The storyline as it lies in a store."""
    with STORYLINE.open("rb") as file:
        drafts = list(read(file, STORYLINE.name))
    return tuple(
        RecordedFact(
            place, draft.dialogue, place, entry.fact_id, entry.digest, entry.topic, RECORDED_AT, "coder", draft.fact
        )
        for place, draft in enumerate(drafts, 1)
        for entry in (draft.entry(),)
    )


@cache
def known_at(day: str | None) -> State:
    """All projections as known on a day; None for everything on record."""
    known = date.fromisoformat(day) if day else None
    return State(knowledge(replay(log()), known_at=known), known or RECORDED_AT.date())


@pytest.mark.parametrize(
    ("day", "status", "window"),
    [("2024-09-01", "invited", "2025"), ("2025-05-10", "scheduled", "2025-05-16/2025-05-31")],
)
def test_upcoming(day: str, status: str, window: str) -> None:
    asked = known_at(day)
    (coming,) = (session_answer(one.session, asked.knowledge) for one in asked.upcoming if one.session)
    assert coming.window is not None
    assert (coming.session, coming.place, coming.status, coming.window.edtf) == (2, "Baghdad", status, window)


def test_the_day_of_session_1_is_in_dispute() -> None:
    asked = known_at("2024-09-01")
    (first,) = (session_answer(one, asked.knowledge) for one in asked.sessions if one.session == 1)
    assert first.held is not None
    assert first.held.edtf == "2024-08-27"
    (dispute,) = first.disputes
    assert (dispute.attribute, dispute.reason) == ("held", "origins")
    assert [(claim.value, claim.reports) for claim in dispute.claims[1:]] == [("2024-08-28", ("shafaq-news-n15",))]


@pytest.mark.parametrize(
    ("day", "status"), [("2024-09-01", "open"), ("2025-05-19", "scheduled"), ("2025-09-10", "fulfilled")]
)
def test_the_invitation_of_27_august(day: str, status: str) -> None:
    asked = known_at(day)
    (told,) = (
        invitation_answer(one, asked.knowledge) for one in asked.invitations if one.invitation == "session-2-in-baghdad"
    )
    assert told.extended is not None
    assert (told.extended.edtf, told.status) == ("2024-08-27", status)
    if status == "fulfilled":
        assert told.fulfilled is not None
        assert told.fulfilled.window is not None
        assert (told.fulfilled.window.edtf, told.fulfilled.after_days) == ("2025-05-21", 267)


@pytest.mark.parametrize(
    ("actor", "issue", "stance", "occasions", "last"),
    [
        ("Iraq", "nmi-advisory-not-combat", "advisory, not combat", 3, "2026-03-09~"),
        ("NATO", "nmi-with-iraqs-consent", "full respect for its sovereignty", 4, "2025-05-21"),
    ],
)
def test_positions(actor: str, issue: str, stance: str, occasions: int, last: str) -> None:
    asked = known_at(None)
    (told,) = (
        position_answer(one, asked.knowledge) for one in asked.positions if (one.actor, one.issue) == (actor, issue)
    )
    assert told.last_reaffirmed is not None
    assert (told.occasions, told.last_reaffirmed.edtf) == (occasions, last)
    assert stance in str(told.stance)
    assert told.times > told.occasions
    assert told.times >= len(told.reports) > len(told.origins)


def test_reports_of_session_1_and_their_independent_origins_are_counted_apart() -> None:
    asked = known_at(None)
    (first,) = (session_answer(one, asked.knowledge) for one in asked.sessions if one.session == 1)
    assert (len(first.reports), len(first.origins)) == (17, 5)


def test_a_reprint_of_november_adds_a_report_and_nothing_else() -> None:
    before, after = known_at("2024-11-13"), known_at("2024-11-14")
    assert set(after.knowledge.reports) - set(before.knowledge.reports) == {"beyondmsn-n21"}
    was, now = (
        [
            session_answer(one, asked.knowledge).model_dump(exclude={"facts", "reports", "persons", "overdue_days"})
            for one in asked.sessions
        ]
        for asked in (before, after)
    )
    assert was == now


def test_the_slip_chain_of_session_2() -> None:
    asked = known_at("2025-09-10")
    (second,) = (session_answer(one, asked.knowledge) for one in asked.sessions if one.session == 2)
    assert second.held is not None
    assert ([slip.window.edtf for slip in second.slips], second.held.edtf) == (
        ["2025", "2025-05-16/2025-05-31"],
        "2025-05-21",
    )


def test_replaying_always_comes_out_the_same() -> None:
    assert unrepeatable(log(), date(2026, 4, 1)) == []
