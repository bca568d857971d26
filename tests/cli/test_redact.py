"""`timeline redact`: what is forgotten for good, and what is said of it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import nobody
from tests.cli.given import ROOT, Ran, command_line, timeline, unmeasured

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = "Backups, exports, proofs and stores that were made before still say it: `timeline help security`\n"
GUESSABLE = "guessable: of little content. Names can be tried against the digest that is left.\n"


@pytest.fixture(autouse=True)
def _talks(talks: None) -> None:
    person = "{kind: role-changed, person: Ann Lee, office: envoy, from: 2024-03}"
    quoted = "{kind: contact-held, format: call, when: 2024-03-04, quote: 'I called, said ann LEE'}"
    facts = f"dialogue: talks\nfacts:\n- {person}\n- {quoted}\n"
    assert timeline("append", "--from", "-", stdin=facts).code == 0


def ids(*kinds: str) -> list[str]:
    """The beginnings of the ids of the facts of some kinds, in order of the log."""
    facts = json.loads(timeline("history", "--json").out)
    return [str(one["fact"])[:12] for one in facts if one["kind"] in kinds]


def redact(*more: str) -> Ran:
    return timeline("redact", "--person", "Ann Lee", "--reason", "asked by letter", *more)


def test_what_would_go_is_shown_and_nothing_goes() -> None:
    role, call = ids("role-changed", "contact-held")
    before = timeline("history").out
    assert redact("--dry-run") == Ran(
        0,
        f"""\
Would be redacted

fact          dialogue  position  what it says
------------  --------  --------  ---------------------------  ---------
{role}  talks            5  Ann Lee: envoy from 2024-03  guessable
{call}  talks            6  call on 2024-03-04
""",
        GUESSABLE,
    )
    assert timeline("history").out == before


def test_it_is_gone_and_every_command_says_so(store: Path) -> None:
    role, call = ids("role-changed", "contact-held")
    checkpoint = store.with_name("checkpoint")
    checkpoint.write_text(timeline("checkpoint").out)
    proof, was = store.with_name("proof"), store.with_name("was")
    was.write_text(timeline("prove", role).out)
    assert redact("--yes") == Ran(
        0,
        f"""\
Redacted

