"""Who holds which position, since when, how often said, and when last?"""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from events.facts.subject import Subject
from tests.asked import position, state
from tests.chance import tries
from tests.given import judgement, recorded, report
from tests.projections.test_order import DAYS, KINDS, WINDOWS
from timeline.claims.meetings import Meetings
from timeline.knowledge.growing import Growing
from timeline.knowledge.ledger import initial
from timeline.projections import explain
from timeline.projections.positions import Weighing, life_of
from timeline.values.day import Day

if TYPE_CHECKING:
    from tests.given import Told

SUBJECT = Subject("position", "Iran/enrichment")


def said(
    day: str,
    kind: str = "stated",
    *,
    origin: str = "Iran MFA",
    name: str | None = None,
    filed: str = "news",
    **more: object,
) -> Told:
    """A report of that day quotes Iran on enrichment."""
    fact = {"kind": f"position-{kind}", "actor": "Iran", "issue": "enrichment", **more}
    return report(name or day, published=day, origin=origin, kind=filed, facts=[fact])


def test_facts_occasions_and_origins_are_three_different_counts() -> None:
    told = position(
        said("2025-04-12", when="2025-04-12", name="r1"),
        said("2025-04-13", when="2025-04-12", name="r2"),
        said("2025-04-13", when="2025-04-12", name="r3", origin="Tasnim"),
        said("2025-05-01", "reaffirmed", when="2025-05-01", name="r4"),
    )
    assert (told.times, told.occasions, told.origins) == (4, 2, ("Iran MFA", "Tasnim"))
    assert told.first_stated is not None
    assert told.last_reaffirmed is not None
    assert (told.first_stated.edtf, told.last_reaffirmed.edtf) == ("2025-04-12", "2025-05-01")


def test_a_joint_position_is_a_position_of_each() -> None:
    fact = {"kind": "position-stated", "actor": ["Iran", "Oman"], "issue": "venue", "stance": "Muscat"}
    asked = state(report("r1", published="2025-04-12", facts=[fact]))
    assert [(one.actor, one.dossier.text("stance")) for one in asked.positions] == [
        ("Iran", "Muscat"),
        ("Oman", "Muscat"),
    ]


def test_what_is_denied_says_so_and_is_not_in_force() -> None:
    told = position(said("2025-04-12", modality="denied"))
    assert (told.modality, told.in_force) == ("denied", False)


def test_a_denial_answers_what_it_denies_unless_more_say_so_that_day() -> None:
    first, later = said("2025-04-12"), said("2025-04-13", modality="denied", origin="B")
    assert position(first, later).modality == "denied"
    assert position(later, said("2025-04-14", name="r2")).modality is None
    assert position(said("2025-04-13"), later, said("2025-04-13", origin="C", name="r3")).modality is None


@pytest.mark.parametrize(("modality", "in_force"), [("unconfirmed", True), ("anonymous", True), ("expected", False)])
def test_what_nobody_stands_for_says_so_until_somebody_asserts_it(modality: str, in_force: bool) -> None:
    loose = said("2025-04-12", modality=modality)
    told = position(loose)
    assert (told.modality, told.in_force) == (modality, in_force)
    told = position(loose, said("2025-04-12", name="r2", origin="B"))
    assert (told.modality, told.in_force) == (None, True)


# ---- meetings ----------------------------------------------------------------------------------------------------


def met(name: str, published: str, day: str, *, kind: str = "session-held", **more: object) -> Told:
    """A report of a meeting on a day, and of what Iran said, without a day of its own."""
    meeting = {"kind": kind, "when": day, **({"session": 5} if kind.startswith("session") else {}), **more}
    fact = {"kind": "position-stated", "actor": "Iran", "issue": "enrichment"}
    return report(name, published=published, origin=name, facts=[meeting, fact])


def test_what_is_told_with_a_meeting_was_said_there_whatever_day_each_report_gives_it() -> None:
    told = position(
        met("r1", "2025-12-11", "2025-12-11"),
        met("r2", "2025-12-12", "2025-12-11"),
        met("r3", "2025-12-12", "2025-12-12"),
    )
    assert told.last_reaffirmed is not None
    assert (told.occasions, told.last_reaffirmed.edtf) == (1, "2025-12-11")


