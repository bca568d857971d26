"""What the fuzzing starts from: right and wrong inputs of every sort, and words that are put in here and there."""

from __future__ import annotations

import json
import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from events.fact_file import read
from events.fact_file.drafting import KINDS
from events.fact_file.logged import line_of
from events.intake.batch import record
from events.store.log import FactLog
from tests.cli.given import ROOT, STORYLINE
from timeline.cli.throw_away import throw_away_engine

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = ROOT / "docs" / "examples"
SECRET = "s3cretpw"  # noqa: S105 - of nobody


@cache
def documents() -> list[bytes]:
    """Documents of the storyline."""
    return [part.strip(b"\n") for part in re.split(rb"^---\n", STORYLINE.read_bytes(), flags=re.MULTILINE)]


@cache
def yaml_corpus() -> list[bytes]:
    """Right and wrong fact files."""
    wrong = [*sorted((ROOT / "tests" / "fact_file" / "bad").glob("*.yaml"))]
    wrong += sorted((EXAMPLES / "errors").glob("*.yaml"))
    return [*documents(), *(path.read_bytes() for path in wrong)]


@cache
def log_corpus() -> list[bytes]:
    """Lines of an exported log."""
    with throw_away_engine() as engine:
        record(FactLog(engine), read(BytesIO(STORYLINE.read_bytes()), "a.yaml"), recorded_by="anna")
        return [line_of(row) for row in engine.since()]


@cache
def json_corpus() -> list[bytes]:
    """Documents as lines of JSON."""
    lines = []
    for line in log_corpus():
        row = json.loads(line)
        kind, payload = row["topic"].partition("@")[0], row["payload"]
        if kind in KINDS:
            payload.pop("report", None)
            document = {"dialogue": row["dialogue"], "facts": [{"kind": kind, **payload}]}
            lines.append(json.dumps(document, ensure_ascii=False).encode() + b"\n")
    return lines


WINDOWS = "2025 2025-05 2025-05-21 2025-05-16/2025-05-31 2025-05~ 2025? 2025-21 2025-34 2025-40 2025-05-15/.. ../2025"
WINDOWS += " 2025-05-XX 202X 20XX 2024-08-27T18:57+03:00 ?2025-%05 9999-12-31~ 0001~ 2025-XX-XX 2024-02-29"
ADDRESSES = f"""sqlite:///talks.db sqlite:////data/a%3Fb.db talks.db /data/x.sqlite C:\\talks.db file.sqlite3
 postgresql://u:{SECRET}@host/db postgres://u:{SECRET}@[::1]:5432/db?schema=talks&sslmode=require
 postgresql:///db?host=/tmp&user=u&password={SECRET} postgresql://u@a:1,b:2/db?schema=x"""
URLS = "https://ina.iq/eng/34355 http://x/?a=b#c https://example.org/%D8%A7 https://user@host:1/ https://[::1]/"
TYPED = ["2025-05-21=second half of May", "Tom Goffus | Secretary | NATO | head", "[1]", "=at the appropriate time"]
TYPED += ["2", "Baghdad; Geneva", '{"edtf": "2025"}', "session:1", "حوار"]
MOMENTS = "2025-05-10 2025-05 2025 2025-05-10T12:00Z 2025-05-10T15:00+03:00 90d 12w 2025-W20-1 20250510 ../2025"
WORDS = [b"---\n", b"...\n", b"\t", b"&a", b"*a", b"!!x", b"<<: ", b"null", b"~", b"true", b"0x1f", b"1e9", b'"', b"'"]
WORDS += [
    b"[" * 40,
    b"{" * 40,
    b"\\ud800",
    b"\\u0000",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
]
WORDS += [
    b"dialogue: ",
    b"facts:\n- ",
    b"kind: ",
    b"report: ",
    b": ",
    b" #",
    b"\r",
    b"\r\n",
    b"- ",
    b"? ",
    b"|\n",
    b">-\n",
]
SIGNS = [
    b"/",
    b"..",
    b"X",
    b"~",
    b"?",
    b"%",
    b"-",
    b"T",
    b"Z",
    b"+14:00",
    b"0000",
    b"9999",
    b"\xd9\xa2",
    b"\xef\xbc\x92",
]
NAMES = [
    b"\x00",
    b"\xff",
    b"\xe2\x80\x8f",
    b"\x1b[31m",
    b"\n",
    b" ",
    b"\xcc\x81",
    b"\xf0\x9f\x92\xac",
    b"%00",
    b"@",
    b":",
    b"//",
]


