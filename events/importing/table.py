"""Which facts does a table hold, by a mapping? Row by row, each fault with line and column.

CSV (RFC 4180), tab-separated values (IANA, without quotes) and what the mapping says of the form, in UTF-8. What stands
before the first row (`sep=;` of Excel, lines that the mapping counts or marks) is passed over. Old line ends are read.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from events.fact_file import document as written
from events.fact_file.drafting import drafted
from events.fact_file.faults import FactFileError, Fault
from events.facts.tracking import DialogueOpened, ReportFiled
from events.importing.precision import tells_precision
from events.importing.values import CellError, rdf_term
from events.limits import COLUMNS, COLUMNS_SHOWN, DOCUMENT_BYTES, FAULTS_KEPT, FILE_BYTES
from events.wording import counted, did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from events.importing.mapping import MappedFact, Mapping, TableForm
    from events.importing.values import ObjectFromColumns, TableRow
    from events.intake.draft import Draft

_ONCE: Final = (DialogueOpened, ReportFiled)
"""What every row says anew and is drafted once."""


_AROUND: Final = " \t\r\n\v\f\u00a0\ufeff\u200b"
"""What is no part of a cell: white space, and the byte order marks of joined files."""

_DELIMITERS: Final = (";", "\t", "|", ",")
_SEPARATOR: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
"""How Excel says in a first line which delimiter there is."""

_MAC_END: Final = re.compile(r"(?<=\r)(?![\n\r]|$)|(?<=\r)(?=\r)")
_LIKELY: Final = 500
"""Columns that a mistyped name is compared with."""


class _Line(NamedTuple):
    """A row of the file, the line on which it begins, and what parts its cells."""

    number: int
    cells: list[str]
    delimiter: str


class _UnreadableError(ValueError):
    """The file cannot be read on."""

    def __init__(self, line: int, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem
        self.advice = advice


def read_table(
    stream: IO[bytes], name: str, mapping: Mapping, *, told: Callable[[str], object] = lambda _: None
) -> Iterator[Draft]:
    """The facts of a table, in its order.

    Args:
        stream: the file, opened for reading bytes. Its first row names the columns.
        name: what messages call it.
        mapping: what becomes of a row.
        told: is called with a warning of what the mapping passes over.

    Raises:
        FactFileError: every fault, after the drafts that are right.

    """
    table = _Table(name, mapping, told)
    try:
        yield from table.drafts(stream)
    except _UnreadableError as error:
        table.faults.append(Fault(file=name, line=error.line, problem=error.problem, advice=error.advice))
    if table.faults:
        faults = sorted(table.faults, key=attrgetter("line"))
        raise FactFileError(faults, stopped=len(faults) >= FAULTS_KEPT)


class _Table:
    """The way through one table."""

    def __init__(self, name: str, mapping: Mapping, told: Callable[[str], object]) -> None:
        self.faults: list[Fault] = []
        self._told = told
        self._name = name
        self._mapping = mapping
        self._places: dict[str, int] = {}
        self._width = 0
        self._once: set[tuple[str, bytes]] = set()

    def drafts(self, stream: IO[bytes]) -> Iterator[Draft]:
        begun = False
        for line in _lines(stream, self._name, self._mapping.form):
            if not begun:
                begun = True
                if self._take_header(line):
                    continue
            cells = line.cells
            while len(cells) > self._width and not cells[-1]:
                cells.pop()
            if len(cells) != self._width:
                problem = f"the row has {counted(len(cells), 'cell')}, and the table {counted(self._width, 'column')}"
                self._refuse(line.number, problem, "Put a cell that holds the delimiter in double quotes.")
            else:
                yield from self._row(line.number, {name: cells[place] for name, place in self._places.items()})
            if len(self.faults) >= FAULTS_KEPT:
                return
        if not begun:
            self._refuse(1, "the file is empty", "Its first row names the columns.")

    def _refuse(self, line: int, problem: str, advice: str = "", field: str = "") -> None:
        self.faults.append(Fault(file=self._name, line=line, problem=problem, advice=advice, field=field))

    def _take_header(self, line: _Line) -> bool:
        """Take up where the columns of the mapping stand. Whether the line was a row of names."""
        named = self._mapping.form.columns
        header = list(named) or line.cells
        if len(header) > COLUMNS:
            problem = f"the table has {len(header):,} columns, more than {COLUMNS:,}"
            raise _UnreadableError(line.number, problem, _other_form(line, self._mapping) or "Export fewer of them.")
        places = dict(zip(reversed(header), range(len(header) - 1, -1, -1), strict=True))
        count = Counter(header)
        # A variable of SPARQL may be named with its mark.
        variables = [name for name in self._mapping.columns if name not in places and name.removeprefix("?") in places]
        places |= {name: places[name.removeprefix("?")] for name in variables}
        twice = [name for name in self._mapping.columns if count[name] > 1]
        if twice:
            raise _UnreadableError(line.number, f"{shown(twice[0])} names two columns", "Rename one of them.")
        unknown = [name for name in self._mapping.columns if name not in places]
        if unknown and (advice := "" if named else _other_form(line, self._mapping)):
            raise _UnreadableError(line.number, f"the first row has no column {shown(unknown[0])}", advice)
        if unknown and unknown == list(self._mapping.columns) and not named:
            advice = f"There is {_listed(header)}. Say columns = [...] in the mapping where no row names them."
            problem = f"the first row has none of the columns that the mapping names, which are {_listed(unknown)}"
            raise _UnreadableError(line.number, problem, advice)
        for name in unknown:
            if named:
                self._refuse(line.number, f"{shown(name)} is none of the `columns` of the mapping", "Add it there.")
                continue
            advice = did_you_mean(name, header[:_LIKELY]) or f"There is {_listed(header)}."
            self._refuse(line.number, f"the mapping names a column {shown(name)}, which is not there", advice)
        if unknown:
            raise _UnreadableError(line.number, "the table does not fit the mapping", "Correct the mapping.")
        if self._mapping.takes_days_as_written:
            named_already = set(self._mapping.columns)
            for column in (one for one in header if tells_precision(one) and one not in named_already):
                self._told(_passed_over(self._name, column))
        self._width = len(header)
        self._places = {name: places[name] for name in self._mapping.columns}
        return not named or line.cells == header

    def _row(self, line: int, row: TableRow) -> Iterator[Draft]:
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
        result = drafted(written.FileDocument(self._name, line, document))
        self.faults += [self._placed(fault, facts) for fault in result.faults]
        for draft in result.drafts:
            if isinstance(draft.fact, _ONCE):
                key = (draft.dialogue, draft.fact.payload())
                if key in self._once:
                    continue
                self._once.add(key)
            yield draft

    def _resolved(self, template: ObjectFromColumns, line: int, row: TableRow) -> written.Object | None:
        """The attributes that a row gives. None where a cell is wrong."""
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
        return "".join(f", column {self._places[name] + 1} {shown(name)}" for name in dict.fromkeys(names))


def _passed_over(file: str, column: str) -> str:
    return (
        f"{file}: the column {shown(column)} is not mapped. A day that stands there only to fill its column is recorded"
        f' as that day. If it says how much of a date is known: precision = {{ column = "{column}", words = … }}, see'
        " docs/import.md"
    )


def _listed(names: Sequence[str]) -> str:
    """The names of columns, the first of many."""
    told = [shown(name) for name in names if name]
    more = f" and {len(told) - COLUMNS_SHOWN:,} more" if len(told) > COLUMNS_SHOWN else ""
    return ", ".join(told[:COLUMNS_SHOWN]) + more


def _other_form(line: _Line, mapping: Mapping) -> str:
    """What to say in the mapping, where another delimiter would make the columns of it. "" where none would."""
    delimiter = line.delimiter
    written = delimiter.join(line.cells)
    for other in _DELIMITERS:
        cells = {cell.strip().strip('"') for cell in written.split(other)}
        if other != delimiter and len(cells) > 1 and cells.issuperset(mapping.columns):
            return f"Say delimiter = {json.dumps(other)} in the mapping."
    return ""


def _lines(stream: IO[bytes], name: str, form: TableForm) -> Iterator[_Line]:
    """The rows that hold something."""
    texts = _Texts(stream, form)
    delimiter = texts.delimiter or form.delimiter or _usual_delimiter(name)
    # Tab-separated values have no quotes (IANA), nor have terms that are quoted themselves.
    quote = form.quote if form.quote is not None else "" if form.rdf or delimiter == "\t" else '"'
    csv.field_size_limit(DOCUMENT_BYTES)
    reader = csv.reader(
        texts,
        delimiter=delimiter,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        escapechar=form.escape or None,
        doublequote=not form.escape,
        strict=True,
    )
    of_terms = form.rdf
    try:
        for cells in reader:
            begins = texts.row_begins
            texts.next_row()
            stripped = [cell.strip(_AROUND) for cell in cells]
            if not any(stripped):
                continue
            if not texts.rows and (form.rdf or all(cell.startswith("?") for cell in stripped)):
                # The first row of what SPARQL answers: variables, and terms below them.
                of_terms, stripped = True, [cell.removeprefix("?") for cell in stripped]
            elif of_terms:
                stripped = list(map(rdf_term, stripped))
            texts.rows += 1
            if form.empty:
                stripped = ["" if cell in form.empty else cell for cell in stripped]
            yield _Line(begins, stripped, delimiter)
    except csv.Error as error:
        raise _not_readable(str(error), texts.row_begins, quote) from None


def _usual_delimiter(name: str) -> str:
    return "\t" if name.lower().endswith((".tsv", ".tab")) else ","


def _not_readable(problem: str, line: int, quote: str) -> _UnreadableError:
    """What the csv module says, with the advice that belongs to it."""
    nothing = 'say quote = "" in the mapping where quotes mean nothing.'
    if "field larger" in problem:
        return _UnreadableError(line, f"a cell has more than {DOCUMENT_BYTES:,} characters", "Leave it out.")
    if "unexpected end" in problem and quote:
        problem = f"a cell that begins with {quote} does not end before the file does"
        return _UnreadableError(line, problem, f"Close it, or {nothing}")
    advice = f'Write a quote inside quotes twice: "", or {nothing}' if quote else ""
    return _UnreadableError(line, f"not readable as CSV: {problem}", advice)


class _Texts:
    """The lines of a file as texts, after what stands before its rows.

    Attributes:
        delimiter: what a first line `sep=;` says. "" where there is none.
        row_begins: the line on which the row begins that is being read.
        rows: how many were read.

    """

    def __init__(self, stream: IO[bytes], form: TableForm) -> None:
        self._form = form
        self._left = FILE_BYTES
        self._row_bytes = 0
        self._numbered = self._all(stream)
        self._read = 0
        self._waiting: tuple[int, str] | None = None
        self.delimiter = ""
        self.row_begins = 1
        self.rows = 0
        self._pass_over_what_stands_before()

    def _pass_over_what_stands_before(self) -> None:
        for _ in range(self._form.preamble):
            next(self._numbered, None)
        first = next(self._numbered, None)
        if first is None:
            return
        told = _SEPARATOR.fullmatch(first[1].strip("\r\n"))
        if told is None:
            self._waiting = first
        else:
            self.delimiter = told[1]
        self._row_bytes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while True:
            number, text = self._waiting or next(self._numbered)
            self._waiting = None
            if not self._row_bytes:
                if self._form.comment and text.startswith(self._form.comment):
                    continue
                self.row_begins = number
            self._row_bytes += len(text)
            if self._row_bytes > DOCUMENT_BYTES:
                problem = f"the row that begins here has more than {DOCUMENT_BYTES:,} characters"
                raise _UnreadableError(self.row_begins, problem, "A quote may be missing.")
            return text

    def next_row(self) -> None:
        """Begin to count anew."""
        self._row_bytes = 0

    def _all(self, stream: IO[bytes]) -> Iterator[tuple[int, str]]:
        """Each line with its number, also where lines end as on an old Mac."""
        number = 0
        for line in written.lines_of(stream):
            self._left -= len(line.raw)
            if self._left < 0:
                raise _UnreadableError(number, f"the file has more than {FILE_BYTES:,} bytes", "Split it.")
            text = self._decoded(line)
            for one in _MAC_END.split(text) if "\r" in text else (text,):
                if one:
                    number += 1
                    yield number, one

    def _decoded(self, line: written.Line) -> str:
        if len(line.raw) > DOCUMENT_BYTES:
            raise _UnreadableError(line.number, f"the line has more than {DOCUMENT_BYTES:,} bytes", "It is no table.")
        if line.number == 1 and line.raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise _UnreadableError(1, "the file is UTF-16", 'Save it as "CSV UTF-8".')
        if b"\x00" in line.raw:
            raise _UnreadableError(line.number, "byte 0x00 stands in no text", 'Save the file as "CSV UTF-8".')
        try:
            return line.raw.decode()
        except UnicodeDecodeError as error:
            problem = f"byte 0x{line.raw[error.start]:02x} is not UTF-8"
            raise _UnreadableError(line.number, problem, 'Save the file as "CSV UTF-8".') from None
