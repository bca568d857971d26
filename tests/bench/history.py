"""Made-up histories of any size, deterministic by seed, in the shape of the bundled storyline.

A history of 1,000 facts is the *core*: the storyline itself (`iraq-nato`, 150 facts), one dialogue of exactly 500
facts, and three that have ten sessions to come each. A larger history is the same core and, in the past, dialogues of
the same kind: 5,000 to a million facts, of skewed sizes (half of them below about 100 facts, the largest 10,000). So
every history answers `upcoming`, `state iraq-nato` and `show iraq-nato` alike, letter by letter, and what grows is
only what has to be passed over.
"""

from __future__ import annotations

import json
from datetime import date
from heapq import merge
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from events.fact_file import read
from events.facts.tracking import DialogueOpened, ReportFiled
from events.identity import canonical_json, digest_of, fact_id_of
from events.store.port import Entry
from events.windows.window import Window
from tests.bench import words
from tests.bench.story import Dated, Plan, documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.bench.telling import Attributes

SEED = "dialogue-timeline"
TODAY = date(2026, 12, 1)
"""The day on which histories are asked about."""

SMALLEST = 1_000
"""Facts of the core."""

STORYLINE = Path(__file__).parents[2] / "timeline" / "demo" / "iraq-nato.yaml"
STORYLINE_SLUG = "iraq-nato"
STORYLINE_FACTS = 150
FIVE_HUNDRED = Plan("five-hundred", 500, date(2003, 3, 1), date(2014, 6, 30))
SESSIONS_TO_COME = 30
"""Whatever the size."""

DIALOGUES_IN_A_MILLION = 5_000
LARGEST_DIALOGUE = 10_000
SMALLEST_DIALOGUE = 20
FIRST_YEAR, LAST_YEAR = 1990, 2025
"""Years in which dialogues of the past begin and end."""

PARETO = 1.45
"""The exponent at which the mean of the sizes is twice their median."""


def history(facts: int, *, seed: str = SEED) -> Iterator[Attributes]:
    """The documents of a history of exactly so many facts, in order of publication, in bounded memory.

    Raises:
        ValueError: fewer facts than the core has.

    """
    if facts < SMALLEST:
        msg = f"a history has at least {SMALLEST:,} facts, not {facts:,}"
        raise ValueError(msg)
    plans = [FIVE_HUNDRED, *plans_to_come(), *plans_of_the_past(facts - SMALLEST, seed)]
    told = [_storyline(), *(documents(plan, seed) for plan in plans)]
    return (dated.document for dated in merge(*told, key=attrgetter("day")))


DIALOGUE = "talks"
"""The slug of a dialogue that has a store for itself."""

OLD_DAY = date(2014, 6, 30)
"""A day in the past, in the middle of most dialogues."""


def dialogue(facts: int) -> Iterator[Attributes]:
    """The documents of one dialogue of so many facts over thirty years."""
    plan = Plan(DIALOGUE, facts, date(1996, 3, 1), date(2026, 10, 15))
    return (dated.document for dated in documents(plan, SEED))


