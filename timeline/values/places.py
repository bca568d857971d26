"""When do two places agree, and which of them says more?

A gazetteer says that Vienna lies in Austria and that 서울 is Seoul. What it does not know is compared by its words:
"Brussels" agrees with "NATO HQ, Brussels". A name that several places have must not mislead: it counts as the
weightiest of them, unless the other place names the state, or the text itself says where it lies ("Athens, Georgia").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from timeline.values.folding import folded, script
from timeline.values.gazetteer import gazetteer, weighty

if TYPE_CHECKING:
    from timeline.values.gazetteer import Place

SPELLING_LIKENESS: Final = 0.7
"""From here on two words count as spellings of one name: Brussels and Bruxelles have 0.82, Baghdad and Bagdad 0.92,
Muscat and Mascate 0.77. Rome and Oman 0.5, Brussels and Baghdad 0.27."""

BUILDINGS: Final = frozenset(
    map(
        folded,
        (
            *("hq", "headquarters", "headquarter", "building", "palace", "hotel", "ministry", "embassy", "office"),
            *("hall", "house", "center", "centre", "compound", "base", "siège", "quartier", "sede", "hauptquartier"),
            *("palais", "palazzo", "hôtel", "ambassade", "ministère", "مقر", "قصر", "فندق", "وزارة", "سفارة"),
        ),
    )
)
"""Words of a part of a place that names a building and not the town it stands in."""

_PART: Final = re.compile(r"\s*[,;،؛()/]\s*")
_STATE: Final = "s"
_TOWN: Final = "t"


class LinkedPlace(NamedTuple):
    """A place that judgements are about, under all its names.

    Attributes:
        names: what it is called: those that are linked as the same, and those that the gazetteer knows as the same.
        apart: the first names of those that are judged to be others.

    """

    names: tuple[str, ...]
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place as written.

    Attributes:
        place: the text.
        wording: what it is called in another script, where answers show it in the reader's.
        language: of the report (BCP 47). Empty where unknown.
        linked: the place under all its names, where judgements are about it.

    """

    place: str
    wording: str | None = None
    language: str = field(default="", compare=False)
    linked: LinkedPlace | None = None
    breadth: ClassVar[int] = 0

    @property
    def key(self) -> object:
        """The place, whatever it is called: Seoul and 서울 have one key."""
        return _Key(self.place, self.linked)

    @property
    def _names(self) -> tuple[str, ...]:
        return self.linked.names if self.linked else (self.place,)

    @property
    def text(self) -> str:
        """The place as first written."""
        return self.place

    def compatible(self, other: PlaceValue) -> bool:
        """Whether both can be the same place, or one lies in the other."""
        if self.linked is None and other.linked is None:
            return _compatible(self.place, other.place)
        if self.key == other.key:
            return True
        if self.linked and other.linked and other.linked.names[0] in self.linked.apart:
            return False
        # Of several names those tell that can be compared: by the gazetteer, else by their letters.
        pairs = list(product(self._names, other._names))
        known = [pair for pair in pairs if all(located(name).places for name in pair)]
        alike = [(one, another) for one, another in pairs if script(one) == script(another)]
        return any(_compatible(one, another) for one, another in known or alike or pairs)

    def refines(self, other: PlaceValue) -> bool:
        """Whether it lies in the other, has all its words and more, or names the town where the other has none."""
        if self.linked is None and other.linked is None:
            return _refines(self.place, other.place)
        if self.key == other.key or not self.compatible(other):
            return False
        pairs = list(product(self._names, other._names))
        inside = any(_refines(one, another) for one, another in pairs)
        return inside and not any(_refines(another, one) for one, another in pairs)


def _compatible(place: str, other: str) -> bool:
    """Whether both texts can mean the same place, or one that lies in the other."""
    if folded(place) == folded(other):
        return True
    mine, theirs = _towns(place), _towns(other)
    if not mine or not theirs:
        return True
    one, another = located(place), located(other)
    if one.places and another.places:
        return _agree(one, another)
    if script(place) != script(other):
        return True
    return any(_alike(word, other_word) for word in mine for other_word in theirs)


