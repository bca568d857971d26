"""What facts are about, and how a subject is written: `session:2`, `session:expert/2`, `position:Iraq/gaza`."""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

from typing import Final, NamedTuple

from events.facts.track import MAIN_TRACK

UNDATED: Final = "undated"
"""What stands in a key for the day of a happening that has none; its report follows."""

UNNAMED: Final = "unnamed"
"""What stands in a key for who did something, where nobody is named."""


class Subject(NamedTuple):
    """The key that facts of several reports share.

    Attributes:
        type: session, invitation, position, commitment, deadline, document, role, person, party, place, contact,
            measure, statement, report, source, fact or dialogue.
        key: the name within the type. Empty for the dialogue itself.

    """

    type: str
    key: str

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """Read `type:key`. `session:main/2` is `session:2`."""
        type_, _, key = text.partition(":")
        if type_ == "session":
            key = key.removeprefix(f"{MAIN_TRACK}/")
        return cls(type_, key)

    def __str__(self) -> str:
        return f"{self.type}:{self.key}" if self.key else self.type


DIALOGUE = Subject("dialogue", "")
"""The dialogue itself."""


def session_subject(session: int | str, track: str | None = None) -> Subject:
    """The subject of a session in its track. The main track goes without saying."""
    return Subject("session", str(session) if track in (None, MAIN_TRACK) else f"{track}/{session}")
