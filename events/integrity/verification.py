"""Does the log hold? Every row computed anew, and compared with the tree that grew with it and with a checkpoint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from events.errors import StoreError
from events.facts.catalogue import CATALOGUE, UnreadableTopicError
from events.facts.judgement import FactRedacted
from events.identity import REDACTED, digest_of, fact_id_of
from events.intake.legality import illegal
from events.limits import FAULTS_KEPT
from events.merkle import Frontier
from events.store.tree import MARK_BYTES, frontier_of, instant_text, leaf_of
from events.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from events.integrity.checkpoint import Checkpoint
    from events.store.port import Engine, StoredFact

_TOLD = 1_000
"""Facts between two times that it is told how far it is."""


@dataclass(frozen=True, slots=True)
class LogFault:
    """What does not hold.

    Attributes:
        position: where; None where no single fact can be named.
        problem: what is wrong there.
        is_illegal: the fact is as it was put in, and could not have been recorded: it can be left out.

    """

    position: int | None
    problem: str
    is_illegal: bool = False

    def __str__(self) -> str:
        return self.problem if self.position is None else f"position {self.position} {self.problem}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of it.

    Attributes:
        size: facts that were looked at.
        dialogues: in how many dialogues they are.
        root: of the tree over them.
        faults: what does not hold, in order of position; what has none comes last.
        newer: topics that only a newer release reads, each with its first position: their digests and their places in
            the tree were looked at, their content was not.
        redacted: facts whose content was taken away, each by a judgement of the log.

    """

    size: int
    dialogues: int
    root: bytes
    faults: tuple[LogFault, ...]
    newer: Mapping[str, int] = field(default_factory=dict)
    redacted: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    def require_readable(self) -> None:
        """Refuse a log that this release cannot read, though it holds.

        Raises:
            UnreadableTopicError: names what a newer release wrote.

        """
        if self.newer:
            raise UnreadableTopicError(dict(self.newer))


