"""`timeline append`: one fact from options, many from files."""

from __future__ import annotations

import json
import os
import tracemalloc
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from events.facts.attributes import attributes_of
from events.facts.catalogue import CATALOGUE
from events.intake import spool
from tests.cli.given import STORYLINE, TALKS, Ran, process, timeline
from timeline.answers.log import ReceiptAnswer
from timeline.cli.app import run_command
from timeline.cli.fact_options import options_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN = ("append", "dialogue-opened", "talks", "--title", "Talks")
FILE = ("append", "report-filed", "talks", "--id", "r1", "--outlet", "Agency")


def payload_of_last() -> dict[str, object]:
    payload: dict[str, object] = json.loads(timeline("history", "--json").out)[-1]["payload"]
    return payload


def test_the_first_fact_opens_a_dialogue_and_makes_the_store(store: Path) -> None:
    assert timeline(*OPEN, "--parties", "A", "--parties", "B") == Ran(
        0, "fact 7fd145ab4f6b added at position 1 (talks): dialogue opened: Talks (A, B)\n", ""
    )
    assert store.exists()


def test_a_fact_that_is_known_is_not_stored_again() -> None:
    assert timeline(*OPEN).code == 0
    assert timeline(*OPEN) == Ran(
        0, "fact 2306ea06b3d7 is known already at position 1 (talks): dialogue opened: Talks\n", ""
    )


def test_every_form_of_value_can_be_typed() -> None:
    assert timeline(*OPEN).code == 0
    assert timeline(*FILE, "--published", "2025-06=June", "--kind", "agency").code == 0
    ran = timeline(
        *("append", "session-held", "talks", "--session", "2", "--report", "r1", "--by", "A", "--by", "B"),
        *("--host", "A", "--when", "2025-05-16/2025-05-31=second half of May", "--window", "=in due time"),
        *("--persons", "Qasim Al-Araji | National Security Adviser | Iraq | head", "--persons", "Tom||NATO"),
        *("--topics", "borders", "--said-by", "media office", "--mode", "video", "--place", "Baghdad"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert payload_of_last() == {
        "session": 2,
        "report": "r1",
        "by": ["A", "B"],
        "host": "A",
        "when": {"edtf": "2025-05-16/2025-05-31", "wording": "second half of May"},
        "window": {"wording": "in due time"},
        "persons": [
            {"name": "Qasim Al-Araji", "role": "National Security Adviser", "side": "Iraq", "part": "head"},
            {"name": "Tom", "side": "NATO"},
        ],
        "topics": ["borders"],
        "said_by": "media office",
        "mode": "video",
        "place": "Baghdad",
    }


def test_a_corrected_value_is_json_or_text() -> None:
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    fact = json.loads(timeline("history", "--json").out)[2]["fact"]
    correct = ("append", "fact-corrected", "talks", "--target", fact, "--whose", "coder")
    assert timeline(*correct, "--field", "session", "--old", "1", "--new", "2").code == 0
    assert (payload_of_last()["old"], payload_of_last()["new"]) == (1, 2)
    assert timeline(*correct, "--field", "place", "--old", "Geneva", "--new", "Bern").code == 0
    assert (payload_of_last()["old"], payload_of_last()["new"]) == ("Geneva", "Bern")


@pytest.mark.parametrize("kind", CATALOGUE.kinds)
def test_the_help_of_a_kind_lists_each_attribute_and_nothing_of_another(kind: str) -> None:
    ran = timeline("append", kind, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: timeline append {kind} DIALOGUE [OPTIONS]\n")
    listed = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  --")]
    expected = [f"--{name.replace('_', '-')}" for name in attributes_of(CATALOGUE.kinds[kind])]
    assert listed[: len(expected)] == expected
    assert listed[len(expected) :] == ["--dry-run", "--expected-version", "--json", "--recorded-by", "--store"]


def test_no_attribute_hides_an_option_of_the_command() -> None:
    own = {"--dry-run", "--expected-version", "--json", "--recorded-by", "--store", "--help", "-h"}
    assert not own & {name for kind in CATALOGUE.kinds for option in options_of(kind) for name in option.opts}


def test_help_without_a_kind_lists_the_kinds() -> None:
    ran = timeline("append", "--help")
    assert ran.out.startswith("Usage: timeline append KIND DIALOGUE [OPTIONS] | --from FILE... | --stream\n")
    assert all(f"\n  {kind} " in ran.out for kind in CATALOGUE.kinds)


EXPLAINED = "Nothing was recorded. `timeline append session-held --help` explains each option."
EXAMPLE = "timeline append session-held iraq-nato ... (texts with blanks in quotes)"
THREE_FAULTS = """\
3 options cannot be taken:
  DIALOGUE: 'Talks!' is not a short name. Use small letters a to z and digits, with - . or _ between them: iraq-nato.
  --persons.1.part: 'hed' is none of head, co-chair, member, mediator, host. Did you mean 'head'?
  --mode: 'vidoe' is none of in-person, video, phone. Did you mean 'video'?"""


@pytest.mark.parametrize(
    ("typed", "code", "complaint", "hint"),
    [
        ("", 2, "nothing to append", "`timeline append --help` lists the kinds and the other ways."),
        (
            "session-hold talks --place x",
            2,
            "no kind of fact 'session-hold'",
            "Did you mean 'session-held' or 'session-not-held'?",
        ),
        ("xyz", 2, "no kind of fact 'xyz'", "`timeline append --help` lists the kinds."),
        ("session-held --session 1", 2, "which dialogue? append session-held takes one", EXAMPLE),
        (
            "session-held talks in Geneva --session 1",
            2,
            "which dialogue? append session-held takes one, not 'talks in Geneva'",
            EXAMPLE,
        ),
        ("session-held talks", 2, "--session is missing; session-held needs it", EXPLAINED),
        ("session-held Talks! --session 1 --mode vidoe --persons T|r|s|hed", 2, THREE_FAULTS, EXPLAINED),
        (
            "session-held talks --stance x",
            2,
            "No such option: --stance (Possible options: --place, --store, --track)",
            "`timeline append --help` lists what it takes.",
        ),
        ("--stream --dry-run", 2, "--stream reads standard input only", "It goes with --store and --recorded-by."),
        ("--from no.yaml", 3, "no file 'no.yaml'", "Nothing was recorded."),
        ("--from /", 2, "cannot read '/': Is a directory", "Nothing was recorded."),
        ("--from a\0b", 2, "cannot read 'a\\x00b': embedded null byte", "Nothing was recorded."),
    ],
)
def test_a_wrong_request_says_what_is_wrong_and_makes_no_store(
    typed: str, code: int, complaint: str, hint: str, store: Path
) -> None:
    assert timeline("append", *typed.split()) == Ran(code, "", f"error: {complaint}\nhint: {hint}\n")
    assert not store.exists()


def test_only_what_opens_a_dialogue_makes_a_store(store: Path) -> None:
    ran = timeline("append", "session-held", "talks", "--session", "1")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"error: there is no store at {store}\n"
        "hint: The first facts of a store open a dialogue: a document of the file has `dialogue` and `title`, or"
        " `timeline add` asks for them. If your log is elsewhere, name it with --store.\n"
    )
    assert not store.exists()


def test_a_file_where_a_kind_belongs_is_told_its_option() -> None:
    assert timeline("append", "my talks.yaml") == Ran(
        2,
        "",
        "error: no kind of fact 'my talks.yaml'\nhint: If it is a file: `timeline append --from 'my talks.yaml'`.\n",
    )


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("append session-held talks --session 1 --session 2", "--session"),
        ("append session-held talks --session 7 --when 2024 --place X --when=2025", "--when"),
        ("state talks --on 2024-01-01 --on 2025-01-01", "--on"),
        ("export csv talks -o one.csv -o two.csv", "--output"),
    ],
)
def test_no_value_is_dropped_in_silence(typed: str, option: str) -> None:
    before = timeline("history").out
    told = f"error: {option} is given 2 times\nhint: It takes one value: keep the right one.\n"
    assert timeline(*typed.split()) == Ran(2, "", told)
    assert timeline("history").out == before


