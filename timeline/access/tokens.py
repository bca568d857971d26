"""What opens a door without a person at it? A secret word, of which only the digest is kept."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

MARK: Final = "dtl_"
"""What every token begins with, so that whoever finds one knows what it opens."""

DIGEST_MARK: Final = "sha256:"


def token_of(secret: bytes) -> str:
    """The token made of random bytes, at least 32 of them: with so many, a plain digest cannot be guessed back."""
    return MARK + secret.hex()


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return DIGEST_MARK + sha256(token.encode()).hexdigest()
