"""What an SQLite store refuses, keeps and says when the file, the folder or the disk are not as they should be."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from events.errors import NotFoundError, StoreError
from events.store import library
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode, StoreOptions
from events.store.sqlite import SqliteEngine
from events.store.sqlite.errors import store_error
from events.store.sqlite.schema import APPLICATION_ID, FORMAT, Found, create, found_in
from tests import nobody
from tests.store.contract import ROOT, after, followed
from tests.store.entries import new_entries, new_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.read_models import ReadModelWriter

MODES = list(OpenMode)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with three facts."""
    path = tmp_path / "timeline.db"
    with SqliteEngine(path) as store:
        store.append(new_entries(3), recorded_by="x")
    return path


@pytest.fixture
def behind_our_back(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE facts SET payload = x'00' WHERE position = 2",
            "UPDATE facts SET recorded_by = 'somebody else'",
            "DELETE FROM facts WHERE position = 3",
            "DELETE FROM facts",
        ],
    )
    def test_nobody_changes_a_fact(self, behind_our_back: sqlite3.Connection, statement: str) -> None:
        with pytest.raises(sqlite3.IntegrityError, match=r"facts are append-only: a fact is .* by a new fact, never"):
            behind_our_back.execute(statement)
        assert behind_our_back.execute("SELECT count(*) FROM facts").fetchone() == (3,)

    def test_a_hook_of_ours_cannot_replace_a_fact_either(self, path: Path) -> None:
        def replace(writer: ReadModelWriter, _: object) -> None:
            writer._transaction.execute("REPLACE INTO facts SELECT * FROM facts")  # type: ignore[attr-defined] # of the engines that speak SQL

        with SqliteEngine(path) as store:
            with pytest.raises(StoreError, match="append-only"):
                store.append([new_entry()], recorded_by="x", on_append=[replace])
            assert store.head() == 3


