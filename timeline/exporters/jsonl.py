"""JSON Lines: one object a row, shaped as in the `--json` answers, with the addresses of the reports beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline.exporters.tables import table
from timeline.text.safe_text import json_safe

if TYPE_CHECKING:
    from timeline.accounts.account import Material


def export(material: Material) -> bytes:
    """One line a row."""
    return "".join(json_safe(json.dumps(row, ensure_ascii=False)) + "\n" for row in table(material).rows).encode()