@pytest.mark.usefixtures("talks")
def test_what_may_stand_several_times_may() -> None:
    assert timeline("state", "talks", "--json", "--json").code == 0
    typed = ("append", "contact-held", "talks", "--format", "call", "--topics", "a", "--topics", "b", "--when", "2024")
    assert timeline(*typed, "--dry-run").code == 0


def test_what_is_referred_to_must_be_there() -> None:
    assert timeline(*OPEN).code == 0
    ran = timeline("append", "session-held", "talk", "--session", "1", "--report", "r1")
    assert (ran.code, ran.out) == (3, "")
    assert "no dialogue 'talk'. Did you mean 'talks'?" in ran.err
    ran = timeline("append", "session-held", "talks", "--session", "1", "--report", "r1")
    assert (ran.code, ran.out) == (3, "")
    assert "no report 'r1' in dialogue 'talks'" in ran.err


def test_a_report_filed_again_with_other_content_is_a_conflict() -> None:
    assert timeline(*OPEN).code == timeline(*FILE).code == 0
    ran = timeline(*FILE, "--title", "Other")
    assert (ran.code, ran.out) == (4, "")
    assert "report 'r1' is on file with other content" in ran.err


def test_a_dialogue_that_has_grown_is_a_conflict() -> None:
    assert timeline(*OPEN, "--expected-version", "0").code == 0
    assert timeline(*FILE, "--expected-version", "0") == Ran(
        4,
        "",
        "error: dialogue 'talks' is at version 1, not at the expected version 0\n"
        "hint: The dialogue has grown meanwhile. Read it again, then repeat the append.\n",
    )
    assert timeline(*FILE, "--expected-version", "1").code == 0


