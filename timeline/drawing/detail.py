"""How much is drawn where there is much? Less of each, the narrower the picture and the more it has to show.

So a picture takes about as long, and as many bytes, whatever the size of the dialogue. The tables hold every mark.
"""

from __future__ import annotations

from typing import Final, NamedTuple

FULL: Final = 1120
"""Pixels of a picture that has room for all of it."""


class Detail(NamedTuple):
    """How much of each is drawn.

    Attributes:
        sessions: from so many sessions of a track in view, those that are over become one row of discs.
        lives: from so many invitations or promises in view, only those that wait and the last ones are drawn.
        dots: from so many dots a lane becomes bars.
        titled: of so many marks beside each other a pointer is told what each stands for.

    """

    sessions: int
    lives: int
    dots: int
    titled: int

    @property
    def last_sessions(self) -> int:
        """So many of the last sessions of a track are drawn whole all the same."""
        return min(_LAST, self.sessions // 2)

    @property
    def last_lives(self) -> int:
        """So many of the last invitations, or promises, are drawn in any case."""
        return min(_LAST, self.lives // 2)


_WHOLE: Final = Detail(sessions=24, lives=24, dots=240, titled=100)
_TRACKS: Final = 2
"""So many tracks have room for all of that."""

_LAST: Final = 8
_FEWEST: Final = 4


def detail_of(width: float, tracks: int) -> Detail:
    """What there is room for in a picture of so many pixels, with so many tracks in view."""
    share = min(width / FULL, 1.0)
    of_track = min(share * _TRACKS / max(tracks, 1), 1.0)
    whole, *others = _WHOLE
    return Detail(max(int(whole * of_track), _FEWEST), *(max(int(one * share), _FEWEST) for one in others))
