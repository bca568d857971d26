"""How are some lines of a kept list found and replaced, while all others stay packed as they are?

A list of a large dialogue takes megabytes, and to pack it again takes longer than anything else that an append does. So
it is packed in frames, one after the other, and a line is exchanged in its own frame. New lines go into the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.read_models.past_form import days_to_show
from timeline.read_models.stored_form import (
    BREAK,
    FRAME,
    UnreadableAnswerError,
    answer_json,
    days_of,
    frames,
    joined,
    packed_frame,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class _Frame(NamedTuple):
    """Some of the lines.

    Attributes:
        text: as it was packed, with what stands before its first line and after its last.
        packed: the same, as it is kept.

    """

    text: bytes
    packed: bytes


class KeptLines:
    """The lines of a kept list.

    Attributes:
        length: of all of them, in bytes.

    """

    def __init__(self, kept: object) -> None:
        """Take a list as `packed_lines` makes it.

        Raises:
            UnreadableAnswerError: it was damaged or edited.

        """
        self._has_days = bool(days_of(kept))
        self._frames = [_Frame(text, packed) for text, packed in frames(kept)]
        self.length = sum(len(frame.text) for frame in self._frames)
        if not (self._frames and self._frames[0].text.startswith(b"[\n") and self._frames[-1].text.endswith(b"\n]")):
            raise UnreadableAnswerError

    def all(self) -> list[str]:
        """Every line."""
        return [line.decode() for frame in self._frames for line in _lines(frame.text)]

    def holding(self, text: str) -> list[str]:
        """The lines in which a text stands."""
        return self._found([text])

    def of(self, units: Collection[str]) -> list[str]:
        """The lines of some units. They can be others in which the name of one stands as well."""
        return self._found([f",{answer_json(name)}," for name in units])

    def _found(self, texts: Iterable[str]) -> list[str]:
        found: list[str] = []
        for sought in map(str.encode, texts):
            for text, _ in self._frames:
                at = text.find(sought)
                while at >= 0:
                    begin, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at) % (len(text) + 1)
                    found.append(text[begin:end].removesuffix(b",").decode())
                    at = text.find(sought, end)
        return list(dict.fromkeys(found))

    def with_others(self, gone: Collection[str], more: Sequence[str]) -> bytes:
        """The list as it is kept, without some of its lines, and with others at its end."""
        left = {line.encode() for line in gone}
        parts: list[_Frame | list[bytes]] = []
        for frame in self._frames:
            if any(line in frame.text for line in left):
                if lines := [line for line in _lines(frame.text) if line not in left]:
                    parts.append(lines)
            elif frame.text != _EMPTY:
                parts.append(frame)
        if more:
            last = parts.pop() if parts and _size(parts[-1]) < FRAME else []
            lines = last if isinstance(last, list) else _lines(last.text)
            parts.append([*lines, *(line.encode() for line in more)])
        every = (line for part in parts for line in (part if isinstance(part, list) else _lines(part.text)))
        return joined(_packed(parts), days_to_show(every) if self._has_days else b"")


_EMPTY: Final = b"[\n\n]"


def _lines(text: bytes) -> list[bytes]:
    """The lines of a frame; what begins and ends a list, or a frame, is as long."""
    inner = text[2:].removesuffix(b"\n]")
    return inner.split(BREAK.encode()) if inner else []


def _size(part: _Frame | list[bytes]) -> int:
    return sum(map(len, part)) if isinstance(part, list) else len(part.text)


def _packed(parts: Sequence[_Frame | list[bytes]]) -> Iterable[bytes]:
    """Each part packed; one that stays what it was, and where it was, is not packed again."""
    for number, part in enumerate(parts or [[]]):
        begin = BREAK.encode() if number else b"[\n"
        end = b"" if number < len(parts) - 1 else b"\n]"
        if isinstance(part, _Frame) and part.text.startswith(begin) and part.text.endswith(b"\n]") == bool(end):
            yield part.packed
            continue
        lines = part if isinstance(part, list) else _lines(part.text)
        yield packed_frame(begin + BREAK.encode().join(lines) + end)
