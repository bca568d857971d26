"""One line for each kind of fact, in words of the domain."""

from __future__ import annotations

from typing import Any

import pytest

from events.facts.catalogue import CATALOGUE
from events.facts.judgement import FactRedacted
from events.identity import REDACTED
from timeline.text.summary import summary

ID = "0123456789abcdef0123456789abcdef"
HALF_MAY = {"edtf": "2025-05-16/2025-05-31", "wording": "second half of May"}

LINES: list[tuple[str, dict[str, Any], str]] = [
    ("dialogue-opened", {"title": "Talks", "parties": ["A", "B"]}, "dialogue opened: Talks (A, B)"),
    ("dialogue-opened", {"title": "Talks"}, "dialogue opened: Talks"),
    (
        "report-filed",
        {"id": "r1", "outlet": "Agency", "published": "2024-05", "title": "Talks held"},
        "report r1: Agency 2024-05 - Talks held",
    ),
    ("report-filed", {"id": "r1", "outlet": "Agency"}, "report r1: Agency"),
    (
        "source-assessed",
        {"outlet": "Agency", "reliability": "B", "from": "2024", "rationale": "seldom wrong"},
        "source Agency graded B from 2024 - seldom wrong",
    ),
    ("dialogue-launched", {"by": ["A", "B"], "when": "2024-08"}, "dialogue launched by A and B in 2024-08"),
    (
        "dialogue-suspended",
        {"when": "2024-08-27", "reason": "elections"},
        "dialogue suspended on 2024-08-27 - elections",
    ),
    ("dialogue-resumed", {"by": "A"}, "dialogue resumed by A"),
    ("dialogue-ended", {}, "dialogue ended"),
    ("session-proposed", {"session": 2, "window": 2025, "by": "A"}, "session 2 proposed for 2025 by A"),
    (
        "session-scheduled",
        {"session": 2, "window": HALF_MAY, "place": "Baghdad", "basis": "announced"},
        "session 2 scheduled for 2025-05-16/2025-05-31 in Baghdad (announced)",
    ),
    (
        "session-postponed",
        {"session": 2, "track": "expert", "window": {"wording": "in due time"}, "by": "A", "reason": "illness"},
        'session expert/2 postponed to "in due time" by A - illness',
    ),
    ("session-cancelled", {"session": "e02", "when": "2024-08-27"}, "session e02 cancelled on 2024-08-27"),
    ("session-started", {"session": 2, "when": "2024-08-27~"}, "session 2 started on 2024-08-27~"),
    (
        "session-held",
        {"session": 1, "when": "2024-08-27", "venue": "NATO headquarters"},
        "session 1 held on 2024-08-27 in NATO headquarters",
    ),
    ("session-not-held", {"session": 3}, "session 3 not held"),
    (
        "invitation-extended",
        {"invitation": "second", "by": "Iraq", "to": "NATO", "session": 2, "window": "2025", "place": "Baghdad"},
        "invitation second extended to NATO by Iraq to session 2 for 2025 in Baghdad",
    ),
    (
        "invitation-extended",
        {"invitation": "visit", "visit": "Brussels", "when": "2025-05-01"},
        "invitation visit extended to Brussels on 2025-05-01",
    ),
    (
        "invitation-answered",
        {"invitation": "second", "answer": "accepted", "by": "NATO"},
        "invitation second accepted by NATO",
    ),
    ("contact-held", {"format": "call", "when": "2025-01"}, "call in 2025-01"),
    ("contact-held", {"place": "Rome"}, "contact in Rome"),
    (
        "position-stated",
        {"actor": ["A", "B"], "issue": "gaza", "stance": "a state is needed"},
        "A and B position stated on gaza - a state is needed",
    ),
    (
        "position-reaffirmed",
        {"actor": "A", "issue": "gaza", "when": "2025-01-02"},
        "A position reaffirmed on gaza on 2025-01-02",
    ),
    ("position-changed", {"actor": "A", "issue": "gaza", "change": "widened"}, "A position widened on gaza"),
    ("position-changed", {"actor": "A", "issue": "gaza"}, "A position changed on gaza"),
    (
        "commitment-made",
        {"commitment": "aid", "by": "A", "to": "B", "due": "2026", "grade": "promise", "what": "send aid"},
        "commitment aid made by A to B due 2026 (promise) - send aid",
    ),
    (
        "commitment-updated",
        {"commitment": "aid", "status": "fulfilled", "when": "2026-01"},
        "commitment aid: fulfilled in 2026-01",
    ),
    ("commitment-updated", {"commitment": "aid"}, "commitment aid: updated"),
    (
        "deadline-set",
        {"deadline": "aid", "by": "A", "due": "2026-01-31", "about": "first aid"},
        "deadline aid set by A for 2026-01-31 - first aid",
    ),
    (
        "document-issued",
        {"document": "plan", "status": "signed", "when": "2025-05-21", "title": "Joint plan"},
        "document plan signed on 2025-05-21 - Joint plan",
    ),
    ("document-issued", {"document": "plan", "due": "2026"}, "document plan issued due 2026"),
    (
        "role-changed",
        {"person": "P", "office": "Commander", "from": "2025-05-22", "to": "2026", "predecessor": "Q"},
        "P: Commander from 2025-05-22 until 2026 after Q",
    ),
    ("role-changed", {"person": "P", "office": "Commander", "when": "2025-05"}, "P: Commander from 2025-05"),
    ("measure-taken", {"actor": "A", "about": "mission", "when": "2026"}, "measure by A in 2026 - mission"),
    ("statement-made", {"actor": "A", "form": "praise", "about": "B"}, "praise by A - B"),
    ("statement-made", {"note": "said little"}, "statement - said little"),
    (
        "subjects-linked",
        {"subjects": ["person:Q", "person:K"], "as": "unsure", "reason": "spelling"},
        "person:Q and person:K are perhaps the same - spelling",
    ),
    (
        "fact-corrected",
        {"target": ID, "field": "place", "old": "Rome", "new": None, "whose": "coder", "reason": "misread"},
        "fact 0123456789ab corrected: place from 'Rome' to nothing (our error) - misread",
    ),
    (
        "rhythm-agreed",
        {"every": "P3M", "by": ["A", "B"], "when": "2025-05-21"},
        "rhythm agreed: every P3M by A and B on 2025-05-21",
    ),
    ("fact-retracted", {"target": ID, "whose": "outlet"}, "fact 0123456789ab retracted (the outlet's error)"),
]


