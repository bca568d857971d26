"""What a correction makes of a fact, and which corrections are not recorded."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from events.fact_file import read
from events.facts.judgement import FactCorrected, FactRedacted, FactRetracted
from events.facts.redacted import redacted
from events.facts.session import SessionHeld
from events.facts.tracking import ReportFiled
from events.intake.batch import check, record
from events.intake.correction import CorrectionError, corrected
from events.intake.draft import Draft
from events.intake.objections import InapplicableJudgementError, MissingReferenceError
from events.store.log import FactLog
from events.store.memory import MemoryEngine

if TYPE_CHECKING:
    from pydantic import JsonValue

    from events.facts.base import Fact

HELD = SessionHeld(session=1, place="Geneva")
TALKS = b"""\
dialogue: talks
title: Talks
---
dialogue: talks
report: {id: r1, outlet: Agency}
facts: [{kind: session-held, session: 1}]
"""


@pytest.fixture
def log() -> FactLog:
    log = FactLog(MemoryEngine())
    record(log, read(BytesIO(TALKS), "talks.yaml"), recorded_by="coder")
    return log


def correction(log: FactLog, **attributes: JsonValue) -> Draft:
    """A correction of the fact that was recorded last."""
    target = [recorded.fact_id for recorded in log.since()][-1]
    return Draft("talks", FactCorrected.model_validate({"target": target, "whose": "coder", **attributes}), "talks:9")


def test_a_value_is_set_replaced_or_removed() -> None:
    assert corrected(HELD, "place", "Basel") == SessionHeld(session=1, place="Basel")
    assert corrected(HELD, "place", None) == SessionHeld(session=1)
    assert corrected(HELD, "session", "3") == SessionHeld(session=3, place="Geneva")


@pytest.mark.parametrize(
    ("fact", "field", "new", "message", "hint"),
    [
        (HELD, "plaec", "Basel", "no attribute 'plaec' in session-held", "Did you mean 'place'?"),
        (HELD, "mode", "boat", "mode: 'boat' is none of in-person, video, phone", ""),
        (HELD, "session", None, "session: is missing; session-held needs it", ""),
        (
            ReportFiled(id="r1", outlet="Agency"),
            "id",
            "r2",
            "the id of a report cannot be corrected: its facts cite it",
            "Retract the report, and file it under another id together with its facts.",
        ),
        (
            FactRetracted(target="0" * 32, whose="coder"),
            "whose",
            "outlet",
            "a fact-retracted cannot be corrected",
            "Retract it, then judge again.",
        ),
        (
            redacted("session-held@1"),
            *("place", "Basel", "the fact is redacted: nothing is left that could be corrected"),
            "Append it again as a new fact.",
        ),
        (
            FactRedacted(target="0" * 32, reason="asked by letter"),
            *("reason", "other", "a redaction cannot be corrected: what it took away is gone", ""),
        ),
    ],
)
def test_what_a_fact_cannot_take_is_refused(fact: Fact, field: str, new: JsonValue, message: str, hint: str) -> None:
    with pytest.raises(CorrectionError) as refused:
        corrected(fact, field, new)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_where_no_attribute_is_meant_all_of_them_are_named() -> None:
    with pytest.raises(CorrectionError, match="no attribute 'zzzzzzzz' in session-held") as refused:
        corrected(HELD, "zzzzzzzz", "Basel")
    assert refused.value.hint.startswith("It has session, track, window, ")
    assert refused.value.hint.endswith(".")


def test_a_correction_that_cannot_apply_is_not_recorded(log: FactLog) -> None:
    drafts = [correction(log, field="plaec", new="Basel"), correction(log, field="mode", new="boat")]
    with pytest.raises(InapplicableJudgementError) as refused:
        record(log, drafts, recorded_by="coder")
    assert refused.value.message == (
        "2 faults in what is to be recorded:\n"
        "  talks:9: fact-corrected: no attribute 'plaec' in session-held. Did you mean 'place'?\n"
        "  talks:9: fact-corrected: mode: 'boat' is none of in-person, video, phone"
    )
    assert [(one.source, one.problem) for one in refused.value.objections] == [
        ("talks:9", "fact-corrected: no attribute 'plaec' in session-held"),
        ("talks:9", "fact-corrected: mode: 'boat' is none of in-person, video, phone"),
    ]
    assert log.engine.head() == 3


def test_a_report_that_a_correction_names_is_on_file(log: FactLog) -> None:
    with pytest.raises(MissingReferenceError, match="no report 'r2' in dialogue 'talks'"):
        check(log, [correction(log, field="report", new="r2")])
    assert check(log, [correction(log, field="report", new="r1")]).added == (True,)


def test_a_fact_of_the_same_drafts_can_be_corrected(log: FactLog) -> None:
    held = Draft("talks", SessionHeld(session=2), "talks:8")
    right = FactCorrected(target=held.entry().fact_id, whose="coder", field="session", old=2, new=3)
    wrong = right.model_copy(update={"field": "number"})
    assert check(log, [held, Draft("talks", right, "talks:9")]).added == (True, True)
    with pytest.raises(InapplicableJudgementError):
        check(log, [held, Draft("talks", wrong, "talks:9")])
