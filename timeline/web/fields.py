"""How does a form ask for the attributes of a fact? A field for each; what is typed is read in `timeline.forms`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from events.advice import in_words
from timeline.forms.attributes import attributes
from timeline.forms.filling import Wrong

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from events.errors import TimelineError
    from events.facts.base import Fact
    from timeline.forms.attributes import Attribute
    from timeline.forms.familiar import Familiar

MOST_OFFERED: Final = 100
"""Values that a field offers of those that were there before."""

_LONG: Final = frozenset({"quote", "note", "reason", "translation", "summary"})
_EXAMPLES: Final = {
    "time": "2026-03-12 · 12 March 2026 · next year",
    "persons": "Ann Lee | foreign minister | Aland",
    "translation": "en=…",
    "session": "2",
}


class FieldFault(NamedTuple):
    """What is wrong with a field, in words of a form: the name of the field stands beside it.

    Attributes:
        part: of the value that is wrong: `person: `. "" where it is the whole of it.
        problem: in plain words.
        advice: what to type.

    """

    part: str
    problem: str
    advice: str


class Field(NamedTuple):
    """One field of a form.

    Attributes:
        name: under which it is sent.
        attribute: what it is of, as a fact file writes it.
        meaning: of the attribute, in a sentence.
        required: no fact of the kind is without it.
        shape: `line`, `lines` for several or long texts, `choice`.
        value: as it was typed.
        choices: all values that it takes, or values that are offered.
        example: of what can be typed.
        faults: what is wrong with the value.

    """

    name: str
    attribute: str
    meaning: str
    required: bool
    shape: str
    value: str
    choices: Sequence[str]
    example: str
    faults: Sequence[FieldFault]


def fields(  # noqa: PLR0913 - all that a field shows
    model: type[Fact],
    typed: Mapping[str, str],
    *,
    prefix: str,
    familiar: Familiar,
    wrong: Sequence[Wrong] = (),
    without: Collection[str] = (),
) -> list[Field]:
    """The fields of a kind of fact, in the order of its attributes.

    Args:
        model: the kind.
        typed: what was typed for each attribute.
        prefix: of the names under which they are sent.
        familiar: what is offered.
        wrong: with what was typed.
        without: attributes that are not asked for.

    """
    return [
        _field(attribute, typed.get(attribute.name, ""), prefix, familiar, wrong)
        for attribute in attributes(model)
        if attribute.name not in without
    ]


def whole(wrong: Sequence[Wrong], shown: Collection[str]) -> list[FieldFault]:
    """What is wrong with no field that is shown."""
    return [_told(one) for one in wrong if not one.path or one.path[0] not in shown]


def refusal(error: TimelineError) -> list[Wrong]:
    """Why what a form says cannot be recorded, each reason by itself: where in a file something stands is left out."""
    told = [Wrong((), one.problem, in_words(one.advice)) for one in getattr(error, "objections", ())]
    return told or [Wrong((), error.message, in_words(error.hint))]


def _field(attribute: Attribute, value: str, prefix: str, familiar: Familiar, wrong: Sequence[Wrong]) -> Field:
    is_choice = bool(attribute.choices) and not attribute.is_list
    shape = "choice" if is_choice else "lines" if attribute.is_list or attribute.name in _LONG else "line"
    offered = attribute.choices or [choice.text for choice in familiar.choices(attribute.name)[:MOST_OFFERED]]
    return Field(
        name=f"{prefix}{attribute.name}",
        attribute=attribute.name,
        meaning=attribute.meaning,
        required=attribute.required,
        shape=shape,
        value=value.replace("\0", ""),
        choices=list(offered),
        example=_EXAMPLES.get(attribute.sort, _EXAMPLES["time"] if attribute.sort == "time-or-text" else ""),
        faults=[_told(one) for one in wrong if one.path[:1] == (attribute.name,)],
    )


def _told(one: Wrong) -> FieldFault:
    return FieldFault(f"{'.'.join(one.path[1:])}: " if one.path[1:] else "", one.problem, one.advice)


def typed_in(texts: Mapping[str, str], model: type[Fact]) -> Iterator[tuple[str, str | list[str]]]:
    """What was typed, as the reader of typed values takes it: each line of a list on its own."""
    lists = {attribute.name for attribute in attributes(model) if attribute.is_list}
    for name, text in texts.items():
        yield name, ([line for line in map(str.strip, text.splitlines()) if line] if name in lists else text)
