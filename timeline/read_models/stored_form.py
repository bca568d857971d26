"""How is an answer stored beside the log, and how does it become the answer of a day? `making` makes what is stored.

A stored answer is compressed JSON behind a check sum, which shows an edit or a flipped bit. A piece of an answer is
stored once for all days on which it is the same. Only the numbers of days in it (overdue, silent) grow from day to day:
they are stored as of the first of its days, and the days since then are added.
"""

from __future__ import annotations

import json
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHAPE: Final = 21
"""The shape of what this release keeps. Raise it with every change of an answer or of a rule: what is kept in another
shape is made anew. A test compares a fixed answer of each shape."""

STATE: Final = "state"
"""The question whose answer is the status card, with every session, invitation, position and so on."""

TIMELINE: Final = "timeline"
"""The question whose answer is the projected timeline."""

GROWING: Final = frozenset({"overdue_days", "silent_days"})
"""The numbers of days up to the day we stand on; one that is 0, or null, stays so for as long as the answer holds."""

LONG_OVERDUE: Final = b'"long_overdue":true'
"""What stands in the JSON of what is long overdue. Nearly all of an old store is, and nobody has to decode it."""

_NESTED: Final = (dict, list)

_SIGN_BYTES: Final = 4

_HEADER_BYTES, _SUM_BYTES = 2, 4
"""What zlib puts before a frame and behind it (RFC 1950)."""
_SIGNED: Final = zlib.crc32(b"dialogue-timeline read model")

_LEAST_BOUND, _MOST_TIMES = 1_000_000, 64
"""An answer is no longer than this many bytes and so many times its packed length: JSON of ours packs 5 to 20 times."""


class UnreadableAnswerError(ValueError):
    """What is kept is not what was written."""


