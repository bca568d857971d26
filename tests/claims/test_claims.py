"""Which of several values counts, and which contradict it?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from events.facts.session import SessionPostponed
from tests.given import given, report
from timeline.claims import readers
from timeline.claims.claims import Claim, Verdict
from timeline.claims.happened import settle
from timeline.claims.news import settle_newest
from timeline.claims.statements import in_order_of_news, statements
from timeline.knowledge.known import knowledge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.given import Told

WINDOWS = ("2025", "2025-05", "2025-05-16/2025-05-31", "2025-05-21", "2025-05-10", "2025-06", "2025-06-10~", "2025-05?")


def said(
    day: str | None, window: str | None, *, name: str | None = None, origin: str | None = None, **attributes: str
) -> Told:
    """A report of that day gives a window for session 1; without one it postpones the session."""
    kind = "session-scheduled" if window else "session-postponed"
    fact = {"kind": kind, "session": 1, **({"window": window} if window else {}), **attributes}
    name = name or str(day)
    dated = {"published": day} if day else {}
    return report(name, origin=origin or name, facts=[fact], **dated)


def claims(*documents: Told) -> list[Claim]:
    """What the reports claim of the window."""
    facts = knowledge(given(*documents)).facts
    return [Claim(readers.window("window")(known), known) for known in facts]


def newest(*documents: Told, on: str = "2025-01-01") -> Verdict:
    """The window of what is to come."""
    return settle_newest(
        "window",
        claims(*documents),
        undoes=lambda claim: isinstance(claim.source.fact, SessionPostponed),
        possible=readers.still_possible(date.fromisoformat(on)),
    )


def preferred(verdict: Verdict) -> str | int | None:
    """The value that counts."""
    return verdict.preferred.value.text if verdict.preferred else None


def contradicting(verdict: Verdict) -> list[str | int]:
    """The values that contradict it."""
    return [support.value.text for support in verdict.dissent]


# ---- what has happened --------------------------------------------------------------------------------------------


def test_values_that_agree_refine_each_other_and_the_narrowest_counts() -> None:
    verdict = settle(
        "window", claims(*(said(f"2025-01-0{n}", text) for n, text in enumerate(("2025-05-21", "2025", "2025-05"), 1)))
    )
    assert (preferred(verdict), verdict.reason, verdict.dissent) == ("2025-05-21", "refinement", ())
    assert [support.value.text for support in verdict.others] == ["2025", "2025-05"]


def test_a_certain_time_refines_an_uncertain_one() -> None:
    assert preferred(settle("window", claims(said("2025-01-01", "2025-05-21?"), said("2025-01-02", "2025-05-21")))) == (
        "2025-05-21"
    )


def test_who_says_less_supports_all_that_agree_with_it() -> None:
    verdict = settle(
        "window",
        claims(
            said("2025-01-01", "2025-05-21"),
            said("2025-01-02", "2025-06"),
            said("2025-01-03", "2025-05"),
        ),
    )
    assert (preferred(verdict), verdict.reason, contradicting(verdict)) == ("2025-05-21", "origins", ["2025-06"])


def test_ten_prints_of_one_statement_weigh_as_much_as_one() -> None:
    prints = [said(f"2025-01-{n:02}", "2025-05-21", origin="press office") for n in range(1, 11)]
    verdict = settle("window", claims(*prints, said("2025-02-01", "2025-05-22"), said("2025-02-02", "2025-05-22")))
    assert (preferred(verdict), verdict.reason) == ("2025-05-22", "origins")
    assert len(verdict.dissent[0].reports) == 10
    assert verdict.dissent[0].origins == ("press office",)


def test_a_reprint_makes_a_claim_no_newer() -> None:
    older, newer = said("2025-01-01", "2025-05-21", origin="A"), said("2025-01-02", "2025-05-22", origin="B")
    again = said("2025-03-01", "2025-05-21", origin="A")
    assert preferred(settle("window", claims(older, newer, again))) == "2025-05-22"


def test_the_words_shown_are_those_of_the_first_report_that_gave_any() -> None:
    def worded(name: str, day: str, wording: str) -> Told:
        fact = {"kind": "session-scheduled", "session": 1, "window": {"edtf": "2025-05", "wording": wording}}
        return report(name, published=day, facts=[fact])

    later, first = worded("r2", "2025-01-02", "next month"), worded("r1", "2025-01-01", "in May")
    for verdict in (settle("window", claims(later, first)), newest(later, first)):
        assert verdict.preferred is not None
        assert verdict.preferred.value.wording == "in May"


# ---- what is to come ----------------------------------------------------------------------------------------------


def test_the_newest_claim_counts_in_whatever_order_the_reports_were_recorded() -> None:
    one, two, three = said("2025-01-01", "2025-05"), said("2025-01-02", "2025-06"), said("2025-01-03", "2025-07")
    assert {preferred(newest(*documents)) for documents in ((one, two, three), (three, one, two))} == {"2025-07"}


def test_what_the_same_origin_said_before_is_no_dispute() -> None:
    verdict = newest(said("2025-01-01", "2025-05", origin="A"), said("2025-01-02", "2025-06", origin="A"))
    assert (preferred(verdict), verdict.dissent, [one.value.text for one in verdict.others]) == (
        "2025-06",
        (),
        ["2025-05"],
    )


def test_what_another_origin_said_last_is_one_until_its_time_has_passed() -> None:
    documents = [
        said("2025-01-01", "2025-04", origin="A"),
        said("2025-01-02", "2025-05", origin="A"),
        said("2025-01-03", "2025-06", origin="B"),
    ]
    assert contradicting(newest(*documents, on="2025-05-31")) == ["2025-05"]
    assert contradicting(newest(*documents, on="2025-06-01")) == []


def test_who_postponed_without_a_date_holds_to_none() -> None:
    documents = [said("2025-01-01", "2025-05", origin="A"), said("2025-01-02", None, name="off", origin="A")]
    assert preferred(newest(*documents)) is None
    assert contradicting(newest(*documents, said("2025-01-03", "2025-06"))) == []


def test_news_of_one_day_is_settled_by_origins() -> None:
    one = said("2025-01-01", "2025-05-21", name="r1")
    two, three = said("2025-01-01", "2025-05-22", name="r2"), said("2025-01-01", "2025-05-22", name="r3")
    for documents in ((one, two, three), (two, three, one)):
        assert preferred(newest(*documents)) == "2025-05-22"


def test_what_is_told_later_of_an_earlier_day_is_no_later_news() -> None:
    told = [
        said("2025-01-05", "2025-06", name="new"),
        said("2025-01-09", "2025-05", name="retold", when="2025-01-01"),
    ]
    assert preferred(newest(*told)) == "2025-06"


@pytest.mark.parametrize("when", ["2025", "2026-01-01"])
def test_a_claim_is_never_newer_than_its_report(when: str) -> None:
    told = [said("2025-01-05", "2025-06", name="new"), said("2025-01-01", "2025-05", name="old", when=when)]
    assert preferred(newest(*told)) == "2025-06"


def test_an_undated_claim_is_older_than_all_that_is_dated() -> None:
    assert preferred(newest(said("2020-01-01", "2025-06"), said(None, "2025-05", name="undated"))) == "2025-06"


def test_an_undated_print_does_not_make_its_statement_undated() -> None:
    documents = [
        said(None, "2025-05", name="undated", origin="A"),
        said("2025-01-02", "2025-06", origin="B"),
        said("2025-01-03", "2025-05", origin="A"),
    ]
    assert preferred(newest(*documents)) == "2025-05"


# ---- prints and statements ----------------------------------------------------------------------------------------


def test_prints_of_one_statement_are_one_as_old_as_the_first() -> None:
    (one,) = statements(claims(said("2025-01-03", "2025-05", origin="A"), said("2025-01-01", "2025-05", origin="A")))
    assert (len(one.claims), one.age[0]) == (2, date(2025, 1, 1))


def test_the_same_claim_made_on_two_days_is_two_statements() -> None:
    documents = [
        said("2025-01-01", "2025-05", origin="A", when="2025-01-01"),
        said("2025-02-01", "2025-05", origin="A", when="2025-02-01"),
        said("2025-02-02", "2025-05", origin="A"),
    ]
    assert [len(one.claims) for one in statements(claims(*documents))] == [2, 1]


NEWS = st.lists(
    st.tuples(
        st.integers(0, 200), st.sampled_from(WINDOWS) | st.none(), st.sampled_from(["Iraq", "NATO", "Anadolu", "ONSA"])
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one[0],
)
"""Days of publication, each once, with the window given and the origin."""


def reports(news: Sequence[tuple[int, str | None, str]]) -> list[Told]:
    """A report for each."""
    days = [(date.fromordinal(date(2025, 1, 1).toordinal() + day).isoformat(), *rest) for day, *rest in news]
    return [said(day, window, origin=origin) for day, window, origin in days]


@given_any(NEWS, st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing_while_days_of_publication_differ(
    news: list[tuple[int, str | None, str]], shuffle: Random
) -> None:
    documents = reports(news)
    shuffled = list(documents)
    shuffle.shuffle(shuffled)
    assert preferred(newest(*shuffled)) == preferred(newest(*documents))
    assert set(contradicting(newest(*shuffled))) == set(contradicting(newest(*documents)))
    assert preferred(settle("window", claims(*shuffled))) == preferred(settle("window", claims(*documents)))


@given_any(NEWS)
def test_the_preferred_value_is_one_that_some_report_gave_and_contradicts_none_of_its_own(
    news: list[tuple[int, str | None, str]],
) -> None:
    documents = reports(news)
    for verdict in (newest(*documents), settle("window", claims(*documents))):
        assert preferred(verdict) in {*(window for _, window, _ in news), None}
        assert set(verdict.dissent) <= set(verdict.others)
        assert verdict.preferred not in verdict.others


@given_any(NEWS, st.integers(0, 7), st.integers(201, 400))
def test_a_reprint_changes_no_verdict(news: list[tuple[int, str | None, str]], which: int, day: int) -> None:
    _, window, origin = news[which % len(news)]
    documents = reports(news)
    (told,) = reports([(day, window, origin)])
    told["report"]["kind"] = "reprint"
    reprinted = [*documents, told]
    assert (preferred(newest(*reprinted)), contradicting(newest(*reprinted))) == (
        preferred(newest(*documents)),
        contradicting(newest(*documents)),
    )
    assert len(in_order_of_news(claims(*reprinted))) == len(in_order_of_news(claims(*documents)))
    assert preferred(settle("window", claims(*reprinted))) == preferred(settle("window", claims(*documents)))


def test_a_capital_that_is_named_in_two_languages_is_one_place() -> None:
    # Chittagong was once called Islamabad too.
    reports = [
        report("r1", language="en", published="2003-08-08", facts=[{"kind": "session-proposed", "session": 1}]),
        report("r2", language="ar", published="2004-03-18", facts=[{"kind": "session-scheduled", "session": 1}]),
    ]
    for one, place in zip(reports, ("Islamabad", "إسلام أباد"), strict=True):
        one["facts"][0]["place"] = place
    facts = knowledge(given(*reports)).facts
    verdict = settle_newest("place", [Claim(readers.place("place")(known), known) for known in facts])
    assert verdict.preferred is not None
    assert sorted(verdict.preferred.facts) == sorted(known.fact_id for known in facts)
    assert preferred(verdict) == "Islamabad"
