"""What is a place called where it is shown? As reports in the reader's language do, else as the gazetteer does.

Countries are named in 58 languages, the cities after which time zones are named in those in which Unicode's CLDR names
them, every place in English. `scripts/gazetteer` makes the file. It is read where a name is looked up, and not before.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from functools import lru_cache
from pkgutil import get_data
from typing import TYPE_CHECKING, Final

from timeline.values.folding import LATIN, script
from timeline.values.languages import primary
from timeline.values.places import located

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.values.places import PlaceValue

_NOT_READERS: Final = 2
_BETWEEN: Final = re.compile(r"(\s*[,;،؛()/]\s*)")


def best_spelling(spelt: Sequence[tuple[PlaceValue, str]], *, language: str = "en") -> PlaceValue:
    """How a place is shown: as some report in the reader's language spells it, of these as most origins do.

    Where none does, and what would be shown is in other letters, as the gazetteer has it, else by a linked name in
    Latin letters.

    Args:
        spelt: the place as each claim spells it, with the claim's origin, the oldest first. Never none.
        language: the reader's (BCP 47).

    """
    origins: dict[str, set[str]] = {}
    values: dict[str, PlaceValue] = {}
    rank: dict[str, int] = {}
    for value, origin in spelt:
        is_readers = value.language.partition("-")[0].casefold() == language
        likely = 0 if is_readers else 1 if not value.language and script(value.place) == LATIN else _NOT_READERS
        values.setdefault(value.place, value)
        origins.setdefault(value.place, set()).add(origin)
        rank[value.place] = min(likely, rank.get(value.place, likely))
    in_order = sorted(values, key=lambda text: (rank[text], -len(origins[text])))
    shown, *others = in_order
    if rank[shown] == _NOT_READERS and script(shown) != LATIN:
        name = place_in(shown, language) or _linked_name(values[shown], language)
        if name:
            return replace(values[shown], place=name, wording=shown)
    original = next((text for text in others if script(text) != script(shown)), None)
    return values[shown] if original is None else replace(values[shown], wording=original)


def _linked_name(value: PlaceValue, language: str) -> str | None:
    """A name that is linked with a place, as the gazetteer has it in the language, else in Latin letters."""
    linked = value.linked.names if value.linked else ()
    known = (name for text in linked if (name := place_in(text, language)))
    return next(known, None) or next((text for text in linked if script(text) == LATIN), None)


def place_in(text: str, language: str) -> str | None:
    """A place in a language, part by part. None where one of its parts has no name there, or may mean several places.

    Args:
        text: the place as written: "Baghdad", "Vienna, Austria".
        language: the reader's (BCP 47).

    """
    parts = _BETWEEN.split(text)
    named = [part if number % 2 else _name(part, language) for number, part in enumerate(parts)]
    return None if None in named else "".join(part for part in named if part)


def is_written_in(text: str, language: str) -> bool:
    """Whether a text can be in a language: not in Latin letters where the language has others.

    Who codes an Arabic report may have written "Baghdad".
    """
    country = _some_country(primary(language))
    return country is None or (script(text) == LATIN) == (script(country) == LATIN)


@lru_cache(maxsize=64)
def _some_country(language: str) -> str | None:
    """What some country is called in a language. None where we know of none."""
    return _after(f"\t{language}\t")


def _name(part: str, language: str) -> str | None:
    if not part:
        return ""
    number = located(part).only
    if number is None:
        return None
    tags = dict.fromkeys((language.casefold(), primary(language)))
    return next((name for tag in tags if (name := _called(number, tag))), None)


@lru_cache(maxsize=2**10)
def _called(number: int, language: str) -> str | None:
    """What a place is called in a language. None where we know of no name."""
    return _after(f"\n{number}\t{language}\t")


def _after(begun: str) -> str | None:
    """The name at the end of the first line with this in it. None where none has it."""
    names, wanted = _names(), begun.encode()
    at = names.find(wanted)
    return None if at < 0 else names[at + len(wanted) : names.index(b"\n", at + len(wanted))].decode()


@lru_cache(maxsize=1)
def _names() -> bytes:
    """The names to show, each in a line with the number of the place and the language.

    They stay the bytes that they are: as texts they take twelve times the memory, in each process.
    """
    packed = get_data("timeline.values", "place_names.bin")
    assert packed is not None
    return zlib.decompress(packed)
