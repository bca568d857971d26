"""What does the log itself hold: which dialogues, and which facts in the order they were recorded?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from timeline.application.asking import require
from timeline.application.remarks import RedactedFacts
from timeline.application.reply import Reply
from timeline.read_models.stored_form import SHAPE, UnreadableAnswerError, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from events.store.port import Engine, StoredFact, UnavailableError
    from timeline.answers.log import RecordedFactAnswer
    from timeline.answers.shapes import Question

BEYOND_ALL = 2**62
"""No log has so many facts. A store counts no further than twice this."""


def recorded(
    engine: Engine,
    question: Question,
    _today: date,
    dialogue: str | None = None,
    *,
    since: int = 0,
    limit: int | None = None,
) -> Reply:
    """The facts of one dialogue or of all, those after a position, at most so many. Read while they are taken.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from timeline.answers.log import recorded_fact_answer

    return Reply(question, made=map(recorded_fact_answer, stored(engine, dialogue, since=since, limit=limit)))


def redacted_of(engine: Engine, dialogue: str | None = None) -> tuple[RedactedFacts, ...]:
    """A remark where facts of a dialogue, or of any, are redacted. Quick where none is."""
    from events.identity import REDACTED

    if not any(topic.startswith("fact-redacted@") for topic in engine.topics()):
        return ()
    if dialogue is None:
        return (RedactedFacts(None),)
    facts = sum(row.payload == REDACTED for row in engine.stream(dialogue))
    return (RedactedFacts(facts),) if facts else ()


def stored(engine: Engine, dialogue: str | None, *, since: int = 0, limit: int | None = None) -> Iterator[StoredFact]:
    """The rows of those facts.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    since = min(since, BEYOND_ALL)
    if dialogue is None:
        rows = engine.since(since)
    else:
        require(engine, [dialogue])
        rows = (row for row in engine.stream(dialogue) if row.position > since)
    return islice(rows, None if limit is None else min(limit, BEYOND_ALL))


def followed(
    engine: Engine,
    dialogue: str | None,
    position: int,
    *,
    lost: Callable[[UnavailableError], None] = lambda _: None,
    back: Callable[[int], None] = lambda _: None,
) -> Iterator[RecordedFactAnswer]:
    """The facts of one dialogue or of all after a position, each once, as they are recorded, without end.

    Args:
        engine: the store.
        dialogue: whose. Of all where None.
        position: after which.
        lost: is called when the store cannot be reached.
        back: is called with the last position when it can again.

    Raises:
        NotFoundError: there is no such dialogue, or the log does not reach that position.

    """
    from timeline.answers.log import recorded_fact_answer

    rows = stored_as_they_come(engine, dialogue, position, lost=lost, back=back)
    return map(recorded_fact_answer, rows)


def stored_as_they_come(
    engine: Engine,
    dialogue: str | None,
    position: int,
    *,
    lost: Callable[[UnavailableError], None],
    back: Callable[[int], None],
) -> Iterator[StoredFact]:
    """The rows of those facts."""
    from events.store.following import follow

    if dialogue is not None:
        require(engine, [dialogue])
    rows = follow(engine, min(position, BEYOND_ALL), lost=lost, back=back)
    return rows if dialogue is None else (row for row in rows if row.dialogue == dialogue)


class Arrivals:
    """The facts of all dialogues from now on, in the order they are recorded, until it is ended."""

    def __init__(
        self, engine: Engine, *, lost: Callable[[UnavailableError], None], back: Callable[[int], None]
    ) -> None:
        """Begin after the last fact that there is.

        Args:
            engine: the store.
            lost: is called when the store cannot be reached.
            back: is called with the last position when it can again.

        """
        from events.store.following import follow

        self._followed = follow(engine, engine.head(), lost=lost, back=back)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Position and dialogue of each fact, however long it takes to come."""
        return ((row.position, row.dialogue) for row in self._followed)

    def end(self) -> None:
        """Let whoever waits for the next fact go, within about a second. Called from any thread."""
        self._followed.end()


def tracked(engine: Engine, question: Question, day: date) -> Reply:
    """Each dialogue of the log, in order of slug: as it is kept, else from its log."""
    read_models = engine.read_models
    if not read_models.in_use(SHAPE):
        return Reply(question, plain=list(_counted(engine.since()).values()))
    stale = set(read_models.stale(SHAPE, day.toordinal()))
    found = {}
    for dialogue, heading in read_models.headings(SHAPE).items():
        try:
            found[dialogue] = unpacked(heading)
        except UnreadableAnswerError:
            stale.add(dialogue)  # `timeline verify` names it; the log has the answer
    for dialogue in stale:
        found.pop(dialogue, None)
        found |= _counted(engine.stream(dialogue))
    return Reply(question, plain=[found[slug] for slug in sorted(found)])


def _counted(log: Iterable[StoredFact]) -> dict[str, dict[str, Any]]:
    """Each dialogue of a log by slug, in order of slug."""
    from events.facts.catalogue import CATALOGUE
    from events.facts.tracking import DialogueOpened
    from events.identity import REDACTED
    from timeline.answers.tracked import TrackedDialogueAnswer

    found: dict[str, dict[str, Any]] = {}
    for row in log:
        nothing = {"dialogue": row.dialogue, "title": None, "parties": (), "facts": 0, "reports": 0}
        dialogue = found.setdefault(row.dialogue, nothing)
        kind = row.topic.partition("@")[0]
        dialogue["facts"] += 1
        dialogue["reports"] += kind == "report-filed" and row.payload != REDACTED
        dialogue["last_recorded"] = row.recorded_at
        if kind == "dialogue-opened":
            heading = CATALOGUE.decode(row.topic, row.payload)
            if isinstance(heading, DialogueOpened):  # else it is redacted
                dialogue |= {"title": heading.title, "parties": heading.parties}
    return {slug: TrackedDialogueAnswer(**found[slug]).model_dump(mode="json") for slug in sorted(found)}
