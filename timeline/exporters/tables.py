"""What does an exported table hold? The answers to one question, flattened, each row with the addresses of its reports.

The columns are those of `timeline.answers.flat`, and `urls` after what a row rests on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from events.facts.base import ReportedFact, Time
from events.facts.texts import modality_words
from events.facts.tracking import ReportFiled
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.common import WindowAnswer
from timeline.answers.flat import Kind, TypedColumn, columns_of, evidence_last, fields_of
from timeline.answers.log import FactRow
from timeline.exporters.catalogue import FACTS, UnknownTableError
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.accounts.account import Account, Logged
    from timeline.answers.shapes import Question

FlatRow = dict[str, Any]


@cache
def columns_of_table(of: str) -> tuple[TypedColumn, ...]:
    """The columns of a table: always the same, whatever the rows.

    Raises:
        UnknownTableError: there is none of that name.

    """
    if of == FACTS:
        return tuple(columns_of(FactRow))
    model = _question(of).row_model
    columns = [*columns_of(model)]
    if "url" not in model.model_fields:
        columns.append(TypedColumn("urls", ("urls",), Kind.TEXTS))
    return tuple(evidence_last(columns))


def rows_of(account: Account, of: str) -> Iterator[FlatRow]:
    """The rows of one dialogue, as in the `--json` answers, with the addresses of their reports.

    Raises:
        UnknownTableError: there is no table of that name.

    """
    if of == FACTS:
        return (_fact_row(entry, account).model_dump(mode="json") for entry in account.log)
    return _rows(_question(of), account)


def _question(of: str) -> Question:
    question = next((one for one in QUESTIONS.values() if one.table == of), None)
    if question is None:
        raise UnknownTableError(of)
    return question


def _rows(question: Question, account: Account) -> Iterator[FlatRow]:
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


def _fact_row(entry: Logged, account: Account) -> FactRow:
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
        modality=", ".join(modality_words(said.modality)) if said and said.modality else None,
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
    """A time as the fact gives it. Words that no window holds are in the payload only."""
    time = getattr(fact, attribute, None)
    return WindowAnswer.of_window(time.window, time.wording) if isinstance(time, Time) else None