def verify(
    engine: Engine,
    *,
    since: Checkpoint | None = None,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Verification:
    """Look at every fact up to the head of the log; what others append meanwhile is left for the next time.

    Args:
        engine: the store.
        since: also show that the log only grew since then.
        told: is called with the number of facts that were looked at, and of all, now and then.

    """
    return outcome_of(steps(engine, since), told)


def outcome_of(taken: Iterable[tuple[int, int] | Verification], told: Callable[[int, int], None]) -> Verification:
    """Tell how far it is, until it is done."""
    for step in taken:
        if isinstance(step, Verification):
            return step
        told(*step)
    raise AssertionError("it was not gone to its end")


def steps(engine: Engine, since: Checkpoint | None) -> Iterator[tuple[int, int] | Verification]:
    """Look at every fact; see `verify`. Now and then how many were looked at, and of how many; last the outcome."""
    # In this order: whatever the log holds at its head, the tree that is read afterwards covers.
    head = engine.head()
    walk = _Walk(engine, head=head, size=None if since is None else since.size)
    try:
        yield from walk.through()
        walk.look_at_redactions()
        walk.look_beside()
    except StoreError as error:
        walk.add(None, error.message)
    walk.faults += [LogFault(None, problem) for problem in _own_faults(engine)]
    if since is not None:
        walk.compare_with(since)
    frontier = walk.frontier
    faults = sorted(walk.faults, key=lambda fault: (fault.position is None, fault.position))
    redacted = len(walk.redacted)
    yield Verification(frontier.size, len(walk.versions), frontier.root(), tuple(faults), walk.newer, redacted)


def _own_faults(engine: Engine) -> list[str]:
    try:
        return engine.own_faults()
    except StoreError as error:
        return [error.message]


class _Walk:
    """The way through the log, with what was seen on it."""

    def __init__(self, engine: Engine, *, head: int, size: int | None) -> None:
        """Begin; the root is remembered where the tree has that size."""
        self.faults: list[LogFault] = []
        self.newer: dict[str, int] = {}
        self.redacted: dict[str, int] = {}
        """The facts without content, each with its position."""
        self._redactions: dict[str, int] = {}
        """The facts that are redacted, each with the position of the judgement."""
        self.frontier = Frontier()
        self.versions: dict[str, int] = {}
        self._engine = engine
        self._now = engine.now()
        self._size = size
        self._root_then = self.frontier.root() if size == 0 else None
        self._topics: dict[str, int] = {}
        self._before: StoredFact | None = None
        self._kept, self._kept_root = self._kept_tree(head)
        self._end = max(head, self._kept)
        self._head = head
        self._root_at_kept = self.frontier.root()

    def _kept_tree(self, head: int) -> tuple[int, bytes | None]:
        """Size and root of the tree that is kept beside the log; of one that cannot be read, those it should have."""
        try:
            size, roots = self._engine.tree_head()
            return size, frontier_of(size, roots).root()
        except (StoreError, ValueError):
            self.add(None, "the tree head beside the log cannot be read")
            return head, None

    def add(self, position: int | None, problem: str, *, is_illegal: bool = False) -> None:
        """Note a fault."""
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(LogFault(position, problem, is_illegal))

    def through(self) -> Iterator[tuple[int, int]]:
        """Look at every row. Now and then, how many there were so far, and how many there are."""
        for row, once, mark in self._engine.guarded():
            if row.position > self._end:
                break
            if self.frontier.size % _TOLD == 0:
                yield self.frontier.size, self._end
            self._look(row, once, mark)
        yield self.frontier.size, self.frontier.size

    def _look(self, row: StoredFact, once: object, mark: object) -> None:
        before = self._before
        expected = before.position + 1 if before else 1
        if row.position > expected:
            self.add(expected, f"is missing{_up_to(expected, row.position - 1)}: facts were taken out")
        elif row.position < expected:
            self.add(row.position, "stands before the first one")
        if row.payload == REDACTED:
            self.redacted[row.fact_id] = row.position
        leaf = leaf_of(row)
        problem = next(self._problems(row, once), None)
        if problem is None and row.position <= self._kept and mark != leaf[:MARK_BYTES]:
            problem = "is not as it was recorded: its content or its envelope was changed"
        if problem is not None:
            self.add(row.position, problem)
        elif (problem := illegal(row, self._now)) is not None:
            self.add(row.position, problem, is_illegal=True)
        self.versions[row.dialogue] = row.version
        self._topics.setdefault(row.topic, row.position)
        self._before = row
        self.frontier.append(leaf)
        if self.frontier.size == self._size:
            self._root_then = self.frontier.root()
        if self.frontier.size == self._kept:
            self._root_at_kept = self.frontier.root()

    def _problems(self, row: StoredFact, once: object) -> Iterator[str]:
        """What is wrong with a row, most telling first."""
        if row.payload != REDACTED and digest_of(row.dialogue, row.topic, row.payload) != row.digest:
            yield "does not fit its digest: its content, kind or dialogue was changed"
        if fact_id_of(row.digest) != row.fact_id:
            yield "does not fit its id: its id or its digest was changed"
        version = self.versions.get(row.dialogue, 0)
        if row.version != version + 1:
            yield f"has version {row.version} of dialogue {row.dialogue!r}, after version {version}"
        if self._before is not None and row.recorded_at < self._before.recorded_at:
            yield f"was recorded at {instant_text(row.recorded_at)}, before the fact before it"
        try:
            fact = CATALOGUE.decode(row.topic, row.payload)
            if isinstance(fact, FactRedacted):
                self._redactions[fact.target] = row.position
            expected = fact.once()
        except UnreadableTopicError:
            self.newer.setdefault(row.topic, row.position)
        except StoreError as error:
            yield f"cannot be read: {error.message}"
        else:
            if once != expected:
                yield f"is kept as the only {once!r} of its dialogue, and is {expected!r}"

    def look_at_redactions(self) -> None:
        """Compare what has no content with what the log says was taken away."""
        for fact_id, position in self.redacted.items():
            if fact_id not in self._redactions:
                self.add(position, "has no content, and no judgement redacts it: its content was taken away")
        for fact_id, position in self._redactions.items():
            if fact_id not in self.redacted:
                self.add(position, f"redacts fact {fact_id}, which has its content: it was put back")

    def look_beside(self) -> None:
        """Compare what is kept beside the log with what was seen."""
        last = self._before.position if self._before else 0
        if last < self._kept:
            self.add(last + 1, f"is missing{_up_to(last + 1, self._kept)}: the end of the log was cut off")
        elif self._head > self._kept:
            self.add(self._kept + 1, f"was put in behind our back: the tree head covers {counted(self._kept, 'fact')}")
        elif self._kept_root not in (None, self._root_at_kept) and not self.faults:
            self.add(None, f"the tree head beside the log is not that of its {counted(self._kept, 'fact')}")
        kept = {topic: position for topic, position in self._engine.topics().items() if position <= self._end}
        for topic in sorted({*kept, *self._topics}):
            if kept.get(topic) != self._topics.get(topic):
                told = f"names {kept[topic]}" if topic in kept else "names none"
                self.add(self._topics.get(topic), f"has the first {topic}; the table of topics {told}")

    def compare_with(self, checkpoint: Checkpoint) -> None:
        """Show that the facts of the checkpoint are the first ones still."""
        held, covered = self.frontier.size, checkpoint.size
        if held < covered:
            self.add(
                held + 1, f"is missing: the checkpoint covers {counted(covered, 'fact')}, and the log holds {held}"
            )
        elif self._root_then != checkpoint.root:
            self.add(
                None, f"it does not begin with the {counted(covered, 'fact')} of the checkpoint: the past was rewritten"
            )


def _up_to(first: int, last: int) -> str:
    return "" if first == last else f", and all up to position {last}"
