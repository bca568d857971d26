"""Given these people: sessions that they came to and offices that they took, and what is answered of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.given import given, report
from timeline.answers.people import leader_answer, person_answer
from timeline.knowledge.known import knowledge
from timeline.projections import heads, people

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.answers.common import WindowAnswer
    from timeline.answers.people import LeaderAnswer, PersonAnswer

COMMAND = "Commander, NATO Mission Iraq"


def held(name: str, session: int, when: str, *persons: tuple[str, str, str, str | None], **said: object) -> Told:
    named = [{"name": who, "side": side, "part": part, "role": title} for who, side, part, title in persons]
    fact = {"kind": "session-held", "session": session, "when": when, "persons": named, **said}
    return report(name, published=when, facts=[fact])


def role(name: str, who: str, **said: object) -> Told:
    return report(name, published="2025-06", facts=[{"kind": "role-changed", "person": who, "office": COMMAND, **said}])


def everybody(*log: Told, on: str = "2026-12-31") -> list[PersonAnswer]:
    known = knowledge(given(*log))
    return [person_answer(one, known) for one in people.project(known, date.fromisoformat(on))]


def person(name: str, *log: Told, on: str = "2026-12-31") -> PersonAnswer:
    (found,) = (one for one in everybody(*log, on=on) if one.person == name)
    return found


def leaders(*log: Told, on: str = "2026-12-31") -> list[LeaderAnswer]:
    known = knowledge(given(*log))
    return [leader_answer(one, known) for one in heads.heads(known, date.fromisoformat(on))]


def edtf(window: WindowAnswer | None) -> str | None:
    return window.edtf if window else None
