"""What makes a fact the same fact: its canonical content, and the digest and id derived from it.

Canonical JSON as in RFC 8785 for the values we hold (text, whole numbers, true and false, lists, objects with ASCII
keys): keys sorted, no white space, UTF-8.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256

FACT_ID_DIGITS = 32
"""Hex digits of a fact id: the first 128 bits of the digest."""


REDACTED = b"null"
"""What stands in a store where the content of a fact was taken away. No fact has this content."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def canonical_json(value: object) -> bytes:
    """The one spelling of a JSON value, as UTF-8 bytes."""
    return _ENCODER.encode(value).encode()


def digest_of(dialogue: str, topic: str, payload: bytes) -> str:
    """SHA-256 over dialogue, topic and canonical payload, 64 hex digits.

    The parts are framed as one canonical JSON list, so that no two contents share a frame.
    """
    return sha256(_frame(dialogue, topic) + payload).hexdigest()


@lru_cache(maxsize=1024)
def _frame(dialogue: str, topic: str) -> bytes:
    return canonical_json([dialogue, topic]) + b"\n"


def fact_id_of(digest: str) -> str:
    """The fact id: the head of the digest, 32 hex digits."""
    return digest[:FACT_ID_DIGITS]