def test_an_expected_version_is_that_of_one_dialogue() -> None:
    two = "dialogue: a\ntitle: A\n---\ndialogue: b\ntitle: B\n"
    assert timeline("append", "--from", "-", "--expected-version", "0", stdin=two) == Ran(
        2,
        "",
        "error: --expected-version is the version of one dialogue, and these facts go into 2\n"
        "hint: Append one dialogue at a time, or leave it out.\n",
    )
    assert timeline("append", "--from", "-", stdin=two) == Ran(
        0, "1 fact added, 0 known already (a)\n1 fact added, 0 known already (b)\n", ""
    )


PLAN = '{{"dialogue": "talks", "facts": [{{"kind": "session-scheduled", "session": {}, "when": "2024-05-01"}}]}}\n'


def test_plans_that_say_when_they_were_announced_only_are_pointed_out(talks: None) -> None:
    one = timeline("append", "--from", "-", stdin=PLAN.format(3))
    assert (one.code, one.err) == (
        0,
        (
            "1 plan has no date: standard input:1 says when it was announced (`when`), but no time that is planned"
            " (`window`). `timeline check talks` says more.\n"
        ),
    )
    assert timeline("append", "--from", "-", stdin=PLAN.format(3)).err == ""
    two = timeline("append", "--from", "-", stdin=PLAN.format(4) + PLAN.format(5))
    assert two.err.startswith("2 plans have no date, the first at standard input:1: they say when they were")
    assert timeline("check", "--only", "plan-without-window").out.count("plan-without-window") == 3


def test_a_dry_run_checks_everything_and_stores_nothing(store: Path) -> None:
    would = timeline("append", "--dry-run", "--from", str(STORYLINE))
    assert (would.code, would.out) == (0, "150 facts would be added, 0 known already (iraq-nato)\n")
    assert not store.exists()
    added = timeline("append", "--from", str(STORYLINE))
    assert added == Ran(0, "150 facts added, 0 known already (iraq-nato)\n", would.err)
    known = Ran(0, "0 facts would be added, 150 known already (iraq-nato)\n", "")
    assert timeline("append", "--dry-run", "--from", str(STORYLINE)) == known
    assert timeline("append", "--from", str(STORYLINE)).out == "0 facts added, 150 known already (iraq-nato)\n"
    dry = timeline("append", "contact-held", "iraq-nato", "--dry-run", "--json")
    assert json.loads(dry.out)[0] | {"fact": ""} == {
        "fact": "",
        "dialogue": "iraq-nato",
        "position": None,
        "version": None,
        "added": True,
    }


def test_receipts_are_printed_as_json() -> None:
    ran = timeline("append", "--from", "-", "--json", stdin=TALKS)
    receipts = TypeAdapter(list[ReceiptAnswer]).validate_json(ran.out)
    assert [(receipt.position, receipt.version, receipt.added) for receipt in receipts] == [
        (1, 1, True),
        (2, 2, True),
        (3, 3, True),
        (4, 4, True),
    ]


def test_many_files_go_in_at_once_or_not_at_all(tmp_path: Path, store: Path) -> None:
    good, bad, lines = tmp_path / "good.yaml", tmp_path / "bad.yaml", tmp_path / "more.jsonl"
    good.write_text(TALKS)
    bad.write_text("dialogue: talks\nfacts:\n- {kind: session-hold}\n")
    lines.write_text('{"dialogue": "more", "title": "More"}\n')
    ran = timeline("append", "--from", str(good), str(bad))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: 1 fault in {bad}:\n  {bad}:3: fact 1, ")
    assert not store.exists()
    assert timeline("append", "--from", str(good), str(lines)) == Ran(
        0, "4 facts added, 0 known already (talks)\n1 fact added, 0 known already (more)\n", ""
    )


