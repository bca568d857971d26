"""Sides that are parts of a program: appending, replaying, rebuilding, answering, each in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.commands import LARGE_DIALOGUE, REBUILD
from tests.bench.figure import Side, number
from tests.bench.history import DIALOGUE, FIVE_HUNDRED, STORYLINE_FACTS
from tests.bench.materials import in_schema
from tests.bench.process import seconds, seconds_until_said, settings, timed, timeline

if TYPE_CHECKING:
    from tests.bench.figure import Sides
    from tests.bench.materials import Materials

BATCH = 1_000
"""Facts of a lot of ours, and of a transaction of the library's, in bulk appends."""

ONE_TRANSACTION = f"`engine.appending`, lots of {BATCH:,} in one transaction"
MANY_TRANSACTIONS = f"`engine.append`, {BATCH:,} a transaction"

ONE_BY_ONE, WITH_ANSWERS = 1_000, 200
"""Facts of a value where each has a transaction of its own; and where answers are made besides."""

PROJECTED = 5_000
"""Events that the library projects for a value, each in a transaction of its own."""

ON_POSTGRES = 20_000
"""Facts of a value on PostgreSQL, where the library is slowest."""

STREAMED, WAITING = 768, 16
"""Lines of a stream, and how many of them wait at a time. Of fewer the time of a dozen commits would decide."""

STEPS = 50
"""Facts that are taken one by one, each with what it changes."""

JUDGED_DIALOGUE, JUDGEMENTS = 1_000, 500
"""Facts of a dialogue, and how many judgements on them are taken one by one."""

REPEATS = 20
"""Answers in process of which a value is the median."""


def one_by_one(task: str, label: str, facts: int = ONE_BY_ONE) -> Sides:
    """So many facts, each in a transaction, beside the library's bare `Application.save` of the same payloads."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        def appended() -> float:
            with materials.scratch() as folder:
                return timed(task, store=str(folder / "ours.db"), facts=facts).each

        def saved() -> float:
            with materials.scratch() as folder:
                return timed("library.save_one_by_one", file=str(folder / "library.db"), facts=facts).each

        return Side(label, appended), Side("the library's `Application.save`", saved)

    return sides


def bulk(task: str, label: str) -> Sides:
    """Many facts through the engine beside the library's recorder."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        facts = materials.middle

        def appended() -> float:
            with materials.scratch() as folder:
                return timed(task, store=str(folder / "ours.db"), facts=facts, lot=BATCH).each

        return Side(label, appended), _recorder(materials, facts)

    return sides


def bulk_files(materials: Materials) -> tuple[Side, Side]:
    """Fact files through the command line beside the library's recorder."""
    facts = materials.middle
    command = timeline("append", "--from", *materials.fact_files(facts))

    def appended() -> float:
        with materials.scratch() as folder:
            return seconds_until_said(command, settings(str(folder / "ours.db"))) / facts

    return Side("`timeline append --from`, from its start until it says what is stored", appended), _recorder(
        materials, facts
    )


def _recorder(materials: Materials, facts: int) -> Side:
    def inserted() -> float:
        with materials.scratch() as folder:
            return timed("library.append_in_bulk", file=str(folder / "library.db"), facts=facts, batch=BATCH).each

    return Side(f"the library's recorder, {BATCH:,} a transaction", inserted)


def stream(materials: Materials) -> tuple[Side, Side]:
    """Lines of a stream of which sixteen wait at a time beside lines that come one by one, for a fact."""

    def side(together: int) -> Side:
        def appended() -> float:
            with materials.scratch() as folder:
                return timed(
                    "ours.append_stream", store=str(folder / "ours.db"), facts=STREAMED, together=together
                ).each

        return Side(f"`timeline append --stream`, {together} waiting", appended)

    return side(WAITING), side(1)


def step(materials: Materials) -> tuple[Side, Side]:
    """One fact more in a dialogue of ten thousand, with all that it changes, beside one more in one of 150."""

    def side(facts: int) -> Side:
        store = materials.dialogue(facts)
        label = f"a step of the fold, dialogue of {facts:,} facts"
        return Side(label, lambda: timed("ours.step", store=store, slug=DIALOGUE, facts=STEPS).each)

    return side(LARGE_DIALOGUE), side(STORYLINE_FACTS)


