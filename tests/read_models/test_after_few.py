"""An append that reads only what it touches leaves the same answers as one that reads all, or says that it cannot."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from events.facts.attributes import attributes_of
from events.facts.base import ReportedFact
from events.facts.catalogue import UPCASTS
from events.facts.judgement import JudgementOnFact
from events.facts.subject import session_subject
from events.intake.correction import CorrectionError, corrected
from events.store.log import recorded_fact
from events.store.port import StoredFact
from tests.chance import tries
from tests.given import fact_id, heading, judgement, recorded, report
from timeline.claims.participants import parties_named
from timeline.knowledge.known import persons_named
from timeline.knowledge.ledger import replay
from timeline.read_models import chapters, cut, past_cut, stored_form
from timeline.read_models.making import after_few, is_of_log, read_model_of
from timeline.read_models.past_holding import told_as_one
from timeline.read_models.stored_form import unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.log import RecordedFact
    from events.store.read_models import ReadModel
    from tests.given import Told

DAY = date(2025, 5, 20)
Facts = list[dict[str, Any]]


def rows_of(facts: Sequence[RecordedFact]) -> list[StoredFact]:
    """Facts as a store holds them."""
    return [
        StoredFact(*one[:6], payload=one.fact.payload(), recorded_at=one.recorded_at, recorded_by=one.recorded_by)
        for one in facts
    ]


def gone_on(facts: Sequence[RecordedFact], count: int, days: Sequence[date], *, at_once: int = 1) -> list[bool]:
    """Whether each append went on from few facts, after the first ones; what did is what is made of the log."""
    kept = read_model_of(replay(facts[:count]), days[0])
    rows, went = rows_of(facts), list[bool]()
    for day in days:
        count = min(count + at_once, len(facts))
        if count == kept.version:
            break
        found = after_few(kept, partial(ends_after, kept), rows[:count], recorded_fact, day)
        found = found and put(found, kept)
        ledger = replay(facts[:count])
        went.append(found is not None)
        if found is not None:
            assert is_of_log(found, ledger), (count, day)
            assert said(found) == said(read_model_of(ledger, day)), (count, day)
        kept = found or read_model_of(ledger, day)
    return went


def ends_after(kept: ReadModel, day: int) -> ReadModel:
    """What is kept, without the answers that end by a day, as a store gives it."""
    answers = tuple(one for one in kept.answers if one.until > day)
    return kept._replace(answers=answers, answers_after=day)


def put(made: ReadModel, kept: ReadModel) -> ReadModel:
    """What a store holds once something was put that leaves earlier answers as they are."""
    stays = (one for one in kept.answers if one.until <= made.answers_after)
    return made._replace(answers=(*stays, *made.answers), answers_after=0)


def said(one: ReadModel) -> tuple[object, ...]:
    """What is not compared by `is_of_log`."""
    # Of what stands in several stretches of days each is a row, wherever they end.
    rows = (("", row.since, row.until, row.since, list(row[3:-1]), unpacked(row.answer)) for row in one.to_come)
    return unpacked(one.heading), one.version, one.since, one.until, told_as_one(rows)


# ---- any dialogue ------------------------------------------------------------------------------------------------

moments = st.dates(date(2025, 5, 1), date(2025, 6, 10)).map(date.isoformat)
times = st.one_of(moments, st.sampled_from(["2025-05", "2025-05-20~", "2025-05-15/2025-05-25", "2025"]))
PLACES = st.sampled_from(["Rome", "Oslo", "الناقورة"])
PERSONS = st.sampled_from([[{"name": "P", "side": "A"}], [{"name": "Q", "side": "B"}], [{"name": "R"}]])


def fact(kind: str, *times_: str, **fixed: object) -> st.SearchStrategy[dict[str, Any]]:
    """A fact of a kind that says this, and perhaps these times."""
    always = {"kind": st.just(kind)} | {name: st.just(value) for name, value in fixed.items()}
    maybe: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(times_, times)
    return st.fixed_dictionaries(always, optional=maybe)


def alone(how: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A fact of a kind whose subjects are made of the facts about them alone."""
    said = {"when": times, "place": PLACES, "modality": st.sampled_from(how)}
    contact = {"kind": st.just("contact-held"), "format": st.sampled_from(["call", "visit"])}
    measure = {"kind": st.just("measure-taken"), "actor": st.sampled_from(["A", "B"]), "about": st.just("x")}
    statement = {"kind": st.just("statement-made"), "actor": st.sampled_from(["A", "B"])}
    return st.one_of(
        st.fixed_dictionaries(contact, optional={**said, "persons": PERSONS}),
        st.fixed_dictionaries(measure, optional={**said, "persons": PERSONS}),
        st.fixed_dictionaries(statement, optional=said),
    )


