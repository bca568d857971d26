"""A store that several people, or several names, lead to: nobody stands in another's way, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from events.errors import StoreError
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode
from events.store.sqlite import SqliteEngine, place
from tests import nobody
from tests.store.entries import new_entries, new_entry

ROOT = Path(__file__).parents[2]
OWNER, OTHER, TEAM = 1001, 1002, 2000

PROGRAM = """
import os, sys
import events.store.library, events.store.sqlite.writer
from events.errors import TimelineError
from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.store.entries import new_entry
store, mode, uid, gid, umask = sys.argv[1:]
os.setgroups([]); os.setgid(int(gid)); os.setuid(int(uid)); os.umask(int(umask, 8))
try:
    with open_engine(Address.parse(store), mode=OpenMode(mode)) as engine:
        if mode != "read":
            engine.append([new_entry()], recorded_by="x")
        print(engine.head())
except TimelineError as error:
    print(error)
"""


def does(user: int, mode: OpenMode, path: Path, *, group: int | None = None, umask: str = "022") -> str:
    """What a user is told who reads a store, or appends a fact to it: the number of facts, or why not."""
    words = [str(SqliteAddress(path)), mode.value, str(user), str(group or user), umask]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.rstrip("\n")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become two others in turn")
class TestUsers:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        """In a folder such as /tmp: everybody may put files there, and take away his own."""
        nobody.let_in(tmp_path)
        folder = tmp_path / "shared"
        folder.mkdir()
        folder.chmod(0o1777)
        return folder / "talks.db"

    def test_who_only_looks_leaves_nothing_in_the_owners_way(self, path: Path) -> None:
        assert does(OWNER, OpenMode.CREATE, path) == "1"
        assert does(OTHER, OpenMode.READ, path) == "1"
        assert [one.name for one in path.parent.iterdir()] == ["talks.db"]
        assert does(OWNER, OpenMode.APPEND, path) == "2"
        assert does(OTHER, OpenMode.READ, path) == "2"

    def test_who_looks_while_the_owner_has_it_open_sees_all(self, path: Path) -> None:
        assert does(OWNER, OpenMode.CREATE, path) == "1"
        with SqliteEngine(path) as store:
            store.append(new_entries(4), recorded_by="x")
            assert wal_size(path)
            assert does(OTHER, OpenMode.READ, path) == "5"
        assert [one.name for one in path.parent.iterdir()] == ["talks.db"]
        assert does(OWNER, OpenMode.APPEND, path) == "6"

    def test_a_refused_append_leaves_nothing_and_says_whose_the_store_is(self, path: Path) -> None:
        assert does(OWNER, OpenMode.CREATE, path) == "1"
        told = does(OTHER, OpenMode.APPEND, path)
        assert f"cannot be written: the file is not writable for this user (-rw-r--r--, of user {OWNER})" in told
        assert "umask 002" in told
        assert [one.name for one in path.parent.iterdir()] == ["talks.db"]
        assert does(OWNER, OpenMode.APPEND, path) == "2"

    def test_files_of_another_in_the_way_are_named_with_their_owner(self, path: Path) -> None:
        assert does(OWNER, OpenMode.CREATE, path) == "1"
        for suffix in place.SIDE_FILES:  # as an earlier release left them
            beside = path.with_name(path.name + suffix)
            beside.touch(0o644)
            os.chown(beside, OTHER, OTHER)
        told = does(OWNER, OpenMode.APPEND, path)
        assert f"talks.db-wal (-rw-r--r--) belongs to user {OTHER}" in told
        assert "their owner removes them" in told

    def test_a_team_shares_a_store_where_its_umask_lets_it(self, path: Path) -> None:
        os.chown(path.parent, OWNER, TEAM)
        path.parent.chmod(0o2775)
        for number, user in enumerate((OWNER, OTHER, OWNER, OTHER), start=1):
            assert does(user, OpenMode.CREATE, path, group=TEAM, umask="002") == str(number)
        assert path.stat().st_mode & 0o777 == 0o664


def wal_size(path: Path) -> int:
    return place.wal_of(path).stat().st_size


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of three facts."""
    path = tmp_path / "talks.db"
    with SqliteEngine(path) as store:
        store.append(new_entries(3), recorded_by="x")
    return path


class TestNames:
    @pytest.mark.parametrize("mode", list(OpenMode))
    @pytest.mark.parametrize("name", ["talks.db", "other.db"])
    def test_a_store_with_two_names_is_refused_under_both(self, path: Path, name: str, mode: OpenMode) -> None:
        other = path.with_name("other.db")
        os.link(path, other)
        with pytest.raises(StoreError, match=r"has 2 names \(hard links\)") as caught:
            open_engine(SqliteAddress(path.with_name(name)), mode=mode)
        assert "find … -samefile" in caught.value.hint
        other.unlink()
        with open_engine(SqliteAddress(path), mode=OpenMode.APPEND) as store:
            assert store.append([new_entry()], recorded_by="x")[0].position == 4

    @pytest.mark.parametrize("mode", list(OpenMode))
    def test_a_store_that_is_mounted_as_a_single_file_is_refused(
        self, path: Path, mode: OpenMode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        spaced = path.rename(path.with_name("my talks.db"))
        mounts = tmp_path / "mountinfo"
        escaped = str(spaced.resolve()).replace(" ", "\\040")
        mounts.write_text(
            "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
            f"36 22 8:1 /home/anna/talks.db {escaped} rw,relatime - ext4 /dev/sda1 rw\n"
        )
        monkeypatch.setattr(place, "_MOUNTS", mounts)
        with pytest.raises(StoreError, match="is mounted as a single file") as caught:
            open_engine(SqliteAddress(spaced), mode=mode)
        assert "Mount the folder" in caught.value.hint

    def test_a_link_leads_to_the_one_store(self, path: Path, tmp_path: Path) -> None:
        view = tmp_path / "view"
        view.mkdir()
        link = view / "link.db"
        link.symlink_to(Path("..") / "talks.db")
        with SqliteEngine(path) as one, SqliteEngine(link) as other:
            for store in (one, other, one):
                store.append([new_entry()], recorded_by="x")
            assert one.head() == other.head() == 6
            assert [file.name for file in view.iterdir()] == ["link.db"]

    def test_a_link_to_a_store_that_is_not_there_yet_makes_it_there(self, tmp_path: Path) -> None:
        (tmp_path / "link.db").symlink_to(tmp_path / "folder" / "talks.db")
        with SqliteEngine(tmp_path / "link.db") as store:
            store.append([new_entry()], recorded_by="x")
        assert (tmp_path / "folder" / "talks.db").is_file()

    def test_a_store_whose_wal_is_gone_is_refused_by_way_of_a_link_too(self, path: Path, tmp_path: Path) -> None:
        with SqliteEngine(path) as store:
            store.append(new_entries(3), recorded_by="x")
            shutil.copytree(tmp_path, tmp_path / "killed")
        killed = tmp_path / "killed"
        (killed / "talks.db-wal").unlink()
        (tmp_path / "link.db").symlink_to(killed / "talks.db")
        with pytest.raises(StoreError, match="its -wal file is missing"):
            open_engine(SqliteAddress(tmp_path / "link.db"), mode=OpenMode.READ)
        assert (killed / "talks.db-shm").exists()