def test_what_is_told_with_a_session_that_began_was_said_there() -> None:
    told = position(met("r1", "2025-12-12", "2025-12-11", kind="session-started"))
    assert told.last_reaffirmed is not None
    assert told.last_reaffirmed.edtf == "2025-12-11"


def test_what_is_told_more_than_a_week_after_a_meeting_was_said_later() -> None:
    told = position(met("r1", "2025-12-11", "2025-12-11"), met("r2", "2025-12-19", "2025-12-11"))
    assert told.occasions == 2


def test_of_several_meetings_it_was_said_at_the_last() -> None:
    document = met("r1", "2025-12-12", "2025-12-11")
    document["facts"].insert(0, {"kind": "session-held", "session": 4, "when": "2025-12-09"})
    told = position(document)
    assert told.last_reaffirmed is not None
    assert told.last_reaffirmed.edtf == "2025-12-11"


@pytest.mark.parametrize(("side", "day"), [("Iran", "2025-12-09"), ("Oman", "2025-12-12")])
def test_it_was_said_at_a_contact_in_which_the_actor_took_part(side: str, day: str) -> None:
    told = position(
        met("r1", "2025-12-12", "2025-12-09", kind="contact-held", persons=[{"name": "A. Araghchi", "side": side}])
    )
    assert told.last_reaffirmed is not None
    assert told.last_reaffirmed.edtf == day


def test_what_is_only_recalled_is_evidence_and_no_occasion() -> None:
    told = position(said("2025-04-12", when="2025-04-12"), said("2025-06-15", retold=True, origin="AFP"))
    assert (told.times, told.occasions) == (2, 1)


def test_a_position_of_tomorrow_is_not_held_today() -> None:
    assert state(said("2025-04-12", when="2025-04-12"), on="2025-04-11", known_at="2025-05-01").positions == []


def test_the_stance_is_that_of_the_last_occasion_not_of_the_last_report() -> None:
    told = position(
        said("2025-05-23", "changed", when="2025-05-23", stance="may be paused", change="widened"),
        said("2025-06-01", when="2025-04-12", stance="is not negotiable", origin="Tasnim"),
    )
    assert (told.stance, told.in_force) == ("may be paused", True)
    assert told.first_stated is not None
    assert told.first_stated.edtf == "2025-04-12"


def test_a_position_reaffirmed_in_fewer_words_keeps_its_stance() -> None:
    told = position(
        said("2025-04-12", when="2025-04-12", stance="is not negotiable"),
        said("2025-05-01", "reaffirmed", when="2025-05-01"),
    )
    assert told.stance == "is not negotiable"


def test_ten_reports_of_one_change_are_one_change() -> None:
    told = position(
        said("2025-04-12", when="2025-04-12", stance="is not negotiable"),
        said("2025-05-24", "changed", when="2025-05-23", change="widened", origin="Tasnim", name="late"),
        said("2025-05-23", "changed", when="2025-05-23", change="widened", stance="may be paused", name="first"),
    )
    (change,) = told.changes
    assert change.when is not None
    assert change.published is not None
    assert (change.change, change.stance, change.when.edtf) == ("widened", "may be paused", "2025-05-23")
    assert (change.published.edtf, change.reports) == ("2025-05-23", ("late", "first"))


def test_a_position_withdrawn_is_in_force_again_once_it_is_stated_anew() -> None:
    documents = [
        said("2025-04-12", when="2025-04-12"),
        said("2025-05-23", "changed", when="2025-05-23", change="withdrawn"),
        said("2025-06-23", when="2025-06-23"),
    ]
    assert [position(*documents, on=day).in_force for day in ("2025-05-22", "2025-05-23", "2025-06-23")] == [
        True,
        False,
        True,
    ]


