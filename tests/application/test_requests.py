"""Every request, made of real stores without any shell: recorded or not, told as models, remarked as data."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from events.advice import Next
from events.errors import BadInputError, ConflictError, NotFoundError, StoreError
from events.fact_file import read_bytes
from events.integrity.checkpoint import Checkpoint
from events.integrity.copying import RECEIVING, BrokenLogError, NotEmptyError
from events.integrity.keys import SigningKey
from events.integrity.proof import BrokenProofError
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.memory import MemoryEngine
from events.store.options import OpenMode, StoreOptions
from tests.cli.given import TALKS
from timeline.answers.diff import ChangeAnswer
from timeline.answers.rebuild import RebuildAnswer
from timeline.application.copies import check_backup, drafts_of
from timeline.application.doing import Doing
from timeline.application.finding import AmbiguousFactError, find_fact
from timeline.application.judging import AlreadySoError, Grounds
from timeline.application.recording import Added, Refused, Stored, gathered
from timeline.application.remarks import CheckpointOnTrust, StaleAnswers
from timeline.application.tracker import Tracker
from timeline.application.trust import WrongSignatureError, check_proof, read_checkpoint
from timeline.knowledge.ledger import replay
from timeline.projections import diff
from timeline.projections.state import State
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from events.intake.draft import Draft
    from timeline.application.progress import Told
    from timeline.application.remarks import Remark

TODAY = date(2025, 6, 1)
SECOND = "dialogue: talks\nfacts:\n- {kind: session-scheduled, report: r1, session: 2, window: 2025-07}\n"


def drafts(text: str) -> Iterator[Draft]:
    return read_bytes(text.encode(), "talks.yaml")


@contextmanager
def opened(path: Path, mode: OpenMode = OpenMode.CREATE) -> Iterator[Tracker]:
    with Tracker(open_engine(SqliteAddress(path), mode=mode), TODAY) as tracker:
        yield tracker


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Tracker]:
    """A tracker of a store that holds the small dialogue."""
    with opened(tmp_path / "talks.db") as tracker:
        assert tracker.append(drafts(TALKS), recorded_by="anna") == [Added("talks", 4, 0)]
        yield tracker


class Watched:
    """Who looks on: what was done, and how far it was told to be at the end."""

    def __init__(self) -> None:
        self.seen: dict[Doing, tuple[int, int]] = {}

    def __call__(self, doing: Doing) -> AbstractContextManager[Told]:
        def told(done: int, of: int) -> None:
            self.seen[doing] = done, of

        return nullcontext(told)


# ---- recording ---------------------------------------------------------------------------------------------------


def test_what_facts_would_change_is_told_before_anything_is_stored(talks: Tracker) -> None:
    (effect,) = talks.effects(
        drafts(f"{SECOND}- {{kind: session-held, report: r1, session: 1, when: 2024-03-01, place: Geneva}}\n")
    )
    assert (effect.dialogue, effect.summaries, effect.known) == ("talks", ("session 2 scheduled for 2025-07",), 1)
    assert [(one.subject, one.attribute, one.before, one.after) for one in effect.changes] == [
        ("session:2", "status", "invited", "scheduled"),
        ("session:2", "window", "2025", "2025-07"),
        ("invitation:second", "status", "open", "scheduled"),
    ]
    assert talks.head() == 4


COMING = {
    "a plan": SECOND,
    "what no report tells": "dialogue: talks\nfacts: [{kind: session-held, session: 2, when: 2025-05-20}]\n",
    "two days of one session": "dialogue: talks\nfacts:\n"
    "- {kind: session-held, report: r1, session: 3, when: 2024-03-05, place: Rome}\n"
    "- {kind: session-held, report: r1, session: 3, when: 2024-03-04, place: Oslo, said_by: The host}\n",
    "another dialogue": TALKS.replace("talks", "walks"),
}


@pytest.mark.parametrize("text", COMING.values(), ids=COMING)
def test_what_is_foretold_of_facts_is_what_they_change(text: str) -> None:
    noon = datetime.combine(TODAY, time(12), UTC)
    with Tracker(MemoryEngine(options=StoreOptions(clock=lambda: noon)), TODAY) as tracker:

        def states() -> dict[str, State]:
            log = FactLog(tracker.engine)
            return {one: State.of(replay(log.stream(one)), on=TODAY) for one in ("talks", "walks")}

        tracker.append(drafts(TALKS), recorded_by="anna")
        before, (effect,) = states(), tracker.effects(drafts(text))
        tracker.append(drafts(text), recorded_by="anna")
        after = states()
    change = diff.project(before[effect.dialogue], after[effect.dialogue])
    assert effect.changes == tuple(map(ChangeAnswer.of, change.changes)) != ()


def test_the_facts_of_a_new_dialogue_have_an_effect_too(tmp_path: Path) -> None:
    with opened(tmp_path / "empty.db") as tracker:
        (effect,) = tracker.effects(drafts(TALKS))
        assert effect.summaries[0] == "dialogue opened: Talks of A and B (A, B)"
        assert ("session:1", "held") in {(one.subject, one.attribute) for one in effect.changes}
        with pytest.raises(NotFoundError, match="no dialogue 'talks'"):
            tracker.effects(drafts(SECOND))


def test_what_is_appended_is_known_the_second_time_and_asked_for_at_once(talks: Tracker) -> None:
    assert talks.append(drafts(SECOND), recorded_by="anna") == [Added("talks", 1, 0)]
    assert talks.append(drafts(TALKS + "---\n" + SECOND), recorded_by="bert") == [Added("talks", 0, 5)]
    assert [one.recorded_by for one in talks.history("talks")] == ["anna"] * 5
    assert talks.engine.read_models.versions(SHAPE) == {"talks": 5}
    assert [str(one.window.edtf) for one in talks.upcoming() if one.window] == ["2025-07"]


def test_a_dry_run_says_what_would_become_of_each_fact_and_stores_nothing(talks: Tracker) -> None:
    with gathered(drafts(TALKS + "---\n" + SECOND)) as batch:
        outcome = talks.try_out(batch, each=True)
        told = [(one.dialogue, one.position, one.added) for one in outcome.receipts()]
    assert told == [("talks", None, False)] * 4 + [("talks", None, True)]
    assert (outcome.recorded, outcome.added, talks.engine.head()) == (False, [Added("talks", 1, 4)], 4)


def test_receipts_say_where_each_fact_stands_and_of_a_single_one_what_it_is(talks: Tracker) -> None:
    watched = Watched()
    with gathered(drafts(SECOND)) as batch:
        outcome = talks.record(batch, recorded_by="anna", expected_version=4, each=True, watch=watched)
        (receipt,) = outcome.receipts()
        assert outcome.only is not None
        assert (outcome.only[0]._asdict(), outcome.only[1].kind()) == (receipt.model_dump(), "session-scheduled")
    assert (receipt.position, receipt.version, receipt.added) == (5, 5, True)
    assert watched.seen == {Doing.STORING: (1, 1)}


def test_a_receipt_of_each_fact_is_kept_only_where_it_is_asked_for(talks: Tracker) -> None:
    with gathered(drafts(SECOND)) as batch:
        outcomes = talks.try_out(batch), talks.record(batch, recorded_by="anna")
    for outcome in outcomes:
        with pytest.raises(BadInputError, match="no receipt of each fact was kept") as refused:
            outcome.receipts()
        assert refused.value.hint == "Give each=True to `record` or `try_out`."


def test_what_may_not_be_recorded_is_refused_whole(talks: Tracker) -> None:
    unknown = SECOND.replace("report: r1", "report: r9")
    with pytest.raises(NotFoundError, match="no report 'r9'"):
        talks.append(drafts(f"{SECOND}---\n{unknown}"), recorded_by="anna")
    with pytest.raises(ConflictError, match="version 4, not at the expected version 3"):
        talks.append(drafts(SECOND), recorded_by="anna", expected_version=3)
    with pytest.raises(BadInputError, match="go into 2"):
        talks.append(drafts(f"{SECOND}---\ndialogue: more\ntitle: M\n"), recorded_by="anna", expected_version=4)
    assert talks.engine.head() == 4


def test_a_stream_answers_each_line_before_it_reads_the_next(talks: Tracker) -> None:
    stream = talks.stream(recorded_by="anna")
    lines = BytesIO(
        b'{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1", "format": "call"}]}\n\nnonsense\n'
    )
    told = stream.append(lines)
    first = next(told)
    assert isinstance(first, Stored)
    assert (first.line, [one.position for one in first.receipts], talks.engine.head()) == (1, [5], 5)
    (second,) = told
    assert isinstance(second, Refused)
    assert (second.line, type(second.error).__name__) == (3, "FactFileError")
    assert (stream.remarks, talks.engine.read_models.stale(SHAPE, TODAY.toordinal())) == ((), [])


def test_many_answers_that_others_left_stale_are_a_remark(talks: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.application.rebuilding.LITTLE_FACTS", 3)
    talks.engine.read_models.change(lambda writer: writer.mark_stale(["talks"]))
    with gathered(drafts("dialogue: more\ntitle: More\n")) as batch:
        outcome = talks.record(batch, recorded_by="anna")
    (remark,) = talks.make_ready(outcome.dialogues)
    assert isinstance(remark, StaleAnswers)
    assert (remark.dialogues, remark.facts) == (1, 4)
    assert talks.engine.read_models.stale(SHAPE, TODAY.toordinal()) == ["talks"]
    watched = Watched()
    assert talks.rebuild(watch=watched) == RebuildAnswer(dialogues=1, facts=4, stale=0)
    assert watched.seen == {Doing.MAKING_ANSWERS: (4, 4)}


@pytest.mark.parametrize(("little", "behind"), [(4, 0), (3, 1)])
def test_what_others_never_cease_to_touch_is_made_at_the_end_where_it_is_little(
    talks: Tracker, monkeypatch: pytest.MonkeyPatch, little: int, behind: int
) -> None:
    """While one dialogue is made, somebody touches the other, again and again."""
    monkeypatch.setattr("timeline.application.rebuilding.LITTLE_FACTS", little)
    talks.append(drafts(TALKS.replace("talks", "walks")), recorded_by="anna")
    talks.engine.read_models.change(lambda writer: writer.mark_stale(["walks"]))
    touched = cycle(["talks", "walks"])

    class Others(Watched):
        def __call__(self, doing: Doing) -> AbstractContextManager[Told]:
            def told(done: int, of: int) -> None:
                self.seen[doing] = done, of
                if done == of:
                    talks.engine.read_models.change(lambda writer: writer.mark_stale([next(touched)]))

            return nullcontext(told)

    others = Others()
    assert talks.rebuild(watch=others) == RebuildAnswer(dialogues=5, facts=20, stale=behind)
    assert others.seen == {Doing.MAKING_ANSWERS: (20, 20)}
    assert talks.engine.read_models.stale(SHAPE, TODAY.toordinal()) == ["talks"] * behind


def test_who_looks_on_sees_how_far_the_answers_of_an_append_are(talks: Tracker) -> None:
    talks.engine.read_models.change(lambda writer: writer.mark_stale(["talks"]))
    watched = Watched()
    assert talks.make_ready(["talks"], watch=watched) == ()
    assert watched.seen == {Doing.MAKING_ANSWERS: (4, 4)}
    assert talks.engine.read_models.stale(SHAPE, TODAY.toordinal()) == []


# ---- judging -----------------------------------------------------------------------------------------------------


def held(tracker: Tracker) -> str:
    return next(one.fact for one in tracker.history("talks") if one.kind == "session-held")


def test_a_judgement_tells_what_it_changes_and_is_recorded(talks: Tracker) -> None:
    fact = held(talks)
    tried = talks.judge(recorded_by="bert", dry_run=True).correct(fact[:6], ["place=Vienna"], Grounds("coder"))
    assert (tried.answer.recorded, talks.engine.head()) == (False, 4)
    judged = talks.judge(recorded_by="bert").correct(fact[:6], ["place=Vienna"], Grounds("coder"))
    (change,) = judged.answer.changes
    assert (change.subject, change.attribute, change.before, change.after) == (
        *("session:1", "place", "Geneva", "Vienna"),
    )
    assert judged.answer.changes == tried.answer.changes
    (recorded,) = judged.answer.judgements
    assert judged.answer.summaries == {recorded.fact: f"place of {fact[:12]}: Geneva -> Vienna (our error)"}
    assert next(iter(talks.sessions("talks"))).place == "Vienna"
    assert talks.judge(recorded_by="bert").present(fact[:6])["place"] == "Vienna"
    with pytest.raises(AlreadySoError):
        talks.judge(recorded_by="bert").correct(fact, ["place=Vienna"], Grounds("coder"))


def test_a_fact_that_is_retracted_counts_no_more_and_is_named(talks: Tracker) -> None:
    fact = held(talks)
    judged = talks.judge(recorded_by="bert").retract(fact, Grounds("coder", reason="typed twice"))
    assert judged.answer.withdrawn == (fact,)
    assert judged.answer.summaries[fact] == "session 1 held on 2024-03-01 in Geneva"
    with pytest.raises(AlreadySoError) as refused:
        talks.judge(recorded_by="bert").retract(fact, Grounds("coder"))
    assert [one.action for one in refused.value.next] == ["retract"]


def test_judgements_that_were_made_and_changed_since_are_named_by_their_ids(talks: Tracker) -> None:
    fact, judge = held(talks), talks.judge(recorded_by="bert")
    first = judge.correct(fact, ["place=Vienna", "venue=Hofburg"], Grounds("coder")).answer.judgements
    judge.correct(fact, ["place=Geneva", "venue="], Grounds("coder"))
    with pytest.raises(ConflictError) as refused:
        judge.correct(fact, ["place=Vienna", "venue=Hofburg"], Grounds("coder"))
    known = ", ".join(one.fact[:12] for one in first)
    assert refused.value.message == f"you made this judgement before ({known}), and later changed it"
    assert refused.value.hint == "To make it again, add «:reason»."


def test_two_subjects_are_linked(talks: Tracker) -> None:
    told = {"kind": "session-held", "session": "opening", "report": "r1"}
    assert talks.append(drafts(f"dialogue: talks\nfacts: [{told}]\n"), recorded_by="anna") == [Added("talks", 1, 0)]
    judged = talks.judge(recorded_by="bert").link("talks", ("session:1", "session:opening"), as_="same")
    assert [one.kind for one in judged.answer.judgements] == ["subjects-linked"]
    assert len([one for one in talks.sessions("talks") if one.status == "held"]) == 1
    with pytest.raises(NotFoundError, match="no dialogue 'walks'"):
        talks.judge(recorded_by="bert").link("walks", ("a", "b"), as_="same")


# ---- trust -------------------------------------------------------------------------------------------------------


def test_a_log_is_verified_with_its_answers_and_since_a_checkpoint(talks: Tracker) -> None:
    then = talks.checkpoint(name="example.org/talks").checkpoint
    talks.append(drafts(SECOND), recorded_by="anna")
    watched = Watched()
    found = talks.verify(since=then, watch=watched)
    assert (found.holds, found.log_holds, found.size, found.dialogues, found.faults) == (True, True, 5, 1, ())
    assert found.since is not None
    assert (found.since.origin, found.since.size, found.since.root) == ("example.org/talks", 4, then.root.hex())
    assert (found.root, found.newer, found.redacted) == (talks.checkpoint().checkpoint.root.hex(), {}, 0)
    assert watched.seen == {Doing.CHECKING: (5, 5), Doing.COMPARING: (5, 5)}

    other = Checkpoint(then.origin, then.size, bytes(32))
    assert not talks.verify(since=other).log_holds
    model = talks.engine.read_models.of(SHAPE, "talks")
    assert model is not None
    wrong = model._replace(heading=model.answers[0].answer)
    talks.engine.read_models.change(lambda writer: writer.put(SHAPE, [wrong]))
    unlike = talks.verify()
    assert (unlike.holds, unlike.log_holds, len(unlike.faults)) == (False, True, 1)


def test_a_proof_needs_no_store_and_a_checkpoint_no_key(talks: Tracker) -> None:
    pytest.importorskip("cryptography")
    key = SigningKey.new("example.org/talks")
    signed = talks.checkpoint(key=key)
    proof = talks.prove(held(talks)[:8], at=signed.checkpoint).model_dump_json()
    remarks: list[Remark] = []
    on_trust = read_checkpoint(str(signed), "the mail", remark=remarks.append)
    assert [type(one) for one in remarks] == [CheckpointOnTrust]
    assert read_checkpoint(str(signed), "the mail", str(key.public())) == on_trust
    proved = check_proof(proof, on_trust)
    (recorded,) = talks.history(since=2, limit=1)
    assert datetime.fromisoformat(proved.recorded_at) == recorded.recorded_at
    told = {"fact": held(talks), "position": 3, "topic": "session-held@1", "recorded_by": "anna"}
    of_log = {"holds": True, "origin": "example.org/talks", "dialogue": "talks", "redacted": False}
    assert proved.model_dump(exclude={"recorded_at"}) == told | of_log
    with pytest.raises(WrongSignatureError, match="the mail is not signed with the key example"):
        read_checkpoint(str(signed), "the mail", str(SigningKey.new("example.org/talks").public()))
    with pytest.raises(BrokenProofError):
        check_proof(proof, Checkpoint("example.org/talks", 4, bytes(32)))


def test_a_log_that_does_not_hold_gets_no_checkpoint_and_no_copy(talks: Tracker, tmp_path: Path) -> None:
    edited_behind_our_back(tmp_path / "talks.db", "UPDATE facts SET recorded_by = 'eve' WHERE position = 3")
    with pytest.raises(StoreError, match="position 3") as refused:
        talks.checkpoint()
    assert refused.value.next == [Next("verify")]
    with pytest.raises(BrokenLogError, match="position 3"):
        talks.back_up(SqliteAddress(tmp_path / "backup.db"), "talks")
    findings = {one.what: one.problem for one in talks.examine()}
    assert findings["tree"] is not None
    assert findings["tree"].startswith("the log does not hold: position 3")


def edited_behind_our_back(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        (guard,) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'facts_refuse_update'").fetchone()
        for one in ("DROP TRIGGER facts_refuse_update", statement, guard):
            file.execute(one)


def test_what_was_redacted_is_on_record_with_its_reason_and_remarked(talks: Tracker) -> None:
    redactor = talks.redactor(recorded_by="anna")
    invitation = next(one.fact for one in talks.history() if one.kind == "invitation-extended")
    assert talks.redacted("talks") == ()
    redactor.redact(redactor.plan(invitation), "asked by letter")
    *_, told = talks.history()
    assert told.payload is not None
    assert (told.kind, told.payload["target"], told.payload["reason"]) == (
        "fact-redacted",
        invitation,
        "asked by letter",
    )
    (remark,) = talks.redacted("talks")
    assert remark.facts == 1
    assert ("redacted", "1 fact", None) in {(one.what, one.value, one.problem) for one in talks.examine()}
    assert talks.redacted("walks") == ()


WATCHED: dict[str, tuple[Callable[[Tracker, Watched], object], list[Doing]]] = {
    "verify": (lambda tracker, watch: tracker.verify(watch=watch), [Doing.CHECKING, Doing.COMPARING]),
    "checkpoint": (lambda tracker, watch: tracker.checkpoint(watch=watch), [Doing.CHECKING]),
    "check of a backup": (lambda tracker, watch: check_backup(tracker.engine, "talks", watch=watch), [Doing.CHECKING]),
    "facts of a store": (lambda tracker, watch: [*drafts_of(tracker.engine, "it", watch=watch)], [Doing.CHECKING]),
    "doctor": (lambda tracker, watch: [*tracker.examine(watch=watch)], [Doing.CHECKING]),
    "rebuild": (lambda tracker, watch: tracker.rebuild(anew=True, watch=watch), [Doing.MAKING_ANSWERS]),
}


@pytest.mark.parametrize("request_", WATCHED)
def test_who_looks_on_sees_how_far_a_request_is(talks: Tracker, request_: str) -> None:
    act, doings = WATCHED[request_]
    watched = Watched()
    act(talks, watched)
    assert watched.seen == dict.fromkeys(doings, (4, 4))


# ---- copies ------------------------------------------------------------------------------------------------------


def test_a_backup_becomes_a_store_again_and_is_never_put_over_another(talks: Tracker, tmp_path: Path) -> None:
    watched = Watched()
    backup = SqliteAddress(tmp_path / "backup.db")
    copied = talks.back_up(backup, "talks", watch=watched)
    assert (copied.size, copied.root) == (4, talks.verify().root)
    assert watched.seen == {Doing.CHECKING: (4, 4)}
    with (
        open_engine(backup, mode=OpenMode.READ) as source,
        Tracker(open_engine(SqliteAddress(tmp_path / "again.db"), RECEIVING), TODAY) as again,
    ):
        assert check_backup(source, "backup.db") == 4
        assert again.restore(source, "backup.db") == copied
        assert [one.model_dump() for one in again.history()] == [one.model_dump() for one in talks.history()]
        with pytest.raises(NotEmptyError) as refused:
            again.restore(source, "backup.db")
        assert refused.value.next == [Next("merge")]


def test_a_backup_that_does_not_hold_is_refused_by_its_name(tmp_path: Path) -> None:
    with opened(tmp_path / "backup.db") as source:
        source.append(drafts(TALKS), recorded_by="anna")
    edited_behind_our_back(tmp_path / "backup.db", "UPDATE facts SET recorded_by = 'eve' WHERE position = 2")
    with (
        open_engine(SqliteAddress(tmp_path / "backup.db"), mode=OpenMode.READ) as broken,
        Tracker(open_engine(SqliteAddress(tmp_path / "again.db"), RECEIVING), TODAY) as again,
        pytest.raises(BrokenLogError, match=r"last week's copy"),
    ):
        again.restore(broken, "last week's copy")


def test_the_facts_of_another_store_are_added_once(talks: Tracker, tmp_path: Path) -> None:
    with opened(tmp_path / "other.db") as other:
        other.append(drafts(TALKS + "---\n" + SECOND), recorded_by="bert")
        assert talks.merge(other.engine, "other.db", recorded_by="anna") == [Added("talks", 1, 4)]
        assert talks.merge(other.engine, "other.db", recorded_by="anna") == [Added("talks", 0, 5)]
    assert [one.recorded_by for one in talks.history()] == ["anna"] * 4 + ["bert"]
    assert talks.engine.read_models.stale(SHAPE, TODAY.toordinal()) == []


# ---- health, exports ---------------------------------------------------------------------------------------------


def test_a_store_that_is_well_has_no_problem(talks: Tracker) -> None:
    findings = {one.what: one for one in talks.examine()}
    assert [one.problem for one in findings.values()] == [None] * len(findings)
    assert findings["head"].value == "4 facts, 1 dialogue"
    assert findings["kept answers"].value == "dialogues: 1 ready, 0 behind"


KEPT_ANSWERS = {
    "of another release": ("UPDATE models SET shape = 1", 3, "none of this release", "«rebuild» makes them ready"),
    "of another release, a small log": ("UPDATE models SET shape = 1", 4, "none of this release", None),
    "behind": (
        *("INSERT INTO behind SELECT shape, dialogue FROM kept", 3, "dialogues: 0 ready, 1 behind"),
        "questions about those behind read the log; «rebuild» makes them ready",
    ),
    "behind, a small log": (
        "INSERT INTO behind SELECT shape, dialogue FROM kept",
        4,
        "dialogues: 0 ready, 1 behind",
        None,
    ),
}


@pytest.mark.parametrize("how", KEPT_ANSWERS)
def test_answers_that_are_not_ready_are_a_problem_where_the_log_is_not_little(
    talks: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    statement, little, value, problem = KEPT_ANSWERS[how]
    monkeypatch.setattr("events.store.by_dialogue.LITTLE_FACTS", little)
    with closing(sqlite3.connect(tmp_path / "talks.db", isolation_level=None)) as file:
        file.execute(statement)
    (found,) = (one for one in talks.examine() if one.what == "kept answers")
    assert (found.value, found.problem) == (value, problem)


def test_answers_that_are_ahead_of_the_log_are_told_by_the_dialogue(talks: Tracker, tmp_path: Path) -> None:
    edited_behind_our_back(tmp_path / "talks.db", "UPDATE kept SET version = 9")
    (found,) = (one for one in talks.examine() if one.what == "kept answers")
    assert found.value == "dialogues: 0 ready, 1 behind"
    assert found.problem == "those of 'talks' are ahead of the log: see «verify»"


def test_an_export_holds_what_the_log_held_at_an_instant(talks: Tracker) -> None:
    *_, last = talks.history()
    talks.append(drafts(SECOND), recorded_by="anna")
    then = talks.export("csv", of="sessions", recorded_at=last.recorded_at).decode()
    now = talks.export("csv", of="sessions").decode()
    assert ("2025-07" in then, "2025-07" in now) == (False, True)


def test_a_report_of_a_dialogue_that_is_not_seen_is_not_there(talks: Tracker) -> None:
    talks.append(drafts(TALKS.replace("talks", "walks")), recorded_by="anna")
    log = FactLog(talks.engine)
    assert find_fact(log, "r1", "walks".__eq__).dialogue == "walks"
    with pytest.raises(AmbiguousFactError) as several:
        find_fact(log, "r1")
    assert ([one.dialogue for one in several.value.candidates], several.value.hint) == (
        *(["talks", "walks"], "Type more of the id."),
    )
    with pytest.raises(BadInputError, match="'r1' is not a report on file"):
        find_fact(log, "r1", "elsewhere".__eq__)
    with pytest.raises(NotFoundError):
        find_fact(log, held(talks), "walks".__eq__)


def test_exports_are_bytes_as_of_a_day_and_the_log_goes_on_elsewhere(talks: Tracker, tmp_path: Path) -> None:
    assert talks.export("csv", ["talks"], of="sessions").decode().startswith("\ufeffdialogue,track,session,")
    assert talks.export("csl", on="2024-03-01") == b"[]\n"
    with pytest.raises(BadInputError, match="holds none"):
        talks.export("ics", of="sessions")
    with pytest.raises(BadInputError, match="not a format"):
        talks.export("docx")
    with pytest.raises(NotFoundError):
        talks.export_log(["walks"])
    talks.append(drafts(TALKS.replace("talks", "walks")), recorded_by="anna")
    talks.append(drafts(SECOND), recorded_by="anna")
    lines = b"".join(talks.export_log())
    assert b"".join(talks.export_log(["walks", "talks", "walks"])) == lines
    with opened(tmp_path / "elsewhere.db") as elsewhere:
        added = [Added("talks", 5, 0), Added("walks", 4, 0)]
        assert elsewhere.append(read_bytes(lines, "talks.log.jsonl"), recorded_by="bert") == added
        assert [one.fact for one in elsewhere.history()] == [one.fact for one in talks.history()]
