"""The log for event brokers: CloudEvents 1.0.2 in the JSON batch format (application/cloudevents-batch+json).

One event per fact as it was recorded, in order of the log: corrections are events of their own. `id` is the fact id,
`source` the dialogue, `type` the stored topic, `subject` what the fact is about, `time` the instant of recording.
`sequence` is the extension of that name: the place in the log, padded so that texts sort as numbers do.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from timeline.accounts.citing import PRODUCT, safe_address
from timeline.exporters.json_parts import json_items, json_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.facts.base import Fact
    from timeline.accounts.account import Account, Logged

_SEQUENCE_DIGITS: Final = 20


def part(account: Account, _: str) -> bytes:
    """The events of a dialogue."""
    return json_items((_event(entry, account) for entry in account.log), depth=1)


def whole(parts: Iterable[bytes], _: str) -> Iterator[bytes]:
    """A JSON array of events."""
    yield from json_list(parts, depth=1)
    yield b"\n"


def _event(entry: Logged, account: Account) -> dict[str, Any]:
    recorded = entry.recorded
    kind, _, version = recorded.topic.partition("@")
    return {
        "specversion": "1.0",
        "id": recorded.fact_id,
        "source": f"urn:{PRODUCT}:{recorded.dialogue}",
        "type": f"{PRODUCT}.{kind}.v{version}",
        "subject": " ".join(map(str, recorded.fact.subjects())),
        "time": recorded.recorded_at.astimezone(UTC).isoformat(),
        "datacontenttype": "application/json",
        "sequence": f"{recorded.position:0{_SEQUENCE_DIGITS}}",
        "data": {
            "fact": json.loads(recorded.fact.payload()),
            "digest": recorded.digest,
            "recorded_by": recorded.recorded_by,
            "known_by": entry.known_by.isoformat(),
            "report": _report(recorded.fact, account),
        },
    }


def _report(fact: Fact, account: Account) -> dict[str, Any] | None:
    """The report that says it, or that it files. None for what rests on none."""
    # Here, since whoever joins the parts of many dialogues makes none.
    from events.facts.base import ReportedFact
    from events.facts.tracking import ReportFiled

    cited = fact.id if isinstance(fact, ReportFiled) else fact.report if isinstance(fact, ReportedFact) else None
    report = account.state.knowledge.reports.get(cited or "")
    if report is None:
        return {"id": cited} if cited else None
    return {"id": report.id, "outlet": report.outlet, "url": report.filed.url and safe_address(report.filed.url)}