COMMANDS = """state iraq-nato --on 2025-05-10 --width 60|show iraq-nato --known-at 2024-09-01|upcoming --within 90d
|explain iraq-nato session:2.window --on 2025-05-10|diff iraq-nato 2025-05-10 2025-05-20|history --since 3 --limit 2
|positions iraq-nato --format csv|people iraq-nato --json|check iraq-nato --only session-overdue|schema state
|append session-held iraq-nato --session 3 --when 2025-05-21=May --persons Ann|sources iraq-nato --recorded-at 2026
|append position-stated iraq-nato --actor NATO --issue x --stance y --report n01|append --help|dialogues --json"""


DATES = (
    *(
        "D MMMM YYYY\n21 May 2025",
        "YYYYMMDD\n20250521",
        "YYYY年M月D日\n2025年5月21日",
        "D-D MMMM YYYY\n10–12 March 2014",
    ),
    *(
        "YYYY-MM-DDTHH:mm:ssZ\n2025-05-21T10:00:00Z",
        "dddd, D MMMM YYYY~\nMonday, 3 May 2025",
        "'Day' M/D/YYYY\nDay 3/4/2025",
    ),
)
TITLES = (
    *("Canceled: Round 2", "[POSTPONED] Third round", "Round 2 - CANCELLED", "Council 2025", "FW: Re: 2nd session"),
    *("الجولة ٢ من الحوار", "Rudaw.net https://x.example _a_ |b|", "\x1b[31m=1+1\u202e", "取消: 第二回"),
)


def named_tables() -> list[bytes]:
    """Small tables in the layouts of the mappings that come with the program."""
    event = b"1\t20240311\t202403\t2024\t2024.2\tIRQ\tIRAQ\tIRQ" + b"\t" * 7 + b"\tFRA\tFRANCE\tFRA" + b"\t" * 8
    gdelt = event + b"1\t042\t042\t04" + b"\t" * 31 + b"\t20240312084500\thttps://agency.example/1\n"
    acled = b"event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,location,source,notes\n"
    acled += b'A1,17 January 2024,3,Agreement,A,B,Aland,Town,Wire,"Talks, held"\n'
    terms = b"?seriesLabel\t?item\t?itemLabel\t?date\t?precision\t?placeLabel\n"
    terms += b'"Talks"@en\t<http://x/Q1>\t"One"@en\t"2014-01-01T00:00:00Z"^^<http://d>\t9\t"Paris"@fr\n'
    sheet = (
        b"sep=;\r\nDialogue;Session;Status;Date;Place;Outlet;Published;Address;Words\r\nT;1;held;10.3.2024;-;W;;;x\r\n"
    )
    return [b"\x01" + gdelt, b"\x00" + acled, b"\x85" + terms, b"\x03" + sheet]


def mappings() -> list[bytes]:
    """The mapping of the documentation, and those that come with the program."""
    ours = sorted((ROOT / "events" / "importing" / "mappings").iterdir())
    return [(EXAMPLES / "state-visits.toml").read_bytes(), *(one.read_bytes() for one in ours)]


def calendars() -> list[bytes]:
    """The calendar of the documentation, as it is, called off, in a zone, and as we write one."""
    written = (EXAMPLES / "talks.ics").read_bytes()
    head = b"VERSION:2.0"
    return [
        written,
        written.replace(head, head + b"\r\nMETHOD:CANCEL\r\nX-WR-TIMEZONE:Asia/Baghdad"),
        written.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nX-TIMELINE-SESSION:1\r\nX-TIMELINE-WINDOW:2025~"),
    ]


def split(text: str) -> Callable[[], list[bytes]]:
    return lambda: [word.encode() for word in text.split()]
