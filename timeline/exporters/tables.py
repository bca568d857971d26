"""What does a table hold? The answers of one projection, flattened into columns that their models alone decide.

A window becomes `<name>_earliest`, `<name>_latest`, `<name>_edtf` and `<name>_wording`. What is a list of objects (the
slips of a session) stays one column, as JSON. Every row ends with what it rests on: `facts`, `reports`, `origins`, and
the addresses of the reports, `urls`.
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum, auto
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Field

from events.facts.base import ReportedFact, Time, words_of
from events.facts.tracking import ReportFiled
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.common import Answer, WindowAnswer
from timeline.exporters.catalogue import FACTS, UnknownTableError
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.accounts.account import Account, Entry, Material
    from timeline.answers.shapes import Question

Row = dict[str, Any]


class FactRow(Answer):
    """A fact of the log with its envelope; one that was corrected shows what was recorded."""

    dialogue: str
    position: int = Field(description="place in the whole log, from 1")
    version: int = Field(description="place in the dialogue's log, from 1")
    fact: str = Field(description="its id")
    digest: str
    topic: str
    kind: str
    recorded_at: datetime
    recorded_by: str
    known_by: str = Field(description="the day from which it was public, YYYY-MM-DD")
    withdrawn: bool = Field(description="whether it was taken back")
    subjects: tuple[str, ...] = Field(description="what it is about, `type:key`")
    summary: str
    when: WindowAnswer | None = Field(description="when it happened")
    window: WindowAnswer | None = Field(description="what is to come")
    due: WindowAnswer | None
    place: str | None
    modality: str | None = Field(description="how firmly it is said; several words with a comma between them")
    retold: bool = Field(description="whether the report only recalls it")
    said_by: str | None
    quote: str | None
    quote_in: str | None = Field(description="a translation of the quote")
    payload: str = Field(description="all of it, as stored: canonical JSON")
    report: str | None = Field(description="id of the report that says it, or that it files")
    outlet: str | None
    published: WindowAnswer | None
    origin: str | None
    url: str | None


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    NUMBER = auto()
    YES_NO = auto()
    DAY = auto()
    INSTANT = auto()
    TEXTS = auto()
    JSON = auto()


class TypedColumn(NamedTuple):
    """A column of a table.

    Attributes:
        name: the path of keys, joined by `_`.
        path: where a row keeps it.
        kind: what it holds.

    """

    name: str
    path: tuple[str, ...]
    kind: Kind

    def value(self, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as many types as there are kinds
        """The value of a row: text, number, truth, list of texts; a day or an instant as ISO text, JSON as text."""
        value: Any = row
        for key in self.path:
            value = None if value is None else value[key]
        if value is None:
            return None
        match self.kind:
            case Kind.JSON:
                return json.dumps(value, ensure_ascii=False)
            case Kind.TEXT:
                return str(value)
            case _:
                return value


class Table(NamedTuple):
    """What is written into a file.

    Attributes:
        columns: always the same for a projection, whatever the rows.
        rows: as in the `--json` answers, with the addresses of their reports.

    """

    columns: tuple[TypedColumn, ...]
    rows: Iterator[Row]


def table(material: Material) -> Table:
    """The table that was asked for.

    Raises:
        UnknownTableError: there is none of that name.

    """
    if material.of == FACTS:
        facts = (_fact_row(entry, account) for account in material.accounts for entry in account.log)
        return Table(tuple(columns_of(FactRow)), (fact.model_dump(mode="json") for fact in facts))
    question = next((one for one in QUESTIONS.values() if one.table == material.of), None)
    if question is None:
        raise UnknownTableError(material.of)
    columns = [*columns_of(question.row_model)]
    if "url" not in question.row_model.model_fields:
        columns.append(TypedColumn("urls", ("urls",), Kind.TEXTS))
    rows = (row for account in material.accounts for row in _rows(question, account))
    return Table(tuple(sorted(columns, key=lambda column: _place(column.name))), rows)


def _rows(question: Question, account: Account) -> Iterator[Row]:
    """The rows of a question about one dialogue, each with the addresses of its reports."""
    names = sorted(question.row_model.model_fields, key=_place)
    with_urls = "url" not in names
    reports = account.state.knowledge.reports
    for answer in question.answer(account.state):
        for shown in question.rows(answer.model_dump(mode="json")):
            row = {name: shown[name] for name in names}
            if with_urls:
                row["urls"] = [url for one in row["reports"] if (url := reports[one].filed.url)]
            yield row


_EVIDENCE: Final = ("facts", "reports", "origins", "urls")


def _place(name: str) -> int:
    """What is said goes before what it rests on."""
    return _EVIDENCE.index(name) + 1 if name in _EVIDENCE else 0


# ---- columns from models -----------------------------------------------------------------------------------------


def columns_of(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[TypedColumn]:
    """The columns of a model: a window is four of them, what is a list of objects is one."""
    names = _WINDOW if model is WindowAnswer else tuple(model.model_fields)
    for name in names:
        inner = (*path, name)
        type_ = _without_none(model.model_fields[name].annotation)
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            yield from columns_of(type_, inner)
        else:
            kind = Kind.DAY if name in _DAYS else _kind(type_)
            yield TypedColumn("_".join(inner), inner, kind)


_WINDOW: Final = ("earliest", "latest", "edtf", "wording")
_DAYS: Final = frozenset({"earliest", "latest", "known_by"})


def _without_none(annotation: Any) -> Any:  # noqa: ANN401 - what the typing module calls a type has none
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    left = [one for one in get_args(annotation) if one is not NoneType]
    return left[0] if len(left) == 1 else str


def _kind(type_: Any) -> Kind:  # noqa: ANN401 - likewise
    if get_origin(type_) is tuple:
        return Kind.TEXTS if get_args(type_)[0] is str else Kind.JSON
    return {int: Kind.NUMBER, bool: Kind.YES_NO, datetime: Kind.INSTANT}.get(type_, Kind.TEXT)


# ---- rows --------------------------------------------------------------------------------------------------------


def _fact_row(entry: Entry, account: Account) -> FactRow:
    recorded, fact = entry.recorded, entry.recorded.fact
    said = fact if isinstance(fact, ReportedFact) else None
    cited = fact.id if isinstance(fact, ReportFiled) else said.report if said else None
    report = account.state.knowledge.reports.get(cited or "")
    return FactRow(
        dialogue=recorded.dialogue,
        position=recorded.position,
        version=recorded.version,
        fact=recorded.fact_id,
        digest=recorded.digest,
        topic=recorded.topic,
        kind=fact.kind(),
        recorded_at=recorded.recorded_at,
        recorded_by=recorded.recorded_by,
        known_by=entry.known_by.isoformat(),
        withdrawn=entry.withdrawn,
        subjects=tuple(map(str, fact.subjects())),
        summary=summary(fact),
        when=_window(fact, "when"),
        window=_window(fact, "window"),
        due=_window(fact, "due"),
        place=said.place if said else None,
        modality=", ".join(words_of(said.modality)) if said and said.modality else None,
        retold=said.retold is True if said else False,
        said_by=said.said_by if said else None,
        quote=said.quote if said else None,
        quote_in=said.quote_in.text if said and said.quote_in else None,
        payload=fact.payload().decode(),
        report=cited,
        outlet=report.outlet if report else None,
        published=WindowAnswer.of_window(report.published) if report else None,
        origin=(said.origin if said else None) or (report.origin if report else None),
        url=report.filed.url if report else None,
    )


def _window(fact: object, attribute: str) -> WindowAnswer | None:
    """A time as the fact gives it; words that no window holds are in the payload only."""
    time = getattr(fact, attribute, None)
    return WindowAnswer.of_window(time.window, time.wording) if isinstance(time, Time) else None
