"""Which requests are answered in JSON, and in what shape? Their lines, as the questions have theirs."""

from __future__ import annotations

from timeline.answers.columns import Column
from timeline.answers.shapes import Shape

REQUESTS: dict[str, Shape] = {
    one.name: one
    for one in (
        Shape("append", "Add facts to your log: one from options, or many from files.", "log:ReceiptAnswer"),
        Shape(
            "correct",
            "Correct a fact.",
            "judgement:JudgedAnswer",
            is_list=False,
        ),
        Shape(
            "retract",
            "Take back a fact, so that it no longer counts.",
            "judgement:JudgedAnswer",
            is_list=False,
        ),
        Shape(
            "redact",
            "Forget facts, or a person in all facts, for good; the log still proves the rest.",
            "redaction:RedactionAnswer",
            is_list=False,
        ),
        Shape("link", "Say whether two names mean one and the same thing.", "judgement:JudgedAnswer", is_list=False),
        Shape(
            "verify",
            "Check that the log still holds what was recorded.",
            "trust:VerificationAnswer",
            is_list=False,
        ),
        Shape(
            "rebuild",
            "Refresh the prepared answers, after a large import or an upgrade.",
            "rebuild:RebuildAnswer",
            is_list=False,
        ),
        Shape("merge", "Add a colleague's facts to yours, without duplicates.", "log:ReceiptAnswer"),
        Shape(
            "doctor",
            "Check versions, settings, disk and permissions.",
            "trust:HealthAnswer",
            (Column("what", "what"), Column("value", "value"), Column("problem", "problem")),
        ),
    )
}
"""Every request that is answered in JSON."""
