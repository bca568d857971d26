"""The tree over the log: vectors of RFC 6962 implementations, and proofs as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.merkle import (
    EMPTY_ROOT,
    Frontier,
    inclusion_proof,
    leaf_hash,
    root_from_inclusion,
    root_of,
)

# The test vectors of the reference implementation of Certificate Transparency.
LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

sizes = st.integers(min_value=1, max_value=70)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS, 1)))
def test_the_root_is_that_of_certificate_transparency(size: int, root: str) -> None:
    assert root_of(LEAVES[:size]).hex() == root


def test_a_tree_without_leaves_has_the_root_of_nothing() -> None:
    assert root_of([]) == EMPTY_ROOT


@pytest.mark.parametrize(
    ("index", "proof"),
    [
        (
            0,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
    ],
)
def test_the_proof_of_a_leaf_is_that_of_certificate_transparency(index: int, proof: list[str]) -> None:
    assert [one.hex() for one in inclusion_proof(index, LEAVES)] == proof
    found = root_from_inclusion(LEAVES[index], index, 8, list(map(bytes.fromhex, proof)))
    assert found == bytes.fromhex(ROOTS[7])


@given(size=sizes, data=st.data())
def test_every_leaf_can_be_proved_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    proof = inclusion_proof(index, leaves)
    assert root_from_inclusion(leaves[index], index, size, proof) == root_of(leaves)
    assert root_from_inclusion(leaf_hash(b"forged"), index, size, proof) != root_of(leaves)


@given(size=st.integers(min_value=2, max_value=70), data=st.data())
def test_a_proof_that_was_altered_leads_nowhere(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    proof = inclusion_proof(index, leaves)
    place = data.draw(st.integers(min_value=0, max_value=len(proof) - 1))
    forged = [*proof[:place], leaf_hash(b"forged"), *proof[place + 1 :]]
    assert root_from_inclusion(leaves[index], index, size, forged) != root_of(leaves)
    assert root_from_inclusion(leaves[index], index, size, [*proof[:place], *proof[place + 1 :]]) is None
    assert root_from_inclusion(leaves[index], index, size, [*proof, EMPTY_ROOT]) is None
    assert root_from_inclusion(leaves[index], index, size, []) is None


@given(size=sizes, data=st.data())
def test_a_frontier_taken_up_later_grows_to_the_same_root(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    cut = data.draw(st.integers(min_value=0, max_value=size))
    frontier = Frontier()
    for leaf in leaves[:cut]:
        frontier.append(leaf)
    later = Frontier(frontier.size, frontier.roots)
    for leaf in leaves[cut:]:
        later.append(leaf)
    assert later.root() == root_of(leaves)


@given(lots=st.lists(st.integers(min_value=0, max_value=40), min_size=1, max_size=8))
def test_a_tree_that_grows_by_lots_is_that_which_grows_leaf_by_leaf(lots: list[int]) -> None:
    leaves = iter(leaves_of(sum(lots)))
    by_lots, one_by_one = Frontier(), Frontier()
    for lot in lots:
        coming = [next(leaves) for _ in range(lot)]
        by_lots.extend(coming)
        for leaf in coming:
            one_by_one.append(leaf)
        assert (by_lots.size, by_lots.roots) == (one_by_one.size, one_by_one.roots)


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="a tree of 3 leaves has 2 full subtrees, not 1"):
        Frontier(3, [EMPTY_ROOT])


def test_no_proof_leads_to_a_leaf_outside_the_tree() -> None:
    for outside in (2, -1):
        with pytest.raises(IndexError):
            inclusion_proof(outside, leaves_of(2))
        assert root_from_inclusion(EMPTY_ROOT, outside, 2, []) is None
