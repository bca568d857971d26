"""nginx or Caddy before the page, by the files of docs/deploy, and a stand-in for oauth2-proxy that signs people in."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

from tests.cli.given import ROOT
from tests.exporters.clients import program
from tests.postgres_server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CONFIGURED = ROOT / "docs" / "deploy" / "nginx.conf"
CADDYFILE = ROOT / "docs" / "deploy" / "Caddyfile"
NAME = "talks.example.org"
SECONDS = 60


class _SigningIn(BaseHTTPRequestHandler):
    """Says who is signed in, by a cookie that browsers of tests send as they like."""

    people: ClassVar[dict[str, tuple[str, str]]] = {
        "anna": ("anna@example.org", "desk,press"),
        "ben": ("ben@example.org", ""),
    }

    def do_GET(self) -> None:
        """Answer as oauth2-proxy does at /oauth2/auth."""
        who = self.people.get(self.headers.get("Cookie", "").removeprefix("signed-in="))
        self.send_response(202 if who else 401)
        if who:
            self.send_header("X-Auth-Request-Email", who[0])
            if who[1]:
                self.send_header("X-Auth-Request-Groups", who[1])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """nginx by the file that we ship, on a port of this machine.

    Args:
        folder: for its files.
        upstream: the port of the page.

    """
    with ThreadingHTTPServer(("127.0.0.1", 0), _SigningIn) as signing_in:
        threading.Thread(target=signing_in.serve_forever, daemon=True).start()
        port = free_port()
        (folder / "nginx.conf").write_text(_configured(folder, port, upstream, signing_in.server_port))
        own = ("-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf")
        with subprocess.Popen([program("nginx"), *own]) as server:
            try:
                _wait_for(port)
                yield port
            finally:
                server.terminate()
        signing_in.shutdown()


@contextmanager
def caddy(folder: Path, upstream: int) -> Iterator[int]:
    """Caddy by the file that we ship, on a port of this machine; see `nginx`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _SigningIn) as signing_in:
        threading.Thread(target=signing_in.serve_forever, daemon=True).start()
        port, file = free_port(), folder / "Caddyfile"
        changes = (
            (r"127\.0\.0\.1:8080", f"127.0.0.1:{upstream}"),
            (r"127\.0\.0\.1:4180", f"127.0.0.1:{signing_in.server_port}"),
            (rf"(?m)^{re.escape(NAME)} {{", f"http://{NAME}:{port} {{\n\tbind 127.0.0.1"),
        )
        file.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + _changed(CADDYFILE.read_text(), changes))
        home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        words = [program("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]
        with subprocess.Popen(words, stderr=subprocess.DEVNULL, env=home) as server:
            try:
                _wait_for(port)
                yield port
            finally:
                server.terminate()
        signing_in.shutdown()


def _changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        text, times = re.subn(old, new, text)
        assert times, old
    return text


def _configured(folder: Path, port: int, upstream: int, signing_in: int) -> str:
    """The file that we ship, with ports of tests and without TLS, inside what Debian's nginx.conf is."""
    site = CONFIGURED.read_text()
    changes = (
        (r"127\.0\.0\.1:8080", f"127.0.0.1:{upstream}"),
        (r"127\.0\.0\.1:4180", f"127.0.0.1:{signing_in}"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        (r" *ssl_certificate(_key)? .*\n", ""),
    )
    site = _changed(site, changes)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"daemon off;\nworker_processes 1;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{paths}{site}\n}}\n"


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            asked(port, "/-/health")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def asked(port: int, path: str, **headers: str) -> tuple[int, str]:
    """What a browser gets that calls the proxy by its name."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Host": NAME, **{k.replace("_", "-"): v for k, v in headers.items()}})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
