"""How does an answer read in another language? Its names, places, wordings and quotes as reports give them there.

An answer is made in English first. Its content, order and numbers do not depend on the reader's language. Then each
name is replaced by the one of that language, and the English or original one is put into `originals`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from events.facts.base import Time
from timeline.knowledge.known import persons_named
from timeline.values.languages import primary
from timeline.values.place_names import is_written_in, place_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact

ORIGINALS: Final = "originals"
"""The key under which an answer has what stood there before, by its own keys."""

_PLACES: Final = frozenset({"place", "venue"})
_PERSONS: Final = frozenset({"person", "name", "predecessor", "successor", "said_by", "who"})
_OF_ATTRIBUTE: Final = frozenset({"value", "preferred", "before", "after"})
"""Keys whose values are of the attribute that a dispute, a change or an explanation is about."""


class Naming:
    """What persons, places and times of a dialogue are called in a language, by the reports that are known."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        """Gather what reports in that language call them, the oldest first."""
        self._knowledge = knowledge
        self._language = language
        self._facts = {known.fact_id: known for known in (*knowledge.facts, *knowledge.withdrawn)}
        readers = sorted((known for known in knowledge.facts if self._is_readers(known)), key=lambda known: known.age)
        self._places = self._spelt((text, known) for known in readers for text in _texts(known, "place", "venue"))
        self._written = {text: None for known in knowledge.facts for text in _texts(known, "place", "venue")}
        persons: dict[str, list[tuple[str, KnownFact]]] = defaultdict(list)
        for known in readers:
            for name in persons_named(known.fact):
                persons[knowledge.person(name)].append((name, known))
        self._persons = {name: self._spelt(spelt) for name, spelt in persons.items()}
        self.place = cache(self._place)

    def _is_readers(self, known: KnownFact) -> bool:
        return known.report is not None and primary(known.report.filed.language) == primary(self._language)

    def _spelt(self, spelt: Iterable[tuple[str, KnownFact]]) -> list[str]:
        """Spellings in the letters of the language, the one of most origins first, of as many the oldest."""
        origins: dict[str, set[str | None]] = defaultdict(set)
        for text, known in spelt:
            origins[text].add(known.origin)
        written = (text for text in origins if is_written_in(text, self._language))
        return sorted(written, key=lambda text: -len(origins[text]))

    def _place(self, text: str) -> str | None:
        """A place: as most origins spell it, else as the gazetteer does. None where neither knows it."""
        place = self._knowledge.place
        key = place(text).key
        spelt = (one for one in self._places if place(one).key == key)
        return next(spelt, None) or place_in(text, self._language)

    def original(self, text: str) -> str:
        """How a report spells a place that stands in an answer: the gazetteer may have named it in English."""
        place, shown = self._knowledge.place, self.place(text)
        if text in self._written:
            return text
        key = place(text).key
        spelt = [one for one in self._written if place(one).key == key]
        return shown if shown in spelt else min(spelt, default=text)

    def person(self, name: str) -> str | None:
        """A person: as most origins spell a name that is the same or linked. None where none does."""
        return next(iter(self._persons.get(self._knowledge.person(name), ())), None)

    def wording(self, edtf: str, facts: Iterable[str]) -> str | None:
        """The words of one of these facts for a time. None where none is of a report in the language."""
        for known in self._known(facts):
            if self._is_readers(known):
                times = (value for _, value in known.fact if isinstance(value, Time))
                for time in times:
                    if time.edtf == edtf and time.wording:
                        return time.wording
        return None

    def quote(self, fact: str) -> str | None:
        """The quote of a fact as it was translated. None where it is in the language, or nobody translated it."""
        for known in self._known([fact]):
            translated = known.fact.quote_in
            if translated and primary(translated.language) == primary(self._language) and not self._is_readers(known):
                return translated.text
        return None

    def _known(self, facts: Iterable[str]) -> Iterator[KnownFact]:
        return (self._facts[fact] for fact in facts if fact in self._facts)


def named(answer: Any, naming: Naming, *, facts: tuple[str, ...] = (), attribute: str = "") -> Any:  # noqa: ANN401 - any value that JSON has
    """An answer with the names of a language.

    Args:
        answer: as JSON has it.
        naming: the names.
        facts: ids of those that what is around the answer rests on.
        attribute: that what is around the answer is about.

    """
    if isinstance(answer, list):
        return [named(one, naming, facts=facts, attribute=attribute) for one in answer]
    if not isinstance(answer, dict):
        return answer
    facts, attribute = _rests_on(answer) or facts, answer.get("attribute") or attribute
    called: dict[str, Any] = {}
    originals: dict[str, Any] = {}
    for key, value in answer.items():
        name = _chooser(key, answer, naming, facts, attribute)
        chosen = _chosen(value, name) if name else named(value, naming, facts=facts, attribute=attribute)
        called[key] = chosen
        if name and chosen != value:
            original = naming.original(value) if name == naming.place else value
            if original != chosen:
                originals[key] = original
    return {**called, ORIGINALS: originals} if originals else called


def _chosen(value: Any, name: Callable[[str], str | None]) -> Any:  # noqa: ANN401 - a text, a list of texts, or another
    if isinstance(value, list):
        return [_chosen(one, name) for one in value]
    return name(value) or value if isinstance(value, str) else value


def _chooser(
    key: str, answer: Mapping[str, Any], naming: Naming, facts: tuple[str, ...], attribute: str
) -> Callable[[str], str | None] | None:
    """What names the value of a key. None where it is no name."""
    of = attribute if key in _OF_ATTRIBUTE else key
    if of in _PLACES:
        return naming.place
    if of in _PERSONS:
        return naming.person
    if key == "wording":
        if attribute in _PLACES:
            return None
        time = answer.get("edtf") or answer.get("value")
        return lambda _: naming.wording(str(time), facts)
    if key == "quote" and "fact" in answer:
        return lambda _: naming.quote(answer["fact"])
    return None


def _rests_on(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the facts that an answer names itself."""
    facts = answer.get("facts")
    if isinstance(facts, list):
        return tuple(facts)
    evidence = answer.get("evidence")
    return tuple(one["fact"] for one in evidence) if isinstance(evidence, list) else ()


def _texts(known: KnownFact, *attributes: str) -> Iterator[str]:
    for attribute in sorted(attributes):
        text = known.fact.said(attribute)
        if isinstance(text, str):
            yield text
