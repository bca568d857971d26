"""Why can drafts not be recorded? Each objection to a draft, and the refusals that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.errors import BadInputError, ConflictError, NotFoundError
from events.limits import FAULTS_SHOWN
from events.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a draft cannot be recorded.

    Attributes:
        source: where the draft was written.
        problem: what is wrong.
        advice: what to do. Empty where the problem says it.

    """

    source: str
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}" + (f". {self.advice}" if self.advice else "")


class Objections:
    """All that is wrong with drafts.

    Attributes:
        count: how many objections there are.
        first: as many of them as a message lists.

    """

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Objection] = []

    def add(self, source: str, problem: str, advise: Callable[[], str]) -> None:
        """Object to a draft. The advice, which may take long to find, is asked for where it is listed."""
        self.count += 1
        if len(self.first) < FAULTS_SHOWN:
            self.first.append(Objection(source, problem, advise()))

    def __str__(self) -> str:
        return listed(f"{counted(self.count, 'fault')} in what is to be recorded", self.first, count=self.count)


class MissingReferenceError(NotFoundError):
    """Drafts refer to a dialogue, a report or a fact that is not there. Carries the objections that it lists."""

    def __init__(self, objections: Objections) -> None:
        super().__init__(str(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections.first)


class ReportConflictError(ConflictError):
    """A report is filed again with other content. Carries the objections that it lists, of whatever sort."""

    def __init__(self, objections: Objections) -> None:
        super().__init__(str(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections.first)


class RedactionError(ConflictError):
    """Content would be taken away, or is missing, past `timeline redact`. Carries the objections that it lists."""

    def __init__(self, objections: Objections) -> None:
        super().__init__(str(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections.first)


class InapplicableJudgementError(BadInputError):
    """Corrections name attributes or values that their facts cannot have. Carries the objections that it lists."""

    def __init__(self, objections: Objections) -> None:
        super().__init__(str(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections.first)