def with_others(how: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A fact of a kind whose subjects are made of more: of meetings, or of what shares a name."""
    said = {"when": times, "modality": st.sampled_from(how), "retold": st.booleans()}
    named = st.sampled_from(["c", "d", "paper"])
    position = {
        "kind": st.sampled_from(["position-stated", "position-reaffirmed"]),
        "actor": st.sampled_from(["A", ["A", "B"], "A/i"]),
        "issue": st.sampled_from(["i", "i/i"]),
        "stance": st.sampled_from(["s", "t"]),
    }
    made = {"kind": st.just("commitment-made"), "commitment": named, "by": st.sampled_from(["A", ["A", "B"]])}
    updated = {"kind": st.just("commitment-updated"), "commitment": named, "status": st.sampled_from(["fulfilled"])}
    deadline = {"kind": st.just("deadline-set"), "deadline": named, "due": times}
    issued = {"kind": st.just("document-issued"), "document": named}
    return st.one_of(
        st.fixed_dictionaries(position, optional=said),
        st.fixed_dictionaries(made, optional={**said, "due": times}),
        st.fixed_dictionaries(updated, optional=said),
        st.fixed_dictionaries(deadline, optional={**said, "about": named}),
        st.fixed_dictionaries(issued, optional={**said, "status": st.sampled_from(["agreed", "signed"])}),
    )


HEADS = st.sampled_from(
    [
        [{"name": "P", "side": "A", "part": "head"}],
        [{"name": "Q", "side": "B", "part": "head"}, {"name": "R", "side": "A", "part": "co-chair"}],
        [{"name": "R", "part": "head"}, {"name": "S", "side": "B", "part": "member"}],
        [{"name": "R", "side": "B"}],
    ]
)


def sessions(how: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A fact of a session, which can be planned, moved, called off and held, or of an invitation to one."""
    said = {"modality": st.sampled_from(how), "retold": st.booleans()}
    named = {"session": st.sampled_from([1, 2, 3, "a"]), "track": st.sampled_from([None, None, None, "x"])}
    came = dict.fromkeys(("attended", "absent"), st.sampled_from([["B"], ["C"], ["A", "C"]]))
    planned = st.fixed_dictionaries(
        {"kind": st.sampled_from(["session-proposed", "session-scheduled"]), **named},
        optional={**said, "window": times, "place": PLACES},
    )
    moved = st.fixed_dictionaries(
        {"kind": st.just("session-postponed"), **named}, optional={**said, "window": times, "when": times}
    )
    off = st.fixed_dictionaries(
        {"kind": st.sampled_from(["session-cancelled", "session-not-held"]), **named}, optional={**said, "when": times}
    )
    held = st.fixed_dictionaries(
        {"kind": st.sampled_from(["session-held", "session-held", "session-started"]), **named},
        optional={**said, "when": times, "persons": HEADS, **came},
    )
    invitation = {"invitation": st.sampled_from(["u", "v"])}
    extended = st.fixed_dictionaries(
        {"kind": st.just("invitation-extended"), **invitation, **named, "to": st.sampled_from(["B", ["B", "C"]])},
        optional={**said, "window": times, "when": times},
    )
    answered = st.fixed_dictionaries(
        {"kind": st.just("invitation-answered"), **invitation, "answer": st.sampled_from(["accepted", "declined"])},
        optional={**said, "by": st.just("B"), "when": times},
    )
    told = st.one_of(planned, planned, moved, off, held, held, extended, answered)
    return told.map(lambda one: {name: value for name, value in one.items() if value is not None})


def offices(how: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Somebody comes into an office, or leaves it, or somebody is named who may be in one."""
    said = {"modality": st.sampled_from(how), "when": times}
    changed = {
        "kind": st.just("role-changed"),
        "person": st.sampled_from(["P", "Q", "R"]),
        "office": st.sampled_from(["Minister", "Envoy"]),
    }
    moved = st.one_of(times, st.sampled_from(["Minister", "Rome"]))
    return st.one_of(
        st.fixed_dictionaries(
            changed, optional={**said, "from": moved, "to": moved, "predecessor": st.sampled_from(["P", "S"])}
        ),
        st.fixed_dictionaries(
            {"kind": st.just("contact-held"), "format": st.just("call"), "persons": PERSONS}, optional=said
        ),
    )


def steps(how: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A step of the dialogue itself, or how often it is to meet."""
    said = {"modality": st.sampled_from(how), "when": times, "persons": PERSONS}
    kinds = [f"dialogue-{step}" for step in ("launched", "suspended", "resumed", "ended")]
    rhythm = {"kind": st.just("rhythm-agreed"), "every": st.sampled_from(["P2W", "P1M"])}
    return st.one_of(
        st.fixed_dictionaries({"kind": st.sampled_from(kinds)}, optional=said),
        st.fixed_dictionaries({"kind": st.sampled_from(kinds)}, optional=said),
        st.fixed_dictionaries(rhythm, optional={**said, "track": st.just("x")}),
    )


others = st.one_of(
    fact("session-held", "when", session=1),
    fact("session-started", "when", session=2, track="x"),
    fact("session-scheduled", "window", session=2),
    fact("position-stated", "when", actor="A", issue="peace", stance="For it"),
    fact("role-changed", "from", person="P", office="Minister"),
    fact("commitment-made", "due", commitment="help", by="A"),
    fact("document-issued", "when", document="paper"),
    fact("dialogue-suspended", "when"),
    fact("rhythm-agreed", "when", every="P1M"),
)


@st.composite
def told(draw: st.DrawFn, facts: st.SearchStrategy[dict[str, Any]], name: str) -> Told:
    """A report, or facts that cite none."""
    said = draw(st.lists(facts, min_size=1, max_size=3))
    if draw(st.integers(0, 4)) == 0:
        return judgement(*said, recorded_at=draw(moments))
    published: dict[str, Any] = draw(st.sampled_from([{}, {"published": draw(times)}, {"published": draw(moments)}]))
    origin = draw(st.sampled_from([{}, {"origin": "X"}, {"origin": "Y"}, {"language": "en"}, {"language": "ar"}]))
    return report(name, facts=said, recorded_at=draw(moments), **published, **origin)


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[Told], list[Told]]:
    """What is on record, and what comes after."""
    firm, loose = ["asserted"], ["asserted", "anonymous", "planned", "expected", "denied", "wish"]
    how = draw(st.sampled_from([firm, loose]))
    before = st.one_of(alone(how), with_others(how), others)
    first = [draw(told(before, f"r{number}")) for number in range(draw(st.integers(0, 6)))]
    if draw(st.booleans()):
        first.append(judgement({"kind": "source-assessed", "outlet": "r1", "reliability": "A", "from": draw(moments)}))
    how = draw(st.sampled_from([firm, firm, loose]))
    after = st.one_of(alone(how), with_others(how))
    return [heading("A", "B"), *first], [draw(told(after, f"s{number}")) for number in range(draw(st.integers(1, 3)))]


@st.composite
def logs_of_sessions(draw: st.DrawFn) -> tuple[list[Told], list[Told]]:
    """What is on record of sessions, for the most part, and what comes after."""
    how = draw(st.sampled_from([["asserted"], ["asserted", "asserted", "anonymous", "expected", "denied"]]))
    besides = draw(st.sampled_from([[], [alone(["asserted"]), with_others(["asserted"])], [others]]))
    before = st.one_of(sessions(how), sessions(how), *besides)
    first = [draw(told(before, f"r{number}")) for number in range(draw(st.integers(1, 7)))]
    if draw(st.integers(0, 9)) == 0:
        first.append(ours(kind="fact-retracted", target=fact_id(first[0], 1), whose="coder")[0])
    after = draw(st.sampled_from([sessions(how), st.one_of(sessions(how), with_others(["asserted"]))]))
    return [heading("A", "B"), *first], [draw(told(after, f"s{number}")) for number in range(draw(st.integers(1, 4)))]


@st.composite
def logs_of_the_rest(draw: st.DrawFn) -> tuple[list[Told], list[Told]]:
    """What is on record of offices and of steps of the dialogue, beside sessions, and what comes after."""
    how = draw(st.sampled_from([["asserted"], ["asserted"], ["asserted", "asserted", "planned", "expected", "denied"]]))
    sort = draw(st.sampled_from([offices(how), steps(how), st.one_of(offices(how), steps(how))]))
    before = st.one_of(sort, sort, sessions(["asserted"]), alone(["asserted"]))
    first = [draw(told(before, f"r{number}")) for number in range(draw(st.integers(1, 7)))]
    after = draw(st.sampled_from([sort, st.one_of(sort, sort, sessions(["asserted"]), with_others(["asserted"]))]))
    return [heading("A", "B"), *first], [draw(told(after, f"s{number}")) for number in range(draw(st.integers(1, 4)))]


# ---- with judgements on what is on record --------------------------------------------------------------------------

CORRECTED: dict[str, list[Any]] = {
    "note": ["n"],
    "place": ["Rome", "Vienna"],
    "when": ["2025-05-11", "2025-05", "2025-05-20"],
    "window": ["2025-05-15/2025-05-25", "2025-06"],
    "report": ["r0", "r1", 5],
    "published": ["2025-05-03", "2025-05-18"],
    "title": ["t", None],
    "origin": ["X", "Y"],
    "outlet": ["r0", "O"],
    "session": [1, 2],
    "actor": ["A", ["A", "B"]],
    "stance": ["s", "t"],
    "issue": ["i"],
    "commitment": ["c", "d"],
    "about": ["c", "x"],
    "to": ["B"],
    "persons": [[{"name": "P", "side": "A", "part": "head"}]],
    "modality": ["asserted", "denied"],
    "person": ["P", "Q"],
    "office": ["Minister", "Envoy"],
    "from": ["2025-05-05", "Rome"],
    "every": ["P1W"],
}
LINKED = st.sampled_from(
    [
        *[("person:X", "person:Y"), ("party:A", "party:C"), ("party:X", "party:B")] * 3,
        ("person:P", "person:Q"),
        ("session:1", "session:2"),
        ("contact:2025-05-11/call", "session:3"),
        ("position:A/i", "position:B/i"),
        ("commitment:c", "deadline:d"),
        ("place:Rome", "place:Oslo"),
    ]
)


SORTS = (*["corrected"] * 5, *["retracted"] * 2, "linked", "assessed")


@st.composite
def judgements(draw: st.DrawFn, documents: list[Told], number: int, sorts: Sequence[str] = SORTS) -> Told:
    """A judgement on what documents tell, or on one of their judgements; a link, or an assessment of an outlet."""
    sort = draw(st.sampled_from(sorts))
    because = {"reason": f"{number}"} | draw(st.sampled_from([{}, {}, {"report": "r0"}]))
    when = draw(st.sampled_from(["2025-05-01", "2025-05-12", "2025-05-18"]))
    if sort == "linked":
        judged = {"kind": "subjects-linked", "subjects": list(draw(LINKED)), "as": "same"}
    elif sort == "retitled" and (filed := [one for one in recorded(documents) if one.fact.kind() == "report-filed"]):
        wrong = {"target": draw(st.sampled_from(filed)).fact_id, "field": draw(st.sampled_from(["title", "note"]))}
        judged = {"kind": "fact-corrected", **wrong, "new": "x", "whose": draw(st.sampled_from(["coder", "outlet"]))}
    elif sort == "renamed":
        parties = draw(st.sampled_from([["A"], ["A", "B"], ["C"]]))
        return {**heading(*parties), "title": draw(st.sampled_from(["Talks", "New talks"]))}
    elif sort in ("assessed", "retitled"):
        judged = {"kind": "source-assessed", "outlet": draw(st.sampled_from(["r0", "r1", "s0"]))}
        judged |= {"reliability": draw(st.sampled_from("AACF"))} | draw(st.sampled_from([{}, {"from": draw(moments)}]))
    else:
        facts = recorded(documents)
        reported = [one for one in facts if isinstance(one.fact, ReportedFact)]
        target = draw(st.sampled_from(draw(st.sampled_from([facts, reported or facts, reported or facts]))))
        whose = draw(st.sampled_from(["coder", "coder", "outlet"]))
        judged = {"kind": "fact-retracted", "target": target.fact_id, "whose": whose}
        fields = [name for name in CORRECTED if name in attributes_of(type(target.fact))]
        if sort == "corrected" and fields and not isinstance(target.fact, JudgementOnFact):
            field = draw(st.sampled_from(fields))
            new = draw(st.sampled_from(CORRECTED[field]))
            try:
                corrected(target.fact, field, new)
            except CorrectionError:
                pass
            else:
                judged |= {"kind": "fact-corrected", "field": field, "new": new}
    return judgement({**judged, **because}, recorded_at=when)


@st.composite
def judged(draw: st.DrawFn, logs: st.SearchStrategy[tuple[list[Told], list[Told]]]) -> tuple[list[Told], list[Told]]:
    """A log with many judgements on what was on record before."""
    first, later = draw(logs)
    first = [*first]
    if draw(st.integers(0, 3)) == 0:
        first.append(draw(told(alone(["asserted"]), "5")))
    for number in range(draw(st.integers(1, 8))):
        first.append(draw(judgements(first, number)))
    return first, later


@st.composite
def judged_after(
    draw: st.DrawFn, logs: st.SearchStrategy[tuple[list[Told], list[Told]]]
) -> tuple[list[Told], list[Told]]:
    """A log of which some is judged before, and more afterwards, among what is told."""
    first, told_later = draw(st.one_of(logs, judged(logs)))
    later: list[Told] = []
    for number in range(draw(st.integers(1, 4))):
        later.append(draw(judgements([*first, *later], 20 + number)))
        later += told_later[number : number + draw(st.integers(0, 1))]
    return first, later


MIXED = (("contact", "session"), ("contact", "invitation"), ("commitment", "deadline"), ("deadline", "document"))


@st.composite
def links(draw: st.DrawFn, documents: list[Told], number: int) -> Told:
    """A judgement whether two of the things that documents tell of are one."""
    found: dict[str, dict[str, None]] = {}
    for one in (known.fact for known in recorded(documents)):
        if isinstance(one, ReportedFact) and not isinstance(one, JudgementOnFact):
            places = [f"place:{place}" for place in (one.said("place"), one.said("venue")) if place]
            persons, parties = (
                [f"{type_}:{name}" for name in names]
                for type_, names in (("person", persons_named(one)), ("party", parties_named(one)))
            )
            session = [str(session_subject(one.said("session"), one.said("track")))] if one.said("session") else []
            for subject in (*map(str, one.subjects()), *places, *persons, *parties, *session):
                found.setdefault(subject.partition(":")[0], {})[subject] = None
    pairs = [(type_, type_) for type_, some in found.items() if len(some) > 1 and type_ != "source"]
    pairs += [(one, other) for one, other in MIXED if one in found and other in found]
    pair = list(draw(LINKED))
    if pairs and draw(st.sampled_from([True, True, True, True, False])):
        type_, other = draw(st.sampled_from(pairs))
        pair = [draw(st.sampled_from(list(found[type_])))]
        pair.append(draw(st.sampled_from([subject for subject in found[other] if subject not in pair])))
        pair = draw(st.permutations(pair))
    how = draw(st.sampled_from(["same", "same", "same", "different", "unsure"]))
    return judgement(
        {"kind": "subjects-linked", "subjects": pair, "as": how, "reason": f"{number}"},
        recorded_at=draw(st.sampled_from(["2025-05-01", "2025-05-18"])),
    )


@st.composite
def linked(draw: st.DrawFn, logs: st.SearchStrategy[tuple[list[Told], list[Told]]]) -> tuple[list[Told], list[Told]]:
    """A log in which names are linked, before and afterwards, among what is told and perhaps judged."""
    first, told_later = draw(logs)
    first, later = [*first], told_later[:0]
    for number in range(draw(st.sampled_from([0, 0, 1, 1, 3]))):
        first.append(draw(links(first, number)))
    for number in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 5)) == 0:
            later.append(draw(judgements([*first, *later], 20 + number)))
        later.append(draw(links([*first, *told_later], 10 + number)))
        later += told_later[number : number + draw(st.integers(0, 1))]
    return first, later