def test_a_reprint_of_what_was_said_before_does_not_bring_a_withdrawn_position_back() -> None:
    told = position(
        said("2025-04-12", when="2025-04-12"),
        said("2025-05-23", "changed", when="2025-05-23", change="withdrawn"),
        said("2025-06-23", filed="reprint"),
    )
    assert (told.in_force, told.occasions, told.times) == (False, 2, 3)


def test_what_outlets_print_within_days_without_a_date_is_the_same_occasion() -> None:
    told = position(said("2025-04-12", when="2025-04-12"), said("2025-04-15"), said("2025-04-19"))
    assert told.occasions == 1


def test_an_office_quoted_without_a_date_weeks_later_has_spoken_anew() -> None:
    told = position(said("2025-04-12", when="2025-04-12"), said("2025-06-15", "changed", change="reversed"))
    assert told.last_reaffirmed is not None
    assert (told.occasions, told.last_reaffirmed.edtf) == (2, "2025-06-15")


def test_an_occasion_told_more_vaguely_is_the_same_occasion() -> None:
    told = position(said("2025-04-13", when="2025-04-12"), said("2025-04-14", when="2025-04", origin="AFP"))
    assert told.first_stated is not None
    assert (told.occasions, told.first_stated.edtf) == (1, "2025-04-12")


def test_days_of_silence_are_counted_from_the_last_occasion() -> None:
    assert position(said("2025-04-12", when="2025-04-12"), on="2025-04-22").silent_days == 10


def test_where_nothing_is_dated_it_was_said_once() -> None:
    fact = {"kind": "position-stated", "actor": "Iran", "issue": "enrichment"}
    told = position(report("r1", facts=[fact]))
    assert (told.occasions, told.first_stated, told.silent_days) == (1, None, None)


def test_linked_positions_are_one() -> None:
    other = report(
        "r2",
        published="2025-05-01",
        facts=[{"kind": "position-reaffirmed", "actor": "Iran", "issue": "zero-enrichment"}],
    )
    subjects = ["position:Iran/enrichment", "position:Iran/zero-enrichment"]
    link = judgement({"kind": "subjects-linked", "subjects": subjects, "as": "same"})
    told = position(said("2025-04-12", when="2025-04-12"), other, link)
    assert (told.issue, told.occasions) == ("enrichment", 2)


def test_a_reprint_in_another_language_does_not_reword_the_stance() -> None:
    stated = {"kind": "position-stated", "actor": "A", "issue": "i", "when": "2025-05-01"}
    told = position(
        report("r1", published="2025-05-01", origin="A", facts=[{**stated, "stance": "stands firm"}]),
        report("r2", published="2025-09-02", origin="A", kind="reprint", facts=[{**stated, "stance": "نصر على"}]),
    )
    assert (told.stance, told.times, told.occasions) == ("stands firm", 2, 1)


def test_a_reprint_by_a_better_outlet_does_not_reword_the_stance_and_where_there_are_only_reprints_they_count() -> None:
    graded = judgement({"kind": "source-assessed", "outlet": "r2", "reliability": "A"})
    stated = said("2025-05-01", when="2025-05-01", stance="stands firm", name="r1")
    reprint = said("2025-05-02", when="2025-05-01", stance="does not move", name="r2", filed="reprint")
    assert position(stated, reprint, graded).stance == "stands firm"
    assert position(reprint, graded).stance == "does not move"


def test_every_stance_is_shown_with_how_it_stands_and_none_is_its_own_rival() -> None:
    documents = [
        said("2025-04-12", when="2025-04-12", stance="not negotiable", name="r1"),
        said("2025-05-01", when="2025-05-01", stance="may be paused", name="r2"),
        said("2025-06-01", when="2025-06-01", stance="may be paused", name="r3"),
    ]
    (found,) = state(*documents).positions
    verdict = found.dossier.verdicts["stance"]
    assert [(str(one.value.text), one.reports) for one in verdict.supports] == [
        ("may be paused", ("r2", "r3")),
        ("not negotiable", ("r1",)),
    ]
    assert (verdict.reason, verdict.dissent) == ("newest", ())
    (alone,) = state(documents[0]).positions
    assert (alone.dossier.verdicts["stance"].reason, alone.dossier.verdicts["stance"].others) == ("undisputed", ())


