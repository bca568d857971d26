"""Which columns of a table become which attributes of which facts? A mapping says it, as TOML.

A mapping is a document of a fact file in which a value may come from the row: `dialogue`, `title`, `parties`, `names`,
`report`, `facts`. Beside them `skip`, and how the file is written: `delimiter`, `quote`, `escape`, `columns`,
`preamble`, `comment`, `empty`, `rdf`, `months`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from events.errors import BadInputError
from events.fact_file.drafting import HEADING, KINDS
from events.facts.attributes import attributes_of
from events.facts.tracking import ReportFiled
from events.importing.dates import ENGLISH, PatternError, pattern
from events.importing.precision import UNITS
from events.importing.values import (
    Condition,
    Constant,
    FromCell,
    Joined,
    ListFromColumns,
    ObjectFromColumns,
    Precision,
    SpanFromColumns,
    Template,
)
from events.limits import KEY_PARTS, MAPPING_BYTES, WHOLE_NUMBER_DIGITS
from events.wording import counted, did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.importing.values import FromColumns

_TIMES: Final = ("when", "window", "due", "from", "to")
"""Attributes that are times."""

_COLUMN: Final = ("column", "date", "precision", "words", "split", "slug", "host", "default", "empty")
_TEMPLATE: Final = ("template", "slug")
_SPAN: Final = ("start", "end")
_JOINED: Final = ("join", "between", "sorted", "slug")
_PRECISION: Final = ("column", "words")
_TIME_ATTRIBUTES: Final = frozenset({"when", "window", "due", "published"})
"""Attributes that are a time, whatever the kind of fact."""
_CONDITION: Final = ("column", "is", "not", "has", "empty")
_FORM: Final = ("delimiter", "quote", "escape", "columns", "preamble", "comment", "empty", "rdf")
_FILE: Final = ("skip", *_FORM, "months")
KEYS: Final = ("dialogue", *HEADING, "report", "facts", *_FILE)
"""Every key of a mapping."""

MAPPINGS: Final = ("acled", "gdelt", "icews", "spreadsheet", "ucdp-ged", "wikidata")
"""Those that come with the program, by name. Each is a file of `events/importing/mappings`."""

_YEAR: Final = 12
_LONG_KEY: Final = re.compile(
    r"(?<![A-Za-z0-9_-])"
    rf"(?:(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{KEY_PARTS}}}"
)


class MappingError(BadInputError):
    """A mapping that cannot be followed: everything that is wrong with it."""

    def __init__(self, file: str, faults: list[str]) -> None:
        message = faults[0] if len(faults) == 1 else listed(f"{counted(len(faults), 'fault')} in {file}", faults)
        super().__init__(message, hint="Nothing was recorded. «help topic=import» shows what a mapping holds.")


@dataclass(frozen=True)
class MappedFact:
    """A fact that rows give.

    Attributes:
        attributes: with `kind`.
        skip: rows that meet one of these do not give it.

    """

    attributes: ObjectFromColumns
    skip: tuple[Condition, ...]


@dataclass(frozen=True)
class TableForm:
    """How a table is written.

    Attributes:
        delimiter: between cells. "" where the mapping does not say it: a comma, or what a first line `sep=;` says.
        quote: around a cell that holds the delimiter. "" where quotes mean nothing. None where it is not said.
        escape: before a character that would mean something else. "" for none.
        columns: their names, where no first row names them.
        preamble: lines before the table.
        comment: how lines begin that are no rows. "" for none.
        empty: words that mean an empty cell, in every column.
        rdf: whether cells are terms as SPARQL writes them.

    """

    delimiter: str = ""
    quote: str | None = None
    escape: str = ""
    columns: tuple[str, ...] = ()
    preamble: int = 0
    comment: str = ""
    empty: frozenset[str] = frozenset()
    rdf: bool = False


@dataclass(frozen=True)
class Mapping:
    """From rows to documents of a fact file.

    Attributes:
        document: all but the facts: dialogue, heading, report.
        facts: in the order in which a row gives them.
        skip: rows that meet one of these give nothing.
        form: how the table is written.

    """

    document: ObjectFromColumns
    facts: tuple[MappedFact, ...]
    skip: tuple[Condition, ...] = ()
    form: TableForm = TableForm()

    @property
    def takes_days_as_written(self) -> bool:
        """Whether a time comes from one column alone, however vague another column says that it is."""
        values = (fact.attributes.attributes.get(name) for fact in self.facts for name in _TIMES)
        return any(isinstance(one, FromCell) and one.precision is None for one in values)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is named, in order."""
        conditions = [*self.skip, *(one for fact in self.facts for one in fact.skip)]
        values = [*self.document.columns, *(name for fact in self.facts for name in fact.attributes.columns)]
        return tuple(dict.fromkeys([*values, *(one.column for one in conditions)]))


