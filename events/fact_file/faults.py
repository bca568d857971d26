"""What is wrong in a fact file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.errors import BadInputError
from events.wording import counted, listed, shown

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a fact file.

    Attributes:
        file: its name.
        line: from 1.
        problem: what is wrong, with the offending value shortened.
        advice: what to do. Empty where the problem says it.
        report: id of the report, where the fault lies in a document that has one.
        fact: number of the fact in its document, from 1.
        kind: of the fact, as written.
        field: path of the attribute, list items counted from 1: `when.edtf`, `persons.2.name`.

    """

    file: str
    line: int
    problem: str
    advice: str = ""
    report: str | None = None
    fact: int | None = None
    kind: str | None = None
    field: str = ""

    def __str__(self) -> str:
        fact = "" if self.fact is None else f"fact {self.fact}" + (f" ({self.kind})" if self.kind else "")
        report = "" if self.report is None else f"report {shown(self.report)}"
        where = ", ".join(filter(None, (report, fact, self.field and f"field {self.field}")))
        told = ": ".join(filter(None, (f"{self.file}:{self.line}", where, self.problem)))
        return f"{told}. {self.advice}" if self.advice else told


class FactFileError(BadInputError):
    """Fact files with faults: all of them.

    Attributes:
        faults: in the order of the files.

    """

    def __init__(self, faults: Sequence[Fault], *, stopped: bool = False) -> None:
        files = {fault.file: None for fault in faults}
        where = next(iter(files)) if len(files) == 1 else f"{len(files)} files"
        heading = f"{counted(len(faults), 'fault')} in {where}" + (", which was read no further" if stopped else "")
        super().__init__(
            listed(heading, faults),
            hint="Nothing was recorded: files go in whole or not at all. Correct them and run the command again.",
        )
        self.faults = tuple(faults)
