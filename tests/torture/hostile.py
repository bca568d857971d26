"""Requests that no browser sends: is each refused in a word, and is nothing left of them in the server?

Names of other servers, methods, bodies of every wrong sort, heads that never end, pipelines, paths and days that are
none, forms filled in with what breaks things elsewhere. Nothing of it may be answered as if it were right, nothing may
end in an error of ours (500, a traceback), and nothing may be left behind: no file, no thread, no memory.
"""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from events.store.address import open_engine
from events.store.options import OpenMode
from tests.cli.given import TALKS, timeline
from tests.torture.arena import Outcome, Scenario, typed
from tests.torture.checks import check_log
from tests.torture.served import FORM, Served, answers
from timeline.cli.options import login_name
from timeline.forms.attributes import attributes
from timeline.forms.kinds import KINDS
from timeline.web.live import MOST_EACH
from timeline.web.middleware.bodies import LONGEST
from timeline.web.middleware.bodies import SECONDS as BODY_SECONDS
from timeline.web.protocol import HEAD_SECONDS, TAKEN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from tests.torture.arena import Arena
    from tests.torture.served import Server, Taken

MOST_MEMORY = 48 * 2**20
"""By which a server may have grown that was asked anything for hours: pages that it holds, and what Python keeps."""

THREADS = 16
"""At most: those that make pages, one that follows the log, and what the store's library has of its own."""

FILES_EACH = 3
"""At most, of each of these: what it reads the store by."""

SILENT = 60
"""Connections on which nothing more is said."""

CROWD = MOST_EACH + 20
"""Connections on which one program listens, of which it takes nothing."""

SHORT = 300
"""Rounds in the suite, which take too little time to tell who takes nothing of an answer from who takes it late."""

GREEDY = 60
"""Pages that are asked for at once on a connection, of which nothing is taken: more than the system holds."""

EVERY = 50
"""Rounds after which somebody who behaves asks for a page."""

