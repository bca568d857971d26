"""Who holds which position, since when, how often said, and when last?

A position without a day of its own, told within a week after a meeting in one report with it, was stated at that
meeting: one meeting is one occasion, on the day on which it is settled, whatever day each report gives it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from events.facts.position import PositionChanged
from timeline.claims import readers
from timeline.claims.claims import Claim, Support, Verdict, claims_on, supports_of
from timeline.claims.denial import settle_modality
from timeline.claims.dossier import Dossier, Evidence
from timeline.claims.happened import settle
from timeline.claims.meetings import meetings
from timeline.claims.modality import ASSERTED, is_denied
from timeline.claims.occasions import by_occasion
from timeline.projections import sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from events.windows.window import Window
    from timeline.claims.meetings import Meetings
    from timeline.claims.occasions import Occasion
    from timeline.knowledge.known import Knowledge, KnownFact
    from timeline.projections.session import Session
    from timeline.values.agreement import WindowValue


@dataclass(frozen=True, slots=True)
class Change:
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
    changes: tuple[Change, ...]
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
    facts = readers.told_by(all_facts, on)
    if not facts:
        return None
    actor, _, issue = subject.key.rpartition("/")
    news = [known for known in facts if not known.fact.retold] or facts
    denied, said = [known for known in news if is_denied(known)], [known for known in news if not is_denied(known)]
    told = by_occasion(met.placed(known, actor) for known in said or denied)
    days = [occasion.time for occasion in told if occasion.time]
    changes = tuple(change for occasion in told for change in _changes(occasion))
    modality = settle_modality([*told[-1].facts, *(denied if said else ())])
    word = str(modality.preferred.value.text) if modality.preferred else ASSERTED
    return Position(
        dossier=Dossier.of(subject, facts, [_stance(told), *_days(told), modality]),
        actor=actor,
        issue=issue,
        first_stated=days[0] if days else None,
        last_reaffirmed=days[-1] if days else None,
        times=len(facts),
        occasions=len(days) or 1,
        changes=changes,
        modality=None if word == ASSERTED else word,
        in_force=word not in _NOT_HELD and not any(_withdraws(known) for known in told[-1].facts),
    )


_NOT_HELD: Final = frozenset({"denied", "planned", "expected"})
"""What is told like this is not held, or not yet."""


def _days(told: Sequence[Occasion]) -> Iterable[Verdict]:
    """When it was first stated and last heard, with those who say so."""
    dated = [occasion for occasion in told if occasion.time]
    for attribute, occasion in (("first_stated", dated[:1]), ("last_reaffirmed", dated[-1:])):
        for one in occasion:
            assert one.time is not None
            yield Verdict(attribute, Support(one.time, tuple(Claim(one.time, known) for known in one.facts)))


def _stance(told: list[Occasion]) -> Verdict:
    """What was held on the last occasion. What was held before, or is worded otherwise, does not contradict it."""
    claims = [claims_on(_first_hand(occasion.facts), readers.term("stance")) for occasion in told]
    last = settle("stance", next((found for found in reversed(claims) if found), []))
    supports = supports_of(claim for found in claims for claim in found)
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


def _changes(occasion: Occasion) -> Iterable[Change]:
    """What changed on an occasion, each kind of change once, however many reports tell of it."""
    reported: dict[str | None, list[KnownFact]] = defaultdict(list)
    for known in occasion.facts:
        if isinstance(known.fact, PositionChanged):
            reported[known.fact.change].append(known)
    for change, facts in reported.items():
        stance = settle("stance", claims_on(facts, readers.term("stance"))).preferred
        published = [known.report.published for known in facts if known.report and known.report.published]
        yield Change(
            change=change,
            stance=str(stance.value.text) if stance else None,
            when=occasion.time if any(known.when for known in facts) else None,
            published=min(published, key=lambda window: window.sort_key, default=None),
            evidence=Evidence.of(facts),
        )
