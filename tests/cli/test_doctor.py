"""`timeline doctor`: what is well, and one line for each thing that is not."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pydantic import TypeAdapter

from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode
from tests.cli.given import timeline
from tests.cli.test_verify import EDIT, edited, root
from tests.integrity.test_legality import put_in
from timeline.answers.trust import HealthAnswer

if TYPE_CHECKING:
    from pathlib import Path


def values() -> dict[str, str]:
    return {finding["what"]: finding["value"] for finding in json.loads(timeline("doctor", "--json").out)}


@pytest.mark.usefixtures("talks")
def test_all_is_well(store: Path) -> None:
    ran = timeline("doctor", "--json")
    assert (ran.code, ran.err) == (0, "")
    findings = TypeAdapter(list[HealthAnswer]).validate_json(ran.out)
    assert [finding.what for finding in findings if finding.problem] == []
    found = values()
    assert found["store"] == f"sqlite:///{store}"
    assert (found["journal_mode"], found["synchronous"]) == ("wal", "full")
    assert (found["head"], found["tree"]) == ("4 facts, 1 dialogue", root())
    assert {"dialogue-timeline", "Python", "eventsourcing", "pydantic", "SQLite", "free disk", "file"} <= found.keys()


def test_a_store_that_is_not_there() -> None:
    ran = timeline("doctor")
    assert ran.code == 1
    assert ran.err.startswith("error: store: there is no store at")


def test_an_address_that_cannot_be_read_is_not_repeated() -> None:
    ran = timeline("doctor", "--store", "postgresql://u:s3cret@host/a/b@c")
    assert ran.code == 1
    assert "s3cret" not in ran.out + ran.err


def test_a_password_is_not_shown() -> None:
    ran = timeline("doctor", "--store", "postgresql://u:s3cret@127.0.0.1:1/db?connect_timeout=2")
    assert ran.code == 1
    assert "s3cret" not in ran.out + ran.err
    assert "cannot be reached" in ran.err


@pytest.mark.usefixtures("talks")
def test_a_log_that_does_not_hold(store: Path) -> None:
    edited(store, EDIT)
    ran = timeline("doctor")
    assert ran.code == 1
    assert ran.err == (
        "error: tree: the log does not hold: position 2 is not as it was recorded:"
        " its content or its envelope was changed\n"
    )


@pytest.mark.usefixtures("talks")
def test_facts_that_only_a_newer_release_reads(store: Path) -> None:
    with open_engine(SqliteAddress(store), mode=OpenMode.APPEND) as engine:
        engine.append([put_in("talks", "contact-held@99", '{"format":"call"}')], recorded_by="newer")
    ran = timeline("doctor")
    assert (ran.code, ran.err) == (
        1,
        "error: shapes: a newer release wrote these facts: upgrade dialogue-timeline\n",
    )


@pytest.mark.usefixtures("talks")
def test_a_file_that_everybody_may_change(store: Path) -> None:
    store.chmod(0o666)
    assert timeline("doctor").err == "error: file: everybody on this machine may change it\n"


@pytest.mark.usefixtures("talks")
def test_a_disk_that_is_nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int = 5_000

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage())
    ran = timeline("doctor")
    assert (ran.code, ran.err) == (1, "error: free disk: the disk is nearly full\n")


def test_another_kind_of_file(store: Path) -> None:
    store.write_text("notes")
    ran = timeline("doctor")
    assert ran.code == 1
    assert "is not a store" in ran.err
