"""Does a fact look wrongly typed? For example a plan without its own day, or a session held after its report.

What cannot be meant is refused. What may be meant is asked about, in the conversation of `timeline add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.errors import BadInputError
from events.facts.session import SessionHeld, SessionPostponed, SessionProposed, SessionScheduled
from timeline.forms.spelling import typed_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from events.facts.base import Fact
    from events.facts.session import SessionFact
    from events.facts.tracking import ReportFiled

NO_TIME: Final = "=no time given"
"""What is typed as the window of a plan that has none."""


def lacks_window(fact: Fact, today: date) -> SessionFact | None:
    """The fact, where it tells when a plan was announced and not what time it is for.

    A postponement may leave the new time open. Told of a day to come, that is the new time.
    """
    if not isinstance(fact, SessionProposed | SessionScheduled | SessionPostponed):
        return None
    announced = fact.when.window if fact.when is not None else None
    if fact.window is not None or announced is None:
        return None
    return None if isinstance(fact, SessionPostponed) and not announced.is_future(today) else fact


def refuse_plan_without_window(fact: Fact, today: date) -> None:
    """Refuse a plan typed with `--when` and no `--window`.

    Raises:
        BadInputError: says which of the two is meant, and how to go on where the report gives no time.

    """
    if lacks_window(fact, today) is None or fact.said("when") is None:
        return
    when = fact.said("when").edtf
    message = "«:when» is the day on which the plan was announced, and «:window», the time that it is for, is missing"
    hint = f"For a session on {when} write «:window» {when}; where the report gives no time: «:window» '{NO_TIME}'."
    raise BadInputError(message, hint=hint)


def counted_otherwise(typed_today: Fact, typed_then: Fact) -> Iterator[tuple[str, str, str]]:
    """What counts from a day, and means another one where it is counted from the report: "next year" of an old report.

    Each with its attribute, with what it means counted from the report, and counted from today.
    """
    today, then = (one.model_dump(mode="json") for one in (typed_today, typed_then))
    yield from ((name, typed_text(then[name]), typed_text(today[name])) for name in today if today[name] != then[name])


def doubts(
    fact: Fact, report: ReportFiled | None, parties: frozenset[str], beside: Sequence[Fact], today: date
) -> Iterator[str]:
    """What a careful reader would ask about a fact before it is recorded, each in a sentence.

    Args:
        fact: as it was typed.
        report: that says it. None where none does.
        parties: of the heading. Empty where none are listed.
        beside: the facts that the same report says before it.
        today: the day on which it was typed.

    """
    if lacks_window(fact, today) is not None:
        yield "It says when the plan was announced, and not what time it is for."
    when = fact.said("when")
    happened = when.window if when is not None else None
    published = report.published.window if report is not None and report.published is not None else None
    if isinstance(fact, SessionHeld):
        if happened is None:
            yield "It does not say on which day the session was held."
        elif published is not None and published.latest is not None and happened.is_future(published.latest):
            yield f"It was held on {happened.text}, after the report came out on {published.text}: a plan, perhaps?"
        elif published is None and happened.is_future(today):
            yield f"It was held on {happened.text}, a day that is still to come: a plan, perhaps?"
    for side in _sides(fact):
        if parties and side.casefold() not in {party.casefold() for party in parties}:
            yield f"{side} is not one of the parties: {', '.join(sorted(parties))}."
    twin = next((one for one in beside if type(one) is type(fact) and one.subjects() == fact.subjects()), None)
    if twin is not None and fact.kind() != "contact-held":
        yield f"The same report said this before: {fact.kind()}, {fact.subjects()[0]}."


def _sides(fact: Fact) -> list[str]:
    return list(dict.fromkeys(person.side for person in fact.said("persons") or () if person.side is not None))
