"""The conversation of `timeline add`, without a terminal."""

from __future__ import annotations

from io import BytesIO

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from events.fact_file import read
from tests.given import heading, recorded, report
from timeline.forms.conversation import KINDS, Conversation
from timeline.forms.familiar import Familiar, Known

PERSON = {"name": "قاسم الأعرجي", "role": "مستشار الأمن القومي", "side": "Iraq", "part": "head"}
HELD = {"kind": "session-held", "session": 1, "place": "Brussels", "persons": [PERSON], "by": "NATO"}
LOG = recorded([heading("Iraq", "NATO"), report("ina-1", outlet="INA", published="2024-08-27", facts=[HELD])])
KNOWN = Known({"iraq-nato": "Talks"}, lambda _: Familiar.of(one.fact for one in LOG))


def said(*typed: str, known: Known = KNOWN) -> Conversation:
    """The conversation after these answers, none of which is refused."""
    conversation = Conversation(known)
    for text in typed:
        assert conversation.hear(text) == "", text
    return conversation


def prompt(conversation: Conversation) -> str:
    return conversation.question.prompt if conversation.question else "over"


def choices(conversation: Conversation) -> list[str]:
    return [choice.text for choice in conversation.question.choices] if conversation.question else []


def test_a_fact_of_a_report_on_file_takes_four_answers_and_two_enters() -> None:
    conversation = said("iraq-nato", "ina-1", "session-scheduled", "2", "window=2025=next year", "", "")
    assert conversation.documents == [
        {
            "dialogue": "iraq-nato",
            "facts": [
                {
                    "kind": "session-scheduled",
                    "session": 2,
                    "window": {"edtf": "2025", "wording": "next year"},
                    "report": "ina-1",
                }
            ],
        }
    ]


def test_a_new_dialogue_and_a_new_report_are_asked_for_their_attributes() -> None:
    conversation = said(
        *("talks", "Talks of A and B", "A; B", "", "r1", "Agency", "", "العنوان", "ar", "2025-05", "page", "news", ""),
        *("position-stated", "A; B", "gaza", "stance", "One sentence; with a semicolon", "", "contact-held", "", ""),
    )
    assert conversation.documents == [
        {"dialogue": "talks", "title": "Talks of A and B", "parties": ["A", "B"]},
        {
            "dialogue": "talks",
            "report": {
                "id": "r1",
                "outlet": "Agency",
                "title": "العنوان",
                "language": "ar",
                "published": "2025-05",
                "published_basis": "page",
                "kind": "news",
            },
            "facts": [
                {
                    "kind": "position-stated",
                    "actor": ["A", "B"],
                    "issue": "gaza",
                    "stance": "One sentence; with a semicolon",
                },
                {"kind": "contact-held"},
            ],
        },
    ]


def test_persons_are_asked_one_by_one() -> None:
    conversation = said("iraq-nato", "none", "contact-held", "persons", "قاسم الأعرجي")
    assert choices(conversation) == ["مستشار الأمن القومي"]
    for typed in ("", "Iraq", "head", "Tom", "", "", "", "", "", ""):
        assert conversation.hear(typed) == ""
    assert conversation.documents[0]["facts"] == [
        {
            "kind": "contact-held",
            "persons": [{"name": "قاسم الأعرجي", "side": "Iraq", "part": "head"}, {"name": "Tom"}],
        }
    ]


def test_answers_are_completed_from_what_is_known() -> None:
    assert choices(said()) == ["iraq-nato"]
    assert choices(said("iraq-nato")) == ["ina-1", "none"]
    assert choices(said("iraq-nato", "r2")) == ["INA"]
    assert choices(said("iraq-nato", "none")) == list(KINDS)
    assert choices(said("iraq-nato", "none", "session-held")) == ["1"]
    assert choices(said("iraq-nato", "none", "session-held", "2", "place")) == ["Brussels"]
    assert choices(said("iraq-nato", "none", "session-held", "2", "mediator")) == ["Iraq", "NATO"]
    assert choices(said("iraq-nato", "none", "session-held", "2", "modality"))[:2] == ["asserted", "planned"]
    assert choices(said("iraq-nato", "none", "session-held", "2", "when")) == []


