"""Which facts does a table hold, by a mapping? CSV (RFC 4180, UTF-8) row by row; each fault with line and column."""

from __future__ import annotations

import csv
from dataclasses import replace
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from events.fact_file import document as written
from events.fact_file.drafting import drafted
from events.fact_file.faults import FactFileError, Fault
from events.facts.tracking import DialogueOpened, ReportFiled
from events.importing.values import CellError
from events.limits import FAULTS_KEPT, FILE_BYTES
from events.wording import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.importing.mapping import MappedFact, Mapping
    from events.importing.values import Object, Row
    from events.intake.draft import Draft

_ONCE: Final = (DialogueOpened, ReportFiled)
"""What every row says anew and is drafted once."""


class _Line(NamedTuple):
    """A row of the file and the line on which it begins."""

    number: int
    cells: list[str]


class _UnreadableError(ValueError):
    """The file cannot be read on."""

    def __init__(self, line: int, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem
        self.advice = advice


def read_table(stream: IO[bytes], name: str, mapping: Mapping) -> Iterator[Draft]:
    """The facts of a table, in its order.

    Args:
        stream: the file, opened for reading bytes; its first row names the columns.
        name: what messages call it.
        mapping: what becomes of a row.

    Raises:
        FactFileError: every fault, after the drafts that are right.

    """
    table = _Table(name, mapping)
    try:
        yield from table.drafts(stream)
    except _UnreadableError as error:
        table.faults.append(Fault(file=name, line=error.line, problem=error.problem, advice=error.advice))
    if table.faults:
        faults = sorted(table.faults, key=attrgetter("line"))
        raise FactFileError(faults, stopped=len(faults) >= FAULTS_KEPT)


class _Table:
    """The way through one table."""

    def __init__(self, name: str, mapping: Mapping) -> None:
        self.faults: list[Fault] = []
        self._name = name
        self._mapping = mapping
        self._header: list[str] = []
        self._once: set[tuple[str, bytes]] = set()

    def drafts(self, stream: IO[bytes]) -> Iterator[Draft]:
        for line in _lines(stream, self._mapping.delimiter):
            if not self._header:
                self._take_header(line)
            elif len(line.cells) != len(self._header):
                problem = f"the row has {len(line.cells)} cells, and the table {len(self._header)} columns"
                self._refuse(line.number, problem, "Put a cell that holds the delimiter in double quotes.")
            else:
                yield from self._row(line.number, dict(zip(self._header, line.cells, strict=True)))
            if len(self.faults) >= FAULTS_KEPT:
                return
        if not self._header:
            self._refuse(1, "the file is empty", "Its first row names the columns.")

    def _refuse(self, line: int, problem: str, advice: str = "", field: str = "") -> None:
        self.faults.append(Fault(file=self._name, line=line, problem=problem, advice=advice, field=field))

    def _take_header(self, line: _Line) -> None:
        twice = {name for name in line.cells if name and line.cells.count(name) > 1}
        unknown = [name for name in self._mapping.columns if name not in line.cells]
        if twice:
            raise _UnreadableError(line.number, f"{shown(min(twice))} names two columns", "Rename one of them.")
        for name in unknown:
            advice = did_you_mean(name, line.cells) or f"There is {', '.join(map(shown, filter(None, line.cells)))}."
            self._refuse(line.number, f"the mapping names a column {shown(name)}, which is not there", advice)
        if unknown:
            raise _UnreadableError(line.number, "the table does not fit the mapping", "Correct the mapping.")
        self._header = line.cells

    def _row(self, line: int, row: Row) -> Iterator[Draft]:
        if any(rule.met(row) for rule in self._mapping.skip):
            return
        facts = [fact for fact in self._mapping.facts if not any(rule.met(row) for rule in fact.skip)]
        if not facts:
            return
        document = self._resolved(self._mapping.document, line, row)
        said = [self._resolved(fact.attributes, line, row) for fact in facts]
        if document is None or None in said:
            return
        document["facts"] = said
        result = drafted(written.Document(self._name, line, document))
        self.faults += [self._placed(fault, facts) for fault in result.faults]
        for draft in result.drafts:
            if isinstance(draft.fact, _ONCE):
                key = (draft.dialogue, draft.fact.payload())
                if key in self._once:
                    continue
                self._once.add(key)
            yield draft

    def _resolved(self, template: Object, line: int, row: Row) -> written.Object | None:
        """The attributes that a row gives; None where a cell is wrong."""
        found, before = written.Object(line), len(self.faults)
        for name, value in template.attributes.items():
            try:
                found[name] = value.of(row)
            except CellError as error:
                self._refuse(line, error.problem, error.advice, field=f"{name}{self._columns((error.column,))}")
        return found if len(self.faults) == before else None

    def _placed(self, fault: Fault, facts: Sequence[MappedFact]) -> Fault:
        """The fault with the columns that its attribute comes from."""
        name = fault.field.partition(".")[0]
        owner = self._mapping.document if fault.fact is None else facts[fault.fact - 1].attributes
        value = owner.attributes.get(name)
        if fault.fact is None and name not in ("dialogue", "report") and fault.report is not None:
            report = owner.attributes.get("report")
            value = getattr(report, "attributes", {}).get(name)
        return replace(fault, field=f"{fault.field}{self._columns(value.columns)}") if value else fault

    def _columns(self, names: Sequence[str]) -> str:
        """Where the cells stand, as spreadsheets and people count: `, column 4 'Dates'`."""
        return "".join(f", column {self._header.index(name) + 1} {shown(name)}" for name in dict.fromkeys(names))


def _lines(stream: IO[bytes], delimiter: str) -> Iterator[_Line]:
    """The rows that hold something."""
    reader = csv.reader(_texts(stream), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield _Line(begins, stripped)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _UnreadableError(
            begins, f"not readable as CSV: {error}", 'Write a quote inside quotes twice: "".'
        ) from None


def _texts(stream: IO[bytes]) -> Iterator[str]:
    left = FILE_BYTES
    for line in written.lines_of(stream):
        left -= len(line.raw)
        if left < 0:
            raise _UnreadableError(line.number, f"the file has more than {FILE_BYTES:,} bytes", "Split it.")
        try:
            yield line.raw.decode()
        except UnicodeDecodeError as error:
            problem = f"byte 0x{line.raw[error.start]:02x} is not UTF-8"
            raise _UnreadableError(line.number, problem, 'Save the file as "CSV UTF-8".') from None
