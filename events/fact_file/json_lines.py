"""Which documents does a JSON Lines file hold? One object on each line, whole numbers only, no key twice."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from events.fact_file.document import SPLIT, FileDocument
from events.fact_file.faults import Fault
from events.limits import DOCUMENT_BYTES, DOCUMENT_ITEMS, NESTING, OBJECT_KEYS, WHOLE_NUMBER_DIGITS
from events.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.fact_file.document import Line


_CONTAINERS = (dict, list)


class _RefusedError(ValueError):
    """The line cannot be taken."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


def json_lines(lines: Iterable[Line], file: str) -> Iterator[FileDocument | Fault]:
    """Each document of the file, and each line that is none. Blank lines are passed over."""
    for number, pieces in groupby(lines, key=lambda line: line.number):
        raw = next(pieces).raw
        if not raw.strip():
            continue
        try:
            value = _value_of(raw)
            _refuse_vast(value)
            yield FileDocument(file, number, value)
        except _RefusedError as refused:
            yield Fault(file=file, line=number, problem=refused.problem, advice=refused.advice)


def _value_of(raw: bytes) -> object:
    if len(raw) > DOCUMENT_BYTES:
        problem = f"the line has more than {DOCUMENT_BYTES:,} bytes"
        raise _RefusedError(problem, SPLIT)
    try:
        value: object = json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_float=_fraction,
            parse_constant=_fraction,
        )
    except UnicodeDecodeError as error:
        problem = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise _RefusedError(problem, "Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        problem = f"not readable as JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}"
        raise _RefusedError(problem, "Each line is one whole object: {...}.") from None
    except RecursionError:
        raise _too_deep() from None
    return value


def _too_deep() -> _RefusedError:
    return _RefusedError(f"lists and objects are nested deeper than {NESTING}", "A fact needs no more than 4.")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > OBJECT_KEYS:
        problem = f"an object has more than {OBJECT_KEYS} attributes"
        raise _RefusedError(problem, "No kind has that many.")
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        problem = f"attribute {shown(twice)} stands twice in one object"
        raise _RefusedError(problem, "Keep one.")
    return value


def _whole_number(digits: str) -> int:
    if len(digits.lstrip("-")) > WHOLE_NUMBER_DIGITS:
        problem = f"number {digits[:WHOLE_NUMBER_DIGITS]}... has more than {WHOLE_NUMBER_DIGITS} digits"
        raise _RefusedError(problem, "Put it in quotes.")
    return int(digits)


def _fraction(text: str) -> int:
    whole, point, rest = text.partition(".")
    if point and not rest.strip("0"):  # a spreadsheet writes 2 as 2.0
        return _whole_number(whole)
    problem = f"{shown(text)[1:-1]} is not a whole number"
    raise _RefusedError(problem, "Put it in quotes if it is to be kept as written.")


def _refuse_vast(value: object, *, depth: int = 1) -> None:
    if not isinstance(value, dict | list):
        return
    if depth > NESTING:
        raise _too_deep()
    if isinstance(value, list) and len(value) > DOCUMENT_ITEMS:
        raise _RefusedError(f"a list has more than {DOCUMENT_ITEMS:,} items", SPLIT)
    for item in value.values() if isinstance(value, dict) else value:
        if type(item) in _CONTAINERS:  # most are texts
            _refuse_vast(item, depth=depth + 1)
