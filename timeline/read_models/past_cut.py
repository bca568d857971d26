"""How do the kept answers of a dialogue go on after an append that touches little of it?

Only the facts that the new ones can touch are read (`cut`). The days are walked as in `past`, and only the subjects of
the new facts are made. The counts of the status card are those that were kept, and what the new facts add
(`kept_heads`). Sessions whose facts are not read stand where they stood (`kept_sessions`).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from events.facts.session import SessionHeld, SessionStarted
from events.facts.subject import Subject
from events.store.read_models import NEVER
from timeline.answers.people import leader_answer
from timeline.claims.statuses import BEGUN, TO_COME
from timeline.knowledge.growing import Growing, Learnt
from timeline.projections import upcoming
from timeline.projections.heads import in_office, sides
from timeline.projections.state import dialogue_status
from timeline.read_models.chapters import Chapters, NotAsKeptError, Piece
from timeline.read_models.cut_units import parts_of, units_of
from timeline.read_models.kept_cards import Heads, Today
from timeline.read_models.kept_heads import Shift, ShiftedHeads
from timeline.read_models.kept_leaders import PART as LEADING
from timeline.read_models.kept_leaders import leaders_with
from timeline.read_models.kept_sessions import SESSIONS, KeptSession, KeptSessions, UnreadFactsError
from timeline.read_models.past import AHEAD, ChapterWalk
from timeline.read_models.past_form import HEAD, is_of_the_past, question_of
from timeline.read_models.past_holding import KeptDays, days_walked, first_touched, stood_on
from timeline.read_models.past_pieces import (
    LEADERS,
    OF_DIALOGUE,
    OF_HEAD,
    PLANS,
    RHYTHM,
    Held,
    unit_name,
)
from timeline.read_models.stored_form import TIMELINE, UnreadableAnswerError, answer_json

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence

    from events.facts.base import Fact
    from events.store.read_models import KeptAnswer
    from timeline.projections.session import Session
    from timeline.projections.session_series import Others
    from timeline.projections.state import DialogueStatus
    from timeline.read_models.cut import Cut, Cutting
    from timeline.read_models.past_pieces import Unit
    from timeline.values.day import Day

_NOT_DONE: Final = ("planned", "expected", "wish")
"""The words of an event of which it is not told that it took place."""


def stands_on(cut: Cut, first: date) -> int:
    """The day before the first one that new facts can touch, from which their walk goes on; see `held_after`.

    What the dialogue is called stands in the heads of all days.
    """
    if cut.is_renamed:
        return date.min.toordinal()
    shelves = (cut.ledger.filings, cut.ledger.facts, cut.ledger.judgements, cut.ledger.assessments)
    new = [one for shelf in shelves for one in shelf if one.fact_id in cut.new - cut.of_nothing]
    touched = min(first_touched(cut.ledger, new), cut.relinked_from)
    return stood_on(touched, first, only_add=cut.before is None)


def held_after_few(
    cutting: Cutting, cut: Cut, first: date, before: int, kept: Sequence[KeptAnswer]
) -> tuple[Cut, KeptDays] | None:
    """The answers of a dialogue, gone on with from those of an earlier version, and what was read for them.

    None where all of its facts are to be read: what is kept has been edited, or a chapter is to end, or somebody
    planned what the new facts can have done, or more depends on a session than stays as it was kept, or it was public
    long ago. See `held_after`.

    Args:
        cutting: looks for what is touched.
        cut: what the new facts touch.
        first: the first day that is answered for today.
        before: the day on which the walk begins.
        kept: what was kept of the dialogue, at least all of it that ends after that day and all of today.

    """
    past = [one for one in kept if is_of_the_past(one.question)]
    later = [one for one in past if before < one.until]
    is_ready = any(one.question == question_of(HEAD) and one.since <= before for one in later)
    if before < max(cut.sides_known_by.toordinal(), 1) or not is_ready:
        return None
    try:
        today = Today.of(kept, first)
        sessions, besides = None, set[Subject]()
        if any(one.type in _OF_SESSIONS for one in cut.subjects):
            sessions = KeptSessions(later, today.units, today.pieces.get(SESSIONS, ()))
            if sessions.days_after(before) > MOST_DAYS:
                return None
            besides = sessions.that_can_change(cut.tracks, before)
            besides |= sessions.that_began_last(cut.with_rhythm, before)
        for _ in range(_MOST_TIMES):
            wider = cutting.cut(besides) if besides else cut
            if wider is None:
                return None
            try:
                days = _held_after_few(wider, first, before, later, today, sessions)
            except UnreadFactsError as error:
                besides.add(error.session)
                continue
            if days is None:
                return None
            answers = (*(one for one in past if one.until <= before), *days.past)
            return wider, days._replace(past=answers)
    except (NotAsKeptError, UnreadableAnswerError, KeyError, TypeError, ValueError):  # the log has the answer
        pass
    return None


MOST_DAYS: Final = 200
"""Days on which sessions are others than before, up to which they are walked while the append holds the write lock: a
third of a second."""

_MOST_TIMES: Final = 4
"""Times that the days are walked, each with the facts of another session, where they turn out to be needed."""


def _held_after_few(  # noqa: PLR0913, PLR0917 - what was kept, and what is new
    cut: Cut, first: date, before: int, later: Sequence[KeptAnswer], today: Today, sessions: KeptSessions | None
) -> KeptDays | None:
    """The same, of the answers that end after the day on which the walk begins."""
    own = units_of(cut)
    leading = _with_persons(cut)
    if len(leading) > 1:
        return None
    if leading or cut.in_office:
        own.add(LEADERS)
    if cut.with_rhythm:
        own.add(RHYTHM)
    units = set(map(unit_name, own))
    chapters = Chapters.resumed(later, before, {*units, unit_name(OF_HEAD)}, parts_of(own))
    heads = Heads(chapters, today, units)
    if heads.last_counts() != (cut.counts or heads.last_counts()) or _may_be_planned(cut.acts, chapters, today):
        return None
    on = date.fromordinal(before)
    days = days_walked(lambda: _WalkOfFew(cut, own, on, first, chapters, heads, today.until, sessions, leading), first)
    return KeptDays(days.past, today.with_others(days.today, units), NEVER)


_OF_SESSIONS: Final = ("session", "invitation", "dialogue")
"""The types of what is made of sessions. Where the dialogue stands is told by them where no report does."""


def _with_persons(cut: Cut) -> set[Subject]:
    """The sessions of which new facts tell that they took place, and who came."""
    told = (one for one in cut.ledger.facts if one.fact_id in cut.new and _is_of_meeting(one.fact))
    return {subject for one in told if one.fact.said("persons") for subject in one.fact.subjects()}


def _may_be_planned(acts: Collection[str], chapters: Chapters, today: Today) -> bool:
    """Whether somebody planned, expected or wished for an act of some types, and it is not told as done."""
    of_acts = tuple(f"events {act}" for act in acts)
    told = (
        json.loads(line.unit)
        for word in _NOT_DONE
        for line in chapters.holding(TIMELINE, f'"modality":{answer_json(word)}')
    )
    ahead = (one[2] for one in today.pieces.get(TIMELINE, ()) if one[4]["modality"] in _NOT_DONE)
    return any(unit.startswith(of_acts) for unit in (*told, *ahead))


class _WalkOfFew(ChapterWalk):
    """A dialogue, day after day, of which only the subjects of a few new facts are known."""

    def __init__(  # noqa: PLR0913, PLR0917 - what was kept, and what is new
        self,
        cut: Cut,
        own: set[Unit],
        on: date,
        first: date,
        chapters: Chapters,
        heads: Heads,
        until: int | None,
        sessions: KeptSessions | None,
        leading: Collection[Subject],
    ) -> None:
        """Stand on a day, with what is known by it.

        Args:
            cut: what is new, and what it touches.
            own: what of it is made again.
            on: the day.
            first: the first day that is answered for today.
            chapters: that hold the day, of which only these subjects are read.
            heads: that were kept.
            until: the first day from which on other facts are known as today; None where that is before `first`.
            sessions: as they were kept. None where nothing of a session is made.
            leading: the session of which it is told anew who came; none where of none is.

        Raises:
            NotAsKeptError: it takes all facts.

        """
        self._cut = cut
        self._first = first
        self._heads = heads
        self._others_until = until
        self._filed = [one.fact.said("id") for one in cut.ledger.filings if one.fact_id in cut.new]
        self._own = own
        self._sessions = sessions
        self._read_sessions = cut.sessions_read
        self._own_sessions = {one for one in cut.subjects if one.type == "session"}
        self._leading = leading
        self._shifted = ShiftedHeads()
        chapters.heads = self._shifted.pieces
        self._before = None if cut.before is None else Growing(cut.before, on)
        self._sides = None if cut.sides is None else Growing(cut.sides, on)
        # What is judged can have been something else before, or nothing: all that is read is made anew.
        super().__init__(Growing(cut.ledger, on), on, chapters, cut.new if cut.before is None else None)

    def _resume(self) -> None:
        known = Learnt(came=tuple(self._growing.known.facts))
        self._pieces.go_on(known, self._on, renamed=True)
        self._pieces.changes_plans(known)
        if self._pieces.has_plans and self._cut.acts:
            raise NotAsKeptError("an act was planned")
        if self._cut.is_renamed:
            self._shifted.put(self._on.toordinal(), self._shift())

    def _last_day(self) -> date:
        last = super()._last_day()
        others = date.min if self._others_until is None else date.fromordinal(self._others_until)
        if last > others > date.min or last - self._first > AHEAD:
            raise NotAsKeptError("more days are answered for today")
        if self._before is not None and last < others == self._before.last_day:
            raise NotAsKeptError("fewer days are answered for today")
        return max(last, others)

    def _next(self, *, knows_more: bool = True) -> date | None:
        days = [super()._next(knows_more=knows_more)]
        if self._sessions is not None:
            days += map(date.fromordinal, self._sessions.next_day(self._on.toordinal(), of_today=not knows_more))
        if self._begins and knows_more:
            return self._on + timedelta(1)
        on, others = self._on.toordinal(), self._others_until
        if knows_more:
            days += [date.fromordinal(others)] if others is not None and on < others else []
            days += [one.known_by for one in self._cut.origins if one.known_by is not None and self._on < one.known_by]
            # Also where it was known so far, and is not any more, since heads count it until then; and where it becomes
            # known for whom somebody takes part.
            for growing in (self._before, self._sides):
                known = _moved(growing, self._on).days() if growing is not None else ()
                days += [found[at] for found in known if (at := bisect_right(found, self._on)) < len(found)]
        else:
            days += [date.fromordinal(day) for day in self._heads.days_of_today if on < day < NEVER]
        return min((day for day in days if day is not None), default=None)

    def _others(self) -> Others:
        if self._sessions is None:
            return super()._others()
        return self._sessions.by_track(self._kept_sessions(self._sessions), self._read_sessions)

    def _step(self, learnt: Learnt, day: date) -> None:
        super()._step(learnt, day)
        if self._sessions is not None:
            self._compare(self._sessions)

    def _compare(self, sessions: KeptSessions) -> None:
        """See that what positions and leaders depend on stays as it was kept: when a session was that reports told of.

        Raises:
            NotAsKeptError: it does not.

        """
        kept = {one.subject: one for one in self._kept_sessions(sessions)}
        for subject in self._own_sessions:
            told = [one for one in self._growing.known.by_subject.get(subject, ()) if _is_of_meeting(one.fact)]
            if any(one.ahead and (self._cut.before is not None or one.fact_id in self._cut.new) for one in told):
                raise NotAsKeptError("it can be told otherwise that it was held")
            if all(one.fact_id in self._cut.new for one in told):
                continue
            was, now = kept.get(subject), self._going_on.session(subject)
            if was is None or now is None or _took_place(was) != _took_place(now):
                raise NotAsKeptError("it was held otherwise than it was told")

    def _kept_sessions(self, sessions: KeptSessions) -> Iterator[KeptSession]:
        """Every session on the day, as it was kept."""
        return sessions.on(self._on.toordinal(), of_today=self._chapters is not self._past)

    def _that_differ(self, again: set[Unit]) -> set[Unit]:
        """Only what is new bears on anything: what else a step looks at is as it was kept."""
        again = again & self._own
        return super()._that_differ(again | (self._own & {LEADERS, RHYTHM}))

    def _write(self, learnt: Learnt, *, renamed: bool, otherwise: bool = False) -> None:
        if renamed and self._cut.before is None:
            raise NotAsKeptError("other names stand")
        super()._write(learnt, renamed=renamed, otherwise=otherwise)

    def _put(self, unit: Unit) -> None:
        if unit == PLANS and not (self._cut.acts and self._pieces.has_plans):
            return
        if unit == OF_HEAD and self._chapters is self._past:
            self._shifted.put(self._on.toordinal(), self._shift())
            return
        super()._put(unit)

    def _made(self, unit: Unit, day: Day) -> dict[tuple[str, Hashable], Piece]:
        if unit == OF_HEAD:
            kept = self._heads.on(self._on.toordinal(), of_today=True)
            return {(HEAD, ""): Piece(self._on.toordinal(), 0, answer_json(self._shift().of(kept, day)))}
        if unit == PLANS:
            raise NotAsKeptError("an act is planned")
        if unit == RHYTHM:
            return self._due(day)
        if unit == LEADERS:
            return {
                (LEADING, number): Piece(self._on.toordinal(), number, text)
                for number, text in enumerate(self._leaders(day))
            }
        return super()._made(unit, day)

    def _leaders(self, day: Day) -> Iterator[str]:
        """Who leads each side, and who holds an office."""
        kept = self._heads.leaders(self._on.toordinal(), of_today=self._chapters is not self._past)
        heads = [one for one in kept if one["track"] is not None]
        others = [one for one in kept if one["track"] is None]
        yield from self._heads_of_sides(heads)
        yield from self._in_office(others, day) if self._cut.in_office else map(answer_json, others)

    def _heads_of_sides(self, kept: Sequence[dict[str, Any]]) -> list[str]:
        """Whoever led a side, and who headed one at the session of which it is told anew who came."""
        for subject in map(self._growing.known.same, self._leading):
            session, made = self._going_on.session(subject), self._going_on.sessions.made.get(subject)
            if session is not None and made is not None and self._sessions is not None:
                return leaders_with(session, made.place, self._growing.known, kept, self._kept_sessions(self._sessions))
        return list(map(answer_json, kept))

    def _in_office(self, kept: Sequence[dict[str, Any]], day: Day) -> Iterator[str]:
        """Whoever holds an office, of whom it is told anew or not."""
        assert self._sides is not None
        told = sides(_moved(self._sides, self._growing.known.known_at).known, day)
        as_kept: dict[str, str | None] = {one["person"]: one["side"] for one in kept}

        def side_of(person: str) -> str | None:
            if person in self._cut.in_office:
                return told.get(person)
            if person not in as_kept:
                raise NotAsKeptError("it is not read for whom somebody takes part")
            return as_kept[person]

        for one in in_office(self._pieces.offices_on(day), side_of):
            yield leader_answer(one, self._growing.known).model_dump_json()

    def _shift(self) -> Shift:
        """What a head of the day tells otherwise than it was kept."""
        of_today = self._chapters is not self._past
        known = self._growing.known
        reports = [known.reports[name] for name in self._filed if name in known.reports]
        told = {one.origin for one in reports}
        told_before = {one.origin for name, one in known.reports.items() if name not in self._filed}
        counts = {
            "facts": len(self._growing.counting.keys() & self._cut.new)
            if self._before is None
            else len(self._growing.counting) - len(_moved(self._before, known.known_at).counting),
            "reports": len(reports),
            "origins": sum(
                one.name in told - told_before and (one.known_by is None or (not of_today and self._on < one.known_by))
                for one in self._cut.origins
            ),
            "disputes": self._pieces.disputes - self._heads.disputes(self._on.toordinal(), of_today=of_today),
        }
        heard = max((one.known_by for one in reports if one.dated), default=None)
        named: dict[str, Any] = {}
        if self._cut.is_renamed:
            named = {"title": known.title, "parties": list(known.parties), "names": list(known.names)}
        if self._sessions is None or not (self._own_sessions or OF_DIALOGUE in self._own):
            return Shift(counts, heard, {}, named)
        of_sessions, besides = self._told_of_sessions(self._sessions)
        return Shift(counts, heard, of_sessions, {**named, **besides})

    def _due(self, day: Day) -> dict[tuple[str, Hashable], Piece]:
        """What is due by a rhythm."""
        assert self._sessions is not None
        in_order = self._in_order(self._sessions)
        return self._pieces.due(in_order, day) if upcoming.has_rhythm(self._status(in_order)) else {}

    def _in_order(self, sessions: KeptSessions) -> list[Session | KeptSession]:
        """Every session, in order."""
        found: list[tuple[Any, Session | KeptSession]] = [
            (one.place, one) for one in self._kept_sessions(sessions) if one.subject not in self._read_sessions
        ]
        for subject, made in self._going_on.sessions.made.items():
            if session := self._going_on.session(subject):
                found.append((json.loads(answer_json(made.place)), session))
        return [one for _, one in sorted(found, key=itemgetter(0))]

    def _status(self, sessions: Sequence[Session | KeptSession]) -> DialogueStatus:
        """Where the dialogue stands."""
        return dialogue_status(
            self._going_on.dialogue,
            has_met=any(one.status in BEGUN for one in sessions),
            is_to_meet=any(one.status in TO_COME or one.status == "overdue" for one in sessions),
        )

    def _told_of_sessions(self, sessions: KeptSessions) -> tuple[dict[str, int], dict[str, Any]]:
        """How many there are, and what follows from it."""
        in_order = self._in_order(sessions)
        told = Held.of(in_order)
        counts = {"sessions": told.all, "held": told.held}
        return counts, {"last_session": told.last, "status": self._status(in_order)}


def _moved(growing: Growing, day: date | None) -> Growing:
    """Knowledge on a day."""
    assert day is not None
    growing.move(day)
    return growing


def _is_of_meeting(fact: Fact) -> bool:
    """Whether it tells that a session took place."""
    return isinstance(fact, SessionHeld | SessionStarted)


def _took_place(session: Session | KeptSession) -> tuple[object, ...]:
    """Whether and when a session took place, and where it stands among all for that."""
    return session.status in BEGUN, session.started, session.held, session.time
