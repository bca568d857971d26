"""The life of a session: when it started and ended, what undoes a plan, and what others make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asked import dissent, session, sessions, slips, state, upcoming, window
from tests.given import judgement, report

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.answers.sessions import SessionAnswer


def said(
    day: str, kind: str, *, number: int | str = 1, origin: str | None = None, form: str = "news", **attributes: object
) -> Told:
    """A report of that day says one thing about a session; its id is its day and what it says."""
    name = f"{day} {kind}" + (f" {origin}" if origin else "")
    fact = {"kind": f"session-{kind}", "session": number, **attributes}
    return report(name, published=day, origin=origin or name, kind=form, facts=[fact])


def held(answer: SessionAnswer) -> tuple[str, str | None]:
    """Where it stands and when it took place."""
    return answer.status, answer.held.edtf if answer.held else None


def standing(documents: tuple[Told, ...], attribute: str, on: str) -> list[tuple[str, str, str]]:
    """Each value of an attribute of the only session, how its facts stand, and why."""
    (found,) = state(*documents, on=on).sessions
    verdict = found.dossier.verdicts[attribute]
    return [
        (str(support.value.text), bearing.stands, bearing.because)
        for support in verdict.supports
        for bearing in verdict.bearings_of(support).values()
    ]


# ---- started and ended --------------------------------------------------------------------------------------------


def test_what_started_counts_as_held_three_days_after_the_window_that_holds_the_start() -> None:
    documents = (
        said("2025-07-01", "scheduled", window="2025-07-15/2025-07-20"),
        said("2025-07-16", "started", when="2025-07-15"),
    )
    assert held(session(1, *documents, on="2025-07-23")) == ("started", None)
    over = session(1, *documents, on="2025-07-24")
    assert held(over) == ("held", "2025-07-15/2025-07-20")
    assert over.started is not None
    assert over.started.edtf == "2025-07-15"


def test_without_such_a_window_after_thirty_days() -> None:
    began = said("2025-07-16", "started", when="2025-07-15")
    assert session(1, began, on="2025-08-14").status == "started"
    assert held(session(1, began, on="2025-08-15")) == ("held", "2025-07-15")
    undated = said("2025-07-16", "started")
    assert [session(1, undated, on=day).status for day in ("2025-08-15", "2025-08-16")] == ["started", "held"]


def test_or_once_a_later_session_of_its_track_began() -> None:
    documents = (
        said("2023-05-06", "started", when="2023-05-06"),
        said("2023-05-20", "started", number=2, when="2023-05-20"),
    )
    assert [(one.session, *held(one)) for one in sessions(*documents, on="2023-05-21")] == [
        (1, "held", "2023-05-06"),
        (2, "started", None),
    ]
    elsewhere = said("2023-05-20", "started", number=2, track="expert", when="2023-05-20")
    assert session(1, documents[0], elsewhere, on="2023-05-21").status == "started"


def test_a_window_with_an_open_end_does_not_pass() -> None:
    documents = (said("2025-07-01", "scheduled", window="2025-07-15/.."), said("2025-07-16", "started"))
    assert session(1, *documents, on="2026-05-01").status == "started"


def test_two_days_of_the_start_are_a_dispute() -> None:
    told = session(
        1,
        said("2023-10-26", "started", when="2023-10-26"),
        said("2023-10-29", "started", when="2023-10-29"),
        on="2023-10-30",
    )
    assert [value for value, _ in dissent(told, "started")] == ["2023-10-26"]


@pytest.mark.parametrize(
    ("plan", "told", "taken"),
    [
        ("2025-07-16/2025-07-17", "2025-07", "2025-07-16/2025-07-17"),
        ("2025-07-16/2025-07-17", None, "2025-07-16/2025-07-17"),
        ("2025-07-10/2025-07-31", "2025-07", "2025-07-16"),
        ("2025-07-20", "2025-07", "2025-07-16"),
        ("2025-07-16/2025-07-17", "2025-07-16/2025-07-23", "2025-07-16/2025-07-23"),
        ("2025-07-16/2025-07-17", "2025-07-16", "2025-07-16"),
    ],
)
def test_plan_and_start_refine_a_vague_day_of_holding_and_no_interval(plan: str, told: str | None, taken: str) -> None:
    documents = (
        said("2025-07-10", "scheduled", window=plan),
        said("2025-07-17", "started", when="2025-07-16"),
        said("2025-08-20", "held", **({"when": told} if told else {})),
    )
    assert held(session(1, *documents, on="2025-09-01")) == ("held", taken)


def test_who_came_and_who_stayed_away() -> None:
    told = session(1, said("2024-08-15", "held", when="2024-08-14", attended=["Southland"], absent="Northland"))
    assert (told.attended, told.absent) == (("Southland",), ("Northland",))


def test_what_is_told_before_its_day_is_a_plan_and_a_reprint_makes_it_no_more_done() -> None:
    ahead = said("2025-05-22", "held", when="2025-06-30", origin="A")
    assert held(session(1, ahead, on="2025-05-25")) == ("scheduled", None)
    reprint = said("2025-07-02", "held", when="2025-06-30", origin="A", form="reprint")
    assert session(1, ahead, reprint, on="2025-07-03").status == "overdue"


def test_who_tells_no_day_of_holding_means_the_plan_as_it_last_stood_unless_that_begins_later() -> None:
    plan = said("2025-05-01", "scheduled", window="2025-05-21")
    assert held(session(1, plan, said("2025-05-22", "held"), on="2025-06-01")) == ("held", "2025-05-21")
    assert held(session(1, plan, said("2025-06-22", "held", when="2025-05"), on="2025-07-01")) == ("held", "2025-05-21")
    assert held(session(1, plan, said("2025-05-20", "held"), on="2025-06-01")) == ("held", None)


# ---- loose and firm -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("modality", ["anonymous", "unconfirmed"])
def test_a_loose_word_against_a_firm_plan_is_a_dispute_and_changes_nothing(modality: str) -> None:
    documents = (
        said("2025-05-01", "scheduled", window="2025-07-10"),
        said("2025-05-20", "cancelled", modality=modality, origin="X"),
        said("2025-05-21", "scheduled", window="2025-08", modality=modality, origin="Y"),
    )
    told = session(1, *documents, on="2025-05-22")
    assert (told.status, window(told)) == ("scheduled", "2025-07-10")
    assert ([v for v, _ in dissent(told, "status")], [v for v, _ in dissent(told, "window")]) == (
        ["cancelled"],
        ["2025-08"],
    )
    why = f"{modality}: not counted against an asserted plan"
    assert ("cancelled", "contradicts", why) in standing(documents, "status", "2025-05-22")
    assert ("2025-08", "contradicts", why) in standing(documents, "window", "2025-05-22")


def test_a_loose_postponement_contradicts_a_firm_plan_however_vague_its_new_time() -> None:
    plan = said("2023-09-20", "scheduled", window="2024-01-21/2024-01-31")
    loose = said("2023-12-12", "postponed", window="2024", modality="anonymous")
    told = session(1, plan, loose, on="2023-12-13")
    assert (told.status, window(told)) == ("scheduled", "2024-01-21/2024-01-31")
    assert [value for value, _ in dissent(told, "status")] == ["postponed"]
    moved = said("2023-12-01", "postponed", window="2024")
    nearer = said("2023-12-12", "postponed", window="2024-05", modality="anonymous")
    told = session(1, plan, moved, nearer, on="2023-12-13")
    assert (told.status, window(told), told.disputes) == ("postponed", "2024-05", ())


def test_a_loose_word_that_agrees_refines() -> None:
    told = session(
        1,
        said("2025-05-01", "scheduled", window="2025-07"),
        said("2025-05-20", "scheduled", window="2025-07-10", modality="anonymous"),
        on="2025-05-21",
    )
    assert (told.status, window(told), told.disputes) == ("scheduled", "2025-07-10", ())


def test_a_loose_date_after_a_postponement_without_one_gives_the_window_and_leaves_the_status() -> None:
    documents = (
        said("2025-05-01", "scheduled", window="2025-05-10"),
        said("2025-05-05", "postponed"),
        said("2025-05-06", "scheduled", window="2025-05-20", modality="anonymous"),
    )
    told = session(1, *documents, on="2025-05-06")
    assert (told.status, window(told)) == ("postponed", "2025-05-20")
    another = said("2025-05-07", "scheduled", window="2025-05-25", modality="anonymous")
    assert window(session(1, *documents, another, on="2025-05-07")) == "2025-05-25"
    firm = said("2025-05-08", "scheduled", window="2025-05-20")
    assert (session(1, *documents, another, firm, on="2025-05-08").status) == "scheduled"


@pytest.mark.parametrize(
    ("loose_place", "place", "values"),
    [("Muscat", "Muscat", {"Muscat", "Rome"}), (None, "Rome", {"Rome"}), ("Rome", "Rome", {"Rome"})],
)
def test_a_loose_date_after_a_postponement_without_one_gives_the_place_as_well(
    loose_place: str | None, place: str, values: set[str]
) -> None:
    where = {"place": loose_place} if loose_place else {}
    log = (
        said("2025-04-30", "scheduled", window="2025-05-03", place="Rome", origin="Host"),
        said("2025-05-01", "postponed", origin="Mediator"),
        said("2025-05-02", "scheduled", window="2025-05-11", modality="anonymous", **where),
    )
    one = session(1, *log, on="2025-05-02")
    assert (one.status, window(one), one.place, one.disputes) == ("postponed", "2025-05-11", place, ())
    assert {value for value, *_ in standing(log, "place", "2025-05-02")} == values
    firm = said("2025-05-09", "scheduled", window="2025-05-11", place="Muscat", origin="Host")
    assert session(1, *log, firm, on="2025-05-09").place == "Muscat"


def test_once_the_firm_plan_has_passed_a_loose_one_counts() -> None:
    told = session(
        1,
        said("2025-05-01", "scheduled", window="2025-05-10"),
        said("2025-05-20", "scheduled", window="2025-06-10", modality="anonymous"),
        on="2025-05-21",
    )
    assert (told.status, window(told)) == ("scheduled", "2025-06-10")


def test_nobody_stands_for_an_anonymous_denial() -> None:
    told = session(
        1,
        said("2025-05-01", "scheduled", window="2025-06-10"),
        said("2025-05-02", "scheduled", window="2025-06-10", modality=["anonymous", "denied"]),
        on="2025-05-03",
    )
    assert (told.status, [value for value, _ in dissent(told, "status")]) == ("scheduled", ["denied"])


# ---- echoes and limits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "newer", "counts"),
    [
        ("2025-05-21", "2025-05-19/2025-05-25", "2025-05-21"),
        ("2025-05-16/2025-05-31", "2025-05", "2025-05-16/2025-05-31"),
        ("2025-05-16/2025-05-31", "2025-22", "2025-22"),
        ("2025-07-21/2025-07-31", "2025-07-16/2025-07-31", "2025-07-16/2025-07-31"),
        ("2025-06", "2025-04-02/2025-12-31", "2025-06"),
        ("2025-06", "../2025-12-31", "2025-06"),
        ("../2025-06-30", "../2025-07-31", "../2025-07-31"),
        ("2025-05-15/..", "2025-06-15/..", "2025-06-15/.."),
        ("2025-05-21", "2025-05-20~", "2025-05-20~"),
    ],
)
def test_only_a_vaguer_echo_undoes_nothing(known: str, newer: str, counts: str) -> None:
    documents = [said("2025-03-01", "scheduled", window=known), said("2025-04-02", "scheduled", window=newer)]
    assert window(session(1, *documents, on="2025-04-03")) == counts


def test_when_the_plan_has_run_out_and_an_echo_has_not_the_echo_counts() -> None:
    documents = (
        said("2025-10-29", "scheduled", window="2025-11-21/2025-11-30", basis="expected"),
        said("2025-11-29", "scheduled", window="2025-11-29/2025-12-31", basis="expected"),
        said("2025-10-01", "scheduled", window="2025", basis="expected"),
    )
    coming = session(1, *documents, on="2025-12-15")
    assert (coming.status, window(coming)) == ("expected", "2025-11-29/2025-12-31")
    older = session(1, documents[0], documents[2], on="2025-12-15")
    assert (older.status, window(older)) == ("overdue", "2025-11-21/2025-11-30")


def test_an_echo_of_an_older_window_stands_in_the_slip_chain_once() -> None:
    told = session(
        1,
        said("2025-01-01", "scheduled", window="2025"),
        said("2025-02-01", "scheduled", window="2025-05"),
        said("2025-03-01", "scheduled", window="2025"),
        on="2025-03-02",
    )
    assert [(slip.window.edtf, slip.change) for slip in told.slips] == [("2025", True), ("2025-05", True)]


def test_who_expects_another_day_than_the_one_set_makes_it_expected() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-04-02", "scheduled", window="2025-06-10", basis="expected"),
        on="2025-04-03",
    )
    assert (told.status, window(told)) == ("expected", "2025-06-10")


def test_who_expects_it_more_vaguely_makes_a_date_that_is_agreed_no_less_firm() -> None:
    one = session(
        1,
        said("2025-10-20", "scheduled", window="2025-11-16/2025-11-30", basis="agreed"),
        said("2025-11-10", "scheduled", window="2025-11", basis="expected"),
        on="2025-11-12",
    )
    assert (one.status, one.basis, one.window and one.window.edtf) == ("scheduled", "agreed", "2025-11-16/2025-11-30")


def test_a_proposal_made_after_the_day_set_had_passed_stands_in_the_slip_chain_as_a_change() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-06-01", "proposed", window="2025-07"),
        on="2025-06-02",
    )
    assert [(slip.window.edtf, slip.change) for slip in told.slips] == [("2025-05-10", True), ("2025-07", True)]


def test_after_two_postponements_what_was_suggested_between_them_counts_no_more() -> None:
    documents = (
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-04-10", "postponed", origin="A"),
        said("2025-04-12", "proposed", window="2025-08"),
        said("2025-04-20", "scheduled", window="2025-06-10", origin="A"),
        said("2025-05-20", "postponed", origin="A"),
    )
    assert window(session(1, *documents[:3], on="2025-04-13")) == "2025-08"
    assert session(1, *documents, on="2025-05-21").window is None


# ---- whose word, and when -----------------------------------------------------------------------------------------


def test_who_holds_on_to_the_plan_after_anothers_change_contradicts_it() -> None:
    documents = (
        said("2025-11-01", "scheduled", window="2025-12-04", origin="A"),
        said("2025-11-20", "postponed", window="2026-01-10", origin="B"),
    )
    by_day = said("2025-11-25", "scheduled", window="2025-12-04", when="2025-11-25", origin="A")
    by_itself = said("2025-11-25", "scheduled", window="2025-12-04", origin="A", form="ministry")
    for again in (by_day, by_itself):
        told = session(1, *documents, again, on="2025-11-25")
        assert (window(told), [value for value, _ in dissent(told, "window")]) == ("2025-12-04", ["2026-01-10"])
    reprint = said("2025-11-25", "scheduled", window="2025-12-04", origin="A", form="reprint")
    told = session(1, *documents, reprint, on="2025-11-25")
    assert (window(told), told.disputes) == ("2026-01-10", ())


def test_of_one_day_the_firmer_kind_of_report_counts_then_the_narrower() -> None:
    one = said("2025-05-01", "scheduled", window="2025-06-10", origin="A", form="agency")
    other = said("2025-05-01", "scheduled", window="2025-06-12", origin="B", form="blog")
    for documents in ((one, other), (other, one)):
        told = session(1, *documents, on="2025-05-02")
        assert (window(told), [value for value, _ in dissent(told, "window")]) == ("2025-06-10", ["2025-06-12"])
    ministry = said("2025-05-01", "scheduled", window="2025-06-14/2025-06-15", origin="C", form="ministry")
    assert window(session(1, one, ministry, other, on="2025-05-02")) == "2025-06-14/2025-06-15"


def test_of_one_day_first_the_plan_of_before_then_what_moves_it_then_the_new_time() -> None:
    before = said("2025-04-01", "scheduled", window="2025-05-10", origin="A")
    told = [
        said("2025-05-01", "scheduled", window="2025-06-10", origin="C"),
        said("2025-05-01", "postponed", origin="B"),
        said("2025-05-01", "scheduled", window="2025-05-10", origin="D"),
    ]
    for documents in (told, told[::-1]):
        coming = session(1, before, *documents, on="2025-05-02")
        assert (coming.status, window(coming)) == ("scheduled", "2025-06-10")
        assert [value for value, _ in dissent(coming, "window")] == ["2025-05-10"]


def test_a_vague_day_of_publication_makes_a_plan_no_newer_than_its_first_day() -> None:
    vague = report(
        "vague", published="2023-07", facts=[{"kind": "session-scheduled", "session": 1, "window": "2023-07-27~"}]
    )
    exact = said("2023-07-08", "scheduled", window="2023-07-18")
    assert window(session(1, vague, exact, on="2023-07-31")) == "2023-07-18"


def test_a_denied_postponement_restores_the_plan() -> None:
    documents = (
        said("2025-03-01", "scheduled", window="2025-04-10"),
        said("2025-04-01", "postponed", window="2025-05-01", origin="H"),
        said("2025-04-02", "postponed", modality="denied", origin="M"),
    )
    told = session(1, *documents, on="2025-04-03")
    assert (told.status, window(told)) == ("scheduled", "2025-04-10")
    assert ("postponed", "superseded", "denied since") in standing(documents, "status", "2025-04-03")


def test_a_denied_proposal_is_neither_to_come_nor_overdue_until_a_newer_one() -> None:
    documents = (
        said("2025-02-01", "proposed", window="2025-04"),
        said("2025-03-01", "proposed", window="2025-04", modality="denied"),
    )
    assert session(1, *documents, on="2025-03-02").status == "denied"
    assert upcoming(*documents, on="2025-06-01") == []
    newer = said("2025-03-10", "proposed", window="2025-05")
    assert session(1, *documents, newer, on="2025-03-11").status == "proposed"


def test_the_denial_of_a_time_that_was_given_up_touches_nothing() -> None:
    told = session(
        1,
        said("2025-04-30", "scheduled", window="2025-05-03", origin="Iran MFA"),
        said("2025-05-01", "postponed", origin="Oman MFA"),
        said("2025-05-01", "scheduled", window="2025-05-03", modality="denied", origin="US State Department"),
        on="2025-05-02",
    )
    assert (told.status, told.window, told.disputes) == ("postponed", None, ())


def test_what_nobody_planned_and_somebody_denies_is_denied() -> None:
    assert session(1, said("2025-03-01", "scheduled", modality="denied"), on="2025-03-02").status == "denied"


def test_a_postponement_and_a_cancellation_of_one_day_are_a_dispute() -> None:
    documents = (
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-04-20", "postponed", modality="anonymous"),
        said("2025-04-20", "cancelled"),
    )
    told = session(1, *documents, on="2025-04-21")
    assert (told.status, [value for value, _ in dissent(told, "status")]) == ("cancelled", ["postponed"])


def test_where_the_only_postponement_is_denied_what_it_recalls_is_the_plan() -> None:
    story = report(
        "story",
        published="2025-04-01",
        facts=[
            {"kind": "session-scheduled", "session": 1, "window": "2025-05-10"},
            {"kind": "session-postponed", "session": 1},
        ],
    )
    denial = said("2025-04-02", "postponed", modality="denied", origin="M")
    told = session(1, story, denial, on="2025-04-03")
    assert (told.status, window(told)) == ("scheduled", "2025-05-10")


# ---- overdue and lapsed -------------------------------------------------------------------------------------------


def test_around_a_day_is_overdue_a_day_later() -> None:
    plan = said("2025-03-01", "scheduled", window="2025-04-10~")
    told = [session(1, plan, on=day) for day in ("2025-04-11", "2025-04-12")]
    assert [(one.status, one.overdue_days) for one in told] == [("scheduled", None), ("overdue", 1)]


def test_a_session_without_a_window_lapses_once_one_of_its_track_began_after_the_last_word_on_it() -> None:
    began = said("2025-05-11", "started", number=5, when="2025-05-11")
    assert session(4, said("2025-05-01", "postponed", number=4), began, on="2025-05-12").status == "lapsed"
    told_since = said("2025-05-12", "scheduled", number=4)
    assert session(4, told_since, began, on="2025-05-13").status == "scheduled"
    earlier = said("2025-05-11", "held", number=3, when="2025-05-11")
    assert session(4, said("2025-05-01", "scheduled", number=4), earlier, on="2025-05-12").status == "scheduled"


# ---- explained ----------------------------------------------------------------------------------------------------


def test_every_claim_is_shown_with_how_it_stands() -> None:
    documents = (
        said("2024-11-01", "scheduled", window="2024-12-04"),
        said("2024-12-03", "postponed"),
        said("2024-12-04", "cancelled"),
    )
    assert standing(documents, "status", "2024-12-05") == [
        ("cancelled", "preferred", "the newest word"),
        ("scheduled", "superseded", "superseded: postponed, said 2024-12-03"),
        ("postponed", "superseded", "superseded: cancelled, said 2024-12-04"),
    ]


def test_nobody_gave_another_value_is_said_only_where_nobody_did() -> None:
    plan = said("2024-11-01", "scheduled", window="2024-12-04")
    assert standing((plan,), "window", "2024-11-02") == [("2024-12-04", "preferred", "nobody gave another value")]
    proposed = said("2024-10-01", "proposed", window="2024")
    assert standing((plan, proposed), "window", "2024-11-02") == [
        ("2024-12-04", "preferred", "the newest word"),
        ("2024", "superseded", "suggested, until a date was set"),
    ]


def test_the_slip_chain_shows_a_recalled_plan_before_the_one_that_replaced_it() -> None:
    moved = report(
        "moved",
        published="2025-05-20",
        facts=[
            {"kind": "session-scheduled", "session": 1, "window": "2025-05-25"},
            {"kind": "session-postponed", "session": 1, "window": "2025-06-01"},
        ],
    )
    told = session(1, said("2025-05-05", "postponed", window="2025-06-01"), moved, on="2025-05-21")
    assert slips(told) == [("2025-05-25", ("moved",)), ("2025-06-01", ("2025-05-05 postponed", "moved"))]


def test_when_the_plan_has_run_out_an_echo_of_it_that_has_not_counts() -> None:
    documents = (
        said("2025-01-01", "scheduled", window="2025-05-21"),
        said("2025-02-01", "scheduled", window="2025-05"),
    )
    told = [session(1, *documents, on=day) for day in ("2025-05-21", "2025-05-25", "2025-06-01")]
    assert [(one.status, window(one)) for one in told] == [
        ("scheduled", "2025-05-21"),
        ("scheduled", "2025-05"),
        ("overdue", "2025-05-21"),
    ]


def test_of_one_day_a_postponement_comes_after_what_is_only_said_again_however_firm_the_report() -> None:
    told = session(
        1,
        said("2025-05-01", "postponed", form="blog"),
        said("2025-05-01", "scheduled", window="2025-06-10", form="ministry"),
        on="2025-05-02",
    )
    assert (told.status, told.window) == ("postponed", None)


def test_a_postponement_that_is_denied_on_the_same_day_did_not_take_place() -> None:
    documents = (
        said("2025-03-01", "scheduled", window="2025-04-10"),
        said("2025-04-01", "postponed", window="2025-05-01", origin="H"),
        said("2025-04-01", "postponed", modality="denied", origin="M"),
    )
    told = session(1, *documents, on="2025-04-03")
    assert (told.status, window(told)) == ("scheduled", "2025-04-10")
    # A denial of the day before is of another one.
    early = said("2025-03-31", "postponed", modality="denied", origin="M")
    assert session(1, *documents[:2], early, on="2025-04-03").status == "postponed"


def test_a_recalled_window_that_was_given_first_stands_with_the_first() -> None:
    story = report(
        "story",
        published="2025-04-20",
        facts=[
            {"kind": "session-scheduled", "session": 1, "window": "2025-05-10"},
            {"kind": "session-postponed", "session": 1, "window": "2025-06-10"},
        ],
    )
    first = said("2025-03-01", "scheduled", window="2025-05-10")
    assert slips(session(1, first, story, on="2025-04-21")) == [
        ("2025-05-10", ("2025-03-01 scheduled", "story")),
        ("2025-06-10", ("story",)),
    ]


def test_a_recalled_window_that_agrees_with_another_one_changed_nothing() -> None:
    story = report(
        "story",
        published="2025-05-20",
        facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-05-10", "retold": True}],
    )
    told = session(1, said("2025-03-01", "scheduled", window="2025-05"), story, on="2025-05-21")
    assert [(one.window.edtf, one.change) for one in told.slips] == [("2025-05", True), ("2025-05-10", False)]


def test_a_vaguer_suggestion_does_not_change_what_was_suggested_before() -> None:
    told = session(
        1,
        said("2025-03-01", "proposed", window="2025-05-10"),
        said("2025-03-02", "proposed", window="2025"),
        said("2025-03-03", "proposed", window="2025-06"),
        on="2025-03-04",
    )
    assert [(one.window.edtf, one.change) for one in told.slips] == [
        ("2025-05-10", True),
        ("2025", False),
        ("2025-06", True),
    ]


def test_of_one_day_what_some_report_recalls_comes_before_what_is_said_however_firm_the_report() -> None:
    plan = said("2025-05-01", "scheduled", window="2025-06-10", form="ministry")
    other = said("2025-05-01", "scheduled", window="2025-08", origin="B", form="blog")
    recalled = said("2025-05-01", "scheduled", window="2025-06-10", origin="C", retold=True)
    assert window(session(1, plan, other, on="2025-05-02")) == "2025-06-10"
    assert window(session(1, plan, other, recalled, on="2025-05-02")) == "2025-08"


def test_of_one_day_an_agency_is_firmer_than_what_nobody_printed() -> None:
    fact = {"kind": "session-scheduled", "session": 1, "window": "2025-06-20"}
    agency = said("2025-05-01", "scheduled", window="2025-06-10", form="agency")
    told = session(1, judgement(fact, recorded_at="2025-05-01"), agency, on="2025-05-02")
    assert window(told) == "2025-06-10"


def test_two_places_of_a_plan_are_a_dispute_as_long_as_they_can_come_true() -> None:
    documents = (
        said("2025-05-01", "scheduled", window="2025-05-10", place="Rome", origin="A"),
        said("2025-05-01", "scheduled", window="2025-05-10", place="Oslo", origin="B", form="blog"),
    )
    told = [session(1, *documents, on=day) for day in ("2025-05-10", "2025-05-11")]
    assert [(one.place, dissent(one, "place") != []) for one in told] == [("Rome", True), ("Rome", False)]


# ---- prints of what a report recalls -----------------------------------------------------------------------------


def told_again(first: Told, *, published: str, form: str, facts: list[int]) -> Told:
    """Some facts of a report, printed again."""
    filed = {**first["report"], "id": "again", "kind": form, "published": published}
    return {**first, "report": filed, "facts": [first["facts"][at] for at in facts]}


def moved_by_one_report(plan: Told) -> Told:
    """A report that a session did not take place, and of its new date."""
    facts = [{"kind": "session-not-held", "session": 1}, plan]
    return report("first", published="2025-01-01", origin="The office", facts=facts)


NEW_DATE = {"kind": "session-scheduled", "session": 1, "window": "2025-05-20"}


@pytest.mark.parametrize("plan", [NEW_DATE, {"kind": "session-held", "session": 1, "when": "2025-05-20"}])
@pytest.mark.parametrize("facts", [[0], [1], [0, 1]])
@pytest.mark.parametrize("published", ["2025-01-02", "2025-12-01"])
def test_a_reprint_leaves_a_plan_as_its_first_print_left_it(plan: Told, facts: list[int], published: str) -> None:
    first = moved_by_one_report(plan)
    reprint = told_again(first, published=published, form="reprint", facts=facts)
    assert session(1, first, on="2026-02-01").status == "overdue"
    assert session(1, first, reprint, on="2026-02-01").status == "overdue"


def test_what_moved_a_plan_is_as_old_as_its_first_print_whoever_prints_it() -> None:
    first = moved_by_one_report(NEW_DATE)
    copied = told_again(first, published="2025-01-02", form="news", facts=[0])
    assert session(1, first, copied, on="2025-02-01").status == "scheduled"


def test_a_plan_that_a_report_recalls_is_news_once_it_is_told_itself_and_no_news_in_a_reprint() -> None:
    moved = report(
        "first",
        published="2025-06-01",
        origin="The office",
        facts=[
            {"kind": "session-postponed", "session": 1},
            {"kind": "session-scheduled", "session": 1, "window": "2025-07-10"},
        ],
    )
    again = {form: told_again(moved, published="2025-06-05", form=form, facts=[1]) for form in ("news", "reprint")}
    assert session(1, moved, on="2025-06-10").status == "postponed"
    assert session(1, moved, again["reprint"], on="2025-06-10").status == "postponed"
    assert session(1, moved, again["news"], on="2025-06-10").status == "scheduled"
