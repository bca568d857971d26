"""What is redacted is gone, and everything else is as it was: the log, old checkpoints, old proofs, every question."""

from __future__ import annotations

import io
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.errors import BadInputError, ConflictError, NotFoundError
from events.fact_file import FactFileError, read
from events.fact_file.logged import line_of
from events.facts.judgement import FactRedacted
from events.identity import REDACTED
from events.intake.batch import record
from events.intake.draft import Draft
from events.intake.objections import RedactionError
from events.integrity.checkpoint import Checkpoint
from events.integrity.copying import RECEIVING, copy
from events.integrity.proof import InclusionProof, prove
from events.integrity.verification import verify
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.memory import MemoryEngine
from tests.integrity.given import OPENED, drafts_of
from tests.torture.facts import Document
from tests.torture.moving import reported
from timeline.answers.catalogue import QUESTIONS
from timeline.application.comparing import compare
from timeline.application.held import held, hold
from timeline.application.redacting import planned_answer
from timeline.application.tracker import Tracker
from timeline.exporters.catalogue import FORMATS
from timeline.read_models.stored_form import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.port import Engine
    from tests.integrity.conftest import Tampered
    from timeline.answers.redaction import RedactionAnswer

TODAY = date(2025, 6, 1)
NAME = "Quillon Zebrafish"
TRACES = (b"Quillon", b"Zebrafish", b"quillon", b"zebrafish")
REASON = "asked on 2025-06-01"

NAMED = """\
dialogue: talks
report: {id: n1, outlet: Agency, published: 2024-05-01, title: "An interview with Quillon Zebrafish"}
facts:
- {kind: session-held, session: 1, when: 2024-04-30, place: Geneva, persons: [{name: Quillon ZEBRAFISH, side: A, part: head}]}
- {kind: role-changed, person: Quillon Zebrafish, office: minister, from: 2024-04}
- {kind: position-stated, actor: A, issue: x, stance: "as agreed", quote: "It is agreed, said Quillon Zebrafish"}
---
dialogue: talks
report: {id: n2, outlet: Gazette, published: 2024-05-02}
facts:
- {kind: session-held, session: 1, when: 2024-04-30, place: Baghdad}
---
dialogue: talks
facts:
- {kind: subjects-linked, subjects: ["person:Quillon Zebrafish", "person:Q. Z."], as: same}
- {kind: contact-held, format: call, when: 2024-05-03, persons: [{name: Q. Z.}], note: "by telephone"}
"""  # noqa: E501 - a fact on a line
"""Six facts of ten name somebody, one by a spelling that was linked."""


def tracker_of(engine: Engine) -> Tracker:
    return Tracker(engine, TODAY)


def filled(engine: Engine, *texts: str) -> Tracker:
    tracker = tracker_of(engine)
    for drafts in drafts_of(texts or (OPENED.format("talks"), NAMED)):
        tracker.append(drafts, recorded_by="anna")
    return tracker


def redacted(tracker: Tracker, *facts: str, person: str | None = None) -> list[str]:
    return [one.fact for one in redact(tracker, *facts, person=person).facts]


def redact(tracker: Tracker, *facts: str, person: str | None = None, reason: str = REASON) -> RedactionAnswer:
    redactor = tracker.redactor(recorded_by="anna")
    return redactor.redact(redactor.plan(*facts, person=person), reason)[0]


def head_of(engine: Engine) -> Checkpoint:
    found = verify(engine)
    return Checkpoint("talks", found.size, found.root)


def fact_of(engine: Engine, kind: str, number: int = 0) -> str:
    return [row.fact_id for row in engine.since() if row.topic.startswith(f"{kind}@")][number]


def told_by(engine: Engine) -> bytes:
    """All that a log and what is kept beside it say, as far as the port shows it."""
    models = [engine.read_models.of(number, slug) for number in range(99) for slug in engine.versions()]
    held = [one for one in models if one is not None]
    packed = [one.heading for one in held] + [part.answer for one in held for part in one.answers]
    packed += [part.answer for one in held for part in one.to_come]
    index, letters = engine.read_models.index, "apltok"
    words = [word for word in TRACES for letter in letters if index.beginning_with(letter + word.decode())]
    return repr((list(engine.since()), list(map(unpacked, packed)), words)).encode()


