"""What is planned is to come, and is not told as done until somebody reports it done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.asked import coming, state
from tests.given import judgement, report

if TYPE_CHECKING:
    from tests.given import Told

ANN = [{"name": "Ann Envoy", "part": "mediator"}]
VISIT = {"kind": "contact-held", "format": "visit", "when": "2025-11-03/2025-11-11", "persons": ANN, "place": "Hill"}


def told(day: str, *facts: dict[str, Any], origin: str = "an office", kind: str = "news") -> Told:
    """A report of that day tells these facts."""
    return report(
        f"{day} {origin}", published=day, origin=f"{origin} {day}" if kind == "news" else origin, kind=kind, facts=facts
    )


PLANNED = told("2025-10-29", {**VISIT, "modality": "planned"})


def rows(*documents: Told, on: str) -> list[tuple[str, str, str | None]]:
    """What is to come: kind, status and window of each."""
    return [(one.kind, one.status, one.window.edtf if one.window else None) for one in coming(*documents, on=on)]


def shown(*documents: Told, on: str) -> list[tuple[str, str, str | None]]:
    """The timeline: kind, kind of time, and window of each entry."""
    return [(one.kind, one.time_is, one.time.text if one.time else None) for one in state(*documents, on=on).timeline]


# ---- to come, overdue, done --------------------------------------------------------------------------------------


def test_a_planned_visit_is_to_come_then_overdue() -> None:
    assert rows(PLANNED, on="2025-10-30") == [("contact-held", "planned", "2025-11-03/2025-11-11")]
    (visit,) = coming(PLANNED, on="2025-10-30")
    assert (visit.what, visit.who, visit.place, visit.session, visit.subject) == (
        "visit",
        ("Ann Envoy",),
        "Hill",
        None,
        "contact:2025-11-03/2025-11-11/visit",
    )
    (visit,) = coming(PLANNED, on="2025-11-21")
    assert (visit.status, visit.overdue_days, visit.long_overdue) == ("overdue", 10, False)


@pytest.mark.parametrize(("on", "found"), [("2026-02-09", 1), ("2026-02-10", 0)])
def test_what_is_overdue_for_long_is_among_what_is_to_come_only_where_it_is_asked_for(on: str, found: int) -> None:
    asked = state(PLANNED, on=on)
    assert (len(asked.upcoming), len(asked.to_come)) == (found, 1)


def test_what_could_be_in_a_whole_year_is_shown_as_overdue_for_a_year() -> None:
    plan = told("2024-10-29", {**VISIT, "modality": "planned", "when": "2025"})
    assert [len(state(plan, on=day).upcoming) for day in ("2026-12-31", "2027-01-01")] == [1, 0]


@pytest.mark.parametrize(
    "done",
    [
        {**VISIT, "when": "2025-11-05"},
        {"kind": "contact-held", "when": "2025-11", "persons": ANN},
        {"kind": "contact-held", "format": "visit", "when": "2025-11-04"},
    ],
)
def test_it_is_done_once_one_like_it_is_told_as_done_in_a_window_that_agrees(done: dict[str, Any]) -> None:
    assert rows(PLANNED, told("2025-12-01", done), on="2025-12-02") == []
    assert [how for _, how, _ in shown(PLANNED, told("2025-12-01", done), on="2025-12-02")] == ["happened"]


@pytest.mark.parametrize(
    "other",
    [
        {**VISIT, "when": "2025-12-01"},
        {"kind": "contact-held", "format": "call", "when": "2025-11-05", "persons": [{"name": "Bo"}]},
        {"kind": "measure-taken", "actor": "Ann Envoy", "when": "2025-11-05"},
        {**VISIT, "when": "2025-11-05", "modality": "denied", "persons": [{"name": "Bo"}], "format": "call"},
    ],
)
def test_another_act_does_not_make_it_done(other: dict[str, Any]) -> None:
    documents = (PLANNED, told("2025-12-02", other))
    assert ("contact-held", "overdue", "2025-11-03/2025-11-11") in rows(*documents, on="2025-12-03")


def test_one_like_it_in_another_window_does_not_make_it_done_however_wide_others_are() -> None:
    other = told("2025-12-02", {**VISIT, "when": "2025-12-01"})
    year = told("2025-12-03", {"kind": "contact-held", "format": "call", "when": "2025", "persons": [{"name": "Bo"}]})
    assert ("contact-held", "overdue", "2025-11-03/2025-11-11") in rows(PLANNED, other, year, on="2025-12-04")


def test_another_measure_of_that_day_does_not_make_a_planned_one_done() -> None:
    plan = {"kind": "measure-taken", "actor": "Northland", "about": "opens the crossing", "when": "2025-11-20"}
    other = {"kind": "measure-taken", "actor": "Southland", "about": "closes the road", "when": "2025-11-20"}
    documents = (told("2025-10-29", {**plan, "modality": "planned"}), told("2025-11-21", other))
    assert rows(*documents, on="2025-11-22") == [("measure-taken", "overdue", "2025-11-20")]
    own = told("2025-11-21", {**plan, "about": "has opened it"}, origin="B")
    assert rows(*documents, own, on="2025-11-22") == []


def test_a_plan_without_a_time_is_to_come_until_one_like_it_is_done() -> None:
    plan = told("2025-10-29", {"kind": "contact-held", "format": "call", "persons": ANN, "modality": "planned"})
    assert rows(plan, on="2025-10-30") == [("contact-held", "planned", None)]
    done = told("2025-11-02", {"kind": "contact-held", "format": "call", "persons": ANN, "when": "2025-11-01"})
    assert rows(plan, done, on="2025-11-03") == []


def test_it_is_done_once_it_is_linked_to_what_was_done() -> None:
    done = told("2025-12-02", {**VISIT, "when": "2025-12-01"})
    subjects = ["contact:2025-11-03/2025-11-11/visit", "contact:2025-12-01/visit"]
    link = judgement({"kind": "subjects-linked", "subjects": subjects, "as": "same"})
    assert rows(PLANNED, done, link, on="2025-12-03") == []


def test_a_reprint_after_the_day_makes_it_no_more_done() -> None:
    first = told("2025-10-29", VISIT, origin="Ministry")
    again = told("2025-11-20", VISIT, origin="Ministry 2025-10-29", kind="reprint")
    assert rows(first, again, on="2025-11-21") == [("contact-held", "overdue", "2025-11-03/2025-11-11")]
    assert [how for _, how, _ in shown(first, again, on="2025-11-21")] == ["planned"]


def test_what_is_denied_later_is_not_to_come_and_says_so() -> None:
    denied = told("2025-10-30", {**VISIT, "modality": "denied"})
    assert rows(PLANNED, denied, on="2025-10-31") == []
    assert [one.modality for one in state(PLANNED, denied, on="2025-12-01").timeline] == ["denied"]


def test_several_reports_of_one_plan_are_one_row_with_the_newest_window() -> None:
    plan = told("2025-10-30", {**VISIT, "modality": "planned", "when": "2025-11-05"})
    assert rows(PLANNED, plan, on="2025-10-31") == [("contact-held", "planned", "2025-11-05")]


def test_an_act_that_another_office_puts_off_is_in_no_dispute() -> None:
    first = told("2025-10-29", {**SIGNED, "when": "2025-11"}, origin="Northland")
    later = told("2025-11-10", {**SIGNED, "when": "2026"}, origin="Southland")
    (row,) = state(first, later, on="2025-11-15").timeline
    assert (row.time and row.time.text, row.time_is, row.disputed) == ("2026", "planned", False)
    again = told("2025-11-12", {**SIGNED, "when": "2025-11", "modality": "expected"}, origin="Host")
    (row,) = state(first, later, again, on="2025-11-15").timeline
    assert (row.time and row.time.text, row.disputed) == ("2025-11", True)


SIGNED = {"kind": "document-issued", "document": "treaty", "status": "signed", "modality": "planned"}

# ---- every sort of act -------------------------------------------------------------------------------------------

ACTS = [
    {"kind": "measure-taken", "actor": "Northland", "about": "opens the crossing", "when": "2025-11-20"},
    {"kind": "document-issued", "document": "treaty", "status": "signed", "when": "2025-11-20"},
    {"kind": "role-changed", "person": "Ann Envoy", "office": "envoy", "from": "2025-11-20"},
    {"kind": "dialogue-launched", "when": "2025-11-20"},
    {"kind": "contact-held", "format": "call", "when": "2025-11-20"},
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act["kind"])
@pytest.mark.parametrize("modality", ["planned", "expected", None])
def test_every_sort_of_act_is_to_come_while_it_is_planned(act: dict[str, Any], modality: str | None) -> None:
    plan = told("2025-10-29", {**act, "modality": modality})
    expected = [(act["kind"], modality or "planned", "2025-11-20")]
    assert rows(plan, on="2025-10-30") == expected
    assert shown(plan, on="2025-10-30") == [(act["kind"], "planned", "2025-11-20")]
    assert shown(plan, on="2025-12-15") == [(act["kind"], "planned", "2025-11-20")]
    done = told("2025-11-20", act, origin="Palace")
    assert (rows(plan, done, on="2025-11-21"), shown(plan, done, on="2025-11-21")) == (
        [],
        [(act["kind"], "happened", "2025-11-20")],
    )


def test_a_wish_is_not_to_come() -> None:
    assert rows(told("2025-10-29", {**ACTS[0], "modality": "wish"}), on="2025-10-30") == []


def test_a_document_further_on_than_was_planned_is_done() -> None:
    plan = told("2025-10-29", {**ACTS[1], "modality": "planned"})
    for status, left in (("ratified", 0), ("published", 1), ("not-signed", 1)):
        other = told("2025-11-25", {"kind": "document-issued", "document": "treaty", "status": status})
        assert len(rows(plan, other, on="2025-11-26")) == left


# ---- deadlines ---------------------------------------------------------------------------------------------------


def test_deadlines_of_commitments_and_documents_are_to_come() -> None:
    documents = told(
        "2025-05-22",
        {"kind": "commitment-made", "commitment": "c", "by": "A", "what": "Open it", "due": "2025-12"},
        {"kind": "deadline-set", "deadline": "d", "about": "A plan", "due": "2025-11-30"},
        {"kind": "document-issued", "document": "paper", "title": "The paper", "due": "2025-10"},
        {"kind": "commitment-made", "commitment": "wish", "by": "A", "due": "2025-12", "modality": "wish"},
    )
    assert [(one.kind, one.subject, one.what, one.status) for one in coming(documents, on="2025-06-01")] == [
        ("deadline", "document:paper", "The paper", "awaited"),
        ("deadline", "deadline:d", "A plan", "open"),
        ("deadline", "commitment:c", "Open it", "open"),
    ]
    kept = told("2025-12-20", {"kind": "commitment-updated", "commitment": "c", "status": "fulfilled"})
    assert [one.subject for one in coming(documents, kept, on="2025-12-21")] == ["document:paper", "deadline:d"]


@pytest.mark.parametrize(("on", "days", "found"), [("2026-03-31", 90, 1), ("2026-04-01", 91, 0)])
def test_a_deadline_missed_long_ago_is_to_come_only_where_it_is_asked_for(on: str, days: int, found: int) -> None:
    promise = told("2025-05-22", {"kind": "commitment-made", "commitment": "c", "by": "A", "due": "2025-12"})
    asked = state(promise, on=on)
    assert [(one.subject.key, one.overdue_days) for one in asked.to_come] == [("c", days)]
    assert len(asked.upcoming) == found


# ---- rhythm ------------------------------------------------------------------------------------------------------

HELD = told("2025-01-16", {"kind": "session-held", "session": 1, "when": "2025-01-15"})


def agreed(every: str, day: str = "2025-01-16", **more: object) -> Told:
    """How often to meet."""
    return told(day, {"kind": "rhythm-agreed", "every": every, **more}, origin=f"agreed {day}")


@pytest.mark.parametrize(
    ("every", "window"),
    [
        ("P3M", "2025-04"),
        ("P1Y", "2026-01"),
        ("P12M", "2026-01"),
        ("P2W", "2025-01-29"),
        ("P1M20D", "2025-03-07"),
        ("P11M", "2025-12"),
    ],
)
def test_the_next_session_is_due_one_period_after_the_last(every: str, window: str) -> None:
    (due,) = coming(HELD, agreed(every), on="2025-01-20")
    assert (due.kind, due.status, due.basis, due.track, due.session) == ("rhythm", "due", "rhythm", "main", None)
    assert (due.window and due.window.edtf, due.overdue_days) == (window, None)


def test_what_is_due_counts_the_days_since_it_passed() -> None:
    (due,) = coming(HELD, agreed("P3M"), on="2025-06-01")
    assert (due.status, due.overdue_days) == ("due", 32)


@pytest.mark.parametrize(
    "then",
    [
        told("2025-02-01", {"kind": "session-scheduled", "session": 2, "window": "2025-07"}),
        told("2025-02-01", {"kind": "session-proposed", "session": 2}),
        told("2025-02-01", {"kind": "dialogue-suspended", "when": "2025-02-01"}),
    ],
)
def test_nothing_is_due_while_a_session_is_to_come_or_the_dialogue_is_suspended(then: Told) -> None:
    assert [one.kind for one in coming(HELD, agreed("P3M"), then, on="2025-06-01") if one.kind == "rhythm"] == []


def test_the_newest_rhythm_of_a_track_counts_and_each_track_has_its_own() -> None:
    documents = [HELD, agreed("P3M"), agreed("P6M", "2025-02-01"), agreed("P1M", track="expert")]
    assert [one.window and one.window.edtf for one in coming(*documents, on="2025-03-01")] == ["2025-07"]
    expert = told("2025-02-21", {"kind": "session-held", "track": "expert", "session": 1, "when": "2025-02-20"})
    due = coming(*documents, expert, on="2025-03-01")
    assert [(one.track, one.window and one.window.edtf) for one in due] == [("expert", "2025-03"), ("main", "2025-07")]


def test_a_session_that_began_is_the_last_from_which_the_period_counts() -> None:
    began = told("2025-02-21", {"kind": "session-started", "session": 2, "when": "2025-02-20"})
    for on in ("2025-03-01", "2025-04-20"):  # while it goes on, and once it counts as held
        (due,) = coming(HELD, agreed("P3M"), began, on=on)
        assert (due.kind, due.window and due.window.edtf) == ("rhythm", "2025-05")


def test_without_a_session_held_nothing_is_due() -> None:
    assert coming(agreed("P3M"), on="2025-06-01") == []


# ---- the plan of a session ---------------------------------------------------------------------------------------


def test_the_plan_of_a_session_is_one_row_with_its_slips() -> None:
    documents = [
        told("2024-08-27", {"kind": "session-proposed", "session": 2, "window": "2025"}),
        told("2025-04-29", {"kind": "session-scheduled", "session": 2, "window": "2025-05-16/2025-05-31"}),
        told("2025-05-19", {"kind": "session-postponed", "session": 2, "window": "2025-06"}),
        told("2025-06-21", {"kind": "session-held", "session": 2, "when": "2025-06-20"}),
    ]
    entries = state(*documents).timeline
    assert [(one.kind, one.what, one.time_is) for one in entries] == [
        ("session-postponed", "session 2 postponed", "planned"),
        ("session-held", "session 2 held", "happened"),
    ]
    assert [slip.window.text for slip in entries[0].slips] == ["2025", "2025-05-16/2025-05-31", "2025-06"]
    assert len(entries[0].evidence.facts) == 3


def test_a_session_postponed_without_a_date_is_a_plan_without_a_time() -> None:
    entries = state(
        told("2025-04-29", {"kind": "session-scheduled", "session": 2, "window": "2025-05"}),
        told("2025-05-03", {"kind": "session-postponed", "session": 2}),
    ).timeline
    assert [(one.kind, one.time_is) for one in entries] == [("session-postponed", "reported")]


def test_the_plan_of_a_session_that_was_held_is_shown_where_it_was_planned_last() -> None:
    loose = {"kind": "session-scheduled", "session": 1, "window": "2025-07", "place": "Dubai", "modality": "anonymous"}
    firm = {"kind": "session-scheduled", "session": 1, "window": "2025-07-10", "place": "Abu Dhabi"}
    held = {"kind": "session-held", "session": 1, "when": "2025-07-10", "place": "Abu Dhabi"}
    found = state(told("2025-07-01", loose), told("2025-07-09", firm), told("2025-07-10", held), on="2025-08-01")
    assert [(one.kind, one.place) for one in found.timeline] == [
        ("session-held", "Abu Dhabi"),
        ("session-scheduled", "Abu Dhabi"),
    ]


def test_a_vaguer_echo_counts_once_the_day_that_it_echoes_has_passed() -> None:
    day = told("2025-10-20", {**VISIT, "when": "2025-11-05", "modality": "planned"})
    echo = told("2025-10-25", {**VISIT, "when": "2025-11", "modality": "planned"}, origin="another office")
    assert rows(day, echo, on="2025-11-04") == [("contact-held", "planned", "2025-11-05")]
    assert rows(day, echo, on="2025-11-10") == [("contact-held", "planned", "2025-11")]


# ---- several plans, and denials of one of them --------------------------------------------------------------------

SIGNED = {"kind": "document-issued", "document": "treaty", "status": "signed"}


def test_who_denies_one_day_leaves_the_other_plan_standing() -> None:
    given = (
        told("2025-12-12", {**SIGNED, "modality": "planned", "when": "2025-12-20", "place": "Port"}),
        told(
            "2025-12-18",
            {**SIGNED, "modality": "denied", "when": "2025-12-20"},
            {**SIGNED, "modality": ["planned", "anonymous"], "when": "2026-01"},
        ),
    )
    assert rows(*given, on="2025-12-19") == [("document-issued", "planned", "2026-01")]
    assert [one.place for one in coming(*given, on="2025-12-19")] == [None]
    signed = told("2026-01-17", {**SIGNED, "when": "2026-01-17"})
    (document,) = state(*given, signed, on="2026-02-01").documents
    assert (document.status, document.dossier.disputes) == ("signed", ())


def test_a_denial_without_a_time_is_of_every_plan_before_it() -> None:
    planned = told("2025-12-12", {**SIGNED, "modality": "planned", "when": "2025-12-20"})
    denied = told("2025-12-13", {**SIGNED, "modality": "denied"})
    again = told("2025-12-14", {**SIGNED, "modality": "planned"})
    assert rows(planned, denied, on="2025-12-13") == []
    assert [how for _, how, _ in rows(planned, denied, again, on="2025-12-14")] == ["planned"]


def test_a_planned_signing_is_to_come_by_when_it_is_due_where_no_day_is_planned() -> None:
    signing = {"kind": "document-issued", "document": "treaty", "status": "signed", "modality": "expected"}
    log = report("r1", published="2020-01-31", facts=[{**signing, "due": "2020-02-29"}])
    (before,) = coming(log, on="2020-02-10")
    assert (before.window and before.window.edtf, before.status) == ("2020-02-29", "expected")
    (after,) = coming(log, on="2020-03-10")
    assert (after.status, after.overdue_days) == ("overdue", 10)


def test_two_steps_of_a_document_are_two_plans() -> None:
    given = (
        told("2026-01-09", {**SIGNED, "modality": "planned", "when": "2026-01-17", "place": "Asunción"}),
        told("2026-01-21", {**SIGNED, "status": "in-force", "modality": "planned", "when": "2026-03/.."}),
    )
    assert shown(*given, on="2026-01-22") == [
        ("document-issued", "planned", "2026-01-17"),
        ("document-issued", "planned", "2026-03/.."),
    ]
    assert [one.what for one in state(*given, on="2026-01-22").timeline] == [
        "document signed: treaty",
        "document in-force: treaty",
    ]


LEAVING = {"kind": "role-changed", "office": "Prime Minister", "person": "Ann", "to": "2025-10", "modality": "expected"}


@pytest.mark.parametrize("took_over", [{"predecessor": "Ann"}, {}])
def test_who_was_to_leave_an_office_left_it_once_somebody_took_it(took_over: dict[str, str]) -> None:
    planned = told("2025-09-25", LEAVING)
    in_office = {"kind": "role-changed", "office": "Prime Minister", "person": "Bo", "from": "2025-10-21"}
    assert rows(planned, on="2025-09-26") == [("role-changed", "expected", "2025-10")]
    assert shown(planned, on="2025-09-26") == [("role-changed", "planned", "2025-10")]
    assert rows(planned, told("2025-10-21", {**in_office, **took_over}), on="2025-10-22") == []
    of_somebody_else = told("2025-10-21", {**in_office, "predecessor": "Cy"})
    assert [kind for kind, _, _ in rows(planned, of_somebody_else, on="2025-10-22")] == ["role-changed"]


def test_a_plan_is_for_the_place_that_was_told_last_for_its_time() -> None:
    plan = {**SIGNED, "modality": "planned", "when": "2025-12-20"}
    given = told("2025-11-23", {**plan, "place": "Brasília"}), told("2025-12-12", {**plan, "place": "Foz do Iguaçu"})
    (row,) = coming(*given, on="2025-12-13")
    assert row.place == "Foz do Iguaçu"
    assert [one.place for one in state(*given, on="2025-12-13").timeline] == ["Foz do Iguaçu"]
    moved = told("2025-12-14", {**plan, "when": "2026-01-17"})
    assert [(one.place, one.status) for one in coming(*given, moved, on="2025-12-15")] == [(None, "planned")]


def test_what_one_expects_and_another_plans_is_planned() -> None:
    plan = {**SIGNED, "modality": "planned", "when": "2025-12-20"}
    given = told("2025-11-23", plan), told("2025-11-24", {**plan, "modality": "expected"})
    assert [status for _, status, _ in rows(*given, on="2025-12-13")] == ["planned"]
