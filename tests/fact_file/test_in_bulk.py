"""A large file of JSON Lines gives what a small one gives, in the same order: facts, and whatever is wrong."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from events.fact_file import FactFileError, in_bulk, plain, read, read_all
from events.fact_file.drafting import KINDS
from events.facts.texts import Key
from events.intake.portion import Portion
from tests.fact_file.strategies import documents
from tests.intake.portions import each, entries_of, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.intake.draft import Draft
    from events.store.port import Entry

slow = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

HELD = {"kind": "session-held", "session": 1, "when": "2025-05-21", "place": "Baghdad"}
REPORT = {"id": "ina-1", "outlet": "INA"}


def line(**document: Any) -> bytes:
    return json.dumps({"dialogue": "talks", **document}, ensure_ascii=False).encode()


def entries(lines: bytes, name: str = "talks.jsonl") -> list[Entry]:
    return [draft.entry() for draft in read(BytesIO(lines), name)]


def taken(raw: bytes) -> list[Entry] | None:
    found = plain.taken(raw, "talks.jsonl", 1)
    return None if found is None else entries_of([Portion.of(found, nothing)])


@slow
@given(documents)
def test_what_is_taken_in_one_step_is_what_reading_the_document_gives(written: dict[str, Any]) -> None:
    raw = json.dumps(written, ensure_ascii=False).encode()
    found = taken(raw)
    assert found is None or found == entries(raw)


@slow
@given(documents)
@example({"dialogue": "talks", "title": "Talks", "parties": ["Iraq", "NATO"]})
@example({"dialogue": "talks", "facts": [{"kind": "role-changed", "person": "Ann", "office": "envoy"}]})
@example(
    {"dialogue": "talks", "facts": [{"kind": "fact-retracted", "target": "0" * 32, "whose": "coder", "reason": "x"}]}
)
def test_what_another_process_reads_is_what_reading_the_document_gives(written: dict[str, Any]) -> None:
    raw = json.dumps(written, ensure_ascii=False).encode()
    found = in_bulk.taken_of([(1, raw)], file="talks.jsonl", choose=nothing, elsewhere=True)
    if found != [0]:
        (portion,) = (one for one in found if isinstance(one, Portion))
        assert each([portion]) == each(read(BytesIO(raw), "talks.jsonl"))
        assert portion.opened == ({written["dialogue"]} if "title" in written else set())


damage = st.tuples(
    st.sampled_from(['"', ":", ",", "{", "}", "\\u0022", "\\u0000", "1", " ", "null", "é"]), st.floats(0, 1)
)


@slow
@given(documents, st.lists(damage, min_size=1, max_size=4))
@example({"dialogue": "talks", "facts": [HELD]}, [(',"place":"Basra"', 0.99)])
def test_of_a_damaged_line_nothing_is_taken_that_would_be_refused(
    written: dict[str, Any], cuts: list[tuple[str, float]]
) -> None:
    text = json.dumps(written, ensure_ascii=False)
    for put_in, place in cuts:
        at = int(place * len(text))
        text = text[:at] + put_in + text[at:]
    raw = text.encode()
    found = taken(raw)
    assert found is None or found == entries(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"dialogue": "talks", "facts": [{"kind": "session-held", "session": 1, "place": "a", "place": "b"}]}',
        b'{"dialogue": "talks", "facts": [{"kind": "session-held", "session": 1, "note": "\\u0022", "note": "b"}]}',
        b'{"dialogue": "talks", "dialogue": "talks", "facts": [{"kind": "session-held", "session": 1}]}',
        line(facts=[{**HELD, "note": "a\x00b"}]),
        line(facts=[{**HELD, "venue": None}]),
        line(facts=[{**HELD, "session": "2"}]),
        line(facts=[{**HELD, "session": "second round"}]),
        line(facts=[{**HELD, "when": 2025}]),
        line(facts=[{**HELD, "when": {"edtf": "2025"}}]),
        line(facts=[{**HELD, "retold": False}]),
        line(facts=[{**HELD, "place": 7}]),
        line(facts=[{"kind": "fact-retracted", "target": "0" * 32, "whose": "coder", "reason": "typed twice"}]),
        line(title="Talks", parties=["Iraq", "NATO"]),
        line(),
    ],
)
def test_what_is_not_plain_is_left_to_others(raw: bytes) -> None:
    assert taken(raw) is None


def test_nearly_every_kind_is_taken_in_one_step() -> None:
    """A rule that this does not know makes a kind slow, and nobody would see it."""
    left_out = {kind for kind, model in KINDS.items() if not _is_plain(model, kind)}
    assert left_out == {"rhythm-agreed", "subjects-linked", "fact-corrected", "fact-retracted"}


def test_letters_that_are_taken_at_once_are_a_key_as_they_are() -> None:
    """Whatever stands beside whatever: none is composed with another one, and none goes."""
    letters = [chr(point) for point in range(0x3000) if re.fullmatch(f"[{plain._LETTERS}]", chr(point))]
    assert set("Aüńءي") < set(letters)
    key = TypeAdapter(Key)
    assert [key.validate_python(letter) for letter in letters] == letters
    beside_each_other = "".join(one + other for one in letters for other in letters)
    assert normalize("NFC", beside_each_other) == beside_each_other


def _is_plain(model: Any, kind: str) -> bool:
    try:
        plain._content(model, kind)
    except plain._NotPlainError:
        return False
    return True


@pytest.mark.parametrize(
    "fact",
    [
        HELD,
        {**HELD, "quote": "«قالت»", "place": "بغداد", "persons": [{"name": "محمد", "part": "head"}]},
        {**HELD, "when": {"edtf": "2025-05-16/2025-05-31", "wording": "second half of May"}},
        {**HELD, "session": "joint-committee", "attended": ["Iraq", "NATO"], "modality": ["denied", "anonymous"]},
        {**HELD, "report": "another", "origin": "Ministry", "quote_in": {"text": "x", "language": "en"}},
        {"kind": "session-scheduled", "session": 3, "when": {"wording": "soon"}},
        {
            "kind": "role-changed",
            "person": "إيلينا",
            "office": "envoy",
            "from": "2019-02",
            "to": "Türkiye",
            "when": "2019",
        },
        {
            "kind": "role-changed",
            "person": "x",
            "office": "y",
            "to": {"edtf": "2020", "wording": "in 2020"},
            "when": "2020",
        },
    ],
)
def test_plain_facts_are_taken_as_they_are_stored(fact: dict[str, Any]) -> None:
    raw = line(report=REPORT, facts=[fact])
    found = plain.taken(raw, "talks.jsonl", 7)
    assert found is not None
    assert entries_of([Portion.of(found, nothing)]) == entries(raw)
    assert {ready.source for ready in found} == {"talks.jsonl:7"}
    assert [ready.cites for ready in found] == [None, fact.get("report", "ina-1")]
    assert found[1].says("when")
    assert not found[1].says("window")


@pytest.fixture(params=[True, False], ids=["forked", "started"])
def in_small_lots(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines are given to two processes all the same, which are forked or start anew."""
    monkeypatch.setattr(in_bulk, "can_fork", lambda: request.param)
    for name, size in {"FEW_LINES": 2, "SOME_LINES": 4, "FORKED_LINES": 4, "_LOT_LINES": 3}.items():
        monkeypatch.setattr(in_bulk, name, size)
    monkeypatch.setattr(in_bulk, "cores", lambda: 2)


