"""Facts for tests of integrity: real ones, since their content is looked into."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from events.fact_file import read
from events.intake.batch import record
from events.store.log import FactLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.intake.draft import Draft
    from events.store.port import Engine

OPENED = """\
dialogue: {0}
title: Talks {0}
parties: [A, B]
"""
TOLD = """\
dialogue: {0}
report: {{id: r{1}, outlet: Agency, published: 2024-03-0{1}, origin: Ministry of A}}
facts:
- {{kind: session-held, session: {1}, when: 2024-03-0{1}, place: Geneva, quote: "We met, and حوار was held"}}
"""

SEVERAL = (
    OPENED.format("talks") + "---\n" + OPENED.format("other") + "---\n" + TOLD.format("talks", 1) + "---\n"
    "dialogue: other\nfacts:\n- {kind: contact-held, format: call, when: 2024-01-01}\n",
    *(TOLD.format(dialogue, number) for number in (2, 3) for dialogue in ("talks", "other")),
    *(TOLD.format("talks", number) for number in (4,)),
    "dialogue: other\nfacts:\n- {kind: contact-held, format: visit, when: 2024-02-02}\n",
)
"""Appended one after the other: 5, 2, 2, 2, 2, 2 and 1 facts."""


def drafts_of(texts: Iterable[str]) -> Iterator[list[Draft]]:
    """The facts of each text."""
    for number, text in enumerate(texts):
        yield list(read(io.BytesIO(text.encode()), f"{number}.yaml"))


def recorded(engine: Engine, drafts: list[Draft], *, by: str = "anna") -> None:
    """Append them."""
    record(FactLog(engine), drafts, recorded_by=by)
