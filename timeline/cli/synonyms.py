"""Which command is meant by another word: `list`, `undo`, `search`, a kind of fact, a page, a slip of the pen?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from timeline.cli.catalogue import commands
from timeline.cli.examples import is_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEANT: Final = {
    "«dialogues»": "all dir list ls overview projects talks tracked",
    "«add»": "ask begin create enter init input insert new note record start wizard write",
    "«append from=FILE»": "import ingest load put read upload",
    "«redact person=NAME reason=... dry_run»": "anonymise anonymize forget gdpr",
    "«retract fact=FACT whose=ours reason=...»": "del delete drop erase remove revert rm undo withdraw",
    "«correct fact=FACT set=FIELD=VALUE whose=ours»": "amend change edit fix modify rename set update",
    "«history»": "audit entries events facts journal log logs",
    "«state dialogue=DIALOGUE»": "about card info status summary where",
    "«show dialogue=DIALOGUE»": "chronology print timeline view",
    "«find words=WORDS»": "grep lookup query search",
    "«upcoming»": "agenda ahead calendar coming due future next plan planned schedule soon todo",
    "«news»": "latest new? recent today",
    "«sessions dialogue=DIALOGUE»": "meetings rounds",
    "«commitments dialogue=DIALOGUE»": "deadlines pledges promises",
    "«positions dialogue=DIALOGUE»": "stances statements views",
    "«disputes dialogue=DIALOGUE»": "conflicts contradictions disagreements",
    "«people dialogue=DIALOGUE»": "delegates delegations heads persons who",
    "«sources dialogue=DIALOGUE»": "articles outlets reports",
    "«documents dialogue=DIALOGUE»": "agreements memoranda texts treaties",
    "«explain dialogue=DIALOGUE subject=SUBJECT»": "evidence proof reason why",
    "«diff dialogue=DIALOGUE first=DAY last=DAY»": "changes compare",
    "«link dialogue=DIALOGUE subject=SUBJECT other=SUBJECT as=same»": "alias dedupe duplicate same",
    "«check»": "issues lint problems review todos validate",
    "«verify»": "fsck integrity test",
    "«export list»": "csv dump excel html ical ics pdf publish save share xlsx",
    "«merge other=FILE»": "combine join pull sync",
    "«backup file=FILE»": "archive copy snapshot",
    "«serve»": "browse gui server ui web",
    "«help»": "docs guide man manual topics tutorials usage",
    "`timeline --version`": "ver version",
}
"""What is typed instead, with the words that people try for it."""

_NEAR: Final = 0.72
"""Likeness from which a slip of the pen is taken for one."""


def command_for(word: str) -> str | None:
    """The name of the command that a word is tried for. None where it is tried for none."""
    found = _request_for(word)
    return found.strip("«»`").removeprefix("timeline ").split()[0] if found else None


def advice_for(word: str, rest: Sequence[str] = ()) -> str:
    """What to type instead of a word that is no command, with what each does.

    Args:
        word: as typed.
        rest: what stood behind it. It fills the first gap.

    """
    lines = commands()
    request = _request_for(word)
    if request is not None:
        name = command_for(word)
        told = f" {lines[name]}" if name in lines else ""
        first = _first(rest)
        if "FACT" in request and first and not _FACT.fullmatch(first):  # the name of a dialogue, most likely
            return f"«history dialogue={first}» lists its facts. Then type {request}.{told}"
        return f"Type {_filled(request, rest)}.{told}"
    return _by_what_it_is(word)


def _request_for(word: str) -> str | None:
    plain = word.casefold().lstrip("-")
    for request, words in _MEANT.items():
        if plain in words.split():
            action = request.strip("«»").split()[0]
            return request if action in commands() or not request.startswith("«") else None
    return None


def _filled(request: str, rest: Sequence[str]) -> str:
    """The request with its first gap filled by what was typed, where that is a plain word."""
    first = _first(rest)
    if not first:
        return request
    gap = next((gap for gap in ("DIALOGUE", "FACT", "WORDS", "FILE") if gap in request), None)
    return request if gap is None else request.replace(gap, first, 1)


def _first(rest: Sequence[str]) -> str:
    """The first word behind a command, where it is a plain one."""
    first = rest[0] if rest else ""
    is_plain = not first.startswith("-") and all(letter.isalnum() or letter in "-._/:" for letter in first)
    return first if is_plain else ""


_FACT: Final = re.compile(r"[0-9a-f]{4,32}|[a-z]+\d+")
"""The id of a fact or the beginning of one, or what looks like the id of a report."""


def _by_what_it_is(word: str) -> str:
    """A kind of fact, a page, a slip of the pen, perhaps a dialogue. Otherwise where all commands stand."""
    from difflib import get_close_matches

    from timeline.cli.pages import page_names

    if "-" in word and is_kind(word):
        return f"It is a kind of fact: «append kind={word} help» says how it is recorded."
    if word in page_names():
        return f"It is a page: «help topic={word}» prints it."
    near = get_close_matches(word.casefold(), list(commands()), n=2, cutoff=_NEAR)
    if near:
        return f"Did you mean {' or '.join(f'«{name}»' for name in near)}?"
    if "-" in word.strip("-") and word == word.casefold():
        return f"If it is a dialogue: «state dialogue={word}». «help» lists the commands."
    return "«help» lists the commands."
