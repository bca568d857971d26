"""On which distinct days in the world was something said, and at which meeting?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.given import given, report
from timeline.claims.occasions import Occasions, by_occasion
from timeline.knowledge.known import knowledge

if TYPE_CHECKING:
    from tests.given import Told


def said(name: str, day: str | None, when: str | None = None, *, origin: str = "MFA", **more: str) -> Told:
    """A report of that day quotes an office."""
    filed = {"published": day} if day else {}
    filed |= {"kind": more["form"]} if "form" in more else {}
    fact = {"kind": "position-stated", "actor": "Iran", "issue": "i", "stance": more.get("stance", "No")}
    return report(name, origin=origin, facts=[fact | ({"when": when} if when else {})], **filed)


def occasions(*documents: Told) -> list[tuple[str | None, list[str]]]:
    """Each occasion with the reports that tell of it."""
    return [
        (one.time.text if one.time else None, [known.report.id for known in one.facts if known.report])
        for one in by_occasion(knowledge(given(*documents)).facts)
    ]


def test_a_window_that_agrees_with_a_narrower_one_is_the_same_occasion_and_the_first_of_several() -> None:
    documents = [
        said("month", "2025-05-31", "2025-05"),
        said("second", "2025-05-21", "2025-05-20"),
        said("first", "2025-05-11", "2025-05-10"),
        said("again", "2025-05-12", "2025-05-10", origin="AFP"),
    ]
    assert occasions(*documents) == [("2025-05-10", ["month", "first", "again"]), ("2025-05-20", ["second"])]
    assert occasions(documents[0], documents[1]) == [("2025-05-20", ["month", "second"])]


def test_what_is_told_without_a_day_belongs_to_what_its_office_said_last_before_it() -> None:
    documents = [
        said("a", "2025-05-10", "2025-05-10"),
        said("b", "2025-05-12", "2025-05-12", stance="Never"),
        said("other", "2025-05-14", "2025-05-14", origin="AFP"),
    ]
    # The same words belong to the same words, others to the last occasion.
    assert occasions(*documents, said("c", "2025-05-15")) == [
        ("2025-05-10", ["a", "c"]),
        ("2025-05-12", ["b"]),
        ("2025-05-14", ["other"]),
    ]
    assert occasions(*documents, said("c", "2025-05-15", stance="Perhaps"))[1] == ("2025-05-12", ["b", "c"])


def test_more_than_a_week_later_an_office_has_spoken_anew_unless_it_is_a_reprint_or_undated() -> None:
    first = said("a", "2025-05-10", "2025-05-10")
    assert occasions(first, said("b", "2025-05-17")) == [("2025-05-10", ["a", "b"])]
    assert occasions(first, said("b", "2025-05-18")) == [("2025-05-10", ["a"]), ("2025-05-18", ["b"])]
    assert occasions(first, said("b", "2025-09-01", form="reprint")) == [("2025-05-10", ["a", "b"])]
    assert occasions(first, said("b", None)) == [("2025-05-10", ["a", "b"])]


def test_a_report_tells_of_nothing_that_came_after_it() -> None:
    later = said("a", "2025-05-20", "2025-05-20")
    assert occasions(later, said("b", "2025-05-19")) == [("2025-05-19", ["b"]), ("2025-05-20", ["a"])]
    assert occasions(later, said("b", "2025-05-20")) == [("2025-05-20", ["a", "b"])]


def test_another_office_that_tells_no_day_spoke_on_the_day_of_its_report_and_that_joins_what_agrees() -> None:
    first = said("a", "2025-05-10", "2025-05-10")
    assert occasions(first, said("b", "2025-05-12", origin="AFP")) == [("2025-05-10", ["a"]), ("2025-05-12", ["b"])]
    assert occasions(first, said("b", "2025-05-10", origin="AFP")) == [("2025-05-10", ["a", "b"])]
    assert occasions(first, said("b", "2025-05", origin="AFP")) == [("2025-05-10", ["a", "b"])]


def test_what_has_no_day_at_all_joins_what_there_is_and_stands_alone_where_there_is_nothing() -> None:
    nowhere = said("nowhere", None, origin="AFP")
    assert occasions(nowhere) == [(None, ["nowhere"])]
    assert occasions(said("a", "2025-05-10", "2025-05-10"), nowhere) == [("2025-05-10", ["a", "nowhere"])]
    assert occasions(nowhere, said("other", None, origin="Tasnim")) == [(None, ["nowhere", "other"])]


def test_occasions_are_in_order_of_time_and_their_facts_in_order_of_the_log() -> None:
    documents = [
        said("late", "2025-07-02", "2025-07-01"),
        said("again", "2025-05-12", "2025-05-10"),
        said("early", "2025-05-11", "2025-05-10"),
        said("middle", "2025-06-02", "2025-06-01"),
    ]
    assert occasions(*documents) == [
        ("2025-05-10", ["again", "early"]),
        ("2025-06-01", ["middle"]),
        ("2025-07-01", ["late"]),
    ]


def test_of_reports_that_come_day_after_day_none_has_the_others_gathered_again() -> None:
    documents = [
        said(f"r{day}", f"2025-05-{day:02}", f"2025-05-{day:02}" if day % 2 else None, origin=f"{day % 3}")
        for day in range(1, 29)
    ]
    facts, gathered = knowledge(given(*documents)).facts, Occasions()
    for count, known in enumerate(facts, 1):
        assert gathered.put(known)
        assert gathered.told == by_occasion(facts[:count])


def test_a_fact_that_would_have_others_lie_elsewhere_says_so() -> None:
    vague, day, quoted = (
        said("month", "2025-05-31", "2025-05"),
        said("day", "2025-06-01", "2025-05-10"),
        said("quoted", "2025-05-12"),
    )
    month, tenth, undated = knowledge(given(vague, day, quoted)).facts
    # The month is another occasion once a day of it is known, and so is what was quoted two days later.
    assert not Occasions([month]).put(tenth)
    assert not Occasions([undated]).put(tenth)
    assert Occasions([tenth]).put(month)
