"""What a PostgreSQL store refuses, keeps and says when the schema, the server or the line are not as they should be."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest

from events.errors import StoreError
from events.store import following, library
from events.store.address import Address, PostgresAddress, open_engine
from events.store.options import OpenMode, StoreOptions
from events.store.port import UnavailableError
from events.store.postgres import connections
from tests.postgres_proxy import Proxy
from tests.postgres_server import PASSWORD, USER, PostgresServer, free_port
from tests.store.contract import after, followed
from tests.store.entries import new_entries, new_entry
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.store.port import Engine
    from events.store.read_models import ReadModelWriter

type_of_sql = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def address(postgres_address: PostgresAddress) -> PostgresAddress:
    """A store with three facts."""
    with open_engine(postgres_address) as store:
        store.append(new_entries(3), recorded_by="x")
    return postgres_address


@pytest.fixture
def behind_our_back(address: PostgresAddress) -> Iterator[type_of_sql]:
    with psycopg.connect(address.conninfo, autocommit=True, options=f"-c search_path={address.schema}") as connection:
        yield connection


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE facts SET payload = '' WHERE position = 2",
            "DELETE FROM facts WHERE position = 3",
            "DELETE FROM facts WHERE position = 99",
            "TRUNCATE facts",
            "INSERT INTO facts SELECT * FROM facts ON CONFLICT (position) DO UPDATE SET topic = ''",
            "SET session_replication_role = replica; DELETE FROM facts",
        ],
    )
    def test_nobody_changes_a_fact(self, behind_our_back: type_of_sql, statement: str) -> None:
        with pytest.raises(psycopg.errors.RaiseException, match="facts are append-only"):
            behind_our_back.execute(statement)
        assert behind_our_back.execute("SELECT count(*) FROM facts").fetchone() == (3,)


def with_options(address: PostgresAddress, options: str) -> PostgresAddress:
    """The same store, with settings of the server that its user asks for."""
    conninfo = f"{address.conninfo}?options={quote(options)}"
    return PostgresAddress(conninfo=conninfo, schema=address.schema, shown=address.shown)


class TestSettings:
    def test_every_line_waits_for_the_disk_and_sees_only_its_schema(self, address: PostgresAddress) -> None:
        hostile = with_options(address, "-c synchronous_commit=off -c search_path=public")
        seen: list[object] = []

        def look(writer: ReadModelWriter, _: object) -> None:
            seen.append(
                writer._transaction.execute(  # type: ignore[attr-defined] # of the engines that speak SQL
                    "SELECT current_setting('synchronous_commit'), current_schemas(false)::text[],"
                    " current_setting('transaction_isolation')"
                ).fetchone()
            )

        with open_engine(hostile) as store:
            store.append([new_entry()], recorded_by="x", on_append=[look])
        assert seen == [("on", [address.schema], "read committed")]


class TestNotAStore:
    @pytest.mark.parametrize("mode", list(OpenMode))
    @pytest.mark.parametrize("table", ["facts (x integer)", "meta (x integer)"])
    def test_tables_of_another_program(self, postgres_address: PostgresAddress, mode: OpenMode, table: str) -> None:
        schema = postgres_address.schema
        with psycopg.connect(postgres_address.conninfo) as connection:
            connection.execute(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.{table}".encode())
        with pytest.raises(StoreError, match=r"is not a store of facts: its schema holds a (facts|meta) of somebody"):
            open_engine(postgres_address, mode=mode)

    @pytest.mark.parametrize("mode", list(OpenMode))
    @pytest.mark.parametrize(
        ("statement", "named"),
        [
            ("UPDATE meta SET format = 4", r"newer release \(format 4; this one reads 3\)"),
            ("DROP TRIGGER facts_refuse ON facts", "its triggers are not ours .facts facts_refuse A"),
            (
                "ALTER TABLE facts DISABLE TRIGGER ALL",
                "its triggers are not ours .facts facts_refuse A, facts facts_refuse D",
            ),
            (
                "CREATE TRIGGER spy BEFORE INSERT ON facts EXECUTE FUNCTION facts_refuse()",
                "its triggers are not ours .facts spy O",
            ),
            (
                "ALTER TABLE facts ALTER payload TYPE text USING ''",
                "its columns are not ours .payload bytea, payload te",
            ),
            ("ALTER TABLE facts ADD mood text", "its columns are not ours .mood text"),
            *(
                (f"CREATE TRIGGER spy BEFORE INSERT ON {table} EXECUTE FUNCTION facts_refuse()", f"{table} spy O")
                for table in ("tree", "topics", "answers", "behind", "meta")
            ),
            ("CREATE RULE hush AS ON INSERT TO topics DO INSTEAD NOTHING", "its rules are not ours .topics hush"),
            ("ALTER TABLE facts ENABLE ROW LEVEL SECURITY", "row security.* are not ours .facts"),
            (
                "CREATE OR REPLACE FUNCTION facts_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "its refusals of changes are not ours",
            ),
            ("DROP TABLE meta", "is not a store of facts"),
        ],
    )
    def test_a_changed_schema(
        self, address: PostgresAddress, behind_our_back: type_of_sql, mode: OpenMode, statement: str, named: str
    ) -> None:
        behind_our_back.execute(statement.encode())
        with pytest.raises(StoreError, match=named):
            open_engine(address, mode=mode)

    def test_a_role_without_rights_is_told_so(
        self, address: PostgresAddress, behind_our_back: type_of_sql, own_postgres: PostgresServer
    ) -> None:
        role = f"guest_{address.schema}"
        behind_our_back.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'guest'".encode())
        guest = Address.parse(
            own_postgres.address.replace(f"//{USER}:{quote(PASSWORD, safe='')}@", f"//{role}:guest@")
            + f"?schema={address.schema}"
        )
        try:
            with pytest.raises(StoreError, match=r"the user may not do this .*no USAGE on its schema"):
                open_engine(guest, mode=OpenMode.READ)
            behind_our_back.execute(f"GRANT USAGE ON SCHEMA {address.schema} TO {role}".encode())
            with pytest.raises(StoreError, match="the user may not do this"):
                open_engine(guest, mode=OpenMode.READ)
            behind_our_back.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {address.schema} TO {role}".encode())
            with open_engine(guest, mode=OpenMode.READ) as store:
                assert store.head() == 3
        finally:
            behind_our_back.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())

    def test_a_store_that_is_dropped_while_it_is_open(
        self, address: PostgresAddress, behind_our_back: type_of_sql
    ) -> None:
        with open_engine(address) as store:
            behind_our_back.execute("DROP TABLE facts")
            for action in _actions(store):
                with pytest.raises(StoreError, match="is not there any more"):
                    action()


class TestServerOutOfReach:
    """Each is one line, names the store, and shows no password."""

    def test_nobody_listens(self) -> None:
        _refused(f"postgresql://u:{quote(PASSWORD, safe='')}@127.0.0.1:{free_port()}/db", "cannot be reached")

    def test_the_password_is_wrong(self, own_postgres: PostgresServer) -> None:
        wrong = own_postgres.address.replace("100", "99")
        assert "password authentication failed" in _refused(wrong, "cannot be reached")

    def test_there_is_no_such_database(self, own_postgres: PostgresServer) -> None:
        assert '"nowhere" does not exist' in _refused(
            own_postgres.address.replace("/postgres", "/nowhere"), "cannot be reached"
        )

    def test_the_user_may_not_make_a_schema(self, own_postgres: PostgresServer) -> None:
        with psycopg.connect(own_postgres.address, autocommit=True) as connection:
            connection.execute("DROP ROLE IF EXISTS guest")
            connection.execute("CREATE ROLE guest LOGIN PASSWORD 'guest-pass'")
        told = _refused(f"postgresql://guest:guest-pass@127.0.0.1:{own_postgres.port}/postgres?schema=no", "may not do")
        assert "guest-pass" not in told

    def test_the_server_takes_no_writes(self, address: PostgresAddress) -> None:
        read_only = with_options(address, "-c default_transaction_read_only=on")
        with open_engine(read_only, mode=OpenMode.READ) as store:
            assert store.head() == 3


def _refused(address: str, why: str) -> str:
    """Open a store that cannot be opened; return what was said."""
    with pytest.raises(StoreError, match=why) as caught:
        open_engine(Address.parse(address))
    told = f"{caught.value}{caught.value!r}{caught.value.__cause__}"
    assert PASSWORD not in told
    assert quote(PASSWORD, safe="") not in told
    assert len(caught.value.message.splitlines()) == 1
    return told


def _actions(store: Engine) -> list[Callable[[], object]]:
    return [
        lambda: store.append([new_entry()], recorded_by="x"),
        lambda: list(store.since()),
        store.head,
        store.versions,
    ]


class TestWaiting:
    def test_a_held_store_is_told_after_the_deadline(
        self, address: PostgresAddress, behind_our_back: type_of_sql
    ) -> None:
        with open_engine(address, StoreOptions(wait_seconds=0.3)) as store:
            with behind_our_back.transaction():
                behind_our_back.execute("LOCK TABLE facts IN EXCLUSIVE MODE")
                with pytest.raises(StoreError, match="another session holds the store") as caught:
                    store.append([new_entry()], recorded_by="x")
                assert "Nothing was stored" in caught.value.hint
                assert store.head() == 3  # Reading goes on.
            assert store.append([new_entry()], recorded_by="x")[0].position == 4


class TestLostLine:
    """A recorded fact is never reported as refused, and nothing is stored twice."""

    @pytest.fixture(autouse=True)
    def _quick(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connections.Connection, "answer_seconds", 1.0)
        monkeypatch.setattr(connections, "RECONNECT_SECONDS", 5.0)

    @pytest.fixture
    def proxy(self, own_postgres: PostgresServer) -> Iterator[Proxy]:
        proxy = Proxy(own_postgres.port)
        yield proxy
        proxy.close()

    @pytest.fixture
    def store(self, own_postgres: PostgresServer, address: PostgresAddress, proxy: Proxy) -> Iterator[Engine]:
        by_proxy = Address.parse(f"{own_postgres.address_on(proxy.port)}?schema={address.schema}")
        with open_engine(by_proxy, StoreOptions(wait_seconds=2)) as store:
            yield store

    def test_the_answer_to_a_commit_is_lost(self, store: Engine, proxy: Proxy) -> None:
        known = next(store.since())
        entries = [new_entry(), new_entry()]
        proxy.lose_next = b"; COMMIT"

        receipts = store.append(entries, recorded_by="x")

        assert [(r.position, r.added) for r in receipts] == [(4, True), (5, True)]
        assert [f.fact_id for f in store.since(3)] == [e.fact_id for e in entries]
        assert next(store.since()) == known

    def test_the_answer_to_the_commit_of_many_lots_is_lost(self, store: Engine, proxy: Proxy) -> None:
        with store.appending(recorded_by="x") as append:
            for _ in range(3):
                append(new_entries(2))
            proxy.lose_next = b"; COMMIT"

        assert store.head() == 9

    def test_the_answer_to_a_commit_of_nothing_new_is_lost(self, store: Engine, proxy: Proxy) -> None:
        entry = new_entry()
        store.append([entry], recorded_by="x")
        proxy.lose_next = b"; COMMIT"

        assert not store.append([entry], recorded_by="x")[0].added

    def test_the_commit_itself_is_lost(self, store: Engine, proxy: Proxy) -> None:
        entry = new_entry()
        proxy.swallow_next = b"; COMMIT"

        with pytest.raises(StoreError, match="lost during a commit: nothing of its 1 fact is stored"):
            store.append([entry], recorded_by="x")

        assert store.append([entry], recorded_by="x")[0].position == 4

    def test_a_kept_line_that_is_lost_before_anything_is_written_is_replaced(self, store: Engine, proxy: Proxy) -> None:
        store.append([new_entry()], recorded_by="x")
        proxy.lose_next = b"LOCK TABLE"

        assert store.append([new_entry()], recorded_by="x")[0].position == 5
        assert store.head() == 5

    def test_a_line_that_is_lost_before_the_commit_is_told(self, store: Engine, proxy: Proxy) -> None:
        entry = new_entry()
        store.append([new_entry()], recorded_by="x")
        proxy.lose_next = b"COPY facts"

        with pytest.raises(StoreError, match="cannot be reached") as caught:
            store.append([entry], recorded_by="x")

        assert "repeating an append is always safe" in caught.value.hint
        assert store.append([entry], recorded_by="x")[0].position == 5

    def test_a_kept_line_that_died_is_replaced(self, store: Engine, proxy: Proxy) -> None:
        store.append([new_entry()], recorded_by="x")
        proxy.cut()
        assert store.head() == 4
        proxy.cut()
        assert store.append([new_entry()], recorded_by="x")[0].position == 5

    def test_a_dead_line_is_told(self, store: Engine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connections, "CONNECT_SECONDS", 2)
        proxy.dead.set()
        for action in _actions(store):
            started = time.monotonic()
            with pytest.raises(StoreError, match=r"does not answer|cannot be reached"):
                action()
            assert time.monotonic() - started < 20
        proxy.dead.clear()
        assert store.head() == 3

    def test_who_waits_gets_a_new_line_for_one_that_died(self, store: Engine, proxy: Proxy) -> None:
        with after(0.5, proxy.cut), after(1.0, lambda: store.append([new_entry()], recorded_by="x")):
            assert store.wait(3, seconds=60)

    def test_who_waits_is_told_of_a_dead_line(
        self, store: Engine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connections, "CONNECT_SECONDS", 2)
        began = time.monotonic()
        with (
            after(0.5, proxy.dead.set),
            pytest.raises(UnavailableError, match=r"does not answer|cannot be reached"),
        ):
            store.wait(3, seconds=60)
        assert time.monotonic() - began < 20
        proxy.dead.clear()

    def test_a_line_that_dies_in_a_commit_is_settled_when_it_can_be(
        self, own_postgres: PostgresServer, address: PostgresAddress, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connections, "CONNECT_SECONDS", 2)
        monkeypatch.setattr(connections, "RECONNECT_SECONDS", 1.0)
        entry = new_entry()
        by_proxy = Address.parse(f"{own_postgres.address_on(proxy.port)}?schema={address.schema}")
        options = StoreOptions(wait_seconds=2)
        with open_engine(by_proxy, options) as store:
            with pytest.raises(StoreError, match="whether its 1 fact got into the log is unknown") as caught:
                store.append([entry], recorded_by="x", on_append=[lambda _, __: proxy.dead.set()])
            assert "What is known is not added twice" in caught.value.hint
            proxy.dead.clear()
        # The commit was on its way all the time. Asking again is safe, whatever came of it.
        with open_engine(address) as store:
            assert store.append([entry], recorded_by="x")[0].position == 4


class TestFollowing:
    def test_a_fact_that_no_notification_told_of_is_noticed(
        self, address: PostgresAddress, behind_our_back: type_of_sql
    ) -> None:
        copied = (
            "INSERT INTO facts SELECT 4, dialogue, 4, decode(repeat('ab', 16), 'hex'), digest, topic, payload,"
            " recorded_at, recorded_by, NULL, mark FROM facts WHERE position = 3"
        )
        with open_engine(address, mode=OpenMode.READ) as store, after(0.5, lambda: behind_our_back.execute(copied)):
            began = time.monotonic()
            assert store.wait(3, seconds=60)
            assert time.monotonic() - began < 10

    def test_a_standby_is_watched_though_nobody_is_notified_there(
        self, own_postgres: PostgresServer, address: PostgresAddress, request: pytest.FixtureRequest
    ) -> None:
        standby = PostgresServer(standby_of=own_postgres)
        request.addfinalizer(standby.remove)
        by_standby = Address.parse(f"{standby.address}?schema={address.schema}")
        with open_engine(by_standby, mode=OpenMode.READ) as store, open_engine(address) as writer:
            assert not store.wait(3, seconds=0)
            with after(0.5, lambda: writer.append([new_entry()], recorded_by="x")):
                assert store.wait(3, seconds=60)

    def test_lines_that_listened_are_deaf_afterwards(self, address: PostgresAddress) -> None:
        with open_engine(address) as store:
            assert not store.wait(3, seconds=0)
            listening = "SELECT count(*) FROM pg_listening_channels()"
            assert store._reader.ask(listening) == [(0,)]  # type: ignore[attr-defined] # over its connections

    def test_a_store_that_was_made_anew_is_not_followed(
        self, address: PostgresAddress, behind_our_back: type_of_sql, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(library, "LOOK_SECONDS", 0.2)
        with open_engine(address, mode=OpenMode.READ) as store:
            facts = followed(store, 2)
            third = next(facts)
            behind_our_back.execute(f"DROP SCHEMA {address.schema} CASCADE".encode())
            with open_engine(address) as another:
                another.append(new_entries(3), recorded_by="x")

            told = f"not go on after position 3: another fact .* stands where fact {third.fact_id} stood"
            with pytest.raises(StoreError, match=told):
                next(facts)

    def test_a_store_that_was_dropped_is_told(self, address: PostgresAddress, behind_our_back: type_of_sql) -> None:
        with open_engine(address, mode=OpenMode.READ) as store:
            drop = f"DROP SCHEMA {address.schema} CASCADE".encode()
            with (
                after(0.3, lambda: behind_our_back.execute(drop)),
                pytest.raises(StoreError, match="is not there any more"),
            ):
                store.wait(3, seconds=60)


class TestRestart:
    @pytest.mark.parametrize("how", ["stop", "kill"])
    def test_a_log_is_followed_past_a_restart_of_its_server(self, how: str, request: pytest.FixtureRequest) -> None:
        server = PostgresServer()
        request.addfinalizer(server.remove)
        with open_engine(Address.parse(server.address)) as store:
            store.append(new_entries(3), recorded_by="x")
        told: list[object] = []

        def restart() -> None:
            getattr(server, how)()
            until(lambda: told)
            server.start()
            with open_engine(Address.parse(server.address)) as writer:
                writer.append(new_entries(2), recorded_by="x")

        with open_engine(Address.parse(server.address), mode=OpenMode.READ) as store:
            facts = following.follow(store, 2, lost=told.append, back=told.append)
            assert next(facts).position == 3
            with after(0.5, restart):
                assert [next(facts).position, next(facts).position] == [4, 5]
        lost, back = told
        assert isinstance(lost, UnavailableError)
        assert PASSWORD not in str(lost)
        assert back == 3

    @pytest.mark.parametrize("how", ["stop", "kill"])
    def test_a_restarted_server_is_met_again(self, how: str, request: pytest.FixtureRequest) -> None:
        server = PostgresServer()
        request.addfinalizer(server.remove)
        with open_engine(Address.parse(server.address)) as store:
            store.append(new_entries(3), recorded_by="x")
            getattr(server, how)()
            for action in _actions(store):
                with pytest.raises(StoreError, match="cannot be reached"):
                    action()
            server.start()
            assert store.append([new_entry()], recorded_by="x")[0].position == 4
            assert store.head() == 4
