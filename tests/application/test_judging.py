"""What may be judged: corrections, retractions and links, decided before anything is appended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from events.errors import BadInputError, NotFoundError, TimelineError
from events.facts.judgement import FactCorrected
from events.intake.correction import CorrectionError
from tests.given import Told, given, judgement, recorded, report
from timeline.application import finding, judging
from timeline.application.finding import AmbiguousFactError
from timeline.application.judging import AlreadySoError, Grounds
from timeline.claims.subjects import SubjectNotFoundError
from timeline.forms.spelling import SpellingError
from timeline.knowledge.known import knowledge

if TYPE_CHECKING:
    from events.store.log import RecordedFact
    from timeline.knowledge.ledger import Ledger

CODER = Grounds("coder")
HELD = {"kind": "session-held", "session": 2, "when": {"edtf": "2025-05-21", "wording": "on Wednesday"}}
TALKS = [
    report("r1", published="2025-05-22", facts=[HELD | {"persons": [{"name": "Qasim Al-Araji", "side": "Iraq"}]}]),
    report("r2", published="2025-05-23", facts=[{"kind": "invitation-extended", "invitation": "visit", "by": "Iraq"}]),
    report(
        "r3", facts=[{"kind": "contact-held", "format": "visit", "when": "2025-06-01", "persons": [{"name": "قاسم"}]}]
    ),
]

TODAY = date(2025, 6, 1)


def talks(*judgements: Told) -> tuple[Ledger, dict[str, RecordedFact]]:
    """The ledger, and the facts of the log by kind."""
    log = recorded([*TALKS, *judgements])
    return given(*TALKS, *judgements), {one.fact.kind(): one for one in log}


def correct(*settings: str, grounds: Grounds = CODER, target: str = "session-held") -> list[dict[str, object]]:
    ledger, facts = talks()
    found = judging.corrections(facts[target], ledger, settings, grounds, TODAY)
    return [one.model_dump(mode="json", exclude_none=True, exclude={"target"}) for one in found]


def test_a_correction_keeps_the_wrong_value_beside_the_right_one() -> None:
    assert correct("when=2025-05-22=the next day", grounds=Grounds("outlet", "r2", "its own notice")) == [
        {
            "report": "r2",
            "reason": "its own notice",
            "whose": "outlet",
            "field": "when",
            "old": {"edtf": "2025-05-21", "wording": "on Wednesday"},
            "new": {"edtf": "2025-05-22", "wording": "the next day"},
        }
    ]


def test_several_fields_make_several_judgements_and_an_empty_value_removes() -> None:
    assert correct("session=3", "when=", "place=Baghdad") == [
        {"whose": "coder", "field": "session", "old": 2, "new": 3},
        {"whose": "coder", "field": "when", "old": {"edtf": "2025-05-21", "wording": "on Wednesday"}},
        {"whose": "coder", "field": "place", "new": "Baghdad"},
    ]


def test_the_filing_of_a_report_can_be_corrected_but_not_its_id() -> None:
    assert correct("published=2025-05-30", target="report-filed") == [
        {"whose": "coder", "field": "published", "new": "2025-05-30"}
    ]
    with pytest.raises(CorrectionError, match="the id of a report cannot be corrected"):
        correct("id=r9", target="report-filed")


def test_the_old_value_is_that_after_earlier_corrections() -> None:
    ledger, facts = talks()
    target = facts["session-held"]
    (first,) = judging.corrections(target, ledger, ["place=Baghdad"], CODER, TODAY)
    ledger, facts = talks(judgement({"kind": "fact-corrected", **first.model_dump(mode="json", exclude_none=True)}))
    (second,) = judging.corrections(target, ledger, ["place=Basra"], CODER, TODAY)
    assert (second.old, second.new) == ("Baghdad", "Basra")


def test_a_wrong_field_is_answered_with_the_fields_and_what_they_are() -> None:
    with pytest.raises(CorrectionError) as refused:
        correct("wen=2025")
    assert refused.value.message == "no attribute 'wen' in session-held"
    assert refused.value.hint.split("\n")[:3] == ["Did you mean 'when'?", "session-held has now:", "  session   2"]
    assert "  when      2025-05-21=on Wednesday" in refused.value.hint.split("\n")
    assert "  persons   Qasim Al-Araji |  | Iraq" in refused.value.hint.split("\n")


@pytest.mark.parametrize(
    ("setting", "error", "message"),
    [
        (
            "when=soonish",
            SpellingError,
            "when: 'soonish' is not a date that can be read",
        ),
        ("session=", CorrectionError, "session: is missing; session-held needs it"),
        ("session", BadInputError, "«:set» 'session' sets nothing"),
        ("report=r9", NotFoundError, "no report 'r9' in dialogue 'iraq-nato'"),
    ],
)
def test_what_cannot_be_set_is_refused(setting: str, error: type[TimelineError], message: str) -> None:
    with pytest.raises(error) as refused:
        correct(setting)
    assert refused.value.message == message


def test_each_field_is_set_once_and_the_correcting_report_is_on_file() -> None:
    with pytest.raises(BadInputError, match="place is set twice"):
        correct("place=A", "place=B")
    with pytest.raises(NotFoundError, match="no report 'r9'"):
        correct("place=A", grounds=Grounds("outlet", "r9"))


def test_a_value_is_told_whole_up_to_a_length_and_cut_beyond_it() -> None:
    fits, beyond = "x" * judging.VALUE_WIDTH, "y" * (judging.VALUE_WIDTH + 1)
    corrected = FactCorrected(target="0" * 32, field="note", old=fits, new=beyond, whose="coder")
    told = f"note of 000000000000: {fits} -> {beyond[:-1]}... (our error)"
    assert judging.judgement_line(corrected) == told


@pytest.mark.parametrize("setting", ["session=2", "when=2025-05-21=on Wednesday", "note="])
def test_what_is_so_already_is_refused(setting: str) -> None:
    with pytest.raises(AlreadySoError):
        correct(setting)


def retracted() -> tuple[Ledger, dict[str, RecordedFact]]:
    target = talks()[1]["session-held"].fact_id
    return talks(judgement({"kind": "fact-retracted", "target": target, "whose": "coder"}))


def test_a_fact_is_retracted_once_and_then_neither_corrected() -> None:
    ledger, facts = talks()
    assert judging.retraction(facts["session-held"], ledger, CODER).target == facts["session-held"].fact_id
    ledger, facts = retracted()
    with pytest.raises(AlreadySoError, match="was taken back"):
        judging.retraction(facts["session-held"], ledger, CODER)
    with pytest.raises(AlreadySoError, match="was taken back"):
        judging.corrections(facts["session-held"], ledger, ["place=A"], CODER, TODAY)


@pytest.mark.parametrize(
    ("grounds", "message"),
    [
        (Grounds("coder", reason="x" * 5_000), "reason: .* has 5,000 characters, more than 4,000"),
        (Grounds("coder", reason="a\0b"), "reason: "),
        (Grounds("nobody"), "whose: "),  # type: ignore[arg-type] # as a forged form says it
    ],
)
def test_grounds_that_cannot_be_recorded_are_refused(grounds: Grounds, message: str) -> None:
    ledger, facts = talks()
    with pytest.raises(SpellingError, match=message):
        judging.retraction(facts["session-held"], ledger, grounds)
    with pytest.raises(SpellingError, match=message):
        judging.corrections(facts["session-held"], ledger, ["place=A"], grounds, TODAY)
    if grounds.reason:
        with pytest.raises(SpellingError, match=message):
            judging.link(("r1", "r2"), ledger, as_="same", reason=grounds.reason)


def test_a_retraction_is_retracted_not_corrected() -> None:
    ledger, facts = retracted()
    with pytest.raises(CorrectionError, match="a fact-retracted cannot be corrected"):
        judging.corrections(facts["fact-retracted"], ledger, ["whose=outlet"], CODER, TODAY)
    back = judging.retraction(facts["fact-retracted"], ledger, CODER)
    ledger, facts = talks(
        judgement({"kind": "fact-retracted", "target": facts["session-held"].fact_id, "whose": "coder"}),
        judgement({"kind": "fact-retracted", **back.model_dump(mode="json", exclude_none=True)}),
    )
    assert [one.kind for one in knowledge(ledger).facts] == ["session-held", "invitation-extended", "contact-held"]


def link(one: str, other: str, as_: str = "same", *links: tuple[str, str, str]) -> tuple[tuple[str, str], str]:
    told = [judgement({"kind": "subjects-linked", "subjects": [a, b], "as": how}) for a, b, how in links]
    found = judging.link((one, other), given(*TALKS, *told), as_=as_)  # type: ignore[arg-type] # as typed by people
    return found.subjects_, found.as_


def test_subjects_are_linked_as_explain_takes_them() -> None:
    assert link("Qasim Al-Araji", "قاسم", "unsure") == (("person:Qasim Al-Araji", "person:قاسم"), "unsure")
    assert link("report:r1", "report:r2", "different") == (("report:r1", "report:r2"), "different")
    assert link("source:r1", "source:r2") == (("source:r1", "source:r2"), "same")


def test_everything_that_can_be_linked_is_named_as_explain_names_it() -> None:
    invited = {"kind": "invitation-extended", "invitation": "talks", "by": "Iraq", "session": 3, "track": "experts"}
    invited |= {"persons": [{"name": "قاسم"}], "place": "Naqoura"}
    told = given(report("r1", published="2025-05-22", facts=[invited]))
    assert list(dict.fromkeys(map(str, judging.linkable(knowledge(told))))) == [
        "invitation:talks",
        "session:experts/3",
        "place:Naqoura",
        "person:قاسم",
        "source:r1",
        "report:r1",
        "party:Iraq",
    ]


def test_an_invitation_stands_for_the_visit_paid() -> None:
    assert link("contact:2025-06-01/visit", "visit") == (("invitation:visit", "contact:2025-06-01/visit"), "same")


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("session:2", "session:main/2", "'session:2' and 'session:main/2' both name session:2"),
        ("session:2", "person:قاسم", "session:2 and person:قاسم cannot be the same: a session is no person"),
        (
            "invitation:visit",
            "person:قاسم",
            "invitation:visit and person:قاسم cannot be the same: an invitation is no person",
        ),
        (
            "invitation:visit",
            "session:2",
            "invitation:visit and session:2 are not one thing: an invitation names the session that it is to",
        ),
    ],
)
def test_nonsense_is_not_linked(one: str, other: str, message: str) -> None:
    with pytest.raises(BadInputError) as refused:
        link(one, other)
    assert refused.value.message == message


def test_an_unknown_subject_is_answered_with_what_there_is() -> None:
    with pytest.raises(SubjectNotFoundError) as refused:
        link("person:Qasim Al-Arajy", "person:قاسم")
    assert refused.value.candidates[0] == "person:Qasim Al-Araji"


A, B, C = "source:r1", "source:r2", "source:r3"


def test_a_pair_is_judged_anew_but_not_alike() -> None:
    assert link(A, B, "different", (A, B, "same")) == ((A, B), "different")
    for as_ in ("same", "different", "unsure"):
        with pytest.raises(AlreadySoError):
            link(B, A, as_, (A, B, as_))


def test_what_is_the_same_through_a_third_is_parted_there() -> None:
    chain = ((A, B, "same"), (B, C, "same"))
    with pytest.raises(AlreadySoError):
        link(A, C, "same", *chain)
    with pytest.raises(BadInputError, match=f"same by other links: {A} and {B}, {B} and {C}"):
        link(A, C, "different", *chain)


def test_a_fact_is_named_by_the_beginning_of_its_id() -> None:
    log = recorded(TALKS)
    assert finding.checked_beginning("9ED2") == "9ed2"
    assert finding.only_one("9ed2", log[:1]) is log[0]
    with pytest.raises(NotFoundError):
        finding.only_one("9ed2", [])
    with pytest.raises(AmbiguousFactError) as refused:
        finding.only_one("9ed2", log[:2])
    assert refused.value.message == (
        f"9ed2 means more than one fact:\n  {log[0].fact_id[:12]}  iraq-nato: report r1: r1 2025-05-22\n"
        f"  {log[1].fact_id[:12]}  iraq-nato: session 2 held on 2025-05-21"
    )


@pytest.mark.parametrize("text", ["9ed", "", "nine", "9ed2 "])
def test_what_begins_no_id_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="is not a report on file, and not the beginning of a fact id"):
        finding.checked_beginning(text)
