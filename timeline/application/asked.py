"""What can be asked of a store as of a day? A method for each question, and for what the log itself holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.errors import StoreError
from timeline.answers.catalogue import QUESTIONS
from timeline.application.given import number_of, refuses_wrong_types
from timeline.application.questions import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date, datetime, timedelta
    from typing import Self, Unpack

    from events.store.port import Engine, UnavailableError
    from timeline.answers.check import FindingAnswer
    from timeline.answers.commitments import CommitmentAnswer
    from timeline.answers.diff import DiffAnswer
    from timeline.answers.disputes import SubjectDisputeAnswer
    from timeline.answers.documents import DocumentAnswer
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
    from timeline.answers.sources import PrintAnswer, SourceAnswer
    from timeline.answers.state import StateAnswer
    from timeline.answers.timeline import TimelineEntryAnswer
    from timeline.answers.tracked import TrackedDialogueAnswer
    from timeline.answers.upcoming import UpcomingAnswer
    from timeline.application.news import DayWithNews
    from timeline.application.remarks import RedactedFacts
    from timeline.application.reply import Reply
    from timeline.application.searching import Fields
    from timeline.application.standing import Standing
    from timeline.application.times import Asked, Times
    from timeline.application.walking import Walk


@refuses_wrong_types
class Questions:
    """A store as of a day, to be asked.

    Attributes:
        today: the day that questions stand on where they name none.

    """

    def __init__(self, engine: Engine, today: date) -> None:
        self._engine: Engine | None = engine
        self.today = today

    @property
    def engine(self) -> Engine:
        """The open store. Threads may share it, and so they may share this.

        Raises:
            StoreError: it was closed.

        """
        if self._engine is None:
            raise StoreError("the store was closed", hint="Ask inside of the `with` block, or open it again.")
        return self._engine

    def close(self) -> None:
        """Close the store. Nothing can be asked afterwards."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def __repr__(self) -> str:
        store = repr(self._engine.shown) if self._engine else "a closed store"
        return f"<{type(self).__name__} of {store}, today {self.today}>"

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

    if not TYPE_CHECKING:  # A method of its own, as below, tells programs its types.

        def __getattr__(self, name: str) -> Callable[..., Any]:
            """A question of the table that has no method of its own: it takes what `sessions` takes."""
            if name not in QUESTIONS:
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message, name=name, obj=self)
            return lambda *about, **options: self.ask(name, *about, **options).model

    def state(self, dialogue: str, **asked: Unpack[Asked]) -> StateAnswer:
        """Return the status card of a dialogue, with every session, invitation, position and so on."""
        answer: StateAnswer = self.ask("state", dialogue, **asked).model
        return answer

    def show(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[TimelineEntryAnswer]:
        """Return what happened and what is to come, in order of time."""
        answer: Answers[TimelineEntryAnswer] = self.ask("show", dialogue, **asked).model
        return answer

    def sessions(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[SessionAnswer]:
        """Return every session, with each window that was ever given for it."""
        answer: Answers[SessionAnswer] = self.ask("sessions", dialogue, **asked).model
        return answer

    def invitations(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[InvitationAnswer]:
        """Return every invitation: who was invited by whom, what they answered, and whether the session came about."""
        answer: Answers[InvitationAnswer] = self.ask("invitations", dialogue, **asked).model
        return answer

    def positions(self, dialogue: str, *, issue: str | None = None, **asked: Unpack[Asked]) -> Answers[PositionAnswer]:
        """Return who holds which position. With `issue`, only the positions on it, opposed ones beside each other."""
        answer: Answers[PositionAnswer] = self.ask("positions", dialogue, issue=issue, **asked).model
        return answer

    def commitments(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[CommitmentAnswer]:
        """Return what was promised, by when it is due, and what became of it."""
        answer: Answers[CommitmentAnswer] = self.ask("commitments", dialogue, **asked).model
        return answer

    def documents(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[DocumentAnswer]:
        """Return the documents that were issued, and those that are awaited."""
        answer: Answers[DocumentAnswer] = self.ask("documents", dialogue, **asked).model
        return answer

    def disputes(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[SubjectDisputeAnswer]:
        """Return every attribute on which reports contradict each other, with the claims of each side."""
        answer: Answers[SubjectDisputeAnswer] = self.ask("disputes", dialogue, **asked).model
        return answer

    def people(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[PersonAnswer]:
        """Return the people: for which side each took part, and who held which office from when to when."""
        answer: Answers[PersonAnswer] = self.ask("people", dialogue, **asked).model
        return answer

    def sources(self, dialogue: str, **asked: Unpack[Asked]) -> Answers[SourceAnswer]:
        """Return every report, with its origin, its delay, its reliability and its credibility."""
        answer: Answers[SourceAnswer] = self.ask("sources", dialogue, **asked).model
        return answer

    def upcoming(
        self, *dialogues: str, within: timedelta | None = None, overdue: bool = False, **asked: Unpack[Asked]
    ) -> Answers[UpcomingAnswer]:
        """What is to come in dialogues, or in all, in order of window. Then what is overdue, for long where asked."""
        reply = self.ask("upcoming", *dialogues, within=within, overdue=overdue, **asked)
        answer: Answers[UpcomingAnswer] = reply.model
        return answer

    def explain(self, dialogue: str, subject: str, **asked: Unpack[Asked]) -> ExplainAnswer:
        """Return the evidence for `SUBJECT`, or for `SUBJECT.ATTRIBUTE`: every claim, with its report and quote."""
        answer: ExplainAnswer = self.ask("explain", dialogue, subject, **asked).model
        return answer

    def explainable(self, dialogue: str, **times: Unpack[Times]) -> list[str]:
        """Return all that `explain` takes: the subjects of a dialogue, then each `SUBJECT.ATTRIBUTE`."""
        from timeline.application.asking import explainable

        return explainable(self.engine, self.today, dialogue, **times)

    def linkable(self, dialogue: str) -> list[str]:
        """Return the sessions, persons, places and so on of a dialogue that `judge().link` takes."""
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
        """Return what changed between what was known on two days."""
        answer: DiffAnswer = self.ask("diff", dialogue, first, last, recorded_at=recorded_at, language=language).model
        return answer

    def find(self, *words: str, **fields: Unpack[Fields]) -> Answers[FoundAnswer]:
        """Return the facts that mention words, a person, a place, a topic or an outlet, the last recorded first."""
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

    def prints(self, dialogue: str, **times: Unpack[Times]) -> tuple[PrintAnswer, ...]:
        """Return every report with its origin and the earlier report that it repeats. `sources` also weighs each."""
        from timeline.application.standing import prints

        return prints(self.engine, self.today, dialogue, **times)

    def standing(self, dialogue: str, *, language: str = "en", **times: Unpack[Times]) -> Standing:
        """Return the status card and the timeline together, which costs less than to ask for both."""
        from timeline.application.standing import standing

        return standing(self.engine, self.today, dialogue, language=language, **times)

    def walk(self, dialogue: str, day: date | str) -> Walk:
        """Return a dialogue on a day, to be moved to the next or the last day of news. A step costs what it changes."""
        from timeline.application.walking import Walk

        return Walk(self.engine, dialogue, day)

    def check(
        self, *dialogues: str, only: str | Collection[str] = (), **asked: Unpack[Asked]
    ) -> Answers[FindingAnswer]:
        """What wants somebody's attention in dialogues, or in all. `only` names the sorts of findings to look for."""
        answer: Answers[FindingAnswer] = self.ask("check", *dialogues, only=only, **asked).model
        return answer

    # ---- the log itself ------------------------------------------------------------------------------------------

    def dialogues(self) -> Answers[TrackedDialogueAnswer]:
        """Return the dialogues in the store."""
        answer: Answers[TrackedDialogueAnswer] = self.ask("dialogues").model
        return answer

    def redacted(self, dialogue: str | None = None) -> tuple[RedactedFacts, ...]:
        """Return a remark if facts of a dialogue, or of any, are redacted. No answer contains what they said."""
        from timeline.application.log import redacted_of

        return redacted_of(self.engine, dialogue)

    def head(self) -> int:
        """Return the position of the last fact in the log. It is 0 if there is none."""
        return self.engine.head()

    def slugs(self) -> list[str]:
        """Return the slugs of all dialogues, in order."""
        return list(self.engine.versions())

    def versions(self) -> dict[str, int]:
        """Return the number of facts of each dialogue. Its answers change only with this number, or with the day."""
        return self.engine.versions()

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
            dialogue: whose. Of all where left out.
            since: after which position. After the last fact that there is where left out.
            lost: is called when the store cannot be reached. It is tried until it answers.
            back: is called with the last position when it answers again.

        """
        from timeline.application.log import followed

        position = self.engine.head() if since is None else number_of("since", since)
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

        position = self.engine.head() if since is None else number_of("since", since)
        rows = stored_as_they_come(self.engine, dialogue, position, lost=lost, back=back)
        return with_changes(self.engine, dialogue, position, rows, self.today)

    def replay(self, dialogue: str, *, until: int | None = None) -> Answers[StepAnswer]:
        """Return each fact of a dialogue up to a position, with what it changed."""
        answer: Answers[StepAnswer] = self.ask("replay", dialogue, until=until).model
        return answer

    def repeat(
        self, dialogue: str | None = None, *, told: Callable[[int, int], None] = lambda _done, _of: None
    ) -> list[RepetitionAnswer]:
        """Project a dialogue, or each, twice and in two halves. Return whether the results are equal.

        Args:
            dialogue: which. All where left out.
            told: is called with the number of facts whose dialogues are done, and of all.

        """
        from timeline.application.replaying import repeated

        return repeated(self.engine, dialogue, self.today, told=told)

    def heard(self, dialogue: str) -> list[DayWithNews]:
        """Return the days on which something became known of a dialogue. `days` also tells what each changed."""
        from timeline.application.news import heard

        return heard(self.engine, self.today, dialogue)

    def fact(self, text: str, *, seen: Callable[[str], bool] = lambda _: True) -> RecordedFactAnswer:
        """The only fact whose id begins like this, or that filed the report of this id.

        Args:
            text: an id, its beginning, or the id of a report.
            seen: whether the asker sees a dialogue. Facts of others are not there for them.

        Raises:
            NotFoundError: there is none.
            BadInputError: no id begins so, or several do.

        """
        from timeline.answers.log import recorded_fact_answer
        from timeline.application.asking import log_of
        from timeline.application.finding import find_fact

        fact_id = find_fact(log_of(self.engine), text, seen).fact_id
        return recorded_fact_answer(self.engine.known([fact_id])[fact_id])

    def filed_in(self, report: str) -> list[str]:
        """Return the slugs of the dialogues that have filed a report under this id."""
        from timeline.application.asking import log_of
        from timeline.application.finding import filings

        return [recorded.dialogue for recorded in filings(log_of(self.engine), report)]