def ask_everything(tracker: Tracker) -> str:
    """Every question and every export; nothing of it may fail."""
    told: list[Any] = []
    for dialogue in tracker.slugs():
        told += [
            tracker.ask(name, dialogue).plain for name, one in QUESTIONS.items() if one.is_of_state or name == "state"
        ]
        told += [tracker.ask("diff", dialogue, "2024-01-01", "2025-01-01").plain, tracker.replay(dialogue)]
        told += [tracker.explain(dialogue, subject) for subject in tracker.explainable(dialogue)]
        told += [tracker.ask("check", dialogue).plain, tracker.ask("days", dialogue).plain]
    told += [tracker.ask(name).plain for name in ("history", "dialogues", "upcoming", "news", "check")]
    told += [tracker.find(word.decode()) for word in TRACES]
    told += [tracker.export(one.name) for one in FORMATS if one.name not in {"log", "png", "parquet"}]
    for table in ("facts", "sessions", "people", "sources", "positions"):
        told += [tracker.export("csv", of=table), tracker.export("jsonl", of=table)]
    told += list(tracker.export_log())
    assert all(one.same for one in tracker.repeat())
    return repr(told)


@pytest.fixture(params=["memory", "sqlite"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store."""
    with MemoryEngine() if request.param == "memory" else open_engine(SqliteAddress(tmp_path / "talks.db")) as store:
        yield store


# ---- what goes, what stays -------------------------------------------------------------------------------------------


def test_a_person_is_forgotten_in_every_fact_and_the_log_holds_as_before(engine: Engine) -> None:
    tracker = filled(engine)
    before = head_of(engine)
    proofs = [prove(engine, row) for row in engine.since()]

    gone = redacted(tracker, person="quillon zebrafish")

    assert len(gone) == 6
    found = verify(engine, since=before)
    assert (found.holds, found.size, found.redacted) == (True, before.size + 6, 6)
    for proof in proofs:
        proof.check(before)
    assert not any(trace in told_by(engine) for trace in TRACES)
    assert not any(trace.decode() in ask_everything(tracker) for trace in TRACES)
    assert compare(engine) == []


def test_a_proof_of_a_redacted_fact_shows_that_there_was_one(engine: Engine) -> None:
    tracker = filled(engine)
    (gone,) = redacted(tracker, fact_of(engine, "role-changed"))
    proof = tracker.prove(gone)
    assert proof.payload is None
    again = InclusionProof.parse(proof.model_dump_json())
    again.check(head_of(engine))


def test_corrections_of_what_is_redacted_go_too_and_nothing_can_be_judged_any_more(engine: Engine) -> None:
    tracker = filled(engine)
    role = fact_of(engine, "role-changed")
    from timeline.application.judging import Grounds

    tracker.judge(recorded_by="anna").correct(role, ["person=Zebrafish, Quillon"], Grounds("coder"))
    assert set(redacted(tracker, role)) == {role, fact_of(engine, "fact-corrected")}
    assert verify(engine).holds
    for judged in (role, fact_of(engine, "fact-redacted")):
        with pytest.raises(ConflictError, match="redact"):
            tracker.judge(recorded_by="anna").correct(judged, ["office=envoy"], Grounds("coder"))
        with pytest.raises(ConflictError, match="redact"):
            tracker.judge(recorded_by="anna").retract(judged, Grounds("coder", reason="x"))


def test_a_redacted_report_can_be_filed_again_without_the_name(engine: Engine) -> None:
    tracker = filled(engine)
    redacted(tracker, "n1")
    assert tracker.sources("talks")[0].report == "n2"
    ask_everything(tracker)
    again = "dialogue: talks\nreport: {id: n1, outlet: Agency, published: 2024-05-01}\n"
    tracker.append(next(drafts_of([again])), recorded_by="anna")
    assert {one.report for one in tracker.sources("talks")} == {"n1", "n2"}
    assert verify(engine).holds
    # The fact file with the name changes nothing any more.
    head = engine.head()
    tracker.append(next(drafts_of([NAMED])), recorded_by="anna")
    assert engine.head() == head


def test_what_was_redacted_does_not_come_back(engine: Engine) -> None:
    tracker = filled(engine)
    redacted(tracker, person=NAME)
    (counts,) = tracker.append(next(drafts_of([NAMED])), recorded_by="anna")
    assert counts.added == 0
    assert not any(trace in told_by(engine) for trace in TRACES)


def test_redacted_again_it_is_swept_again(engine: Engine) -> None:
    tracker = filled(engine)
    with pytest.raises(NotFoundError, match="no fact is to be redacted"):
        redacted(tracker, person="Nobody Atall")
    redacted(tracker, person=NAME)
    answer = redact(tracker, person=NAME)
    assert (answer.recorded, answer.facts, answer.swept) == (False, (), True)


@pytest.mark.parametrize(
    ("reason", "problem"), [("he asked: Quillon Zebrafish", "has the name in it"), (" ", "needs a reason")]
)
def test_a_reason_does_not_tell_what_is_forgotten(engine: Engine, reason: str, problem: str) -> None:
    tracker = filled(engine)
    with pytest.raises(BadInputError, match=problem):
        redact(tracker, person=NAME, reason=reason)
    assert verify(engine).redacted == 0


def test_a_plan_says_what_would_go_and_what_stays(engine: Engine) -> None:
    tracker = filled(engine, OPENED.format("quillon-zebrafish"), OPENED.format("talks"), NAMED)
    tracker.append(
        next(
            drafts_of(
                ["dialogue: talks\nfacts:\n- {kind: contact-held, format: call, when: 2024-05-09, note: Zebrafish}\n"]
            )
        ),
        recorded_by="anna",
    )
    planned = planned_answer(tracker.redactor(recorded_by="anna").plan(person=NAME), REASON)
    assert not planned.recorded
    assert [one.kind for one in planned.facts if one.guessable] == [
        "dialogue-opened",
        "report-filed",
        "session-held",
        "role-changed",
        "subjects-linked",
    ]
    assert "role-changed" in {one.kind for one in planned.facts}
    assert [one.partition(":")[0] for one in planned.stays] == [
        "the dialogue quillon-zebrafish has the name in its slug, which every digest covers",
        "1 other fact with 'zebrafish' and not the whole name",
    ]
    assert verify(engine).redacted == 0


def test_who_asks_for_nothing_or_for_a_redaction_is_refused(engine: Engine) -> None:
    tracker = filled(engine)
    redacted(tracker, "n1")
    with pytest.raises(BadInputError, match="say which facts"):
        redacted(tracker)
    with pytest.raises(BadInputError, match="say which facts"):
        redacted(tracker, "n2", person=NAME)
    with pytest.raises(BadInputError, match="is a redaction") as refused:
        redacted(tracker, fact_of(engine, "fact-redacted"))
    assert refused.value.hint == "Redact the facts whose content is to go."


# ---- what an append does not do --------------------------------------------------------------------------------------


def test_an_append_takes_no_content_away(engine: Engine) -> None:
    tracker = filled(engine)
    redaction = FactRedacted(target=fact_of(engine, "role-changed"), reason="x")
    with pytest.raises(RedactionError, match="an append takes none away"):
        record(FactLog(engine), [Draft("talks", redaction, "a program")], recorded_by="eve")
    line = Document({"dialogue": "talks", "facts": [{"kind": "fact-redacted", "target": redaction.target}]}).line
    with pytest.raises(FactFileError, match="Nobody writes it"):
        list(read(io.BytesIO(line), "a.jsonl"))
    assert tracker.verify().redacted == 0


def test_content_that_is_missing_without_a_word_is_refused_and_noticed(store: Tampered, tmp_path: Path) -> None:
    store.edit(f"UPDATE facts SET payload = {store.blob(REDACTED)} WHERE position = 4")  # noqa: S608 - ours
    with store.engine() as engine, open_engine(SqliteAddress(tmp_path / "there.db")) as there:
        (fault,) = verify(engine).faults
        assert str(fault) == "position 4 has no content, and no judgement redacts it: its content was taken away"
        lines = b"".join(map(line_of, engine.since()))
        with pytest.raises(RedactionError, match="nothing here says who took it away"):
            record(FactLog(there), read(io.BytesIO(lines), "a.log.jsonl"), recorded_by="eve")


def test_content_that_was_put_back_is_noticed(store: Tampered) -> None:
    with store.engine() as engine:
        tracker = tracker_of(engine)
        (row,) = engine.known([fact_of(engine, "session-held")]).values()
        said = row.payload
        redacted(tracker, row.fact_id)
    store.edit(f"UPDATE facts SET payload = {store.blob(said)} WHERE position = {row.position:d}")  # noqa: S608 - ours
    with store.engine() as engine:
        (fault,) = verify(engine).faults
        assert "which has its content: it was put back" in str(fault)


# ---- copies ----------------------------------------------------------------------------------------------------------


def test_a_redacted_log_is_copied_exported_and_appended_as_it_is(
    store: Tampered, tmp_path: Path, postgres_address: Any
) -> None:
    there: Any = postgres_address if store.is_sqlite else SqliteAddress(tmp_path / "there.db")
    with (
        store.engine() as engine,
        open_engine(there, RECEIVING) as other,
        open_engine(SqliteAddress(tmp_path / "c.db")) as third,
    ):
        filled(engine, NAMED)
        redacted(tracker_of(engine), person=NAME)
        assert copy(engine, other, name="talks") == verify(engine)
        assert list(other.since()) == list(engine.since())
        lines = b"".join(tracker_of(engine).export_log())
        record(FactLog(third), read(io.BytesIO(lines), "a.log.jsonl"), recorded_by="bert")
        assert list(third.since()) == list(engine.since())
        assert verify(third) == verify(engine)


def test_redactions_are_carried_by_a_merge_where_that_is_asked_for(tmp_path: Path) -> None:
    with open_engine(SqliteAddress(tmp_path / "a.db")) as mine, open_engine(SqliteAddress(tmp_path / "b.db")) as theirs:
        ours, other = filled(mine), filled(theirs)
        redacted(other, person=NAME)
        again = "dialogue: talks\nreport: {id: n1, outlet: Agency, published: 2024-05-01}\n"
        other.append(next(drafts_of([again])), recorded_by="bert")

        with pytest.raises(RedactionError, match="an append takes none away"):
            ours.merge(theirs, "b.db", recorded_by="anna")
        assert verify(mine).redacted == 0

        carried = ours.redactor(recorded_by="anna").carry_over(theirs, "b.db")
        assert carried is not None
        assert len(carried[0].facts) == 6
        ours.merge(theirs, "b.db", recorded_by="anna")
        assert {row.fact_id for row in mine.since()} == {row.fact_id for row in theirs.since()}
        assert verify(mine).holds
        assert not any(trace in told_by(mine) for trace in TRACES)
        assert ours.redactor(recorded_by="anna").carry_over(theirs, "b.db") is None


def test_what_is_carried_takes_corrections_along_that_only_this_log_has(tmp_path: Path) -> None:
    from timeline.application.judging import Grounds

    with open_engine(SqliteAddress(tmp_path / "a.db")) as mine, open_engine(SqliteAddress(tmp_path / "b.db")) as theirs:
        ours, other = filled(mine), filled(theirs)
        role = fact_of(mine, "role-changed")
        ours.judge(recorded_by="anna").correct(role, ["person=Zebrafish, Quillon"], Grounds("coder"))
        redacted(other, role)
        carried = ours.redactor(recorded_by="anna").carry_over(theirs, "b.db")
        assert carried is not None
        assert (carried[0].reason, [one.kind for one in carried[0].facts]) == (
            REASON,
            ["role-changed", "fact-corrected"],
        )
        *_, last = ours.history("talks")
        assert last.payload is not None
        assert (last.dialogue, last.payload["target"], last.payload["reason"]) == (
            *("talks", fact_of(mine, "fact-corrected"), REASON),
        )


def test_a_log_that_still_says_it_does_not_bring_it_back(tmp_path: Path) -> None:
    from timeline.application.judging import Grounds

    with open_engine(SqliteAddress(tmp_path / "a.db")) as mine, open_engine(SqliteAddress(tmp_path / "b.db")) as theirs:
        ours, other = filled(mine), filled(theirs)
        redacted(ours, person=NAME)
        # What they found out since stays away as well.
        role = fact_of(theirs, "role-changed")
        other.judge(recorded_by="bert").correct(role, [f"person=Dr {NAME}"], Grounds("coder"))
        other.append(
            next(drafts_of(["dialogue: talks\nfacts:\n- {kind: contact-held, when: 2024-05-05}\n"])), recorded_by="b"
        )
        (counts,) = ours.merge(theirs, "b.db", recorded_by="anna")
        assert counts.added == 1
        assert verify(mine).holds
        assert not any(trace in told_by(mine) for trace in TRACES)


def test_both_ways_of_a_merge_end_in_the_same_facts(tmp_path: Path) -> None:
    ids = []
    for first in (True, False):
        folder = tmp_path / str(first)
        folder.mkdir()
        with open_engine(SqliteAddress(folder / "a.db")) as a, open_engine(SqliteAddress(folder / "b.db")) as b:
            redacted(filled(a), person=NAME)
            filled(b)
            one, other = (a, b) if first else (b, a)
            tracker_of(one).redactor(recorded_by="x").carry_over(other, "other")
            tracker_of(one).merge(other, "other", recorded_by="x")
            ids.append({row.fact_id for row in one.since() if row.payload == REDACTED})
    assert ids[0] == ids[1]


# ---- the bytes -------------------------------------------------------------------------------------------------------


def test_no_byte_is_left_in_any_file_of_the_store(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with open_engine(SqliteAddress(path)) as engine:
        tracker = filled(engine)
        for number in range(5):  # kept answers with the name are written and freed again and again
            said = f"{{kind: contact-held, when: 2024-06-0{number + 1}, note: '{f'{NAME} ' * 200}.'}}"
            more = f"dialogue: talks\nfacts:\n- {said}\n"
            tracker.append(next(drafts_of([more])), recorded_by="anna")
        assert any(trace in file.read_bytes() for file in tmp_path.iterdir() for trace in TRACES)
        answer = redact(tracker, person=NAME)
        assert answer.swept
        left = [(file.name, trace) for file in tmp_path.iterdir() for trace in TRACES if trace in file.read_bytes()]
        assert left == []
    assert not any(trace in path.read_bytes() for trace in TRACES)


def test_a_reader_in_the_middle_is_told_of(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "talks.db"
    from events.store.options import StoreOptions

    with open_engine(SqliteAddress(path), StoreOptions(wait_seconds=0.2)) as engine:
        tracker = filled(engine)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM facts LIMIT 1").fetchall()
            answer = redact(tracker, person=NAME)
        assert not answer.swept
        assert any("repeat the command" in one for one in answer.stays)
        assert redact(tracker, person=NAME).swept
        assert not any(trace in file.read_bytes() for file in tmp_path.iterdir() for trace in TRACES)


def test_copies_beside_the_store_are_named(tmp_path: Path) -> None:
    with open_engine(SqliteAddress(tmp_path / "talks.db")) as engine:
        tracker = filled(engine)
        tracker.back_up(SqliteAddress(tmp_path / "backup.db"), "talks")
        (tmp_path / "notes.txt").write_text(NAME)
        as_it_was = (tmp_path / "backup.db").read_bytes()
        answer = redact(tracker, person=NAME)
        assert (tmp_path / "backup.db").read_bytes() == as_it_was
        assert [(one.file, one.facts) for one in answer.copies] == [(str(tmp_path / "backup.db"), 6)]
        (found,) = (one for one in tracker.examine() if one.what == "copy")
        assert found.value == f"{tmp_path / 'backup.db'}: it still has 6 facts"
        assert found.problem == "this copy still says what was redacted here; delete it, or redact the same there"
        tracker.back_up(SqliteAddress(tmp_path / "new.db"), "talks")
        (tmp_path / "backup.db").unlink()
        assert [one for one in tracker.examine() if one.what == "copy"] == []


def test_rows_that_died_are_gone_from_the_server(store: Tampered) -> None:
    with store.engine() as engine:
        tracker = filled(engine, NAMED)
        before = head_of(engine)
        assert redact(tracker, person=NAME).swept
        found = verify(engine, since=before)
        assert (found.holds, found.redacted) == (True, 6)
        assert not any(trace in told_by(engine) for trace in TRACES)
    if not store.is_sqlite:
        # The first page of each table as it lies on the server's disk: rows that died stood there.
        for table in ("facts", "answers", "kept", "words"):
            ((page,),) = store.ask(f"SELECT pg_read_binary_file(pg_relation_filepath('{table}'))")
            assert not any(trace in bytes(page) for trace in TRACES)


def test_a_follower_whose_last_fact_is_redacted_goes_on(engine: Engine) -> None:
    from events.store.following import follow

    tracker = filled(engine)
    last = engine.head()
    followed = follow(engine, last, lost=lambda _: None, back=lambda _: None)
    (row,) = engine.since(last - 1, limit=1)
    redacted(tracker, row.fact_id)
    assert next(followed).topic == "fact-redacted@1"


def test_a_server_that_holds_what_it_was_asked_forgets_too(engine: Engine) -> None:
    tracker = filled(engine)
    hold(engine)
    noon = {"recorded_at": "2030-01-01"}
    assert NAME in repr(tracker.ask("people", "talks", **noon).plain)
    redacted(tracker_of(engine), person=NAME)
    assert NAME not in repr(tracker.ask("people", "talks", **noon).plain)
    assert not any(trace.decode() in ask_everything(tracker) for trace in TRACES)
    remembered = held(engine)
    assert remembered is not None
    assert not any(trace.decode() in repr(vars(remembered)) for trace in TRACES)


# ---- anything --------------------------------------------------------------------------------------------------------


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[bytes], list[int]]:
    """Any history, and which of its facts are redacted."""
    documents = []
    for number, written in enumerate(draw(st.lists(reported, min_size=1, max_size=4))):
        dated = {"id": f"r{number}", "published": f"2024-02-{number + 1:02}"}
        documents.append(Document({**written, "report": {**written["report"], **dated}}))
    lines = [document.line for document in documents]
    ids = [(document.written["dialogue"], one) for document in documents for one in document.ids]
    for dialogue, target in draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)):
        lines.append(
            Document(
                {"dialogue": dialogue, "facts": [{"kind": "fact-retracted", "target": target, "whose": "coder"}]}
            ).line
        )
    return lines, draw(st.lists(st.integers(0, 30), min_size=1, max_size=8))


@settings(
    max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(histories())
def test_whatever_is_redacted_of_whatever_history_everything_runs_and_holds(
    history: tuple[list[bytes], list[int]],
) -> None:
    lines, chosen = history
    openings = b"".join(Document({"dialogue": name, "title": f"Talks {name}"}).line for name in ("talks", "other"))
    with MemoryEngine() as engine, MemoryEngine() as there:
        tracker = tracker_of(engine)
        for lot in (openings, *lines):
            tracker.append(list(read(io.BytesIO(lot), "a.jsonl")), recorded_by="anna")
        before = head_of(engine)
        rows = list(engine.since())
        proofs = [prove(engine, row) for row in rows]
        ids = sorted({rows[number % len(rows)].fact_id for number in chosen})

        gone = set(redacted(tracker, *ids))

        assert gone >= set(ids)
        assert verify(engine, since=before).holds
        for proof in proofs:
            proof.check(before)
        for row, old in zip(engine.since(), rows, strict=False):
            assert row == (old._replace(payload=REDACTED) if old.fact_id in gone else old)
        ask_everything(tracker)
        assert compare(engine) == []
        record(FactLog(there), [Draft.copy_of(row, "talks") for row in engine.since()], recorded_by="bert")
        assert {row.fact_id: row.payload for row in there.since()} == {
            row.fact_id: row.payload for row in engine.since()
        }
        record(FactLog(there), [Draft.copy_of(row, "old") for row in rows], recorded_by="bert")
        assert verify(there).holds
