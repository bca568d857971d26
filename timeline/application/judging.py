"""What may be judged, and which facts say so? Corrections, retractions and links, decided before anything is appended.

A judgement is refused when it names what is not there, when its fact cannot have the value, and when it would change
nothing (`AlreadySoError`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from events.advice import Next
from events.errors import BadInputError, ConflictError, NotFoundError
from events.facts.attributes import attributes_of
from events.facts.judgement import FactCorrected, FactRedacted, FactRetracted, JudgementOnFact, SubjectsLinked
from events.facts.people import RoleChanged
from events.facts.redacted import Redacted
from events.facts.subject import Subject, session_subject
from events.facts.tracking import ReportFiled
from events.intake.correction import CorrectionError, corrected, written_attributes
from events.wording import WHOSE_ERROR, did_you_mean, shown
from timeline.claims.participants import parties_named
from timeline.claims.subjects import find_among
from timeline.forms.spelling import refuse_wrong, typed_text, value_of
from timeline.knowledge.judgements import fact_today
from timeline.knowledge.known import PLACES, knowledge
from timeline.text.summary import FACT_ID_SHOWN, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from pydantic import JsonValue

    from events.facts.base import Fact
    from events.facts.judgement import Sameness, Whose
    from events.store.log import RecordedFact
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.ledger import Ledger

VALUE_WIDTH = 70
"""Characters of a present value that an error shows."""


class AlreadySoError(ConflictError):
    """A judgement that would change nothing."""


class Grounds(NamedTuple):
    """What a judgement on a fact rests on.

    Attributes:
        whose: error it was.
        report: id of the report by which the outlet corrects itself.
        reason: why.

    """

    whose: Whose
    report: str | None = None
    reason: str | None = None


def present(target: RecordedFact, ledger: Ledger) -> dict[str, JsonValue]:
    """The attributes of a fact as they count now, as a fact file writes them.

    Raises:
        AlreadySoError: it was taken back.

    """
    return written_attributes(_counting(target, ledger))


def corrections(
    target: RecordedFact, ledger: Ledger, settings: Sequence[str], grounds: Grounds, today: date
) -> list[FactCorrected]:
    """The corrections that set each field to its value.

    Args:
        target: the fact to be corrected.
        ledger: its dialogue.
        settings: each as `field=value`. An empty value removes the attribute.
        grounds: what all of them rest on.
        today: the day on which they were typed.

    Raises:
        SpellingError: the grounds say what a judgement cannot.
        CorrectionError: a field is not the fact's, or cannot have that value. Lists the fields and what they are now.
        NotFoundError: a report is not on file.
        AlreadySoError: a field has that value.

    """
    fact = _counting(target, ledger)
    refuse_unsayable(FactCorrected, grounds._asdict())
    refuse_unfiled(grounds.report, ledger)
    named: dict[str, str] = {}
    for setting in settings:
        field, equals, text = setting.partition("=")
        if not equals:
            raise BadInputError(
                f"«:set» {shown(setting)} sets nothing", hint="Write field=value, or field= to remove it."
            )
        if field in named:
            raise BadInputError(f"{field} is set twice", hint="Set each field once.")
        named[field] = text
    refuse_unfiled(named.get("report") or None, ledger)
    judgements = []
    for field, text in named.items():
        changed = _changed(fact, field, text, today)
        old, new = written_attributes(fact).get(field), written_attributes(changed).get(field)
        if old == new:
            raise AlreadySoError(_already(target, field, old), hint="Nothing was recorded.")
        judgements.append(FactCorrected(target=target.fact_id, field=field, old=old, new=new, **grounds._asdict()))
        fact = changed
    return judgements


def retraction(target: RecordedFact, ledger: Ledger, grounds: Grounds) -> FactRetracted:
    """The retraction of a fact.

    Raises:
        SpellingError: the grounds say what a judgement cannot.
        NotFoundError: the report is not on file.
        AlreadySoError: it was taken back before.

    """
    _counting(target, ledger)
    refuse_unsayable(FactRetracted, grounds._asdict())
    refuse_unfiled(grounds.report, ledger)
    return FactRetracted(target=target.fact_id, **grounds._asdict())


def refuse_unsayable(judgement: type[Fact], said: Mapping[str, str | None]) -> None:
    """Refuse what a judgement cannot say, such as a reason that is too long.

    Raises:
        SpellingError: names the attribute.

    """
    for attribute, text in said.items():
        if text is not None:
            refuse_wrong(judgement, attribute, text)


def refuse_unfiled(report: str | None, ledger: Ledger) -> None:
    """Refuse a report that is not on file.

    Raises:
        NotFoundError: says which one may be meant.

    """
    filed = [recorded.fact.id for recorded in ledger.filings if isinstance(recorded.fact, ReportFiled)]
    if report is not None and report not in filed:
        advice = did_you_mean(report, filed) or "File it first: «append kind=report-filed»."
        raise NotFoundError(f"no report {shown(report)} in dialogue {shown(ledger.dialogue)}", hint=advice)


def link(texts: Sequence[str], ledger: Ledger, *, as_: Sameness, reason: str | None = None) -> SubjectsLinked:
    """The judgement whether two subjects are one.

    Args:
        texts: the two, as somebody writes them.
        ledger: their dialogue.
        as_: same, different, unsure.
        reason: why.

    Raises:
        SpellingError: the reason is too long, or no text.
        SubjectNotFoundError: one of them is nothing, or more than one thing, of the dialogue.
        BadInputError: they are one, or of types that cannot be the same.
        AlreadySoError: that has been judged.

    """
    refuse_unsayable(SubjectsLinked, {"reason": reason})
    known = knowledge(ledger)
    there = list(dict.fromkeys(linkable(known)))
    one, other = (find_among(text, known.dialogue, there) for text in texts)
    if one == other:
        raise BadInputError(f"{shown(texts[0])} and {shown(texts[1])} both name {one}", hint="Name two subjects.")
    refuse_unlikely(one, other)
    # The first named stands for both, and it is the invitation whose life is told, the commitment that is kept.
    one, other = sorted((one, other), key=lambda subject: subject.type in ("contact", "deadline"))
    judged = {frozenset(judgement.subjects()): judgement.as_ for judgement, _ in known.links}
    before = judged.get(frozenset((one, other)))
    if before == as_ or (before is None and as_ == "same" and known.same(one) == known.same(other)):
        raise AlreadySoError(f"{one} and {other} are judged {as_} already", hint="Nothing was recorded.")
    if as_ != "same" and known.same(one) == known.same(other):
        _refuse_chained(one, other, judged)
    return SubjectsLinked.model_validate({"subjects": (str(one), str(other)), "as": as_, "reason": reason})


def linkable(known: Knowledge) -> Iterator[Subject]:
    """Everything that can be linked, each as the reports write it, in order of first mention."""
    for fact in (one.fact for one in known.facts):
        yield from (subject for subject in fact.subjects() if subject.type != "dialogue")
        session = getattr(fact, "session", None)
        if session is not None:
            yield session_subject(session, getattr(fact, "track", None))
        yield from (Subject("place", text) for text in map(fact.said, PLACES) if text)
        yield from (Subject("person", person.name) for person in fact.persons or ())
        if isinstance(fact, RoleChanged):
            yield from (Subject("person", name) for name in (fact.person, fact.predecessor) if name)
    for report in known.reports.values():
        yield Subject("source", report.outlet)
        yield Subject("report", report.id)
    yield from (Subject("party", name) for name in known.parties)
    for known_fact in known.facts:
        yield from (Subject("party", name) for name in parties_named(known_fact.fact))
    for judgement, _ in known.links:
        yield from judgement.subjects()


_ACROSS_TYPES = frozenset({frozenset({"invitation", "contact"}), frozenset({"commitment", "deadline"})})
"""What can be the same though its types differ: an invitation and the visit paid, a commitment and its deadline."""


def refuse_unlikely(one: Subject, other: Subject) -> None:
    """Refuse subjects that cannot be one.

    Raises:
        BadInputError: says why, and what may have been meant.

    """
    types = frozenset((one.type, other.type))
    if len(types) == 1 or types in _ACROSS_TYPES:
        return
    if types == {"invitation", "session"}:
        raise BadInputError(
            f"{one} and {other} are not one thing: an invitation names the session that it is to",
            hint="Correct its facts: «correct fact=FACT set=session=NUMBER whose=coder»",
        )
    raise BadInputError(
        f"{one} and {other} cannot be the same: {'an' if one.type[0] in 'aio' else 'a'} {one.type} is no {other.type}",
        hint="Link subjects of one type, an invitation with a contact (the visit paid), a commitment with a deadline.",
    )


def _refuse_chained(one: Subject, other: Subject, judged: dict[frozenset[Subject], Sameness]) -> None:
    """Refuse to part two subjects that other links hold together.

    Raises:
        BadInputError: names those links.

    """
    neighbours: dict[Subject, list[Subject]] = {}
    for pair in (pair for pair, as_ in judged.items() if as_ == "same" and pair != {one, other}):
        for first, second in (tuple(pair), tuple(pair)[::-1]):
            neighbours.setdefault(first, []).append(second)
    ways = [[one]]
    seen = {one}
    for way in ways:
        if way[-1] == other:
            chain = ", ".join(f"{first} and {second}" for first, second in pairwise(way))
            raise BadInputError(
                f"{one} and {other} are the same by other links: {chain}", hint="First link those as different."
            )
        following = [subject for subject in neighbours.get(way[-1], []) if subject not in seen]
        seen.update(following)
        ways += [[*way, subject] for subject in following]


def _counting(target: RecordedFact, ledger: Ledger) -> Fact:
    """The fact as it stands, if it counts."""
    if isinstance(target.fact, Redacted | FactRedacted):
        what = "redacted: nothing is left to judge" if isinstance(target.fact, Redacted) else "a redaction, for good"
        raise AlreadySoError(f"fact {target.fact_id[:FACT_ID_SHOWN]} is {what}", hint="Nothing was recorded.")
    fact, taken_back = fact_today(ledger, target)
    if taken_back:
        by = taken_back.fact_id[:FACT_ID_SHOWN]
        message = f"fact {target.fact_id[:FACT_ID_SHOWN]} was taken back ({summary(fact)})"
        raise AlreadySoError(
            message, hint=f"To make it count again: {Next('retract', fact=by, whose='coder', reason='...')}"
        )
    return fact


def _changed(fact: Fact, field: str, text: str, today: date) -> Fact:
    """The fact with the field set. What is wrong is told with what the fact holds now."""
    try:
        return corrected(fact, field, value_of(type(fact), field, text, today) if text else None)
    except CorrectionError as error:
        if isinstance(fact, JudgementOnFact) or field in attributes_of(type(fact)):
            raise
        hint = "\n".join(filter(None, ["" if error.hint.startswith("It has") else error.hint, fields_shown(fact)]))
        raise CorrectionError(error.message, hint=hint) from None


def fields_shown(fact: Fact) -> str:
    """The fields of a fact, one a line, each with its present value."""
    present = written_attributes(fact)
    names = attributes_of(type(fact))
    width = max(map(len, names))
    lines = [f"  {name:<{width}}  {_told(present[name]) if name in present else '-'}".rstrip() for name in names]
    return "\n".join([f"{fact.kind()} has now:", *lines])


def _told(value: JsonValue) -> str:
    text = "nothing" if value is None else typed_text(value)
    return text if len(text) <= VALUE_WIDTH else f"{text[:VALUE_WIDTH]}..."


def _already(target: RecordedFact, field: str, value: JsonValue) -> str:
    fact = f"fact {target.fact_id[:FACT_ID_SHOWN]}"
    return f"{fact} has no {field} already" if value is None else f"{field} of {fact} is that already: {_told(value)}"


def judgement_line(judgement: Fact) -> str:
    """A judgement in one line: `place of 9ed2eaaab468: Brussels -> Baghdad`."""
    if not isinstance(judgement, FactCorrected):
        return summary(judgement)
    change = f"{_told(judgement.old)} -> {_told(judgement.new)}"
    return f"{judgement.field} of {judgement.target[:FACT_ID_SHOWN]}: {change} ({WHOSE_ERROR[judgement.whose]})"
