"""What has happened, where reports differ: what decides, in which order, and how is it told?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.given import given, judgement, report
from timeline.claims import readers
from timeline.claims.claims import claims_on
from timeline.claims.happened import settle
from timeline.knowledge.known import knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.given import Told
    from timeline.claims.claims import Verdict


def held(name: str, when: str, day: str | None = "2025-05-22", *, origin: str | None = None, **more: object) -> Told:
    """A report of that day tells when session 1 was held."""
    dated = {"published": day} if day else {}
    fact = {"kind": "session-held", "session": 1, "when": when, **more}
    return report(name, origin=origin or name, facts=[fact], **dated)


def graded(**grades: str) -> Told:
    """What we think of outlets."""
    return judgement(
        *({"kind": "source-assessed", "outlet": outlet, "reliability": grade} for outlet, grade in grades.items())
    )


def settled(*documents: Told) -> Verdict:
    return settle("held", claims_on(knowledge(given(*documents)).facts, readers.when))


def outcome(*documents: Told) -> tuple[str, str]:
    """The day that counts and the rule that decided, in whatever order the reports were recorded."""
    forwards, backwards = settled(*documents), settled(*documents[::-1])
    assert forwards.preferred is not None
    assert backwards.preferred is not None
    assert (forwards.preferred.value.text, forwards.reason) == (backwards.preferred.value.text, backwards.reason)
    return str(forwards.preferred.value.text), forwards.reason


def standings(verdict: Verdict) -> dict[str, tuple[str, str]]:
    """How each value stands, and why."""
    return {str(one.value.text): verdict.bearing_of(one) for one in verdict.supports}


def test_nobody_one_and_several_that_agree_dispute_nothing() -> None:
    assert (settled().preferred, settled().supports) == (None, ())
    assert outcome(held("a", "2025-05-21"), held("b", "2025-05-21")) == ("2025-05-21", "undisputed")
    assert outcome(held("a", "2025-05-21"), held("b", "2025")) == ("2025-05-21", "refinement")
    # Two weeks that overlap agree, and neither says more.
    weeks = settled(held("a", "2025-05-01/2025-05-10"), held("b", "2025-05-08/2025-05-15"))
    assert (weeks.reason, weeks.dissent, len(weeks.others)) == ("refinement", (), 1)


def test_first_the_origins_count_of_all_that_agree_then_of_those_that_say_just_this() -> None:
    one, other = held("a", "2025-05-21"), held("b", "2025-06-10")
    assert outcome(one, other, held("c", "2025-05")) == ("2025-05-21", "origins")
    # Two say a day in June; of those for May one says the day and one the month.
    assert outcome(one, held("c", "2025-05"), other, held("d", "2025-06-10")) == ("2025-06-10", "origins")


def test_then_the_better_outlet() -> None:
    one, other = held("a", "2025-05-21", "2025-05-22"), held("b", "2025-05-20", "2025-05-23")
    assert outcome(one, other) == ("2025-05-20", "newer")
    for better, worse in ("AB", "BC", "CF", "FD", "DE"):
        assert outcome(one, other, graded(a=better, b=worse)) == ("2025-05-21", "reliability")
    assert outcome(one, other, graded(a="F")) == ("2025-05-20", "newer")
    # A better outlet outweighs what was told first, and more origins a better outlet.
    late = held("late", "2025-05-20", "2025-08-01")
    assert outcome(one, late, graded(late="A", a="B")) == ("2025-05-20", "reliability")
    assert outcome(one, late, held("c", "2025-05-21"), graded(late="A")) == ("2025-05-21", "origins")


@pytest.mark.parametrize(
    ("day", "decides"),
    [
        ("2025-05-29", ("2025-05-20", "newer")),
        ("2025-05-30", ("2025-05-21", "first-told")),
        (None, ("2025-05-21", "first-told")),
    ],
)
def test_then_what_was_told_first_where_more_than_a_week_lies_between(
    day: str | None, decides: tuple[str, str]
) -> None:
    assert outcome(held("a", "2025-05-21", "2025-05-22"), held("b", "2025-05-20", day)) == decides


def test_of_two_memories_that_nobody_dated_neither_was_told_first() -> None:
    assert outcome(held("a", "2025-05-21", None), held("b", "2025-05", None), held("c", "2025-06", None)) == (
        "2025-05-21",
        "origins",
    )
    assert outcome(held("a", "2025-05-21", None), held("b", "2025-06", None)) == ("2025-05-21", "precision")


def test_a_camp_was_told_when_the_first_of_those_that_agree_told_it() -> None:
    early = held("a", "2025-05", "2025-05-22")
    assert outcome(early, held("b", "2025-05-21", "2025-07-01"), held("c", "2025-06-10", "2025-07-02")) == (
        "2025-05-21",
        "origins",
    )
    # With as many origins on the other side, the month that was told in those days speaks for its day.
    told = [early, held("b", "2025-05-21", "2025-07-01", origin="a")]
    assert outcome(*told, held("c", "2025-06-10", "2025-07-02")) == ("2025-05-21", "first-told")


def test_then_what_is_more_precise_then_what_is_newer_then_what_somebody_stands_for() -> None:
    assert outcome(held("a", "2025-05-21", "2025-05-22"), held("b", "2025-06", "2025-05-23")) == (
        "2025-05-21",
        "precision",
    )
    firm = held("a", "2025-05-21", "2025-05-22")
    assert outcome(firm, held("b", "2025-05-20", "2025-05-22", modality="anonymous")) == ("2025-05-21", "newer")
    assert outcome(firm, held("b", "2025-05-20", "2025-05-23", modality="anonymous")) == ("2025-05-20", "newer")


def test_of_two_that_are_alike_in_all_the_earlier_day_counts() -> None:
    assert outcome(held("a", "2025-05-21"), held("b", "2025-05-20")) == ("2025-05-20", "newer")


def test_a_reprint_does_not_make_a_day_newer() -> None:
    told = [held("a", "2025-05-21", "2025-05-22"), held("b", "2025-05-20", "2025-05-23")]
    again = held("again", "2025-05-21", "2025-05-25", origin="a")
    assert outcome(*told, again) == ("2025-05-20", "newer")


@pytest.mark.parametrize(
    ("documents", "preferred", "against"),
    [
        (
            [held("a", "2025-05-21"), held("c", "2025-05-21"), held("b", "2025-06-10")],
            "more independent origins",
            "fewer independent origins say so",
        ),
        (
            [held("a", "2025-05-21"), held("b", "2025-06-10"), graded(a="A")],
            "as many origins, but a more reliable outlet",
            "as many origins, but a less reliable outlet",
        ),
        (
            [held("a", "2025-05-21"), held("b", "2025-06-10", "2025-12-01")],
            "as many origins, as reliable, but told nearer to the event",
            "as many origins, as reliable, but told longer after the event",
        ),
        (
            [held("a", "2025-05-21"), held("b", "2025-06")],
            "as many origins, as reliable, told as early, but more precise",
            "as many origins, as reliable, told as early, but less precise",
        ),
        (
            [held("a", "2025-05-21"), held("b", "2025-05-10", "2025-05-21")],
            "as many origins, as reliable, as precise, but newer",
            "as many origins, as reliable, as precise, but older",
        ),
    ],
)
def test_both_sides_are_told_why(documents: list[Told], preferred: str, against: str) -> None:
    verdict = settled(*documents)
    assert list(standings(verdict).values()) == [("preferred", preferred), ("contradicts", against)]


def test_what_agrees_with_the_day_that_counts_says_no_more() -> None:
    documents = [held("a", "2025-05-21", "2025-05-23"), held("c", "2025"), held("b", "2025-06-10")]
    assert standings(settled(*documents)) == {
        "2025-05-21": ("preferred", "as many origins, as reliable, as precise, but newer"),
        "2025-06-10": ("contradicts", "as many origins, as reliable, as precise, but older"),
        "2025": ("agrees", "agrees with it, and says no more"),
    }


# ---- voices -------------------------------------------------------------------------------------------------------


def in_one_report(*said: Mapping[str, object]) -> Told:
    facts = [{"kind": "session-held", "session": 1, **fact} for fact in said]
    return report("both", published="2025-05-22", origin="Agency", facts=facts)


def voices(*documents: Told) -> dict[str, tuple[str, ...]]:
    """Each day with the origins that say so."""
    return {str(one.value.text): one.origins for one in settled(*documents).supports}


def test_two_who_contradict_each_other_in_one_report_are_two_origins() -> None:
    minister, envoy = {"when": "2025-05-21", "said_by": "minister"}, {"when": "2025-05-20", "said_by": "envoy"}
    assert voices(in_one_report(minister, envoy)) == {"2025-05-21": ("minister",), "2025-05-20": ("envoy",)}
    # Another report that says the same is one more origin; who says nothing else there stays the agency's.
    assert voices(in_one_report(minister, envoy), held("b", "2025-05-21"))["2025-05-21"] == ("minister", "b")


@pytest.mark.parametrize(
    "said",
    [
        [{"when": "2025-05-21", "said_by": "minister"}, {"when": "2025-05-20", "said_by": "minister"}],
        [{"when": "2025-05-21", "said_by": "minister"}, {"when": "2025-05-20"}],
        [{"when": "2025-05-21"}, {"when": "2025-05-20"}],
        [{"when": "2025-05-21", "said_by": "minister"}, {"when": "2025-05", "said_by": "envoy"}],
    ],
)
def test_else_ten_ways_of_naming_one_spokesman_are_one_origin(said: Sequence[Mapping[str, object]]) -> None:
    assert set(voices(in_one_report(*said)).values()) == {("Agency",)}


def test_a_voice_with_an_origin_of_its_own_keeps_it() -> None:
    said = [
        {"when": "2025-05-21", "said_by": "minister", "origin": "Ministry"},
        {"when": "2025-05-20", "said_by": "envoy"},
    ]
    assert voices(in_one_report(*said)) == {"2025-05-21": ("Ministry",), "2025-05-20": ("envoy",)}


# ---- the words of a value -----------------------------------------------------------------------------------------


def worded(name: str, day: str, wording: str | None, language: str | None = None) -> Told:
    when = {"edtf": "2025-05", **({"wording": wording} if wording else {})}
    fact = {"kind": "session-held", "session": 1, "when": when}
    return report(name, published=day, facts=[fact], **({"language": language} if language else {}))


def test_a_wording_in_english_goes_before_an_older_one_and_any_before_none() -> None:
    plain, arabic = worded("a", "2025-06-01", None), worded("b", "2025-06-02", "في أيار", "ar")
    english, later = worded("c", "2025-06-03", "in May", "en-GB"), worded("d", "2025-06-04", "last month", "en")
    found = [settled(*told).preferred for told in ([plain], [plain, arabic], [plain, arabic, english, later])]
    assert [one and one.value.wording for one in found] == [None, "في أيار", "in May"]
    unknown = worded("e", "2025-06-05", "im Mai")
    first = settled(unknown, arabic).preferred
    assert first is not None
    assert first.value.wording == "في أيار"
