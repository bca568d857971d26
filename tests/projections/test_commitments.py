"""What was promised, by when, and what became of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asked import commitment, dissent, state
from tests.given import judgement, report

if TYPE_CHECKING:
    from tests.given import Told


def said(day: str, kind: str = "commitment-updated", *, origin: str | None = None, **more: object) -> Told:
    """A report of that day says something of the promised package, or of a deadline."""
    key = {"deadline": "package"} if kind == "deadline-set" else {"commitment": "package"}
    return report(day, published=day, origin=origin or f"office {day}", facts=[{"kind": kind, **key, **more}])


MADE = said("2024-08-27", "commitment-made", by="NATO", to="Iraq", what="a package", grade="promise", when="2024-08-27")


def test_a_promise_is_open_until_something_becomes_of_it() -> None:
    told = commitment(MADE)
    assert (told.commitment, told.by, told.to, told.what) == ("package", "NATO", "Iraq", "a package")
    assert told.made is not None
    assert (told.grade, told.made.edtf, told.status, told.due) == ("promise", "2024-08-27", "open", None)


@pytest.mark.parametrize(
    ("reported", "status"),
    [
        ("progress", "progressing"),
        ("fulfilled", "fulfilled"),
        ("unfulfilled", "unfulfilled"),
        ("breached", "breached"),
        ("lapsed", "lapsed"),
    ],
)
def test_what_became_of_it_is_what_was_reported_last(reported: str, status: str) -> None:
    assert commitment(MADE, said("2024-12-01", status=reported)).status == status


@pytest.mark.parametrize(
    ("status", "on", "expected", "days"),
    [
        (None, "2025-06-30", "open", None),
        (None, "2025-07-01", "overdue", 1),
        ("progress", "2025-07-01", "overdue", 1),
        ("fulfilled", "2025-07-01", "fulfilled", None),
        ("unfulfilled", "2025-07-01", "unfulfilled", None),
    ],
)
def test_it_is_overdue_once_the_due_window_has_passed_with_no_report(
    status: str | None, on: str, expected: str, days: int | None
) -> None:
    updates = [said("2025-01-01", status=status)] if status else []
    told = commitment(said("2024-08-27", "commitment-made", due="2025-06"), *updates, on=on)
    assert (told.status, told.overdue_days) == (expected, days)


def test_a_deadline_of_the_same_slug_or_named_by_it_is_when_the_commitment_is_due() -> None:
    for deadline in (
        said("2025-01-01", "deadline-set", due="2025-06"),
        report(
            "d",
            published="2025-01-01",
            facts=[{"kind": "deadline-set", "deadline": "summer", "about": "package", "due": "2025-06"}],
        ),
    ):
        told = commitment(MADE, deadline, on="2025-07-01")
        assert (told.type, told.due and told.due.edtf, told.status) == ("commitment", "2025-06", "overdue")


def test_a_deadline_of_nothing_else_stands_alone() -> None:
    told = commitment(
        said("2025-03-05", "deadline-set", by="United States", about="a deal", due="2025-05"), on="2025-06-02"
    )
    assert (told.type, told.what, told.status, told.overdue_days) == ("deadline", "a deal", "overdue", 2)


def test_the_deadline_of_a_document_is_no_commitment() -> None:
    treaty = report("t", published="2025-01-01", facts=[{"kind": "document-issued", "document": "package"}])
    deadline = said("2025-01-02", "deadline-set", due="2025-06")
    assert [one.type for one in state(deadline).commitments] == ["deadline"]
    assert state(treaty, deadline).commitments == []


def test_a_deadline_linked_to_its_commitment_belongs_to_it_in_whatever_order_they_are_named() -> None:
    other = report(
        "d", published="2025-01-01", facts=[{"kind": "deadline-set", "deadline": "summer", "due": "2025-06"}]
    )
    for pair in (["commitment:package", "deadline:summer"], ["deadline:summer", "commitment:package"]):
        link = judgement({"kind": "subjects-linked", "subjects": pair, "as": "same"})
        told = commitment(MADE, other, link, on="2025-05-01")
        assert (told.commitment, told.due and told.due.edtf) == ("package", "2025-06")


def test_a_deadline_can_be_extended() -> None:
    documents = [
        said("2024-08-27", "commitment-made", due="../2025-06-30"),
        said("2025-06-20", due="../2025-12-31", status="progress"),
    ]
    assert commitment(*documents, on="2025-06-19").status == "open"
    told = commitment(*documents, on="2025-07-01")
    assert (told.due and told.due.edtf, told.status) == ("../2025-12-31", "progressing")


def test_a_reprint_of_progress_does_not_take_a_fulfilled_commitment_back() -> None:
    told = commitment(
        MADE,
        said("2024-12-01", status="progress", origin="NATO"),
        said("2025-02-01", status="fulfilled", origin="Iraq MFA"),
        said("2025-03-01", status="progress", origin="NATO"),
    )
    assert told.status == "fulfilled"


def test_what_is_told_late_of_earlier_progress_is_no_news() -> None:
    told = commitment(
        MADE,
        said("2025-02-01", status="fulfilled", when="2025-02-01"),
        said("2025-03-01", status="progress", when="2024-12-01"),
    )
    assert told.status == "fulfilled"


def test_progress_contradicts_nothing_and_a_breach_contradicts_fulfilment() -> None:
    progress, fulfilled = said("2024-12-01", status="progress"), said("2025-02-01", status="fulfilled")
    assert commitment(MADE, progress, fulfilled).disputes == ()
    told = commitment(MADE, fulfilled, said("2025-03-01", status="breached"))
    assert (told.status, dissent(told, "status")) == ("breached", [("fulfilled", ("2025-02-01",))])


@pytest.mark.parametrize("modality", ["denied", "planned", "expected", "wish"])
def test_what_is_denied_or_still_to_come_has_not_become_of_it(modality: str) -> None:
    assert commitment(MADE, said("2025-02-01", status="fulfilled", modality=modality)).status == "open"


def test_a_promise_of_tomorrow_is_not_made_today() -> None:
    assert state(MADE, on="2024-08-26", known_at="2025-01-01").commitments == []


def test_who_sets_a_deadline_has_not_promised_anything() -> None:
    told = commitment(
        report("r1", facts=[{"kind": "commitment-made", "commitment": "c", "by": "A", "to": "B"}]),
        report("r2", facts=[{"kind": "deadline-set", "deadline": "c", "by": "B", "due": "2025-06-30"}]),
    )
    assert (told.by, told.to, told.disputes) == ("A", "B", ())
    assert told.due is not None


# ---- joint ones ---------------------------------------------------------------------------------------------------

JOINT = said("2025-05-22", "commitment-made", by=["Northland", "Southland"], due="2025-12", grade="agreed")


def parts(*documents: Told, on: str = "2026-06-01") -> dict[str, str]:
    """The parties with what became of their parts."""
    return {part.by: part.status for part in commitment(*documents, on=on).parts}


def test_each_party_of_a_joint_commitment_has_a_part_and_the_worst_of_them_counts() -> None:
    documents = [
        JOINT,
        said("2026-01-05", status="fulfilled", by="Northland"),
        said("2026-01-06", status="breached", by="Southland"),
    ]
    told = commitment(*documents)
    assert parts(*documents) == {"Northland": "fulfilled", "Southland": "breached"}
    assert (told.status, told.disputes) == ("breached", ())


def test_parties_stand_in_the_order_of_the_promise_also_where_an_update_came_out_before_it() -> None:
    early = said("2025-05-01", status="progress", by=["Southland", "Westland"])
    assert list(parts(early, JOINT)) == ["Northland", "Southland", "Westland"]


def test_a_joint_commitment_is_fulfilled_when_all_parts_are() -> None:
    one = said("2025-11-05", status="fulfilled", by="Northland")
    assert parts(JOINT, one, on="2025-11-06") == {"Northland": "fulfilled", "Southland": "open"}
    assert commitment(JOINT, one, on="2025-11-06").status == "open"
    assert (commitment(JOINT, one).status, commitment(JOINT, one).overdue_days) == ("overdue", 152)
    assert commitment(JOINT, one, said("2025-11-07", status="fulfilled", by="Southland")).status == "fulfilled"


def test_an_update_by_nobody_is_of_all() -> None:
    assert parts(JOINT, said("2025-11-05", status="fulfilled")) == {"Northland": "fulfilled", "Southland": "fulfilled"}


def test_two_that_say_otherwise_of_one_part_are_a_dispute_of_that_part() -> None:
    told = commitment(
        JOINT,
        said("2025-11-05", status="fulfilled", by="Northland"),
        said("2025-11-06", status="breached", by="Northland"),
    )
    assert [one.attribute for one in told.disputes] == ["status of Northland"]


def test_whoever_an_update_names_of_a_commitment_of_one_party_is_that_party() -> None:
    assert parts(MADE, said("2024-12-01", status="fulfilled", by="the Alliance")) == {"NATO": "fulfilled"}


# ---- by when ------------------------------------------------------------------------------------------------------


def test_a_limit_that_another_office_renews_is_no_dispute() -> None:
    renewed = said("2025-02-20", due="2025-06-30", status="progress", origin="Northland ministry")
    told = commitment(said("2025-01-10", "commitment-made", by="Southland", due="2025-03-31"), renewed, on="2025-03-01")
    assert told.due is not None
    assert (told.due.edtf, told.disputes) == ("2025-06-30", ())


HELD_ON = {"kind": "commitment-made", "commitment": "package", "by": "Southland", "due": "2025-03-31"}


@pytest.mark.parametrize("again_on", ["2025-02-20", "2025-02-25"])
def test_a_limit_that_its_office_holds_on_to_once_another_gave_another_one_is_a_dispute(again_on: str) -> None:
    log = (
        said("2025-01-10", "commitment-made", by="Southland", due="2025-03-31", origin="Southland"),
        said("2025-02-20", due="2025-06-30", status="progress", origin="Northland"),
        report("again", published=again_on, origin="Southland", kind="ministry", facts=[HELD_ON | {"when": again_on}]),
    )
    assert [one.attribute for one in commitment(*log, on="2025-03-01").disputes] == ["due"]


# ---- how firmly ---------------------------------------------------------------------------------------------------


def test_a_wish_is_wished_and_not_open_until_somebody_promises() -> None:
    wish = said("2025-05-22", "commitment-made", by="A", modality="wish", due="2025-06")
    told = commitment(wish)
    assert (told.status, told.modality, told.overdue_days) == ("wished", "wish", None)
    assert state(wish).pending_commitments == []
    promised = commitment(wish, said("2025-05-23", "commitment-made", by="A"), on="2025-05-24")
    assert (promised.status, promised.modality) == ("open", None)


def test_a_commitment_denied_says_so_and_is_not_pending() -> None:
    documents = [MADE, said("2024-08-28", "commitment-made", by="NATO", modality="denied")]
    told = commitment(*documents)
    assert (told.modality, state(*documents).pending_commitments) == ("denied", [])
    assert [one.attribute for one in told.disputes] == ["modality"]


@pytest.mark.parametrize(("on", "status"), [("2025-06-15", "open"), ("2025-07-31", "open"), ("2025-08-01", "overdue")])
def test_about_a_time_is_not_overdue_before_one_more_unit_of_it_has_gone_by(on: str, status: str) -> None:
    assert commitment(said("2025-01-01", "commitment-made", due="2025-06~"), on=on).status == status


def test_an_update_that_is_only_recalled_is_no_news() -> None:
    told = commitment(MADE, said("2024-12-01", status="fulfilled"), said("2025-02-01", status="progress", retold=True))
    assert told.status == "fulfilled"