def answer_json(answer: Any) -> str:  # noqa: ANN401 - any value that JSON has
    """An answer as JSON."""
    return _ENCODER.encode(answer)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: `json.dumps` makes another one for each piece."""


def packed(answer: Any) -> bytes:  # noqa: ANN401 - any value that JSON has
    """An answer as it is kept."""
    return packed_text([answer_json(answer)])


FRAME: Final = 2**17
"""Characters of a list after which what is kept of it goes on in another frame."""

BREAK: Final = ",\n"
"""What stands between two lines of a list, also where the second one begins a frame."""


def packed_lines(lines: Iterable[str], days: bytes = b"") -> bytes:
    """A list as it is kept, from the JSON of its items: each on a line of its own, so that who needs few reads few.

    A long one is packed in frames, so that a line of it is exchanged without packing all of them again.

    Args:
        lines: the JSON of each item.
        days: that are read without the list; see `days_of`.

    """
    texts, length = [["[\n"]], 0
    for line in lines:
        if length > FRAME:
            texts.append([])
            length = 0
        texts[-1].append(BREAK + line if length or len(texts) > 1 else line)
        length += len(line)
    texts[-1].append("\n]")
    return joined((packed_frame("".join(text).encode()) for text in texts), days)


def packed_text(text: Iterable[str]) -> bytes:
    """A text as it is kept. Its pieces are made, packed and let go one after the other."""
    packing = zlib.compressobj()
    frame = b"".join([packing.compress(piece.encode()) for piece in text])
    return joined([frame + packing.flush()])


def packed_frame(text: bytes) -> bytes:
    """A frame of what is kept."""
    return zlib.compress(text)


def joined(packed: Iterable[bytes], days: bytes = b"") -> bytes:
    """What is kept, of its frames, and of the days that are read without them."""
    content = b"".join([days, *packed])
    return _sign(content) + content


def _sign(content: bytes) -> bytes:
    """What stands before what this program packed: no proof of who wrote it, and other bytes do not have it."""
    return zlib.crc32(content, _SIGNED).to_bytes(_SIGN_BYTES)


def unpacked(kept: object) -> Any:  # noqa: ANN401 - any value that JSON has
    """The answer that was kept.

    Raises:
        UnreadableAnswerError: it was damaged or edited, or unpacks to more than an answer does.

    """
    try:
        return json.loads(unpacked_text(kept))
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableAnswerError from error


def unpacked_lines(kept: object) -> list[str]:
    """The JSON of each item of a list that was kept by `packed_lines`.

    Raises:
        UnreadableAnswerError: it was damaged or edited, or unpacks to more than an answer does.

    """
    try:
        return [line.decode() for line in undecoded_lines(kept)]
    except UnicodeDecodeError as error:
        raise UnreadableAnswerError from error


def undecoded_lines(kept: object) -> list[bytes]:
    """The same, where few of the lines are decoded.

    Raises:
        UnreadableAnswerError: it was damaged or edited, or unpacks to more than an answer does.

    """
    text = unpacked_text(kept)
    if not (text.startswith(b"[\n") and text.endswith(b"\n]")):
        raise UnreadableAnswerError
    # A fifth of what it takes to split the text.
    return [line.removesuffix(BREAK.encode()) for line in BytesIO(text[2:-2]).readlines()]


def unpacked_text(kept: object) -> bytes:
    """The JSON of an answer that was kept, as UTF-8.

    Raises:
        UnreadableAnswerError: it was damaged or edited, or unpacks to more than an answer does.

    """
    try:
        return b"".join([text for text, _ in frames(kept)])
    except MemoryError as error:
        raise UnreadableAnswerError from error


def days_of(kept: object) -> bytes:
    """What stands before the frames, and is read without them: digits, commas, blanks and a line feed, or nothing.

    Raises:
        UnreadableAnswerError: it was damaged or edited.

    """
    content = _content(kept)
    return content[: max(content.find(_FRAME_BEGINS), 0)]


def _content(kept: object) -> bytes:
    """What is kept without its sign.

    Raises:
        UnreadableAnswerError: it was damaged or edited.

    """
    if isinstance(kept, bytes) and kept[:_SIGN_BYTES] == _sign(content := kept[_SIGN_BYTES:]):
        return content
    raise UnreadableAnswerError


_FRAME_BEGINS: Final = b"x"
"""The first byte of a frame of zlib (RFC 1950): a window of 32 kB."""


def frames(kept: object) -> Iterator[tuple[bytes, bytes]]:
    """Each frame of what is kept: its text, and how it is packed.

    Raises:
        UnreadableAnswerError: it was damaged or edited, or unpacks to more than an answer does.

    """
    content = _content(kept)
    content = content[max(content.find(_FRAME_BEGINS), 0) :]
    try:
        bound = _LEAST_BOUND + _MOST_TIMES * len(content)
        while bound > 0:
            # Without the check sum of each frame: the sign is one of all of them, and a second one takes a fifth more.
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            text = unpacking.decompress(memoryview(content)[_HEADER_BYTES:], bound)
            if not unpacking.eof:
                break
            left = unpacking.unused_data[_SUM_BYTES:]
            yield text, content[: len(content) - len(left)]
            content, bound = left, bound - len(text)
            if not content:
                return
        raise UnreadableAnswerError
    except (zlib.error, ValueError, TypeError, MemoryError) as error:
        raise UnreadableAnswerError from error


def grows(text: bytes) -> bool:
    """Whether an answer, by its JSON, is another one each day; if not, `moved` has nothing to do."""
    return b'"on":' in text or any(
        text.count(key) > text.count(key + b"null") + text.count(key + b"0") for key in _GROWING_KEYS
    )


_GROWING_KEYS: Final = tuple(f'"{key}":'.encode() for key in GROWING)


def moved(answer: Any, days: int, *, on: str) -> Any:  # noqa: ANN401 - any value that JSON has
    """An answer as of so many days later, changed in place; `on` is written where it tells the day."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            if isinstance(value, _NESTED):
                moved(value, days, on=on)
            elif key in GROWING:
                answer[key] = value + days if value else value
            elif key == "on":
                answer[key] = on
    elif isinstance(answer, list):
        for value in answer:
            moved(value, days, on=on)
    return answer


def text_of(told: object) -> str:
    """What a kept line tells, as a text.

    Raises:
        UnreadableAnswerError: somebody put there what is none.

    """
    if not isinstance(told, str):
        raise UnreadableAnswerError
    return told


def text_or_none(told: object) -> str | None:
    """The same of what can be nothing. See `text_of`."""
    return None if told is None else text_of(told)
