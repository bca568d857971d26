"""A contact between sessions: a call, a visit, a preparation, a meeting on the side."""

from typing import ClassVar, Final, Literal

from events.facts.base import ReportedFact
from events.facts.subject import UNDATED, Subject

ContactFormat = Literal["call", "visit", "preparation", "side-meeting", "meeting"]


class ContactHeld(ReportedFact):
    """The sides met or spoke outside a session.

    Attributes:
        format: The form of the contact: call, visit, preparation, side-meeting or meeting.

    """

    topic: ClassVar = "contact-held@1"

    format: ContactFormat | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The contact: nobody numbers contacts, so the day and the format name it."""
        return (Subject("contact", f"{day_or_report(self)}/{self.format or 'contact'}"),)


NO_REPORT: Final = "no report"
"""What stands for the report of a happening of which none tells."""


def day_or_report(fact: ReportedFact) -> str:
    """What tells unnumbered happenings apart: the day as written, or, undated, the report that tells of it."""
    if fact.when is not None and fact.when.edtf is not None:
        return fact.when.edtf.rstrip("~?%")
    return f"{UNDATED}/{fact.report or NO_REPORT}"
