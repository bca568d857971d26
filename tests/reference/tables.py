"""The tables of attributes in docs/fact-files.md and docs/reference/kinds.md, made from the models."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events.fact_file.drafting import KINDS
from events.fact_file.schema import fact_file_schema
from events.facts.attributes import attributes_of, summary_of
from events.facts.base import Person, ReportedFact, Translation
from events.facts.tracking import DialogueOpened, ReportFiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

DOCUMENT = Path(__file__).parents[2] / "docs" / "fact-files.md"
BEGIN, END = "<!-- made from the models: {} -->\n", "<!-- end of what is made from the models -->"


@cache
def schema_of_files() -> dict[str, Any]:
    """The schema, made once: not for whoever only reads where the document lies."""
    return fact_file_schema()


def definitions() -> dict[str, Any]:
    """What it says of each kind, and of what kinds have in common."""
    found: dict[str, Any] = schema_of_files()["$defs"]
    return found


def sections() -> dict[str, str]:
    """Each part of the document that is made from the models, by the name it has there."""
    return {
        "heading": table(DialogueOpened, schema_of_files()),
        "report": table(ReportFiled, definitions()["report"]),
        "shared": table(ReportedFact, definitions()["contact-held"]),
        "person": table(Person, definitions()["Person"]),
        "translation": table(Translation, definitions()["Translation"]),
    }


def groupby_subject() -> list[tuple[str, list[str]]]:
    """The kinds by the module that holds them, in the order of the catalogue."""
    by_module = groupby(KINDS, key=lambda kind: KINDS[kind].__module__.rpartition(".")[2])
    return [(subject, list(kinds)) for subject, kinds in by_module]


def group(subject: str, kinds: list[str]) -> str:
    """The kinds of one subject, and their own attributes in one table."""
    lines = [f"## {subject.capitalize()}", ""]
    lines += [f"- `{kind}`: {summary_of(KINDS[kind])}" for kind in kinds]
    rows: dict[tuple[str, str, str], list[str]] = {}
    for kind in kinds:
        for name, meaning in attributes_of(KINDS[kind]).items():
            if name not in ReportedFact.model_fields or meaning != attributes_of(ReportedFact)[name]:
                rows.setdefault((cell(name, definitions()[kind]), form(name, kind), meaning), []).append(kind)
    if rows:
        lines += ["", "| attribute | of | value | meaning |", "|---|---|---|---|"]
        for (name, value, meaning), owners in rows.items():
            of = "all" if owners == kinds else ", ".join(f"`{kind}`" for kind in owners)
            lines.append(f"| {name} | {of} | {value} | {meaning} |")
    return "\n".join(lines) + "\n"


def table(model: type[BaseModel], schema: dict[str, Any]) -> str:
    """The attributes of one model."""
    rows = [
        f"| {cell(name, schema)} | {value_of(schema['properties'][name])} | {meaning} |"
        for name, meaning in attributes_of(model).items()
    ]
    return "\n".join(["| attribute | value | meaning |", "|---|---|---|", *rows]) + "\n"


def cell(name: str, schema: dict[str, Any]) -> str:
    """The attribute, bold where it has to be there."""
    required = name in schema["required"] or (schema is schema_of_files() and name == "title")
    return f"**`{name}`**" if required else f"`{name}`"


def form(name: str, kind: str) -> str:
    return value_of(definitions()[kind]["properties"][name])


def value_of(schema: dict[str, Any]) -> str:
    """What may be written for an attribute, in words."""
    return " or ".join(dict.fromkeys(word for word in words(schema) if word))


def words(schema: dict[str, Any]) -> Iterable[str]:
    """A word for each alternative; numbers go without saying where a text may stand."""
    if "anyOf" in schema:
        for alternative in schema["anyOf"]:
            yield from words(alternative)
    elif "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield {"Time": "time", "Translation": "translation", "JsonValue": "any value"}[name]
    elif "enum" in schema:
        yield ", ".join(f"`{word}`" for word in schema["enum"])
    elif schema["type"] == "array":
        item = schema.get("items", {})
        person = item.get("$ref", "").endswith("/Person")
        if "enum" in item:
            yield "a list of these"
        else:
            yield (
                "two subjects" if schema.get("maxItems") == 2 else f"list of {'person' if person else value_of(item)}s"
            )
    elif schema["type"] == "string":
        patterns = {r"^https?://\S+$": "web address", "^[0-9a-f]{32}$": "fact id"}
        pattern = schema.get("pattern", "")
        yield (
            "period" if pattern.startswith("^P") else patterns.get(pattern, "name" if "minLength" in schema else "text")
        )
    elif schema["type"] == "boolean":
        yield "true"
    elif schema["type"] == "integer" and "minimum" in schema:
        yield "number"


def with_sections(text: str) -> str:
    """The document with its made parts as they should be."""
    for name, made in sections().items():
        before, begin, rest = text.partition(BEGIN.format(name))
        _, end, after = rest.partition(END)
        text = f"{before}{begin}\n{made}\n{end}{after}"
    return text
