"""What may somebody do next? It stands in a text as data, and each shell puts its own words in its place.

A message or a hint names a request and what is known of its arguments between guillemets, and an argument of the very
request that was refused after a colon:

    Run «verify»: the store was altered.
    To make it count again: «retract fact=9ed2eaaab468 whose=coder reason=...»
    Start with «add», or name another «:store».

So a text goes through lists, other messages and processes as any other. The command line makes `timeline verify` of it,
a page a link.
"""

from __future__ import annotations

import re
from json import dumps, loads
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

_VALUE = r'"(?:[^"\\]|\\.)*"|[^\s«»"]+'
_ARGUMENT = rf"([a-z_]+)(?:=({_VALUE}))?"
_NEXT = rf"«([a-z][a-z-]*)((?: {_ARGUMENT})*)»"
_OF_REQUEST = r"«:([a-z_]+)»"
_PLAIN = r"[^\s«»\"]+"


class Next:
    """A request or a question, and what is known of its arguments. `str` is how it stands in a text.

    Attributes:
        action: as the application and the commands call it.
        arguments: their values by name. `...`, or a word in capitals, is still to be filled in. True is a mere switch.

    """

    def __init__(self, action: str, /, **arguments: str | Literal[True]) -> None:
        self.action = action
        # What Python reserves is written with a dash behind it.
        self.arguments = {name.rstrip("_"): value for name, value in arguments.items()}

    def __str__(self) -> str:
        return f"«{' '.join([self.action, *(_argument(*one) for one in self.arguments.items())])}»"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Next) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"Next({str(self)!r})"


def argument(name: str) -> str:
    """How an argument of the very request that is refused stands in a text."""
    return f"«:{name}»"


def _argument(name: str, value: str | Literal[True]) -> str:
    if value is True:
        return name
    return f"{name}={value if re.fullmatch(_PLAIN, value) else dumps(value, ensure_ascii=False)}"


def worded(text: str, word: Callable[[Next], str], word_argument: Callable[[str], str]) -> str:
    """The text as a shell says it.

    Args:
        text: with what may be done next.
        word: says what may be done.
        word_argument: says which argument of the refused request is meant.

    """
    if "«" not in text:
        return text
    text = re.sub(_OF_REQUEST, lambda found: word_argument(found[1]), text)
    return re.sub(_NEXT, lambda found: word(_read(found[1], found[2])), text)


def in_words(text: str) -> str:
    """The text for whoever has no shell that words it: a notebook, a traceback, a log."""
    return worded(text, _in_words, lambda name: f"`{name}`")


def _in_words(one: Next) -> str:
    if one.action == "install":
        return f"`pip install 'dialogue-timeline[{one.arguments['extra']}]'`"
    told = [name.replace("_", " ") if value is True else f"{name} {value}" for name, value in one.arguments.items()]
    return f"`{one.action}`" + (f" ({', '.join(told)})" if told else "")


def next_in(*texts: str) -> list[Next]:
    """What may be done next according to texts, in order, each once."""
    found = (_read(one[1], one[2]) for text in texts for one in re.finditer(_NEXT, text))
    return list(dict.fromkeys(found))


def _read(action: str, arguments: str) -> Next:
    values: dict[str, Any] = {
        name: True if value is None else loads(value) if value.startswith('"') else value
        for name, value in ((one[1], one[2]) for one in re.finditer(_ARGUMENT, arguments))
    }
    return Next(action, **values)
