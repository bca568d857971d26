"""Which facts do fact files ask for? Each as a draft. All that is wrong in one error, at the end."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeVar

from events.fact_file.document import FileDocument, lines_of
from events.fact_file.drafting import drafted
from events.fact_file.faults import FactFileError, Fault
from events.fact_file.in_bulk import in_bulk
from events.fact_file.json_lines import json_lines
from events.limits import ENDLESS_BYTES, ENDLESS_LINES, FAULTS_KEPT, FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from events.fact_file.document import Line
    from events.intake.draft import Draft, Ready
    from events.intake.portion import Portion

_Found = TypeVar("_Found")

_JSON_LINES: Final = (".jsonl", ".ndjson")
_BLANK_BYTES: Final = 100_000
"""Blank lines that are kept until the first character tells the format. After more of them it is YAML."""

_YAML: Final = (".yaml", ".yml")


def read(stream: IO[bytes], name: str, *, first_line: int = 1) -> Iterator[Draft]:
    """The facts of one file, in its order. See `read_all`.

    Args:
        stream: the file, opened for reading bytes.
        name: what messages call it. `.jsonl` and `.ndjson` are JSON Lines, `.yaml` and `.yml` YAML, and of any other
            the first line that is not blank decides: an object is JSON Lines. One that goes on over several lines,
            as JSON is printed to be read, is read as YAML, which it is too.
        first_line: its number, for a stream that is read in pieces.

    Raises:
        FactFileError: every fault of the file, after the drafts that are right.

    """
    faults: list[Fault] = []
    for document in _documents(stream, name, first_line, faults, json_lines):
        yield from _drafts(document, faults)
    _raise(faults)


def read_bytes(content: bytes, name: str, *, first_line: int = 1) -> Iterator[Draft]:
    """The facts of a file, or of a piece of one, that is in memory. See `read`."""
    return read(BytesIO(content), name, first_line=first_line)


def _none(_: Ready) -> bool:
    return False


def read_all(
    files: Iterable[tuple[IO[bytes], str]], choose: Callable[[Ready], bool] = _none
) -> Iterator[Draft | Portion]:
    """The facts of several files, in their order. What is held at a time does not grow with them.

    Drafts are given out as they are read, so a caller that wants files taken whole exhausts this before it stores
    anything. `events.intake.batch.record` does.

    Args:
        files: each as a stream of bytes and a name, taken one after the other.
        choose: which facts of portions are to be given besides. A function of a module: other processes call it.

    Raises:
        FactFileError: every fault of all the files, after the drafts that are right.

    """
    # Here, since what reads one line of a stream needs none of it.
    from events.intake.portion import Portion

    faults: list[Fault] = []
    in_portions = partial(in_bulk, choose=choose)
    for stream, name in files:
        for document in _documents(stream, name, 1, faults, in_portions):
            if isinstance(document, Portion):
                yield document
            else:
                yield from _drafts(document, faults)
        if len(faults) >= FAULTS_KEPT:
            break
    _raise(faults)


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise FactFileError(faults, stopped=len(faults) >= FAULTS_KEPT)


def _drafts(document: FileDocument | Fault, faults: list[Fault]) -> Iterable[Draft]:
    if not isinstance(document, FileDocument):
        faults.append(document)
        return ()
    result = drafted(document)
    faults += result.faults
    return result.drafts


def _documents(
    stream: IO[bytes],
    name: str,
    first_line: int,
    faults: list[Fault],
    of_json_lines: Callable[[Iterator[Line], str], Iterator[_Found]],
) -> Iterator[_Found | FileDocument | Fault]:
    """What a file holds. Its faults are in the order of its lines at the end, and not too many."""
    before = len(faults)
    lines = _within_limit(lines_of(stream, first_line=first_line), name, faults)
    for document in _of_its_format(lines, name, of_json_lines):
        yield document
        if len(faults) >= FAULTS_KEPT:
            break
    faults[before:] = sorted(faults[before:], key=attrgetter("line"))


_BEGINS: Final = (b"---", b"{")
"""How a document begins, in YAML and in JSON Lines."""


def _within_limit(lines: Iterator[Line], name: str, faults: list[Fault]) -> Iterator[Line]:
    left, number, length, begun_at = FILE_BYTES, 0, 0, 0
    for line in lines:
        if line.raw.startswith(_BEGINS) or line.raw.lstrip().startswith(_BEGINS):
            begun_at = line.number
        elif line.number - (begun_at := begun_at or line.number) > ENDLESS_LINES:
            problem = f"no document begins or ends in {ENDLESS_LINES:,} lines, and the file is read no further"
            faults.append(Fault(file=name, line=begun_at, problem=problem, advice="Split it into several documents."))
            return
        left -= len(line.raw)
        length = len(line.raw) + (length if line.number == number else 0)
        number = line.number
        if left < 0 or length > ENDLESS_BYTES:
            whole, limit = ("file", FILE_BYTES) if left < 0 else ("line", ENDLESS_BYTES)
            problem = f"the {whole} has more than {limit:,} bytes, and is read no further"
            faults.append(Fault(file=name, line=number, problem=problem, advice="Split it into several files."))
            return
        yield line


def _is_an_object(line: bytes) -> bool:
    """Whether the first line is one of JSON Lines, and not the beginning of an object that goes on below it."""
    return line.startswith(b"{") and not line.endswith((b"{", b"[", b","))


def _of_its_format(
    lines: Iterator[Line], name: str, of_json_lines: Callable[[Iterator[Line], str], Iterator[_Found]]
) -> Iterator[_Found | FileDocument | Fault]:
    if name.lower().endswith(_JSON_LINES):
        return of_json_lines(lines, name)
    blank: list[Line] = []
    left = _BLANK_BYTES
    if not name.lower().endswith(_YAML):
        for line in lines:
            blank.append(line)
            left -= len(line.raw)
            if line.raw.strip() or left < 0:
                break
        if blank and _is_an_object(blank[-1].raw.strip()):
            return of_json_lines(chain(blank, lines), name)
    # Here, so that a command which reads no YAML does not load a parser for it.
    from events.fact_file.yaml_documents import yaml_documents

    return yaml_documents(chain(blank, lines), name)
