"""What is kept beside the log, so that a question of today reads its answer and not the history.

Whoever makes the answers is above; here they are bytes, held by the log's own rules. The tables and statements are the
same on every engine (`?` stands for a parameter).

`kept`      the dialogues that are ready, each with the version that its answers were made from
`answers`   an answer of a dialogue, for the days on which it is the answer
`coming`    what is to come in a dialogue, in columns by which it is ordered across dialogues
`behind`    the work list: dialogues whose answers are not those of their log. An append puts the dialogues that it
            touches on it, in its own transaction; who makes the answers anew takes them off
`models`    the shapes that the tables hold: one that is in use, and beside it one that is being built

A day is its proleptic Gregorian ordinal (`date.toordinal`); the days of an answer are `since <= day < until`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from events.store.kept_rows import Kept
    from events.store.port import Transaction

    Ask = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]

NEVER = 4_000_000
"""The `until` of what has no end: after the last day of the year 9999."""


class Table:
    """A table that every engine makes alike.

    Attributes:
        columns: the kind of each: integer, text or bytes.
        key: the columns of its primary key.

    """

    def __init__(self, columns: dict[str, str], key: tuple[str, ...]) -> None:
        self.columns = columns
        self.key = key

    def made_of(self, types: dict[str, str]) -> str:
        """Return what stands behind `CREATE TABLE name`, with an engine's own types for the kinds."""
        columns = [f"{name} {types[kind]} NOT NULL" for name, kind in self.columns.items()]
        return f"({', '.join(columns)}, PRIMARY KEY ({', '.join(self.key)}))"


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

# The version is compared with the log itself: no writer can have forgotten to say that it went on.
_ANSWER = """
SELECT since, answer FROM answers WHERE shape = ? AND dialogue = ? AND question = ? AND since <= ? AND until > ?
AND (SELECT version FROM kept WHERE kept.shape = answers.shape AND kept.dialogue = answers.dialogue)
  = (SELECT max(version) FROM facts WHERE facts.dialogue = answers.dialogue)"""
_IN_USE = "SELECT in_use FROM models WHERE shape = ?"
_BEHIND = """
SELECT dialogue FROM behind WHERE shape = ?
UNION SELECT dialogue FROM kept WHERE shape = ? AND (since > ? OR until <= ?) ORDER BY 1"""
_COMING = """
SELECT dialogue, since, number, until, is_overdue, latest, earliest, edtf, answer FROM coming
WHERE shape = ? AND since <= ? AND until > ?"""
_HEADINGS = "SELECT dialogue, heading FROM kept WHERE shape = ? ORDER BY dialogue"
_MARKED = "SELECT dialogue FROM behind WHERE shape = ?"
_VERSIONS = "SELECT dialogue, version FROM kept WHERE shape = ?"
_KEPT = "SELECT dialogue, version, since, until, heading FROM kept WHERE shape = ? AND dialogue = ?"
_ANSWERS = """
SELECT question, since, until, answer FROM answers WHERE shape = ? AND dialogue = ? ORDER BY since, question"""
_ALL_COMING = """
SELECT since, number, until, is_overdue, latest, earliest, edtf, answer FROM coming
WHERE shape = ? AND dialogue = ? ORDER BY since, number"""


def answer_of(ask: Ask, shape: int, dialogue: str, question: str, day: int) -> tuple[int, bytes] | None:
    """The answer of a dialogue on a day, with the first day on which it is that; None where it is not ready."""
    for since, answer in ask(_ANSWER, (shape, dialogue, question, day, day)):
        return since, answer
    return None


def is_in_use(ask: Ask, shape: int) -> bool:
    """Whether answers of this shape are kept for every dialogue but those behind."""
    return ask(_IN_USE, (shape,)) == [(1,)]


def behind(ask: Ask, shape: int, day: int) -> list[str]:
    """The dialogues whose answers on a day are not ready, ordered by slug."""
    return [dialogue for (dialogue,) in ask(_BEHIND, (shape, shape, day, day))]


def coming(ask: Ask, shape: int, day: int) -> list[tuple[Any, ...]]:
    """What is to come on a day: the dialogue, then all of a `ToCome`, in no order; of dialogues behind, what was."""
    return ask(_COMING, (shape, day, day))


def headings(ask: Ask, shape: int) -> dict[str, bytes]:
    """The heading of each dialogue; of one that is behind, what was."""
    return dict(ask(_HEADINGS, (shape,)))


