"""Tables: widths, wrapping, and what is loaded for them."""

from __future__ import annotations

import subprocess
import sys

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInputError
from tests.cli.given import ROOT, unmeasured
from timeline.answers.columns import Column
from timeline.cli.terminal.tables import (
    _level,
    _wrapped,
    below_row,
    checked_tablefmt,
    display_width,
    lone_row,
    table,
)

printable = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=60)


@given(printable)
def test_a_narrow_letter_is_never_measured_wrong(text: str) -> None:
    assert display_width(text) == max(wcwidth.wcswidth(text), 0)


@given(printable, st.integers(4, 30))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, limit: int) -> None:
    lines = _wrapped(text, limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= limit for line in lines)


def test_long_words_break_after_a_hyphen_or_slash() -> None:
    assert _wrapped("defence-capacity-building-package", 20) == ["defence-capacity-", "building-package"]
    assert _wrapped("https://example.org/a/very/long/path", 16) == ["https://example.", "org/a/very/long/", "path"]
    assert _wrapped("reports/2025/baghdad", 17) == ["reports/2025/", "baghdad"]
    assert _wrapped("a/declaration-of-baghdad", 20) == ["a/declaration-of-", "baghdad"]
    assert _wrapped("un/declarations", 12) == ["un/declarati", "ons"]  # not so early: most of the line would be empty
    assert _wrapped("x" * 10, 4) == ["xxxx", "xxxx", "xx"]
    assert _wrapped("中美战略对话", 5) == ["中美", "战略", "对话"]


@given(printable, st.integers(40, 140), st.integers(1, 10**7))
def test_a_lone_row_loses_nothing_and_keeps_the_width(text: str, width: int, position: int) -> None:
    columns = [Column("position", "position", "right"), Column("summary", "summary"), Column("fact", "fact")]
    row = lone_row(columns, [str(position), text, "0123456789ab"], [6, None, 12], width=width)
    assert all(display_width(line) <= width for line in row.split("\n"))
    shown = "".join(row.translate({0x2068: None, 0x2069: None}).split())
    assert shown.startswith(str(position))
    assert sorted(shown) == sorted(f"{position}{''.join(text.split())}0123456789ab")


@pytest.mark.parametrize(
    ("widths", "room", "level"), [([5, 10], 15, 10), ([5, 10], 14, 9), ([5, 10], 10, 5), ([5, 10], 4, 2), ([5], 0, 0)]
)
def test_the_wide_columns_give_first(widths: list[int], room: int, level: int) -> None:
    assert _level(widths, room) == level


def test_a_table_loads_only_what_its_text_needs() -> None:
    code = (
        "import sys\n"
        "from timeline.answers.columns import Column\n"
        "from timeline.cli.terminal.tables import table\n"
        "costly = 'wcwidth', 'importlib.metadata', 'html', 'dataclasses'\n"
        "print(table([Column('a', 'a')], [['Türkiye → Ирак']]))\n"
        "print([name for name in costly if name in sys.modules])\n"
        "print(table([Column('a', 'a')], [['<b>']], 'html').splitlines()[5])\n"
        "print(table([Column('a', 'a')], [['对话']]))\n"
        "print([name for name in costly if name in sys.modules])\n"
        "import dataclasses, importlib.metadata\n"
        "print(importlib.metadata.version('tabulate') > '0', dataclasses.is_dataclass(Column))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, env=unmeasured()
    )
    assert done.stdout == (
        "a\n--------------\nTürkiye → Ирак\n[]\n"
        "<tr><td>&lt;b&gt;</td></tr>\n"
        "a\n----\n对话\n['wcwidth', 'html']\nTrue False\n"
    )


def test_the_first_table_brings_nothing_that_is_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    costly = ("wcwidth", "importlib.metadata", "dataclasses", "html")
    for name in ("tabulate", *costly):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert str(table([Column("a", "a")], [["<b>"]], "html")).splitlines()[5] == "<tr><td>&lt;b&gt;</td></tr>"
    assert [name for name in costly if name in sys.modules] == ["html"]


COLUMNS = [Column("no.", "number", "right"), Column("where it took place", "place"), Column("words", "words")]
ROWS = [
    ["1", "Baghdad", "the first session of the high-level dialogue was held"],
    ["12", "", "قمة <بغداد>"],
    ["3", "defence-capacity-building-package", ""],
]


def test_a_table_with_room_stands_as_it_is() -> None:
    assert str(table(COLUMNS, ROWS, width=120)).replace("\u2068", "").replace("\u2069", "") == (
        "no.  where it took place                words\n"
        "---  ---------------------------------  -----------------------------------------------------\n"
        "  1  Baghdad                            the first session of the high-level dialogue was held\n"
        " 12                                     قمة <بغداد>\n"
        "  3  defence-capacity-building-package"
    )


