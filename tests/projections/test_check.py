"""What wants somebody's attention."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.given import DIALOGUE, Told, fact_id, given, heading, judgement, report
from timeline.cli.terminal.saying import as_commands
from timeline.knowledge.known import knowledge
from timeline.projections import check
from timeline.projections.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.projections.check import Finding


def found(*documents: Told, on: str = "2025-06-01") -> list[tuple[str, str, str, str]]:
    return [(one.finding, str(one.subject), one.message, as_typed(one)) for one in findings(*documents, on=on)]


def as_typed(one: Finding) -> str:
    """What to do next, as the command line says it."""
    return as_commands(one.hint, quoted=False)


def findings(*documents: Told, on: str = "2025-06-01") -> list[Finding]:
    return check.project(State(knowledge(given(*documents)), date.fromisoformat(on)))


def persons(*names: str) -> Told:
    facts = [{"kind": "contact-held", "when": "2025-05-01", "persons": [{"name": name} for name in names]}]
    return report("r1", published="2025-05-02", facts=facts)


def same(one: str, other: str, as_: str = "same") -> Told:
    return judgement({"kind": "subjects-linked", "subjects": [f"person:{one}", f"person:{other}"], "as": as_})


def test_nothing_is_found_where_all_is_well() -> None:
    held = {"kind": "session-held", "session": 1, "when": "2025-05-01"}
    assert found(report("r1", published="2025-05-02", facts=[held])) == []


def test_a_session_whose_window_passed_without_news_is_overdue() -> None:
    told = report(
        "r1",
        published="2025-01-02",
        facts=[{"kind": "session-scheduled", "session": 2, "track": "expert", "window": "2025-05"}],
    )
    assert found(told, on="2025-05-31") == []
    assert found(told) == [
        (
            "session-overdue",
            "session:expert/2",
            "window 2025-05 passed 1 day ago, and no report says what became of it",
            (
                "timeline append session-held iraq-nato --session 2 --track expert --when DAY --report REPORT "
                "(or session-postponed, session-cancelled, session-not-held)"
            ),
        )
    ]


def test_promises_documents_and_visits_are_overdue_as_well() -> None:
    told = report(
        "r1",
        published="2025-01-02",
        facts=[
            {"kind": "document-issued", "document": "plan", "due": "2025-02"},
            {"kind": "commitment-made", "commitment": "training", "due": "2025-03"},
            {"kind": "invitation-extended", "invitation": "visit", "visit": "Brussels", "window": "2025-04"},
        ],
    )
    assert [(finding, subject, hint) for finding, subject, _, hint in found(told)] == [
        (
            "invitation-overdue",
            "invitation:visit",
            "timeline link iraq-nato invitation:visit contact:DAY/visit --as same (once the visit is on record)",
        ),
        (
            "commitment-overdue",
            "commitment:training",
            "timeline append commitment-updated iraq-nato --commitment training --status STATUS --report REPORT",
        ),
        (
            "document-overdue",
            "document:plan",
            "timeline append document-issued iraq-nato --document plan --status STATUS --report REPORT",
        ),
    ]


def test_what_nobody_dated_or_cited_is_found() -> None:
    filed, said = report("r1"), judgement({"kind": "dialogue-launched", "when": "2024"})
    assert found(filed, said) == [
        (
            "report-undated",
            "report:r1",
            "nothing tells when r1 published it, so it counts from the day it was recorded",
            f"timeline correct {fact_id(filed, 0)[:12]} --set published=DAY --whose ours",
        ),
        (
            "fact-uncited",
            "dialogue",
            "cites no report: dialogue launched in 2024",
            f"timeline correct {fact_id(said)[:12]} --set report=REPORT --whose ours",
        ),
    ]


def test_assessments_and_judgements_need_no_report() -> None:
    graded = judgement({"kind": "source-assessed", "outlet": "INA", "reliability": "B"})
    assert found(persons("A", "B"), graded, same("A", "B")) == []


def test_names_that_look_alike_are_found_with_the_command_that_judges_them() -> None:
    (one,) = findings(persons("Shia' al-Sudani", "Shiaa al-Sudani", "Tom"))
    assert (one.finding, str(one.subject), one.message, as_typed(one)) == (
        "look-alike",
        "person:Shia' al-Sudani",
        "looks like person:Shiaa al-Sudani",
        "timeline link iraq-nato \"person:Shia' al-Sudani\" 'person:Shiaa al-Sudani' --as same",
    )
    assert one.facts == (fact_id(persons("Shia' al-Sudani", "Shiaa al-Sudani", "Tom")),)


def test_three_spellings_take_two_links() -> None:
    told = persons("Qasim Al-Araji", "Qassem Al-Araji", "Qasim al-Araji")
    assert len(found(told)) == 2
    assert len(found(told, same("Qasim Al-Araji", "Qasim al-Araji"))) == 1
    assert found(told, same("Qasim Al-Araji", "Qasim al-Araji"), same("Qassem Al-Araji", "Qasim al-Araji")) == []


def test_a_pair_that_was_judged_is_not_asked_about_again() -> None:
    told = persons("Ali Hassan", "Ali Hasan")
    assert len(found(told)) == 1
    for as_ in ("same", "different", "unsure"):
        assert found(told, same("Ali Hasan", "Ali Hassan", as_)) == []
    # What was judged different from one spelling is different from all that are the same as it.
    three = persons("Ali Hassan", "Ali Hasan", "Ali Hassann")
    assert found(three, same("Ali Hassan", "Ali Hasan"), same("Ali Hasan", "Ali Hassann", "different")) == []


def test_slugs_and_offices_are_compared_within_their_type_and_positions_within_their_actor() -> None:
    facts = [
        {"kind": "position-stated", "actor": "Iraq", "issue": "long-term-partnership"},
        {"kind": "position-stated", "actor": "Iraq", "issue": "partnership-long-term"},
        {"kind": "position-stated", "actor": "Iran", "issue": "long-term-partnership"},
        {"kind": "role-changed", "person": "Lucas", "office": "Commander of NMI", "predecessor": "Giovanni"},
        {"kind": "role-changed", "person": "Christophe", "office": "Commander, NMI", "from": "2025-05"},
        {"kind": "commitment-made", "commitment": "long-term-partnership"},
    ]
    told = found(report("r1", published="2025-05-02", facts=facts))
    assert [(finding, subject, message) for finding, subject, message, _ in told] == [
        ("look-alike", "position:Iraq/long-term-partnership", "looks like position:Iraq/partnership-long-term"),
        ("look-alike", "role:Commander of NMI", "looks like role:Commander, NMI"),
    ]


def test_a_dispute_that_only_time_decides_is_found() -> None:
    held = {"kind": "session-held", "session": 1}
    first = report("r1", published="2025-05-02", facts=[held | {"when": "2025-05-01"}])
    second = report("r2", published="2025-05-03", facts=[held | {"when": "2025-05-02"}])
    third = report("r3", published="2025-05-04", facts=[held | {"when": "2025-05-02"}])
    (one,) = found(first, second)
    assert one == (
        "dispute-newer",
        "session:1",
        "held is 2025-05-02, not 2025-05-01, only because that was said later",
        (
            "timeline explain iraq-nato session:1.held, "
            "then timeline append source-assessed iraq-nato --outlet OUTLET --reliability GRADE"
        ),
    )
    assert found(first, second, third) == []


def test_a_plan_that_tells_only_when_it_was_announced_is_found() -> None:
    plan = {"kind": "session-scheduled", "session": 3, "when": "2025-12-01"}
    told = report("r1", published="2025-05-02", facts=[plan])
    assert found(told) == [
        (
            "plan-without-window",
            "session:3",
            "announced on 2025-12-01, and nothing tells what time it is for",
            f"timeline correct {fact_id(told, 1)[:12]} --set window=DATE --whose ours",
        )
    ]
    postponed = {"kind": "session-postponed", "session": 3, "when": "2025-05-01"}
    assert found(report("r1", published="2025-05-02", facts=[postponed])) == []


def test_a_name_that_is_a_list_is_found_with_the_correction_that_makes_it_one() -> None:
    said = {"kind": "position-stated", "actor": "Iraq; NATO", "issue": "training"}
    told = report("r1", published="2025-05-02", facts=[said])
    (one,) = findings(told)
    assert (one.finding, one.message, as_typed(one)) == (
        "name-list",
        "actor is one name, 'Iraq; NATO': several are a list",
        f"timeline correct {fact_id(told, 1)[:12]} --set 'actor=Iraq; NATO' --whose ours",
    )


def test_parties_outlets_origins_and_reports_that_look_alike_are_found_too() -> None:
    stated = {"kind": "position-stated", "issue": "training", "stance": "yes"}
    told = [
        report("ina-12-may", published="2025-05-02", outlet="Iraqi News Agency", facts=[stated | {"actor": "Iraq"}]),
        report("ina-may-12", published="2025-05-03", outlet="Iraqi news agency", facts=[stated | {"actor": "العراق"}]),
        report("r3", published="2025-05-04", outlet="Tass", origin="Iraqi Foreign Ministry", facts=[stated]),
        report("r4", published="2025-05-04", outlet="Xinhua", origin="Foreign Ministry, Iraqi", facts=[stated]),
    ]
    stated["actor"] = "NATO"
    assert [
        (subject, message, hint) for finding, subject, message, hint in found(*told) if finding == "look-alike"
    ] == [
        (
            "party:Iraq",
            "looks like party:العراق",
            "timeline link iraq-nato party:Iraq 'party:العراق' --as same",
        ),
        (
            "source:Iraqi News Agency",
            "looks like source:Iraqi news agency",
            "timeline link iraq-nato 'source:Iraqi News Agency' 'source:Iraqi news agency' --as same",
        ),
        (
            "report:ina-12-may",
            "looks like report:ina-may-12",
            "timeline link iraq-nato report:ina-12-may report:ina-may-12 --as same",
        ),
        (
            "origin:Iraqi Foreign Ministry",
            "looks like origin:Foreign Ministry, Iraqi",
            f"timeline correct {fact_id(told[3], 0)[:12]} --set 'origin=Iraqi Foreign Ministry' --whose ours",
        ),
    ]
    (origins,) = (one for one in findings(*told) if one.subject.type == "origin")
    assert set(origins.facts) == {fact_id(told[2], 0), fact_id(told[3], 0)}


# ---- likely errors -----------------------------------------------------------------------------------------------


def likely_errors(*documents: Told, on: str = "2025-06-01") -> list[tuple[str, str]]:
    """The sort and the subject of each thing that may have been typed wrong."""
    return [(one.finding, str(one.subject)) for one in findings(*documents, on=on)]


def said(*facts: Mapping[str, object], published: str = "2025-05-22", name: str = "r1", language: str = "en") -> Told:
    return report(name, published=published, origin=name, outlet="Agency", language=language, facts=facts)


def test_what_is_told_as_done_before_its_day_is_asked_about() -> None:
    held = {"kind": "session-held", "session": 3, "when": "2025-06-30"}
    (finding,) = findings(said(held))
    assert (finding.finding, str(finding.subject)) == ("told-ahead", "session:3")
    fact = fact_id(said(held))[:12]
    assert finding.message == (
        "told of 2025-06-30 in a report of 2025-05-22: it counts as planned until somebody says it is done"
    )
    assert as_typed(finding) == (
        f"timeline correct {fact} --set when=DAY --whose ours, or "
        f"timeline correct {fact} --set modality=planned --whose ours"
    )
    assert likely_errors(said({**held, "modality": "planned"})) == []


def test_a_session_that_was_held_and_no_report_says_when_is_asked_about() -> None:
    held = {"kind": "session-held", "session": 2}
    assert likely_errors(said(held)) == [("held-undated", "session:2")]
    assert likely_errors(said(held), said({**held, "when": "2025-05-21"}, name="r2")) == []


def test_a_party_that_the_heading_does_not_list_is_asked_about_once() -> None:
    stated = {"kind": "position-stated", "actor": "Narnia", "issue": "i"}
    made = {"kind": "commitment-made", "commitment": "c", "by": ["A", "Narnia"]}
    assert likely_errors(heading("A", "B"), said(stated, made)) == [("party-unlisted", "party:Narnia")]
    assert likely_errors(said(stated)) == []
    assert likely_errors(heading("Narnia", "B"), said(stated)) == []
    called = judgement({"kind": "subjects-linked", "subjects": ["party:A", "party:Narnia"], "as": "same"})
    assert likely_errors(heading("A", "B"), said(stated), called) == []


@pytest.mark.parametrize(
    ("fact", "attribute"),
    [
        ({"kind": "session-held", "session": 1, "when": "2025-05-21", "attended": ["A", "Narnia"]}, "attended"),
        ({"kind": "session-held", "session": 1, "when": "2025-05-21", "absent": "Narnia"}, "absent"),
        ({"kind": "position-stated", "actor": "Narnia", "issue": "i"}, "actor"),
        ({"kind": "commitment-made", "commitment": "c", "by": "Narnia"}, "by"),
        ({"kind": "invitation-extended", "invitation": "i", "by": "A", "to": "Narnia"}, "to"),
    ],
)
def test_a_party_is_looked_for_where_only_a_party_can_stand(fact: dict[str, object], attribute: str) -> None:
    (finding,) = (one for one in findings(heading("A", "B"), said(fact)) if one.finding == "party-unlisted")
    assert finding.message == f"is not a party of {DIALOGUE}, which lists A, B"
    assert f"--set {attribute}=PARTY" in as_typed(finding)


def test_what_is_found_says_what_is_the_matter() -> None:
    others = [said(name=name) for name in ("r1", "r2")]
    (odd,) = findings(*others, said(name="r3", language="ar"))
    assert odd.message == "is in ar, and all else of Agency is in en"
    held = {"kind": "session-held", "session": 2, "when": "2025-05-21"}
    (twins,) = findings(said({**held, "quote": "a"}, {**held, "quote": "b"}, {**held, "quote": "c"}))
    assert twins.message == "r1 says it 3 times: once is enough"


def test_an_outlet_whose_language_differs_from_before_is_asked_about() -> None:
    others = [said(name=name) for name in ("r1", "r2")]
    odd = said(name="r3", language="ar")
    assert likely_errors(*others, odd) == [("language-differs", "report:r3")]
    assert likely_errors(*others, odd, said(name="r4", language="ar")) == []


def test_a_fact_that_its_report_says_twice_is_asked_about() -> None:
    held = {"kind": "session-held", "session": 2, "when": "2025-05-21"}
    twice = said({**held, "quote": "was held"}, {**held, "quote": "held yesterday"})
    (finding,) = findings(twice)
    assert (finding.finding, finding.facts) == ("twin-facts", (fact_id(twice, 2), fact_id(twice, 1)))
    command = f"timeline retract {fact_id(twice, 2)[:12]} --whose ours --reason ..."
    assert as_typed(finding) == f"{command} (if it is one and the same)"
    assert likely_errors(said({**held, "said_by": "A"}, {**held, "said_by": "B"})) == []


def test_two_meetings_of_one_day_with_other_persons_are_asked_for_their_times() -> None:
    met = {"kind": "contact-held", "format": "meeting", "when": "2024-06-26"}
    mediator = {"name": "Borrell", "part": "mediator"}
    kurti, vucic = ({**met, "persons": [mediator, {"name": name}]} for name in ("Kurti", "Vučić"))
    (finding,) = findings(said(kurti, vucic, published="2024-06-26"))
    assert (finding.finding, str(finding.subject)) == ("twin-facts", "contact:2024-06-26/meeting")
    assert finding.message == (
        "r1 tells of 2 contacts of one day and format with other persons: "
        "they count as one until each has its time of day"
    )
    second = fact_id(said(kurti, vucic, published="2024-06-26"), 2)[:12]
    assert as_typed(finding) == f"timeline correct {second} --set when=TIME --whose ours"
    timed = [{**one, "when": f"2024-06-26T{hour}:00"} for one, hour in ((kurti, 10), (vucic, 16))]
    assert likely_errors(said(*timed, published="2024-06-26")) == []
    (finding,) = findings(said(kurti, {**kurti, "note": "again"}, published="2024-06-26"))
    assert finding.message == "r1 says it 2 times: once is enough"


def test_a_name_with_commas_is_a_list_where_each_of_its_parts_is_named_alone() -> None:
    said = {"kind": "position-stated", "issue": "training"}
    facts = [said | {"actor": "Iraq, NATO"}, said | {"actor": "iraq"}, said | {"actor": "Korea, Republic of"}]
    told = report("r1", published="2025-05-02", facts=facts)
    assert [message for finding, _, message, _ in found(told) if finding == "name-list"] == []
    assert [message for finding, _, message, _ in found(heading("Iraq", "NATO"), told) if finding == "name-list"] == [
        "actor is one name, 'Iraq, NATO': several are a list"
    ]
