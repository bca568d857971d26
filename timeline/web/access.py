"""Who looks at a page, and what may they see and do? The one place that is asked before anything is shown or recorded.

On one's own machine whoever reaches the server is the person who started it. A team gives another `Access` to the
desk: pages, answers, feeds and lists all ask through the visit, so nothing else changes.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection


class Act(Enum):
    """What somebody may do in a dialogue."""

    READ = "read"
    RECORD = "record"
    JUDGE = "judge"


class Viewer(NamedTuple):
    """Who looks.

    Attributes:
        name: under which what they append is recorded.
        sees: what their grants are called; two viewers of one text see the same pages, so finished ones are shared.

    """

    name: str
    sees: str = ""


class Access(Protocol):
    """Decides who looks and what they may."""

    def viewer(self, request: HTTPConnection) -> Viewer | None:
        """Who sends a request; None for somebody unknown, to whom nothing is shown."""
        ...

    def may(self, viewer: Viewer, act: Act, dialogue: str) -> bool:
        """Whether somebody may do that in a dialogue, which need not be there."""
        ...


class OwnMachine:
    """Access for a server that only its own machine can reach."""

    def __init__(self, name: str, *, writes: bool) -> None:
        """Take who started the server, and whether anything may be recorded at all."""
        self._viewer = Viewer(name)
        self._acts = frozenset(Act) if writes else frozenset({Act.READ})

    def viewer(self, request: HTTPConnection) -> Viewer | None:  # noqa: ARG002 - everybody on the machine is one person
        """Whoever started the server."""
        return self._viewer

    def may(self, viewer: Viewer, act: Act, dialogue: str) -> bool:  # noqa: ARG002 - no dialogue is kept from them
        """Everything, or reading only."""
        return act in self._acts
