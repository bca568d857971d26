"""What is an echo, what has passed, and what does the news leave of a plan?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from events.windows.window import Window
from tests.given import given, report
from timeline.claims import readers
from timeline.claims.claims import Claim
from timeline.claims.news import echoes, is_calendar_unit, is_rest_of_unit, passed, settle_newest
from timeline.claims.overdue import is_overdue, last_day, overdue_days
from timeline.knowledge.known import knowledge
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.claims.claims import Verdict

SAID_ON = date(2025, 4, 10)


def value(edtf: str) -> WindowValue:
    return WindowValue(Window.parse(edtf))


# ---- calendar units -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        *("2025-05", "2025-02", "2024-02", "2025-12", "2025-01-01/2025-03-31", "2025-33", "2025-34", "2025-36"),
        *("2025-21", "2025-22", "2025-24", "2025-37", "2025-39", "2025-40", "2025-41", "2025", "202X", "2025/2026"),
        *("2025-03-01/2025-05-31", "2025-12-01/2026-02-28", "2025-07-01/2025-12-31", "2025-05~"),
    ],
)
def test_a_month_a_quarter_a_season_a_third_a_half_and_years_are_calendar_units_by_their_days(unit: str) -> None:
    assert is_calendar_unit(Window.parse(unit))


@pytest.mark.parametrize(
    "other",
    [
        *("2025-05-21", "2025-05-16/2025-05-31", "2025-05-01/2025-05-30", "2025-05-02/2025-05-31"),
        *("2025-05-15/..", "../2025-05-31", "2025-05-01/..", "2025-01-01/2025-02-28", "2025-02-01/2025-04-30"),
        *("2025-02-01/2025-07-31", "2025-02-01/2025-05-31", "2025-04-01/2025-09-30", "2025-03-01/2026-02-28"),
        *("2025-05-01/2026-04-30", "2025-01-01/2025-05-31"),
    ],
)
def test_other_windows_are_none(other: str) -> None:
    assert not is_calendar_unit(Window.parse(other))


@pytest.mark.parametrize(
    ("rest", "is_one"),
    [
        ("2025-04-10/2025-12-31", True),
        ("2025-04-11/2025-12-31", True),
        ("2025-04-09/2025-12-31", True),
        ("2025-04-12/2025-12-31", False),
        ("2025-04-08/2025-12-31", False),
        ("2025-04-10/2025-04-30", True),
        ("2025-04-10/2025-06-30", True),
        ("2025-04-10/2025-05-31", True),
        ("2025-04-10/2026-02-28", True),
        ("2025-04-10/2025-07-31", False),
        ("2025-04-10/2026-04-30", False),
        ("2025-04-10/2025-10-31", False),
        ("2025-04-10/2025-12-30", False),
        ("2025-04-10/..", False),
        ("../2025-12-31", True),
    ],
)
def test_what_is_left_of_a_unit_on_the_day_on_which_it_is_said(rest: str, *, is_one: bool) -> None:
    assert is_rest_of_unit(Window.parse(rest), SAID_ON) == is_one


# ---- echoes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "said", "is_one"),
    [
        ("2025-05-21", "2025-05-21", True),
        ("2025-05-21", "2025-05", True),
        ("2025-05-21", "2025-05-19/2025-05-25", True),
        ("2025-05-20/2025-05-21", "2025-05-19/2025-05-25", False),
        ("2025-05-20/2025-05-21", "2025-05", True),
        ("2025-05-20/2025-05-21", "2025-04-10/2025-12-31", True),
        ("2025-05-20/2025-05-21", "2025-05-21/2025-06-30", False),
        ("2025-05", "2025-05-21", False),
        ("2025-05-21", "2025-06", False),
        ("2025-05-21", "2025-05-22", False),
        ("../2025-06-30", "../2025-12-31", False),
        ("2025-06", "../2025-12-31", True),
    ],
)
def test_a_vaguer_word_on_a_later_day_is_an_echo_where_it_wholly_contains_what_is_known(
    known: str, said: str, *, is_one: bool
) -> None:
    assert echoes(value(said), value(known), SAID_ON, date(2025, 4, 1)) == is_one


def test_on_the_day_on_which_the_known_time_was_given_whatever_agrees_and_says_less_is_an_echo() -> None:
    known, said = value("2025-05-20/2025-05-21"), value("2025-05-21/2025-06-30")
    assert echoes(said, known, SAID_ON, SAID_ON)
    assert not echoes(said, known, SAID_ON, None)
    assert not echoes(value("2025-06"), known, SAID_ON, SAID_ON)


def test_nothing_echoes_nothing_and_a_term_echoes_itself() -> None:
    assert not echoes(None, value("2025"), SAID_ON, SAID_ON)
    assert not echoes(value("2025"), None, SAID_ON, SAID_ON)
    assert echoes(TermValue("Signed"), TermValue("signed"), SAID_ON, None)
    assert not echoes(TermValue("signed"), TermValue("agreed"), SAID_ON, SAID_ON)


# ---- what has passed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "last"),
    [
        ("2025-05", date(2025, 5, 31)),
        ("2025-05-21", date(2025, 5, 21)),
        ("2025-05-21~", date(2025, 5, 22)),
        ("2025-05~", date(2025, 6, 30)),
        ("2025-05?", date(2025, 5, 31)),
        ("2025-05-15/..", None),
        ("../2025-05-15", date(2025, 5, 15)),
        ("9999~", date.max),
    ],
)
def test_a_window_has_passed_from_the_day_after_its_last_and_an_open_end_never(edtf: str, last: date | None) -> None:
    window = value(edtf)
    assert last_day(window) == last
    if last is None or last == date.max:
        assert not passed(window, date.max)
        assert not is_overdue(window, date.max)
        assert overdue_days(window, date.max) is None
        return
    after = date.fromordinal(last.toordinal() + 1)
    assert [passed(window, day) for day in (last, after)] == [False, True]
    assert [is_overdue(window, day) for day in (last, after)] == [False, True]
    assert [overdue_days(window, day) for day in (last, after)] == [None, 1]


def test_what_is_no_time_does_not_pass() -> None:
    assert last_day(None) is None
    assert last_day(TermValue("2025")) is None
    assert not passed(None, date.max)
    assert not is_overdue(TermValue("2025"), date.max)
    assert overdue_days(None, date.max) is None


# ---- what counts --------------------------------------------------------------------------------------------------


def due(day: str, edtf: str, *, origin: str | None = None, **more: object) -> Told:
    """A report of that day says when the help is due."""
    fact = {"kind": "commitment-made", "commitment": "help", "due": edtf, **more}
    return report(f"{day} {edtf}", published=day, origin=origin or f"office {day}", facts=[fact])


def settled(*documents: Told, on: str | None = None, of_a_plan: bool = False) -> Verdict:
    """When it is due, as news follows news."""
    facts = knowledge(given(*documents)).facts
    claims = [Claim(found, known) for known in facts if (found := readers.window("due")(known))]
    day = date.fromisoformat(on) if on else None
    return settle_newest("due", claims, on=day, of_a_plan=of_a_plan)


def text(verdict: Verdict) -> str | None:
    return str(verdict.preferred.value.text) if verdict.preferred else None


def standings(verdict: Verdict) -> dict[str, tuple[str, str]]:
    """How each value stands, and why."""
    return {str(one.value.text): verdict.bearing_of(one) for one in verdict.supports}


def test_where_nobody_says_anything_nothing_is_settled() -> None:
    verdict = settled()
    assert (verdict.preferred, verdict.supports, verdict.reason) == (None, (), "undisputed")


def test_where_all_say_the_same_nothing_is_disputed() -> None:
    verdict = settled(due("2025-01-01", "2025-05"), due("2025-01-02", "2025-05-01/2025-05-31"))
    assert (text(verdict), verdict.others, verdict.reason) == ("2025-05", (), "undisputed")


def test_when_the_time_has_run_out_a_vaguer_word_of_that_day_or_later_counts_that_has_not() -> None:
    documents = [due("2025-01-01", "2025-05-21"), due("2025-02-01", "2025"), due("2025-03-01", "2025-05")]
    assert text(settled(*documents)) == "2025-05-21"
    assert [text(settled(*documents, on=day)) for day in ("2025-05-21", "2025-05-22", "2025-06-01")] == [
        "2025-05-21",
        "2025-05",
        "2025",
    ]
    assert text(settled(*documents, on="2026-01-01")) == "2025-05-21"
    older = [due("2025-01-01", "2025"), due("2025-02-01", "2025-05-21")]
    assert text(settled(*older, on="2025-06-01")) == "2025-05-21"


def test_what_holds_a_time_that_had_passed_when_it_was_said_is_no_echo_of_it() -> None:
    documents = [due("2020-01-15", "2020-01-29"), due("2020-06-27", "../2020-07-10")]
    for day in ("2020-07-01", "2020-07-15", None):
        assert text(settled(*documents, on=day)) == "../2020-07-10"
    recalled = due("2020-02-10", "2020-01")
    assert text(settled(documents[0], recalled, on="2020-02-15")) == "2020-01-29"


def test_what_became_of_a_promise_stays_in_dispute_and_a_plan_changed_by_another_office_does_not() -> None:
    documents = [due("2025-01-01", "2025-05", origin="A"), due("2025-02-01", "2025-06", origin="B")]
    promise, plan = settled(*documents), settled(*documents, of_a_plan=True)
    assert [text(promise), text(plan)] == ["2025-06", "2025-06"]
    assert [len(promise.dissent), len(plan.dissent)] == [1, 0]
    assert standings(promise)["2025-05"] == (
        "contradicts",
        "said on the day of the newest word or after it, and could still come true",
    )
    assert standings(plan) == {
        "2025-06": ("preferred", "the newest word"),
        "2025-05": ("superseded", "superseded: 2025-06, said 2025-02-01"),
    }


def test_a_loose_word_against_a_firm_one_is_told_as_such_and_one_that_came_before_it_as_superseded() -> None:
    verdict = settled(
        due("2024-12-01", "2025-04", modality="anonymous"),
        due("2025-01-01", "2025-05"),
        due("2025-02-01", "2025-06", modality="unconfirmed"),
        of_a_plan=True,
    )
    assert standings(verdict) == {
        "2025-05": ("preferred", "the newest word"),
        "2025-04": ("superseded", "superseded: 2025-05, said 2025-01-01"),
        "2025-06": ("contradicts", "unconfirmed: not counted against an asserted plan"),
    }


def test_a_loose_word_that_agrees_with_a_firm_one_leaves_it_firm_and_one_alone_does_not() -> None:
    loose = due("2025-02-01", "2025-05-10", modality="anonymous")
    against = due("2025-03-01", "2025-06", modality="anonymous")
    assert text(settled(due("2025-01-01", "2025-05"), loose, against)) == "2025-05-10"
    assert text(settled(loose, against)) == "2025-06"
    # Once the firm word has run out, a loose one counts.
    assert text(settled(due("2025-01-01", "2025-02-15"), against)) == "2025-06"
