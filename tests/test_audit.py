"""The step `audit`: a known vulnerability fails it, and no answer never looks like "none known"."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.given import unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

LIB = Path(__file__).parents[1] / "scripts" / "lib"
LOCK = f"alpha==1.0 \\\n    --hash=sha256:{'0' * 64}\nbeta==2.0 \\\n    --hash=sha256:{'1' * 64}\n"
TOLD = "beta 2.0: CVE-2026-1, PYSEC-2026-1, fixed in 2.1: Runs what it reads"

pytestmark = pytest.mark.skipif(find_spec("pip_audit") is None, reason="pip-audit comes with scripts/check")


class Service(ThreadingHTTPServer):
    """A vulnerability service on the loopback that knows one vulnerability, of beta."""

    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.asked: list[str] = []


class Asked(BaseHTTPRequestHandler):
    """One question, in the form of OSV."""

    server: Service

    def do_POST(self) -> None:
        """Answer."""
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = question["package"]["name"]
        self.server.asked.append(name)
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.1"}]}]
        affected = [{"package": {"name": "beta", "ecosystem": "PyPI"}, "ranges": ranges}]
        known = {
            "id": "PYSEC-2026-1",
            "aliases": ["CVE-2026-1"],
            "summary": "Runs what it reads",
            "affected": affected,
            "published": "2026-01-01T00:00:00Z",
        }
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps({"vulns": [known]} if name == "beta" else {}).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def audited(folder: Path, service: Service, *, lock: str = LOCK, accepted: str = "") -> tuple[int, str]:
    """What the step says of a lock, and its exit code."""
    shutil.copy(LIB / "audit.py", folder)
    (folder / "accepted-vulnerabilities.txt").write_text(f"# accepted\n{accepted}")
    (folder / "lock.txt").write_text(lock)
    command = [sys.executable, str(folder / "audit.py"), str(folder / "lock.txt"), "--vulnerability-service=osv"]
    command += [f"--osv-url=http://127.0.0.1:{service.server_port}", f"--cache-dir={folder / 'cache'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=unmeasured())
    return done.returncode, done.stdout + done.stderr


def test_a_known_vulnerability_is_told_and_fails(tmp_path: Path, service: Service) -> None:
    code, told = audited(tmp_path, service)
    assert told == (
        f"{TOLD}\n2 packages audited: 1 vulnerabilities known, 0 more accepted\n"
        "Raise the version (scripts/lock --upgrade), or accept it with the reason in\n"
        "scripts/lib/accepted-vulnerabilities.txt.\n"
    )
    assert code == 1


def test_an_accepted_one_passes_by_any_of_its_names(tmp_path: Path, service: Service) -> None:
    told = audited(tmp_path, service, accepted="CVE-2026-1  2026-11-25  We never let it read.\n")
    assert told == (0, "2 packages audited: 0 vulnerabilities known, 1 more accepted\n")


def test_one_accepted_that_is_gone_has_to_be_taken_out(tmp_path: Path, service: Service) -> None:
    code, told = audited(
        tmp_path, service, lock=LOCK.partition("beta")[0], accepted="CVE-2026-1  2026-11-25  We never let it read.\n"
    )
    assert "CVE-2026-1 is accepted in accepted-vulnerabilities.txt, but is not found any more: take it out" in told
    assert code == 1


def test_an_acceptance_without_its_reason_is_refused(tmp_path: Path, service: Service) -> None:
    code, told = audited(tmp_path, service, accepted="CVE-2026-1 2026-11-25\n")
    assert "is not `ID YYYY-MM-DD the reason`" in told
    assert code == 1


def test_a_service_that_does_not_answer_is_asked_once_and_is_not_none_known(tmp_path: Path, service: Service) -> None:
    service.status = 503
    code, told = audited(tmp_path, service)
    assert told.startswith("not audited: the service gives no answer (")
    assert "vulnerabilities known" not in told
    assert code == 3
    assert service.asked == ["alpha"]


def test_a_service_that_cannot_be_reached_is_not_none_known(tmp_path: Path, service: Service) -> None:
    service.shutdown()
    service.server_close()
    code, told = audited(tmp_path, service)
    assert told.startswith("not audited: the service gives no answer (")
    assert code == 3
