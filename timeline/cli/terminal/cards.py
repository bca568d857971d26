"""Which tables does an answer have that is more than one list? The status card, a difference, a chain of evidence."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from events.wording import counted
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.columns import FACT, Column, other_track, without
from timeline.cli.terminal.output import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CARD = (Column("", "name"), Column("", "value"))
_PLACE, _PERSON, _PREFERRED = Column("", "place"), Column("", "person"), Column("", "preferred")


def _card(title: str, facts: Mapping[str, str]) -> Section:
    return Section(title, CARD, [{"name": name, "value": value} for name, value in facts.items() if value])


# ---- state -------------------------------------------------------------------------------------------------------


def state_sections(answer: dict[str, Any]) -> list[Section]:
    """The status card, then a table for each question that has its place on it."""
    sections = [_status(answer)]
    for question in QUESTIONS.values():
        if card := question.card:
            shown = filter(card.shown, answer[question.name])
            rows = list(chain.from_iterable(map(question.rows, shown)))
            sections.append(Section(card.title, without(question.columns, *card.left_out), rows))
    return sections


def _status(answer: dict[str, Any]) -> Section:
    counts = answer["counts"]
    facts = {
        "on": f"{answer['on']}, as known by {answer['known_at'] or 'all reports on record'}",
        "parties": ", ".join(answer["parties"]),
        "status": answer["status"],
        "last session": _session(answer["last_session"], "held"),
        "next session": _session(answer["next_session"], "window"),
        "leads": "; ".join(_leaders(answer["leaders"])),
        "rests on": ", ".join(
            counted(counts[f"{what.split()[-1]}s"], what) for what in ("fact", "report", "independent origin")
        ),
        "last heard": (
            f"{answer['last_heard']}, no news for {counted(answer['silent_days'], 'day')}"
            if answer["last_heard"]
            else ""
        ),
    }
    return _card(answer["title"], facts)


def _session(session: dict[str, Any] | None, time: str) -> str:
    if session is None:
        return "none known"
    window = session[time] or session.get("started") or session["window"]
    wording = f" ({window['wording']})" if window and window["wording"] and time == "window" else ""
    parts = (
        f"{other_track(session['track'])} {session['session']}".strip(),
        session["status"],
        f"{window['edtf']}{wording}" if window else session.get("words") or "",
        _PLACE.text(session),
    )
    return ", ".join(part for part in parts if part)


def _leaders(leaders: Iterable[dict[str, Any]]) -> Iterable[str]:
    for one in leaders:
        side = f"{one['side']}: " if one["side"] else ""
        yield f"{side}{_PERSON.text(one)}" + (f" ({one['role']})" if one["role"] else "")


# ---- diff --------------------------------------------------------------------------------------------------------


def diff_sections(answer: dict[str, Any]) -> list[Section]:
    """What became known, then what it changed."""
    known = {
        "facts": str(answer["facts"]),
        "reports": ", ".join(answer["reports"]),
        "origins": ", ".join(answer["origins"]),
        "taken back": ", ".join(answer["withdrawn"]),
        "redacted": ", ".join(answer["redacted"]),
    }
    days = f"between {answer['from_day']} and {answer['to_day']}"
    return [
        _card(f"Became known of {answer['dialogue']} {days}", known),
        Section("Changed", QUESTIONS["diff"].columns, answer["changes"]),
    ]


# ---- explain -----------------------------------------------------------------------------------------------------


def explain_sections(answer: dict[str, Any]) -> list[Section]:
    """One table for each attribute, and one for what was taken back."""
    columns = QUESTIONS["explain"].columns
    attributes = [
        Section(_heading(answer["subject"], attribute), columns, list(_evidence(attribute)))
        for attribute in answer["attributes"]
    ]
    redacted = [{"fact": fact_id} for fact_id in answer["redacted"]]
    return [
        *attributes,
        Section("Taken back", columns, answer["withdrawn"]),
        Section("Redacted: what these facts of the dialogue said, nobody can tell", (FACT,), redacted),
    ]


def _heading(subject: str, attribute: dict[str, Any]) -> str:
    if attribute["preferred"] is None:
        return f"{subject}.{attribute['attribute']}: none (the newest word undid what was said before)"
    return f"{subject}.{attribute['attribute']}: {_PREFERRED.text(attribute)} ({attribute['because']})"


def _evidence(attribute: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for value in attribute["values"]:
        for evidence in value["evidence"]:
            stands, because = evidence["stands"], evidence["because"]
            if because == attribute["because"]:
                told = stands
            else:
                told = because if because.startswith(stands) else f"{stands}: {because}"
            originals = (evidence.get("originals") or {}) | (value.get("originals") or {})
            yield evidence | {"value": value["value"], "stands": told, "originals": originals}
