"""What if a standard stream is closed, full, or cannot be read? One refusal in place of a traceback.

Python has no `sys.stdout` where the shell closed it (`>&-`), and the next file that is opened gets its number. So each
number is taken before anything is opened, by what fails as a closed stream does.
"""

# Imported at every start, `--version` too: only what Python has loaded by itself.

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class AnswerLostError(Exception):
    """Standard output takes no more: the disk is full, or it is closed.

    Attributes:
        reason: why, as the system says it.

    """

    def __init__(self, error: OSError) -> None:
        closed = error.errno == 9  # noqa: PLR2004 - EBADF; to import errno takes longer than to say so
        self.reason = "standard output is closed" if closed else error.strerror or str(error)
        super().__init__(self.reason)


class InputLostError(Exception):
    """Something that is read fails: standard input is closed, a file lies on a disk that is gone.

    Attributes:
        name: of the file.
        reason: why, as the system says it.

    """

    def __init__(self, name: object, error: OSError) -> None:
        closed = error.errno == 9  # noqa: PLR2004 - EBADF
        self.name = "standard input" if name == 0 else repr(str(name))
        self.reason = "it is closed" if closed else error.strerror or str(error)
        super().__init__(f"cannot read {self.name}: {self.reason}")


class _Unbuffered(io.FileIO):
    """Where answers go at once. A reader that has gone (`| head`) is no failure, and stays a BrokenPipeError."""

    def write(self, data, /):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as the class it extends
        try:
            return super().write(data)
        except OSError as error:
            raise _as_lost(error) from None


class _Answers(io.BufferedWriter):
    """Where answers go.

    Errors are told here and not below the buffer: a Ctrl-C that comes as a `write` of ours below it returns would leave
    in the buffer what is written already, and it would be written once more at the end.
    """

    def write(self, data, /):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as the class it extends
        try:
            return super().write(data)
        except OSError as error:
            raise _as_lost(error) from None

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise _as_lost(error) from None


def _as_lost(error: OSError) -> Exception:
    return error if isinstance(error, BrokenPipeError) else AnswerLostError(error)


class Readable(io.FileIO):
    """What is read, byte by byte. It tells why it cannot be."""

    def readinto(self, buffer, /):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - as the class it extends
        """Read into a buffer."""
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise InputLostError(self.name, error) from None

    def readall(self) -> bytes:
        """Read to the end."""
        try:
            return super().readall()
        except OSError as error:
            raise InputLostError(self.name, error) from None


def stand_in_for_what_is_closed() -> None:
    """Give every standard stream a number and an object, and let none of them fail with a traceback."""
    closed = []
    # The one that is closed has the lowest free number. What is to be read can only be written, and the reverse.
    for descriptor, flags in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, flags)
            closed.append(descriptor)
    if 0 in closed or _is_plain(sys.stdin):
        given, requests = sys.stdin, Readable(0, closefd=False)
        sys.stdin = io.TextIOWrapper(
            io.BufferedReader(requests), given.encoding if given else "utf-8", given.errors if given else None
        )
    if 1 in closed or _is_plain(sys.stdout):
        given = sys.stdout
        unbuffered = given is not None and isinstance(given.buffer, io.FileIO)
        sys.stdout = io.TextIOWrapper(
            _Unbuffered(1, "wb", closefd=False) if unbuffered else _Answers(io.FileIO(1, "wb", closefd=False)),
            given.encoding if given else "utf-8",
            line_buffering=bool(given and given.line_buffering),
            write_through=unbuffered,
        )
    if 2 in closed:  # noqa: PLR2004 - standard error
        sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "wb", closefd=False)), "utf-8")


def _is_plain(stream: TextIO | None) -> bool:
    """Whether it is what Python opens on a file or a pipe. The console of Windows is something else."""
    buffer = getattr(stream, "buffer", None)
    return type(getattr(buffer, "raw", buffer)) is io.FileIO