@pytest.mark.parametrize(
    ("before", "typed", "refusal"),
    [
        (
            (),
            "Iraq NATO",
            "'Iraq NATO' is no slug\nA slug has lower-case letters a to z, digits, and - . _ between them: iraq-nato.",
        ),
        (("iraq-nato",), "", "Type the id of a report, or none.\nAny short id will do for a new one: ina-34355."),
        (("iraq-nato", "none"), "", "'' is no kind of fact.\n? lists what there is."),
        (
            ("iraq-nato", "none"),
            "session-hold",
            "'session-hold' is no kind of fact.\nDid you mean 'session-held' or 'session-not-held'?",
        ),
        (
            ("iraq-nato", "none"),
            "session-s",
            "'session-s' is no kind of fact.\nIt could be session-scheduled, session-started.",
        ),
        (("iraq-nato", "none", "session-held"), "", "session is needed.\n? explains it, < goes back."),
        (("iraq-nato", "none", "session-held", "2"), "whn", "'whn' is no attribute left.\nDid you mean 'when'?"),
        (("iraq-nato", "none", "session-held", "2"), "mode=boat", "'boat' is none of in-person, video, phone"),
        (
            ("iraq-nato", "none", "session-held", "2", "when"),
            "soon",
            (
                "'soon' is not a window: at character 1 found 's' instead of a digit\n"
                "Write the window that the words mean and keep the words as its wording, "
                "as in {edtf: 2025-05-16/2025-05-31, wording: second half of May}."
            ),
        ),
        (
            ("iraq-nato", "none", "session-held", "2", "persons", "A", "", ""),
            "boss",
            "'boss' is none of head, co-chair, member, mediator, host",
        ),
    ],
)
def test_a_wrong_answer_is_refused_at_once_and_stands_there_to_be_changed(
    before: tuple[str, ...], typed: str, refusal: str
) -> None:
    conversation = said(*before)
    asked = conversation.question
    assert conversation.hear(typed) == refusal
    assert (conversation.question, conversation.suggestion) == (asked, typed)


def test_a_dialogue_or_report_that_may_be_a_slip_is_pointed_out() -> None:
    conversation = said("iraq-natto")
    assert conversation.question is not None
    assert conversation.question.about == (
        "iraq-natto is new here (Did you mean 'iraq-nato'? < goes back). What is it called?"
    )
    conversation = said("iraq-nato", "ina-2")
    assert conversation.question is not None
    assert conversation.question.about == "ina-2 is a new report (Did you mean 'ina-1'? < goes back). Who published it?"


def test_a_question_mark_explains_and_changes_nothing() -> None:
    conversation = said("iraq-nato")
    assert conversation.hear("?") == (
        "Which report says it? A new id files a new report.\n"
        "none where no report says it: then it rests on your word.\n"
        "  ina-1  INA, 2024-08-27\n"
        "  none   no report"
    )
    assert prompt(conversation) == "report"


def test_going_back_goes_over_several_questions_and_keeps_what_was_answered() -> None:
    conversation = said("iraq-nato", "ina-1", "session-held", "3", "place", "Baghdad")
    assert (conversation.hear("<"), prompt(conversation), conversation.suggestion) == ("", "place", "Baghdad")
    assert (conversation.hear("<<<"), prompt(conversation), conversation.suggestion) == ("", "fact 1", "session-held")
    assert (conversation.hear("session-started"), conversation.suggestion) == ("", "3")
    assert conversation.hear("< ") == ""
    assert (conversation.hear("<<<<<<<<"), prompt(conversation)) == ("", "dialogue")
    assert conversation.hear("<") == "This is the first question; Ctrl-C leaves."


def test_one_can_go_back_from_the_end() -> None:
    conversation = said("iraq-nato", "ina-1", "contact-held", "", "")
    assert (prompt(conversation), conversation.hear("anything")) == ("over", "")
    assert (conversation.hear("<"), prompt(conversation)) == ("", "fact 2")


def test_a_new_report_may_be_filed_without_facts() -> None:
    conversation = said("iraq-nato", "r2", "INA", "", "", "", "", "", "", "")
    assert conversation.documents == [{"dialogue": "iraq-nato", "report": {"id": "r2", "outlet": "INA"}}]


TYPED = ["", "<", "<<", "?", "talks", "iraq-nato", "none", "ina-1", "2", "A; B", "when", "2025-05", "persons", *KINDS]


@given(st.lists(st.sampled_from(TYPED), max_size=40))
def test_whatever_is_typed_it_goes_on_and_what_comes_out_is_a_fact_file(typed: list[str]) -> None:
    conversation = Conversation(KNOWN)
    for text in typed:
        conversation.hear(text)
    if conversation.question is None:
        text = yaml.safe_dump_all(conversation.documents, allow_unicode=True)
        assert list(read(BytesIO(text.encode()), "a.yaml"))
