"""What is a page? A path, and what is answered there: as HTML for people, and by an ending for programs.

A page is one module of `timeline.web.pages` with its `PAGE`, and one line in `app.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from timeline.web.body import Body
from timeline.web.visit import Visit

Make: TypeAlias = Callable[[Visit], Body]
"""Answers a visit. What it raises as a `TimelineError` is shown as a refusal."""


class Page(NamedTuple):
    """One page.

    Attributes:
        path: as Starlette writes it: `/d/{dialogue}`.
        makes: what is answered, by the ending of the address; "" is the page for people.
        takes: answers a form that was sent there (POST); None where the page has none.
        finishes: whether it stays the same while the log, the day and the viewer do: then it has an ETag, and is made
            once. A page with a form has none.
        answers: the question of the catalogue whose model the JSON has; "" where it has none.
        is_list: whether that JSON is a list; as the question's where it is None.
        stem: what an ending is put to where the path has no last part: `/index`.

    """

    path: str
    makes: Mapping[str, Make]
    takes: Make | None = None
    finishes: bool = True
    answers: str = ""
    is_list: bool | None = None
    stem: str = ""
