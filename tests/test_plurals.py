"""One thing is no plural: every message that counts says `1 fact`, not `1 facts`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOUNS = (
    *(
        "answer",
        "attribute",
        "change",
        "column",
        "day",
        "dialogue",
        "document",
        "entry",
        "error",
        "fact",
        "fault",
        "file",
    ),
    *("line", "name", "option", "origin", "outlet", "package", "party", "place", "process", "report", "row", "session"),
    *("source", "subject", "table", "value", "version", "word"),
)
PLURAL = "|".join(f"{noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{noun}s" for noun in NOUNS)
COUNTED = re.compile(rf"(?<![\w.,/-])1 (?:(?!M |k |and )\w+ )?(?:{PLURAL})\b")

NEVER_ONE = {
    ("timeline/cli/commands/demo.py", "facts"): "the bundled storyline has 150",
    ("timeline/cli/commands/redact.py", "facts"): "said where there are two or more",
    ("events/store/sqlite/place.py", "names"): "said where there are two or more",
    ("events/store/address.py", "names"): "a verb",
    ("events/importing/table.py", "columns"): "said where there are too many",
    ("events/importing/table.py", "names"): "a verb: it names two columns",
    ("events/importing/calendar.py", "answers"): "a verb",
    ("events/importing/calendar.py", "names"): "a verb",
    ("timeline/forms/asking.py", "names"): "said of two",
    ("events/fact_file/reader.py", "lines"): "said where there are too many",
    ("events/fact_file/faults.py", "files"): "said where there are two or more",
    ("events/fact_file/json_lines.py", "attributes"): "a limit",
    ("events/fact_file/yaml_documents.py", "attributes"): "a limit",
}
"""Where a plural may stand behind a value, and why."""


def test_no_message_puts_a_plural_behind_a_value_that_may_be_one() -> None:
    found = set(counts())
    assert found - NEVER_ONE.keys() == set(), "use events.wording.counted"
    assert NEVER_ONE.keys() - found == set(), "nothing of it is there any more"


def counts() -> Iterator[tuple[str, str]]:
    """Where an f-string has a value and then a plural, and which."""
    for path in (*(ROOT / "events").rglob("*.py"), *(ROOT / "timeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                for value, text in zip(node.values, node.values[1:], strict=False):
                    behind = text.value if isinstance(text, ast.Constant) else ""
                    word = re.match(rf" ({PLURAL})\b", str(behind))
                    if word and isinstance(value, ast.FormattedValue):
                        yield path.relative_to(ROOT).as_posix(), word[1]


def test_no_document_shows_one_thing_as_several() -> None:
    shown = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
        for found in COUNTED.finditer(path.read_text())
        if "decisions" not in path.parts
    ]
    assert shown == []


@pytest.mark.parametrize(
    "typed",
    [
        ["dialogues"],
        ["state", "talks"],
        ["verify"],
        ["doctor"],
        ["rebuild", "--all"],
        ["news", "--since", "2020-01-01"],
        ["days", "talks"],
        ["check"],
        ["append", "--from", "-", "--dry-run"],
        ["append", "--stream"],
        ["backup", "one.db"],
        ["merge", "--dry-run", "talks.db"],
        ["history", "talks", "--since", "x"],
    ],
)
def test_a_log_of_one_fact_is_told_in_the_singular(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "talks.db")
    monkeypatch.setenv("TIMELINE_TODAY", "2025-06-02")
    opening = '{"dialogue": "talks", "title": "Talks", "parties": ["A"]}\n'
    assert timeline("append", "--from", "-", stdin=opening).code == 0
    ran = timeline(*typed, stdin='{"dialogue": "talks", "title": "Talks of A", "parties": ["A"]}\n{}\n')
    assert COUNTED.findall(ran.out + ran.err) == []