def test_positions_are_in_order_of_the_actor_however_it_is_cased_then_of_the_issue() -> None:
    facts = [
        {"kind": "position-stated", "actor": actor, "issue": issue}
        for actor, issue in (("beta", "b"), ("Gamma", "a"), ("Alpha", "c"), ("beta", "a"))
    ]
    found = state(report("r1", published="2025-04-12", facts=facts)).positions
    assert [(one.actor, one.issue) for one in found] == [("Alpha", "c"), ("beta", "a"), ("beta", "b"), ("Gamma", "a")]


def test_the_first_and_the_last_occasion_are_explained_by_those_who_tell_of_them() -> None:
    documents = [
        said("2025-04-12", when="2025-04-12", name="r1"),
        said("2025-04-14", when="2025-04-12", name="r2", origin="AFP"),
        said("2025-05-01", "reaffirmed", when="2025-05-01", name="r3"),
    ]
    (found,) = state(*documents).positions
    told = {name: found.dossier.verdicts[name].preferred for name in ("first_stated", "last_reaffirmed")}
    assert {name: one and (one.value.text, one.reports) for name, one in told.items()} == {
        "first_stated": ("2025-04-12", ("r1", "r2")),
        "last_reaffirmed": ("2025-05-01", ("r3",)),
    }


def test_a_change_of_which_no_report_tells_the_day_has_none() -> None:
    (change,) = position(said("2025-05-24", "changed", change="widened")).changes
    assert (change.when, change.published and change.published.edtf) == (None, "2025-05-24")


def test_of_those_who_deny_and_assert_on_one_day_prints_of_one_origin_count_once() -> None:
    denial = said("2025-04-13", modality="denied", origin="B", name="denial")
    prints = [said("2025-04-13", origin="A", name=name) for name in ("r1", "r2")]
    assert position(denial, *prints).modality == "denied"
    assert position(denial, *prints, said("2025-04-13", origin="C", name="r3")).modality is None
    (alone,) = state(denial).positions
    assert (alone.dossier.verdicts["modality"].reason, alone.dossier.verdicts["modality"].others) == ("undisputed", ())
    (both,) = state(denial, *prints).positions
    assert both.dossier.verdicts["modality"].reason == "newest"


@pytest.mark.parametrize(("actor", "day"), [("A. Araghchi", "2025-12-09"), ("S. Araghchi", "2025-12-12")])
def test_a_person_who_took_part_in_a_contact_spoke_there_himself(actor: str, day: str) -> None:
    meeting = {"kind": "contact-held", "when": "2025-12-09", "persons": [{"name": "A. Araghchi", "side": "Iran"}]}
    fact = {"kind": "position-stated", "actor": actor, "issue": "enrichment"}
    told = position(report("r1", published="2025-12-12", facts=[meeting, fact]))
    assert told.last_reaffirmed is not None
    assert told.last_reaffirmed.edtf == day


@pytest.mark.parametrize(("when", "day"), [("2025-12-12", "2025-12-11"), ("2025-12-10", "2025-12-10")])
def test_what_was_said_on_the_day_that_a_report_gives_the_meeting_was_said_at_the_meeting(when: str, day: str) -> None:
    others = [met("r1", "2025-12-11", "2025-12-11"), met("r2", "2025-12-11", "2025-12-11")]
    for one in others:
        one["facts"].pop()
    document = met("r3", "2025-12-12", "2025-12-12")
    document["facts"][1]["when"] = when
    told = position(*others, document)
    assert told.last_reaffirmed is not None
    assert told.last_reaffirmed.edtf == day


# ---- fact after fact ---------------------------------------------------------------------------------------------

