"""Did this form come from a page of ours, made for the same person? A stamp in it says so, without a cookie.

Another site can neither read a page of ours nor guess a stamp: the key is made anew at every start.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

FIELD: Final = "stamp"
"""The field of a form that holds it."""


class Stamps:
    """Makes and checks stamps with one key."""

    def __init__(self, key: bytes) -> None:
        """Take random bytes, at least 32."""
        self._key = key

    def of(self, name: str) -> str:
        """The stamp for forms shown to somebody."""
        return hmac.new(self._key, name.encode(), sha256).hexdigest()

    def is_good(self, stamp: str, name: str) -> bool:
        """Whether a form was shown to somebody."""
        return hmac.compare_digest(stamp.encode(), self.of(name).encode())
