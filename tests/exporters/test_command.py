"""`timeline export`: what is typed, what is written, what is refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from tests.cli.given import TALKS, process, refused, timeline
from timeline.cli.terminal import files
from timeline.cli.terminal.files import write_whole
from timeline.exporters.catalogue import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that holds the small dialogue."""
    monkeypatch.setenv("TIMELINE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("TIMELINE_TODAY", "2025-06-01")
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0


def test_the_format_comes_first_and_then_the_dialogues() -> None:
    ran = timeline("export", "csv", "talks", "--of", "sessions")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split(",")[:4] for line in ran.out.splitlines()[1:]] == [
        ["talks", "main", "1", "held"],
        ["talks", "main", "2", "invited"],
    ]


def test_the_ending_of_the_file_tells_the_format(tmp_path: Path) -> None:
    assert timeline("export", "talks", "-o", str(tmp_path / "talks.ics")).out == ""
    assert (tmp_path / "talks.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert timeline("export", "-o", str(tmp_path / "talks.csl.json")).code == 0
    assert (tmp_path / "talks.csl.json").read_bytes().startswith(b"[")


@pytest.mark.parametrize(
    ("format_", "name", "hint"),
    [
        ("jsonl", "talks.csv", "Name it talks.jsonl, or ask for csv in place of jsonl."),
        ("csv", "talks.html", "Name it talks.csv, or ask for html in place of csv."),
        ("log", "talks.csv", "Name it talks.log.jsonl, or ask for csv in place of log."),
        (
            "html",
            "brief.pdf",
            "Name it brief.html. A browser prints a page of html as PDF. `timeline export --list` lists what there is.",
        ),
        ("csv", "talks.xlsx", "Name it talks.csv. `timeline export --list` lists what there is."),
    ],
)
def test_a_file_is_not_written_under_the_name_of_another_format(
    tmp_path: Path, format_: str, name: str, hint: str
) -> None:
    ran = timeline("export", format_, "-o", str(tmp_path / name))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: {name!r} is the name of another format than {format_}\nhint: {hint}\n"
    assert list(tmp_path.glob(name)) == []


def test_a_name_that_says_nothing_of_a_format_is_taken(tmp_path: Path) -> None:
    for format_, name in (("html", "talks.htm"), ("csv", "talks.txt"), ("jsonl", "talks"), ("log", "talks.jsonl")):
        assert timeline("export", format_, "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).stat().st_size > 0


def test_the_day_asked_about_counts() -> None:
    assert len(timeline("export", "jsonl", "--of", "facts", "--known-at", "2024-03-01").out.splitlines()) == 1
    assert len(timeline("export", "jsonl", "--of", "facts", "--on", "2024-03-02").out.splitlines()) == 4
    assert timeline("export", "jsonl", "--of", "facts", "--recorded-at", "2000-01-01").out == ""


def test_the_list_names_every_format() -> None:
    ran = timeline("export", "--list")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()[2:]] == [*(one.name for one in FORMATS), "log"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pdf",), "'pdf' is not a format that can be exported"),
        ((), "no format is named"),
        (("talks", "-o", "talks.json"), "'talks' is not a format that can be exported"),
        (("csv", "--of", "weather"), "there is no table of 'weather'"),
        (("ics", "--of", "facts"), "--of facts chooses a table, and ics holds none"),
        (("csv", "-o", "nowhere/talks.csv"), "cannot write 'nowhere/talks.csv': No such file or directory"),
    ],
)
def test_a_wrong_request_is_refused_with_what_there_is(arguments: tuple[str, ...], message: str) -> None:
    ran = timeline("export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"error: {message}"
    assert ran.err.splitlines()[1].startswith("hint: ")


def test_an_unknown_dialogue_is_not_found() -> None:
    assert refused("export", "csv", "walks") == (3, "error: no dialogue 'walks' in this store")


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_text("old")
    path.chmod(0o640)
    assert timeline("export", "-o", str(path)).code == 0
    assert path.read_bytes() == process("export", "csv").out.encode()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "target.csv")
    assert timeline("export", "-o", str(tmp_path / "link.csv")).code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").is_file()


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "talks.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(files.NotWrittenError, match="No space left"):
        write_whole(path, [b"new"])
    assert [one.name for one in folder.iterdir()] == ["talks.csv"]
    assert path.read_bytes() == b"old"


def test_a_source_that_fails_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        msg = "the store is damaged"
        raise StoreError(msg)

    path = tmp_path / "folder" / "talks.log.jsonl"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with pytest.raises(StoreError, match="damaged"):
        write_whole(path, pieces())
    assert [(one.name, one.read_bytes()) for one in path.parent.iterdir()] == [("talks.log.jsonl", b"old")]


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert timeline("export", "csv", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_terminal_is_spared_what_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.cli.commands.export.at_terminal", lambda: True)
    ran = timeline("export", "parquet")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("hint: Name a file: -o timeline.parquet\n")
