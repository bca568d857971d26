"""Which attributes has a kind, as a fact file writes them, and what does each mean? Read from the models."""

from __future__ import annotations

import ast
import re
from functools import cache
from inspect import cleandoc, getmodule
from typing import TYPE_CHECKING

from events.facts.base import ReportedFact

if TYPE_CHECKING:
    from types import FunctionType, ModuleType

    from pydantic import BaseModel

_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8,}.*)*)", re.MULTILINE)


def attributes_of(model: type[BaseModel]) -> dict[str, str]:
    """Each attribute with its meaning, the subject's own before those that every reported fact may carry."""
    meanings: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        _, _, attributes = cleandoc(docstring_of(owner)).partition("Attributes:\n")
        meanings |= {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(attributes)}
    names = sorted(model.model_fields, key=lambda name: name in ReportedFact.model_fields)
    written = {name: model.model_fields[name].alias or name for name in names}
    return {written[name]: meanings.get(name) or meanings.get(written[name], "") for name in names}


def summary_of(model: type[BaseModel]) -> str:
    """What the kind says, in one sentence."""
    return docstring_of(model).partition("\n")[0]


def docstring_of(made: type | FunctionType) -> str:
    """The docstring of a class or a function; from the source where Python was told to leave docstrings out (`-OO`).

    What a kind, an attribute and a command mean is said once, in their docstrings, and they are needed.
    """
    told: str | None = made.__dict__.get("__doc__") if isinstance(made, type) else made.__doc__
    if told is not None or docstring_of.__doc__ is not None:
        return told or ""
    module = getmodule(made)
    return "" if module is None else _docstrings(module).get(made.__qualname__, "")


@cache
def _docstrings(module: ModuleType) -> dict[str, str]:
    """Those of the classes and functions of a module, by their names."""
    loader = getattr(module.__spec__, "loader", None)
    source = getattr(loader, "get_source", lambda _: None)(module.__name__)
    tree = ast.parse(source or "")
    made = (one for one in ast.walk(tree) if isinstance(one, ast.ClassDef | ast.FunctionDef))
    return {one.name: ast.get_docstring(one, clean=False) or "" for one in made}
