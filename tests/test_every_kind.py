"""Every kind of fact, whether it cites a report or not: every question about it is answered, with what it rests on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from events.facts.catalogue import FACTS
from events.facts.judgement import FactCorrected, FactRedacted, FactRetracted, SubjectsLinked
from events.facts.tracking import DialogueOpened, ReportFiled
from tests.cli.given import Ran, timeline
from timeline.answers.catalogue import QUESTIONS
from timeline.exporters.catalogue import FORMATS, tables

GOLDEN = Path(__file__).parent / "golden" / "facts"

JUDGEMENTS = {SubjectsLinked.kind(), FactCorrected.kind(), FactRetracted.kind(), FactRedacted.kind()}
OF_A_DOCUMENT = {DialogueOpened.kind(), ReportFiled.kind()}
REPORTED = sorted({fact.kind() for fact in FACTS} - JUDGEMENTS - OF_A_DOCUMENT)

ASKED = [name for name, one in QUESTIONS.items() if one.is_of_state] + ["upcoming", "check", "history", "replay"]

BEFORE, LATER = "2025-05-20", "2035-01-01"
"""The day before the facts of the golden files happened, and one after everything."""

LINKED = "session:expert/2"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_STORE", str(tmp_path / "talks.db"))
    monkeypatch.setenv("TIMELINE_TODAY", "2035-01-01")


def full(kind: str) -> dict[str, Any]:
    """A fact of this kind with every attribute that it takes, told as news."""
    newest = max(GOLDEN.glob(f"{kind}@*.json"), key=lambda path: int(path.stem.partition("@")[2].partition("+")[0]))
    payload: dict[str, Any] = json.loads(newest.read_text())
    return {"kind": kind} | {
        name: said for name, said in payload.items() if name not in ("report", "retold", "modality", "origin")
    }


def plain(kind: str) -> dict[str, Any]:
    """The same fact with what it must have only."""
    (model,) = (fact for fact in FACTS if fact.kind() == kind)
    needed = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    return {name: said for name, said in full(kind).items() if name == "kind" or name in needed}


def otherwise(fact: dict[str, Any]) -> dict[str, Any]:
    """The same fact told otherwise: another time, another place."""
    times = {name: "2025-07" for name in ("when", "window", "due", "from") if isinstance(fact.get(name), str | dict)}
    return {**fact, **times, **({"place": "Vienna"} if "place" in fact else {})}


def append(*documents: dict[str, Any]) -> None:
    lines = "".join(json.dumps({"dialogue": "talks", **document}) + "\n" for document in documents)
    assert timeline("append", "--from", "-", stdin=lines).err == ""


def answered(*words: str, codes: tuple[int, ...] = (0,)) -> Ran:
    ran = timeline(*words)
    assert ran.code in codes, (words, ran)
    return ran


def ask_every_question(*moment: str) -> None:
    """Ask as a program does."""
    for question in ASKED:
        dialogue = () if question == "upcoming" else ("talks",)
        when = () if question in ("history", "replay") else moment
        # A check leaves with 1 where it asks something.
        codes = (0, 1) if question == "check" else (0,)
        json.loads(answered(question, *dialogue, *when, "--json", codes=codes).out)


def ask_as_people_do(*moment: str) -> None:
    """Ask for tables, and for every export."""
    for question in ASKED:
        dialogue = () if question == "upcoming" else ("talks",)
        when = () if question in ("history", "replay") else moment
        ran = answered(question, *dialogue, *when, codes=(0, 1) if question == "check" else (0,))
        assert ran.out or ran.err.startswith("No"), question  # "No report is known", "Nothing is to come"
    for format_ in FORMATS:
        assert answered("export", format_.name, "talks", *moment).out, format_.name
    for table in tables():
        assert answered("export", "csv", "talks", "--of", table, *moment).out, table


def explained() -> dict[str, list[dict[str, Any]]]:
    """The evidence of every value of every subject, by subject."""
    rows = csv.DictReader(io.StringIO(timeline("export", "csv", "talks", "--of", "facts").out))
    subjects = dict.fromkeys(subject for row in rows for subject in re.split("; ", row["subjects"]) if subject)
    evidence: dict[str, list[dict[str, Any]]] = {}
    for subject in subjects:
        # Of sources, of judgements, and what goes by the name that it was linked to.
        if subject.startswith(("report:", "source:", "fact:")) or subject == LINKED:
            continue
        answered("explain", "talks", subject)
        told = json.loads(answered("explain", "talks", subject, "--json").out)
        evidence[subject] = [
            one for attribute in told["attributes"] for value in attribute["values"] for one in value["evidence"]
        ]
    return evidence


@pytest.mark.parametrize("kind", REPORTED)
@pytest.mark.parametrize("cites", [True, False], ids=["cited", "uncited"])
def test_every_question_about_a_fact_of_any_kind_is_answered(kind: str, *, cites: bool) -> None:
    once = full(kind)
    said = [once] if once == otherwise(once) else [once, otherwise(once)]
    cited = [{"report": {"id": f"r{number}", "outlet": "INA", "published": "2025-05-22"}} for number in (1, 2)]
    documents = [{**cited[number], "facts": [one]} if cites else {"facts": [one]} for number, one in enumerate(said)]
    append({"title": "Talks", "parties": ["Iraq", "NATO"]}, *documents)
    ask_every_question("--on", LATER)
    assert answered("export", "markdown", "talks", "--on", LATER).out
    evidence = [one for found in explained().values() for one in found]
    assert {one["report"] for one in evidence} <= ({"r1", "r2"} if cites else {None})
    assert {one["outlet"] for one in evidence} <= ({"INA"} if cites else {None})


@pytest.mark.timeout(300)  # every question, as a program and as people ask it, and every export
@pytest.mark.parametrize("cites", [True, False], ids=["cited", "uncited"])
def test_all_kinds_together_are_answered_with_their_evidence(*, cites: bool) -> None:
    said = [one for kind in REPORTED for one in (full(kind), otherwise(full(kind)), plain(kind))]
    cited = {"report": {"id": "r1", "outlet": "INA", "published": "2025-05-22"}}
    append({"title": "Talks", "parties": ["Iraq", "NATO"]}, {**(cited if cites else {}), "facts": said})
    held = json.loads(timeline("history", "talks", "--json").out)
    first = next(row["fact"] for row in held if row["kind"] == "session-held")
    last = next(row["fact"] for row in reversed(held) if row["kind"] == "position-stated")
    append(
        {
            "facts": [
                {"kind": "fact-corrected", "target": first, "field": "place", "new": "Oslo", "whose": "coder"},
                {"kind": "fact-retracted", "target": last, "whose": "outlet"},
                {"kind": "subjects-linked", "subjects": ["session:2", LINKED], "as": "same"},
            ]
        }
    )
    ask_every_question("--on", BEFORE, "--known-at", LATER)
    ask_every_question("--on", LATER)
    ask_as_people_do("--on", LATER)
    evidence = explained()
    sources = Counter(one["report"] for found in evidence.values() for one in found)
    assert list(sources) == (["r1"] if cites else [None])
    assert sources.total() > len(REPORTED)
