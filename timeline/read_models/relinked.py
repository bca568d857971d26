"""Which facts on record do new links have read otherwise?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.judgement import SubjectsLinked
from timeline.knowledge.linked_places import place_among, places_by
from timeline.knowledge.linking import merged_by
from timeline.read_models.called import settling
from timeline.values.folding import LATIN, script
from timeline.values.places import PlaceValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.store.log import RecordedFact
    from events.store.port import StoredFact
    from timeline.read_models.rows import Rows
    from timeline.values.places import LinkedPlace


def read_otherwise(new: Sequence[RecordedFact], log: Rows) -> Iterator[StoredFact]:
    """The rows of facts that new links have read otherwise, and perhaps of some others, each once or more often.

    Args:
        new: the links, and what is new besides.
        log: the facts on record. No link among them is judged.

    """
    links = [one for one in new if isinstance(one.fact, SubjectsLinked)]
    before, after = ([(one, one.fact) for one in some] for some in (log.links, [*log.links, *links]))
    (was, stood), (now, stands) = merged_by(before), merged_by(after)
    for subject in was.keys() | now.keys():
        if was.get(subject, subject) != now.get(subject, subject):
            is_settled = subject.type != "person" or all(
                settling(subject, merged, log, new) is not None for merged in (was, now)
            )
            for same in (subject,) if is_settled else log.linked.same_as(subject):
                yield from log.about(same)
    places_before, places_now = places_by(stood), places_by(stands)
    if places_before != places_now:
        yield from _placed_otherwise(log.by_place, places_before, places_now)


def _placed_otherwise(
    by_place: dict[str, list[StoredFact]], before: dict[object, LinkedPlace], now: dict[object, LinkedPlace]
) -> Iterator[StoredFact]:
    """The rows that name a place which is shown otherwise, or goes with another one otherwise than before.

    A place in other than Latin letters is shown by a name that is linked with it. Else a place tells nothing but beside
    others of its subject. So a subject can come out otherwise only where two of its facts name such a pair, and one of
    them is of the rarer name.
    """
    was, stands = (
        {text: PlaceValue(text, linked=place_among(some, text)) for text in by_place} for some in (before, now)
    )
    for one in (text for text in by_place if was[text] != stands[text]):
        if script(one) != LATIN:
            yield from by_place[one]
        for other, rows in by_place.items():
            if other != one and _beside(was[one], was[other]) != _beside(stands[one], stands[other]):
                yield from min(by_place[one], rows, key=len)


def _beside(one: PlaceValue, other: PlaceValue) -> tuple[bool, ...]:
    """What a place is beside another one."""
    return one.key == other.key, one.compatible(other), one.refines(other), other.refines(one)
