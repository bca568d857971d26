"""What does the log already speak of? For forms that offer what was typed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.store.log import FactLog
from timeline.forms.familiar import Familiar

if TYPE_CHECKING:
    from events.store.port import Engine


def familiar_with(engine: Engine, dialogue: str) -> Familiar:
    """What a dialogue speaks of; nothing where there is none of that name."""
    return Familiar.of(recorded.fact for recorded in FactLog(engine).stream(dialogue))
