"""What a JSON Lines file holds: one document on a line, the same as in YAML."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from events.fact_file import read
from events.limits import DOCUMENT_BYTES
from tests.fact_file.reading import STORYLINE, drafts, facts, faults, plain_documents

HEADING = '{"dialogue": "talks", "title": "Talks"}\n'
WHOLE = "Each line is one whole object: {...}."
UNNAMED = "Expecting property name enclosed in double quotes"
DEEP = "1: lists and objects are nested deeper than 12. A fact needs no more than 4."


def test_the_storyline_reads_the_same_from_json_lines() -> None:
    text = STORYLINE.read_text()
    lines = "".join(json.dumps(document) + "\n" for document in plain_documents(text))
    assert facts(lines, "talks.jsonl") == facts(text)


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    assert facts(f"\ufeff{HEADING}\n  \r\n{HEADING.strip()}", "talks.ndjson") == facts(HEADING, "talks.jsonl") * 2


def test_every_draft_knows_its_line_also_in_a_stream_that_is_read_in_pieces() -> None:
    assert [draft.source for draft in drafts(f"\n{HEADING}{HEADING}", "a.jsonl")] == ["a.jsonl:2", "a.jsonl:3"]
    (draft,) = read(BytesIO(HEADING.encode()), "stdin", first_line=7)
    assert draft.source == "stdin:7"


def test_without_a_telling_name_the_first_character_decides() -> None:
    assert facts(f"\n {HEADING}", "-") == facts("\ndialogue: talks\ntitle: Talks\n", "-") == facts(HEADING, "a.JSONL")
    assert facts(f" \n{HEADING}", "talks.yml") == facts(HEADING, "talks.jsonl")
    assert facts("", "-") == facts("\n\n", "-") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"a": 1, "b": 2, "a": 3}', "1: attribute 'a' stands twice in one object. Keep one."),
        ('{"a": NaN}', "1: NaN is not a whole number. Put it in quotes if it is to be kept as written."),
        ('{"a": -Infinity}', "1: -Infinity is not a whole number. Put it in quotes if it is to be kept as written."),
        ('{"a": 1.5}', "1: 1.5 is not a whole number. Put it in quotes if it is to be kept as written."),
        ('{"a": 1e5}', "1: 1e5 is not a whole number. Put it in quotes if it is to be kept as written."),
        ('{"a": ' + "9" * 5000 + "}", "1: number 999999999999999... has more than 15 digits. Put it in quotes."),
        ("[" * 100_000, DEEP),
        ("[" * 13 + "]" * 13, DEEP),
        ('{"a": [' + "1," * 10_000 + "1]}",
         "1: a list has more than 10,000 items. Split the document: several may hold facts of one report."),
        ("{" + ",".join(f'"k{number}": 1' for number in range(101)) + "}",
         "1: an object has more than 100 attributes. No kind has that many."),
        ('{"a": "' + "x" * DOCUMENT_BYTES + '"}\n',
         "1: the line has more than 4,000,000 bytes. Split the document: several may hold facts of one report."),
        ('{"dialogue": "talks"', f"1: not readable as JSON: Expecting ',' delimiter at character 21. {WHOLE}"),
        ("dialogue: talks", f"1: not readable as JSON: Expecting value at character 1. {WHOLE}"),
        ('{"a": "\t"}', f"1: not readable as JSON: Invalid control character at character 8. {WHOLE}"),
        (b'{"a": "\xff"}', "1: byte 0xff is not UTF-8. Save the file as UTF-8."),
        ("[]", "1: a document is an object with `dialogue`, not a list"),
        ('{"dialogue": "talks", "title": "\\ud800"}',
         "1: field title: contains half a character (a lone surrogate). Remove it, or write the whole character."),
    ],
)  # fmt: skip
def test_a_line_that_is_no_document_is_refused(line: str | bytes, fault: str) -> None:
    assert faults(line, "talks.jsonl") == [f"talks.jsonl:{fault}"]


def test_each_line_is_refused_on_its_own() -> None:
    assert faults(f"{{\n{HEADING}}}\n", "talks.jsonl") == [
        f"talks.jsonl:1: not readable as JSON: {UNNAMED} at character 3. {WHOLE}",
        f"talks.jsonl:3: not readable as JSON: Expecting value at character 1. {WHOLE}",
    ]


@pytest.mark.parametrize("indent", [1, "\t"])
@pytest.mark.parametrize("name", ["talks.json", "-"])
def test_an_object_that_is_printed_over_several_lines_is_read_as_what_it_is(indent: int | str, name: str) -> None:
    (document,) = plain_documents(HEADING)
    printed = json.dumps(document, indent=indent)
    assert facts(printed, name) == facts(HEADING, "talks.jsonl")
    first, rest = json.dumps(document).split(", ", maxsplit=1)
    assert facts(f"{first},\n{rest}", name) == facts(HEADING, "talks.jsonl")


def test_a_fault_of_an_object_over_several_lines_has_its_line() -> None:
    printed = json.dumps({"dialogue": "talks", "facts": [{"kind": "session-hold", "session": 1}]}, indent=1)
    (fault,) = faults(printed, "talks.json")
    assert fault.startswith("talks.json:5: fact 1, field kind: 'session-hold' is not a kind of fact.")


def test_a_torn_line_of_json_lines_stays_one() -> None:
    (fault,) = faults('{"dialogue": "talks", "title": "Ta', "talks.json")
    assert "not readable as JSON" in fault
