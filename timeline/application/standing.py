"""Where does a dialogue stand, for whoever shows its card and its timeline together, on one day after the other?

Kept answers are read piece by piece (a session, an event). The model of a piece is made once, and used on every day on
which the piece is the same. So a step from one day to the next makes only what it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.answers.commitments import CommitmentAnswer
from timeline.answers.disputes import SubjectDisputeAnswer
from timeline.answers.documents import DocumentAnswer
from timeline.answers.invitations import InvitationAnswer
from timeline.answers.people import LeaderAnswer
from timeline.answers.positions import PositionAnswer
from timeline.answers.sessions import SessionAnswer
from timeline.answers.sources import print_answers
from timeline.answers.state import StateAnswer
from timeline.answers.timeline import event_answer
from timeline.answers.upcoming import UpcomingAnswer
from timeline.application.asking import require, state_of
from timeline.application.held import held, is_answered_by_the_past
from timeline.application.moment import Moment
from timeline.application.questions import ask
from timeline.read_models.past_form import COMING, HEAD, LISTS, card
from timeline.read_models.stored_form import TIMELINE
from timeline.values.languages import ENGLISH, primary, tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from typing import Unpack

    from events.store.port import Engine
    from timeline.answers.sources import PrintAnswer
    from timeline.answers.timeline import EventAnswer
    from timeline.application.times import Times


class Standing(NamedTuple):
    """Where a dialogue stands.

    Attributes:
        state: its status card.
        events: its timeline.

    """

    state: StateAnswer
    events: Sequence[EventAnswer]


def standing(
    engine: Engine, today: date, dialogue: str, *, language: str = ENGLISH, **times: Unpack[Times]
) -> Standing:
    """The status card and the timeline of a dialogue, as of a moment.

    Raises:
        NotFoundError: there is no such dialogue.
        BadInputError: a time or the language is none.

    """
    moment = Moment.of(today, **times)
    require(engine, [dialogue])
    keeps = held(engine)
    is_english = primary(tag_of(language)) == ENGLISH
    if keeps and is_english and is_answered_by_the_past(engine.read_models, dialogue, moment):
        parts = keeps.parts(engine, dialogue, moment.on, _MAKE)
        if parts is not None:
            return _of_parts(parts, moment)
    state = ask(engine, today, "state", dialogue, language=language, **times).model
    entries = ask(engine, today, "show", dialogue, language=language, **times).rows()
    return Standing(state, tuple(map(event_answer, entries)))


_MAKE: Final[Mapping[str, Callable[[Any], Any]]] = {
    COMING: UpcomingAnswer.model_validate,
    "sessions": SessionAnswer.model_validate,
    "invitations": InvitationAnswer.model_validate,
    "positions": PositionAnswer.model_validate,
    "commitments": CommitmentAnswer.model_validate,
    "documents": DocumentAnswer.model_validate,
    "leaders": LeaderAnswer.model_validate,
    "disputes": SubjectDisputeAnswer.model_validate,
    TIMELINE: event_answer,
}
"""What is made of a piece of each part."""


def _of_parts(parts: Mapping[str, Sequence[tuple[Any, Any]]], moment: Moment) -> Standing:
    plain = {name: [piece for piece, _ in parts[name]] for name in (COMING, *LISTS)}
    models = {id(piece): model for name in (COMING, *LISTS) for piece, model in parts[name]}

    def told(value: Any) -> Any:  # noqa: ANN401 - any value that JSON has
        if isinstance(value, list):
            return tuple(models.get(id(one), one) for one in value)
        return models.get(id(value), value)

    ((head, _),) = parts[HEAD]
    state = {key: told(value) for key, value in card(head, plain, moment.on.isoformat()).items()}
    if moment.is_now:
        state["known_at"] = None
    return Standing(StateAnswer.model_validate(state), tuple(event for _, event in parts[TIMELINE]))


def prints(engine: Engine, today: date, dialogue: str, **times: Unpack[Times]) -> tuple[PrintAnswer, ...]:
    """Every report of a dialogue as of a moment, as one print of what its origin says.

    Raises:
        NotFoundError: there is no such dialogue.
        BadInputError: a time is none.

    """
    moment = Moment.of(today, **times)
    require(engine, [dialogue])
    if (keeps := held(engine)) and (found := keeps.prints(engine, dialogue, moment, today)) is not None:
        return found
    return print_answers(state_of(engine, dialogue, moment).knowledge)
