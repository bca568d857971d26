"""A library that is missing: what is advised works where the program runs."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import requires
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from tests.cli.given import ROOT
from timeline.cli.terminal import installing
from timeline.cli.terminal.installing import install_line
from timeline.cli.terminal.saying import as_commands

if TYPE_CHECKING:
    from pathlib import Path

EXTRAS = ("trust", "postgres", "parquet")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program is installed."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


def test_a_checkout_installs_by_itself(place: Path) -> None:
    (place / ".stamp").touch()
    assert install_line("trust") == "scripts/timeline"
    assert as_commands("«install extra=trust»") == (
        "Type `scripts/timeline` in place of timeline: it installs what a command needs."
    )


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ({}, "dialogue-timeline[trust]"),
        ({"url": "file:///src", "dir_info": {}}, "dialogue-timeline[trust] @ file:///src"),
        (
            {"url": "https://e.org/t.git", "vcs_info": {"vcs": "git", "commit_id": "1"}},
            "dialogue-timeline[trust] @ git+https://e.org/t.git",
        ),
    ],
)
def test_a_tool_of_uv_is_installed_anew_from_where_it_came(
    place: Path, monkeypatch: pytest.MonkeyPatch, source: dict[str, object], wanted: str
) -> None:
    class Installed:
        def read_text(self, name: str) -> str:
            assert name == "direct_url.json"
            return json.dumps(source)

    (place / "uv-receipt.toml").touch()
    monkeypatch.setattr(installing, "distribution", lambda _name: Installed())
    assert install_line("trust") == f"uv tool install '{wanted}'"
    Requirement(wanted)


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.usefixtures("place")
def test_anywhere_else_the_libraries_of_the_extra_are_named(
    place: Path, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = [Requirement(one) for one in requires("dialogue-timeline") or ()]
    needed = {one.name for one in declared if one.marker and one.marker.evaluate({"extra": extra})}
    monkeypatch.setattr(installing, "find_spec", lambda _name: object())  # whoever made this one, with pip or without
    line = install_line(extra)
    begins = f"{sys.executable} -m pip install "
    assert line.startswith(begins)
    assert {Requirement(one.strip("'")).name for one in line.removeprefix(begins).split("' '")} == needed

    monkeypatch.setattr(installing, "find_spec", lambda _name: None)  # uv makes environments without pip
    assert install_line(extra).startswith(f"uv pip install --python {sys.executable} ")

    (place / "pipx_metadata.json").touch()
    assert install_line(extra).startswith("pipx inject dialogue-timeline ")


@pytest.mark.usefixtures("place")
def test_the_hint_names_it() -> None:
    assert as_commands("«install extra=trust»") == f"Install it: `{install_line('trust')}`"


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        (["upcoming"], "run"),
        (["checkpoint", "--make-key", "a.key"], "trust"),
        (["verify", "--public-key=a.pub"], "trust"),
        (["upcoming", "--store", "postgresql://db/talks"], "postgres"),
        (["export", "-o", "sessions.parquet"], "parquet"),
    ],
)
def test_the_script_of_a_checkout_installs_what_a_command_needs(tmp_path: Path, typed: list[str], level: str) -> None:
    scripts = tmp_path / "scripts"
    (scripts / "lib").mkdir(parents=True)
    (scripts / "timeline").write_text((ROOT / "scripts" / "timeline").read_text())
    (scripts / "lib" / "setup.sh").write_text(f'set_up() {{ echo "$1"; }}\nvenv={tmp_path}\n')
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "timeline").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "bin" / "timeline").chmod(0o755)
    done = subprocess.run(
        ["bash", str(scripts / "timeline"), *typed],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.stdout == f"{level}\n{' '.join(typed)}\n"
