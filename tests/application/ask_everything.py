"""A program without a shell: asks every question of a store, from eight threads at once, and prints the answers.

    python -m tests.application.ask_everything ADDRESS TODAY < what to ask > what was answered

In come the questions as JSON, each with what it is about and its options; out go the answers, in their order.
`memory:ADDRESS` asks a store in memory into which that at the address was copied.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

SHELLS = ("click", "rich", "tabulate", "typer", "wcwidth")
THREADS = 8

if TYPE_CHECKING:
    from events.store.port import Engine


def opened(address: str) -> Engine:
    """The store at an address, or one in memory that holds the same."""
    from events.integrity.copying import RECEIVING, copy
    from events.store.address import Address, open_engine
    from events.store.memory.engine import MemoryEngine
    from events.store.options import OpenMode

    _, in_memory, there = address.rpartition("memory:")
    engine = open_engine(Address.parse(there), mode=OpenMode.READ)
    if not in_memory:
        return engine
    with engine:
        target = MemoryEngine(options=RECEIVING)
        copy(engine, target, name=there)
    return target


def main(address: str, today: str) -> None:
    """Ask what standard input says."""
    from timeline.answers.catalogue import QUESTIONS
    from timeline.application.tracker import Tracker

    asked: list[tuple[str, list[str], dict[str, Any]]] = json.load(sys.stdin)
    with Tracker(opened(address), date.fromisoformat(today)) as tracker:

        def answers(thread: int) -> list[Any]:
            turned = asked[thread:] + asked[:thread]  # different questions at the same time
            found: dict[str, Any] = {}
            for name, about, options in turned:
                if thread % 2:
                    found[f"{name}{options}"] = tracker.ask(name, *about, **options).plain
                else:
                    model: Any = getattr(tracker, name)(*about, **options)
                    said = model.rows() if QUESTIONS[name].is_list else model.model_dump(mode="json")
                    found[f"{name}{options}"] = said
            return [found[f"{name}{options}"] for name, _, options in asked]

        with ThreadPoolExecutor(THREADS) as pool:
            first, *others = pool.map(answers, range(THREADS))
    assert all(one == first for one in others)
    assert not [name for name in SHELLS if sys.modules.get(name)]
    json.dump(first, sys.stdout)


if __name__ == "__main__":
    modules: dict[str, Any] = {**dict.fromkeys(SHELLS)}  # None is how Python is told that there is no such module.
    sys.modules.update(modules)
    main(*sys.argv[1:])