@st.composite
def logs_of_outlets(draw: st.DrawFn) -> tuple[list[Told], list[Told]]:
    """Three outlets that tell otherwise of the same, of which some are assessed, and what comes after."""
    outlets, days = st.sampled_from("OQW"), st.sampled_from(["2025-05-10", "2025-05-11", "2025-05-12", "2025-05"])
    said = {"when": days, "place": PLACES, "persons": st.one_of(PERSONS, HEADS)}
    kinds: list[dict[str, Any]] = [
        *[{"kind": "session-held", "session": 1}] * 3,
        {"kind": "session-started", "session": 1},
        {"kind": "contact-held", "format": "call"},
        {"kind": "role-changed", "person": "P", "office": "Minister"},
        {"kind": "dialogue-suspended"},
        {"kind": "document-issued", "document": "paper"},
        {"kind": "position-stated", "actor": "A", "issue": "i", "stance": "s"},
        {"kind": "commitment-made", "commitment": "c", "by": "A"},
        {"kind": "rhythm-agreed", "every": "P1M"},
    ]
    facts = st.one_of(
        [st.fixed_dictionaries({name: st.just(one) for name, one in kind.items()}, optional=said) for kind in kinds]
    )

    def told_by_one(name: str) -> Told:
        some = draw(st.lists(facts, min_size=1, max_size=3))
        return report(
            name, outlet=draw(outlets), published=draw(st.sampled_from(["2025-05-12", "2025-05-13"])), facts=some
        )

    first = [heading("A", "B"), *(told_by_one(f"r{number}") for number in range(draw(st.integers(2, 6))))]
    later: list[Told] = []
    for number in range(draw(st.integers(1, 3))):
        sort = draw(st.sampled_from(["assessed", "assessed", "assessed", "told", "retitled", "renamed"]))
        if sort == "told":
            later.append(told_by_one(f"s{number}"))
        elif sort == "assessed":
            graded = {"outlet": draw(outlets), "reliability": draw(st.sampled_from("ACE"))}
            graded |= draw(st.sampled_from([{}, {}, {"from": "2025-05-13"}]))
            later += ours(kind="source-assessed", rationale=f"{number}", **graded)
        else:
            later.append(draw(judgements([*first, *later], number, (sort,))))
    return first, later


@st.composite
def logs_of_rhythm(draw: st.DrawFn) -> tuple[list[Told], list[Told]]:
    """A log of sessions for which a rhythm was agreed on, perhaps with judgements."""
    first, later = draw(st.one_of(logs_of_sessions(), logs_of_sessions(), judged_after(logs_of_sessions())))
    agreed = {"kind": st.just("rhythm-agreed"), "every": st.sampled_from(["P2W", "P1M", "P1W"])}
    rhythm = st.fixed_dictionaries(agreed, optional={"when": times, "track": st.just("x")})
    return [
        first[0],
        *(draw(told(rhythm, f"a{number}")) for number in range(draw(st.integers(1, 2)))),
        *first[1:],
    ], later


LATER_DAYS = st.lists(st.dates(date(2025, 5, 15), date(2025, 6, 15)), min_size=1, max_size=6).map(sorted)
DAYS = st.lists(st.dates(date(2025, 4, 28), date(2025, 6, 15)), min_size=1, max_size=6).map(sorted)


def gone_on_in_frames(log: tuple[list[Told], list[Told]], days: list[date], at_once: int, frame: int) -> None:
    """Go on, as `gone_on` does, from what is kept of a first part of a log, in frames of so many characters."""
    first, later = log
    facts = recorded([*first, *later])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored_form, "FRAME", frame)
        patch.setattr("timeline.read_models.kept_lines.FRAME", frame)
        gone_on(facts, len(recorded(first)), days, at_once=at_once)


