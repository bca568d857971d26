"""CloudEvents: the log, read back by the SDK."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from cloudevents.core.formats.json import JSONFormat

from tests.exporters.exporting import exported, storyline, told
from tests.given import fact_id, judgement, report
from timeline.knowledge.ledger import replay

URL = "https://agency.example/1"
HELD = {"kind": "session-held", "session": 1, "when": {"edtf": "2025-05~", "wording": "around\u202e May"}}


def test_the_sdk_reads_every_fact_of_the_log_back() -> None:
    batch = json.loads(told("cloudevents", known_at="2026-04-01"))
    ledger = storyline()
    shelves = (ledger.headings, ledger.filings, ledger.assessments, ledger.links, ledger.judgements, ledger.facts)
    recorded = sorted((one for shelf in shelves for one in shelf), key=lambda one: one.version)
    events = [JSONFormat().read(None, json.dumps(event)) for event in batch]
    assert [event.get_id() for event in events] == [one.fact_id for one in recorded]
    assert [event.get_time() for event in events] == [one.recorded_at for one in recorded]
    data = [event.get_data() for event in events]
    facts = [one["fact"] for one in data if isinstance(one, dict)]
    assert facts == [json.loads(one.fact.payload()) for one in recorded]
    assert {event.get_source() for event in events} == {"urn:dialogue-timeline:iraq-nato"}
    assert len({event.get_extension("sequence") for event in events}) == len(events)


def test_an_event_names_its_report_and_keeps_its_window() -> None:
    document = report("r1", outlet="Agency", published="2025-06-01", url=URL, facts=[HELD])
    event = json.loads(exported("cloudevents", document, on="2026-01-01"))[-1]
    assert (event["type"], event["subject"]) == ("dialogue-timeline.session-held.v1", "session:1")
    assert event["data"]["report"] == {"id": "r1", "outlet": "Agency", "url": URL}
    assert event["data"]["fact"]["when"] == {"edtf": "2025-05~", "wording": "around\u202e May"}
    assert event["data"]["known_by"] == "2025-06-01"


def test_a_terminal_is_given_nothing_to_obey() -> None:
    assert b"\\u202e" in exported("cloudevents", report("r1", facts=[HELD]), on="2026-01-01")


def test_what_was_not_public_by_the_day_is_left_out() -> None:
    early = report("r1", published="2025-01-01", facts=[HELD])
    late = report("r2", published="2025-09-01", facts=[{"kind": "session-cancelled", "session": 2}])
    link = judgement({"kind": "subjects-linked", "subjects": ["session:1", "session:first"], "as": "same"})
    taken_back = judgement({"kind": "fact-retracted", "target": fact_id(early), "whose": "outlet", "report": "r2"})
    events = json.loads(exported("cloudevents", early, late, link, taken_back, on="2025-02-01", known_at="2025-02-01"))
    assert [event["type"].split(".")[1] for event in events] == ["report-filed", "session-held", "subjects-linked"]


def test_an_empty_log_is_an_empty_batch() -> None:
    from tests.exporters.exporting import exported_from

    assert json.loads(exported_from("cloudevents", replay(()), on="2025-01-01", known_at=None, of="")) == []


def test_times_are_utc() -> None:
    event = json.loads(exported("cloudevents", report("r1"), on="2026-01-01"))[0]
    assert datetime.fromisoformat(event["time"]) == datetime(2026, 1, 1, tzinfo=UTC)
