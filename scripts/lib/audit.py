"""Has any locked version a known vulnerability?

    python scripts/lib/audit.py LOCK [OPTION OF pip-audit ...]

pip-audit asks the package index. An index that cannot be reached, or that knows nothing of vulnerabilities (mirrors),
must not look like one that knows of none: pip-audit leaves with 0 when every package was "not found". So there are
three exit codes: 0, none is known; 1, one is, or accepted-vulnerabilities.txt is out of date; 3, not audited.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

NONE_KNOWN, FOUND, NOT_AUDITED = 0, 1, 3
ACCEPTED = Path(__file__).with_name("accepted-vulnerabilities.txt")
ACCEPTED_LINE = re.compile(r"(?P<id>[A-Z]+-\S+)\s+(?P<date>\d{4}-\d\d-\d\d)\s+(?P<reason>\S.*)")


class NotAuditedError(Exception):
    """The service gave no answer; says why."""


def main(lock: Path, options: list[str]) -> int:
    """Print what is known of the packages of a lock, and return the exit code."""
    accepted = {match["id"] for line in ACCEPTED.read_text().splitlines() if (match := accepted_line(line))}
    try:
        # One first: an index that does not know this one knows none, and need not be asked a hundred times.
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as one:
            one.write(first_package(lock))
            one.flush()
            answers(Path(one.name), options)
        packages = answers(lock, options)
    except NotAuditedError as error:
        print(f"not audited: {error}")
        return NOT_AUDITED
    known = [(package, vulnerability) for package in packages for vulnerability in package["vulns"]]
    new = [(package, vulnerability) for package, vulnerability in known if not accepted & names(vulnerability)]
    for package, vulnerability in new:
        print(f"{package['name']} {package['version']}: {told(vulnerability)}")
    past = accepted.difference(*(names(vulnerability) for _, vulnerability in known))
    for name in sorted(past):
        print(f"{name} is accepted in {ACCEPTED.name}, but is not found any more: take it out")
    print(f"{len(packages)} packages audited: {len(new)} vulnerabilities known, {len(known) - len(new)} more accepted")
    if new:
        print("Raise the version (scripts/lock --upgrade), or accept it with the reason in")
        print(f"scripts/lib/{ACCEPTED.name}.")
    return FOUND if new or past else NONE_KNOWN


def accepted_line(line: str) -> re.Match[str] | None:
    """Return the parts of a line of the accepted ones; None for a comment."""
    if not line.strip() or line.startswith("#"):
        return None
    if match := ACCEPTED_LINE.fullmatch(line.strip()):
        return match
    raise SystemExit(f"{ACCEPTED.name}: {line!r} is not `ID YYYY-MM-DD the reason`")


def first_package(lock: Path) -> str:
    """Return the first package of a lock, or of the one that it begins with, as a requirements file."""
    text = lock.read_text()
    if before := re.search(r"^-r (\S+)$", text, re.MULTILINE):
        return first_package(lock.with_name(before[1]))
    first = re.search(r"^\S+==\S+ \\\n +--hash=\S+", text, re.MULTILINE)
    assert first
    return f"{first[0]}\n"


def answers(requirements: Path, options: list[str]) -> list[dict[str, Any]]:
    """Return what pip-audit has learned of each package.

    Raises:
        NotAuditedError: it could not ask, or not about all of them.

    """
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--disable-pip"]
    command += ["--require-hashes", "--format=json", "--progress-spinner=off", "--timeout=10", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        last = done.stderr.strip().splitlines()[-1:] or ["pip-audit said nothing"]
        raise NotAuditedError(f"the service gives no answer ({last[0]})") from None
    missing = [package["skip_reason"] for package in packages if "skip_reason" in package]
    if missing:
        raise NotAuditedError(f"the service answered {len(missing)} of {len(packages)} questions with: {missing[0]}")
    return packages


def names(vulnerability: dict[str, Any]) -> set[str]:
    """Return all that a vulnerability is called."""
    return {vulnerability["id"], *vulnerability["aliases"]}


def told(vulnerability: dict[str, Any]) -> str:
    """Return a vulnerability as one line."""
    fixed = ", ".join(vulnerability["fix_versions"]) or "no version"
    return f"{', '.join(sorted(names(vulnerability)))}, fixed in {fixed}: {vulnerability['description']}"


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
