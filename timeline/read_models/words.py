"""Which words of a fact can be searched for? They are folded and cut here, so that every store finds the same.

A word of the index is a letter for what it is said of, then the word: `p` a person, `l` a place, `t` a topic, `o` an
outlet or an origin, `k` what is linked, `j` the id of a fact that is judged. `a` stands for any of these, and for
everything else that a fact says.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final

from events.facts.base import Person, Time, Translation
from events.facts.judgement import JudgementOnFact, SubjectsLinked
from events.facts.people import RoleChanged
from events.facts.subject import Subject
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from events.store.log import recorded_fact
from timeline.values.folding import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from events.facts.base import Fact
    from events.store.port import Engine, StoredFact
    from events.store.read_models import ReadModelWriter

INDEX_SHAPE: Final = 1
"""The shape of the index of this release. Raise it with every change of which words a fact has."""

ANY, PERSON, PLACE, TOPIC, OUTLET, LINKED, JUDGED = "apltokj"

_LOT: Final = 5_000
"""Facts that are indexed in one transaction."""

_NO_WORDS: Final = frozenset({"report", "url", "target", "digest", "whose", "kind_", "language"})
"""Attributes that are addresses and terms, and nothing that anybody said."""


def texts_of(fact: Fact) -> dict[str, list[str]]:
    """What a fact says, by what it is said of. `a` has everything."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, value in fact.__dict__.items():
        if value is not None and name not in _NO_WORDS:
            texts[ANY] += _texts(value)
    texts[PERSON] = [person.name for person in fact.said("persons") or ()]
    if isinstance(fact, RoleChanged):
        texts[PERSON] += [name for name in (fact.person, fact.predecessor) if name]
    texts[PLACE] = [text for name in ("place", "venue", "visit") if isinstance(text := fact.said(name), str)]
    texts[TOPIC] = [*(fact.said("topics") or ()), *(_texts(fact.said("issue"))), *(_texts(fact.said("about")))]
    if isinstance(fact, ReportFiled | SourceAssessed):
        texts[OUTLET] = [fact.outlet, *_texts(fact.said("origin"))]
    if isinstance(fact, DialogueOpened):
        texts[TOPIC] += [fact.title, *fact.names]
    if isinstance(fact, SubjectsLinked):
        texts[LINKED] = [Subject.parse(text).key for text in fact.subjects_]
        texts[ANY] = texts[LINKED]
    return texts


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case tuple():
            return [text for one in value for text in _texts(one)]
        case Person(name=name, role=role, side=side):
            return [text for text in (name, role, side) if text]
        case Time(wording=wording):
            return [wording] if wording else []
        case Translation(text=text):
            return [text]
        case _:
            return []


def index_words(fact: Fact) -> set[str]:
    """The words of a fact as the index holds them."""
    words = {f"{letter}{word}" for letter, texts in texts_of(fact).items() for text in texts for word in words_of(text)}
    if isinstance(fact, JudgementOnFact):
        words.add(f"{JUDGED}{fact.target}")
    return words


class Indexer:
    """A hook of an append (`events.store.port.Hook`): takes the words of its facts into the index.

    An index that does not reach the end of the log stays as it is: what it lacks is read from the log, and `rebuild`
    takes it in.
    """

    def __call__(self, read_models: ReadModelWriter, rows: Sequence[StoredFact]) -> None:
        """Take the words of the rows in."""
        index = read_models.index
        if index.reach(INDEX_SHAPE) == rows[0].position - 1:
            index.add(INDEX_SHAPE, _by_word(rows), until=rows[-1].position)


def _by_word(rows: Iterable[StoredFact]) -> dict[str, list[int]]:
    words: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for word in index_words(recorded_fact(row).fact):
            words[word].append(row.position)
    return words


def take_in(engine: Engine, *, anew: bool = False) -> int:
    """Take into the index what it lacks, batch by batch. All of the log where `anew`. Returns how many facts."""
    done = 0
    for rows in _lots(engine, anew=anew):
        words, since, until = _by_word(rows), rows[0].position - 1, rows[-1].position

        if not engine.read_models.change(partial(_add, words=words, since=since, until=until)):
            break
        done += len(rows)
    return done


def _add(writer: ReadModelWriter, *, words: Mapping[str, Sequence[int]], since: int, until: int) -> bool:
    """Take in what follows a position. False where somebody else did meanwhile."""
    index = writer.index
    if since == 0:
        index.drop()
    elif index.reach(INDEX_SHAPE) != since:
        return False
    index.add(INDEX_SHAPE, words, until=until)
    return True


def _lots(engine: Engine, *, anew: bool) -> Iterator[list[StoredFact]]:
    reach = 0 if anew else engine.read_models.index.reach(INDEX_SHAPE)
    while rows := list(engine.since(reach, limit=_LOT)):
        yield rows
        reach = rows[-1].position
