"""How does a table show the values of an answer? Columns, whoever prints them: a terminal, a file or a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from events.facts.subject import UNDATED, UNNAMED
from events.wording import WHOSE_ERROR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def value_at(row: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - any value that JSON has
    """The value at a path of keys. None where the path leads nowhere."""
    if "." not in key:  # as most are
        return row.get(key)
    value: Any = row
    for step in key.split("."):
        value = value.get(step) if isinstance(value, (dict, Mapping)) else None  # a dict is known at once
    return value


def cell_text(value: Any) -> str:  # noqa: ANN401 - any value that JSON has
    """A value as a reader sees it in a table."""
    if isinstance(value, str):  # as most are
        return str(value)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(map(cell_text, value))
        case dict():
            return str(value.get("edtf") or value.get("name") or json.dumps(value, ensure_ascii=False))
        case _:
            return str(value)


def original_of(row: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - any value that JSON has
    """What stood at a path of keys before it was put into the reader's language. None where it stands there."""
    holder, _, name = key.rpartition(".")
    around = value_at(row, holder) if holder else row
    originals = around.get("originals") if around else None
    return originals.get(name) if originals else None


def beside(text: str, original: str) -> str:
    """A text with its original beside it."""
    return f"{text} ({original})"


class Column:
    """A column of a table.

    No NamedTuple: to make one takes longer than to make all columns of an answer.

    Attributes:
        header: its heading.
        key: where a row keeps the value. `window.edtf` for a value inside a value.
        align: left or right.
        shown: how tables write a value. CSV has all of it.
        otherwise: where a row keeps what stands for the value, if there is none. "" for nothing.

    """

    def __init__(
        self, header: str, key: str, align: str = "left", shown: Callable[[Any], str] = cell_text, otherwise: str = ""
    ) -> None:
        self.header = header
        self.key = key
        self.align = align
        self.shown = shown
        self.otherwise = otherwise

    def text(self, row: Mapping[str, Any]) -> str:
        """The value of a row as a table shows it. Empty where there is none."""
        value = value_at(row, self.key)
        if value is None:
            return cell_text(value_at(row, self.otherwise)) if self.otherwise else ""
        original = original_of(row, self.key)
        if isinstance(value, list | tuple) and isinstance(original, list | tuple):  # of several names those that differ
            original = [one for one, shown in zip(original, value, strict=True) if one != shown]
        return self.shown(value) if original is None else beside(self.shown(value), self.shown(original))


def without(columns: Iterable[Column], *keys: str) -> list[Column]:
    """The columns but those that show these values."""
    return [column for column in columns if column.key not in keys]


# ---- how values are shown ----------------------------------------------------------------------------------------

SHOWN_PEOPLE = 3
"""Names that a row of a table shows. JSON and CSV have all."""


def count(values: Sequence[Any]) -> str:
    """How many there are."""
    return str(len(values))


def short_id(fact_id: str) -> str:
    """The beginning of a fact id."""
    from timeline.text.summary import FACT_ID_SHOWN

    return fact_id[:FACT_ID_SHOWN]


def short_instant(instant: str) -> str:
    """An instant to the minute."""
    return instant[:16].replace("T", " ")


def chain(slips: Iterable[Mapping[str, Any]]) -> str:
    """The slip chain: each window that changed what was expected."""
    return " → ".join(slip["window"]["edtf"] for slip in slips if slip["change"])


def contradicted(disputes: Iterable[Mapping[str, Any]]) -> str:
    """The disputed attributes, each with the values that contradict the preferred one."""
    return "; ".join(
        f"{dispute['attribute']}: also {', '.join(str(claim['value']) for claim in dispute['claims'][1:])}"
        for dispute in disputes
    )


