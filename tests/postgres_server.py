"""A throw-away PostgreSQL server from the binaries of this machine, for tests.

It runs as a user that is not root (PostgreSQL refuses to be root), listens on a free port of the loopback only,
keeps fsync on as a real one does, and wants a password that is hard to hide.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

USER = "analyst"
PASSWORD = "s3cret/p@ss: 100%"  # noqa: S105 - of a server that lives as long as the test run
START_SECONDS = 30


class NoServerError(Exception):
    """There is no PostgreSQL to be started here."""


def binaries() -> Path:
    """Return the folder of `initdb` and `postgres`.

    Raises:
        NoServerError: they are neither on PATH nor where Debian puts them.

    """
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "postgres")):
            return folder
    msg = "no PostgreSQL server binaries (initdb, postgres) on PATH or in /usr/lib/postgresql/*/bin"
    raise NoServerError(msg)


def unprivileged_user() -> str | None:
    """Return whom to run the server as; None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    msg = "PostgreSQL does not run as root, and there is no other user to run it as"
    raise NoServerError(msg)


class PostgresServer:
    """A server with one database, or a standby of one; `start`, `stop` and `kill` may be called in any order."""

    def __init__(self, *, standby_of: PostgresServer | None = None) -> None:
        self._bin = binaries()
        self._user = unprivileged_user()
        self._folder = Path(tempfile.mkdtemp(prefix="timeline-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        if standby_of is None:
            self._initialise()
        else:
            self._copy(standby_of)
        self.start()

    @property
    def address(self) -> str:
        """The address of the database, with the password."""
        return self.address_on(self.port)

    def address_on(self, port: int) -> str:
        """Return the address of the database by way of another port."""
        return f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/postgres"

    def _initialise(self) -> None:
        password_file = self._folder / "password"
        password_file.write_text(PASSWORD)
        if self._user is not None:
            shutil.chown(self._folder, self._user)
            shutil.chown(password_file, self._user)
        login = ("-U", USER, "-A", "scram-sha-256", "--pwfile", password_file)
        subprocess.run(
            [self._bin / "initdb", "-D", self._folder / "data", *login, "-E", "UTF8", "--no-sync", "--no-locale"],
            check=True,
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )

    def _copy(self, primary: PostgresServer) -> None:
        """Copy a server that runs, to read along with it."""
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        data = ("-D", self._folder / "data", "-R", "-c", "fast", "--no-sync")
        subprocess.run(
            [self._bin / "pg_basebackup", "-d", primary.address, *data], check=True, user=self._user, cwd=self._folder
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        if self._process is not None:
            return
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._bin / "postgres",
                    *("-D", self._folder / "data"),
                    *("-c", f"port={self.port}"),
                    *("-c", "listen_addresses=127.0.0.1"),
                    *("-c", "unix_socket_directories="),
                ],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.address, connect_timeout=START_SECONDS).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop the server in order."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Stop the server as a crash does: nothing is written back."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=START_SECONDS)
            self._process = None

    def remove(self) -> None:
        """Stop the server and take its files away; it need not write back what is thrown away."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
