"""What the status words of answers mean. The words themselves are those of the code, which a test holds."""

from __future__ import annotations

from typing import Any, NamedTuple

from timeline.claims.claims import Stands
from timeline.projections import commitments, documents, invitations, session_status, state


class Vocabulary(NamedTuple):
    """The words that one kind of thing can stand in.

    Attributes:
        title: the heading.
        introduction: a sentence above the table.
        words: the type that lists them in the code.
        meanings: what each means.

    """

    title: str
    introduction: str
    words: Any
    meanings: dict[str, str]


VOCABULARIES = (
    Vocabulary(
        "A dialogue",
        "`timeline state` shows it.",
        state.DialogueStatus,
        {
            "tracked": "You follow it, and no report tells of a session, a launch or an end.",
            "announced": "Its launch, or a first session, is planned and has not taken place.",
            "active": "A session was held, or the dialogue was launched or resumed.",
            "suspended": "It was interrupted.",
            "ended": "It was ended.",
        },
    ),
    Vocabulary(
        "A session",
        "`timeline sessions` and `timeline upcoming` show it.",
        session_status.SessionStatus,
        {
            "proposed": "Somebody suggested it or wished for it.",
            "invited": "A party was invited to it, and no report schedules it yet.",
            "expected": "It was scheduled, but no more firmly than expected.",
            "scheduled": "A time or place was set for it.",
            "postponed": "It was moved, with or without a new time.",
            "started": "It began, and no report tells of its end.",
            "held": "It took place.",
            "cancelled": "It was called off.",
            "not-held": "The time came, and it did not take place.",
            "denied": "The newest report denies that it is planned.",
            "overdue": "Its time has passed, and no report says what became of it.",
            "lapsed": "It was overtaken: a later session took place, and no report tells of this one.",
        },
    ),
    Vocabulary(
        "An invitation",
        "`timeline invitations` shows it.",
        invitations.InvitationStatus,
        {
            "open": "An invited party has not answered, or answered with a condition.",
            "accepted": "All invited parties accepted.",
            "declined": "All invited parties declined.",
            "answered": "All answered, and the answers differ.",
            "scheduled": "A time was set for the session that it is for.",
            "fulfilled": "The session or the visit took place.",
            "overdue": "Its time has passed, and no report says what became of it.",
            "lapsed": "The session was called off, overtaken by a later one, or held with nobody who was invited.",
        },
    ),
    Vocabulary(
        "A commitment or a deadline",
        "`timeline commitments` shows it. A joint commitment has the worst status of its parts.",
        commitments.CommitmentStatus,
        {
            "wished": "It was only wished for, so it binds no party.",
            "open": "It was promised, and no report tells how far it was kept.",
            "progressing": "A report tells of progress.",
            "fulfilled": "It was kept.",
            "unfulfilled": "It was not kept.",
            "breached": "It was broken.",
            "lapsed": "It no longer binds.",
            "overdue": "It was due, and no report says that it was kept.",
        },
    ),
    Vocabulary(
        "A document",
        "`timeline documents` shows it. Its text and its legal force are two things. The status is the force, if told.",
        documents.DocumentStatus,
        {
            "awaited": "It is expected, and is not there yet.",
            "overdue": "It was due, and no report says that it is there.",
            "drafted": "There is a draft of its text.",
            "agreed": "The parties agreed on its text.",
            "initialled": "Its text was initialled.",
            "published": "Its text was published.",
            "signed": "It was signed.",
            "ratified": "It was ratified.",
            "in-force": "It is in force.",
            "not-signed": "It was to be signed, and was not.",
        },
    ),
    Vocabulary(
        "An invited party",
        "Its answer, in `timeline invitations`.",
        invitations.Answered,
        {
            "open": "It has not answered.",
            "accepted": "It accepted.",
            "declined": "It declined.",
            "conditional": "It accepted on a condition.",
        },
    ),
    Vocabulary(
        "A claim",
        "The verdict on a value that a report gives, in `timeline explain` and `timeline disputes`.",
        Stands,
        {
            "preferred": "This value counts.",
            "agrees": "It agrees with the preferred value, and is less exact.",
            "contradicts": "It cannot be true together with the preferred value.",
            "superseded": "A newer plan took its place. That is no contradiction.",
            "retold": "The report only recalls what had been planned or said before.",
        },
    ),
)
