"""The long form of torture: `scripts/torture`.

Plays scenarios one after the other: two at once would only make the instants of each less random. What is typed as
--seed repeats every choice of a scenario; when a process is killed, the scheduler of the machine has its say as well.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tabulate import tabulate

from tests.postgres_server import NoServerError, PostgresServer
from tests.torture.arena import Arena, CannotRunError, EngineName, Outcome, Scenario
from tests.torture.catalogue import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY_SECONDS = 30
"""How often progress is told where there is no terminal."""


class Played(NamedTuple):
    """What came of a scenario on an engine.

    Attributes:
        name: of both.
        outcome: what was counted.
        seconds: how long it took.
        missing: what this machine lacks for it; empty where it was played.
        stopped: somebody had enough of it (Ctrl-C).

    """

    name: str
    outcome: Outcome
    seconds: float
    missing: str = ""
    stopped: bool = False


class Progress:
    """One line that is written over; now and then a new one where nobody could see that."""

    def __init__(self, name: str, rounds: int) -> None:
        self._name, self._rounds = name, rounds
        self.outcome = Outcome()
        self._is_terminal = sys.stderr.isatty()
        self._last = 0.0

    def __call__(self, outcome: Outcome) -> None:
        """Tell how far it is."""
        self.outcome = outcome
        now = time.monotonic()
        if now - self._last < (0.1 if self._is_terminal else _EVERY_SECONDS):
            return
        self._last = now
        counts = ", ".join(f"{getattr(outcome, count)} {count}" for count in Outcome.COUNTS)
        line = f"{self._name}: {outcome.rounds:,} of {self._rounds:,}: {counts}"
        sys.stderr.write(f"\r\x1b[K{line}" if self._is_terminal else f"{line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line to whatever comes next."""
        if self._is_terminal:
            sys.stderr.write("\r\x1b[K")


class Server:
    """A PostgreSQL server that is started when the first scenario needs it."""

    def __init__(self) -> None:
        self._server: PostgresServer | None = None

    def get(self) -> PostgresServer:
        """The server.

        Raises:
            CannotRunError: there is none to be started.

        """
        if self._server is None:
            try:
                self._server = PostgresServer()
            except NoServerError as error:
                raise CannotRunError(str(error)) from None
        return self._server

    def remove(self) -> None:
        """Stop it and take its files away."""
        if self._server is not None:
            self._server.remove()


def play(scenario: Scenario, engine: EngineName, rounds: int, seed: str, server: Server) -> Played:
    """Play one scenario on one engine; a defect of the scenario itself is a failure too."""
    name = f"{scenario.name}, {engine}" if len(scenario.engines) > 1 else scenario.name
    folder, progress = Path(tempfile.mkdtemp(prefix="timeline-torture-")), Progress(name, rounds)
    started, outcome, missing, stopped = time.monotonic(), Outcome(), "", False
    try:
        arena = Arena(
            folder,
            Random(f"{seed} {scenario.name} {engine}"),  # noqa: S311 - repeated by its seed
            rounds,
            engine,
            server.get() if engine == "postgres" else None,
            progress,
        )
        outcome = scenario.play(arena)
    except CannotRunError as error:
        missing = str(error)
    except KeyboardInterrupt:
        outcome, stopped = progress.outcome, True
    except Exception:  # noqa: BLE001 - the other scenarios are played all the same
        outcome.fail("unclear", traceback.format_exc())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        progress.end()
    return Played(name, outcome, time.monotonic() - started, missing, stopped)


def told(played: Sequence[Played]) -> str:
    """The table of what came of all, and the failures in words."""
    rows = [
        [name, "not played", *("" for _ in Outcome.COUNTS), "", missing]
        if missing
        else [
            name,
            f"{outcome.rounds:,}",
            *(getattr(outcome, count) for count in Outcome.COUNTS),
            f"{seconds:.0f}",
            "; ".join(f"{times:,} {what}" for what, times in outcome.seen.most_common(8)),
        ]
        for name, outcome, seconds, missing, _ in played
    ]
    headers = ["scenario", "rounds", *Outcome.COUNTS, "seconds", "on the way"]
    table = tabulate(rows, headers, disable_numparse=True, colalign=("left", *("right",) * 7, "left"))
    failures = [f"{one.name}: {words}" for one in played for words in one.outcome.told]
    return "\n".join([table, *failures])


def main(arguments: Sequence[str] | None = None) -> int:
    """Play what was asked for; 1 where anything failed."""
    names = [scenario.name for scenario in SCENARIOS]
    parser = argparse.ArgumentParser(
        prog="scripts/torture",
        description="Proves that nothing acknowledged is lost, and that nothing wrong is told without a word.",
        epilog="\n".join(["scenarios:", *(f"  {one.name:<9} {one.question}" for one in SCENARIOS)]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("scenarios", metavar="SCENARIO", nargs="*", help="which to play; all where left out")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often; by default as often as each has to be")
    parser.add_argument("--seed", metavar="S", help="repeats the choices of an earlier run")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="only on this one")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.scenarios) - set(names)):
        parser.error(f"no scenario {', '.join(unknown)}; there is {', '.join(names)}")
    seed, server = options.seed or secrets.token_hex(4), Server()
    chosen = [one for one in SCENARIOS if not options.scenarios or one.name in options.scenarios]
    played: list[Played] = []
    try:
        for scenario, engine in ((one, engine) for one in chosen for engine in one.engines):
            if options.engine in (None, engine):
                played.append(play(scenario, engine, options.rounds or scenario.long, seed, server))
                if played[-1].stopped:
                    break
    finally:
        sys.stdout.write(f"{told(played)}\n")
        sys.stdout.flush()
        server.remove()
    failed = [one.name for one in played if one.outcome.failures]
    if any(one.stopped for one in played):
        sys.stderr.write("stopped from the keyboard\n")
    if failed:
        sys.stderr.write(f"failed: {'; '.join(failed)}. To repeat: scripts/torture --seed {seed} SCENARIO\n")
    else:
        sys.stderr.write(f"nothing failed (seed {seed})\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
