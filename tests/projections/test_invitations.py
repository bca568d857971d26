"""What became of each invitation?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.asked import dissent, invitation, session, state, window
from tests.given import judgement, report

if TYPE_CHECKING:
    from tests.given import Told


def told(day: str, kind: str, *, origin: str | None = None, **more: Any) -> Told:
    """A report of that day says one thing."""
    return report(day, published=day, origin=origin or f"office {day}", facts=[{"kind": kind, **more}])


def invited(day: str = "2024-08-27", **more: Any) -> Told:
    """Iraq invites NATO."""
    return told(day, "invitation-extended", invitation="to-baghdad", by="Iraq", to="NATO", **{"when": day, **more})


def answered(day: str, answer: str, **more: Any) -> Told:
    """NATO answers."""
    return told(
        day, "invitation-answered", invitation="to-baghdad", by="NATO", to="Iraq", answer=answer, when=day, **more
    )


SESSION: dict[str, Any] = {"session": 2, "window": "2025", "place": "Baghdad"}
SCHEDULED = told("2025-04-29", "session-scheduled", session=2, window="2025-05-16/2025-05-31")
HELD = told("2025-05-21", "session-held", session=2, when="2025-05-21")


def test_the_life_of_an_invitation_to_a_session() -> None:
    documents = [invited(**SESSION), answered("2024-09-10", "accepted"), SCHEDULED, HELD]
    days = ("2024-08-27", "2024-09-10", "2025-04-29", "2025-05-21")
    lives = [invitation(*documents, on=day) for day in days]
    assert [one.status for one in lives] == ["open", "accepted", "scheduled", "fulfilled"]
    last = lives[-1]
    assert (last.by, last.to, last.session, last.place, window(last)) == ("Iraq", "NATO", 2, "Baghdad", "2025")
    assert last.answered is not None
    assert last.answered.window is not None
    assert (last.answered.answer, last.answered.window.edtf) == ("accepted", "2024-09-10")
    assert last.fulfilled is not None
    assert last.fulfilled.window is not None
    assert (last.fulfilled.window.edtf, last.fulfilled.after_days) == ("2025-05-21", 267)


@pytest.mark.parametrize(
    ("then", "on", "status"),
    [
        ([], "2026-01-01", "overdue"),
        ([SCHEDULED], "2025-06-01", "overdue"),
        (
            [SCHEDULED, told("2025-05-15", "session-postponed", session=2, window="2025-06-20")],
            "2025-05-16",
            "scheduled",
        ),
        ([SCHEDULED, told("2025-05-15", "session-postponed", session=2)], "2025-05-16", "open"),
        ([SCHEDULED, told("2025-05-15", "session-cancelled", session=2)], "2025-05-16", "lapsed"),
        ([SCHEDULED, told("2025-06-02", "session-not-held", session=2)], "2025-06-03", "lapsed"),
        ([SCHEDULED, told("2025-09-01", "session-scheduled", session=3, window="2026")], "2025-09-02", "lapsed"),
        (
            [told("2025-02-01", "session-scheduled", session=2, window="2025-06", basis="expected")],
            "2025-03-01",
            "scheduled",
        ),
        ([told("2025-02-01", "session-proposed", session=2, window="2025-06")], "2025-03-01", "open"),
        ([told("2025-05-21", "session-started", session=2, when="2025-05-21")], "2025-05-22", "fulfilled"),
    ],
)
def test_an_invitation_to_a_session_shares_its_fate(then: list[Told], on: str, status: str) -> None:
    assert invitation(invited(**SESSION), *then, on=on).status == status


@pytest.mark.parametrize(
    ("then", "status", "days"),
    [
        ([SCHEDULED], "overdue", 10),
        ([SCHEDULED, told("2025-06-05", "session-scheduled", session=3, window="2026")], "lapsed", 10),
        ([SCHEDULED, told("2025-06-05", "session-cancelled", session=2)], "lapsed", None),
        ([SCHEDULED, told("2025-06-05", "session-postponed", session=2, window="2025-07")], "scheduled", None),
    ],
)
def test_it_is_overdue_for_as_long_as_its_session_is(then: list[Told], status: str, days: int | None) -> None:
    one = invitation(invited(**SESSION), *then, on="2025-06-10")
    assert (one.status, one.overdue_days) == (status, days)


def test_an_invitation_declined_stays_declined_unless_the_session_is_held_all_the_same() -> None:
    documents = [invited(**SESSION), answered("2024-09-10", "declined"), SCHEDULED]
    assert invitation(*documents, on="2025-05-01").status == "declined"
    assert invitation(*documents, HELD).status == "fulfilled"


def test_a_conditional_answer_leaves_it_open() -> None:
    one = invitation(invited(), answered("2024-09-10", "conditional"))
    assert (one.status, one.answered and one.answered.answer) == ("open", "conditional")


def test_an_answer_that_is_only_expected_or_denied_is_none() -> None:
    for modality in ("expected", "planned", "denied"):
        one = invitation(invited(), answered("2024-09-10", "accepted", modality=modality))
        assert (one.status, one.answered) == ("open", None)


def test_the_newest_answer_counts_and_who_answers_for_whom_is_no_dispute() -> None:
    one = invitation(
        invited(),
        answered("2024-09-10", "accepted", origin="NATO"),
        answered("2024-10-01", "declined", origin="NATO"),
    )
    assert (one.status, one.by, one.to, one.disputes) == ("declined", "Iraq", "NATO", ())


def test_another_origins_answer_is_a_dispute() -> None:
    one = invitation(invited(), answered("2024-09-10", "accepted"), answered("2024-10-01", "declined"))
    assert dissent(one, "answer") == [("accepted", ("2024-09-10",))]


def test_an_invitation_denied_is_none() -> None:
    assert state(invited(modality="denied")).invitations == []


def test_an_invitation_of_tomorrow_is_not_extended_today() -> None:
    assert state(invited(), on="2024-08-26", known_at="2025-01-01").invitations == []


def test_an_acceptance_gives_the_session_a_window_too() -> None:
    accepted = answered("2024-09-10", "accepted", session=2, window="2025-05")
    one = session(2, invited(**SESSION), accepted, on="2024-09-11")
    assert (one.status, window(one)) == ("invited", "2025-05")


# ---- visits -------------------------------------------------------------------------------------------------------

VISIT = told("2025-05-03", "contact-held", when="2025-05-02", format="visit", place="Baghdad")
LINK = judgement(
    {"kind": "subjects-linked", "subjects": ["invitation:to-baghdad", "contact:2025-05-02/visit"], "as": "same"}
)


def test_an_invitation_to_a_visit_is_fulfilled_by_the_contact_that_it_is_linked_to() -> None:
    documents = [invited(visit="Secretary General to Baghdad"), VISIT]
    assert invitation(*documents).status == "open"
    one = invitation(*documents, LINK)
    assert one.fulfilled is not None
    assert one.fulfilled.window is not None
    assert (one.status, one.fulfilled.window.edtf, one.fulfilled.after_days) == ("fulfilled", "2025-05-02", 248)
    assert invitation(*documents, LINK, on="2025-05-01", known_at="2025-09-01").status == "open"


def test_a_visit_that_is_only_planned_fulfils_nothing() -> None:
    planned = told("2025-05-01", "contact-held", when="2025-05-02", format="visit", modality="planned")
    assert invitation(invited(), planned, LINK, on="2025-05-03").status == "open"


@pytest.mark.parametrize("answer", ["accepted", None, "conditional"])
def test_an_invitation_to_a_visit_is_overdue_when_its_window_has_passed(answer: str | None) -> None:
    documents = [invited(window="2025-03")] + ([answered("2024-09-10", answer)] if answer else [])
    assert invitation(*documents, on="2025-03-31").status == ("accepted" if answer == "accepted" else "open")
    one = invitation(*documents, on="2025-04-02")
    assert (one.status, one.overdue_days) == ("overdue", 2)
    assert (
        invitation(invited(window="2025-03"), answered("2024-09-10", "declined"), on="2025-04-02").status == "declined"
    )


def test_days_are_counted_only_where_both_are_known() -> None:
    one = invitation(told("2024-08-27", "invitation-extended", invitation="to-baghdad", **SESSION), HELD)
    assert one.fulfilled is not None
    assert (one.status, one.extended, one.fulfilled.after_days) == ("fulfilled", None, None)


def test_days_are_not_counted_to_a_day_of_which_only_a_limit_is_known() -> None:
    limit = told("2025-05-22", "session-held", session=2, when="../2025-05-21")
    one = invitation(invited(**SESSION), limit)
    assert one.fulfilled is not None
    assert (one.status, one.fulfilled.after_days) == ("fulfilled", None)


def test_an_invitation_told_in_other_words_is_no_dispute() -> None:
    one = invitation(
        invited(visit="a visit to Baghdad"), invited("2024-08-28", visit="an official visit", when="2024-08-27")
    )
    assert one.disputes == ()


def test_the_place_invited_to_is_shown_as_the_reader_calls_it() -> None:
    def to(day: str, place: str, language: str | None) -> Told:
        document = invited(day, place=place, when="2024-08-27")
        document["report"] |= {"language": language} if language else {}
        return document

    german, unknown = to("2024-08-28", "Wien", "de"), to("2024-08-29", "Vienne", None)
    english = to("2024-08-30", "Vienna", "en")
    told = ([german], [german, unknown], [german, unknown, english])
    assert [invitation(*one).place for one in told] == ["Wien", "Vienne", "Vienna"]


# ---- several invitees ---------------------------------------------------------------------------------------------

BOTH = told(
    "2024-07-23",
    "invitation-extended",
    invitation="to-baghdad",
    by="Mediator",
    to=["Northland", "Southland"],
    session=2,
)


def answers(*documents: Told, **moment: str) -> list[tuple[str, str]]:
    """Each invitee with its answer."""
    return [(one.by, one.answer) for one in invitation(*documents, **moment).answers]


def by(name: str, answer: str, day: str = "2024-07-24", **more: object) -> Told:
    """An invitee answers."""
    fact = {"kind": "invitation-answered", "invitation": "to-baghdad", "by": name, "answer": answer, **more}
    return report(f"{day} {name}", published=day, origin=name, facts=[fact])


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, "open"),
        ({"Southland": "accepted"}, "open"),
        ({"Southland": "accepted", "Northland": "conditional"}, "open"),
        ({"Southland": "accepted", "Northland": "accepted"}, "accepted"),
        ({"Southland": "declined", "Northland": "declined"}, "declined"),
        ({"Southland": "accepted", "Northland": "declined"}, "answered"),
    ],
)
def test_each_invitee_has_an_answer_of_its_own(given: dict[str, str], status: str) -> None:
    one = invitation(BOTH, *(by(name, answer) for name, answer in given.items()))
    assert {answer.by: answer.answer for answer in one.answers} == {"Northland": "open", "Southland": "open"} | given
    assert (one.status, one.disputes) == (status, ())


def test_an_invitation_that_another_office_tells_for_another_time_and_place_is_no_dispute() -> None:
    later = told("2024-09-05", "invitation-extended", invitation="to-baghdad", window="2025-06", place="Basra")
    one = invitation(invited(visit="a state visit", window="2025-05", place="Baghdad"), later, on="2024-09-10")
    assert (window(one), one.place, one.disputes) == ("2025-06", "Basra", ())


def test_an_answer_by_nobody_in_particular_is_that_of_every_invitee() -> None:
    answer = told("2024-07-24", "invitation-answered", invitation="to-baghdad", answer="accepted")
    assert answers(BOTH, answer) == [("Northland", "accepted"), ("Southland", "accepted")]
    assert answers(BOTH, answer, by("Northland", "declined", "2024-07-30")) == [
        ("Northland", "declined"),
        ("Southland", "accepted"),
    ]


def test_who_answers_without_being_named_is_an_invitee_too() -> None:
    uninvited = by("Eastland", "declined")
    assert answers(BOTH, uninvited)[-1] == ("Eastland", "declined")
    assert invitation(BOTH, uninvited).to == "Northland, Southland"


def test_a_condition_stands_with_the_answer_that_depends_on_it() -> None:
    one = by("Northland", "conditional", condition="the bridge opens first")
    assert [(answer.by, answer.condition) for answer in invitation(BOTH, one).answers] == [
        ("Northland", "the bridge opens first"),
        ("Southland", None),
    ]
    assert invitation(BOTH, one, by("Northland", "accepted", "2024-07-30")).answers[0].condition is None


def test_where_only_answers_tell_of_an_invitation_it_was_for_all_who_answered() -> None:
    one = invitation(by("Northland", "accepted"), by("Southland", "declined"))
    assert (one.to, one.disputes) == ("Northland, Southland", ())


def test_it_is_fulfilled_for_those_who_came() -> None:
    held = told("2024-08-15", "session-held", session=2, when="2024-08-14", attended="Southland", absent=["Northland"])
    one = invitation(BOTH, by("Southland", "accepted"), by("Northland", "declined"), held)
    assert one.status == "fulfilled"
    assert [(answer.by, answer.came) for answer in one.answers] == [("Northland", False), ("Southland", True)]


@pytest.mark.parametrize(("answer", "status"), [("declined", "declined"), ("accepted", "lapsed")])
def test_it_is_not_fulfilled_where_all_who_were_invited_stayed_away(answer: str, status: str) -> None:
    held = told("2025-05-22", "session-held", session=2, when="2025-05-21", absent="NATO")
    one = invitation(invited(**SESSION), answered("2024-09-10", answer), SCHEDULED, held)
    assert (one.status, one.fulfilled, one.overdue_days, one.disputes) == (status, None, None, ())
    assert [other.came for other in one.answers] == [False]


def test_two_reports_of_one_invitees_answer_are_a_dispute_of_that_answer() -> None:
    other = report(
        "r9",
        published="2024-07-25",
        origin="B",
        facts=[{"kind": "invitation-answered", "invitation": "to-baghdad", "by": "Northland", "answer": "declined"}],
    )
    one = invitation(BOTH, by("Northland", "accepted"), other)
    assert [dispute.attribute for dispute in one.disputes] == ["answer of Northland"]


@pytest.mark.parametrize(
    ("denied_on", "answer", "in_dispute"),
    [("2024-09-10", "open", ["accepted"]), ("2024-09-12", "open", ["accepted"]), ("2024-09-08", "accepted", [])],
)
def test_who_denies_an_answer_last_leaves_it_open(denied_on: str, answer: str, in_dispute: list[str]) -> None:
    accepted = {"invitation": "to-baghdad", "by": "NATO", "answer": "accepted"}
    given = (
        told("2024-09-10", "invitation-answered", origin="Envoy", **accepted),
        told(denied_on, "invitation-answered", origin="NATO", modality="denied", **accepted),
    )
    to_two = told("2024-08-27", "invitation-extended", invitation="to-baghdad", by="Iraq", to=["NATO", "EU"])
    assert answers(to_two, *given, on="2024-10-01") == [("NATO", answer), ("EU", "open")]
    assert [value for value, _ in dissent(invitation(to_two, *given), "answer of NATO")] == in_dispute
    alone = invitation(invited(), *given)
    assert (alone.status, [value for value, _ in dissent(alone, "answer")]) == (answer, in_dispute)
    assert (alone.answered is None) is (answer == "open")


def test_more_origins_of_one_day_outweigh_a_denial_of_an_answer() -> None:
    accepted = {"kind": "invitation-answered", "invitation": "to-baghdad", "by": "NATO", "answer": "accepted"}
    told_by = [
        report(name, published="2024-09-10", origin=name, facts=[{**accepted, **how}])
        for name, how in (("A", {}), ("B", {}), ("C", {"modality": "denied"}))
    ]
    one = invitation(invited(), *told_by)
    assert (one.status, [value for value, _ in dissent(one, "answer")]) == ("accepted", ["open"])


def test_all_that_can_be_explained_of_an_invitation_to_two_that_became_a_visit() -> None:
    two: dict[str, Any] = {
        "to": ["NATO", "Turkey"],
        "when": "2024-08-27",
        "window": "2025-05",
        "place": "Baghdad",
        "visit": "general",
    }
    declined: dict[str, Any] = {"by": "Turkey", "to": "Iraq", "answer": "declined", "when": "2024-09-11"}
    documents = [
        told("2024-08-27", "invitation-extended", invitation="to-baghdad", by="Iraq", **two),
        answered("2024-09-10", "accepted"),
        told("2024-09-12", "invitation-answered", invitation="to-baghdad", **declined),
        told("2024-10-01", "contact-held", when="2024-09-30", format="visit", modality="planned"),
        VISIT,
        judgement(
            {"kind": "subjects-linked", "subjects": ["invitation:to-baghdad", "contact:2025-05-02/visit"], "as": "same"}
        ),
    ]
    (one,) = (one for one in state(*documents, on="2025-10-01").invitations if one.invitation == "to-baghdad")
    told_of = {
        name: str(verdict.preferred.value.text) for name, verdict in one.dossier.verdicts.items() if verdict.preferred
    }
    assert told_of == {
        "by": "Iraq",
        "to": "NATO, Turkey",
        "extended": "2024-08-27",
        "window": "2025-05",
        "place": "Baghdad",
        "visit": "general",
        "answer": "declined",
        "answer of NATO": "accepted",
        "answer of Turkey": "declined",
        "answered": "2024-09-11",
        "visited": "2025-05-02",
        "fulfilled": "2025-05-02",
    }
    assert [verdict.attribute for verdict in one.dossier.verdicts.values()] == [*told_of]
    assert one.dossier.disputes == ()
