"""Tables: widths, wrapping, and what is loaded for them."""

from __future__ import annotations

import subprocess
import sys

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.given import ROOT
from timeline.answers.columns import Column
from timeline.cli.terminal.tables import _level, _wrapped, display_width, lone_row

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


def test_plain_text_loads_neither_width_tables_nor_installed_metadata() -> None:
    code = (
        "import sys\n"
        "from timeline.answers.columns import Column\n"
        "from timeline.cli.terminal.tables import table\n"
        "print(table([Column('a', 'a')], [['Türkiye – Ирак']]))\n"
        "print('wcwidth' in sys.modules, 'importlib.metadata' in sys.modules)\n"
        "print(table([Column('a', 'a')], [['对话']]))\n"
        "import importlib.metadata\n"
        "print(importlib.metadata.version('tabulate') > '0', 'wcwidth' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == ("a\n--------------\nTürkiye – Ирак\nFalse False\na\n----\n对话\nTrue True\n")
