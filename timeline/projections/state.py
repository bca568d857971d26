"""Where does the dialogue stand? All projections of one dialogue for one day, and its status card."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, Self

from events.facts.subject import DIALOGUE
from timeline.claims import readers
from timeline.claims.claims import claims_on
from timeline.claims.dossier import Dossier
from timeline.claims.modality import is_denied, is_done
from timeline.claims.sequence import settle_sequence
from timeline.claims.statuses import BEGUN, OPEN, TO_COME
from timeline.knowledge.known import knowledge
from timeline.projections import (
    commitments,
    documents,
    happenings,
    invitations,
    planned,
    positions,
    sessions,
    timeline,
    upcoming,
)
from timeline.values.agreement import TermValue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.claims.claims import Claim
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.commitments import Commitment
    from timeline.projections.documents import Document
    from timeline.projections.invitations import Invitation
    from timeline.projections.planned import Planned
    from timeline.projections.positions import Position
    from timeline.projections.session import Session
    from timeline.projections.session_series import OfTrack
    from timeline.projections.timeline import Event
    from timeline.projections.upcoming import Coming

DialogueStatus = Literal["tracked", "announced", "active", "suspended", "ended"]

_REPORTED: Final[dict[str, DialogueStatus]] = {
    "dialogue-launched": "active",
    "dialogue-suspended": "suspended",
    "dialogue-resumed": "active",
    "dialogue-ended": "ended",
}


@dataclass(frozen=True)
class State:
    """One dialogue as of a day. Each projection is made when it is first asked for.

    Attributes:
        knowledge: what was known.
        on: the day we stand on.
        remembered: entries of the timeline on other days, where somebody goes from day to day.

    """

    knowledge: Knowledge
    on: date
    remembered: timeline.Remembered | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, ledger: Ledger, *, on: date, known_at: date | None = None) -> Self:
        """The state that a log gives on a day, with what was known by a day; with all that is on record where None."""
        return cls(knowledge(ledger, known_at=known_at), on)

    @cached_property
    def sessions(self) -> list[Session]:
        """Every session."""
        return sessions.project(self.knowledge, self.on)

    @property
    def timeline(self) -> list[Event]:
        """What happened and what is to come, in order of time."""
        return timeline.project(self.knowledge, self.on, self.sessions, self.planned, self.remembered)

    @cached_property
    def planned(self) -> list[Planned]:
        """Every act that is or was planned."""
        return planned.project(self.knowledge, self.on)

    @cached_property
    def to_come(self) -> list[Coming]:
        """What is to come, then what is overdue, however long."""
        return upcoming.project(
            self.knowledge,
            self.on,
            status=self.status,
            sessions=self.sessions,
            plans=self.planned,
            invitations=self.invitations,
            commitments=self.commitments,
            documents=self.documents,
        )

    @property
    def upcoming(self) -> list[Coming]:
        """What is to come, then what has been overdue for a while only."""
        return [one for one in self.to_come if not one.is_long_overdue]

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Every invitation."""
        return invitations.project(self.knowledge, self.on, self.sessions)

    @cached_property
    def positions(self) -> list[Position]:
        """Every position."""
        return positions.project(self.knowledge, self.on, self.sessions)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """Every commitment and lone deadline."""
        return commitments.project(self.knowledge, self.on)

    @cached_property
    def documents(self) -> list[Document]:
        """Every document."""
        return documents.project(self.knowledge, self.on)

    @cached_property
    def happenings(self) -> list[Dossier]:
        """Every contact, measure, statement and change of office."""
        return happenings.project(self.knowledge, self.on)

    @cached_property
    def dialogue(self) -> Dossier:
        """The dialogue itself: its reported status."""
        facts = self.knowledge.by_subject.get(DIALOGUE, [])
        return dialogue_of(facts, self.on)

    @property
    def status(self) -> DialogueStatus:
        """Where the dialogue stands: as reported last, else as its sessions tell."""
        return dialogue_status(self.dialogue, has_met=bool(self.last_session), is_to_meet=bool(self.announced))

    @property
    def announced(self) -> list[Session]:
        """The sessions to come, the overdue ones among them."""
        return [one for one in self.sessions if one.status in TO_COME or one.status == "overdue"]

    @property
    def last_session(self) -> Session | None:
        """The session held last."""
        held = [one for one in self.sessions if one.status in BEGUN]
        return max(held, key=time_held) if held else None

    @property
    def next_session(self) -> Session | None:
        """The session to come next; what is overdue does not count."""
        to_come = (one.session for one in self.to_come if one.session and one.status != "overdue")
        return next(to_come, None)

    @property
    def open_invitations(self) -> list[Invitation]:
        """Those that still wait for an answer or a session."""
        return [one for one in self.invitations if one.status in OPEN]

    @property
    def pending_commitments(self) -> list[Commitment]:
        """Those that are open, progressing or overdue."""
        return [one for one in self.commitments if one.is_pending]

    @cached_property
    def last_heard(self) -> date | None:
        """The day from which the newest dated report was public."""
        return max((report.known_by for report in self.knowledge.reports.values() if report.dated), default=None)

    @cached_property
    def dossiers(self) -> list[Dossier]:
        """Every subject's dossier: what can be explained, compared and disputed."""
        lives: Iterable[Dossier] = (
            one.dossier
            for projection in (self.sessions, self.invitations, self.positions, self.commitments, self.documents)
            for one in projection
        )
        return [self.dialogue, *lives, *self.happenings]


def dialogue_of(all_facts: list[KnownFact], on: date) -> Dossier:
    """The dialogue itself, with its reported status."""
    facts = readers.told_by(all_facts, on)
    denied = [known for known in facts if known.kind in _REPORTED and is_denied(known)]
    status = settle_sequence("status", claims_on(facts, _reported), rank=_rank, denied=denied)
    return Dossier.of(DIALOGUE, facts, [status])


def dialogue_status(dialogue: Dossier, *, has_met: bool, is_to_meet: bool) -> DialogueStatus:
    """Where a dialogue stands: as reported last, else as its sessions tell."""
    for status in _REPORTED.values():
        if status == dialogue.text("status"):
            return status
    if has_met:
        return "active"
    return "announced" if is_to_meet else "tracked"


def time_held(session: OfTrack) -> tuple[int, int, str]:
    """By which of the sessions that took place the last one is found."""
    time = session.time
    return time.window.sort_key if time else (0, 0, "")


def _reported(known: KnownFact) -> TermValue | None:
    """What a step makes of the dialogue; what is planned or denied makes nothing of it."""
    return TermValue(_REPORTED[known.kind]) if known.kind in _REPORTED and is_done(known) else None


def _rank(claim: Claim) -> int:
    return tuple(_REPORTED).index(claim.source.kind)
