"""What could not have been recorded gets into no other log, is named, and can be left behind."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from events.errors import BadInputError
from events.facts.catalogue import UnreadableTopicError
from events.identity import canonical_json, digest_of, fact_id_of
from events.intake.legality import is_canonical
from events.integrity.copying import BrokenLogError, LeavingOut, copy, verified
from events.integrity.verification import verify
from events.store.memory import Contents, MemoryEngine
from events.store.options import StoreOptions
from events.store.port import Entry
from tests.cli.given import timeline
from tests.integrity.given import OPENED, TOLD, drafts_of, recorded
from tests.store.entries import new_entry

if TYPE_CHECKING:
    from pathlib import Path

HELD = '{"session":9,"when":"2024-03-09"}'
SPELT_OTHERWISE = "content that is not written in the one way"
PUT_IN = {
    "white space": ("talks", "session-held@1", HELD.replace(":", ": "), SPELT_OTHERWISE),
    "a key twice": ("talks", "session-held@1", '{"session":8,' + HELD[1:], SPELT_OTHERWISE),
    "keys out of order": ("talks", "session-held@1", '{"when":"2024-03-09","session":9}', SPELT_OTHERWISE),
    "no slug": ("x;touch\tPWNED\x1b[31m$(id)\nline", "session-held@1", HELD, "which is not a short name"),
    "a long slug": ("a" * 300, "session-held@1", HELD, "which is not a short name"),
}
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.dictionaries(st.text(), one))
NOT_CANONICAL = [
    b"",
    b"[]",
    b"{}\n",
    b"\xff",
    b'{"a":"\\ud800"}',
    b'{"a":"\\u00e9"}',
    b"[" * 100_000,
    b'{"a":' + b"9" * 10_000 + b"}",
]


def put_in(dialogue: str, topic: str, payload: str) -> Entry:
    """A row whose digest and id are right, and which no intake has seen."""
    digest = digest_of(dialogue, topic, payload.encode())
    return Entry(dialogue, fact_id_of(digest), digest, topic, payload.encode())


def talks(*texts: str, at: datetime | None = None) -> MemoryEngine:
    store = MemoryEngine(options=StoreOptions() if at is None else StoreOptions(clock=lambda: at))
    for drafts in drafts_of((OPENED.format("talks"), *texts)):
        recorded(store, drafts)
    return store


@pytest.mark.parametrize("case", PUT_IN)
def test_it_is_named_and_copied_nowhere(case: str) -> None:
    dialogue, topic, payload, told = PUT_IN[case]
    store = talks()
    store.append([put_in(dialogue, topic, payload)], recorded_by="mallory")
    (fault,) = verify(store).faults
    assert (fault.position, fault.is_illegal) == (2, True)
    assert told in fault.problem
    assert fault.problem.isprintable()
    with pytest.raises(BrokenLogError, match="position 2") as caught:
        verified(store, "theirs.db")
    assert "leave_out_illegal" in caught.value.hint
    with pytest.raises(BrokenLogError):
        copy(store, MemoryEngine(), name="theirs.db")


def test_a_log_of_a_year_to_come_is_restored_nowhere() -> None:
    there = talks(at=datetime(9999, 12, 31, tzinfo=UTC))
    store = MemoryEngine(there.contents)  # the same log, by a clock of today
    (fault,) = verify(store).faults
    assert fault.problem == "was recorded at 9999-12-31T00:00:00+00:00, which is yet to come"
    target = MemoryEngine()
    with pytest.raises(BrokenLogError, match="which is yet to come"):
        copy(store, target, name="theirs.db")
    assert target.head() == 0


def test_the_others_are_carried_over_without_it() -> None:
    store = talks(TOLD.format("talks", 1))
    filed = put_in("talks", "report-filed@1", '{"id": "r9","outlet":"Lies"}')._replace(once="report:r9")
    store.append([filed], recorded_by="mallory")
    cites = '{"report":"r9","session":9,"when":"2024-03-09"}'
    store.append([put_in("talks", "session-held@1", cites)], recorded_by="mallory")
    bad = put_in("talks", "session-held@1", HELD.replace(":", ": "))
    store.append([bad], recorded_by="mallory")
    store.append(
        [put_in("talks", "fact-retracted@1", f'{{"reason":"lies","target":"{bad.fact_id}","whose":"coder"}}')],
        recorded_by="x",
    )

    verified(store, "theirs.db", leaving_out=True)
    leaving = LeavingOut(store.now())
    left = [row.position for row in leaving.rows(store.since())]

    assert left == [1, 2, 3]
    assert [(one.row.position, one.reason) for one in leaving.left_out] == [
        (4, "has content that is not written in the one way in which content is (canonical JSON)"),
        (5, "refers to r9, which is left out"),
        (6, "has content that is not written in the one way in which content is (canonical JSON)"),
        (7, f"refers to {bad.fact_id}, which is left out"),
    ]


def test_what_cites_no_report_does_not_go_with_a_report_that_is_called_none() -> None:
    store = talks()
    filed = put_in("talks", "report-filed@1", '{"id": "None","outlet":"Lies"}')._replace(once="report:None")
    store.append([filed], recorded_by="mallory")
    uncited = put_in("talks", "session-held@1", '{"session":9,"when":"2024-03-09"}')
    store.append([uncited], recorded_by="anna")
    leaving = LeavingOut(store.now())
    assert uncited.fact_id in [row.fact_id for row in leaving.rows(store.since())]
    assert [one.row.topic for one in leaving.left_out] == ["report-filed@1"]


def test_a_changed_log_is_not_carried_over_at_all() -> None:
    store = talks()
    wrong = put_in("talks", "session-held@1", HELD)._replace(digest="f" * 64)
    store.append([wrong], recorded_by="mallory")
    with pytest.raises(BrokenLogError, match="does not fit its digest"):
        verified(store, "theirs.db", leaving_out=True)


def test_the_command_leaves_it_out_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from events.store.sqlite import SqliteEngine

    theirs, mine = tmp_path / "theirs.db", tmp_path / "mine.db"
    monkeypatch.setenv("TIMELINE_STORE", str(mine))
    with SqliteEngine(theirs) as store:
        for drafts in drafts_of([OPENED.format("talks"), TOLD.format("talks", 1)]):
            recorded(store, drafts)
        bad = put_in("talks", "session-held@1", HELD.replace(":", ": "))
        store.append([bad], recorded_by="mallory")

    refused = timeline("merge", str(theirs))
    assert (refused.code, refused.out) == (1, "")
    assert "position 4 has content that is not written in the one way" in refused.err
    assert "--leave-out-illegal` carries the other facts over into a new store" in refused.err
    assert not mine.exists()

    merged = timeline("merge", str(theirs), "--leave-out-illegal")
    assert (merged.code, merged.out) == (0, "3 facts added, 0 known already (talks)\n")
    assert f"left out: position 4 (session-held@1, fact {bad.fact_id}) has content" in merged.err
    assert timeline("verify").code == 0


@for_all(JSON)
def test_what_is_recorded_is_canonical(value: Any) -> None:
    assert is_canonical(canonical_json({"value": value}))


@pytest.mark.parametrize("payload", NOT_CANONICAL)
def test_what_is_none_is_none(payload: bytes) -> None:
    assert not is_canonical(payload)


def test_facts_of_a_newer_release_are_no_damage() -> None:
    store = talks()
    payload = json.dumps({"format": "call"}, separators=(",", ":"))
    store.append([put_in("talks", "contact-held@99", payload)], recorded_by="newer")
    found = verify(store)
    assert found.holds
    assert found.newer == {"contact-held@99": 2}
    with pytest.raises(UnreadableTopicError, match="contact-held@99") as caught:
        verified(store, "theirs.db")
    assert "Upgrade" in caught.value.hint


@pytest.mark.parametrize("name", ["x" * 201, "a\nb", "\x1b[31m"])
def test_a_name_of_who_records_is_a_line(name: str) -> None:
    store = MemoryEngine(Contents())
    with pytest.raises(BadInputError, match="is no name of who records"):
        store.append([new_entry()], recorded_by=name)
    assert store.head() == 0
