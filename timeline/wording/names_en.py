"""Statuses, kinds, attributes and headings in English, where the word of the answers is not the one to read."""

from __future__ import annotations

from typing import Final

NAMES: Final[dict[str, dict[str, str]]] = {
    "type": {
        "dialogue": "dialogue",
        "session": "session",
        "invitation": "invitation",
        "position": "position",
        "commitment": "promise",
        "deadline": "deadline",
        "document": "document",
        "contact": "contact",
        "statement": "statement",
        "measure": "measure",
        "role": "office",
        "person": "person",
        "party": "party",
        "place": "place",
        "report": "report",
        "rhythm": "rhythm",
    },
    "attribute": {
        "made": "made on",
        "fulfilled": "fulfilled",
        "first_stated": "first stated",
        "last_reaffirmed": "last heard",
        "by": "by",
        "to": "to",
    },
    "question": {
        "show": "Everything, in order of time",
        "dialogues": "Dialogues",
        "history": "The log",
        "replay": "Fact by fact",
        "state": "Where it stands",
        "upcoming": "To come",
        "find": "Search",
        "news": "News",
        "days": "Days of news",
        "sessions": "Sessions",
        "invitations": "Invitations",
        "positions": "Positions",
        "commitments": "Promises",
        "documents": "Documents",
        "disputes": "Disputes",
        "people": "People",
        "sources": "Sources",
        "diff": "Two days compared",
        "explain": "Evidence",
        "check": "What needs attention",
    },
    "ending": {"json": "JSON", "csv": "CSV", "ics": "Calendar", "atom": "Atom", "svg": "SVG", "md": "Brief"},
    "sort": {"next": "what comes next", "heard": "last heard", "overdue": "longest overdue", "name": "name"},
    "time": {
        "happened": "",
        "planned": "planned",
        "reported": "day of the report",
        "unknown": "no day told",
    },
}
"""Words of closed lists, by list. What is not here is said as the answers have it."""
