"""What may somebody do in a dialogue? Each role may do all that the one before it may."""

from __future__ import annotations

from enum import Enum, IntEnum


class Act(Enum):
    """What somebody may do in a dialogue."""

    READ = "read"
    RECORD = "record"
    JUDGE = "judge"
    KEEP = "keep"


class Role(IntEnum):
    """A role, with what it adds to the one before."""

    READER = 1
    CODER = 2
    JUDGE = 3
    KEEPER = 4

    @property
    def word(self) -> str:
        """How rules write it."""
        return self.name.lower()

    def may(self, act: Act) -> bool:
        """Whether this role includes an act."""
        return self >= _NEEDED[act]


_NEEDED = {Act.READ: Role.READER, Act.RECORD: Role.CODER, Act.JUDGE: Role.JUDGE, Act.KEEP: Role.KEEPER}

WORDS = tuple(role.word for role in Role)
