"""Where a store is: the address that people type, and opening what is there.

    sqlite:///name.db              a file, relative to the working folder
    sqlite:////data/name.db        a file, by its full path (`%3F` for `?`, `%23` for `#`, `%25` for `%`)
    ~/name.db                      a file in your home folder
    name.db, /data/name.sqlite     the same without the scheme, taken letter by letter, when it ends in
                                   .db, .sqlite or .sqlite3
    postgresql://user@host/name    a PostgreSQL database, as libpq reads it. `?schema=…` names the schema that
                                   holds the store (`timeline` if it is not given)

An address may hold a password. It is in no text, no error and no `repr` made from one: what is shown is put
together from the parts that are known to be harmless.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode

from events.errors import BadInputError, StoreError
from events.store.options import StoreOptions

if TYPE_CHECKING:
    from events.store.options import OpenMode
    from events.store.port import Engine

DEFAULT_NAME = "timeline.db"
DEFAULT_SCHEMA = "timeline"

_EXAMPLES = (
    "Write sqlite:///timeline.db, sqlite:////full/path/timeline.db, a path that ends in .db, "
    "or postgresql://user@host/database."
)
_SUFFIXES = (".db", ".sqlite", ".sqlite3")
# Patterns are texts: each is compiled when it is first asked for. To compile one takes longer than to read an address,
# so what shows at once that it cannot match is looked at before.
_UNPRINTABLE = r"[\x00-\x1f\x7f]"
# What Python makes of bytes that are no UTF-8; a path may have them, libpq takes none.
_HALVES = "[\ud800-\udfff]"
# What may hold a password, or its encoding: such a text is not shown back.
_TELLING = r"(?i:[@=%]|passw|://.*:)"
# Two letters or more: one is a drive of Windows.
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]+:"
_SQLITE = "sqlite:///"
_IN_MEMORY = ":memory:"
_VARIABLE = r"/?(?:\$\{?[A-Za-z_]|%[A-Za-z_]+%)"
_POSTGRES = r"(?i:postgres(?:ql)?://)"
# user[:password]@ host[:port][,host[:port]…]; libpq wants every other sign percent-encoded.
_NETLOC = r"(?:(?P<user>[^:@/?#]*)(?::(?P<password>[^:@/?#]*))?@)?(?P<hosts>[^@/?#]*)"
_HOST = r"(?:\[[0-9A-Fa-f:.%]+\]|[^\[\]:,@]*)(?::[0-9]*)?"
_HOSTS = f"{_HOST}(?:,{_HOST})*"
# Parameters that tell where the server is; every other one is left out of what is shown.
_HARMLESS = ("host", "hostaddr", "port", "dbname", "user", "service", "sslmode")
_SCHEMA = r"[a-z_][a-z0-9_]{0,62}"


class Address:
    """Where a store is. `str` and `repr` show it without secrets.

    No dataclass: to make one takes a hundredth of a command's start.
    """

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def redacted(self) -> str:
        """Return the address as it may be shown."""
        return str(self)

    @staticmethod
    def parse(text: str) -> SqliteAddress | PostgresAddress:
        """Read an address.

        Raises:
            BadInputError: it is none, with examples. A text that may hold a password is not repeated.

        """
        if not text or _is_unprintable(text):
            raise _bad(text, "is empty or holds control characters")
        if text.startswith(_SQLITE):
            return _sqlite(text)
        if "://" in text and re.match(_POSTGRES, text):
            return _postgres(text)
        if text == _IN_MEMORY:
            raise _in_memory(text)
        if text.endswith(_SUFFIXES) and not (":" in text and re.match(_SCHEME, text)):
            return SqliteAddress(_file(text, text, text))
        raise _bad(text, "is not an address of a store")


class SqliteAddress(Address):
    """A file.

    Attributes:
        path: as it was typed. Relative to the working folder when it does not start at the root.

    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        path = quote(self.path.as_posix(), safe="/:~ !&()*+,;=@", errors="surrogateescape")
        # A file that is called so is in the working folder: it is neither a home nor the memory.
        return f"{_SQLITE}{'./' if path.startswith('~') or path == _IN_MEMORY else ''}{path}"


class PostgresAddress(Address):
    """A schema of a PostgreSQL database.

    Attributes:
        conninfo: what libpq is given. Holds the password, and is shown nowhere.
        schema: the schema that holds the store.
        shown: the address without secrets.
        tells_password: whether a password stands in it.

    """

    def __init__(self, *, conninfo: str, schema: str, shown: str, tells_password: bool = False) -> None:
        self.tells_password = tells_password
        self.conninfo = conninfo
        self.schema = schema
        self.shown = shown

    def __str__(self) -> str:
        return self.shown


