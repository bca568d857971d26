"""`timeline prove`: checked by `verify --proof`, and by the twenty lines of docs/security.md."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, refused, timeline

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("talks")

FACT = "67e16a3b1801242c54f4af5b5a20a5bf"


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    (tmp_path / "then").write_text(timeline("checkpoint", "--origin", "example.org/talks").out)
    assert timeline("prove", FACT[:6], "-o", str(tmp_path / "proof.json")).code == 0
    return tmp_path / "proof.json"


def documented(proof: Path) -> subprocess.CompletedProcess[str]:
    """Run the checker of the documentation, without anything of ours."""
    (snippet,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "security.md").read_text(), re.DOTALL)
    return subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-c", snippet, proof, proof.with_name("then")],
        capture_output=True,
        text=True,
        check=False,
        cwd=proof.parent,
    )


def test_a_third_party_checks_it_without_the_store(store: Path, proof: Path) -> None:
    store.unlink()
    ran = timeline("verify", "--proof", str(proof), "--checkpoint", str(proof.with_name("then")))
    assert ran.code == 0
    assert ran.out.startswith(f"fact {FACT} (session-held@1, talks) is at position 3 of example.org/talks, recorded 2")
    assert ran.out.endswith(" by 'anna'\n")
    as_json = timeline("verify", "--proof", str(proof), "--checkpoint", str(proof.with_name("then")), "--json")
    answer = json.loads(as_json.out)
    assert datetime.fromisoformat(answer.pop("recorded_at")).tzinfo == UTC
    assert answer == {
        "holds": True,
        "fact": FACT,
        "position": 3,
        "origin": "example.org/talks",
        "dialogue": "talks",
        "topic": "session-held@1",
        "recorded_by": "anna",
        "redacted": False,
    }


def test_the_checker_of_the_documentation_agrees(proof: Path) -> None:
    done = documented(proof)
    assert done.stderr == ""
    assert done.stdout.startswith("session-held@1 in talks, position 3 of example.org/talks, recorded 2")
    assert '"place": "Geneva"' in done.stdout
    for old, new in (("Geneva", "Vienna"), ("anna", "eve"), ('"path": [', '"path": ["' + "0" * 64 + '",')):
        text = proof.read_text()
        proof.write_text(text.replace(old, new))
        assert documented(proof).returncode == 1
        ran = timeline("verify", "--proof", str(proof), "--checkpoint", str(proof.with_name("then")))
        assert (ran.code, ran.out) == (4, "")
        assert "error: the proof does not hold" in ran.err
        proof.write_text(text)


def test_a_fact_is_proved_as_of_an_older_checkpoint(proof: Path) -> None:
    timeline("append", "dialogue-opened", "more", "--title", "More")
    then = str(proof.with_name("then"))
    proof.write_text(timeline("prove", FACT).out)
    assert "about a log of 5 facts" in timeline("verify", "--proof", str(proof), "--checkpoint", then).err
    ran = timeline("prove", FACT, "--checkpoint", then)
    proof.write_text(ran.out)
    assert timeline("verify", "--proof", str(proof), "--checkpoint", then).code == 0
    assert documented(proof).returncode == 0


def test_a_fact_that_is_not_there(proof: Path) -> None:
    assert refused("prove", "0000") == (3, "error: no fact id begins with 0000")
    assert refused("prove", "xyz") == (2, "error: 'xyz' is not a report on file, and not the beginning of a fact id")
