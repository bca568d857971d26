"""docs/fact-files.md says what the code does: its tables, its limits, its examples."""

from __future__ import annotations

import re

from events import limits
from tests.fact_file.reading import facts, faults
from tests.reference.tables import DOCUMENT

TEXT = DOCUMENT.read_text()


def test_its_limits_are_those_of_the_code() -> None:
    told = TEXT.partition("## Limits")[2].partition("##")[0]
    numbers = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", told)]
    assert numbers == [
        limits.FILE_BYTES,
        limits.DOCUMENT_BYTES,
        limits.LIST_ITEMS,
        limits.DOCUMENT_ITEMS,
        limits.OBJECT_KEYS,
        limits.NESTING,
        limits.KEY_CHARACTERS,
        limits.TEXT_CHARACTERS,
        limits.SESSION_DIGITS,
        limits.WHOLE_NUMBER_DIGITS,
        limits.FAULTS_SHOWN,
        limits.FAULTS_KEPT,
    ]


def test_its_examples_are_fact_files() -> None:
    (yaml_example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    (json_example,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    kinds = ["dialogue-opened", "report-filed", "session-held", "invitation-extended"]
    assert [fact.kind() for fact in facts(yaml_example)] == kinds
    assert [fact.kind() for fact in facts(json_example, "talks.jsonl")] == kinds[:3]


def test_its_errors_are_told_so() -> None:
    text = (
        "dialogue: talks\nreport: {id: ina-34355, outlet: INA}\nfacts:\n- kind: dialogue-ended\n"
        + "#\n" * 26
        + "- kind: session-held\n  session: 1\n  when:\n    edtf: 2025-02-30\n- kind: sesion-held\n---\na: b: c\n"
    )
    for fault in faults(text):
        assert re.sub(r"^talks.yaml:\d+", "", fault) in TEXT
