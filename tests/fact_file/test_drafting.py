"""Which facts a file asks for, and every fault in it told in one go, with place, value and advice."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from events.fact_file import FactFileError, read_all
from events.facts.catalogue import CATALOGUE
from events.facts.contact import ContactHeld
from events.facts.people import RoleChanged
from events.facts.session import SessionHeld
from events.facts.tracking import DialogueOpened, ReportFiled
from tests.fact_file.reading import STORYLINE, drafts, facts, faults
from tests.intake.portions import entries_of

if TYPE_CHECKING:
    from events.intake.draft import Draft
    from events.intake.portion import Portion

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
REPORT = """\
dialogue: talks
report: {id: r1, outlet: News}
facts:
"""


def test_the_storyline_goes_in_whole() -> None:
    storyline = drafts(STORYLINE.read_bytes(), STORYLINE.name)
    kinds = [type(draft.fact) for draft in storyline]
    assert len(storyline) == 150
    assert kinds.count(ReportFiled) == 46
    assert kinds.count(DialogueOpened) == 1
    assert {draft.dialogue for draft in storyline} == {"iraq-nato"}


def test_a_document_opens_a_dialogue_files_a_report_and_tells_facts_in_this_order() -> None:
    text = """\
dialogue: talks
facts:
- kind: session-held
  session: 1
- kind: contact-held
  report: r0
report:
  id: r1
  outlet: News
title: Talks
"""
    assert facts(text) == [
        DialogueOpened(title="Talks"),
        ReportFiled(id="r1", outlet="News"),
        SessionHeld(session=1, report="r1"),
        ContactHeld(report="r0"),
    ]
    assert [draft.source for draft in drafts(text)] == [f"talks.yaml:{line}" for line in (1, 7, 3, 5)]


def test_judgements_and_tracking_need_no_report() -> None:
    retracted = "dialogue: talks\nfacts: [{kind: fact-retracted, target: " + "a" * 32 + ", whose: coder}]"
    assert [fact.kind() for fact in facts(retracted)] == ["fact-retracted"]


def test_times_may_be_years_days_instants_or_words() -> None:
    text = REPORT
    for time in ("2025", "2025-05", "{edtf: 2025, wording: next year}", "{wording: soon}", "2024-08-27T18:57+03:00"):
        text += f"- {{kind: contact-held, when: {time}}}\n"
    contacts = [fact for fact in facts(text) if isinstance(fact, ContactHeld)]
    assert [contact.when and contact.when.model_dump() for contact in contacts] == [
        "2025",
        "2025-05",
        {"edtf": "2025", "wording": "next year"},
        {"wording": "soon"},
        "2024-08-27T18:57+03:00",
    ]


def test_several_files_are_read_in_order_and_their_faults_told_together() -> None:
    def files(*texts: str) -> list[Draft | Portion]:
        return list(read_all((BytesIO(text.encode()), f"{number}.yaml") for number, text in enumerate(texts, start=1)))

    one, other = "dialogue: talks\ntitle: Talks\n", "dialogue: more\ntitle: More\n"
    assert [entry.dialogue for entry in entries_of(files(one, other))] == ["talks", "more"]
    with pytest.raises(FactFileError) as refused:
        files("dialogue: Talks\ntitle: Talks\n", one, "dialogue: talks\n")
    assert str(refused.value) == (
        "2 faults in 2 files:\n"
        "  1.yaml:1: field dialogue: 'Talks' is not a short name. "
        "Use small letters a to z and digits, with - . or _ between them: iraq-nato.\n"
        "  3.yaml:1: the document says nothing. It needs a title, a report or facts.\n"
        "Nothing was recorded: files go in whole or not at all. Correct them and run the command again."
    )


def test_a_message_lists_fifty_faults_and_counts_the_rest() -> None:
    with pytest.raises(FactFileError) as refused:
        drafts("dialogue: talks\n---\n" * 60)
    lines = str(refused.value).splitlines()
    assert len(lines) == 53
    assert lines[0] == "60 faults in talks.yaml:"
    assert lines[51] == "  and 10 more faults"
    assert len(refused.value.faults) == 60


def test_a_file_of_faults_is_not_read_to_its_end() -> None:
    with pytest.raises(FactFileError, match=r"1,000 faults in talks.yaml, which was read no further:"):
        drafts("dialogue: talks\n---\n" * 1500)
    with pytest.raises(FactFileError, match=r"1,000 faults in 1.yaml, which was read no further:"):
        list(read_all((BytesIO(b"- x\n---\n" * 1500), f"{number}.yaml") for number in (1, 2)))
    with pytest.raises(FactFileError, match="which was read no further:"):
        drafts("dialogue: talks\nfacts:\n" + "- x\n" * 1500)


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.fact_file.reader.FILE_BYTES", 30)
    assert faults("dialogue: talks\ntitle: Talks\nparties: []\n") == [
        "talks.yaml:3: the file has more than 30 bytes, and is read no further. Split it into several files."
    ]


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_every_fault_is_told_with_its_line_its_fact_its_field_and_what_to_do(file: Path) -> None:
    """`bad/NAME.yaml` and beside it, in `bad/NAME.txt`, what a coder is told of it."""
    with pytest.raises(FactFileError) as refused:
        drafts(file.read_bytes(), file.name)
    kinds = ", ".join(kind for kind, model in CATALOGUE.kinds.items() if model not in (DialogueOpened, ReportFiled))
    assert f"{refused.value}\n".replace(kinds, "KINDS") == file.with_suffix(".txt").read_text()


def test_a_fault_in_the_report_is_told_once_and_not_again_at_each_fact() -> None:
    told = faults("dialogue: talks\nreport: {id: ' r'}\nfacts:\n- kind: contact-held\n- kind: contact-held\n")
    assert [fault.partition(", field ")[2].partition(":")[0] for fault in told] == ["id", "outlet"]


def test_hostile_text_reaches_a_message_only_short_and_in_a_harmless_form() -> None:
    text = 'dialogue: talks\nreport: {id: "\\e[31m\\u202e'
    told = faults(f'{text}", outlet: o, "\\u202e{"x" * 9999}": 1}}\n')
    assert all(fault.isprintable() and len(fault) < 500 for fault in told)


def test_a_role_may_change_to_a_party() -> None:
    (_, changed) = facts(f"{REPORT}- {{kind: role-changed, person: A, office: b, from: Army, to: 2025}}\n")
    assert isinstance(changed, RoleChanged)
    assert changed.model_dump()["from"] == "Army"
    assert changed.model_dump()["to"] == "2025"
