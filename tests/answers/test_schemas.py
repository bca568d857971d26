"""Every property of every JSON Schema that `timeline schema` prints tells in a whole sentence what it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from timeline.answers.catalogue import answers
from timeline.cli.commands.schema import FACT_FILE, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_WORDS = 3
_SENTENCE = re.compile(r"[A-Z].*\.", re.DOTALL)


@pytest.mark.parametrize("name", [FACT_FILE, *answers()])
def test_every_property_says_in_a_sentence_what_it_holds(name: str) -> None:
    unsaid = [f"{path}: {said!r}" for path, said in described(schema_of(name))]
    assert [line for line in unsaid if not is_sentence(line.partition(": ")[2][1:-1])] == []


def is_sentence(text: str) -> bool:
    """Say whether a description begins with a capital, ends with a full stop and is more than a word or two."""
    return _SENTENCE.fullmatch(text) is not None and len(text.split()) >= FEWEST_WORDS


def described(schema: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give each property anywhere in a schema, and its description. What only forbids null describes nothing."""
    if isinstance(schema, list):
        for item in schema:
            yield from described(item, path)
    elif isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from (
                    (f"{path}/{key}", one.get("description", "")) for key, one in value.items() if set(one) != {"not"}
                )
            yield from described(value, path if name in {"$defs", "properties", "anyOf"} else f"{path}/{name}")
