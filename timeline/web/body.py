"""What goes out: the bytes of a page or an answer, with their type and what else its headers say."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from timeline.text.safe_text import json_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"
MEDIA_TYPES: Final = {"": HTML, "json": JSON}
"""What an ending of an address stands for; none is the page itself."""


@dataclass(frozen=True)
class Body:
    """What is answered to a request.

    Attributes:
        content: the bytes.
        media_type: of them.
        headers: what is said besides.
        code: of HTTP.

    """

    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    code: int = 200


def as_json(answer: Any) -> Body:  # noqa: ANN401 - any value that JSON has
    """An answer as the command line prints it with `json`: the same bytes."""
    text = json_safe(json.dumps(answer, ensure_ascii=False, indent=2))
    return Body(f"{text}\n".encode(), JSON)