def of_people(facts: int, people: int) -> Iterator[Attributes]:
    """The documents of one dialogue of calls between so many different people."""
    random = Random(f"{SEED}/people")  # noqa: S311 - a history, no secret
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]

    def name() -> str:
        return " ".join("".join(random.choices(syllables, k=random.randint(2, 4))).capitalize() for _ in range(2))

    yield {"dialogue": DIALOGUE, "title": "Talks", "parties": ["A", "B"]}
    for number in range(people // 2):
        persons = [{"name": name(), "side": side} for side in "AB"]
        when = date(2000 + number % 20, number % 9 + 1, number % 19 + 10).isoformat()
        call = {"kind": "contact-held", "format": "call", "when": when, "persons": persons}
        yield {
            "dialogue": DIALOGUE,
            "report": {"id": f"r{number}", "outlet": "Agency", "published": "2020-01-01", "kind": "news"},
            "facts": [call] if number < facts else [],
        }


def plans_to_come() -> list[Plan]:
    """The three dialogues that have sessions to come: what the core holds besides."""
    left = SMALLEST - STORYLINE_FACTS - FIVE_HUNDRED.facts
    return [
        Plan(
            f"to-come-{number + 1}",
            left * (number + 1) // 3 - left * number // 3,
            date(2019, 1, 15),
            date(2026, 10, 15),
            to_come=SESSIONS_TO_COME // 3,
            coming_year=TODAY.year + 1,
        )
        for number in range(3)
    ]


def plans_of_the_past(facts: int, seed: str) -> list[Plan]:
    """Dialogues with so many facts in all, all of whose sessions came to an end."""
    random = Random(f"{seed}/plans")  # noqa: S311 - a history, no secret
    plans = []
    for number, size in enumerate(sizes(facts)):
        # The longer the dialogue, the longer the time: 2 years at the least, 30 at most.
        years = min(30.0, 2 + size / 100 + random.random() * 5)
        first = FIRST_YEAR + random.random() * (LAST_YEAR - FIRST_YEAR - years)
        first_party, second_party = random.sample(words.PARTIES, 2)
        slug = f"{first_party.slug}-{second_party.slug}-{number + 1}"
        plans.append(Plan(slug, size, _day(first), _day(first + years)))
    return plans


def sizes(facts: int) -> list[int]:
    """Facts of each dialogue, largest first: quantiles of a Pareto law that add up to `facts`."""
    count = round(facts * DIALOGUES_IN_A_MILLION / 1_000_000)
    if not count:
        return [facts] if facts else []
    shape = [((number + 0.5) / count) ** (-1 / PARETO) for number in range(count)]
    low, high = 0.0, float(facts)
    # The scale at which the sizes, cut at both ends, add up: halving finds it.
    for _ in range(40):
        scale = (low + high) / 2
        if sum(_cut(scale * part) for part in shape) > facts:
            high = scale
        else:
            low = scale
    found = [_cut(low * part) for part in shape]
    short = facts - sum(found)
    # What rounding leaves over, one by one from the middle down.
    for number in range(short):
        found[(count // 2 + number) % count] += 1
    return found


def _cut(size: float) -> int:
    return max(SMALLEST_DIALOGUE, min(LARGEST_DIALOGUE, int(size)))


def _day(year: float) -> date:
    return date.fromordinal(date(int(year), 1, 1).toordinal() + int(365 * (year % 1)))


def _storyline() -> Iterator[Dated]:
    """The bundled storyline, document by document, each no earlier than the one before."""
    document: Attributes = {}
    day = date.min
    with STORYLINE.open("rb") as file:
        for draft in read(file, STORYLINE.name):
            attributes = json.loads(draft.fact.payload())
            if isinstance(draft.fact, DialogueOpened):
                document = {"dialogue": draft.dialogue, **attributes}
            elif isinstance(draft.fact, ReportFiled):
                yield Dated(day, document)
                published = draft.fact.published and draft.fact.published.edtf
                day = max(day, (Window.parse(published).latest if published else None) or day)
                document = {"dialogue": draft.dialogue, "report": attributes, "facts": []}
            else:
                del attributes["report"]
                document["facts"].append({"kind": draft.fact.kind(), **attributes})
    yield Dated(day, document)


def entries_of(document: Attributes) -> Iterator[Entry]:
    """What the store takes for a document: what reading it as a fact file gives, without the checking."""
    slug = document["dialogue"]
    report = document.get("report")
    if "title" in document:
        yield _entry(slug, DialogueOpened.topic, {key: value for key, value in document.items() if key != "dialogue"})
    if report is not None:
        yield _entry(slug, ReportFiled.topic, report, once=f"report:{report['id']}")
    for fact in document.get("facts", ()):
        attributes = {**fact, "report": document["report"]["id"]}
        yield _entry(slug, f"{attributes.pop('kind')}@1", attributes)


def _entry(slug: str, topic: str, attributes: Attributes, once: str | None = None) -> Entry:
    payload = canonical_json(attributes)
    digest = digest_of(slug, topic, payload)
    return Entry(slug, fact_id_of(digest), digest, topic, payload, once)


def entries(facts: int, *, seed: str = SEED) -> Iterator[Entry]:
    """A history as the store takes it, in bounded memory."""
    for document in history(facts, seed=seed):
        yield from entries_of(document)


def write_fact_files(told: Iterable[Attributes], folder: Path, *, at_most_bytes: int) -> list[Path]:
    """Write documents as JSON Lines, one file after the other; return the files in order.

    Args:
        told: the documents, taken one by one.
        folder: where `history-001.jsonl` and so on are made.
        at_most_bytes: size of a file; a fact file has a limit.

    """
    paths: list[Path] = []
    lines = (json.dumps(document, ensure_ascii=False).encode() + b"\n" for document in told)
    line = next(lines, None)
    while line is not None:
        paths.append(folder / f"history-{len(paths) + 1:03d}.jsonl")
        size = 0
        with paths[-1].open("wb") as file:
            while line is not None and size + len(line) <= at_most_bytes:
                size += file.write(line)
                line = next(lines, None)
    return paths
