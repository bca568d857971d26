"""Why is this value shown? The chain of evidence of a subject, down to fact, report and quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.claims import subjects

if TYPE_CHECKING:
    from timeline.claims.claims import Verdict
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import KnownFact
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


def project(state: State, text: str) -> Explanation:
    """Explain `SUBJECT` or `SUBJECT.ATTRIBUTE`.

    Raises:
        SubjectNotFoundError: nothing, or more than one subject, answers to the text.
        AttributeNotFoundError: the subject has no such attribute.

    """
    dossier, attribute = subjects.find(text, state.knowledge.dialogue, state.dossiers)
    chosen = [dossier.verdicts[attribute]] if attribute else list(dossier.verdicts.values())
    withdrawn = tuple(known for known in state.knowledge.withdrawn if dossier.subject in known.subjects)
    return Explanation(dossier, tuple(chosen), withdrawn)
