"""Which subject does somebody mean, and which of its attributes?"""

from __future__ import annotations

from typing import Any

import pytest

from events.facts.subject import Subject
from tests.asked import state
from tests.given import heading, judgement, report
from timeline.claims.dossier import Dossier
from timeline.claims.subjects import SHOWN, AttributeNotFoundError, SubjectNotFoundError, find, find_among

DIALOGUE = "iraq-nato"

TALKS = state(
    heading("Iraq", "NATO"),
    report(
        "r1",
        published="2025-05-01",
        facts=[
            {"kind": "session-scheduled", "session": 2, "window": "2025-06"},
            {"kind": "session-scheduled", "session": 2, "track": "expert", "window": "2025-07"},
            {"kind": "invitation-extended", "invitation": "hill", "by": "Iraq", "to": ["NATO", "U.S."]},
            {"kind": "invitation-answered", "invitation": "hill", "by": "U.S.", "answer": "accepted"},
            {"kind": "commitment-made", "commitment": "hill", "by": "NATO", "due": "2025-12"},
            {"kind": "position-stated", "actor": "U.S.", "issue": "Road Map", "stance": "For it"},
            {"kind": "document-issued", "document": "charter", "status": "agreed"},
            {"kind": "dialogue-launched", "when": "2024-01-10"},
        ],
    ),
)
"""Two tracks, an invitation and a commitment of one name, and names with dots and blanks."""


def meant(text: str) -> tuple[str, str | None]:
    """The subject and the attribute that a text names."""
    dossier, attribute = find(text, DIALOGUE, TALKS.dossiers, TALKS.knowledge.merged)
    return str(dossier.subject), attribute


def refused(text: str) -> str:
    """Why it names none, and what to write."""
    with pytest.raises((SubjectNotFoundError, AttributeNotFoundError)) as caught:
        meant(text)
    return f"{caught.value.message} ({caught.value.hint})"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("session:2", "session:2"),
        ("session:main/2", "session:2"),
        ("session-2", "session:2"),
        ("Session 2", "session:2"),
        ("2", "session:2"),
        ("session:expert/2", "session:expert/2"),
        ("session expert 2", "session:expert/2"),
        ("expert/2", "session:expert/2"),
        ("CHARTER", "document:charter"),
        ("position:U.S./Road Map", "position:U.S./Road Map"),
        ("u.s.-road-map", "position:U.S./Road Map"),
        ("dialogue", "dialogue"),
        (DIALOGUE, "dialogue"),
        ("commitment:hill", "commitment:hill"),
        ("commitment hill", "commitment:hill"),
    ],
)
def test_a_subject_is_named_exactly_by_its_key_alone_or_loosely(text: str, subject: str) -> None:
    assert meant(text) == (subject, None)


@pytest.mark.parametrize(
    ("text", "subject", "attribute"),
    [
        ("session:2.window", "session:2", "window"),
        ("2.status", "session:2", "status"),
        ("expert 2.window", "session:expert/2", "window"),
        ("invitation:hill.answer of U.S.", "invitation:hill", "answer of U.S."),
        ("position:U.S./Road Map.stance", "position:U.S./Road Map", "stance"),
        ("dialogue.status", "dialogue", "status"),
        (f"{DIALOGUE}.status", "dialogue", "status"),
    ],
)
def test_what_follows_a_dot_is_an_attribute_also_where_names_have_dots(text: str, subject: str, attribute: str) -> None:
    assert meant(text) == (subject, attribute)


def test_a_name_that_several_subjects_have_wants_its_type() -> None:
    assert refused("hill") == "'hill' could be any of invitation:hill, commitment:hill (Write it as type:key.)"
    assert refused("hill.by") == "'hill' could be any of invitation:hill, commitment:hill (Write it as type:key.)"


def test_an_attribute_that_nobody_spoke_of_is_told_with_those_that_are_known() -> None:
    assert refused("session:2.venue") == (
        "nothing is known of 'venue' of session:2 (The known ones are: status, window)"
    )
    nothing = AttributeNotFoundError("place", Dossier(Subject("session", "9"), ()))
    assert (nothing.attribute, nothing.hint) == ("place", "The known ones are: no attributes")


def test_of_a_name_that_is_none_the_likeliest_are_listed_first() -> None:
    told = refused("chapter")
    assert told.startswith(f"'chapter' is not a subject of {DIALOGUE} (There is: document:charter, ")
    assert told.count("session:2") == 1
    assert refused("road").startswith(f"'road' is not a subject of {DIALOGUE} (There is: position:U.S./Road Map, ")
    assert refused("nothing.window").startswith(f"'nothing' is not a subject of {DIALOGUE}")


def test_no_more_than_some_are_listed() -> None:
    subjects = [Subject("session", str(number)) for number in range(SHOWN + 1)]
    with pytest.raises(SubjectNotFoundError) as many:
        find_among("nowhere", DIALOGUE, subjects)
    assert many.value.hint is not None
    assert many.value.hint.endswith(f"session:{SHOWN - 1} …")
    assert many.value.candidates == tuple(map(str, subjects))
    with pytest.raises(SubjectNotFoundError) as all_of_them:
        find_among("nowhere", DIALOGUE, subjects[:SHOWN])
    assert all_of_them.value.hint is not None
    assert all_of_them.value.hint.endswith(f"session:{SHOWN - 1}")


def test_the_dialogue_goes_by_its_own_name_among_subjects() -> None:
    assert find_among(DIALOGUE, DIALOGUE, [Subject("session", "2"), Subject("dialogue", "")]) == Subject("dialogue", "")
    assert find_among("2", DIALOGUE, [Subject("session", "2"), Subject("dialogue", "")]) == Subject("session", "2")


SLUGS = report(
    "r1",
    published="2025-05-01",
    facts=[{"kind": "session-scheduled", "session": name, "window": "2025-06"} for name in ("rome", "oslo", "1", "2")],
)


def linked(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """What is meant by the names that were given up for others."""
    links = [
        judgement({"kind": "subjects-linked", "subjects": [f"session:{one}", f"session:{other}"], "as": "same"})
        for one, other in pairs
    ]
    asked = state(SLUGS, *links)
    found = []
    for name, _ in pairs:
        dossier, _ = find(name, DIALOGUE, asked.dossiers, asked.knowledge.merged)
        found.append((name, str(dossier.subject)))
    return found


def test_a_name_that_was_given_up_means_the_subject_that_stands_for_it() -> None:
    assert linked(("rome", "1"), ("oslo", "2")) == [("rome", "session:1"), ("oslo", "session:2")]
    assert linked(("rome", "1"), ("oslo", "1")) == [("rome", "session:1"), ("oslo", "session:1")]


def test_a_given_up_name_that_loosely_means_several_wants_its_type() -> None:
    facts: list[dict[str, Any]] = [
        {"kind": "session-scheduled", "session": "hill", "window": "2025-06"},
        {"kind": "session-scheduled", "session": 1, "window": "2025-06"},
        {"kind": "document-issued", "document": "hill", "status": "agreed"},
        {"kind": "document-issued", "document": "charter", "status": "agreed"},
    ]
    pairs = [["session:hill", "session:1"], ["document:charter", "document:hill"]]
    links = [judgement({"kind": "subjects-linked", "subjects": pair, "as": "same"}) for pair in pairs]
    asked = state(report("r1", published="2025-05-01", facts=facts), *links)
    with pytest.raises(SubjectNotFoundError) as caught:
        find("hill", DIALOGUE, asked.dossiers, asked.knowledge.merged)
    assert caught.value.several
    assert caught.value.candidates == ("session:1", "document:charter")
