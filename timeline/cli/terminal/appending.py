"""How do commands append drafts, and what do they print of it?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from events.advice import Next
from events.errors import NotFoundError
from events.facts.session import SessionPostponed, SessionProposed, SessionScheduled
from events.intake.portion import Portion
from events.store.options import OpenMode
from events.wording import counted
from timeline.application import recording
from timeline.application.ahead import Ahead
from timeline.application.tracker import Tracker
from timeline.cli.options import today
from timeline.cli.terminal.output import print_array
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import as_commands, done, remark, say, say_besides, say_done
from timeline.cli.throw_away import throw_away_engine
from timeline.forms.doubts import lacks_window
from timeline.text.summary import FACT_ID_SHOWN, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.intake.batch import Batch
    from events.intake.draft import Draft, Ready
    from events.store.port import Engine
    from timeline.answers.effect import EffectAnswer
    from timeline.application.recording import Outcome
    from timeline.cli.options import Store


_PLANS: Final = tuple(f"{model.kind()}@" for model in (SessionProposed, SessionScheduled, SessionPostponed))
"""What the topics of plans begin with."""

_FIRST: Final = (
    "The first facts of a store open a dialogue: a document of the file has `dialogue` and `title`, or «add» asks for"
    " them. If your log is elsewhere, name it with «:store»."
)


def append(
    drafts: Iterable[Draft | Portion],
    store: Store,
    *,
    recorded_by: str,
    expected_version: int | None = None,
    dry_run: bool = False,
    each: bool = False,
    ahead: bool = False,
) -> None:
    """Append drafts, and print what became of them.

    Args:
        drafts: as many as there are. They are taken one by one, and none of them is held.
        store: where they go. The first facts, which open a dialogue, may make it.
        recorded_by: who appends.
        expected_version: the version that their one dialogue must have.
        dry_run: store nothing, and print what would become of them.
        each: print a receipt for each fact as JSON, not a line for each dialogue.
        ahead: whether to begin before they are read to the end (`timeline.application.ahead`).

    Raises:
        TimelineError: why none of them was stored.

    """
    plans: list[Draft | Ready] = []
    is_ahead = ahead and not dry_run and expected_version is None
    going = Ahead(store.address if is_ahead else None, recorded_by=recorded_by, each=each)
    with going, recording.gathered(_noting(drafts, plans), going.follow) as batch:
        if dry_run:
            outcome = _tried(store, batch, each=each)
            _print(outcome, each=each)
            _remark_on(outcome, plans)
            return
        appended = going.finished(batch, watch=watch)
        with _opened(store, batch) as tracker:
            going.close()
            if going.made:
                _say_of_new(tracker.engine)
            outcome = appended or tracker.record(
                batch, recorded_by=recorded_by, expected_version=expected_version, each=each, watch=watch
            )
            # At once: who does not wait for the answers has the facts all the same.
            _print(outcome, each=each)
            sys.stdout.flush()
            for one in tracker.likely_errors(outcome):
                remark(f"{one.subject}: {one.message}?\n    {as_commands(one.hint, quoted=False)}")
            _remark_on(outcome, plans)
            batch.close()  # what waited in it would lie beside what makes the answers
            say_besides(tracker.make_ready(outcome.dialogues, watch=watch))


def may_lack_window(fact: Ready) -> bool:
    """Whether a fact may be a plan without the time it is for: seen of most without making a model."""
    return fact.topic.startswith(_PLANS) and not fact.says("window")


def _noting(drafts: Iterable[Draft | Portion], plans: list[Draft | Ready]) -> Iterator[Draft | Portion]:
    """The drafts as they come; those that tell when a plan was announced, and not what time it is for, are noted."""
    day = today()
    for draft in drafts:
        doubtful = draft.chosen if isinstance(draft, Portion) else [draft]
        plans += [one for one in doubtful if lacks_window(one.fact, day) is not None]
        yield draft


def _remark_on(outcome: Outcome, plans: Sequence[Draft | Ready]) -> None:
    """Say of plans without a time that this is what they are: nothing in the answer would show it."""
    if not plans or not any(new for _, new, _ in outcome.added):
        return
    first = plans[0]
    if len(plans) == 1:
        told = f"1 plan has no date: {first.source} says when it was announced"
    else:
        told = f"{len(plans):,} plans have no date, the first at {first.source}: they say when they were announced"
    remark(
        f"{told} (`when`), but no time that is planned (`window`). {Next('check', dialogue=first.dialogue)} says more."
    )


def effects(drafts: Iterable[Draft], store: Store) -> list[EffectAnswer]:
    """What a few drafts would say and change, also where there is no store yet.

    Raises:
        TimelineError: why none of them can be recorded.

    """
    try:
        tracker = store.tracker()
    except NotFoundError:
        tracker = Tracker(throw_away_engine(), today())
    with tracker:
        return tracker.effects(drafts)


def _tried(store: Store, batch: Batch, *, each: bool) -> Outcome:
    try:
        tracker = store.tracker()
    except NotFoundError as error:
        if not batch.opened:
            error.hint = _FIRST
            raise
        with throw_away_engine() as empty:
            return recording.tried(empty, batch, each=each)
    with tracker:
        return tracker.try_out(batch, each=each)


def _opened(store: Store, batch: Batch) -> Tracker:
    """The store, made for facts that may be its first ones. Anything else, as after a mistyped address, needs one."""
    try:
        return store.tracker(OpenMode.APPEND)
    except NotFoundError as error:
        if not batch.opened:
            error.hint = _FIRST
            raise
        with throw_away_engine() as empty:
            recording.check(empty, batch)  # before there is a store for nothing
        tracker = store.tracker(OpenMode.CREATE)
        remark_on_new(tracker.engine)
        return tracker


def remark_on_new(engine: Engine) -> None:
    """Say before the first fact who cannot write to a store that was just made."""
    if engine.head() == 0:
        _say_of_new(engine)


def _say_of_new(engine: Engine) -> None:
    from timeline.application.remarks import of_new_store  # here, since a store is made once

    say_besides(of_new_store(engine))


def _print(outcome: Outcome, *, each: bool) -> None:
    """Print a receipt for each fact, or a line for one fact, or one for each dialogue."""
    became, tell = ("added", say_done) if outcome.recorded else ("would be added", say)
    if each:
        if outcome.recorded:
            done("; ".join(f"{counted(new, 'fact')} added ({slug})" for slug, new, _ in outcome.added))
        print_array(receipt.model_dump(mode="json") for receipt in outcome.receipts())
    elif outcome.only is not None:
        receipt, fact = outcome.only
        place = "" if receipt.position is None else f" at position {receipt.position}"
        became = became if receipt.added else "is known already"
        tell(f"fact {receipt.fact[:FACT_ID_SHOWN]} {became}{place} ({receipt.dialogue}): {summary(fact)}")
    else:
        for dialogue, new, known in outcome.added:
            tell(f"{new} fact{'' if new == 1 else 's'} {became}, {known} known already ({dialogue})")
        if not outcome.dialogues:
            say("0 facts: the files hold none")