SAID = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["position-stated", "position-reaffirmed", "position-changed"]),
        "actor": st.just("Iran"),
        "issue": st.just("enrichment"),
    },
    optional={
        "when": WINDOWS,
        "stance": st.sampled_from(["Yes", "No"]),
        "retold": st.just(True),
        "modality": st.sampled_from(["planned", "anonymous", "denied"]),
        "origin": st.sampled_from(["A", "C"]),
    },
)
STATEMENTS = st.lists(
    st.tuples(
        SAID,
        st.fixed_dictionaries({"origin": st.sampled_from(["A", "B"])}, optional={"published": DAYS, "kind": KINDS}),
    ),
    min_size=1,
    max_size=9,
)


@tries(200)
@for_all(STATEMENTS, st.lists(st.dates(date(2025, 4, 28), date(2025, 6, 5)), min_size=1, max_size=3))
def test_a_position_is_weighed_fact_after_fact_as_all_of_it_is_at_once(
    statements: list[tuple[dict[str, Any], dict[str, Any]]], days: list[date]
) -> None:
    documents = [
        report(f"r{number}", facts=[fact], **{key: value for key, value in filed.items() if value})
        for number, (fact, filed) in enumerate(statements)
    ]
    growing, met = Growing(initial()), Meetings({})
    weighing = Weighing(SUBJECT)
    for fact in recorded(documents):
        growing.take(fact)
        facts = growing.known.by_subject.get(SUBJECT, [])
        for on in days:
            day, anew = Day.of(on), Day.of(on)
            assert weighing.position(facts, met, day) == life_of(SUBJECT, facts, met, anew)
            assert (day.since, day.until) == (anew.since, anew.until)


LONG = "Islamic Republic of Iran"


def same(one: str, other: str) -> Told:
    return judgement({"kind": "subjects-linked", "subjects": [one, other], "as": "same"})


def of_linked_names(*links: Told, order: int = 1) -> list[tuple[str, str, int, int]]:
    log = [
        said("2025-05-01", stance="Yes", when="2025-05-01"),
        said("2025-06-01", "reaffirmed", actor=LONG, stance="Yes", when="2025-06-01"),
        *links,
    ]
    found = state(*log[::order]).positions
    return [(one.actor, one.issue, one.occasions, len(one.dossier.evidence.reports)) for one in found]


@pytest.mark.parametrize("order", [1, -1])
def test_linked_names_of_a_party_hold_one_position(order: int) -> None:
    apart = [("Iran", "enrichment", 1, 1), (LONG, "enrichment", 1, 1)]
    assert sorted(of_linked_names(order=order)) == apart
    assert of_linked_names(same("party:Iran", f"party:{LONG}"), order=order) == [("Iran", "enrichment", 2, 2)]


def test_linked_names_of_a_party_hold_one_position_on_a_day_before_they_were_linked() -> None:
    log = [said("2025-05-01", stance="Yes"), said("2025-06-01", actor=LONG, stance="Yes")]
    linked = {**same("party:Iran", f"party:{LONG}"), "recorded_at": "2026-05-30"}
    (one,) = state(*log, linked, on="2025-06-10").positions
    assert (one.actor, one.occasions) == ("Iran", 2)


def test_positions_of_linked_parties_that_are_linked_themselves_are_one() -> None:
    parties = same("party:Iran", f"party:{LONG}")
    missiles = same(f"position:{LONG}/enrichment", f"position:{LONG}/missiles")
    other = same("position:Iran/enrichment", "position:Tehran/nuclear")
    first = same("party:IRI", "party:Iran")
    for links in permutations([parties, missiles, other, first]):
        (one,) = of_linked_names(*links)
        assert one[2:] == (2, 2)
    told = said("2025-06-02", actor="Tehran", issue="nuclear", stance="Yes", when="2025-06-02")
    assert [one[2:] for one in of_linked_names(parties, missiles, other, told)] == [(3, 3)]


def test_a_position_is_explained_by_every_name_of_its_party() -> None:
    log = [said("2025-05-01", stance="Yes"), said("2025-06-01", actor=LONG, stance="Yes")]
    linked = state(*log, same("party:Iran", f"party:{LONG}"))
    for actor in ("Iran", LONG):
        found = explain.project(linked, f"position:{actor}/enrichment")
        assert str(found.dossier.subject) == "position:Iran/enrichment"