def default_address(data_dir: Path) -> SqliteAddress:
    """Return the address of the store in a user's data folder."""
    return SqliteAddress(data_dir / DEFAULT_NAME)


def open_engine(address: Address, options: StoreOptions | None = None, *, mode: OpenMode | None = None) -> Engine:
    """Open the store at an address. `mode` overrides the one in the options.

    Raises:
        NotFoundError: there is no store, and the mode does not make one.
        StoreError: it cannot be opened, or is not a store that this release can use.

    """
    options = options or StoreOptions()
    if mode is not None:
        options = options.with_mode(mode)
    # Each engine is imported when it is asked for: psycopg alone takes longer than most commands.
    if isinstance(address, SqliteAddress):
        from events.store.sqlite import SqliteEngine

        return SqliteEngine(address.path, options)
    if isinstance(address, PostgresAddress):
        try:
            from events.store.postgres import PostgresEngine
        except ImportError as error:
            msg = f"PostgreSQL stores need the client library, which is not installed ({error})"
            raise StoreError(msg, hint="«install extra=postgres»") from error

        return PostgresEngine(address.conninfo, schema=address.schema, shown=address.shown, options=options)
    msg = f"no engine opens {address}"
    raise TypeError(msg)


def _bad(text: str, fault: str) -> BadInputError:
    shown = "the address (not shown, it may hold a password)" if re.search(_TELLING, text) else f"the address {text!r}"
    return BadInputError(f"{shown} {fault}", hint=_EXAMPLES)


def _sqlite(text: str) -> SqliteAddress:
    rest = text.removeprefix(_SQLITE)
    if not rest or rest.endswith("/"):
        raise _bad(text, "names no file")
    if "?" in rest or "#" in rest:
        raise _bad(text, "has parameters, which an SQLite store does not take (write %3F and %23 in a file name)")
    path = unquote(rest, errors="surrogateescape")
    if _is_unprintable(path):
        raise _bad(text, "holds control characters")
    return SqliteAddress(_file(path, rest, text))


def _is_unprintable(text: str) -> bool:
    return not text.isprintable() and re.search(_UNPRINTABLE, text) is not None


def _file(path: str, typed: str, text: str) -> Path:
    """The file of a path, in which `~` is the home folder also where no shell has seen it.

    Raises:
        BadInputError: it is in no folder, or holds a variable that nobody has filled in.

    """
    if typed == _IN_MEMORY:
        raise _in_memory(text)
    if typed.lstrip("/").startswith(("$", "%")) and all(re.match(_VARIABLE, one) for one in (typed, path)):
        # Both: `%EA%80` is a letter, `%25HOME%25` a name.
        raise _bad(text, "begins with a variable that no shell has filled in")
    if not typed.startswith("~"):
        return Path(path)
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise _bad(text, "names a home folder that is not known here") from None


def _in_memory(text: str) -> BadInputError:
    hint = "Name a file, or look at «demo», whose store is gone afterwards."
    return BadInputError(f"the address {text!r} names a store that is gone when the command ends", hint=hint)


def _postgres(text: str) -> PostgresAddress:
    scheme = re.match(_POSTGRES, text)
    rest = text[scheme.end() if scheme else 0 :]
    if re.search(_HALVES, text):
        raise _bad(text, "holds bytes that are no UTF-8 (percent-encode them)")
    if "#" in rest:
        raise _bad(text, "holds '#' (in a password, write %23)")
    location, _, query = rest.partition("?")
    netloc, _, database = location.partition("/")
    parts = re.fullmatch(_NETLOC, netloc)
    if parts is None or re.fullmatch(_HOSTS, parts["hosts"]) is None or "/" in database or "@" in database:
        raise _bad(text, "cannot be read (in a user or password, write %40 for @, %2F for /, %3A for :)")
    parameters = parse_qsl(query, keep_blank_values=True)
    schema = next((value for key, value in parameters if key == "schema"), DEFAULT_SCHEMA)
    if re.fullmatch(_SCHEMA, schema) is None:
        raise _bad(text, "has a schema that is not a plain name (small letters, digits, underscores)")
    kept = urlencode([(key, value) for key, value in parameters if key != "schema"], quote_via=quote)
    login = f"{parts['user']}@" if parts["user"] else ""
    shown = urlencode([(key, value) for key, value in parameters if key in _HARMLESS], safe="/:,", quote_via=quote)
    return PostgresAddress(
        conninfo=f"postgresql://{location}" + (f"?{kept}" if kept else ""),
        schema=schema,
        shown=f"postgresql://{login}{parts['hosts']}/{database}?{shown}{'&' if shown else ''}schema={schema}",
        tells_password=bool(parts["password"]) or any(key in ("password", "sslpassword") for key, _ in parameters),
    )
