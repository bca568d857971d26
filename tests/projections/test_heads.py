"""Who leads each side: whoever headed it at its last session, or holds an office?"""

from __future__ import annotations

from tests.people_given import COMMAND, edtf, held, leaders, role


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


def test_of_as_many_origins_the_name_in_latin_letters_leads_whatever_the_order_of_the_log() -> None:
    chinese = held("r1", 1, "2025-05-10", ("何立峰", "China", "head", None))
    english = held("r2", 1, "2025-05-10", ("He Lifeng", "China", "head", None))
    other = held("r3", 1, "2025-05-10", ("He Li-feng", "China", "head", None))
    assert [one.person for one in leaders(chinese, english)] == ["He Lifeng"]
    assert [one.person for one in leaders(english, chinese)] == ["He Lifeng"]
    assert leaders(other, english)[0].person == leaders(english, other)[0].person


def test_who_is_in_office_leads_for_the_side_that_reports_name() -> None:
    log = [
        role("r1", "Schreurs", when="2024-05-24"),
        role("r2", "Hintzy", when="2025-05-22", persons=[{"name": "Hintzy", "side": "NATO"}]),
    ]
    assert [(one.side, one.person, one.role, one.office, edtf(one.since), one.session) for one in leaders(*log)] == [
        ("NATO", "Hintzy", COMMAND, COMMAND, "2025-05-22", None)
    ]
