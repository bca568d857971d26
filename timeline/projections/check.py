"""What in a dialogue needs attention: overdue, undated, unsourced, unlinked or undecided?"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from events.advice import Next
from events.facts.people import RoleChanged
from events.facts.session import SessionProposed, SessionScheduled
from events.facts.subject import Subject
from events.facts.texts import names_of
from events.facts.track import MAIN_TRACK
from events.wording import counted
from timeline.claims.participants import PARTIES, parties_named
from timeline.projections import likely_errors
from timeline.text.summary import FACT_ID_SHOWN, summary
from timeline.values.folding import folded
from timeline.values.likeness import alike, persons_alike, phrases_alike
from timeline.values.places import located

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.facts.base import Fact
    from timeline.claims.claims import Verdict
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.projections.likely_errors import LikelyError
    from timeline.projections.session import Session
    from timeline.projections.state import State

FindingName = Literal[
    "session-overdue",
    "invitation-overdue",
    "commitment-overdue",
    "document-overdue",
    "report-undated",
    "fact-uncited",
    "plan-without-window",
    "name-list",
    "told-ahead",
    "held-undated",
    "party-unlisted",
    "language-differs",
    "twin-facts",
    "look-alike",
    "dispute-undecided",
    "dispute-newer",
]

FINDINGS: tuple[FindingName, ...] = get_args(FindingName)
"""Every sort of finding, in the order of the answer."""

_SEMICOLON: Final = re.compile("[;\u061b\uff1b]")
_COMMA: Final = re.compile("\\s*[,\u060c\u3001\uff0c]\\s*")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look after.

    Attributes:
        finding: its sort.
        subject: what it is about.
        message: what is the matter.
        facts: ids of the facts it rests on, in order of the log.
        hint: what to type next.

    """

    finding: FindingName
    subject: Subject
    message: str
    facts: tuple[str, ...]
    hint: str


def project(state: State) -> list[Finding]:
    """Every finding of a dialogue as of a day, by sort, then in order of its subjects."""
    found = [
        *_overdue(state),
        *_unsourced(state.knowledge),
        *_slips(state.knowledge),
        *(finding_of(one) for one in likely_errors.project(state.knowledge)),
        *_look_alikes(state.knowledge),
        *_origins(state.knowledge),
        *_undecided(state),
    ]
    return sorted(found, key=lambda one: FINDINGS.index(one.finding))


def _overdue(state: State) -> Iterator[Finding]:
    dialogue = state.knowledge.dialogue
    for session in state.sessions:
        if session.status == "overdue":
            held = _append("session-held", dialogue, **_named(session), when="DAY")
            hint = f"{held} (or session-postponed, session-cancelled, session-not-held)"
            yield _late("session-overdue", session.dossier, "window", session.overdue_days, hint)
    for invitation in state.invitations:
        if invitation.status == "overdue" and invitation.session is None:
            subject = str(invitation.dossier.subject)
            hint = f"{_same(dialogue, subject, 'contact:DAY/visit')} (once the visit is on record)"
            yield _late("invitation-overdue", invitation.dossier, "window", invitation.overdue_days, hint)
    for commitment in state.commitments:
        if commitment.status == "overdue":
            updated = {"commitment": commitment.commitment, "status": "STATUS"}
            hint = str(_append("commitment-updated", dialogue, **updated))
            yield _late("commitment-overdue", commitment.dossier, "due", commitment.overdue_days, hint)
    for document in state.documents:
        if document.status == "overdue":
            hint = str(_append("document-issued", dialogue, document=document.document, status="STATUS"))
            yield _late("document-overdue", document.dossier, "due", document.overdue_days, hint)


def _append(kind: str, dialogue: str, **attributes: str) -> Next:
    return Next("append", kind=kind, dialogue=dialogue, **attributes, report="REPORT")


def _correct(fact_id: str, setting: str) -> Next:
    return Next("correct", fact=fact_id[:FACT_ID_SHOWN], set=setting, whose="coder")


def _same(dialogue: str, subject: str, other: str) -> Next:
    return Next("link", dialogue=dialogue, subject=subject, other=other, as_="same")


