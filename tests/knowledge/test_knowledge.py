"""Which facts count on a day?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from events.facts.subject import Subject
from tests.asked import everything, invitation, session, sessions, state, window
from tests.given import fact_id, given, heading, judgement, recorded, report
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import evolve, initial, replay

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.knowledge.known import Knowledge

SCHEDULED = {"kind": "session-scheduled", "session": 1, "window": "2025-05-10"}


def known(*documents: Told, at: str | None) -> Knowledge:
    """What was known on a day."""
    return knowledge(given(*documents), known_at=date.fromisoformat(at) if at else None)


def corrected(target: str, field: str, new: object, *, whose: str = "coder", **more: object) -> dict[str, Any]:
    """A correction."""
    return {"kind": "fact-corrected", "target": target, "field": field, "new": new, "whose": whose, **more}


def retracted(target: str, *, whose: str = "coder", **more: object) -> dict[str, Any]:
    """A retraction."""
    return {"kind": "fact-retracted", "target": target, "whose": whose, **more}


# ---- known by -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "day_before", "day"),
    [
        ("2025-04-29", "2025-04-28", "2025-04-29"),
        ("2025-04", "2025-04-29", "2025-04-30"),
        ("2025", "2025-12-30", "2025-12-31"),
        ("2025-04-29T23:59-08:00", "2025-04-28", "2025-04-29"),
    ],
)
def test_a_fact_is_known_from_the_last_day_on_which_its_report_can_have_come_out(
    published: str, day_before: str, day: str
) -> None:
    document = report("r1", published=published, facts=[SCHEDULED])
    assert (known(document, at=day_before).facts, known(document, at=day_before).reports) == ((), {})
    assert len(known(document, at=day).facts) == 1
    assert list(known(document, at=day).reports) == ["r1"]


@pytest.mark.parametrize("published", [{}, {"published": "2025-04-29/.."}, {"published": {"wording": "lately"}}])
def test_what_nobody_dated_is_known_from_the_day_it_was_recorded(published: dict[str, Any]) -> None:
    document = report("r1", facts=[SCHEDULED], recorded_at="2025-09-01", **published)
    assert known(document, at="2025-08-31").facts == ()
    (fact,) = known(document, at="2025-09-01").facts
    assert not fact.dated
    assert len(known(document, at=None).facts) == 1


def test_a_fact_without_a_report_is_known_from_the_day_it_was_recorded() -> None:
    document = judgement(SCHEDULED, recorded_at="2025-09-01")
    assert known(document, at="2025-08-31").facts == ()
    assert [fact.report for fact in known(document, at="2025-09-01").facts] == [None]


def test_our_own_work_counts_for_every_day() -> None:
    opened = heading("Iraq", "NATO")
    graded = judgement({"kind": "source-assessed", "outlet": "INA", "reliability": "B"})
    then = known(opened, graded, at="1999-01-01")
    assert (then.parties, then.reliability) == (("Iraq", "NATO"), {"INA": "B"})


def test_a_grade_counts_from_the_day_that_it_names() -> None:
    graded = judgement({"kind": "source-assessed", "outlet": "INA", "reliability": "B", "from": "2025-06"})
    assert known(graded, at="2025-05-31").reliability == {}
    assert known(graded, at="2025-06-01").reliability == {"INA": "B"}


# ---- whose error --------------------------------------------------------------------------------------------------

WRONG = report("r1", published="2025-04-01", origin="A", facts=[SCHEDULED])


def test_a_coders_correction_changes_every_day_of_knowledge_but_no_earlier_state_of_our_log() -> None:
    right = judgement(corrected(fact_id(WRONG), "window", "2025-05-12"), recorded_at="2026-02-01")
    assert window(session(1, WRONG, right, on="2025-04-01")) == "2025-05-12"
    assert window(session(1, WRONG, right, on="2025-04-01", recorded_at="2026-01-31")) == "2025-05-10"
    (fact,) = known(WRONG, right, at="2025-04-01").facts
    assert [(one.judgement.whose, one.known_by) for one in fact.amendments] == [("coder", None)]


def test_an_outlets_correction_counts_from_its_own_publication() -> None:
    right = report(
        "r2", published="2025-04-05", facts=[corrected(fact_id(WRONG), "window", "2025-05-12", whose="outlet")]
    )
    assert window(session(1, WRONG, right, on="2025-04-04")) == "2025-05-10"
    told = session(1, WRONG, right, on="2025-04-05")
    assert (window(told), told.disputes) == ("2025-05-12", ())


def test_an_outlets_correction_of_no_known_day_counts_from_the_day_it_was_recorded() -> None:
    right = judgement(corrected(fact_id(WRONG), "window", "2025-05-12", whose="outlet"), recorded_at="2025-04-20")
    assert window(session(1, WRONG, right, on="2025-04-19")) == "2025-05-10"
    assert window(session(1, WRONG, right, on="2025-04-20")) == "2025-05-12"


def test_of_two_corrections_by_outlets_the_one_published_later_counts_in_whatever_order_they_were_recorded() -> None:
    first = report(
        "r2", published="2025-04-05", facts=[corrected(fact_id(WRONG), "window", "2025-05-12", whose="outlet")]
    )
    second = report(
        "r3", published="2025-04-06", facts=[corrected(fact_id(WRONG), "window", "2025-05-13", whose="outlet")]
    )
    for documents in ((WRONG, first, second), (WRONG, second, first)):
        assert window(session(1, *documents, on="2025-04-07")) == "2025-05-13"


def test_a_coders_correction_is_of_what_the_outlet_said_before_it_corrected_itself() -> None:
    outlet = report(
        "r2", published="2025-04-05", facts=[corrected(fact_id(WRONG), "window", "2025-05-12", whose="outlet")]
    )
    coder = judgement(corrected(fact_id(WRONG), "window", "2025-05-11"))
    assert window(session(1, WRONG, outlet, coder, on="2025-04-04")) == "2025-05-11"
    assert window(session(1, WRONG, outlet, coder, on="2025-04-05")) == "2025-05-12"


def test_a_correction_that_was_mistyped_is_corrected_too() -> None:
    mistyped = judgement(corrected(fact_id(WRONG), "window", "2025-05-21"))
    right = judgement(corrected(fact_id(mistyped), "new", "2025-05-12"))
    assert window(session(1, WRONG, mistyped, right, on="2025-04-02")) == "2025-05-12"


def test_an_attribute_can_be_corrected_away() -> None:
    bare = judgement({"kind": "fact-corrected", "target": fact_id(WRONG), "field": "window", "whose": "coder"})
    assert window(session(1, WRONG, bare, on="2025-04-02")) is None


def test_an_attribute_that_was_left_out_is_corrected_in_and_all_others_stay() -> None:
    (before,) = known(WRONG, at="2025-04-02").facts
    (after,) = known(WRONG, judgement(corrected(fact_id(WRONG), "place", "Rome")), at="2025-04-02").facts
    assert after.fact == before.fact.model_copy(update={"place": "Rome"})


def test_a_corrected_day_of_publication_moves_everything_that_the_report_says() -> None:
    late = judgement(corrected(fact_id(WRONG, 0), "published", "2025-04-10"))
    assert known(WRONG, late, at="2025-04-09").facts == ()
    (fact,) = known(WRONG, late, at="2025-04-10").facts
    assert fact.known_by == date(2025, 4, 10)
    undated = report("r1", facts=[SCHEDULED])
    found = judgement(corrected(fact_id(undated, 0), "published", "2025-04-01"))
    assert len(known(undated, found, at="2025-04-01").facts) == 1


def test_a_corrected_day_of_publication_of_an_outlets_correction_moves_the_correction() -> None:
    outlet = report(
        "r2", published="2025-04-05", facts=[corrected(fact_id(WRONG), "window", "2025-05-12", whose="outlet")]
    )
    late = judgement(corrected(fact_id(outlet, 0), "published", "2025-04-10"))
    assert window(session(1, WRONG, outlet, late, on="2025-04-09")) == "2025-05-10"
    assert window(session(1, WRONG, outlet, late, on="2025-04-10")) == "2025-05-12"


def test_a_corrected_session_moves_the_fact_to_the_other_session() -> None:
    right = judgement(corrected(fact_id(WRONG), "session", 2))
    assert [one.session for one in sessions(WRONG, right)] == [2]


# ---- taken back ---------------------------------------------------------------------------------------------------


def test_what_a_coder_takes_back_never_counted() -> None:
    gone = judgement(retracted(fact_id(WRONG)), recorded_at="2026-02-01")
    then = known(WRONG, gone, at="2025-04-02")
    assert (then.facts, len(then.withdrawn)) == ((), 1)
    assert session(1, WRONG, gone, on="2025-04-02", recorded_at="2026-01-31").status == "scheduled"


def test_what_an_outlet_takes_back_counted_until_then() -> None:
    gone = report("r2", published="2025-04-05", facts=[retracted(fact_id(WRONG), whose="outlet")])
    assert len(known(WRONG, gone, at="2025-04-04").facts) == 1
    assert known(WRONG, gone, at="2025-04-05").facts == ()


def test_a_report_taken_back_takes_all_that_it_says_with_it() -> None:
    gone = report("r2", published="2025-04-05", facts=[retracted(fact_id(WRONG, 0), whose="outlet")])
    assert list(known(WRONG, gone, at="2025-04-04").reports) == ["r1"]
    then = known(WRONG, gone, at="2025-04-05")
    assert (list(then.reports), then.facts, len(then.withdrawn)) == (["r2"], (), 1)
    assert then.withdrawn[0].amendments[-1].judgement.kind() == "fact-retracted"


def test_a_reprint_of_a_report_taken_back_still_stands() -> None:
    reprint = report("r3", published="2025-04-02", origin="A", kind="reprint", facts=[SCHEDULED])
    gone = judgement(retracted(fact_id(WRONG, 0)))
    told = session(1, WRONG, reprint, gone, on="2025-04-06")
    assert (window(told), told.reports) == ("2025-05-10", ("r3",))


def test_a_retraction_taken_back_takes_nothing_back() -> None:
    gone = report("r2", published="2025-04-05", facts=[retracted(fact_id(WRONG), whose="outlet")])
    back = judgement(retracted(fact_id(gone)))
    assert len(known(WRONG, gone, back, at="2025-04-06").facts) == 1
    later = report("r3", published="2025-04-08", facts=[retracted(fact_id(gone), whose="outlet")])
    assert [len(known(WRONG, gone, later, at=f"2025-04-0{day}").facts) for day in (4, 5, 7, 8)] == [1, 0, 0, 1]


def test_a_correction_falls_with_the_report_that_brought_it() -> None:
    outlet = report(
        "r2", published="2025-04-05", facts=[corrected(fact_id(WRONG), "window", "2025-05-12", whose="outlet")]
    )
    gone = judgement(retracted(fact_id(outlet, 0)))
    assert window(session(1, WRONG, outlet, gone, on="2025-04-06")) == "2025-05-10"


# ---- one and the same ---------------------------------------------------------------------------------------------


def linked(one: str, other: str, *, as_: str = "same") -> Told:
    """A judgement on two subjects."""
    return judgement({"kind": "subjects-linked", "subjects": [one, other], "as": as_})


def test_sameness_carries_over_and_the_newest_judgement_on_a_pair_counts() -> None:
    links = [linked("person:A", "person:B"), linked("person:C", "person:B")]
    merged = known(*links, at="2025-01-01").merged
    assert {merged[Subject("person", name)] for name in "ABC"} == {Subject("person", "A")}
    parted = known(*links, linked("person:B", "person:A", as_="different"), at="2025-01-01").merged
    assert Subject("person", "A") not in parted
    assert known(linked("person:A", "person:B", as_="unsure"), at="2025-01-01").merged == {}


@pytest.mark.parametrize(
    "named",
    [
        {"kind": "contact-held", "persons": [{"name": "Qasim Al-Araji"}]},
        {"kind": "role-changed", "person": "Qasim Al-Araji", "office": "adviser"},
        {"kind": "role-changed", "person": "B", "predecessor": "Qasim Al-Araji", "office": "adviser"},
        {"kind": "statement-made", "actor": "Iraq", "said_by": "Qasim Al-Araji"},
    ],
)
def test_a_linked_person_goes_by_the_name_that_reports_in_english_use_wherever_they_name_him(
    named: dict[str, Any],
) -> None:
    arabic = report("ar", published="2025-05-01", language="ar", facts=[{**named, **_in_arabic(named)}])
    english = report("en", published="2025-05-02", language="en-GB", facts=[named])
    link = linked("person:قاسم الأعرجي", "person:Qasim Al-Araji")
    assert known(arabic, link, at=None).person("Qasim Al-Araji") == "قاسم الأعرجي"
    for name in ("Qasim Al-Araji", "قاسم الأعرجي"):
        assert known(arabic, english, link, at=None).person(name) == "Qasim Al-Araji"
    assert known(arabic, english, at=None).person("قاسم الأعرجي") == "قاسم الأعرجي"


def _in_arabic(named: dict[str, Any]) -> dict[str, Any]:
    other = "قاسم الأعرجي"
    if "persons" in named:
        return {"persons": [{"name": other}]}
    return {key: other for key, value in named.items() if value == "Qasim Al-Araji"}


def test_of_several_english_names_that_of_most_origins_stands_and_where_it_stands_already_it_stays() -> None:
    def names(name: str, published: str, origin: str, language: str = "en") -> Told:
        fact = {"kind": "contact-held", "persons": [{"name": name}]}
        return report(f"{name} {origin}", published=published, origin=origin, language=language, facts=[fact])

    links = [linked("person:قاسم", "person:Qasim"), linked("person:قاسم", "person:Ghasem")]
    told = [
        names("قاسم", "2025-05-01", "a", "ar"),
        names("Ghasem", "2025-05-02", "b"),
        names("Qasim", "2025-05-03", "c"),
    ]
    assert known(*told, *links, at=None).person("قاسم") == "Ghasem"
    assert known(*told, names("Qasim", "2025-05-04", "d"), *links, at=None).person("قاسم") == "Qasim"
    standing = [linked("person:Qasim", "person:قاسم"), linked("person:Qasim", "person:Ghasem")]
    assert known(*told, *standing, at=None).person("قاسم") == "Qasim"


def test_an_invitation_lives_on_under_its_own_name_in_whatever_order_it_is_linked() -> None:
    invited = report(
        "r1", published="2025-04-01", facts=[{"kind": "invitation-extended", "invitation": "to-rome", "by": "Italy"}]
    )
    met = report(
        "r2", published="2025-05-03", facts=[{"kind": "contact-held", "when": "2025-05-02", "format": "visit"}]
    )
    for pair in (
        ("invitation:to-rome", "contact:2025-05-02/visit"),
        ("contact:2025-05-02/visit", "invitation:to-rome"),
    ):
        told = invitation(invited, met, linked(*pair))
        assert (told.invitation, told.status) == ("to-rome", "fulfilled")


def test_two_lives_of_different_kinds_are_never_one() -> None:
    invited = report(
        "r1",
        published="2025-04-01",
        facts=[{"kind": "invitation-extended", "invitation": "to-rome", "session": 1}, SCHEDULED],
    )
    asked = state(invited, linked("invitation:to-rome", "session:1"))
    assert (len(asked.invitations), len(asked.sessions)) == (1, 1)


# ---- properties ---------------------------------------------------------------------------------------------------

ORIGINS = ("Iraq", "NATO", "Anadolu")
WINDOWS = ("2025", "2025-05", "2025-05-21", "2025-06", "2025-05-16/2025-05-31")
DAYS = st.integers(0, 300).map(lambda days: (date(2025, 1, 1) + timedelta(days=days)).isoformat())
FACTS = st.one_of(
    st.builds(
        lambda kind, session, window: {"kind": kind, "session": session, "window": window},
        st.sampled_from(["session-proposed", "session-scheduled", "session-postponed"]),
        st.sampled_from([1, 2, "rome"]),
        st.sampled_from(WINDOWS),
    ),
    st.builds(
        lambda kind, session: {"kind": kind, "session": session},
        st.sampled_from(["session-postponed", "session-cancelled", "session-not-held", "session-scheduled"]),
        st.sampled_from([1, 2]),
    ),
    st.builds(
        lambda session, when: {"kind": "session-held", "session": session, "when": when},
        st.sampled_from([1, 2]),
        st.sampled_from(["2025-05-20", "2025-05-21", "2025-05"]),
    ),
    st.builds(
        lambda window: {"kind": "invitation-extended", "invitation": "i", "session": 2, "window": window},
        st.sampled_from(WINDOWS),
    ),
    st.builds(
        lambda kind, stance, when: {
            "kind": kind,
            "actor": "Iraq",
            "issue": "mission",
            "stance": stance,
            **({"when": when} if when else {}),
        },
        st.sampled_from(["position-stated", "position-reaffirmed", "position-changed"]),
        st.sampled_from(["advisory", "combat"]),
        st.sampled_from(["2025-02-01", "2025-05", None]),
    ),
    st.builds(
        lambda status: {"kind": "commitment-updated", "commitment": "c", "status": status},
        st.sampled_from(["progress", "fulfilled", "breached"]),
    ),
    st.builds(lambda due: {"kind": "commitment-made", "commitment": "c", "due": due}, st.sampled_from(WINDOWS)),
)


@st.composite
def logs(draw: st.DrawFn, *, judged: bool = False) -> list[Told]:
    """Some reports, on days of their own or undated, and judgements of the outlets' or the coder's errors."""
    days = draw(st.lists(DAYS, min_size=1, max_size=6, unique=True))
    documents = [
        report(
            f"r{number}",
            origin=draw(st.sampled_from(ORIGINS)),
            facts=draw(st.lists(FACTS, min_size=1, max_size=3, unique_by=str)),
            **({"published": day} if draw(st.integers(0, 9)) else {}),
        )
        for number, day in enumerate(days)
    ]
    if judged:
        target = fact_id(documents[0], draw(st.integers(0, 1)))
        whose = draw(st.sampled_from(["coder", "outlet"]))
        documents.append(report("rx", published=draw(DAYS), facts=[retracted(target, whose=whose)]))
    return documents


@given_any(logs(), DAYS, DAYS)
def test_what_is_known_never_shrinks(documents: list[Told], one: str, other: str) -> None:
    earlier, later = (known(*documents, at=day) for day in sorted((one, other)))
    assert {fact.fact_id for fact in earlier.facts} <= {fact.fact_id for fact in later.facts}
    assert set(earlier.reports) <= set(later.reports)


@given_any(logs(judged=True), DAYS, DAYS)
def test_unless_an_outlet_took_it_back(documents: list[Told], one: str, other: str) -> None:
    earlier, later = (known(*documents, at=day) for day in sorted((one, other)))
    gone = {fact.fact_id for fact in earlier.facts} - {fact.fact_id for fact in later.facts}
    assert gone <= {fact.fact_id for fact in later.withdrawn}
    assert not gone or documents[-1]["facts"][0]["whose"] == "outlet"


@given_any(logs(), DAYS)
def test_a_coders_correction_reads_as_if_it_had_been_typed_right(documents: list[Told], day: str) -> None:
    right = {**documents[0], "facts": [{**documents[0]["facts"][0], "place": "Rome"}, *documents[0]["facts"][1:]]}
    correction = judgement(corrected(fact_id(documents[0]), "place", "Rome"))
    typed_wrong = everything(*documents, correction, on=day)
    typed_right = everything(right, *documents[1:], on=day)
    assert _without_ids(typed_wrong) == _without_ids(typed_right)
    assert everything(*documents, correction, on=day, recorded_at="2025-12-31") == everything(
        *documents, on=day, recorded_at="2025-12-31"
    )


@given_any(logs(), st.integers(0, 5))
def test_a_reprint_changes_nothing_but_counts(documents: list[Told], which: int) -> None:
    printed = documents[which % len(documents)]
    filed = {**printed["report"], "id": "reprint", "kind": "reprint", "published": "2025-12-01"}
    reprint = {**printed, "report": filed}
    before, after = (everything(*told, on="2026-02-01") for told in (documents, [*documents, reprint]))
    if "published" in printed["report"]:
        assert _without_counts(after) == _without_counts(before)
    assert after["counts"]["reports"] == before["counts"]["reports"] + 1
    assert after["counts"]["origins"] == before["counts"]["origins"]


@given_any(logs(judged=True), st.integers(0, 20))
def test_folding_in_two_halves_is_folding_in_one(documents: list[Told], cut: int) -> None:
    log = recorded(documents)
    ledger = initial()
    for part in (log[:cut], log[cut:]):
        for one in part:
            ledger = evolve(ledger, one)
    assert ledger == replay(log)


@given_any(logs(), st.permutations(range(6)))
def test_the_order_of_recording_changes_no_answer(documents: list[Told], order: list[int]) -> None:
    dated = [one for one in documents if "published" in one["report"]]
    shuffled = [dated[at] for at in order if at < len(dated)]
    before, after = (everything(*told) if told else {} for told in (dated, shuffled))
    assert _sorted(_values(before)) == _sorted(_values(after))


def test_the_log_as_it_stood_at_an_instant() -> None:
    early = report("r1", published="2025-04-01", facts=[SCHEDULED], recorded_at="2025-04-02")
    late = report("r2", published="2025-03-01", facts=[{**SCHEDULED, "place": "Rome"}], recorded_at="2025-06-01")
    log = recorded([early, late])
    instant = datetime(2025, 4, 2, tzinfo=UTC)
    assert len(replay(log, recorded_at=instant).facts) == 1
    assert replay(log, recorded_at=instant - timedelta(seconds=1)).facts == []


_EVIDENCE = frozenset({"facts", "reports", "origins", "counts", "times", "known_by", "last_heard", "silent_days"})


def _without_ids(value: Any) -> Any:
    """The answer without the ids of facts, which are those of their content."""
    if isinstance(value, dict):
        return {key: _without_ids(part) for key, part in value.items() if key != "facts"}
    return [_without_ids(part) for part in value] if isinstance(value, list) else value


def _without_counts(value: Any) -> Any:
    """The answer without what a reprint adds: its evidence and the counts."""
    if isinstance(value, dict):
        return {key: _without_counts(part) for key, part in value.items() if key not in _EVIDENCE}
    return [_without_counts(part) for part in value] if isinstance(value, list) else value


def _values(answer: dict[str, Any]) -> dict[str, Any]:
    """What the answer says, without the evidence, which is in order of the log."""
    return {key: value for key, value in _without_counts(answer).items() if key != "disputes"}


def _sorted(value: Any) -> Any:
    """The answer with its lists in an order of their own."""
    if isinstance(value, dict):
        return {key: _sorted(part) for key, part in value.items()}
    return sorted(map(_sorted, value), key=str) if isinstance(value, list) else value