def read_mapping(content: bytes, file: str) -> Mapping:
    """Read a mapping.

    Raises:
        MappingError: everything that is wrong with it.

    """
    if len(content) > MAPPING_BYTES:
        raise MappingError(file, [f"{file}: has more than {MAPPING_BYTES:,} bytes"])
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise MappingError(file, [f"{file}: byte {error.start + 1} is not UTF-8"]) from None
    if _LONG_KEY.search(text):
        raise MappingError(file, [f"{file}: a key has more than {KEY_PARTS} parts"])
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(file, [f"{file}: not readable as TOML: {error}"]) from None
    except ValueError:  # Python reads no number of so many digits
        raise MappingError(file, [f"{file}: not readable as TOML: a number has too many digits"]) from None
    except RecursionError:
        raise _too_deep(file) from None
    reading = _Reading(file, written)
    try:
        mapping = reading.mapping()
    except RecursionError:
        raise _too_deep(file) from None
    if reading.faults:
        raise MappingError(file, reading.faults)
    return mapping


def _too_deep(file: str) -> MappingError:
    return MappingError(file, [f"{file}: lists and objects are nested too deep"])


class _Reading:
    """The way through one mapping. Keeps what is wrong."""

    def __init__(self, file: str, written: dict[str, Any]) -> None:
        self.faults: list[str] = []
        self._file = file
        self._written = written
        self._months: tuple[str, ...] = ENGLISH

    def mapping(self) -> Mapping:
        written = self._written
        self._known(written, KEYS, "")
        months = written.get("months")
        if months is not None:
            if _are_texts(months) and len(months) == _YEAR:
                self._months = tuple(months)
            else:
                self._refuse("months", "is not the list of the twelve names")
        if "dialogue" not in written:
            self._refuse("dialogue", "is missing")
        report = written.get("report")
        if isinstance(report, dict):
            self._known(report, attributes_of(ReportFiled), "report")
        facts = written.get("facts")
        if not isinstance(facts, list) or not facts or not all(isinstance(fact, dict) for fact in facts):
            self._refuse("facts", "is missing: each fact begins with [[facts]]")
            facts = []
        document = {key: value for key, value in written.items() if key not in ("facts", *_FILE)}
        return Mapping(
            document=ObjectFromColumns({key: self._value(value, key) for key, value in document.items()}),
            facts=tuple(self._fact(fact, f"facts.{number}") for number, fact in enumerate(facts, 1)),
            skip=self._conditions(written.get("skip", []), "skip"),
            form=self._form(),
        )

    def _form(self) -> TableForm:
        written = self._written
        rdf = written.get("rdf") is True
        delimiter = self._character("delimiter")
        quote = self._character("quote") if "quote" in written else None
        preamble = written.get("preamble", 0)
        if not isinstance(preamble, int) or isinstance(preamble, bool) or preamble < 0:
            self._refuse("preamble", f"{shown(preamble)} is not a number of lines")
            preamble = 0
        columns = written.get("columns", [])
        if not _are_texts(columns) or len(set(columns)) < len(columns):
            self._refuse("columns", "is not a list of names, each once")
            columns = []
        return TableForm(
            delimiter=delimiter,
            quote=quote,
            escape=self._character("escape"),
            columns=tuple(columns),
            preamble=preamble,
            comment=self._text(written, "comment", "") if "comment" in written else "",
            empty=self._words(written, ""),
            rdf=rdf,
        )

    def _character(self, key: str) -> str:
        """One character. "" where the mapping says none."""
        character = self._written.get(key, "")
        if character == "" and (key != "delimiter" or key not in self._written):
            return ""
        forbidden = '"\r\n' if key == "delimiter" else "\r\n"
        if isinstance(character, str) and len(character) == 1 and character not in forbidden:
            return character
        self._refuse(key, f"{shown(character)} is not one character")
        return ""

    def _words(self, written: dict[str, Any], path: str) -> frozenset[str]:
        """Words that mean an empty cell."""
        words = written.get("empty", [])
        words = [words] if isinstance(words, str) else words
        if not _are_texts(words):
            self._refuse(f"{path}.empty".lstrip("."), "is not a list of the words that mean an empty cell")
            return frozenset()
        return frozenset(words)

    def _refuse(self, path: str, problem: str) -> None:
        self.faults.append(f"{self._file}: {path}: {problem}" if path else f"{self._file}: {problem}")

    def _known(self, written: dict[str, Any], known: Iterable[str], path: str) -> None:
        known = list(known)
        for key in written:
            if key not in known:
                advice = did_you_mean(key, known) or f"There is {', '.join(known)}."
                self._refuse(path, f"no key {shown(key)}. {advice}")

    def _fact(self, written: dict[str, Any], path: str) -> MappedFact:
        kind = written.get("kind")
        if kind is None:
            self._refuse(path, "kind is missing: it says what happened, as in session-held")
        elif isinstance(kind, str) and kind not in KINDS:
            self._refuse(path, f"{shown(kind)} is not a kind of fact. {did_you_mean(kind, KINDS)}".rstrip())
        elif isinstance(kind, str):
            self._known(written, ("kind", "skip", *attributes_of(KINDS[kind])), path)
        attributes = {key: value for key, value in written.items() if key != "skip"}
        return MappedFact(
            ObjectFromColumns({key: self._value(value, f"{path}.{key}") for key, value in attributes.items()}),
            self._conditions(written.get("skip", []), f"{path}.skip"),
        )

    def _value(self, written: object, path: str) -> FromColumns:
        if isinstance(written, list):
            return ListFromColumns(tuple(self._value(one, path) for one in written))
        if not isinstance(written, dict):
            return self._constant(written, path)
        for key, read in (("column", self._column), ("template", self._template), ("join", self._joined)):
            if key in written:
                return read(written, path)
        if written.keys() & set(_SPAN):
            self._known(written, _SPAN, path)
            return SpanFromColumns(*(self._value(written.get(end), f"{path}.{end}") for end in _SPAN))
        return ObjectFromColumns(
            {key: self._value(value, f"{path}.{key}") for key, value in written.items()}, needed=path == "report"
        )

    def _template(self, written: dict[str, Any], path: str) -> Template:
        self._known(written, _TEMPLATE, path)
        return Template(self._text(written, "template", path), slug=written.get("slug") is True)

    def _constant(self, written: object, path: str) -> Constant:
        if isinstance(written, date | time):  # TOML has days of its own, which are EDTF as they are written
            return Constant(written.isoformat())
        if isinstance(written, int) and abs(written) >= 10**WHOLE_NUMBER_DIGITS:
            self._refuse(path, f"a number has more than {WHOLE_NUMBER_DIGITS} digits. Put it in quotes")
            return Constant(None)
        return Constant(written)

    def _joined(self, written: dict[str, Any], path: str) -> Joined:
        self._known(written, _JOINED, path)
        parts = written["join"]
        if not isinstance(parts, list):
            self._refuse(path, "join is not a list of values")
            parts = []
        return Joined(
            tuple(self._value(one, path) for one in parts),
            between=self._text(written, "between", path) if "between" in written else " ",
            ordered=written.get("sorted") is True,
            slug=written.get("slug") is True,
        )

    def _precision(self, written: object, path: str) -> Precision | None:
        if written is None:
            return None
        if not isinstance(written, dict) or "column" not in written:
            self._refuse(path, "is {column = ..., words = {1 = 'day', 3 = 'month'}}")
            return None
        self._known(written, _PRECISION, path)
        words = written.get("words", {unit: unit for unit in UNITS})
        if not isinstance(words, dict) or not words:
            self._refuse(path, "words is not a table")
            return None
        for word, unit in words.items():
            if unit not in UNITS:
                advice = did_you_mean(str(unit), UNITS) or f"There is {', '.join(UNITS)}."
                self._refuse(path, f"{shown(unit)}, which {shown(word)} is to mean, is not a precision. {advice}")
        return Precision(self._text(written, "column", path), words)

    def _column(self, written: dict[str, Any], path: str) -> FromCell:
        self._known(written, _COLUMN, path)
        forms = written.get("date", [])
        forms = [forms] if isinstance(forms, str) else forms
        patterns = []
        try:
            patterns = [pattern(form) for form in forms] if _are_texts(forms) else []
        except PatternError as error:
            self._refuse(path, f"{error.message}. {error.hint}")
        if not _are_texts(forms):
            self._refuse(path, "date is not a list of forms")
        words = written.get("words", {})
        if not isinstance(words, dict):
            self._refuse(path, "words is not a table")
        return FromCell(
            column=self._text(written, "column", path),
            date=tuple(patterns),
            months=self._months,
            precision=self._precision(written.get("precision"), f"{path}.precision"),
            blank=self._words(written, path),
            host=written.get("host") is True,
            words=words if isinstance(words, dict) else {},
            is_time=path.removesuffix(".start").removesuffix(".end").rpartition(".")[2] in _TIME_ATTRIBUTES,
            split=self._text(written, "split", path) if "split" in written else "",
            slug=written.get("slug") is True,
            default=written.get("default"),
        )

    def _text(self, written: dict[str, Any], key: str, path: str) -> str:
        text = written[key]
        if isinstance(text, str) and text:
            return text
        self._refuse(path, f"{key} {shown(text)} is not a text")
        return ""

    def _conditions(self, written: object, path: str) -> tuple[Condition, ...]:
        rules = written if isinstance(written, list) else [written]
        return tuple(self._condition(rule, path) for rule in rules)

    def _condition(self, written: object, path: str) -> Condition:
        if not isinstance(written, dict) or "column" not in written or len(written) == 1:
            self._refuse(path, "a rule is {column = ..., is = ...}, or has = ..., or empty = true")
            return Condition("")
        self._known(written, _CONDITION, path)
        texts, others = (self._asked(written.get(key), path) for key in ("is", "not"))
        empty = written.get("empty")
        if not isinstance(empty, bool | None):
            self._refuse(path, "`empty` takes true or false")
        return Condition(
            self._text(written, "column", path),
            texts,
            others,
            self._text(written, "has", path) if "has" in written else "",
            empty if isinstance(empty, bool) else None,
        )

    def _asked(self, written: object, path: str) -> tuple[str, ...] | None:
        if written is None:
            return None
        texts = [written] if isinstance(written, str) else written
        if not _are_texts(texts):
            self._refuse(path, "`is` and `not` take texts")
            return None
        return tuple(texts)


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
