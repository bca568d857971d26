"""What does a line of the table of questions say? Its model, its columns, and the question that it answers.

It names its model and its projection as `module:name` of this package. They are imported when they are first needed: a
command that prints a kept answer needs neither.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from timeline.answers.columns import as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from timeline.answers.columns import Column
    from timeline.answers.common import Answer
    from timeline.projections.state import State


class Shape:
    """The shape of an answer.

    Attributes:
        name: of the command that gives it.
        line: what the command does, in one line.
        is_list: whether it is a list of the model.
        columns: what a table shows of it.

    """

    def __init__(
        self, name: str, line: str, model: str | type[Answer], columns: Sequence[Column] = (), *, is_list: bool = True
    ) -> None:
        self.name = name
        self.line = line
        self.is_list = is_list
        self.columns = columns
        self._model = model

    @property
    def model(self) -> type[Answer]:
        """The model of the answer, or of each item of it."""
        found: type[Answer] = _loaded(self._model)
        return found


class Question(Shape):
    """A question that can be asked of what is recorded.

    Attributes:
        details: what else its help says.
        rows: how an item of the answer becomes rows of a table.
        row_model: the model of such a row, by name. That of the answer where left out.
        kept: where the answer stands in what is kept ready of a dialogue: `state`, or `state.<key>`. "" where it is
            not kept.
        empty: what is said where the answer is an empty list. `{dialogue}` stands for the dialogue.
        table: what exported tables of it are called. "" where there are none.
        card: its place on the status card. None where it has none.

    """

    def __init__(  # noqa: PLR0913 - the columns of the table of questions
        self,
        name: str,
        line: str,
        model: str | type[Answer],
        columns: Sequence[Column] = (),
        *,
        is_list: bool = True,
        of: str | Callable[[State], Any] | None = None,
        details: str = "",
        rows: Callable[[dict[str, Any]], Iterable[dict[str, Any]]] = as_it_is,
        row_model: str | None = None,
        kept: str = "",
        empty: str = "",
        table: str | None = None,
        card: Card | None = None,
    ) -> None:
        """Take a line of the table. `of` makes the answer of the state of a dialogue, where that is all it needs."""
        super().__init__(name, line, model, columns, is_list=is_list)
        self.details = details
        self.rows = rows
        self.kept = kept
        self.empty = empty
        self.table = table if table is not None else name if is_list and of else ""
        self.card = card
        self._row_model = row_model
        self._of = of

    @property
    def row_model(self) -> type[Answer]:
        """The model of a row of its table."""
        found: type[Answer] = _loaded(self._row_model) if self._row_model else self.model
        return found

    @property
    def is_of_state(self) -> bool:
        """Whether the state of one dialogue is all that the answer needs."""
        return self._of is not None

    def answer(self, state: State) -> Any:  # noqa: ANN401 - the model, or an iterable of it
        """The answer that the state of a dialogue gives."""
        assert self._of is not None
        return _loaded(self._of)(state)


class Card:
    """The place of a question on the status card of a dialogue.

    Attributes:
        title: of its table there.
        left_out: keys of the columns that are not shown there.
        shown: which items are.

    """

    def __init__(
        self,
        title: str,
        left_out: Sequence[str] = (),
        shown: Callable[[dict[str, Any]], bool] = lambda _: True,
    ) -> None:
        self.title = title
        self.left_out = left_out
        self.shown = shown


def _loaded(reference: Any) -> Any:  # noqa: ANN401 - a name, or what it would name
    """What `module:name` of this package names. Anything else is what it is."""
    if not isinstance(reference, str):
        return reference
    module, _, name = reference.partition(":")
    return getattr(import_module(f"timeline.answers.{module}"), name)
