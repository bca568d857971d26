"""A hundred thousand inputs from outside: each is accepted and read back the same, or refused with a clear error.

Three makers: what is right and then damaged byte by byte; what a grammar makes (hypothesis); and, in the long form
where atheris is installed, what reaches code that nothing reached before (`tests.torture.guided`).
"""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from events.errors import TimelineError
from tests.cli.given import ROOT, unmeasured
from tests.fact_file.strategies import documents
from tests.fact_file.test_properties import as_json_lines, as_yaml
from tests.torture.arena import Outcome, Scenario
from tests.torture.fuzz_targets import TARGETS, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.torture.arena import Arena

DEADLINE_SECONDS = 30.0
"""Of one input, which takes milliseconds."""

_BLOW_UP_KIBIBYTES = 300_000
_LONG = 20_000
"""From so many inputs on it is the long form."""

_GUIDED = 1 / 5
_GROWN = 1 / 8
_MOST_SHOWN = 400


class HangError(Exception):
    """An input took too long."""


def mutated(target: Target, dice: Random) -> bytes:
    """An input of the corpus with a few damages."""
    corpus = target.corpus()
    data = bytearray(dice.choice(corpus))
    for _ in range(dice.choice([1, 1, 2, 3, 8])):
        start = dice.randrange(len(data) + 1)
        stop = min(len(data), start + dice.choice([1, 2, 5, 30, 300]))
        data[start:stop] = dice.choice(_DAMAGES)(bytes(data[start:stop]), target, dice)
    return bytes(data)


def _flipped(piece: bytes, _: Target, dice: Random) -> bytes:
    return bytes([piece[0] ^ 1 << dice.randrange(8)]) + piece[1:] if piece else b""


def _cut(_: bytes, __: Target, ___: Random) -> bytes:
    return b""


def _repeated(piece: bytes, _: Target, dice: Random) -> bytes:
    return piece * dice.choice([2, 3, 50])


def _random(_: bytes, __: Target, dice: Random) -> bytes:
    return dice.randbytes(dice.randrange(6))


def _another(_: bytes, target: Target, dice: Random) -> bytes:
    other = dice.choice(target.corpus())
    return other[dice.randrange(len(other) + 1) :][:300]


def _number(piece: bytes, _: Target, dice: Random) -> bytes:
    return str(dice.choice([0, -1, 10**9, 10**15, 10**40, 2**63])).encode() + piece


def _word(piece: bytes, target: Target, dice: Random) -> bytes:
    return dice.choice(target.words or [piece]) * dice.choice([1, 1, 1, 2, 2000])


_DAMAGES = (_flipped, _cut, _repeated, _random, _another, _number, _word)


def _grown(target: Target) -> st.SearchStrategy[bytes]:
    """What a grammar makes; texts of any sort where there is none."""
    several = st.lists(documents, min_size=1, max_size=2)
    if "JSON" in target.name:
        return several.map(as_json_lines)
    if "fact file" in target.name:
        return several.map(as_yaml)
    return st.text(max_size=40).map(str.encode) | st.binary(max_size=60)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise HangError in the block when the time is up."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Signals come to the main thread only; a hang is seen all the same.
        return

    def ring(_: int, __: object) -> None:
        raise HangError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def judge(target: Target, data: bytes) -> str:
    """Give an input to its reader; return what became of it.

    Raises:
        AssertionError: something else was read than written, or the refusal says nothing or cannot be printed.
        Exception: any other is a traceback that a user would have seen.

    """
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        with _within(DEADLINE_SECONDS):
            target.check(data)
        became, told = "accepted", ""
    except TimelineError as error:
        became, told = "refused", str(error)
    if became == "refused":
        assert told.strip(), "the refusal says nothing"
        assert all(line.isprintable() for line in told.split("\n")), f"the refusal cannot be printed: {told!r}"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    assert grown < _BLOW_UP_KIBIBYTES, f"{grown:,} KiB more memory"
    return became


def play(arena: Arena) -> Outcome:
    """Share the inputs among the targets and the makers."""
    outcome = Outcome()
    guided = arena.rounds >= _LONG and find_spec("atheris") is not None
    parts = sum(target.share for target in TARGETS)
    for target in TARGETS:
        inputs = -(-arena.rounds * target.share // parts)  # rounded up: not one less than was asked for
        by_atheris = int(inputs * _GUIDED) if guided else 0
        by_grammar = int(inputs * _GROWN)
        if by_atheris:
            _guided(arena, target, by_atheris, outcome)
        _by_grammar(arena, target, by_grammar, outcome)
        for _ in range(inputs - by_atheris - by_grammar):
            _try(target, mutated(target, arena.dice), outcome)
            arena.watch(outcome)
    return outcome


def _try(target: Target, data: bytes, outcome: Outcome) -> None:
    outcome.rounds += 1
    try:
        outcome.seen[judge(target, data)] += 1
    except AssertionError as error:
        outcome.fail("undetected", f"{target.name}: {error}: {data[:_MOST_SHOWN]!r}")
    except Exception as error:  # noqa: BLE001 - any traceback is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__}: {error} ({place.filename}:{place.lineno})"
        outcome.fail("unclear", f"{target.name}: {told}: {data[:_MOST_SHOWN]!r}")


def _by_grammar(arena: Arena, target: Target, inputs: int, outcome: Outcome) -> None:
    """Inputs of a grammar, a thousand at a time: hypothesis remembers all that it made."""
    for start in range(0, inputs, 1000):
        count = min(1000, inputs - start)
        rules = settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )

        @seed(arena.dice.getrandbits(32))
        @rules
        @given(_grown(target))
        def try_(data: bytes) -> None:
            _try(target, data, outcome)
            arena.watch(outcome)

        try_()


def _guided(arena: Arena, target: Target, inputs: int, outcome: Outcome) -> None:
    """Inputs that atheris finds; it ends its process, so it gets one."""
    number = TARGETS.index(target)
    command = [sys.executable, "-m", "tests.torture.guided", str(number), str(inputs), str(arena.dice.getrandbits(31))]
    done = subprocess.run(
        [*command, str(arena.folder / f"corpus{number}")], cwd=ROOT, env=unmeasured(), capture_output=True, check=False
    )
    outcome.rounds += inputs
    outcome.seen["by atheris"] += inputs
    if done.returncode:
        outcome.fail("unclear", f"{target.name}: {done.stderr.decode(errors='replace')[-1500:]}")
    arena.watch(outcome)


SCENARIO = Scenario(
    "fuzz",
    "fact files, windows, slugs, addresses, URLs, options, exported lines, checkpoints, proofs, tables, calendars",
    ("sqlite",),
    short=2_000,
    long=100_000,
    play=play,
)
