"""Linked data: the dialogue as a series of events (schema.org), and what says so (PROV-O), as JSON-LD 1.1.

- A session is an Event, the dialogue its `superEvent`, an EventSeries. `startDate` is there only where the window is
  one certain day. The window itself is always `dcterms:date`, typed as EDTF.
- `eventStatus` is one of schema.org's four where one of them is true: a new window that contradicts the one before
  makes it rescheduled, a postponement without a new window postponed. Our own status stands beside it. What is
  proposed, invited, expected, overdue or lapsed has no word in schema.org and gets none.
- `previousStartDate` holds every window given before, as EDTF, vague ones included.
- `prov:wasDerivedFrom` names the reports, each `prov:wasAttributedTo` its origin: ten prints have one.

The context is embedded, so that no reader asks the network for it.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from events.facts.invitation import InvitationFact
from timeline.accounts.citing import PRODUCT, is_vague, lasting_id, safe_address
from timeline.claims.participants import participants
from timeline.exporters.json_parts import json_items, json_list
from timeline.text.safe_text import harmless
from timeline.values.agreement import NamesValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.windows.window import Window
    from timeline.accounts.account import Account
    from timeline.claims.dossier import Dossier, Evidence
    from timeline.claims.participants import Participant
    from timeline.knowledge.reports import Report
    from timeline.projections.session import Session

Node = dict[str, Any]

_EDTF: Final = {"@type": "edtf:EDTF"}
_DAY: Final = {"@type": "xsd:date"}
_LINK: Final = {"@type": "@id"}
_CONTEXT: Final[Node] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "own": f"urn:{PRODUCT}:",
    "id": "@id",
    "type": "@type",
    "window": {"@id": "dcterms:date", **_EDTF},
    "startDate": _DAY,
    "datePublished": _DAY,
    "previousStartDate": {**_EDTF, "@container": "@set"},
    "eventStatus": {"@type": "@vocab"},
    "eventAttendanceMode": {"@type": "@vocab"},
    "url": _LINK,
    "superEvent": _LINK,
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@container": "@set", **_LINK},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", **_LINK},
    "status": "own:status",
    "wording": "own:wording",
    "fact": {"@id": "own:fact", "@container": "@set"},
}
_TYPES: Final = {"news": "NewsArticle", "agency": "NewsArticle", "reprint": "NewsArticle", "blog": "BlogPosting"}
_MODES: Final = {"in-person": "Offline", "video": "Online", "phone": "Online"}


def part(account: Account, _: str) -> bytes:
    """The nodes of a dialogue."""
    return json_items(_nodes(account), depth=2)


def whole(parts: Iterable[bytes], _: str) -> Iterator[bytes]:
    """One graph for all dialogues."""
    beginning = json.dumps({"@context": _CONTEXT, "@graph": []}, ensure_ascii=False, indent=1)
    yield beginning.removesuffix("[]\n}").encode()
    yield from json_list(parts, depth=2)
    yield b"\n}\n"


def _nodes(account: Account) -> Iterator[Node]:
    knowledge = account.state.knowledge
    yield _present(
        {
            "id": _id(knowledge.dialogue),
            "type": ["EventSeries", "prov:Entity"],
            "name": harmless(knowledge.title),
            "alternateName": [harmless(name) for name in knowledge.names],
            "identifier": knowledge.dialogue,
            "organizer": [_organization(party) for party in knowledge.parties],
            "status": account.state.status,
            **_evidence(account, account.state.dialogue.evidence),
        }
    )
    yield from (_event(session, account) for session in account.state.sessions)
    yield from (_report(report, knowledge.dialogue) for report in knowledge.reports.values())
    yield from (
        {"id": _id(knowledge.dialogue, "origin", origin), "type": "prov:Agent", "name": harmless(origin)}
        for origin in knowledge.origins
    )


def _event(session: Session, account: Account) -> Node:
    knowledge, dossier = account.state.knowledge, session.dossier
    time = session.time
    given = [slip.window.window for slip in session.slips if slip.current]
    own = [known for known in dossier.facts if not isinstance(known.fact, InvitationFact)]
    track = "" if session.track == "main" else f"{session.track} "
    mode = _MODES.get(dossier.text("mode") or "")
    return _present(
        {
            "id": _id(knowledge.dialogue, str(dossier.subject)),
            "type": ["Event", "prov:Entity"],
            "name": harmless(f"{track}session {session.session}, {knowledge.title}"),
            "superEvent": _id(knowledge.dialogue),
            "status": session.status,
            "eventStatus": _status(session, given),
            "eventAttendanceMode": mode and f"{mode}EventAttendanceMode",
            **(_time(time.window, "startDate", time.wording) if time else {}),
            "previousStartDate": [window.text for window in given if time is None or window.text != time.window.text],
            "location": _place(dossier),
            "organizer": _named(dossier, "host"),
            "attendee": [_person(one) for one in participants(own, knowledge)],
            **_evidence(account, dossier.evidence),
        }
    )


def _status(session: Session, given: list[Window]) -> str | None:
    """The one of schema.org's statuses that is true of it."""
    times = given + ([session.began.window] if session.began else [])
    moved = any(one.disjoint(other) for one, other in pairwise(times))
    match session.status:
        case "cancelled" | "not-held":
            return "EventCancelled"
        case "postponed":
            return "EventRescheduled" if session.window else "EventPostponed"
        case "scheduled" | "started" | "held":
            return "EventRescheduled" if moved else "EventScheduled"
        case _:
            return None


def _time(window: Window, day: str, wording: str | None) -> Node:
    """The window, and the day where it is one."""
    certain = window.earliest if not is_vague(window) else None
    return {
        "window": window.text,
        "wording": wording and harmless(wording),
        day: certain.isoformat() if certain else None,
    }


def _place(dossier: Dossier) -> Node | None:
    parts = dict.fromkeys(harmless(text) for name in ("venue", "place") if (text := dossier.text(name)))
    return {"type": "Place", "name": ", ".join(parts)} if parts else None


def _person(one: Participant) -> Node:
    return _present(
        {
            "type": "Person",
            "name": harmless(one.name),
            "jobTitle": one.role and harmless(one.role),
            "affiliation": _organization(one.side) if one.side else None,
        }
    )


def _organization(name: str) -> Node:
    return {"type": "Organization", "name": harmless(name)}


def _named(dossier: Dossier, attribute: str) -> list[Node]:
    value = dossier.value(attribute)
    return [_organization(name) for name in value.names] if isinstance(value, NamesValue) else []


def _report(report: Report, dialogue: str) -> Node:
    filed = report.filed
    wording = filed.published.wording if filed.published else None
    return _present(
        {
            "id": _id(dialogue, "report", report.id),
            "type": [_TYPES.get(filed.kind_ or "", "Article"), "prov:Entity"],
            "identifier": harmless(report.id),
            "name": filed.title and harmless(filed.title),
            "url": filed.url and safe_address(filed.url),
            "inLanguage": filed.language and harmless(filed.language),
            "publisher": _organization(report.outlet),
            **(_time(report.published, "datePublished", wording) if report.published else {}),
            "wasAttributedTo": _id(dialogue, "origin", report.origin),
            "fact": [report.fact_id],
        }
    )


def _evidence(account: Account, evidence: Evidence) -> Node:
    dialogue = account.state.knowledge.dialogue
    return {
        "wasDerivedFrom": [_id(dialogue, "report", report) for report in evidence.reports],
        "fact": list(evidence.facts),
    }


def _id(*names: str) -> str:
    return lasting_id(*names).urn


def _present(node: Node) -> Node:
    """Without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}
