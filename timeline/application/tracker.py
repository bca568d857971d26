"""What can be asked of a store and done with it, whoever asks? A method for each question and each request.

Every shell calls this: the command line, a page, an assistant's server, a notebook. Nothing here prints, reads a clock
or looks at the environment: today is given, and what is to be said besides comes back as remarks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.application.progress import unseen
from timeline.application.questions import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime, timedelta
    from typing import Self, Unpack

    from events.intake.batch import Batch
    from events.intake.draft import Draft
    from events.integrity.checkpoint import Checkpoint, SignedCheckpoint
    from events.integrity.keys import SigningKey
    from events.integrity.proof import InclusionProof
    from events.store.address import SqliteAddress
    from events.store.port import Engine, UnavailableError
    from timeline.answers.check import FindingAnswer
    from timeline.answers.commitments import CommitmentAnswer
    from timeline.answers.diff import DiffAnswer
    from timeline.answers.disputes import SubjectDisputeAnswer
    from timeline.answers.documents import DocumentAnswer
    from timeline.answers.effect import EffectAnswer
    from timeline.answers.explain import ExplainAnswer
    from timeline.answers.found import FoundAnswer
    from timeline.answers.invitations import InvitationAnswer
    from timeline.answers.listed import Answers
    from timeline.answers.log import RecordedFactAnswer
    from timeline.answers.news import DayOfNewsAnswer, NewsAnswer
    from timeline.answers.people import PersonAnswer
    from timeline.answers.positions import PositionAnswer
    from timeline.answers.replay import RepetitionAnswer, StepAnswer
    from timeline.answers.sessions import SessionAnswer
    from timeline.answers.sources import SourceAnswer
    from timeline.answers.state import StateAnswer
    from timeline.answers.timeline import TimelineEntryAnswer
    from timeline.answers.tracked import TrackedDialogueAnswer
    from timeline.answers.trust import CopiedAnswer, VerificationAnswer
    from timeline.answers.trust import FindingAnswer as FindingOfHealth
    from timeline.answers.upcoming import UpcomingAnswer
    from timeline.application.judged import Judge
    from timeline.application.news import Heard
    from timeline.application.progress import Watch
    from timeline.application.rebuilding import Rebuilt
    from timeline.application.recording import Added, Outcome, Stream
    from timeline.application.remarks import Remark
    from timeline.application.reply import Reply
    from timeline.application.searching import Fields
    from timeline.application.times import Asked, Times
    from timeline.projections.check import Finding


class Tracker:
    """A store as of a day.

    Attributes:
        engine: the open store; threads may share it, and so they may share this.
        today: the day that questions stand on where they name none.

    """

    def __init__(self, engine: Engine, today: date) -> None:
        self.engine = engine
        self.today = today

    def close(self) -> None:
        """Close the store; nothing can be asked afterwards."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    # ---- questions -----------------------------------------------------------------------------------------------
    #
    # `ask` is for shells: of its `Reply`, JSON can be had without any model. The methods that are named like the
    # questions are for programs and notebooks: they take and return what their types say.

    def ask(self, name: str, *about: Any, **options: Any) -> Reply:  # noqa: ANN401 - whatever the question's method takes
        """The reply to a question of the catalogue, given what the method of its name takes.

        Raises:
            NotFoundError: there is no such dialogue, or no such subject.
            BadInputError: a time is none, or an option has no such value.

        """
        return ask(self.engine, self.today, name, *about, **options)

    def state(self, dialogue: str, **asked: Unpack[Asked]) -> StateAnswer:
        """Where a dialogue stands: its status card, with every session, invitation, position and so on."""
        answer: StateAnswer = self.ask("state", dialogue, **asked).model
        return answer

    def show(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[TimelineEntryAnswer]:
        """What happened and what is to come, in order of time."""
        answer: Answers[TimelineEntryAnswer] = self.ask("show", dialogue, **asked).model
        return answer

    def sessions(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[SessionAnswer]:
        """Every session, with its slip chain."""
        answer: Answers[SessionAnswer] = self.ask("sessions", dialogue, **asked).model
        return answer

    def invitations(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[InvitationAnswer]:
        """The life of every invitation."""
        answer: Answers[InvitationAnswer] = self.ask("invitations", dialogue, **asked).model
        return answer

    def positions(self, dialogue: str, *, issue: str | None = None, **asked: Unpack[Asked]) -> Answers[PositionAnswer]:
        """Who holds which position; on one issue, whose stances are opposed to each other."""
        answer: Answers[PositionAnswer] = self.ask("positions", dialogue, issue=issue, **asked).model
        return answer

    def commitments(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[CommitmentAnswer]:
        """What was promised, by when, and what became of it."""
        answer: Answers[CommitmentAnswer] = self.ask("commitments", dialogue, **asked).model
        return answer

    def documents(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[DocumentAnswer]:
        """Which documents there are, and which are awaited."""
        answer: Answers[DocumentAnswer] = self.ask("documents", dialogue, **asked).model
        return answer

    def disputes(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[SubjectDisputeAnswer]:
        """On what reports contradict each other."""
        answer: Answers[SubjectDisputeAnswer] = self.ask("disputes", dialogue, **asked).model
        return answer

    def people(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[PersonAnswer]:
        """Who took part for whom, and who held which office when."""
        answer: Answers[PersonAnswer] = self.ask("people", dialogue, **asked).model
        return answer

    def sources(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[SourceAnswer]:
        """Every report, with what it is worth."""
        answer: Answers[SourceAnswer] = self.ask("sources", dialogue, **asked).model
        return answer

    def upcoming(
        self, *dialogues: str, within: timedelta | None = None, overdue: bool = False, **asked: Unpack[Asked]
    ) -> Answers[UpcomingAnswer]:
        """What is to come in dialogues, or in all, in order of window; then what is overdue, for long where asked."""
        reply = self.ask("upcoming", *dialogues, within=within, overdue=overdue, **asked)
        answer: Answers[UpcomingAnswer] = reply.model
        return answer

    def explain(self, dialogue: str, subject: str, **asked: Unpack[Asked]) -> ExplainAnswer:
        """Why a value is shown: the evidence of `SUBJECT`, or of `SUBJECT.ATTRIBUTE`."""
        answer: ExplainAnswer = self.ask("explain", dialogue, subject, **asked).model
        return answer

    def explainable(self, dialogue: str, **times: Unpack[Times]) -> list[str]:
        """What `explain` takes: the subjects of a dialogue, then each with its attributes."""
        from timeline.application.asking import explainable

        return explainable(self.engine, self.today, dialogue, **times)

    def linkable(self, dialogue: str) -> list[str]:
        """What can be linked in a dialogue."""
        from timeline.application.asking import linkable

        return linkable(self.engine, dialogue)

    def diff(
        self,
        dialogue: str,
        first: date | str,
        last: date | str,
        *,
        recorded_at: datetime | date | str | None = None,
        language: str = "en",
    ) -> DiffAnswer:
        """What changed between what was known on two days."""
        answer: DiffAnswer = self.ask("diff", dialogue, first, last, recorded_at=recorded_at, language=language).model
        return answer

    def find(self, *words: str, **fields: Unpack[Fields]) -> Answers[FoundAnswer]:
        """The facts that speak of words, a person, a place, a topic or an outlet, the newest on record first."""
        answer: Answers[FoundAnswer] = self.ask("find", *words, **fields).model
        return answer

    def news(self, *dialogues: str, since: date | str | None = None, language: str = "en") -> Answers[NewsAnswer]:
        """What became known since a day (a week ago where left out) in dialogues, or in all, the weightiest first."""
        answer: Answers[NewsAnswer] = self.ask("news", *dialogues, since=since, language=language).model
        return answer

    def days(self, dialogue: str, *, since: date | str | None = None, language: str = "en") -> Answers[DayOfNewsAnswer]:
        """The days on which something became known of a dialogue, with how much each changed."""
        answer: Answers[DayOfNewsAnswer] = self.ask("days", dialogue, since=since, language=language).model
        return answer

    def check(self, *dialogues: str, only: tuple[str, ...] = (), **asked: Unpack[Asked]) -> Answers[FindingAnswer]:
        """What wants somebody's attention in dialogues, or in all; `only` names the sorts of findings to look for."""
        answer: Answers[FindingAnswer] = self.ask("check", *dialogues, only=only, **asked).model
        return answer

    # ---- the log itself ------------------------------------------------------------------------------------------

    def dialogues(self) -> Answers[TrackedDialogueAnswer]:
        """What is tracked."""
        answer: Answers[TrackedDialogueAnswer] = self.ask("dialogues").model
        return answer

    def head(self) -> int:
        """The position of the last fact; 0 where there is none."""
        return self.engine.head()

    def slugs(self) -> list[str]:
        """The slug of each dialogue, in order."""
        return list(self.engine.versions())

    def history(
        self, dialogue: str | None = None, *, since: int = 0, limit: int | None = None
    ) -> Answers[RecordedFactAnswer]:
        """The facts of one dialogue or of all, in the order they were recorded, those after a position."""
        answer: Answers[RecordedFactAnswer] = self.ask("history", dialogue, since=since, limit=limit).model
        return answer

    def follow(
        self,
        dialogue: str | None = None,
        *,
        since: int | None = None,
        lost: Callable[[UnavailableError], None] = lambda _: None,
        back: Callable[[int], None] = lambda _: None,
    ) -> Iterator[RecordedFactAnswer]:
        """The facts of one dialogue or of all after a position, each once, as they are recorded, without end.

        Args:
            dialogue: whose; of all where left out.
            since: after which position; after the last fact that there is where left out.
            lost: is called when the store cannot be reached; it is tried until it answers.
            back: is called with the last position when it answers again.

        """
        from timeline.application.log import followed

        position = self.engine.head() if since is None else since
        return followed(self.engine, dialogue, position, lost=lost, back=back)

    def follow_changes(
        self,
        dialogue: str,
        *,
        since: int | None = None,
        lost: Callable[[UnavailableError], None] = lambda _: None,
        back: Callable[[int], None] = lambda _: None,
    ) -> Iterator[tuple[RecordedFactAnswer, StepAnswer]]:
        """The facts of a dialogue as `follow` gives them, each with what it changed."""
        from timeline.application.log import stored_as_they_come
        from timeline.application.replaying import with_changes

        position = self.engine.head() if since is None else since
        rows = stored_as_they_come(self.engine, dialogue, position, lost=lost, back=back)
        return with_changes(self.engine, dialogue, position, rows, self.today)

    def replay(self, dialogue: str, *, until: int | None = None) -> Answers[StepAnswer]:
        """Each fact of a dialogue with what it changed, up to a position."""
        answer: Answers[StepAnswer] = self.ask("replay", dialogue, until=until).model
        return answer

    def repeat(
        self, dialogue: str | None = None, *, told: Callable[[int, int], None] = lambda _done, _of: None
    ) -> list[RepetitionAnswer]:
        """Whether every projection of a dialogue, or of each, comes out the same twice and in two halves.

        Args:
            dialogue: which; all where left out.
            told: is called with the number of facts whose dialogues are done, and of all.

        """
        from timeline.application.replaying import repeated

        return repeated(self.engine, dialogue, self.today, told=told)

    def heard(self, dialogue: str) -> list[Heard]:
        """The days on which something became known of a dialogue; `days` tells what each of them changed."""
        from timeline.application.news import heard

        return heard(self.engine, self.today, dialogue)

    # ---- recording and judging -----------------------------------------------------------------------------------
    #
    # The store has to be opened for appending.

    def append(self, drafts: Iterable[Draft], *, recorded_by: str, expected_version: int | None = None) -> list[Added]:
        """Append drafts, all of them or none, make the answers of their dialogues ready, and say what became of each.

        Args:
            drafts: as many as there are, as `events.fact_file.read` gives them; none of them is held.
            recorded_by: who appends.
            expected_version: the version that their one dialogue must have.

        Raises:
            TimelineError: why none of them was stored.

        """
        from timeline.application.recording import gathered

        with gathered(drafts) as batch:
            outcome = self.record(batch, recorded_by=recorded_by, expected_version=expected_version)
            self.make_ready(outcome.dialogues)
            return outcome.added

    def record(
        self,
        batch: Batch,
        *,
        recorded_by: str,
        expected_version: int | None = None,
        each: bool = False,
        watch: Watch = unseen,
    ) -> Outcome:
        """Append gathered drafts; `make_ready` then makes the answers that are still stale. See `recording.record`."""
        from timeline.application.recording import record

        return record(
            self.engine,
            self.today,
            batch,
            recorded_by=recorded_by,
            expected_version=expected_version,
            each=each,
            watch=watch,
        )

    def slips(self, outcome: Outcome) -> list[Finding]:
        """What looks like a slip of the pen in a single fact that was recorded."""
        from timeline.application.recording import slips_of

        return slips_of(self.engine, outcome)

    def try_out(self, batch: Batch, *, each: bool = False) -> Outcome:
        """What would become of gathered drafts; nothing is stored."""
        from timeline.application.recording import tried

        return tried(self.engine, batch, each=each)

    def effects(self, drafts: Iterable[Draft]) -> list[EffectAnswer]:
        """What a few drafts would say and change in today's answers, by dialogue; nothing is stored."""
        from timeline.application.effects import effects

        return effects(self.engine, self.today, drafts)

    def stream(self, *, recorded_by: str, watch: Watch = unseen) -> Stream:
        """What takes facts line by line, and says of each line what became of it."""
        from timeline.application.recording import Stream

        return Stream(self.engine, self.today, recorded_by=recorded_by, watch=watch)

    def judge(self, *, recorded_by: str, source: str = "a program", dry_run: bool = False) -> Judge:
        """Who corrects, retracts and links; with `dry_run`, only to see what that would change."""
        from timeline.application.judged import Judge

        return Judge(self.engine, self.today, recorded_by=recorded_by, source=source, dry_run=dry_run)

    # ---- answers kept ready --------------------------------------------------------------------------------------

    def make_ready(self, dialogues: Collection[str], *, watch: Watch = unseen) -> tuple[Remark, ...]:
        """Make the answers of these dialogues that are stale; a remark tells of others that are many."""
        from timeline.application.rebuilding import bring_up

        return bring_up(self.engine, self.today, dialogues, watch=watch)

    def rebuild(self, *, anew: bool = False, jobs: int | None = None, watch: Watch = unseen) -> Rebuilt:
        """Make every answer that is stale, or with `anew` every answer, on all cores or in so many processes."""
        from timeline.application.doing import Doing
        from timeline.application.rebuilding import rebuild

        with watch(Doing.MAKING_ANSWERS) as told:
            return rebuild(self.engine, self.today, anew=anew, jobs=jobs, told=told)

    # ---- trust, copies, health -----------------------------------------------------------------------------------

    def verify(self, *, since: Checkpoint | None = None, watch: Watch = unseen) -> VerificationAnswer:
        """Whether the log, and every answer kept beside it, is what it was; and only grew since a checkpoint."""
        from timeline.application.trust import verify

        return verify(self.engine, since=since, watch=watch)

    def checkpoint(
        self, *, key: SigningKey | None = None, name: str | None = None, watch: Watch = unseen
    ) -> SignedCheckpoint:
        """The head of the log, verified, and signed where there is a key."""
        from timeline.application.trust import checkpoint

        return checkpoint(self.engine, key=key, name=name, watch=watch)

    def prove(self, fact: str, *, at: Checkpoint | None = None) -> InclusionProof:
        """A proof that a fact is in the log, as it is or as it was at a checkpoint."""
        from timeline.application.trust import prove

        return prove(self.engine, fact, at=at)

    def back_up(self, file: SqliteAddress, name: str, *, watch: Watch = unseen) -> CopiedAnswer:
        """Copy the whole log into a file that is not there yet, and verify it; messages call the store by the name."""
        from timeline.application.copies import back_up

        return back_up(self.engine, file, name, watch=watch)

    def restore(self, backup: Engine, name: str) -> CopiedAnswer:
        """Put the log of a backup into this store, which is empty and opened with `RECEIVING`."""
        from timeline.application.copies import restore

        return restore(backup, self.engine, name)

    def merge(self, other: Engine, name: str, *, recorded_by: str) -> list[Added]:
        """Add the facts of another store, which is verified first, to this one."""
        from timeline.application.copies import drafts_of

        return self.append(drafts_of(other, name), recorded_by=recorded_by)

    def examine(self, *, watch: Watch = unseen) -> Iterator[FindingOfHealth]:
        """Look at the store's settings, at its log and at its answers, one after the other."""
        from timeline.application.health import examine

        return examine(self.engine, self.today, watch=watch)

    # ---- for people who do not run this program ------------------------------------------------------------------

    def export(
        self, format_: str, dialogues: Sequence[str] = (), *, of: str | None = None, **times: Unpack[Times]
    ) -> bytes:
        """The whole file of a format, of some dialogues or of all; `of` names a table, where the format holds one."""
        return b"".join(self.export_in_pieces(format_, dialogues, of=of, **times))

    def export_in_pieces(
        self, format_: str, dialogues: Sequence[str] = (), *, of: str | None = None, **times: Unpack[Times]
    ) -> Iterator[bytes]:
        """The same, piece by piece: a file may be larger than the memory."""
        from timeline.application.sharing import exported

        return exported(self.engine, self.today, format_, dialogues, of=of, **times)

    def export_log(self, dialogues: Sequence[str] = ()) -> Iterator[bytes]:
        """The log itself, a line of JSON for each fact, for another store to take up unchanged."""
        from timeline.application.sharing import log_lines

        return log_lines(self.engine, dialogues)
