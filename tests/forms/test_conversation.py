"""The conversation of `timeline add`, without a terminal."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from events.fact_file import read
from events.facts.attributes import attributes_of
from tests.given import heading, recorded, report
from timeline.forms.conversation import Conversation
from timeline.forms.days import HOW
from timeline.forms.familiar import Familiar, StoreContents
from timeline.forms.kinds import KINDS, attributes_that_matter
from timeline.forms.question import as_asked
from timeline.forms.short_name import proposed_short_name

TODAY = date(2025, 6, 1)
PERSON = {"name": "قاسم الأعرجي", "role": "مستشار الأمن القومي", "side": "Iraq", "part": "head"}
HELD = {"kind": "session-held", "session": 1, "place": "Brussels", "persons": [PERSON], "by": "NATO"}
LOG = recorded(
    [
        heading("Iraq", "NATO"),
        report("ina-1", outlet="INA", kind="agency", language="ar", published="2024-08-27", facts=[HELD]),
    ]
)
KNOWN = StoreContents({"iraq-nato": "Talks"}, lambda _: Familiar.of(one.fact for one in LOG))


def said(*typed: str, known: StoreContents = KNOWN) -> Conversation:
    """The conversation after these answers, none of which is refused."""
    conversation = Conversation(known, TODAY)
    for text in typed:
        assert conversation.hear(text) == "", text
    return conversation


def prompt(conversation: Conversation) -> str:
    return conversation.question.prompt if conversation.question else "over"


def choices(conversation: Conversation) -> list[str]:
    return [choice.text for choice in conversation.question.choices] if conversation.question else []


def about(conversation: Conversation) -> str:
    return as_asked(conversation.question) if conversation.question else ""


def test_a_fact_of_a_report_on_file_is_asked_for_what_matters_for_its_kind() -> None:
    conversation = said("iraq-nato", "ina-1", "session-scheduled", "second round", "2025=next year", "", "", "", "", "")
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
        *("talks", "Talks of A and B", "A; B", "r1", "Agency", "", "العنوان", "ar", "May 2025", "news", ""),
        *("position-stated", "A; B", "gaza", "One sentence; with a semicolon", "", "", "contact-held"),
        *("", "", "", "", "", "", ""),
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


def test_a_name_that_is_no_short_name_gets_one_and_becomes_the_title() -> None:
    conversation = said("Northland Southland")
    assert about(conversation) == "Its short name in the program? [Enter takes northland-southland]"
    conversation.hear("")
    assert (
        about(conversation) == "northland-southland is new here. What is it called? [Enter takes Northland Southland]"
    )
    conversation = said("Northland Southland", "", "", "A; B", "none", "")
    assert conversation.documents == [
        {"dialogue": "northland-southland", "title": "Northland Southland", "parties": ["A", "B"]}
    ]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Border talks of Northland and Southland", "border-talks-northland-southland"),
        ("Iraq–NATO", "iraq-nato"),
        ("The", "the"),
        ("Les négociations sur l'eau", "negociations-l-eau"),
        ("Comprehensive dialogue on security, trade, water and borders", "comprehensive-dialogue-security-trade-water"),
        ("محادثات", ""),
    ],
)
def test_a_short_name_is_made_of_the_words_that_tell_something(name: str, proposed: str) -> None:
    assert proposed_short_name(name) == proposed


def test_two_parties_with_and_between_them_are_asked_about() -> None:
    both = ("talks", "T", "Northland and Southland")
    assert about(said(*both)) == (
        "Which is meant? [Enter takes 1]\n  1  Northland; Southland: 2 names\n  2  Northland and Southland: one name"
    )
    for answer, parties in (("", ["Northland", "Southland"]), ("2", ["Northland and Southland"])):
        assert said(*both, answer, "none", "").documents == [{"dialogue": "talks", "title": "T", "parties": parties}]
    held = ("talks", "T", "Bosnia and Herzegovina; Serbia", "none", "invitation-extended", "i")
    assert prompt(said(*held, "Bosnia and Herzegovina")) == "to"


def test_a_dialogue_named_in_another_script_is_asked_for_a_short_name() -> None:
    conversation = said("محادثات العراق")
    assert about(conversation) == "Its short name, such as iraq-nato?"
    assert conversation.hear("").startswith("'' is not a short name\n") or conversation.hear("") != ""
    assert conversation.hear("iraq-talks") == ""


def test_names_with_a_comma_are_asked_about() -> None:
    both = ("talks", "T", "Northland, Southland")
    assert about(said(*both)) == (
        "Which is meant? [Enter takes 1]\n"
        '  1  Northland; Southland: several names\n  2  "Northland, Southland": one name'
    )
    for answer, parties in (("", ["Northland", "Southland"]), ("2", ["Northland, Southland"])):
        conversation = said(*both, answer, "none", "")
        assert conversation.documents == [{"dialogue": "talks", "title": "T", "parties": parties}]


def test_the_head_of_a_report_is_one_line_where_its_outlet_is_known() -> None:
    conversation = said("iraq-nato", "ina, May 28, 2025, https://ina.iq/1, Talks set, at last")
    assert [about(conversation), conversation.hear(""), about(conversation)] == [
        "Whose words does it carry? Ten articles from one press release have one origin. [Enter skips]",
        "",
        "A short id for it? [Enter takes ina-2025-05-28]",
    ]
    assert (conversation.hear(""), conversation.hear("")) == ("", "")
    assert conversation.documents == [
        {
            "dialogue": "iraq-nato",
            "report": {
                "id": "ina-2025-05-28",
                "outlet": "INA",
                "url": "https://ina.iq/1",
                "title": "Talks set, at last",
                "language": "ar",
                "published": "2025-05-28",
                "kind": "agency",
            },
        }
    ]


def test_an_outlet_known_from_another_dialogue_brings_its_language_and_kind() -> None:
    known = StoreContents(KNOWN.titles, KNOWN.familiar, lambda: {"INA": {"language": "ar", "kind": "agency"}})
    conversation = said(*("talks", "T", "", "INA, yesterday", "", "", ""), known=known)
    assert conversation.documents[1]["report"] == {
        "id": "ina-2025-05-31",
        "outlet": "INA",
        "language": "ar",
        "published": "2025-05-31",
        "kind": "agency",
    }


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("meeting", ["session-held", "contact-held", "session-scheduled"]),
        ("اجتماع", ["session-held", "contact-held", "session-scheduled"]),
        ("Visit", ["contact-held", "invitation-extended"]),
        ("they said", ["statement-made", "position-stated", "position-reaffirmed"]),
        ("commitment", ["commitment-made", "commitment-updated"]),
        ("session-s", ["session-scheduled", "session-started"]),
    ],
)
def test_a_common_word_is_offered_as_the_kinds_it_may_mean(typed: str, offered: list[str]) -> None:
    conversation = said("iraq-nato", "none", typed)
    assert (prompt(conversation), choices(conversation)) == ("which", offered)
    assert conversation.hear("2") == ""
    assert conversation.question is not None
    assert conversation.question.key.startswith("fact 1: ")


@pytest.mark.parametrize(("typed", "first"), [("postponed", "session"), ("promised", "commitment"), ("call", "format")])
def test_a_word_that_means_one_kind_is_taken_for_it(typed: str, first: str) -> None:
    assert prompt(said("iraq-nato", "none", typed)) == first


def test_a_day_that_counts_from_today_may_count_from_the_report() -> None:
    held = ("iraq-nato", "ina-1", "session-held", "2", "yesterday")
    assert about(said(*held)) == (
        "Which day is meant? [Enter takes 1]\n"
        "  1  2024-08-26: counted from the report of 2024-08-27\n"
        "  2  2025-05-31: counted from today"
    )
    for answer, day in (("", "2024-08-26"), ("2", "2025-05-31")):
        conversation = said(*held, answer, "", "", "", "", *([""] if day == "2025-05-31" else []), "")
        assert conversation.documents[0]["facts"][0]["when"] == {"edtf": day, "wording": "yesterday"}
    assert prompt(said("iraq-nato", "ina-1", "session-held", "2", "26 August 2024")) == "place"


def test_the_first_question_names_the_dialogues_that_there_are() -> None:
    assert about(said(known=StoreContents())) == (
        "Which dialogue? A name for it, such as Northland-Southland border talks."
    )
    assert about(said()) == "Which dialogue? A name for a new one, or one of iraq-nato. [Enter takes iraq-nato]"


def test_enter_takes_the_only_dialogue_there_is() -> None:
    assert prompt(said("")) == "report"
    assert prompt(said("", known=StoreContents())) == "short name"
    assert prompt(said("", known=StoreContents({"a": "A", "b": "B"}))) == "short name"


def test_a_short_name_is_explained() -> None:
    conversation = said("Border talks")
    assert prompt(conversation) == "short name"
    assert "Commands and files name the dialogue by it" in conversation.hear("?")
    many = StoreContents({f"talks-{number}": "" for number in range(8)})
    assert about(said(known=many)).endswith(
        "or one of talks-0, talks-1, talks-2, talks-3, talks-4, talks-5, and 2 more (? lists them)."
    )


def test_persons_are_asked_one_by_one() -> None:
    conversation = said("iraq-nato", "none", "contact-held", "", "", "", "قاسم الأعرجي")
    assert choices(conversation) == ["مستشار الأمن القومي"]
    conversation.hear("")
    conversation.hear("Iraq")
    conversation.hear("head")
    assert conversation.hear("Smith, John") == (
        "One person at a time; the next question asks for another.\n"
        'A name that has a comma is typed in quotes: "Smith, John".'
    )
    for typed in ('"Smith, John"', "", "", "", "", "", "", ""):
        assert conversation.hear(typed) == ""
    assert conversation.documents[0]["facts"] == [
        {
            "kind": "contact-held",
            "persons": [{"name": "قاسم الأعرجي", "side": "Iraq", "part": "head"}, {"name": "Smith, John"}],
        }
    ]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (
            ("session-held", "2", "", "", "", "", ""),
            "It does not say on which day the session was held.",
        ),
        (
            ("session-held", "2", "2024-09-01", "", "", "", ""),
            "It was held on 2024-09-01, after the report came out on 2024-08-27: a plan, perhaps?",
        ),
        (
            ("session-scheduled", "2", "", "", "", "", "when=2024-08-27", ""),
            "It says when the plan was announced, and not what time it is for.",
        ),
        (
            ("session-held", "2", "2024-08-26", "", "Tom", "", "Irak", "", "", "", ""),
            "Irak is not one of the parties: Iraq, NATO.",
        ),
        (
            (
                *("session-held", "2", "2024-08-26", "", "", "", ""),
                *("session-held", "2", "2024-08-26", "", "", "", ""),
            ),
            "The same report said this before: session-held, session:2.",
        ),
    ],
)
def test_a_slip_of_the_pen_is_asked_about_at_once(typed: tuple[str, ...], asked: str) -> None:
    conversation = said("iraq-nato", "ina-1", *typed)
    assert about(conversation) == f"{asked} Is that right? [Enter if it is; < goes back]"
    assert conversation.hear("no") == (
        "Type < to go back and change it, or <when to go back to the question called when.\nEnter leaves it as it is."
    )
    assert conversation.hear("") == ""
    assert prompt(conversation).startswith("fact ")


def test_answers_are_completed_from_what_is_known() -> None:
    assert choices(said()) == ["iraq-nato"]
    assert choices(said("iraq-nato")) == ["ina-1", "none"]
    assert choices(said("iraq-nato", "r2")) == ["INA"]
    assert choices(said("iraq-nato", "none")) == list(KINDS)
    held = ("iraq-nato", "none", "session-held")
    assert choices(said(*held)) == ["1"]
    assert choices(said(*held, "2")) == []
    assert choices(said(*held, "2", "")) == ["Brussels"]
    assert choices(said(*held, "2", "", "", "", "", "mediator")) == ["Iraq", "NATO"]
    assert choices(said(*held, "2", "", "", "", "", "modality"))[:2] == ["asserted", "planned"]


HELD_2 = ("iraq-nato", "none", "session-held", "2")


@pytest.mark.parametrize(
    ("before", "typed", "refusal"),
    [
        (
            ("Iraq NATO",),
            "Iraq NATO",
            (
                "'Iraq NATO' is not a short name\n"
                "Use small letters a to z and digits, with - . or _ between them: iraq-nato."
            ),
        ),
        (
            ("iraq-nato",),
            "",
            (
                "Type the id of a report, its outlet, or none.\n"
                "For a new one in one line: Agency, 12 March 2026, https://agency.example/1"
            ),
        ),
        (("iraq-nato", "none"), "", "'' is not a kind of fact.\n? lists what there is."),
        (
            ("iraq-nato", "none"),
            "dialogue-",
            (
                "'dialogue-' is not a kind of fact.\n"
                "It could be dialogue-launched, dialogue-suspended, dialogue-resumed, dialogue-ended."
            ),
        ),
        (("iraq-nato", "none"), "xyzzy", "'xyzzy' is not a kind of fact.\n? lists what there is."),
        (("iraq-nato", "none", "session-held"), "", "session is needed.\n? explains it, < goes back."),
        ((*HELD_2, "", "", "", ""), "whn", "'whn' is not an attribute that is left.\nDid you mean 'when'?"),
        ((*HELD_2, "", "", "", ""), "mode=boat", "'boat' is none of in-person, video, phone"),
        (
            HELD_2,
            "soon",
            (
                f"'soon' is not a date that can be read\n{HOW} Words that name no date are kept as they are with ="
                " before them: '=soon'"
            ),
        ),
        (
            HELD_2,
            "3/4/2025",
            "'3/4/2025' can be 2025-04-03 or 2025-03-04\nWrite 2025-04-03 or 2025-03-04, whichever is meant.",
        ),
        ((*HELD_2, "", "", "A", "", ""), "boss", "'boss' is none of head, co-chair, member, mediator, host"),
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
    assert about(said("iraq-natto")) == (
        "iraq-natto is new here (Did you mean 'iraq-nato'? < goes back). What is it called? [Enter takes iraq-natto]"
    )
    assert about(said("iraq-nato", "ina-2")) == (
        "ina-2 is a new report (Did you mean 'ina-1'? < goes back). Who published it?"
    )


def test_a_question_mark_explains_and_changes_nothing() -> None:
    conversation = said("iraq-nato")
    assert conversation.hear("?") == (
        "Which article or statement says so? Its outlet, day and address, as in: Northland News, 12 March 2026, "
        "https://n.example/1. Or the id of one on file, or none.\n"
        "none where no report says it: then it rests on your word.\n"
        "  ina-1  INA, 2024-08-27\n"
        "  none   no report"
    )
    assert prompt(conversation) == "report"


def test_going_back_goes_over_several_questions_and_keeps_what_was_answered() -> None:
    conversation = said("iraq-nato", "ina-1", "session-held", "3", "2024-08-27", "Baghdad")
    assert (conversation.hear("<"), prompt(conversation), conversation.suggestion) == ("", "place", "Baghdad")
    assert (conversation.hear("<<<"), prompt(conversation), conversation.suggestion) == ("", "fact 1", "session-held")
    assert (conversation.hear("session-started"), conversation.suggestion) == ("", "3")
    assert conversation.hear("< ") == ""
    assert (conversation.hear("<<<<<<<<"), prompt(conversation)) == ("", "dialogue")
    assert conversation.hear("<") == "This is the first question."


def test_behind_an_answer_that_stands_there_to_be_changed_a_sign_is_a_sign() -> None:
    conversation = said("iraq-nato", "ina-1", "session-held", "3", "2024-08-27", "Baghdad")
    conversation.hear("<")
    assert (conversation.hear("Baghdad<"), prompt(conversation)) == ("", "when")
    assert conversation.hear("2024-08-27 ?").startswith("When was it?")
    assert (prompt(conversation), conversation.hear("؟")) == ("when", conversation.hear("?"))
    assert (conversation.hear("2024-08-27<<"), prompt(conversation)) == ("", "fact 1")


def test_one_can_go_back_to_a_question_by_its_name() -> None:
    conversation = said("iraq-nato", "ina-1", "session-held", "3", "2025-01-01", "Baghdad", "", "", "")
    assert "Is that right?" in about(conversation)
    assert (conversation.hear("<when"), prompt(conversation), conversation.suggestion) == ("", "when", "2025-01-01")
    assert conversation.hear("< rhythm") == (
        "No question before this one is called 'rhythm'.\n< goes back to the last one."
    )
    assert prompt(conversation) == "when"


def test_one_can_go_back_from_the_end() -> None:
    conversation = said("iraq-nato", "ina-1", "source-assessed", "INA", "B", "", "")
    assert (prompt(conversation), conversation.hear("anything")) == ("over", "")
    assert (conversation.hear("<"), prompt(conversation)) == ("", "fact 2")


def test_a_new_report_may_be_filed_without_facts() -> None:
    conversation = said("iraq-nato", "r2", "INA", "", "", "", "", "")
    assert conversation.documents == [
        {"dialogue": "iraq-nato", "report": {"id": "r2", "outlet": "INA", "language": "ar", "kind": "agency"}}
    ]


TYPED = ["", "<", "<<", "?", "talks", "iraq-nato", "none", "ina-1", "2", "A; B", "when", "2025-05", "persons", *KINDS]
TYPED += ["A, B", "INA, yesterday", "meeting", "Smith, John", '"x, y"', "3/4/2026", "first round"]


@given(st.lists(st.sampled_from(TYPED), max_size=40))
def test_whatever_is_typed_it_goes_on_and_what_comes_out_is_a_fact_file(typed: list[str]) -> None:
    conversation = Conversation(KNOWN, TODAY)
    for text in typed:
        conversation.hear(text)
    if conversation.question is None:
        text = yaml.safe_dump_all(conversation.documents, allow_unicode=True)
        assert list(read(BytesIO(text.encode()), "a.yaml"))


def test_the_parties_of_a_new_dialogue_are_known_at_once() -> None:
    conversation = said("talks", "T", "A; B", "none", "contact-held", "", "", "", "Tom", "", "C", "", "", "", "")
    assert about(conversation).startswith("C is not one of the parties: A, B.")


def test_a_form_asks_first_for_what_a_kind_needs_then_for_what_says_most_of_it() -> None:
    assert attributes_that_matter("session-held") == ("session", "when", "place", "persons", "quote")
    assert attributes_that_matter("commitment-made") == ("commitment", "by", "what", "due", "quote")
    for kind, model in KINDS.items():
        asked = attributes_that_matter(kind)
        assert set(asked) <= set(attributes_of(model)), kind


def test_a_time_without_its_year_lacks_the_year_of_the_report() -> None:
    conversation = said("iraq-nato", "ina-1", "session-scheduled", "2")
    assert conversation.hear("mid-May") == "'mid-May' has no year\nWrite it with the year: mid-May 2025."
    assert conversation.hear("mid-May 2025") == ""


def test_what_else_there_is_to_say_is_asked_of_the_kind_and_explained_by_example() -> None:
    conversation = said(*HELD_2, "", "", "", "")
    assert conversation.question is not None
    assert conversation.question.about.startswith("Anything else about this session held? Type what: ")
    told = conversation.hear("?").splitlines()
    assert told[1] == (
        "Type one of the names below, such as persons, and you are asked for it. Or type name=value at once, as in"
        " mode=video. Enter goes on."
    )
    assert conversation.hear("mode=video") == ""
