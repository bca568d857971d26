"""How is what may be done next typed as a command line?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.wording import quoted
from timeline.cli.catalogue import commands

if TYPE_CHECKING:
    from events.advice import Next

_POSITIONAL: Final = frozenset(
    {"kind", "dialogue", "fact", "subject", "other", "format", "file", "words", "topic", "first", "last"}
)
"""Arguments whose names are not typed."""


_TYPED: Final = {("whose", "coder"): "ours"}
"""Values that people type with another word than the one that is stored."""


def command_line(one: Next, quote: str = "") -> str:
    """The command line of a request or a question, as a person copies it. What is no command stays as it stands."""
    if one.action not in commands():
        return str(one)
    words = ["timeline", one.action]
    for name, value in one.arguments.items():
        if name not in _POSITIONAL:
            words.append(option(name))
        if isinstance(value, str):
            typed = _TYPED.get((name, value), value)
            words.append(typed if typed in _TO_FILL_IN else quoted(typed))
    return f"{quote}{' '.join(words)}{quote}"


def option(name: str) -> str:
    """The option of an argument."""
    return f"--{name.replace('_', '-')}"


_TO_FILL_IN: Final = frozenset({"...", "…"})
