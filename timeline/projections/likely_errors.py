"""What may have been typed wrong? Asked about for what is recorded, and for a single fact at once.

A session told as held after its own publication, or held on no day. A party that the heading does not list. An outlet
whose language differs from before. A fact that its report says twice.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.facts.commitment import CommitmentFact
from events.facts.contact import ContactHeld
from events.facts.invitation import InvitationFact
from events.facts.position import PositionFact
from events.facts.session import SessionFact, SessionHeld, SessionStarted
from events.facts.subject import Subject
from events.facts.texts import modality_words, names_of
from timeline.claims.modality import is_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact

LikelyErrorName = Literal["told-ahead", "held-undated", "party-unlisted", "language-differs", "twin-facts"]


class LikelyError(NamedTuple):
    """Something that may have been typed wrong.

    Attributes:
        error: its sort.
        subject: what it is about.
        message: what is the matter.
        facts: ids of the facts that it rests on. The first is the one to correct.
        setting: what to correct, with a word in capitals to be filled in. None where it is to be taken back.

    """

    error: LikelyErrorName
    subject: Subject
    message: str
    facts: tuple[str, ...]
    setting: str | None


def project(known: Knowledge) -> list[LikelyError]:
    """Everything that may have been typed wrong, by sort, then in order of the log."""
    return [*_told_ahead(known), *_undated(known), *_unlisted(known), *_languages(known), *_twins(known)]


def _told_ahead(known: Knowledge) -> Iterator[LikelyError]:
    for fact in known.facts:
        if fact.ahead and not {"planned", "expected", "wish", "denied"} & set(modality_words(fact.fact.modality)):
            when = fact.when.text if fact.when else "a later day"
            message = (
                f"told of {when} in a report of {fact.known_by}: it counts as planned until somebody says it is done"
            )
            yield LikelyError("told-ahead", fact.subjects[0], message, (fact.fact_id,), "when=DAY")
        elif _is_recorded_ahead(fact):
            message = f"told of {fact.when and fact.when.text} as done, and recorded before, on {fact.known_by}"
            yield LikelyError("told-ahead", fact.subjects[0], message, (fact.fact_id,), "when=DAY")


def _is_recorded_ahead(fact: KnownFact) -> bool:
    """Whether it tells, in no report of a known day, of a session that was held after it was recorded."""
    is_later = fact.when is not None and fact.when.window.is_future(fact.known_by)
    return is_later and not fact.dated and isinstance(fact.fact, SessionHeld) and is_done(fact)


def _undated(known: Knowledge) -> Iterator[LikelyError]:
    """Sessions that were held, and no report gives a day."""
    for subject, facts in known.of_type("session").items():
        held = [fact for fact in facts if isinstance(fact.fact, SessionHeld) and is_done(fact)]
        started = [fact for fact in facts if isinstance(fact.fact, SessionStarted) and is_done(fact)]
        if held and not any(fact.when for fact in (*held, *started)):
            message = "was held, and no report says when"
            yield LikelyError("held-undated", subject, message, tuple(fact.fact_id for fact in held), "when=DAY")


def _unlisted(known: Knowledge) -> Iterator[LikelyError]:
    """Names that stand where a party should, and that the heading does not list."""
    if not known.parties:
        return
    listed = {known.party(name).casefold() for name in known.parties}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact in known.facts:
        for attribute, name in _parties(fact):
            if known.party(name).casefold() not in listed:
                found[name].append((attribute, fact.fact_id))
    for name, places in found.items():
        message = f"is not a party of {known.dialogue}, which lists {', '.join(known.parties)}"
        facts = tuple(dict.fromkeys(fact_id for _, fact_id in places))
        yield LikelyError("party-unlisted", Subject("party", name), message, facts, f"{places[0][0]}=PARTY")


def _parties(fact: KnownFact) -> Iterator[tuple[str, str]]:
    """Where only a party can stand: who came or stayed away, who holds a position, promises, or is invited."""
    said = fact.fact
    attributes: tuple[str, ...] = ()
    match said:
        case SessionFact():
            attributes = ("attended", "absent")
        case PositionFact():
            attributes = ("actor",)
        case CommitmentFact():
            attributes = ("by",)
        case InvitationFact():
            attributes = ("to",)
        case _:
            pass
    for attribute in attributes:
        yield from ((attribute, name) for name in names_of(said.said(attribute)))


def _languages(known: Knowledge) -> Iterator[LikelyError]:
    """Reports in a language in which their outlet published nothing else, after others that were all in one."""
    before: dict[str, list[str]] = defaultdict(list)
    later: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for report in known.reports.values():
        if language := report.filed.language:
            own = before[report.outlet]
            if own and language not in own:
                later[report.outlet].append((language, report.id, report.fact_id))
            own.append(language)
    for outlet, reports in later.items():
        for language, id_, fact_id in reports:
            others = {one for one in before[outlet] if one != language}
            if before[outlet].count(language) == 1 and len(others) == 1:
                message = f"is in {language}, and all else of {outlet} is in {others.pop()}"
                yield LikelyError("language-differs", Subject("report", id_), message, (fact_id,), "language=LANGUAGE")


def _twins(known: Knowledge) -> Iterator[LikelyError]:
    """Facts that one report says twice, in other words at most."""
    told: dict[object, list[KnownFact]] = defaultdict(list)
    for fact in known.facts:
        if fact.report is not None:
            told[_said(fact)].append(fact)
    for facts in told.values():
        if len(facts) > 1:
            report = facts[0].fact.report
            message, setting = f"{report} says it {len(facts)} times: once is enough", None
            if _are_meetings_of_others(facts):
                said = f"{report} tells of {len(facts)} contacts of one day and format with other persons"
                message, setting = f"{said}: they count as one until each has its time of day", "when=TIME"
            yield LikelyError("twin-facts", facts[0].subjects[0], message, _last_first(facts), setting)


def _are_meetings_of_others(facts: Sequence[KnownFact]) -> bool:
    """Whether they tell of contacts, each of other persons: nobody numbers contacts, so day and format name them."""
    met = [frozenset(person.name for person in known.fact.persons or ()) for known in facts]
    return isinstance(facts[0].fact, ContactHeld) and all(met) and len(set(met)) == len(met)


def _said(fact: KnownFact) -> object:
    """All that a fact says but for its words, and for who is named beside."""
    said = fact.fact.model_dump(mode="json", exclude=_WORDING)
    return fact.kind, str(sorted(said.items()))


_WORDING = {"quote", "quote_in", "note", "persons", "topics", "named", "reason", "level"}


def _last_first(facts: Iterable[KnownFact]) -> tuple[str, ...]:
    """The one to take back, which is the last, then the others."""
    return tuple(fact.fact_id for fact in sorted(facts, key=lambda one: one.position, reverse=True))
