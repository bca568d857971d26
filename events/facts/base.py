"""What every fact is made of: texts, times, persons, and the attributes that any reported fact may carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, Self, get_args
from unicodedata import category, normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from events.identity import canonical_json
from events.limits import KEY_CHARACTERS, LIST_ITEMS, SESSION_DIGITS, TEXT_CHARACTERS
from events.windows.window import Window, WindowError

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from events.facts.subject import Subject

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


def _composed(text: str) -> str:
    """Texts that Unicode calls equal are one name, however a keyboard, a PDF or a disk composes its letters (NFC)."""
    if text.isascii():
        return text
    seen = text.translate(_INVISIBLE)
    return normalize("NFC", seen if seen and seen == seen.strip() else text)


def _as_a_key(text: str) -> str:
    return _composed(_identifying(_storable(text)))


_WHOLE: Final = re.compile(rf"\d{{1,{SESSION_DIGITS}}}(?:\.0+)?")
"""A number in the digits of any script. What a spreadsheet makes of one, `2.0`, is one too."""


def _numbered(value: object) -> object:
    """A session that the reports number is a number, however it was typed."""
    if isinstance(value, str) and len(value) <= 2 * SESSION_DIGITS and _WHOLE.fullmatch(value):
        return int(value.partition(".")[0])
    return value


def _year_of(value: object) -> object:
    """YAML reads the window `2025` as a number. Bare years have four digits."""
    return f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or len(text.split()) > 1 or text != text.strip():
        message = "must be an http:// or https:// address without spaces"
        raise ValueError(message)
    return text


def _window_text(text: str) -> str:
    try:
        return Window.parse(text).text
    except WindowError as error:
        from events.windows.spoken import told_in_files  # here, since what is written is EDTF nearly always

        raise PydanticCustomError("window", "{refusal}", told_in_files(error)) from None


def _one_or_list(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "one"


def _number_or_slug(value: object) -> str:
    return "number" if isinstance(value, int) else "slug"


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
]
"""Free text, kept as written."""

Key = Annotated[
    str,
    _KEY_LENGTH,
    BeforeValidator(_whole_number_as_text, json_schema_input_type=_WrittenKey),
    AfterValidator(_as_a_key),
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
SessionName = Annotated[_SessionNumber | _SessionSlug, Discriminator(_number_or_slug), BeforeValidator(_numbered)]
"""The number of a session in its track, or a slug where nobody numbers."""

Names = Annotated[
    Annotated[Key, Tag("one")] | Annotated[tuple[Key, ...], Field(min_length=1, max_length=LIST_ITEMS), Tag("list")],
    Discriminator(_one_or_list),
]
"""One name or a list of names (a joint position is a position of each). Kept as written."""

ModalityWord = Literal["asserted", "planned", "expected", "wish", "anonymous", "unconfirmed", "denied"]
Mode = Literal["in-person", "video", "phone"]
Part = Literal["head", "co-chair", "member", "mediator", "host"]


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
]
"""How firmly something is said: one word, or several ("anonymous" and "denied")."""

Yes = Annotated[bool, Field(strict=True)]
"""True. False is the same as leaving the attribute out."""
Retold = Annotated[Yes | None, AfterValidator(lambda value: value or None)]
"""As `Yes`, and never kept as false."""


def words_of(modality: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The words of a modality one by one. `asserted` where none was given."""
    if modality is None:
        return ("asserted",)
    return (modality,) if isinstance(modality, str) else modality


def names_of(names: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The names one by one, in the order written. Empty where none was given."""
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else names


@lru_cache(maxsize=1024)
def _given(attributes: frozenset[str]) -> set[str]:
    return set(attributes)


def share_given(model: BaseModel) -> None:
    """Let frozen models of which the same attributes were given share the set of their names: up to 700 bytes each."""
    object.__setattr__(model, "__pydantic_fields_set__", _given(frozenset(model.__pydantic_fields_set__)))


class Value(BaseModel):
    """Frozen, closed to unknown attributes, written with the attribute names of the fact file."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        # Thirty models take 0.3 s to build; a command builds those that it meets.
        defer_build=True,
    )


