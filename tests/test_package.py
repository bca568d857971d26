"""What people install: the wheel and the source distribution, in an environment of its own, on every Python there is.

They belong to the step `package` of scripts/check, which brings what builds and installs them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.given import timeline, unmeasured

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""Those that `requires-python` of pyproject.toml lets in and that are out."""

# All of them share what is built.
pytestmark = [
    pytest.mark.package,
    pytest.mark.xdist_group("package"),
    pytest.mark.skipif(not UV.exists(), reason="uv comes with scripts/check"),
]


def ran(*command: str | Path, cwd: Path, **settings: str) -> str:
    """What a command prints that has to succeed; nothing of this checkout is in its way."""
    env = {
        name: value for name, value in unmeasured().items() if not name.startswith(("PYTHON", "TIMELINE", "VIRTUAL"))
    }
    done = subprocess.run(list(map(str, command)), cwd=cwd, env={**env, **settings}, capture_output=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout.decode()}{done.stderr.decode()}"
    return done.stdout.decode()  # with the ends of lines as they are


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the source distribution of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, source


def interpreter(version: str) -> Path:
    """The path of a Python of this version; skips where there is none."""
    found = [Path(path)] if (path := shutil.which(f"python{version}")) else []
    for python in (*found, *sorted(_of_pyenv().glob(f"versions/{version}.*/bin/python"))):
        # A name on PATH proves nothing: version managers put stand-ins there.
        asked = subprocess.run([python, "--version"], capture_output=True, text=True, check=False)
        if asked.returncode == 0 and asked.stdout.startswith(f"Python {version}."):
            return python
    pytest.skip(f"no Python {version} here")


def _of_pyenv() -> Path:
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")


def contents(wheel: Path) -> dict[str, str]:
    """The files of a wheel, with a sum of each."""
    with zipfile.ZipFile(wheel) as opened:
        return {name: hashlib.sha256(opened.read(name)).hexdigest() for name in opened.namelist()}


def timeless(text: str) -> str:
    """A calendar with the instants of recording made the same."""
    return re.sub(r"\d{8}T\d{6}Z", "recorded", text)


def test_the_wheel_holds_every_file_of_the_packages(built: tuple[Path, Path]) -> None:
    tracked = ran("git", "ls-files", "--cached", "--others", "--exclude-standard", "events", "timeline", cwd=ROOT)
    files = {name for name in tracked.split("\n") if name and (ROOT / name).exists()}
    assert {name for name in files if name.endswith("py.typed")} == {"events/py.typed", "timeline/py.typed"}
    held = contents(built[0])
    assert sorted(files - held.keys()) == []
    others = {name.partition("/")[0] for name in held} - {"dialogue_timeline.py", "events", "timeline"}
    assert [name.endswith(".dist-info") for name in others] == [True]


def test_from_the_sources_comes_the_same_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    wheel, source = built
    ran("tar", "-xzf", source, "-C", tmp_path, cwd=tmp_path)
    (folder,) = tmp_path.iterdir()
    ran(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again", cwd=folder)
    (again,) = (tmp_path / "again").iterdir()
    assert (again.name, contents(again)) == (wheel.name, contents(wheel))


@pytest.mark.timeout(300)  # installs some twenty packages, perhaps from the network
@pytest.mark.parametrize("version", PYTHONS)
def test_it_works_where_it_is_installed(version: str, built: tuple[Path, Path], tmp_path: Path) -> None:
    python = interpreter(version)
    place, home = tmp_path / "installed", tmp_path / "home"
    home.mkdir()
    locked = ROOT / "scripts" / "lib" / "locked" / "run.txt"
    ran(UV, "venv", "--quiet", "--python", python, place, cwd=tmp_path)
    install = (UV, "pip", "install", "--quiet", "--no-deps", "--python", place / "bin" / "python")
    ran(*install, "--only-binary", ":all:", "--require-hashes", "-r", locked, cwd=tmp_path)
    ran(*install, built[0], cwd=tmp_path)

    def installed(*arguments: str) -> str:
        return ran(place / "bin" / "timeline", *arguments, cwd=home, TIMELINE_STORE="talks.db", **same)

    same = {"TIMELINE_TODAY": "2025-06-01", "HOME": str(home), "LC_ALL": "C.UTF-8"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in same.items():
            patch.setenv(name, value)
        patch.setenv("TIMELINE_STORE", str(tmp_path / "here.db"))
        told = installed("--version")
        assert told.startswith("timeline ")
        assert ran(place / "bin" / "python", "-m", "timeline", "--version", cwd=home) == told
        assert installed("demo") == timeline("demo").out
        storyline = ran(
            place / "bin" / "python", "-c", "import timeline; print(timeline.__path__[0])", cwd=home
        ).strip()
        assert Path(storyline).is_relative_to(place)
        for line in (
            ["append", "--from", f"{storyline}/demo/iraq-nato.yaml"],
            ["state", "iraq-nato", "--json"],
            ["upcoming", "--on", "2025-05-10"],
            ["explain", "iraq-nato", "session:2.window"],
            ["sessions", "iraq-nato", "--lang", "ar"],
            ["find", "Baghdad"],
            ["export", "ics", "iraq-nato"],
            ["export", "html", "iraq-nato"],
            ["export", "svg", "iraq-nato"],
        ):
            assert timeless(installed(*line)) == timeless(timeline(*line).out), line
        assert installed("verify").startswith("The log holds")
        picture = home / "talks.png"
        installed("export", "png", "iraq-nato", "-o", str(picture))
        assert picture.read_bytes().startswith(b"\x89PNG")
    code = "import timeline\nwith timeline.open('talks.db') as tracker: print(tracker.state('iraq-nato').dialogue)"
    assert ran(place / "bin" / "python", "-c", code, cwd=home) == "iraq-nato\n"
