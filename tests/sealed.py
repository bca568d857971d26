"""Runs command lines in a process that can reach nothing outside: no address, no other program, no pickle.

Standard input is a JSON list of command lines; what came of each goes to standard output, with all that was tried.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import Any

OUTSIDE = (
    "ftplib.",
    "http.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pickle.find_class",
    "smtplib.",
    "socket.",
    "subprocess.",
    "urllib.",
    "webbrowser.",
)
"""Beginnings of the names of audit events (https://docs.python.org/3/library/audit_events.html)."""


class RefusedError(Exception):
    """Something outside was to be reached."""


def main() -> None:
    """Seal this process, then run what was asked for."""
    # Under its own coverage: whatever that needs from outside, it has before the seal.
    from tests.cli.given import timeline

    tried: list[str] = []

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if not event.startswith(OUTSIDE) or event == "socket.gethostname":
            return
        # Processes of one program talk by sockets that have no address.
        if arguments and isinstance(arguments[0], socket.socket) and arguments[0].family == socket.AF_UNIX:
            return
        tried.append(f"{event} {arguments}")
        raise RefusedError(tried[-1])

    command_lines = json.load(sys.stdin)
    sys.addaudithook(refuse)
    ran = []
    for line in command_lines:
        try:
            done = timeline(*line)
        except RefusedError as error:
            ran.append((1, "", str(error)))
        else:
            ran.append((done.code, done.out, done.err))
    Path(sys.argv[1]).write_text(json.dumps({"ran": ran, "tried": tried}))


if __name__ == "__main__":
    main()