@pytest.mark.parametrize(("kind", "attributes", "line"), LINES)
def test_a_fact_is_told_in_one_line(kind: str, attributes: dict[str, Any], line: str) -> None:
    assert summary(CATALOGUE.kinds[kind].model_validate(attributes)) == line


def test_every_kind_is_told() -> None:
    missing = set(CATALOGUE.kinds) - {kind for kind, _, _ in LINES}
    assert not missing, f"add a line to LINES for {sorted(missing)}: a fact of it, and how it is told"


def test_a_redaction_and_what_it_left_are_told() -> None:
    assert summary(FactRedacted(target=ID, reason="asked for")) == "fact 0123456789ab redacted - asked for"
    left = CATALOGUE.decode("session-held@2", REDACTED)
    assert (left.kind(), summary(left)) == ("session-held", "redacted: its content was taken away")


@pytest.mark.parametrize(
    ("kind", "told", "line"),
    [
        ("session-scheduled", {"modality": "denied"}, "denied: session 2 scheduled"),
        ("session-scheduled", {"modality": "planned"}, "session 2 scheduled"),
        ("session-scheduled", {"modality": ["expected", "anonymous"]}, "anonymous: session 2 scheduled"),
        ("session-held", {"modality": "planned"}, "planned: session 2 held"),
        ("session-held", {"modality": ["anonymous", "denied"]}, "anonymous, denied: session 2 held"),
        ("session-held", {"modality": "asserted"}, "session 2 held"),
    ],
)
def test_what_nobody_asserts_says_so(kind: str, told: dict[str, Any], line: str) -> None:
    assert summary(CATALOGUE.kinds[kind].model_validate({"session": 2, **told})) == line
