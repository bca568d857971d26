"""Every limit on what is taken in, in one place. What exceeds one is refused by name, never cut and never a hang."""

from __future__ import annotations

KEY_CHARACTERS = 200
"""A slug, an id, a name that identifies: longest text."""

TEXT_CHARACTERS = 4_000
"""Any other text of a fact (a quote is short, a note is a remark): longest text."""

LIST_ITEMS = 500
"""Persons, topics, parties, names: most items of one list."""
