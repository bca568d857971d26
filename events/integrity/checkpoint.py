"""What does a checkpoint say, and how is it written down?

The text of C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint): the log's name, its size, the root of its tree,
signed as a C2SP signed-note (https://c2sp.org/signed-note). Tools of other transparency logs read it.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from events.errors import BadInputError
from events.limits import WHOLE_NUMBER_DIGITS
from events.store.tree import HASH_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY_ID_BYTES = 4
_DASH = "— "
_HINT = "«checkpoint» prints one."


class Signature(NamedTuple):
    """A signature line.

    Attributes:
        name: of the key.
        key_id: the first bytes of a hash of the key, to find it by.
        signature: over the text of the checkpoint.

    """

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """As it stands in the note."""
        return f"{_DASH}{self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log at one moment.

    Attributes:
        origin: what the log is called.
        size: how many facts it held.
        root: of the Merkle tree over them.

    """

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as it is kept elsewhere.

    Attributes:
        checkpoint: what it says.
        text: what was signed. Other logs may have added lines.
        signatures: none on an unsigned one.

    """

    checkpoint: Checkpoint
    text: str
    signatures: Sequence[Signature] = ()

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(signature.line() for signature in self.signatures)}"

    @classmethod
    def parse(cls, note: str) -> Self:
        """Read a checkpoint, signed or not.

        Raises:
            BadInputError: it is none, or a line of it cannot be read.

        """
        text, _, signed = note.partition("\n\n")
        lines = text.strip("\n").split("\n")
        try:
            origin, size, root = lines[:3]
            if not (size.isascii() and size.isdigit() and len(size) <= WHOLE_NUMBER_DIGITS and origin.strip()):
                raise ValueError(size)  # noqa: TRY301 - as the unreadable lines around it
            checkpoint = Checkpoint(origin, int(size), b64decode(root, validate=True))
            if len(checkpoint.root) != HASH_BYTES:
                raise ValueError(root)  # noqa: TRY301 - likewise
            signatures = tuple(map(_signature, signed.splitlines()))
        except (ValueError, binascii.Error) as error:
            msg = (
                "this is not a checkpoint. A checkpoint has a name, a number and a hash on three lines, then signatures"
            )
            raise BadInputError(msg, hint=_HINT) from error
        return cls(checkpoint, "\n".join(lines) + "\n", signatures)


def _signature(line: str) -> Signature:
    name, encoded = line.removeprefix(_DASH).split(" ")
    if not line.startswith(_DASH):
        raise ValueError(line)
    raw = b64decode(encoded, validate=True)
    return Signature(name, raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:])
