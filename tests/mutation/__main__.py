"""`scripts/mutation`: is a wrong line noticed? Changes the core in one place after the other and runs its tests."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tabulate import tabulate

from tests.mutation.core import ROOMS, ROOT, equivalent, modules
from tests.mutation.trial import Trial, sampled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.mutation.core import Change
    from tests.mutation.trial import Outcome

DOCUMENT: Final = ROOT / "docs" / "testing.md"
_SCORE: Final = re.compile(r"(?<=<!-- mutation -->\n).*(?=<!-- end of mutation -->)", re.DOTALL)

SAMPLE: Final = 8
"""Changes of each module."""

SEED: Final = "core"
"""Always the same, so that two runs of one code can be compared. Another one tries other changes."""


def main(words: Sequence[str]) -> int:
    """Try a sample and print what nobody noticed, and the score of each room."""
    options = _parser().parse_args(words)
    rooms = tuple(options.rooms or ROOMS)
    chosen, tests = modules(rooms), dict.fromkeys(test for room in rooms for test in ROOMS[room].tests)
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        trial = Trial(Path(folder), chosen, tests)
        sys.stderr.write(f"every test once, to see which reach what of {len(chosen)} modules …\n")
        names = sampled(trial.names(), options.sample, options.seed)
        sys.stderr.write(f"{sum(map(len, names.values()))} changes …\n")
        outcomes = trial.outcomes(names)
    nobody_can = equivalent()
    missed = [one for one in outcomes if one.change and one.change not in nobody_can]
    for one in missed:
        sys.stdout.write(f"{_told(one)}\n")
    table = score(outcomes, nobody_can, chosen)
    sys.stdout.write(f"{table}\n")
    if options.write_docs:
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        text = f"\n{options.sample} changes of each module, seed `{options.seed}`, {day}:\n\n{table}\n\n"
        DOCUMENT.write_text(_SCORE.sub(lambda _: text, DOCUMENT.read_text()))
    return 0


def score(outcomes: Sequence[Outcome], nobody_can: dict[Change, str], rooms: dict[str, str]) -> str:
    """A table: of each room, how many changes were tried, which of them can be noticed, and how many were."""
    tried = Counter(rooms[one.module] for one in outcomes)
    equal = Counter(rooms[one.module] for one in outcomes if one.change in nobody_can)
    noticed = Counter(rooms[one.module] for one in outcomes if one.change is None)
    rows = [_row(room, tried[room], equal[room], noticed[room]) for room in dict.fromkeys(rooms.values())]
    rows.append(_row("all", tried.total(), equal.total(), noticed.total()))
    return tabulate(rows, ["room", "tried", "without effect", "noticed", "score"], "github", disable_numparse=True)


def _row(room: str, tried: int, equal: int, noticed: int) -> list[str]:
    possible = tried - equal
    return [room, str(tried), str(equal), str(noticed), f"{100 * noticed / possible:.0f} %" if possible else "-"]


def _told(one: Outcome) -> str:
    assert one.change is not None
    lines = [f"- {line}" for line in one.change.was.splitlines()]
    lines += [f"+ {line}" for line in one.change.becomes.splitlines()]
    return "\n".join([f"{one.module} ({one.name.rpartition('.')[2]})", *lines, ""])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/mutation", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"only these: {', '.join(ROOMS)}")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="changes of each module (%(default)s)")
    parser.add_argument("--seed", default=SEED, help="which sample (%(default)s)")
    parser.add_argument("--write-docs", action="store_true", help="put the score into docs/testing.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
