"""Where does a text go? Answers to standard output, everything else to standard error, harmless to a terminal."""

from __future__ import annotations

import os
import sys

from timeline.text.safe_text import Printable, harmless_lines


def say(text: str) -> None:
    """Print a part of the answer: a `Printable` exactly as it is, any other text so that no terminal obeys it."""
    sys.stdout.write(f"{text if isinstance(text, Printable) else harmless_lines(text)}\n")


def remark(text: str) -> None:
    """Say on standard error what is no part of the answer."""
    sys.stderr.write(f"{harmless_lines(text)}\n")


def complain(message: str, hint: str = "") -> None:
    """Say on standard error what is wrong and what to do next."""
    remark(f"error: {message}")
    if hint:
        remark(f"hint: {hint}")


def silence() -> None:
    """Say nothing more: nobody reads standard output, and Python would complain when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
