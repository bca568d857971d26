"""Addresses of stores: what is read, what is refused, and that a password is never seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInputError, StoreError
from events.store.address import Address, PostgresAddress, SqliteAddress, default_address, open_engine

SECRET = "hunter2"  # noqa: S105 - the password that must not be seen


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("sqlite:///timeline.db", "timeline.db"),
        ("sqlite:///data/timeline", "data/timeline"),
        ("sqlite:////data/timeline.db", "/data/timeline.db"),
        ("sqlite:////data/a%3Fb%23c%25d e.db", "/data/a?b#c%d e.db"),
        ("timeline.db", "timeline.db"),
        ("/data/50%.sqlite3", "/data/50%.sqlite3"),
        ("./a?b#c.sqlite", "a?b#c.sqlite"),
        ("~/a%3Fb.db", "/home/anna/a%3Fb.db"),
        ("sqlite:///~/a%3Fb.db", "/home/anna/a?b.db"),
        ("sqlite:///./~/a.db", "~/a.db"),
        ("a/~/$HOME.db", "a/~/$HOME.db"),
    ],
)
def test_a_file_is_named_by_url_or_by_path(text: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    assert Address.parse(text) == SqliteAddress(Path(path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (":memory:", "names a store that is gone when the command ends"),
        ("sqlite:///:memory:", "names a store that is gone when the command ends"),
        ("$HOME/talks.db", "begins with a variable that no shell has filled in"),
        ("sqlite:///$HOME/talks.db", "begins with a variable that no shell has filled in"),
        ("sqlite:////${HOME}/talks.db", "begins with a variable that no shell has filled in"),
        ("~nobody-of-that-name/talks.db", "names a home folder that is not known here"),
    ],
)
def test_a_place_that_is_none_is_refused(text: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        Address.parse(text)


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1).filter(lambda t: not t.endswith("/")))
def test_what_is_shown_of_a_file_is_its_address(text: str) -> None:
    address = SqliteAddress(Path(text))
    if address.path.name:
        assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    ("text", "conninfo", "schema", "shown"),
    [
        ("postgresql://h/db", "postgresql://h/db", "timeline", "postgresql://h/db?schema=timeline"),
        ("postgres://u@h:5433/db", "postgresql://u@h:5433/db", "timeline", "postgresql://u@h:5433/db?schema=timeline"),
        (
            f"postgresql://u:{SECRET}@h1:1,[::1]:2/db?schema=mine&sslmode=require",
            f"postgresql://u:{SECRET}@h1:1,[::1]:2/db?sslmode=require",
            "mine",
            "postgresql://u@h1:1,[::1]:2/db?sslmode=require&schema=mine",
        ),
        (
            f"postgresql:///db?host=/run/pg&password={SECRET}&p%61ssword={SECRET}",
            f"postgresql:///db?host=%2Frun%2Fpg&password={SECRET}&password={SECRET}",
            "timeline",
            "postgresql:///db?host=/run/pg&schema=timeline",
        ),
    ],
)
def test_a_database_is_named_as_libpq_does(text: str, conninfo: str, schema: str, shown: str) -> None:
    address = Address.parse(text)
    assert isinstance(address, PostgresAddress)
    assert (address.conninfo, address.schema) == (conninfo, schema)
    assert str(address) == address.redacted() == shown
    assert SECRET not in repr(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "timeline",
        "sqlite://timeline.db",
        "sqlite:///",
        "sqlite:///folder/",
        "sqlite:///timeline.db?mode=ro",
        "sqlite:///a%00b.db",
        "a\nb.db",
        "mysql://h/db",
        "file:timeline.db",
        "postgresql://h/db?schema=Robert'); DROP",
        "postgresql://h/db#fragment",
        f"postgresql://u:{SECRET}@x@h/db",
        f"postgresql://u:{SECRET}/x@h/db",
        f"postgresql://u:{SECRET}:x@h/db",
        f"postgresql://u:{SECRET}#x@h/db",
        f"postgresql://u:{SECRET}?x@h/db",
        f"postgresql://h:{SECRET}/db",
        f"mysql://u:{SECRET}@h/db",
        f"host=h password={SECRET}",
        f"HOST=h PASSWORD={SECRET}",
        f"sqlite://u:{SECRET}@h/x.db",
        f"postgresql://u:{SECRET}\udcff@h/db",
        "postgresql://h/db?\udcff=1",
    ],
)
def test_anything_else_is_refused_with_examples_and_without_secrets(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        Address.parse(text)
    assert "sqlite:///timeline.db" in caught.value.hint
    assert SECRET not in str(caught.value)
    assert len(caught.value.message.splitlines()) == 1


@pytest.mark.parametrize(
    "text", [f"postgresql://u:{SECRET}@h%db", f"postgresql://u:{SECRET}@h/%ff", "postgresql://h/db?a=b"]
)
def test_an_address_that_libpq_cannot_read_is_refused_when_it_is_opened(text: str) -> None:
    with pytest.raises(BadInputError, match="cannot be read by the PostgreSQL client") as caught:
        open_engine(Address.parse(text))
    assert SECRET not in str(caught.value)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_address_shows_its_password(before: str, after: str) -> None:
    text = f"postgresql://{before}:{SECRET}@{after}"
    try:
        shown = repr(Address.parse(text)) + str(Address.parse(text))
    except BadInputError as error:
        shown = str(error)
    assert SECRET not in shown


@pytest.mark.parametrize("parameter", [f"sslmode={SECRET}", f"{SECRET}=1", "port=x", "connect_timeout=a"])
def test_what_libpq_cannot_read_is_refused_without_repeating_it(parameter: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises((BadInputError, StoreError)) as caught:
        open_engine(Address.parse(f"postgresql://u:{SECRET}@127.0.0.1:1/db?{parameter}"))
    assert f"u:{SECRET}" not in str(caught.value)


def test_the_default_is_a_file_in_the_data_folder() -> None:
    assert default_address(Path("/home/x/data")) == SqliteAddress(Path("/home/x/data/timeline.db"))
