"""Inclusion proofs: what they prove, and every way in which they stop to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import BadInputError, ConflictError
from events.integrity.checkpoint import Checkpoint
from events.integrity.proof import BrokenProofError, InclusionProof, prove
from events.integrity.verification import verify
from tests.integrity.given import TOLD, drafts_of, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integrity.conftest import Tampered


def head(store: Tampered) -> Checkpoint:
    with store.engine() as engine:
        found = verify(engine)
    return Checkpoint("talks", found.size, found.root)


def test_every_fact_is_proved_and_a_proof_outlives_the_growth_of_the_log(store: Tampered) -> None:
    then = head(store)
    with store.engine() as engine:
        recorded(engine, next(drafts_of([TOLD.format("talks", 5)])))
        now = head(store)
        for row in engine.since(limit=16):
            old, new = prove(engine, row, at=then), prove(engine, row)
            old.check(then)
            new.check(now)
            with pytest.raises(BrokenProofError, match="about a log of 16 facts"):
                old.check(now)
        (late,) = engine.since(17)
        with pytest.raises(ConflictError, match="came after the checkpoint"):
            prove(engine, late, at=then)


@pytest.mark.parametrize("written", ['"place":"Geneva"', '"size": 16', '"format": "timeline-inclusion@1"'])
def test_a_proof_that_says_something_twice_is_none(store: Tampered, written: str) -> None:
    with store.engine() as engine:
        text = prove(engine, next(engine.since(3, limit=1))).model_dump_json().replace(": ", ":")
    written = written.replace(": ", ":")
    assert written in text
    for twice in (f"{written},{written}", f"{written.replace('Geneva', 'Basel').replace('16', '15')},{written}"):
        with pytest.raises(BadInputError, match="stands twice in one object"):
            InclusionProof.parse(text.replace(written, twice, 1))


def test_a_checkpoint_of_another_log_is_refused(store: Tampered) -> None:
    with store.engine() as engine, pytest.raises(ConflictError) as refused:
        prove(engine, next(engine.since()), at=Checkpoint("talks", 16, bytes(32)))
    assert refused.value.message == "the checkpoint is not of this log: its first facts are others"


def test_a_proof_that_does_not_hold_says_not_to_rely_on_the_fact(store: Tampered) -> None:
    with store.engine() as engine:
        proof = prove(engine, next(engine.since(3, limit=1)))
    half = proof.model_copy(update={"payload": {"place": "\ud800"}})
    with pytest.raises(BrokenProofError) as refused:
        half.check(head(store))
    assert refused.value.message == "the proof does not hold: it holds half of a surrogate pair"
    assert refused.value.hint == "Do not rely on the fact."


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "its content is not": lambda proof: proof["payload"].update(place="Vienna"),
    "its path does not lead": lambda proof: proof["leaf"].__setitem__(7, "eve"),
    "its path does not lead ": lambda proof: proof["path"].pop(),
    " path does not lead": lambda proof: proof["path"].reverse(),
    "path does not lead": lambda proof: proof["leaf"].__setitem__(0, 5),
    "about a log of 15": lambda proof: proof.update(size=15),
    "with the root 00": lambda proof: proof.update(root="0" * 64),
    "Invalid JSON": lambda proof: proof["leaf"].__setitem__(7, "\ud800"),
}


@pytest.mark.parametrize("problem", CHANGES)
def test_a_changed_proof_does_not_hold(store: Tampered, problem: str) -> None:
    then = head(store)
    with store.engine() as engine:
        (row,) = engine.since(3, limit=1)
        proof = prove(engine, row).model_dump(mode="json")
    CHANGES[problem](proof)
    with pytest.raises((BrokenProofError, BadInputError)) as caught:
        InclusionProof.parse(json.dumps(proof)).check(then)
    assert problem.strip() in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', "[" * 10_000, '{"path": ' + "1" * 5000 + "}"])
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="not a proof"):
        InclusionProof.parse(text)
