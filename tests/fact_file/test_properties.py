"""Whatever is written comes back the same; whatever is no fact file is refused and nothing else happens."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from events.fact_file import FactFileError, read
from events.fact_file.drafting import KINDS
from events.facts.tracking import DialogueOpened, ReportFiled
from tests.fact_file.strategies import documents

several = st.lists(documents, min_size=1, max_size=3)
slow = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


class Dumper(yaml.SafeDumper):
    """Writes without anchors, and quotes what another reader could take for something else."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - asked for each value
        return True


def as_yaml(written: list[dict[str, Any]], *, escaped: bool = False) -> bytes:
    text: str = yaml.dump_all(written, Dumper=Dumper, allow_unicode=not escaped, sort_keys=False)
    return text.encode()


def as_json_lines(written: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in written).encode()


def expected(written: list[dict[str, Any]]) -> list[bytes]:
    """The payloads that the documents ask for, by the models alone."""
    payloads = []
    for document in written:
        report = document.get("report")
        if "title" in document:
            heading = {key: document[key] for key in DialogueOpened.model_fields if key in document}
            payloads.append(DialogueOpened.model_validate(heading).payload())
        if report:
            payloads.append(ReportFiled.model_validate(report).payload())
        for fact in document["facts"]:
            cited = {} if report is None or "report" in fact else {"report": report["id"]}
            attributes = {key: value for key, value in fact.items() if key != "kind"}
            payloads.append(KINDS[fact["kind"]].model_validate(attributes | cited).payload())
    return payloads


def payloads(data: bytes, name: str) -> list[bytes]:
    return [draft.fact.payload() for draft in read(BytesIO(data), name)]


@slow
@given(several)
def test_any_facts_written_as_yaml_are_read_back_equal(written: list[dict[str, Any]]) -> None:
    assert payloads(as_yaml(written), "a.yaml") == expected(written)
    assert payloads(as_yaml(written, escaped=True), "a.yaml") == expected(written)


@slow
@given(several)
def test_any_facts_written_as_json_lines_are_read_back_equal(written: list[dict[str, Any]]) -> None:
    assert payloads(as_json_lines(written), "a.jsonl") == expected(written)


@slow
@given(several)
def test_both_formats_are_told_apart_by_their_first_character(written: list[dict[str, Any]]) -> None:
    assert payloads(as_json_lines(written), "-") == payloads(as_yaml(written), "-")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file with bytes cut out, doubled or replaced."""
    written = draw(several)
    data = as_yaml(written) if draw(st.booleans()) else as_json_lines(written)
    start, stop = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    return data[:start] + draw(st.binary(max_size=8) | st.just(data[start:stop] * 2)) + data[stop:]


@slow
@given(st.binary(max_size=300) | damaged(), st.sampled_from(["a.yaml", "a.jsonl", "-"]))
@example(b"\xef\xbb\xbf", "-")
@example(b"\xff\xfe{\x00", "-")
@example(b'{"dialogue": "talks", "facts": [{"kind": {}}]}', "-")
@example(b'? "\\ud800"\n: 1', "a.yaml")
@example(b'{"\\ud800": 1, "\\ud800": 2}', "a.jsonl")
@example(b'{"dialogue": "talks", "report": {"id": "\\ud800"}, "facts": [{"kind": "\\ud800", "when": "\\ud800"}]}', "-")
def test_whatever_the_bytes_they_are_read_or_refused_with_an_error_that_can_be_printed(data: bytes, name: str) -> None:
    told = "read"
    try:
        for draft in read(BytesIO(data), name):
            draft.entry()
    except FactFileError as refused:
        told = str(refused)
    assert told.encode()
    assert all(line.isprintable() for line in told.split("\n"))
