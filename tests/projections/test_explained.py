"""Everything that an answer shows can be explained: every entry of the timeline, every row, every cell."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.given import given, heading, report
from tests.projections.test_storyline import log
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answers
from timeline.answers.upcoming import upcoming_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections import explain
from timeline.projections.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = ("2024-09-01", "2025-05-10", "2026-11-25")

EVERYTHING = (
    heading("A", "B"),
    report(
        "r1",
        published="2025-05-01",
        origin="Ministry",
        facts=[
            {
                "kind": "session-held",
                "session": 1,
                "when": "2025-04-30",
                "attended": "A",
                "absent": ["B"],
                "place": "Rome",
            },
            {"kind": "session-scheduled", "session": 2, "track": "expert", "window": "2025-06", "host": "A"},
            {"kind": "rhythm-agreed", "every": "P3M", "by": ["A", "B"]},
            {"kind": "commitment-made", "commitment": "c", "by": ["A", "B"], "to": "C", "what": "W", "due": "2025-07"},
            {"kind": "commitment-updated", "commitment": "c", "by": "A", "status": "fulfilled"},
            {"kind": "deadline-set", "deadline": "c", "by": "A", "about": "W", "due": "2025-08"},
            {"kind": "deadline-set", "deadline": "alone", "about": "V", "due": "2025-08"},
            {"kind": "document-issued", "document": "d", "title": "T", "status": "agreed", "parties": ["A"]},
            {"kind": "document-issued", "document": "e", "status": "signed", "when": "2025-06-20"},
            {"kind": "deadline-set", "deadline": "e", "due": "2025-06-30"},
            {"kind": "document-issued", "document": "f", "status": "signed", "modality": "denied"},
            {"kind": "invitation-extended", "invitation": "i", "by": "A", "to": ["B", "U.S."], "session": 3},
            {"kind": "invitation-answered", "invitation": "i", "by": "U.S.", "answer": "accepted"},
            {"kind": "invitation-extended", "invitation": "j", "by": "A", "to": "B", "modality": "denied"},
            {"kind": "contact-held", "format": "visit", "when": "2025-06-01", "persons": [{"name": "P", "side": "A"}]},
            {"kind": "measure-taken", "actor": "A", "about": "opens", "when": "2025-06-02", "modality": "planned"},
            {"kind": "statement-made", "actor": "A", "form": "praise", "about": "B"},
            {"kind": "role-changed", "person": "P", "office": "envoy", "from": "2025-06-01"},
            {"kind": "position-stated", "actor": "A", "issue": "x", "stance": "S", "modality": "unconfirmed"},
            {
                "kind": "position-stated",
                "actor": "B",
                "issue": "x",
                "stance": "T",
                "when": "2025-06-01",
                "modality": "planned",
            },
            {"kind": "dialogue-suspended", "when": "2025-07-01"},
        ],
    ),
)
"""A fact of nearly every kind, some of them planned, denied or told ahead."""


@cache
def stood_on(what: str, day: str) -> State:
    ledger = replay(log()) if what == "storyline" else given(*EVERYTHING)
    return State(knowledge(ledger, known_at=date.fromisoformat(day)), date.fromisoformat(day))


STATES = [("storyline", day) for day in DAYS] + [
    ("everything", day) for day in ("2025-05-02", "2025-06-15", "2026-06-01")
]


@pytest.mark.parametrize(("what", "day"), STATES)
def test_every_entry_of_the_timeline_can_be_explained_by_the_facts_that_it_rests_on(what: str, day: str) -> None:
    state = stood_on(what, day)
    entries = list(timeline_answers(state))
    assert entries
    for entry in entries:
        found = explain.project(state, entry.subject)
        told = {known.fact_id for known in found.dossier.facts}
        assert set(entry.facts) <= told, entry


# ---- rows and cells ----------------------------------------------------------------------------------------------

SUBJECTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "sessions": lambda row: f"session:{'' if row['track'] == 'main' else row['track'] + '/'}{row['session']}",
    "invitations": lambda row: f"invitation:{row['invitation']}",
    "positions": lambda row: f"position:{row['actor']}/{row['issue']}",
    "commitments": lambda row: f"{row['type']}:{row['commitment']}",
    "documents": lambda row: f"document:{row['document']}",
    "upcoming": lambda row: row["subject"],
    "disputes": lambda row: row["subject"],
}
"""What a row of each list of the status card is about."""

IDENTIFY = {"dialogue", "facts", "reports", "origins", "disputes", "kind", "subject", "type", "session", "track"}
IDENTIFY |= {"invitation", "actor", "issue", "commitment", "document", "attribute", "long_overdue"}
"""What a row is about and what it rests on, which is the explanation itself."""

OF_SUBJECT = {"persons", "topics", "slips", "what", "who", "parts", "answers", "answered", "changes", "claims"}
OF_SUBJECT |= {"preferred", "reason"}
"""What is made of several attributes of the subject, or of all its facts."""


def rows_of(question: str, state: State) -> list[dict[str, Any]]:
    """The rows of a list of the status card; of what is to come also those that are overdue for long."""
    if question == "upcoming":
        return [upcoming_answer(one, state.knowledge).model_dump(mode="json") for one in state.to_come]
    rows: list[dict[str, Any]] = state_answer(state).model_dump(mode="json")[question]
    return rows


@pytest.mark.parametrize("question", SUBJECTS)
def test_every_list_has_rows_on_some_of_these_days(question: str) -> None:
    assert any(rows_of(question, stood_on(what, day)) for what, day in STATES)


@pytest.mark.parametrize("question", SUBJECTS)
@pytest.mark.parametrize(("what", "day"), STATES)
def test_every_cell_of_every_row_can_be_explained(question: str, what: str, day: str) -> None:
    state = stood_on(what, day)
    for row in rows_of(question, state):
        subject = SUBJECTS[question](row)
        assert explain.project(state, subject).dossier.facts
        if row.get("kind") not in {None, "session", "deadline"}:
            continue  # a planned act, or a rhythm, is explained as a whole
        for key, value in row.items():
            if value in (None, [], ()) or key in IDENTIFY | OF_SUBJECT:
                continue
            name = "due" if row.get("kind") == "deadline" and key == "window" else key
            found = explain.project(state, f"{subject}.{name}")
            assert [one.attribute for one in found.verdicts] == [name], (subject, key)


@pytest.mark.parametrize(("what", "day"), STATES)
def test_the_answer_of_each_invitee_and_the_part_of_each_party_can_be_explained(what: str, day: str) -> None:
    state = stood_on(what, day)
    answers = [
        (one.dossier.subject, answer) for one in state.invitations if len(one.answers) > 1 for answer in one.answers
    ]
    parts = [(one.dossier.subject, part) for one in state.commitments if len(one.parts) > 1 for part in one.parts]
    assert (what == "storyline") or (len(answers), len(parts)) == (2, 2)
    for subject, answer in answers:
        if answer.answer != "open":
            assert explain.project(state, f"{subject}.answer of {answer.by}").verdicts
    for subject, part in parts:
        assert set(part.facts) <= {known.fact_id for known in explain.project(state, str(subject)).dossier.facts}


@pytest.mark.parametrize(("what", "day"), STATES)
def test_every_person_and_every_report_can_be_explained(what: str, day: str) -> None:
    state = stood_on(what, day)
    for known in state.knowledge.facts:
        for person in known.fact.persons or ():
            assert explain.project(state, f"person:{state.knowledge.person(person.name)}").dossier.facts
        if known.report:
            assert known in explain.project(state, f"report:{known.report.id}").dossier.facts


def test_what_is_listed_here_are_all_lists_of_the_status_card() -> None:
    lists = {
        question.kept.removeprefix("state.") for question in QUESTIONS.values() if question.kept.startswith("state.")
    }
    assert lists <= SUBJECTS.keys()
    assert all(re.fullmatch("[a-z]+", name) for name in SUBJECTS)
