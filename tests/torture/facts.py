"""Facts for torture: real ones, of many sizes, each known by its id before anybody appends it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from events.fact_file import read

if TYPE_CHECKING:
    from random import Random

    from events.store.port import Entry
    from tests.torture.checks import Batch

DIALOGUE = "talks"
OPENING: dict[str, Any] = {"dialogue": DIALOGUE, "title": "Talks of A and B", "parties": ["A", "B"]}
_WORDS = ["we met", "حوار", "in the second half of May", "¡diálogo!", "对话", "—", "\u200fنعم\u200e", "a 'quote'", "💬"]
_LONGEST = 3_000
"""Characters of a note: some facts spill over to pages of their own."""


@dataclass(frozen=True)
class Document:
    """What goes in together: a document of a fact file.

    Attributes:
        written: as a fact file has it.

    """

    written: dict[str, Any]

    @property
    def line(self) -> bytes:
        """As a line of JSON Lines."""
        return json.dumps(self.written, ensure_ascii=False).encode() + b"\n"

    @cached_property
    def ids(self) -> Batch:
        """The ids of its facts."""
        return tuple(entry.fact_id for entry in entries_of(self))


def entries_of(document: Document) -> list[Entry]:
    """As a store takes it."""
    return [draft.entry() for draft in read(BytesIO(document.line), "torture.jsonl")]


OPENED = Document(OPENING)


def told(dice: Random, name: str, *, facts: int = 1, report: bool = False) -> Document:
    """A document with facts that no other one has, if the name is nobody else's."""
    document: dict[str, Any] = {"dialogue": DIALOGUE, "facts": [_fact(dice, f"{name}.{n}") for n in range(facts)]}
    if report:
        published = _day(dice)
        document["report"] = {"id": f"r-{name}", "outlet": dice.choice(["Agency", "وكالة"]), "published": published}
    return Document(document)


def _fact(dice: Random, name: str) -> dict[str, Any]:
    words = " ".join(dice.choice(_WORDS) for _ in range(dice.randrange(1, dice.choice([4, 40, 250]))))
    common = {"when": _day(dice), "note": f"{name} {words}"[:_LONGEST]}
    kind = dice.randrange(4)
    if kind == 0:
        return {
            "kind": "session-held",
            "session": dice.randrange(1, 9),
            **common,
            "place": dice.choice(["Geneva", "عمّان"]),
        }
    if kind == 1:
        return {"kind": "position-stated", "actor": "A", "issue": "talks", "stance": f"we say {name}", **common}
    return {"kind": "contact-held", "format": dice.choice(["call", "visit", "meeting"]), **common}


def _day(dice: Random) -> str:
    day = date(2024, 1, 1) + timedelta(days=dice.randrange(700))
    return dice.choice([f"{day}", f"{day:%Y-%m}", f"{day}~", f"{day}/{day + timedelta(days=20)}"])


def options_of(fact: dict[str, Any]) -> list[str]:
    """A fact as it is typed after `timeline append`."""
    typed = [fact["kind"], DIALOGUE]
    for name, value in fact.items():
        if name != "kind":
            typed += [f"--{name.replace('_', '-')}", str(value)]
    return typed
