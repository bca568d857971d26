"""What may a fact file hold, said to programs: a JSON Schema (draft 2020-12) of one document, made from the models.

It says all that a schema can say. Whether a time is EDTF, and whether what is referred to is on file, only reading
tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from events.fact_file.drafting import HEADING, KINDS
from events.facts.attributes import attributes_of, summary_of
from events.facts.base import Person, Translation
from events.facts.texts import Slug
from events.facts.tracking import DialogueOpened, ReportFiled
from events.limits import DOCUMENT_ITEMS

if TYPE_CHECKING:
    from pydantic_core.core_schema import TaggedUnionSchema

    from events.facts.base import Fact

Schema = dict[str, Any]


def fact_file_schema() -> Schema:
    """The schema of a document: one of the YAML documents of a fact file, or one line of JSON Lines."""
    definitions: Schema = {}
    heading = _attributes(DialogueOpened, definitions)
    definitions["report"] = _attributes(ReportFiled, definitions)
    for kind, model in KINDS.items():
        definitions[kind] = _of_kind(kind, _attributes(model, definitions))
    facts = {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in KINDS]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Fact file of dialogue-timeline",
        "description": "One document: a heading (title, parties, names), a report with its facts, or facts alone.",
        "type": "object",
        "properties": {
            "dialogue": {
                **TypeAdapter(Slug).json_schema(),
                "description": "The short name of the dialogue, such as `iraq-nato`.",
            },
            **heading["properties"],
            "report": {
                **_or_null({"$ref": "#/$defs/report"}),
                "description": "The report that the facts of this document are cited to.",
            },
            "facts": {
                **_or_null({"type": "array", "items": facts, "maxItems": DOCUMENT_ITEMS}),
                "description": "The facts that the report tells, in the order in which you want them recorded.",
            },
        },
        "required": ["dialogue"],
        # A document says something, and a heading has all that a heading needs.
        "anyOf": [_has(key) for key in (*HEADING, "report", "facts")],
        "dependentSchemas": {key: _has(*heading["required"]) for key in HEADING if key not in heading["required"]},
        "additionalProperties": False,
        "$defs": definitions,
    }


def _has(*keys: str) -> Schema:
    """Present, and not null."""
    return {"required": list(keys), "properties": {key: {"not": {"type": "null"}} for key in keys}}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


class _Generator(GenerateJsonSchema):
    """Says of a union "any of" where the models tell its members apart by looks: a text can look like two of them."""

    def tagged_union_schema(self, schema: TaggedUnionSchema) -> Schema:
        """Replace "one of" by "any of"."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return {"anyOf": made.pop("oneOf"), **made} if "oneOf" in made else made


def _attributes(model: type[Fact], definitions: Schema) -> Schema:
    """The object of a model. What its attributes share goes to the definitions."""
    schema = model.model_json_schema(ref_template="#/$defs/{model}", schema_generator=_Generator)
    definitions.update(schema.pop("$defs", {}))
    for value in (Person, Translation):
        for name, meaning in attributes_of(value).items() if value.__name__ in definitions else ():
            definitions[value.__name__]["properties"][name]["description"] = meaning
    required = schema.setdefault("required", [])
    properties = {}
    for name, meaning in attributes_of(model).items():
        attribute = schema["properties"][name]
        attribute.pop("title", None)
        attribute.pop("default", None)
        if name not in required and "type" in attribute:
            attribute = _or_null(attribute)
        properties[name] = {**attribute, "description": meaning}
    return {**schema, "properties": properties, "title": model.__name__, "description": summary_of(model)}


def _of_kind(kind: str, schema: Schema) -> Schema:
    schema["properties"] = {
        "kind": {"const": kind, "description": f"The kind of this fact is `{kind}`."},
        **schema["properties"],
    }
    schema["required"] = ["kind", *schema["required"]]
    return schema
