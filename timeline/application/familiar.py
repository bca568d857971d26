"""What does the log already speak of? For forms that offer what was typed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.tracking import ReportFiled
from events.store.log import FactLog
from timeline.forms.familiar import Familiar
from timeline.forms.report_head import published_on

if TYPE_CHECKING:
    from datetime import date

    from events.store.port import Engine


def familiar_with(engine: Engine, dialogue: str) -> Familiar:
    """What a dialogue speaks of; nothing where there is none of that name."""
    return Familiar.of(recorded.fact for recorded in FactLog(engine).stream(dialogue))


def day_of_report(engine: Engine, dialogue: str, report: str) -> date | None:
    """The day on which a report on file came out. None where it is not on file, or its day is not known."""
    log = FactLog(engine)
    filed = [log.decoded(row).fact for row in engine.taken([(dialogue, f"report:{report}")]).values()]
    return next((published_on(one) for one in filed if isinstance(one, ReportFiled)), None)
