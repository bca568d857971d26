"""How is a large file of JSON Lines read? Each line in one step, on all cores.

Lines are independent of each other. So they go to the processes in lots, and what comes back goes on in the order of
the file. What cannot be taken in one step is read here, as a document.
"""

from __future__ import annotations

from contextlib import closing
from functools import partial
from itertools import chain, islice, starmap
from typing import TYPE_CHECKING, Final, TypeAlias

from events.fact_file.document import Line
from events.fact_file.faults import Fault
from events.fact_file.json_lines import json_lines
from events.intake.portion import Portion
from events.limits import DOCUMENT_BYTES
from events.lots import lots
from events.processes import can_fork, cores, forked_out, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.fact_file.document import FileDocument
    from events.intake.draft import Draft, Ready

FEW_LINES: Final = 500
"""Lines up to which a file is a small one, and read as such: what takes lines in one step takes a tenth of a second to
make, and so do as many lines without it."""

_FEW_BYTES: Final = 1_000_000
"""Of so many bytes even fewer lines are a large file, unless there are no more of them."""

SOME_LINES: Final = 5_000
"""Lines of a large file up to which this process takes them: to start others takes a quarter of a second."""

FORKED_LINES: Final = 500
"""The same where others are forked, which takes a few milliseconds, and share what is loaded here."""

_LOT_LINES: Final = 500
_LOT_BYTES: Final = 250_000

_Lot: TypeAlias = "list[tuple[int, bytes]]"
"""Lines with their numbers."""

_Found: TypeAlias = "list[Portion | int]"
"""Facts of lines, or the place in its lot of a line that is to be read as a document, in order."""

_Choose: TypeAlias = "Callable[[Ready], bool]"


def in_bulk(lines: Iterator[Line], file: str, choose: _Choose) -> Iterator[FileDocument | Fault | Portion]:
    """What the lines hold, in order: facts of several, or the document or the fault that one is.

    Args:
        lines: of the file.
        file: its name, for messages.
        choose: which facts of portions are to be given besides. A function of a module.

    Raises:
        StoreError: a process was ended from outside.

    """
    waiting = _whole(lines)
    few = next(lots(waiting, _length, most=FEW_LINES + 1, size=_FEW_BYTES), [])
    more = list(islice(waiting, 1))
    if not more and len(few) <= FEW_LINES:
        yield from json_lines(starmap(Line, few), file)
        return
    waiting = chain(few, more, waiting)
    jobs, taking = cores(), _Taking(file, choose)
    yield from taking.each(islice(waiting, None if jobs == 1 else _some_lines()), jobs=1)
    if taking.pays:
        yield from taking.each(waiting, jobs=jobs)
    else:
        yield from json_lines(starmap(Line, waiting), file)


def _whole(lines: Iterator[Line]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank. Of one that comes in pieces, too long for a document, the first: it is refused."""
    before = 0
    for number, raw in lines:
        if number != before and raw.strip():
            yield number, raw
        before = number


class _Taking:
    """The way through the lines of a file of which most may be taken in one step."""

    def __init__(self, file: str, choose: _Choose) -> None:
        self._file = file
        self._choose = choose
        self._lines = self._taken = 0

    @property
    def pays(self) -> bool:
        """Whether most of the lines so far were taken so."""
        return 2 * self._taken > self._lines

    def each(self, waiting: Iterator[tuple[int, bytes]], *, jobs: int) -> Iterator[FileDocument | Fault | Portion]:
        """What the lines hold, in order."""
        first = next(waiting, None)
        if first is None:
            return
        sent: list[_Lot] = []

        def portions() -> Iterator[_Lot]:
            lines = chain((first,), waiting)
            for lot in lots(lines, _length, most=_LOT_LINES, size=_LOT_BYTES):
                sent.append(lot)
                yield lot

        work = partial(taken_of, file=self._file, choose=self._choose, elsewhere=jobs > 1)
        for found in map(work, portions()) if jobs == 1 else _by_others(portions(), work, jobs):
            lot = sent.pop(0)
            self._lines += len(lot)
            self._taken += len(lot)
            for one in found:
                if isinstance(one, int):
                    self._taken -= 1
                    yield from json_lines([Line(*lot[one])], self._file)
                else:
                    yield one


def _length(line: tuple[int, bytes]) -> int:
    return len(line[1])


def _some_lines() -> int:
    return FORKED_LINES if can_fork() else SOME_LINES


def _by_others(portions: Iterator[_Lot], work: Callable[[_Lot], _Found], jobs: int) -> Iterator[_Found]:
    hint = "Nothing was recorded. Look at the free memory, then repeat."
    share = forked_out if can_fork() else shared_out
    with closing(share(portions, work, jobs=jobs, hint=hint)) as results:
        yield from results


def taken_of(lot: _Lot, *, file: str, choose: _Choose, elsewhere: bool) -> _Found:
    """What the lines of a lot hold. Another process also reads documents in which nothing is left to be decided."""
    # Here, since it takes time to load, and no small file needs it.
    from events.fact_file.plain import taken

    found: _Found = []
    ready: list[Ready] = []

    def put_together() -> None:
        if ready:
            found.append(Portion.of(ready, choose, elsewhere=elsewhere))
            ready.clear()

    for place, (number, raw) in enumerate(lot):
        facts = None if len(raw) > DOCUMENT_BYTES else taken(raw, file, number)
        if facts is None and elsewhere:
            facts = _read(Line(number, raw), file)
        if facts is None:
            put_together()
            found.append(place)
        else:
            ready += facts
    put_together()
    return found


def _read(line: Line, file: str) -> list[Ready] | None:
    """The facts of a line that is read as a document. None where it has a fault, or judges, or is of another log."""
    # Here, as what takes lines in one step.
    from events.fact_file.drafting import drafted

    found: list[Ready] = []
    for document in json_lines([line], file):
        if isinstance(document, Fault):
            return None
        drafts, faults = drafted(document)
        ready = list(filter(None, map(_ready, drafts)))
        if faults or len(ready) < len(drafts):
            return None
        found += ready
    return found or None


def _ready(draft: Draft) -> Ready | None:
    """A draft with its content made. None of a judgement, and of a fact of another log."""
    from events.facts.judgement import FactRedacted, JudgementOnFact
    from events.intake.draft import Ready
    from events.intake.references import cited

    fact = draft.fact
    if draft.copied is not None or isinstance(fact, JudgementOnFact | FactRedacted):
        return None
    _, _, digest, topic, payload, once, _ = draft.entry()
    return Ready(draft.dialogue, digest, topic, payload, draft.source, once, next(cited(fact), None))
