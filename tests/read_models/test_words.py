"""Which words has a fact, for whoever looks for them?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.given import drafts, fact_id, judgement, report
from timeline.read_models.words import ANY, JUDGED, LINKED, OUTLET, PERSON, PLACE, TOPIC, index_words, texts_of


def texts(fact: dict[str, Any]) -> dict[str, list[str]]:
    """What a fact says, by what it is said of; what nothing is said of left out."""
    (draft,) = drafts(judgement(fact))
    return {letter: sorted(said) for letter, said in texts_of(draft.fact).items() if said}


def words(fact: dict[str, Any]) -> set[str]:
    (draft,) = drafts(judgement(fact))
    return index_words(draft.fact)


def test_a_meeting_has_its_persons_its_place_its_topics_and_all_that_is_said_of_it() -> None:
    held = {
        "kind": "session-held",
        "session": "first-round",
        "when": {"edtf": "2025-05", "wording": "in May"},
        "place": "Rome",
        "venue": "Villa",
        "persons": [{"name": "Ann", "role": "Minister", "side": "Iran"}, {"name": "Bo"}],
        "topics": ["water", "gas"],
        "quote": "Well",
        "quote_in": {"language": "ar", "text": "حسنا"},
        "note": "noted",
    }
    found = texts(held)
    assert {letter: said for letter, said in found.items() if letter != ANY} == {
        PERSON: ["Ann", "Bo"],
        PLACE: ["Rome", "Villa"],
        TOPIC: ["gas", "water"],
    }
    assert set(found[ANY]) == {
        *("first-round", "in May", "Rome", "Villa", "Ann", "Minister", "Iran", "Bo", "water", "gas", "Well", "حسنا"),
        "noted",
    }


@pytest.mark.parametrize(
    ("fact", "letter", "said"),
    [
        ({"kind": "role-changed", "person": "Ann", "office": "envoy", "predecessor": "Bo"}, PERSON, ["Ann", "Bo"]),
        ({"kind": "role-changed", "person": "Ann", "office": "envoy"}, PERSON, ["Ann"]),
        ({"kind": "invitation-extended", "invitation": "i", "visit": "Baghdad"}, PLACE, ["Baghdad"]),
        ({"kind": "position-stated", "actor": "Iran", "issue": "enrichment"}, TOPIC, ["enrichment"]),
        ({"kind": "statement-made", "actor": "Iran", "about": "the talks"}, TOPIC, ["the talks"]),
        ({"kind": "source-assessed", "outlet": "INA", "reliability": "B"}, OUTLET, ["INA"]),
    ],
)
def test_what_is_said_of_a_person_a_place_a_topic_or_an_outlet(
    fact: dict[str, Any], letter: str, said: list[str]
) -> None:
    assert texts(fact)[letter] == said


def test_a_report_has_its_outlet_and_its_origin_and_no_address() -> None:
    filed, *_ = drafts(report("r1", outlet="INA", origin="Iraq MFA", title="Talks", url="https://example.org/talks"))
    found = texts_of(filed.fact)
    assert found[OUTLET] == ["INA", "Iraq MFA"]
    assert {"INA", "Iraq MFA", "Talks"} <= set(found[ANY])
    assert not [text for text in found[ANY] if "example" in text]


def test_a_dialogue_is_found_by_its_title_and_its_names() -> None:
    opened, *_ = drafts(
        {"recorded_at": "2025-01-01", "title": "Water talks", "parties": ["Iraq"], "names": ["The dam"]}
    )
    assert texts_of(opened.fact)[TOPIC] == ["Water talks", "The dam"]


def test_a_link_is_found_by_what_it_links_and_a_judgement_by_its_fact() -> None:
    link = {"kind": "subjects-linked", "subjects": ["person:Ann Lee", "person:Anne Lee"], "as": "same"}
    assert texts(link) == {LINKED: ["Ann Lee", "Anne Lee"], ANY: ["Ann Lee", "Anne Lee"]}
    target = fact_id(report("r1"), 0)
    gone = {"kind": "fact-retracted", "target": target, "whose": "coder", "reason": "a slip"}
    assert words(gone) == {f"{JUDGED}{target}", "aa", "aslip"}


def test_words_are_folded_each_behind_the_letter_of_what_it_is_said_of() -> None:
    fact = {"kind": "contact-held", "place": "Genève", "persons": [{"name": "Ann LEE"}]}
    assert words(fact) == {"ageneve", "aann", "alee", "lgeneve", "pann", "plee"}
