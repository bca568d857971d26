"""What people read is plain: short sentences, few semicolons, nouns, and none of the words that only insiders know."""

from __future__ import annotations

import ast
import re
from inspect import cleandoc
from typing import TYPE_CHECKING

import pytest
from typer._click import Context  # click is inside Typer, without a public name
from typer.core import TyperGroup

from tests import prose
from tests.cli.given import ROOT
from timeline.cli.app import main_command
from timeline.cli.catalogue import commands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = [
    ROOT / "README.md",
    ROOT / ".github" / "CONTRIBUTING.md",
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "decisions"),
]
"""All documents but the decisions, which are records of their day and stay as they were written."""


OF_THE_INSIDE = {"architecture.md", "security.md", "testing.md"}
"""Pages about the program itself, which have to say what does what, and who can do what to whom."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_is_plain(page: Path) -> None:
    clauses_too = page.name not in OF_THE_INSIDE
    assert prose.faults(prose.blocks(page.read_text()), clauses_too=clauses_too) == []


def test_the_helps_are_plain() -> None:
    assert prose.faults(helps()) == []


def test_the_messages_are_plain() -> None:
    assert prose.faults(messages(), clauses_too=False) == []


def helps() -> list[str]:
    """Give each paragraph of every help, and the help of every option and argument, once."""
    root = main_command()
    assert isinstance(root, TyperGroup)
    texts: dict[str, None] = {}
    for name in commands():
        command = root.get_command(Context(root), name)
        assert command is not None
        paragraphs = re.split(r"\n\s*\n", command.help or "")
        texts |= dict.fromkeys(" ".join(one.split()) for one in paragraphs if "\b" not in one)
        texts |= {told: None for parameter in command.params if (told := getattr(parameter, "help", None))}
    return list(texts)


def messages() -> list[str]:
    """Give each message and hint that an error is made with, as far as it is written there, values as X."""
    found: dict[str, None] = {}
    for path in (path for top in ("events", "timeline") for path in sorted((ROOT / top).rglob("*.py"))):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            told = [keyword.value for keyword in call.keywords if keyword.arg in {"hint", "help"}]
            told += call.args[:1] if name.endswith(("Error", "BadParameter")) or name in {"remark", "done"} else []
            found |= dict.fromkeys(filter(None, map(written, told)))
    return list(found)


def written(node: ast.expr) -> str:
    """Give a text as it stands in the code, values as X; "" for what is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(written(part) or "X" for part in parts)
        case _:
            return ""


@pytest.mark.parametrize("package", ["events", "timeline"])
def test_the_docstrings_say_one_thing_a_sentence(package: str) -> None:
    texts = [
        text for path in sorted((ROOT / package).rglob("*.py")) for text in docstrings(ast.parse(path.read_text()))
    ]
    assert prose.faults(texts, clauses_too=False, longest=prose.LONGEST_IN_CODE, forbidden=()) == []


def docstrings(module: ast.Module) -> Iterator[str]:
    """Give each paragraph of every docstring of a module, those of constants too; tables are no prose."""
    for node in ast.walk(module):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(text := getattr(statement.value, "value", None), str):
                for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*] )|\n(?=\s+\w+: )", cleandoc(text)):
                    if not re.search(r"\S {2,}\S", paragraph) and "\b" not in paragraph:
                        yield " ".join(paragraph.split())