class Time(Value):
    """A time as vague as the report left it: an EDTF text, or `{edtf, wording}`.

    Attributes:
        edtf: The range of days as EDTF (ISO 8601-2). It is left out if the words mean no range.
        wording: The words of the report ("second half of May", "at the appropriate time").

    """

    edtf: Annotated[str, BeforeValidator(_year_of), AfterValidator(_window_text)] | None = None
    wording: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"edtf": value} if isinstance(value, str) or type(value) is int else value

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.edtf is None and self.wording is None:
            message = "a time needs `edtf`, or `wording` where no window can be given"
            raise ValueError(message)
        return self

    @model_serializer(mode="plain")
    def _as_written(self) -> str | dict[str, str]:
        if self.edtf is not None and self.wording is None:
            return self.edtf
        return {key: value for key, value in (("edtf", self.edtf), ("wording", self.wording)) if value is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Schema of what is taken in: the text, the year as a number, or the object."""
        edtf = {"type": "string", "description": "The range of days as EDTF (ISO 8601-2), such as `2025-05`."}
        wording = {"type": "string", "description": "The words of the report.", "maxLength": TEXT_CHARACTERS}
        year = {"minimum": 1, "maximum": 9999}
        return {
            "title": "Time",
            "description": "A window as EDTF text, a year, or an object that keeps the wording too.",
            "anyOf": [
                edtf,
                {"type": "integer", **year},
                {
                    "type": "object",
                    "properties": {"edtf": {**edtf, "type": ["string", "integer"], **year}, "wording": wording},
                    "minProperties": 1,
                    "additionalProperties": False,
                },
            ],
        }

    @property
    def window(self) -> Window | None:
        """The window that the words mean. None where no window can be given."""
        return None if self.edtf is None else Window.parse(self.edtf)


class Person(Value):
    """A person named in a report, as written there.

    Attributes:
        name: The name, as the report writes it. Link two names to say that they are one person.
        role: The title, as written.
        side: The party for which the person took part.
        part: The function of the person at the meeting: head, co-chair, member, mediator or host.

    """

    name: Key
    role: Text | None = None
    side: Key | None = None
    part: Part | None = None


class Translation(Value):
    """A translation of a quote.

    Attributes:
        language: The language of the translation, as a tag of BCP 47 (`en`, `ar`).
        text: The quote in that language.

    """

    language: Key
    text: Text


@dataclass(frozen=True, slots=True)
class Since:
    """Marks an attribute, or some of its values, that came with a later version of the stored shape.

    Attributes:
        version: of the shape.
        values: the values that came then. Empty where the attribute did. A list is such a value where its kind is
            `tuple`.

    """

    version: int
    values: frozenset[object] = frozenset()

    def needed_by(self, value: object) -> bool:
        """Whether a value can be stored in this version only."""
        if value is None:
            return False
        return not self.values or value in self.values or type(value) in self.values


@lru_cache(maxsize=128)
def _additions(model: type[Fact]) -> tuple[tuple[str, Since], ...]:
    """The attributes of a kind that came with a later version."""
    fields = model.model_fields.items()
    return tuple((name, mark) for name, field in fields for mark in field.metadata if isinstance(mark, Since))


class Fact(Value):
    """A domain event: one thing that is known, immutable.

    Attributes of the class:
        topic: permanent name of the first stored shape that this model reads, `kind@version`. Never changes once
            released.

    """

    topic: ClassVar[str]

    @classmethod
    def kind(cls) -> str:
        """The event's name in a fact file, kebab case: `session-held`."""
        return cls.topic.partition("@")[0]

    @classmethod
    def shapes(cls) -> tuple[str, ...]:
        """Every name under which facts of this kind are stored, in order of version."""
        first = cls._first_version()
        last = max([first, *(since.version for _, since in _additions(cls))])
        return tuple(f"{cls.kind()}@{version}" for version in range(first, last + 1))

    @classmethod
    def _first_version(cls) -> int:
        return int(cls.topic.partition("@")[2])

    def stored_as(self) -> str:
        """The topic that this fact is stored under: the lowest version that can hold what it says.

        So a fact which says nothing new keeps the id and digest that it always had, and a program which does not know
        an attribute meets a topic that it does not know.
        """
        needed = [since.version for name, since in _additions(type(self)) if since.needed_by(self.__dict__.get(name))]
        return f"{self.kind()}@{max([self._first_version(), *needed])}"

    def payload(self) -> bytes:
        """The canonical content: what is stored, and what the digest is taken over."""
        return canonical_json(self.model_dump(mode="json", exclude_none=True))

    def said(self, attribute: str) -> Any:  # noqa: ANN401 - any value that an attribute can have
        """What it says of an attribute. None where it says nothing, or its kind has no such attribute."""
        return self.__dict__.get(attribute)  # most lack most of them, and pydantic takes fifty times as long to say so

    def once(self) -> str | None:
        """What a dialogue can hold only once (`report:<id>`). None for most facts."""
        return None

    def subjects(self) -> tuple[Subject, ...]:
        """What the fact is about. Facts of several reports that share a subject are merged by the projections."""
        raise NotImplementedError


class ReportedFact(Fact):
    """One thing that one report says. All attributes are optional here. Subjects add their own.

    Attributes:
        report: The id of the filed report that says it.
        when: The time at which it happened or was said.
        place: The city or place, as written.
        persons: The persons who took part, as written.
        topics: The topics that were spoken of.
        named: The name that the report gives the dialogue.
        said_by: The person or office that is quoted.
        origin: The office whose words this fact carries, if it is not the origin of the report. A story that
            quotes two ministries has two.
        modality: How firmly the report says it: one word or several. It is asserted if left out.
        retold: True if the report only recalls what was planned or said before, so that it is no news.
        level: The level of the meeting, as written ("high-level").
        mode: How the sides met: in person, by video or by phone.
        reason: The reason that the report gives.
        note: Your own remark.
        quote: A short quote from the report.
        quote_in: A translation of the quote.

    """

    report: Key | None = None
    when: Time | None = None
    place: Text | None = None
    persons: Annotated[tuple[Person, ...], Field(max_length=LIST_ITEMS)] | None = None
    topics: Annotated[tuple[Text, ...], Field(max_length=LIST_ITEMS)] | None = None
    named: Text | None = None
    said_by: Text | None = None
    origin: Annotated[Key | None, Since(2)] = None
    modality: Annotated[Modality | None, Since(2, frozenset({tuple}))] = None
    retold: Annotated[Retold, Since(2)] = None
    level: Text | None = None
    mode: Mode | None = None
    reason: Text | None = None
    note: Text | None = None
    quote: Text | None = None
    quote_in: Annotated[Translation | None, Since(2)] = None
