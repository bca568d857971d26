"""What may somebody do next, on a page? The forms that answers advise, as links; for programs, as addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from events.advice import next_in, worded
from timeline.web.links import address, path_of

if TYPE_CHECKING:
    from events.advice import Next
    from timeline.web.visit import Visit


def advised(text: str) -> str:
    """The text with the address of the page where each thing is done: "correct at /fact/1f14/correct"."""
    return worded(text, _told, str)


def _told(one: Next) -> str:
    place, action = _place(one), one.action.replace("-", " ")
    return f"{action} at {address(*place)}" if place else action


def links(visit: Visit, text: str) -> Markup:
    """What is advised, as links to it. What the viewer may not do is not among them."""
    found = [(one, place) for one in next_in(text) if (place := _place(one)) is not None]
    made = [_link(visit, one, *place) for one, place in found if _is_for(visit, one)]
    return Markup(" · ").join(made)


def _link(visit: Visit, one: Next, path: str, query: dict[str, str | None]) -> Markup:
    words = visit.words
    label = words(f"advice.{one.action}")
    attribute = str(one.arguments.get("set", "")).partition("=")[0]
    if one.action == "append":
        label = f"{label}: {words.word('kind', str(one.arguments['kind']))}"
    elif attribute:
        label = f"{label}: {words.word('attribute', attribute)}"
    return Markup('<a href="{}">{}</a>').format(address(path, {**query, "lang": visit.given("lang")}), label)


def _place(one: Next) -> tuple[str, dict[str, str | None]] | None:
    """Where a page does it: a path, and what is asked there. None where no page does."""
    given = {name: str(value) for name, value in one.arguments.items()}
    match one.action, given:
        case "correct" | "retract" as judged, {"fact": fact}:
            return path_of("fact", fact, judged), {}
        case "link", {"dialogue": dialogue, "subject": subject}:
            return path_of("d", dialogue, "link"), {"one": subject}
        case "append", {"dialogue": dialogue, "kind": kind}:
            return path_of("d", dialogue, "add"), {"kind": kind}
        case "explain", {"dialogue": dialogue, "subject": subject}:
            return path_of("d", dialogue, "why", subject), {}
        case _:
            return None


def _is_for(visit: Visit, one: Next) -> bool:
    """Whether the viewer may do it in the dialogue that is looked at."""
    dialogue = str(one.arguments.get("dialogue") or visit.request.path_params.get("dialogue", ""))
    match one.action:
        case "correct" | "retract" | "link":
            return visit.judges(dialogue)
        case "append":
            return visit.records(dialogue)
        case _:
            return True
