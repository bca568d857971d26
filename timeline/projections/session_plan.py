"""What is to become of a session, as news follows news: its status, its window, and every window ever given.

One walk over the news decides status and window together (docs/rules.md, "What is to come").
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.invitation import InvitationExtended
from events.facts.session import (
    SessionHeld,
    SessionPostponed,
    SessionProposed,
    SessionScheduled,
    SessionStarted,
)
from timeline.claims import modality, plans
from timeline.claims.claims import Bearing, Claim, Verdict, in_voices, supports_of
from timeline.claims.news import STILL_SAID, Course, bearings_of, loose_word, passed, speaking_up
from timeline.claims.plans import CALLED_OFF, UNDOING, planned, undoes
from timeline.claims.retold import retold, with_prints
from timeline.claims.statements import in_order, statements
from timeline.projections.session_status import OFF, ON, next_status, status_of
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.claims.statements import Statement
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.session_status import SessionStatus
    from timeline.values.agreement import Value

_DENIES_THE_PLAN: Final = (SessionScheduled, SessionProposed, SessionStarted, InvitationExtended)
"""Denied, they say that no session is to come. A denied invitation only where nobody has scheduled it."""


class PlanWord(NamedTuple):
    """What one statement says of whether the session is to come.

    Attributes:
        statement: that says it.
        status: what it makes of the session by itself. `denied` where it denies.
        about: the time that it is said of. None where it can be any.

    """

    statement: Statement
    status: SessionStatus
    about: Value | None


class Turn(NamedTuple):
    """A statement after which the session stood otherwise."""

    statement: Statement
    status: SessionStatus


class Plan:
    """What the news makes of a plan.

    Attributes:
        retold: the facts that only recall, each with why that is.
        recalled: their claims. None where nothing else is known.
        told: the statements that count, in order of age.
        news: the same without what was denied, and the denials, in the order in which they became news.
        fresh: the claims that count: those that are not retold. All, where nothing else is known.
        every: all claims on the plan.
        idle: the facts that change nothing, such as the vaguer echo of a firm plan.
        status: where the news leaves it. None where nobody schedules, moves, calls off or denies.
        deciding: the statement that says so.
        window: the time that it is, or was, planned for.
        since: the day on which that was said.
        changes: the statements that changed what was to be expected.

    """

    def __init__(self, facts: Sequence[KnownFact], denied: Sequence[KnownFact], on: date, *, took_place: bool) -> None:
        """Follow the news.

        Args:
            facts: of the session, those that deny left out.
            denied: those that deny.
            on: the day we stand on.
            took_place: whether somebody tells that it was held, or that it began.

        """
        self._on = on
        self._took_place = took_place
        self.every = list(in_voices([Claim(planned(known), known) for known in facts if plans.is_plan(known)]))
        self.retold = with_prints(retold(facts), statements(self.every))
        fresh = [claim for claim in self.every if claim.source.fact_id not in self.retold]
        self.fresh = fresh or self.every
        self.recalled = [claim for claim in self.every if claim.source.fact_id in self.retold] if fresh else []
        self.status: SessionStatus | None = None
        self.deciding: Statement | None = None
        self._denial: Statement | None = None
        self._firm = False
        self._planned_for: Statement | None = None
        self._course = Course()
        self._filling: Statement | None = None
        self.idle: set[str] = set()
        self._words: list[PlanWord] = []
        self._turns: list[Turn] = []
        self._overruled: list[Statement] = []
        denials = statements(Claim(planned(known), known) for known in denied if _denies(known))
        self._denials = [one for one in denials if not isinstance(one.source.fact, UNDOING)]
        self.told = statements(self.fresh)
        self._refuted = self._refute(self.told, [one for one in denials if isinstance(one.source.fact, UNDOING)])
        standing = [one for one in self.told if one not in self._refuted]
        if self._refuted and not standing and self.recalled:  # then what stood before is what it recalls
            standing = statements(self.recalled)
            self.told, self.recalled, self.fresh = [*standing, *self._refuted], [], self.every
        self.news = in_order(standing, undoes, recalled=self.recalled, denials=self._denials)
        self._place = {id(one): at for at, one in enumerate(self.news)}
        denying = set(map(id, self._denials))
        for statement in self.news:
            if id(statement) in denying:
                self._deny(statement)
            else:
                self._follow(statement)
        self._settle()

    # ---- the walk -------------------------------------------------------------------------------------------------

    def _follow(self, statement: Statement) -> None:
        """One more word on the plan."""
        course, value = self._course, statement.value
        alone = status_of(statement.claims[0])
        following = next_status(self.status, course.value, statement.claims[0])
        about = value or (plans.missed(statement.source) if alone == "not-held" else None) or course.value
        self._words.append(PlanWord(statement, alone, about))
        if following is None:
            self.idle.update(claim.source.fact_id for claim in statement.claims)
        if following is None and alone == "not-held":
            return
        if self._is_overruled(statement, alone):
            self._overruled.append(statement)
            return
        if self._fills_gap(statement, alone):
            course.put(statement)
            self._filling = statement
            return
        undoing = following is not None and undoes(statement.claims[0])
        before = course.changes[-1] if course.changes and course.value is not None else None
        changed = course.take(statement, undoes=undoing)
        if following is None or (undoing and not changed):
            return
        if following in OFF and before is not None:
            self._planned_for = before
        self._turn(statement, following)

    def _turn(self, statement: Statement, status: SessionStatus) -> None:
        both_on = self.status in ON and status in ON
        self._firm = not statement.is_loose or (self._firm and both_on and self._course.firm)
        self.status, self.deciding = status, statement
        self._turns.append(Turn(statement, status))

    def _is_overruled(self, statement: Statement, alone: SessionStatus) -> bool:
        """Whether it contradicts what stands more firmly: a loose word, or that day's word that is denied."""
        window, value = self._course.value, statement.value
        if self.status == "denied" and self._denial and alone in ON:
            agrees = _agree(value, self._denial.value)
            if self._denial.said_on == statement.said_on and self._denial.value and value and agrees:
                return True
            return statement.is_loose and self._firm and agrees
        if not statement.is_loose or passed(window, statement.said_on):
            return False
        if self._firm and alone in OFF and self.status in ON:
            return True
        if self._firm and alone in ON and self.status in OFF:
            return True
        return self._course.is_overruled(statement, undoes=alone in (*OFF, "postponed"))

    def _fills_gap(self, statement: Statement, alone: SessionStatus) -> bool:
        """Whether it is a loose date after a firm postponement without one."""
        if not statement.is_loose or statement.value is None or alone not in ("scheduled", "expected"):
            return False
        return self.status == "postponed" and self._firm and (self._course.value is None or not self._course.firm)

    def _deny(self, denial: Statement) -> None:
        """One more denial of the plan."""
        self._words.append(PlanWord(denial, "denied", denial.value))
        window = self._course.value
        if self.status in (*OFF, "denied") or not _agree(denial.value, window):
            return
        if self.status == "postponed" and window is None and denial.value is not None:
            return  # the time that it denies was given up before
        if isinstance(denial.source.fact, InvitationExtended) and self.status is not None:
            return
        if denial.is_loose and self._firm and not passed(window, denial.said_on):
            self._overruled.append(denial)
            return
        on_that_day = [
            one
            for one in self.news
            if one.said_on == denial.said_on and not undoes(one.claims[0]) and _agree(one.value, denial.value)
        ]
        if _outnumbered([one for one in on_that_day if one in self._denials], on_that_day):
            self._overruled.append(denial)
            return
        self._denial = denial
        self._turn(denial, "denied")

    def _refute(self, told: Sequence[Statement], denials: Sequence[Statement]) -> list[Statement]:
        """The postponements and cancellations that were denied: what stood before stands again."""
        refuted: list[Statement] = []
        for denial in denials:
            same_day = [one for one in (*told, *denials) if one.said_on == denial.said_on and _of_one_kind(one, denial)]
            for one in told:
                if one.said_on > denial.said_on or not _of_one_kind(one, denial) or one in refuted:
                    continue
                outnumbered = one.said_on == denial.said_on and _outnumbered(
                    [other for other in same_day if other in denials], same_day
                )
                if (denial.is_loose and not one.is_loose) or outnumbered:
                    self._words.append(PlanWord(denial, "denied", None))
                    self._overruled.append(denial)
                else:
                    refuted.append(one)
        return refuted

    # ---- what comes of it -----------------------------------------------------------------------------------------

    def _settle(self) -> None:
        course = self._course
        window, self.since = course.value, course.since
        said = [one for one in self.news if one not in self._denials]
        revived = course.revived(said, self._on) if self.status in ON and not self._took_place else None
        if revived:
            window, self.since = revived.value, revived.said_on
        if window is None and self.status in OFF:
            shown = self._planned_for or _last_planned(self.recalled)
            window, self.since = (shown.value, shown.said_on) if shown else (None, None)
        self.window = window if isinstance(window, WindowValue) else None
        self.changes = course.changes

    @property
    def is_filled(self) -> bool:
        """Whether a loose word gives the time, after a postponement without one."""
        return self._filling is not None and self.changes[-1:] == [self._filling] and self.status == "postponed"

    @property
    def ended(self) -> date | None:
        """The day since which it has no future but by a newer proposal or invitation. None while it stands."""
        if self.status in (*OFF, "denied") and self.deciding:
            return self.deciding.said_on
        return self.window.window.latest if self.window and passed(self.window, self._on) else None

    def against(self) -> list[PlanWord]:
        """What contradicts the status and could still come true, each as the last word of who says it."""
        if self.status is None or self.deciding is None:
            return []
        same = [word.statement.said_on for word in self._words if self._says_the_same(word)]
        since = min([self.deciding.said_on, *same])
        words = [*self._words, *(PlanWord(one, status_of(one.claims[0]), self.window) for one in self._refuted)]
        last: dict[str, date] = {}
        for word in words:
            last[word.statement.origin] = max(word.statement.said_on, last.get(word.statement.origin, since))
        overruled = set(map(id, self._overruled))
        return [
            word
            for word in words
            if word.statement is not self.deciding
            and (id(word.statement) in overruled or word.statement.said_on >= since)
            and last[word.statement.origin] <= word.statement.said_on
            and self._contradicts(word)
        ]

    def _says_the_same(self, word: PlanWord) -> bool:
        """Whether it told the plan that counts now, perhaps before another one did."""
        value = word.statement.value
        if self.status in OFF:
            return word.status in OFF
        if self.status == "postponed" and self.window is None:
            return word.status == "postponed" and value is None
        key = value and value.key
        return self.status in ON and word.status in ON and key == (self.window and self.window.key)

    def _contradicts(self, word: PlanWord) -> bool:
        """Whether it says that the session is on where it is off, off where it is on, and could be right."""
        value = word.statement.value
        possible = value is not None and not passed(value, self._on)
        if word.status == "denied" and isinstance(word.statement.source.fact, UNDOING):
            return self.status in (*OFF, "postponed")
        match self.status:
            case "cancelled" | "not-held":
                return word.status in ON and (possible or (word.status == "postponed" and value is None))
            case "denied":
                told = self.deciding.value if self.deciding else None
                is_on = word.status in ON and (possible or (value is None and word.status != "postponed"))
                return is_on and _agree(value, told)
            case "postponed" if self.window is None:
                denied = word.status == "denied" and value is None
                return word.status in OFF or denied or (word.status in ON and possible)
            case _:
                is_loose = any(one is word.statement for one in self._overruled)
                opposed = word.status in (*OFF, "denied") or (
                    word.status == "postponed" and self.status != "postponed" and (value is None or is_loose)
                )
                return opposed and _agree(word.about, self.window)

    def status_verdict(self) -> Verdict:
        """Where it stands, with everything that was said of it."""
        assert self.status is not None
        assert self.deciding is not None
        against = self.against()
        opposed = {id(word.statement) for word in against}
        words = [*self._words, *(PlanWord(one, status_of(one.claims[0]), None) for one in self._refuted)]
        claims = [Claim(TermValue(word.status), claim.source) for word in words for claim in word.statement.claims]
        claims += [Claim(TermValue(status_of(claim)), claim.source) for claim in self.recalled]
        claims += [Claim(TermValue(self.status), claim.source) for claim in self.deciding.claims]
        supports = supports_of(_once(claims))
        preferred = next(one for one in supports if one.value.key == self.status)
        others = tuple(one for one in supports if one is not preferred)
        keys = {word.status for word in against}
        dissent = tuple(one for one in others if one.value.key in keys)

        def bearings() -> dict[str, Bearing]:
            found = self.recollections()
            for word in words:
                bearing = self._bearing(word, opposed=id(word.statement) in opposed)
                if bearing:
                    found |= {claim.source.fact_id: bearing for claim in word.statement.claims}
            return found

        return Verdict("status", preferred, others, dissent, "newest" if others else "undisputed", bearings)

    def _bearing(self, word: PlanWord, *, opposed: bool) -> Bearing | None:
        if opposed:
            return Bearing("contradicts", _why_opposed(word.statement, self._overruled))
        if word.statement is self.deciding or self._says_the_same(word):
            return None
        if word.statement in self._refuted:
            return Bearing("superseded", "denied since")
        at = self._place.get(id(word.statement), -1)
        turns = (one for one in self._turns if self._place[id(one.statement)] > at and one.status != word.status)
        turn = next(turns, None)
        if turn is not None:
            return Bearing("superseded", f"superseded: {turn.status}, said {turn.statement.said_on.isoformat()}")
        return None if word.status == self.status else Bearing("agrees", "changes nothing")

    def recollections(self) -> dict[str, Bearing]:
        """The bearing of each fact that only recalls."""
        return {claim.source.fact_id: Bearing("retold", self.retold[claim.source.fact_id]) for claim in self.recalled}

    def window_verdict(self, *, disputable: bool) -> Verdict:
        """The time it is planned for, with every time that was given.

        Args:
            disputable: whether another time could still come true: not once the session was held.

        """
        supports = supports_of(self.every)
        if self.window is None or self.since is None:
            return Verdict("window", None, tuple(supports), bearings=self.recollections)
        key = self.window.key
        preferred = next(one for one in supports if one.value.key == key)
        others = tuple(one for one in supports if one is not preferred)
        voiced: list[Statement] = []
        if disputable and self.status in ON:
            loose = [*self._course.overruled, *self._overruled]
            voiced = speaking_up([*self.news, *self._refuted], self.window, self.since, overruled=loose)
            denying = set(map(id, self._denials))
            voiced = [one for one in voiced if not passed(one.value, self._on) and id(one) not in denying]
        keys = {one.value.key for one in voiced if one.value}
        dissent = tuple(one for one in others if one.value.key in keys)
        window = self.window

        def bearings() -> dict[str, Bearing]:
            return bearings_of(self.news, self.changes, window, voiced, self._overruled) | self.recollections()

        return Verdict("window", preferred, others, dissent, "newest" if others else "undisputed", bearings)


