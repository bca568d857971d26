"""Who signs a checkpoint, and who can tell? Ed25519 keys, written as signed notes write them.

    PRIVATE+KEY+<name>+<id>+<base64>    the private half, in a file that is kept secret
    <name>+<id>+<base64>                the public half, which is published

The forms of Go's `golang.org/x/mod/sumdb/note`. The id is the beginning of a hash over name and public key.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from events.errors import BadInputError, TimelineError
from events.integrity.checkpoint import KEY_ID_BYTES, Signature, SignedCheckpoint

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ed25519

    from events.integrity.checkpoint import Checkpoint

_PRIVATE = "PRIVATE+KEY+"
_ED25519 = b"\x01"
_KEY_BYTES = 32


class MissingCryptographyError(TimelineError):
    """Signing needs a library that is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "signatures need the library cryptography, which is not installed",
            hint="«install extra=trust»",
        )


def _ed25519() -> type[ed25519.Ed25519PrivateKey]:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        raise MissingCryptographyError from None
    return Ed25519PrivateKey


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:KEY_ID_BYTES]


def checked_name(name: str) -> str:
    """The name of a key or a log.

    Raises:
        BadInputError: notes cannot carry it.

    """
    if not name or not name.isprintable() or "+" in name or name.split() != [name]:
        msg = f"{name!r} cannot be the name of a key or a log"
        raise BadInputError(msg, hint="Take one word without + or spaces, such as example.org/talks.")
    return name


def _read(text: str, what: str) -> tuple[str, bytes, bytes]:
    """Name, id and raw key of a written key."""
    try:
        name, key_id, encoded = text.strip().split("+", 2)
        raw = b64decode(encoded, validate=True)
        if raw[:1] != _ED25519 or len(raw) != 1 + _KEY_BYTES:
            raise ValueError(what)  # noqa: TRY301 - as the other unreadable parts
        return checked_name(name), bytes.fromhex(key_id), raw[1:]
    except (ValueError, binascii.Error, BadInputError):
        msg = f"this is no {what} key"
        raise BadInputError(msg, hint="«checkpoint make_key=FILE» makes a pair.") from None


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What tells whether a signature is its owner's.

    Attributes:
        name: of the key.
        raw: 32 bytes.

    """

    name: str
    raw: bytes

    def __str__(self) -> str:
        return f"{self.name}+{_key_id(self.name, self.raw).hex()}+{b64encode(_ED25519 + self.raw).decode()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a public key.

        Raises:
            BadInputError: it is none.

        """
        name, key_id, raw = _read(text, "public")
        if key_id != _key_id(name, raw):
            raise BadInputError(
                "the id in the public key is not that of the key", hint="The key was not copied whole. Copy it again."
            )
        return cls(name, raw)

    def signed(self, note: SignedCheckpoint) -> bool:
        """Whether the owner signed this.

        Raises:
            MissingCryptographyError: it cannot be told here.

        """
        _ed25519()
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        key = Ed25519PublicKey.from_public_bytes(self.raw)
        mine = (self.name, _key_id(self.name, self.raw))
        for signature in note.signatures:
            if (signature.name, signature.key_id) == mine:
                try:
                    key.verify(signature.signature, note.text.encode())
                except InvalidSignature:
                    return False
                return True
        return False


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What signs.

    Attributes:
        name: of the key.
        seed: 32 bytes. Shown nowhere.

    """

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str) -> Self:
        """Make one."""
        return cls(checked_name(name), _ed25519().generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a private key.

        Raises:
            BadInputError: it is none. Nothing of it is repeated.

        """
        if not text.startswith(_PRIVATE):
            raise BadInputError("this is not a private key", hint="«checkpoint make_key=FILE» makes one.")
        name, _, seed = _read(text.removeprefix(_PRIVATE), "private")
        return cls(name, seed)

    def text(self) -> str:
        """As it stands in its file."""
        key_id = _key_id(self.name, self.public().raw)
        return f"{_PRIVATE}{self.name}+{key_id.hex()}+{b64encode(_ED25519 + self.seed).decode()}\n"

    def public(self) -> PublicKey:
        """The other half, for everybody."""
        return PublicKey(self.name, _ed25519().from_private_bytes(self.seed).public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> SignedCheckpoint:
        """Vouch for a checkpoint."""
        text = checkpoint.text()
        signature = _ed25519().from_private_bytes(self.seed).sign(text.encode())
        key_id = _key_id(self.name, self.public().raw)
        return SignedCheckpoint(checkpoint, text, (Signature(self.name, key_id, signature),))
