"""Which lines of JSON Lines can be taken in one step? Those in which all is right, and written the plain way.

Most lines of a large file are. A validator made from the attributes of the models reads such a line in the compiled
half of pydantic, attributes in the order of canonical JSON, so that what comes out is the content as it is stored. No
model is made of it. What the validator does not take, a line with a fault above all, is read as any other document is
(`events.fact_file.drafting`), which decides, and words what is wrong. So this takes a line as that does, or not at all.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import Field, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import SchemaValidator, ValidationError, to_json
from pydantic_core import core_schema as schemas

from events.errors import BadInputError
from events.fact_file.drafting import KINDS
from events.facts.base import Person, ReportedFact, Since, Time, Translation
from events.facts.ordinals import session_number
from events.facts.people import TimeOrWords, time_or_words
from events.facts.texts import Key, Modality, ModalityWord, Names, Retold, SessionName, Slug, Text, WebAddress
from events.facts.tracking import ReportFiled
from events.identity import digest_of
from events.intake.draft import Ready
from events.limits import DOCUMENT_ITEMS, KEY_CHARACTERS, LIST_ITEMS, SESSION_DIGITS, TEXT_CHARACTERS
from events.windows.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema
    from pydantic_core.core_schema import TypedDictField

    from events.facts.base import Fact, Frozen

_UNCITED: Final = ""
"""Stands where the report of a fact is put that cites the report of its document: no report has this id."""

_SHORT_LIST: Final = repr(Field(max_length=LIST_ITEMS))
"""The one rule of most lists."""

_LETTERS: Final = "!-~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0621-\u063a\u0641-\u064a"
"""What most names are made of: ASCII, Latin and Arabic letters. None of these is composed with another one (NFC)."""

_QUOTES_OF_LINE, _QUOTES_OF_KEY = 4, 2
"""Quotation marks around `dialogue` and its value, and around any other key of a document."""


class _NotPlainError(Exception):
    """An attribute has rules that are not known here."""


def taken(raw: bytes, file: str, number: int) -> list[Ready] | None:
    """The facts of a line, in order: the report, then the others. None where it has to be read as a document.

    Args:
        raw: the line. No longer than a document may be.
        file: what messages call its file.
        number: of the line, from 1.

    """
    try:
        line = _validator().validate_json(raw)
    except ValidationError:
        return None
    dialogue, report, facts = line["dialogue"], line.get("report"), line.get("facts")
    source = f"{file}:{number}"
    quotes = _QUOTES_OF_LINE
    found: list[Ready] = []
    cited = None
    if report is not None:
        content = to_json(report)
        quotes += _QUOTES_OF_KEY + content.count(b'"')
        cited = report["id"]
        topic = _stored_as(ReportFiled, report)
        digest = digest_of(dialogue, topic, content)
        found.append(Ready(dialogue, digest, topic, content, source, f"report:{cited}", None))
    if facts is not None:
        quotes += _QUOTES_OF_KEY
        for fact in facts:
            model = KINDS[fact.pop("kind")]
            report_id = fact["report"]
            if report_id == _UNCITED:
                report_id = cited
                if cited is None:
                    del fact["report"]
                else:
                    fact["report"] = cited
                    quotes -= 4
            content = to_json(fact)
            quotes += 4 + content.count(b'"')
            topic = _stored_as(model, fact)
            found.append(Ready(dialogue, digest_of(dialogue, topic, content), topic, content, source, None, report_id))
    # An attribute that is written twice is not in what comes out. Neither are its quotation marks.
    if not found or quotes != raw.count(b'"') or b"\\u0022" in raw or b"\\u0000" in raw:
        return None
    return found


def _stored_as(model: type[Fact], content: dict[str, Any]) -> str:
    """The topic of a content. See `Fact.stored_as`."""
    topics, additions = _shapes(model)
    if additions.keys().isdisjoint(content):
        return topics[0]
    needed = [since.version for name, since in additions.items() if since.needed_by(content.get(name))]
    return f"{model.kind()}@{max(needed)}" if needed else topics[0]


@cache
def _shapes(model: type[Fact]) -> tuple[tuple[str, ...], dict[str, Since]]:
    """The topics of a kind, and its later additions by the name that a file gives them."""
    additions = {
        field.alias or name: mark
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Since)
    }
    return model.shapes(), additions


# ---- the validator -----------------------------------------------------------------------------------------------


@cache
def _validator() -> SchemaValidator:
    """What reads a line: the dialogue, a report, facts."""
    facts: dict[str, CoreSchema] = {}
    for kind, model in KINDS.items():
        try:
            facts[kind] = _content(model, kind)
        except _NotPlainError:
            continue
    each = schemas.tagged_union_schema(facts, discriminator="kind")
    fields = {
        "dialogue": schemas.typed_dict_field(_text_of(Slug), required=True),
        "report": schemas.typed_dict_field(_content(ReportFiled), required=False),
        "facts": schemas.typed_dict_field(schemas.list_schema(each, max_length=DOCUMENT_ITEMS), required=False),
    }
    return SchemaValidator(schemas.typed_dict_schema(fields, extra_behavior="forbid"))


def _content(model: type[Frozen], kind: str | None = None) -> CoreSchema:
    """The attributes of a model, in the order of their names, each as it is stored. Where it is a fact, of a kind.

    Raises:
        _NotPlainError: the model has rules of its own.

    """
    rules = model.__pydantic_decorators__
    if rules.field_validators or rules.model_validators or rules.field_serializers or rules.model_serializers:
        raise _NotPlainError
    hints = get_type_hints(model, include_extras=True)
    fields: dict[str, TypedDictField] = {}
    for name, field in model.model_fields.items():
        if not field.is_required() and field.default is not None:
            raise _NotPlainError
        schema = _attribute(hints[name])
        if kind is not None and name == "report":
            schema = schemas.with_default_schema(schema, default=_UNCITED)
        fields[field.alias or name] = schemas.typed_dict_field(schema, required=field.is_required())
    if kind is not None:
        if not issubclass(model, ReportedFact) or "kind" in fields:
            raise _NotPlainError
        fields["kind"] = schemas.typed_dict_field(schemas.literal_schema([kind]), required=True)
    return schemas.typed_dict_schema(dict(sorted(fields.items())), extra_behavior="forbid")


def _attribute(hint: Any) -> CoreSchema:  # noqa: ANN401 - whatever an attribute is declared as
    """The validator of an attribute, which says something: none is written as nothing.

    Raises:
        _NotPlainError: nothing here knows the rules of this type.

    """
    for known, make in _TYPES:
        if hint == known:
            return make()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return schemas.literal_schema(list(arguments))
    if origin is Annotated:
        inner, *marks = arguments
        rules = [mark for mark in marks if not isinstance(mark, Since) and not _is_alias(mark)]
        if len(rules) < len(marks):
            return _attribute(Annotated[inner, *rules] if rules else inner)
        if get_origin(inner) is tuple and get_args(inner)[1:] == (...,) and list(map(repr, rules)) == [_SHORT_LIST]:
            return schemas.list_schema(_attribute(get_args(inner)[0]), max_length=LIST_ITEMS)
    if arguments[1:] == (NoneType,):
        return _attribute(arguments[0])
    raise _NotPlainError


def _is_alias(mark: object) -> bool:
    return isinstance(mark, FieldInfo) and mark.alias is not None and not mark.metadata


def _text_of(whole: Any, **plain: Any) -> CoreSchema:  # noqa: ANN401 - a type; arguments of `str_schema`
    """A text of a type. One of a plain form is not asked for what can be wrong with others."""
    every = schemas.chain_schema([schemas.str_schema(strict=True), TypeAdapter(whole).core_schema])
    return (
        schemas.union_schema([schemas.str_schema(strict=True, **plain), every], mode="left_to_right")
        if plain
        else every
    )


def _key() -> CoreSchema:
    return _text_of(Key, pattern=f"^[{_LETTERS}](?:[ {_LETTERS}]*[{_LETTERS}])?$", max_length=KEY_CHARACTERS)


def _free_text() -> CoreSchema:
    """Any text. That none holds a NUL character is seen of the whole line."""
    return schemas.str_schema(strict=True, max_length=TEXT_CHARACTERS)


def _web_address() -> CoreSchema:
    return _text_of(WebAddress, pattern=r"^https?://[!-~]*$", max_length=TEXT_CHARACTERS)


def _names() -> CoreSchema:
    several = schemas.list_schema(_key(), min_length=1, max_length=LIST_ITEMS)
    return schemas.union_schema([_key(), several], mode="left_to_right")


def _time() -> CoreSchema:
    """A window as a text, or with the words of the report. Of words alone there is no window."""
    window = schemas.no_info_after_validator_function(_window, schemas.str_schema(strict=True))
    both = {"edtf": window, "wording": _free_text()}
    fields = {name: schemas.typed_dict_field(schema, required=name == "wording") for name, schema in both.items()}
    worded = schemas.typed_dict_schema(fields, extra_behavior="forbid")
    return schemas.union_schema([window, worded], mode="left_to_right")


def _time_or_words() -> CoreSchema:
    return schemas.tagged_union_schema({"time": _time(), "words": _free_text()}, discriminator=time_or_words)


@lru_cache(maxsize=4_096)
def _window(text: str) -> str:
    try:
        return Window.parse(text).text
    except BadInputError as error:
        raise ValueError(error.message) from None


def _session() -> CoreSchema:
    number = schemas.int_schema(ge=0, lt=10**SESSION_DIGITS, strict=True)
    slug = schemas.no_info_before_validator_function(_no_number, _text_of(SessionName))
    return schemas.union_schema([number, slug], mode="left_to_right")


def _no_number(name: object) -> object:
    """A name that says a number is that number (`session_number`), which is for others to read."""
    if session_number(name) != name:
        message = "a number"
        raise ValueError(message)
    return name


def _modality() -> CoreSchema:
    """One word, or several in their order."""
    word = schemas.literal_schema(list(get_args(ModalityWord)))
    several = schemas.chain_schema([schemas.list_schema(strict=True), TypeAdapter(Modality).core_schema])
    return schemas.union_schema([word, several], mode="left_to_right")


_TYPES: Final[tuple[tuple[Any, Callable[[], CoreSchema]], ...]] = (
    (Text, _free_text),
    (Key, _key),
    (Names, _names),
    (Time, _time),
    (TimeOrWords, _time_or_words),
    (SessionName, _session),
    (Modality, _modality),
    (WebAddress, _web_address),
    (Retold, lambda: schemas.literal_schema([True])),
    (Person, lambda: _content(Person)),
    (Translation, lambda: _content(Translation)),
)
"""The types that attributes have, each with what validates it."""
