"""Times without days keep their words, and an invitation to no session stands among what is to come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.given import given, heading, report
from timeline.answers.commitments import commitment_answer
from timeline.answers.invitations import invitation_answer
from timeline.answers.timeline import timeline_answer
from timeline.answers.upcoming import upcoming_answer
from timeline.projections.state import State

ON = date(2026, 3, 20)
SOON = {"wording": "at the appropriate time"}
OPEN: dict[str, Any] = {
    "kind": "invitation-extended",
    "invitation": "visit",
    "by": "Aland",
    "to": "Beland",
    "visit": "state visit",
    "place": "Rivertown",
    "window": {"edtf": "2026-05", "wording": "in May"},
}


def told(*facts: dict[str, Any], day: str = "2026-03-12") -> Any:
    return report(f"r {day}", published=day, facts=list(facts))


def as_of(*documents: Any, on: date = ON) -> State:
    return State.of(given(heading("Aland", "Beland"), *documents), on=on)


def to_come(state: State) -> list[tuple[str, str, str, str | None, str | None]]:
    rows = (upcoming_answer(one, state.knowledge) for one in state.to_come)
    return [(one.kind, one.what, one.status, one.window.edtf if one.window else None, one.words) for one in rows]


def test_a_time_without_days_keeps_its_words_wherever_it_is_shown() -> None:
    state = as_of(
        told(
            {"kind": "session-scheduled", "session": 3, "window": SOON},
            {"kind": "contact-held", "format": "visit", "modality": "planned", "when": {"wording": "soon"}},
            {"kind": "commitment-made", "commitment": "list", "by": "Aland", "due": {"wording": "in due course"}},
            OPEN | {"window": SOON},
        )
    )
    assert to_come(state) == [
        ("session", "session 3", "scheduled", None, "at the appropriate time"),
        ("contact-held", "visit", "planned", None, "soon"),
        ("invitation-extended", "invitation to state visit", "open", None, "at the appropriate time"),
    ]
    entries = [timeline_answer(one, state.knowledge) for one in state.timeline]
    assert {one.what: one.words for one in entries} == {
        "session 3 scheduled": "at the appropriate time",
        "visit": "soon",
        "commitment made: list": None,
        "invitation to state visit": None,
    }
    assert [commitment_answer(one, state.knowledge).words for one in state.commitments] == ["in due course"]
    assert [invitation_answer(one, state.knowledge).words for one in state.invitations] == ["at the appropriate time"]
    assert state.sessions[0].dossier.text("words") == "at the appropriate time"


@pytest.mark.parametrize(
    ("later", "window", "words"),
    [
        ({"kind": "session-scheduled", "session": 3, "window": "2026-05"}, "2026-05", None),
        ({"kind": "session-postponed", "session": 3}, None, None),
        (
            {"kind": "session-postponed", "session": 3, "window": {"wording": "to a later date"}},
            None,
            "to a later date",
        ),
        ({"kind": "session-scheduled", "session": 3}, None, "at the appropriate time"),
        ({"kind": "session-held", "session": 3, "when": "2026-03-14"}, None, None),
    ],
)
def test_words_stand_until_a_report_gives_days_or_other_words(
    later: dict[str, Any], window: str | None, words: str | None
) -> None:
    state = as_of(told({"kind": "session-scheduled", "session": 3, "window": SOON}), told(later, day="2026-03-15"))
    (session,) = state.sessions
    assert (session.window and session.window.window.text, session.dossier.text("words")) == (window, words)


def test_words_of_a_postponement_stand_while_others_only_tell_of_it_again() -> None:
    planned = told({"kind": "session-scheduled", "session": 3, "window": "2026-03-25"}, day="2026-03-01")
    moved = told({"kind": "session-postponed", "session": 3, "window": SOON})
    again = {"kind": "session-postponed", "session": 3}
    recalled = {"kind": "session-scheduled", "session": 3, "window": "2026-03-25"}
    reprinted = report("again", published="2026-03-13", kind="reprint", facts=[recalled, again])
    expected = ("session", "session 3", "postponed", None, "at the appropriate time")
    assert to_come(as_of(planned, moved, reprinted, told(again, day="2026-03-15"))) == [expected]
    set_anew = told({"kind": "session-scheduled", "session": 3, "window": "2026-04-01"}, day="2026-03-14")
    assert to_come(as_of(planned, moved, set_anew, told(again, day="2026-03-15"))) == [
        ("session", "session 3", "postponed", None, None)
    ]


def test_a_planned_signing_keeps_the_words_of_its_time_however_they_are_recorded() -> None:
    signing = {"kind": "document-issued", "document": "treaty", "status": "signed", "modality": "planned"}
    first = told({**signing, "due": {"wording": "soon"}})
    second = told({**signing, "due": SOON}, day="2026-03-15")
    rows = [("document-issued", "document signed: treaty", "planned", None, "at the appropriate time")]
    assert to_come(as_of(first, second)) == to_come(as_of(second, first)) == rows
    at_once = told({**signing, "when": SOON}, day="2026-03-15")
    assert to_come(as_of(at_once, first)) == rows


def test_words_of_after_a_window_undo_it_not() -> None:
    state = as_of(
        told({"kind": "session-scheduled", "session": 3, "window": "2026"}),
        told({"kind": "session-scheduled", "session": 3, "window": SOON}, day="2026-03-15"),
    )
    assert to_come(state) == [("session", "session 3", "scheduled", "2026", None)]


def test_an_open_invitation_to_no_session_is_to_come_and_then_overdue() -> None:
    assert to_come(as_of(told(OPEN))) == [("invitation-extended", "invitation to state visit", "open", "2026-05", None)]
    late = as_of(told(OPEN), on=date(2026, 6, 10))
    assert [(one.status, one.overdue_days, one.is_long_overdue) for one in late.to_come] == [("overdue", 10, False)]
    assert as_of(told(OPEN), on=date(2026, 12, 1)).upcoming == []


@pytest.mark.parametrize(
    "other",
    [
        OPEN | {"session": 2, "visit": None},
        OPEN | {"window": None},
    ],
)
def test_an_invitation_to_a_session_or_without_a_time_is_no_row_of_its_own(other: dict[str, Any]) -> None:
    state = as_of(told({name: value for name, value in other.items() if value is not None}))
    assert "invitation-extended" not in {one.kind for one in state.to_come}


def test_a_declined_invitation_is_not_to_come_and_an_accepted_one_is() -> None:
    def answered(answer: str) -> State:
        said = {"kind": "invitation-answered", "invitation": "visit", "by": "Beland", "answer": answer}
        return as_of(told(OPEN), told(said, day="2026-03-15"))

    assert to_come(answered("declined")) == []
    assert [status for _, _, status, _, _ in to_come(answered("accepted"))] == ["accepted"]
