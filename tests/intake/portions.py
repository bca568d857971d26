"""What drafts and portions of facts come to, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.intake import portion
from events.intake.portion import Portion, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.intake.draft import Draft, Ready
    from events.store.port import Entry


def nothing(_: Ready) -> bool:
    """Choose no fact."""
    return False


def each(drafts: Iterable[Draft | Portion]) -> list[tuple[Entry, str]]:
    """The facts of all of them, each with its source."""
    return [
        fact
        for draft in drafts
        for fact in (
            zip(
                portion.entries_of(draft.waiting.about, draft.waiting.payloads),
                sources_of(draft.waiting.sources),
                strict=True,
            )
            if isinstance(draft, Portion)
            else [(draft.entry(), draft.source)]
        )
    ]


def entries_of(drafts: Iterable[Draft | Portion]) -> list[Entry]:
    """The facts of all of them, as the store takes them."""
    return [entry for entry, _ in each(drafts)]
