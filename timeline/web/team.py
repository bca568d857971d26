"""Who looks, where several people share a server? Whom the proxy signed in, or whoever shows a token.

The word of the proxy is taken from its own address only. A token stands in the header `Authorization`. One made for
feeds may stand in the address of a calendar or a feed, whose readers send no headers, and opens nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from timeline.access.roles import Act
from timeline.access.rules import EVERYBODY, GROUP_MARK, Who
from timeline.access.tokens import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from starlette.requests import HTTPConnection

    from timeline.access.rules import Proxy, Rules
    from timeline.web.access import Viewer

FEEDS: Final = re.compile(r"/calendar\.ics|/news\.atom|/d/[^/]+\.(?:ics|atom)")
"""The addresses that a token for feeds opens."""

LONGEST_NAME: Final = 200


class Member:
    """Somebody whom the rules know."""

    def __init__(self, who: Who, rules: Rules, *, writes: bool, known_by: str) -> None:
        """Take who it is, the rules in force, whether anything may be recorded at all, and how they are known."""
        self._who = who
        self._rules = rules
        self._writes = writes
        self._known_by = known_by
        self.name = who.name
        self.sees = repr([(patterns, role.word) for _, patterns, role in rules.reasons(who)])

    @property
    def keeps_all(self) -> bool:
        """Whether they may see the grants of everybody."""
        return self._rules.keeps_all(self._who)

    def may(self, act: Act, dialogue: str) -> bool:
        """Whether the rules let them."""
        return (act is Act.READ or self._writes) and self._rules.may(self._who, act, dialogue)

    def why(self) -> Sequence[str]:
        """How they are known, and each grant that counts for them."""
        known = f"You are {self.name}: {self._known_by}."
        granted = [
            f"{role.word} of {' '.join(patterns)}, as {_granted_to(to)}"
            for to, patterns, role in self._rules.reasons(self._who)
        ]
        shown = [] if self._writes else ["The server was started to show pages and to change nothing."]
        return [known, *(granted or ["Nobody granted you anything."]), *shown]


class Team:
    """Access by the rules of a team."""

    def __init__(self, rules: Callable[[], Rules], today: Callable[[], date], *, writes: bool) -> None:
        """Take the rules in force, the day that it is, and whether anything may be recorded at all."""
        self._rules = rules
        self._today = today
        self._writes = writes

    def viewer(self, request: HTTPConnection) -> Member | None:
        """Who sends a request. None where neither the proxy nor a token says it."""
        rules = self._rules()
        word, is_in_address = _shown_token(request)
        if word is not None:
            token = rules.token_of(word, self._today())
            if token is None or token.feeds is not is_in_address:
                return None
            who = Who(name=token.name, token=token)
            return Member(who, rules, writes=self._writes, known_by=f"a token that works until {token.until}")
        found = None if rules.proxy is None else _signed_in(request, rules.proxy)
        if found is None:
            return None
        groups = f", in the groups {', '.join(sorted(found.groups))}" if found.groups else ""
        return Member(found, rules, writes=self._writes, known_by=f"the web server says so{groups}")

    def everybody(self, viewer: Viewer) -> Sequence[str]:
        """Each grant and token of the rules, for a keeper of every dialogue."""
        if not isinstance(viewer, Member) or not viewer.keeps_all:
            return ()
        rules = self._rules()
        grants = [
            f"{role.word} of {' '.join(grant.dialogues)}: {', '.join(map(_granted_to, grant.to))}"
            for grant in rules.grant
            for role in (grant.role,)
        ]
        tokens = [
            f"{token.role.word} of {' '.join(token.dialogues)}: token {token.name}, until {token.until}"
            + (", for feeds" if token.feeds else "")
            for token in rules.token
        ]
        return [*grants, *tokens]


def _granted_to(to: str) -> str:
    if to == EVERYBODY:
        return "whoever is signed in"
    return f"the group {to.removeprefix(GROUP_MARK)}" if to.startswith(GROUP_MARK) else to


def _shown_token(request: HTTPConnection) -> tuple[str | None, bool]:
    """The token that is shown, None where none is, and whether it stands in the address."""
    for header in request.headers.getlist("authorization"):
        kind, _, word = header.partition(" ")
        if kind.lower() == "bearer" and word.startswith(MARK):
            return word, False
    given = request.query_params.get("token")
    return (given, True) if given is not None and FEEDS.fullmatch(request.scope["path"]) else (None, False)


def _signed_in(request: HTTPConnection, proxy: Proxy) -> Who | None:
    """Whom the proxy signed in. None where it did not send this, signed nobody in, or says a name that is none."""
    if request.client is None or not proxy.sends_from(request.client.host):
        return None
    name = _value(request, proxy.user)
    if not name or name.startswith(GROUP_MARK) or name == EVERYBODY:
        return None
    groups: str | None = "" if proxy.groups is None else _value(request, proxy.groups)
    if groups is None:
        return None
    return Who(name=name, groups=frozenset(filter(None, (group.strip() for group in groups.split(",")))))


def _value(request: HTTPConnection, header: str) -> str | None:
    """The value of a header. "" where it is not there. None where it is there twice, or says no text."""
    values = [value for name, value in request.scope["headers"] if name == header.encode()]
    if len(values) > 1:
        return None
    try:
        text = values[0].decode().strip() if values else ""
    except UnicodeDecodeError:
        return None
    return text if len(text) <= LONGEST_NAME and text.isprintable() else None
