"""Given these reports: small logs made by hand, for tests that say what comes of them.

    ledger = given(
        report("r1", published="2025-05-01", origin="NATO", facts=[{"kind": "session-held", "session": 1}]),
        judgement({"kind": "subjects-linked", "subjects": ["session:1", "session:first"], "as": "same"}),
    )

Documents are those of a fact file and are read by its own rules. Each is recorded at `RECORDED_AT` unless it says when.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from events.fact_file.document import FileDocument
from events.fact_file.drafting import drafted
from events.store.log import RecordedFact
from timeline.knowledge.ledger import replay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from events.intake.draft import Draft
    from timeline.knowledge.ledger import Ledger

DIALOGUE = "iraq-nato"
RECORDED_AT = "2026-01-01"

Told = dict[str, Any]
"""A document of a fact file, and beside it the day on which it was recorded."""


def report(
    name: str, *, facts: Sequence[Mapping[str, Any]] = (), recorded_at: str = RECORDED_AT, **filed: object
) -> Told:
    """A report with its facts; `filed` is what a fact file says of it: published, origin, outlet, kind, …"""
    return {"recorded_at": recorded_at, "report": {"id": name, "outlet": name, **filed}, "facts": list(facts)}


def judgement(*facts: Mapping[str, Any], recorded_at: str = RECORDED_AT) -> Told:
    """Facts that cite no report of their own: links, corrections, retractions, assessments."""
    return {"recorded_at": recorded_at, "facts": list(facts)}


def heading(*parties: str, recorded_at: str = RECORDED_AT) -> Told:
    """The dialogue opened between these parties."""
    return {"recorded_at": recorded_at, "title": DIALOGUE, "parties": list(parties)}


def given(*documents: Told) -> Ledger:
    """The ledger of a log that holds just these documents, in this order."""
    return replay(recorded(documents))


def recorded(documents: Sequence[Told]) -> list[RecordedFact]:
    """The log itself; the second time that a fact is told it adds nothing, as in a store."""
    log: dict[str, RecordedFact] = {}
    for document in documents:
        recorded_at = datetime.fromisoformat(document["recorded_at"]).replace(tzinfo=UTC)
        for draft in drafts(document):
            entry, place = draft.entry(), len(log) + 1
            fact = RecordedFact(
                position=place,
                dialogue=draft.dialogue,
                version=place,
                fact_id=entry.fact_id,
                digest=entry.digest,
                topic=entry.topic,
                recorded_at=recorded_at,
                recorded_by="the coder",
                fact=draft.fact,
            )
            log.setdefault(entry.fact_id, fact)
    return list(log.values())


def drafts(document: Told) -> list[Draft]:
    """The facts that a document asks for; a document that is wrong is a test that is wrong."""
    value = {"dialogue": DIALOGUE, **{key: said for key, said in document.items() if key != "recorded_at"}}
    found = drafted(FileDocument("a test", 1, value))
    assert not found.faults, found.faults
    return found.drafts


def fact_id(document: Told, number: int = 1) -> str:
    """The id of a document's fact, counted from 1; 0 is the filing of its report. What judgements aim at."""
    return drafts(document)[number if "report" in document else number - 1].entry().fact_id
