"""The published schema: valid, true of the storyline, and of one mind with the models."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from jsonschema import Draft202012Validator

from events.fact_file import FactFileError, read
from events.fact_file.drafting import KINDS
from events.facts.attributes import attributes_of
from tests.chance import tries
from tests.fact_file.reading import STORYLINE, plain_documents
from tests.fact_file.strategies import documents
from tests.reference.tables import schema_of_files

VALIDATOR = Draft202012Validator(schema_of_files())
TARGET = "0" * 32


def is_read(document: object) -> bool:
    try:
        list(read(BytesIO(json.dumps(document).encode()), "a.jsonl"))
    except FactFileError:
        return False
    return True


def with_fact(**attributes: object) -> dict[str, Any]:
    return {"dialogue": "talks", "facts": [{"kind": "session-held", "session": 1, **attributes}]}


def with_report(**attributes: object) -> dict[str, Any]:
    return {"dialogue": "talks", "report": {"id": "r1", "outlet": "News", **attributes}}


def test_it_is_a_schema_of_draft_2020_12_with_a_definition_for_each_kind() -> None:
    Draft202012Validator.check_schema(schema_of_files())
    assert schema_of_files()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for kind, model in KINDS.items():
        properties = schema_of_files()["$defs"][kind]["properties"]
        assert properties["kind"]["const"] == kind
        assert set(properties) == {"kind", *attributes_of(model)}
        assert all(properties[name]["description"] for name in attributes_of(model))


def test_it_is_true_of_every_document_of_the_storyline() -> None:
    storyline = plain_documents(STORYLINE.read_text())
    assert len(storyline) == 47
    assert [error.message for document in storyline for error in VALIDATOR.iter_errors(document)] == []


@tries(30, HealthCheck.too_slow)
@given(documents)
def test_whatever_the_models_take_the_schema_takes(document: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    "document",
    [
        {"dialogue": "talks", "title": "Talks"},
        {"dialogue": 5, "title": 5, "parties": None, "names": ["a", 1]},
        {"dialogue": "talks", "title": "Talks", "report": None, "facts": []},
        {"dialogue": "talks", "facts": [{"kind": "dialogue-ended", "by": ["Iraq", 5], "when": 2025, "place": None}]},
        {"dialogue": "talks", "facts": [{"kind": "fact-retracted", "target": TARGET, "whose": "coder"}]},
        {
            "dialogue": "talks",
            "facts": [{"kind": "role-changed", "person": "A", "office": "b", "from": "Army", "to": 1}],
        },
        with_report(published={"edtf": 2025, "wording": "next year"}, url="https://example.org", note=None),
        with_fact(session="e02", when={"wording": "soon"}, persons=[{"name": 5, "part": None}], host=["a"]),
        with_fact(session="12", topics=[], quote=""),
    ],
)
def test_schema_and_models_take_it(document: object) -> None:
    assert VALIDATOR.is_valid(document)
    assert is_read(document)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"title": "Talks"},
        {"dialogue": "talks"},
        {"dialogue": "talks", "facts": None},
        {"dialogue": "Talks", "title": "Talks"},
        {"dialogue": "talks-", "title": "Talks"},
        {"dialogue": "talks", "parties": ["Iraq"]},
        {"dialogue": "talks", "names": ["a"], "title": None},
        {"dialogue": "talks", "title": "Talks", "parties": "Iraq"},
        {"dialogue": "talks", "title": "Talks", "colour": "red"},
        {"dialogue": "talks", "facts": {"kind": "dialogue-ended"}},
        {"dialogue": "talks", "facts": ["dialogue-ended"]},
        {"dialogue": "talks", "facts": [{"session": 1}]},
        {"dialogue": "talks", "facts": [{"kind": "report-filed", "id": "r1", "outlet": "News"}]},
        {"dialogue": "talks", "facts": [{"kind": "dialogue-ended", "session": 1}]},
        {"dialogue": "talks", "facts": [{"kind": "fact-retracted", "target": "abc", "whose": "coder"}]},
        {"dialogue": "talks", "facts": [{"kind": "subjects-linked", "subjects": ["a"], "as": "same"}]},
        with_report(id=None),
        with_report(id=" r1"),
        with_report(kind="newz"),
        with_report(url="file:///etc/passwd"),
        with_report(outlet=""),
        with_fact(session=None),
        with_fact(session=-1),
        with_fact(session=True),
        with_fact(session=10**9),
        with_fact(colour="red"),
        with_fact(host=[]),
        with_fact(host=""),
        with_fact(quote="x" * 4001),
        with_fact(quote=True),
        with_fact(topics="a"),
        with_fact(topics=["a"] * 501),
        with_fact(persons=[{"role": "chair"}]),
        with_fact(persons=[{"name": "A", "part": "chair"}]),
        with_fact(when={}),
        with_fact(when=[2025]),
        with_fact(when=True),
        with_fact(when={"edtf": 2025, "word": "x"}),
        with_fact(modality="certain"),
    ],
)
def test_schema_and_models_refuse_it(document: object) -> None:
    assert not VALIDATOR.is_valid(document)
    assert not is_read(document)
