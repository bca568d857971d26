"""Which schema of which database, and what of its address may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from events.errors import BadInputError

HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a store is, as libpq wants it.

    Attributes:
        conninfo: address or keywords for libpq. May hold a password.
        schema: plain name of the schema that holds the store.
        shown: the address without secrets.

    """

    conninfo: str = field(repr=False)
    schema: str
    shown: str

    def parameters(self) -> dict[str, Any]:
        """Return the keywords of the connection.

        Raises:
            BadInputError: libpq cannot read the address. What it says is not repeated: it may quote a password.

        """
        try:
            return dict(conninfo_to_dict(self.conninfo))
        except (psycopg.Error, UnicodeError):
            raise self.unreadable() from None

    def unreadable(self) -> BadInputError:
        """Say that libpq cannot read the address, without what it says."""
        msg = f"the address {self.shown} cannot be read by the PostgreSQL client"
        hint = "Write postgresql://user@host:5432/database, with signs such as @ / : % percent-encoded."
        return BadInputError(msg, hint=hint)

    def scrub(self, text: str) -> str:
        """Return the text without any secret of the address, in whatever way it is written there."""
        for key, value in self.parameters().items():
            if value and ("pass" in key or "secret" in key):
                for secret in (str(value), quote(str(value), safe="")):
                    text = text.replace(secret, HIDDEN)
        return text
