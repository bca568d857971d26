"""What every fact is made of: texts, times, persons, and the attributes that any reported fact may carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_serializer,
    model_validator,
)

from events.identity import canonical_json
from events.limits import KEY_CHARACTERS, LIST_ITEMS, TEXT_CHARACTERS
from events.window import Window, WindowError

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from events.facts.subject import Subject


def _storable(text: str) -> str:
    """Refuse what no JSON, database or terminal carries unharmed: NUL and lone surrogates."""
    if "\x00" in text:
        message = "text contains a NUL character"
        raise ValueError(message)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"text contains a lone surrogate at character {error.start + 1}"
        raise ValueError(message) from None
    return text


def _identifying(text: str) -> str:
    if not text.strip():
        message = "must not be empty"
        raise ValueError(message)
    if text != text.strip() or not text.isprintable():
        message = "must not begin or end with white space, or contain control characters"
        raise ValueError(message)
    return text


def _whole_number_as_text(value: object) -> object:
    """YAML reads an id such as `34355` as a number; it is a name all the same."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _numbered(value: object) -> object:
    """A session that the reports number is a number, however it was typed."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(character.isspace() for character in text):
        message = "must be an http:// or https:// address without spaces"
        raise ValueError(message)
    return text


Text = Annotated[str, Field(max_length=TEXT_CHARACTERS), AfterValidator(_storable)]
"""Free text, kept as written."""

Key = Annotated[
    str,
    BeforeValidator(_whole_number_as_text),
    Field(min_length=1, max_length=KEY_CHARACTERS),
    AfterValidator(_storable),
    AfterValidator(_identifying),
]
"""A slug, an id or a name that identifies: not empty, one line, no white space around it."""

Slug = Annotated[Key, Field(pattern=r"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$")]
"""The slug of a dialogue: lower-case ASCII letters, digits, and `-`, `.`, `_` between them."""

WebAddress = Annotated[Text, AfterValidator(_web_address)]
"""Where a report can be read; kept as written."""

Number = Annotated[int, Field(ge=0, strict=True)]
SessionName = Annotated[Number | Key, BeforeValidator(_numbered)]
"""The number of a session in its track, or a slug where nobody numbers."""

Names = Key | Annotated[tuple[Key, ...], Field(min_length=1, max_length=LIST_ITEMS)]
"""One name or a list of names (a joint position is a position of each); kept as written."""

Modality = Literal["asserted", "planned", "expected", "wish", "anonymous", "unconfirmed", "denied"]
Mode = Literal["in-person", "video", "phone"]
Part = Literal["head", "co-chair", "member", "mediator", "host"]


def names_of(names: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The names one by one, in the order written; empty where none was given."""
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else names


class Value(BaseModel):
    """Frozen, closed to unknown attributes, written with the attribute names of the fact file."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
    )


class Time(Value):
    """A time as vague as the report left it: an EDTF text, or `{edtf, wording}`.

    Attributes:
        edtf: the window as EDTF (ISO 8601-2); absent where the report gave words that no window holds.
        wording: the words it came from ("second half of May", "at the appropriate time").

    """

    edtf: Annotated[str, Field(max_length=KEY_CHARACTERS)] | None = None
    wording: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool):  # YAML reads `2025` as a number
            value = f"{value:04d}"
        value = {"edtf": value} if isinstance(value, str) else value
        if isinstance(value, dict) and isinstance(value.get("edtf"), int) and not isinstance(value["edtf"], bool):
            value = {**value, "edtf": f"{value['edtf']:04d}"}
        return value

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if self.edtf is None:
            if self.wording is None:
                message = "a time needs `edtf`, or `wording` where no window can be given"
                raise ValueError(message)
            return self
        try:
            window = Window.parse(self.edtf)
        except WindowError as error:
            raise ValueError(str(error)) from None
        if window.text != self.edtf:
            object.__setattr__(self, "edtf", window.text)
        return self

    @model_serializer(mode="plain")
    def _as_written(self) -> str | dict[str, str]:
        if self.edtf is not None and self.wording is None:
            return self.edtf
        return {key: value for key, value in (("edtf", self.edtf), ("wording", self.wording)) if value is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Schema of what is taken in: the text, the year as a number, or the object."""
        edtf = {"type": "string", "description": "EDTF (ISO 8601-2), see docs/windows.md"}
        return {
            "title": "Time",
            "description": "A window as EDTF text, a year, or an object that keeps the wording too.",
            "anyOf": [
                edtf,
                {"type": "integer", "minimum": 1, "maximum": 9999},
                {
                    "type": "object",
                    "properties": {
                        "edtf": {"anyOf": [edtf, {"type": "integer", "minimum": 1, "maximum": 9999}]},
                        "wording": {"type": "string", "maxLength": TEXT_CHARACTERS},
                    },
                    "minProperties": 1,
                    "additionalProperties": False,
                },
            ],
        }

    @property
    def window(self) -> Window | None:
        """The window that the words mean; None where no window can be given."""
        return None if self.edtf is None else Window.parse(self.edtf)


class Person(Value):
    """Somebody named in a report, as written there.

    Attributes:
        name: as written; who is the same person is a judgement (`SubjectsLinked`), never a guess.
        role: title as written.
        side: the party for which the person took part.
        part: what the person did there.

    """

    name: Key
    role: Text | None = None
    side: Key | None = None
    part: Part | None = None


class Fact(Value):
    """A domain event: one thing that is known, immutable.

    Attributes of the class:
        topic: permanent name of the stored shape, `kind@version`; never changes once released.

    """

    topic: ClassVar[str]

    @classmethod
    def kind(cls) -> str:
        """The event's name in a fact file, kebab case: `session-held`."""
        return cls.topic.partition("@")[0]

    def payload(self) -> bytes:
        """The canonical content: what is stored, and what the digest is taken over."""
        return canonical_json(self.model_dump(mode="json", exclude_none=True))

    def once(self) -> str | None:
        """What a dialogue can hold only once (`report:<id>`); None for most facts."""
        return None

    def subjects(self) -> tuple[Subject, ...]:
        """What the fact is about; facts of several reports that share a subject are merged by the projections."""
        raise NotImplementedError


class ReportedFact(Fact):
    """One thing that one report says. All attributes are optional here; subjects add their own.

    Attributes:
        report: id of the filed report that says it.
        when: when it happened.
        place: city or place, as written.
        persons: who took part, as written.
        topics: what was spoken of.
        named: what the text calls the dialogue.
        said_by: who is quoted.
        modality: how firmly it is said; absent means asserted.
        level: of the meeting, as written ("high-level").
        mode: in person, by video, by phone.
        reason: given for it in the report.
        note: the coder's remark.
        quote: a short quote from the report.

    """

    report: Key | None = None
    when: Time | None = None
    place: Text | None = None
    persons: Annotated[tuple[Person, ...], Field(max_length=LIST_ITEMS)] | None = None
    topics: Annotated[tuple[Text, ...], Field(max_length=LIST_ITEMS)] | None = None
    named: Text | None = None
    said_by: Text | None = None
    modality: Modality | None = None
    level: Text | None = None
    mode: Mode | None = None
    reason: Text | None = None
    note: Text | None = None
    quote: Text | None = None
