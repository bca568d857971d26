"""What does a judgement change? It is recorded, or only tried, and shown with its effect on its dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from events.errors import ConflictError
from events.intake.batch import check, record
from events.intake.draft import Draft
from events.store.log import FactLog
from timeline.answers.judgement import JudgedAnswer, judged_answer
from timeline.application import judging
from timeline.application.asking import require
from timeline.application.effects import difference_of
from timeline.application.finding import find_fact
from timeline.application.rebuilding import bring_up
from timeline.knowledge.ledger import replay
from timeline.read_models.making import Keeper
from timeline.read_models.words import Indexer
from timeline.text.summary import FACT_ID_SHOWN, summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pydantic import JsonValue

    from events.facts.base import Fact
    from events.facts.judgement import Sameness
    from events.store.log import RecordedFact
    from events.store.port import Engine
    from timeline.application.judging import Grounds
    from timeline.application.remarks import Remark
    from timeline.knowledge.ledger import Ledger


class JudgementReply(NamedTuple):
    """What came of a judgement.

    Attributes:
        answer: what was judged, and what it changes.
        remarks: what is to be said besides.

    """

    answer: JudgedAnswer
    remarks: tuple[Remark, ...]


class Judge:
    """Who judges, in which store, on which day. All judgements of one request go in in one transaction."""

    def __init__(self, engine: Engine, day: date, *, recorded_by: str, source: str, dry_run: bool = False) -> None:
        """Take what every judgement needs.

        Args:
            engine: the store, opened for appending where something is to be recorded.
            day: today.
            recorded_by: who judges.
            source: what messages call the place where it was typed.
            dry_run: record nothing.

        """
        self._engine = engine
        self._log = FactLog(engine)
        self._day = day
        self._recorded_by = recorded_by
        self._source = source
        self._dry_run = dry_run

    def present(self, fact: str) -> dict[str, JsonValue]:
        """The attributes of a fact as they count now, after what was corrected; as a fact file writes them.

        Raises:
            TimelineError: there is no such fact, or it was taken back.

        """
        target, ledger = self._found(fact)
        return judging.present(target, ledger)

    def correct(self, fact: str, settings: Sequence[str], grounds: Grounds) -> JudgementReply:
        """Say which attributes of a fact are wrong, and what is right.

        Args:
            fact: the beginning of its id.
            settings: each as `field=value`, typed as for an append. An empty value removes the attribute.
            grounds: what the corrections rest on.

        Raises:
            TimelineError: there is no such fact, it cannot have that value, or it has it already.

        """
        target, ledger = self._found(fact)
        return self._judged(ledger, judging.corrections(target, ledger, settings, grounds, self._day))

    def retract(self, fact: str, grounds: Grounds) -> JudgementReply:
        """Say that a fact does not count.

        Raises:
            TimelineError: there is no such fact, or it was taken back before.

        """
        target, ledger = self._found(fact)
        return self._judged(ledger, [judging.retraction(target, ledger, grounds)])

    def link(
        self, dialogue: str, subjects: tuple[str, str], *, as_: Sameness, reason: str | None = None
    ) -> JudgementReply:
        """Say whether two subjects of a dialogue are one.

        Raises:
            TimelineError: there is no such dialogue or subject, the two cannot be one, or it was judged before.

        """
        require(self._engine, [dialogue])
        ledger = replay(self._log.stream(dialogue))
        return self._judged(ledger, [judging.link(subjects, ledger, as_=as_, reason=reason)])

    def _found(self, beginning: str) -> tuple[RecordedFact, Ledger]:
        target = find_fact(self._log, beginning)
        return target, replay(self._log.stream(target.dialogue))

    def _judged(self, ledger: Ledger, judgements: Sequence[Fact]) -> JudgementReply:
        """Record the judgements, and tell what they change in the state of today.

        Raises:
            ConflictError: the log holds these very judgements already.

        """
        drafts = [Draft(ledger.dialogue, fact, self._source) for fact in judgements]
        checked = check(self._log, drafts)
        if not all(checked.added):
            known = ", ".join(
                entry.fact_id[:FACT_ID_SHOWN]
                for entry, new in zip(checked.entries, checked.added, strict=True)
                if not new
            )
            message = f"you made this judgement before ({known}), and later changed it"
            raise ConflictError(message, hint="To make it again, add «:reason».")
        ids = [entry.fact_id for entry in checked.entries]
        difference = difference_of(ledger, checked.entries, self._day)
        remarks: tuple[Remark, ...] = ()
        if not self._dry_run:
            keeper = Keeper(self._log, self._day)
            record(self._log, drafts, recorded_by=self._recorded_by, on_append=(keeper, Indexer()))
            remarks = bring_up(self._engine, self._day, {ledger.dialogue})
        gone = {one.fact_id: summary(one.fact) for one in ledger.facts if one.fact_id in difference.withdrawn}
        answer = judged_answer(
            judgements,
            ids,
            difference,
            dialogue=ledger.dialogue,
            recorded=not self._dry_run,
            summaries=dict(zip(ids, map(judging.judgement_line, judgements), strict=True)) | gone,
        )
        return JudgementReply(answer, remarks)
