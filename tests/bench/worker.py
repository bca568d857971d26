"""Runs one task in a process of its own and prints how long it took: `python -m tests.bench.worker ours.replay '{…}'`.

A process each, so that neither side pays for what the other has imported or left in memory.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module


def main() -> None:
    """Run the task that was named with the arguments that were given as JSON."""
    module, _, task = sys.argv[1].partition(".")
    timed = getattr(import_module(f"tests.bench.{module}"), task)(**json.loads(sys.argv[2]))
    sys.stdout.write(json.dumps(timed._asdict()) + "\n")


if __name__ == "__main__":
    main()
