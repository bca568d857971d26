"""What can be asked of a store and done with it, whoever asks? A method for each question and each request.

Every shell calls this: the command line, a page, an assistant's server, a notebook. Nothing here prints, reads a clock
or looks at the environment: today is given, and what is to be said besides comes back as remarks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.application.asked import Questions
from timeline.application.given import names_in, refuses_wrong_types
from timeline.application.progress import unseen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Unpack

    from events.intake.batch import Batch
    from events.intake.draft import Draft
    from events.integrity.checkpoint import Checkpoint, SignedCheckpoint
    from events.integrity.keys import SigningKey
    from events.integrity.proof import InclusionProof
    from events.store.address import SqliteAddress
    from events.store.port import Engine
    from timeline.answers.effect import EffectAnswer
    from timeline.answers.rebuild import RebuildAnswer
    from timeline.answers.trust import CopiedAnswer, HealthAnswer, VerificationAnswer
    from timeline.application.judged import Judge
    from timeline.application.progress import Watch
    from timeline.application.recording import Added, Outcome, Stream
    from timeline.application.redacting import Redactor
    from timeline.application.remarks import Remark
    from timeline.application.times import Times
    from timeline.projections.check import Finding


@refuses_wrong_types
class Tracker(Questions):
    """A store as of a day, to be asked and to be appended to."""

    # ---- recording and judging -----------------------------------------------------------------------------------
    #
    # The store has to be opened for appending.

    def append(self, drafts: Iterable[Draft], *, recorded_by: str, expected_version: int | None = None) -> list[Added]:
        """Append drafts, all of them or none, make the answers of their dialogues ready, and say what became of each.

        Args:
            drafts: as many as there are, as `events.fact_file.read` gives them. None of them is held.
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
        """Append gathered drafts. `make_ready` then makes the answers that are still stale. See `recording.record`."""
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

    def likely_errors(self, outcome: Outcome) -> list[Finding]:
        """Return what may be typed wrong in a fact that was recorded alone."""
        from timeline.application.recording import likely_errors_of

        return likely_errors_of(self.engine, outcome)

    def try_out(self, batch: Batch, *, each: bool = False) -> Outcome:
        """Return what `record` would do with gathered drafts. Nothing is stored."""
        from timeline.application.recording import tried

        return tried(self.engine, batch, each=each)

    def effects(self, drafts: Iterable[Draft]) -> list[EffectAnswer]:
        """Return what a few drafts would change in today's answers, by dialogue. Nothing is stored."""
        from timeline.application.effects import effects

        return effects(self.engine, self.today, drafts)

    def stream(self, *, recorded_by: str, watch: Watch = unseen) -> Stream:
        """Return a stream that takes facts line by line, and tells of each line whether it was stored."""
        from timeline.application.recording import Stream

        return Stream(self.engine, self.today, recorded_by=recorded_by, watch=watch)

    def judge(self, *, recorded_by: str, source: str = "a program", dry_run: bool = False) -> Judge:
        """Return an object that corrects, retracts and links. With `dry_run` it only shows what that would change."""
        from timeline.application.judged import Judge

        return Judge(self.engine, self.today, recorded_by=recorded_by, source=source, dry_run=dry_run)

    def redactor(self, *, recorded_by: str) -> Redactor:
        """Return an object that removes the content of facts for good."""
        from timeline.application.redacting import Redactor

        return Redactor(self.engine, self.today, recorded_by=recorded_by)

    # ---- answers kept ready --------------------------------------------------------------------------------------

    def make_ready(self, dialogues: Collection[str], *, watch: Watch = unseen) -> tuple[Remark, ...]:
        """Make the stale answers of these dialogues. Return a remark if many others are stale."""
        from timeline.application.rebuilding import bring_up

        return bring_up(self.engine, self.today, dialogues, watch=watch)

    def rebuild(self, *, anew: bool = False, jobs: int | None = None, watch: Watch = unseen) -> RebuildAnswer:
        """Make every stale answer, or with `anew` every answer, on all cores or in `jobs` processes."""
        from timeline.application.doing import Doing
        from timeline.application.rebuilding import rebuild

        with watch(Doing.MAKING_ANSWERS) as told:
            return rebuild(self.engine, self.today, anew=anew, jobs=jobs, told=told)

    # ---- trust, copies, health -----------------------------------------------------------------------------------

    def verify(self, *, since: Checkpoint | None = None, watch: Watch = unseen) -> VerificationAnswer:
        """Check that nobody changed the log or an answer kept beside it, and that it only grew since a checkpoint."""
        from timeline.application.trust import verify

        return verify(self.engine, since=since, watch=watch)

    def checkpoint(
        self, *, key: SigningKey | None = None, name: str | None = None, watch: Watch = unseen
    ) -> SignedCheckpoint:
        """Verify the log and return its head, signed if there is a key."""
        from timeline.application.trust import checkpoint

        return checkpoint(self.engine, key=key, name=name, watch=watch)

    def prove(self, fact: str, *, at: Checkpoint | None = None) -> InclusionProof:
        """Return a proof that a fact is in the log as it is now, or as it was at a checkpoint."""
        from timeline.application.trust import prove

        return prove(self.engine, fact, at=at)

    def back_up(self, file: SqliteAddress, name: str, *, watch: Watch = unseen) -> CopiedAnswer:
        """Copy the whole log into a file that is not there yet, and verify it. Messages call the store by the name."""
        from timeline.application.copies import back_up

        return back_up(self.engine, file, name, watch=watch)

    def restore(self, backup: Engine, name: str) -> CopiedAnswer:
        """Put the log of a backup into this store, which is empty and opened with `RECEIVING`."""
        from timeline.application.copies import restore

        return restore(backup, self.engine, name)

    def merge(self, other: Engine, name: str, *, recorded_by: str) -> list[Added]:
        """Add the facts of another store, which is verified first, to this one."""
        from timeline.application.copies import drafts_of

        return self.append(drafts_of(other, name, ours=self.engine), recorded_by=recorded_by)

    def examine(self, *, watch: Watch = unseen) -> Iterator[HealthAnswer]:
        """Look at the store's settings, at its log and at its answers, one after the other."""
        from timeline.application.health import examine

        return examine(self.engine, self.today, watch=watch)

    # ---- for people who do not run this program ------------------------------------------------------------------

    def export(
        self, format_: str, dialogues: str | Sequence[str] = (), *, of: str | None = None, **times: Unpack[Times]
    ) -> bytes:
        """Return a file in a format, of one dialogue, several or all. `of` chooses the table that it holds."""
        return b"".join(self.export_in_pieces(format_, dialogues, of=of, **times))

    def export_in_pieces(
        self, format_: str, dialogues: str | Sequence[str] = (), *, of: str | None = None, **times: Unpack[Times]
    ) -> Iterator[bytes]:
        """Return the same file piece by piece: it may be larger than the memory."""
        from timeline.application.sharing import exported

        return exported(self.engine, self.today, format_, names_in(dialogues), of=of, **times)

    def export_log(self, dialogues: str | Sequence[str] = ()) -> Iterator[bytes]:
        """Return the log, a line of JSON for each fact. Another store can append these lines unchanged."""
        from timeline.application.sharing import log_lines

        return log_lines(self.engine, names_in(dialogues))
