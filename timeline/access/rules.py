"""The rules of a team: which proxy is believed, who was granted which role where, which tokens there are.

A dialogue that no grant names for somebody is not there for them: no role is a refusal, and there is no rule that
takes away what another gave. Written as TOML, see docs/how-to/serve-a-team.md.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from fnmatch import fnmatchcase
from hmac import compare_digest
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationError

from events.errors import BadInputError
from timeline.access.roles import WORDS, Act, Role
from timeline.access.tokens import token_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EVERYBODY: Final = "*"
"""Whoever is signed in. Every dialogue."""

GROUP_MARK: Final = "@"
"""What the name of a group begins with in a grant."""

LONGEST: Final = 1_000_000
"""Bytes of rules that are read."""


def _role(word: object) -> object:
    if isinstance(word, str) and word in WORDS:
        return Role[word.upper()]
    raise ValueError(f"is not a role: write one of {', '.join(WORDS)}")


def _pattern(text: str) -> str:
    if re.fullmatch(r"[a-z0-9._*-]+", text):
        return text
    raise ValueError("is no short name of a dialogue (* stands for any letters)")


def _header(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9-]+", text):
        return text.lower()
    raise ValueError("is no name of a header")


def _host(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9a-fA-F:]+\](:[0-9]+)?", text):
        return text.lower()
    raise ValueError("is no name of a host: write talks.example.org, with :port where it has one")


def _network(text: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(text))
    except ValueError:
        raise ValueError("is no address and no network: write 127.0.0.1 or 10.0.0.0/8") from None


Network = Annotated[IPv4Network | IPv6Network, PlainValidator(_network)]
DialoguePattern = Annotated[str, AfterValidator(_pattern)]
HeaderName = Annotated[str, AfterValidator(_header)]
HostName = Annotated[str, AfterValidator(_host)]
RoleWord = Annotated[Role, BeforeValidator(_role)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Proxy(_Table):
    """The proxy that signs people in.

    Attributes:
        addresses: from where it sends. Its word is taken from there and from nowhere else.
        names: by which hosts people call it.
        user: the header in which it says who is signed in.
        groups: the header in which it says their groups, with commas. None are known where left out.

    """

    addresses: tuple[Network, ...] = Field(min_length=1)
    names: tuple[HostName, ...] = Field(min_length=1)
    user: HeaderName = "remote-user"
    groups: HeaderName | None = None

    def sends_from(self, address: str) -> bool:
        """Whether a request from an address is the proxy's."""
        try:
            sender = ip_address(address)
        except ValueError:
            return False
        mapped = getattr(sender, "ipv4_mapped", None) or sender
        return any(mapped in network for network in self.addresses)


class Grant(_Table):
    """A role for people in dialogues.

    Attributes:
        to: names as the proxy says them, `@group`, or `*` for whoever is signed in.
        dialogues: slugs. `*` stands for any letters.
        role: The role: reader, coder, judge or keeper.

    """

    to: tuple[Name, ...] = Field(min_length=1)
    dialogues: tuple[DialoguePattern, ...] = Field(min_length=1)
    role: RoleWord


class Token(_Table):
    """A token, of which only the digest is kept.

    Attributes:
        name: what facts that come with it are recorded by.
        digest: of the token (`sha256:` and 64 digits).
        dialogues: slugs. `*` stands for any letters.
        role: The role: reader, coder, judge or keeper.
        until: the last day on which it opens anything.
        feeds: it may stand in the address of a calendar or a feed, and opens nothing else.

    """

    name: Name
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    dialogues: tuple[DialoguePattern, ...] = Field(min_length=1)
    role: RoleWord
    until: date
    feeds: bool = False


class Who(BaseModel):
    """Somebody whom a server knows.

    Attributes:
        name: of a person, or of a token.
        groups: of the person, as the proxy says them.
        token: the token that was shown. None for a person.

    """

    model_config = ConfigDict(frozen=True)

    name: str
    groups: frozenset[str] = frozenset()
    token: Token | None = None


class Rules(_Table):
    """All rules of a team.

    Attributes:
        proxy: who signs people in. Without one, tokens only.
        grant: what people were granted.
        token: which tokens there are.

    """

    proxy: Proxy | None = None
    grant: tuple[Grant, ...] = ()
    token: tuple[Token, ...] = ()

    @classmethod
    def parse(cls, text: str, name: str) -> Self:
        """Read rules.

        Args:
            text: TOML.
            name: of the file, for errors.

        Raises:
            BadInputError: it is no TOML, or a rule says what no rule can say. The first fault is named with its place.

        """
        try:
            found = cls.model_validate(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise BadInputError(f"{name} is no TOML: {error}", hint=_HINT) from None
        except ValidationError as error:
            raise BadInputError(f"{name}: {first_fault(error)}", hint=_HINT) from None
        names = [token.name for token in found.token]
        twice = next((token for token in names if names.count(token) > 1), None)
        if twice is not None:
            raise BadInputError(f"{name}: two tokens are called {twice!r}", hint="End one with «token end».")
        return found

    def token_of(self, word: str, today: date) -> Token | None:
        """The token with that secret word, where it has not ended."""
        digest = token_digest(word)
        found = [token for token in self.token if compare_digest(token.digest, digest)]
        return next((token for token in found if today <= token.until), None)

    def role(self, who: Who, dialogue: str) -> Role | None:
        """The highest role that somebody has in a dialogue, which need not be there. None for none."""
        return max((role for _, patterns, role in self.reasons(who) if _fits(patterns, dialogue)), default=None)

    def may(self, who: Who, act: Act, dialogue: str) -> bool:
        """Whether somebody may do that in a dialogue."""
        role = self.role(who, dialogue)
        return role is not None and role.may(act)

    def keeps_all(self, who: Who) -> bool:
        """Whether somebody is keeper of every dialogue: who may see the rules of everybody."""
        return any(role is Role.KEEPER and EVERYBODY in patterns for _, patterns, role in self.reasons(who))

    def reasons(self, who: Who) -> Iterator[tuple[str, tuple[str, ...], Role]]:
        """Why somebody may what they may: to whom it was granted, for which dialogues, as which role."""
        if who.token is not None:
            yield f"token {who.token.name}", who.token.dialogues, who.token.role
            return
        for grant in self.grant:
            yield from ((to, grant.dialogues, grant.role) for to in grant.to if _is_meant(to, who))


def _is_meant(to: str, who: Who) -> bool:
    return to in (EVERYBODY, who.name) or (to.startswith(GROUP_MARK) and to.removeprefix(GROUP_MARK) in who.groups)


def _fits(patterns: Iterable[str], dialogue: str) -> bool:
    return any(fnmatchcase(dialogue, pattern) for pattern in patterns)


def first_fault(error: ValidationError) -> str:
    """The first fault, with its place as the file writes it: `grant 2 role: …`."""
    fault = error.errors()[0]
    place = " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])
    wrong = repr(fault["input"])[:80]
    known = _FAULTS.get(fault["type"])
    if known is not None:
        return f"{place} {known}" if fault["type"] in _WITHOUT_VALUE else f"{place}: {wrong} {known}"
    return f"{place}: {wrong} {fault.get('ctx', {}).get('error', 'cannot stand there')}"


_FAULTS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is nothing that rules can say",
    "tuple_type": 'is no list: write ["…"]',
    "too_short": "is empty",
    "string_pattern_mismatch": "cannot be written there",
}
_WITHOUT_VALUE: Final = frozenset({"missing", "extra_forbidden"})
_HINT: Final = "docs/how-to/serve-a-team.md shows how rules are written."
