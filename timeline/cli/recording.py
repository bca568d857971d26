"""How do drafts get into a store, and what is said of each?"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple, Self

from events.errors import BadInputError, NotFoundError
from events.intake import Intake
from events.store.log import FactLog
from events.store.options import OpenMode
from timeline.cli.appending import appending
from timeline.cli.throw_away import throw_away_engine
from timeline.summary import FACT_ID_SHOWN, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.draft import Draft
    from events.store.port import Appended, Engine
    from timeline.cli.options import Store


class Receipt(NamedTuple):
    """What became of a fact.

    Attributes:
        fact: its id.
        dialogue: slug.
        position: place in the log; None where nothing was stored.
        version: place in the dialogue; None where nothing was stored.
        added: whether it is new to the log.

    """

    fact: str
    dialogue: str
    position: int | None
    version: int | None
    added: bool

    @classmethod
    def of(cls, appended: Appended) -> Self:
        """The receipt of an appended fact."""
        return cls(appended.fact_id, appended.dialogue, appended.position, appended.version, appended.added)


def record(
    drafts: Sequence[Draft], store: Store, *, recorded_by: str, expected_version: int | None = None, dry_run: bool
) -> list[Receipt]:
    """Check all drafts, then append them in one transaction; with `dry_run`, only say what would be.

    Raises:
        TimelineError: why none of them was stored.

    """
    expected = _expected(drafts, expected_version)
    with ExitStack() as opened:
        checked = Intake(FactLog(_engine_to_check(store, drafts, opened))).check(drafts)
    if dry_run:
        return [
            Receipt(entry.fact_id, entry.dialogue, None, None, new)
            for entry, new in zip(checked.entries, checked.added, strict=True)
        ]
    # What others append between the check and this is refused by the engine: ids and report ids are unique there.
    with appending(store, OpenMode.CREATE) as engine:
        return [Receipt.of(one) for one in engine.append(checked.entries, recorded_by=recorded_by, expected=expected)]


def _engine_to_check(store: Store, drafts: Sequence[Draft], opened: ExitStack) -> Engine:
    """The store to check against: an empty one where the first facts, which open a dialogue, are to make it.

    Anything else goes into a store that is there: a mistyped address must not make an empty one.
    """
    try:
        return opened.enter_context(store.engine())
    except NotFoundError:
        if not any(draft.fact.kind() == "dialogue-opened" for draft in drafts):
            raise
        return opened.enter_context(throw_away_engine())


def _expected(drafts: Sequence[Draft], version: int | None) -> dict[str, int]:
    if version is None:
        return {}
    dialogues = sorted({draft.dialogue for draft in drafts})
    if len(dialogues) != 1:
        message = f"--expected-version is the version of one dialogue, and these facts go into {len(dialogues)}"
        raise BadInputError(message, hint="Append one dialogue at a time, or leave it out.")
    return {dialogues[0]: version}


def told(receipts: Sequence[Receipt], drafts: Sequence[Draft], *, dry_run: bool) -> str:
    """A line for one fact, or one for each dialogue."""
    added = "would be added" if dry_run else "added"
    if len(receipts) == 1:
        (receipt,), (draft,) = receipts, drafts
        place = "" if receipt.position is None else f" at position {receipt.position}"
        became = added if receipt.added else "is known already"
        return f"fact {receipt.fact[:FACT_ID_SHOWN]} {became}{place} ({receipt.dialogue}): {summary(draft.fact)}"
    lines = []
    for dialogue in dict.fromkeys(receipt.dialogue for receipt in receipts):
        new = sum(receipt.added for receipt in receipts if receipt.dialogue == dialogue)
        known = sum(not receipt.added for receipt in receipts if receipt.dialogue == dialogue)
        lines.append(f"{new} fact{'' if new == 1 else 's'} {added}, {known} known already ({dialogue})")
    return "\n".join(lines) or "0 facts: the files hold none"
