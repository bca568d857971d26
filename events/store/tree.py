"""The Merkle tree that grows with the log: what a fact's leaf is, and what an append adds to the tree.

A digest covers the content of a fact. The leaf covers its envelope too, and the tree covers every leaf in its place;
so an edit of either, a fact put in and a fact taken out all change the root. Beside the log stand the roots of the
tree's full subtrees, and in each row the first bytes of its leaf hash, by which an edit is found and not only noticed.
"""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from events.errors import StoreError
from events.merkle import Frontier, leaf_hash
from events.store.port import Growth
from events.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from events.store.port import StoredFact

HASH_BYTES = 32
MARK_BYTES = 8
"""Of its leaf hash each row keeps so many bytes."""


_text = lru_cache(maxsize=4_096)(encode_basestring)  # Many rows share their dialogue, topic and author.


@lru_cache(maxsize=64)  # One append is one instant: most rows share it with the row before.
def instant_text(instant: datetime) -> str:
    """Return an instant as it stands in tables and leaves: UTC, microseconds, always of the same length."""
    return f"{instant.astimezone(UTC).isoformat(timespec='microseconds').removesuffix('+00:00')}Z"


@lru_cache(maxsize=64)
def _append(recorded_at: datetime, recorded_by: str) -> str:
    return f'"{instant_text(recorded_at)}",{_text(recorded_by)}'


def leaves_of(rows: Iterable[StoredFact]) -> list[bytes]:
    """Hashes of the leaves of facts (RFC 6962).

    A leaf is a canonical JSON list of all that a row says, where the digest stands for the payload. It is put together
    by hand, and without a function for each: an append of many facts spends as long on it as on the rest of the tree.
    """
    return [
        leaf_hash(
            f'[{position},{_text(dialogue)},{version},"{fact_id}","{digest}",{_text(topic)},{_append(at, by)}]'.encode()
        )
        for position, dialogue, version, fact_id, digest, topic, _, at, by in rows
    ]


def leaf_of(row: StoredFact) -> bytes:
    """Hash of a fact's leaf."""
    (leaf,) = leaves_of([row])
    return leaf


def frontier_of(size: int, roots: bytes) -> Frontier:
    """The tree as it is kept.

    Raises:
        ValueError: these are not the roots of a tree of that size.

    """
    return Frontier(size, [roots[start : start + HASH_BYTES] for start in range(0, len(roots), HASH_BYTES)])


def grown(kept: Sequence[tuple[int, bytes]], rows: Sequence[StoredFact], *, store: str) -> Growth:
    """What the tree is after an append.

    Args:
        kept: the row of the table `tree`, as (size, roots).
        rows: what is appended.
        store: what messages call the store.

    Raises:
        StoreError: the tree that is kept is not that of the log before the append.

    """
    first = rows[0].position
    try:
        ((size, roots),) = kept
        frontier = frontier_of(size, bytes(roots))
    except ValueError:
        frontier, size = Frontier(), -1
    if size != first - 1:
        covered = f"covers {counted(size, 'fact')}" if size >= 0 else "cannot be read"
        msg = f"the store {store} is damaged: its tree head {covered}, and the log holds {first - 1}"
        hint = "Nothing was stored. The log was changed behind our back: run «verify», restore a backup."
        raise StoreError(msg, hint=hint)
    leaves = leaves_of(rows)
    frontier.extend(leaves)
    return Growth(frontier.size, b"".join(frontier.roots), [leaf[:MARK_BYTES] for leaf in leaves])
