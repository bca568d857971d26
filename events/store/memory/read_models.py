"""How does a store in memory hold read models? As they are, by shape and dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from events.store.memory.state import ModelsOfShape
from events.store.memory.word_index import MemoryWordIndex, MemoryWordIndexWriter
from events.store.text import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from events.store.memory.state import MemoryContents
    from events.store.port import LockedLog
    from events.store.read_models import ReadModel, ReadModelWriter

Result = TypeVar("Result")


class MemoryReadModels:
    """Reads them as they are when it is asked (see `events.store.read_models.ReadModels`)."""

    exist = True

    def __init__(
        self, state: Callable[[], MemoryContents], locked: Callable[[], AbstractContextManager[LockedLog]]
    ) -> None:
        """Take what returns the state, and how the lock is taken."""
        self._state = state
        self._locked = locked
        self.index = MemoryWordIndex(state)

    def _shape(self, shape: int) -> ModelsOfShape:
        return self._state().shapes.get(shape) or ModelsOfShape()

    def in_use(self, shape: int) -> bool:
        """Whether this shape is in use."""
        return self._shape(shape).in_use

    def answer_of(self, shape: int, dialogue: str, question: str, day: int) -> tuple[int, bytes] | None:
        """The answer of a dialogue on a day, with the first day on which it is that."""
        model = self._shape(shape).models.get(storable(dialogue))
        if model is None or model.version != self._state().version_of(dialogue):
            return None
        for answer in model.answers:
            if answer.question == question and answer.since <= day < answer.until:
                return answer.since, answer.answer
        return None

    def answers_on(self, shape: int, question: str, day: int) -> dict[str, bytes | None]:
        """The answer of each dialogue to a question on a day."""
        models = self._shape(shape).models
        found: dict[str, bytes | None] = dict.fromkeys(models)
        for dialogue, model in models.items():
            for answer in model.answers:
                if answer.question == question and answer.since <= day < answer.until:
                    found[dialogue] = answer.answer
        return {**found, **dict.fromkeys(self._not_of_the_log(shape))}

    def to_come(self, shape: int, day: int) -> list[tuple[Any, ...]]:
        """What is to come on a day."""
        return [
            (dialogue, *one)
            for dialogue, model in self._shape(shape).models.items()
            for one in model.to_come
            if one.since <= day < one.until
        ]

    def headings(self, shape: int) -> dict[str, bytes]:
        """The heading of each dialogue."""
        models = self._shape(shape).models
        return {dialogue: models[dialogue].heading for dialogue in sorted(models)}

    def stale(self, shape: int, day: int) -> list[str]:
        """The dialogues without a read model for a day, ordered by slug."""
        held = self._shape(shape)
        made_for_others = {slug for slug, model in held.models.items() if not model.since <= day < model.until}
        return sorted(made_for_others | self._not_of_the_log(shape))

    def _not_of_the_log(self, shape: int) -> set[str]:
        """The dialogues that are marked stale, or have none that was made of what the log holds."""
        state, versions = self._state(), self.versions(shape)
        of_others = {slug for slug in state.streams if versions.get(slug) != state.version_of(slug)}
        return self._shape(shape).stale | of_others

    def marked_stale(self, shape: int) -> set[str]:
        """The dialogues that are marked stale."""
        return set(self._shape(shape).stale)

    def versions(self, shape: int) -> dict[str, int]:
        """The version that the read model of each dialogue was made from."""
        return {dialogue: model.version for dialogue, model in self._shape(shape).models.items()}

    def of(self, shape: int, dialogue: str, answers_after: int = 0) -> ReadModel | None:
        """The read model of a dialogue."""
        found = self._shape(shape).models.get(dialogue)
        if found is None or not answers_after:
            return found
        answers = tuple(one for one in found.answers if one.until > answers_after)
        return found._replace(answers=answers, answers_after=answers_after)

    def change(self, action: Callable[[ReadModelWriter], Result]) -> Result:
        """Change them in one transaction that holds the lock."""
        with self._locked() as log:
            return action(log.read_models)


class MemoryReadModelWriter:
    """Writes them in a transaction (see `events.store.read_models.ReadModelWriter`)."""

    def __init__(self, state: Callable[[], MemoryContents], changed: Callable[[], MemoryContents]) -> None:
        """Take what returns the state of the transaction, and the same to be changed."""
        self._state = state
        self._changed = changed
        self.index = MemoryWordIndexWriter(state, changed)

    def mark_stale(self, dialogues: Iterable[str]) -> None:
        """Mark dialogues as stale in every shape."""
        if self._state().shapes:
            touched = set(dialogues)
            for shape in self._changed().shapes.values():
                shape.stale |= touched

    def forget(self, dialogues: Iterable[str]) -> None:
        """Drop the read models of dialogues in every shape."""
        touched = set(dialogues)
        for shape in self._changed().shapes.values():
            shape.models = {slug: one for slug, one in shape.models.items() if slug not in touched}
            shape.stale |= touched

    def begin(self, shape: int, *, anew: bool) -> None:
        """Begin to hold a shape: every dialogue is stale in it."""
        state = self._changed()
        if anew:
            held = state.shapes.setdefault(shape, ModelsOfShape())
            held.models.clear()
        elif shape in state.shapes:
            return
        else:
            held = state.shapes[shape] = ModelsOfShape()
        held.stale |= state.streams.keys()

    def put(self, shape: int, ready: Iterable[ReadModel]) -> list[str]:
        """Hold those whose dialogues are still at the version that they were made from."""
        state = self._changed()
        held = state.shapes.setdefault(shape, ModelsOfShape())
        done = [one for one in ready if state.version_of(one.dialogue) == one.version]
        for one in done:
            before = held.models.get(one.dialogue)
            stays = before.answers if before is not None and one.answers_after else ()
            answers = (*(answer for answer in stays if answer.until <= one.answers_after), *one.answers)
            held.models[one.dialogue] = one._replace(answers=answers, answers_after=0)
            held.stale.discard(one.dialogue)
        return [one.dialogue for one in done]

    def use(self, shape: int) -> bool:
        """Take a shape into use once no dialogue is stale in it, and drop all others."""
        held = self._state().shapes.get(shape)
        if held is not None and held.stale:
            return False
        state = self._changed()
        state.shapes = {number: one for number, one in state.shapes.items() if number == shape}
        for one in state.shapes.values():
            one.in_use = True
        return True
