"""Which documents does a YAML file hold?

Only the part of YAML that says one thing one way: objects, lists, texts, whole numbers, true, false, null. Aliases,
anchors, merge keys and tags are refused at the event that brings them, before anything is built, so that a few lines
cannot unfold into gigabytes. `no`, `2025-05-21`, `1e02` and `0123` stay the texts that were written.

Every document is parsed on its own (the marker `---` at the beginning of a line always begins one), so that a file is
never held whole and a fault in one document hides none in the next.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

from events.fact_file.document import SPLIT, FileDocument, Items, Object
from events.fact_file.faults import Fault
from events.limits import DOCUMENT_BYTES, DOCUMENT_ITEMS, ENDLESS_BYTES, NESTING, OBJECT_KEYS, WHOLE_NUMBER_DIGITS
from events.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.fact_file.document import Line

    _Node = yaml.ScalarEvent | yaml.CollectionStartEvent

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MARKER: Final = re.compile(rb"---(?=\s|$)")
_END: Final = re.compile(rb"\.\.\.(?=\s|$)")
_BEFORE_THE_DOCUMENT: Final = re.compile(rb"\s*(?:[#%].*)?$", re.DOTALL)
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE_NUMBER: Final = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{WHOLE_NUMBER_DIGITS - 1}}})")
_WORDS: Final[dict[str, object]] = {"null": None, "~": None, "": None, "true": True, "false": False}


class _RefusedError(Exception):
    """The document cannot be read on."""

    def __init__(self, line: int, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem
        self.advice = advice


def yaml_documents(lines: Iterable[Line], file: str) -> Iterator[FileDocument | Fault]:
    """Each document of the file, and each fault that hinders reading one."""
    for first, chunk in _chunks(lines):
        try:
            yield from _Composer(file, first).documents(_text_of(chunk, first))
        except _RefusedError as refused:
            yield Fault(file=file, line=refused.line, problem=refused.problem, advice=refused.advice)
        except yaml.MarkedYAMLError as error:
            yield _syntax_fault(error, chunk, file=file, first=first)


def _chunks(lines: Iterable[Line]) -> Iterator[tuple[int, bytearray]]:
    """Each document with the number of its first line. What is beyond the limit is not kept, nor read to no end."""
    first, chunk, begun, size = 1, bytearray(), False, 0
    for line in lines:
        if begun and _MARKER.match(line.raw):
            yield first, chunk
            chunk, begun, size = bytearray(), False, 0
        size += len(line.raw)
        if size > ENDLESS_BYTES:
            break
        if not chunk:
            first = line.number
        begun = begun or _BEFORE_THE_DOCUMENT.match(line.raw) is None
        if len(chunk) <= DOCUMENT_BYTES:
            chunk += line.raw
        if _END.match(line.raw):  # `%` lines after it belong to the next document
            yield first, chunk
            chunk, begun, size = bytearray(), False, 0
    yield first, chunk


def _text_of(raw: bytearray, first: int) -> str:
    if len(raw) > DOCUMENT_BYTES:
        problem = f"the document that begins here has more than {DOCUMENT_BYTES:,} bytes"
        raise _RefusedError(first, problem, SPLIT)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = first + raw.count(b"\n", 0, error.start)
        problem = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise _RefusedError(line, problem, "Save the file as UTF-8.") from None
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        line = first + text.count("\n", 0, forbidden.start())
        code = f"{ord(forbidden[0]):02x}" if forbidden[0] <= "\xff" else ""
        advice = f'Remove it, or write it as "\\x{code}" in double quotes.' if code else "Remove it."
        raise _RefusedError(line, f"control character U+{ord(forbidden[0]):04X}", advice)
    return text


def _syntax_fault(error: yaml.MarkedYAMLError, raw: bytearray, *, file: str, first: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    offset = 0 if mark is None else mark.line
    written = raw.decode().split("\n")[offset : offset + 1]
    if "nesting" in (error.problem or ""):
        # libyaml looks 1,024 characters ahead of the events that it gives, and from 0.2.6 on has a limit of its own.
        problem, advice = _TOO_DEEP
    elif mark is not None and written and "\t" in written[0][: mark.column + 1]:
        problem, advice = "a tab stands where only spaces may", "Indent with spaces."
    else:
        problem = f"not readable as YAML: {', '.join(filter(None, (error.context, error.problem)))}"
        advice = (
            "Indent alike what belongs together, and put texts with `: `, ` #` or special first characters in quotes."
        )
    return Fault(file=file, line=first + offset, problem=problem, advice=advice)


class _Composer:
    """Builds documents from the events of the parser, without recursion."""

    def __init__(self, file: str, first: int) -> None:
        self._file = file
        self._first = first
        self._open: list[Object | Items] = []
        self._keys: list[tuple[str, int] | None] = []
        self._faults: list[Fault] = []

    def documents(self, text: str) -> Iterator[FileDocument | Fault]:
        """The documents of one chunk. More than one where a marker was not found at the beginning of a line."""
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_unplain(event)
                line = self._line_of(event)
                if not self._open:
                    yield from self._done(line, _resolved(event))
                elif isinstance(self._open[-1], Object) and self._keys[-1] is None:
                    self._keys[-1] = (self._key(event.value, line), line)
                else:
                    self._put(_resolved(event), line)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._refuse_unplain(event)
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                value = self._open.pop()
                self._keys.pop()
                if not self._open:
                    yield from self._done(value.line, value)
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(self._line_of(event), f"alias *{shown(event.anchor)[1:-1]}", _WRITE_OUT)

    def _line_of(self, event: _Node | yaml.AliasEvent) -> int:
        return self._first + (event.start_mark.line if event.start_mark else 0)

    def _done(self, line: int, value: object) -> Iterator[FileDocument | Fault]:
        yield from self._faults
        self._faults.clear()
        if value is not None:
            yield FileDocument(self._file, line, value)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        line = self._line_of(event)
        if len(self._open) == NESTING:
            raise _RefusedError(line, *_TOO_DEEP)
        if self._open and isinstance(self._open[-1], Object) and self._keys[-1] is None:
            raise _RefusedError(line, "a list or an object stands where the name of an attribute should", _QUOTES)
        value = Object(line) if isinstance(event, yaml.MappingStartEvent) else Items(line)
        if self._open:
            self._put(value, line)
        self._open.append(value)
        self._keys.append(None)

    def _put(self, value: object, line: int) -> None:
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, Items):
            if len(parent) >= DOCUMENT_ITEMS:
                raise _RefusedError(line, f"a list has more than {DOCUMENT_ITEMS:,} items", SPLIT)
            parent.append(value)
            parent.lines.append(line)
        elif key is not None:
            parent[key[0]] = value
            parent.lines[key[0]] = key[1]
            self._keys[-1] = None

    def _key(self, key: str, line: int) -> str:
        parent = self._open[-1]
        if key == "<<":
            raise _RefusedError(line, "merge key <<", _WRITE_OUT)
        if key in parent:
            problem = f"attribute {shown(key)} stands twice in one object"
            self._faults.append(Fault(file=self._file, line=line, problem=problem, advice="Keep one."))
        if len(parent) >= OBJECT_KEYS:
            raise _RefusedError(line, f"an object has more than {OBJECT_KEYS} attributes", "No kind has that many.")
        return key

    def _refuse_unplain(self, event: _Node) -> None:
        if event.anchor is not None:
            raise _RefusedError(self._line_of(event), f"anchor &{shown(event.anchor)[1:-1]}", _WRITE_OUT)
        if event.tag is not None:
            raise _RefusedError(self._line_of(event), f"tag {shown(event.tag)}", "Remove it; quotes make a text.")


_TOO_DEEP: Final = (f"lists and objects are nested deeper than {NESTING}", "A fact needs no more than 4.")
_QUOTES: Final = "Put a text that begins with [ or { in quotes."
_WRITE_OUT: Final = "Fact files have no anchors, aliases or merge keys: write the value out at each place."


def _resolved(event: yaml.ScalarEvent) -> object:
    """The value of a scalar: a text, unless it is unquoted and one of the few other things."""
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
