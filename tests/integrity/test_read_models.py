"""What is kept beside the log, edited behind our back on either engine: each edit is named, and rebuilding mends it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.integrity.given import TOLD, drafts_of, recorded
from timeline.application.comparing import compare
from timeline.application.rebuilding import rebuild

if TYPE_CHECKING:
    from tests.integrity.conftest import Tampered

TODAY = date(2024, 3, 5)
NOT_OF_ITS_LOG = "the answers that are kept of 'talks' are not those of its log"

OF_THE_LOG: dict[str, str] = {
    "an answer to another question": (
        "UPDATE answers SET answer = (SELECT heading FROM kept LIMIT 1) WHERE dialogue = 'talks'"
    ),
    "an answer taken out": "DELETE FROM answers WHERE dialogue = 'talks' AND question = 'today'",
    "all answers taken out": "DELETE FROM answers WHERE dialogue = 'talks'",
    "an answer that is none": "UPDATE answers SET answer = {zeros} WHERE dialogue = 'talks'",
    "days that it does not hold for": "UPDATE answers SET until = until - 1 WHERE dialogue = 'talks'",
    "another order of what is to come": "UPDATE coming SET latest = 1 WHERE dialogue = 'talks'",
    "nothing to come": "DELETE FROM coming WHERE dialogue = 'talks'",
    "another heading": "UPDATE kept SET heading = {zeros} WHERE dialogue = 'talks'",
}
EDITS = {name: (statement, NOT_OF_ITS_LOG) for name, statement in OF_THE_LOG.items()} | {
    "an older version": (
        "UPDATE kept SET version = version - 1 WHERE dialogue = 'talks'",
        "the answers of 'talks' are those of 10 of its 11 facts, unmarked",
    ),
    "a version to come": (
        "UPDATE kept SET version = version + 1 WHERE dialogue = 'talks'",
        "the answers of 'talks' are ahead of the log: at 12 facts, and it has 11",
    ),
    "a dialogue taken out": (
        "DELETE FROM kept WHERE dialogue = 'talks'",
        "no answers are kept of 'talks', and it is not behind",
    ),
    "a dialogue put in": (
        "UPDATE kept SET dialogue = 'made-up' WHERE dialogue = 'talks'",
        "answers are kept of 'made-up', which is not in the log",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_named_and_mended(store: Tampered, edit: str) -> None:
    statement, problem = EDITS[edit]
    with store.engine() as engine:
        scheduled = TOLD.replace("session-held", "session-scheduled").replace("when:", "window:")
        recorded(engine, next(drafts_of([scheduled.format("talks", 5).replace("2024-03-05", "2024-04-05")])))
        rebuild(engine, TODAY)
        assert compare(engine) == []
    store.edit(statement.format(zeros=store.blob(bytes(9))))
    with store.engine() as engine:
        assert compare(engine)[0] == problem
        rebuild(engine, TODAY, anew=True)
        assert compare(engine) == []


def test_what_is_behind_is_no_fault(store: Tampered) -> None:
    with store.engine() as engine:
        rebuild(engine, TODAY)
        recorded(engine, next(drafts_of([TOLD.format("talks", 5)])))
        assert compare(engine) == []


def test_where_nothing_is_kept_there_is_nothing_to_compare(store: Tampered) -> None:
    with store.engine() as engine:
        assert compare(engine) == []
