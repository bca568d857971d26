"""What waits together may refer to what came before it, and not to what only comes after it."""

from __future__ import annotations

import pytest

from events.facts.contact import ContactHeld
from events.facts.judgement import FactRetracted
from events.facts.session import SessionHeld
from events.facts.tracking import DialogueOpened, ReportFiled
from events.intake.draft import Draft
from events.intake.references import refers_ahead


def draft(fact: DialogueOpened | ReportFiled | SessionHeld | ContactHeld | FactRetracted, of: str = "talks") -> Draft:
    return Draft(of, fact, "talks.jsonl:1")


OPENED = draft(DialogueOpened(title="Talks"))
FILED = draft(ReportFiled(id="r1", outlet="INA"))
HELD = draft(SessionHeld(session=1, report="r1"))
CONTACT = draft(ContactHeld())
TAKEN_BACK = draft(FactRetracted(target=CONTACT.entry().fact_id, whose="coder"))


@pytest.mark.parametrize(
    "groups",
    [
        [[CONTACT], [OPENED]],
        [[OPENED, HELD], [FILED]],
        [[OPENED], [HELD], [CONTACT], [FILED]],
        [[TAKEN_BACK], [CONTACT]],
        [[CONTACT, TAKEN_BACK, HELD], [FILED]],
    ],
)
def test_what_only_a_later_group_brings_is_ahead(groups: list[list[Draft]]) -> None:
    assert refers_ahead(groups)


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [[HELD, TAKEN_BACK]],  # to what may be in the log
        [[OPENED], [FILED], [HELD], [CONTACT], [TAKEN_BACK]],
        [[HELD, TAKEN_BACK, CONTACT, FILED, OPENED]],  # of one group all is there
        [[FILED, CONTACT], [HELD, TAKEN_BACK], [FILED, CONTACT]],  # and once more
        [[HELD], [draft(ReportFiled(id="r1", outlet="INA"), "walks")]],
        [[TAKEN_BACK], [draft(ContactHeld(), "walks")]],
    ],
)
def test_what_came_before_or_is_not_among_them_is_not_ahead(groups: list[list[Draft]]) -> None:
    assert not refers_ahead(groups)
