"""What is held beside the log, so that a question of today reads its answer and not the history?

A **read model** is what somebody above made of one dialogue: its answers, what is to come in it, its heading. A store
holds read models as bytes, by the rules of the log:

- it is made from one version of its dialogue, and answers for no other;
- an append marks the dialogues that it touches as stale, in its own transaction;
- read models have a shape, a number that their maker raises with each change of a rule. One shape is in use; another
  can be built beside it.

A day is its proleptic Gregorian ordinal (`date.toordinal`); what holds for days holds for `since <= day < until`.
"""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from events.store.word_index import WordIndex, WordIndexWriter

Result = TypeVar("Result")

NEVER: Final = 4_000_000
"""The `until` of what has no end: after the last day of the year 9999."""


class KeptAnswer(NamedTuple):
    """An answer of a dialogue.

    Attributes:
        question: that it answers.
        since: the first day on which it does.
        until: the first day on which it does not any more.
        answer: as its maker wrote it.

    """

    question: str
    since: int
    until: int
    answer: bytes


class ToCome(NamedTuple):
    """Something to come, or overdue, in a dialogue.

    Attributes:
        since: the first day on which it stands so.
        number: its place among those of the dialogue.
        until: the first day on which it does not any more.
        is_overdue: 1 where it is overdue; what is to come goes before.
        latest: by which it is ordered first.
        earliest: by which it is ordered next.
        edtf: by which it is ordered last.
        answer: as its maker wrote it.

    """

    since: int
    number: int
    until: int
    is_overdue: int
    latest: int
    earliest: int
    edtf: str
    answer: bytes


class ReadModel(NamedTuple):
    """The read model of a dialogue.

    Attributes:
        dialogue: slug.
        version: of the dialogue that it was made from.
        since: the first day that it answers for.
        until: the first day after the last one.
        heading: the dialogue's row in the list of dialogues.
        answers: to the questions, for all those days.
        to_come: what is to come, for all those days.
        answers_after: the day after which its answers end. Those that end by it are not among them, and where it is
            put, they stay as they are held. 0 where it has all.

    """

    dialogue: str
    version: int
    since: int
    until: int
    heading: bytes
    answers: tuple[KeptAnswer, ...]
    to_come: tuple[ToCome, ...]
    answers_after: int = 0


class ReadModelWriter(Protocol):
    """Writes read models in one transaction that holds the write lock of the store."""

    @property
    def index(self) -> "WordIndexWriter":
        """Writes the index of words."""
        ...

    def mark_stale(self, dialogues: "Iterable[str]") -> None:
        """Mark dialogues as stale in every shape; every append does so for those that it touches."""
        ...

    def forget(self, dialogues: "Iterable[str]") -> None:
        """Drop the read models of dialogues in every shape: they hold what was redacted. They are stale then."""
        ...

    def begin(self, shape: int, *, anew: bool) -> None:
        """Begin to hold a shape, beside the one in use: every dialogue is stale in it.

        Args:
            shape: the shape.
            anew: also where it is held already; what is, is dropped.

        """
        ...

    def put(self, shape: int, ready: "Iterable[ReadModel]") -> list[str]:
        """Hold the read models whose dialogues are still at the version that they were made from.

        Returns:
            Those dialogues.

        """
        ...

    def use(self, shape: int) -> bool:
        """Take a shape into use, and drop all others. Return False, and do neither, while a dialogue is stale in it."""
        ...


class ReadModels(Protocol):
    """The read models of a store.

    An older store that is only read has no place for them: it answers nothing, and nothing is stale.
    """

    @property
    def index(self) -> "WordIndex":
        """The index of words."""
        ...

    @property
    def exist(self) -> bool:
        """Whether the store has a place for them."""
        ...

    def in_use(self, shape: int) -> bool:
        """Whether the store holds read models of this shape for every dialogue but the stale ones."""
        ...

    def answer_of(self, shape: int, dialogue: str, question: str, day: int) -> tuple[int, bytes] | None:
        """The first day on which an answer of a dialogue holds, and the answer, for a day. None where none is ready.

        The version is compared with the log itself: no writer can have forgotten to say that it went on.
        """
        ...

    def answers_on(self, shape: int, question: str, day: int) -> dict[str, bytes | None]:
        """The answer of each dialogue to a question on a day. None where none is ready, or the dialogue is stale."""
        ...

    def to_come(self, shape: int, day: int) -> list[tuple[Any, ...]]:
        """What is to come on a day, in no order. Each row is the dialogue, then the attributes of a `ToCome`.

        A stale dialogue has what was to come before it became stale.
        """
        ...

    def headings(self, shape: int) -> dict[str, bytes]:
        """The heading of each dialogue. A stale one has that from before it became stale."""
        ...

    def stale(self, shape: int, day: int) -> list[str]:
        """The dialogues without a read model for a day, ordered by slug.

        These are the ones that are marked stale, whose read model is of other days, or is missing, and those for which
        somebody put one in past the store.
        """
        ...

    def marked_stale(self, shape: int) -> set[str]:
        """The dialogues that are marked stale: the work list of whoever makes read models."""
        ...

    def versions(self, shape: int) -> dict[str, int]:
        """The version that the read model of each dialogue was made from."""
        ...

    def of(self, shape: int, dialogue: str, answers_after: int = 0) -> ReadModel | None:
        """The read model of a dialogue, its answers in order of days, then questions; None where there is none.

        Args:
            shape: of what is read.
            dialogue: slug.
            answers_after: a day: only the answers that end after it are read.

        """
        ...

    def change(self, action: "Callable[[ReadModelWriter], Result]") -> "Result":
        """Change them in one transaction that holds the write lock. An action that raises has changed nothing."""
        ...
