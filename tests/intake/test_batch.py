"""What may be recorded: everything that drafts refer to is there, all of it goes in at once, nothing goes in twice."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.advice import Next
from events.fact_file import FactFileError, read
from events.facts.session import SessionHeld
from events.facts.tracking import DialogueOpened
from events.intake import spool
from events.intake.batch import Batch, Tally, check, record
from events.intake.draft import COMMAND_LINE, Draft
from events.intake.objections import InapplicableJudgementError, MissingReferenceError, ReportConflictError
from events.integrity.verification import verify
from events.store.log import FactLog
from events.store.memory import MemoryEngine
from events.store.options import StoreOptions
from tests.chance import tries

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = "dialogue: talks\ntitle: Talks\n"
REPORT = (
    "---\ndialogue: talks\nreport: {id: r1, outlet: News, title: Held}\nfacts:\n- {kind: session-held, session: 1}\n"
)
TARGET = "0" * 32
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
PIECES = [
    REPORT.removeprefix("---\n"),
    REPORT.removeprefix("---\n").replace("talks", "more"),
    "dialogue: talks\nfacts: [{kind: dialogue-ended}, {kind: dialogue-resumed}]\n",
    "dialogue: more\nfacts: [{kind: session-held, session: 2}]\n",
    HEADING.replace("Talks", "Other talks"),
]
"""Documents that refer to nothing outside of themselves but their dialogue."""


@pytest.fixture
def log() -> FactLog:
    return FactLog(MemoryEngine())


def drafts(text: str) -> Iterator[Draft]:
    return read(BytesIO(text.encode()), "talks.yaml")


def kept(log: FactLog) -> list[str]:
    return [recorded.fact.kind() for recorded in log.since()]


def test_a_file_is_recorded_in_its_order_and_known_the_second_time(log: FactLog) -> None:
    receipt = record(log, drafts(HEADING + REPORT), recorded_by="coder")
    assert receipt.dialogues == {"talks": Tally(added=3, known=0)}
    assert [(appended.position, appended.version, appended.added) for appended in receipt.appended] == [
        (1, 1, True),
        (2, 2, True),
        (3, 3, True),
    ]
    assert kept(log) == ["dialogue-opened", "report-filed", "session-held"]
    assert {recorded.recorded_by for recorded in log.since()} == {"coder"}
    again = record(log, drafts(HEADING + REPORT), recorded_by="somebody else")
    assert again.dialogues == {"talks": Tally(added=0, known=3)}
    assert log.engine.head() == 3


def test_counts_are_told_for_each_dialogue_and_a_fact_told_twice_is_known(log: FactLog) -> None:
    text = f"{HEADING}{REPORT}{REPORT}---\ndialogue: more\ntitle: More\n"
    expected = {"talks": Tally(added=3, known=2), "more": Tally(added=1, known=0)}
    assert check(log, drafts(text)).dialogues == expected
    assert log.engine.head() == 0
    assert record(log, drafts(text), recorded_by="coder").dialogues == expected
    assert check(log, drafts(text)).dialogues == {"talks": Tally(0, 5), "more": Tally(0, 1)}


def test_what_is_referred_to_may_come_later_in_the_same_drafts(log: FactLog) -> None:
    early = "dialogue: talks\nfacts: [{kind: session-held, session: 1, report: r1}]\n"
    assert record(log, drafts(f"{early}{REPORT}---\n{HEADING}"), recorded_by="coder").dialogues["talks"].added == 3


def test_what_is_referred_to_may_be_in_the_store(log: FactLog) -> None:
    record(log, drafts(HEADING + REPORT), recorded_by="coder")
    target = next(recorded.fact_id for recorded in log.since(2))
    later = (
        "dialogue: talks\nfacts:\n- {kind: contact-held, report: r1}\n"
        f"- {{kind: fact-retracted, target: {target}, whose: coder}}\n"
    )
    assert record(log, drafts(later), recorded_by="coder").dialogues == {"talks": Tally(added=2, known=0)}


def test_a_judgement_may_be_about_a_fact_of_the_same_drafts(log: FactLog) -> None:
    held = Draft("talks", SessionHeld(session=1), "a test")
    judged = f"dialogue: talks\nfacts: [{{kind: fact-retracted, target: {held.entry().fact_id}, whose: coder}}]\n"
    opened = Draft("talks", DialogueOpened(title="Talks"), "a test")
    assert len(record(log, [*drafts(judged), opened, held], recorded_by="coder").appended) == 3


def test_everything_that_is_missing_is_told_at_once_and_nothing_is_recorded(log: FactLog) -> None:
    record(log, drafts(f"{HEADING}{REPORT}---\ndialogue: other\ntitle: Other\n"), recorded_by="coder")
    opened = next(log.stream("other"))
    text = f"""\
