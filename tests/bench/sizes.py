"""Which sizes does `1k,100k,1m` name?"""

from __future__ import annotations

import typer

from tests.bench.history import SMALLEST

FULL = "1k,100k,1m"
UNITS = {"k": 1_000, "m": 1_000_000}


def sizes_of(text: str) -> list[int]:
    """Read `1k,100k,1m`.

    Raises:
        typer.BadParameter: it holds no sizes, or one below that of the core.

    """
    try:
        sizes = [int(part.rstrip("km")) * UNITS.get(part[-1:], 1) for part in text.lower().split(",")]
    except ValueError:
        raise typer.BadParameter(f"{text!r} holds no sizes. Write {FULL}.") from None
    if min(sizes) < SMALLEST:
        raise typer.BadParameter(f"a history has at least {SMALLEST:,} facts.")
    return sizes