def _named(session: Session) -> dict[str, str]:
    track = {} if session.track == MAIN_TRACK else {"track": session.track}
    return {"session": str(session.session), **track}


def _late(finding: FindingName, dossier: Dossier, attribute: str, days: int | None, hint: str) -> Finding:
    ago = f"{counted(days or 0, 'day')} ago"
    message = f"{attribute} {dossier.text(attribute)} passed {ago}, and no report says what became of it"
    return Finding(finding, dossier.subject, message, dossier.evidence.facts, hint)


def _unsourced(known: Knowledge) -> Iterator[Finding]:
    for report in known.reports.values():
        if not report.dated:
            message = f"nothing tells when {report.outlet} published it, so it counts from the day it was recorded"
            hint = str(_correct(report.fact_id, "published=DAY"))
            yield Finding("report-undated", Subject("report", report.id), message, (report.fact_id,), hint)
    for fact in known.facts:
        if fact.report is None:
            hint = str(_correct(fact.fact_id, "report=REPORT"))
            message = f"cites no report: {summary(fact.fact)}"
            yield Finding("fact-uncited", fact.subjects[0], message, (fact.fact_id,), hint)


def finding_of(likely: LikelyError) -> Finding:
    """What may have been typed wrong, with what may be done next."""
    fact = likely.facts[0]
    if likely.setting is None:
        taken_back = Next("retract", fact=fact[:FACT_ID_SHOWN], whose="coder", reason="...")
        hint = f"{taken_back} (if it is one and the same)"
    elif likely.error == "told-ahead":
        hint = f"{_correct(fact, likely.setting)}, or {_correct(fact, 'modality=planned')}"
    else:
        hint = str(_correct(fact, likely.setting))
    return Finding(likely.error, likely.subject, likely.message, likely.facts, hint)


def _slips(known: Knowledge) -> Iterator[Finding]:
    """Facts that say something natural in a way that means something else."""
    named = (name for fact in known.facts for _, name in _names(fact.fact))
    alone = {folded(name) for name in (*known.parties, *named) if not _COMMA.search(name)}
    for fact in known.facts:
        said = fact.fact
        if isinstance(said, SessionProposed | SessionScheduled) and said.window is None and said.when is not None:
            message = f"announced on {said.when.edtf or said.when.wording}, and nothing tells what time it is for"
            hint = str(_correct(fact.fact_id, "window=DATE"))
            yield Finding("plan-without-window", fact.subjects[0], message, (fact.fact_id,), hint)
        for attribute, name in _names(said):
            parts = _parts(name, alone)
            if len(parts) > 1:
                message = f"{attribute} is one name, {name!r}: several are a list"
                hint = str(_correct(fact.fact_id, f"{attribute}={'; '.join(parts)}"))
                yield Finding("name-list", fact.subjects[0], message, (fact.fact_id,), hint)


def _parts(name: str, alone: set[str]) -> list[str]:
    """The names that one name is made of: parted by semicolons, or by commas where each is named alone elsewhere."""
    parts = [part.strip() for part in _SEMICOLON.split(name) if part.strip()]
    if len(parts) == 1:
        between = [part for part in _COMMA.split(name) if part]
        return between if all(folded(part) in alone for part in between) else parts
    return parts


def _names(fact: Fact) -> Iterator[tuple[str, str]]:
    """The attributes of a fact that take one name or a list, with each name."""
    for attribute in PARTIES:
        names = fact.said(attribute)
        if isinstance(names, str | tuple):
            yield from ((attribute, name) for name in names_of(names))


def _look_alikes(known: Knowledge) -> Iterator[Finding]:
    """Subjects of one type with names that look the same, and of which nobody has judged whether they are."""
    judged = {frozenset(map(known.same, judgement.subjects())) for judgement, _ in known.links}
    facts = _facts_naming(known)
    for subjects, measure in _comparable(facts):
        # What is suggested carries over, as what is linked does: three spellings take two links, not three.
        standing = {subject.key: known.same(subject) for subject in subjects}
        for one, other in alike(standing, measure, keys=_same_place if subjects[0].type == "party" else _nothing):
            first, second = standing[one], standing[other]
            if first == second or frozenset((first, second)) in judged:
                continue
            standing = {key: first if subject == second else subject for key, subject in standing.items()}
            pair = (Subject(subjects[0].type, one), Subject(subjects[0].type, other))
            hint = str(_same(known.dialogue, *map(str, pair)))
            evidence = tuple(dict.fromkeys(fact for subject in pair for fact in facts[subject]))
            yield Finding("look-alike", pair[0], f"looks like {pair[1]}", evidence, hint)