def few(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - SHOWN_PEOPLE
    return "; ".join(names[:SHOWN_PEOPLE]) + (f" +{more}" if more > 0 else "")


def kind_of_time(time_is: str) -> str:
    """What a time is of, where it is not that of what happened."""
    return "" if time_is == "happened" else time_is


def other_track(track: str) -> str:
    """The track, where it is not the one that goes without saying."""
    # Here and below, since most tables show neither a track nor what is pending.
    from events.facts.track import MAIN_TRACK

    return "" if track == MAIN_TRACK else track


def who_answered(given: Sequence[Mapping[str, Any]]) -> str:
    """What each invitee answered, where there are several or one answered with a condition."""
    told = "; ".join(
        f"{one['by']}: {one['answer']}" + (f" ({one['condition']})" if one["condition"] else "") for one in given
    )
    return told if len(given) > 1 or any(one["condition"] for one in given) else ""


def done_by(done: Sequence[Mapping[str, Any]]) -> str:
    """What became of the part of each party, where there are several."""
    return "; ".join(f"{one['by']}: {one['status']}" for one in done) if len(done) > 1 else ""


def told_firmly(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An event, with how firmly it is told only where the kind of its time does not tell."""
    goes_without_saying = entry["time_is"] == "planned" and entry["modality"] in ("planned", "expected")
    yield {**entry, "modality": None} if goes_without_saying else entry


def disputed(is_so: bool) -> str:  # noqa: FBT001 - a value of an answer
    """Whether reports contradict each other."""
    return "disputed" if is_so else ""


def is_open(invitation: Mapping[str, Any]) -> bool:
    """Whether an invitation still waits for an answer or a session."""
    from timeline.claims.statuses import OPEN

    return invitation["status"] in OPEN


def is_pending(commitment: Mapping[str, Any]) -> bool:
    """Whether a commitment is still to be kept."""
    from timeline.claims.statuses import PENDING

    return commitment["status"] in PENDING and commitment["modality"] != "denied"


def titles(given: Iterable[Mapping[str, Any]]) -> str:
    """The titles of a person."""
    return "; ".join(title["title"] for title in given)


def offices(held: Iterable[Mapping[str, Any]]) -> str:
    """The offices of a person, each with its term."""
    return "; ".join(f"{one['office']} ({_term(one)})" for one in held)


def _term(office: Mapping[str, Any]) -> str:
    until = cell_text(office["until"]) or ("now" if office["in_office"] else "?")
    return f"{cell_text(office['since']) or '?'} to {until}"


def sessions(headed: Iterable[Mapping[str, Any]]) -> str:
    """The sessions at which a person headed a side."""
    return ", ".join(str(one["session"]) for one in headed)


def corrections(found: Iterable[Mapping[str, Any]]) -> str:
    """The judgements that changed a fact or took it back."""
    return "; ".join(map(_correction, found))


def _correction(correction: Mapping[str, Any]) -> str:
    if correction["kind"] == "fact-retracted":
        return f"taken back ({WHOSE_ERROR[correction['whose']]}): {correction['reason'] or 'no reason given'}"
    change = f"{correction['field']} from {cell_text(correction['old'])} to {cell_text(correction['new'])}"
    return f"{change} ({WHOSE_ERROR[correction['whose']]})" + (
        f": {correction['reason']}" if correction["reason"] else ""
    )


def each_change(made: Iterable[Mapping[str, Any]]) -> str:
    """The changes that a fact made."""
    return "; ".join(map(change, made))


def change(one: Mapping[str, Any]) -> str:
    """A change in a line: `session:2.window: 2025 → 2025-05-21`."""
    name = f"{one['subject']}.{one['attribute']}"
    if one["before"] is None:
        return f"{name} = {one['after']}"
    return f"{name}: {one['before']} → {one['after'] if one['after'] is not None else 'nothing'}"


CHANGES_SHOWN = 3
"""Changes of one subject that a row of news shows."""

_IN_SUBJECT = {"measure": ("about", "actor"), "statement": ("about", "actor")}
"""Attributes that the name of the subject tells already."""

_IS_VALUE = frozenset({"status", "stance"})
"""Attributes whose value says what it is of."""


def readable_subject(subject: str) -> str:
    """A subject as people speak of it: `session 2`, `Iraq on gaza`."""
    type_, _, key = subject.partition(":")
    if type_ == "position":
        actor, _, issue = key.rpartition("/")
        return f"{actor} on {issue}"
    if key.startswith(f"{UNDATED}/"):  # what nobody dated is told apart by its report
        report, *told = key.split("/")[1:]
        return f"{type_} {'/'.join(part for part in told if part != UNNAMED)} ({report})".replace("  ", " ")
    return f"{type_} {key}".rstrip()


def told_changes(made: Sequence[Mapping[str, Any]]) -> str:
    """The most telling changes of a subject: `scheduled; window 2025 → 2025-05-16/2025-05-31`."""
    said = [one for one in made if one["attribute"] not in _IN_SUBJECT.get(one["subject"].partition(":")[0], ())]
    if not said:
        return "first told"
    more = len(said) - CHANGES_SHOWN
    return "; ".join(map(_told, said[:CHANGES_SHOWN])) + (f"; +{more}" if more > 0 else "")


_BEFORE, _AFTER = Column("", "before"), Column("", "after")


def _told(one: Mapping[str, Any]) -> str:
    after = _AFTER.text(one) if one["after"] is not None else "nothing"
    value = after if one["before"] is None else f"{_BEFORE.text(one)} → {after}"
    return value if one["attribute"] in _IS_VALUE else f"{one['attribute'].replace('_', ' ')} {value}"


def weightiest(news: Sequence[Mapping[str, Any]]) -> str:
    """What changed most on a day, and how many subjects more changed."""
    if not news:
        return ""
    more = len(news) - 1
    first = f"{readable_subject(news[0]['subject'])}: {told_changes(news[0]['changes'])}"
    return first + (f" (and {more} more)" if more else "")


# ---- answers as rows of a table ----------------------------------------------------------------------------------


def as_it_is(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The row, where an answer is one."""
    yield row


_PREFERRED = {
    "origins": "more independent sources",
    "reliability": "more reliable outlet",
    "first-told": "told first",
    "precision": "more exact",
    "newer": "said later",
    "newest": "the newest word",
}
"""Why a value counts, for readers."""


def claims(dispute: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One row for each value of a dispute, the preferred one first."""
    for number, claim in enumerate(dispute["claims"]):
        preferred = number == 0 and dispute["preferred"] is not None
        yield {
            **claim,
            "value": str(claim["value"]),
            "dialogue": dispute["dialogue"],
            "subject": dispute["subject"],
            "attribute": dispute["attribute"],
            "reason": dispute["reason"],
            "preferred": preferred,
            "stands": f"preferred: {_PREFERRED.get(dispute['reason'], dispute['reason'])}"
            if preferred
            else "contradicts",
        }


def summarized(recorded: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A fact of the log with its content in a line.

    Raises:
        UnreadablePayloadError: the content is not what its topic promises.

    """
    from events.facts.catalogue import CATALOGUE
    from events.identity import canonical_json
    from timeline.text.summary import summary

    fact = CATALOGUE.decode(recorded["topic"], canonical_json(recorded["payload"]))
    yield {**recorded, "summary": summary(fact)}


# ---- columns that answers share ----------------------------------------------------------------------------------

REPORTS = Column("reports", "reports", "right", count)
ORIGINS = Column("origins", "origins", "right", count)
DISPUTED = Column("disputed", "disputes", shown=contradicted)
DIALOGUE = Column("dialogue", "dialogue")
FACT = Column("fact", "fact", shown=short_id)
