"""Which content does a redaction remove for good, and where does it stay?

First comes a plan: the facts that would lose their content, in the order of the log. To carry it out, a redaction of
each is appended, and the content is removed in the same transaction. Then the store is written anew without it, and the
answers are made again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from events.errors import BadInputError, NotFoundError, StoreError
from events.facts.judgement import FactCorrected, FactRedacted, SubjectsLinked
from events.facts.redacted import Redacted
from events.facts.subject import Subject
from events.identity import REDACTED
from events.intake.draft import Draft
from events.integrity.redactions import copies_beside, first_redaction, redactions, target_of, whole_in
from events.store.log import FactLog
from events.wording import counted, shown
from timeline.answers.redaction import CopyAnswer, RedactedFactAnswer, RedactionAnswer
from timeline.application.asking import require
from timeline.application.finding import find_fact
from timeline.application.rebuilding import bring_up
from timeline.read_models import words
from timeline.text.summary import FACT_ID_SHOWN, summary
from timeline.values.folding import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from events.store.log import RecordedFact
    from events.store.port import Engine, StoredFact
    from timeline.application.remarks import Remark

_OWN_WORDS: Final = frozenset({"quote", "quote_in", "note", "reason", "stance", "what", "rationale"})
"""Attributes that hold a text of more than names and terms: nobody guesses one to the letter."""

_IDS_TOLD: Final = 10
"""Of facts that stay, the ids of so many are told."""

_Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """What would be taken away.

    Attributes:
        facts: in order of the log.
        names: the name to be forgotten with its linked spellings, as folded words. None where facts were named.
        stays: what cannot be taken away, in words.
        gone: how many of the facts that were named are redacted already.

    """

    facts: tuple[RecordedFact, ...]
    names: frozenset[_Name]
    stays: tuple[str, ...]
    gone: int


class Redactor:
    """Who redacts, in which store, on which day."""

    def __init__(self, engine: Engine, day: date, *, recorded_by: str) -> None:
        """Take the store, opened for appending where something is to be redacted, and today."""
        self._engine = engine
        self._day = day
        self._recorded_by = recorded_by

    def plan(self, *facts: str, person: str | None = None, dialogues: Sequence[str] = ()) -> RedactionPlan:
        """Say which facts would lose their content. See `plan`."""
        return plan(self._engine, facts, person, dialogues)

    def redact(self, found: RedactionPlan, reason: str) -> tuple[RedactionAnswer, tuple[Remark, ...]]:
        """Carry a plan out, which nobody can undo. See `carry_out`."""
        return carry_out(self._engine, self._day, found, reason, recorded_by=self._recorded_by)

    def carry_over(self, other: Engine, name: str) -> tuple[RedactionAnswer, tuple[Remark, ...]] | None:
        """Redact here what another log redacted. See `carry_over`."""
        return carry_over(other, self._engine, self._day, name=name, recorded_by=self._recorded_by)


def plan(
    engine: Engine, facts: Sequence[str], person: str | None = None, dialogues: Sequence[str] = ()
) -> RedactionPlan:
    """Say which facts would lose their content: those that are named, those that name a person, corrections of them.

    Args:
        engine: the store.
        facts: beginnings of ids.
        person: a name. Facts with it in any text go, and so do those with a spelling that was linked to it.
        dialogues: slugs. Where a name is looked for, all of the store where none is given.

    Raises:
        NotFoundError: there is no such fact or dialogue.
        BadInputError: nothing is named, or what cannot be redacted.

    """
    if bool(facts) == bool(person):
        raise BadInputError("say which facts are to be redacted, or which person", hint="FACT..., or «:person».")
    require(engine, dialogues)
    log = FactLog(engine)
    names = frozenset[_Name]()
    if person is not None:
        names = _spellings(log, person)
        found = {row.fact_id: log.decoded(row) for row in _rows(engine, dialogues) if _names_any(row, names)}
    else:
        found = {one.fact_id: one for one in (find_fact(log, text) for text in facts)}
        for one in found.values():
            if isinstance(one.fact, FactRedacted):
                msg = f"fact {one.fact_id[:FACT_ID_SHOWN]} is a redaction: it says what became of another"
                raise BadInputError(msg, hint="Redact the facts whose content is to go.")
    judged = [one for one in found.values() if isinstance(one.fact, FactRedacted)]
    chosen = [one for one in found.values() if not isinstance(one.fact, Redacted | FactRedacted)]
    chosen += _corrections_of(log, chosen)
    ordered = tuple(sorted({one.fact_id: one for one in chosen}.values(), key=lambda one: one.position))
    gone = sum(isinstance(one.fact, Redacted) for one in found.values())
    stays = (*_stays(engine, ordered, judged, names), *_named_in_part(engine, found, names))
    return RedactionPlan(ordered, names, stays, gone)


def _rows(engine: Engine, dialogues: Sequence[str]) -> Iterator[StoredFact]:
    rows = chain.from_iterable(map(engine.stream, dict.fromkeys(dialogues))) if dialogues else engine.since()
    return (row for row in rows if row.payload != REDACTED)


def _spellings(log: FactLog, person: str) -> frozenset[_Name]:
    """The name as folded words, and every spelling of a person that was judged to be the same."""
    name = words_of(person)
    if not name:
        raise BadInputError(f"{shown(person)} has no word to look for", hint="Type letters or digits.")
    links = [
        [tuple(words_of(one.key)) for one in map(Subject.parse, fact.subjects_) if one.type == "person"]
        for row in log.engine.since()
        if row.topic.startswith(f"{SubjectsLinked.kind()}@")
        and isinstance(fact := log.decoded(row).fact, SubjectsLinked)
        and fact.as_ == "same"
    ]
    known, before = {name}, 0
    while before != len(known):
        before = len(known)
        known.update(one for link in links if known.intersection(link) for one in link if one)
    return frozenset(known)


def _names_any(row: StoredFact, names: Collection[_Name]) -> bool:
    return any(_has_any(text, names) for text in _texts(json.loads(row.payload)))


def _has_any(text: str, names: Collection[_Name]) -> bool:
    """Whether a text has a name in it, word for word, whatever its case, accents and variants of script."""
    told = words_of(text)
    return any(told[at : at + len(name)] == name for name in names for at in range(len(told) - len(name) + 1))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value that JSON has
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
        case _:
            pass


def _corrections_of(log: FactLog, chosen: Sequence[RecordedFact]) -> Iterator[RecordedFact]:
    """The corrections of facts: they repeat what these said."""
    ids = {one.fact_id for one in chosen}
    for dialogue in {one.dialogue for one in chosen}:
        for row in log.engine.stream(dialogue):
            if row.topic.startswith(f"{FactCorrected.kind()}@") and row.payload != REDACTED:
                correction = log.decoded(row)
                if isinstance(correction.fact, FactCorrected) and correction.fact.target in ids:
                    yield correction


def _named_in_part(engine: Engine, chosen: Iterable[str], names: frozenset[_Name]) -> Iterator[str]:
    """The facts that have only the longest word of a name: perhaps they mean the same person, perhaps another."""
    known = set(chosen)
    for part in sorted({max(name, key=len) for name in names if len(name) > 1}):
        rows = (row for row in _rows(engine, ()) if row.fact_id not in known)
        ids = [row.fact_id[:FACT_ID_SHOWN] for row in rows if _names_any(row, {(part,)})]
        if ids:
            them = ", ".join([*ids[:_IDS_TOLD], *(["..."] if len(ids) > _IDS_TOLD else [])])
            yield f"{counted(len(ids), 'other fact')} with {shown(part)} and not the whole name: {them}"


def _stays(
    engine: Engine, chosen: Sequence[RecordedFact], judged: Sequence[RecordedFact], names: frozenset[_Name]
) -> Iterator[str]:
    """What of a name stands where nothing can be taken away."""
    for slug in engine.versions():
        if names and _has_any(slug, names):
            yield f"the dialogue {slug} has the name in its slug, which every digest covers"
    recorders = sorted({one.recorded_by for one in chosen if names and _has_any(one.recorded_by, names)})
    for name in recorders:
        yield f"{name} recorded some of these facts, and the tree covers who recorded"
    for one in judged:
        yield f"redaction {one.fact_id[:FACT_ID_SHOWN]} has the name in its reason, and a redaction is for good"


def planned_answer(found: RedactionPlan, reason: str) -> RedactionAnswer:
    """The plan, with what each fact says, to be looked at before anything is gone."""
    return _answer(found, reason, recorded=False)


def carry_out(
    engine: Engine, day: date, found: RedactionPlan, reason: str, *, recorded_by: str
) -> tuple[RedactionAnswer, tuple[Remark, ...]]:
    """Redact, for good: append the redactions, take the content away, write the store anew, make its answers anew.

    A plan without facts still has the store written anew, where something was redacted before: so a command that was
    ended in the middle is finished by repeating it.

    Raises:
        NotFoundError: nothing is to be redacted, and nothing ever was.
        BadInputError: the reason names whom it is to forget.
        StoreError: nothing was redacted: the store cannot be written.

    """
    refuse_telling(reason, found.names)
    if not found.facts and first_redaction(engine) is None:
        raise NotFoundError("no fact is to be redacted", hint="«find» and «history» show what there is.")
    drafts = [Draft(one.dialogue, FactRedacted(target=one.fact_id, reason=reason), "") for one in found.facts]
    if drafts:
        engine.append([draft.entry() for draft in drafts], recorded_by=recorded_by)
    return finish(engine, day, found, reason)


def finish(engine: Engine, day: date, found: RedactionPlan, reason: str) -> tuple[RedactionAnswer, tuple[Remark, ...]]:
    """Write the store anew after its log forgot, and make its answers anew.

    If that fails, the remarks tell it: the log has forgotten all the same.
    """
    try:
        unswept = engine.sweep()
    except StoreError as error:
        unswept = error.message
    words.take_in(engine)
    remarks = bring_up(engine, day, {one.dialogue for one in found.facts})
    stays = found.stays if unswept is None else (*found.stays, f"{unswept}: repeat the command when that is over")
    plan_ = RedactionPlan(found.facts, found.names, stays, found.gone)
    copies = tuple(CopyAnswer(file=one.file, facts=one.facts) for one in copies_beside(engine))
    answer = _answer(plan_, reason, recorded=bool(found.facts))
    return answer.model_copy(update={"swept": unswept is None, "copies": copies}), remarks


def carry_over(
    other: Engine, engine: Engine, day: date, *, name: str, recorded_by: str
) -> tuple[RedactionAnswer, tuple[Remark, ...]] | None:
    """Redact here what another log redacted, by its own judgements. None where that has no content here.

    Args:
        other: the other log, which holds (`check_backup`).
        engine: the store, opened for appending.
        day: today.
        name: what messages call the other log.
        recorded_by: who redacts the corrections of these facts that only this log has.

    """
    theirs = {target_of(row): row for row in redactions(other)}
    targets = whole_in(engine, list(theirs))
    if not targets:
        return None
    found = plan(engine, targets)
    reason = str(json.loads(theirs[targets[0]].payload)["reason"])
    drafts = [
        Draft.copy_of(theirs[one.fact_id], name)
        if one.fact_id in theirs
        else Draft(one.dialogue, FactRedacted(target=one.fact_id, reason=reason), name)
        for one in found.facts
    ]
    engine.append([draft.entry() for draft in drafts], recorded_by=recorded_by)
    return finish(engine, day, found, reason)


def refuse_telling(reason: str, names: frozenset[_Name]) -> None:
    """Refuse a reason that names whom it is to forget: it stays for good.

    Raises:
        BadInputError: it does.

    """
    if not reason.strip():
        raise BadInputError("a redaction needs a reason", hint="Say with «:reason» why, without the name.")
    if _has_any(reason, names):
        raise BadInputError("the reason has the name in it, and stays for good", hint="Say why without the name.")


def _answer(found: RedactionPlan, reason: str, *, recorded: bool) -> RedactionAnswer:
    return RedactionAnswer(
        recorded=recorded,
        reason=reason,
        facts=tuple(
            RedactedFactAnswer(
                fact=one.fact_id,
                dialogue=one.dialogue,
                position=one.position,
                kind=one.fact.kind(),
                summary=None if recorded else summary(one.fact),
                guessable=not any(one.fact.said(name) for name in _OWN_WORDS),
            )
            for one in found.facts
        ),
        stays=found.stays,
        swept=False,
        copies=(),
    )
