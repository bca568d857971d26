"""Who took part for whom, under which titles?"""

from __future__ import annotations

from tests.given import fact_id, judgement, report
from tests.people_given import edtf, everybody, held, person, role


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


def test_everything_shown_cites_its_facts() -> None:
    first, second = role("r1", "Schreurs", when="2024-05-24"), role("r2", "Hintzy", when="2025-05-22")
    schreurs = person("Schreurs", first, second)
    assert schreurs.facts == (fact_id(first),)
    assert schreurs.offices[0].facts == (fact_id(first), fact_id(second))