def _refines(place: str, other: str) -> bool:
    """Whether a text says more of a place than another one."""
    if bool(_towns(place)) != bool(_towns(other)):
        return bool(_towns(place)) and _compatible(place, other)
    if is_one_place(place, other):
        return False
    one, another = located(place), located(other)
    if one.places and another.places and _agree(one, another):
        inside, around = _within(one, another), _within(another, one)
        if inside != around:
            return inside
    return frozenset[str]() < _words(other) < _words(place)


def known_as(place: str) -> tuple[str, tuple[str], int | None]:
    """By what a place can be found, the surest first: as written, as compared, and its number in the gazetteer."""
    return place, (folded(place),), located(place).only


def is_one_place(place: str, other: str) -> bool:
    """Whether both texts are names of one place: written alike, or by the gazetteer."""
    if folded(place) == folded(other):
        return True
    mine, theirs = located(place), located(other)
    return mine.only is not None and mine.only == theirs.only


class _Key:
    """Equal for what one place is called. Keys that are never compared ask no gazetteer."""

    __slots__ = ("_linked", "_place")

    def __init__(self, place: str, linked: LinkedPlace | None) -> None:
        self._place = place
        self._linked = linked

    def __hash__(self) -> int:
        # One place may have names that share no letter: what is equal is told by comparing alone.
        return 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Key):
            return NotImplemented
        if self._linked or other._linked:
            return self._linked == other._linked
        return is_one_place(self._place, other._place)


class Located(NamedTuple):
    """What the gazetteer makes of a text.

    Attributes:
        places: that it means. Of a name without more, the weighty ones.
        rare: the others that are called so.
        is_whole: whether nothing of the text is left over, such as a building.

    """

    places: tuple[Place, ...]
    rare: tuple[Place, ...] = ()
    is_whole: bool = False

    @property
    def only(self) -> int | None:
        """The number of the one place that the whole text means."""
        return self.places[0].number if self.is_whole and len(self.places) == 1 else None


@lru_cache(maxsize=2**12)
def located(text: str) -> Located:
    """What the gazetteer makes of a text: the narrowest place that its parts name."""
    parts = [part for part in _PART.split(text) if part]
    known = [(gazetteer().called(part), part) for part in parts]
    named = [places for places, _ in known if places]
    if not named:
        return Located(())
    is_whole = len(named) == len(parts)
    first, *wider = named
    if not wider:
        usual = weighty(first)
        return Located(usual, tuple(one for one in first if one not in usual), is_whole)
    # "Athens, Georgia": of those called Athens the ones that lie in all else that is named.
    inside = [one for one in first if all(any(_is_in(one, other) for other in places) for places in wider)]
    if inside:
        return Located(tuple(inside), (), is_whole)
    around = [one for one in weighty(wider[-1]) if one.sort != _TOWN]
    if around:  # "Paris, Texas" is no Paris that we know, but it lies in Texas.
        return Located(tuple(around))
    return Located(tuple(one for places in named for one in weighty(places)))


def _is_in(one: Place, other: Place) -> bool:
    return one == other or gazetteer().lies_in(one, other)


def _agree(one: Located, other: Located) -> bool:
    """Whether some reading of both agrees. A rare one counts where the other names the state that it lies in."""
    if any(_is_in(mine, theirs) or _is_in(theirs, mine) for mine in one.places for theirs in other.places):
        return True
    return _rarely(one, other) or _rarely(other, one)


def _rarely(one: Located, state: Located) -> bool:
    return any(
        theirs.sort == _STATE and gazetteer().lies_in(mine, theirs) for mine in one.rare for theirs in state.places
    )


def _within(one: Located, other: Located) -> bool:
    """Whether it lies in the other by some reading."""
    inside = gazetteer().lies_in
    return any(inside(mine, theirs) for mine in one.places for theirs in other.places) or _rarely(one, other)


@lru_cache(maxsize=2**12)
def _words(place: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", folded(place)) if len(word) > 1)


@lru_cache(maxsize=2**12)
def _towns(place: str) -> frozenset[str]:
    """The words of those parts, between commas, that name no building."""
    parts = (_words(part) for part in _PART.split(place))
    return frozenset(word for part in parts if not part & BUILDINGS for word in part)


@lru_cache(maxsize=2**12)
def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= SPELLING_LIKENESS
