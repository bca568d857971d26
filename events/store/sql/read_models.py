"""How does a store that speaks SQL hold read models? In tables beside the log, alike on every engine.

In a statement each `?` stands for a parameter. The tables, by the names that they have had since format 2:

`kept`      one row a read model: dialogue, version, days, heading
`answers`   an answer of a dialogue, for the days on which it is the answer
`coming`    what is to come in a dialogue, in columns by which it is ordered across dialogues
`behind`    the dialogues that are marked stale
`models`    the shapes that the tables hold: one that is in use, and beside it one that is being built
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from events.store.sql.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from events.store.port import LockedLog
    from events.store.read_models import ReadModel, ReadModelWriter
    from events.store.sql.table import Ask, Transaction
    from events.store.word_index import WordIndex, WordIndexWriter

Result = TypeVar("Result")


_OF_DIALOGUE = {"shape": "integer", "dialogue": "text"}
_DAYS = {"since": "integer", "until": "integer"}
TABLES = {
    "models": Table({"shape": "integer", "in_use": "integer"}, ("shape",)),
    "behind": Table(_OF_DIALOGUE, ("shape", "dialogue")),
    "kept": Table({**_OF_DIALOGUE, "version": "integer", **_DAYS, "heading": "bytes"}, ("shape", "dialogue")),
    "answers": Table(
        {**_OF_DIALOGUE, "question": "text", **_DAYS, "answer": "bytes"}, ("shape", "dialogue", "question", "since")
    ),
    "coming": Table(
        {**_OF_DIALOGUE, "since": "integer", "number": "integer", "until": "integer", "is_overdue": "integer"}
        | {"latest": "integer", "earliest": "integer", "edtf": "text", "answer": "bytes"},
        ("shape", "dialogue", "since", "number"),
    ),
}

# ---- reading -----------------------------------------------------------------------------------------------------

_ANSWER = """
SELECT since, answer FROM answers WHERE shape = ? AND dialogue = ? AND question = ? AND since <= ? AND until > ?
AND (SELECT version FROM kept WHERE kept.shape = answers.shape AND kept.dialogue = answers.dialogue)
  = (SELECT max(version) FROM facts WHERE facts.dialogue = answers.dialogue)"""
_IN_USE = "SELECT in_use FROM models WHERE shape = ?"
_STALE = """
SELECT dialogue FROM behind WHERE shape = ?
UNION SELECT dialogue FROM kept WHERE shape = ? AND (since > ? OR until <= ?) ORDER BY 1"""
_ARE_ALL = """
SELECT (SELECT coalesce(sum(version), 0) FROM kept
    WHERE shape = ? AND dialogue NOT IN (SELECT dialogue FROM behind WHERE behind.shape = kept.shape))
  + (SELECT coalesce(sum((SELECT max(version) FROM facts WHERE facts.dialogue = behind.dialogue)), 0) FROM behind
    WHERE shape = ?)
  = (SELECT coalesce(max(position), 0) FROM facts)"""
_ANSWERS_ON = """
SELECT kept.dialogue, answer FROM kept LEFT JOIN answers ON answers.shape = kept.shape
    AND answers.dialogue = kept.dialogue AND question = ? AND answers.since <= ? AND answers.until > ?
