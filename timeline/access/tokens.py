"""How does a program sign in? With a token: a secret word. Only its digest is stored."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

MARK: Final = "dtl_"
"""What every token begins with, so that whoever finds one knows what it opens."""

DIGEST_MARK: Final = "sha256:"


def token_of(secret: bytes) -> str:
    """The token made of random bytes, at least 32 of them: with so many, a plain digest cannot be guessed back."""
    return MARK + secret.hex()


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return DIGEST_MARK + sha256(token.encode()).hexdigest()
