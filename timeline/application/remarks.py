"""What is to be said beside an answer? Remarks are values. Each shell words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.store.port import Engine


class StaleAnswers:
    """The answers of dialogues are not kept ready, and so many are that it takes a while to read their logs.

    Attributes:
        dialogues: how many.
        facts: that their logs hold together.

    """

    def __init__(self, *, dialogues: int, facts: int) -> None:
        self.dialogues = dialogues
        self.facts = facts


class CheckpointOnTrust:
    """Nobody vouches for a checkpoint that something was compared with.

    Attributes:
        is_signed: whether it has signatures, of which none was checked.

    """

    def __init__(self, *, is_signed: bool) -> None:
        self.is_signed = is_signed


class RedactedFacts:
    """Facts of what was asked about are redacted: what they said is in no answer.

    Attributes:
        facts: how many. None where nobody counted them.

    """

    def __init__(self, facts: int | None) -> None:
        self.facts = facts


class ClosedToGroup:
    """A store was made in a folder that a group shares, and the group may not write it.

    Attributes:
        file: its path.

    """

    def __init__(self, file: str) -> None:
        self.file = file


Remark = StaleAnswers | CheckpointOnTrust | RedactedFacts | ClosedToGroup
"""Something that is no part of an answer and that whoever asked should know: one of the classes above."""


def of_new_store(engine: Engine) -> tuple[ClosedToGroup, ...]:
    """What is to be said of a store that was just made, before the first fact is in it."""
    from events.store.sqlite import SqliteEngine
    from events.store.sqlite.place import is_closed_to_group

    if isinstance(engine, SqliteEngine) and is_closed_to_group(engine.path):
        return (ClosedToGroup(str(engine.path)),)
    return ()
