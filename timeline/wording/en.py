"""What is said in English."""

from __future__ import annotations

from typing import Final

DIRECTION: Final = "ltr"


def form_of(number: int) -> str:
    """The category of a number (CLDR)."""
    return "one" if number == 1 else "other"


FORMS: Final[dict[str, dict[str, str]]] = {
    "day": {"one": "{n} day", "other": "{n} days"},
    "dialogue": {"one": "{n} dialogue", "other": "{n} dialogues"},
    "dispute": {"one": "{n} dispute", "other": "{n} disputes"},
    "described.disputed": {"one": "{n} value in dispute.", "other": "{n} values in dispute."},
    "described.overdue": {"one": "{n} session overdue.", "other": "{n} sessions overdue."},
    "event": {"one": "{n} event", "other": "{n} events"},
    "fact": {"one": "{n} fact", "other": "{n} facts"},
    "held": {"one": "{n} session held", "other": "{n} sessions held"},
    "moved": {"one": "moved once", "other": "moved {n} times"},
    "origin": {"one": "{n} independent origin", "other": "{n} independent origins"},
    "overdue": {"one": "{n} overdue", "other": "{n} overdue"},
    "print": {"one": "{n} first print", "other": "{n} first prints"},
    "report": {"one": "{n} report", "other": "{n} reports"},
    "reprint": {"one": "{n} reprint", "other": "{n} reprints"},
    "session": {"one": "{n} session", "other": "{n} sessions"},
}

TEXTS: Final[dict[str, str]] = {
    # Times
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "window.from": "from {day}",
    "window.by": "by {day}",
    "window.about": "about {window}",
    "window.perhaps": "{window}?",
    "window.days": "{first}–{last}",
    "window.to": "{first} – {last}",
    "length.months": "{n} mo",
    "length.days": "{n} d",
    # Every page
    "product": "timeline",
    "skip": "Skip to the content",
    "today": "Today, {day}",
    "as-of": "As of {day}, as known then",
    "known": "What was known on",
    "go": "Show",
    "to-today": "today",
    "none": "None known.",
    "page.about": "Every value leads to the reports that say so. Times are as vague as the reports left them.",
    "weight": "{reports}, {origins}",
    # Pictures
    "lane.sessions": "Sessions",
    "lane.invitations": "Invitations",
    "lane.promises": "Promises",
    "lane.contacts": "Contacts",
    "lane.positions": "Positions",
    "lane.also": "Also",
    "lane.reports": "Reports",
    "picture.as-of": "as of {day}",
    "picture.today": "today, {day}",
    "picture.fold": "{length} in which nothing happened and nothing was said, folded",
    "picture.disputed": "disputed",
    "picture.dissent": "other reports tell another day: in dispute",
    "picture.said": "{window}, said on {day}",
    "picture.after": "{status} after {days}",
    "picture.sides": "{by} to {to}",
    "picture.unknown-day": "on an unknown day",
    "picture.session": "session {name}: {status} {when}{where}; {weight}",
    "picture.invitation": "{name}: extended {extended}, {status}",
    "picture.promise": "{what}: made {made}, {status}",
    "described.as-of": "As of {day}.",
    "described.last": "Last session: {session}.",
    "described.next": "Next session: {session}.",
    "described.no-time": "no time told",
    # Home
    "home.title": "Dialogues",
    "home.last": "Last session",
    "home.next": "Next session",
    "home.heard": "Last heard",
    "home.ago": "{days} ago",
    "home.nothing": "No dialogue is tracked yet.",
    "home.announced": "nothing announced",
    # A dialogue
    "dialogue.status": "Status",
    "dialogue.parties": "Parties",
    "dialogue.last": "Last session",
    "dialogue.next": "Next session",
    "dialogue.leads": "Leads",
    "dialogue.heard": "Last heard",
    "dialogue.rests": "Rests on",
    "dialogue.silent": "silent for {days}",
    "dialogue.session": "session {name}",
    "dialogue.changed": "What changed",
    "section.upcoming": "To come",
    "section.sessions": "Sessions",
    "section.disputes": "Disputes",
    "section.positions": "Positions in force",
    "section.commitments": "Promises",
    "section.invitations": "Invitations",
    "section.documents": "Documents",
    "section.timeline": "Everything, in order of time",
    "section.sources": "Sources",
    # Columns
    "column.what": "What",
    "column.when": "When",
    "column.where": "Where",
    "column.who": "Who",
    "column.status": "Status",
    "column.slips": "How its time slipped",
    "column.evidence": "Evidence",
    "column.session": "Session",
    # Evidence
    "why.title": "Why: {subject}",
    "why.none": "none: the newest word undid what was said before",
    "why.undated": "undated",
    "why.by-hand": "recorded by hand",
    "why.words-of": "words of",
    "why.said-by": "said by",
    "why.grade": "source grade {grade}",
    "why.taken-back": "Taken back",
    # Refusals
    "refused.title": "This cannot be shown",
    "refused.missing": "There is no such page",
    "refused.home": "All dialogues",
}
