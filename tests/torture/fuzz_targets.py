"""What reads what comes from outside, and what must be true of everything that it accepts.

Each check takes bytes, as they come from a file or a command line. It returns when they are accepted and read back the
same, raises a TimelineError where they are refused, and an AssertionError where something else was read than written.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from pydantic import TypeAdapter

from events.errors import BadInputError
from events.fact_file import read
from events.fact_file.drafting import KINDS
from events.fact_file.logged import line_of
from events.facts.base import Time
from events.facts.catalogue import CATALOGUE
from events.facts.session import SessionHeld
from events.importing import MAPPINGS, CalendarReport, read_calendar, read_mapping, read_table
from events.importing.dates import ENGLISH, pattern, window_of
from events.importing.summary import named_session, without_status
from events.intake.batch import record
from events.integrity.checkpoint import Checkpoint, SignedCheckpoint
from events.integrity.keys import PublicKey, SigningKey
from events.integrity.proof import InclusionProof, prove
from events.integrity.verification import verify
from events.limits import KEY_CHARACTERS
from events.store.address import Address, PostgresAddress, SqliteAddress
from events.store.log import FactLog
from events.store.port import StoredFact
from events.store.postgres.target import Target as PostgresTarget
from events.windows.window import Window, WindowError
from tests.cli.given import STORYLINE, timeline
from tests.torture.fuzz_corpus import (
    ADDRESSES,
    COMMANDS,
    DATES,
    EXAMPLES,
    MOMENTS,
    NAMES,
    SECRET,
    SIGNS,
    TITLES,
    TYPED,
    URLS,
    WINDOWS,
    WORDS,
    calendars,
    documents,
    json_corpus,
    log_corpus,
    mappings,
    named_tables,
    split,
    yaml_corpus,
)
from timeline.cli.fact_options import draft_of
from timeline.cli.options import parse_day, parse_instant, parse_period
from timeline.cli.terminal.importing import bundled
from timeline.cli.throw_away import throw_away_engine
from timeline.forms.attributes import attributes
from timeline.forms.spelling import value_of
from timeline.text.safe_text import harmless, harmless_lines, json_safe, markdown_safe, spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from events.intake.draft import Draft

_NOON = datetime(2025, 5, 21, 12, tzinfo=UTC)
_TIME = TypeAdapter(Time)


class Target(NamedTuple):
    """A reader.

    Attributes:
        name: of what it reads.
        share: of all inputs, in parts.
        check: see above.
        corpus: inputs to start from.
        words: what is put in here and there.

    """

    name: str
    share: int
    check: Callable[[bytes], None]
    corpus: Callable[[], Sequence[bytes]]
    words: Sequence[bytes] = ()


def _text(data: bytes) -> str:
    """As Python hands over what was typed: whatever is not UTF-8 becomes halves of characters."""
    return data.decode(errors="surrogateescape")


def _content(data: bytes) -> str:
    """As the commands of trust read a file."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadInputError("it is no text") from None


def _is_kept(draft: Draft) -> None:
    """What goes into the store comes back, and out of an export."""
    entry = draft.entry()
    assert CATALOGUE.decode(entry.topic, entry.payload) == draft.fact, "decoded, the fact is another"
    row = StoredFact(1, entry.dialogue, 1, entry.fact_id, entry.digest, entry.topic, entry.payload, _NOON, "torture")
    (again,) = read(BytesIO(line_of(row)), "log.jsonl")
    assert (again.dialogue, again.fact, again.entry().digest) == (draft.dialogue, draft.fact, entry.digest), "exported"


def fact_file(name: str) -> Callable[[bytes], None]:
    """A fact file of that name."""

    def check(data: bytes) -> None:
        for draft in list(read(BytesIO(data), name)):
            _is_kept(draft)

    return check


def window(data: bytes) -> None:
    """A window, also as a time of a fact."""
    text = _text(data)
    found = Window.parse(text)
    assert found.text == text.strip()
    assert Window.parse(found.text) == found
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.overlaps(found)
    assert found.refine(found) == found
    assert _TIME.validate_python(text).window == found


