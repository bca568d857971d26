"""`timeline people`: who took part for whom, and who held which office when?"""

from __future__ import annotations

from typing import Any

from timeline.cli.asking import ask
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import ORIGINS, REPORTS
from timeline.cli.terminal.output import Column, Output, text_of


def _titles(titles: Any) -> str:  # noqa: ANN401 - the titles of an answer
    return "; ".join(title["title"] for title in titles)


def _offices(offices: Any) -> str:  # noqa: ANN401 - the offices of an answer
    return "; ".join(f"{one['office']} ({_term(one)})" for one in offices)


def _term(office: Any) -> str:  # noqa: ANN401 - an office of an answer
    until = text_of(office["until"]) or ("now" if office["in_office"] else "?")
    return f"{text_of(office['since']) or '?'} to {until}"


COLUMNS = (
    Column("person", "person"),
    Column("side", "sides"),
    Column("titles as written", "titles", shown=_titles),
    Column("offices", "offices", shown=_offices),
    Column("headed session", "headed", shown=lambda headed: ", ".join(str(one["session"]) for one in headed)),
    REPORTS,
    ORIGINS,
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print who took part for whom, under which titles, who headed which side, and who held which office when.

    Names are kept as written: that two are one person is a judgement (`timeline link`), never a guess.
    """
    from timeline.answers.people import person_answer
    from timeline.projections import people

    state = ask(store, dialogue, moment)
    found = people.project(state.knowledge, state.on, state.sessions)
    rows = [person_answer(one, state.knowledge).model_dump(mode="json") for one in found]
    output.rows(COLUMNS, rows, empty=f"Nobody is named in {dialogue}.")
