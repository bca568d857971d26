"""How is a missing library installed here? That depends on how the program itself was installed."""

from __future__ import annotations

import json
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from events.wording import quoted

NAME: Final = "dialogue-timeline"

CHECKOUT: Final = "scripts/timeline"
"""What runs the program in a checkout. It installs by itself what a command needs."""


def install_line(extra: str) -> str:
    """What to type so that the libraries of an extra are there: it works where this program runs."""
    place = Path(sys.prefix)
    if (place / ".stamp").is_file():  # what `scripts/lib/setup.sh` leaves behind
        return CHECKOUT
    if (place / "uv-receipt.toml").is_file():
        return f"uv tool install {quoted(_with(extra))}"
    if (place / "pipx_metadata.json").is_file():
        return f"pipx inject {NAME} {' '.join(map(quoted, _libraries(extra)))}"
    libraries = " ".join(map(quoted, _libraries(extra)))
    if find_spec("pip") is None:
        return f"uv pip install --python {quoted(sys.executable)} {libraries}"
    return f"{quoted(sys.executable)} -m pip install {libraries}"


def _installed() -> Distribution | None:
    try:
        return distribution(NAME)
    except PackageNotFoundError:  # run from a folder of sources
        return None


def _with(extra: str) -> str:
    """This program with an extra, from where it was installed."""
    ours = _installed()
    source = json.loads(ours.read_text("direct_url.json") or "{}") if ours is not None else {}
    address = source.get("url", "")
    if version := source.get("vcs_info"):
        address = f"{version['vcs']}+{address}"
    return f"{NAME}[{extra}]{f' @ {address}' if address else ''}"


def _libraries(extra: str) -> list[str]:
    """The requirements of an extra, without those of others. The extra itself where they are not known."""
    ours = _installed()
    told = [one.partition(";") for one in (ours.requires if ours is not None else None) or ()]
    found = [name.strip() for name, _, when in told if when.replace('"', "'").strip() == f"extra == '{extra}'"]
    return found or [f"{NAME}[{extra}]"]