TEXTS = (
    *("", " ", "%", "0", "-1", "9" * 400, "1e9", "NaN", "null", "[]", "{}", "a" * 5_000, "=1+1", "@SUM(A1)", "\t=x"),
    *("../../etc/passwd", "..\\..\\x", "/..;/", "//evil.example", "http://evil.example", "javascript:alert(1)"),
    *("<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "{{7*7}}", "{0.__class__}", "%s%n", "${x}"),
    *("\0", "\r\nX-Evil: 1", "\u202egpj.exe", "\u2028", "\ufeff", "\ud800", "\U0010ffff", "ﷺ" * 300, "e\u0301" * 900),
    *(
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "-0044-03-15",
        "2024-02-30",
        "2024-13",
        "2024-21",
        "2024-05~",
        "../..",
    ),
    *("1/9999", "tomorrow", "next week", "24:00", "2024-01-01T00:00:00Z", "2024-01-01T25:00", "9999-12-31T23:59:59Z"),
    *("talks", "r1", "session:1", "session:1.window", "ar", "en-GB", "x-klingon", "fact", "position:A/talks.stance"),
)
"""What breaks things elsewhere, and what is right here."""

PATHS = (
    *("/", "/index.json", "/news", "/news.json", "/news.csv", "/news.atom", "/upcoming", "/search", "/calendar.ics"),
    *("/d/talks", "/d/talks.json", "/d/talks.ics", "/d/talks.atom", "/d/talks.svg", "/d/talks.md", "/d/talks.csl.json"),
    *("/d/talks/sessions", "/d/talks/sessions.csv", "/d/talks/history", "/d/talks/check", "/d/talks/diff"),
    *("/d/talks/add", "/d/talks/link", "/add", "/-/access", "/-/health"),
    *("/openapi.json", "/report/r1", "/fact/r1", "/d/talks/why/session:1", "/person/Ann", "/place/Geneva"),
)
"""Addresses of pages."""

ALWAYS = PATHS[: PATHS.index("/report/r1")]
"""Those that are there whatever was recorded by forms."""

ASKED = (
    *(
        "on",
        "known",
        "recorded",
        "lang",
        "from",
        "to",
        "since",
        "q",
        "words",
        "person",
        "place",
        "page",
        "sort",
        "zoom",
    ),
    *("folds", "party", "status", "dialogue", "kind", "report", "overdue", "token", "self", "__class__"),
)
"""What addresses ask besides."""

NEVER = frozenset(range(500, 600)) - {503}
"""Codes that no request may bring out. 503 is the store's, which stands."""

READ = frozenset({200, 304, 400, 404, 409})
"""What may be answered to who only looks."""

WRITTEN = READ | {403, 413, 415, 422}


class Attack(NamedTuple):
    """Something that is said to a server.

    Attributes:
        said: in pieces.
        codes: any of these may be answered to each request; none where the connection may just be closed.
        methods: of the requests that are in it.
        closes: whether no answer at all is right too.

    """

    said: Iterable[bytes]
    codes: frozenset[int]
    methods: tuple[bytes, ...] = (b"GET",)
    closes: bool = False


def _text(dice: Random) -> str:
    return "".join(dice.choice(TEXTS) for _ in range(dice.choice([1, 1, 1, 2])))


def _quoted(dice: Random, safe: str = "") -> str:
    return quote(_text(dice), safe=safe, errors="surrogatepass")


def _host(dice: Random, server: Server) -> Attack:
    """A name that is not the server's, or none, or two."""
    port = server.port
    other = dice.choice(
        [
            [b"Host: evil.example"],
            [b"Host: 127.0.0.1:%d@evil.example" % port],
            [b"Host: evil.example:%d" % port],
            [b"Host: 127.0.0.1.evil.example:%d" % port],
            [b"Host: 127.0.0.1:0%d" % port],
            [b"Host: 127.0.0.1"],
            [b"Host: "],
            [],
            [b"Host: " + server.host, b"Host: evil.example"],
            [b"Host: evil.example", b"Host: " + server.host],
            [b"Host: " + server.host + b", evil.example"],
            [b"Host: \xff"],
        ]
    )
    lines = [b"GET /d/talks.json HTTP/1.1", *other, b"X-Forwarded-Host: " + server.host, b"Connection: close"]
    return Attack([b"\r\n".join([*lines, b"", b""])], frozenset({400, 421}))


def _method(dice: Random, server: Server) -> Attack:
    """A method that changes things, from a page of somebody else, or from nowhere."""
    method = dice.choice([b"POST", b"PUT", b"DELETE", b"PATCH", b"OPTIONS", b"TRACE", b"get", b"PROPFIND", b"\xc0GET"])
    origin = dice.choice(
        [
            [],
            [b"Origin: null"],
            [b"Origin: http://evil.example"],
            [b"Origin: http://127.0.0.1"],
            [b"Origin: http://" + server.host, b"Sec-Fetch-Site: cross-site"],
            [b"Origin: http://evil.example", b"Sec-Fetch-Site: same-origin"],
            [b"Sec-Fetch-Site: none"],
            [b"Sec-Fetch-Site: same-site"],
        ]
    )
    fields = [b"Content-Type: " + FORM, b"Content-Length: 3"]
    head = server.head(dice.choice(PATHS), *origin, *fields, method=method)
    return Attack([head, b"a=b"], frozenset({400, 403}))


def _body(dice: Random, server: Server) -> Attack:
    """A form that is none, or too long, or says of itself what is not so."""
    own = (b"Origin: http://" + server.host, b"Sec-Fetch-Site: same-origin")
    typed_as, body, codes = dice.choice(
        [
            (b"application/json", b"{}", {415}),
            (b"multipart/form-data; boundary=x", b"--x--", {415}),
            (b"text/plain", b"stamp=x", {415}),
            (FORM + b", text/plain", b"stamp=x", {415}),
            (FORM, b"stamp=x", {409}),
            (FORM, b"", {409}),
            (FORM, b"stamp=x&" * 600, {400}),
            (FORM, b"stamp=%ff%fe", {400, 409}),
            (FORM, b"\xff\xfe", {400}),
            (FORM, b"=" * 1000, {409}),
            (FORM, b"a=" + b"x" * (LONGEST + 1), {413}),
        ]
    )
    said_of = (*own, b"Content-Type: " + typed_as)
    how = dice.randrange(5)
    if how == 0:  # in chunks
        pieces = [body[i : i + 4096] for i in range(0, len(body), 4096)]
        chunks = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
        head = server.head("/add", *said_of, b"Transfer-Encoding: chunked", method=b"POST")
        return Attack([head, *chunks, b"0\r\n\r\n"], frozenset(codes), closes=413 in codes)
    if how == 1:  # in chunks that are none
        head = server.head("/add", *said_of, b"Transfer-Encoding: chunked", method=b"POST")
        wrong = dice.choice([b"zz\r\n", b"-1\r\n", b"f" * 40 + b"\r\n", b"3\r\nabcdef\r\n", b"1;" + b"x" * 9_000])
        return Attack([head, wrong, b"0\r\n\r\n"], WRITTEN, closes=True)
    if how == 2:  # two lengths, or one that is none
        lengths: tuple[bytes, ...] = dice.choice(
            [(b"Content-Length: 1", b"Content-Length: 2"), (b"Content-Length: -1",), (b"Content-Length: x",)]
        )
        return Attack([server.head("/add", *said_of, *lengths, method=b"POST"), body], frozenset({400}))
    if how == 3:  # a length that is too short: the rest would be a request of its own
        inner = server.head("/d/talks/add", method=b"POST")
        head = server.head("/add", *said_of, b"Content-Length: 2", method=b"POST")
        return Attack([head, b"a=", inner], frozenset({409, 400, 403, 415}))
    head = server.head("/add", *said_of, b"Content-Length: %d" % len(body), method=b"POST")
    return Attack([head, body], frozenset(codes), closes=413 in codes)


def _form(dice: Random, server: Server) -> Attack:
    """A form of ours, from a page of ours, filled in with anything."""
    kind = dice.choice(sorted(KINDS))
    path = dice.choice(["/add", "/d/talks/add", "/d/talks/link", "/fact/r1/correct", "/fact/r1/retract", "/d/x/add"])
    names = [f"fact.{one.name}" for one in attributes(KINDS[kind])]
    names += ["slug", "kind", "cites", "step", "one", "other", "as", "whose", "reason", "report.outlet", "report.id"]
    names += ["report.published", "heading.title", "heading.parties", "fact.a.b.c", "fact.", ""]
    fields = [(name, _text(dice)) for name in dice.sample(names, dice.randrange(len(names)))]
    fields += [("kind", kind), ("cites", dice.choice(["+", "", "r1", "nobody"]))]
    fields += [("stamp", server.stamp), ("step", dice.choice(["review", "edit", "record", "x"]))]
    return Attack([server.form(path, fields)], WRITTEN)


def _path(dice: Random, server: Server) -> Attack:
    """An address that leads nowhere, or out of the house."""
    part = dice.choice(
        [
            "/static/../../../etc/passwd",
            "/static/x/..%2f..%2fetc%2fpasswd",
            "/static/%2e%2e/%2e%2e/pyproject.toml",
            "/d/..%2f..%2fx",
            "/d/%00",
            "/d/%ff%fe.json",
            "//evil.example/%2f..",
            "/\\evil.example",
            "/d/talks/why/%F0%9F%92%A9",
            "/fact/%2A",
            "*",
            "/%",
            "/" + "a/" * 2_000,
            f"/{_quoted(dice)}/{_quoted(dice)}",
            f"/d/{_quoted(dice)}",
            f"/d/talks/why/{_quoted(dice)}",
            f"/report/{_quoted(dice, safe='/')}.json",
            f"/fact/{_quoted(dice)}",
            f"/person/{_quoted(dice, safe='/')}",
        ]
    )
    return Attack([server.head(part)], READ)


def _query(dice: Random, server: Server) -> Attack:
    """A page of ours, asked for something that is none."""
    asked = [(dice.choice(ASKED), _text(dice)) for _ in range(dice.randrange(1, 5))]
    query = urlencode(asked, errors="surrogatepass")
    method = dice.choice([b"GET", b"GET", b"GET", b"HEAD"])
    return Attack([server.head(f"{dice.choice(PATHS)}?{query}", method=method)], READ, (method,))


def _headers(dice: Random, server: Server) -> Attack:
    """Headers that are far too many, too long, or nonsense."""
    nonsense = _text(dice).encode("utf-8", "surrogatepass").replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
    names = [b"Accept-Language", b"Accept-Encoding", b"If-None-Match", b"Range", b"Cookie", b"Last-Event-ID"]
    names += [b"Authorization", b"X-Forwarded-For", b"Forwarded", b"Remote-User", b"Expect", b"Referer"]
    said = dice.choice(
        [
            [dice.choice(names) + b": " + nonsense.strip() for _ in range(4)],
            [b"X-Long: " + b"x" * 100_000],
            [b"X-Many-%d: x" % number for number in range(3_000)],
            [b"Cookie: " + b"a=b; " * 10_000],
            [b"Broken"],
            [b" folded: x"],
            [b"Na me: x"],
            [b"Nul: \0"],
            [b"Accept-Language: " + b"ar;q=nan,en;q=1e400,fr;q=-1," * 8],
            [b"Upgrade: websocket", b"Connection: Upgrade", b"Sec-WebSocket-Key: x", b"Sec-WebSocket-Version: 13"],
            [b"Upgrade: h2c", b"HTTP2-Settings: x"],
        ]
    )
    return Attack([server.head(dice.choice(PATHS), *said)], READ | {401, 417, 421, 431})


def _pipeline(dice: Random, server: Server) -> Attack:
    """Many requests at once on one connection."""
    count = dice.randrange(2, 12)
    paths = [dice.choice(ALWAYS) for _ in range(count)]
    methods = tuple(dice.choice([b"GET", b"HEAD"]) for _ in paths)
    said = [server.head(path, method=method, last=False) for path, method in zip(paths[:-1], methods, strict=False)]
    return Attack([b"".join([*said, server.head(paths[-1], method=methods[-1])])], frozenset({200}), methods)


def _drip(dice: Random, server: Server) -> Attack:
    """A right request, some bytes at a time."""
    whole = server.head(dice.choice(ALWAYS))
    size = dice.randrange(1, 40)
    return Attack([whole[i : i + size] for i in range(0, len(whole), size)], frozenset({200}))


def _noise(dice: Random, server: Server) -> Attack:
    """What is no request at all."""
    said = dice.choice(
        [
            dice.randbytes(dice.randrange(1, 3_000)) + b"\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + dice.randbytes(200) + b"\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"GET / HTTP/1.0\r\n\r\n",
            b"GET / HTTP/9.9\r\nHost: " + server.host + b"\r\nConnection: close\r\n\r\n",
            b"GET  /  HTTP/1.1\r\n\r\n",
            b"CONNECT evil.example:443 HTTP/1.1\r\nHost: " + server.host + b"\r\nConnection: close\r\n\r\n",
            b"GET http://evil.example/ HTTP/1.1\r\nHost: " + server.host + b"\r\nConnection: close\r\n\r\n",
            b"\r\n" * 500 + b"x\r\n\r\n",
        ]
    )
    return Attack([said], frozenset({200, 400, 403, 404, 405, 421, 505}), closes=True)


ATTACKS: tuple[Callable[[Random, Server], Attack], ...] = (
    *(_host, _method, _body, _form, _form, _path, _query, _query, _headers, _pipeline, _drip, _noise),
)


def play(arena: Arena) -> Outcome:
    """Everything in turn, at random; then what was said nothing on is looked at again."""
    outcome = Outcome()
    address = arena.address()
    file = arena.folder / "talks.yaml"
    file.write_text(TALKS)
    assert timeline("append", "--from", str(file), "--store", typed(address)).code == 0
    server = Served(address, arena.folder)
    try:
        _play(arena, server, outcome)
        outcome.seen["MB at the end"] = server.takes().memory // 2**20
    finally:
        if server.end() != 0:
            outcome.fail("unclear", f"the server ended otherwise than told to: {server.said()[-300:]}")
    if "Traceback" in server.said():
        outcome.fail("unclear", server.said()[-3_000:])
    with open_engine(address, mode=OpenMode.READ) as engine:
        rows = list(engine.since())
        check_log(engine, outcome, before=[row.fact_id for row in rows], acknowledged=(), sent=())
        if {row.recorded_by for row in rows} != {login_name()}:
            outcome.fail("undetected", "somebody else's name stands in the log")
    return outcome


def _play(arena: Arena, server: Served, outcome: Outcome) -> None:
    for path in PATHS:
        server.got(path)
    before = server.takes()
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        silent = [stack.enter_context(server.line()) for _ in range(SILENT)]
        for number, line in enumerate(silent):
            line.sendall(server.head("/")[: number * 3])
        slow = stack.enter_context(server.line())
        own = (b"Origin: http://" + server.host, b"Content-Type: " + FORM, b"Content-Length: 100")
        slow.sendall(server.head("/add", *own, method=b"POST") + b"a")
        greedy = stack.enter_context(server.line())
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**14)
        greedy.sendall(server.head("/d/talks", last=False) * GREEDY)
        _listen(server, outcome, stack)
        for _ in range(arena.rounds):
            outcome.rounds += 1
            attack(arena.dice, server, outcome)
            if outcome.rounds % EVERY == 0 and server.got("/d/talks.json")[0] != 200:
                outcome.fail("unclear", "who behaves is not answered any more")
            if server.is_over():
                outcome.fail("unclear", f"the server ended: {server.said()[-500:]}")
                return
            arena.watch(outcome)
        if arena.rounds > SHORT:  # however fast the rounds were: until it can be told who is waited for
            time.sleep(max(begun + 3 * TAKEN_SECONDS + 1 - time.monotonic(), 0))
        _let_go(silent, slow, begun, outcome)
        _has_ended(greedy, begun, outcome)
    after = _settled(server, before.files)
    if after.threads > THREADS or after.files > before.files + after.threads * FILES_EACH:
        outcome.fail("inconsistent", f"left behind: {before} before, {after} after")
    if after.memory > before.memory + MOST_MEMORY:
        outcome.fail("inconsistent", f"{before.memory:,} bytes before, {after.memory:,} after")


