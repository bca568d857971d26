"""Which attributes has a kind, as a fact file writes them, and what does each mean? Read from the models."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING

from events.facts.base import ReportedFact

if TYPE_CHECKING:
    from pydantic import BaseModel

_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8,}.*)*)", re.MULTILINE)


def attributes_of(model: type[BaseModel]) -> dict[str, str]:
    """Each attribute with its meaning, the subject's own before those that every reported fact may carry."""
    meanings: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        _, _, attributes = cleandoc(owner.__dict__.get("__doc__") or "").partition("Attributes:\n")
        meanings |= {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(attributes)}
    names = sorted(model.model_fields, key=lambda name: name in ReportedFact.model_fields)
    written = {name: model.model_fields[name].alias or name for name in names}
    return {written[name]: meanings.get(name) or meanings.get(written[name], "") for name in names}


def summary_of(model: type[BaseModel]) -> str:
    """What the kind says, in one sentence."""
    return (model.__doc__ or "").partition("\n")[0]
