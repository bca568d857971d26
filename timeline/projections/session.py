"""What is a session's life as of a day? The shape that the projections of sessions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from timeline.claims.dossier import Dossier
    from timeline.projections.session_slips import Slip
    from timeline.projections.session_status import SessionStatus


@dataclass(frozen=True, slots=True)
class Session:
    """A session's life as of a day.

    Attributes:
        dossier: its facts and verdicts (status, window, started, held, place, venue, basis, host, mediator, mode,
            attended, absent).
        track: the series it belongs to.
        session: its number, or slug.
        status: where it stands.
        slips: every window ever given, in order of publication.
        overdue_days: days since the window passed without news. None unless overdue or lapsed.

    """

    dossier: Dossier
    track: str
    session: int | str
    status: SessionStatus
    slips: tuple[Slip, ...]
    overdue_days: int | None = None

    @property
    def window(self) -> WindowValue | None:
        """The time it is planned for."""
        value = self.dossier.value("window")
        return value if isinstance(value, WindowValue) else None

    @property
    def started(self) -> WindowValue | None:
        """The time it began."""
        value = self.dossier.value("started")
        return value if isinstance(value, WindowValue) else None

    @property
    def began(self) -> WindowValue | None:
        """The time it took place, or at least began."""
        return self.held or self.started

    @property
    def time(self) -> WindowValue | None:
        """When it took place, else when it began, else when it is or was planned for."""
        return self.began or self.window

    @property
    def held(self) -> WindowValue | None:
        """The time it took place."""
        value = self.dossier.value("held")
        return value if isinstance(value, WindowValue) else None