def marked(ask: Ask, shape: int) -> set[str]:
    """The dialogues on the work list."""
    return {dialogue for (dialogue,) in ask(_MARKED, (shape,))}


def versions(ask: Ask, shape: int) -> dict[str, int]:
    """The version that the answers of each dialogue were made from."""
    return dict(ask(_VERSIONS, (shape,)))


def kept_of(ask: Ask, shape: int, dialogue: str) -> Kept | None:
    """All that is kept of a dialogue, in reads of their own; answers in order of their days, then questions."""
    from events.store.kept_rows import Answer, Kept, ToCome

    key = (shape, dialogue)
    for slug, version, since, until, heading in ask(_KEPT, key):
        answers = tuple(Answer._make(row) for row in ask(_ANSWERS, key))
        found = tuple(ToCome._make(row) for row in ask(_ALL_COMING, key))
        return Kept(slug, version, since, until, heading, answers, found)
    return None


# ---- writing: each in a transaction that holds the write lock ----------------------------------------------------

_MARK = """
INSERT INTO behind (shape, dialogue) SELECT shape, ? FROM models WHERE true ON CONFLICT DO NOTHING"""
_VERSION = "SELECT max(version) FROM facts WHERE dialogue = ?"
_FORGET = tuple(f"DELETE FROM {table} WHERE shape = ? AND dialogue = ?" for table in ("answers", "coming", "kept"))  # noqa: S608 - made of constants
_DONE = "DELETE FROM behind WHERE shape = ? AND dialogue = ?"
_INSERT = {
    name: f"INSERT INTO {name} ({', '.join(table.columns)}) VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608 - made of constants
    for name, table in TABLES.items()
}
_START = "INSERT INTO models (shape, in_use) VALUES (?, 0) ON CONFLICT DO NOTHING"
_START_BEHIND = """
INSERT INTO behind (shape, dialogue) SELECT DISTINCT CAST(? AS bigint), dialogue FROM facts
WHERE true ON CONFLICT DO NOTHING"""
_ANY_BEHIND = "SELECT dialogue FROM behind WHERE shape = ? LIMIT 1"
_USE = "UPDATE models SET in_use = 1 WHERE shape = ?"
_DROP = tuple(f"DELETE FROM {table} WHERE shape = ?" for table in ("kept", "answers", "coming"))  # noqa: S608 - made of constants
_DROP_OTHERS = tuple(f"DELETE FROM {table} WHERE shape <> ?" for table in TABLES)  # noqa: S608 - made of constants


def mark_behind(transaction: Transaction, dialogues: Iterable[str]) -> None:
    """Put dialogues that an append touches on the work list of every shape."""
    transaction.executemany(_MARK, [(dialogue,) for dialogue in dialogues])


def keep(transaction: Transaction, shape: int, ready: Iterable[Kept]) -> list[str]:
    """Keep what was made of dialogues that are still at the version that it was made from; those are returned."""
    done: list[str] = []
    for one in ready:
        if transaction.execute(_VERSION, (one.dialogue,)).fetchall() != [(one.version,)]:
            continue
        for statement in (*_FORGET, _DONE):
            transaction.execute(statement, (shape, one.dialogue))
        key = (shape, one.dialogue)
        transaction.execute(_INSERT["kept"], (*key, one.version, one.since, one.until, one.heading))
        transaction.executemany(_INSERT["answers"], [(*key, *answer) for answer in one.answers])
        transaction.executemany(_INSERT["coming"], [(*key, *coming) for coming in one.coming])
        done.append(one.dialogue)
    return done


def begin(transaction: Transaction, shape: int, *, anew: bool) -> None:
    """Begin to keep a shape, beside another that is in use: every dialogue is behind in it.

    Args:
        transaction: under the write lock.
        shape: the shape.
        anew: also where it is kept already; what is, is dropped.

    """
    if anew:
        for statement in _DROP:
            transaction.execute(statement, (shape,))
    elif transaction.execute(_IN_USE, (shape,)).fetchall():
        return
    transaction.execute(_START, (shape,))
    transaction.execute(_START_BEHIND, (shape,))


def use(transaction: Transaction, shape: int) -> bool:
    """Take a shape into use once no dialogue is behind in it, and drop all others; False where one is."""
    if transaction.execute(_ANY_BEHIND, (shape,)).fetchall():
        return False
    transaction.execute(_USE, (shape,))
    for statement in _DROP_OTHERS:
        transaction.execute(statement, (shape,))
    return True
