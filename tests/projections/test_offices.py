"""Who held which office, from when to when?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from events.facts.subject import Subject
from tests.given import given
from tests.people_given import COMMAND, edtf, everybody, person, role
from timeline.knowledge.known import knowledge
from timeline.projections import offices

if TYPE_CHECKING:
    from timeline.answers.people import OfficeAnswer


def test_a_successor_ends_the_term_of_the_predecessor() -> None:
    log = [role("r1", "Schreurs", when="2024-05-24"), role("r2", "Hintzy", when="2025-05-22")]
    (before,) = person("Schreurs", *log).offices
    (after,) = person("Hintzy", *log).offices
    assert term(before) == ("2024-05-24", "2025-05-22", False)
    assert (before.successor, before.reports) == ("Hintzy", ("r1", "r2"))
    assert term(after) == ("2025-05-22", None, True)
    assert after.reports == ("r2",)


def test_every_term_is_one_of_its_office() -> None:
    log = [role("r1", "Schreurs", when="2024-05-24"), role("r2", "Hintzy", when="2025-05-22")]
    terms = offices.project(knowledge(given(*log)), date(2026, 1, 1))
    assert [(one.office, one.dossier.subject) for one in terms] == [(COMMAND, Subject("role", COMMAND))] * 2


def test_before_the_successor_comes_the_term_lasts() -> None:
    log = [role("r1", "Schreurs", when="2024-05-24"), role("r2", "Hintzy", when="2025-05-22")]
    assert term(person("Schreurs", *log, on="2025-05-21").offices[0]) == ("2024-05-24", None, True)


def test_a_reported_end_goes_before_the_coming_of_a_successor() -> None:
    log = [
        role("r1", "Schreurs", **{"from": "2024-05-24", "to": "2025-03"}),
        role("r2", "Hintzy", when="2025-05-22"),
    ]
    (office,) = person("Schreurs", *log).offices
    assert term(office) == ("2024-05-24", "2025-03", False)
    assert (office.successor, office.reports) == (None, ("r1",))


def test_an_end_still_to_come_does_not_end_the_term_yet() -> None:
    log = [role("r1", "Schreurs", **{"from": "2024-05-24", "to": "2025-05-22"})]
    assert person("Schreurs", *log, on="2025-05-22").offices[0].in_office
    assert not person("Schreurs", *log, on="2025-05-23").offices[0].in_office


def test_a_predecessor_of_whom_nothing_else_is_told_held_the_office_until_then() -> None:
    log = [role("r1", "Hintzy", when="2025-05-22", predecessor="Schreurs")]
    assert person("Hintzy", *log).offices[0].predecessor == "Schreurs"
    assert term(person("Schreurs", *log).offices[0]) == (None, "2025-05-22", False)


def test_words_say_what_somebody_moved_from_or_to() -> None:
    (came,) = person("Hintzy", role("r1", "Hintzy", when="2025-05-22", **{"from": "Deputy", "to": COMMAND})).offices
    assert term(came) == ("2025-05-22", None, True)
    assert (came.moved_from, came.moved_to) == ("Deputy", COMMAND)
    (left,) = person("Hintzy", role("r1", "Hintzy", when="2025-05-22", to="Chief of staff")).offices
    assert term(left) == (None, "2025-05-22", False)
    assert left.moved_to == "Chief of staff"


def test_vaguer_reports_of_a_coming_refine_and_contradicting_ones_are_in_dispute() -> None:
    vague, exact = role("r1", "Hintzy", when="2025"), role("r2", "Hintzy", when="2025-05-22")
    (office,) = person("Hintzy", vague, exact).offices
    assert (edtf(office.since), office.disputes) == ("2025-05-22", ())
    (disputed,) = person("Hintzy", exact, role("r3", "Hintzy", when="2025-05-25")).offices
    assert [claim.value for claim in disputed.disputes[0].claims] == ["2025-05-22", "2025-05-25"]


def test_who_comes_back_after_another_has_two_terms() -> None:
    log = [role(f"r{year}", name, when=year) for name, year in (("A", "2021"), ("B", "2023"), ("A", "2025"))]
    assert [term(one) for one in person("A", *log).offices] == [("2021", "2023", False), ("2025", None, True)]


def test_an_appointment_that_is_planned_or_denied_changes_no_office() -> None:
    for modality in ("planned", "wish", "denied"):
        log = [role("r1", "Schreurs", when="2024"), role("r2", "Hintzy", when="2025", modality=modality)]
        assert [one.person for one in everybody(*log) if one.offices] == ["Schreurs"], modality


def term(office: OfficeAnswer) -> tuple[str | None, str | None, bool]:
    return edtf(office.since), edtf(office.until), office.in_office
