"""Tables by a mapping: the facts that rows give, and every fault with its file, line and column."""

from __future__ import annotations

import io
import time
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
            'when = {column = "A"}',
            "A",
            "mid-May 2025",
            {"edtf": "2025-05-11/2025-05-20", "wording": "mid-May 2025"},
        ),
        (
            'when = {column = "A", date = "D MMMM YYYY"}',
            "A",
            "by the end of May 2025",
            {"edtf": "../2025-05-31", "wording": "by the end of May 2025"},
        ),
        (
            'when = {column = "A", words = {Nowruz = "2025-03-20"}}',
            "A",
            "Nowruz",
            {"edtf": "2025-03-20", "wording": "Nowruz"},
        ),
        ('when = {column = "A", words = {soon = {wording = "soon"}}}', "A", "soon", {"wording": "soon"}),
        (
            'when = {column = "A", date = "D MMMM YYYY", words = {TBC = {edtf = "2025"}}}',
            "A",
            "TBC",
            {"edtf": "2025", "wording": "TBC"},
        ),
        (
            'when = {start = {column = "A"}, end = {column = "B"}}',
            "A,B",
            "early May 2025,late May 2025",
            {"edtf": "2025-05-01/2025-05-31", "wording": "early May 2025 – late May 2025"},
        ),
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
                "x.csv:2: field when, column 2 'Date': '32 May 2025' is not a date: '2025-05-32' is not a window: at "
                "character 9 found '32', which is not a day of 2025-05 (01 to 31). Write 2025-05-31 or 2025-05, "
                "whichever is meant."
            ),
        ),
        (
            HEADER + '1,May 2025,"two\nlines",A\n2,soon,B,A\n',
            (
                "x.csv:4: field when, column 2 'Date': 'soon' has none of the forms D MMMM YYYY, MMMM YYYY. Say in the "
                'mapping what it means, as in words = {"soon" = "2026-05"}, or for words that name no days {"soon" = '
                '{wording = "soon"}}; or correct it, or add its form.'
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
            (
                "x.csv:2: not readable as CSV: ',' expected after '\"'. Write a quote inside quotes twice: \"\", or "
                'say quote = "" in the mapping where quotes mean nothing.'
            ),
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
        (
            'dialogue = "t"\n[[facts]]\nkind = "sesion-held"',
            "m.toml: facts.1: 'sesion-held' is not a kind of fact. Did",
        ),
        ('dialogue = "t"\n[[facts]]\nform = "x"', "m.toml: facts.1: kind is missing: it says what happened"),
        ('dialogue = "t"\n[[facts]]\nkind = "contact-held"\nwhn = "x"', "m.toml: facts.1: no key 'whn'. Did you mean"),
        (
            'dialogue = "t"\n[[facts]]\nkind = "contact-held"\nwhen = {column = "A", dat = "x"}',
            "m.toml: facts.1.when: no key 'dat'. Did you mean 'date'?",
        ),
        (
            'dialogue = "t"\n[[facts]]\nkind = "contact-held"\nwhen = {column = "A", date = "D"}',
            "m.toml: facts.1.when: 'D' is not a pattern of a date: it has no YYYY. Write it as in D MMMM YYYY",
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
    told = faults("\x1b[31mNummer,No,Date,Place\n1,1,2024,Genf\n")
    assert told[0] == (
        "x.csv:1: the mapping names a column 'Source', which is not there. There is '\\x1b[31mNummer', 'No', 'Date', "
        "'Place'."
    )
    assert all(fault.isprintable() for fault in told)


# ---- tables of every form ----------------------------------------------------------------------------------------

ROW = {"kind": "session-held", "report": "list", "session": 1, "when": "2025-05-21", "place": "Baghdad"}


@pytest.mark.parametrize(
    ("form", "table"),
    [
        ('delimiter = ";"', "No;Date;Place;Source\n1;21 May 2025;Baghdad;A\n"),
        ("", "sep=;\r\nNo;Date;Place;Source\r\n1;21 May 2025;Baghdad;A\r\n"),
        ("", '"sep=|"\nNo|Date|Place|Source\n1|21 May 2025|Baghdad|A\n'),
        ("", "No,Date,Place,Source\r1,21 May 2025,Baghdad,A\r"),
        ("", "No,Date,Place,Source\r\r1,21 May 2025,Baghdad,A"),
        ("", "No,Date,Place,Source,,\n1,21 May 2025,Baghdad,A,,\n"),
        ("", "No,Date,Place,Source\n1,21 May 2025,Baghdad,A,,,\n"),
        ("", "\ufeffNo,Date,Place,Source\n\ufeff1,\ufeff21 May 2025,Baghdad,A\n"),
        ("", "No,Date,Place,Source,No2,No2\n1,21 May 2025,Baghdad,A,x,y\n"),
        ("", f"No,Date,Place,Source,Blob\n1,21 May 2025,Baghdad,A,{'x' * 200_000}\n"),
        ("", 'No,Date,Place,Source\n1.0,21 May 2025,"Baghdad",A\n'),
        ("preamble = 2", "Sessions of the talks\n\nNo,Date,Place,Source\n1,21 May 2025,Baghdad,A\n"),
        ('comment = "#"', "# a list\nNo,Date,Place,Source\n# 2025\n1,21 May 2025,Baghdad,A\n"),
        ('columns = ["No", "Date", "Place", "Source"]', "1,21 May 2025,Baghdad,A\n"),
        ('columns = ["No", "Date", "Place", "Source"]', "No,Date,Place,Source\n1,21 May 2025,Baghdad,A\n"),
        ('columns = ["No", "Date", "Place", "Source"]\npreamble = 1', "x\n1,21 May 2025,Baghdad,A\n"),
        ('delimiter = "\\t"', "No\tDate\tPlace\tSource\n1\t21 May 2025\tBaghdad\tA\n"),
        ('delimiter = "\\t"\nquote = \'"\'', 'No\tDate\tPlace\tSource\n1\t"21 May 2025"\tBaghdad\tA\n'),
        ('quote = "\'"', "No,Date,Place,Source\n1,'21 May 2025','Baghdad',A\n"),
        ('escape = "\\\\"', 'No,Date,Place,Source,x\n1,21 May 2025,Baghdad,A,"a \\"b\\""\n'),
        ("rdf = true", 'No,Date,Place,Source\n1,"21 May 2025"@en,"Baghdad"^^<x>,<A>\n'),
    ],
)
def test_a_table_is_read_whatever_its_form(form: str, table: str) -> None:
    assert facts(table, form + MAPPING) == [ROW]


def test_quotes_mean_nothing_in_tab_separated_values() -> None:
    table = 'No\tDate\tPlace\tSource\n1\t2025\t"Red" hall\tA\n2\t2025\tMayor "Bo\tA\n'
    found = facts(table, 'delimiter = "\\t"' + MAPPING.replace('["D MMMM YYYY", "MMMM YYYY"]', '"YYYY"'))
    assert [one["place"] for one in found] == ['"Red" hall', 'Mayor "Bo']


@pytest.mark.parametrize("blank", ["NULL", "n/a", "-"])
def test_a_word_for_nothing_leaves_any_attribute_out(blank: str) -> None:
    everywhere = 'empty = ["NULL", "n/a", "-"]' + MAPPING
    (fact,) = facts(HEADER + f"1,{blank},{blank},A\n", everywhere)
    assert fact == {"kind": "session-held", "report": "list", "session": 1}
    here = MAPPING.replace('place = {column = "Place"}', 'place = {column = "Place", empty = ["NULL", "n/a", "-"]}')
    (fact,) = facts(HEADER + f"1,May 2025,{blank},A\n", here)
    assert "place" not in fact


PRECISE = 'when = {column = "A", date = ["D MMMM YYYY", "YYYY"], precision = {column = "B", words = {%s}}}'


@pytest.mark.parametrize(
    ("unit", "window"),
    [
        ("day", "2024-02-15"),
        ("about", "2024-02-15~"),
        ("week", "2024-02-12/2024-02-18"),
        ("month", "2024-02"),
        ("quarter", "2024-33"),
        ("half", "2024-40"),
        ("year", "2024"),
        ("decade", "202X"),
        ("century", "20XX"),
        ("none", None),
    ],
)
def test_what_is_vague_stays_vague(unit: str, window: str | None) -> None:
    rule = PRECISE % f'3 = "{unit}"'
    assert one(rule, "A,B", "15 February 2024,3") == window
    assert one(rule, "A,B", "15 February 2024,3.0") == window
    assert one(rule, "A,B", "15 February 2024,") == "2024-02-15"


def test_a_precision_never_makes_a_vague_date_a_day() -> None:
    assert one(PRECISE % '1 = "day"', "A,B", "2024,1") == {"edtf": "2024", "wording": "2024"}
    assert one(PRECISE % '1 = "month"', "A,B", "2024,1") == {"edtf": "2024", "wording": "2024"}


def test_a_precision_can_be_a_word_as_it_is() -> None:
    assert one('when = {column = "A", precision = {column = "B"}}', "A,B", "2024-02-15T00:00:00Z,month") == "2024-02"


def test_the_ends_of_a_time_are_as_vague_as_each_is_told() -> None:
    end = '{column = "%s", precision = {column = "P", words = {2 = "week", 3 = "month"}}}'
    rule = f"when = {{start = {end % 'A'}, end = {end % 'B'}}}"
    assert one(rule, "A,B,P", "2024-02-15,2024-03-15,2") == "2024-02-12/2024-03-17"
    assert one(rule, "A,B,P", "2024-02-15,2024-03-15,3") == "2024-02/2024-03"
    assert one(rule, "A,B,P", "2024-02-15,2024-02-16,3") == "2024-02"


@pytest.mark.parametrize(
    ("attribute", "header", "row", "value"),
    [
        ('note = {column = "A", host = true}', "A", "https://www.Agency.example:80/1?x", "agency.example"),
        ('note = {column = "A", host = true}', "A", "Agency", "Agency"),
        ('note = {join = [{column = "A"}, {column = "B"}], between = "-", sorted = true}', "A,B", "y,x", "x-y"),
        ('note = {join = [{column = "A"}, {column = "B"}], between = ", "}', "A,B", "y,", "y"),
        ('note = {join = [{column = "A"}, {column = "B"}], slug = true}', "A,B", "Y a,X", "y-a-x"),
        ('note = {join = [{column = "A"}]}', "A,B", ",1", None),
        ("when = 2024-03-01", "A", "1", "2024-03-01"),
    ],
)
def test_texts_are_taken_apart_and_put_together(attribute: str, header: str, row: str, value: object) -> None:
    assert one(attribute, header, row) == value


def test_rows_that_are_none_of_some_are_passed_over() -> None:
    mapping = 'dialogue = "t"\nskip = {column = "A", not = ["x", "y"]}\n[[facts]]\nkind = "statement-made"\n'
    mapping += 'note = {column = "A"}\n'
    assert [fact["note"] for fact in facts("A\nx\nz\ny\n", mapping)] == ["x", "y"]


@pytest.mark.parametrize(
    ("form", "table", "told"),
    [
        ("", "No;Date;Place;Source\n1;2025;B;A\n", "has no column 'Source'. Say delimiter = \";\" in the mapping."),
        ("", "No\tDate\tPlace\tSource\n", 'Say delimiter = "\\t" in the mapping.'),
        ('delimiter = ";"', "No,Date,Place,Source\n", 'Say delimiter = "," in the mapping.'),
        ("", "1,21 May 2025,Baghdad,A\n", "Say columns = [...] in the mapping where no row names them."),
        ('columns = ["No", "Date"]', "1,2025\n", "x.csv:1: 'Source' is none of the `columns` of the mapping. Add it"),
        (
            "",
            HEADER + '1,May 2025,"Baghdad,A\n',
            'x.csv:2: a cell that begins with " does not end before the file does',
        ),
        (
            "",
            HEADER + '1,May 2025,"B' + (999 * "x" + "\n") * 4_001,
            "x.csv:2: the row that begins here has more than 4,000,000",
        ),
        ("", HEADER + "1," + "x" * 4_000_001, "x.csv:2: the line has more than 4,000,000 bytes. It is no table."),
        ("", "No,Date\x00\n", "x.csv:1: byte 0x00 stands in no text."),
        ("", "x," * 20_001, "x.csv:1: the table has 20,002 columns, more than 20,000. Export fewer of them."),
    ],
    ids=lambda value: value[:40],
)
def test_each_fault_of_a_form_has_its_own_advice(form: str, table: str, told: str) -> None:
    assert told in faults(table, form + MAPPING)[0]


def test_utf_16_is_named() -> None:
    assert faults(HEADER.encode("utf-16")) == ['x.csv:1: the file is UTF-16. Save it as "CSV UTF-8".']


def test_a_precision_that_the_mapping_does_not_know_is_told_with_its_column() -> None:
    mapping = 'dialogue = "talks"\n[[facts]]\nkind = "statement-made"\n' + PRECISE % '1 = "day"' + "\n"
    assert faults("A,B\n15 February 2024,7\n", mapping) == [
        "x.csv:2: field when, column 2 'B': '7' is none of the precisions '1'. Add it to the words."
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("quote = 'xx'", "m.toml: quote: 'xx' is not one character"),
        ("preamble = -1", "m.toml: preamble: -1 is not a number of lines"),
        ('columns = ["A", "A"]', "m.toml: columns: is not a list of names, each once"),
        ("empty = [1]", "m.toml: empty: is not a list of the words that mean an empty cell"),
        ("dialogue2 = " + "9" * 16, "m.toml: no key 'dialogue2'"),
    ],
)
def test_a_form_that_cannot_be_is_refused(line: str, told: str) -> None:
    assert told in refusal(f'dialogue = "t"\n{line}\n[[facts]]\nkind = "contact-held"\n')


def test_a_precision_that_is_none_is_refused() -> None:
    mapping = 'dialogue = "t"\n[[facts]]\nkind = "contact-held"\n' + PRECISE % '1 = "months"' + "\n"
    assert refusal(mapping) == (
        "m.toml: facts.1.when.precision: 'months', which '1' is to mean, is not a precision. Did you mean 'month'?"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("dialogue = " + "9" * 100_000, "m.toml: not readable as TOML: a number has too many digits"),
        ("dialogue = 0x" + "9" * 100_000, "m.toml: dialogue: a number has more than 15 digits. Put it in quotes"),
        (".".join("a" * 50_000) + " = 1", "m.toml: a key has more than 50 parts"),
        ("x = {" + " . ".join(['"a"'] * 50_000) + " = 1}", "m.toml: a key has more than 50 parts"),
        ("[" + ".".join("a" * 50_000) + "]", "m.toml: a key has more than 50 parts"),
        ("#" * 1_000_001, "m.toml: has more than 1,000,000 bytes"),
    ],
    ids=["digits", "hexadecimal", "key", "quoted key", "table", "bytes"],
)
def test_a_mapping_out_of_proportion_is_refused_at_once(content: str, told: str) -> None:
    begun = time.process_time()
    assert told in refusal(content + '\n[[facts]]\nkind = "contact-held"\n')
    assert time.process_time() - begun < 2


def test_reading_takes_as_long_as_the_table_is_large() -> None:
    """Four times as many columns, or rows, take about four times as long; sixteen times would be quadratic."""

    def seconds(table: str) -> float:
        begun = time.process_time()
        with suppress(FactFileError):
            drafts(table)
        return time.process_time() - begun

    def wide(columns: int) -> str:
        names = ",".join(f"c{number}" for number in range(columns))
        return f"No,Date,Place,Source,{names}\n" + f"1,May 2025,B,A,{',' * (columns - 1)}\n" * 3

    def faulty(columns: int) -> str:
        return ",".join(f"c{number}" for number in range(columns)) + "\n"

    for made in (wide, faulty):
        small, large = (min(seconds(made(count)) for _ in range(3)) for count in (4_000, 16_000))
        assert large < 10 * small + 0.05


@pytest.mark.parametrize(
    ("column", "warned"),
    [
        ("time_precision", True),
        ("date_prec", True),
        ("startPrecision", True),
        ("Precision", True),
        ("geo_precision", False),
        ("where_prec", False),
        ("precinct", False),
    ],
)
@pytest.mark.parametrize(
    ("when", "takes_days"),
    [
        ('{ column = "date", date = "YYYY-MM-DD" }', True),
        ('{ column = "date" }', True),
        ('{ column = "date", precision = { column = "p" } }', False),
        ('{ start = { column = "date" }, end = { column = "p" } }', False),
    ],
)
def test_a_precision_that_is_passed_over_is_remarked_on(column: str, warned: bool, when: str, takes_days: bool) -> None:
    mapping = f'dialogue = "talks"\n[[facts]]\nkind = "contact-held"\nwhen = {when}\n'
    table = f"date,p,{column}\n2024-01-15,2024-01-16,3\n" if "end" in when else f"date,p,{column}\n2024-01-15,day,3\n"
    told: list[str] = []
    list(read_table(io.BytesIO(table.encode()), "x.csv", read_mapping(mapping.encode(), "m.toml"), told=told.append))
    assert bool(told) is (warned and takes_days)
    assert all(one.startswith(f"x.csv: the column {column!r} is not mapped.") for one in told)
