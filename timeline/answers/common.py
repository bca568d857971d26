"""Shapes that answers share: windows, evidence, disputes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializerFunctionWrapHandler, model_serializer

from events.facts.base import share_given
from timeline.claims.modality import ASSERTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypedDict

    from events.windows.window import Window
    from timeline.claims.claims import Support, Verdict
    from timeline.claims.dossier import Dossier, Evidence
    from timeline.values.agreement import Value, WindowValue

    class Sources(TypedDict):
        """What an answer rests on."""

        facts: tuple[str, ...]
        reports: tuple[str, ...]
        origins: tuple[str, ...]


Instant = Annotated[datetime, PlainSerializer(datetime.isoformat, when_used="json")]
"""An instant in UTC. JSON has it as `2025-06-01T12:00:00+00:00`."""


def _is_none(value: object) -> bool:
    return value is None


class Answer(BaseModel):
    """A frozen part of an answer."""

    # Some of the models are never made by themselves; a command builds those that it makes.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    originals: dict[str, str | tuple[str, ...]] | None = Field(
        default=None,
        exclude_if=_is_none,
        description="The English or original texts, by key. They are there only if another language was asked for.",
    )

    def model_post_init(self, _context: object, /) -> None:
        """Share the set of attributes: an answer has many parts."""
        share_given(self)

    def _repr_html_(self) -> str:
        """Show the answer in a notebook."""
        from timeline.answers.shown import html_card

        return html_card(self.model_dump(mode="json"))


class WindowAnswer(Answer):
    """A time as vague as the reports left it."""

    edtf: str = Field(description="The window as EDTF (ISO 8601-2).")
    earliest: str | None = Field(
        description="The first day that it can mean, YYYY-MM-DD. It is null if the window has no first day."
    )
    latest: str | None = Field(
        description="The last day that it can mean, YYYY-MM-DD. It is null if the window has no last day."
    )
    wording: str | None = Field(default=None, description="The words of the report.")

    @classmethod
    def of(cls, value: WindowValue | None) -> Self | None:
        """The answer for a settled window."""
        return None if value is None else cls.of_window(value.window, value.wording)

    @classmethod
    def of_window(cls, window: Window | None, wording: str | None = None) -> Self | None:
        """The answer for a bare window."""
        if window is None:
            return None
        return cls(
            edtf=window.text,
            earliest=window.earliest.isoformat() if window.earliest else None,
            latest=window.latest.isoformat() if window.latest else None,
            wording=wording,
        )


_EVIDENCE = ("facts", "reports", "origins")


class Sourced(Answer):
    """What rests on facts: every value shown can be traced to them."""

    facts: tuple[str, ...] = Field(description="The ids of the facts that it rests on, in order of the log.")
    reports: tuple[str, ...] = Field(description="The ids of the reports that say so, in order of the log.")
    origins: tuple[str, ...] = Field(
        description="The independent origins. Ten prints of one statement have one origin."
    )

    @model_serializer(mode="wrap")
    def _evidence_last(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Print what is said before what it rests on."""
        written: dict[str, Any] = serialize(self)
        for key in _EVIDENCE:
            if key in written:
                written[key] = written.pop(key)
        return written

    @staticmethod
    def sources(evidence: Evidence) -> Sources:
        """The three, as keyword arguments."""
        return {"facts": evidence.facts, "reports": evidence.reports, "origins": evidence.origins}


class ClaimAnswer(Sourced):
    """One value of an attribute with everything that speaks for it."""

    value: str | int = Field(description="The value as text. A window is EDTF.")
    wording: str | None = Field(default=None, description="The words of the report.")

    @classmethod
    def of(cls, support: Support) -> Self:
        """The answer for one supported value."""
        return cls(
            value=support.value.text,
            wording=support.value.wording,
            facts=support.facts,
            reports=support.reports,
            origins=support.origins,
        )


class DisputeAnswer(Answer):
    """An attribute on which reports contradict each other."""

    attribute: str = Field(description="The attribute of the subject, such as `window`.")
    preferred: str | int | None = Field(description="The value that counts.")
    reason: str = Field(
        description="The reason why it counts: origins, reliability, first-told, precision, newer or newest."
    )
    claims: tuple[ClaimAnswer, ...] = Field(
        description="The claims: the preferred one first, then those that contradict it."
    )

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """The answer for a disputed verdict."""
        claims = (*((verdict.preferred,) if verdict.preferred else ()), *verdict.dissent)
        return cls(
            attribute=verdict.attribute,
            preferred=settled_text(verdict.preferred.value) if verdict.preferred else None,
            reason=verdict.reason,
            claims=tuple(map(ClaimAnswer.of, claims)),
        )


def settled_text(value: Value | None) -> str | int | None:
    """A settled value as an answer prints it."""
    return None if value is None else value.text


def modality_of(dossier: Dossier) -> str | None:
    """How firmly a subject is told, in one word. None where it is asserted."""
    word = dossier.text("modality")
    return None if word == ASSERTED else word


def disputes_of(verdicts: Iterable[Verdict]) -> tuple[DisputeAnswer, ...]:
    """The answers for all disputed verdicts."""
    return tuple(map(DisputeAnswer.of, verdicts))
