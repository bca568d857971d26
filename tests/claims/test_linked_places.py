"""Two spellings of a place that the gazetteer does not join are one place by a judgement, and two are kept apart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.asked import state
from tests.given import given, judgement, recorded, report
from timeline.answers.naming import Naming
from timeline.knowledge.growing import Growing
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections.going_on import GoingOn
from timeline.projections.state import State

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.projections.session import Session


def held(name: str, place: str, day: str = "2025-05-02", *, language: str = "en") -> Told:
    """A report that tells where the first session was held."""
    told = {"kind": "session-held", "session": 1, "when": "2025-05-01", "place": place}
    return report(name, published=day, origin=name, language=language, facts=[told])


def linked(one: str, other: str, as_: str = "same", *, recorded_at: str = "2026-01-01") -> Told:
    """The judgement whether two places are one."""
    pair = [f"place:{one}", f"place:{other}"]
    return judgement({"kind": "subjects-linked", "subjects": pair, "as": as_}, recorded_at=recorded_at)


def first(*documents: Told, known_at: str | None = None) -> Session:
    """The first session."""
    return state(*documents, on=known_at or "2026-02-01", known_at=known_at).sessions[0]


OHRID = (held("r1", "Ohër", language="sq"), held("r2", "Ohrid"), held("r3", "Pristina"))


def test_two_spellings_of_a_place_are_one_support_and_their_origins_count_together() -> None:
    contested = first(*OHRID).dossier.verdicts["place"]
    assert len(contested.supports) == 3
    settled = first(*OHRID, linked("Ohër", "Ohrid")).dossier.verdicts["place"]
    assert settled.preferred is not None
    assert (settled.preferred.value.text, settled.preferred.origins) == ("Ohrid", ("r1", "r2"))
    assert [(one.value.text, one.origins) for one in settled.dissent] == [("Pristina", ("r3",))]
    assert settled.reason == "origins"


@pytest.mark.parametrize("other", ["Naqoura", "Naqura"])
def test_where_no_report_spells_a_place_in_latin_letters_its_linked_name_is_shown(other: str) -> None:
    told = held("r1", "الناقورة", language="ar")
    assert first(told).dossier.text("place") == "الناقورة"
    place = first(told, linked("الناقورة", other)).dossier.verdicts["place"].preferred
    assert place is not None
    assert (place.value.text, place.value.wording) == (other, "الناقورة")
    assert first(told, linked("الناقورة", other, "different")).dossier.text("place") == "الناقورة"


def test_a_linked_name_that_the_gazetteer_knows_is_shown_as_it_has_it() -> None:
    told = held("r1", "세종청사", language="ko")
    assert first(told, linked("세종청사", "서울")).dossier.text("place") == "Seoul"


def test_the_order_of_the_log_decides_nothing_of_linked_places() -> None:
    documents = (*OHRID, linked("Ohër", "Ohrid"))
    found = {
        (str(settled.preferred and settled.preferred.value.text), settled.reason, len(settled.others))
        for told in permutations(documents)
        for settled in [first(*told).dossier.verdicts["place"]]
    }
    assert found == {("Ohrid", "origins", 1)}


def test_a_linked_place_has_the_names_that_the_gazetteer_knows_too() -> None:
    told = (held("r1", "Juliobona"), held("r2", "Vienna, Austria"), held("r3", "JULIOBONA"), held("r4", "Wien"))
    assert first(*told).dossier.disputes
    place = first(*told, linked("Juliobona", "Vienna")).dossier.verdicts["place"]
    assert (place.others, place.preferred and place.preferred.origins) == ((), ("r1", "r2", "r3", "r4"))


def test_a_linked_place_lies_where_one_of_its_names_does() -> None:
    told = (held("r1", "Juliobona"), held("r2", "Austria"))
    assert first(*told).dossier.disputes
    place = first(*told, linked("Juliobona", "Vienna")).dossier.verdicts["place"]
    assert place.preferred is not None
    assert (place.dissent, place.reason, place.preferred.value.text) == ((), "refinement", "Juliobona")


def test_a_name_in_other_letters_agrees_with_what_its_linked_name_agrees_with() -> None:
    told = (held("r1", "الناقورة", language="ar"), held("r2", "Beirut"))
    linked_names = linked("Naqoura", "الناقورة")
    assert not first(*told).dossier.disputes  # nobody can tell
    assert first(*told, linked_names).dossier.disputes
    assert first(held("r1", "Naqoura"), held("r2", "الناقورة"), linked_names).dossier.verdicts["place"].others == ()


def test_same_carries_over_to_a_third_place_and_unsure_joins_none() -> None:
    told = (held("r1", "Ohër"), held("r2", "Ochrida"), held("r3", "Lychnidos"))
    chained = (linked("Ohër", "Ochrida"), linked("Ochrida", "Lychnidos"))
    assert len(first(*told, *chained).dossier.verdicts["place"].supports) == 1
    assert len(first(*told, linked("Ohër", "Lychnidos", "unsure")).dossier.verdicts["place"].supports) == 3


def test_the_newest_judgement_on_two_places_counts() -> None:
    assert (
        first(*OHRID, linked("Ohër", "Ohrid"), linked("Ohrid", "Ohër", "different")).dossier.verdicts["place"]
        == first(*OHRID, linked("Ohrid", "Ohër", "different")).dossier.verdicts["place"]
    )


def test_places_that_are_judged_different_are_two_though_the_gazetteer_knows_them_as_one() -> None:
    told = (held("r1", "Seoul"), held("r2", "서울", language="ko"), held("r3", "Seoul, South Korea"))
    assert len(first(*told).dossier.verdicts["place"].supports) == 1
    place = first(*told, linked("Seoul", "서울", "different")).dossier.verdicts["place"]
    assert place.preferred is not None
    assert place.preferred.origins == ("r1", "r3")
    assert [one.origins for one in place.dissent] == [("r2",)]


def test_a_day_before_the_link_was_made_is_told_by_it_too() -> None:
    documents = (*OHRID[:2], linked("Ohër", "Ohrid", recorded_at="2026-01-20"))
    place = first(*documents, known_at="2025-05-10").dossier.verdicts["place"]
    assert (place.others, place.preferred and place.preferred.origins) == ((), ("r1", "r2"))


def test_a_plan_that_names_a_linked_place_is_the_same_plan() -> None:
    def planned(name: str, day: str, place: str) -> Told:
        told = {"kind": "session-scheduled", "session": 1, "window": "2025-06-01", "place": place}
        return report(name, published=day, origin=name, facts=[told])

    told = (planned("r1", "2025-05-01", "Ohër"), planned("r2", "2025-05-02", "Ohrid"))
    place = first(*told, linked("Ohër", "Ohrid"), known_at="2025-05-10").dossier.verdicts["place"]
    assert (place.others, place.preferred and place.preferred.origins) == ((), ("r1", "r2"))


def test_a_linked_place_is_named_as_reports_in_the_language_of_the_reader_spell_it() -> None:
    known = knowledge(given(held("r1", "الناقورة", language="ar"), held("r2", "Naqoura")))
    assert Naming(known, "ar").place("Naqoura") is None
    known = knowledge(
        given(held("r1", "الناقورة", language="ar"), held("r2", "Naqoura"), linked("Naqoura", "الناقورة"))
    )
    assert Naming(known, "ar").place("Naqoura") == "الناقورة"


@pytest.mark.parametrize("as_", ["same", "different"])
def test_what_goes_on_after_a_link_of_places_is_what_is_made_anew(as_: str) -> None:
    documents = (*OHRID, held("r4", "Ohrid, North Macedonia"), linked("Ohër", "Ohrid", as_), held("r5", "OHRID"))
    log = recorded(documents)
    on = date(2026, 2, 1)
    growing = Growing(replay([]))
    going_on = GoingOn(growing.known, on)
    for number, one in enumerate(log, 1):
        learnt = growing.take(one)
        going_on.go_on(growing.known, learnt, on)
        anew = State(knowledge(replay(log[:number])), on)
        assert going_on.state(growing.snapshot()).sessions == anew.sessions
    walked = Growing(replay(log), date(2025, 5, 1))
    for day in (date(2025, 5, 2) + timedelta(days=number) for number in range(3)):
        walked.move(day)
        assert walked.snapshot() == knowledge(replay(log), known_at=day)
