"""Which facts speak of some words, a person, a place, a topic, an outlet, in whatever dialogue?

The index names the facts that may. Each of them is read and looked at again, and so is every fact that is not in the
index yet. So the answer is the same on every store, also on one without an index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from events.errors import BadInputError
from events.facts.judgement import SubjectsLinked
from events.facts.subject import Subject
from events.facts.tracking import ReportFiled
from timeline.application.asking import ledger_of, log_of, require
from timeline.application.moment import day_of
from timeline.application.reply import Reply
from timeline.read_models import words as index
from timeline.values.folding import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from events.store.log import FactLog, RecordedFact
    from events.store.port import Engine
    from timeline.answers.shapes import Question

MOST = 50
"""Facts that are told where nobody says how many."""


class Fields(TypedDict, total=False):
    """What a fact is to speak of besides words.

    Attributes:
        person: whom it names, in any spelling that was linked to this one.
        place: where, by whatever name a gazetteer knows.
        topic: what it is about.
        outlet: who published it, or whose words it carries.
        since: only what became known since this day.
        dialogues: only of these. Of all where left out.
        limit: at most so many.

    """

    person: str | None
    place: str | None
    topic: str | None
    outlet: str | None
    since: date | str | None
    dialogues: str | Collection[str]
    limit: int


class _Wanted(NamedTuple):
    """What is looked for: words of one field, in any of several spellings.

    Attributes:
        letter: of the field.
        spellings: each as its words. The first is the one typed.

    """

    letter: str
    spellings: tuple[tuple[str, ...], ...]

    def told(self, texts: dict[str, list[str]]) -> list[str]:
        """The texts of a fact that speak of it. Of any field all words may stand in several texts together."""
        said = [(text, words_of(text)) for text in texts.get(self.letter, ())]
        for spelling in self.spellings:
            whole = [text for text, words in said if _has_all(words, spelling)]
            if whole:
                return whole
            if self.letter == index.ANY and _has_all([word for _, words in said for word in words], spelling):
                return [text for text, words in said if _has_any(words, spelling)]
        return []

    def positions(self, engine: Engine) -> set[int]:
        """Where the index has all words of a spelling."""
        found: set[int] = set()
        for spelling in self.spellings:
            of_words = [engine.read_models.index.beginning_with(f"{self.letter}{word}") for word in spelling]
            found |= set.intersection(*of_words)
        return found


def _has_all(words: Sequence[str], spelling: Sequence[str]) -> bool:
    return all(any(word.startswith(wanted) for word in words) for wanted in spelling)


def _has_any(words: Sequence[str], spelling: Sequence[str]) -> bool:
    return any(word.startswith(wanted) for word in words for wanted in spelling)


def found(  # noqa: PLR0913 - what can be looked for
    engine: Engine,
    question: Question,
    today: date,  # noqa: ARG001 - what every question takes
    *words: str,
    person: str | None = None,
    place: str | None = None,
    topic: str | None = None,
    outlet: str | None = None,
    since: date | str | None = None,
    dialogues: Collection[str] = (),
    limit: int = MOST,
) -> Reply:
    """The facts that speak of all that is asked for, the newest on record first.

    Args:
        engine: the store.
        question: that is answered.
        today: not asked for.
        words: that a fact has, anywhere. The beginning of a word is enough.
        person: whom it names, in any spelling that was linked to this one.
        place: where, by whatever name a gazetteer knows.
        topic: what it is about.
        outlet: who published it, or whose words it carries.
        since: only what became known since this day.
        dialogues: only of these. Of all where left out.
        limit: at most so many.

    Raises:
        BadInputError: nothing is asked for.
        NotFoundError: there is no such dialogue.

    """
    require(engine, dialogues)
    log = log_of(engine)
    asked = ((index.ANY, " ".join(words)), (index.PERSON, person), (index.PLACE, place), (index.TOPIC, topic))
    wanted = [_wanted(log, letter, text) for letter, text in asked if text]
    published = None if outlet is None else _reports_of(log, outlet)
    if not wanted and published is None:
        raise BadInputError("nothing is looked for", hint="Type words, or name a person, a place, a topic, an outlet.")
    search = _Search(log, wanted, published, day_of(since), frozenset(dialogues), limit)
    return Reply(question, plain=list(search.rows()))


def _wanted(log: FactLog, letter: str, text: str) -> _Wanted:
    spelling = tuple(words_of(text))
    if not spelling:
        raise BadInputError(f"{text!r} has no word to look for", hint="Type letters or digits.")
    spellings = [spelling]
    if letter in (index.ANY, index.PERSON, index.PLACE):
        spellings += _linked(log, spelling)
    if letter in (index.ANY, index.PLACE):
        spellings += _names_of_place(text)
    return _Wanted(letter, tuple(dict.fromkeys(spellings)))


def _linked(log: FactLog, spelling: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The other spellings of a name that somebody judged to be the same."""
    todo, seen = [spelling], {spelling}
    while todo:
        wanted = _Wanted(index.LINKED, (todo.pop(),))
        for recorded in _candidates(log, [wanted], SubjectsLinked.kind()):
            fact = recorded.fact
            if not isinstance(fact, SubjectsLinked) or fact.as_ != "same":
                continue
            names = [tuple(words_of(Subject.parse(text).key)) for text in fact.subjects_]
            if any(_has_all(name, wanted.spellings[0]) for name in names):
                new = [name for name in names if name and name not in seen]
                seen.update(new)
                todo += new
                yield from new