class TestDurability:
    def test_every_connection_waits_for_the_disk(self, path: Path) -> None:
        with SqliteEngine(path) as store, store.locked() as log:
            execute = log._cursor.execute  # type: ignore[attr-defined] # of SQLite
            for pragma, value in [("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)]:
                assert execute(f"PRAGMA {pragma}").fetchone() == (value,)
            assert execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_the_file_says_what_it_is(self, behind_our_back: sqlite3.Connection) -> None:
        assert behind_our_back.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert behind_our_back.execute("PRAGMA user_version").fetchone() == (FORMAT,)

    def test_a_vacuumed_copy_is_a_store_too(self, path: Path, behind_our_back: sqlite3.Connection) -> None:
        copy = path.with_name("copy.db")
        behind_our_back.execute("VACUUM INTO ?", (str(copy),))

        with SqliteEngine(copy) as store:
            assert store.append([new_entry()], recorded_by="x")[0].position == 4
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


class TestNotAStore:
    """Each is refused in one line, in every mode, and left as it was."""

    @pytest.mark.parametrize("mode", MODES)
    def test_a_folder(self, tmp_path: Path, mode: OpenMode) -> None:
        with pytest.raises(StoreError, match="is a folder, not a file"):
            open_engine(SqliteAddress(tmp_path), mode=mode)

    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize("content", [b"dialogue: iraq-nato\n", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 100])
    def test_another_kind_of_file(self, tmp_path: Path, mode: OpenMode, content: bytes) -> None:
        path = tmp_path / "notes.db"
        path.write_bytes(content)

        with pytest.raises(StoreError, match=r"notes\.db") as caught:
            open_engine(SqliteAddress(path), mode=mode)

        assert len(caught.value.message.splitlines()) == 1
        assert path.read_bytes() == content
        assert names(tmp_path) == ["notes.db"]

    @pytest.mark.parametrize("mode", MODES)
    def test_the_database_of_another_program(self, tmp_path: Path, mode: OpenMode) -> None:
        path = tmp_path / "places.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE bookmarks (url)")
        before = path.read_bytes()

        with pytest.raises(StoreError, match=r"is an SQLite database, but not a store of facts .*bookmarks"):
            open_engine(SqliteAddress(path), mode=mode)

        assert path.read_bytes() == before

    @pytest.mark.parametrize("mode", MODES)
    def test_a_store_of_a_newer_release(self, path: Path, behind_our_back: sqlite3.Connection, mode: OpenMode) -> None:
        behind_our_back.execute(f"PRAGMA user_version = {FORMAT + 1}")

        with pytest.raises(StoreError, match=r"newer release \(format 5; this one reads 4\)") as caught:
            open_engine(SqliteAddress(path), mode=mode)

        assert "Upgrade" in caught.value.hint

    @pytest.mark.parametrize("mode", [OpenMode.APPEND, OpenMode.READ])
    def test_an_empty_file_is_no_store_yet(self, tmp_path: Path, mode: OpenMode) -> None:
        path = tmp_path / "timeline.db"
        path.touch()
        with pytest.raises(NotFoundError):
            open_engine(SqliteAddress(path), mode=mode)

    def test_an_empty_file_becomes_a_store(self, tmp_path: Path) -> None:
        path = tmp_path / "timeline.db"
        path.touch()
        with open_engine(SqliteAddress(path)) as store:
            assert store.head() == 0


class TestTamperedStore:
    @pytest.mark.parametrize(
        ("statement", "named"),
        [
            ("CREATE TRIGGER spy AFTER INSERT ON facts BEGIN SELECT 1; END", "foreign trigger 'spy'"),
            ("CREATE TRIGGER model_spy AFTER INSERT ON facts BEGIN SELECT 1; END", "foreign trigger 'model_spy'"),
            ("CREATE VIEW facts_today AS SELECT * FROM facts", "foreign view 'facts_today'"),
            ("CREATE TABLE other (x)", "foreign table 'other'"),
            ("DROP TRIGGER facts_refuse_delete", "facts_refuse_delete is missing"),
            ("DROP INDEX facts_once", "facts_once is missing"),
            ("ALTER TABLE facts ADD COLUMN mood TEXT", "facts is not as this program makes it"),
        ],
    )
    @pytest.mark.parametrize("mode", MODES)
    def test_a_changed_schema_is_refused_by_name(
        self, path: Path, behind_our_back: sqlite3.Connection, statement: str, named: str, mode: OpenMode
    ) -> None:
        behind_our_back.execute(statement)
        with pytest.raises(StoreError, match="cannot be trusted") as caught:
            open_engine(SqliteAddress(path), mode=mode)
        assert named in caught.value.message

    def test_text_in_place_of_a_blob_is_refused_by_name(self, path: Path, behind_our_back: sqlite3.Connection) -> None:
        behind_our_back.execute("PRAGMA writable_schema = ON")
        behind_our_back.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'payload BLOB', 'payload TEXT') WHERE name = 'facts'"
        )
        with pytest.raises(StoreError, match="facts is not as this program makes it"):
            open_engine(SqliteAddress(path))

    @pytest.mark.parametrize(
        "values",
        [
            "4, 'a', 1, x'ff', x'dd', 't', 'text, not bytes', '2025-05-21T00:00:00.000000Z', 'x', NULL",
            "4, 'a', 'one', x'ff', x'dd', 't', x'7b7d', '2025-05-21T00:00:00.000000Z', 'x', NULL",
            "4, 'a', 1, x'ff', x'dd', 't', x'7b7d', 'yesterday', 'x', NULL",
            "4, 'a', 1, x'ff', x'dd', 't', x'7b7d', '2025-05-21T00:00:00.000000Z', CAST(x'ff' AS TEXT), NULL",
        ],
    )
    def test_a_row_of_wrong_types_is_damage(self, path: Path, behind_our_back: sqlite3.Connection, values: str) -> None:
        behind_our_back.execute(f"INSERT INTO facts VALUES ({values}, x'')")  # noqa: S608 - the parameters of this test
        with SqliteEngine(path) as store, pytest.raises(StoreError, match=r"timeline\.db"):
            list(store.since())

    @pytest.mark.parametrize(
        "statement", ["INSERT INTO topics VALUES (x'ff', 1)", "INSERT INTO topics VALUES ('x@1', 'a')"]
    )
    def test_a_topic_of_wrong_types_is_damage(
        self, path: Path, behind_our_back: sqlite3.Connection, statement: str
    ) -> None:
        behind_our_back.execute(statement)
        with SqliteEngine(path) as store, pytest.raises(StoreError, match="is damaged: its list of topics holds what"):
            store.topics()

    @pytest.mark.parametrize("dialogue_and_version", ["x'ff', 1", "'a', 'one'"])
    def test_a_dialogue_of_wrong_types_is_damage(
        self, path: Path, behind_our_back: sqlite3.Connection, dialogue_and_version: str
    ) -> None:
        values = f"4, {dialogue_and_version}, x'ff', x'dd', 't', x'7b7d', '2025-05-21T00:00:00.000000Z', 'x', NULL, x''"
        behind_our_back.execute(f"INSERT INTO facts VALUES ({values})")  # noqa: S608 - the parameter of this test
        with SqliteEngine(path) as store, pytest.raises(StoreError, match="its list of dialogues holds what"):
            store.versions()

    def test_a_log_whose_end_was_cut_off_takes_no_more_facts(
        self, path: Path, behind_our_back: sqlite3.Connection
    ) -> None:
        trigger = behind_our_back.execute("SELECT sql FROM sqlite_master WHERE name = 'facts_refuse_delete'").fetchone()
        behind_our_back.execute("DROP TRIGGER facts_refuse_delete")
        behind_our_back.execute("DELETE FROM facts WHERE position = 3")
        behind_our_back.execute(trigger[0])

        with SqliteEngine(path) as store, pytest.raises(StoreError, match="counted 3 facts, but the last one is at"):
            store.append([new_entry()], recorded_by="x")

    @pytest.mark.parametrize("mode", MODES)
    def test_a_flipped_bit_in_the_name_of_a_column_is_told(self, path: Path, mode: OpenMode) -> None:
        content = path.read_bytes()
        assert content.count(b"ON facts (dialogue, once)") == 1
        # SQLite repeats the name in its message, which is no text any more.
        path.write_bytes(content.replace(b"ON facts (dialogue, once)", b"ON facts (\xe4ialogue, once)"))

        with pytest.raises(StoreError, match="is damaged") as caught:
            open_engine(SqliteAddress(path), mode=mode)
        assert len(caught.value.message.splitlines()) == 1

    def test_a_damaged_page_is_told(self, path: Path) -> None:
        with SqliteEngine(path) as store:
            store.append([new_entry(payload=b"x" * 900) for _ in range(500)], recorded_by="x")
        content = bytearray(path.read_bytes())
        content[4096 * 3 : 4096 * 60] = b"\xff" * 4096 * 57
        path.write_bytes(content)

        with pytest.raises(StoreError, match="is damaged"), SqliteEngine(path) as store:
            list(store.since())

    def test_a_file_cut_short_is_told(self, path: Path) -> None:
        with SqliteEngine(path) as store:
            store.append([new_entry(payload=b"x" * 900) for _ in range(500)], recorded_by="x")
        os.truncate(path, 4096 * 7 + 100)

        with pytest.raises(StoreError, match="is damaged"), SqliteEngine(path) as store:
            list(store.since())