@tries(200)
@for_all(logs(), DAYS, st.sampled_from([1, 2, 20]), st.sampled_from([stored_form.FRAME, 500]))
def test_what_goes_on_from_few_facts_is_what_is_made_of_all(
    log: tuple[list[Told], list[Told]], days: list[date], at_once: int, frame: int
) -> None:
    gone_on_in_frames(log, days, at_once, frame)


@tries(100)
@for_all(logs_of_sessions(), DAYS, st.sampled_from([1, 1, 2, 20]), st.sampled_from([stored_form.FRAME, 500]))
def test_so_it_is_with_sessions_and_invitations(
    log: tuple[list[Told], list[Told]], days: list[date], at_once: int, frame: int
) -> None:
    gone_on_in_frames(log, days, at_once, frame)


@tries(60)
@for_all(judged(st.one_of(logs(), logs_of_sessions())), LATER_DAYS, st.sampled_from([1, 2, 20]))
def test_so_it_is_where_much_is_judged(log: tuple[list[Told], list[Told]], days: list[date], at_once: int) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(60)
@for_all(judged_after(st.one_of(logs(), logs_of_sessions())), LATER_DAYS, st.sampled_from([1, 1, 2, 20]))
def test_so_it_is_after_judgements(log: tuple[list[Told], list[Told]], days: list[date], at_once: int) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(60)
@for_all(logs_of_rhythm(), st.one_of(DAYS, LATER_DAYS), st.sampled_from([1, 1, 2, 20]))
def test_so_it_is_where_a_rhythm_makes_sessions_due(
    log: tuple[list[Told], list[Told]], days: list[date], at_once: int
) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(100)
@for_all(logs_of_the_rest(), st.one_of(DAYS, LATER_DAYS), st.sampled_from([1, 1, 2, 20]))
def test_so_it_is_with_offices_and_steps_of_the_dialogue(
    log: tuple[list[Told], list[Told]], days: list[date], at_once: int
) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(60)
@for_all(judged_after(logs_of_the_rest()), LATER_DAYS, st.sampled_from([1, 1, 2, 20]))
def test_so_it_is_where_these_are_judged(log: tuple[list[Told], list[Told]], days: list[date], at_once: int) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(60)
@for_all(logs_of_outlets(), LATER_DAYS, st.sampled_from([1, 1, 2]))
def test_so_it_is_where_outlets_are_assessed_and_names_are_others(
    log: tuple[list[Told], list[Told]], days: list[date], at_once: int
) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(100)
@for_all(
    linked(st.one_of(logs(), logs_of_sessions(), logs_of_the_rest(), logs_of_rhythm())),
    st.one_of(DAYS, LATER_DAYS),
    st.sampled_from([1, 1, 1, 2, 20]),
)
def test_so_it_is_where_names_are_linked(log: tuple[list[Told], list[Told]], days: list[date], at_once: int) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


@tries(60)
@for_all(
    linked(judged(st.one_of(logs(), logs_of_sessions(), logs_of_the_rest()))), LATER_DAYS, st.sampled_from([1, 1, 2])
)
def test_so_it_is_where_names_are_linked_of_what_is_judged(
    log: tuple[list[Told], list[Told]], days: list[date], at_once: int
) -> None:
    gone_on_in_frames(log, days, at_once, stored_form.FRAME)


# ---- what it covers, and what it does not ------------------------------------------------------------------------

CALL: dict[str, Any] = {"kind": "contact-held", "format": "call", "when": "2025-05-18"}
STATED_BY_A: dict[str, Any] = {"kind": "position-stated", "actor": "A", "issue": "i", "stance": "s"}
PROMISE: dict[str, Any] = {"kind": "commitment-made", "commitment": "help", "by": "A", "due": "2025-05-21"}
INVITED: dict[str, Any] = {"kind": "invitation-extended", "invitation": "v", "by": "A", "to": "B"}
HEADED: dict[str, Any] = {
    "kind": "session-held",
    "persons": [{"name": "Q", "side": "A", "part": "head"}, {"name": "R", "side": "B", "part": "head"}],
}
SAME = {"as": "same"}
EARLY: dict[str, Any] = {**CALL, "when": "2025-05-01"}


def ours(**fact: object) -> list[Told]:
    """A fact that cites no report, recorded while all others were."""
    return [judgement(fact, recorded_at="2025-05-19")]


