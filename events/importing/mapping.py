"""Which columns of a table become which attributes of which facts? A mapping says it, as TOML.

A mapping is a document of a fact file in which a value may come from the row: `dialogue`, `title`, `parties`, `names`,
`report`, `facts`; beside them `skip`, and how the file is written: `delimiter`, `months`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from events.errors import BadInputError
from events.fact_file.drafting import HEADING, KINDS
from events.facts.attributes import attributes_of
from events.facts.tracking import ReportFiled
from events.importing.dates import ENGLISH, PatternError, pattern
from events.importing.values import Column, Condition, Constant, Items, Object, Span, Template
from events.wording import counted, did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.importing.values import Value

_COLUMN: Final = ("column", "date", "words", "split", "slug", "default")
_TEMPLATE: Final = ("template", "slug")
_SPAN: Final = ("start", "end")
_CONDITION: Final = ("column", "is", "has", "empty")
_FILE: Final = ("skip", "delimiter", "months")
KEYS: Final = ("dialogue", *HEADING, "report", "facts", *_FILE)
"""Every key of a mapping."""

_YEAR: Final = 12


class MappingError(BadInputError):
    """A mapping that cannot be followed: everything that is wrong with it."""

    def __init__(self, file: str, faults: list[str]) -> None:
        message = faults[0] if len(faults) == 1 else listed(f"{counted(len(faults), 'fault')} in {file}", faults)
        super().__init__(message, hint="Nothing was recorded. docs/import.md shows what a mapping holds.")


@dataclass(frozen=True)
class MappedFact:
    """A fact that rows give.

    Attributes:
        attributes: with `kind`.
        skip: rows that meet one of these do not give it.

    """

    attributes: Object
    skip: tuple[Condition, ...]


@dataclass(frozen=True)
class Mapping:
    """From rows to documents of a fact file.

    Attributes:
        document: all but the facts: dialogue, heading, report.
        facts: in the order in which a row gives them.
        skip: rows that meet one of these give nothing.
        delimiter: between cells.

    """

    document: Object
    facts: tuple[MappedFact, ...]
    skip: tuple[Condition, ...] = ()
    delimiter: str = ","

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
    try:
        written = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise MappingError(file, [f"{file}: byte {error.start + 1} is not UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        raise MappingError(file, [f"{file}: not readable as TOML: {error}"]) from None
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
    """The way through one mapping; keeps what is wrong."""

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
        delimiter = written.get("delimiter", ",")
        if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n':
            self._refuse("delimiter", f"{shown(delimiter)} is not one character")
        document = {key: value for key, value in written.items() if key not in ("facts", *_FILE)}
        return Mapping(
            document=Object({key: self._value(value, key) for key, value in document.items()}),
            facts=tuple(self._fact(fact, f"facts.{number}") for number, fact in enumerate(facts, 1)),
            skip=self._conditions(written.get("skip", []), "skip"),
            delimiter=delimiter,
        )

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
            self._refuse(path, f"{shown(kind)} is no kind of fact. {did_you_mean(kind, KINDS)}".rstrip())
        elif isinstance(kind, str):
            self._known(written, ("kind", "skip", *attributes_of(KINDS[kind])), path)
        attributes = {key: value for key, value in written.items() if key != "skip"}
        return MappedFact(
            Object({key: self._value(value, f"{path}.{key}") for key, value in attributes.items()}),
            self._conditions(written.get("skip", []), f"{path}.skip"),
        )

    def _value(self, written: object, path: str) -> Value:
        if isinstance(written, list):
            return Items(tuple(self._value(one, path) for one in written))
        if not isinstance(written, dict):
            return Constant(written)
        if "column" in written:
            return self._column(written, path)
        if "template" in written:
            self._known(written, _TEMPLATE, path)
            return Template(self._text(written, "template", path), slug=written.get("slug") is True)
        if written.keys() & set(_SPAN):
            self._known(written, _SPAN, path)
            return Span(*(self._value(written.get(end), f"{path}.{end}") for end in _SPAN))
        return Object(
            {key: self._value(value, f"{path}.{key}") for key, value in written.items()}, needed=path == "report"
        )

    def _column(self, written: dict[str, Any], path: str) -> Column:
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
        return Column(
            column=self._text(written, "column", path),
            date=tuple(patterns),
            months=self._months,
            words=words if isinstance(words, dict) else {},
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
        texts: object = written.get("is")
        texts = [texts] if isinstance(texts, str) else texts
        empty = written.get("empty")
        if (texts is not None and not _are_texts(texts)) or not isinstance(empty, bool | None):
            self._refuse(path, "`is` takes texts, `empty` true or false")
        return Condition(
            self._text(written, "column", path),
            tuple(texts) if _are_texts(texts) else None,
            self._text(written, "has", path) if "has" in written else "",
            empty if isinstance(empty, bool) else None,
        )


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
