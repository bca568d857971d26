"""The style sheet of a picture that stands alone. Its colours are plain, for viewers that do not know CSS variables."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

COLOURS: Final = {
    "paper": "#fff",
    "ink": "#1c1c1a",
    "mute": "#5d5b55",
    "line": "#dcd8ce",
    "faint": "#ece9e1",
    "past": "#2b3a55",
    "plan": "#1565a8",
    "late": "#b3400e",
    "gone": "#6b6861",
    "positions": "#5a6b2d",
    "also": "#6d4a86",
    "to-come": "#eef3f7",
}
"""Each role of a colour in `picture.css` with the colour that it has on white paper."""

RULES: Final = files(__package__).joinpath("picture.css").read_text(encoding="utf-8")
"""What a page needs that has pictures in it, beside the colours."""

STYLE: Final = re.sub(r"var\(--([a-z-]+)\)", lambda role: COLOURS[role[1]], RULES)
