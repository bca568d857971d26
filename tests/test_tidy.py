"""The style guide as a test: what ruff, mypy and import-linter have no rule for.

Each test prints `file:line` for every place that breaks its rule. The limits are the constants below.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

pytestmark = pytest.mark.xdist_group("tidy")  # every module is parsed once

ROOT = Path(__file__).parents[1]

MODULE_LINES = 450
"""A module has one subject; past this it has two."""

FUNCTION_LINES = 60
"""A function fits on a screen, its signature and docstring included."""

TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "events",
    "pyproject.toml",
    "scripts",
    "tests",
    "timeline",
}
"""All that may lie at the top, beside hidden files."""

SOURCES = {".cfg", ".css", ".html", ".js", ".md", ".py", ".sh", ".toml", ".yaml", ".yml"}
"""Suffixes of what people write. Stored outputs (.txt, .csv, .jsonl, …) keep whatever was printed."""

SHELLS = ("events/store/", "events/fact_file/", "timeline/__init__.py", "timeline/cli/")
"""Who may look at the clock, the environment and files; everybody else is told."""

OUTSIDE_WORLD = {
    "date.today",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.now",
    "datetime.utcnow",
    "io.open",
    "open",
    "os.environ",
    "os.getenv",
    "time.time",
}

SPEAKS_SQL = ("events/store/sql/", "events/store/sqlite/", "events/store/postgres/", "events/intake/spool.py")
"""The engines, what they share, and the scratch table in which drafts wait."""

STATEMENT = re.compile(
    r"\b(SELECT\b.*\bFROM|INSERT\b.*\bINTO|UPDATE\b.*\bSET|DELETE\s+FROM|CREATE\s+(TABLE|SCHEMA|INDEX)|PRAGMA)\b",
    re.DOTALL,
)

RUNS_DATA = {
    "__import__",
    "compile",
    "eval",
    "exec",
    "os.popen",
    "os.system",
    "yaml.full_load",
    "yaml.load",
    "yaml.load_all",
    "yaml.unsafe_load",
}
"""Calls that make code, objects of any class or commands of what they are given."""

RUNS_OR_REACHES = {
    *("code", "codeop", "cloudpickle", "ctypes", "dill", "marshal", "pickle", "pty", "runpy", "shelve", "webbrowser"),
    *(
        "aiohttp",
        "asyncio",
        "ftplib",
        "http.client",
        "http.server",
        "httpx",
        "imaplib",
        "poplib",
        "requests",
        "smtplib",
        "socket",
    ),
    *("socketserver", "ssl", "telnetlib", "urllib.error", "urllib.request", "urllib3", "xmlrpc"),
}
"""Modules that run what they read, or reach the network. The one connection there is, to the PostgreSQL server that
the user names, is psycopg's."""

SERVES = {
    "timeline/web/serving.py": "socket",  # listens on this machine
    "timeline/cli/commands/serve.py": "webbrowser",  # opens the user's own browser at our address
    "events/memory.py": "ctypes",  # tells the C library that Python runs on how to keep memory
    "timeline/web/live.py": "asyncio",  # the loop of the server: readers who wait
    "timeline/web/middleware/bodies.py": "asyncio",  # likewise: a form that does not arrive in time
    "timeline/web/protocol.py": "asyncio",  # likewise, types only
}
"""Who may import one of them all the same, and which."""

STARTS_PROGRAMS = {"timeline/cli/commands/add.py"}
"""Who may import subprocess: `timeline add` starts the user's own editor."""

IMPORTS_BY_NAME = {
    "events/store/library.py": "a constant",
    "timeline/answers/shapes.py": "a model or a projection of the table QUESTIONS",
    "timeline/cli/app.py": "a command of the table COMMANDS",
    "timeline/cli/terminal/tables.py": "constants",
    "timeline/application/questions.py": "what answers a question",
    "timeline/exporters/catalogue.py": "a format of the table FORMATS",
}
"""Who may import a module by its name, and whose names those are: never a name that was read."""

EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore|pragma:\s*no (?:cover|branch))\b(.*)")
"""A comment that switches a check off, and the rest of its line."""

CODE_AND_REASON = {
    "noqa": re.compile(r":\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+[-#–]\s*\w.*"),
    "type": re.compile(r"\[[\w-]+(?:,\s*[\w-]+)*\]\s*[-#–]\s*\w.*"),
    "pragma": re.compile(r"\s*[-#–]\s*\w.*"),
}
"""How that rest has to look: `# noqa: E501 - why`, `# type: ignore[arg-type] # why`, `# pragma: no cover - why`."""

NAMED = re.compile(r"`((?:events|timeline|tests|scripts|docs)/[\w./-]+)`")
"""A file or folder of ours, named in a document."""

LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")


def test_modules_classes_and_functions_say_what_they_are() -> None:
    missing = [
        f"{place(path, node)} {getattr(node, 'name', 'the module')}"
        for path in modules()
        for node in public(tree(path))
        if not ast.get_docstring(node)
    ]
    expect_none(missing, "no docstring")


def test_modules_have_one_subject() -> None:
    lengths = ((path, len(text(path).splitlines())) for path in modules())
    expect_none(
        (f"{path}:{lines} ends here" for path, lines in lengths if lines > MODULE_LINES),
        f"modules of more than {MODULE_LINES} lines",
    )


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{place(path, node)} {node.name} has {lines} lines"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    expect_none(long, f"functions of more than {FUNCTION_LINES} lines")


def test_only_the_command_line_prints() -> None:
    printing = [
        place(path, node)
        for path in modules()
        if not path.startswith("timeline/cli/")
        for node in nodes(path)
        if isinstance(node, ast.Call) and dotted(node.func) == "print"
    ]
    expect_none(printing, "print() outside timeline/cli")


def test_no_clock_environment_or_file_below_the_shells() -> None:
    reaching = [
        f"{place(path, node)} {name}"
        for path in modules()
        if not path.startswith(SHELLS)
        for node in nodes(path)
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node)) in OUTSIDE_WORLD
    ]
    expect_none(reaching, "today, settings and texts come in as arguments")


def test_no_text_below_the_command_line_names_a_command_or_an_option() -> None:
    typed = re.compile(r"`timeline |\btimeline (?:append|correct|link|retract|explain)\b|(?<![\w-])--[a-z]")
    naming = [
        f"{place(path, node)} {text!r}"
        for path in modules()
        if not path.startswith("timeline/cli/")
        for node, text in texts(path)
        if typed.search(text)
    ]
    expect_none(naming, "what may be done next is data: events/advice.py")


def test_no_data_is_ever_run_and_nothing_outside_is_reached() -> None:
    found = []
    for path in modules():
        for node in nodes(path):
            for imported in imports(node):
                if imported.partition(".")[0] == SERVES.get(path):
                    continue
                if any(imported == module or imported.startswith(f"{module}.") for module in RUNS_OR_REACHES):
                    found.append(f"{place(path, node)} imports {imported}")
                if imported == "subprocess" and path not in STARTS_PROGRAMS:
                    found.append(f"{place(path, node)} may start no program")
            if not isinstance(node, ast.Call):
                continue
            if (called := dotted(node.func)) in RUNS_DATA:
                found.append(f"{place(path, node)} {called}()")
            if called.endswith("import_module") and path not in IMPORTS_BY_NAME:
                found.append(f"{place(path, node)} imports by a name")
            found += [f"{place(path, node)} by a shell" for keyword in node.keywords if keyword.arg == "shell"]
    expect_none(found, "runs data, or reaches what is outside")


def test_sql_stands_below_the_store_only() -> None:
    statements = (
        place(path, node)
        for path in modules()
        if path.startswith(("events/", "timeline/")) and not path.startswith(SPEAKS_SQL)
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.search(node.value)
    )
    expect_none(statements, "SQL outside the store")


def test_nothing_is_left_for_later() -> None:
    # A day as vague as 2025-05-XX never has three.
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [f"{path}:{number} {line.strip()}" for path, number, line in source_lines() if later.search(line)]
    expect_none(found, "do it, or file it")


def test_every_exception_to_a_check_names_it_and_says_why() -> None:
    bare = []
    for path, number, line in source_lines(".py"):
        if path == "tests/test_tidy.py" or not (exception := EXCEPTION.search(line)):
            continue
        kind = re.split(r"\W", exception[1].replace("pyright", "type"), maxsplit=1)[0]
        if not CODE_AND_REASON[kind].match(exception[2]):
            bare.append(f"{path}:{number} {exception[0]}")
    expect_none(bare, "exceptions without a code or a reason")


def test_no_line_ends_in_blanks_or_holds_tabs() -> None:
    untidy = [f"{path}:{number}" for path, number, line in source_lines() if line != line.rstrip() or "\t" in line]
    expect_none(untidy, "blanks at the end of a line, or tabs")


def test_every_text_ends_with_one_newline() -> None:
    unfinished = [path for path in files() if (body := bytes_of(path)) and b"\0" not in body and body[-1:] != b"\n"]
    expect_none(unfinished, "no newline at the end")
    padded = [path for path in files() if is_source(path) and bytes_of(path).endswith(b"\n\n")]
    expect_none(padded, "empty lines at the end")


