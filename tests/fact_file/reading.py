"""Reading texts as if they were files, for tests."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from events.fact_file import FactFileError, read

if TYPE_CHECKING:
    from events.facts.base import Fact
    from events.intake.draft import Draft

ROOT = Path(__file__).parents[2]
STORYLINE = ROOT / "timeline" / "demo" / "iraq-nato.yaml"


def drafts(text: str | bytes, name: str = "talks.yaml") -> list[Draft]:
    return list(read(BytesIO(text.encode() if isinstance(text, str) else text), name))


def facts(text: str | bytes, name: str = "talks.yaml") -> list[Fact]:
    return [draft.fact for draft in drafts(text, name)]


def faults(text: str | bytes, name: str = "talks.yaml") -> list[str]:
    """Each fault as the message tells it."""
    with pytest.raises(FactFileError) as refused:
        drafts(text, name)
    return [str(fault) for fault in refused.value.faults]


def plain_documents(text: str) -> list[Any]:
    """The documents of a YAML file by another reader, every scalar a text; numbers of sessions aside, what we read."""
    return list(yaml.load_all(text, Loader=yaml.CBaseLoader))
