"""What every fact is made of: times, persons, and the attributes that any reported fact may carry."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from events.facts.texts import Key, Modality, Mode, PartTaken, Retold, Text
from events.identity import canonical_json
from events.limits import LIST_ITEMS, TEXT_CHARACTERS
from events.windows.window import Window, WindowError

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from events.facts.subject import Subject


def _year_of(value: object) -> object:
    """YAML reads the window `2025` as a number. Bare years have four digits."""
    return f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value


def _window_text(text: str) -> str:
    try:
        return Window.parse(text).text
    except WindowError as error:
        from events.windows.spoken import told_in_files  # here, since what is written is EDTF nearly always

        raise PydanticCustomError("window", "{refusal}", told_in_files(error)) from None


@lru_cache(maxsize=1024)
def _given(attributes: frozenset[str]) -> set[str]:
    return set(attributes)


def share_given(model: BaseModel) -> None:
    """Let frozen models of which the same attributes were given share the set of their names: up to 700 bytes each."""
    object.__setattr__(model, "__pydantic_fields_set__", _given(frozenset(model.__pydantic_fields_set__)))


class Frozen(BaseModel):
    """Frozen, closed to unknown attributes, written with the attribute names of the fact file."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        # Thirty models take 0.3 s to build; a command builds those that it meets.
        defer_build=True,
    )


class Component(Frozen):
    """A value inside facts of every kind. Its schema is built at once, so that no kind builds it anew."""

    model_config = ConfigDict(defer_build=False)


class Time(Component):
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
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
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


class Person(Component):
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
    part: PartTaken | None = None


class Translation(Component):
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
def _additions(model: "type[Fact]") -> tuple[tuple[str, Since], ...]:
    """The attributes of a kind that came with a later version."""
    fields = model.model_fields.items()
    return tuple((name, mark) for name, field in fields for mark in field.metadata if isinstance(mark, Since))


class Fact(Frozen):
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

    def subjects(self) -> "tuple[Subject, ...]":
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