dialogue: talk
facts: [{{kind: session-held, session: 1}}, {{kind: session-held, session: 2}}]
---
dialogue: gulf-security
facts: [{{kind: dialogue-ended}}]
---
dialogue: talks
facts:
- {{kind: session-held, session: 2}}
- {{kind: session-held, session: 2, report: r2}}
- {{kind: contact-held, report: mofa}}
- {{kind: fact-retracted, target: {TARGET}, whose: coder}}
- {{kind: fact-retracted, target: {opened.fact_id}, whose: coder}}
"""
    with pytest.raises(MissingReferenceError) as refused:
        record(log, drafts(text), recorded_by="coder")
    assert str(refused.value) == (
        "6 faults in what is to be recorded:\n"
        "  talks.yaml:2: no dialogue 'talk'. Did you mean 'talks'?\n"
        "  talks.yaml:5: no dialogue 'gulf-security'. Open it with a document that has `dialogue` and `title`.\n"
        "  talks.yaml:10: session-held: no report 'r2' in dialogue 'talks'. "
        "File it with a document that has `report`.\n"
        "  talks.yaml:11: contact-held: no report 'mofa' in dialogue 'talks'. "
        "File it with a document that has `report`.\n"
        f"  talks.yaml:12: fact-retracted: no fact {TARGET} in dialogue 'talks'. "
        "`history` prints the ids of facts.\n"
        f"  talks.yaml:13: fact-retracted: no fact {opened.fact_id} in dialogue 'talks'. "
        "It is in dialogue 'other', and a judgement goes into the dialogue of its fact.\n"
        "Nothing was recorded."
    )
    assert log.engine.head() == 4


def test_a_report_cited_almost_right_is_guessed(log: FactLog) -> None:
    text = f"{HEADING}---\ndialogue: talks\nreport: {{id: ina-34355, outlet: INA}}\nfacts:\n"
    with pytest.raises(MissingReferenceError, match="Did you mean 'ina-34355'"):
        record(log, drafts(f"{text}- {{kind: contact-held, report: ina-34356}}\n"), recorded_by="coder")


def test_a_report_filed_again_with_other_content_is_refused_with_both_shown(log: FactLog) -> None:
    record(log, drafts(HEADING + REPORT), recorded_by="coder")
    with pytest.raises(ReportConflictError) as refused:
        record(
            log, drafts("dialogue: talks\nreport: {id: r1, outlet: News, title: Met, language: en}\n"), recorded_by="c"
        )
    assert str(refused.value) == (
        "1 fault in what is to be recorded:\n"
        "  talks.yaml:2: report 'r1' is on file with other content (the store, position 2): "
        "title there 'Held', here 'Met'; language there nothing, here 'en'. "
        "File it under another id, or correct the one on file with fact-corrected.\n"
        "Nothing was recorded."
    )
    assert log.engine.head() == 3


def test_a_report_filed_twice_in_one_file_with_other_content_is_refused_beside_what_is_missing(log: FactLog) -> None:
    text = f"{HEADING}{REPORT}---\ndialogue: talks\nreport: {{id: r1, outlet: Post, title: Held}}\n"
    text += "---\ndialogue: talks\nfacts: [{kind: dialogue-ended, report: r9}]\n"
    with pytest.raises(ReportConflictError) as refused:
        record(log, drafts(text), recorded_by="coder")
    assert str(refused.value) == (
        "2 faults in what is to be recorded:\n"
        "  talks.yaml:10: report 'r1' is on file with other content (talks.yaml:5): outlet there 'News', here 'Post'. "
        "File it under another id, or correct the one on file with fact-corrected.\n"
        "  talks.yaml:13: dialogue-ended: no report 'r9' in dialogue 'talks'. "
        "File it with a document that has `report`.\n"
        "Nothing was recorded."
    )
    assert len(refused.value.objections) == 2
    assert log.engine.head() == 0


def test_the_same_report_id_in_another_dialogue_is_another_report(log: FactLog) -> None:
    record(log, drafts(HEADING + REPORT), recorded_by="coder")
    other = "dialogue: more\ntitle: More\nreport: {id: r1, outlet: Post}\n"
    assert record(log, drafts(other), recorded_by="coder").dialogues == {"more": Tally(added=2, known=0)}


def test_a_file_with_a_fault_records_nothing(log: FactLog) -> None:
    with pytest.raises(FactFileError):
        record(log, drafts(f"{HEADING}{REPORT}---\ndialogue: talks\n"), recorded_by="coder")
    assert log.engine.head() == 0


def test_what_others_append_meanwhile_counts(log: FactLog) -> None:
    ended = "dialogue: talks\nfacts: [{kind: dialogue-ended, report: r1}]\n"
    with pytest.raises(MissingReferenceError):
        record(log, drafts(ended), recorded_by="coder")
    record(log, drafts(HEADING + REPORT), recorded_by="somebody else")
    assert record(log, drafts(ended), recorded_by="coder").appended[0].position == 4
    assert check(log, drafts(ended)).dialogues == {"talks": Tally(added=0, known=1)}


def test_references_lead_from_lot_to_lot(log: FactLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "LOT_FACTS", 2)
    held = Draft("talks", SessionHeld(session=1, report="r1"), "a test").entry()
    text = (
        "dialogue: talks\nfacts:\n- {kind: dialogue-ended, report: r1}\n"
        f"- {{kind: fact-corrected, target: {held.fact_id}, whose: coder, field: session, old: 1, new: 2}}\n"
        f"- {{kind: fact-retracted, target: {held.fact_id}, whose: coder}}\n- {{kind: contact-held, report: r1}}\n"
        f"---\n{HEADING}{REPORT}{REPORT}"
    )
    assert check(log, drafts(text)).added == (True,) * 7 + (False,) * 2
    receipt = record(log, drafts(text), recorded_by="coder")
    assert receipt.dialogues == {"talks": Tally(added=7, known=2)}
    assert [appended.position for appended in receipt.appended] == [1, 2, 3, 4, 5, 6, 7, 6, 7]
    assert check(log, drafts(text)).dialogues == {"talks": Tally(added=0, known=9)}
    assert verify(log.engine).holds

    wrong = text.replace("field: session", "field: sesion")
    with pytest.raises(InapplicableJudgementError, match="4: fact-corrected: no attribute 'sesion' in session-held"):
        record(log, drafts(wrong), recorded_by="coder")


def test_a_report_to_which_a_fact_is_corrected_must_be_there_also_if_yaml_reads_a_number(log: FactLog) -> None:
    held = Draft("talks", SessionHeld(session=1, report="r1"), "a test").entry()
    record(log, drafts(HEADING + REPORT), recorded_by="coder")
    corrected = f"{{kind: fact-corrected, target: {held.fact_id}, whose: coder, field: report, old: r1, new: 5}}"
    text = f"dialogue: talks\nfacts: [{corrected}]\n"
    with pytest.raises(MissingReferenceError, match="fact-corrected: no report '5' in dialogue 'talks'"):
        record(log, drafts(text), recorded_by="coder")
    other = f"{text}---\ndialogue: talks\nreport: {{id: 5, outlet: Post}}\n"
    assert record(log, drafts(other), recorded_by="coder").dialogues == {"talks": Tally(added=2, known=0)}


def test_of_many_objections_all_are_counted_and_the_first_are_listed(log: FactLog) -> None:
    facts = "".join(f"- {{kind: contact-held, report: r{number}}}\n" for number in range(60))
    with pytest.raises(MissingReferenceError) as refused:
        record(log, drafts(f"{HEADING}---\ndialogue: talks\nfacts:\n{facts}"), recorded_by="coder")
    lines = str(refused.value).splitlines()
    assert lines[0] == "60 faults in what is to be recorded:"
    assert lines[50].startswith("  talks.yaml:55: contact-held: no report 'r49' in dialogue 'talks'.")
    assert lines[51:] == ["  and 10 more faults", "Nothing was recorded."]


def test_a_batch_can_be_used_again_also_after_it_was_refused(log: FactLog) -> None:
    with Batch() as batch:
        with pytest.raises(MissingReferenceError):
            batch.record(
                log, drafts(f"{REPORT}---\ndialogue: other\nfacts: [{{kind: dialogue-ended}}]\n"), recorded_by="x"
            )
        with pytest.raises(FactFileError):
            batch.record(log, drafts(f"{HEADING}{REPORT}---\ndialogue: talks\n"), recorded_by="x")
        assert batch.record(log, drafts(HEADING + REPORT), recorded_by="x").dialogues == {"talks": Tally(3, 0)}
        assert (batch.dialogues, batch.opened, len(batch)) == ({"talks": "talks.yaml:1"}, {"talks"}, 3)


@tries(25)
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.integers(min_value=1, max_value=9))
def test_however_drafts_are_cut_into_appends_and_lots_the_log_is_the_same(pieces: list[str], lot: int) -> None:
    """Given what opens all of them, since single pieces are refused without."""
    logs = []
    for texts, facts in ((["---\n".join(pieces)], lot), (pieces, 1_000)):
        with (
            pytest.MonkeyPatch.context() as patch,
            MemoryEngine(options=StoreOptions(clock=lambda: NOON)) as engine,
        ):
            patch.setattr(spool, "LOT_FACTS", facts)
            log = FactLog(engine)
            record(log, drafts(f"{HEADING}---\ndialogue: more\ntitle: More\n"), recorded_by="coder")
            for text in texts:
                record(log, drafts(text), recorded_by="coder")
            logs.append((list(engine.since()), verify(engine)))
    assert logs[0] == logs[1]
    assert logs[0][1].holds


def test_nothing_to_record_is_nothing(log: FactLog) -> None:
    assert record(log, [], recorded_by="coder").dialogues == {}


def test_who_types_a_fact_is_told_what_files_its_report_and_what_opens_its_dialogue() -> None:
    log = FactLog(MemoryEngine())
    record(log, [Draft("talks", DialogueOpened(title="Talks"), COMMAND_LINE)], recorded_by="coder")
    with pytest.raises(MissingReferenceError) as refused:
        check(log, [Draft("talks", SessionHeld(session=1, report="r9"), COMMAND_LINE)])
    assert Next("append", kind="report-filed", dialogue="talks", id="r9", outlet="OUTLET") in refused.value.next
    with pytest.raises(MissingReferenceError) as refused:
        check(log, [Draft("astana", SessionHeld(session=1), COMMAND_LINE)])
    assert Next("append", kind="dialogue-opened", dialogue="astana", title="TITLE") in refused.value.next


def test_what_an_empty_log_took_is_checked_again_once_something_is_in_it(log: FactLog) -> None:
    other = REPORT.replace("Held", "Held at last")
    with Batch() as batch:
        batch.read(drafts(HEADING + REPORT))
        batch.check(log)
        batch.check(FactLog(MemoryEngine()))
        record(log, drafts(HEADING + other), recorded_by="somebody else, meanwhile")
        with pytest.raises(ReportConflictError):
            batch.check(log)
        batch.read(drafts(REPORT))
        with pytest.raises(MissingReferenceError):
            batch.check(FactLog(MemoryEngine()))
