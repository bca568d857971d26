"""`timeline explain`: why is this value shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli.asking import ask
from timeline.cli.commands.history import short_id
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.output import Column, Output, Section, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = (
    Column("value", "value"),
    Column("stands", "stands"),
    Column("outlet", "outlet"),
    Column("published", "published"),
    Column("origin", "origin"),
    Column("grade", "reliability"),
    Column("said by", "said_by"),
    Column("quote", "quote"),
    Column("corrections", "corrections", shown=lambda found: "; ".join(map(_correction, found))),
    Column("report", "report"),
    Column("url", "url"),
    Column("fact", "fact", shown=short_id),
)

REASONS = {
    "undisputed": "nobody gave another value",
    "refinement": "the narrowest of values that agree",
    "origins": "more independent origins",
    "reliability": "as many origins, but a more reliable outlet",
    "newer": "as many origins, as reliable, but newer",
    "newest": "the newest word",
}


def complete_subject(ctx: typer.Context, incomplete: str) -> list[str]:
    """The subjects of the dialogue named before, and their attributes, for the shell's completion."""
    from contextlib import suppress

    from events.errors import TimelineError

    with suppress(TimelineError):
        state = ask(Store(ctx.params.get("store")), ctx.params["dialogue"], Moment())
        names = [str(dossier.subject) for dossier in state.dossiers]
        names += [f"{dossier.subject}.{attribute}" for dossier in state.dossiers for attribute in dossier.verdicts]
        return [name for name in names if name.startswith(incomplete)]
    return []


def command(
    dialogue: Dialogue,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT[.ATTRIBUTE]",
            help="session:2, session:2.window, invitation:session-2-in-baghdad, ...",
            autocompletion=complete_subject,
        ),
    ],
    *,
    moment: Moment,
    store: Store,
    output: Output,
) -> None:
    """Print the chain of evidence of a subject, or of one of its attributes.

    The preferred value and why it is preferred, then each claim with its report, address, publication, origin, quote
    and corrections.
    """
    from timeline.answers.explain import explain_answer
    from timeline.projections import explain

    state = ask(store, dialogue, moment)
    answer = explain_answer(explain.project(state, subject), state.knowledge).model_dump(mode="json")
    output.answer(answer, sections(answer))


def sections(answer: dict[str, Any]) -> list[Section]:
    """One table for each attribute, and one for what was taken back."""
    attributes = [
        Section(_heading(answer["subject"], attribute), COLUMNS, list(_rows(attribute)))
        for attribute in answer["attributes"]
    ]
    return [*attributes, Section("Taken back", COLUMNS, answer["withdrawn"])]


def _heading(subject: str, attribute: dict[str, Any]) -> str:
    if attribute["preferred"] is None:
        return f"{subject}.{attribute['attribute']}: none (the newest word undid what was said before)"
    return f"{subject}.{attribute['attribute']}: {attribute['preferred']} ({REASONS[attribute['reason']]})"


def _rows(attribute: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for value in attribute["values"]:
        for evidence in value["evidence"]:
            yield evidence | {"value": value["value"], "stands": value["stands"]}


def _correction(correction: dict[str, Any]) -> str:
    if correction["kind"] == "fact-retracted":
        return f"taken back ({correction['whose']}): {correction['reason'] or 'no reason given'}"
    change = f"{correction['field']} from {text_of(correction['old'])} to {text_of(correction['new'])}"
    return f"{change} ({correction['whose']})" + (f": {correction['reason']}" if correction["reason"] else "")
