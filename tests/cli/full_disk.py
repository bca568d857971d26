"""Runs command lines whose standard output takes nothing, in forks of one process that has imported the program.

Standard input is a JSON list of command lines. What came of each goes to the file that the argument names, as a JSON
list of exit codes and texts on standard error. Each fork goes through the program's own start and end.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import timeline
from timeline.cli.main import run


def main() -> None:
    """Fork for each command line; a fork goes on as that command, and ends as it does."""
    # Once, and not by each fork: it is what most of them would spend their time on.
    for module in walk_packages(timeline.__path__, "timeline."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    lines, ran = json.load(sys.stdin), []
    for line in lines:
        with tempfile.TemporaryFile() as errors, open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
            child = os.fork()
            if child == 0:
                os.dup2(errors.fileno(), 2)
                os.dup2(full.fileno(), 1)
                # What other commands wait for in the end: a process of its own would leave without it.
                atexit._clear()
                sys.argv = ["timeline", *line]
                run()
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            errors.seek(0)
            ran.append((code, errors.read().decode()))
    Path(sys.argv[1]).write_text(json.dumps(ran))


if __name__ == "__main__":
    main()
