"""How is a token written into rules, and taken out? Everything else in the file stays as its keeper wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomlkit
from tomlkit.items import AoT

from events.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from timeline.access.rules import Token


def with_token(text: str, token: Token) -> str:
    """Rules with one token more, at their end.

    Raises:
        ConflictError: there is one of that name.

    """
    rules = tomlkit.parse(text)
    tokens = rules.get("token")
    if text and tokens is None:
        rules = tomlkit.parse(text.rstrip("\n") + "\n\n")
    if any(one["name"] == token.name for one in tokens or ()):
        message = f"there is a token {token.name!r} already"
        raise ConflictError(message, hint="Give it another name, or end the one that is there.")
    table = tomlkit.table()
    for name, value in token.model_dump(mode="python", exclude_defaults=True).items():
        table[name] = list(value) if isinstance(value, tuple) else token.role.word if name == "role" else value
    if isinstance(tokens, AoT):
        tokens.append(table)
    else:
        rules["token"] = tomlkit.aot()
        rules["token"].append(table)
    return tomlkit.dumps(rules)


def without_token(text: str, name: str) -> str:
    """Rules without one token.

    Raises:
        NotFoundError: there is none of that name.

    """
    rules = tomlkit.parse(text)
    tokens = rules.get("token") or []
    place = next((place for place, one in enumerate(tokens) if one["name"] == name), None)
    if place is None:
        there = ", ".join(repr(str(one["name"])) for one in tokens)
        raise NotFoundError(
            f"there is no token {name!r}", hint=f"These are there: {there}." if there else "There is none at all."
        )
    del tokens[place]
    if not tokens:
        del rules["token"]
    return tomlkit.dumps(rules)
