"""Could this program have appended this row of a log? If not, something else wrote it into the store."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from events.identity import REDACTED, canonical_json
from events.limits import KEY_CHARACTERS
from events.wording import shown

if TYPE_CHECKING:
    from datetime import datetime

    from events.store.port import StoredFact

CLOCKS_DIFFER: Final = timedelta(days=1)
"""How far ahead of ours the clock of another machine may be."""

_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_TOPIC: Final = re.compile(r"[a-z][a-z0-9-]*@[1-9][0-9]{0,8}")


def illegal(row: StoredFact, now: datetime) -> str | None:
    """Say why no append can have made a row. None where one can have.

    Args:
        row: as it was stored.
        now: by a clock of today. A fact of a later day than tomorrow was recorded by none.

    """
    if len(row.dialogue) > KEY_CHARACTERS or _SLUG.fullmatch(row.dialogue) is None:
        return f"is in dialogue {shown(row.dialogue)}, which is not a short name"
    if _TOPIC.fullmatch(row.topic) is None:
        return f"has the topic {shown(row.topic)}, which is none"
    if row.payload != REDACTED and not is_canonical(row.payload):
        return "has content that is not written in the one way in which content is (canonical JSON)"
    if row.recorded_at - now > CLOCKS_DIFFER:
        return f"was recorded at {row.recorded_at.isoformat()}, which is yet to come"
    return None


def is_canonical(payload: bytes) -> bool:
    """Say whether bytes are the one spelling of a JSON object: no key twice, none out of order, no white space."""
    try:
        content = json.loads(payload)
        return isinstance(content, dict) and canonical_json(content) == payload
    except (ValueError, RecursionError):
        return False
