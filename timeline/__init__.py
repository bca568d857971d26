"""What the reported facts amount to: knowledge, claims, projections, and the shells in which they are asked for.

    import timeline

    with timeline.open("talks.db") as tracker:
        tracker.state("iraq-nato", on="2025-05-10")

docs/how-to/use-from-python.md tells the rest.
"""

from __future__ import annotations

# No import of typing: `timeline --version` is over before anything needs it, and it takes as long as Python itself.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from timeline.application.tracker import Tracker

__all__ = ["open"]


def open(address: str | PathLike[str], *, today: date | str | None = None) -> Tracker:  # noqa: A001 - as for a file
    """Open a store to ask it. Nothing is ever made or changed there.

    Args:
        address: a file (`talks.db`, `sqlite:///talks.db`) or `postgresql://user@host/database`.
        today: the day that questions stand on where they name none. That of the local calendar where left out.

    Raises:
        NotFoundError: there is no store.
        BadInputError: it is no address, or no day.
        StoreError: what is there is not a store that this release can read.

    """
    from datetime import datetime

    from events.store.address import Address, open_engine
    from events.store.options import OpenMode
    from timeline.application.moment import day_of
    from timeline.application.tracker import Tracker

    day = day_of(today) or datetime.now().astimezone().date()
    return Tracker(open_engine(Address.parse(str(address)), mode=OpenMode.READ), day)
