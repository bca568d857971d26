"""What is a fact of a new kind stored as? `python -m tests.facts.golden` keeps a full payload of each kind without one.

What every reported fact may carry is taken from a payload that is kept already. Each attribute of the kind's own gets
the first of `VALUES` that it takes. Read the files, and put better words into them before they are committed:
afterwards they are never changed.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from events.facts.attributes import attributes_of
from events.facts.base import ReportedFact
from events.facts.catalogue import FACTS
from timeline.forms.attributes import Attribute

if TYPE_CHECKING:
    from events.facts.base import Fact

GOLDEN: Final = Path(__file__).parents[1] / "golden" / "facts"
CARRIED: Final = "role-changed"
"""The kind whose payloads have all that a reported fact may carry."""

VALUES: Final[tuple[object, ...]] = (["Iraq", "NATO"], "iraq", "2025-05-21", 2, True, {"edtf": "2025-05"})
"""What an attribute may be, tried in this order after its fixed words."""


def payload_of(fact: type[Fact], topic: str) -> bytes:
    """A payload of this kind and version with every attribute that it can have.

    Raises:
        ValueError: an attribute takes none of `VALUES`, or the version needs another attribute: write it by hand.

    """
    common = attributes_of(ReportedFact)
    version = topic.partition("@")[2]
    told: dict[str, Any] = json.loads((GOLDEN / f"{CARRIED}@{version}.json").read_bytes())
    content = {name: value for name, value in told.items() if name in common and name in attributes_of(fact)}
    own = [name for name in attributes_of(fact) if name not in common]
    needed = [name for name in own if Attribute(fact, name).required]
    for name in dict.fromkeys((*needed, *own)):
        content[name] = _first_taken(fact, name, content)
    made = fact.model_validate(content)
    if made.stored_as() != topic:
        message = f"{topic} is stored as {made.stored_as()}: write its payload by hand"
        raise ValueError(message)
    return made.payload()


def _first_taken(fact: type[Fact], name: str, content: dict[str, Any]) -> object:
    for value in (*Attribute(fact, name).choices, *VALUES):
        try:
            fact.model_validate({**content, name: value})
        except ValidationError as refused:
            if any(name in map(str, fault["loc"]) for fault in refused.errors()):
                continue
        return value
    message = f"{fact.kind()}.{name} takes none of {VALUES}: add a value that it takes"
    raise ValueError(message)


def main() -> None:
    """Write what is missing, and its lines of SHA256SUMS."""
    for fact in FACTS:
        for topic in fact.shapes():
            path = GOLDEN / f"{topic}.json"
            if not any(GOLDEN.glob(f"{topic}.json")) and not any(GOLDEN.glob(f"{topic}+*.json")):
                path.write_bytes(payload_of(fact, topic) + b"\n")
                with (GOLDEN / "SHA256SUMS").open("a") as sums:
                    sums.write(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
                sys.stdout.write(f"{path.name}: read it before it is committed\n")


if __name__ == "__main__":
    main()
