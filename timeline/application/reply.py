"""In which form does a shell take an answer? As plain JSON values, or as models. Each is made when it is asked for.

A kept answer is JSON: to print it, no model has to be made, and pydantic is not imported. A projected answer is a
model: to show it in a notebook, no JSON has to be made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.answers.shapes import Question
    from timeline.application.remarks import Remark


class Reply:
    """The answer to a question, with what is to be said beside it.

    Attributes:
        question: that it answers.
        remarks: what whoever asked should know besides.

    """

    def __init__(
        self,
        question: Question,
        *,
        plain: Any = None,  # noqa: ANN401 - an object or a list, as JSON has them
        made: Any = None,  # noqa: ANN401 - a model, or an iterable of models
        remarks: Iterable[Remark] = (),
    ) -> None:
        """Take the answer as plain values or as it was made: one model, or the models of a list one by one."""
        self.question = question
        self.remarks = tuple(remarks)
        self._plain = plain
        self._made = made

    @property
    def plain(self) -> Any:  # noqa: ANN401 - an object or a list, as JSON has them
        """The answer as JSON has it."""
        if self._plain is None:
            self._plain = list(self.rows()) if self.question.is_list else _dumped(self._made)
        return self._plain

    def rows(self) -> Iterator[dict[str, Any]]:
        """The items of a list as JSON has them, one by one. An answer that is made on the way is not held."""
        return iter(self._plain) if self._plain is not None else map(_dumped, self._made)

    @property
    def model(self) -> Any:  # noqa: ANN401 - the model of the question, or `Answers` of it
        """The answer as its model, or as a sequence of models."""
        model = self.question.model
        if self.question.is_list:
            from timeline.answers.listed import Answers

            made = self._made if self._plain is None else map(model.model_validate, self._plain)
            return Answers(self.question, made)
        return self._made if self._plain is None else model.model_validate(self._plain)


def _dumped(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - any model
    written: dict[str, Any] = answer.model_dump(mode="json")
    return written
