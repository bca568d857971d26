"""Any facts, exported, appended elsewhere, merged in any order: the same facts and the same answers?"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from events.fact_file import read
from events.fact_file.drafting import KINDS
from events.fact_file.logged import line_of
from events.facts.judgement import JudgementOnFact
from events.facts.tracking import ReportFiled
from events.identity import canonical_json
from events.intake.batch import record
from events.intake.draft import Draft
from events.integrity.verification import verify
from events.store.address import open_engine
from events.store.log import FactLog
from tests.fact_file.strategies import WINDOWS, attributes
from tests.torture.arena import Outcome, Scenario
from tests.torture.checks import read_models_hold
from tests.torture.facts import Document
from tests.torture.merge import states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.store.address import PostgresAddress, SqliteAddress
    from events.store.port import Engine
    from tests.torture.arena import Arena

_DIALOGUES = ("talks", "other")
_OPENINGS = b"".join(Document({"dialogue": name, "title": f"Talks {name}"}).line for name in _DIALOGUES)
_RANKED = {"slips", "upcoming"}
"""Lists of an answer whose order is a part of it."""
_TOLD_KINDS = sorted(kind for kind, model in KINDS.items() if not issubclass(model, JudgementOnFact))


_FEW: dict[str, Sequence[Any]] = {
    "session": (1, 2, "e1"),
    "track": ("main", "expert"),
    **dict.fromkeys(("actor", "by", "host", "mediator", "person", "predecessor"), ("A", "B")),
    "to": ("A", ["A", "B"]),
    **dict.fromkeys(("issue", "invitation", "commitment", "deadline", "document", "office"), ("x", "y")),
    "subjects": (["session:1", "session:2"], ["person:A", "person:B"]),
    "outlet": ("Agency", "Gazette"),
    "origin": ("Ministry", "Agency"),
    "place": ("Geneva", "Baghdad"),
}
"""What facts are about is one of a few things, so that reports meet, agree and contradict each other."""


@st.composite
def _narrowed(draw: st.DrawFn, written: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """What a report says, of one of the few subjects; it cites the report of its document."""
    return {
        name: draw(st.sampled_from(_FEW[name])) if name in _FEW and not (name == "to" and _is_time(value)) else value
        for name, value in draw(written).items()
        if name != "report"
    }


def _is_time(value: object) -> bool:
    """The `to` of a role is a time."""
    return isinstance(value, dict) or value in WINDOWS


def _of_kind(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return _narrowed(attributes(KINDS[kind])).map(lambda written: {"kind": kind, **written})


facts = st.sampled_from(_TOLD_KINDS).flatmap(_of_kind)
reported: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "dialogue": st.sampled_from(_DIALOGUES),
        "facts": st.lists(facts, min_size=1, max_size=3),
        "report": _narrowed(attributes(ReportFiled)),
    }
)


@dataclass
class Story:
    """What three analysts recorded, and in which orders their logs are merged.

    Attributes:
        lots: documents of a fact file, as lines; a retraction stands in one lot with what it retracts.
        shares: the lots of each analyst, in the order in which he recorded them.
        orders: in which the three logs are merged.

    """

    lots: list[bytes]
    shares: list[list[int]]
    orders: list[list[int]]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Any story."""
    lots = []
    for number, written in enumerate(draw(st.lists(reported, min_size=1, max_size=6))):
        # Each on a day of its own: of facts of one day the log's order tells the newer, and merging changes that.
        dated = {"id": f"r{number}", "published": f"2024-02-{number + 1:02}"}
        document = Document({**written, "report": {**written["report"], **dated}})
        lot = document.line
        if draw(st.booleans()) and len(document.ids) > 1:
            retraction = {
                "kind": "fact-retracted",
                "target": document.ids[-1],
                "whose": draw(st.sampled_from(["coder"])),
            }
            lot += Document({"dialogue": written["dialogue"], "facts": [retraction]}).line
        lots.append(lot)
    share = st.lists(st.integers(0, len(lots) - 1), unique=True)
    return Story(lots, [draw(share) for _ in range(3)], [draw(st.permutations(range(3))) for _ in range(2)])