def lines(facts: int) -> Iterator[str]:
    """A file of JSON Lines: a report with four facts on each line, cited to the report of the line before."""
    yield '{"dialogue": "talks", "title": "Talks", "report": {"id": "r0", "outlet": "Agency"}}\n'
    for number in range(1, facts // 5):
        told = [{"kind": "contact-held", "report": f"r{number - 1}", "note": f"{number} {one}"} for one in range(4)]
        report = {"id": f"r{number}", "outlet": "Agency"}
        yield f"{json.dumps({'dialogue': 'talks', 'report': report, 'facts': told})}\n"


@pytest.mark.parametrize("options", [(), ("--json",), ("--dry-run",)])
def test_memory_does_not_grow_with_the_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setattr(spool, "LOT_FACTS", 50)
    # Garbage is looked for as often as elsewhere: what is measured is what is held.
    monkeypatch.setattr("events.processes.GARBAGE", 700)
    # Answers are made of one dialogue at a time, which is held whole.
    monkeypatch.setattr("timeline.application.rebuilding.bring_up", lambda *_, **__: ())
    peaks = []
    for facts in (200, 400, 2_000):
        file = tmp_path / f"{facts}.jsonl"
        file.write_text("".join(lines(facts)))
        with (tmp_path / "out").open("w") as out, redirect_stdout(out):
            tracemalloc.start()
            code = run_command(["append", "--from", str(file), "--store", str(tmp_path / f"{facts}.db"), *options])
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert code == 0
    # What is loaded once was loaded by the first. A fact that is held takes a kilobyte and more.
    assert peaks[2] - peaks[1] < 500_000


def test_a_file_without_facts_adds_none() -> None:
    assert timeline(*OPEN).code == 0
    assert timeline("append", "--from", "-", stdin="") == Ran(0, "0 facts: the files hold none\n", "")


def test_whoever_records_is_named() -> None:
    assert timeline(*OPEN).code == 0
    assert timeline(*FILE, "--recorded-by", "desk 3").code == 0
    assert [fact["recorded_by"] for fact in json.loads(timeline("history", "--json").out)] == ["anna", "desk 3"]


def test_the_console_entry_appends_from_standard_input() -> None:
    assert process("append", "--from", "-", stdin=TALKS.encode()) == Ran(
        0, "4 facts added, 0 known already (talks)\n", ""
    )


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("depth", [13, 900, 50_000])
@pytest.mark.parametrize("field", ["note", "persons"])
def test_a_value_however_deep_is_refused(field: str, depth: int) -> None:
    (line,) = timeline("history", "--format", "jsonl", "--since", "2", "--limit", "1").out.splitlines()
    fact = json.loads(line)["fact"]
    for deep in ("[" * depth, "[" * depth + "1" + "]" * depth, '{"a":' * depth + "1" + "}" * depth):
        judged = ("append", "fact-corrected", "talks", "--target", fact, "--whose", "coder")
        for command in (
            (*judged, "--field", field, "--new", deep),
            ("correct", fact, "--set", f"{field}={deep}", "--whose", "coder"),
            ("append", "session-held", "talks", "--session", "1", f"--{field}", deep),
        ):
            ran = timeline(*command, "--dry-run")
            assert ran.code in (0, 2)
            assert not ran.code or ran.err.startswith("error: ")


def test_a_slip_of_the_pen_in_a_single_fact_is_asked_about_at_once() -> None:
    opened = "dialogue: talks\ntitle: T\n---\ndialogue: talks\nreport: {id: r1, outlet: A, published: 2025-05-22}\n"
    assert timeline("append", "--from", "-", stdin=opened).code == 0
    held = ("append", "session-held", "talks", "--session", "3", "--report", "r1")
    ran = timeline(*held, "--when", "2025-06-30")
    assert ran.code == 0
    assert "session:3: told of 2025-06-30 in a report of 2025-05-22" in ran.err
    assert "timeline correct" in ran.err
    assert timeline(*held, "--when", "2025-05-21").err == ""


@pytest.mark.parametrize(
    ("rights", "umask", "told"),
    [
        (0o2775, 0o022, True),
        (0o775, 0o077, True),
        (0o2775, 0o002, False),
        (0o755, 0o022, False),
        (0o1777, 0o022, False),
    ],
)
def test_a_store_that_a_team_cannot_write_says_so_before_its_first_fact(
    tmp_path: Path, rights: int, umask: int, told: bool
) -> None:
    folder = tmp_path / "team"
    folder.mkdir()
    folder.chmod(rights)
    file = folder / "talks.db"
    before = os.umask(umask)
    try:
        lines = [("append", "dialogue-opened", "d", "--title", "D", "--store", str(file)) for _ in range(2)]
        first, second = (timeline(*line) for line in lines)
    finally:
        os.umask(before)
    remark = (
        f"Only you can write to {file}, and a group shares its folder: `chmod g+w {file}` lets it write;"
        " with umask 002 the next store is made so.\n"
    )
    assert (first.code, first.err) == (0, remark if told else "")
    assert (second.code, second.err) == (0, "")


@pytest.mark.usefixtures("talks")
def test_next_year_of_an_older_report_is_refused_with_both_readings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-24")
    asked = ("append", "session-scheduled", "talks", "--session", "3", "--report", "r1", "--window")
    ran = timeline(*asked, "next year")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "error: --window is 2025=next year counted from the report, and 2027=next year counted from today",
        "hint: Write the one that is meant: --window '2025=next year'.",
    ]
    assert timeline(*asked, "2025=next year").code == 0
    assert timeline(*asked, "2027").code == 0