BEFORE: list[Told] = [
    heading("A", "B"),
    report(
        "r1",
        published="2025-05-02",
        origin="X",
        facts=[
            {"kind": "session-held", "session": 1, "when": "2025-05-01"},
            {**EARLY, "place": "Rome"},
            {"kind": "role-changed", "person": "P", "office": "Minister", "from": "2025-05-01"},
        ],
    ),
    report(
        "r2", published="2025-05-03", facts=[{"kind": "position-stated", "actor": "A", "issue": "i", "stance": "s"}]
    ),
    report("r3", published="2025-05-18", origin="X", facts=[{**CALL, "place": "Rome"}]),
]
FEW: dict[str, list[Told]] = {
    "a fact without a report": ours(**CALL),
    "a report of today": [report("n", published="2025-05-20", origin="Z", facts=[CALL])],
    "a late report": [report("n", published="2025-05-01", origin="X", facts=[{**EARLY, "place": "Oslo"}])],
    "another report of what is known": [report("n", published="2025-05-19", facts=[{**CALL, "place": "Oslo"}])],
    "a report of tomorrow": [report("n", published="2025-05-21", facts=[CALL])],
    "a measure": [report("n", published="2025-05-19", facts=[{"kind": "measure-taken", "actor": "A", "about": "x"}])],
    "a statement": [report("n", published="2025-05-19", facts=[{"kind": "statement-made", "actor": "A"}])],
    "a statement of some day": [
        report("n", published="2025-05-19", facts=[{"kind": "statement-made", "actor": "B", "when": "2025-05"}])
    ],
    "somebody who holds no office": ours(**{**CALL, "persons": [{"name": "Q", "side": "A"}]}),
    "a report without facts": [report("n", published="2025-05-19", origin="Z")],
    "a position": [report("n", published="2025-05-19", facts=[STATED_BY_A])],
    "another position": ours(**{**STATED_BY_A, "issue": "j", "when": "2025-05-18"}),
    "a position that was stated at a session, and at a call": [
        report("n", published="2025-05-19", facts=[STATED_BY_A, CALL]),
        report("m", published="2025-05-19", facts=[{**CALL, "persons": [{"name": "Q", "side": "A"}]}]),
    ],
    "what a report tells besides": ours(**{**STATED_BY_A, "report": "r1"}),
    "a promise": [report("n", published="2025-05-19", facts=[PROMISE])],
    "a deadline that stands alone, then is that of a promise": [
        report("n", published="2025-05-19", facts=[{"kind": "deadline-set", "deadline": "help", "due": "2025-06-01"}]),
        report("m", published="2025-05-20", facts=[PROMISE]),
    ],
    "a document, then what it is due": [
        report("n", published="2025-05-19", facts=[{"kind": "document-issued", "document": "d"}]),
        report("m", published="2025-05-20", facts=[{"kind": "deadline-set", "deadline": "d", "due": "2025-06-01"}]),
    ],
    "a promise that is denied": ours(**{**PROMISE, "modality": "denied"}),
    "a session that nobody told of yet, then who came": [
        report("n", published="2025-05-19", facts=[{"kind": "session-held", "session": 2, "when": "2025-05-19"}]),
        report("m", published="2025-05-20", facts=[{**HEADED, "session": 2, "when": "2025-05-19"}]),
    ],
    "a session that is planned, moved, called off": [
        report("n", published="2025-05-17", facts=[{"kind": "session-scheduled", "session": 2, "window": "2025-05"}]),
        report("m", published="2025-05-18", facts=[{"kind": "session-postponed", "session": 2, "window": "2025-06"}]),
        report("o", published="2025-05-19", facts=[{"kind": "session-cancelled", "session": 2}]),
    ],
    "another report of a session, which tells of a position as well": [
        report("n", published="2025-05-19", facts=[{"kind": "session-held", "session": 1}, STATED_BY_A]),
    ],
    "a session to come that lapses, since a later one is reported": [
        report(
            "n", published="2025-05-02", facts=[{"kind": "session-scheduled", "session": 2, "window": "2025-05-10"}]
        ),
        report("m", published="2025-05-19", facts=[{"kind": "session-scheduled", "session": 3, "window": "2025-06"}]),
    ],
    "an invitation to a session, an answer, and the session": [
        report("n", published="2025-05-17", facts=[{**INVITED, "session": 2, "window": "2025-05"}]),
        report("m", published="2025-05-18", facts=[{**INVITED, "kind": "invitation-answered", "answer": "accepted"}]),
        report("o", published="2025-05-19", facts=[{"kind": "session-held", "session": 2}]),
    ],
    "an invitation to nothing in particular": ours(**INVITED),
    "two reports that come out later, in turn": [
        report("n", published="2025-05-20", origin="Z", facts=[CALL]),
        report("m", published="2025-05-20", origin="Z", facts=[{**CALL, "when": "2025-05-19"}]),
    ],
    "an office of who holds one, then of somebody else": [
        *ours(kind="role-changed", person="P", office="Envoy"),
        report("n", published="2025-05-19", facts=[{"kind": "role-changed", "person": "Q", "office": "Envoy"}]),
    ],
    "an office, and who came to a session": [
        report("n", published="2025-05-19", facts=[{"kind": "role-changed", "person": "Q", "office": "Minister"}]),
        report("m", published="2025-05-20", facts=[{**HEADED, "session": 2, "when": "2025-05-19"}]),
    ],
    "who came to a session, who holds an office": ours(
        kind="session-held", session=2, persons=[{"name": "P", "side": "A", "part": "head"}]
    ),
    "a position that is told by who holds an office": ours(**{**STATED_BY_A, "persons": [{"name": "P", "side": "A"}]}),
    "a person who holds an office": ours(**{**CALL, "persons": [{"name": "P", "side": "A"}]}),
    "the dialogue is suspended, and goes on": [
        *ours(kind="dialogue-suspended"),
        report("n", published="2025-05-19", facts=[{"kind": "dialogue-resumed", "when": "2025-05-19"}]),
    ],
    "a rhythm": ours(kind="rhythm-agreed", every="P1M"),
    "a correction of an office": ours(
        kind="fact-corrected", target=fact_id(BEFORE[1], 3), field="office", new="Envoy", whose="coder"
    ),
    "an assessment": ours(kind="source-assessed", outlet="r2", reliability="A"),
    "an assessment of an outlet of which nothing is told": ours(kind="source-assessed", outlet="Z", reliability="A"),
    "an assessment of an outlet that told of a session, from a day on": ours(
        **{"kind": "source-assessed", "outlet": "r1", "reliability": "A", "from": "2025-05-10"}
    ),
    "other parties": [heading("A", "C")],
    "another title, and more that is told": [
        {**heading("A", "B"), "title": "New talks", "names": ["The talks"]},
        report("n", published="2025-05-19", facts=[CALL]),
    ],
    "the headline of a report": ours(
        kind="fact-corrected", target=fact_id(BEFORE[3], 0), field="title", new="A call", whose="coder"
    ),
    "a correction of a contact": ours(
        kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="place", new="Oslo", whose="coder"
    ),
    "a contact of another day": ours(
        kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="when", new="2025-05-01", whose="coder"
    ),
    "a contact that is taken back": ours(kind="fact-retracted", target=fact_id(BEFORE[3], 1), whose="coder"),
    "the place of a session": ours(
        kind="fact-corrected", target=fact_id(BEFORE[1], 1), field="place", new="Oslo", whose="coder"
    ),
    "a session that is taken back": ours(kind="fact-retracted", target=fact_id(BEFORE[1], 1), whose="coder"),
    "a position of another party": ours(
        kind="fact-corrected", target=fact_id(BEFORE[2], 1), field="actor", new="B", whose="coder"
    ),
    "a position that is taken back, then the contact": [
        *ours(kind="fact-retracted", target=fact_id(BEFORE[2], 1), whose="coder"),
        *ours(kind="fact-retracted", target=fact_id(BEFORE[3], 1), whose="coder"),
    ],
    "an outlet that corrects itself": [
        report(
            "n",
            published="2025-05-19",
            facts=[{"kind": "fact-retracted", "target": fact_id(BEFORE[3], 1), "whose": "outlet"}],
            recorded_at="2025-05-19",
        )
    ],
    "a correction, and more that is told": [
        report("n", published="2025-05-19", origin="Z", facts=[CALL, STATED_BY_A]),
        *ours(kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="place", new="Oslo", whose="coder"),
        report("m", published="2025-05-19", facts=[{"kind": "session-held", "session": 2}]),
    ],
}
ALL: dict[str, list[Told]] = {
    "another day of a session that more say": [
        report("n", published="2025-05-19", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-02"}]),
        report("m", published="2025-05-19", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-02"}]),
    ],
    "a session of a day to come": [
        report("n", published="2025-05-19", facts=[{"kind": "session-held", "session": 2, "when": "2025-05-25"}])
    ],
    "two sessions, and who came": [
        report("n", published="2025-05-19", facts=[{**HEADED, "session": 2}, {**HEADED, "session": 3}])
    ],
    "a document to come": ours(kind="document-issued", document="d", modality="planned"),
    "a denial": ours(**{**CALL, "modality": "denied"}),
    "a plan": ours(**{**CALL, "modality": "planned"}),
    "a correction of a report": ours(
        kind="fact-corrected", target=fact_id(BEFORE[3], 0), field="published", new="2025-05-17", whose="coder"
    ),
    "a correction of the report that tells of it": ours(
        kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="report", new="r1", whose="coder"
    ),
    "a correction that makes a fact tell of another session": ours(
        kind="fact-corrected", target=fact_id(BEFORE[1], 1), field="session", new=2, whose="coder"
    ),
    "two corrections of one fact": [
        *ours(kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="place", new="Oslo", whose="coder"),
        *ours(kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="note", new="n", whose="coder"),
    ],
    "a fact and a correction of it": [
        *ours(**CALL),
        *ours(kind="fact-retracted", target=fact_id(ours(**CALL)[0]), whose="coder"),
    ],
}
KNOWN: dict[str, list[Told]] = {
    "a plan that it can be": ours(**{**CALL, "format": "visit", "when": "2025-05", "modality": "planned"}),
    "a wish that it can be": ours(**{**CALL, "format": "visit", "when": "2025-05", "modality": ["wish", "planned"]}),
    "a link of the contact with what is none": ours(
        kind="subjects-linked", subjects=["contact:2025-05-18/call", "deadline:d"], **SAME
    ),
}
WRONG_DAY = report("q", published="2025-05-19", facts=[{**CALL, "when": "2025-05-16"}])
IN_SOME_YEAR = ours(kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="when", new=2025, whose="coder")
EARLIER_OF_O = report("p", published="2025-05-02", origin="O")
APART: dict[str, list[Told]] = {
    "a link of the contact": ours(kind="subjects-linked", subjects=["contact:2025-05-18/call", "session:2"], **SAME),
    "a link of somebody whom the contact names": [
        report("q", published="2025-05-19", facts=[{**CALL, "persons": [{"name": "Q", "side": "A"}]}]),
        *ours(kind="subjects-linked", subjects=["person:Q", "person:R"], **SAME),
    ],
    "a correction of a session": ours(
        kind="fact-corrected", target=fact_id(BEFORE[1], 1), field="place", new="Oslo", whose="coder"
    ),
    "a retraction of a session": ours(kind="fact-retracted", target=fact_id(BEFORE[1], 1), whose="coder"),
    "an assessment": ours(**{"kind": "source-assessed", "outlet": "O", "reliability": "A", "from": "2025-05-19"}),
    "a position in one report with the contact": [
        report("q", published="2025-05-19", facts=[CALL, {**STATED_BY_A, "issue": "j"}])
    ],
    "links of others": [
        *ours(kind="subjects-linked", subjects=["session:1", "session:2"], **SAME),
        *ours(kind="subjects-linked", subjects=["party:A", "party:C"], **SAME),
        *ours(kind="subjects-linked", subjects=["person:P", "person:Q"], **SAME),
        *ours(kind="subjects-linked", subjects=["contact:2025-05-18/call", "session:2"], **{"as": "different"}),
    ],
    "a correction of the contact": FEW["a correction of a contact"],
    "a correction of a session, where a position was told beside the contact": [
        *ours(kind="fact-corrected", target=fact_id(BEFORE[1], 1), field="place", new="Oslo", whose="coder"),
        report("q", published="2025-05-19", facts=[CALL, {**STATED_BY_A, "issue": "j"}]),
    ],
    "a contact that was corrected to be this one": [
        WRONG_DAY,
        *ours(kind="fact-corrected", target=fact_id(WRONG_DAY), field="when", new="2025-05-18", whose="coder"),
    ],
    "a correction from the day of a report on, and one that was taken back": [
        report("q", published="2025-05-19", facts=[]),
        *IN_SOME_YEAR,
        *ours(kind="fact-retracted", target=fact_id(IN_SOME_YEAR[0]), whose="coder"),
        *ours(
            kind="fact-corrected",
            field="place",
            new="Oslo",
            report="q",
            target=fact_id(BEFORE[3], 1),
            whose="outlet",
        ),
    ],
    "a report of the contact, which it is corrected to cite by its number": [
        report("5", published="2025-05-19", facts=[]),
        *ours(kind="fact-corrected", target=fact_id(BEFORE[3], 1), field="report", new=5, whose="coder"),
    ],
    "a report of the same origin that was taken back": [
        report("q", published="2025-05-18", outlet="O", facts=[]),
        EARLIER_OF_O,
        *ours(kind="fact-retracted", target=fact_id(EARLIER_OF_O, 0), whose="coder"),
    ],
    "a plan of another kind": ours(kind="measure-taken", actor="A", about="x", when="2025-06", modality="planned"),
}


@pytest.mark.parametrize("later", FEW.values(), ids=FEW)
@pytest.mark.parametrize("at_once", [1, 9])
def test_few_facts_are_read_for(later: list[Told], at_once: int) -> None:
    first, facts = len(recorded(BEFORE)), recorded([*BEFORE, *later])
    assert all(gone_on(facts, first, [DAY] * (len(facts) - first), at_once=at_once))


@pytest.mark.parametrize("later", [told for name, told in FEW.items() if name != "a report of tomorrow"])
def test_few_facts_are_read_day_after_day(later: list[Told]) -> None:
    first, facts = len(recorded(BEFORE)), recorded([*BEFORE, *later])
    assert all(gone_on(facts, first, [DAY + timedelta(number) for number in range(len(facts) - first)]))


@pytest.mark.parametrize("later", ALL.values(), ids=ALL)
def test_all_facts_are_read_for(later: list[Told]) -> None:
    facts = recorded([*BEFORE, *later])
    assert gone_on(facts, len(recorded(BEFORE)), [DAY], at_once=9) == [False]


@pytest.mark.parametrize("known", KNOWN.values(), ids=KNOWN)
def test_all_facts_are_read_where_there_is(known: list[Told]) -> None:
    first = [*BEFORE, *known]
    facts = recorded([*first, report("n", published="2025-05-19", facts=[CALL])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=9) == [False]


@pytest.mark.parametrize("known", APART.values(), ids=APART)
def test_few_facts_are_read_besides(known: list[Told]) -> None:
    first = [*BEFORE, *known]
    facts = recorded([*first, report("n", outlet="O", published="2025-05-19", facts=[CALL])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=9) == [True]


HELD: dict[str, Any] = {"kind": "session-held", "session": 2, "when": "2025-05-10"}
HELD_2 = report("q", published="2025-05-11", facts=[HELD, {**STATED_BY_A, "when": "2025-05-10"}])
JUDGED: dict[str, list[Told]] = {
    "the place of a session": ours(
        kind="fact-corrected", target=fact_id(HELD_2, 1), field="place", new="Oslo", whose="coder"
    ),
    "its day": ours(kind="fact-corrected", target=fact_id(HELD_2, 1), field="when", new="2025-05-09", whose="coder"),
    "that it was held": ours(kind="fact-retracted", target=fact_id(HELD_2, 1), whose="coder"),
    "its report": ours(kind="fact-retracted", target=fact_id(HELD_2, 0), whose="coder"),
    "when its report came out": ours(
        kind="fact-corrected", target=fact_id(HELD_2, 0), field="published", new="2025-05-12", whose="coder"
    ),
}
AFTER_JUDGED: dict[str, dict[str, Any]] = {
    "a session": {"kind": "session-held", "session": 3, "when": "2025-05-18"},
    "a plan of one": {"kind": "session-scheduled", "session": 4, "window": "2025-06"},
    "an invitation": {**INVITED, "session": 4, "window": "2025-06"},
    "a position": {**STATED_BY_A, "when": "2025-05-18"},
    "a promise": PROMISE,
    "a contact": CALL,
}


@pytest.mark.parametrize("known", JUDGED.values(), ids=JUDGED)
@pytest.mark.parametrize("new", AFTER_JUDGED.values(), ids=AFTER_JUDGED)
def test_few_facts_are_read_where_sessions_are_judged(known: list[Told], new: dict[str, Any]) -> None:
    first = [*BEFORE, HELD_2, *known]
    facts = recorded([*first, report("n", published="2025-05-19", facts=[new])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [True]


def test_all_facts_are_read_where_one_is_corrected_to_tell_of_another_session_than_it_did() -> None:
    renumbered = ours(kind="fact-corrected", target=fact_id(BEFORE[1], 1), field="session", new=5, whose="coder")
    first = [*BEFORE, HELD_2, *renumbered]
    facts = recorded([*first, report("n", published="2025-05-19", facts=[{**HELD, "session": 5}])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [False]


IN_OFFICE = {"persons": [{"name": "P", "side": "A"}]}


@pytest.mark.parametrize(
    ("before", "new", "went"),
    [
        ({**EARLY, **IN_OFFICE}, {**CALL, **IN_OFFICE}, True),
        ({**EARLY, **IN_OFFICE}, {**CALL, "persons": [{"name": "P", "side": "B"}]}, True),
        ({**EARLY, **IN_OFFICE}, {**STATED_BY_A, **IN_OFFICE}, True),
        ({**EARLY, **IN_OFFICE}, {"kind": "session-held", "session": 2, **IN_OFFICE}, True),
        ({**EARLY, **IN_OFFICE, "when": "2025-06"}, {**CALL, **IN_OFFICE}, False),
        ({**EARLY, **IN_OFFICE, "modality": "denied"}, {**CALL, **IN_OFFICE}, True),
        ({**EARLY, "persons": [{"name": "P"}]}, {**CALL, **IN_OFFICE}, True),
        (EARLY, {**CALL, "persons": [{"name": "P"}]}, True),
    ],
)
def test_few_facts_are_read_for_who_holds_an_office(before: dict[str, Any], new: dict[str, Any], went: bool) -> None:
    first = [*BEFORE, report("q", published="2025-05-11", facts=[before])]
    facts = recorded([*first, report("n", published="2025-05-19", facts=[new])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [went]


def test_who_leads_changes_on_the_day_on_which_it_becomes_known_for_whom_somebody_takes_part() -> None:
    met = {"recorded_at": "2025-05-02", "facts": [{**CALL, "persons": [{"name": "P", "side": "A"}]}]}
    office = {"kind": "role-changed", "person": "P", "office": "Minister"}
    first: list[Told] = [heading("A", "B"), met]
    facts = recorded([*first, judgement(office, recorded_at="2025-05-01")])
    assert gone_on(facts, len(recorded(first)), [date(2025, 5, 3)]) == [True]


def test_all_facts_are_read_where_it_became_known_later_for_whom_somebody_takes_part() -> None:
    first = [*BEFORE, report("q", published="2025-05-11", facts=[{**EARLY, **IN_OFFICE}])]
    facts = recorded([*first, report("n", published="2025-05-09", facts=[{**EARLY, **IN_OFFICE}])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [False]


@pytest.mark.parametrize(
    ("judged", "went"),
    [
        ({"kind": "fact-corrected", "field": "place", "new": "Oslo"}, True),
        ({"kind": "fact-corrected", "field": "when", "new": "2025-05-09"}, False),
        ({"kind": "fact-retracted"}, False),
    ],
)
def test_all_facts_are_read_for_a_judgement_on_who_headed_a_side(judged: dict[str, Any], went: bool) -> None:
    headed = report("q", published="2025-05-11", facts=[{**HEADED, "session": 2, "when": "2025-05-10"}])
    first = [*BEFORE, headed]
    facts = recorded([*first, *ours(**judged, target=fact_id(headed, 1), whose="coder")])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [went]


@pytest.mark.parametrize("graded", ["O", "Q"])
@pytest.mark.parametrize(
    "told",
    [
        {"kind": "session-held", "session": 2},
        {"kind": "session-held", "session": 2, "persons": [{"name": "Q", "side": "A", "part": "head"}]},
        {"kind": "contact-held", "format": "call", "when": "2025-05-10"},
        {"kind": "dialogue-launched"},
    ],
)
def test_an_assessment_of_an_outlet_settles_what_two_reports_tell_otherwise(graded: str, told: dict[str, Any]) -> None:
    first = [
        *BEFORE,
        report(
            "o",
            outlet="O",
            published="2025-05-12",
            facts=[{"when": "2025-05-10", **told, "place": "Rome"}, STATED_BY_A],
        ),
        report("q", outlet="Q", published="2025-05-12", facts=[{"when": "2025-05-11", **told, "place": "Oslo"}]),
    ]
    facts = recorded([*first, *ours(kind="source-assessed", outlet=graded, reliability="A")])
    before = read_model_of(replay(facts[:-1]), DAY)
    changed = said_of_days(before) != said_of_days(read_model_of(replay(facts), DAY))
    (went,) = gone_on(facts, len(recorded(first)), [DAY])
    assert went or (changed and told["kind"] == "session-held")


def said_of_days(one: ReadModel) -> object:
    """What is kept of past days."""
    return told_as_one(
        (row.question, line[0], line[1], line[0], line[2:4], line[4])
        for row in one.answers
        if row.question != "today" and isinstance(unpacked(row.answer), list)
        for line in sorted(unpacked(row.answer), key=lambda line: line[0])
    )


def test_what_is_to_come_out_later_is_no_more_once_it_was_taken_back() -> None:
    late = report("q", published="2025-05-25", facts=[CALL])
    statement = judgement({"kind": "statement-made", "actor": "A"}, recorded_at="2025-05-26")
    first = [*BEFORE, late, statement]
    for target, went in ((fact_id(statement), False), (fact_id(late, 1), True)):
        facts = recorded([*first, *ours(kind="fact-retracted", target=target, whose="coder")])
        assert gone_on(facts, len(recorded(first)), [DAY]) == [went]


def told_by(name: str, **fact: object) -> Told:
    """A report of a few days ago that tells this."""
    return report(name, published="2025-05-18", facts=[fact])


UNDATED: dict[str, Any] = {"kind": "contact-held", "format": "call"}
STATED: dict[str, Any] = {"kind": "statement-made", "actor": "A"}
ALIKE: dict[str, tuple[Told, Told]] = {
    "a report that is called as none is": (ours(**UNDATED)[0], told_by("no report", **UNDATED, place="Oslo")),
    "none, where a report is called so": (told_by("no report", **UNDATED, place="Oslo"), ours(**UNDATED)[0]),
    "the name of a report in that of another one": (
        told_by("q/A", kind="statement-made", about="x"),
        told_by("q", **STATED, about="unnamed/x"),
    ),
    "an actor who is called as a day": (
        told_by("q", **{**STATED, "actor": "2025-05-15", "about": "A"}, when="2025-05-10"),
        told_by("n", **STATED, when="2025-05-10/2025-05-15"),
    ),
    "about a day": (
        told_by("q", **STATED, when="2025-05-10~"),
        told_by("n", **STATED, when={"edtf": "2025-05-10?", "wording": "on the tenth"}),
    ),
}


@pytest.mark.parametrize(("known", "new"), ALIKE.values(), ids=ALIKE)
def test_all_that_is_written_as_one_subject_is_read(known: Told, new: Told) -> None:
    first, facts = [*BEFORE, known], recorded([*BEFORE, known, new])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=9) == [True]


def test_today_is_answered_ahead_until_a_day_of_which_all_was_taken_back() -> None:
    said = judgement({"kind": "session-held", "session": 3}, recorded_at="2025-05-20")
    retraction = {"kind": "fact-retracted", "target": fact_id(said, 1), "whose": "coder"}
    first = [*BEFORE, said, judgement(retraction, recorded_at="2025-05-20")]
    facts = recorded([*first, report("n", published="2025-05-10")])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [True]


def test_what_takes_the_place_of_a_position_today_is_made_again() -> None:
    at_session = {"kind": "session-held", "session": 3, "when": "2025-05-17"}
    first = [
        *BEFORE,
        report("q", published="2025-05-18", facts=[at_session, {**STATED_BY_A, "when": "2025-05-17"}]),
        report("of tomorrow", published="2025-05-20", facts=[at_session]),
    ]
    facts = recorded([*first, report("n", published="2025-05-10", facts=[{**STATED_BY_A, "stance": "t"}])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [True]


def test_what_is_agreed_to_come_stays_where_only_sessions_are_read_that_a_position_was_stated_at() -> None:
    at_session = {"kind": "session-held", "session": 3, "when": "2025-05-17"}
    first = [
        *BEFORE,
        report("of tomorrow", published="2025-05-21", facts=[{"kind": "rhythm-agreed", "every": "P1M"}]),
        report("of later", published="2025-05-22", facts=[at_session, {**STATED_BY_A, "when": "2025"}]),
    ]
    facts = recorded([*first, *ours(**STATED_BY_A)])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [True]


def test_a_session_of_one_report_settles_when_that_of_another_one_was_stated() -> None:
    held = {"kind": "session-held", "session": 3}
    first = [
        *BEFORE,
        report(
            "q", published="2025-05-18", facts=[{**held, "when": "2025-05-16"}, {**STATED_BY_A, "when": "2025-05-16"}]
        ),
        report("p", published="2025-05-18", origin="P", facts=[{**held, "when": "2025-05-17"}]),
        report("o", published="2025-05-18", origin="O", facts=[{**held, "when": "2025-05-17"}]),
        report("x", published="2025-05-18", facts=[{**held, "track": "x", "when": "2025-05-17"}]),
    ]
    facts = recorded([*first, report("n", published="2025-05-19", facts=[{**STATED_BY_A, "when": "2025-05-18"}])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [True]


@pytest.mark.parametrize(
    ("held", "went"),
    [("2025-05-19", True), ("2025-05-05", False)],
    ids=["after all at which one was headed", "before one of them"],
)
def test_who_leads_a_side_goes_on_from_who_did(held: str, went: bool) -> None:
    first = [
        *BEFORE,
        told_by("q", **HEADED, session=2, when="2025-05-10"),
        told_by(
            "p", **{**HEADED, "persons": [{"name": "S", "side": "C", "part": "head"}]}, session=3, when="2025-05-11"
        ),
    ]
    new = {**HEADED, "persons": [{"name": "T", "side": name, "part": "head"} for name in ("D", "B")]}
    facts = recorded([*first, report("n", published="2025-05-19", facts=[{**new, "session": 4, "when": held}])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [went]


@pytest.mark.parametrize(
    "new",
    [
        {"kind": "session-held", "session": 2, "when": "2025-05-18"},
        {"kind": "session-scheduled", "session": 2, "window": "2025-06"},
        {"kind": "session-held", "session": 1, "track": "x", "when": "2025-05-18"},
        {**INVITED, "session": 2, "window": "2025-06"},
    ],
)
@pytest.mark.parametrize("every", ["P1W", "P1M"])
def test_few_facts_are_read_for_a_session_where_a_rhythm_makes_the_next_one_due(
    new: dict[str, Any], every: str
) -> None:
    agreed = {"kind": "rhythm-agreed", "every": every}
    first = [*BEFORE, report("q", published="2025-05-04", facts=[agreed, {**agreed, "track": "x"}])]
    facts = recorded([*first, report("n", published="2025-05-19", facts=[new])])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [True]


def test_a_session_has_lapsed_today_because_of_one_that_is_on_record_and_not_public_yet() -> None:
    first = [
        *BEFORE,
        report("q", published="2025-05-21", facts=[{"kind": "session-held", "session": 3, "when": "2025-05-15"}]),
    ]
    late = report(
        "n", published="2025-05-02", facts=[{"kind": "session-scheduled", "session": 2, "window": "2025-05-10"}]
    )
    facts = recorded([*first, late])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [True]


def test_all_facts_are_read_for_what_was_public_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [
        ("2025-05-01", {"kind": "session-held", "session": 2}),
        ("2025-05-19", {"kind": "session-held", "session": 3}),
    ]
    later = [report(f"of {day}", published=day, facts=[fact]) for day, fact in held]
    monkeypatch.setattr(past_cut, "MOST_DAYS", 0)
    facts = recorded([*BEFORE, *later])
    assert gone_on(facts, len(recorded(BEFORE)), [DAY] * 2, at_once=2) == [False, True]


def test_the_facts_of_another_session_are_read_where_what_was_reported_of_it_has_one_lapse() -> None:
    first = [*BEFORE, told_by("p", kind="session-cancelled", session=3)]
    late = report(
        "n", published="2025-05-02", facts=[{"kind": "session-scheduled", "session": 2, "window": "2025-05-10"}]
    )
    facts = recorded([*first, late])
    assert gone_on(facts, len(recorded(first)), [DAY], at_once=2) == [True]


def test_a_chapter_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "LEAST_CHAPTER", 1_500)
    later = [report(f"n{number}", published=f"2025-0{number % 4 + 1}-{number // 4 + 1:02}") for number in range(60)]
    first, facts = len(recorded(BEFORE)), recorded([*BEFORE, *later])
    went = Counter(gone_on(facts, first, [date(2025, 6, 1)] * len(later)))
    assert went[False] > 0
    assert went[True] > 4 * went[False]


def test_no_stored_kind_is_read_as_another_one() -> None:
    assert not UPCASTS, "`cut` looks for texts in payloads as they are stored: see that they still stand there"


def test_what_is_taken_back_before_it_came_out_is_not_counted_from_then_on() -> None:
    planned = {"kind": "measure-taken", "actor": "A", "about": "x", "when": "2025-06-10"}
    first = [
        *BEFORE,
        judgement(planned, recorded_at="2025-05-22"),
        judgement({"kind": "dialogue-launched"}, recorded_at="2025-06-01"),
    ]
    facts = recorded([*first, *ours(kind="fact-retracted", target=fact_id(first[-2]), whose="coder")])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [True]


CALLED: list[Told] = [
    report(
        "q",
        published="2025-05-10",
        language="en",
        facts=[
            {"kind": "session-held", "session": 2, "when": "2025-05-09", "place": "Rome"},
            {**STATED_BY_A, "actor": "Aland"},
            {"kind": "commitment-made", "commitment": "help", "by": "Aland"},
            {**CALL, "when": "2025-05-09", "place": "Roma", "persons": [{"name": "Anne", "side": "Aland"}]},
            {**INVITED, "session": 3},
        ],
    ),
    report(
        "p",
        published="2025-05-12",
        language="en",
        facts=[
            {"kind": "session-held", "session": "a", "when": "2025-05-09", "place": "Oslo"},
            {**STATED_BY_A, "stance": "t"},
            {"kind": "commitment-made", "commitment": "aid", "by": "A", "due": "2025-05-30"},
            {"kind": "deadline-set", "deadline": "paper", "due": "2025-06-10"},
            {**CALL, "when": "2025-05-11", "place": "Rome", "persons": [{"name": "Ann", "side": "A"}]},
            {"kind": "role-changed", "person": "Ann", "office": "Envoy", "from": "2025-05-01"},
        ],
    ),
]


@pytest.mark.parametrize(
    "pair",
    [
        "contact:2025-05-09/call contact:2025-05-11/call",
        "invitation:v contact:2025-05-11/call",
        "position:A/i position:Aland/i",
        "party:A party:Aland",
        "party:Aland party:A",
        "person:Ann person:Anne",
        "person:Anne person:Ann",
        "commitment:help commitment:aid",
        "commitment:aid deadline:paper",
        "role:Envoy role:Minister",
        "place:Rome place:Roma",
        "place:Rome place:Oslo",
        "source:q source:p",
    ],
)
@pytest.mark.parametrize("how", ["same", "different", "unsure"])
def test_few_facts_are_read_for_a_link(pair: str, how: str) -> None:
    one, other = pair.split()
    link = {"kind": "subjects-linked", "subjects": [one, other], "as": how}
    parted = {**link, "as": "different"}
    first = [*BEFORE, *CALLED]
    later = [*ours(**link), report("n", published="2025-05-19", facts=[CALL]), *ours(**parted, reason="no")]
    facts = recorded([*first, *later])
    assert gone_on(facts, len(recorded(first)), [DAY] * 4) == [True] * 4


def test_the_facts_are_read_of_a_place_that_is_shown_by_its_linked_name() -> None:
    told = {"kind": "contact-held", "when": "2025-05-01", "place": "الناقورة"}
    link = {"kind": "subjects-linked", "subjects": ["place:Naqoura Crossing", "place:الناقورة"], "as": "same"}
    first = [heading("A", "B"), report("r", published="2025-05-02", language="ar", facts=[told])]
    facts = recorded([*first, *ours(**link), *ours(**{**link, "as": "different"}, reason="no")])
    assert gone_on(facts, len(recorded(first)), [DAY] * 2) == [True] * 2


@pytest.mark.parametrize("pair", [["party:B", "party:C"], ["party:C", "party:B"]])
@pytest.mark.parametrize("came", ["attended", "absent"])
def test_the_facts_are_read_of_a_session_to_which_somebody_came_under_a_linked_name(pair: list[str], came: str) -> None:
    first = [
        heading("A", "B"),
        report("r", published="2025-05-02", facts=[{**INVITED, "to": "B", "session": 2}]),
        report("p", published="2025-05-10", facts=[{"kind": "session-held", "session": 2, came: ["C"]}]),
    ]
    link = {"kind": "subjects-linked", "subjects": pair, "as": "same"}
    facts = recorded([*first, *ours(**link), *ours(**{**link, "as": "different"}, reason="no")])
    assert gone_on(facts, len(recorded(first)), [DAY] * 2) == [True] * 2


@pytest.mark.parametrize("pair", ["session:2 session:a", "session:a session:2"])
def test_few_facts_are_read_for_a_link_of_sessions_and_all_to_part_them(pair: str) -> None:
    link = {"kind": "subjects-linked", "subjects": pair.split()}
    later = [*ours(**link, **SAME), *ours(**link, **{"as": "unsure"}), *ours(**link, **{"as": "different"})]
    first = [*BEFORE, *CALLED]
    assert gone_on(recorded([*first, *later]), len(recorded(first)), [DAY] * 3) == [True, False, True]


def test_few_facts_are_read_for_who_headed_a_side_at_a_session_of_another_name() -> None:
    link = {"kind": "subjects-linked", "subjects": ["session:2", "session:a"]}
    first = [*BEFORE, *CALLED, *ours(**link, **SAME)]
    facts = recorded([*first, *ours(**{**HEADED, "session": "a", "when": "2025-05-09"})])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [True]


def test_all_facts_are_read_for_a_link_where_another_one_was_taken_back() -> None:
    link = {"kind": "subjects-linked", "subjects": ["party:A", "party:Aland"], "as": "same"}
    (judged,) = ours(**link)
    first = [*BEFORE, *CALLED, judged, *ours(kind="fact-retracted", target=fact_id(judged), whose="coder")]
    facts = recorded([*first, *ours(**{**link, "as": "different"})])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [False]


def test_all_facts_are_read_for_a_link_of_a_name_that_many_facts_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "MOST_LINKED", 2)
    first = [*BEFORE, *CALLED]
    facts = recorded([*first, *ours(kind="subjects-linked", subjects=["party:A", "party:Aland"], **SAME)])
    assert gone_on(facts, len(recorded(first)), [DAY]) == [False]
