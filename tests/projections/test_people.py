"""Who took part for whom, under which titles, in which office, and who leads?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.given import fact_id, given, judgement, report
from timeline.answers.people import leader_answer, person_answer
from timeline.knowledge.known import knowledge
from timeline.projections import people

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.answers.common import WindowAnswer
    from timeline.answers.people import LeaderAnswer, OfficeAnswer, PersonAnswer

COMMAND = "Commander, NATO Mission Iraq"


def test_titles_are_kept_as_written_each_with_its_first_and_last_use() -> None:
    araji = person(
        "Al-Araji",
        held("r1", 1, "2024-08-27", ("Al-Araji", "Iraq", "head", "National Security Adviser")),
        held("r2", 2, "2025-05-21", ("Al-Araji", "Iraq", "head", "Chief adviser")),
        held("r3", 3, "2026-05-21", ("Al-Araji", "Iraq", "head", "National Security Adviser")),
    )
    assert [(one.title, edtf(one.first), edtf(one.last), one.reports) for one in araji.titles] == [
        ("National Security Adviser", "2024-08-27", "2026-05-21", ("r1", "r3")),
        ("Chief adviser", "2025-05-21", "2025-05-21", ("r2",)),
    ]


def test_titles_stand_in_the_order_in_which_they_were_first_used() -> None:
    late = held("r1", 2, "2025-05-21", ("A", "Iraq", "head", "Chief adviser"))
    early = held("r2", 1, "2024-08-27", ("A", "Iraq", "head", "Adviser"))
    assert [one.title for one in person("A", late, early).titles] == ["Adviser", "Chief adviser"]


def test_a_title_in_a_fact_without_a_day_is_as_old_as_its_report_but_a_reprint_tells_no_day() -> None:
    meeting = {"kind": "contact-held", "persons": [{"name": "Goffus", "role": "Assistant", "side": "NATO"}]}
    original = report("r1", published="2024-08-28", facts=[meeting])
    reprint = report("r2", kind="reprint", published="2024-11-14", facts=[meeting])
    (title,) = person("Goffus", original, reprint).titles
    assert (edtf(title.first), edtf(title.last)) == ("2024-08-28", "2024-08-28")
    assert title.reports == ("r1", "r2")


def test_spellings_are_one_person_only_once_they_are_linked() -> None:
    log = [
        held("r1", 1, "2024-08-27", ("Qasim Al-Araji", "Iraq", "head", None)),
        held("r2", 1, "2024-08-27", ("قاسم الأعرجي", "Iraq", "head", None)),
    ]
    assert [one.person for one in everybody(*log)] == ["Qasim Al-Araji", "قاسم الأعرجي"]
    link = {"kind": "subjects-linked", "subjects": ["person:Qasim Al-Araji", "person:قاسم الأعرجي"], "as": "same"}
    (araji,) = everybody(*log, judgement(link))
    assert araji.person == "Qasim Al-Araji"
    assert araji.spellings == ("Qasim Al-Araji", "قاسم الأعرجي")
    assert araji.reports == ("r1", "r2")
    assert [one.session for one in araji.headed] == [1]


def test_who_is_named_in_a_denied_or_later_fact_is_nobody_we_know() -> None:
    denied = held("r1", 1, "2024-08-27", ("Denied", "Iraq", "head", None), modality="denied")
    later = held("r2", 2, "2025-05-21", ("Later", "Iraq", "head", None))
    assert everybody(denied, later, on="2025-01-01") == []


def test_only_a_session_that_took_place_was_headed() -> None:
    planned = {"kind": "session-scheduled", "session": 2, "window": "2025-05"}
    headed = {"persons": [{"name": "Goffus", "side": "NATO", "part": "head"}]}
    log = [
        held("r1", 1, "2024-08-27", ("Goffus", "NATO", "head", None), ("Colomina", "NATO", "member", None)),
        report("r2", published="2025-04-01", facts=[planned | headed]),
    ]
    goffus, colomina = everybody(*log)
    assert [(one.track, one.session, one.side, edtf(one.held)) for one in goffus.headed] == [
        ("main", 1, "NATO", "2024-08-27")
    ]
    assert colomina.headed == ()
    assert colomina.sides == ("NATO",)


def test_a_successor_ends_the_term_of_the_predecessor() -> None:
    log = [role("r1", "Schreurs", when="2024-05-24"), role("r2", "Hintzy", when="2025-05-22")]
    (before,) = person("Schreurs", *log).offices
    (after,) = person("Hintzy", *log).offices
    assert term(before) == ("2024-05-24", "2025-05-22", False)
    assert (before.successor, before.reports) == ("Hintzy", ("r1", "r2"))
    assert term(after) == ("2025-05-22", None, True)
    assert after.reports == ("r2",)


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


def test_a_side_is_led_by_who_headed_it_last() -> None:
    log = [
        held("r1", 1, "2024-08-27", ("Goffus", "NATO", "head", "Assistant"), ("Al-Araji", "Iraq", "head", None)),
        held("r2", 2, "2025-05-21", ("Colomina", "NATO", "head", "Representative")),
    ]
    assert [(one.side, one.person, one.role, one.session) for one in leaders(*log)] == [
        ("NATO", "Colomina", "Representative", 2),
        ("Iraq", "Al-Araji", None, 1),
    ]
    assert [one.person for one in leaders(*log, on="2025-05-20")] == ["Goffus", "Al-Araji"]


def test_each_track_has_its_own_heads() -> None:
    log = [
        held("r1", 1, "2024-08-27", ("Minister", "Iraq", "head", None)),
        held("r2", 1, "2025-05-21", ("Expert", "Iraq", "head", None), track="expert"),
    ]
    assert {(one.track, one.person) for one in leaders(*log)} == {("main", "Minister"), ("expert", "Expert")}


def test_of_unlinked_spellings_the_one_with_more_origins_leads_and_two_heads_of_one_report_both_do() -> None:
    log = [
        held("r1", 1, "2024-08-27", ("Al-Aradji", "Iraq", "head", None)),
        held("r2", 1, "2024-08-27", ("Al-Araji", "Iraq", "head", None), ("Barwari", "Iraq", "co-chair", None)),
        held("r3", 1, "2024-08-27", ("Al-Araji", "Iraq", "head", None)),
    ]
    assert [one.person for one in leaders(*log)] == ["Al-Araji", "Barwari"]


def test_who_is_in_office_leads_for_the_side_that_reports_name() -> None:
    log = [
        role("r1", "Schreurs", when="2024-05-24"),
        role("r2", "Hintzy", when="2025-05-22", persons=[{"name": "Hintzy", "side": "NATO"}]),
    ]
    assert [(one.side, one.person, one.role, one.office, edtf(one.since), one.session) for one in leaders(*log)] == [
        ("NATO", "Hintzy", COMMAND, COMMAND, "2025-05-22", None)
    ]


def test_everything_shown_cites_its_facts() -> None:
    first, second = role("r1", "Schreurs", when="2024-05-24"), role("r2", "Hintzy", when="2025-05-22")
    schreurs = person("Schreurs", first, second)
    assert schreurs.facts == (fact_id(first),)
    assert schreurs.offices[0].facts == (fact_id(first), fact_id(second))


def held(name: str, session: int, when: str, *persons: tuple[str, str, str, str | None], **said: object) -> Told:
    named = [{"name": who, "side": side, "part": part, "role": title} for who, side, part, title in persons]
    fact = {"kind": "session-held", "session": session, "when": when, "persons": named, **said}
    return report(name, published=when, facts=[fact])


def role(name: str, who: str, **said: object) -> Told:
    return report(name, published="2025-06", facts=[{"kind": "role-changed", "person": who, "office": COMMAND, **said}])


def everybody(*log: Told, on: str = "2026-12-31") -> list[PersonAnswer]:
    known = knowledge(given(*log))
    return [person_answer(one, known) for one in people.project(known, date.fromisoformat(on))]


def person(name: str, *log: Told, on: str = "2026-12-31") -> PersonAnswer:
    (found,) = (one for one in everybody(*log, on=on) if one.person == name)
    return found


def leaders(*log: Told, on: str = "2026-12-31") -> list[LeaderAnswer]:
    known = knowledge(given(*log))
    return [leader_answer(one, known) for one in people.heads(known, date.fromisoformat(on))]


def term(office: OfficeAnswer) -> tuple[str | None, str | None, bool]:
    return edtf(office.since), edtf(office.until), office.in_office


def edtf(window: WindowAnswer | None) -> str | None:
    return window.edtf if window else None
