"""`timeline token`: made, listed, ended, and kept as a digest only."""

from __future__ import annotations

import stat
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import refused, timeline
from timeline.access.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = '# Our desk.\n[[grant]]\nto = ["anna"]\ndialogues = ["*"]\nrole = "keeper"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "access.toml"


def test_a_token_is_shown_once_and_kept_as_a_digest(file: Path) -> None:
    file.write_text(RULES)
    made = timeline("token", str(file), "archive", "--dialogue", "iraq-*", "--role", "coder", "--until", "2027-06-30")
    word = made.out.strip()
    assert (made.code, word[:4], len(word)) == (0, "dtl_", 68)
    assert made.err == "This is shown once. It works until 2027-06-30, in a header: Authorization: Bearer …\n"
    text = file.read_text()
    assert text.startswith(RULES)
    assert word not in text
    kept = Rules.parse(text, "access.toml").token_of(word, date(2027, 6, 30))
    assert kept is not None
    assert (kept.name, kept.dialogues, kept.role.word, kept.feeds) == ("archive", ("iraq-*",), "coder", False)


def test_tokens_are_listed_and_ended(file: Path) -> None:
    for name, more in (("archive", []), ("calendar", ["--feed"])):
        arguments = ["--dialogue", "talks", "--dialogue", "iraq-nato", "--until", "2027-06-30", *more]
        assert timeline("token", str(file), name, *arguments).code == 0
    assert timeline("token", str(file)).out == (
        "name      role    dialogues         until       feeds\n"
        "--------  ------  ----------------  ----------  -----\n"
        "archive   reader  talks, iraq-nato  2027-06-30  no\n"
        "calendar  reader  talks, iraq-nato  2027-06-30  yes\n"
    )
    assert timeline("token", str(file), "archive", "--end").out == "The token 'archive' has ended.\n"
    assert '"name":"calendar"' in timeline("token", str(file), "--json").out.replace(" ", "")
    assert timeline("token", str(file), "calendar", "--end").code == 0
    assert timeline("token", str(file)).err == "no tokens\n"


def test_two_tokens_are_never_the_same(file: Path) -> None:
    words = {timeline("token", str(file), name, "--dialogue", "*").out for name in ("a", "b", "c")}
    assert len(words) == 3


def test_a_file_of_rules_stays_readable_for_whom_it_was(file: Path) -> None:
    file.write_text(RULES)
    file.chmod(0o640)
    assert timeline("token", str(file), "archive", "--dialogue", "*").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_makes_no_token_is_refused_and_nothing_is_written(file: Path) -> None:
    file.write_text(RULES)
    asked = ["token", str(file), "archive"]
    assert refused(*asked) == (2, "error: --dialogue is missing")
    assert refused(*asked, "--dialogue", "*", "--until", "2020-01-01") == (2, "error: --until 2020-01-01 has passed")
    assert refused(*asked, "--dialogue", "Iraq NATO") == (
        2,
        (
            "error: no token can be made: dialogues 1: "
            "'Iraq NATO' is no short name of a dialogue (* stands for any letters)"
        ),
    )
    assert refused(*asked, "--dialogue", "*", "--role", "king") == (
        2,
        "error: no token can be made: role: 'king' is not a role: write one of reader, coder, judge, keeper",
    )
    assert refused(*asked, "--end") == (3, "error: there is no token 'archive'")
    assert file.read_text() == RULES
    file.write_text("no rules")
    assert refused(*asked, "--dialogue", "*")[1].startswith(f"error: {file} is no TOML: ")
