"""How firmly is something told: as done, as planned, loosely, or as denied?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.given import given, report
from timeline.claims import modality
from timeline.knowledge.known import knowledge

if TYPE_CHECKING:
    from timeline.knowledge.known_fact import KnownFact

VISIT = {"kind": "contact-held", "format": "visit", "when": "2025-11-03/2025-11-11"}


def told(published: str, *, origin: str = "Ministry", **more: Any) -> list[KnownFact]:
    """What is known of the visit when two reports have told of it."""
    return list(knowledge(given(report("r1", published=published, origin=origin, facts=[{**VISIT, **more}]))).facts)


@pytest.mark.parametrize(
    ("words", "word", "done"),
    [
        (None, None, True),
        ("asserted", None, True),
        ("planned", "planned", False),
        ("expected", "expected", False),
        ("wish", "wish", False),
        ("anonymous", "anonymous", True),
        (["anonymous", "unconfirmed"], "unconfirmed", True),
        (["anonymous", "denied"], "denied", False),
        (["planned", "anonymous"], "planned", False),
        (["planned", "denied", "anonymous"], "denied", False),
    ],
)
def test_of_several_words_denied_counts_first_then_planned_then_loose(words: Any, word: str | None, done: bool) -> None:
    (known,) = told("2025-11-12", modality=words)
    assert (modality.word_of(known), modality.is_done(known)) == (word, done)


def test_what_is_told_before_its_day_is_planned_whatever_its_modality() -> None:
    (known,) = told("2025-11-02")
    assert (modality.word_of(known), modality.is_to_come(known), modality.is_done(known)) == ("planned", True, False)
    (denied,) = told("2025-11-02", modality="denied")
    assert modality.word_of(denied) == "denied"


def test_what_is_told_on_its_first_day_or_of_a_year_that_has_begun_is_done() -> None:
    assert modality.is_done(told("2025-11-03")[0])
    assert modality.is_done(told("2025-03-01", when="2025")[0])


def test_a_reprint_after_the_day_makes_it_no_more_done_but_another_origin_does() -> None:
    facts = [VISIT]
    first = report("r1", published="2025-10-29", origin="Ministry", facts=facts)
    again = report("r2", published="2025-11-20", origin="Ministry", kind="reprint", facts=facts)
    other = report("r3", published="2025-11-20", origin="Palace", facts=facts)
    known = knowledge(given(first, again, other)).facts
    assert [modality.is_done(one) for one in known] == [False, False, True]


def test_who_comes_into_office_later_is_to_come() -> None:
    role = {"kind": "role-changed", "person": "Ann", "office": "envoy", "from": "2025-12-01", "when": "2025-10-01"}
    (known,) = knowledge(given(report("r1", published="2025-10-02", facts=[role]))).facts
    assert modality.is_to_come(known)


def test_what_one_report_asserts_and_another_has_from_nobody_is_asserted() -> None:
    loose, firm = told("2025-11-12", modality="anonymous")[0], told("2025-11-13")[0]
    assert modality.word_of_all([loose]) == "anonymous"
    assert modality.word_of_all([loose, firm]) is None
    assert modality.word_of_all([]) is None
    assert modality.word_of_all([loose, told("2025-11-12", modality="expected")[0]]) == "expected"
