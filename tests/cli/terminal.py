"""The command on a terminal of its own, as somebody sits before it."""

from __future__ import annotations

import codecs
import os
import pty
import select
import signal
import subprocess
import time
from contextlib import suppress

from tests.cli.given import ROOT, command_line

TAB, CTRL_C = "\t", "\x03"


def _take_terminal() -> None:
    """Make the terminal the controlling one, and Ctrl-C count also where the tests run in the background."""
    os.close(os.open(os.ttyname(0), os.O_RDWR))
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class SilenceError(AssertionError):
    """What was expected does not appear."""


class Terminal:
    """The command on a terminal of its own: wait for a text, type a text."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            command_line(*arguments),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8", **environment},
            start_new_session=True,
            # Opening a terminal makes it the controlling one, which turns Ctrl-C into a signal.
            preexec_fn=_take_terminal,  # noqa: PLW1509 - no threads here
        )
        os.close(slave)
        self.seen = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def expect(self, text: str, *, seconds: float = 30) -> str:
        """Wait until the text appears after all that was expected before; return what came, up to its end."""
        ends = time.monotonic() + seconds
        while text not in self.seen:
            if time.monotonic() > ends:
                raise SilenceError(f"no {text!r} in {self.seen!r}")
            ready, _, _ = select.select([self._master], [], [], 0.2)
            if ready:
                data = b""
                with suppress(OSError):  # the other end is closed
                    data = os.read(self._master, 65536)
                assert data, f"no {text!r} in {self.seen!r}"
                self._see(data)
        before, _, self.seen = self.seen.partition(text)
        return f"{before}{text}"

    def _see(self, data: bytes) -> None:
        self.seen = (self.seen + self._decoder.decode(data)).replace("\r\n", "\n")

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def press(self, key: str, text: str) -> None:
        """Press a key until the text appears, as a person does.

        A prompt is on the screen a moment before readline waits for keys, and Python forgets a Ctrl-C of that moment
        until the next key; nothing tells when it is over.
        """
        for _ in range(5):
            self.type(key)
            with suppress(SilenceError):
                self.expect(text, seconds=5)
                return
        raise SilenceError(f"no {text!r} in {self.seen!r}")

    def answer(self, prompt: str, text: str) -> None:
        """Answer a question."""
        self.expect(f"{prompt}: ")
        self.type(f"{text}\r")

    def code(self) -> int:
        """Wait until the command has ended; what came after all that was expected is in `seen`."""
        code = self._process.wait(timeout=30)
        with suppress(OSError):  # Linux says so at the end
            while data := os.read(self._master, 65536):
                self._see(data)
        os.close(self._master)
        return code
