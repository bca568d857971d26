"""Who holds which position, since when, how often said, and when last?

A position without a day of its own, told within a week after a meeting in one report with it, was stated at that
meeting: one meeting is one occasion, on the day on which it is settled, whatever day each report gives it.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from events.facts.position import PositionChanged
from timeline.claims import readers
from timeline.claims.claims import Claim, Support, Verdict, claims_on, supports_of
from timeline.claims.denial import settle_modality
from timeline.claims.dossier import Dossier, Evidence
from timeline.claims.happened import settle
from timeline.claims.meetings import meetings
from timeline.claims.modality import ASSERTED, is_denied, is_to_come
from timeline.claims.occasions import Occasions, in_turn
from timeline.projections import sessions
from timeline.values.day import Day, plain_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.facts.subject import Subject
    from events.windows.window import Window
    from timeline.claims.meetings import Meetings
    from timeline.claims.occasions import Occasion
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.session import Session
    from timeline.values.agreement import WindowValue


@dataclass(frozen=True, slots=True)
class PositionChange:
    """A change of position, however many reports tell of it.

    Attributes:
        change: widened, narrowed, reversed, withdrawn. None where the report does not say.
        stance: held from then on, where given.
        when: it happened. None where unknown.
        published: when the first report came out. None where unknown.
        evidence: what it rests on.

    """

    change: str | None
    stance: str | None
    when: WindowValue | None
    published: Window | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Position:
    """A position as of a day.

    Attributes:
        dossier: its facts and verdicts (stance).
        actor: who holds it.
        issue: slug of the issue.
        first_stated: the first occasion. None where no fact tells a time.
        last_reaffirmed: the last occasion. None where no fact tells a time.
        times: number of facts.
        occasions: number of distinct days in the world on which it was said.
        changes: in order of time.
        modality: how firmly it was said on the last occasion. None where somebody asserts it.
        in_force: False once it was withdrawn, where it is denied, and while it is only planned or expected.
        silent_days: days from the last occasion to the day we stand on.

    """

    dossier: Dossier
    actor: str
    issue: str
    first_stated: WindowValue | None
    last_reaffirmed: WindowValue | None
    times: int
    occasions: int
    changes: tuple[PositionChange, ...]
    modality: str | None
    in_force: bool
    silent_days: int | None = None


def project(knowledge: Knowledge, on: date, known_sessions: Sequence[Session] | None = None) -> list[Position]:
    """Every position that was stated by the day we stand on, by actor, then issue.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        known_sessions: the sessions as projected for the same day, where the caller has them.

    """
    if not knowledge.of_type("position"):
        return []
    held = sessions.project(knowledge, on) if known_sessions is None else known_sessions
    met = meetings(knowledge, held)
    found = (life_of(subject, facts, met, on) for subject, facts in knowledge.of_type("position").items())
    return sorted((silent(position, on) for position in found if position), key=in_order)


def in_order(position: Position) -> tuple[str, str, str]:
    """Its place among the positions of its dialogue."""
    return position.actor.casefold(), position.actor, position.issue


def silent(position: Position, on: date) -> Position:
    """With the days from the last occasion to the day we stand on, which every day changes."""
    last = position.last_reaffirmed
    latest = last.window.latest if last else None
    return replace(position, silent_days=max((on - latest).days, 0)) if latest else position


def life_of(subject: Subject, all_facts: list[KnownFact], met: Meetings, on: date) -> Position | None:
    """A position but for the days of silence. None where nothing of it was said by the day."""
    return Weighing(subject).position(all_facts, met, on)


class Weighing:
    """The facts of one position, weighed as they come.

    What a fact leaves as it was is not made again: its occasions, what was said on each, and what changed. Where a fact
    goes, or is another one, or makes others belong elsewhere, all are weighed anew.
    """

    def __init__(self, subject: Subject) -> None:
        """Take what the position is called."""
        self._subject = subject
        self._actor, _, self._issue = subject.key.rpartition("/")
        self._begin()

    def _begin(self) -> None:
        self._seen: dict[str, KnownFact] = {}
        self._told: list[KnownFact] = []
        """The facts that had been told by the day, in order of the log."""
        self._ahead: list[KnownFact] = []
        """Those that had not."""
        self._denied: list[KnownFact] = []
        self._is_retold = self._is_denied = False
        """Whether there is nothing else."""
        self._since = date.min
        self._stances: tuple[Support, ...] = ()
        self._occasions = Occasions()
        self._read: dict[int, tuple[Occasion, list[Claim], tuple[PositionChange, ...]]] = {}

    def has(self, known: KnownFact) -> bool:
        """Whether a fact was among those that were weighed last."""
        return self._seen.get(known.fact_id) is known

    def position(self, facts: Sequence[KnownFact], met: Meetings, on: date) -> Position | None:
        """The position but for the days of silence. None where nothing of it was said by the day.

        Args:
            facts: all of the position, in order of the log.
            met: the meetings at which something was said; for the facts that were there before they are as they were.
            on: the day we stand on.

        """
        day = plain_day(on)
        if not self._goes_on(facts, met, day):
            self._begin()
            self._weigh(facts, met, day)
        if isinstance(on, Day):
            starts = (known.when.window.earliest for known in self._ahead if known.when)
            on.narrow(self._since, min((start for start in starts if start), default=None))
        return self._made() if self._told else None

    def _goes_on(self, facts: Sequence[KnownFact], met: Meetings, day: date) -> bool:
        """Weigh what is new. False where all has to be weighed anew."""
        if not self._told or day < self._since:
            return False
        new = [known for known in facts if not self.has(known)]
        if len(self._seen) + len(new) != len(facts):
            return False
        came = readers.told_by([*self._ahead, *new], day)
        self._seen.update((known.fact_id, known) for known in new)
        if came or new:
            here = {known.fact_id for known in came}
            self._ahead = [known for known in (*self._ahead, *new) if known.fact_id not in here]
        return all(self._take(known, met) for known in in_turn(came))

    def _take(self, known: KnownFact, met: Meetings) -> bool:
        """Weigh one more fact that was told by the day."""
        self._tell(known)
        insort(self._told, known, key=_POSITION)
        if known.fact.retold and not self._is_retold:
            return True
        denied = is_denied(known)
        if (self._is_retold and not known.fact.retold) or (self._is_denied and not denied):
            return False
        if denied:
            insort(self._denied, known, key=_POSITION)
        return (denied and not self._is_denied) or self._occasions.put(met.placed(known, self._actor))

    def _weigh(self, facts: Sequence[KnownFact], met: Meetings, day: date) -> None:
        """Weigh all facts."""
        self._seen = {known.fact_id: known for known in facts}
        self._told = readers.told_by(facts, day)
        here = {known.fact_id for known in self._told}
        self._ahead = [known for known in facts if known.fact_id not in here]
        for known in self._told:
            self._tell(known)
        news = [known for known in self._told if not known.fact.retold]
        self._is_retold = not news
        self._denied = [known for known in news or self._told if is_denied(known)]
        said = [known for known in news or self._told if not is_denied(known)]
        self._is_denied = not said
        self._occasions = Occasions(met.placed(known, self._actor) for known in said or self._denied)

    def _tell(self, known: KnownFact) -> None:
        """Note from which day on a fact was told."""
        start = known.when.window.earliest if known.when and not is_to_come(known) else None
        if start is not None and start > self._since:
            self._since = start

    def _made(self) -> Position:
        told = self._occasions.told
        days = told if told[0].time else told[1:]
        read = [self._reading(occasion) for occasion in told]
        self._read = {id(one[0]): one for one in read}
        denied = () if self._is_denied else self._denied
        modality = settle_modality([*told[-1].facts, *denied])
        word = str(modality.preferred.value.text) if modality.preferred else ASSERTED
        stance = _stance([claims for _, claims, _ in read], self._stances)
        self._stances = stance.supports
        return Position(
            dossier=Dossier.of(self._subject, self._told, [stance, *_days(days), modality]),
            actor=self._actor,
            issue=self._issue,
            first_stated=days[0].time if days else None,
            last_reaffirmed=days[-1].time if days else None,
            times=len(self._told),
            occasions=len(days) or 1,
            changes=tuple(change for _, _, changes in read for change in changes),
            modality=None if word == ASSERTED else word,
            in_force=word not in _NOT_HELD and not any(_withdraws(known) for known in told[-1].facts),
        )

    def _reading(self, occasion: Occasion) -> tuple[Occasion, list[Claim], tuple[PositionChange, ...]]:
        """What was said on an occasion, and what changed."""
        read = self._read.get(id(occasion))
        if read is None or read[0] is not occasion:
            claims = claims_on(_first_hand(occasion.facts), readers.term("stance"))
            read = occasion, claims, tuple(_changes(occasion))
        return read


_POSITION: Final = attrgetter("position")

_NOT_HELD: Final = frozenset({"denied", "planned", "expected"})
"""What is told like this is not held, or not yet."""


def _days(dated: Sequence[Occasion]) -> Iterable[Verdict]:
    """When it was first stated and last heard, with those who say so."""
    for attribute, occasion in (("first_stated", dated[:1]), ("last_reaffirmed", dated[-1:])):
        for one in occasion:
            assert one.time is not None
            yield Verdict(attribute, Support(one.time, tuple(Claim(one.time, known) for known in one.facts)))


def _stance(found: Sequence[Sequence[Claim]], before: Iterable[Support]) -> Verdict:
    """What was held on the last occasion. What was held before, or is worded otherwise, does not contradict it.

    Args:
        found: what was claimed on each occasion, in order of time.
        before: what was found of fewer claims.

    """
    last = settle("stance", next((claims for claims in reversed(found) if claims), []))
    supports = supports_of(chain.from_iterable(found), before)
    if last.preferred is None:
        return last
    held = next(one for one in supports if one.value.key == last.preferred.value.key)
    others = tuple(one for one in supports if one is not held)
    return Verdict("stance", held, others, reason="newest" if others else "undisputed")


def _first_hand(facts: Sequence[KnownFact]) -> Sequence[KnownFact]:
    """Without the reprints, where there is more than those: a translation does not reword what was said."""
    original = [known for known in facts if known.report is None or known.report.filed.kind_ != "reprint"]
    return original or facts


def _withdraws(known: KnownFact) -> bool:
    return isinstance(known.fact, PositionChanged) and known.fact.change == "withdrawn"


def _changes(occasion: Occasion) -> Iterable[PositionChange]:
    """What changed on an occasion, each kind of change once, however many reports tell of it."""
    reported: dict[str | None, list[KnownFact]] = defaultdict(list)
    for known in occasion.facts:
        if isinstance(known.fact, PositionChanged):
            reported[known.fact.change].append(known)
    for change, facts in reported.items():
        stance = settle("stance", claims_on(facts, readers.term("stance"))).preferred
        published = [known.report.published for known in facts if known.report and known.report.published]
        yield PositionChange(
            change=change,
            stance=str(stance.value.text) if stance else None,
            when=occasion.time if any(known.when for known in facts) else None,
            published=min(published, key=lambda window: window.sort_key, default=None),
            evidence=Evidence.of(facts),
        )
