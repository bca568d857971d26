"""Any facts: strategies made from the models, so that a new kind or attribute is tried without a word here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from events.fact_file.drafting import KINDS
from events.facts.base import Person, Time
from events.facts.people import RoleChanged
from events.facts.texts import ModalityWord
from events.facts.tracking import DialogueOpened, ReportFiled

if TYPE_CHECKING:
    from pydantic import BaseModel

WINDOWS = [
    "2025",
    "2025-05",
    "2025-05-21",
    "2025-05-16/2025-05-31",
    "2025-05~",
    "2025?",
    "2025-21",
    "2025-34",
    "2025-40",
]
WINDOWS += ["2025-05-15/..", "../2025-08-31", "2025-05-XX", "2024-08-27T18:57+03:00", "0001", "9999-12-31"]

texts = st.text(st.characters(exclude_characters="\0\x85", exclude_categories=["Cs"]), max_size=30)
"""Any text that can be kept, in every script, with controls and bidirectional marks.

Without U+0085: raw, it is a line break in YAML, and is refused.
"""

LOOKALIKES = [
    "2025-05-21",
    "no",
    "null",
    "~",
    "",
    "1e02",
    "0123",
    "12",
    "true",
    "<<",
    "- a",
    "a: b",
    "a #b",
    "? a",
    "*a",
]
LOOKALIKES += [
    "&a",
    "!x",
    "=1+1",
    "#",
    "'",
    '"',
    "{",
    "[",
    "|",
    ">",
    "%",
    "@",
    "`",
    "---",
    "...",
    " a ",
    "a\n\nb",
    "\t",
]
LOOKALIKES += ["\ufeff", "\u2028", "a\u2029 b", "\x1b[31m", "\u202e", "\r\n", "\x9b"]

lookalikes = st.sampled_from(LOOKALIKES)
"""Texts that a careless reader or writer would take for something else."""

words = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Cf", "Co"]), min_size=1, max_size=12)
keys = st.lists(words, min_size=1, max_size=3).map(" ".join)
times: st.SearchStrategy[Any] = st.sampled_from(WINDOWS) | st.fixed_dictionaries(
    {"wording": texts | lookalikes}, optional={"edtf": st.sampled_from(WINDOWS)}
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | texts | lookalikes,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
_SPECIAL: dict[str, st.SearchStrategy[Any]] = {
    "session": st.integers(0, 10**9 - 1) | keys.map(lambda key: f"{key} a"),
    "url": words.map(lambda word: f"https://example.org/{word}"),
    "target": st.text("0123456789abcdef", min_size=32, max_size=32),
    "subjects": st.tuples(keys, keys).map(list),
    "old": values,
    "new": values,
    "from": times,
    "every": st.sampled_from(["P3M", "P1Y", "P2W", "P1Y6M"]),
    "quote_in": st.fixed_dictionaries({"language": keys, "text": texts | lookalikes}),
    "retold": st.booleans(),
    "to": keys | st.lists(keys, min_size=1, max_size=3),
}
_LISTS = {"topics": texts, "names": texts, "parties": keys}


@cache
def attributes(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Any attributes that the model takes, as a fact file writes them."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    properties = model.model_json_schema()["properties"]
    for name, field in model.model_fields.items():
        written = field.alias or name
        is_key = "'minLength': 1" in str(properties[written])
        said = _attribute(model, written, field.annotation, otherwise=keys if is_key else texts | lookalikes)
        (required if field.is_required() else optional)[written] = said
    return st.fixed_dictionaries(required, optional=optional)


def _attribute(
    model: type[BaseModel], written: str, annotation: Any, *, otherwise: st.SearchStrategy[str]
) -> st.SearchStrategy[Any]:
    """Any value of one attribute: by its name where that says it, else by its type, else any such text."""
    named = {**_SPECIAL, "persons": st.lists(st.deferred(lambda: persons), max_size=3)}
    if written in named and (model, written) != (RoleChanged, "to"):
        return named[written]
    if written in _LISTS:
        return st.lists(_LISTS[written], max_size=3)
    parts = (annotation, *get_args(annotation))
    if written == "modality":
        words = get_args(ModalityWord)
        return st.sampled_from(words) | st.lists(st.sampled_from(words), min_size=1, max_size=3)
    words = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    if words:
        return st.sampled_from(words)
    return times if Time in parts or (model, written) == (RoleChanged, "to") else otherwise


persons = attributes(Person)


def _of_kind(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return attributes(KINDS[kind]).map(lambda written: {"kind": kind, **written})


facts = st.sampled_from(sorted(KINDS)).flatmap(_of_kind)
"""Any fact of any kind, as a fact file writes it."""

documents = st.fixed_dictionaries(
    {"dialogue": st.sampled_from(["talks", "iraq-nato"]), "facts": st.lists(facts, min_size=1, max_size=3)},
    optional={"report": attributes(ReportFiled)},
).flatmap(lambda written: st.just(written) | attributes(DialogueOpened).map(lambda heading: {**written, **heading}))
"""Any document that is right."""