def play(arena: Arena) -> Outcome:
    """Try any stories."""
    outcome = Outcome()
    rules = settings(
        max_examples=arena.rounds,
        database=None,
        deadline=None,
        # Shrinking takes many minutes; whoever looks into a failure adds Phase.shrink for the time being.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )

    @seed(arena.dice.getrandbits(32))
    @rules
    @given(stories())
    def try_(story: Story) -> None:
        if outcome.rounds < arena.rounds:
            outcome.rounds += 1
            arena.watch(outcome)
        _try(story, arena, outcome)

    try:
        try_()
    except AssertionError as error:
        outcome.fail("inconsistent", "\n".join([str(error), *getattr(error, "__notes__", [])])[:2000])
    return outcome


def _try(story: Story, arena: Arena, outcome: Outcome) -> None:
    logs = [_recorded(arena, b"".join(story.lots[number] for number in share)) for share in story.shares]
    results = []
    for order in story.orders:
        with open_engine(arena.address()) as target:
            for number in order:
                _merge(target, logs[number])
            assert read_models_hold(target) == []
            head = target.head()
            _merge(target, logs[order[0]])
            assert target.head() == head, "merged again, something was added"
            results.append((sorted(row.fact_id for row in target.since()), target.versions(), _sorted(states(target))))
    for name, one, other in zip(("the facts", "the versions", "the answers"), *results, strict=True):
        assert one == other, f"{name} depend on the order of merging {story.orders}: {_difference(one, other)}"
    union = set[str]().union(*(_ids(log) for log in logs))
    assert union == set(results[0][0]), "the merged log is not all of the logs"
    _move(logs[0], arena)
    outcome.seen["facts moved"] += len(union)


def _recorded(arena: Arena, lines: bytes) -> SqliteAddress | PostgresAddress:
    address = arena.address()
    with open_engine(address) as engine:
        drafts = read(BytesIO(_OPENINGS + lines), "a.jsonl")
        record(FactLog(engine), drafts, recorded_by="anna")
    return address


def _ids(address: SqliteAddress | PostgresAddress) -> set[str]:
    with open_engine(address) as engine:
        return {row.fact_id for row in engine.since()}


def _merge(target: Engine, log: SqliteAddress | PostgresAddress) -> None:
    with open_engine(log) as other:
        drafts = [Draft.copy_of(row, f"position {row.position}") for row in other.since()]
    record(FactLog(target), drafts, recorded_by="bert")


def _move(address: SqliteAddress | PostgresAddress, arena: Arena) -> None:
    """Export a log, append it elsewhere: it is the same log."""
    with open_engine(address) as engine, open_engine(arena.address()) as there:
        lines = _exported(engine)
        for _ in range(2):
            record(FactLog(there), read(BytesIO(lines), "log.jsonl"), recorded_by="bert")
        assert _exported(there) == lines, "exported and appended, the log is another"
        assert verify(there) == verify(engine)
        assert states(there) == states(engine)


def _exported(engine: Engine) -> bytes:
    return b"".join(map(line_of, engine.since()))


def _sorted(answer: Any, key: str = "") -> Any:
    """An answer with its lists in one order: what nothing else ranks stands in the order of the log, as it may."""
    if isinstance(answer, dict):
        return {name: _sorted(value, name) for name, value in answer.items()}
    if isinstance(answer, list):
        items = list(map(_sorted, answer))
        return items if key in _RANKED else sorted(items, key=canonical_json)
    return answer


def _difference(one: Any, other: Any, path: Sequence[str | int] = ()) -> str:
    """Where two answers part."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs: Iterable[tuple[Any, Any, Any]] = ((key, one[key], other[key]) for key in one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = ((number, *pair) for number, pair in enumerate(zip(one, other, strict=True)))
    else:
        return f"{'.'.join(map(str, path))}: {_short(one)} or {_short(other)}"
    return next((_difference(a, b, (*path, key)) for key, a, b in pairs if a != b), "")


def _short(value: Any) -> str:
    return canonical_json(value).decode()[:300]


SCENARIO = Scenario(
    "moving",
    "any facts appended, exported, appended elsewhere, merged in any order",
    ("sqlite", "postgres"),
    short=3,
    long=300,
    play=play,
)
