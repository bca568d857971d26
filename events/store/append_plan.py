"""What an append adds: the rows to insert and the receipts, decided from what the log already holds.

The rules are here once for all engines: `plan_append` is pure, and `Appending` takes it through a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from itertools import repeat
from typing import TYPE_CHECKING, Final

from events.errors import BadInputError
from events.limits import KEY_CHARACTERS
from events.store.port import (
    Appended,
    FactIdConflictError,
    OnceConflictError,
    Recorded,
    StoredFact,
    VersionConflictError,
    made,
)
from events.store.text import unstorable
from events.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from datetime import datetime

    from events.store.port import Entry, LockedLog


MOST_REMEMBERED: Final = 128_000
"""Ids and keys that an append remembers, some 10 MB. To ask a log for them takes a tenth of the time of an append."""


@dataclass(slots=True)
class OnRecord:
    """What the log holds that matters to an append. The plan adds its own rows to it as it goes.

    Attributes:
        position: the last position of the log. 0 when empty.
        recorded_at: when the last row was recorded. None when the log is empty.
        versions: version of each stream named in the entries. 0 or absent when it has none.
        facts: rows whose fact id is among the entries', by fact id.
        once: rows that hold one of the entries' `once` keys, by (dialogue, once).

    """

    position: int
    recorded_at: datetime | None
    versions: dict[str, int]
    facts: dict[str, StoredFact]
    once: dict[tuple[str, str], StoredFact]


@dataclass(slots=True)
class AppendPlan:
    """What an append does.

    Attributes:
        rows: the rows to insert, in order of position.
        once: the `once` key of each row.
        receipts: one for each entry, in order.

    """

    rows: list[StoredFact] = field(default_factory=list)
    once: list[str | None] = field(default_factory=list)
    receipts: list[Appended] = field(default_factory=list)


def plan_append(
    entries: Sequence[Entry],
    known: OnRecord,
    *,
    now: datetime,
    recorded_by: str,
) -> AppendPlan:
    """Decide what the entries add to a log that holds what is `known`.

    Raises:
        FactIdConflictError: an id stands in the log, or earlier in the entries, for other content.
        OnceConflictError: a `once` key is taken in the dialogue by another fact.

    """
    # The log's clock never runs backwards, even when the machine's does.
    append = Recorded(now if known.recorded_at is None else max(now, known.recorded_at), recorded_by)
    if (plan := _all_added(entries, known, append)) is not None:
        return plan
    plan = AppendPlan()
    for entry in entries:
        stored = known.facts.get(entry.fact_id)
        added = stored is None
        if stored is None:
            recorded = append if entry.recorded is None else _recorded(entry.recorded, known, append, now)
            stored = _add(plan, entry, known, recorded)
        elif stored.digest != entry.digest or stored.dialogue != entry.dialogue:
            raise FactIdConflictError(entry, stored)
        plan.receipts.append(Appended(entry.fact_id, entry.dialogue, stored.position, stored.version, added))
    return plan


def _all_added(entries: Sequence[Entry], known: OnRecord, append: Recorded) -> AppendPlan | None:
    """The plan where all of the entries are new and none is of another log: column by column, in a third of the time.

    None where that is not so, and nothing of what is known was changed.
    """
    if known.facts or known.once or not entries:
        return None
    dialogues, ids, digests, topics, payloads, once, others = zip(*entries, strict=True)
    keys = [(dialogue, key) for dialogue, key in zip(dialogues, once, strict=True) if key is not None]
    if len(set(ids)) < len(ids) or len(set(keys)) < len(keys) or any(others):
        return None
    positions = range(known.position + 1, known.position + 1 + len(entries))
    of_streams, versions = known.versions, []
    for dialogue in dialogues:
        of_streams[dialogue] = version = of_streams.get(dialogue, 0) + 1
        versions.append(version)
    envelope = (repeat(append.at, len(ids)), repeat(append.by, len(ids)))
    rows = made(StoredFact, positions, dialogues, versions, ids, digests, topics, payloads, *envelope)
    receipts = made(Appended, ids, dialogues, positions, versions, repeat(True, len(ids)))  # noqa: FBT003 - a column
    known.position, known.recorded_at = positions[-1], append.at
    return AppendPlan(rows, list(once), receipts)


def _recorded(other: Recorded, known: OnRecord, append: Recorded, now: datetime) -> Recorded:
    """When and by whom a fact of another log is recorded: as there, or by this append where that cannot be."""
    if other.at > now or (known.recorded_at is not None and other.at < known.recorded_at):
        return append
    return Recorded(other.at.astimezone(UTC), other.by)


def _add(plan: AppendPlan, entry: Entry, known: OnRecord, recorded: Recorded) -> StoredFact:
    """Put one new row at the end of the plan, and of what is known."""
    dialogue, fact_id, digest, topic, payload, once, _ = entry
    if once is not None and (taken := known.once.get((dialogue, once))) is not None:
        raise OnceConflictError(entry, taken)
    known.position += 1
    known.versions[dialogue] = version = known.versions.get(dialogue, 0) + 1
    row = StoredFact(known.position, dialogue, version, fact_id, digest, topic, payload, *recorded)
    known.recorded_at = recorded.at
    known.facts[fact_id] = row
    if once is not None:
        known.once[dialogue, once] = row
    plan.rows.append(row)
    plan.once.append(once)
    return row


def check_storable(entries: Sequence[Entry], recorded_by: str) -> None:
    """Refuse text that not every engine can keep: a NUL character or half of a surrogate pair.

    Raises:
        BadInputError: with the text and what is wrong with it.

    """
    dialogues, _, _, topics, _, keys, others = zip(*entries, strict=True) if entries else ((),) * 7
    texts = {recorded_by, *dialogues, *topics, *filter(None, keys)}
    texts.update(other.by for other in set(others) if other is not None)
    # One joined look for the usual case; the slow look only has to find the culprit.
    joined = "".join(texts)
    if joined.isascii() and "\0" not in joined:
        return
    for text in texts:
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise unstorable(text)


def check_names(entries: Sequence[Entry], recorded_by: str) -> None:
    """Refuse a name of who records that is no line, or too long for one.

    Raises:
        BadInputError: with the name.

    """
    for name in {recorded_by, *(entry.recorded.by for entry in entries if entry.recorded is not None)}:
        if len(name) > KEY_CHARACTERS or not name.isprintable():
            msg = f"{shown(name)} is no name of who records: it is longer than {KEY_CHARACTERS} characters, or no line"
            raise BadInputError(msg, hint="Give a shorter one with «:recorded_by».")


def new_topics(rows: Sequence[StoredFact], known: Container[str]) -> list[tuple[str, int]]:
    """Return each topic that is not known, with the position of its first row."""
    first = {row.topic: row.position for row in reversed(rows)}
    return [(topic, position) for topic, position in first.items() if topic not in known]


class Appending:
    """An append as it goes, batch by batch.

    Attributes:
        topics: of the rows that were written.

    """

    def __init__(
        self,
        log: LockedLog,
        *,
        expected: Mapping[str, int],
        now: datetime,
        recorded_by: str,
        insert: Callable[[AppendPlan], None],
    ) -> None:
        """Begin at the end of the log.

        Args:
            log: under its lock.
            expected: the version that each of these streams must have.
            now: the instant of the append.
            recorded_by: who appends.
            insert: writes what was planned, never nothing.

        Raises:
            VersionConflictError: a stream is not at its expected version, also when every entry is known.

        """
        for dialogue, actual in log.lookups.versions_of(expected).items() if expected else ():
            if actual != expected[dialogue]:
                raise VersionConflictError(dialogue, expected=expected[dialogue], actual=actual)
        self._log = log
        self._insert = insert
        self._end = log.end()
        self._all_there_is: set[int] | None = set() if self._end[0] == 0 else None
        """Hashes of ids and `once` keys of a log that was empty: all are of this append. None where they are many."""
        self._versions: dict[str, int] = {}
        """Of the dialogues of a log that was empty."""
        self._now = now
        self._recorded_by = recorded_by
        self.topics: set[str] = set()

    def __call__(self, entries: Sequence[Entry]) -> list[Appended]:
        """Append one batch and return its receipts.

        Raises:
            BadInputError: no store can keep a text of it.
            FactIdConflictError: an id stands in the log, or earlier in the entries, for other content.
            OnceConflictError: a `once` key is taken in the dialogue by another fact.

        """
        check_storable(entries, self._recorded_by)
        check_names(entries, self._recorded_by)
        if not entries:
            return []
        known = self._known(entries)
        plan = plan_append(entries, known, now=self._now, recorded_by=self._recorded_by)
        if plan.rows:
            self._insert(plan)
            self._end = known.position, known.recorded_at
            self.topics.update(row.topic for row in plan.rows)
        return plan.receipts

    def _known(self, entries: Sequence[Entry]) -> OnRecord:
        """What the log holds that matters to a batch. Where that can be nothing of it, the log is not asked."""
        lookups, here = self._log.lookups, self._all_there_is
        ids = [entry.fact_id for entry in entries]
        keys = {(entry.dialogue, entry.once) for entry in entries if entry.once is not None}
        if here is None:
            versions = lookups.versions_of({entry.dialogue for entry in entries})
            return OnRecord(*self._end, versions, lookups.known(ids), lookups.taken(keys))
        before = len(here)
        here.update(map(hash, ids), map(hash, keys))
        is_asked = len(here) < before + len(ids) + len(keys)
        self._all_there_is = here if len(here) <= MOST_REMEMBERED else None
        if is_asked:
            return OnRecord(*self._end, self._versions, lookups.known(ids), lookups.taken(keys))
        return OnRecord(*self._end, self._versions, {}, {})
