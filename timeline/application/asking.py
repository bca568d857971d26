"""How does a question get its answer? From a kept answer if one is ready. Otherwise the log is folded and projected."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from events.errors import BadInputError, NotFoundError
from timeline.application.given import names_in
from timeline.application.moment import Moment, day_of, instant_of
from timeline.application.reply import Reply
from timeline.read_models.past_form import answer_of_today, past_answer
from timeline.read_models.stored_form import SHAPE, UnreadableAnswerError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime
    from typing import Unpack

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.answers.check import FindingAnswer
    from timeline.answers.shapes import Question
    from timeline.application.times import Times
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.state import State

SLUGS_SHOWN = 20
"""Of the dialogues that there are, to who asked for another."""


def answered(engine: Engine, question: Question, today: date, dialogue: str, **times: Unpack[Times]) -> Reply:
    """The answer to a question that the state of one dialogue answers.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    moment = Moment.of(today, **times)
    ready = _ready(engine, question, dialogue, moment)
    if ready is not None:
        return Reply(question, plain=ready)
    return Reply(question, made=question.answer(state_of(engine, dialogue, moment)))


def positions_held(
    engine: Engine,
    question: Question,
    today: date,
    dialogue: str,
    *,
    issue: str | None = None,
    **times: Unpack[Times],
) -> Reply:
    """The positions of a dialogue, or the stances on one issue beside each other.

    Raises:
        NotFoundError: there is no such dialogue, or nobody holds a position on that issue.

    """
    reply = answered(engine, question, today, dialogue, **times)
    if issue is None:
        return reply
    rows = reply.plain
    stances = [row for row in rows if row["issue"] == issue]
    if not stances:
        issues = list(dict.fromkeys(row["issue"] for row in rows))
        message = f"nobody holds a position on {issue!r} in {dialogue}"
        from events.wording import did_you_mean

        hint = did_you_mean(issue, issues) or (f"There is {', '.join(issues)}." if issues else "")
        raise NotFoundError(message, hint=hint)
    return Reply(question, plain=stances)


def _ready(engine: Engine, question: Question, dialogue: str, moment: Moment) -> Any:  # noqa: ANN401 - any value that JSON has
    """The answer kept for a moment. None where none is ready, or it was damaged."""
    if not (question.kept and (moment.is_now or moment.is_past)):
        return None
    answer = answer_of_today if moment.is_now else past_answer
    try:
        return answer(engine.read_models, SHAPE, dialogue, question.kept, moment.on)
    except (UnreadableAnswerError, KeyError, TypeError):  # `timeline verify` names it; the log has the answer
        return None


def explained(
    engine: Engine, question: Question, today: date, dialogue: str, subject: str, **times: Unpack[Times]
) -> Reply:
    """The chain of evidence of `SUBJECT` or `SUBJECT.ATTRIBUTE`.

    Raises:
        NotFoundError: there is no such dialogue.
        SubjectNotFoundError: nothing, or more than one subject, answers to the text.

    """
    from timeline.answers.explain import explain_answer
    from timeline.projections import explain

    state = state_of(engine, dialogue, Moment.of(today, **times))
    return Reply(question, made=explain_answer(explain.project(state, subject), state.knowledge))


def explainable(engine: Engine, today: date, dialogue: str, **times: Unpack[Times]) -> list[str]:
    """The subjects of a dialogue, then each with its attributes: what can be explained.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    dossiers = state_of(engine, dialogue, Moment.of(today, **times)).dossiers
    names = [str(dossier.subject) for dossier in dossiers]
    return names + [f"{dossier.subject}.{attribute}" for dossier in dossiers for attribute in dossier.verdicts]


def linkable(engine: Engine, dialogue: str) -> list[str]:
    """Everything of a dialogue that can be judged to be the same as something else.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from timeline.application import judging
    from timeline.knowledge.known import knowledge

    require(engine, [dialogue])
    return list(dict.fromkeys(map(str, judging.linkable(knowledge(ledger_of(log_of(engine), dialogue))))))


def findings() -> tuple[str, ...]:
    """The sorts of findings that `check` looks for."""
    from timeline.projections.check import FINDINGS

    return tuple(FINDINGS)


