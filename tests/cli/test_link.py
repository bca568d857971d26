"""`timeline link`: are two subjects one and the same."""

from __future__ import annotations

import json

import pytest

from tests.cli.given import Ran, timeline

PEOPLE = """\
dialogue: talks
report: {id: r2, outlet: وكالة, published: 2024-03-03}
facts:
- {kind: contact-held, when: 2024-02, persons: [{name: Qasim Al-Araji}, {name: قاسم الأعرجي}]}
- {kind: session-scheduled, session: vienna, window: 2025-05}
"""


@pytest.fixture(autouse=True)
def _people(talks: None) -> None:
    assert timeline("append", "--from", "-", stdin=PEOPLE).code == 0


def newest() -> str:
    return str(json.loads(timeline("history", "--json").out)[-1]["fact"])


def test_what_is_linked_is_one_and_the_change_is_printed() -> None:
    assert timeline("link", "talks", "session:2", "session:vienna", "--as", "same") == Ran(
        0,
        f"""\
Recorded

judgement                                  fact
-----------------------------------------  ------------
session:2 and session:vienna are the same  {newest()[:12]}

Changed

subject            attribute  before   after
-----------------  ---------  -------  -------
session:2          status     invited  overdue
session:2          window     2025     2025-05
invitation:second  status     open     overdue
session:vienna     status     overdue
session:vienna     window     2025-05
""",
        "",
    )


def test_persons_are_linked_across_scripts_by_their_bare_names() -> None:
    ran = timeline("link", "talks", "Qasim Al-Araji", "قاسم الأعرجي", "--as", "same", "--reason", "the Arabic name")
    assert (ran.code, ran.err) == (
        0,
        "No status, date or other value changes.\n",
    )
    assert json.loads(timeline("history", "--json").out)[-1]["payload"] == {
        "subjects": ["person:Qasim Al-Araji", "person:قاسم الأعرجي"],
        "as": "same",
        "reason": "the Arabic name",
    }


def test_a_judgement_that_stands_is_refused_and_another_one_is_not() -> None:
    pair = ("person:Qasim Al-Araji", "person:قاسم الأعرجي")
    assert timeline("link", "talks", *pair, "--as", "unsure").code == 0
    assert timeline("link", "talks", *reversed(pair), "--as", "unsure") == Ran(
        4, "", f"error: {pair[1]} and {pair[0]} are judged unsure already\nhint: Nothing was recorded.\n"
    )
    assert timeline("link", "talks", *pair, "--as", "different").code == 0


@pytest.mark.parametrize(
    ("one", "other", "code", "error"),
    [
        (
            "session:2",
            "Qasim Al-Araji",
            2,
            (
                "error: session:2 and person:Qasim Al-Araji cannot be the same: a session is no person\n"
                "hint: Link subjects of one type, an invitation with a contact (the visit paid), "
                "a commitment with a deadline.\n"
            ),
        ),
        (
            "session:2",
            "session:main/2",
            2,
            "error: 'session:2' and 'session:main/2' both name session:2\nhint: Name two subjects.\n",
        ),
        (
            "source:Agenzy",
            "source:وكالة",
            3,
            (
                "error: 'source:Agenzy' is not a subject of talks\n"
                "hint: There is: source:Agency, source:وكالة, place:Geneva, session:1, invitation:second, session:2, "
                "contact:2024-02/contact, person:Qasim Al-Araji, person:قاسم الأعرجي, session:vienna, "
                "report:r1, report:r2, party:A, party:B\n"
            ),
        ),
    ],
)
def test_what_cannot_be_linked_is_told(one: str, other: str, code: int, error: str) -> None:
    assert timeline("link", "talks", one, other, "--as", "same") == Ran(code, "", error)


def test_an_unknown_dialogue_is_told() -> None:
    assert timeline("link", "talk", "a", "b", "--as", "same") == Ran(
        3, "", "error: no dialogue 'talk' in this store\nhint: Did you mean talks?\n"
    )


PLACES = """\
dialogue: talks
report: {id: p1, outlet: Agency, published: 2024-04-03, origin: Agency}
facts:
- {kind: contact-held, format: visit, when: 2024-04-02, place: Naqoura}
---
dialogue: talks
report: {id: p2, outlet: وكالة أخرى, published: 2024-04-03, origin: وكالة أخرى, language: ar}
facts:
- {kind: contact-held, format: visit, when: 2024-04-02, place: الناقورة}
"""


def test_two_names_of_a_place_are_linked() -> None:
    assert timeline("append", "--from", "-", stdin=PLACES).code == 0

    def told() -> list[tuple[str, list[str]]]:
        explained = timeline("explain", "talks", "contact:2024-04-02/visit.place", "--json")
        return [(one["value"], one["origins"]) for one in json.loads(explained.out)["attributes"][0]["values"]]

    assert told() == [("Naqoura", ["Agency"]), ("الناقورة", ["وكالة أخرى"])]
    assert timeline("link", "talks", "place:Naqoura", "place:الناقورة", "--as", "same").code == 0
    assert told() == [("Naqoura", ["Agency", "وكالة أخرى"])]
    assert timeline("link", "talks", "place:الناقورة", "place:Naqoura", "--as", "different").code == 0
    assert len(told()) == 2
