"""`timeline correct`: which attribute of a fact is wrong, and what is right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import Ran, refused, timeline

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _talks(talks: None) -> None:
    pass


def held() -> str:
    """The id of the fact that session 1 was held."""
    facts = json.loads(timeline("history", "--json").out)
    return next(str(one["fact"]) for one in facts if one["kind"] == "session-held")


def newest() -> str:
    return str(json.loads(timeline("history", "--json").out)[-1]["fact"])


def test_a_correction_is_recorded_and_what_it_changes_is_printed() -> None:
    fact = held()[:12]
    ran = timeline("correct", fact[:4], "--set", "when=2024-03-02", "--set", "place=Basel", "--whose", "coder")
    ids = [one["fact"][:12] for one in json.loads(timeline("history", "--json").out)[-2:]]
    assert ran == Ran(
        0,
        f"""\
Recorded

judgement                                                   fact
----------------------------------------------------------  ------------
when of {fact}: 2024-03-01 -> 2024-03-02 (our error)  {ids[0]}
place of {fact}: Geneva -> Basel (our error)          {ids[1]}

Changed

subject    attribute  before      after
---------  ---------  ----------  ----------
session:1  held       2024-03-01  2024-03-02
session:1  place      Geneva      Basel
""",
        "",
    )


def test_a_report_is_named_by_its_own_id() -> None:
    ran = timeline("correct", "r1", "--set", "published=2024-03-05", "--whose", "coder", "--json")
    (filed,) = [one for one in json.loads(timeline("history", "--json").out) if one["kind"] == "report-filed"]
    assert json.loads(ran.out)["judgements"][0]["payload"]["target"] == filed["fact"]
    code, said = refused("correct", "r9", "--set", "published=2024-03-05", "--whose", "coder")
    assert (code, said) == (2, "error: 'r9' is not a report on file, and not the beginning of a fact id")


def test_a_dry_run_prints_the_same_and_records_nothing() -> None:
    before = timeline("history").out
    ran = timeline("correct", held(), "--set", "session=3", "--whose", "coder", "--dry-run", "--json")
    answer = json.loads(ran.out)
    assert (ran.code, answer["recorded"], answer["judgements"][0]["payload"]["new"]) == (0, False, 3)
    assert {(one["subject"], one["attribute"], one["before"], one["after"]) for one in answer["changes"]} >= {
        ("session:3", "held", None, "2024-03-01"),
        ("session:1", "held", "2024-03-01", None),
    }
    assert timeline("history").out == before


def test_a_change_that_shows_nowhere_and_an_outlet_without_a_report_are_remarked() -> None:
    ran = timeline("correct", held(), "--set", "note=seen twice", "--whose", "outlet", "--tablefmt", "plain")
    fact = held()[:12]
    assert ran == Ran(
        0,
        f"""\
Recorded

JUDGEMENT  fact
note of {fact}: nothing -> seen twice (the outlet's error)  {newest()[:12]}
""".replace("JUDGEMENT", "judgement".ljust(64)),
        "No --report: the outlet's correction counts from today on.\nNo status, date or other value changes.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (
            ("--set", "when=soon"),
            2,
            (
                "error: when: 'soon' is not a date that can be read\n"
                "hint: Write 2026-03-12, 12 March 2026, 2026-03, 2026, yesterday or last friday; for a vaguer time the "
                'date, then = and the words of the report: "2026-05-16/2026-05-31=second half of May". '
                "Words that name no date are kept as they are with = before them: '=soon'\n"
            ),
        ),
        (("--set", "session="), 2, "error: session: is missing; session-held needs it\n"),
        (
            ("--set", "place=Geneva"),
            4,
            "error: place of fact FACT is that already: Geneva\nhint: Nothing was recorded.\n",
        ),
        (
            ("--set", "place=Basel", "--report", "r2"),
            3,
            "error: no report 'r2' in dialogue 'talks'\nhint: File it first: `timeline append report-filed`.\n",
        ),
        ((), 2, "error: Missing option '--set'.\nhint: `timeline correct --help` lists what it takes.\n"),
    ],
)
def test_what_cannot_be_corrected_is_told(arguments: tuple[str, ...], code: int, error: str) -> None:
    fact = held()
    ran = timeline("correct", fact, *arguments, "--whose", "coder")
    assert ran == Ran(code, "", error.replace("FACT", fact[:12]))


def test_a_wrong_field_is_answered_with_all_fields() -> None:
    ran = timeline("correct", held(), "--set", "whn=2024", "--whose", "coder")
    assert ran == Ran(
        2,
        "",
        """\
error: no attribute 'whn' in session-held
hint: Did you mean 'when'?
session-held has now:
  session   1
  track     -
  window    -
  basis     -
  venue     -
  host      -
  mediator  -
  by        -
  attended  -
  absent    -
  report    r1
  when      2024-03-01
  place     Geneva
  persons   -
  topics    -
  named     -
  said_by   -
  origin    -
  modality  -
  retold    -
  level     -
  mode      -
  reason    -
  note      -
  quote     -
  quote_in  -
""",
    )


@pytest.mark.parametrize(
    ("fact", "code", "error"),
    [
        (
            "abc",
            2,
            (
                "error: 'abc' is not a report on file, and not the beginning of a fact id\n"
                "hint: Type 4 or more of its digits (0-9, a-f), as `timeline history` prints them.\n"
            ),
        ),
        ("0000", 3, "error: no fact id begins with 0000\nhint: `timeline history` prints the ids of facts.\n"),
    ],
)
def test_a_fact_that_is_not_there(fact: str, code: int, error: str) -> None:
    assert timeline("correct", fact, "--set", "place=A", "--whose", "coder") == Ran(code, "", error)


def test_the_same_words_after_another_judgement_need_a_reason() -> None:
    fact = held()
    for place in ("Basel", "Geneva"):
        assert timeline("correct", fact, "--set", f"place={place}", "--whose", "coder").code == 0
    ran = timeline("correct", fact, "--set", "place=Basel", "--whose", "coder")
    assert ran.code == 4
    assert ran.err.endswith("hint: To make it again, add --reason.\n")
    assert timeline("correct", fact, "--set", "place=Basel", "--whose", "coder", "--reason", "seen").code == 0


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    told = refused("correct", "abcd", "--set", "a=b", "--whose", "coder", "--store", str(path))
    assert told == (3, f"error: there is no store at {path}")
    assert not path.exists()
