"""Who looks at a page, and what may they see and do? The one place that is asked before anything is shown or recorded.

On one's own machine whoever reaches the server is the person who started it. In a team, `timeline.web.team` says who
they are. Pages, answers, feeds and lists all ask the viewer, so nothing else knows the difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from events.errors import TimelineError
from timeline.access.roles import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import HTTPConnection


class ForbiddenError(TimelineError):
    """Somebody may see what the request is about, and may not do it."""


class Viewer(Protocol):
    """Who looks."""

    @property
    def name(self) -> str:
        """Under which what they append is recorded."""
        ...

    @property
    def sees(self) -> str:
        """What their grants are called. The pages of one name and one text are the same, so they are made once."""
        ...

    def may(self, act: Act, dialogue: str) -> bool:
        """Whether they may do that in a dialogue, which need not be there."""
        ...

    def why(self) -> Sequence[str]:
        """Why they may what they may, one sentence for each reason."""
        ...


class Access(Protocol):
    """Decides who looks."""

    def viewer(self, request: HTTPConnection) -> Viewer | None:
        """Who sends a request. None for somebody unknown, to whom nothing is shown."""
        ...

    def everybody(self, viewer: Viewer) -> Sequence[str]:
        """The grants of everybody, for who may see them. None for others."""
        ...


class Owner:
    """Whoever started a server that only their own machine can reach."""

    def __init__(self, name: str, *, writes: bool) -> None:
        """Take their name, and whether anything may be recorded at all."""
        self.name = name
        self.sees = "all"
        self._acts = frozenset(Act) if writes else frozenset({Act.READ})

    def may(self, act: Act, dialogue: str) -> bool:  # noqa: ARG002 - no dialogue is kept from them
        """Everything, or reading only."""
        return act in self._acts

    def why(self) -> Sequence[str]:
        """Everybody on the machine is one person."""
        if self._acts == {Act.READ}:
            return ["Only this machine reaches the server, which was started to show pages and to change nothing."]
        return ["Only this machine reaches the server, which was started to take facts too."]


class OwnMachine:
    """Access for a server that only its own machine can reach."""

    def __init__(self, name: str, *, writes: bool) -> None:
        """Take who started the server, and whether anything may be recorded at all."""
        self._owner = Owner(name, writes=writes)

    def viewer(self, request: HTTPConnection) -> Viewer | None:  # noqa: ARG002 - everybody on the machine is one person
        """Whoever started the server."""
        return self._owner

    def everybody(self, viewer: Viewer) -> Sequence[str]:  # noqa: ARG002 - there is nobody else
        """Nobody else has any."""
        return ()
