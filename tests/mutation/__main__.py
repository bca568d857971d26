"""`scripts/mutation`: is a wrong line noticed? Changes the core in one place after the other and runs its tests."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tabulate import tabulate

from tests.mutation.core import ROOMS, ROOT, equivalent, modules
from tests.mutation.trial import Trial, sampled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.mutation.core import Change, Room
    from tests.mutation.trial import Outcome

DOCUMENT: Final = ROOT / "docs" / "testing.md"
_SCORE: Final = re.compile(r"(?<=<!-- mutation -->\n).*(?=<!-- end of mutation -->)", re.DOTALL)

SAMPLE: Final = 25
"""Changes of each module."""

SEED: Final = "core"
"""Always the same, so that two runs of one code can be compared. Another one tries other changes."""


class Score(NamedTuple):
    """What came of the changes of a room.

    Attributes:
        room: its name.
        seed: which sample.
        of_each: changes of each module that were to be tried; a small module has fewer.
        tried: changes that were tried.
        equal: those of them that nobody can notice.
        noticed: those that a test noticed.
        day: of the trial.
        at_first: the share that was noticed when this sample was new to the tests; empty where nobody wrote it down.

    """

    room: str
    seed: str
    of_each: int
    tried: int
    equal: int
    noticed: int
    day: str
    at_first: str

    @property
    def row(self) -> list[str]:
        """A row of the table."""
        numbers = map(str, (self.of_each, self.tried, self.equal, self.noticed))
        return [self.room, self.seed, *numbers, self.at_first, share(self.noticed, self.tried - self.equal), self.day]


def share(noticed: int, possible: int) -> str:
    """How much was noticed of what could be."""
    return f"{100 * noticed / possible:.0f} %" if possible else "-"


HEADERS: Final = ("room", "seed", "of each", "tried", "without effect", "noticed", "at first", "score", "day")


def main(words: Sequence[str]) -> int:
    """Try a sample and print what nobody noticed, and the score of each room."""
    options = _parser().parse_args(words)
    chosen = modules(tuple(options.rooms or ROOMS))
    outcomes = [
        outcome for room, group in _alike(chosen) for outcome in _tried(room, group, options.sample, options.seed)
    ]
    nobody_can = equivalent()
    missed = [one for one in outcomes if one.change and one.change not in nobody_can]
    for one in missed:
        sys.stdout.write(f"{_told(one)}\n")
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    scores = scored(outcomes, nobody_can, chosen, seed=options.seed, of_each=options.sample, day=day)
    sys.stdout.write(f"{table(scores)}\n")
    if options.write_docs:
        DOCUMENT.write_text(_SCORE.sub(lambda found: written(found[0], scores), DOCUMENT.read_text()))
    return 0


def _alike(chosen: dict[str, str]) -> list[tuple[Room, list[str]]]:
    """The modules whose rooms have the same tests, each lot with one of the rooms: one copy does for them."""
    lots: dict[object, tuple[Room, list[str]]] = {}
    for module, name in chosen.items():
        room = ROOMS[name]
        lots.setdefault((room.tests, room.marked), (room, []))[1].append(module)
    return list(lots.values())


def _tried(room: Room, group: Sequence[str], sample: int, seed: str) -> list[Outcome]:
    """What came of a sample of the changes of modules that have the same tests."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        trial = Trial(Path(folder), group, room.tests, room.marked)
        sys.stderr.write(f"{', '.join(room.tests)} once, to see which reach what of {len(group)} modules …\n")
        names = sampled(trial.names(), sample, seed)
        sys.stderr.write(f"{sum(map(len, names.values()))} changes …\n")
        return trial.outcomes(names)


def scored(  # noqa: PLR0913 - what was tried, and how
    outcomes: Sequence[Outcome],
    nobody_can: dict[Change, str],
    rooms: dict[str, str],
    *,
    seed: str,
    of_each: int,
    day: str,
) -> list[Score]:
    """The score of each room."""
    tried = Counter(rooms[one.module] for one in outcomes)
    equal = Counter(rooms[one.module] for one in outcomes if one.change in nobody_can)
    noticed = Counter(rooms[one.module] for one in outcomes if one.change is None)
    return [
        Score(
            *(room, seed, of_each, tried[room], equal[room], noticed[room], day),
            at_first=share(noticed[room], tried[room] - equal[room]),
        )
        for room in dict.fromkeys(rooms.values())
    ]


def table(scores: Iterable[Score]) -> str:
    """A table of the scores."""
    return tabulate([one.row for one in scores], HEADERS, "github", disable_numparse=True)


def written(before: str, scores: Iterable[Score]) -> str:
    """The scores as the document has them: also those that were found before, and the first one of each sample."""
    found = {(one.room, one.seed): one for one in _read(before)}
    for one in scores:
        earlier = found.get((one.room, one.seed), one)
        found[one.room, one.seed] = one._replace(at_first=earlier.at_first)
    in_order = sorted(found.values(), key=lambda one: [*ROOMS].index(one.room))
    return f"\nA sample of the changes of each module:\n\n{table(in_order)}\n\n"


def _read(text: str) -> Iterator[Score]:
    """The scores in a text that holds a table of them."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in ROOMS:
            room, seed, of_each, tried, equal, noticed, at_first, _, day = cells
            yield Score(room, seed, int(of_each), int(tried), int(equal), int(noticed), day, at_first)


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
