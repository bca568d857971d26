"""How are the items of a list answer returned to a program? As a sequence that other libraries read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.answers.common import Answer
    from timeline.answers.shapes import Question

Item_co = TypeVar("Item_co", bound="Answer", covariant=True)


class Answers(Sequence[Item_co]):
    """The items of an answer, in order.

    A notebook shows them as a table. `pandas.DataFrame` and `polars.DataFrame` take `table()`. Where pyarrow is
    installed, `pyarrow.table` and whatever else reads Arrow take them as they are.

    Attributes:
        question: that they answer.

    """

    def __init__(self, question: Question, items: Iterable[Item_co]) -> None:
        self.question = question
        self._items = tuple(items)

    def rows(self) -> list[dict[str, Any]]:
        """Each item as JSON has it, with objects inside objects."""
        return [item.model_dump(mode="json") for item in self._items]

    def table(self) -> dict[str, list[Any]]:
        """The items in columns, as `timeline export` has them: each column by its name, days as dates.

        A window is four columns (`window_earliest`, `window_latest`, `window_edtf`, `window_wording`). What is a list
        of objects is JSON.
        """
        from timeline.answers.flat import columns_of, evidence_last, typed

        rows = self._table_rows()
        columns = evidence_last(columns_of(self.question.row_model))
        return {column.name: [typed(column.value(row), column.kind) for row in rows] for column in columns}

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The columns of `table()` with types, for whatever reads Arrow.

        Raises:
            ModuleNotFoundError: pyarrow is not installed (`pip install 'dialogue-timeline[parquet]'`).

        """
        from timeline.answers.arrow import arrow_table
        from timeline.answers.flat import columns_of, evidence_last

        columns = evidence_last(columns_of(self.question.row_model))
        return arrow_table(columns, self._table_rows()).__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        from timeline.answers.shown import html_table

        return html_table(self.question.columns, self._table_rows())

    def _table_rows(self) -> list[dict[str, Any]]:
        return list(chain.from_iterable(map(self.question.rows, self.rows())))

    @overload
    def __getitem__(self, index: int) -> Item_co: ...

    @overload
    def __getitem__(self, index: slice) -> Answers[Item_co]: ...

    def __getitem__(self, index: int | slice) -> Item_co | Answers[Item_co]:
        if isinstance(index, slice):
            return Answers(self.question, self._items[index])
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"Answers({list(self._items)!r})"
