"""Somebody whom permissions hold back: root becomes him, in a process of its own; everybody else is him already."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

BECOME: Final = """
import os
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""
"""For a program that has imported all that it needs: `nobody` may not be able to read it."""


def let_in(path: Path) -> None:
    """Let everybody look into a folder of a test: pytest closes them, and how deep they lie depends on the run."""
    top = Path(tempfile.gettempdir()).resolve()
    for folder in (path.resolve(), *path.resolve().parents):
        if top in folder.parents and folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | 0o055)
