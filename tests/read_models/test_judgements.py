"""A dialogue with five hundred judgements goes on as it is projected anew, fact by fact and day by day."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from tests.given import heading, judgement, recorded, report
from tests.projections.test_going_on import TODAY, check_same
from tests.read_models.test_past import check, gone_on, of_log
from timeline.knowledge.growing import Growing
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import initial, replay
from timeline.projections.going_on import GoingOn
from timeline.projections.state import State
from timeline.read_models.past_holding import past_answers

if TYPE_CHECKING:
    from events.store.log import RecordedFact

JUDGEMENTS = 500
SOME_DAYS = [date(2024, month, 9) for month in (2, 5, 8, 11)]


def day(number: int) -> str:
    return f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}"


def told(number: int) -> dict[str, Any]:
    """A session is planned and held, and somebody says something, in turn."""
    session = number // 6 + 1
    facts: list[dict[str, Any]] = [
        {"kind": "session-scheduled", "session": session, "window": day(number + 40), "place": "Rome"},
        {
            "kind": "session-held",
            "session": session,
            "when": day(number),
            "persons": [{"name": f"P{number % 8}", "side": "A", "part": "head"}],
        },
        {"kind": "position-stated", "actor": "A", "issue": f"i{number % 5}", "stance": f"s{number % 4}"},
    ]
    return facts[number % 3]


def judged(target: RecordedFact, number: int, random: Random) -> dict[str, Any]:
    """A correction or a retraction of a fact or a report, a link, or an assessment."""
    sort = random.choice(["corrected"] * 4 + ["retracted", "linked", "assessed"])
    aimed = {"target": target.fact_id, "whose": random.choice(["coder", "coder", "outlet"]), "reason": f"{number}"}
    if sort == "retracted":
        return {"kind": "fact-retracted", **aimed}
    if sort == "linked":
        places = (f"place:Place {one}" for one in range(6))
        subjects = random.sample([*(f"person:P{one}" for one in range(8)), "party:A", "party:C", *places], 2)
        return {"kind": "subjects-linked", "subjects": subjects, "as": random.choice(["same", "different"])}
    if sort == "assessed":
        grade = random.choice("ABCD")
        return {"kind": "source-assessed", "outlet": f"o{number % 7}", "reliability": grade, "rationale": f"{number}"}
    if target.fact.kind() == "report-filed":
        return {"kind": "fact-corrected", "field": "published", "new": day(random.randrange(300)), **aimed}
    return {"kind": "fact-corrected", "field": "place", "new": f"Place {number % 6}", **aimed}


@cache
def facts() -> list[RecordedFact]:
    """A hundred facts of fifty reports, then judgements on them."""
    random = Random(7)  # noqa: S311 - a history, no secret
    documents = [heading("A", "B")]
    documents += [
        report(
            f"r{number}",
            published=day(number),
            origin=f"office {number % 9}",
            outlet=f"o{number % 7}",
            facts=[told(number), told(number + 1)],
        )
        for number in range(50)
    ]
    targets = recorded(documents)[1:]
    documents += [judgement(judged(random.choice(targets), number, random)) for number in range(JUDGEMENTS * 2)]
    return [one._replace(position=at, version=at) for at, one in enumerate(recorded(documents), 1)]


def of_judgements(count: int) -> list[RecordedFact]:
    """The log up to so many judgements."""
    first = next(at for at, one in enumerate(facts()) if one.fact.kind() in KINDS)
    return facts()[: first + count]


KINDS = {"fact-corrected", "fact-retracted", "subjects-linked", "source-assessed"}


def test_it_has_five_hundred_judgements() -> None:
    assert sum(one.fact.kind() in KINDS for one in of_judgements(JUDGEMENTS)) == JUDGEMENTS


def test_after_judgement_upon_judgement_all_is_as_projected_anew() -> None:
    growing = Growing(initial())
    going_on = GoingOn(growing.known, TODAY)
    log = of_judgements(JUDGEMENTS)
    for count, fact in enumerate(log, 1):
        learnt = growing.take(fact)
        going_on.go_on(growing.known, learnt, TODAY)
        if count % 50 == 0 or count == len(log):
            check_same(growing, going_on, State(knowledge(replay(log[:count])), TODAY))


def test_what_is_kept_of_its_past_days_is_what_is_projected() -> None:
    check(replay(of_judgements(JUDGEMENTS)), SOME_DAYS)


def test_its_past_days_go_on_from_judgement_to_judgement() -> None:
    for count in (100, 300):
        before, ledger = replay(of_judgements(count)), replay(of_judgements(count + 3))
        assert of_log(gone_on(tuple(past_answers(before)), ledger, before.version), ledger)
