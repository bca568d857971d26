"""Which texts can an attribute hold? Free text, names and keys, addresses, and the words of our own lists."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast, get_args
from unicodedata import category, normalize

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from events.limits import KEY_CHARACTERS, LIST_ITEMS, SESSION_DIGITS, TEXT_CHARACTERS

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_CONTROLS = {"Cc", "Zl", "Zp"}
"""Unicode's categories of control characters and of separators of lines and paragraphs."""


def _storable(text: str) -> str:
    """Refuse what no database or terminal carries unharmed: NUL. Lone surrogates are refused before this."""
    if "\x00" in text:
        message = "must not contain a NUL character"
        raise ValueError(message)
    return text


def _identifying(text: str) -> str:
    if text.isascii() and text.isprintable() and text.strip() == text != "":
        return text  # most do: the rest costs three times as much
    if not text.strip():
        message = "must not be empty"
        raise ValueError(message)
    # Joiners and direction marks belong to names in Persian and Arabic, no-break spaces to French ones.
    if text != text.strip() or not (text.isprintable() or _CONTROLS.isdisjoint(map(category, text))):
        message = "must not begin or end with white space, or contain control characters"
        raise ValueError(message)
    return text


def _whole_number_as_text(value: object) -> object:
    """YAML reads an id such as `34355` as a number. It is a text all the same."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Where a line may break, and byte order marks inside joined files: no part of a name, and seen by nobody."""


_AROUND: Final = " \u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What may stand around a name: an Arabic page that is copied often ends in a mark of direction. Inside a name these
belong to it."""


def _composed(text: str) -> str:
    """Texts that Unicode calls equal are one name, however a keyboard, a PDF or a disk composes its letters (NFC)."""
    if text.isascii():
        return text
    seen = text.translate(_INVISIBLE).strip(_AROUND)
    return normalize("NFC", seen if seen and seen == seen.strip() else text)


def _as_a_key(text: str) -> str:
    return _composed(_identifying(_storable(text)))


_WHOLE: Final = re.compile(rf"\d{{1,{SESSION_DIGITS}}}(?:\.0+)?")
"""A number in the digits of any script. What a spreadsheet makes of one, `2.0`, is one too."""


def _numbered(value: object) -> object:
    """A session that the reports number is a number, however it was typed."""
    if isinstance(value, str) and len(value) <= 2 * SESSION_DIGITS:
        plain = value.strip(_AROUND)
        if _WHOLE.fullmatch(plain):
            return int(plain.partition(".")[0])
    return value


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or len(text.split()) > 1 or text != text.strip():
        message = "must be an http:// or https:// address without spaces"
        raise ValueError(message)
    return text


def _one_or_list(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "one"


def _number_or_slug(value: object) -> str:
    return "number" if isinstance(value, int) else "slug"


class _BuiltOnce:
    """The last annotation of a type that many attributes have: its schema is built for the first of them only.

    Measured: the schema of a kind takes 7 million instructions in the place of 24, and an append meets a dozen kinds.
    """

    def __init__(self) -> None:
        self._schema: CoreSchema | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema, with metadata of its own: each place that it is used in adds to it."""
        if self._schema is None:
            self._schema = handler(source)
        own = dict[str, Any](self._schema)
        if "metadata" in own:
            own["metadata"] = {key: copy(value) for key, value in own["metadata"].items()}
        return cast("CoreSchema", own)


_ONE_LINE = r"^\S(?:.*\S)?$"
_KEY_LENGTH = Field(min_length=1, max_length=KEY_CHARACTERS)
_TEXT_LENGTH = Field(max_length=TEXT_CHARACTERS)
_WrittenKey = Annotated[str, _KEY_LENGTH, Field(pattern=_ONE_LINE)] | int
_WrittenText = Annotated[str, _TEXT_LENGTH] | int

Text = Annotated[
    str,
    _TEXT_LENGTH,
    BeforeValidator(_whole_number_as_text, json_schema_input_type=_WrittenText),
    AfterValidator(_storable),
    _BuiltOnce(),
]
"""Free text, kept as written."""

Key = Annotated[
    str,
    _KEY_LENGTH,
    BeforeValidator(_whole_number_as_text, json_schema_input_type=_WrittenKey),
    AfterValidator(_as_a_key),
    _BuiltOnce(),
]
"""A slug, an id or a name that identifies: not empty, one line, no white space around it."""

_SLUG_PATTERN = Field(pattern=r"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$")
Slug = Annotated[
    str,
    _KEY_LENGTH,
    _SLUG_PATTERN,
    BeforeValidator(_whole_number_as_text, json_schema_input_type=Annotated[str, _KEY_LENGTH, _SLUG_PATTERN] | int),
]
"""The slug of a dialogue: lower-case ASCII letters, digits, and `-`, `.`, `_` between them."""

WebAddress = Annotated[
    str,
    _TEXT_LENGTH,
    Field(json_schema_extra={"pattern": r"^https?://\S+$"}),
    AfterValidator(_storable),
    AfterValidator(_web_address),
]
"""Where a report can be read. Kept as written."""

_SessionNumber = Annotated[int, Field(ge=0, lt=10**SESSION_DIGITS, strict=True), Tag("number")]
_SessionSlug = Annotated[
    str,
    _KEY_LENGTH,
    Field(json_schema_extra={"pattern": _ONE_LINE}),
    AfterValidator(_as_a_key),
    Tag("slug"),
]
SessionName = Annotated[
    _SessionNumber | _SessionSlug, Discriminator(_number_or_slug), BeforeValidator(_numbered), _BuiltOnce()
]
"""The number of a session in its track, or a slug where nobody numbers."""

Names = Annotated[
    Annotated[Key, Tag("one")] | Annotated[tuple[Key, ...], Field(min_length=1, max_length=LIST_ITEMS), Tag("list")],
    Discriminator(_one_or_list),
    _BuiltOnce(),
]
"""One name or a list of names (a joint position is a position of each). Kept as written."""

ModalityWord = Literal["asserted", "planned", "expected", "wish", "anonymous", "unconfirmed", "denied"]
Mode = Literal["in-person", "video", "phone"]
PartTaken = Literal["head", "co-chair", "member", "mediator", "host"]


def _one_spelling(words: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Several words in the order of their definition, each once. Of one word no list: one content, one fact id."""
    if isinstance(words, str):
        return words
    several = tuple(word for word in get_args(ModalityWord) if word in words)
    return several if len(several) > 1 else several[0]


Modality = Annotated[
    Annotated[ModalityWord, Tag("one")]
    | Annotated[tuple[ModalityWord, ...], Field(min_length=1, max_length=LIST_ITEMS), Tag("list")],
    Discriminator(_one_or_list),
    AfterValidator(_one_spelling),
    _BuiltOnce(),
]
"""How firmly something is said: one word, or several ("anonymous" and "denied")."""

Yes = Annotated[bool, Field(strict=True)]
"""True. False is the same as leaving the attribute out."""
Retold = Annotated[Yes | None, AfterValidator(lambda value: value or None)]
"""As `Yes`, and never kept as false."""


def modality_words(modality: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The words of a modality one by one. `asserted` where none was given."""
    if modality is None:
        return ("asserted",)
    return (modality,) if isinstance(modality, str) else modality


def names_of(names: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The names one by one, in the order written. Empty where none was given."""
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else names
