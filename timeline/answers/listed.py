"""In which form does somebody hold the items of an answer that is a list?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.answers.common import Answer

Item_co = TypeVar("Item_co", bound="Answer", covariant=True)


class Answers(Sequence[Item_co]):
    """The items of an answer, in order.

    Attributes:
        model: of each item.

    """

    def __init__(self, model: type[Answer], items: Iterable[Item_co]) -> None:
        self.model = model
        self._items = tuple(items)

    def rows(self) -> list[dict[str, Any]]:
        """Each item as JSON has it."""
        return [item.model_dump(mode="json") for item in self._items]

    @overload
    def __getitem__(self, index: int) -> Item_co: ...

    @overload
    def __getitem__(self, index: slice) -> Answers[Item_co]: ...

    def __getitem__(self, index: int | slice) -> Item_co | Answers[Item_co]:
        if isinstance(index, slice):
            return Answers(self.model, self._items[index])
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"Answers({list(self._items)!r})"
