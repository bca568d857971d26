"""The answer to `diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer

if TYPE_CHECKING:
    from datetime import date

    from timeline.projections.diff import Change, Difference


class ChangeAnswer(Answer):
    """One attribute of one subject that came to be, changed, or went."""

    subject: str = Field(description="The subject, as `type:key`.")
    attribute: str = Field(description="The attribute of the subject, such as `window`.")
    before: str | None = Field(description="The value before. It is null if there was none.")
    after: str | None = Field(description="The value afterwards. It is null if there is none any more.")
    facts: tuple[str, ...] = Field(description="The ids of the facts behind the new value that did not count before.")
    detail: str | None = Field(
        default=None, description="For a new invitation, a line that names the parties and the occasion."
    )

    @classmethod
    def of(cls, change: Change) -> ChangeAnswer:
        """The answer for one change."""
        return cls(
            subject=str(change.subject),
            attribute=change.attribute,
            before=change.before,
            after=change.after,
            facts=change.facts,
            detail=change.detail,
        )


class DiffAnswer(Answer):
    """What changed between what was known on two days."""

    dialogue: str = Field(description="The short name of the dialogue.")
    from_day: str = Field(description="The day of knowledge that is compared, YYYY-MM-DD.")
    to_day: str = Field(description="The day of knowledge that is compared, YYYY-MM-DD.")
    changes: tuple[ChangeAnswer, ...] = Field(description="The answers that changed.")
    reports: tuple[str, ...] = Field(description="The ids of the reports that became known.")
    origins: tuple[str, ...] = Field(description="The independent origins that became known.")
    facts: int = Field(description="The number of facts that became known.")
    withdrawn: tuple[str, ...] = Field(description="The ids of the facts that counted before and no longer count.")
    redacted: tuple[str, ...] = Field(
        default=(), description="The ids of the facts of the dialogue that are redacted. They count on neither day."
    )


def diff_answer(
    difference: Difference, *, dialogue: str, from_day: date, to_day: date, redacted: tuple[str, ...] = ()
) -> DiffAnswer:
    """The answer for one difference."""
    return DiffAnswer(
        dialogue=dialogue,
        from_day=from_day.isoformat(),
        to_day=to_day.isoformat(),
        changes=tuple(map(ChangeAnswer.of, difference.changes)),
        reports=difference.reports,
        origins=difference.origins,
        facts=difference.facts,
        withdrawn=difference.withdrawn,
        redacted=redacted,
    )
