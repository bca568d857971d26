"""What is kept of a dialogue answers as the projections do, on every day that it is kept for."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from events.store.read_models import NEVER
from tests.chance import tries
from tests.given import DIALOGUE, fact_id, given, heading, judgement, report
from tests.projections.test_storyline import log
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answer
from timeline.answers.upcoming import upcoming_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections import timeline, upcoming
from timeline.projections.state import State
from timeline.read_models.making import is_of_log, read_model_of
from timeline.read_models.past import AHEAD
from timeline.read_models.past_form import answer_of_today
from timeline.read_models.past_holding import parted
from timeline.read_models.stored_form import SHAPE, STATE, TIMELINE, UnreadableAnswerError, moved, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.store.read_models import KeptAnswer, ReadModel
    from tests.given import Told
    from timeline.knowledge.ledger import Ledger

TODAY = date(2025, 5, 10)
COMING = "upcoming"


def projected(ledger: Ledger, day: date) -> dict[str, Any]:
    """The answers that are kept, as the projections give them on a day."""
    known = knowledge(ledger)
    state = State(known, day)
    return {
        STATE: state_answer(state).model_dump(mode="json"),
        TIMELINE: [timeline_answer(one, known).model_dump(mode="json") for one in timeline.project(known, day)],
        COMING: [upcoming_answer(one, known).model_dump(mode="json") for one in state.to_come],
        "order": list(map(upcoming.order, state.to_come)),
    }


class Kept:
    """Reads answers as a store does."""

    def __init__(self, answers: Iterable[KeptAnswer]) -> None:
        self.answers = list(answers)

    def answer_of(self, _shape: int, _dialogue: str, question: str, day: int) -> tuple[int, bytes] | None:
        found = [one for one in self.answers if one.question == question and one.since <= day < one.until]
        assert len(found) <= 1
        return (found[0].since, found[0].answer) if found else None


def read_from(kept: ReadModel, day: date) -> dict[str, Any]:
    """The same, as they are kept."""
    place, on = day.toordinal(), day.isoformat()
    store: Any = Kept(kept.answers)
    answers = {question: answer_of_today(store, SHAPE, DIALOGUE, question, day) for question in (STATE, TIMELINE)}
    coming = sorted(
        (one for one in kept.to_come if one.since <= place < one.until),
        key=lambda one: (one.is_overdue, one.latest, one.earliest, one.edtf, one.number),
    )
    rows = [moved(unpacked(one.answer), place - one.since, on=on) for one in coming]
    assert [row for row in rows if not row["long_overdue"]] == answers[STATE]["upcoming"]
    return answers | {
        COMING: rows,
        "order": [(one.is_overdue, one.latest, one.earliest, one.edtf) for one in coming],
    }


# ---- any dialogue ------------------------------------------------------------------------------------------------

days = st.dates(date(2025, 4, 1), date(2025, 7, 31))
windows = st.one_of(
    days.map(date.isoformat),
    st.sampled_from(["2025", "2025-05", "2025-05~", "2025-06-XX", "2025-05-15/..", "../2025-06-15", "2025-22"]),
    st.tuples(days, st.integers(1, 40)).map(lambda pair: f"{pair[0]}/{pair[0] + timedelta(pair[1])}"),
)
modality = st.sampled_from(["asserted", "planned", "denied", "expected"])


def fact(kind: str, *times: str, **said: object) -> st.SearchStrategy[dict[str, Any]]:
    """A fact of this kind that says this, and perhaps these times."""
    always = {"kind": st.just(kind)} | {name: st.just(value) for name, value in said.items()}
    return st.fixed_dictionaries(always, optional=dict.fromkeys(times, windows))


sessions = st.one_of(
    fact("session-scheduled", "window"),
    fact("session-postponed", "window"),
    fact("session-held", "when"),
    fact("session-cancelled", "when"),
    fact("session-started", "when"),
    fact("invitation-extended", "window", "when", invitation="there", by="A", to="B"),
)
facts = st.one_of(
    st.builds(
        lambda fact, name, how: {**fact, "session": name, "modality": how}, sessions, st.sampled_from([1, 2]), modality
    ),
    fact("invitation-extended", "window", invitation="visit", visit="Rome"),
    fact("commitment-made", "due", "when", commitment="help", by="A"),
    fact("commitment-updated", "due", commitment="help", status="progress"),
    fact("document-issued", "due", "when", document="paper"),
    fact("position-stated", "when", actor="A", issue="peace", stance="For it"),
    fact("role-changed", "from", "to", person="P", office="Minister"),
    fact("contact-held", "when", place="Rome"),
    fact("dialogue-suspended", "when"),
    fact("rhythm-agreed", "when", every="P1M"),
    fact("contact-held", "when", format="visit", modality="planned"),
    fact("measure-taken", "when", actor="A", about="opens", modality="expected"),
    fact("document-issued", "when", document="paper", status="signed", modality="planned"),
    fact("commitment-updated", "when", commitment="help", status="fulfilled", by="A"),
    fact("invitation-answered", "when", invitation="there", by="B", answer="declined"),
)
reports = st.lists(st.tuples(windows, st.sampled_from(["A", "B"]), st.lists(facts, min_size=1, max_size=4)), max_size=5)


def told(reports: Sequence[tuple[str, str, list[dict[str, Any]]]]) -> list[Told]:
    return [
        report(f"r{place}", published=published, origin=origin, facts=said)
        for place, (published, origin, said) in enumerate(reports)
    ]


@tries(150)
@for_all(told=reports.map(told), today=days, day=st.dates(date(2025, 3, 1), date(2026, 2, 1)))
def test_on_every_day_it_answers_as_the_projections_do(told: list[Told], today: date, day: date) -> None:
    ledger = given(heading("A", "B"), *told)
    kept = read_model_of(ledger, today)
    assert kept.since <= (today - timedelta(1)).toordinal() < kept.until
    last = min(kept.until, date.max.toordinal()) - 1
    for one in {day, today, date.fromordinal(kept.since), date.fromordinal(last)}:
        if kept.since <= one.toordinal() < kept.until:
            assert read_from(kept, one) == projected(ledger, one)


@tries(25)
@for_all(told=reports.map(told), today=days)
def test_it_can_be_told_from_the_log_whether_it_is_what_was_kept(told: list[Told], today: date) -> None:
    ledger = given(heading("A", "B"), *told)
    kept = read_model_of(ledger, today)
    assert is_of_log(kept, ledger)
    assert not is_of_log(kept._replace(heading=packed({"dialogue": DIALOGUE})), ledger)
    assert not is_of_log(kept._replace(answers=kept.answers[:1]), ledger)


# ---- the storyline -----------------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parents[1] / "golden" / "kept"


@pytest.mark.parametrize("today", [date(2024, 8, 28), TODAY, date(2026, 11, 25)])
@pytest.mark.parametrize("facts", [20, 90, 150])
def test_the_storyline_is_kept_for_the_days_to_come(facts: int, today: date) -> None:
    ledger = replay(log()[:facts])
    kept = read_model_of(ledger, today)
    assert is_of_log(kept, ledger)
    for days in (0, 1, 5, 20, 80, 300, 2000):
        day = today + timedelta(days - 1)
        if day.toordinal() < kept.until:
            assert read_from(kept, day) == projected(ledger, day)


def test_what_becomes_known_long_after_today_is_kept_for_a_month_at_a_time() -> None:
    vague = report("r1", published="2025", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-06"}])
    ledger = given(heading("A", "B"), vague)
    kept = read_model_of(ledger, TODAY)
    assert date.fromordinal(kept.until) == TODAY - timedelta(days=1) + AHEAD
    for day in (TODAY, date.fromordinal(kept.until - 1)):
        assert read_from(kept, day) == projected(ledger, day)
    assert is_of_log(kept, ledger)
    later = read_model_of(ledger, date.fromordinal(kept.until), past=parted(kept.answers)[1])
    assert later.until > kept.until
    assert is_of_log(later, ledger)
    assert read_model_of(ledger, date(2026, 1, 2)).until == NEVER


def test_what_many_days_can_change_is_kept_for_all_of_them() -> None:
    planned = [{"kind": "session-scheduled", "session": n, "window": f"2025-06-{n:02d}"} for n in range(1, 28)]
    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=planned))
    kept = read_model_of(ledger, TODAY)
    assert kept.until == NEVER
    for day in (TODAY, date(2025, 6, 1), date(2025, 6, 15), date(2025, 7, 1), date(2031, 1, 1)):
        assert read_from(kept, day) == projected(ledger, day)


def test_a_shape_is_never_given_to_other_answers() -> None:
    """What a store keeps was made by some release; this one takes it for its own if the shape is the same."""
    found = hashlib.sha256()
    for day in ("2024-09-01", "2025-05-10", "2026-11-25"):
        answers = projected(replay(log()), date.fromisoformat(day))
        found.update(json.dumps(answers, ensure_ascii=False, sort_keys=True).encode())
    golden = GOLDEN / f"shape-{SHAPE}.sha256"
    assert golden.exists(), f"write {found.hexdigest()} to {golden}"
    assert found.hexdigest() == golden.read_text().strip(), (
        "an answer changed: raise SHAPE in timeline/read_models/stored_form.py"
    )


@pytest.mark.parametrize("flipped", [0, 5, -1])
def test_a_flipped_bit_is_noticed(flipped: int) -> None:
    damaged = bytearray(packed({"dialogue": "talks", "facts": 4}))
    damaged[flipped] ^= 8
    with pytest.raises(UnreadableAnswerError):
        unpacked(bytes(damaged))


def test_an_answer_is_kept_as_short_as_json_can_write_it() -> None:
    kept = packed({"title": "حوار", "reports": ["r1", "r2"]})
    assert zlib.decompress(kept[4:]).decode() == '{"title":"حوار","reports":["r1","r2"]}'
    assert unpacked(kept) == {"title": "حوار", "reports": ["r1", "r2"]}


def test_what_unpacks_to_far_more_than_an_answer_does_is_not_unpacked() -> None:
    large = [{"session": number, "status": "held", "place": f"Rome {number}"} for number in range(30_000)]
    assert unpacked(packed(large)) == large
    with pytest.raises(UnreadableAnswerError):
        unpacked(packed([0] * 2_000_000))


def test_only_numbers_of_days_up_to_today_grow() -> None:
    answer = {"on": "", "silent_days": 3, "after_days": 3, "sessions": [{"overdue_days": 0}, {"overdue_days": None}]}
    assert moved(answer, 4, on="2025-05-14") == {
        "on": "2025-05-14",
        "silent_days": 7,
        "after_days": 3,
        "sessions": [{"overdue_days": 0}, {"overdue_days": None}],
    }


def test_judgements_count() -> None:
    told = report(
        "r1", published="2025-05-01", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-06"}]
    )
    linked = judgement({"kind": "subjects-linked", "subjects": ["session:1", "session:first"], "as": "same"})
    ledger = given(heading("A", "B"), told, linked)
    assert read_from(read_model_of(ledger, TODAY), TODAY) == projected(ledger, TODAY)


def test_its_heading_says_what_the_log_says_whatever_was_recorded_last() -> None:
    told = [
        heading("A", recorded_at="2025-01-01"),
        report("r1", published="2025-05-01", recorded_at="2025-01-02", facts=[{"kind": "contact-held"}]),
        heading("A", "B", recorded_at="2025-01-03"),
        judgement({"kind": "source-assessed", "outlet": "r1", "reliability": "B"}, recorded_at="2025-01-04"),
        judgement(
            {
                "kind": "fact-retracted",
                "target": fact_id(report("r1", facts=[{"kind": "contact-held"}])),
                "whose": "coder",
            },
            recorded_at="2025-01-05",
        ),
        judgement(
            {"kind": "subjects-linked", "subjects": ["party:A", "party:B"], "as": "unsure"}, recorded_at="2025-01-06"
        ),
    ]
    for count in range(1, len(told) + 1):
        ledger = given(*told[:count])
        assert unpacked(read_model_of(ledger, TODAY).heading) == {
            "dialogue": DIALOGUE,
            "title": DIALOGUE,
            "parties": ["A", "B"] if count > 2 else ["A"],
            "facts": ledger.version,
            "reports": min(count - 1, 1),
            "last_recorded": f"2025-01-0{count}T00:00:00+00:00",
        }


def test_a_dialogue_that_was_never_opened_here_has_no_title() -> None:
    kept = read_model_of(given(judgement({"kind": "contact-held"})), TODAY)
    assert unpacked(kept.heading) == {
        "dialogue": DIALOGUE,
        "title": None,
        "parties": [],
        "facts": 1,
        "reports": 0,
        "last_recorded": "2026-01-01T00:00:00+00:00",
    }
