"""Tables by a mapping: the facts that rows give, and every fault with its file, line and column."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInputError
from events.fact_file import FactFileError
from events.importing import MappingError, read_mapping, read_table
from events.wording import slug_of

if TYPE_CHECKING:
    from events.intake.draft import Draft

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

MAPPING = """
dialogue = "talks"
report = {id = "list", outlet = {column = "Source"}}
[[facts]]
kind = "session-held"
session = {column = "No"}
when = {column = "Date", date = ["D MMMM YYYY", "MMMM YYYY"]}
place = {column = "Place"}
"""
HEADER = "No,Date,Place,Source\n"


def drafts(table: str | bytes, mapping: str = MAPPING) -> list[Draft]:
    content = table if isinstance(table, bytes) else table.encode()
    return list(read_table(io.BytesIO(content), "x.csv", read_mapping(mapping.encode(), "m.toml")))


def facts(table: str, mapping: str = MAPPING) -> list[dict[str, Any]]:
    """The facts, without the report and the heading."""
    return [
        {"kind": draft.fact.kind(), **draft.fact.model_dump(mode="json", exclude_none=True)}
        for draft in drafts(table, mapping)
        if draft.fact.kind() not in ("report-filed", "dialogue-opened")
    ]


def faults(table: str | bytes, mapping: str = MAPPING) -> list[str]:
    with pytest.raises(FactFileError) as refused:
        drafts(table, mapping)
    return [str(fault) for fault in refused.value.faults]


def refusal(mapping: str) -> str:
    with pytest.raises(MappingError) as refused:
        read_mapping(mapping.encode(), "m.toml")
    return refused.value.message


def one(attribute: str, header: str, row: str) -> Any:
    """What one attribute of a statement becomes."""
    mapping = f'dialogue = "talks"\n[[facts]]\nkind = "statement-made"\n{attribute}\n'
    (fact,) = facts(f"{header}\n{row}\n", mapping)
    return fact.get(attribute.partition(" ")[0])


def test_a_row_is_a_fact_of_a_report_that_is_filed_once() -> None:
    found = drafts(HEADER + "1,21 May 2025,Baghdad,Agency\n2,June 2025,,Agency\n")
    assert [draft.fact.kind() for draft in found] == ["report-filed", "session-held", "session-held"]
    assert [draft.source for draft in found[1:]] == ["x.csv:2", "x.csv:3"]
    assert facts(HEADER + "1,21 May 2025,Baghdad,Agency\n2,June 2025,,Agency\n") == [
        {"kind": "session-held", "report": "list", "session": 1, "when": "2025-05-21", "place": "Baghdad"},
        {"kind": "session-held", "report": "list", "session": 2, "when": {"edtf": "2025-06", "wording": "June 2025"}},
    ]


def test_the_documentation_shows_the_example() -> None:
    text = (EXAMPLES.parent / "import.md").read_text()
    mapping = (EXAMPLES / "state-visits.toml").read_text()
    assert mapping in text
    assert "\n".join((EXAMPLES / "state-visits.csv").read_text().splitlines()[-3:]) in text


def test_a_row_of_the_example_gives_one_fact_or_two() -> None:
    mapping = read_mapping((EXAMPLES / "state-visits.toml").read_bytes(), "state-visits.toml")
    with (EXAMPLES / "state-visits.csv").open("rb") as file:
        found = list(read_table(file, "state-visits.csv", mapping))
    germany = [draft.fact for draft in found if draft.dialogue == "france-germany"]
    assert [fact.kind() for fact in germany] == [
        *("dialogue-opened", "report-filed", "session-scheduled", "session-postponed", "session-held"),
    ]
    assert germany[-1].model_dump(mode="json", exclude_none=True)["when"] == {
        "edtf": "2024-05-26/2024-05-28",
        "wording": "26–28 May 2024",
    }
    assert len(found) == 21


@pytest.mark.parametrize(
    ("attribute", "header", "row", "value"),
    [
        ('note = "x"', "A", "1", "x"),
        ('note = {column = "A"}', "A", " x ", "x"),
        ('note = {column = "A", default = "none"}', "A,B", ",1", "none"),
        ('note = {template = "{A} of {B}"}', "A,B", "x,y", "x of y"),
        ('note = {template = "{A} of {B}"}', "A,B", "x,", None),
        ('note = {template = "{A} {B}", slug = true}', "A,B", "Côte,d'Ivoire", "cote-d-ivoire"),
        ('form = {column = "A", words = {Lob = "praise"}}', "A", "Lob", "praise"),
        ('actor = {column = "A", split = ";"}', "A", "Iraq; NATO;", ["Iraq", "NATO"]),
        ('actor = ["Iraq", {column = "A"}]', "A,B", ",1", ["Iraq"]),
        ('persons = [{name = {column = "A"}, side = "NATO"}]', "A,B", ",1", None),
        ('persons = [{name = {column = "A"}, side = "NATO"}]', "A", "X", [{"name": "X", "side": "NATO"}]),
        ('when = {column = "A"}', "A", "2025-05~", "2025-05~"),
        (
            'when = {edtf = {column = "A"}, wording = {column = "B"}}',
            "A,B",
            "2025,so",
            {"edtf": "2025", "wording": "so"},
        ),
        ('when = {start = {column = "A"}, end = {column = "B"}}', "A,B", "2025-05,2025-07", "2025-05/2025-07"),
        ('when = {start = {column = "A"}, end = {column = "B"}}', "A,B", "2025-05-01,", "2025-05-01"),
        (
            'when = {start = {column = "A", date = "D.M.YYYY"}, end = {column = "B", date = "D.M.YYYY"}}',
            "A,B",
            "1.5.2025,3.5.2025",
            "2025-05-01/2025-05-03",
        ),
    ],
)
def test_a_value_comes_from_where_the_mapping_says(attribute: str, header: str, row: str, value: object) -> None:
    assert one(attribute, header, row) == value


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ('{column = "A", is = "x"}', ["y", "xy", ""]),
        ('{column = "A", is = ["x", "y"]}', ["xy", ""]),
        ('{column = "A", has = "x"}', ["y", ""]),
        ('{column = "A", empty = true}', ["x", "y", "xy"]),
        ('{column = "A", empty = false}', [""]),
        ('[{column = "A", is = "x"}, {column = "A", empty = true}]', ["y", "xy"]),
    ],
)
def test_rows_that_meet_a_rule_are_passed_over(rule: str, kept: list[str]) -> None:
    table = "A,B\nx,1\ny,1\nxy,1\n,1\n"
    fact = '[[facts]]\nkind = "statement-made"\nactor = {column = "A", default = ""}\n'.replace("actor", "note")
    for mapping in (f'dialogue = "t"\nskip = {rule}\n{fact}', f'dialogue = "t"\n{fact}skip = {rule}\n'):
        assert [one.get("note", "") for one in facts(table, mapping)] == kept


def test_delimiters_months_quotes_and_byte_order_marks_of_spreadsheets() -> None:
    mapping = 'delimiter = ";"\nmonths = ["Januar","Februar","März","April","Mai","Juni","Juli","August","September",'
    mapping += '"Oktober","November","Dezember"]' + MAPPING.replace('"D MMMM YYYY"', '"D. MMMM YYYY"')
    table = '\ufeffNo;Date;Place;Source\r\n1;"3. März\r\n2025";"A; ""B""";C\r\n\r\n;;;\r\n'
    (fact,) = facts(table, mapping)
    assert (fact["when"], fact["place"]) == ("2025-03-03", 'A; "B"')


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            HEADER + "1,32 May 2025,B,A\n",
            (
                "x.csv:2: field when, column 2 'Date': '32 May 2025' is no date: '2025-05-32' is not a window: at "
                "character 9 found '32', which is no day of 2025-05 (01 to 31). Write 2025-05-31 or 2025-05, whichever "
                "is meant."
            ),
        ),
        (
            HEADER + '1,May 2025,"two\nlines",A\n2,soon,B,A\n',
            (
                "x.csv:4: field when, column 2 'Date': 'soon' has none of the forms D MMMM YYYY, MMMM YYYY. Correct "
                "it, or add its form."
            ),
        ),
        (
            HEADER + ",May 2025,B,A\n",
            (
                "x.csv:2: report 'list', fact 1 (session-held), field session, column 1 'No': is missing; session-held "
                "needs it"
            ),
        ),
        (
            HEADER + "1,May 2025,B,\n",
            "x.csv:2: report 'list', field outlet, column 4 'Source': is missing; a report needs it",
        ),
        (
            HEADER + "1,May 2025,B\n",
            (
                "x.csv:2: the row has 3 cells, and the table 4 columns. Put a cell that holds the delimiter in double "
                "quotes."
            ),
        ),
        (
            HEADER + '1,May 2025,"B" x,A\n',
            "x.csv:2: not readable as CSV: ',' expected after '\"'. Write a quote inside quotes twice: \"\".",
        ),
        (
            b"No,Date,Place,Source\n1,2025,\xfc,A\n",
            'x.csv:2: byte 0xfc is not UTF-8. Save the file as "CSV UTF-8".',
        ),
        ("", "x.csv:1: the file is empty. Its first row names the columns."),
        ("No,No\n", "x.csv:1: 'No' names two columns. Rename one of them."),
        (
            "No,Dates,Place,Source\n",
            "x.csv:1: the mapping names a column 'Date', which is not there. Did you mean 'Dates'?",
        ),
    ],
)
def test_a_fault_names_file_line_and_column(table: str | bytes, told: str) -> None:
    assert faults(table)[0] == told


