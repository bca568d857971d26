"""Where a scenario of torture takes place, and what came of it."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.store.address import Address, SqliteAddress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from events.store.address import PostgresAddress
    from tests.postgres_server import PostgresServer

EngineName = Literal["sqlite", "postgres"]

SHOWN = 8
"""Failures that are told in words; the others are only counted."""


class CannotRunError(Exception):
    """This machine lacks what a scenario needs; says what."""


@dataclass
class Outcome:
    """What came of a scenario.

    Attributes:
        rounds: how often it was played.
        lost: acknowledged facts that were not there afterwards.
        twice: facts that were there more than once, or beside a gap.
        inconsistent: rounds after which the log, or what is kept beside it, did not hold.
        undetected: wrong answers without a word, and refusals of what was recorded.
        unclear: tracebacks, hangs, errors that say nothing.
        told: the first failures in words.
        seen: what happened on the way, counted.

    """

    rounds: int = 0
    lost: int = 0
    twice: int = 0
    inconsistent: int = 0
    undetected: int = 0
    unclear: int = 0
    told: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    COUNTS = ("lost", "twice", "inconsistent", "undetected", "unclear")

    @property
    def failures(self) -> int:
        """All that must not be."""
        return sum(getattr(self, count) for count in self.COUNTS)

    def fail(self, count: str, told: str, times: int = 1) -> None:
        """Count a failure."""
        setattr(self, count, getattr(self, count) + times)
        if times and len(self.told) < SHOWN:
            self.told.append(f"round {self.rounds}: {count}: {told}")


@dataclass
class Arena:
    """What a scenario is given.

    Attributes:
        folder: its own, empty.
        dice: the only source of chance that is repeated by a seed; the scheduler of the machine is another.
        rounds: how often to play.
        engine: of the stores.
        server: a PostgreSQL server of our own, which may be stopped; None where the engine needs none.
        watch: called after each round.

    """

    folder: Path
    dice: Random
    rounds: int
    engine: EngineName
    server: PostgresServer | None = None
    watch: Callable[[Outcome], None] = lambda _: None

    def address(self, *, by_port: int | None = None) -> SqliteAddress | PostgresAddress:
        """A place where no store is yet."""
        name = f"torture_{secrets.token_hex(6)}"
        if self.engine == "sqlite":
            return SqliteAddress(self.folder / f"{name}.db")
        assert self.server is not None
        return Address.parse(f"{self.server.address_on(by_port or self.server.port)}?schema={name}")


class Scenario(NamedTuple):
    """A way to torture a store.

    Attributes:
        name: as it is typed.
        question: what it asks.
        engines: the engines that it is asked of.
        short: rounds in the suite.
        long: rounds in `scripts/torture`.
        play: the scenario.

    """

    name: str
    question: str
    engines: tuple[EngineName, ...]
    short: int
    long: int
    play: Callable[[Arena], Outcome]


def typed(address: SqliteAddress | PostgresAddress) -> str:
    """An address as a person types it, with the password."""
    if isinstance(address, SqliteAddress):
        return str(address)
    return f"{address.conninfo}{'&' if '?' in address.conninfo else '?'}schema={address.schema}"