def _in_document(**keys: Any) -> list[Draft]:
    line = json.dumps({"dialogue": "talks", "title": "Talks", **keys}).encode()
    return list(read(BytesIO(line), "a.jsonl"))


def slug(data: bytes) -> None:
    """The slug of a dialogue."""
    text = _text(data)
    for draft in _in_document(dialogue=text):
        assert draft.dialogue == text
        _is_kept(draft)


def key(data: bytes) -> None:
    """A name that identifies: of a party, of a report."""
    text = _text(data)
    heading, report = _in_document(parties=[text], report={"id": text, "outlet": text})
    assert getattr(heading.fact, "parties", None) == (text,)
    assert getattr(report.fact, "id", None) == text
    for draft in (heading, report):
        _is_kept(draft)


def url(data: bytes) -> None:
    """The address of a report."""
    text = _text(data)
    _, report = _in_document(report={"id": "r", "outlet": "o", "url": text})
    assert getattr(report.fact, "url", None) == text
    _is_kept(report)


def address(data: bytes) -> None:
    """The address of a store; whatever comes of it, no password is shown."""
    text = _text(data)
    with _telling_nothing_of(SECRET if "@" in text else ""):
        found = Address.parse(text)
    if isinstance(found, SqliteAddress):
        assert Address.parse(str(found)) == found, "shown, it is another place"
        return
    assert isinstance(found, PostgresAddress)
    parts = PostgresTarget(found.conninfo, found.schema, found.shown).parameters()
    shown = {str(value) for name, value in parts.items() if name not in ("password", "sslpassword")}
    password = str(parts.get("password") or "")
    # What was typed elsewhere in the address as well is no secret.
    hidden = len(password) >= len(SECRET) and text.count(password) == 1 and not any(password in part for part in shown)
    assert not hidden or password not in f"{found}{found!r}{found.redacted()}", "the password is shown"


_TODAY = date(2025, 6, 1)


def option(data: bytes) -> None:
    """What is typed as an option of `timeline append KIND`: two bytes choose kind and option."""
    kind = sorted(KINDS)[data[0] % len(KINDS)] if data else "contact-held"
    known = attributes(KINDS[kind])
    chosen, text = known[data[1] % len(known)] if len(data) > 1 else known[0], _text(data[2:])
    typed = {f"attribute_{one.name}": _needed(one) for one in known if one.required}
    typed[f"attribute_{chosen.name}"] = [text] if chosen.is_list else text
    draft = draft_of(kind, "talks", typed, _TODAY)
    _is_kept(draft)
    value_of(KINDS[kind], chosen.name, text, _TODAY)


def _needed(attribute: Any) -> Any:
    """Some value of an attribute that cannot be left out."""
    text = "2" if attribute.name == "session" else attribute.choices[0] if attribute.choices else "ab" * 16
    return [text, "x"] if attribute.name == "subjects" else [text] if attribute.is_list else text


def moment(data: bytes) -> None:
    """What is typed as a day, an instant, a length of time; each is refused by the command line itself."""
    text, refused = _text(data), 0
    for parse in (parse_day, parse_instant, parse_period):
        try:
            parse(text)
        except typer.BadParameter:
            refused += 1
    if refused == 3:
        raise BadInputError("no moment at all")


def checkpoint(data: bytes) -> None:
    """A checkpoint that was kept elsewhere; only what was signed counts as signed."""
    note, key_, *_ = _trusted()
    found = SignedCheckpoint.parse(_content(data))
    again = SignedCheckpoint.parse(str(found))
    assert (again.checkpoint, again.text, tuple(again.signatures)) == (found.checkpoint, found.text, found.signatures)
    assert not key_.public().signed(found) or found.text == note.text, "another text counts as signed"


def proof(data: bytes) -> None:
    """A proof; only that of the fact itself leads to the root."""
    note, _, right = _trusted()
    found = InclusionProof.parse(_content(data))
    found.check(note.checkpoint)
    assert found == right, "another proof leads to the same root"


def public_key(data: bytes) -> None:
    """The key of whoever signs."""
    found = PublicKey.parse(_text(data))
    assert PublicKey.parse(str(found)) == found