def test_every_fault_of_a_table_is_told() -> None:
    found = faults(HEADER + "1,soon,B,A\nx y,May 2025,B,A\n,May 2025,B,A\n1,late,B,A\n")
    assert [fault.split(":")[1] for fault in found] == ["2", "4", "5"]


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("x = [", "m.toml: not readable as TOML: "),
        ('[[facts]]\nkind = "session-held"', "m.toml: dialogue: is missing"),
        ('dialogue = "t"', "m.toml: facts: is missing: each fact begins with [[facts]]"),
        ('dialogue = "t"\nfact = 1\n[[facts]]\nkind = "contact-held"', "m.toml: no key 'fact'. Did you mean 'facts'?"),
        ('dialogue = "t"\n[[facts]]\nkind = "sesion-held"', "m.toml: facts.1: 'sesion-held' is no kind of fact. Did"),
        ('dialogue = "t"\n[[facts]]\nform = "x"', "m.toml: facts.1: kind is missing: it says what happened"),
        ('dialogue = "t"\n[[facts]]\nkind = "contact-held"\nwhn = "x"', "m.toml: facts.1: no key 'whn'. Did you mean"),
        (
            'dialogue = "t"\n[[facts]]\nkind = "contact-held"\nwhen = {column = "A", dat = "x"}',
            "m.toml: facts.1.when: no key 'dat'. Did you mean 'date'?",
        ),
        (
            'dialogue = "t"\n[[facts]]\nkind = "contact-held"\nwhen = {column = "A", date = "D"}',
            "m.toml: facts.1.when: 'D' is no pattern of a date: it has no YYYY. Write it as in D MMMM YYYY",
        ),
        ('dialogue = "t"\nskip = {column = "A"}\n[[facts]]\nkind = "contact-held"', "m.toml: skip: a rule is {column"),
        ('dialogue = "t"\nmonths = ["a"]\n[[facts]]\nkind = "contact-held"', "m.toml: months: is not the list of the"),
        ('dialogue = "t"\ndelimiter = ";;"\n[[facts]]\nkind = "contact-held"', "m.toml: delimiter: ';;' is not one"),
        ('dialogue = "t"\nreport = {idd = "x"}\n[[facts]]\nkind = "contact-held"', "m.toml: report: no key 'idd'. Did"),
    ],
)
def test_a_mapping_that_cannot_be_followed_says_why(mapping: str, told: str) -> None:
    assert refusal(mapping).startswith(told)


