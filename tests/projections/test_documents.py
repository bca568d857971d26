"""Which documents are there, how far did they get, and which are awaited?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.asked import state
from tests.given import given, judgement, report
from timeline.answers.documents import document_answer
from timeline.knowledge.known import knowledge
from timeline.projections import documents

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.answers.documents import DocumentAnswer


def test_what_several_reports_tell_of_a_document_is_merged() -> None:
    (document,) = project(
        issued("r1", title="Joint statement", form="communiqué", parties=["Iraq", "NATO"], status="agreed"),
        issued("r2", status="signed", when="2025-05-21", published="2025-05-21"),
    )
    assert (document.document, document.title, document.form) == ("statement", "Joint statement", "communiqué")
    assert document.parties == ("Iraq", "NATO")
    assert document.issued is not None
    assert document.issued.edtf == "2025-05-21"
    assert (document.status, document.reports, document.origins) == ("signed", ("r1", "r2"), ("r1", "r2"))


@pytest.mark.parametrize("status", ["agreed", "signed", "published", "in-force", "not-signed"])
def test_the_newest_reported_status_counts_however_long_it_is_due(status: str) -> None:
    (document,) = project(issued("r1", status=status, due="2025-01"))
    assert (document.status, document.overdue_days) == (status, None)


def test_a_reprint_does_not_take_a_document_back_to_what_it_was() -> None:
    (document,) = project(
        issued("r1", status="agreed", published="2025-04-01", origin="NATO"),
        issued("r2", status="signed", published="2025-05-21", origin="NATO"),
        issued("r3", status="agreed", published="2025-06-01", origin="NATO", kind="reprint"),
    )
    assert document.status == "signed"


@pytest.mark.parametrize(
    ("on", "status", "overdue_days"), [("2025-06-30", "awaited", None), ("2025-07-01", "overdue", 1)]
)
def test_a_document_is_awaited_until_it_is_due_and_then_overdue(on: str, status: str, overdue_days: int | None) -> None:
    (document,) = project(issued("r1", due={"edtf": "2025-06", "wording": "in June"}), on=on)
    assert document.due is not None
    assert (document.due.edtf, document.due.wording) == ("2025-06", "in June")
    assert (document.status, document.overdue_days) == (status, overdue_days)


def test_what_an_office_planned_to_sign_and_then_tells_as_signed_is_signed() -> None:
    (document,) = project(
        issued("r1", status="signed", when="2025-08-08", modality="planned", published="2025-08-05", origin="A"),
        issued("r2", status="signed", when="2025-08-08", published="2025-08-08", origin="A"),
    )
    assert (document.status, document.modality, document.disputes) == ("signed", None, ())


@pytest.mark.parametrize(("kind", "status"), [("ministry", "signed"), ("news", "overdue")])
def test_what_was_told_ahead_is_done_once_the_office_tells_it_itself_and_by_no_reprint(kind: str, status: str) -> None:
    (document,) = project(
        issued("r1", status="signed", when="2025-08-08", published="2025-08-05", origin="A"),
        issued("r2", status="signed", when="2025-08-08", published="2025-08-09", origin="A", kind=kind),
    )
    assert document.status == status


def test_who_expects_a_further_step_that_day_takes_nothing_from_the_one_that_is_told_as_done() -> None:
    (document,) = project(
        issued("r1", status="signed", when="2025-08-08", published="2025-08-05", origin="A"),
        issued("r2", status="agreed", when="2025-08-08", published="2025-08-08", origin="A"),
    )
    assert document.status == "agreed"


@pytest.mark.parametrize("status", ["agreed", "not-signed"])
def test_who_denies_that_it_is_signed_does_not_deny_how_far_it_got(status: str) -> None:
    (document,) = project(
        issued("r1", status=status, published="2025-03-13", origin="A"),
        issued("r2", status="signed", modality="denied", published="2025-08-06", origin="B"),
    )
    assert (document.status, document.modality, document.disputes) == (status, None, ())


def test_a_document_issued_after_the_day_we_stand_on_is_not_there_yet() -> None:
    told_since = issued("r1", status="signed", when="2025-05-21", published="2025-05-22")
    assert project(told_since, on="2025-05-20") == []


def test_what_is_told_to_be_signed_on_a_day_to_come_is_awaited_and_then_overdue() -> None:
    planned = issued("r1", status="signed", when="2025-05-21", published="2025-05-01")
    (document,) = project(planned, on="2025-05-20")
    assert (document.status, document.force, document.modality) == ("awaited", None, "planned")
    (document,) = project(planned, on="2025-06-01")
    assert (document.status, document.overdue_days) == ("overdue", 11)
    (document,) = project(planned, issued("r2", status="signed", when="2025-05-21", published="2025-05-21", origin="B"))
    assert (document.status, document.force, document.modality) == ("signed", "signed", None)


def test_a_signing_that_another_office_puts_off_is_no_dispute() -> None:
    (document,) = project(
        issued("r1", status="signed", modality="expected", due="2025", published="2025-05-10", origin="A"),
        issued("r2", status="signed", modality="expected", when="2026", published="2025-11-10", origin="B"),
        on="2025-12-15",
    )
    assert document.due is not None
    assert (document.due.edtf, document.disputes) == ("2026", ())


def test_two_days_of_signing_are_a_dispute() -> None:
    (document,) = project(
        issued("r1", status="signed", when="2025-05-21", published="2025-05-23", origin="NATO"),
        issued("r2", status="signed", when="2025-05-21", published="2025-05-23", origin="ONSA"),
        issued("r3", status="signed", when="2025-05-22", published="2025-05-23", origin="MFA"),
    )
    (dispute,) = document.disputes
    assert (dispute.attribute, dispute.preferred, dispute.reason) == ("issued", "2025-05-21", "origins")
    assert [(claim.value, claim.reports) for claim in dispute.claims] == [
        ("2025-05-21", ("r1", "r2")),
        ("2025-05-22", ("r3",)),
    ]


def issued(
    name: str, *, published: str = "2025-04-01", origin: str | None = None, kind: str = "news", **said: object
) -> Told:
    fact = {"kind": "document-issued", "document": "statement", **said}
    return report(name, published=published, origin=origin, kind=kind, facts=[fact])


def project(*log: Told, on: str = "2026-01-01") -> list[DocumentAnswer]:
    known = knowledge(given(*log))
    return [document_answer(one, known) for one in documents.project(known, date.fromisoformat(on))]


def test_agreed_in_january_and_signed_in_may_is_no_dispute() -> None:
    (document,) = project(
        issued("r1", status="agreed", when="2025-01-10", published="2025-01-10"),
        issued("r2", status="signed", when="2025-05-21", published="2025-05-21"),
    )
    assert (document.status, document.disputes) == ("signed", ())
    assert document.issued is not None
    assert document.issued.edtf == "2025-05-21"


@pytest.mark.parametrize("modality", ["planned", "expected", "wish"])
def test_what_is_only_to_be_signed_is_awaited(modality: str) -> None:
    (document,) = project(issued("r1", status="signed", modality=modality))
    assert document.status == "awaited"


def test_a_text_and_its_legal_force_are_two_things() -> None:
    (document,) = project(
        issued("r1", status="initialled", when="2025-08-08", published="2025-08-09"),
        issued("r2", status="published", when="2025-08-11", published="2025-08-11"),
        issued("r3", status="not-signed", published="2025-10-27"),
    )
    assert (document.text, document.force, document.status) == ("published", "not-signed", "not-signed")
    assert document.disputes == ()


def test_a_step_is_as_old_as_its_own_day_and_not_as_the_report() -> None:
    (document,) = project(
        issued("r1", status="ratified", when="2025-06-01", published="2025-06-02", origin="A"),
        issued("r2", status="signed", when="2025-05-21", published="2025-07-01", origin="B"),
    )
    assert (document.force, document.disputes) == ("ratified", ())


def test_of_one_days_steps_the_one_further_on_counts_whatever_the_order_of_the_log() -> None:
    steps = [issued(name, status=name, when="2025-05-21", published="2025-05-22") for name in ("signed", "in-force")]
    assert [project(*order)[0].status for order in (steps, steps[::-1])] == ["in-force", "in-force"]


def test_signed_for_one_and_not_signed_for_another_is_a_dispute() -> None:
    (document,) = project(
        issued("r1", status="signed", when="2025-05-21", published="2025-05-21", origin="A"),
        issued("r2", status="not-signed", published="2025-05-22", origin="B"),
    )
    assert (document.force, [one.attribute for one in document.disputes]) == ("not-signed", ["status", "force"])


def test_a_document_known_only_from_a_denial_is_none() -> None:
    assert project(issued("r1", status="signed", modality="denied")) == []


def test_what_is_issued_and_nothing_else_is_told_of_it_is_published_and_with_a_deadline_awaited() -> None:
    (out,) = project(issued("r1"))
    assert (out.status, out.text, out.force) == ("published", "published", None)
    (awaited,) = project(issued("r1", due="2027"))
    assert (awaited.status, awaited.text) == ("awaited", None)
    (agreed,) = project(issued("r1"), issued("r2", status="agreed"))
    assert (agreed.status, agreed.text) == ("agreed", "agreed")


def test_a_deadline_that_is_set_later_is_none_yet() -> None:
    log = [
        issued("r1", modality="planned"),
        report("r2", facts=[{"kind": "deadline-set", "deadline": "statement", "due": "2025-09", "when": "2025-06-01"}]),
    ]
    assert [one.due for one in project(*log, on="2025-05-31")] == [None]
    assert [one.due and one.due.edtf for one in project(*log, on="2025-06-01")] == ["2025-09"]


def test_a_deadline_of_its_slug_is_the_documents_own() -> None:
    (document,) = project(
        issued("r1", modality="planned"),
        report("r2", facts=[{"kind": "deadline-set", "deadline": "statement", "due": "2025-05"}]),
    )
    assert document.due is not None
    assert (document.due.edtf, document.status) == ("2025-05", "overdue")


def test_a_title_and_a_form_in_other_words_are_no_dispute() -> None:
    documents = [
        report(name, published=day, facts=[{"kind": "document-issued", "document": "d", "title": title, "form": form}])
        for name, day, title, form in (
            ("r1", "2025-05-01", "The Charter", "treaty"),
            ("r2", "2025-05-02", "A Charter", "accord"),
        )
    ]
    (found,) = state(*documents).documents
    assert (found.dossier.text("title"), found.dossier.text("form"), found.dossier.disputes) == (
        "A Charter",
        "accord",
        (),
    )


def test_what_is_told_of_a_contact_or_an_office_in_other_words_is_no_dispute_and_the_day_of_a_contact_is() -> None:
    def told(kind: str, *said: dict[str, object]) -> list[str]:
        log = [
            report(f"r{number}", published=f"2025-05-0{number}", facts=[{"kind": kind, **fact}])
            for number, fact in enumerate(said, 1)
        ]
        return [one.attribute for dossier in state(*log).happenings for one in dossier.disputes]

    role = {"office": "envoy"}
    assert (
        told("role-changed", {**role, "person": "P", "from": "2025-01"}, {**role, "person": "Q", "from": "2025-04"})
        == []
    )
    measure = {"actor": "A", "when": "2025-04-01"}
    assert told("measure-taken", {**measure, "about": "opens"}, {**measure, "about": "opens the bridge"}) == []
    visit = {"format": "visit", "when": "2025-04-01"}
    assert told("contact-held", {**visit, "place": "Rome"}, {**visit, "place": "Oslo"}) == []


def test_one_measure_told_in_two_ways_is_no_dispute_once_it_is_linked() -> None:
    measure = {"kind": "measure-taken", "actor": "A", "when": "2025-04-01"}
    log = [
        report(name, published="2025-04-02", facts=[{**measure, "about": about}])
        for name, about in (("r1", "opens"), ("r2", "opens the bridge"))
    ]
    subjects = ["measure:2025-04-01/A/opens", "measure:2025-04-01/A/opens the bridge"]
    link = judgement({"kind": "subjects-linked", "subjects": subjects, "as": "same"})
    (found,) = state(*log, link).happenings
    assert (found.disputes, len(found.verdicts["about"].supports)) == ((), 2)


def test_the_words_of_a_time_without_days_stand_while_a_step_is_awaited() -> None:
    agreed = issued("r1", status="agreed", published="2025-03-13", origin="A")
    planned = issued(
        "r2",
        status="signed",
        modality="planned",
        when={"wording": "once translated"},
        published="2025-03-13",
        origin="B",
    )
    (document,) = project(agreed, planned)
    assert (document.status, document.due, document.words) == ("agreed", None, "once translated")
    signed = issued("r3", status="signed", when="2025-08-08", published="2025-08-08", origin="C")
    (document,) = project(agreed, planned, signed)
    assert (document.status, document.words) == ("signed", None)


def test_a_document_due_at_no_day_tells_in_which_words() -> None:
    (document,) = project(issued("r1", due={"wording": "in due time"}, published="2025-03-13", origin="A"))
    assert (document.status, document.words) == ("awaited", "in due time")