def lines() -> Iterator[bytes]:
    """Twenty documents: a heading, and reports with a fact, each with a note of its own."""
    yield line(title="Talks", parties=["Iraq", "NATO"])
    for number in range(19):
        yield line(report={**REPORT, "id": f"ina-{number}"}, facts=[{**HELD, "note": f"the {number}th"}])


def told(content: bytes) -> list[Draft | Portion]:
    return list(read_all([(BytesIO(content), "talks.jsonl")]))


@pytest.mark.usefixtures("in_small_lots")
def test_facts_that_other_processes_read_come_in_the_order_of_the_file() -> None:
    content = b"\n\n".join(lines()) + b"\n"
    found = told(content)
    assert each(found) == each(read(BytesIO(content), "talks.jsonl"))
    assert sum(one.facts for one in found if isinstance(one, Portion)) == 2 * 19  # of the lines behind the heading


@pytest.mark.usefixtures("in_small_lots")
def test_faults_that_other_processes_meet_are_told_as_those_of_a_small_file() -> None:
    right = list(lines())
    wrong = [line(facts=[{"kind": "session-held"}]), b"{", line(facts=[{**HELD, "plaec": "x"}]), b"\xff"]
    content = b"\n".join([*right[:3], wrong[0], *right[3:9], *wrong[1:3], *right[9:], wrong[3], b""])
    with pytest.raises(FactFileError) as small:
        entries(content)
    with pytest.raises(FactFileError) as large:
        told(content)
    assert str(large.value) == str(small.value)


@pytest.mark.usefixtures("in_small_lots")
def test_a_file_of_lines_that_are_not_plain_is_read_by_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an exported log is: nothing is gained where each line comes back unread."""
    content = b"\n".join(line(facts=[{**HELD, "venue": None, "note": f"the {number}th"}]) for number in range(20))
    monkeypatch.setattr(in_bulk, "_by_others", lambda *_: pytest.fail("other processes were started"))
    assert entries_of(told(content)) == entries(content)
