"""Who holds which position, since when, how often said, and when last?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.facts.position import PositionChanged, PositionFact
from timeline import reading
from timeline.dossier import Dossier, Evidence
from timeline.occasions import occasions

if TYPE_CHECKING:
    from datetime import date

    from events.facts.subject import Subject
    from events.window import Window
    from timeline.knowledge import Knowledge, KnownFact
    from timeline.values import WindowValue


@dataclass(frozen=True, slots=True)
class Change:
    """A change of position that was reported.

    Attributes:
        change: widened, narrowed, reversed, withdrawn; None where the report does not say.
        stance: held from then on, where given.
        when: it happened; None where unknown.
        published: when the report came out; None where unknown.
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
        first_stated: the first occasion; None where no fact tells a time.
        last_reaffirmed: the last occasion; None where no fact tells a time.
        times: number of facts.
        occasions: number of distinct days in the world on which it was said.
        changes: in order of the log.
        in_force: False once it was withdrawn.
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
    in_force: bool
    silent_days: int | None


def project(knowledge: Knowledge, on: date) -> list[Position]:
    """Every position that was stated by the day we stand on, by actor, then issue."""
    positions = [
        _position(subject, said, knowledge, on)
        for subject, facts in knowledge.of_type("position").items()
        if (said := [known for known in reading.happened_by(facts, on) if known.fact.modality != "denied"])
    ]
    return sorted(positions, key=lambda position: (position.actor.casefold(), position.issue))


def _position(subject: Subject, facts: list[KnownFact], knowledge: Knowledge, on: date) -> Position:
    actor, _, issue = subject.key.rpartition("/")
    days = occasions(facts)
    stance = reading.Settling(facts, knowledge.reliability).newest("stance", reading.term("stance"), lambda _: False)
    changes = tuple(_change(known) for known in facts if isinstance(known.fact, PositionChanged))
    latest = days[-1].window.latest if days else None
    return Position(
        dossier=Dossier.of(subject, facts, [stance]),
        actor=actor,
        issue=issue,
        first_stated=days[0] if days else None,
        last_reaffirmed=days[-1] if days else None,
        times=len(facts),
        occasions=len(days) or 1,
        changes=changes,
        in_force=not (changes and _newest_word(facts) == "withdrawn"),
        silent_days=max((on - latest).days, 0) if latest else None,
    )


def _newest_word(facts: list[KnownFact]) -> str | None:
    """What the newest fact did to the position: a change, or None for stating it."""
    newest = max(facts, key=_age)
    return newest.fact.change if isinstance(newest.fact, PositionChanged) else None


def _age(known: KnownFact) -> tuple[str, str, int]:
    when = reading.window("when")(known)
    said = when.window.earliest if when else None
    return (str(said or known.known_by), str(known.known_by), known.position)


def _change(known: KnownFact) -> Change:
    fact = known.fact
    assert isinstance(fact, PositionFact)
    return Change(
        change=fact.change if isinstance(fact, PositionChanged) else None,
        stance=fact.stance,
        when=reading.window("when")(known),
        published=known.report.published if known.report else None,
        evidence=Evidence.of([known]),
    )