fact          dialogue  position
------------  --------  --------  ---------
{role}  talks            5  guessable
{call}  talks            6
""",
        GUESSABLE + BEFORE,
    )
    rows = timeline("history", "talks", "--since", "4").out.splitlines()[2:]
    assert [" ".join(row.split()[4:-1]) for row in rows] == [
        "redacted: its content was taken away",
        "redacted: its content was taken away",
        f"fact {role} redacted - asked by letter",
        f"fact {call} redacted - asked by letter",
    ]
    verified = timeline("verify", "--since", str(checkpoint))
    assert verified.code == 0
    assert verified.out.startswith("The log holds: 8 facts of 1 dialogue, 2 of them redacted; it only grew since")
    proof.write_text(timeline("prove", role).out)
    assert json.loads(proof.read_text())["payload"] is None
    head = store.with_name("head")
    head.write_text(timeline("checkpoint").out)
    for file, at, told in ((proof, head, "; what it said is redacted\n"), (was, checkpoint, "by 'anna'\n")):
        assert timeline("verify", "--proof", str(file), "--checkpoint", str(at)).out.endswith(told)

    said = "Redacted: 2 facts. Their content is in no answer. `timeline history` shows where they stood.\n"
    for question in ("show", "state", "positions", "people"):
        assert timeline(question, "talks").err.endswith(said)
    assert timeline("find", "ann").out == ""
    assert "Redacted: some facts." in timeline("find", "ann").err
    diff = json.loads(timeline("diff", "talks", "2024-01-01", "2025-01-01", "--json").out)
    assert [one[:12] for one in diff["redacted"]] == [role, call]
    assert f"\n{role}\n{call}\n" in timeline("explain", "talks", "session:1").out
    assert timeline("doctor").out.count("2 facts") == 1
    assert "Rests on" in timeline("export", "markdown", "talks").out
    assert "2 redacted facts" in timeline("export", "markdown", "talks").out
    assert json.loads(timeline("export", "cloudevents", "talks").out)[4]["data"]["fact"] is None
    assert '"payload":null' in timeline("export", "log").out
    assert "redacted: its content was taken away" in timeline("export", "csv", "talks", "--of", "facts").out
    assert not any(name in file.read_bytes() for file in [store] for name in (b"Ann", b"ann LEE", b"Lee"))


def test_the_answer_is_json_and_a_schema_describes_it() -> None:
    told = json.loads(redact("--yes", "--json").out)
    assert (told["recorded"], told["swept"], len(told["facts"])) == (True, True, 2)
    assert {one["summary"] for one in told["facts"]} == {None}
    assert timeline("schema", "redact").code == 0


def test_a_judgement_on_what_is_redacted_changes_nothing() -> None:
    role, _ = ids("role-changed", "contact-held")
    redact("--yes")
    for judged in (role, ids("fact-redacted")[0]):
        for line in (("correct", judged, "--set", "office=x"), ("retract", judged, "--reason", "x")):
            ran = timeline(*line, "--whose", "coder")
            assert ran.code == 4
            assert "redact" in ran.err
    ran = timeline("link", "talks", "person:Ann Lee", "person:A. Lee", "--as", "same")
    assert ran.code == 3


def test_where_nobody_can_be_asked_it_has_to_be_said_twice() -> None:
    assert redact() == Ran(
        2,
        "",
        "error: nobody can be asked here whether this is to be forgotten for good\n"
        "hint: Look at it first: --dry-run. Then say --yes.\n",
    )
    assert timeline("verify").out.startswith("The log holds: 6 facts of 1 dialogue. Root")


@pytest.mark.parametrize(("typed", "code", "redacted"), [(b"n\n", 1, 0), (b"\n", 1, 0), (b"y\n", 0, 2)])
def test_on_a_terminal_it_is_asked_for(typed: bytes, code: int, redacted: int) -> None:
    ours, theirs = pty.openpty()
    line = command_line("redact", "--person", "Ann Lee", "--reason", "asked")
    with subprocess.Popen(
        line, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, cwd=ROOT, env=unmeasured()
    ) as asked:
        os.close(theirs)
        os.write(ours, typed)
        _, said = asked.communicate(timeout=60)
    os.close(ours)
    assert asked.returncode == code
    assert b"Nobody can undo it" in said
    assert (b"Nothing was redacted." in said) is (redacted == 0)
    assert json.loads(timeline("verify", "--json").out)["redacted"] == redacted


AS_NOBODY = f"""
import sys
from timeline.cli.app import run_command
asked = ["redact", "--person", "Ann Lee", "--reason", "asked", "--store", sys.argv[1]]
assert run_command([*asked, "--dry-run"]) == 0  # loads all that it needs
{nobody.BECOME}
sys.exit(run_command([*asked, "--yes"]))
"""


def test_who_may_only_read_redacts_nothing(store: Path, tmp_path: Path) -> None:
    nobody.let_in(tmp_path)
    store.chmod(0o444)
    program = [sys.executable, "-c", AS_NOBODY, str(store)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    store.chmod(0o644)
    assert json.loads(timeline("verify", "--json").out)["redacted"] == 0


def test_a_merge_carries_it_where_that_is_asked_for(store: Path) -> None:
    other = str(store.with_name("other.db"))
    assert timeline("backup", other).code == 0
    assert timeline("redact", "--person", "Ann Lee", "--reason", "asked", "--yes", "--store", other).code == 0
    (role,) = ids("role-changed")

    refused = timeline("merge", other)
    assert (refused.code, refused.out) == (4, "")
    assert f"fact-redacted: fact {role}" in refused.err
    assert timeline("merge", other, "--dry-run").code == 4

    merged = timeline("merge", other, "--redact")
    assert merged.code == 0
    assert merged.out == f"2 facts redacted, as in sqlite:///{other}\n0 facts added, 8 known already (talks)\n"
    assert json.loads(timeline("verify", "--json").out)["redacted"] == 2
    assert timeline("merge", other, "--redact").out == "0 facts added, 8 known already (talks)\n"


def test_copies_that_still_say_it_are_named(store: Path) -> None:
    backup = store.with_name("backup.db")
    timeline("backup", str(backup))
    ran = redact("--yes")
    assert f"{backup} still says what 2 of these said: delete it, or redact there.\n" in ran.err
    assert "this copy still says what was redacted here" in timeline("doctor").err
