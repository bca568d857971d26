"""What an append adds: many new facts at once are planned as they would be one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from events.errors import ConflictError
from events.store.append_plan import OnRecord, plan_append
from events.store.port import Recorded, StoredFact
from tests.store.entries import new_entry

if TYPE_CHECKING:
    from events.store.port import Entry

NOW = datetime(2025, 5, 21, tzinfo=UTC)
OTHER = new_entry("another")
ROW = StoredFact(1, "another", 1, OTHER.fact_id, OTHER.digest, OTHER.topic, OTHER.payload, NOW, "x")

kinds = st.tuples(
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([None, None, None, "report:1", "report:2"]),
    st.sampled_from([None, None, None, None, Recorded(NOW - timedelta(days=3), "Layla")]),
)


def known(*, facts: dict[str, StoredFact]) -> OnRecord:
    return OnRecord(7, NOW - timedelta(days=9), versions={"a": 5}, facts=facts, once={})


def outcome(entries: list[Entry], on_record: OnRecord) -> object:
    try:
        plan = plan_append(entries, on_record, now=NOW, recorded_by="Omar")
    except ConflictError as error:
        return str(error)
    return plan, on_record.position, on_record.recorded_at, on_record.versions


@given(told=st.lists(kinds, max_size=8), repeated=st.booleans())
def test_many_new_facts_are_planned_as_one_by_one(
    *, told: list[tuple[str, str | None, Recorded | None]], repeated: bool
) -> None:
    entries = [new_entry(dialogue, once=once)._replace(recorded=there) for dialogue, once, there in told]
    entries += entries[:1] if repeated else []
    # A fact that is known already, and none of these: all are looked at one by one.
    assert outcome(entries, known(facts={})) == outcome(entries, known(facts={OTHER.fact_id: ROW}))
