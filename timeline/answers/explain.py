"""The answer to `explain`: the chain of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from events.facts.judgement import FactCorrected
from timeline.answers.common import Answer, WindowAnswer, text_of
from timeline.claims.claims import REASONS

if TYPE_CHECKING:
    from timeline.claims.claims import Bearing, Support, Verdict
    from timeline.knowledge.judgements import Amendment
    from timeline.knowledge.known import Knowledge, KnownFact
    from timeline.projections.explain import Explanation


class AmendmentAnswer(Answer):
    """A judgement that changed a fact or took it back."""

    fact: str = Field(description="id of the judgement")
    kind: str = Field(description="fact-corrected or fact-retracted")
    whose: str = Field(description="outlet or coder: whose error it was")
    field: str | None = None
    old: Any = None
    new: Any = None
    reason: str | None = None

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

    fact: str = Field(description="id of the fact")
    kind: str
    report: str | None
    outlet: str | None
    url: str | None
    title: str | None
    published: WindowAnswer | None = Field(description="null where unknown")
    known_by: str = Field(description="the day from which it was public, YYYY-MM-DD")
    origin: str | None
    reliability: str | None = Field(description="of the outlet, A-F (STANAG 2511); null where not assessed")
    said_by: str | None
    quote: str | None
    stands: str | None = Field(
        default=None, description="as that of the value, told of this fact; null for what was taken back"
    )
    because: str | None = Field(default=None, description="why it stands so, in words")
    corrections: tuple[AmendmentAnswer, ...]

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

    value: str | int
    wording: str | None
    stands: str = Field(description="preferred, agrees, contradicts, superseded or retold: the best of its facts")
    because: str = Field(description="why it stands so, in words")
    origins: tuple[str, ...]
    evidence: tuple[EvidenceAnswer, ...] = Field(description="in order of the log")


class AttributeAnswer(Answer):
    """One attribute with all its values."""

    attribute: str
    preferred: str | int | None
    reason: str = Field(
        description="why it counts: undisputed, refinement, origins, reliability, first-told, precision, newer, newest"
    )
    because: str = Field(description="the same in words")
    values: tuple[ValueAnswer, ...] = Field(description="the preferred value first")


class ExplainAnswer(Answer):
    """The evidence of one subject."""

    dialogue: str
    subject: str
    attributes: tuple[AttributeAnswer, ...]
    withdrawn: tuple[EvidenceAnswer, ...] = Field(description="facts that were known and taken back")


def explain_answer(explanation: Explanation, knowledge: Knowledge) -> ExplainAnswer:
    """The answer for one explanation."""
    return ExplainAnswer(
        dialogue=knowledge.dialogue,
        subject=str(explanation.dossier.subject),
        attributes=tuple(_attribute(verdict, knowledge) for verdict in explanation.verdicts),
        withdrawn=tuple(EvidenceAnswer.of(known, knowledge) for known in explanation.withdrawn),
    )


def _attribute(verdict: Verdict, knowledge: Knowledge) -> AttributeAnswer:
    return AttributeAnswer(
        attribute=verdict.attribute,
        preferred=text_of(verdict.preferred.value) if verdict.preferred else None,
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