def differing(  # noqa: PLR0913, PLR0917 - what every question takes, and its own
    engine: Engine,
    question: Question,
    today: date,
    dialogue: str,
    first: date | str,
    last: date | str,
    *,
    recorded_at: datetime | date | str | None = None,
) -> Reply:
    """What changed between what was known on two days.

    Raises:
        BadInputError: the later day stands first.
        NotFoundError: there is no such dialogue.

    """
    from timeline.answers.diff import diff_answer
    from timeline.application.held import held
    from timeline.read_models import past_changes

    days = day_of(first) or today, day_of(last) or today
    if days[1] < days[0]:
        raise BadInputError(f"{days[0]} comes after {days[1]}", hint="Give the earlier day first.")
    instant = instant_of(recorded_at)
    require(engine, [dialogue])
    keeps, ready = held(engine), None
    if instant is None:
        read = keeps.stretches if keeps else past_changes.stretches
        ready = past_changes.difference(engine.read_models, SHAPE, dialogue, *days, read)
    if ready is not None:
        difference, gone = ready, _redacted(engine, dialogue)
    elif instant is None and keeps:
        difference, gone = keeps.difference(log_of(engine), dialogue, *days)
    elif instant is None:
        from timeline.projections.walk import KnowledgeWalk

        walk = KnowledgeWalk(ledger_of(log_of(engine), dialogue), days[0])
        difference, gone = walk.difference(days[1]), walk.known.redacted
    else:
        from timeline.projections import diff

        before, after = (state_of(engine, dialogue, Moment(day, day, instant)) for day in days)
        difference = diff.condensed(diff.project(before, after))
        gone = after.knowledge.redacted
    answer = diff_answer(difference, dialogue=dialogue, from_day=days[0], to_day=days[1], redacted=gone)
    return Reply(question, made=answer)


def _redacted(engine: Engine, dialogue: str) -> tuple[str, ...]:
    """Ids of the facts of a dialogue whose content was taken away. Rows are read only where a store has any."""
    if not any(topic.startswith("fact-redacted@") for topic in engine.topics()):
        return ()
    from events.identity import REDACTED

    return tuple(row.fact_id for row in engine.stream(dialogue) if row.payload == REDACTED)


def checked(
    engine: Engine,
    question: Question,
    today: date,
    *dialogues: str,
    only: Collection[str] = (),
    **times: Unpack[Times],
) -> Reply:
    """What wants attention in dialogues, or in all. Only these sorts of findings, or all.

    Raises:
        BadInputError: there is no such sort. Lists those there are.
        NotFoundError: there is no such dialogue.

    """
    from events.store.by_dialogue import each_in_order
    from timeline.projections import check

    unknown = [name for name in only if name not in check.FINDINGS]
    if unknown:
        raise BadInputError(f"no finding {unknown[0]!r}", hint=f"There are {', '.join(check.FINDINGS)}.")
    require(engine, dialogues)
    versions = engine.versions()
    sizes = {dialogue: versions[dialogue] for dialogue in dialogues or versions}
    work = partial(_findings, moment=Moment.of(today, **times), only=frozenset(only))
    return Reply(question, made=chain.from_iterable(each_in_order(engine, sizes, work)))


def _findings(log: FactLog, dialogue: str, /, *, moment: Moment, only: Collection[str]) -> list[FindingAnswer]:
    """What wants attention in one dialogue as of a moment."""
    from timeline.answers.check import finding_answer
    from timeline.projections import check
    from timeline.projections.state import State

    state = State.of(ledger_of(log, dialogue, moment.recorded_at), on=moment.on, known_at=moment.known_at)
    found = (one for one in check.project(state) if not only or one.finding in only)
    return [finding_answer(one, state.knowledge) for one in found]


# ---- from the log to the state of a dialogue ---------------------------------------------------------------------


def state_of(engine: Engine, dialogue: str, moment: Moment) -> State:
    """One dialogue as of a moment, projected from its log.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from timeline.application.held import held
    from timeline.projections.state import State

    require(engine, [dialogue])
    if keeps := held(engine):
        return keeps.state(log_of(engine), dialogue, moment)
    ledger = ledger_of(log_of(engine), dialogue, moment.recorded_at)
    return State.of(ledger, on=moment.on, known_at=moment.known_at)


def log_of(engine: Engine) -> FactLog:
    """The log of a store, whose shapes are checked once, whatever the number of dialogues read from it."""
    from events.store.log import FactLog

    return FactLog(engine)


def ledger_of(log: FactLog, dialogue: str, recorded_at: datetime | None = None) -> Ledger:
    """The log of a dialogue as it was held at an instant."""
    from timeline.knowledge.ledger import replay

    return replay(log.stream(dialogue), recorded_at=recorded_at)


def require(engine: Engine, dialogues: Iterable[str]) -> None:
    """Refuse a slug that the store does not know.

    Raises:
        BadInputError: it is no text.
        NotFoundError: says what there is, the likeliest first.

    """
    named = names_in(dialogues)
    if not named:
        return
    known = engine.versions()
    for dialogue in named:
        if dialogue not in known:
            from difflib import get_close_matches

            near = get_close_matches(dialogue, known)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"There is {_listed(list(known))}."
            raise NotFoundError(f"no dialogue {dialogue!r} in this store", hint=hint)


def _listed(slugs: Sequence[str]) -> str:
    """The first few of many, and how to see the rest."""
    more = len(slugs) - SLUGS_SHOWN
    listed = ", ".join(slugs[:SLUGS_SHOWN]) or "none yet"
    return f"{listed}, and {more:,} more: see «dialogues»" if more > 0 else listed
