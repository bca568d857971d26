"""Checkpoints and keys as other transparency logs write them."""

from __future__ import annotations

import sys
from base64 import b64encode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInputError
from events.integrity.checkpoint import Checkpoint, SignedCheckpoint
from events.integrity.keys import MissingCryptographyError, PublicKey, SigningKey

# From the documentation of golang.org/x/mod/sumdb/note: a pair of keys and a note that it signed.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

CHECKPOINT = Checkpoint("example.org/talks", 16, bytes(range(32)))


def test_keys_of_go_are_understood() -> None:
    key = SigningKey.parse(GO_PRIVATE)
    assert str(key.public()) == GO_PUBLIC
    assert key.text() == f"{GO_PRIVATE}\n"
    assert PublicKey.parse(GO_PUBLIC) == key.public()
    assert "81" not in repr(key)


def test_without_the_library_that_signs_it_is_told_how_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    with pytest.raises(MissingCryptographyError) as refused:
        SigningKey.new("example.org/talks")
    assert (refused.value.message, refused.value.hint) == (
        "signatures need the library cryptography, which is not installed",
        "«install extra=trust»",
    )


def test_a_signed_checkpoint_says_three_lines_and_who_vouches() -> None:
    key = SigningKey.parse(GO_PRIVATE)
    note = str(key.sign(CHECKPOINT))
    assert note.startswith("example.org/talks\n16\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— PeterNeumann ")
    read = SignedCheckpoint.parse(note)
    assert read.checkpoint == CHECKPOINT
    assert PublicKey.parse(GO_PUBLIC).signed(read)
    assert str(read) == note


def test_what_was_changed_afterwards_is_not_signed() -> None:
    key = SigningKey.new("example.org/talks")
    note = str(key.sign(CHECKPOINT))
    for changed in (
        note.replace("\n16\n", "\n17\n"),
        note.replace("AAEC", "BAEC"),
        note.replace("talks\n", "talk\n", 1),
    ):
        assert not key.public().signed(SignedCheckpoint.parse(changed))
    assert not SigningKey.new("example.org/talks").public().signed(SignedCheckpoint.parse(note))
    assert not key.public().signed(SignedCheckpoint.parse(CHECKPOINT.text()))


def test_lines_that_other_logs_add_are_signed_too() -> None:
    key = SigningKey.new("log")
    note = str(key.sign(CHECKPOINT))
    assert not key.public().signed(SignedCheckpoint.parse(note.replace("=\n\n", "=\nadded\n\n")))


@pytest.mark.parametrize("unsigned", [CHECKPOINT.text(), f"{CHECKPOINT.text()}\n", CHECKPOINT.text().rstrip()])
def test_an_unsigned_one_is_read_too(unsigned: str) -> None:
    assert SignedCheckpoint.parse(unsigned).checkpoint == CHECKPOINT


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n1\n",
        "a\n-1\nAAAA\n",
        f"a\n{'1' * 5000}\n{b64encode(bytes(32)).decode()}\n",
        "a\n1\nAAAA\n",
        f"{CHECKPOINT.text()}\nno signature\n",
        f"{CHECKPOINT.text()}\n— name !!!\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(BadInputError) as refused:
        SignedCheckpoint.parse(note)
    told = "this is not a checkpoint. A checkpoint has a name, a number and a hash on three lines, then signatures"
    assert refused.value.message == told


@given(st.text())
def test_any_text_is_a_checkpoint_or_refused(text: str) -> None:
    with suppress(BadInputError):
        SignedCheckpoint.parse(text)


@pytest.mark.parametrize("text", ["", "a", "a+b+c", GO_PRIVATE, GO_PUBLIC.replace("c74f", "c74e"), GO_PUBLIC[:-4]])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="public key"):
        PublicKey.parse(text)


@pytest.mark.parametrize("text", ["", GO_PUBLIC, "PRIVATE+KEY+a+b+c", GO_PRIVATE[:-4]])
def test_what_is_no_private_key_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(BadInputError, match=r"(not a|no) private key") as caught:
        SigningKey.parse(text)
    assert "AYEK" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", " a"])
def test_a_name_that_notes_cannot_carry_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match="cannot be the name"):
        SigningKey.new(name)
