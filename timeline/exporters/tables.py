"""What does an exported table hold? The answers to one question, flattened, each row with the addresses of its reports.

The columns are those of `timeline.answers.flat`, and `urls` after what a row rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from events.facts.base import ReportedFact, Time, words_of
from events.facts.tracking import ReportFiled
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.common import WindowAnswer
from timeline.answers.flat import Kind, TypedColumn, columns_of, evidence_last, fields_of
from timeline.answers.log import FactRow
from timeline.exporters.catalogue import FACTS, UnknownTableError
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.accounts.account import Account, Entry, Material
    from timeline.answers.shapes import Question

Row = dict[str, Any]


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
    return Table(tuple(evidence_last(columns)), rows)


def _rows(question: Question, account: Account) -> Iterator[Row]:
    """The rows of a question about one dialogue, each with the addresses of its reports."""
    names = evidence_last(fields_of(question.row_model), str)
    with_urls = "url" not in names
    reports = account.state.knowledge.reports
    for answer in question.answer(account.state):
        for shown in question.rows(answer.model_dump(mode="json")):
            row = {name: shown[name] for name in names}
            if with_urls:
                row["urls"] = [url for one in row["reports"] if (url := reports[one].filed.url)]
            yield row


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