@pytest.mark.parametrize("depth", [1, 20, 150, 250, 400, 900, 100_000])
def test_a_mapping_is_read_or_refused_however_deep(depth: int) -> None:
    for deep in ("[" * depth + "]" * depth, "{a = " * depth + "1" + "}" * depth, "[" * depth):
        mapping = f'dialogue = "t"\n[[facts]]\nkind = "contact-held"\nnote = {deep}\n'
        with suppress(MappingError, FactFileError):
            drafts("No\n1\n", mapping)
    if depth > 900:
        assert refusal(mapping) == "m.toml: lists and objects are nested too deep"


@given(st.binary(max_size=200))
def test_any_table_is_read_or_refused(table: bytes) -> None:
    try:
        drafts(b"No,Date,Place,Source\n" + table)
    except BadInputError as error:
        assert error.message  # noqa: PT017 - most tables are refused, some are read


@given(st.binary(max_size=100) | st.text(max_size=100).map(str.encode))
def test_any_mapping_is_read_or_refused(mapping: bytes) -> None:
    with pytest.raises(MappingError):
        read_mapping(mapping, "m.toml")


@given(st.text())
def test_a_slug_is_one(text: str) -> None:
    slug = slug_of(text)
    assert slug is None or (slug.isascii() and slug == slug.lower() and slug.strip("-") == slug)


def test_the_columns_that_there_are_are_told_without_their_control_characters() -> None:
    told = faults("\x1b[31mNummer,Ort\n1,Genf\n")
    assert told[0] == (
        "x.csv:1: the mapping names a column 'Source', which is not there. There is '\\x1b[31mNummer', 'Ort'."
    )
    assert all(fault.isprintable() for fault in told)
