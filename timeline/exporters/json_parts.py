"""How is a list of an indented JSON document written part by part? As if all of it had been there at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline.text.safe_text import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def json_items(items: Iterable[object], *, depth: int) -> bytes:
    """Items as they stand in a list that is so deep in the document, each with a comma before it."""
    indent = "\n" + " " * depth
    written = (json.dumps(item, ensure_ascii=False, indent=1).replace("\n", indent) for item in items)
    return b"".join(json_safe(f",{indent}{item}").encode() for item in written)


def json_list(parts: Iterable[bytes], *, depth: int) -> Iterator[bytes]:
    """The list of what `json_items` wrote."""
    before = b"["
    for part in filter(None, parts):
        yield before + (part.removeprefix(b",") if before else part)
        before = b""
    yield b"[]" if before else f"\n{' ' * (depth - 1)}]".encode()