def test_wide_columns_are_wrapped_and_their_headers_too() -> None:
    assert str(table(COLUMNS, ROWS, width=37)) == (
        "no.  where it took  words\n"
        "     place\n"
        "---  -------------  --------------\n"
        "  1  Baghdad        the first\n"
        "                    session of the\n"
        "                    high-level\n"
        "                    dialogue was\n"
        "                    held\n"
        " 12                 \u2068قمة <بغداد>\u2069\n"
        "  3  defence-\n"
        "     capacity-\n"
        "     building-\n"
        "     package"
    )


def test_where_columns_would_be_too_narrow_each_row_is_a_list_of_its_fields() -> None:
    assert str(table(COLUMNS, ROWS, width=34)) == (
        "no.                  1\n"
        "where it took place  Baghdad\n"
        "words                the first\n"
        "                     session of the\n"
        "                     high-level\n"
        "                     dialogue was\n"
        "                     held\n"
        "\n"
        "no.                  12\n"
        "words                \u2068قمة <بغداد>\u2069\n"
        "\n"
        "no.                  3\n"
        "where it took place  defence-\n"
        "                     capacity-\n"
        "                     building-\n"
        "                     package"
    )


def test_html_shows_what_was_reported_and_obeys_none_of_it() -> None:
    cells = str(table(COLUMNS, ROWS, "html")).splitlines()[6]
    assert "&lt;بغداد&gt;" in cells
    assert '<td style="text-align: right;"> 12</td>' in cells


def test_columns_without_headers_have_no_rule() -> None:
    assert str(table([Column("", "a"), Column("", "b")], [["1", "two"], ["three", "4"]], width=50)) == (
        "1      two\nthree  4"
    )


WATCHED = [Column("position", "position", "right"), Column("day", "day"), Column("summary", ""), Column("fact", "fact")]
HELD = ["7", "2025-05-21", "session 2 held in Baghdad: the first session of the dialogue in two years", "0123456789ab"]
SUMMIT = ["12", "2025-05-21", "قمة بغداد الأولى بين العراق وحلف شمال الأطلسي في بغداد في مايو", "بغداد"]


def shown(row: list[str], width: int | None) -> str:
    """A lone row, its isolates made visible."""
    text = str(lone_row(WATCHED, row, [6, 10, None, 12], width=width))
    return text.replace("\u2068", "«").replace("\u2069", "»")


def test_a_lone_row_in_a_pipe_is_one_line() -> None:
    assert shown(HELD, None) == (
        "     7  2025-05-21  session 2 held in Baghdad: the first session of the dialogue in two years  0123456789ab"
    )


def test_a_lone_row_wraps_its_text_beside_its_other_cells() -> None:
    assert shown(HELD, 100) == (
        "     7  2025-05-21  session 2 held in Baghdad: the first session of the dialogue in     0123456789ab\n"
        "                    two years"
    )
    assert shown(SUMMIT, 80) == (
        "    12  2025-05-21  «قمة بغداد الأولى بين العراق وحلف شمال الأطلسي»   «بغداد»       \n"
        "                    «في بغداد في مايو»"
    )


def test_on_a_wide_screen_the_text_of_a_lone_row_is_no_wider_than_can_be_read() -> None:
    first, second = shown([*HELD[:2], "word " * 20, HELD[3]], 200).split("\n")
    assert first == f"     7  2025-05-21  {'word ' * 17}     0123456789ab"
    assert second.strip() == "word word word"


def test_where_little_room_is_left_the_text_of_a_lone_row_stands_below() -> None:
    assert shown(HELD, 70) == (
        "     7  2025-05-21  0123456789ab\n"
        "        session 2 held in Baghdad: the first session of the dialogue\n"
        "        in two years"
    )
    assert shown(SUMMIT, 60) == (
        "    12  «2025-05-21  بغداد»\n"
        "        «قمة بغداد الأولى بين العراق وحلف شمال الأطلسي في»\n"
        "        «بغداد في مايو»"
    )
    assert shown(HELD, 20) == (
        "     7  2025-05-21\n"
        "        0123456789ab\n"
        "        session 2 held\n"
        "        in Baghdad:\n"
        "        the first\n"
        "        session of the\n"
        "        dialogue in\n"
        "        two years"
    )


def test_a_text_below_a_row_hangs_and_is_wrapped() -> None:
    assert str(below_row("the first session of the dialogue", 4, width=24)) == (
        "    the first session of\n    the dialogue"
    )


@pytest.mark.parametrize(("asked", "given_"), [("grid", "grid"), ("unsafehtml", "html"), ("latex_raw", "latex")])
def test_raw_formats_are_given_their_escaping_form(asked: str, given_: str) -> None:
    assert checked_tablefmt(asked) == given_


def test_a_format_that_tabulate_has_not_is_refused_with_those_it_has() -> None:
    with pytest.raises(BadInputError, match="--tablefmt 'table' is not a format of tabulate") as caught:
        checked_tablefmt("table")
    assert "There are asciidoc, " in caught.value.hint
