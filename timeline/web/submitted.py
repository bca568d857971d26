"""What did somebody fill in? The fields of a form, which is taken only if a page of this server was shown to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from events.errors import BadInputError, ConflictError
from timeline.web.stamp import FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.web.stamp import Stamps

MOST_FIELDS: Final = 500

STEP: Final = "step"
"""The field of the button that was pressed."""


class Submitted:
    """The fields of a form, in their order."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        """Take names with values; a name may come several times."""
        self._fields = fields

    @classmethod
    def of(cls, body: bytes, stamps: Stamps, viewer: str) -> Submitted:
        """Read a form.

        Args:
            body: as browsers send forms.
            stamps: that prove where it comes from.
            viewer: who sent it.

        Raises:
            BadInputError: it is no form.
            ConflictError: it was not shown to them since the server was started.

        """
        try:
            fields = parse_qsl(
                body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
            )
        except ValueError:
            raise BadInputError("what was sent is no form", hint="Send the form that the page shows.") from None
        found = cls(fields)
        if not stamps.is_good(found.text(FIELD), viewer):
            message = "this form is not one that was shown to you since the server was started"
            raise ConflictError(message, hint="Load the page again and send it from there. Nothing was recorded.")
        return found

    @property
    def step(self) -> str:
        """Which button was pressed."""
        return self.text(STEP)

    def text(self, name: str) -> str:
        """The last value of a field, without the space around it; "" where there is none."""
        return next((value.strip() for key, value in reversed(self._fields) if key == name), "")

    def under(self, prefix: str) -> dict[str, str]:
        """The fields whose names begin so, without that beginning; what is empty is left out."""
        names = (key for key, _ in self._fields if key.startswith(prefix))
        return {name.removeprefix(prefix): text for name in names if (text := self.text(name))}

    def filled(self, name: str, text: str) -> None:
        """Fill in a field that was left empty, so that it is sent again with what was looked at."""
        self._fields = [*((key, value) for key, value in self._fields if key != name), (name, text)]

    def again(self) -> Iterator[tuple[str, str]]:
        """What the form is sent with once more, after it was looked at: all but the buttons and the stamp."""
        return ((key, value) for key, value in self._fields if key not in (STEP, FIELD))
