"""`timeline state`: where does the dialogue stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.claims.statuses import OPEN, PENDING
from timeline.cli.asking import state_answer_of
from timeline.cli.commands import commitments, disputes, invitations, positions, upcoming
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.output import Column, Output, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CARD = (Column("", "name"), Column("", "value"))


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print the status card of a dialogue.

    Parties, status, last and next session, open invitations, positions in force, open and overdue commitments, who
    leads each side, disputes, how much it rests on, and since when nothing was heard.
    """
    print_state(state_answer_of(store, dialogue, moment), output)


def print_state(answer: dict[str, Any], output: Output) -> None:
    """Print the status card of a dialogue."""
    output.answer(answer, sections(answer))


def sections(answer: dict[str, Any]) -> list[Section]:
    """The card, then one table for each thing that is open."""
    return [
        Section(answer["title"], CARD, _card(answer)),
        Section("To come", _without(upcoming.COLUMNS, "dialogue"), answer["upcoming"]),
        Section(
            "Open invitations",
            _without(invitations.COLUMNS, "fulfilled.window", "fulfilled.after_days"),
            [one for one in answer["invitations"] if one["status"] in OPEN],
        ),
        Section(
            "Positions in force",
            _without(positions.COLUMNS, "issue", "in_force"),
            [one for one in answer["positions"] if one["in_force"]],
        ),
        Section(
            "Open commitments",
            commitments.COLUMNS,
            [one for one in answer["commitments"] if one["status"] in PENDING],
        ),
        Section("Disputes", disputes.COLUMNS, disputes.claims_of(answer["disputes"])),
    ]


def _without(columns: Sequence[Column], *keys: str) -> list[Column]:
    return [column for column in columns if column.key not in keys]


def _card(answer: dict[str, Any]) -> list[dict[str, str]]:
    counts = answer["counts"]
    facts = {
        "on": f"{answer['on']}, as known by {answer['known_at'] or 'all reports on record'}",
        "parties": ", ".join(answer["parties"]),
        "status": answer["status"],
        "last session": _session(answer["last_session"], "held"),
        "next session": _session(answer["next_session"], "window"),
        "leads": "; ".join(_leaders(answer["leaders"])),
        "rests on": f"{counts['facts']} facts, {counts['reports']} reports, {counts['origins']} independent origins",
        "last heard": f"{answer['last_heard']}, silent for {answer['silent_days']} d" if answer["last_heard"] else "",
    }
    return [{"name": name, "value": value} for name, value in facts.items() if value]


def _session(session: dict[str, Any] | None, time: str) -> str:
    if session is None:
        return "none known"
    window = session[time] or session["window"]
    wording = f" ({window['wording']})" if window and window["wording"] and time == "window" else ""
    parts = (
        f"{session['session']}",
        session["status"],
        f"{window['edtf']}{wording}" if window else "",
        session["place"],
    )
    return ", ".join(part for part in parts if part)


def _leaders(leaders: Iterable[dict[str, Any]]) -> Iterable[str]:
    for one in leaders:
        side = f"{one['side']}: " if one["side"] else ""
        yield f"{side}{one['person']}" + (f" ({one['role']})" if one["role"] else "")