WHERE kept.shape = ?"""
_LOG_VERSIONS = "SELECT dialogue, max(version) FROM facts GROUP BY dialogue"
_TO_COME = """
SELECT dialogue, since, number, until, is_overdue, latest, earliest, edtf, answer FROM coming
WHERE shape = ? AND since <= ? AND until > ?"""
_HEADINGS = "SELECT dialogue, heading FROM kept WHERE shape = ? ORDER BY dialogue"
_MARKED_STALE = "SELECT dialogue FROM behind WHERE shape = ?"
_VERSIONS = "SELECT dialogue, version FROM kept WHERE shape = ?"
_READ_MODEL = "SELECT dialogue, version, since, until, heading FROM kept WHERE shape = ? AND dialogue = ?"
_ANSWERS = """
SELECT question, since, until, answer FROM answers WHERE shape = ? AND dialogue = ? AND until > ?
ORDER BY since, question"""
_EVERY = -(2**62)
"""A day before all days, also before those that somebody wrote there."""
_ALL_TO_COME = """
SELECT since, number, until, is_overdue, latest, earliest, edtf, answer FROM coming
WHERE shape = ? AND dialogue = ? ORDER BY since, number"""


_TO_COME_TYPES = (str, int, int, int, int, int, int, str, bytes)


def _without_answer(dialogue: object) -> tuple[Any, ...]:
    """A row for what is none; nobody can read its answer."""
    return (str(dialogue), 0, 0, 0, 0, 0, 0, "", b"")


class SqlReadModels:
    """Asks the tables, each question in a short read of its own (see `events.store.read_models.ReadModels`)."""

    def __init__(
        self, *, exist: bool, indexed: bool, ask: Ask, locked: Callable[[], AbstractContextManager[LockedLog]]
    ) -> None:
        """Take whether the tables and the index are there, how a statement is asked, how the write lock is taken."""
        self.exist = exist
        self._indexed = indexed
        self._ask_tables = ask
        self._locked = locked

    def _ask(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._ask_tables(statement, parameters) if self.exist else []

    @property
    def index(self) -> WordIndex:
        """The index of words."""
        # Here, since a question that has its answer ready asks for no word.
        from events.store.sql.word_index import SqlWordIndex

        return SqlWordIndex(exists=self._indexed, ask=self._ask_tables)

    def in_use(self, shape: int) -> bool:
        """Whether the store holds read models of this shape for every dialogue but the stale ones."""
        return self._ask(_IN_USE, (shape,)) == [(1,)]

    def answer_of(self, shape: int, dialogue: str, question: str, day: int) -> tuple[int, bytes] | None:
        """The answer of a dialogue on a day, with the first day on which it is that."""
        for since, answer in self._ask(_ANSWER, (shape, dialogue, question, day, day)):
            return (since, answer) if isinstance(since, int) else None
        return None

    def to_come(self, shape: int, day: int) -> list[tuple[Any, ...]]:
        """What is to come on a day; what somebody put there in another form comes without an answer."""
        rows = self._ask(_TO_COME, (shape, day, day))
        return [row if tuple(map(type, row)) == _TO_COME_TYPES else _without_answer(row[0]) for row in rows]

    def headings(self, shape: int) -> dict[str, bytes]:
        """The heading of each dialogue."""
        return {str(dialogue): heading for dialogue, heading in self._ask(_HEADINGS, (shape,))}

    def stale(self, shape: int, day: int) -> list[str]:
        """The dialogues without a read model for a day, ordered by slug.

        What somebody took out or put in is stale as well: the versions of all dialogues add up to the length of the
        log, those of the read models with those of the marked ones; where they do not, each is compared.
        """
        return self._stale_among(_STALE, (shape, shape, day, day), shape)

    def answers_on(self, shape: int, question: str, day: int) -> dict[str, bytes | None]:
        """The answer of each dialogue to a question on a day."""
        rows = self._ask(_ANSWERS_ON, (question, day, day, shape))
        found: dict[str, bytes | None] = {str(dialogue): answer for dialogue, answer in rows}
        return {**found, **dict.fromkeys(self._stale_among(_MARKED_STALE, (shape,), shape))}

    def _stale_among(self, statement: str, parameters: tuple[object, ...], shape: int) -> list[str]:
        """The dialogues that a statement finds, and those of which somebody took out a read model or put one in."""
        if not self.exist:
            return []
        found = {str(dialogue) for (dialogue,) in self._ask(statement, parameters)}
        ((are_all,),) = self._ask(_ARE_ALL, (shape, shape))
        if not are_all:
            held, log = self.versions(shape), dict(self._ask(_LOG_VERSIONS, ()))
            found.update(slug for slug in held.keys() | log.keys() if held.get(slug) != log.get(slug))
        return sorted(found, key=lambda slug: slug.encode(errors="surrogatepass"))

    def marked_stale(self, shape: int) -> set[str]:
        """The dialogues that are marked stale."""
        return {dialogue for (dialogue,) in self._ask(_MARKED_STALE, (shape,))}

    def versions(self, shape: int) -> dict[str, int]:
        """The version that the read model of each dialogue was made from."""
        rows = self._ask(_VERSIONS, (shape,))
        return {str(dialogue): version if isinstance(version, int) else 0 for dialogue, version in rows}

    def of(self, shape: int, dialogue: str, answers_after: int = 0) -> ReadModel | None:
        """The read model of a dialogue."""
        # Here, since a question that has its answer ready needs none of these tuples, and each takes time to make.
        from events.store.read_models import KeptAnswer, ReadModel, ToCome

        key = (shape, dialogue)
        for slug, version, since, until, heading in self._ask(_READ_MODEL, key):
            answers = tuple(KeptAnswer._make(row) for row in self._ask(_ANSWERS, (*key, answers_after or _EVERY)))
            to_come = tuple(ToCome._make(row) for row in self._ask(_ALL_TO_COME, key))
            made_from = version if isinstance(version, int) else 0
            return ReadModel(slug, made_from, since, until, heading, answers, to_come, answers_after)
        return None

    def change(self, action: Callable[[ReadModelWriter], Result]) -> Result:
        """Change them in one transaction that holds the write lock."""
        with self._locked() as log:
            return action(log.read_models)


# ---- writing: in a transaction that holds the write lock ---------------------------------------------------------

_MARK_STALE = """
INSERT INTO behind (shape, dialogue) SELECT shape, ? FROM models WHERE true ON CONFLICT DO NOTHING"""
_VERSION = "SELECT max(version) FROM facts WHERE dialogue = ?"
_FORGET_HEADING = "DELETE FROM kept WHERE shape = ? AND dialogue = ?"
_FORGET_ANSWER = "DELETE FROM answers WHERE shape = ? AND dialogue = ? AND question = ? AND since = ?"
_FORGET_TO_COME = "DELETE FROM coming WHERE shape = ? AND dialogue = ? AND since = ? AND number = ?"
_FORGET_WHOLLY = tuple(f"DELETE FROM {table} WHERE dialogue = ?" for table in ("answers", "coming", "kept"))  # noqa: S608 - made of constants
_IS_READY = "DELETE FROM behind WHERE shape = ? AND dialogue = ?"
_INSERT = {
    name: f"INSERT INTO {name} ({', '.join(table.columns)}) VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608 - made of constants
    for name, table in TABLES.items()
}
_START = "INSERT INTO models (shape, in_use) VALUES (?, 0) ON CONFLICT DO NOTHING"
_START_STALE = """
INSERT INTO behind (shape, dialogue) SELECT DISTINCT CAST(? AS bigint), dialogue FROM facts
WHERE true ON CONFLICT DO NOTHING"""
_ANY_STALE = "SELECT dialogue FROM behind WHERE shape = ? LIMIT 1"
_USE = "UPDATE models SET in_use = 1 WHERE shape = ?"
_DROP = tuple(f"DELETE FROM {table} WHERE shape = ?" for table in ("kept", "answers", "coming"))  # noqa: S608 - made of constants
_DROP_OTHERS = tuple(f"DELETE FROM {table} WHERE shape <> ?" for table in TABLES)  # noqa: S608 - made of constants


class SqlReadModelWriter:
    """Writes the tables in an open transaction (see `events.store.read_models.ReadModelWriter`)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @property
    def index(self) -> WordIndexWriter:
        """Writes the index of words."""
        from events.store.sql.word_index import SqlWordIndexWriter

        return SqlWordIndexWriter(self._transaction)

    def mark_stale(self, dialogues: Iterable[str]) -> None:
        """Mark dialogues as stale in every shape."""
        self._transaction.executemany(_MARK_STALE, [(dialogue,) for dialogue in dialogues])

    def forget(self, dialogues: Iterable[str]) -> None:
        """Drop the read models of dialogues in every shape."""
        for dialogue in dialogues:
            for statement in _FORGET_WHOLLY:
                self._transaction.execute(statement, (dialogue,))
            self.mark_stale([dialogue])

    def begin(self, shape: int, *, anew: bool) -> None:
        """Begin to hold a shape: every dialogue is stale in it."""
        execute = self._transaction.execute
        if anew:
            for statement in _DROP:
                execute(statement, (shape,))
        elif execute(_IN_USE, (shape,)).fetchall():
            return
        execute(_START, (shape,))
        execute(_START_STALE, (shape,))

    def put(self, shape: int, ready: Iterable[ReadModel]) -> list[str]:
        """Hold those whose dialogues are still at the version that they were made from."""
        execute = self._transaction.execute
        done: list[str] = []
        for one in ready:
            if execute(_VERSION, (one.dialogue,)).fetchall() != [(one.version,)]:
                continue
            key = (shape, one.dialogue)
            for statement in (_FORGET_HEADING, _IS_READY):
                execute(statement, key)
            execute(_INSERT["kept"], (*key, one.version, one.since, one.until, one.heading))
            answers = execute(_ANSWERS, (*key, one.answers_after or _EVERY)).fetchall()
            self._replace("answers", answers, _FORGET_ANSWER, key, one.answers)
            self._replace("coming", execute(_ALL_TO_COME, key).fetchall(), _FORGET_TO_COME, key, one.to_come)
            done.append(one.dialogue)
        return done

    def _replace(
        self,
        table: str,
        held: Iterable[tuple[object, ...]],
        forget: str,
        key: tuple[int, str],
        rows: Iterable[tuple[object, ...]],
    ) -> None:
        """Hold these rows of a dialogue instead of others; those that are there as they are to be stay."""
        executemany = self._transaction.executemany
        before = {row[:2]: tuple(row) for row in held}
        now = {row[:2]: tuple(row) for row in rows}
        # By their keys, since hashing the answers of a large dialogue takes longer than comparing them.
        changed = {place for place, row in before.items() if now.get(place) != row}
        new = [row for place, row in now.items() if before.get(place) != row]
        executemany(forget, [(*key, *place) for place in changed.union(row[:2] for row in new)])
        executemany(_INSERT[table], [(*key, *row) for row in new])

    def use(self, shape: int) -> bool:
        """Take a shape into use once no dialogue is stale in it, and drop all others."""
        execute = self._transaction.execute
        if execute(_ANY_STALE, (shape,)).fetchall():
            return False
        execute(_USE, (shape,))
        for statement in _DROP_OTHERS:
            execute(statement, (shape,))
        return True
