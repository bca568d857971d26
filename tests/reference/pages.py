"""The pages of docs/reference, made from the code. `python -m tests.reference.pages` writes them all anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import yaml

from events.fact_file.drafting import KINDS
from events.facts.attributes import attributes_of
from events.facts.base import ReportedFact
from tests.cli.given import ROOT, timeline
from tests.reference import tables, times
from tests.reference.status_words import VOCABULARIES
from timeline.answers.catalogue import answers
from timeline.cli.catalogue import panels
from timeline.cli.commands.schema import schema_of
from timeline.cli.exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made from the code by `python -m tests.reference.pages`. -->\n"
GOLDEN = ROOT / "tests" / "golden" / "facts"
WIDTH = 110


def commands() -> str:
    """Every command with its help, by panel."""
    lines = [
        "# Commands and options",
        "",
        "What `timeline COMMAND --help` prints. [Commands](../commands.md) tells the rest.",
    ]
    for panel, names in panels().items():
        lines += ["", f"## {panel}"]
        for name in names:
            lines += ["", f"### timeline {name}", "", "```text", timeline(name, "--help").out.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def kinds() -> str:
    """Every kind of fact, what it may say of its own, and an example of each different form."""
    lines = [
        "# Kinds of facts",
        "",
        "Each kind with the attributes of its own. **Bold** attributes have to be there. Leave out all else that the",
        "report does not say. [Any fact may carry](../fact-files.md#what-any-fact-may-carry) more. Times, names and",
        "lists are [written](../fact-files.md#values) as in fact files. Each example gives all attributes of its kind.",
    ]
    for subject, names in tables.groupby_subject():
        shown = {tuple(attributes_of(KINDS[kind])): kind for kind in names}
        lines += ["", tables.group(subject, names), "```yaml", *map(example, shown.values()), "```"]
    return "\n".join(lines) + "\n"


def example(kind: str) -> str:
    """The newest full payload of a kind, without what any fact may carry."""
    newest = max(GOLDEN.glob(f"{kind}@*.json"), key=lambda path: path.stem)
    own = {key: value for key, value in json.loads(newest.read_text()).items() if key not in ReportedFact.model_fields}
    said = {"kind": kind, **own}
    return "- " + yaml.safe_dump(said, default_flow_style=True, allow_unicode=True, sort_keys=False, width=9999).strip()


def status_words() -> str:
    """Every word that an answer may say of how a thing stands, with its meaning."""
    lines = [
        "# Status words",
        "",
        "How things stand, in the words of the answers. [The rules](../rules.md) tell the whole.",
    ]
    for vocabulary in VOCABULARIES:
        lines += ["", f"## {vocabulary.title}", "", vocabulary.introduction, "", "| word | meaning |", "|---|---|"]
        lines += [f"| `{word}` | {vocabulary.meanings[word]} |" for word in get_args(vocabulary.words)]
    return "\n".join(lines) + "\n"


def answer_pages() -> str:
    """Every answer in JSON, key by key."""
    lines = [
        "# Answers in JSON",
        "",
        "What `--json` prints, key by key. `timeline schema NAME` prints the same as JSON Schema. Keys are only ever",
        "added. Objects that several answers share stand [at the end](#shared-objects).",
    ]
    schemas = {name: schema_of(name) for name in answers()}
    shared: dict[str, dict[str, Any]] = {}
    for name, schema in schemas.items():
        for title, definition in schema.get("$defs", {}).items():
            shared.setdefault(title, definition)
        own = schema
        if schema.get("type") == "array":
            title = schema["items"]["$ref"].rpartition("/")[2]
            own = schema["$defs"][title]
        several = "A list of objects." if own is not schema else "One object."
        lines += ["", f"## {name}", "", f"{several} {first_paragraph(own)}", "", *rows(own)]
    lines += ["", "## Shared objects"]
    for title in sorted(shared):
        if "properties" in shared[title]:
            lines += ["", f"### {title}", "", first_paragraph(shared[title]), "", *rows(shared[title])]
    return "\n".join(lines) + "\n"


def first_paragraph(schema: dict[str, Any]) -> str:
    """What an object is, in the first paragraph of its description."""
    return " ".join(schema.get("description", "").partition("\n\n")[0].split())


def rows(schema: dict[str, Any]) -> Iterator[str]:
    """A table of the keys of an object."""
    yield from ("| key | value | meaning |", "|---|---|---|")
    for key, value in schema["properties"].items():
        if key != "originals":
            yield f"| `{key}` | {' or '.join(dict.fromkeys(forms(value)))} | {value['description']} |"


def forms(value: dict[str, Any]) -> Iterable[str]:
    """The forms that a value may have, in words."""
    if "anyOf" in value:
        for alternative in value["anyOf"]:
            yield from forms(alternative)
    elif "$ref" in value:
        title = value["$ref"].rpartition("/")[2]
        yield title if title == "JsonValue" else f"[{title}](#{title.lower()})"
    elif "enum" in value or "const" in value:
        yield "text"
    elif value.get("type") == "array":
        yield f"list of {' or '.join(dict.fromkeys(forms(value.get('items', {})))) or 'values'}"
    else:
        words = {"string": "text", "integer": "number", "boolean": "true or false", "object": "object", "null": "null"}
        yield words.get(value.get("type", ""), "any value")


def exit_codes() -> str:
    """Every exit code, and every variable of the environment that the program reads."""
    lines = ["# Exit codes and environment", "", "## Exit codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| {code.value} | {code.meaning} |" for code in ExitCode]
    lines += [
        "",
        "[Errors](../errors.md) shows every refusal, with an example and the next step. If a reader closes the pipe",
        "early, as in `timeline history | head`, the exit code is 0.",
        "",
        "## Environment",
        "",
        "| variable | meaning |",
        "|---|---|",
        *(f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items()),
    ]
    return "\n".join(lines) + "\n"


ENVIRONMENT = {
    "TIMELINE_STORE": "The store, if `--store` is not given: a file or the address of a PostgreSQL server.",
    "TIMELINE_TODAY": "The day that every command takes for today, such as `2025-05-10`: for tests and documents.",
    "LC_ALL, LC_MESSAGES, LANG": "The language of tables, if `--lang` is not given.",
    "NO_COLOR": "No colours and no bold text, if it is set.",
    "VISUAL, EDITOR": "The editor that `timeline add` opens.",
    "PGPASSWORD, PGSERVICEFILE": "The password and the service file of the PostgreSQL client.",
    "TMPDIR": "The folder in which a large append waits before it is stored.",
}
"""The variables that the program or its libraries read, for people."""

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "kinds.md": kinds,
    "status-words.md": status_words,
    "answers.md": answer_pages,
    "exit-codes.md": exit_codes,
    "times.md": times.page,
}
"""Each page of docs/reference, and its maker."""


def made(name: str) -> str:
    """Make one page as it should be now."""
    heading, _, rest = PAGES[name]().partition("\n")
    return f"{heading}\n\n{MADE}{rest}"


if __name__ == "__main__":
    for page in PAGES:
        Path(FOLDER / page).write_text(made(page))
    tables.DOCUMENT.write_text(tables.with_sections(tables.DOCUMENT.read_text()))