class TestLostWal:
    """A writer that was killed leaves facts in the -wal file alone; without it the log would only look shorter."""

    PROGRAM = """
import os, sys
from events.store.address import Address, open_engine
from tests.store.entries import new_entry
store = open_engine(Address.parse(sys.argv[1]))
store.append([new_entry()], recorded_by="x")
os._exit(0)
"""

    @pytest.fixture
    def killed(self, path: Path) -> Path:
        """A store whose fourth fact stands in the -wal file."""
        subprocess.run([sys.executable, "-c", self.PROGRAM, str(SqliteAddress(path))], cwd=ROOT, check=True)
        assert names(path.parent) == ["timeline.db", "timeline.db-shm", "timeline.db-wal"]
        return path

    @pytest.mark.parametrize("mode", MODES)
    def test_a_wal_file_that_was_taken_away_is_missed(self, killed: Path, mode: OpenMode) -> None:
        wal = killed.with_name("timeline.db-wal")
        content = wal.read_bytes()
        wal.unlink()
        for _ in range(2):
            with pytest.raises(StoreError, match="its -wal file is missing") as caught:
                open_engine(SqliteAddress(killed), mode=mode)
            assert "timeline.db-shm" in caught.value.hint
        wal.write_bytes(content)
        with open_engine(SqliteAddress(killed), mode=mode) as store:
            assert store.head() == 4

    def test_whoever_gives_it_up_goes_on_with_the_earlier_log(self, killed: Path) -> None:
        killed.with_name("timeline.db-wal").unlink()
        killed.with_name("timeline.db-shm").unlink()
        with open_engine(SqliteAddress(killed)) as store:
            assert store.append([new_entry()], recorded_by="x")[0].position == 4

    def test_a_wal_file_that_was_written_back_is_not_missed(self, killed: Path) -> None:
        with closing(sqlite3.connect(killed)) as connection:
            connection.execute("PRAGMA wal_checkpoint")
            copy = killed.with_name("copy.db")
            for suffix in ("", "-shm"):
                shutil.copy(f"{killed}{suffix}", f"{copy}{suffix}")
        with open_engine(SqliteAddress(copy)) as store:
            assert store.head() == 4

    @pytest.mark.parametrize("content", [b"", b"x" * 50, b"\0" * 32768])
    def test_what_is_no_index_of_a_wal_file_tells_nothing(self, path: Path, content: bytes) -> None:
        path.with_name("timeline.db-shm").write_bytes(content)
        with open_engine(SqliteAddress(path)) as store:
            assert store.head() == 3


