"""Which requests are answered in JSON, and in what shape? Their lines, as the questions have theirs."""

from __future__ import annotations

from timeline.answers.columns import Column
from timeline.answers.shapes import Shape

REQUESTS: dict[str, Shape] = {
    one.name: one
    for one in (
        Shape("append", "Append facts to the log: one from options, or many from fact files.", "log:ReceiptAnswer"),
        Shape(
            "correct",
            "Correct a fact: append which of its fields was wrong, and whose error it was.",
            "judgement:JudgedAnswer",
            is_list=False,
        ),
        Shape(
            "retract",
            "Retract a fact: append that it does not count, and whose error it was.",
            "judgement:JudgedAnswer",
            is_list=False,
        ),
        Shape("link", "Judge whether two subjects are one and the same.", "judgement:JudgedAnswer", is_list=False),
        Shape(
            "verify",
            "Check that the log is what was recorded; name the first position that does not hold.",
            "trust:VerificationAnswer",
            is_list=False,
        ),
        Shape(
            "merge", "Add the facts of another store to this one; what both hold is there once.", "log:ReceiptAnswer"
        ),
        Shape(
            "doctor",
            "Look at versions, settings, disk and permissions; leave with 1 when something matters.",
            "trust:FindingAnswer",
            (Column("what", "what"), Column("value", "value"), Column("problem", "problem")),
        ),
    )
}
"""Every request that is answered in JSON."""
