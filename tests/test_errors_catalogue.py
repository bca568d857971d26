"""docs/errors.md shows every way in which a request is refused, each with the real output of a command.

`python -m tests.test_errors_catalogue` puts the present output in.
"""

from __future__ import annotations

import ast
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from events.store.postgres import errors as postgres_errors
from events.store.sqlite import errors as sqlite_errors
from tests.cli.given import ROOT
from tests.documented import Shell, commands_in, refreshed
from timeline.cli.terminal.saying import as_commands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
pytestmark = [
    # Both tests that need every example run are given one run of them.
    pytest.mark.xdist_group("errors"),
    pytest.mark.timeout(300),  # some two hundred command lines
]

CATALOGUE: Final = ROOT / "docs" / "errors.md"
EXAMPLES: Final = ROOT / "docs" / "examples" / "errors"

FAMILIES: Final = {"BadInputError", "NotFoundError", "ConflictError", "StoreError", "TimelineError"}
"""What concrete errors belong to; a message may also be raised with one of these directly."""

NOT_SHOWN: Final = {
    "MissingCryptographyError": "shown by a process without the library, whose errors are not seen from here",
    "MissingLibraryError": "likewise",
    "OnceConflictError": "two processes have to file one report in the same instant",
    "PatternError": "always told inside of a MappingError",
    "CommaError": "told inside the error of the option",
    "EndedFromOutsideError": "a process has to be ended by the system or by somebody",
    "ForbiddenError": "said in the browser, and ends no command",
    "DayError": "told inside the error of the option",
    "RefusedAnswerError": "shown by a process with a pipe, whose errors are not seen from here",
    "RefusedError": "rules of the store itself; what they refuse was refused before, but for a defect",
    "WindowError": "always told inside of another error: that of an option, a file, a correction",
}
"""Concrete errors that no example raises by itself, and why; each of them is described nevertheless."""

NO_REFUSAL: Final = {
    **dict.fromkeys(
        ("timeline/web/app.py", "timeline/web/pages/exported.py", "timeline/web/pages/report.py"),
        "a page that is not there is said in the browser, and ends no command",
    ),
    "events/store/engine.py": "opened for reading only: a defect of this program, no request leads there",
    **dict.fromkeys(
        (f"timeline/forms/{name}.py" for name in ("asking", "conversation", "question")),
        "`timeline add` asks again, and no request is refused",
    ),
}
"""Modules whose direct messages a request does not end with, and why."""


def present(text: str, folder: Path) -> tuple[str, set[str]]:
    """The text with the present output of every command in it, and the names of the errors that refused one."""
    scratch = folder.resolve() / "scratch"
    shutil.copytree(EXAMPLES, scratch)
    path = commands_in(folder.resolve() / "tools")
    shell = Shell(scratch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path)
        patch.setenv("TIMELINE_STORE", "talks.db")
        patch.setenv("TIMELINE_TODAY", "2026-11-24")
        patch.chdir(scratch)
        return refreshed(text, shell.run), shell.refused


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, set[str]]:
    """The catalogue as it is now, and the errors that its examples raised."""
    for library in ("cryptography", "pyarrow", "psycopg"):
        pytest.importorskip(library)
    return present(CATALOGUE.read_text(), tmp_path_factory.mktemp("errors"))


def test_every_example_prints_and_leaves_as_it_is_shown(ran: tuple[str, set[str]]) -> None:
    assert ran[0] == CATALOGUE.read_text(), "run: python -m tests.test_errors_catalogue"


def test_every_error_is_in_the_catalogue_and_refuses_one_of_its_examples(ran: tuple[str, set[str]]) -> None:
    concrete = set(concrete_errors())
    text = CATALOGUE.read_text()
    assert {name for name in concrete if f"`{name}`" not in text} == set()
    assert concrete - ran[1] == set(NOT_SHOWN)


def test_every_message_that_a_family_is_raised_with_is_in_the_catalogue() -> None:
    text = squeezed(CATALOGUE.read_text())
    missing = [
        f"{path}:{line} {' … '.join(pieces)}"
        for path, line, pieces in direct_messages()
        if path not in NO_REFUSAL and not all(squeezed(piece) in text for piece in pieces)
    ]
    assert missing == []


def test_every_meaning_of_an_error_of_a_database_is_in_the_catalogue() -> None:
    text = squeezed(CATALOGUE.read_text())
    meanings = [message for message, _ in sqlite_errors._MEANINGS.values()]
    meanings += [message for _, message, _ in postgres_errors._MEANINGS]
    missing = [
        one for one in meanings if squeezed(one.replace("{path}", "STORE").replace("{store}", "STORE")) not in text
    ]
    assert missing == []


def concrete_errors() -> Iterator[str]:
    """The names of all public errors that descend from a family."""
    descendants = set(FAMILIES)
    classes = [node for _, module in modules() for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    # Once for each generation that there may be.
    for _ in range(3):
        descendants |= {node.name for node in classes if {name_of(base) for base in node.bases} & descendants}
    yield from (name for name in sorted(descendants - FAMILIES) if not name.startswith("_"))


def direct_messages() -> Iterator[tuple[str, int, list[str]]]:
    """Path, line and the constant pieces of each message that an error of a family is made with."""
    for path, module in modules():
        for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
            assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if name_of(call.func) in FAMILIES and call.args:
                    message = call.args[0]
                    for one in sorted(assigned, key=lambda one: one.lineno):
                        if one.lineno < call.lineno and name_of(one.targets[0]) == name_of(call.args[0]) != "":
                            message = one.value
                    yield path, call.lineno, list(pieces_of(message))


def pieces_of(message: ast.expr) -> Iterator[str]:
    """The constant pieces of a message: what is written between the values in it."""
    match message:
        case ast.Constant(value=str(text)):
            yield as_commands(text.strip())
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from pieces_of(part)
        case ast.BinOp(left=left):
            yield from pieces_of(left)
        case _:
            pass  # a value, known only when the error is raised


def modules() -> Iterable[tuple[str, ast.Module]]:
    """Path and tree of each module of the program."""
    for package in ("events", "timeline"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def name_of(node: ast.expr) -> str:
    """`b` of `a.b`, `b` of `b`; "" for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def squeezed(text: str) -> str:
    """A text with every white space made one blank."""
    return " ".join(text.split())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        CATALOGUE.write_text(present(CATALOGUE.read_text(), Path(folder))[0])