def signing_key(data: bytes) -> None:
    """A private key; a refusal repeats nothing of it."""
    with _telling_nothing_of(_trusted()[1].text().split("+")[-1][:12]):
        found = SigningKey.parse(_content(data))
    assert SigningKey.parse(found.text()).seed == found.seed


def table(data: bytes) -> None:
    """A table, by the mapping of the documentation."""
    mapping = read_mapping((EXAMPLES / "state-visits.toml").read_bytes(), "m.toml")
    for draft in list(read_table(BytesIO(data), "x.csv", mapping)):
        _is_kept(draft)


def named_table(data: bytes) -> None:
    """A table by a mapping that comes with the program; the first byte says which, and how the file is called."""
    choice = data[0] if data else 0
    name, file = MAPPINGS[choice % len(MAPPINGS)], ("x.csv", "x.tsv")[choice // 128]
    for draft in list(read_table(BytesIO(data[1:]), file, read_mapping(bundled(name) or b"", name))):
        _is_kept(draft)


def form_of_a_date(data: bytes) -> None:
    """A form of a date, and below it a date: a window is one, and of a form that is refused nothing is read."""
    form, _, written = _content(data).partition("\n")
    found = window_of(written, [pattern(form)], ENGLISH)
    if found is not None:
        with suppress(WindowError):
            Window.parse(found)


def title(data: bytes) -> None:
    """A title of an event: without its status it is not longer, and a session that it names can be recorded."""
    written = " ".join(_content(data)[:500].split())
    named, told = without_status(written)
    assert len(named) <= len(written)
    assert told in ("", "cancelled", "postponed", "not held", "tentative")
    assert without_status(named)[0] == named
    session = named_session(named, _TODAY)
    if session and len(session) <= KEY_CHARACTERS:
        SessionHeld.model_validate({"session": session})


def shown_text(data: bytes) -> None:
    """A text on its way out: nothing that a terminal obeys, and one line where one is asked for."""
    text = _content(data)
    for line in (harmless(text), markdown_safe(text), *harmless_lines(text).split("\n")):
        assert line.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert json.loads(json_safe(json.dumps(text, ensure_ascii=False))) == text
    assert not spreadsheet_safe(text).startswith(("=", "+", "-", "@"))


def mapping(data: bytes) -> None:
    """A mapping, used on the table of the documentation."""
    found = read_mapping(data, "m.toml")
    for draft in list(read_table(BytesIO((EXAMPLES / "state-visits.csv").read_bytes()), "x.csv", found)):
        _is_kept(draft)


def calendar(data: bytes) -> None:
    """A calendar."""
    report = CalendarReport("talks", {"id": "diary", "outlet": "Ministry"}, "Round {session}", None)
    for draft in list(read_calendar(BytesIO(data), "x.ics", report)):
        _is_kept(draft)


_READING = (
    "append",
    "check",
    "commitments",
    "dialogues",
    "diff",
    "disputes",
    "documents",
    "explain",
    "history",
    "invitations",
    "people",
    "positions",
    "schema",
    "sessions",
    "show",
    "sources",
    "state",
    "upcoming",
)
_ELSEWHERE = ("-o", "--output", "--from", "--stream", "--store", "--mapping")
"""Options that read or write other files than the store of this target."""


def command_line(data: bytes) -> None:
    """A whole command that writes nothing, its words parted by U+001F."""
    words = _text(data).replace("\0", "").split("\x1f")
    if any(word.startswith(_ELSEWHERE) for word in words):
        raise BadInputError("not here")
    if words[0] not in _READING:
        words[0] = _READING[len(words[0]) % len(_READING)]
    writing = ["--dry-run"] if words[0] == "append" else []
    ran = timeline(*words, *writing, "--store", str(_store()))
    assert ran.code in (0, 1, 2, 3, 4), f"exit {ran.code}"
    if ran.code and not (words[0] == "check" and ran.out):  # which leaves with 1 when it has found something
        raise BadInputError(ran.err)


@cache
def _folder() -> TemporaryDirectory[str]:
    """Taken away when nothing refers to it any more, at the end."""
    return TemporaryDirectory(prefix="timeline-torture-")


@cache
def _store() -> Path:
    """The storyline, to be asked."""
    path = Path(_folder().name) / "iraq-nato.db"
    assert timeline("append", "--from", str(STORYLINE), "--store", str(path)).code == 0
    return path


@contextmanager
def _telling_nothing_of(secret: str) -> Iterator[None]:
    """A refusal in the block may not repeat a secret."""
    try:
        yield
    except BadInputError as error:
        if secret and secret in f"{error}{error!r}":
            message = f"the refusal shows a secret: {error}"
            raise AssertionError(message) from None
        raise


@cache
def _trusted() -> tuple[SignedCheckpoint, SigningKey, InclusionProof]:
    """A signed checkpoint, its key, and the proof of one fact."""
    key_ = SigningKey("example.org/talks", bytes(range(32)))
    with throw_away_engine() as engine:
        record(FactLog(engine), read(BytesIO(documents()[0] + b"\n---\n" + documents()[1]), "a.yaml"), recorded_by="a")
        found = verify(engine)
        (row,) = engine.since(2, limit=1)
        note = key_.sign(Checkpoint("example.org/talks", found.size, found.root))
        return note, key_, prove(engine, row)


TARGETS = (
    Target("fact file (YAML)", 14, fact_file("a.yaml"), yaml_corpus, WORDS),
    Target("fact file (JSON Lines)", 12, fact_file("a.jsonl"), json_corpus, WORDS),
    Target("fact file (told apart)", 4, fact_file("-"), lambda: [*yaml_corpus(), *json_corpus()], WORDS),
    Target("line of an exported log", 8, fact_file("log.jsonl"), log_corpus, WORDS),
    Target("window", 16, window, split(WINDOWS), SIGNS),
    Target("slug", 6, slug, split("iraq-nato a.b_c 2025 x"), NAMES),
    Target("name", 6, key, split("Iraq NATO قاسم St.-John-Smith O’Brien"), NAMES),
    Target("URL", 5, url, split(URLS), NAMES),
    Target("address of a store", 8, address, split(ADDRESSES), [*NAMES, b"?schema=", b"&", b"[", b"]", b","]),
    Target(
        "option",
        10,
        option,
        lambda: [bytes([n, n * 3]) + one.encode() for n in range(30) for one in TYPED],
        [*NAMES, b"[" * 40, b'{"a":' * 10],
    ),
    Target("day, instant, period", 4, moment, split(MOMENTS), SIGNS),
    Target(
        "checkpoint", 4, checkpoint, lambda: [str(_trusted()[0]).encode()], [b"\n", b"\n\n", b"=", b"\xe2\x80\x94 "]
    ),
    Target("proof", 4, proof, lambda: [_trusted()[2].model_dump_json().encode()], WORDS),
    Target("public key", 1, public_key, lambda: [str(_trusted()[1].public()).encode()], [b"+", b"=", b"\n"]),
    Target("private key", 1, signing_key, lambda: [_trusted()[1].text().encode()], [b"+", b"=", b"\n"]),
    Target("table", 2, table, lambda: [(EXAMPLES / "state-visits.csv").read_bytes()], [b",", b'"', b"\n", *NAMES]),
    Target("table by a mapping of ours", 3, named_table, named_tables, [b",", b"\t", b";", b'"', b"\r", *NAMES]),
    Target("mapping", 1, mapping, mappings, [b"[[", b"]]", b"=", b"{", b"a.", b"9" * 20, b"precision = {"]),
    Target("form of a date", 3, form_of_a_date, lambda: [one.encode() for one in DATES], SIGNS),
    Target("title of an event", 2, title, lambda: [one.encode() for one in TITLES], NAMES),
    Target("text shown", 4, shown_text, lambda: [one.encode() for one in (*TITLES, *TYPED)], NAMES),
    Target("calendar", 2, calendar, calendars, [b"\r\n ", b";", b"DTSTART", b"99999999", b"METHOD:CANCEL\r\n", *NAMES]),
    Target(
        "command line",
        2,
        command_line,
        lambda: [one.strip().replace(" ", "\x1f").encode() for one in COMMANDS.split("|")],
        [b"\x1f", b"--", b"--on\x1f", b"=", *NAMES],
    ),
)
