"""What a YAML file holds, and how everything else in it is refused: with its line, at once, without a hang."""

from __future__ import annotations

from time import process_time

import pytest
import yaml

from events.fact_file import yaml_documents
from events.facts.tracking import DialogueOpened
from events.limits import DOCUMENT_BYTES
from tests.fact_file.reading import drafts, facts, faults

HEADING = "dialogue: talks\ntitle: Talks\n"
WRITE_OUT = "Fact files have no anchors, aliases or merge keys: write the value out at each place."
BRACKETS = "Put a text that begins with [ or { in quotes."
SPLIT = "Split the document: several may hold facts of one report."
QUOTE = "Indent alike what belongs together, and put texts with `: `, ` #` or special first characters in quotes."


def remove(code: str) -> str:
    return f'Remove it, or write it as "\\x{code}" in double quotes.'


def names(written: str) -> tuple[str, ...]:
    """What `names: [written]` reads as."""
    (fact,) = facts(f"{HEADING}names: [{written}]\n")
    assert isinstance(fact, DialogueOpened)
    return fact.names


@pytest.mark.parametrize(
    "text",
    ["2025-05-21", "1.5", "1e02", "0123", "0x1f", "1_000", ".inf", "no", "yes", "on", "True", "NULL", "12:30:45", "="],
)
def test_an_unquoted_text_stays_as_written(text: str) -> None:
    assert names(text) == (text,)


def test_whole_numbers_are_taken_where_a_text_is_meant() -> None:
    assert names("2024, -7, 0, 123456789012345678901234567890") == ("2024", "-7", "0", "123456789012345678901234567890")


@pytest.mark.parametrize("text", ["true", "false"])
def test_true_and_false_are_no_texts_unless_quoted(text: str) -> None:
    assert faults(f"{HEADING}names: [{text}]\n") == [
        f"talks.yaml:3: field names.1: {text} is not a text. Put it in quotes."
    ]
    assert names(f"'{text}'") == (text,)


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_null_is_nothing(nothing: str) -> None:
    assert facts(f"{HEADING}names: {nothing}\n") == facts(HEADING)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADING,
        HEADING.replace("\n", "\r\n"),
        HEADING.replace("\n", "\r"),
        f"# remark\n\n---\n{HEADING}",
        f"%YAML 1.1\n---\n{HEADING}...\n%YAML 1.1\n# remark\n---\n# nothing\n",
        f"--- # remark\n{HEADING}---\n---\n",
        "{dialogue: talks, title: Talks}",
        '"dialogue": "talks"\n"title": "\\x54alks"',
        "dialogue: talks\ntitle: >-\n  Talks",
    ],
)
def test_yaml_may_be_written_in_many_ways(text: str) -> None:
    assert facts(text) == facts(HEADING)


def test_a_fault_in_one_document_hides_none_in_the_next() -> None:
    assert faults("dialogue: 'talks\n---\na: [\n---\ndialogue: talks\n") == [
        "talks.yaml:2: not readable as YAML: while scanning a quoted scalar, found unexpected end of stream. " + QUOTE,
        "talks.yaml:4: not readable as YAML: while parsing a flow node, did not find expected node content. " + QUOTE,
        "talks.yaml:5: the document says nothing. It needs a title, a report or facts.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &a [x]\nb: &b [*a, *a]\n", f"1: anchor &a. {WRITE_OUT}"),
        (f"{HEADING}names: [*a]\n", f"3: alias *a. {WRITE_OUT}"),
        (f"{HEADING}<<: {{a: b}}\n", f"3: merge key <<. {WRITE_OUT}"),
        (f"{HEADING}names: !!set {{a}}\n", "3: tag 'tag:yaml.org,2002:set'. Remove it; quotes make a text."),
        (f"{HEADING}names: !x y\n", "3: tag '!x'. Remove it; quotes make a text."),
        (f"{HEADING}\tnames: x\n", "3: a tab stands where only spaces may. Indent with spaces."),
        (f"{HEADING}title: Other\n", "3: attribute 'title' stands twice in one object. Keep one."),
        ("dialogue: a: b\n", f"1: not readable as YAML: mapping values are not allowed in this context. {QUOTE}"),
        ("? [a]\n: b\n", f"1: a list or an object stands where the name of an attribute should. {BRACKETS}"),
        ("[" * 100_000, "1: lists and objects are nested deeper than 12. A fact needs no more than 4."),
        ("- " * 100_000, "1: lists and objects are nested deeper than 12. A fact needs no more than 4."),
        ("".join(f"{' ' * depth}- \n" for depth in range(100)),
         "13: lists and objects are nested deeper than 12. A fact needs no more than 4."),
        (f"{HEADING}names: [{'a,' * 10_001}]\n", f"3: a list has more than 10,000 items. {SPLIT}"),
        ("".join(f"k{number}: 1\n" for number in range(101)),
         "101: an object has more than 100 attributes. No kind has that many."),
        (f"{HEADING}names: ['{'x' * DOCUMENT_BYTES}']\n",
         f"1: the document that begins here has more than 4,000,000 bytes. {SPLIT}"),
        (f"{HEADING}names: [\0]\n", f"3: control character U+0000. {remove('00')}"),
        (f"{HEADING}names: [\x1b]\n", f"3: control character U+001B. {remove('1b')}"),
        (f"{HEADING}names: [a\x85b]\n", f"3: control character U+0085. {remove('85')}"),
        (f"{HEADING}names: [\ufffe]\n", "3: control character U+FFFE. Remove it."),
        (f"{HEADING}names: [\x9b]\n", f"3: control character U+009B. {remove('9b')}"),
        (f'{HEADING}names: ["\\0"]\n', "3: field names.1: '\\x00' must not contain a NUL character"),
        (HEADING.encode() + b"names: [caf\xe9]\n", "3: byte 0xe9 is not UTF-8. Save the file as UTF-8."),
        (HEADING.encode("utf-16"), "1: byte 0xff is not UTF-8. Save the file as UTF-8."),
        ("- a\n", "1: a document is an object with `dialogue`, not a list"),
        ("hello\n", "1: a document is an object with `dialogue`, not 'hello'"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_refused_with_its_line(text: str | bytes, fault: str) -> None:
    assert faults(text) == [f"talks.yaml:{fault}"]


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    started = process_time()
    assert faults(bomb) == [f"talks.yaml:1: anchor &a0. {WRITE_OUT}"]
    assert process_time() - started < 1


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{HEADING}names: [1, '2', 2025-05-21, \"\\u0041\"]\n---\n- x\n"
    quick = faults(text), facts(text.partition("---")[0])
    monkeypatch.setattr(yaml_documents, "_LOADER", yaml.SafeLoader)
    assert (faults(text), facts(text.partition("---")[0])) == quick


def test_an_empty_file_asks_for_nothing() -> None:
    assert drafts("") == drafts("\n# nothing\n") == drafts("---\n---\n...\n") == []