def _facts_naming(known: Knowledge) -> dict[Subject, list[str]]:
    """Each subject as the reports write it, with the ids of the facts that name it."""
    naming: dict[Subject, list[str]] = defaultdict(list)
    for fact in known.facts:
        people = [person.name for person in fact.fact.persons or ()]
        if isinstance(fact.fact, RoleChanged):
            people += filter(None, (fact.fact.person, fact.fact.predecessor))
        for subject in (
            *fact.fact.subjects(),
            *(Subject("person", name) for name in people),
            *(Subject("party", name) for name in parties_named(fact.fact)),
        ):
            naming[subject].append(fact.fact_id)
    for report in known.reports.values():
        for subject in (Subject("source", report.outlet), Subject("report", report.id)):
            naming[subject].append(report.fact_id)
    return naming


def _comparable(
    subjects: dict[Subject, list[str]],
) -> Iterator[tuple[list[Subject], Callable[[str, str], float]]]:
    """Subjects that can be spellings of each other, and how they are compared; positions by actor."""
    shelves: dict[tuple[str, str], list[Subject]] = defaultdict(list)
    for subject in subjects:
        holder = subject.key.rpartition("/")[0] if subject.type == "position" else ""
        shelves[subject.type, holder].append(subject)
    for (type_, _), shelf in shelves.items():
        if type_ in _MEASURES:
            yield shelf, _MEASURES[type_]


def _nothing(_: str) -> tuple[str, ...]:
    return ()


def _same_place(party: str) -> tuple[str, ...]:
    """What the names of one country share in whatever language."""
    number = located(party).only
    return () if number is None else (f"place {number}",)


def _parties_alike(one: str, other: str) -> float:
    same = located(one).only
    return 100 if same is not None and same == located(other).only else phrases_alike(one, other)


_MEASURES: Final[dict[str, Callable[[str, str], float]]] = {
    "person": persons_alike,
    "party": _parties_alike,
    **dict.fromkeys(("role", "position", "invitation", "commitment", "deadline", "document"), phrases_alike),
    **dict.fromkeys(("source", "report"), phrases_alike),
}


def _origins(known: Knowledge) -> Iterator[Finding]:
    """Origins that look alike: written alike, they are one."""
    filed: dict[str, list[str]] = defaultdict(list)
    for report in known.reports.values():
        if report.filed.origin:
            filed[report.filed.origin].append(report.fact_id)
    for one, other in alike(filed, phrases_alike):
        hint = str(_correct(filed[other][0], f"origin={one}"))
        evidence = tuple(dict.fromkeys((*filed[one], *filed[other])))
        yield Finding("look-alike", Subject("origin", one), f"looks like origin:{other}", evidence, hint)


def _undecided(state: State) -> Iterator[Finding]:
    for dossier in state.dossiers:
        for verdict in dossier.disputes:
            if verdict.preferred is None or verdict.reason == "newer":
                finding: FindingName = "dispute-undecided" if verdict.preferred is None else "dispute-newer"
                dialogue, contested = state.knowledge.dialogue, f"{dossier.subject}.{verdict.attribute}"
                explain = Next("explain", dialogue=dialogue, subject=contested)
                graded = {"outlet": "OUTLET", "reliability": "GRADE"}
                hint = f"{explain}, then {Next('append', kind='source-assessed', dialogue=dialogue, **graded)}"
                facts = tuple(dict.fromkeys(fact for support in verdict.supports for fact in support.facts))
                yield Finding(finding, dossier.subject, _contested(verdict), facts, hint)


def _contested(verdict: Verdict) -> str:
    values = ", ".join(str(support.value.text) for support in verdict.dissent)
    if verdict.preferred is None:
        return f"{verdict.attribute} is one of {values}"
    return f"{verdict.attribute} is {verdict.preferred.value.text}, not {values}, only because that was said later"
