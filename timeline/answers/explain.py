"""The answer to `explain`: the chain of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from events.facts.judgement import FactCorrected
from timeline.answers.common import Answer, WindowAnswer, settled_text
from timeline.claims.claims import REASONS

if TYPE_CHECKING:
    from timeline.claims.claims import Bearing, Support, Verdict
    from timeline.knowledge.judgements import Amendment
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.explain import Explanation


class AmendmentAnswer(Answer):
    """A judgement that changed a fact or took it back."""

    fact: str = Field(description="The id of the judgement.")
    kind: str = Field(description="The kind of judgement: fact-corrected or fact-retracted.")
    whose: str = Field(description="The side that made the error: `outlet`, or `coder` for us.")
    field: str | None = Field(default=None, description="The attribute that was corrected.")
    old: Any = Field(default=None, description="The wrong value.")
    new: Any = Field(default=None, description="The right value.")
    reason: str | None = Field(default=None, description="The reason that was given.")

    @classmethod
    def of(cls, amendment: Amendment) -> AmendmentAnswer:
        """The answer for one judgement."""
        judgement = amendment.judgement
        corrected = judgement if isinstance(judgement, FactCorrected) else None
        return cls(
            fact=amendment.fact_id,
            kind=judgement.kind(),
            whose=judgement.whose,
            field=corrected.field if corrected else None,
            old=corrected.old if corrected else None,
            new=corrected.new if corrected else None,
            reason=judgement.reason,
        )


class EvidenceAnswer(Answer):
    """One fact, with the report that says it."""

    fact: str = Field(description="The id of the fact.")
    kind: str = Field(description="The kind of the fact, as a fact file writes it.")
    report: str | None = Field(description="The id of the report. It is null if no report says it.")
    outlet: str | None = Field(description="The outlet that published the report.")
    url: str | None = Field(description="The address at which the report can be read.")
    title: str | None = Field(description="The title, as written.")
    published: WindowAnswer | None = Field(description="The time of publication. It is null if unknown.")
    known_by: str = Field(description="The day from which it was public, YYYY-MM-DD.")
    origin: str | None = Field(description="The statement or office whose words it carries.")
    reliability: str | None = Field(
        description="The reliability of the outlet, A to F (STANAG 2511). It is null if you have not graded it."
    )
    said_by: str | None = Field(description="The person or office that is quoted.")
    quote: str | None = Field(description="A short quote from the report.")
    stands: str | None = Field(
        default=None,
        description="The verdict on this fact, as for values. It is null for a fact that was taken back.",
    )
    because: str | None = Field(default=None, description="The reason for the verdict, in words.")
    corrections: tuple[AmendmentAnswer, ...] = Field(description="The corrections of the fact that count.")

    @classmethod
    def of(cls, known: KnownFact, knowledge: Knowledge, bearing: Bearing | None = None) -> EvidenceAnswer:
        """The answer for one fact."""
        report = known.report
        return cls(
            fact=known.fact_id,
            kind=known.kind,
            report=report.id if report else None,
            outlet=report.outlet if report else None,
            url=report.filed.url if report else None,
            title=report.filed.title if report else None,
            published=WindowAnswer.of_window(report.published) if report else None,
            known_by=known.known_by.isoformat(),
            origin=known.origin,
            reliability=knowledge.reliability.get(report.outlet) if report else None,
            said_by=known.fact.said_by,
            quote=known.fact.quote,
            stands=bearing.stands if bearing else None,
            because=bearing.because if bearing else None,
            corrections=tuple(map(AmendmentAnswer.of, known.amendments)),
        )


class ValueAnswer(Answer):
    """One value of an attribute with everything that speaks for it."""

    value: str | int = Field(description="The value as text.")
    wording: str | None = Field(description="The words of the report.")
    stands: str = Field(
        description="The verdict: preferred, agrees, contradicts, superseded or retold (the best of its facts)."
    )
    because: str = Field(description="The reason for the verdict, in words.")
    origins: tuple[str, ...] = Field(description="The independent origins.")
    evidence: tuple[EvidenceAnswer, ...] = Field(description="The facts that give this value, in order of the log.")


class AttributeAnswer(Answer):
    """One attribute with all its values."""

    attribute: str = Field(description="The attribute of the subject, such as `window`.")
    preferred: str | int | None = Field(description="The value that counts.")
    reason: str = Field(
        description="The reason: undisputed, refinement, origins, reliability, first-told, precision, newer or newest."
    )
    because: str = Field(description="The reason in words.")
    values: tuple[ValueAnswer, ...] = Field(description="The values, the preferred one first.")


class ExplainAnswer(Answer):
    """The evidence of one subject."""

    dialogue: str = Field(description="The short name of the dialogue.")
    subject: str = Field(description="The subject, as `type:key`.")
    attributes: tuple[AttributeAnswer, ...] = Field(
        description="The attributes that were asked about, each with its evidence."
    )
    withdrawn: tuple[EvidenceAnswer, ...] = Field(description="The facts that were known and later taken back.")
    redacted: tuple[str, ...] = Field(
        default=(), description="The ids of the facts of the dialogue that are redacted, whatever they were about."
    )


def explain_answer(explanation: Explanation, knowledge: Knowledge) -> ExplainAnswer:
    """The answer for one explanation."""
    return ExplainAnswer(
        dialogue=knowledge.dialogue,
        subject=str(explanation.dossier.subject),
        attributes=tuple(_attribute(verdict, knowledge) for verdict in explanation.verdicts),
        withdrawn=tuple(EvidenceAnswer.of(known, knowledge) for known in explanation.withdrawn),
        redacted=knowledge.redacted,
    )


def _attribute(verdict: Verdict, knowledge: Knowledge) -> AttributeAnswer:
    return AttributeAnswer(
        attribute=verdict.attribute,
        preferred=settled_text(verdict.preferred.value) if verdict.preferred else None,
        reason=verdict.reason,
        because=REASONS[verdict.reason],
        values=tuple(_value(support, verdict, knowledge) for support in verdict.supports),
    )


def _value(support: Support, verdict: Verdict, knowledge: Knowledge) -> ValueAnswer:
    sources = {claim.source.fact_id: claim.source for claim in support.claims}
    bearings = verdict.bearings_of(support)
    best = verdict.bearing_of(support)
    return ValueAnswer(
        value=support.value.text,
        wording=support.value.wording,
        stands=best.stands,
        because=best.because,
        origins=support.origins,
        evidence=tuple(EvidenceAnswer.of(known, knowledge, bearings[fact]) for fact, known in sources.items()),
    )
