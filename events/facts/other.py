"""What else was done and said: measures and statements."""

from typing import ClassVar, Literal

from events.facts.base import ReportedFact
from events.facts.contact import day_or_report
from events.facts.subject import UNNAMED, Subject
from events.facts.texts import Names, Text, names_of

StatementForm = Literal["assessment", "demand", "denial", "praise", "rejection"]


class MeasureTaken(ReportedFact):
    """A party did something that bears on the dialogue.

    Attributes:
        actor: The party or office that acted.
        about: The matter that the measure concerns.

    """

    topic: ClassVar = "measure-taken@1"

    actor: Names | None = None
    about: Text | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The measure: who, what and which day name it."""
        return (_happening("measure", self, self.actor, self.about),)


class StatementMade(ReportedFact):
    """A party said something that is not a position.

    Attributes:
        actor: The party, office or person that spoke.
        about: The matter that the statement concerns.
        form: The form of the statement: assessment, demand, denial, praise or rejection.

    """

    topic: ClassVar = "statement-made@1"

    actor: Names | None = None
    about: Text | None = None
    form: StatementForm | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The statement: who, what and which day name it."""
        return (_happening("statement", self, self.actor, self.about or self.form),)


def _happening(type_: str, fact: ReportedFact, actor: str | tuple[str, ...] | None, about: str | None) -> Subject:
    who = "+".join(names_of(actor)) or UNNAMED
    return Subject(type_, "/".join(part for part in (day_or_report(fact), who, about) if part))
