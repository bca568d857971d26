"""A Merkle tree over the log: its root, and proofs that a fact is in it (RFC 6962, section 2.1).

The tree of n leaves is split at the largest power of two below n. SHA-256. A leaf is hashed behind the byte 0x00, a
node behind 0x01, so that no leaf can pass for a node. Written here because the kept library for it (pymerkle) is GPL.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EMPTY_ROOT = sha256(b"").digest()
"""Root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf, 32 bytes."""
    return sha256(b"\x00" + data).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree, kept as the roots of its full subtrees: as many hashes as its size has binary ones."""

    def __init__(self, size: int = 0, roots: Sequence[bytes] = ()) -> None:
        """Take up a tree of `size` leaves whose full subtrees have these roots, the largest first."""
        if len(roots) != size.bit_count():
            message = f"a tree of {size} leaves has {size.bit_count()} full subtrees, not {len(roots)}"
            raise ValueError(message)
        self.size = size
        self.roots = list(roots)

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash. Subtrees of equal size are joined."""
        self.roots.append(leaf)
        self.size += 1
        for _ in range((self.size & -self.size).bit_length() - 1):
            right = self.roots.pop()
            self.roots[-1] = _node_hash(self.roots[-1], right)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes, all of them level by level: neighbours are joined, one without a neighbour is a root."""
        nodes = list(leaves)
        size, self.size = self.size, self.size + len(nodes)
        alone: list[bytes] = []
        while nodes:
            if size % 2:
                nodes.insert(0, self.roots.pop())
            if len(nodes) % 2:
                alone.append(nodes.pop())
            nodes = list(map(_node_hash, nodes[::2], nodes[1::2]))
            size //= 2
        self.roots += reversed(alone)

    def root(self) -> bytes:
        """Root of the tree, 32 bytes."""
        if not self.roots:
            return EMPTY_ROOT
        *rest, root = self.roots
        for left in reversed(rest):
            root = _node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root of the tree over leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def _split(size: int) -> int:
    """The largest power of two below a size of two or more."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Hashes that lead from the leaf at `index` (from 0) to the root: RFC 6962, 2.1.1.

    Raises:
        IndexError: there is no such leaf.

    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path: list[bytes] = []
    begin, end = 0, len(leaves)
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(root_of(leaves[middle:end]))
            end = middle
        else:
            path.append(root_of(leaves[begin:middle]))
            begin = middle
    return path[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Root that an inclusion proof leads to (RFC 9162, 2.1.3.2). None where the proof has no such shape."""
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = _node_hash(sibling, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = _node_hash(root, sibling)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None