def judging(materials: Materials) -> tuple[Side, Side]:
    """One judgement more in a dialogue of a thousand facts, the last of five hundred, beside one fact more."""
    store = materials.dialogue(JUDGED_DIALOGUE)
    return (
        Side(
            f"a judgement, the first {JUDGEMENTS} on {JUDGED_DIALOGUE:,} facts",
            lambda: timed("ours.judge", store=store, slug=DIALOGUE, judgements=JUDGEMENTS).each,
        ),
        Side(
            f"a step of the fold, dialogue of {JUDGED_DIALOGUE:,} facts",
            lambda: timed("ours.step", store=store, slug=DIALOGUE, facts=STEPS).each,
        ),
    )


def replay(*, values: bool) -> Sides:
    """Every fact as its model beside the library's events, whose times and persons may be values of their own."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        store = materials.store(materials.middle)
        file = materials.library_store(materials.middle, values=values)
        kind = "times and persons as values" if values else "payloads left as JSON has them"
        return (
            Side("every fact through the port, as its model", lambda: timed("ours.replay", store=store).each),
            Side(
                f"`select_notifications` and mapper, {kind}",
                lambda: timed("library.replay", file=file, values=values).each,
            ),
        )

    return sides


def rebuild(materials: Materials) -> tuple[Side, Side]:
    """All read models of the largest store, by all cores, beside the library's projection of one counter."""
    facts = materials.large
    command, env = timeline(*REBUILD), settings(materials.store(facts))
    file, projected = materials.library_store(materials.middle), min(PROJECTED, materials.middle)

    def counted() -> float:
        with materials.scratch() as folder:
            return timed("library.project", file=file, view=str(folder / "view.db"), facts=projected).each

    return (
        Side(f"`timeline {' '.join(REBUILD)}`, {number(facts)} facts", lambda: seconds(command, env) / facts),
        Side("the library's projection, one event a transaction", counted),
    )


def old_day(materials: Materials) -> tuple[Side, Side]:
    """`state` on the day on which the dialogue of 500 facts ended, beside the library's replay of that stream."""
    store = materials.store(materials.middle)
    file = materials.library_store(materials.middle)
    slug, day = FIVE_HUNDRED.slug, FIVE_HUNDRED.last.isoformat()
    return (
        Side(
            f"`state` as known on {day}, in process",
            lambda: timed("ours.state_on_day", store=store, dialogue=slug, day=day, repeats=REPEATS).each,
        ),
        Side(
            "the library's replay of that stream",
            lambda: timed("library.replay_dialogue", file=file, dialogue=slug, repeats=REPEATS).each,
        ),
    )


def bulk_postgres(materials: Materials) -> tuple[Side, Side]:
    """As `bulk`, in PostgreSQL."""
    facts = min(ON_POSTGRES, materials.middle)

    def appended() -> float:
        with materials.postgres() as (address, schema):
            return timed("ours.append_in_bulk", store=in_schema(address, schema), facts=facts, lot=BATCH).each

    def inserted() -> float:
        with materials.postgres() as (address, schema):
            task = "library.append_in_bulk_postgres"
            return timed(task, address=address, schema=schema, facts=facts, batch=BATCH).each

    return (
        Side(ONE_TRANSACTION, appended),
        Side(f"the library's recorder, {BATCH:,} a transaction", inserted),
    )


def rebuild_postgres(materials: Materials) -> tuple[Side, Side]:
    """As `rebuild`, in PostgreSQL, where the library can run its projections itself."""
    facts = min(ON_POSTGRES, materials.middle)

    def rebuilt() -> float:
        with materials.postgres() as (address, schema):
            store = in_schema(address, schema)
            timed("ours.make_store", store=store, facts=facts)
            return seconds(timeline(*REBUILD), settings(store)) / facts

    def projected() -> float:
        with materials.postgres() as (address, schema):
            return timed("library.project_postgres", address=address, schema=schema, facts=min(PROJECTED, facts)).each

    return (
        Side(f"`timeline {' '.join(REBUILD)}`, {number(facts)} facts", rebuilt),
        Side("the library's `ProjectionRunner`", projected),
    )
