"""`timeline schema`: which formats does this program read and write, said to programs?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from events.errors import NotFoundError
from timeline.answers.catalogue import answers
from timeline.answers.columns import Column
from timeline.cli.terminal.output import Output, json_text
from timeline.cli.terminal.saying import say

FACT_FILE = "fact-file"

COLUMNS = (Column("name", "name"), Column("what it describes", "describes"))


def complete_name(incomplete: str) -> list[str]:
    """Names of schemas for the shell's completion."""
    return [name for name in (FACT_FILE, *answers()) if name.startswith(incomplete)]


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="The name of the schema (default: list all names).", autocompletion=complete_name
        ),
    ] = None,
    *,
    output: Output,
) -> None:
    """Print the JSON Schema of a format that this program reads or writes.

    The schema of an answer is a contract. Keys are only ever added.
    """
    if name is None:
        rows = [{"name": FACT_FILE, "describes": "one document of a fact file, or one line of JSON Lines"}]
        rows += [{"name": answer, "describes": f"the answer of timeline {answer} --json"} for answer in answers()]
        output.rows(COLUMNS, rows, empty="")
        return
    say(json_text(schema_of(name)))


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of that name.

    Raises:
        NotFoundError: there is none. Lists those there are.

    """
    if name == FACT_FILE:
        from events.fact_file.schema import fact_file_schema

        return fact_file_schema()
    if name not in answers():
        message = f"no schema {name!r}"
        raise NotFoundError(message, hint=f"There is {FACT_FILE}, {', '.join(answers())}.")
    from pydantic import TypeAdapter

    shape = answers()[name]
    model: Any = shape.model
    if shape.is_list:
        model = list[model]
    # What is printed is what would be read: a serializer that only orders keys hides them from the other mode.
    schema = TypeAdapter[Any](model).json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
