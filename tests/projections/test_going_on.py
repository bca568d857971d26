"""Going on from fact to fact, and from day to day, answers as projecting everything anew does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import fact_id, given, heading, judgement, recorded, report
from tests.projections.test_order import dialogues
from tests.projections.test_storyline import log
from timeline.answers.explain import explain_answer
from timeline.answers.people import person_answers
from timeline.answers.sources import source_answers
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answers
from timeline.application.replaying import steps
from timeline.knowledge.growing import Growing, Learnt
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import initial, replay
from timeline.projections import diff, explain
from timeline.projections.diff import Difference, compared
from timeline.projections.going_on import GoingOn
from timeline.projections.state import State
from timeline.projections.walk import KnowledgeWalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.log import RecordedFact
    from tests.given import Told
    from timeline.knowledge.known import Knowledge

TODAY = date(2026, 12, 1)

LINKED = ["session:1", "session:2", "contact:visit", "person:P", "party:A", "party:B", "position:A/peace"]
CORRECTED = {
    "place": ["Rome", "Vienna"],
    "when": ["2025-05-11", "2025-06-01"],
    "report": ["r0", "r1"],
    "published": ["2025-05-11"],
    "origin": ["A"],
}


@st.composite
def judged(draw: st.DrawFn) -> list[Told]:
    """A dialogue with links, assessments, corrections and retractions here and there, also of what is judged itself."""
    documents = [heading("A", "B"), *draw(dialogues())]
    for number in range(draw(st.integers(1, 6))):
        target = draw(st.sampled_from(recorded(documents)))
        whose = {"whose": draw(st.sampled_from(["coder", "outlet"])), "reason": f"{number}"}
        field = draw(st.sampled_from([name for name in CORRECTED if name in type(target.fact).model_fields] or [""]))
        new = draw(st.sampled_from(CORRECTED.get(field, [""])))
        aimed: dict[str, Any] = {"target": target.fact_id, **whose}
        document = draw(
            st.sampled_from(
                [
                    judgement({"kind": "fact-retracted", **aimed}),
                    judgement({"kind": "fact-corrected", "field": field, "new": new, **aimed})
                    if field
                    else judgement({"kind": "fact-retracted", **aimed}),
                    judgement(
                        {
                            "kind": "subjects-linked",
                            "subjects": draw(st.lists(st.sampled_from(LINKED), min_size=2, max_size=2, unique=True)),
                            "as": draw(st.sampled_from(["same", "different"])),
                        }
                    ),
                    judgement(
                        {"kind": "source-assessed", "outlet": "r0", "reliability": "A", "rationale": f"{number}"}
                    ),
                    report("r1", published="2025-05-11", facts=[], url=f"https://example.org/{number}"),
                ]
            )
        )
        documents.insert(draw(st.integers(1, len(documents))), document)
    return documents


def answers(state: State) -> dict[str, Any]:
    """Every answer about a dialogue, each list in its order."""
    known = state.knowledge
    return {
        "state": state_answer(state),
        "timeline": list(timeline_answers(state)),
        "people": list(person_answers(state)),
        "sources": list(source_answers(state)),
        "explain": [explain_answer(explain.project(state, str(one.subject)), known) for one in state.dossiers],
    }


def check_same(growing: Growing, going_on: GoingOn, anew: State) -> None:
    """What is known, and everything that is projected of it, is as it is anew."""
    known = anew.knowledge
    assert list(growing.known.facts) == list(known.facts)
    assert growing.known.by_subject == known.by_subject
    assert growing.known.reports == known.reports
    for name in ("known_at", "title", "parties", "names", "links", "reliability", "merged", "names_that_stand"):
        assert getattr(growing.known, name) == getattr(known, name), name
    assert answers(going_on.state(growing.snapshot())) == answers(anew)


def check_facts(facts: Sequence[RecordedFact], days: Sequence[date]) -> None:
    """Everything that is projected, after each fact, on some days in this order and back."""
    growing = Growing(initial())
    going_on = GoingOn(growing.known, TODAY)
    for count, fact in enumerate(facts, 1):
        learnt, anew = growing.take(fact), knowledge(replay(facts[:count]))
        for day in days:
            going_on.go_on(growing.known, learnt, day)
            check_same(growing, going_on, State(anew, day))
            learnt = Learnt()


def check_days(facts: Sequence[RecordedFact], days: Sequence[date]) -> None:
    """Everything that is projected, and what changed, from day to day in this order."""
    ledger = replay(facts)
    growing = Growing(ledger, days[0])
    going_on = GoingOn(growing.known, days[0])
    before = State.of(ledger, on=days[0], known_at=days[0])
    for day in days[1:]:
        learnt = growing.move(day)
        going_on.go_on(growing.known, learnt, day)
        anew = State.of(ledger, on=day, known_at=day)
        check_same(growing, going_on, anew)
        was, now = (map(compared, lives) for lives in going_on.changed())
        changed = Difference(
            changes=diff.changes(was, now, learnt.new),
            reports=learnt.reports,
            origins=learnt.origins,
            facts=len(learnt.new),
            withdrawn=learnt.withdrawn,
        )
        assert changed == diff.project(before, anew), day
        before = anew


def check_changes(facts: Sequence[RecordedFact]) -> None:
    """What each fact changed is the difference of two states that were projected anew."""
    before = _newest(knowledge(initial()))
    for count, step in enumerate(steps(facts, TODAY), 1):
        after = _newest(knowledge(replay(facts[:count])))
        assert step.difference == diff.project(before, after), count
        before = after


def _newest(known: Knowledge) -> State:
    dated = [one.known_by for one in known.reports.values() if one.dated]
    return State(known, max(dated, default=TODAY))


@tries(25)
@for_all(judged(), st.lists(st.dates(date(2025, 4, 15), date(2025, 7, 15)), min_size=1, max_size=3))
def test_after_each_fact_and_on_each_day_all_is_as_projected_anew(documents: list[Told], days: list[date]) -> None:
    facts = recorded(documents)
    check_facts(facts, days)
    check_changes(facts)


@tries(25)
@for_all(judged(), st.lists(st.dates(date(2025, 4, 15), date(2025, 7, 15)), min_size=2, max_size=12))
def test_by_each_day_in_whatever_order_all_is_as_projected_anew(documents: list[Told], days: list[date]) -> None:
    check_days(recorded(documents), days)


def test_what_was_known_first_of_a_deadline_orders_it_also_where_it_tells_of_a_day_to_come() -> None:
    due = {"kind": "deadline-set", "due": "2025-06-01"}
    told = [
        report("r1", published="2025-05-14", facts=[{**due, "deadline": "late", "when": "2025-06-08"}]),
        report("r2", published="2025-05-10", facts=[{**due, "deadline": "other"}]),
        report("r3", published="2025-05-10", facts=[{**due, "deadline": "late"}]),
    ]
    check_days(recorded(told), [date(2025, 5, 10), date(2025, 5, 14), date(2025, 6, 8)])


def test_the_storyline_goes_on_from_day_to_day_as_projected_anew() -> None:
    days = [date(2024, 6, 1) + timedelta(weeks=weeks) for weeks in range(0, 130, 2)]
    check_days(log(), [*days, *days[::-3]])


def test_each_fact_of_the_storyline_changes_what_two_states_differ_in() -> None:
    check_changes(log())


def test_a_contact_that_is_the_same_as_another_one_again_is_no_meeting_of_its_own() -> None:
    call = {
        "kind": "contact-held",
        "format": "call",
        "persons": [{"name": "P", "side": "A"}, {"name": "Q", "side": "B"}],
    }
    first, second = ({**call, "when": day} for day in ("2025-05-01", "2025-05-10"))
    stated = {"kind": "position-stated", "actor": "A", "issue": "i", "stance": "s", "when": "2025-05-10"}
    names = [f"contact:{one['when']}/call" for one in (first, second)]
    link = judgement({"kind": "subjects-linked", "subjects": names, "as": "same"}, recorded_at="2025-05-15")
    taken_back = {"kind": "fact-retracted", "target": fact_id(link), "whose": "outlet"}
    ledger = given(
        heading("A", "B"),
        report("r1", published="2025-05-01", facts=[first]),
        report("r2", published="2025-05-10", facts=[second, stated]),
        link,
        judgement(taken_back, recorded_at="2025-06-01"),
    )
    before, after = date(2025, 5, 20), date(2025, 6, 2)
    walk = KnowledgeWalk(ledger, before)
    for day in (before, after, before):
        walk.stand(day)
        assert state_answer(walk.state()) == state_answer(State.of(ledger, on=day, known_at=day)), day
