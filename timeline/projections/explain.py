"""Why is this value shown? The chain of evidence of a subject, down to fact, report and quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.claims import subjects
from timeline.projections import derived

if TYPE_CHECKING:
    from timeline.claims.claims import Verdict
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.state import State


@dataclass(frozen=True, slots=True)
class Explanation:
    """A subject's evidence.

    Attributes:
        dossier: the subject with its facts and verdicts.
        verdicts: those asked for.
        withdrawn: facts about the subject that were known and taken back.

    """

    dossier: Dossier
    verdicts: tuple[Verdict, ...]
    withdrawn: tuple[KnownFact, ...]


def _found(state: State, text: str) -> tuple[Dossier, list[Verdict]]:
    """What a text names: what reports claim, else what follows from that, else what has no life of its own."""
    dialogue, merged = state.knowledge.dialogue, state.knowledge.given_up
    try:
        dossier, attribute = subjects.find(text, dialogue, state.dossiers, merged)
    except subjects.AttributeNotFoundError as error:
        derived_verdict = derived.verdict_of(state, error.dossier, error.attribute)
        if derived_verdict is None:
            raise
        return error.dossier, [derived_verdict]
    except subjects.SubjectNotFoundError as error:
        if error.several:
            raise
        try:
            dossier, attribute = subjects.find(text, dialogue, derived.others(state), merged)
        except subjects.SubjectNotFoundError as also:
            raise also if also.several else error from None
    return dossier, [dossier.verdicts[attribute]] if attribute else list(dossier.verdicts.values())


def project(state: State, text: str) -> Explanation:
    """Explain `SUBJECT` or `SUBJECT.ATTRIBUTE`.

    Raises:
        SubjectNotFoundError: nothing, or more than one subject, answers to the text.
        AttributeNotFoundError: the subject has no such attribute.

    """
    dossier, chosen = _found(state, text)
    withdrawn = tuple(known for known in state.knowledge.withdrawn if dossier.subject in known.subjects)
    return Explanation(dossier, tuple(chosen), withdrawn)
