"""Which questions can be asked, and what do their answers look like? The one table.

Adding a question is a line here, its model and its projection in `timeline.answers.<name>`, and its test. Commands,
tables, `timeline schema`, exports, completion and the library read this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.answers.columns import (
    DIALOGUE,
    DISPUTED,
    FACT,
    ORIGINS,
    REPORTS,
    Column,
    chain,
    changes,
    claims,
    corrections,
    disputed,
    done_by,
    few,
    firmness,
    kind_of_time,
    offices,
    other_track,
    sessions,
    short_instant,
    summarized,
    titles,
    who_answered,
)
from timeline.answers.shapes import Card, Question, Shape
from timeline.claims.statuses import OPEN, PENDING

if TYPE_CHECKING:
    from collections.abc import Mapping


def is_pending(commitment: Mapping[str, Any]) -> bool:
    """Whether a commitment is still to be kept."""
    return commitment["status"] in PENDING and commitment["modality"] != "denied"


QUESTIONS: dict[str, Question] = {
    one.name: one
    for one in (
        Question(
            "show",
            "Print the projected timeline: one row per event, however many reports tell of it.",
            "timeline:TimelineEntryAnswer",
            (
                Column("window", "window"),
                Column("", "time_is", shown=kind_of_time),
                Column("", "modality", shown=firmness),
                Column("what", "what"),
                Column("who", "who", shown=few),
                Column("where", "place"),
                REPORTS,
                ORIGINS,
                Column("", "disputed", shown=disputed),
            ),
            of="timeline:timeline_answers",
            kept="timeline",
            table="timeline",
            empty="Nothing is known of {dialogue}.",
        ),
        Question(
            "dialogues",
            "List the dialogues that are tracked.",
            "log:TrackedDialogueAnswer",
            (
                DIALOGUE,
                Column("title", "title"),
                Column("parties", "parties"),
                Column("facts", "facts", "right"),
                Column("reports", "reports", "right"),
                Column("last recorded", "last_recorded", shown=short_instant),
            ),
            empty="No dialogue is tracked yet: «append help» says how to begin.",
        ),
        Question(
            "history",
            "Print the log itself: every fact in the order it was recorded.",
            "log:RecordedFactAnswer",
            (
                Column("position", "position", "right"),
                Column("recorded", "recorded_at", shown=short_instant),
                DIALOGUE,
                Column("kind", "kind"),
                Column("summary", "summary"),
                FACT,
            ),
            rows=summarized,
            empty="The log holds nothing here yet.",
        ),
        Question(
            "replay",
            "Walk the log fact by fact and print what each one changed.",
            "replay:StepAnswer",
            (
                Column("position", "position", "right"),
                Column("fact", "summary"),
                Column("changed", "changes", shown=changes),
            ),
            empty="The log holds nothing of {dialogue}.",
        ),
        Question(
            "state",
            "Print the status card of a dialogue.",
            "state:StateAnswer",
            is_list=False,
            of="state:state_answer",
            kept="state",
        ),
        Question(
            "upcoming",
            "Print what is to come across dialogues, and what is overdue.",
            "upcoming:UpcomingAnswer",
            (
                DIALOGUE,
                Column("what", "what"),
                Column("who", "who", shown=few),
                Column("status", "status"),
                Column("window", "window"),
                Column("words", "window.wording"),
                Column("place", "place"),
                Column("overdue days", "overdue_days", "right"),
                Column("slips", "slips", shown=chain),
                REPORTS,
                ORIGINS,
                DISPUTED,
            ),
            empty="Nothing is to come, and nothing is overdue.",
            card=Card("To come", ("dialogue",)),
        ),
        Question(
            "sessions",
            "Print every session with its status, its window and how its time slipped.",
            "sessions:SessionAnswer",
            (
                Column("track", "track"),
                Column("session", "session"),
                Column("status", "status"),
                Column("window", "window"),
                Column("held", "held"),
                Column("place", "place"),
                Column("slips", "slips", shown=chain),
                REPORTS,
                ORIGINS,
                DISPUTED,
            ),
            of="sessions:session_answers",
            kept="state.sessions",
            empty="No session of {dialogue} is known.",
        ),
        Question(
            "invitations",
            "Print the life of every invitation.",
            "invitations:InvitationAnswer",
            (
                Column("invitation", "invitation"),
                Column("by", "by"),
                Column("to", "to"),
                Column("track", "track", shown=other_track),
                Column("session", "session"),
                Column("extended", "extended"),
                Column("window", "window"),
                Column("place", "place"),
                Column("status", "status"),
                Column("answers", "answers", shown=who_answered),
                Column("fulfilled", "fulfilled.window"),
                Column("after days", "fulfilled.after_days", "right"),
                REPORTS,
                ORIGINS,
                DISPUTED,
            ),
            of="invitations:invitation_answers",
            details="Open, answered, scheduled, fulfilled after so many days, overdue, lapsed.",
            kept="state.invitations",
            empty="No invitation in {dialogue} is known.",
            card=Card(
                "Open invitations",
                ("fulfilled.window", "fulfilled.after_days"),
                lambda invitation: invitation["status"] in OPEN,
            ),
        ),
        Question(
            "positions",
            "Print who holds which position, how often it was said, and when last.",
            "positions:PositionAnswer",
            (
                Column("actor", "actor"),
                Column("issue", "issue"),
                Column("stance", "stance"),
                Column("", "modality", shown=firmness),
                Column("first stated", "first_stated"),
                Column("last heard", "last_reaffirmed"),
                Column("facts", "times", "right"),
                Column("occasions", "occasions", "right"),
                ORIGINS,
                Column("in force", "in_force"),
                Column("silent days", "silent_days", "right"),
            ),
            of="positions:position_answers",
            details="How often is counted by facts, by occasions and by independent origins.",
            kept="state.positions",
            empty="No position in {dialogue} is known.",
            card=Card("Positions in force", ("issue", "in_force"), lambda position: bool(position["in_force"])),
        ),
        Question(
            "commitments",
            "Print what was promised, by when, and what became of it.",
            "commitments:CommitmentAnswer",
            (
                Column("commitment", "commitment"),
                Column("by", "by"),
                Column("to", "to"),
                Column("what", "what"),
                Column("", "modality", shown=firmness),
                Column("grade", "grade"),
                Column("made", "made"),
                Column("due", "due"),
                Column("status", "status"),
                Column("parts", "parts", shown=done_by),
                Column("overdue days", "overdue_days", "right"),
                REPORTS,
                ORIGINS,
                DISPUTED,
            ),
            of="commitments:commitment_answers",
            details="A deadline that belongs to no commitment has a row of its own.",
            kept="state.commitments",
            empty="No commitment in {dialogue} is known.",
            card=Card("Open commitments", shown=is_pending),
        ),
        Question(
            "documents",
            "Print which documents there are, and which are awaited.",
            "documents:DocumentAnswer",
            (
                Column("document", "document"),
                Column("title", "title"),
                Column("form", "form"),
                Column("status", "status"),
                Column("text", "text"),
                Column("force", "force"),
                Column("parties", "parties"),
                Column("issued", "issued"),
                Column("due", "due"),
                Column("overdue days", "overdue_days", "right"),
                REPORTS,
                ORIGINS,
                DISPUTED,
            ),
            of="documents:document_answers",
            details="With how far each got: awaited, agreed, signed, published, in force.",
            kept="state.documents",
            empty="No document of {dialogue} is known.",
        ),
        Question(
            "disputes",
            "Print on what reports contradict each other.",
            "disputes:SubjectDisputeAnswer",
            (
                Column("subject", "subject"),
                Column("attribute", "attribute"),
                Column("value", "value"),
                Column("stands", "stands"),
                REPORTS,
                ORIGINS,
                Column("who says so", "origins"),
            ),
            of="disputes:dispute_answers",
            details="The preferred value comes first, with the reason why it is preferred.",
            kept="state.disputes",
            rows=claims,
            row_model="disputes:DisputeRow",
            empty="No reports of {dialogue} contradict each other.",
            card=Card("Disputes"),
        ),
        Question(
            "people",
            "Print who took part for whom, and who held which office when.",
            "people:PersonAnswer",
            (
                Column("person", "person"),
                Column("side", "sides"),
                Column("titles as written", "titles", shown=titles),
                Column("offices", "offices", shown=offices),
                Column("headed session", "headed", shown=sessions),
                REPORTS,
                ORIGINS,
            ),
            of="people:person_answers",
            details="With the titles of each, and the sessions at which they headed a side. Names are kept as written:"
            " that two are one person is a judgement («link»), never a guess.",
            empty="Nobody is named in {dialogue}.",
        ),
        Question(
            "sources",
            "Print every report with its origin, lag, reliability and computed credibility.",
            "sources:SourceAnswer",
            (
                Column("report", "report"),
                Column("outlet", "outlet"),
                Column("kind", "kind"),
                Column("published", "published"),
                Column("lag days", "lag_days", "right"),
                Column("origin", "origin"),
                Column("prints of it", "origin_reports", "right"),
                Column("reprint of", "reprint_of"),
                Column("reliability", "reliability"),
                Column("credibility", "credibility"),
                Column("facts", "times", "right"),
                Column("contradicted on", "contradicted"),
            ),
            of="sources:source_answers",
            details="Reliability (A-F) is what you assessed the outlet to be; credibility (1-6) is computed from"
            " independent origins: both on the scales of STANAG 2511.",
            empty="No report of {dialogue} is known.",
        ),
        Question(
            "diff",
            "Print what changed between what was known on two days.",
            "diff:DiffAnswer",
            (
                Column("subject", "subject"),
                Column("attribute", "attribute"),
                Column("before", "before"),
                Column("after", "after"),
            ),
            is_list=False,
        ),
        Question(
            "explain",
            "Print the chain of evidence of a subject, or of one of its attributes.",
            "explain:ExplainAnswer",
            (
                Column("value", "value"),
                Column("stands", "stands"),
                Column("outlet", "outlet"),
                Column("published", "published"),
                Column("origin", "origin"),
                Column("grade", "reliability"),
                Column("said by", "said_by"),
                Column("quote", "quote"),
                Column("corrections", "corrections", shown=corrections),
                Column("report", "report"),
                Column("url", "url"),
                FACT,
            ),
            is_list=False,
        ),
        Question(
            "check",
            "Look for what wants attention; say nothing and leave with 0 when all is well, with 1 otherwise.",
            "check:FindingAnswer",
            (
                DIALOGUE,
                Column("finding", "finding"),
                Column("subject", "subject"),
                Column("what", "message"),
                Column("next", "hint"),
            ),
        ),
    )
}
"""Every question, in the order in which help lists them."""

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


def answers() -> dict[str, Shape]:
    """Every answer that is given in JSON, by the name of its command."""
    return {**QUESTIONS, **REQUESTS}
