"""Facts that cite no report: we know them, nobody printed them, and every answer takes them as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from events.facts.catalogue import FACTS
from events.facts.judgement import FactRedacted, JudgementOnFact, SubjectsLinked
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from tests.asked import commitment, invitation, position, session, slips, state
from tests.given import heading, judgement, report
from timeline.answers.explain import explain_answer
from timeline.answers.people import person_answers
from timeline.answers.sources import source_answers
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answers
from timeline.projections import explain

GOLDEN = Path(__file__).parents[1] / "golden" / "facts"

OF_OTHERS = (JudgementOnFact, FactRedacted, SubjectsLinked, DialogueOpened, ReportFiled, SourceAssessed)
KINDS = sorted(fact.kind() for fact in FACTS if not issubclass(fact, OF_OTHERS))


def told(kind: str, **otherwise: object) -> dict[str, Any]:
    """A fact of this kind with all that it can say, of no report."""
    newest = max(GOLDEN.glob(f"{kind}@*.json"), key=lambda path: int(path.stem.partition("@")[2].partition("+")[0]))
    payload: dict[str, Any] = json.loads(newest.read_text())
    left_out = ("report", "retold", "modality", "origin")
    return {"kind": kind} | {name: said for name, said in payload.items() if name not in left_out} | otherwise


def later(fact: dict[str, Any]) -> dict[str, Any]:
    """The same fact told of July, and of another place."""
    times = {name: "2025-07" for name in ("when", "window", "due", "from") if isinstance(fact.get(name), str | dict)}
    return {**fact, **times, **({"place": "Vienna"} if "place" in fact else {})}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_nobody_printed_rests_on_facts_alone_in_every_answer(kind: str) -> None:
    facts = [told(kind), later(told(kind))]
    asked = state(heading("Iraq", "NATO"), judgement(*facts[: 1 + (facts[0] != facts[1])]), on="2035-01-01")
    card = state_answer(asked).model_dump(mode="json")
    rows = [row for rows in card.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)]
    rows += [one.model_dump(mode="json") for one in timeline_answers(asked)]
    assert rows or kind == "rhythm-agreed"
    for row in rows:
        assert (row.get("reports", []), row.get("origins", [])) == ([], [])
    assert [answer.report for answer in source_answers(asked)] == []
    assert all(not person.reports for person in person_answers(asked))
    for dossier in asked.dossiers:
        explained = explain_answer(explain.project(asked, str(dossier.subject)), asked.knowledge)
        evidence = [one for attribute in explained.attributes for value in attribute.values for one in value.evidence]
        assert {one.report for one in evidence} <= {None}


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_of_the_same_is_the_only_one_that_is_counted(kind: str) -> None:
    printed = report("r1", published="2025-05-22", origin="Iraq MFA", facts=[later(told(kind))])
    asked = state(heading("Iraq", "NATO"), judgement(told(kind)), printed, on="2035-01-01")
    for dossier in asked.dossiers:
        for verdict in dossier.verdicts.values():
            for support in verdict.supports:
                assert set(support.reports) <= {"r1"}
                assert set(support.origins) <= {"Iraq MFA"}
                assert set(verdict.bearings_of(support)) == set(support.facts)
    assert {row for entry in timeline_answers(asked) for row in entry.reports} <= {"r1"}


def test_a_plan_that_nobody_printed_slips_like_any_other() -> None:
    first = judgement({"kind": "session-scheduled", "session": 1, "window": "2025-05-10"}, recorded_at="2025-04-01")
    moved = judgement({"kind": "session-postponed", "session": 1, "window": "2025-06-10"}, recorded_at="2025-05-01")
    again = judgement({"kind": "session-postponed", "session": 1}, recorded_at="2025-05-20")
    assert slips(session(1, first, moved, on="2025-05-02")) == [("2025-05-10", ()), ("2025-06-10", ())]
    last = session(1, first, moved, again, on="2025-05-21")
    assert (last.status, last.window, last.reports, last.origins) == ("postponed", None, (), ())


def test_a_position_that_nobody_printed_is_held_since_its_own_day_and_changes_without_a_publication() -> None:
    stated = judgement(
        {"kind": "position-stated", "actor": "Iran", "issue": "i", "stance": "No", "when": "2025-04-12"},
        {"kind": "position-changed", "actor": "Iran", "issue": "i", "change": "widened", "when": "2025-05-01"},
    )
    held = position(stated)
    (change,) = held.changes
    assert (held.stance, held.occasions, held.origins) == ("No", 2, ())
    assert (change.change, change.published, change.reports) == ("widened", None, ())


def test_what_nobody_printed_can_be_answered_and_kept() -> None:
    invited = judgement(
        {"kind": "invitation-extended", "invitation": "i", "by": "A", "to": "B", "visit": "Rome"},
        {"kind": "invitation-answered", "invitation": "i", "by": "B", "answer": "accepted"},
    )
    promised = judgement(
        {"kind": "commitment-made", "commitment": "c", "by": "A", "what": "help"},
        {"kind": "commitment-updated", "commitment": "c", "status": "fulfilled"},
    )
    assert invitation(invited).status == "accepted"
    assert (commitment(promised).status, commitment(promised).reports) == ("fulfilled", ())
