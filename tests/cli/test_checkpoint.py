"""`timeline checkpoint`: the head of the log, signed, and what `verify --since` makes of it."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import refused, timeline
from tests.cli.test_verify import EDIT, edited, root

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("talks")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    made = timeline("checkpoint", "--make-key", str(tmp_path / "key"), "--origin", "example.org/talks")
    assert made.code == 0
    (tmp_path / "key.pub").write_text(made.out)
    return tmp_path / "key"


def test_a_key_is_for_its_owner_only_and_is_never_overwritten(key: Path) -> None:
    content = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again = timeline("checkpoint", "--make-key", str(key))
    assert (again.code, again.out) == (4, "")
    assert "is there already, and a key is never overwritten" in again.err
    assert key.read_text() == content
    assert content.strip() not in key.with_suffix(".pub").read_text()
    assert timeline("checkpoint", "--make-key", str(key / "below")).code == 2


def test_a_signed_checkpoint_shows_that_the_log_only_grew(key: Path, tmp_path: Path) -> None:
    then = tmp_path / "then"
    ran = timeline("checkpoint", "--key", str(key))
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"example.org/talks\n4\n[A-Za-z0-9+/=]{44}\n\n— example.org/talks [A-Za-z0-9+/=]+\n", ran.out)
    then.write_text(ran.out)
    public = key.with_suffix(".pub")

    for given in (str(public), public.read_text().strip()):
        ran = timeline("verify", "--since", str(then), "--public-key", given)
        expected = f"The log holds: 4 facts of 1 dialogue; it only grew since the checkpoint of 4. Root {root()}\n"
        assert (ran.code, ran.out, ran.err) == (0, expected, "")
    timeline("append", "dialogue-opened", "more", "--title", "More")
    assert timeline("verify", "--since", str(then), "--public-key", str(public)).code == 0

    unchecked = timeline("verify", "--since", str(then))
    assert "taken on trust: its signature was not checked" in unchecked.err
    then.write_text(then.read_text().replace("\n4\n", "\n3\n"))
    ran = timeline("verify", "--since", str(then), "--public-key", str(public))
    assert (ran.code, ran.out) == (4, "")
    assert "is not signed with the key example.org/talks" in ran.err


def test_one_without_a_signature_says_so(tmp_path: Path) -> None:
    ran = timeline("checkpoint")
    assert ran.out.startswith("dialogue-timeline/efbf332d2a4536a05e7fa7009e065717\n4\n")
    assert ran.err.startswith("This checkpoint is not signed")
    (tmp_path / "then").write_text(ran.out)
    assert "it is not signed" in timeline("verify", "--since", str(tmp_path / "then")).err
    assert timeline("checkpoint", "--origin", "my/talks").out.startswith("my/talks\n4\n")
    assert timeline("checkpoint", "--origin", "my talks").code == 2


def test_nobody_vouches_for_a_log_that_does_not_hold(store: Path) -> None:
    edited(store, EDIT)
    ran = timeline("checkpoint")
    assert (ran.code, ran.out) == (1, "")
    assert "position 2 is not as it was recorded" in ran.err


def test_what_is_no_key_or_no_checkpoint_is_refused(tmp_path: Path, key: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"\xff" * 100)
    none, public = tmp_path / "none", key.with_suffix(".pub")
    assert refused("checkpoint", "--key", str(other)) == (2, f"error: cannot read '{other}': it is no text")
    assert refused("checkpoint", "--key", str(none)) == (3, f"error: no file '{none}'")
    assert refused("checkpoint", "--key", str(public)) == (2, "error: this is not a private key")
    code, told = refused("verify", "--since", str(key))
    assert (code, told[:32]) == (2, "error: this is not a checkpoint.")
    other.write_bytes(b"a" * 2_000_000)
    assert refused("verify", "--since", str(other)) == (
        2,
        f"error: cannot read '{other}': it has more than 1,000,000 bytes",
    )
    assert refused("checkpoint", "--key", str(key), "--make-key", str(tmp_path / "b")) == (
        2,
        "error: --make-key and --key ask for different things",
    )