def _listen(server: Served, outcome: Outcome, stack: contextlib.ExitStack) -> None:
    """One program listens on far too many connections: some are refused, and somebody else is answered."""
    lines = [stack.enter_context(server.line()) for _ in range(CROWD)]
    for line in lines:
        line.sendall(server.head("/live", last=False))
    told = [line.recv(12).partition(b" ")[2] for line in lines]
    outcome.seen["listening"] += told.count(b"200")
    if told.count(b"200") != MOST_EACH or told.count(b"429") != CROWD - MOST_EACH:
        outcome.fail("inconsistent", f"{CROWD} who listen were told {sorted(set(told))}")
    if server.got("/d/talks.json")[0] != 200:
        outcome.fail("unclear", "nobody else is answered while a program listens")


def _rest(line: socket.socket) -> bytes:
    """Everything that still comes on a connection. The system forgets one that was let go, without a word to us."""
    got = b""
    with contextlib.suppress(ConnectionResetError, TimeoutError):
        while piece := line.recv(65536):
            got += piece
    return got


def attack(dice: Random, server: Server, outcome: Outcome) -> None:
    """One attack, and what came of it."""
    make = dice.choice(ATTACKS)
    made = make(dice, server)
    name = make.__name__.removeprefix("_")
    said = list(made.said)
    with server.line() as line:
        if dice.random() < 1 / 20:  # goes away in the middle of it
            with contextlib.suppress(OSError):
                line.sendall(b"".join(said)[: dice.randrange(400)])
                if dice.random() < 1 / 2:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            outcome.seen["gone in the middle"] += 1
            return
        try:
            codes = answers(line, said, made.methods)
        except (TimeoutError, AssertionError) as error:
            outcome.fail("unclear", f"{name}: {error!r} to {b''.join(said)[:300]!r}")
            return
    outcome.seen[name] += 1
    wrong = [code for code in codes if code not in made.codes]
    if wrong or (not codes and not made.closes) or len(codes) < len(made.methods) - made.closes:
        count = "unclear" if NEVER.intersection(codes) or not codes else "undetected"
        outcome.fail(count, f"{name}: {codes} to {b''.join(said)[:300]!r}")


