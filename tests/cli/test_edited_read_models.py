"""Read models that somebody edited or damaged are noticed and answered from the log: no crash, no dialogue is gone."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import TALKS, Ran, timeline
from timeline.read_models.past_form import PARTS, UNDIVIDED, question_of
from timeline.read_models.stored_form import packed_text

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = (
    ["state", "talks"],
    ["sessions", "talks"],
    ["show", "talks"],
    ["upcoming"],
    ["dialogues"],
    ["diff", "talks", "2025-01-01", "2025-06-01"],
    ["news", "--since", "2025-01-01"],
    ["days", "talks"],
)
OTHER_SHAPE = zlib.compress(b'{"on": 1}')


def answers(content: bytes) -> str:
    return f"UPDATE answers SET answer = x'{content.hex()}'"  # noqa: S608 - of bytes of ours


def bomb(size: int) -> bytes:
    """So many zeros, deflated, in parts of which one is deflated once: to deflate them all takes a second."""
    part = bytes(1_000_000)
    one = zlib.compressobj(wbits=-15)
    deflated = one.compress(part) + one.flush(zlib.Z_FULL_FLUSH)
    parts, adler = size // len(part), 1
    for _ in range(parts):
        adler = zlib.adler32(part, adler)
    return b"\x78\x9c" + deflated * parts + b"\x03\x00" + adler.to_bytes(4, "big")


EDITS: dict[str, tuple[str, ...]] = {
    "an answer that is a number": ("UPDATE answers SET answer = 5",),
    "an answer that is a text": ("UPDATE answers SET answer = 'told'", "UPDATE coming SET answer = 'told'"),
    "an answer that is nothing": (answers(b""), "UPDATE kept SET heading = x''"),
    "deep JSON": (answers(zlib.compress(b"[" * 200_000)),),
    "deep JSON, signed": (answers(packed_text(["[" * 200_000])),),
    "a bomb": (answers(bomb(200_000_000)),),
    "a bomb, signed": (answers(packed_text([" " * 20_000_000])),),
    "an answer of another shape": (answers(OTHER_SHAPE), "UPDATE coming SET answer = (SELECT answer FROM answers)"),
    "a heading that is none": ("UPDATE kept SET heading = x'00'",),
    "a version that is none": ("UPDATE kept SET version = 'zz'",),
    "days that are none": (
        "UPDATE answers SET since = 'a' WHERE question = 'today' AND since = (SELECT max(since) FROM answers)",
        "UPDATE coming SET until = 'z', latest = 'z'",
    ),
    "everything taken out": ("DELETE FROM kept", "DELETE FROM coming"),
    "all answers taken out": ("DELETE FROM answers",),
    **{
        f"one part taken out: {part}": (f"DELETE FROM answers WHERE question = '{question_of(part)}'",)  # noqa: S608 - made of constants
        for part in (*PARTS, *UNDIVIDED)
    },
    "a dialogue put in": ("INSERT INTO kept SELECT shape, 'ghost', version, since, until, heading FROM kept",),
}


def asked() -> list[Ran]:
    return [timeline(*question, "--json") for question in QUESTIONS]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Ran]]:
    """A store with answers that are kept, and these answers; made once."""
    path = tmp_path_factory.mktemp("kept") / "store.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMELINE_STORE", str(path))
        patch.setenv("TIMELINE_TODAY", "2025-06-01")
        assert timeline("append", "--from", "-", stdin=TALKS).code == 0
        assert timeline("append", "session-scheduled", "talks", "--session", "2", "--window", "2025-06-20").code == 0
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            assert file.execute("SELECT count(*) FROM answers").fetchone() != (0,)
        return path, asked()


@pytest.mark.parametrize("edit", EDITS)
def test_questions_are_answered_from_the_log(store: Path, kept: tuple[Path, list[Ran]], edit: str) -> None:
    made, before = kept
    shutil.copy(made, store)
    with closing(sqlite3.connect(store, isolation_level=None)) as file:
        for statement in EDITS[edit]:
            file.execute(statement)
    assert asked() == before
    assert timeline("doctor").code in (0, 1)
    verified = timeline("verify")
    assert (verified.code, "what is kept beside the log does not hold" in verified.err) == (1, True)
    assert timeline("rebuild", "--all").code == 0
    assert timeline("verify").code == 0
    assert asked() == before
