"""Sides that are commands: whole processes, as somebody who types them waits for them."""

from __future__ import annotations

import shutil
from itertools import count
from typing import TYPE_CHECKING

from tests.bench.figure import Side, number
from tests.bench.history import DIALOGUE, OLD_DAY, STORYLINE_SLUG, TODAY
from tests.bench.materials import NotThereError
from tests.bench.process import PYTHON, output, peak_bytes, seconds, settings, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.figure import Sides
    from tests.bench.materials import Materials

QUESTIONS = {"upcoming": "upcoming", "state": f"state {STORYLINE_SLUG}", "show": f"show {STORYLINE_SLUG}"}
"""What must not take longer with a larger store, by its key."""

LARGE_DIALOGUE = 10_000
"""Facts of the largest dialogue of a history."""

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
    return asking(materials, materials.middle, "upcoming"), _hledger(materials, "balance")


def past_beside_hledger(materials: Materials) -> tuple[Side, Side]:
    """The same about an old day, on both sides."""
    day = OLD_DAY.isoformat()
    return past_upcoming(materials)[0], _hledger(materials, "balance", "-e", day)


def past_beside_git(materials: Materials) -> tuple[Side, Side]:
    """What was to come on an old day beside git's list of what was there before it, a hundred lines of it."""
    git, commits = _program("git"), materials.middle
    command = [git, "-C", str(materials.repository(commits)), "log", f"--before={OLD_DAY}", "--oneline", "-100"]
    return (
        past_upcoming(materials)[0],
        Side(f"`git log --before={OLD_DAY} -100`, {number(commits)} commits", lambda: seconds(command, settings())),
    )


def _hledger(materials: Materials, *words: str) -> Side:
    facts = materials.middle
    command = [_program("hledger"), "-f", str(materials.journal(facts)), *words]
    return Side(f"`hledger {' '.join(words)}`, {number(facts)} entries", lambda: seconds(command, settings()))


def _program(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        message = f"{name} is not installed (a Debian package)"
        raise NotThereError(message)
    return program


def past_upcoming(materials: Materials) -> tuple[Side, Side]:
    """What was to come on an old day, across all dialogues, beside what is to come today."""
    facts = materials.middle
    words = ("upcoming", "--on", OLD_DAY.isoformat())
    return _command(materials.store(facts), words, f"{number(facts)} facts"), asking(materials, facts, "upcoming")


def _command(store: str, words: Sequence[str], what: str) -> Side:
    """A command line on a store, run once before it counts."""
    env, command = settings(store), timeline(*words)
    seconds(command, env)
    return Side(f"`timeline {' '.join(words)}`, {what}", lambda: seconds(command, env))


def past(question: str) -> Sides:
    """A question of a dialogue of ten thousand facts as known on an old day beside the same of today."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        store, words = materials.dialogue(LARGE_DIALOGUE), (question, DIALOGUE)
        what = f"of {LARGE_DIALOGUE:,} facts"
        return _command(store, (*words, "--on", OLD_DAY.isoformat()), what), _command(store, words, what)

    return sides


def replaying(materials: Materials) -> tuple[Side, Side]:
    """Every fact of a dialogue with what it changed, beside one of a tenth of the facts."""
    words = ("replay", DIALOGUE)
    return (
        _command(materials.dialogue(LARGE_DIALOGUE), words, f"{LARGE_DIALOGUE:,} facts"),
        _command(materials.dialogue(LARGE_DIALOGUE // 10), words, f"{LARGE_DIALOGUE // 10:,} facts"),
    )


def appending(kind: str, *words: str, one_in: int = 0) -> Sides:
    """One fact more in a dialogue of ten thousand, whole process, beside one more in a dialogue of a hundred.

    Args:
        kind: of the fact.
        words: what it says.
        one_in: of so many facts on record one is a judgement on the others; none where left out.

    """

    def sides(materials: Materials) -> tuple[Side, Side]:
        numbers = count(1)

        def side(facts: int) -> Side:
            judgements = facts // one_in if one_in else 0
            env = settings(materials.dialogue(facts, judgements=judgements))

            def appended() -> float:
                said = (*words, "--when", TODAY.isoformat(), "--note", f"the {next(numbers)}th of the bench")
                return seconds(timeline("append", kind, DIALOGUE, *said), env)

            appended()
            judged = f", {judgements:,} of them judgements" if judgements else ""
            return Side(f"`timeline append {kind}`, dialogue of {facts:,} facts{judged}", appended)

        return side(LARGE_DIALOGUE), side(100)

    return sides


def check_names(materials: Materials) -> tuple[Side, Side]:
    """`check` of a dialogue that names four thousand people beside one that names two thousand."""

    def side(people: int) -> Side:
        return _command(materials.dialogue(people, people=people), ("check", DIALOGUE), f"{people:,} names")

    return side(4_000), side(2_000)


def memory(*words: str) -> Sides:
    """The most memory of a command over the largest store, all its processes together, beside a tenth of it."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        def side(facts: int) -> Side:
            env = settings(materials.store(facts))

            def peak() -> float:
                with materials.scratch() as folder:
                    last = ("-o", folder / "export") if words[0] == "export" else ()
                    return peak_bytes(timeline(*words, *last), env)

            return Side(f"`timeline {' '.join(words)}`, {number(facts)} facts", peak)

        return side(materials.large), side(materials.tenth)

    return sides


def append_memory(materials: Materials) -> tuple[Side, Side]:
    """The most memory of a bulk append, of the largest history beside a smaller one."""

    def side(facts: int) -> Side:
        files = materials.fact_files(facts)

        def peak() -> float:
            with materials.scratch() as folder:
                return peak_bytes(timeline("append", "--from", *files), settings(str(folder / "ours.db")))

        return Side(f"`timeline append --from`, {number(facts)} facts", peak)

    return side(materials.large), side(materials.tenth)
