"""Which values of an answer does no report claim? Those that follow from claims and from the day asked about.

A status that time makes overdue, how often something was said, the days since, and subjects that have no life of their
own: a deadline of a commitment, a person, a report, what everybody denies. All of it rests on facts, and is explained
by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.subject import Subject
from timeline.claims import readers
from timeline.claims.claims import Claim, Support, Verdict
from timeline.claims.dossier import Dossier
from timeline.projections import people
from timeline.values.agreement import TermValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.commitments import Commitment
    from timeline.projections.documents import Document
    from timeline.projections.session import Session
    from timeline.projections.state import State

    Values = dict[str, str | int | None]


def verdict_of(state: State, dossier: Dossier, attribute: str) -> Verdict | None:
    """What follows for an attribute that nobody claims. None where nothing does.

    It rests on the facts behind what it is measured by (a window, a due day), else on all facts of the subject. The
    status of a dialogue that nobody reports rests on those of its sessions.
    """
    value = _values(state, dossier.subject).get(attribute)
    if value is None:
        return None
    measured = next((one for name in _MEASURES.get(attribute, ()) if (one := dossier.preferred(name))), None)
    if measured:
        facts = [claim.source for claim in measured.claims]
    elif dossier is state.dialogue:
        sessions = [state.last_session] if state.last_session else state.announced
        facts = [known for session in sessions for known in session.dossier.facts]
    else:
        facts = list(dossier.facts)
    return _verdict(attribute, value, facts) if facts else None


_MEASURES: Mapping[str, tuple[str, ...]] = {
    "overdue_days": ("window", "due"),
    "after_days": ("fulfilled",),
    "silent_days": ("last_reaffirmed",),
}
"""By which other attribute of the subject one is measured."""


def _verdict(attribute: str, value: str | int, facts: Iterable[KnownFact]) -> Verdict:
    term = TermValue(value)
    return Verdict(attribute, Support(term, tuple(Claim(term, known) for known in facts)))


def _values(state: State, subject: Subject) -> Values:
    """The values of a subject's row that follow from others."""
    return next((values for dossier, values in _rows(state) if dossier.subject == subject), {})


def _rows(state: State) -> Iterator[tuple[Dossier, Values]]:
    yield state.dialogue, {"status": state.status}
    for one in state.invitations:
        days: Values = {"overdue_days": one.overdue_days, "after_days": one.after_days}
        yield one.dossier, {"status": one.status, **days}
    lives: tuple[Session | Commitment | Document, ...] = (*state.sessions, *state.commitments, *state.documents)
    for life in lives:
        yield life.dossier, {"status": life.status, "overdue_days": life.overdue_days}
    for position in state.positions:
        yield (
            position.dossier,
            {
                "times": position.times,
                "occasions": position.occasions,
                "changes": len(position.changes),
                "in_force": "yes" if position.in_force else "no",
                "silent_days": position.silent_days,
            },
        )


def others(state: State) -> Iterator[Dossier]:
    """The subjects that answers name and that have no dossier of their own."""
    known = state.knowledge
    own = {dossier.subject for dossier in state.dossiers}
    for subject, facts in known.by_subject.items():
        if subject not in own and (told := readers.told_by(facts, state.on)):
            yield _told(subject, told)
    by_id = {fact.fact_id: fact for fact in known.facts}
    for person in people.project(known, state.on, state.sessions):
        facts = [by_id[fact_id] for fact_id in person.evidence.facts]
        verdicts = [
            _verdict("sides", ", ".join(person.sides), facts),
            _verdict("titles", "; ".join(title.title for title in person.titles), facts),
            _verdict("offices", "; ".join(office.office for office in person.offices), facts),
            _verdict("headed", ", ".join(str(one.session.session) for one in person.headed), facts),
        ]
        shown = [one for one in verdicts if one.preferred and one.preferred.value.text]
        yield Dossier.of(Subject("person", person.person), facts, shown)
    for report in known.reports.values():
        facts = [fact for fact in known.facts if fact.report is not None and fact.report.id == report.id]
        if facts:
            said = [_verdict("outlet", report.outlet, facts), _verdict("origin", report.origin, facts)]
            yield Dossier.of(Subject("report", report.id), facts, said)


def _told(subject: Subject, facts: list[KnownFact]) -> Dossier:
    """A subject of which nothing is projected: what its facts say of it."""
    settling = readers.Settling(facts)
    return Dossier.of(
        subject,
        facts,
        [
            settling.planned("due", readers.window("due")),
            settling.planned("window", readers.window("window")),
            settling.newest("when", readers.when),
            settling.newest("place", readers.place("place"), lambda _: False),
            settling.newest("about", readers.term("about"), lambda _: False),
            settling.past("by", readers.names("by")),
            settling.modality(),
        ],
    )
