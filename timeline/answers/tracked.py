"""What is said of a dialogue in the list of those that are tracked."""

from __future__ import annotations

from timeline.answers.common import Answer, Instant


class TrackedDialogueAnswer(Answer):
    """A dialogue that is tracked; one row of `dialogues`.

    Attributes:
        dialogue: slug.
        title: what it is called here; null where nobody opened it.
        parties: who takes part.
        facts: how many the log holds, reports and headings included.
        reports: how many are on file.
        last_recorded: when the last fact was appended, UTC.

    """

    dialogue: str
    title: str | None
    parties: tuple[str, ...]
    facts: int
    reports: int
    last_recorded: Instant