def _let_go(silent: list[socket.socket], slow: socket.socket, begun: float, outcome: Outcome) -> None:
    """Whoever says nothing is not waited for, whatever came of the others."""
    for line in silent:
        line.settimeout(max(begun + HEAD_SECONDS * 6 - time.monotonic(), 1))
        try:
            line.recv(1)
        except TimeoutError:
            outcome.fail("inconsistent", "a connection on which nothing is said is held")
        except ConnectionResetError:
            pass
    outcome.seen["let go"] += len(silent)
    if time.monotonic() > begun + BODY_SECONDS * 1.5:
        slow.settimeout(1)
        codes = answers(slow, ())
        outcome.seen["slow bodies"] += 1
        if codes != [408]:
            outcome.fail("inconsistent", f"a body that does not come is answered {codes}")


def _has_ended(greedy: socket.socket, begun: float, outcome: Outcome) -> None:
    """Who asks for pages and takes nothing of them is let go, and what waited for them is thrown away."""
    if time.monotonic() > begun + 3 * TAKEN_SECONDS:
        outcome.seen["greedy"] += 1
        greedy.settimeout(HEAD_SECONDS)
        if _rest(greedy).count(b"HTTP/1.1 200 ") >= GREEDY:
            outcome.fail("inconsistent", "who takes nothing is waited for")


def _settled(server: Served, files: int) -> Taken:
    """What it takes once it has noticed who went away."""
    end = time.monotonic() + HEAD_SECONDS * 6
    while True:
        taken = server.takes()
        if taken.files <= files or time.monotonic() > end:
            return taken
        time.sleep(0.1)


SCENARIO = Scenario(
    "hostile",
    "requests that no browser sends, to a server that takes facts",
    ("sqlite", "postgres"),
    short=SHORT,
    long=10_000,
    play=play,
)
