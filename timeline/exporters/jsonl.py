"""JSON Lines: one object a row, shaped as in the `--json` answers, with the addresses of the reports beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline.exporters.tables import rows_of
from timeline.text.safe_text import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account


def part(account: Account, of: str) -> bytes:
    """One line a row."""
    return "".join(json_safe(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows_of(account, of)).encode()


def whole(parts: Iterable[bytes], _: str) -> Iterator[bytes]:
    """The lines."""
    yield from parts
