"""Access files of tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def readers_of(dialogue: str, people: Sequence[str]) -> str:
    """A file that lets people, named by a proxy on this machine, read a dialogue, and nobody else anything."""
    return f"""\
[proxy]
addresses = ["127.0.0.1"]
names = ["talks.example.org"]
user = "Remote-User"

[[grant]]
to = {json.dumps(list(people))}
dialogues = ["{dialogue}"]
role = "reader"
"""
