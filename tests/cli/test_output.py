"""How answers are printed: five formats, harmless to whoever reads them."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import termios
from typing import Any

import pytest
import wcwidth

from events.errors import BadInputError
from tests.cli.given import ROOT, Ran, command_line, timeless, timeline
from timeline.answers.columns import Column, cell_text, value_at
from timeline.cli.terminal.output import Output, OutputFormat, Section

HOSTILE = "\x1b]0;owned\x07=cmd|' /C calc'!A0 | <b>x</b> [a](javascript:b) \u202egpj.exe\nnext"
COLUMNS = (Column("number", "number", "right"), Column("text", "text"))


def printed(output: Output, rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> str:
    output.rows(COLUMNS, rows, empty="nothing")
    return capsys.readouterr().out


def test_a_value_is_found_by_its_path() -> None:
    row = {"window": {"edtf": "2025"}, "place": None}
    assert value_at(row, "window.edtf") == "2025"
    assert value_at(row, "window.wording") is None
    assert value_at(row, "place.city") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (["a", "b"], "a, b"),
        ({"edtf": "2025", "wording": "next year"}, "2025"),
        ({"name": "Tom"}, "Tom"),
        ({"x": 1}, '{"x": 1}'),
    ],
)
def test_values_become_text_for_readers(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_table_does_not_obey_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(Output(), [{"number": 1, "text": HOSTILE}], capsys)
    shown = "\\x1b]0;owned\\x07=cmd|' /C calc'!A0 | <b>x</b> [a](javascript:b) \\u202egpj.exe next"
    assert out == f"number  text\n------  {'-' * len(shown)}\n     1  {shown}\n"


def test_markdown_shows_exactly_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(Output(format_=OutputFormat.MARKDOWN), [{"number": 1, "text": HOSTILE}], capsys)
    assert out.splitlines()[2] == (
        r"|      1 | \\x1b\]0;owned\\x07=cmd\|' /C calc'\!A0 \| \<b\>x\</b\> "
        r"\[a\](javascript:b) \\u202egpj\.exe next |"
    )
    assert out == printed(Output(tablefmt="github"), [{"number": 1, "text": HOSTILE}], capsys)


def test_json_is_exact_and_still_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"number": 1, "text": HOSTILE + "\x9b\u2028é"}
    for format_ in (OutputFormat.JSON, OutputFormat.JSONL):
        out = printed(Output(format_=format_), [row], capsys)
        document = json.loads(out)
        assert document in (row, [row])
        assert "é" in out
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2028"} & set(out)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_no_spreadsheet_runs_a_field(start: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(Output(format_=OutputFormat.CSV), [{"number": -1, "text": f'{start}1+"1", 2'}], capsys)
    header, row = csv.reader(io.StringIO(out))
    assert header == ["number", "text"]
    assert row[0] == "-1"
    assert row[1][0] not in "=+-@\t\r\uff1d"


def test_an_empty_answer_still_has_a_form(capsys: pytest.CaptureFixture[str]) -> None:
    outs = {format_: printed(Output(format_=format_), [], capsys) for format_ in OutputFormat}
    assert outs == {
        OutputFormat.TABLE: "",
        OutputFormat.MARKDOWN: "",
        OutputFormat.JSON: "[]\n",
        OutputFormat.JSONL: "",
        OutputFormat.CSV: "number,text\r\n",
    }


def test_an_answer_of_several_tables_is_one_document_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"number": 1, "text": "x"}]
    sections = [Section("One", COLUMNS, rows), Section("None", COLUMNS, []), Section("Two", COLUMNS, rows)]
    Output(json_=True).answer({"rows": rows}, sections)
    assert json.loads(capsys.readouterr().out) == {"rows": rows}
    Output(format_=OutputFormat.JSONL).answer({"rows": rows}, sections)
    assert capsys.readouterr().out == '{"rows": [{"number": 1, "text": "x"}]}\n'
    Output(format_=OutputFormat.MARKDOWN).answer({"rows": rows}, sections)
    table = "| number | text |\n|--------|------|\n|      1 | x    |\n"
    assert capsys.readouterr().out == f"## One\n\n{table}\n## Two\n\n{table}"
    Output().answer({"rows": rows}, sections)
    table = "number  text\n------  ----\n     1  x\n"
    assert capsys.readouterr().out == f"One\n\n{table}\nTwo\n\n{table}"
    with pytest.raises(BadInputError, match="CSV holds one table"):
        Output(format_=OutputFormat.CSV).answer({"rows": rows}, sections)


def test_options_that_contradict_each_other_are_refused() -> None:
    assert timeline("schema", "--json", "--format", "csv") == Ran(
        2, "", "error: --format csv and --json ask for different things\nhint: Keep one of them.\n"
    )
    assert timeline("schema", "--json", "--format", "json").code == 0


def test_an_unknown_format_lists_those_there_are() -> None:
    ran = timeline("schema", "--format", "xml")
    assert (ran.code, ran.out) == (2, "")
    assert "'xml' is not one of 'table', 'json', 'jsonl', 'csv', 'markdown'" in ran.err
    ran = timeline("schema", "--tablefmt", "nice")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: --tablefmt 'nice' is not a format of tabulate\nhint: There are asciidoc, ")


def test_html_and_tex_are_never_raw(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"number": 1, "text": "<script>\\input"}]
    assert "<script>" not in printed(Output(tablefmt="unsafehtml"), rows, capsys)
    assert "\\input" not in printed(Output(tablefmt="latex_raw"), rows, capsys)


def on_terminal(width: int, *arguments: str, **environment: str) -> str:
    """Run a command on a terminal of that width; return what it shows."""
    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    variables = {**os.environ, "TERM": "xterm", **environment}
    with subprocess.Popen(
        command_line(*arguments), stdout=terminal, stdin=terminal, cwd=ROOT, env=variables
    ) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                piece = os.read(screen, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(screen)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def plain(shown: str) -> str:
    return shown.replace("\x1b[1m", "").replace("\x1b[0m", "")


@pytest.mark.usefixtures("talks")
def test_a_wide_terminal_gets_bold_headers_and_whole_rows() -> None:
    shown = on_terminal(160, "history", "--limit", "1")
    assert shown.startswith("\x1b[1mentry\x1b[0m  \x1b[1mrecorded\x1b[0m          \x1b[1mdialogue\x1b[0m  ")
    assert len(shown.splitlines()) == 3
    assert "\x1b" not in on_terminal(160, "history", NO_COLOR="1")
    assert "\x1b" not in on_terminal(160, "history", TERM="dumb")


@pytest.mark.usefixtures("talks")
def test_a_terminal_gets_its_cells_wrapped_to_its_width() -> None:
    shown = timeless(plain(on_terminal(105, "history", "talks", "--since", "3")))
    assert shown == (
        "entry  recorded          kind                 summary                                  fact\n"
        "-----  ----------------  -------------------  ---------------------------------------  ------------\n"
        "    4  2025-06-01 12:00  invitation-extended  invitation second extended to A by B to  24334eeb5a48\n"
        "                                              session 2 for 2025\n"
    )


@pytest.mark.usefixtures("talks")
def test_a_narrow_terminal_gets_a_list_of_fields() -> None:
    shown = plain(on_terminal(50, "history", "talks", "--since", "2"))
    lines = [line for line in shown.splitlines() if not line.startswith("recorded")]
    assert lines == [
        "entry     3",
        "kind      session-held",
        "summary   session 1 held on 2024-03-01 in Geneva",
        "fact      67e16a3b1801",
        "",
        "entry     4",
        "kind      invitation-extended",
        "summary   invitation second extended to A by B to",
        "          session 2 for 2025",
        "fact      24334eeb5a48",
    ]


def test_columns_of_any_script_stay_aligned() -> None:
    for slug, title in (
        ("ar", "الحوار السياسي"),
        ("zh", "中美战略对话"),
        ("fr", "dialogue stratégique"),
        ("th", "เจรจา"),
    ):
        assert timeline("append", "dialogue-opened", slug, "--title", title, "--parties", "X").code == 0
    for shown in (plain(on_terminal(120, "dialogues")), timeline("dialogues").out):
        lines = shown.splitlines()[2:]
        places = {wcwidth.wcswidth(line.partition(" X ")[0]) for line in lines}
        assert len(lines) == 4
        assert len(places) == 1


def test_arabic_on_a_terminal_cannot_reorder_its_neighbours() -> None:
    assert timeline("append", "dialogue-opened", "ar", "--title", "الحوار السياسي").code == 0
    assert "\u2068الحوار السياسي\u2069" in on_terminal(120, "dialogues")  # noqa: RUF001 - it is Arabic
    assert "\u2068" not in timeline("dialogues").out
