"""Facts: their stored shapes never change, their identity is their content, old shapes read as today's.

`tests/golden/facts/` holds stored payloads, each named by its topic (and `+word` where a topic needs a second one:
an attribute added later). Files are added, never changed: SHA256SUMS says so, and grows with them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, get_args

import pytest
from pydantic import ValidationError

from events.facts.attributes import attributes_of, summary_of
from events.facts.base import ReportedFact, Time
from events.facts.catalogue import (
    CATALOGUE,
    FACTS,
    Catalogue,
    UnreadablePayloadError,
    UnreadableTopicError,
    Upcast,
)
from events.facts.contact import ContactHeld
from events.facts.dialogue import DialogueLaunched, RhythmAgreed
from events.facts.document import DocumentIssued, DocumentStep
from events.facts.invitation import InvitationExtended
from events.facts.judgement import FactCorrected, SubjectsLinked
from events.facts.other import MeasureTaken, StatementMade
from events.facts.people import RoleChanged
from events.facts.position import PositionStated
from events.facts.session import SessionHeld
from events.facts.subject import Subject
from events.facts.texts import Names, modality_words, names_of
from events.facts.tracking import ReportFiled
from events.intake.draft import Draft

if TYPE_CHECKING:
    from events.facts.base import Fact

GOLDEN = Path(__file__).parents[1] / "golden" / "facts"
FILES = sorted(GOLDEN.glob("*.json"))
TARGET = "0123456789abcdef0123456789abcdef"


def topic_of(file: Path) -> str:
    return file.stem.partition("+")[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_stored_reads_as_a_fact_of_today(file: Path) -> None:
    assert CATALOGUE.decode(topic_of(file), file.read_bytes().rstrip(b"\n")).topic in {fact.topic for fact in FACTS}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.topic)
def test_a_shape_of_today_is_written_back_byte_for_byte_with_every_attribute(fact: type[Fact]) -> None:
    payloads = [file.read_bytes().rstrip(b"\n") for file in FILES if topic_of(file) in fact.shapes()]
    assert payloads, f"no payload of {fact.topic} is kept. Run: python -m tests.facts.golden"
    assert [fact.model_validate_json(payload).payload() for payload in payloads] == payloads
    covered = {name for payload in payloads for name in json.loads(payload)}
    missing = set(attributes_of(fact)) - covered
    assert not missing, f"add tests/golden/facts/{fact.shapes()[-1]}+{min(missing)}.json with {sorted(missing)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_fact_is_stored_under_the_lowest_version_that_can_hold_it(file: Path) -> None:
    stored = CATALOGUE.decode(topic_of(file), file.read_bytes())
    assert stored.stored_as() == topic_of(file)


def test_golden_files_are_added_and_never_changed() -> None:
    sums = [f"{sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in FILES]
    assert sorted(sums) == sorted((GOLDEN / "SHA256SUMS").read_text().splitlines())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.topic)
def test_every_kind_and_attribute_says_what_it_means(fact: type[Fact]) -> None:
    assert summary_of(fact)
    assert [name for name, meaning in attributes_of(fact).items() if not meaning] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_fact_is_about_something(file: Path) -> None:
    subjects = CATALOGUE.decode(topic_of(file), file.read_bytes()).subjects()
    assert subjects
    assert all(Subject.parse(str(subject)) == subject for subject in subjects)


# ---- identity ----------------------------------------------------------------------------------------------------


def held(**attributes: Any) -> SessionHeld:
    return SessionHeld.model_validate({"session": 2, **attributes})


def fact_id(fact: Fact, dialogue: str = "iraq-nato") -> str:
    return Draft(dialogue, fact, "a test").entry().fact_id


def test_the_same_content_is_the_same_fact_in_whatever_order_it_was_typed() -> None:
    one = SessionHeld.model_validate({"session": 2, "place": "Baghdad", "when": {"edtf": "2025", "wording": "w"}})
    other = SessionHeld.model_validate({"when": {"wording": "w", "edtf": "2025"}, "place": "Baghdad", "session": 2})
    assert fact_id(one) == fact_id(other)


def test_a_number_a_shorthand_and_an_absent_attribute_have_one_spelling() -> None:
    plain = fact_id(held(when="2025"))
    assert fact_id(held(when=2025)) == plain
    assert fact_id(held(when={"edtf": 2025})) == plain
    assert fact_id(held(when="2025", place=None, session="2")) == plain


def test_other_content_another_kind_or_another_dialogue_is_another_fact() -> None:
    ids = {
        fact_id(held()),
        fact_id(held(place="Baghdad")),
        fact_id(held(), "iraq-eu"),
        fact_id(CATALOGUE.kinds["session-started"].model_validate({"session": 2})),
        fact_id(held(quote="")),
    }
    assert len(ids) == 5


def test_the_identity_of_a_released_fact_never_changes() -> None:
    assert fact_id(held(when="2025-05-21", place="Baghdad")) == "b1d74323f85eef66b2be803ce682e03b"


@pytest.mark.parametrize(
    ("attributes", "version"),
    [
        ({}, 1),
        ({"modality": "denied", "retold": False, "origin": None}, 1),
        ({"modality": ["denied"]}, 1),
        ({"modality": ["denied", "anonymous"]}, 2),
        ({"retold": True}, 2),
        ({"origin": "Ministry"}, 2),
        ({"quote_in": {"language": "en", "text": "held"}}, 2),
        ({"attended": "Iraq"}, 2),
        ({"absent": ["Iraq", "NATO"]}, 2),
    ],
)
def test_what_says_nothing_new_keeps_its_topic(attributes: dict[str, Any], version: int) -> None:
    assert held(**attributes).stored_as() == f"session-held@{version}"


def test_only_the_new_values_of_an_attribute_need_the_new_version() -> None:
    topics = [DocumentIssued(document="d", status=status).stored_as() for status in get_args(DocumentStep)]
    assert [topic for topic in topics if topic == "document-issued@2"] == ["document-issued@2"] * 3
    assert DocumentIssued(document="d", status="signed").stored_as() == "document-issued@1"


def test_several_words_of_modality_have_one_spelling() -> None:
    assert held(modality=["denied", "anonymous", "denied"]) == held(modality=["anonymous", "denied"])
    assert held(modality=["denied"]) == held(modality="denied")
    assert modality_words(held().modality) == ("asserted",)


@pytest.mark.parametrize("period", ["", "P", "P0M", "P0Y0D", "3M", "PT3H", "P3M2W", "P-1M", "every quarter", "P12345D"])
def test_a_rhythm_is_a_period_of_at_least_a_day(period: str) -> None:
    with pytest.raises(ValidationError):
        RhythmAgreed(every=period)


# ---- shapes of the past ------------------------------------------------------------------------------------------


class ContactHeldAgain(ReportedFact):
    """Version 2 of a contact: the format is now required, and `venue` joined it."""

    topic: ClassVar = "contact-held@2"

    format: str
    venue: Names | None = None

    def subjects(self) -> tuple[Subject, ...]:
        return (Subject("contact", self.format),)


def with_format(attributes: dict[str, Any]) -> dict[str, Any]:
    return {"format": "meeting", **attributes}


RENAMED = Upcast("talk-held@1", "contact-held@1", lambda attributes: {**attributes, "format": "call"})
FORMATTED = Upcast("contact-held@1", "contact-held@2", with_format)


def test_an_old_topic_reads_as_the_type_of_today_through_every_step() -> None:
    catalogue = Catalogue([ContactHeldAgain], [RENAMED, FORMATTED])
    stored = ContactHeld(place="Baghdad").payload()
    assert catalogue.decode("contact-held@1", stored) == ContactHeldAgain(place="Baghdad", format="meeting")
    assert catalogue.decode("talk-held@1", stored) == ContactHeldAgain(place="Baghdad", format="call")
    catalogue.require({"contact-held@1": 1, "contact-held@2": 9, "talk-held@1": 3})


def test_a_store_of_a_newer_release_is_refused_by_name_before_anything_is_read() -> None:
    with pytest.raises(UnreadableTopicError) as refused:
        CATALOGUE.require({"session-held@1": 1, "session-held@9": 7, "summit-held@1": 12})
    assert str(refused.value) == (
        "the store holds facts of a shape that this release cannot read: "
        "session-held@9 (first at position 7), summit-held@1 (first at position 12)\n"
        "A newer release wrote them. Upgrade dialogue-timeline. Nothing was changed."
    )
    with pytest.raises(UnreadableTopicError, match=r"cannot read: summit-held@1\n"):
        CATALOGUE.decode("summit-held@1", b"{}")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"{}", "session: Field required"),
        (b"[]", "Input should be an object"),
        (b"not json", "Invalid JSON"),
        (b'{"session": 1, "colour": "red"}', "colour: Extra inputs are not permitted"),
        (b"\xff", "Invalid JSON"),
    ],
)
def test_a_payload_that_was_altered_is_named(payload: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePayloadError, match=f"a stored session-held@1 cannot be read: {reason}"):
        CATALOGUE.decode("session-held@1", payload)


def test_a_catalogue_refuses_topics_that_clash_and_upcasts_that_lead_nowhere() -> None:
    with pytest.raises(ValueError, match="share a topic"):
        Catalogue([ContactHeld, ContactHeld])
    with pytest.raises(ValueError, match="share a topic or a kind"):
        Catalogue([ContactHeld, ContactHeldAgain])
    with pytest.raises(ValueError, match="is read already"):
        Catalogue([ContactHeld], [FORMATTED])
    with pytest.raises(ValueError, match="do not end at a kind of today"):
        Catalogue([SessionHeld], [FORMATTED])
    with pytest.raises(ValueError, match="do not end at a kind of today"):
        Catalogue([SessionHeld], [FORMATTED, Upcast("contact-held@2", "contact-held@1", with_format)])


# ---- attributes --------------------------------------------------------------------------------------------------


def test_a_time_is_a_window_its_wording_or_both() -> None:
    assert str(Time.model_validate("2025-05").window) == "2025-05"
    assert Time.model_validate({"wording": "at the appropriate time"}).window is None
    with pytest.raises(ValidationError, match="a time needs"):
        Time.model_validate({})


@pytest.mark.parametrize("words", ["Ministry of Defence", "82nd Airborne", "3rd Army", "الناتو", ""])
def test_a_role_may_change_from_an_office_or_a_party(words: str) -> None:
    changed = RoleChanged.model_validate({"person": "A", "office": "b", "from": words, "to": "2025-05"})
    assert changed.from_ == words
    assert changed.to == Time(edtf="2025-05")
    assert RoleChanged.model_validate_json(changed.payload()) == changed


@pytest.mark.parametrize("time", ["2025-13", "5 May", "../x", "20250521", " 2025-99", "٢٠٢٥"])
def test_what_begins_like_a_date_has_to_be_a_window(time: str) -> None:
    with pytest.raises(ValidationError, match="is not a window"):
        RoleChanged.model_validate({"person": "A", "office": "b", "from": time})


def test_a_joint_position_is_a_position_of_each() -> None:
    joint = PositionStated(actor=("Iraq", "NATO"), issue="gaza")
    assert list(map(str, joint.subjects())) == ["position:Iraq/gaza", "position:NATO/gaza"]
    assert names_of(None) == ()
    assert names_of("Iraq") == ("Iraq",)


def test_unnumbered_happenings_are_told_apart_by_day_and_by_who_and_what() -> None:
    assert str(ContactHeld(when=Time(edtf="2025-05-21~"), format="call").subjects()[0]) == "contact:2025-05-21/call"
    assert str(ContactHeld(report="r1").subjects()[0]) == "contact:undated/r1/contact"
    assert str(MeasureTaken(report="r1").subjects()[0]) == "measure:undated/r1/unnamed"
    stated = StatementMade(when=Time(edtf="2025"), actor=("A", "B"), form="praise")
    assert str(stated.subjects()[0]) == "statement:2025/A+B/praise"


def test_subjects_are_those_of_the_track_the_dialogue_or_the_two_linked() -> None:
    assert str(held(track="expert").subjects()[0]) == "session:expert/2"
    assert str(held(track="main").subjects()[0]) == "session:2"
    assert str(DialogueLaunched().subjects()[0]) == "dialogue"
    assert str(InvitationExtended(invitation="i").subjects()[0]) == "invitation:i"
    linked = SubjectsLinked.model_validate({"subjects": ["session:main/2", "session:e02"], "as": "same"})
    assert list(map(str, linked.subjects())) == ["session:2", "session:e02"]


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (1.5, "must not hold fractions"),
        ({"edtf": [float("nan")]}, "must not hold fractions"),
        ("a\0b", "NUL"),
        ({"a\0b": 1}, "NUL"),
        ("x" * 4001, "at most 4000 characters"),
        (list(range(501)), "more than 500 items"),
        ([[[[[[[[[[[[[1]]]]]]]]]]]]], "nested deeper than 12"),
        ("\ud800", "valid string"),
    ],
)
def test_a_corrected_value_is_held_to_the_limits_of_attributes(value: object, fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        FactCorrected.model_validate({"target": TARGET, "whose": "coder", "field": "x", "new": value})


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "https://a b", "https://a\n", "x"])
def test_a_report_is_read_on_the_web(address: str) -> None:
    with pytest.raises(ValidationError, match="must be an http"):
        ReportFiled.model_validate({"id": "r", "outlet": "o", "url": address})


@pytest.mark.parametrize("name", ["می‌خواهد", "مجلس\u200f (أ)", "L’Orient\u00a0–\u202fLe Jour", "Ελλάδα", "\u00ad"])
def test_a_name_is_kept_as_its_language_writes_it(name: str) -> None:
    assert PositionStated(actor=name, issue="i").actor == name


@pytest.mark.parametrize("name", ["", " ", " a", "a ", "a\nb", "a\u2028b", "a\x1bb", "a\x9bb", "\t", "\xa0"])
def test_a_name_is_one_line_and_not_blank(name: str) -> None:
    with pytest.raises(ValidationError):
        PositionStated(actor=name, issue="i")