def _names_of_place(text: str) -> Iterator[tuple[str, ...]]:
    from timeline.values.gazetteer import gazetteer
    from timeline.values.places import located

    number = located(text).only
    if number is not None:
        yield from (tuple(words_of(name)) for name in gazetteer().names_of(number))


def _candidates(log: FactLog, wanted: Sequence[_Wanted], kind: str = "") -> Iterator[RecordedFact]:
    """The facts, of a kind where one is named, that may speak of all that is wanted, the newest first."""
    engine = log.engine
    reach = engine.read_models.index.reach(index.INDEX_SHAPE)
    beyond = [row for row in engine.since(reach) if row.topic.startswith(kind)]
    yield from map(log.decoded, reversed(beyond))
    if reach:
        positions = set.intersection(*(one.positions(engine) for one in wanted)) if wanted else set()
        for position in sorted(positions, reverse=True):
            yield from (log.decoded(row) for row in engine.since(position - 1, limit=1))


def _reports_of(log: FactLog, outlet: str) -> dict[tuple[str, str], ReportFiled]:
    """The reports that an outlet published, or that carry its words, by dialogue and id."""
    wanted = _Wanted(index.OUTLET, (tuple(words_of(outlet)),))
    if not wanted.spellings[0]:
        raise BadInputError(f"{outlet!r} has no word to look for", hint="Type letters or digits.")
    return {
        (one.dialogue, one.fact.id): one.fact
        for one in _candidates(log, [wanted], ReportFiled.kind())
        if isinstance(one.fact, ReportFiled) and wanted.told(index.texts_of(one.fact))
    }


class _Search:
    """The way through the facts that may be meant."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that is asked for
        self,
        log: FactLog,
        wanted: list[_Wanted],
        published: dict[tuple[str, str], ReportFiled] | None,
        since: date | None,
        dialogues: frozenset[str],
        limit: int,
    ) -> None:
        self._log = log
        self._wanted = wanted
        self._published = published
        self._since = since
        self._dialogues = dialogues
        self._limit = limit

    def rows(self) -> Iterator[dict[str, Any]]:
        from timeline.answers.found import found_answer

        told = 0
        for recorded in self._facts():
            if told >= self._limit:
                return
            if self._dialogues and recorded.dialogue not in self._dialogues:
                continue
            told_by = self._told_by(recorded)
            report = self._report(recorded)
            if told_by is None or not self._is_since(recorded, report) or self._is_taken_back(recorded):
                continue
            told += 1
            yield found_answer(recorded, report, told_by).model_dump(mode="json")

    def _facts(self) -> Iterator[RecordedFact]:
        if self._wanted:
            return _candidates(self._log, self._wanted)
        published = self._published or {}
        engine = self._log.engine
        keys = [(dialogue, f"report:{id_}") for dialogue, id_ in published]
        rows = sorted(engine.taken(keys).values(), key=lambda row: -row.position)
        return map(self._log.decoded, rows)

    def _told_by(self, recorded: RecordedFact) -> list[str] | None:
        """The texts of a fact that speak of what is asked for. None where it does not speak of all of it."""
        if self._published is not None and not self._is_published(recorded):
            return None
        texts = index.texts_of(recorded.fact)
        told = [one.told(texts) for one in self._wanted]
        return list(dict.fromkeys(text for one in told for text in one)) if all(told) else None

    def _is_published(self, recorded: RecordedFact) -> bool:
        fact = recorded.fact
        cited = fact.id if isinstance(fact, ReportFiled) else fact.said("report")
        return (recorded.dialogue, cited) in (self._published or {})

    def _report(self, recorded: RecordedFact) -> ReportFiled | None:
        if isinstance(recorded.fact, ReportFiled):
            return recorded.fact
        cited = recorded.fact.said("report")
        key = (recorded.dialogue, f"report:{cited}")
        row = self._log.engine.taken([key]).get(key) if isinstance(cited, str) else None
        fact = None if row is None else self._log.decoded(row).fact
        return fact if isinstance(fact, ReportFiled) else None

    def _is_since(self, recorded: RecordedFact, report: ReportFiled | None) -> bool:
        if self._since is None:
            return True
        window = report.published.window if report is not None and report.published is not None else None
        known = window.latest if window is not None and window.latest is not None else recorded.recorded_at.date()
        return known >= self._since

    def _is_taken_back(self, recorded: RecordedFact) -> bool:
        """Whether a judgement on the fact stands that takes it back."""
        from timeline.knowledge.judgements import fact_today

        wanted = f"{index.JUDGED}{recorded.fact_id}"
        engine = self._log.engine
        judged = engine.read_models.index.beginning_with(wanted)
        reach = engine.read_models.index.reach(index.INDEX_SHAPE)
        if not judged and reach == engine.head():
            return False
        _, taken_back = fact_today(ledger_of(self._log, recorded.dialogue), recorded)
        return taken_back is not None
