"""Which reports do the answers rest on, whose words do they carry, how late are they, and how credible?

A report is no more credible than the worst of those claims of its facts that can be judged, each by the rule of
`timeline.claims.credibility`. 6 only where nothing can. What it says against the preferred value is listed beside it.

Two reports of one origin print the same statement when both tell of one thing: a fact of the same kind about the same
subject, on days that agree, if it can happen more than once. Where a fact tells no day, that of its report stands for
it. What a reprint tells can be of any day before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.commitment import CommitmentMade
from events.facts.invitation import InvitationExtended
from events.facts.session import SessionHeld, SessionStarted
from events.windows.window import Window, days_between
from timeline.claims.credibility import UNJUDGED, Credibility, credibility

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.reports import Report
    from timeline.projections.state import State


REPRINT: Final = "reprint"
"""The kind of a report that says of itself that it prints what another one printed."""

Reach = tuple[int, int] | None

_ONCE: Final = (SessionStarted, SessionHeld, InvitationExtended, CommitmentMade)
"""What happens to its subject once, whatever days the reports give."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A statement or office whose words reports carry.

    Attributes:
        origin: its name.
        reports: those that carry its words, the oldest first, undated ones last.
        outlets: who printed them, in the same order.
        published: when the first of them came out. None where no report of it is dated.

    """

    origin: str
    reports: tuple[Report, ...]
    outlets: tuple[str, ...]
    published: Window | None


@dataclass(frozen=True, slots=True)
class Source:
    """A report, weighed.

    Attributes:
        report: as filed and corrected.
        origin: whose words it carries, with all reports that do.
        reliability: of its outlet (STANAG 2511, A-F). None where nobody assessed it.
        credibility: of what it says, as other reports bear it out.
        contradicted: the attributes, as `subject.attribute`, on which it contradicts the preferred value.
        facts: those that it says, in order of the log.
        lag_days: from the earliest thing it tells of, to its publication. None where either day is unknown.
        reprint_of: the report in which the same statement was first printed. None where it is not on file.
        first_print: whether it is the first print of what it says.

    """

    report: Report
    origin: Origin
    reliability: str | None
    credibility: Credibility
    contradicted: tuple[str, ...]
    facts: tuple[KnownFact, ...]
    lag_days: int | None
    reprint_of: Report | None
    first_print: bool


class _Weighed(NamedTuple):
    """A claim of a report: on what, how credible, and whether it contradicts the preferred value."""

    path: str
    number: int
    contradicted: bool


def project(state: State) -> list[Source]:
    """Every report that was known, in order of filing."""
    knowledge = state.knowledge
    by_origin = {origin.origin: origin for origin in origins(knowledge)}
    weighed = _weighed(state.dossiers)
    return [
        Source(
            report=report,
            origin=by_origin[report.origin],
            reliability=knowledge.reliability.get(report.outlet),
            credibility=_worst(weighed[report.id]),
            contradicted=tuple(dict.fromkeys(claim.path for claim in weighed[report.id] if claim.contradicted)),
            facts=facts,
            lag_days=_lag_days(report, facts),
            reprint_of=reprint_of,
            first_print=first_print,
        )
        for report, facts, reprint_of, first_print in prints(knowledge)
    ]


class Print(NamedTuple):
    """A report as one print of what its origin says; what its words are worth is not looked at.

    Attributes:
        report: as filed and corrected.
        facts: those that it says, in order of the log.
        reprint_of: the report in which the same statement was first printed; None where it is not on file.
        first_print: whether it is the first print of what it says.

    """

    report: Report
    facts: tuple[KnownFact, ...]
    reprint_of: Report | None
    first_print: bool


def prints(knowledge: Knowledge) -> Iterator[Print]:
    """Every report that was known, in order of filing."""
    facts: dict[str, list[KnownFact]] = defaultdict(list)
    for known in knowledge.facts:
        if known.report:
            facts[known.report.id].append(known)
    reports = knowledge.reports
    in_order = (one.id for one in sorted(reports.values(), key=_age))
    told = {
        name: [((one.origin, one.kind, one.subjects), reach_of(one)) for one in some] for name, some in facts.items()
    }
    older = first_prints(in_order, told)
    for report in reports.values():
        first = report.id not in older and report.filed.kind_ != REPRINT
        print_of = reports[older[report.id]] if report.id in older else None
        yield Print(report, tuple(facts[report.id]), print_of, first)


def origins(knowledge: Knowledge) -> list[Origin]:
    """Every independent origin, in order of filing."""
    shelves: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(knowledge.reports.values(), key=_age):
        shelves[report.origin].append(report)
    return [
        Origin(
            origin=origin,
            reports=tuple(shelves[origin]),
            outlets=tuple(dict.fromkeys(report.outlet for report in shelves[origin])),
            published=shelves[origin][0].published,
        )
        for origin in knowledge.origins
    ]


def _age(report: Report) -> tuple[bool, date, bool, str]:
    """What nobody dated comes last: it cannot be shown to be the first print.

    Of one day what is filed as a reprint comes after what is not. Else by id, whatever the log.
    """
    return (not report.dated, report.known_by, report.filed.kind_ == REPRINT, report.id)


def first_prints(reports: Iterable[str], told: Mapping[str, Sequence[tuple[Hashable, Reach]]]) -> dict[str, str]:
    """The reports that print what an older one printed of that origin, each with the oldest such one.

    Args:
        reports: their ids, the oldest first.
        told: by each of them: what a fact is of (its origin, its kind, its subjects), and its days.

    """
    older: dict[Hashable, list[tuple[int, Reach]]] = defaultdict(list)
    found: dict[str, str] = {}
    ids = tuple(reports)
    for place, report in enumerate(ids):
        own = [(older[what], days) for what, days in told.get(report, ())]
        same = [next((at for at, before in earlier if _agree(before, days)), place) for earlier, days in own]
        first = min(same, default=place)
        if first < place:
            found[report] = ids[first]
        for earlier, days in own:
            earlier.append((place, days))
    return found


def _agree(days: Reach, others: Reach) -> bool:
    return days is None or others is None or (days[0] <= others[1] and others[0] <= days[1])


def reach_of(known: KnownFact) -> Reach:
    """The first and the last day on which a fact can have happened, widened by `~`. None where it can be any."""
    day = _day(known)
    return day.reach if day else None


def _day(known: KnownFact) -> Window | None:
    """The day on which it happened. None where it can be any, or where it happens to its subject once."""
    if isinstance(known.fact, _ONCE):
        return None
    if known.when:
        return known.when.window
    report = known.report
    if report is None or report.published is None:
        return None
    return Window.parse(f"../{report.known_by}") if report.filed.kind_ == REPRINT else report.published


def _lag_days(report: Report, facts: Iterable[KnownFact]) -> int | None:
    """Days from event to publication. Times vaguer than a day would give a number that nobody can vouch for."""
    published = report.published
    if published is None or not published.is_day:
        return None
    days = [known.when.window for known in facts if known.when and known.when.window.is_day]
    lags = [lag for day in days if (lag := days_between(day, published)) >= 0]
    return max(lags, default=None)


def _weighed(dossiers: Iterable[Dossier]) -> defaultdict[str, list[_Weighed]]:
    """The claims of each report."""
    weighed = defaultdict[str, list[_Weighed]](list)
    for dossier in dossiers:
        for verdict in dossier.verdicts.values():
            for support in verdict.supports:
                number = credibility(support, verdict).number
                contradicted = any(one is support for one in verdict.dissent)
                claim = _Weighed(f"{dossier.subject}.{verdict.attribute}", number, contradicted)
                for report in support.reports:
                    weighed[report].append(claim)
    return weighed


def _worst(claims: Iterable[_Weighed]) -> Credibility:
    """The number of the least credible claim that can be judged."""
    return Credibility(max((claim.number for claim in claims if claim.number != UNJUDGED), default=UNJUDGED))
