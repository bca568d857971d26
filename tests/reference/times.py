"""The table of times that reports give in words, and what each is read as: `docs/reference/times.md`."""

from __future__ import annotations

from datetime import date

from events.windows.spoken import reading, stored_form, with_year
from events.windows.window import Window

THURSDAY = date(2026, 11, 26)
"""The day on which the examples are typed."""

READ = {
    "Days and months": (
        *("12 March 2026", "March 12, 2026", "12.3.2026", "2026/3/12", "March 2026", "3/2026"),
        *("12. März 2026", "١٢ آذار ٢٠٢٦", "2026年3月12日"),
    ),
    "Days that count from another": (
        *("today", "yesterday", "friday", "last friday", "next friday", "3 days ago", "in three weeks"),
        *(
            "this weekend",
            "next week",
            "الأسبوع المقبل",
            "within two months",
            "last month",
            "next month",
            "this quarter",
            "next year",
            "later this year",
        ),
        *("next May", "last spring", "May next year", "-7d", "+2w"),
    ),
    "Parts of a month": (
        *("early May 2026", "beginning of June 2026", "first half of May 2026", "mid-May 2026"),
        *("second half of May 2026", "late May 2026", "end of March 2026", "early to mid-May 2026"),
        *("first week of May 2026", "last week of May 2026", "week of 12 May 2026", "late May or early June 2026"),
    ),
    "Parts of a year": (
        *("spring 2026", "winter 2025-26", "Q1 2027", "first quarter of next year", "first half of 2027"),
        *("early 2027", "mid-2027", "late 2027", "end of 2027", "early next year", "early 2030s"),
    ),
    "Limits": (
        *("by the end of June 2026", "by the end of the year", "by year-end", "no later than 1 July 2026"),
        *("until 5 June 2026", "before May 2026", "before the end of May 2026", "since March 2026"),
        *("not before September 2026", "as early as May 2026", "after 10 May 2026", "10 May 2026 at the latest"),
    ),
    "About, perhaps, from and to": (
        *("around 10 May 2026", "around mid-May 2026", "possibly in May 2026", "12-20 March 2026"),
        *("28 March to 3 April 2026", "10 or 11 May 2026", "May or June 2026", "May/June 2026", "2026-2028"),
    ),
    "In other languages": (
        *("Mitte Mai 2026", "bis Ende 2026", "mi-mai 2026", "fin mars 2026", "a mediados de mayo de 2026"),
        *("в начале июня 2026 года", "до конца 2026 года", "منتصف مايو 2026", "بحلول نهاية 2026", "أيار/مايو 2026"),
    ),
}
"""Words that are read, by group."""

ASKED = (
    *("mid-May", "end of March", "spring", "Q1", "second half of May", "first week of May", "around 10 May"),
    *("no later than 1 July", "beginning of June", "28 August"),
)
"""Words that lack a year, which is asked for."""

KEPT = (
    *("soon", "in the coming weeks", "in due course", "at the appropriate time", "after Ramadan", "before the summit"),
    *("as soon as possible", "in the near future", "قريبا", "TBD"),
)
"""Words that name no days: they are kept beside no window, where somebody says so."""


WAYS_IN = (
    (
        "| options such as `--window`, `correct --set` | read, and kept as the wording"
        " | refused, with the nearest year | refused: write `'=soon'` |"
    ),
    (
        "| `timeline add`, forms in the browser | read, and kept as the wording | asked again, with the nearest year"
        " | asked again: type `=soon` |"
    ),
    (
        "| a column that a mapping takes for a time | read, and kept as the wording | refused: say it in `words`"
        ' | refused: `words = {"soon" = {wording = "soon"}}` |'
    ),
    (
        "| YAML, JSON Lines, streams | refused, with the object to write | refused, with the object to write"
        ' | refused: write `{"wording": "soon"}` |'
    ),
)
"""What each way in makes of words."""


def page() -> str:
    """The page."""
    lines = [
        "# Times in words",
        "",
        "What is made of a time as a report words it. [Windows](../windows.md) tells how a time is stored, and",
        "[when the date is vague](../how-to/when-the-date-is-vague.md) how you write it.",
        "",
        "## Where words are read",
        "",
        "| where you write | words that name days | words without a year | words that name no days |",
        "|---|---|---|---|",
        *WAYS_IN,
        "",
        'A mapping and a file do not know the day that "next year" counts from. So such words are refused there.',
        "Options and `timeline add` count from today. Where the report came out on another day, and the words would",
        "mean another time then, you are asked which of the two is meant.",
        "",
        f"## Words that are read, on {THURSDAY:%-d %B %Y}, a Thursday",
        "",
        "A part of a month or of a year is the third that the words name: `early` the first, `mid` the second,",
        "`late` and `end` the last. Of a season, a quarter or a decade no part is taken. `friday` is the next one in",
        "`window` and `due`, else the last.",
    ]
    for group, phrases in READ.items():
        lines += ["", f"### {group}", "", "| words | window | first day | last day |", "|---|---|---|---|"]
        lines += [row(words) for words in phrases]
    lines += [
        "",
        "## Words that lack a year",
        "",
        "The nearest year is offered: of what is to come the next one, else the last.",
        "",
        "| words | offered for `window` and `due` | offered for `when` |",
        "|---|---|---|",
        *(f"| {words} | {with_year(words, THURSDAY, ahead=True)} | {with_year(words, THURSDAY)} |" for words in ASKED),
        "",
        "## Words that name no days",
        "",
        "They are kept as they are, beside no window, if you say so. A plan with such words is to come without a date.",
        "",
        "| words | in a file or a stream |",
        "|---|---|",
        *(
            f"| {words} | `{str(stored_form(words)).removeprefix('Write ').partition(' for words')[0]}` |"
            for words in KEPT
        ),
    ]
    return "\n".join(lines) + "\n"


def _kept(words: str) -> str:
    return str(stored_form(words)).removeprefix("Write ").partition(" for words")[0]


def row(words: str) -> str:
    """What words are read as. The day on the left of an open window is none."""
    read = reading(words, THURSDAY)
    assert read is not None, words
    window = Window.parse(read.edtf)
    return f"| {words} | `{read.edtf}` | {window.earliest or 'open'} | {window.latest or 'open'} |"