class TestWaiting:
    def test_a_held_store_is_told_after_the_deadline(self, path: Path, behind_our_back: sqlite3.Connection) -> None:
        behind_our_back.execute("BEGIN IMMEDIATE")
        with SqliteEngine(path, StoreOptions(wait_seconds=0.2)) as store:
            with pytest.raises(StoreError, match="another process holds the store") as caught:
                store.append([new_entry()], recorded_by="x")
            assert "Nothing was stored" in caught.value.hint
            assert store.head() == 3  # Reading goes on.
            behind_our_back.execute("ROLLBACK")
            assert store.append([new_entry()], recorded_by="x")[0].position == 4

    def test_threads_of_one_process_share_an_engine(self, path: Path) -> None:
        with SqliteEngine(path) as store:

            def write() -> None:
                for _ in range(25):
                    store.append([new_entry()], recorded_by="x")
                    assert store.head() > 3

            threads = [threading.Thread(target=write) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert [f.position for f in store.since()] == list(range(1, 104))


class TestFollowing:
    """A file that is followed may be written back, moved or replaced meanwhile."""

    def test_who_waits_does_not_keep_the_wal_file_from_being_written_back(
        self, path: Path, behind_our_back: sqlite3.Connection
    ) -> None:
        with SqliteEngine(path) as writer, open_engine(SqliteAddress(path), mode=OpenMode.READ) as reader:
            facts = followed(reader, 2)
            writer.append(new_entries(500), recorded_by="x")
            assert [next(facts).position for _ in range(501)] == list(range(3, 504))
            waiting = threading.Thread(target=lambda: reader.wait(503, seconds=1))
            waiting.start()
            time.sleep(0.3)

            busy, *_ = behind_our_back.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

            assert (busy, path.with_name("timeline.db-wal").stat().st_size) == (0, 0)
            waiting.join()

    def test_a_replaced_file_is_told(self, path: Path) -> None:
        with SqliteEngine(path) as store:
            restored = path.with_name("restored.db")
            shutil.copy(path, restored)
            began = time.monotonic()
            with (
                after(0.3, lambda: restored.replace(path)),
                pytest.raises(StoreError, match=r"timeline\.db is not the file any more that was opened") as caught,
            ):
                store.wait(3, seconds=60)
            assert time.monotonic() - began < 10
        assert "Run the command again" in caught.value.hint

    def test_who_asks_again_is_told_of_a_replaced_file(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(path.parent)
        with open_engine(SqliteAddress(path.relative_to(path.parent)), mode=OpenMode.READ) as store:
            head = store.head()
            monkeypatch.chdir("/")
            assert store.head() == head
            restored = path.with_name("restored.db")
            shutil.copy(path, restored)
            restored.replace(path)
            with pytest.raises(StoreError, match=r"timeline\.db is not the file any more that was opened"):
                store.head()
            path.unlink()
            with pytest.raises(StoreError, match=r"cannot be read any more"):
                store.head()

    def test_a_file_that_is_moved_away_is_told(self, path: Path) -> None:
        with (
            SqliteEngine(path) as store,
            after(0.3, lambda: path.rename(path.with_name("elsewhere.db"))),
            pytest.raises(StoreError, match=r"cannot be read any more \(No such file or directory\)") as caught,
        ):
            store.wait(3, seconds=60)
        assert "moved" in caught.value.hint

    @pytest.mark.parametrize(
        ("edit", "stands"),
        [
            ("DELETE FROM facts WHERE position = 3", "nothing stands"),
            ("UPDATE facts SET fact_id = zeroblob(16) WHERE position = 3", r"another fact \(0{32}\) stands"),
        ],
    )
    def test_a_log_that_was_put_back_is_not_followed(
        self, path: Path, behind_our_back: sqlite3.Connection, edit: str, stands: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(library, "LOOK_SECONDS", 0.2)
        with SqliteEngine(path) as store:
            facts = followed(store, 2)
            third = next(facts)
            for trigger in ("facts_refuse_delete", "facts_refuse_update"):
                behind_our_back.execute(f"DROP TRIGGER {trigger}")
            behind_our_back.execute(edit)

            with pytest.raises(StoreError, match=f"not go on after position 3: {stands} where fact {third.fact_id}"):
                next(facts)


class TestReadingOnly:
    def test_a_reader_leaves_nothing_behind(self, path: Path) -> None:
        before = (names(path.parent), path.read_bytes())
        with open_engine(SqliteAddress(path), mode=OpenMode.READ) as store:
            assert len(list(store.since())) == 3
        assert (names(path.parent), path.read_bytes()) == before

    PROGRAM = """
import sys
from events.store.address import Address, open_engine
from events.store.options import OpenMode
with open_engine(Address.parse(sys.argv[1]), mode=OpenMode.READ) as store:
    print(len(list(store.since())), store.versions(), store.topics())
print(sorted({"eventsourcing", "pydantic", "psycopg"} & set(sys.modules)))
"""

    def test_reading_loads_neither_the_library_nor_pydantic(self, path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", self.PROGRAM, str(SqliteAddress(path))],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines() == ["3 {'iraq-nato': 3} {'session-held@1': 1}", "[]"]


needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")


@needs_posix
class TestPermissions:
    """In processes of their own: root must first become somebody whom permissions hold back."""

    PROGRAM = f"""
import sys
import events.store.library, events.store.sqlite.writer
from events.errors import TimelineError
from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.store.entries import new_entry
{nobody.BECOME}
try:
    with open_engine(Address.parse(sys.argv[1]), mode=OpenMode(sys.argv[2])) as store:
        if sys.argv[2] != "read":
            store.append([new_entry()], recorded_by="x")
        print(len(list(store.since())))
except TimelineError as error:
    print(type(error).__name__, error.message)
"""

    @pytest.fixture
    def folder(self, path: Path) -> Iterator[Path]:
        """The store's folder, where another user may look but not write."""
        nobody.let_in(path.parent)
        path.chmod(0o644)
        path.parent.chmod(0o555)
        yield path.parent
        path.parent.chmod(0o755)

    def _run(self, path: Path, mode: OpenMode) -> str:
        done = subprocess.run(
            [sys.executable, "-c", self.PROGRAM, str(SqliteAddress(path)), mode.value],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout.strip()

    def test_a_store_is_read_in_a_folder_that_cannot_be_written(self, folder: Path) -> None:
        assert self._run(folder / "timeline.db", OpenMode.READ) == "3"
        assert names(folder) == ["timeline.db"]

    @pytest.mark.parametrize("mode", [OpenMode.APPEND, OpenMode.CREATE])
    def test_appending_there_says_why_not(self, folder: Path, mode: OpenMode) -> None:
        told = self._run(folder / "timeline.db", mode)
        assert told.startswith("StoreError the store")
        assert "cannot be" in told

    def test_no_store_can_be_made_there(self, folder: Path) -> None:
        told = self._run(folder / "new.db", OpenMode.CREATE)
        assert told.startswith("StoreError the store")
        assert "cannot be opened" in told
        told = self._run(folder / "below" / "new.db", OpenMode.CREATE)
        assert "cannot be opened (Permission denied)" in told

    FOLLOWER = f"""
import sys
import events.store.sqlite.engine
from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.store.contract import followed
{nobody.BECOME}
with open_engine(Address.parse(sys.argv[1]), mode=OpenMode.READ) as store:
    facts = followed(store, 1)
    for _ in range(5):
        print(next(facts).position, flush=True)
"""

    def test_a_store_is_followed_in_a_folder_that_only_its_owner_can_write(self, folder: Path) -> None:
        if os.geteuid() != 0:
            folder.chmod(0o755)  # One user only: then the folder is ours.
        follower = subprocess.Popen(
            [sys.executable, "-c", self.FOLLOWER, str(SqliteAddress(folder / "timeline.db"))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with follower:
            assert follower.stdout
            assert follower.stderr
            for position in (2, 3):
                assert follower.stdout.readline() == f"{position}\n", follower.stderr.read()
            for position in (4, 5, 6):
                with SqliteEngine(folder / "timeline.db") as store:
                    store.append([new_entry()], recorded_by="owner")
                assert follower.stdout.readline() == f"{position}\n", follower.stderr.read()
            assert follower.stderr.read() == ""

    def test_unfinished_work_is_not_passed_over(self, folder: Path) -> None:
        folder.chmod(0o755)
        with closing(sqlite3.connect(folder / "timeline.db", isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("INSERT INTO models VALUES (0, 0)")
            shutil.copytree(folder, folder.with_name("copy"))
        copy = folder.with_name("copy")
        (copy / "timeline.db-shm").unlink()
        copy.chmod(0o555)
        try:
            told = self._run(copy / "timeline.db", OpenMode.READ)
        finally:
            copy.chmod(0o755)
        assert told == "3" or "unfinished work" in told


class TestMadeMeanwhile:
    def test_a_store_that_somebody_makes_meanwhile_is_seen_whole_or_not_at_all(self, path: Path) -> None:
        new = path.with_name("new.db")
        with closing(sqlite3.connect(new, isolation_level=None)) as looking:

            def make_it(statement: str) -> None:
                if "user_version" in statement:
                    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(new, timeout=0)) as making:
                        create(making)
                        making.commit()

            looking.set_trace_callback(make_it)
            assert found_in(looking, new) in (Found.NOTHING, Found.STORE)


class TestFullDisk:
    def test_a_disk_without_room_for_the_side_files_is_full_and_not_broken(self, path: Path) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
        told = store_error(error, path)
        assert told.message == f"the disk is full: the store {path} cannot grow (disk I/O error)"
        assert told.hint == "Nothing was stored. Free some space, then repeat."

    def test_a_full_disk_is_told_and_nothing_is_stored(self, path: Path) -> None:
        with SqliteEngine(path) as store:
            with store.locked() as log:
                # SQLite's own limit of pages answers as a full disk does.
                execute = log._cursor.execute  # type: ignore[attr-defined] # of SQLite
                (pages,) = execute("PRAGMA page_count").fetchone()
                execute(f"PRAGMA max_page_count = {pages:d}")
            with pytest.raises(StoreError, match="the disk is full"):
                store.append([new_entry(payload=b"x" * 9000) for _ in range(9)], recorded_by="x")
            assert store.head() == 3


@pytest.mark.parametrize("become", ["deleted", "moved", "replaced"])
def test_nothing_is_acknowledged_in_a_file_that_nobody_would_find(path: Path, become: str) -> None:
    with SqliteEngine(path) as store:
        store.append(new_entries(2), recorded_by="x")
        elsewhere = path.with_name("moved.db")
        path.rename(elsewhere)
        if become == "deleted":
            elsewhere.unlink()
        if become == "replaced":
            shutil.copyfile(elsewhere, path)
        with pytest.raises(StoreError, match="is not there any more: its file was moved, deleted or replaced"):
            store.append(new_entries(2), recorded_by="x")
        if become == "moved":
            elsewhere.rename(path)
            assert store.append(new_entries(2), recorded_by="x")
