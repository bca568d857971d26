"""Typed values make a fact, or everything that is wrong is said, each where it was typed."""

from __future__ import annotations

from datetime import date

from events.facts.session import SessionHeld
from events.facts.tracking import ReportFiled
from timeline.forms.filling import filled

TODAY = date(2026, 11, 26)


def test_typed_values_make_a_fact() -> None:
    fact, wrong = filled(
        SessionHeld, {"session": "2nd", "when": "yesterday", "place": "", "persons": ["Ann Lee | minister"]}, TODAY
    )
    assert wrong == []
    assert fact is not None
    assert (fact.session, fact.when.edtf if fact.when else None, fact.place) == (2, "2026-11-25", None)
    assert [(person.name, person.role) for person in fact.persons or ()] == [("Ann Lee", "minister")]


def test_everything_that_is_wrong_is_said_where_it_was_typed() -> None:
    fact, wrong = filled(ReportFiled, {"id": "r1", "published": "Blursday"}, TODAY)
    assert fact is None
    assert [one.path for one in wrong] == [("published",), ("outlet",)]
    assert wrong[1].problem.startswith("is missing")


def test_a_value_that_cannot_be_read_is_told_once() -> None:
    _, wrong = filled(SessionHeld, {"session": "2", "when": "Blursday"}, TODAY)
    assert [one.path for one in wrong] == [("when",)]
