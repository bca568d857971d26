"""Where does a place lie, and what is it called in other languages? Cities, the United States' states, and countries.

The data is GeoNames' (https://www.geonames.org, CC BY 4.0) and, for the names of countries, Unicode's CLDR
(https://cldr.unicode.org, Unicode License 3.0). `scripts/gazetteer` makes the file that comes with the package. It is
read where two places differ, and not before: 0.06 s and 5 MiB.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from pkgutil import get_data
from typing import Final, NamedTuple

from timeline.values.folding import folded

WEIGHTY: Final = 0.25
"""A place counts beside the weightiest of its name if it has this part of its inhabitants: Georgia and Georgia, but not
Vienna in Austria and Vienna in Virginia."""

KNOWN: Final = 20_000
"""From so many inhabitants on a capital is meant by its own name, whatever is larger: Islamabad and no other, though
Chittagong was once called so. A smaller one counts beside the others: Hamilton, in Bermuda and in Canada."""


class Place(NamedTuple):
    """A place.

    Attributes:
        number: tells it from every other.
        sort: `c` country, `s` state of the United States, `t` town.
        is_capital: whether it is the capital of a country.
        within: the number of what it lies in. None for a country.
        weight: how many people live there.

    """

    number: int
    sort: str
    within: int | None
    weight: int
    is_capital: bool = False


class Gazetteer:
    """Every place that we know, by its names."""

    def __init__(self, packed: bytes) -> None:
        """Unpack. The form is described in `scripts/lib/gazetteer.py`."""
        places, _, self._names = zlib.decompress(packed).partition(b"\n\f")
        self._places = places.split(b"\n")

    def place(self, number: int) -> Place:
        """The place with a number."""
        sort, within, weight = self._places[number].split(b"\t")
        is_capital = sort == b"k"
        within_ = int(within) if within else None
        return Place(number, "t" if is_capital else sort.decode(), within_, int(weight), is_capital)

    def called(self, name: str) -> tuple[Place, ...]:
        """The places that a name may mean: a capital whose own name it is, then the weightiest."""
        at = self._names.find(f"\n{folded(name)}\t".encode())
        if at < 0:
            return ()
        line = self._names[at + 1 : self._names.index(b"\n", at + 1)]
        return tuple(self.place(int(number)) for number in line.rpartition(b"\t")[2].split(b","))

    def names_of(self, number: int) -> list[str]:
        """What a place is called, folded."""
        found = re.findall(rf"^(.+)\t(?:\d+,)*{number}(?:,\d+)*$".encode(), self._names, re.MULTILINE)
        return [name.decode() for name in found]

    def lies_in(self, place: Place, other: Place) -> bool:
        """Whether the first lies in the second, which is another."""
        while place.within is not None:
            if place.within == other.number:
                return True
            place = self.place(place.within)
        return False


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one that comes with the program."""
    packed = get_data("timeline.values", "gazetteer.bin")
    assert packed is not None
    return Gazetteer(packed)


def weighty(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Those of one name that somebody means who does not say where it lies."""
    most = max(one.weight for one in places)
    first = places[0]
    if first.is_capital and KNOWN <= first.weight < most:  # it stands before a weightier one: the name is its own
        return (first,)
    return tuple(one for one in places if one.is_capital or one.weight >= WEIGHTY * most)
