"""Which place does a name mean, where judgements are about it?

Places have more names than are linked: the gazetteer knows what Seoul is called elsewhere. A judgement goes before it.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING

from timeline.values.places import LinkedPlace, known_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from events.facts.judgement import SubjectsLinked

    _Groups = dict[str, list[str]]
    """By each name all names of its place."""


def places_by(links: Iterable[tuple[SubjectsLinked, str]]) -> dict[object, LinkedPlace]:
    """The places that judgements are about, by all that each is known as. What fits several is the one named first.

    Args:
        links: the linked pairs that stand.

    """
    pairs: dict[str, list[tuple[str, str]]] = {"same": [], "different": [], "unsure": []}
    groups: _Groups = {}
    for link, _ in links:
        one, other = link.subjects()
        if one.type == other.type == "place" and link.as_ != "unsure":
            pairs[link.as_].append((one.key, other.key))
            groups.update((name, [name]) for name in (one.key, other.key) if name not in groups)
    for pair in pairs["same"]:
        _join(groups, *pair)
    for one_name, other_name in _looked_up(groups):
        if not _are_judged(groups, one_name, other_name, pairs["different"]):
            _join(groups, one_name, other_name)
    apart: dict[int, set[str]] = defaultdict(set)
    for first, second in (both for pair in pairs["different"] for both in (pair, pair[::-1])):
        if groups[first] is not groups[second]:
            apart[id(groups[first])].add(groups[second][0])
    found: dict[object, LinkedPlace] = {}
    for name, group in groups.items():
        for key in known_as(name):
            found.setdefault(key, LinkedPlace(tuple(group), frozenset(apart[id(group)])))
    found.pop(None, None)
    return found


def place_among(places: Mapping[object, LinkedPlace], text: str) -> LinkedPlace | None:
    """The one of these places that a text names. None where none is."""
    return next((places[key] for key in known_as(text) if key in places), None) if places else None


def _join(groups: _Groups, one: str, other: str) -> None:
    """Make two names, and all that are joined to either, names of one place."""
    mine, theirs = groups[one], groups[other]
    if mine is not theirs:
        mine += theirs
        groups.update(dict.fromkeys(theirs, mine))


def _looked_up(groups: _Groups) -> Iterator[tuple[str, str]]:
    """The names that are one place by their letters or by the gazetteer."""
    alike: dict[object, list[str]] = defaultdict(list)
    for name in groups:
        for key in known_as(name)[1:]:
            if key is not None:
                alike[key].append(name)
    return chain.from_iterable(combinations(names, 2) for names in alike.values())


def _are_judged(groups: _Groups, one: str, other: str, different: Sequence[tuple[str, str]]) -> bool:
    """Whether two names are of places that somebody judged to be different."""
    both = {id(groups[one]), id(groups[other])}
    return any(both == {id(groups[name]) for name in pair} for pair in different)
