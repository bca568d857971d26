"""What changed between two days of knowledge?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.asked import state
from tests.given import fact_id, report
from timeline.projections import diff

if TYPE_CHECKING:
    from tests.given import Told

INVITED = report(
    "r1",
    published="2024-08-27",
    facts=[
        {
            "kind": "invitation-extended",
            "invitation": "hill",
            "by": "Iraq",
            "to": "NATO",
            "session": 2,
            "window": "2025",
            "place": "Baghdad",
            "when": "2024-08-27",
        }
    ],
)


def changes(*documents: Told, since: str, until: str) -> list[tuple[str, str, str | None, str | None, str | None]]:
    before, after = state(*documents, on=since), state(*documents, on=until)
    found = diff.condensed(diff.project(before, after))
    return [(str(one.subject), one.attribute, one.before, one.after, one.detail) for one in found.changes]


def test_a_new_invitation_is_one_change() -> None:
    told = changes(INVITED, since="2024-08-26", until="2024-08-28")
    assert [one for one in told if one[0] == "invitation:hill"] == [
        ("invitation:hill", "status", None, "open", "by Iraq to NATO, session 2, 2025, Baghdad")
    ]


def test_what_changes_of_a_known_invitation_is_told_attribute_by_attribute() -> None:
    fact = {"kind": "invitation-answered", "invitation": "hill", "by": "NATO", "answer": "accepted"}
    answered = report("r2", published="2024-09-10", facts=[{**fact, "when": "2024-09-09"}])
    told = changes(INVITED, answered, since="2024-08-28", until="2024-09-11")
    assert [one[1:] for one in told if one[0] == "invitation:hill"] == [
        ("answer", None, "accepted", None),
        ("answered", None, "2024-09-09", None),
        ("status", "open", "accepted", None),
    ]


def test_how_far_a_document_got_is_told_once() -> None:
    issued = {"kind": "document-issued", "document": "d", "status": "signed", "when": "2025-05-21"}
    told = changes(report("r1", published="2025-05-22", facts=[issued]), since="2025-05-20", until="2025-05-23")
    assert [one[1] for one in told if one[0] == "document:d"] == ["status", "issued"]


def test_what_became_known_counts_new_reports_new_origins_and_what_counts_no_more() -> None:
    held = {"kind": "session-held", "session": 2, "when": "2025-05-21"}
    reports = [
        report(name, published=day, origin=origin, facts=[held])
        for name, day, origin in (
            ("r2", "2025-05-22", "Iraq"),
            ("r3", "2025-05-22", "NATO"),
            ("r4", "2025-05-23", "NATO"),
        )
    ]
    invited = {**INVITED, "report": {**INVITED["report"], "origin": "Iraq"}}
    gone = report(
        "r5", published="2025-05-23", facts=[{"kind": "fact-retracted", "target": fact_id(invited), "whose": "outlet"}]
    )
    log = (invited, *reports, gone)
    found = diff.project(state(*log, on="2025-05-01"), state(*log, on="2025-05-24"))
    assert (found.reports, found.origins, found.facts) == (("r2", "r3", "r4", "r5"), ("NATO", "r5"), 3)
    assert found.withdrawn == (fact_id(invited),)
    again = diff.project(state(*log, on="2025-05-24"), state(*log, on="2025-05-25"))
    assert (again.changes, again.reports, again.origins, again.facts, again.withdrawn) == ((), (), (), 0, ())


def test_a_position_that_is_withdrawn_is_in_force_no_more() -> None:
    stated = {"kind": "position-stated", "actor": "Iran", "issue": "x", "stance": "No", "when": "2025-05-01"}
    withdrawn = {"kind": "position-changed", "actor": "Iran", "issue": "x", "change": "withdrawn", "when": "2025-05-10"}
    log = [report(f"r{n}", published=f["when"], facts=[f]) for n, f in enumerate((stated, withdrawn))]
    told = changes(*log, since="2025-05-02", until="2025-05-11")
    assert ("position:Iran/x", "status", "in force", "withdrawn", None) in told
    told = changes(log[0], since="2025-04-30", until="2025-05-02")
    assert ("position:Iran/x", "status", None, "in force", None) in told


def test_a_new_invitation_to_a_visit_names_the_visit() -> None:
    invited = report(
        "r1",
        published="2024-08-27",
        facts=[{"kind": "invitation-extended", "invitation": "hill", "by": "Iraq", "visit": "a visit to Baghdad"}],
    )
    told = changes(invited, since="2024-08-26", until="2024-08-28")
    assert [one for one in told if one[0] == "invitation:hill"] == [
        ("invitation:hill", "status", None, "open", "by Iraq, a visit to Baghdad")
    ]


def test_a_position_that_is_heard_again_was_last_heard_on_another_day() -> None:
    stated = {"kind": "position-stated", "actor": "Iran", "issue": "x", "stance": "No", "when": "2025-05-01"}
    again = {"kind": "position-reaffirmed", "actor": "Iran", "issue": "x", "when": "2025-05-10"}
    log = [report(f"r{n}", published=f["when"], facts=[f]) for n, f in enumerate((stated, again))]
    told = changes(*log, since="2025-05-02", until="2025-05-11")
    assert told == [("position:Iran/x", "last_reaffirmed", "2025-05-01", "2025-05-10", None)]
