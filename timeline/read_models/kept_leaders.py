"""Who leads each side, by what is kept of it and one session that is told of anew?

Whoever headed a side at its last session leads it, and sides are in the order in which they were headed first. When
that was is not kept. So a session after all by which they lead goes on from here. Of another one every fact is read.
"""

from __future__ import annotations

import json
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from timeline.answers.people import leader_answer
from timeline.projections.heads import Heading
from timeline.projections.offices import in_time
from timeline.read_models.chapters import NotAsKeptError
from timeline.read_models.stored_form import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.knowledge.known import Knowledge
    from timeline.projections.session import Session
    from timeline.read_models.kept_sessions import KeptSession

PART: Final = "leaders"
"""The part of what is kept that lists them."""

_Side = tuple[str, str]
"""A track, and a party that was headed there."""


_Name = tuple[str, "int | str"]
"""A track, and a session of it."""


def leaders_with(
    session: Session,
    place: Any,  # noqa: ANN401 - whatever orders sessions
    known: Knowledge,
    kept: Sequence[dict[str, Any]],
    others: Iterable[KeptSession],
) -> list[str]:
    """Everybody who headed a side that they lead on a day, in order, as JSON.

    Args:
        session: that new facts tell of. What was told of it before stands.
        place: of it, among all sessions.
        known: what is known of it.
        kept: who led so before, as it was kept of the day, in order.
        others: the sessions, as they were kept of the day.

    Raises:
        NotAsKeptError: the order depends on what is not kept.

    """
    told: dict[_Side, list[str]] = {}
    last: dict[_Side, _Name] = {}
    for one in kept:
        side = one["track"], one["side"]
        told.setdefault(side, []).append(answer_json(one))
        last[side] = one["track"], one["session"]
    own, order = (session.track, session.session), _order(session, place)
    orders = {(one.track, one.session): _order(one, one.place) for one in others}
    heading = Heading()
    heading.put(session, place, known)
    leading = {(session.track, str(name)): list(some) for name, some in groupby(heading.leaders, attrgetter("side"))}
    if [side for side in leading if last.get(side) == own] != [side for side, one in last.items() if one == own]:
        raise NotAsKeptError("the sides of a session are told of in another order")
    for side, found in leading.items():
        before = [last[side]] if side in last else list(last.values())
        if last.get(side) != own and any(one == own or orders[one] > order for one in before):
            raise NotAsKeptError("a side was headed at a later session, or can have been")
        told[side] = [leader_answer(one, known).model_dump_json() for one in found]
    return list(chain.from_iterable(told.values()))


def _order(session: Session | KeptSession, place: Any) -> list[Any]:  # noqa: ANN401 - as above
    """By which sessions at which a side was headed are ordered."""
    found: list[Any] = json.loads(answer_json([in_time(session.held), place]))
    return found
