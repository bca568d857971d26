"""A store that any release wrote opens, and answers the same whatever its format: one of each lies in `golden/stores`.

Each holds the storyline and a fact of every topic of 0.1.0; `answers.json` is what this release says of them, and
`python -m tests.upgrades.test_golden_stores` writes it anew where a rule was changed. A golden store is only ever
added: to add one, give a store of the present format these facts and `timeline backup` it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from events.facts.catalogue import FACTS
from events.facts.dialogue import RhythmAgreed
from events.facts.judgement import FactRedacted
from events.store.address import PostgresAddress, SqliteAddress, open_engine
from events.store.options import OpenMode
from tests.cli.given import STORYLINE, timeline

GOLDEN = Path(__file__).parents[1] / "golden" / "stores"
SAID: dict[str, Any] = json.loads((GOLDEN / "answers.json").read_text())
FILES = sorted(GOLDEN.glob("format-*.sqlite"))
SCHEMAS = sorted(GOLDEN.glob("format-*.sql"))

LATER = """\
dialogue: iraq-nato
report: {id: later, outlet: Agency, published: 2026-11-26, origin: Ministry}
facts:
- {kind: session-scheduled, session: 3, window: 2027-02-01, place: Brussels}
"""


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-25")


IN_POSTGRES = [pytest.param(path, marks=pytest.mark.xdist_group("postgres")) for path in SCHEMAS]


@pytest.fixture(params=[*FILES, *IN_POSTGRES], ids=lambda path: path.name)
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a golden store, laid out anew."""
    golden: Path = request.param
    if golden.suffix == ".sqlite":
        shutil.copy(golden, tmp_path / "golden.db")
        address = str(SqliteAddress(tmp_path / "golden.db"))
    else:
        there: PostgresAddress = request.getfixturevalue("postgres_address")
        laid_out = (
            golden.read_text().replace("timeline.", f"{there.schema}.").replace(" timeline;", f" {there.schema};")
        )
        with psycopg.connect(there.conninfo, autocommit=True) as server:
            server.execute(laid_out.encode())
        address = f"{request.getfixturevalue('postgres')}?schema={there.schema}"
    monkeypatch.setenv("TIMELINE_STORE", address)
    return address


def said(*questions: str) -> dict[str, Any]:
    """The answers to these questions; to all where none is named."""
    found = {}
    for question in questions or SAID:
        ran = timeline(*question.split(), "--json")
        assert (question, ran.code, ran.err) == (question, 0, "")
        found[question] = json.loads(ran.out)
    return found


@pytest.mark.usefixtures("store")
def test_whatever_its_format_it_answers_the_same() -> None:
    assert said() == SAID


@pytest.mark.usefixtures("store")
def test_it_goes_on_with_what_is_appended() -> None:
    ran = timeline("append", "--from", "-", stdin=LATER)
    assert (ran.code, ran.out) == (0, "2 facts added, 0 known already (iraq-nato)\n")
    assert timeline("verify").code == 0
    assert timeline("doctor").code == 0
    (to_come,) = [
        one for one in json.loads(timeline("upcoming", "iraq-nato", "--json").out) if one["kind"] == "session"
    ]
    assert (to_come["session"], to_come["window"]["edtf"]) == (3, "2027-02-01")
    untouched = (
        "state every-kind",
        "show every-kind",
        "upcoming --on 2025-05-10",
        "state iraq-nato --on 2024-09-01",
    )
    assert said(*untouched) == {question: SAID[question] for question in untouched}


@pytest.mark.usefixtures("store")
def test_rebuilding_brings_it_up_to_date() -> None:
    assert timeline("rebuild").code == 0
    assert timeline("doctor").code == 0
    assert said() == SAID


@pytest.mark.parametrize("golden", FILES, ids=lambda path: path.name)
def test_reading_leaves_a_file_as_it_is(golden: Path, tmp_path: Path) -> None:
    path = tmp_path / "golden.db"
    shutil.copy(golden, path)
    with open_engine(SqliteAddress(path), mode=OpenMode.READ) as engine:
        assert engine.head() == SAID["verify"]["size"]
    assert path.read_bytes() == golden.read_bytes()


@pytest.mark.parametrize("golden", FILES, ids=lambda path: path.name)
def test_every_topic_of_the_release_that_wrote_it_is_in_it(golden: Path, tmp_path: Path) -> None:
    path = tmp_path / "golden.db"
    shutil.copy(golden, path)
    with open_engine(SqliteAddress(path), mode=OpenMode.READ) as engine:
        assert {fact.topic for fact in FACTS if fact not in (RhythmAgreed, FactRedacted)} == engine.topics().keys()


@pytest.mark.usefixtures("store")
def test_facts_that_it_holds_are_known_whatever_their_kinds_have_learnt_since() -> None:
    ran = timeline("append", "--from", str(STORYLINE))
    assert (ran.code, ran.out[:13]) == (0, "0 facts added")


def test_there_is_one_of_every_format() -> None:
    from events.store.postgres import schema as in_postgres
    from events.store.sqlite import schema as in_sqlite

    assert [path.stem for path in FILES] == [f"format-{number}" for number in range(1, in_sqlite.FORMAT + 1)]
    assert [path.stem for path in SCHEMAS] == [f"format-{number}" for number in range(1, in_postgres.FORMAT + 1)]


def _write_answers() -> None:
    """Write what this release says of a golden store; on one line each, as it was written first."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        shutil.copy(FILES[-1], Path(folder, "golden.db"))
        patch.setenv("TIMELINE_STORE", str(SqliteAddress(Path(folder, "golden.db"))))
        patch.setenv("TIMELINE_TODAY", "2026-11-25")
        lines = [
            f"{json.dumps(question)}: {json.dumps(answer, ensure_ascii=False, separators=(',', ':'))}"
            for question, answer in said().items()
        ]
        (GOLDEN / "answers.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    _write_answers()