def _denies(known: KnownFact) -> bool:
    """Whether it denies a plan, or a change of one."""
    if isinstance(known.fact, SessionHeld):
        return modality.is_to_come(known)
    return isinstance(known.fact, (*_DENIES_THE_PLAN, *UNDOING))


def _agree(one: Value | None, other: Value | None) -> bool:
    """Whether two times can be one. An unknown time can be any."""
    return one is None or other is None or one.compatible(other)


def _of_one_kind(one: Statement, other: Statement) -> bool:
    """Whether one can deny the other: both postpone to a time that agrees, or both call off."""
    fact, told = one.source.fact, other.source.fact
    if isinstance(fact, SessionPostponed) and isinstance(told, SessionPostponed):
        return _agree(one.value, other.value)
    if isinstance(fact, CALLED_OFF) and isinstance(told, CALLED_OFF):
        return _agree(plans.missed(one.source), plans.missed(other.source))
    return False


def _outnumbered(denials: Sequence[Statement], that_day: Sequence[Statement]) -> bool:
    """Whether of one day's statements more origins say so than deny it."""
    denying = {one.origin for one in denials}
    return len({one.origin for one in that_day if one not in denials}) > len(denying)


def _once(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The claims in order of the log, each fact once for each value."""
    found = {(claim.source.position, claim.value and claim.value.key): claim for claim in claims}
    return (found[key] for key in sorted(found, key=itemgetter(0)))


def _last_planned(claims: Sequence[Claim]) -> Statement | None:
    """The time that was planned last, as some report recalls it."""
    told = [one for one in in_order(statements(claims), undoes) if one.value and not undoes(one.claims[0])]
    return told[-1] if told else None


def _why_opposed(statement: Statement, overruled: Iterable[Statement]) -> str:
    if statement.is_loose and any(one is statement for one in overruled):
        return loose_word(statement)
    return STILL_SAID