def test_only_what_belongs_there_lies_at_the_top() -> None:
    tops = {path.split("/")[0] for path in files()}
    strangers = sorted(top for top in tops if top not in TOP_LEVEL and not top.startswith("."))
    expect_none(strangers, "not for the top level")


def test_every_decision_is_in_the_index() -> None:
    index = text("docs/decisions/README.md")
    decisions = [path for path in files() if re.fullmatch(r"docs/decisions/\d{4}-.*\.md", path)]
    assert decisions
    forgotten = [path for path in decisions if f"]({Path(path).name})" not in index]
    expect_none(forgotten, "not in docs/decisions/README.md")
    numbers = [Path(path).name[:4] for path in decisions]
    expect_none((number for number in set(numbers) if numbers.count(number) > 1), "numbers used twice")


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path}:{number} {target}"
        for path, number, target in links()
        if not re.match(r"[a-z]+:|#", target)
        and not (ROOT / path).parent.joinpath(target.partition("#")[0]).resolve().exists()
    ]
    expect_none(broken, "broken links")


ADDED = ("places", "outline")
"""What docs/architecture.md adds to show how: a question and a format that are not there."""


def test_files_that_documents_name_are_there() -> None:
    """Decisions are records of their day; `places` is the example of the architecture."""
    gone = [
        f"{path}:{number} {name}"
        for path, number, line in source_lines(".md")
        if not path.startswith(("docs/decisions/", "CHANGELOG"))
        for name in NAMED.findall(line)
        if Path(name).stem.removeprefix("test_") not in ADDED and not (ROOT / name).exists()
    ]
    expect_none(gone, "named and not there")


def expect_none(places: Iterable[str], fault: str) -> None:
    """Fail with the fault and every place that has it, one a line."""
    if found := list(places):
        pytest.fail("\n  ".join([f"{fault}:", *found]), pytrace=False)


@cache
def files() -> tuple[str, ...]:
    """Tracked files that are there, as paths from the root; outside a checkout, all that is not generated."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
            return tuple(name for name in names if name and (ROOT / name).is_file())
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    generated = ("__pycache__", "dist", "build", "htmlcov")
    return tuple(
        sorted(
            path.as_posix()
            for path in found
            if not any(part.startswith(".") or part in generated or part.endswith(".egg-info") for part in path.parts)
        )
    )


def modules() -> list[str]:
    """The program's own modules."""
    return [path for path in files() if path.startswith(("events/", "timeline/")) and path.endswith(".py")]


def is_source(path: str) -> bool:
    """Was this written by a person? A script without suffix was."""
    name = Path(path)
    return name.suffix in SOURCES or (not name.suffix and path.startswith(("scripts/", ".ci/")))


def source_lines(suffix: str = "") -> Iterator[tuple[str, int, str]]:
    """Path, number and text of every line that a person wrote."""
    for path in files():
        if is_source(path) and path.endswith(suffix):
            for number, line in enumerate(text(path).split("\n"), start=1):
                yield path, number, line


def links() -> Iterator[tuple[str, int, str]]:
    """Path, line and target of every link in the documents, code blocks left out."""
    for path in files():
        if not path.endswith(".md"):
            continue
        fenced = False
        for number, line in enumerate(text(path).splitlines(), start=1):
            fenced ^= line.lstrip().startswith("```")
            if not fenced:
                for target in LINK.findall(re.sub(r"`[^`]*`", "", line)):
                    yield path, number, target


def bytes_of(path: str) -> bytes:
    """The content of one file."""
    return (ROOT / path).read_bytes()


@cache
def text(path: str) -> str:
    """The text of one file."""
    return bytes_of(path).decode()


@cache
def tree(path: str) -> ast.Module:
    """One module, parsed."""
    return ast.parse(text(path), filename=path)


@cache
def nodes(path: str) -> tuple[ast.AST, ...]:
    """All that a module says, from the outside inwards."""
    return tuple(ast.walk(tree(path)))


def texts(path: str) -> Iterator[tuple[ast.Constant, str]]:
    """Every text of a module that is no docstring."""
    bodies = (node.body for node in nodes(path) if hasattr(node, "body") and isinstance(node.body, list))
    said = {id(body[at].value) for body in bodies for at in range(len(body)) if isinstance(body[at], ast.Expr)}
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node, node.value


def public(module: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The module and those of its classes and functions that are meant for others."""
    yield module
    for node in module.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def imports(node: ast.AST) -> list[str]:
    """Every module, and every name in one, that a statement imports."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return []


def dotted(node: ast.expr) -> str:
    """`a.b.c` of such an expression; "" for any other."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def place(path: str, node: ast.AST) -> str:
    """`path:line`, as editors open it."""
    return f"{path}:{getattr(node, 'lineno', 1)}"
