"""Sides that are commands: whole processes, as somebody who types them waits for them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.bench.figure import Side, number
from tests.bench.history import STORYLINE_SLUG
from tests.bench.materials import NotThereError
from tests.bench.process import PYTHON, output, peak_bytes, seconds, settings, timeline

if TYPE_CHECKING:
    from tests.bench.figure import Sides
    from tests.bench.materials import Materials

QUESTIONS = {"upcoming": "upcoming", "state": f"state {STORYLINE_SLUG}", "show": f"show {STORYLINE_SLUG}"}
"""What must not take longer with a larger store, by its key."""

REBUILD = ("rebuild", "--all")
"""What makes every read model anew, by all cores."""


def asking(materials: Materials, facts: int, question: str) -> Side:
    """A question, asked of a store of so many facts."""
    env, command = settings(materials.store(facts)), timeline(*QUESTIONS[question].split())
    seconds(command, env)
    return Side(f"`timeline {QUESTIONS[question]}`, {number(facts)} facts", lambda: seconds(command, env))


def growth(question: str) -> Sides:
    """A question of the largest store beside the same of the smallest, which have the same answer."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        sizes = (materials.large, materials.small)
        command = timeline(*QUESTIONS[question].split())
        answers = {output(command, settings(materials.store(facts))) for facts in sizes}
        assert len(answers) == 1, f"{question} is answered differently: this would measure printing"
        return asking(materials, sizes[0], question), asking(materials, sizes[1], question)

    return sides


def start(question: str) -> Sides:
    """A question of the largest store beside the least that a command of its kind can be."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        bare, env = materials.bare_command(), settings()
        seconds(bare, env)
        return asking(materials, materials.large, question), Side("a bare Typer command", lambda: seconds(bare, env))

    return sides


def version(_: Materials) -> tuple[Side, Side]:
    """The quickest command beside Python itself."""
    env, ours_, nothing = settings(), timeline("--version"), [PYTHON, "-c", "pass"]
    for command in (ours_, nothing):
        seconds(command, env)
    return (
        Side("`timeline --version`", lambda: seconds(ours_, env)),
        Side("`python -c pass`", lambda: seconds(nothing, env)),
    )


def hledger(materials: Materials) -> tuple[Side, Side]:
    """A question over facts beside hledger's balance over as many entries."""
    program = shutil.which("hledger")
    if program is None:
        message = "hledger is not installed (a Debian package)"
        raise NotThereError(message)
    facts = materials.middle
    env, command = settings(), [program, "-f", str(materials.journal(facts)), "balance"]
    return (
        asking(materials, facts, "upcoming"),
        Side(f"`hledger balance`, {number(facts)} entries", lambda: seconds(command, env)),
    )


def append_memory(materials: Materials) -> tuple[Side, Side]:
    """The most memory of a bulk append, of the largest history beside a smaller one."""

    def side(facts: int) -> Side:
        files = materials.fact_files(facts)

        def peak() -> float:
            with materials.scratch() as folder:
                return peak_bytes(timeline("append", "--from", *files), settings(str(folder / "ours.db")))

        return Side(f"`timeline append --from`, {number(facts)} facts", peak)

    return side(materials.large), side(materials.middle)


def rebuild_memory(materials: Materials) -> tuple[Side, Side]:
    """The most memory of a rebuild by all cores, of the largest store beside a smaller one."""

    def side(facts: int) -> Side:
        env = settings(materials.store(facts))
        return Side(
            f"`timeline {' '.join(REBUILD)}`, {number(facts)} facts", lambda: peak_bytes(timeline(*REBUILD), env)
        )

    return side(materials.large), side(materials.middle)
