"""Linked data: what becomes of a session, read by pyld and rdflib, and held to a SHACL shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import PROV, XSD

from tests.chance import tries
from tests.exporters.clients import HERE
from tests.exporters.exporting import exported, told
from tests.given import fact_id, heading, report

# Warnings of rdflib about what its own parser of JSON-LD, and pyshacl, still use.
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset):DeprecationWarning")

SCHEMA = "https://schema.org/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
URL = "https://agency.example/1"


def event_of(*documents: Any, on: str = "2025-01-01") -> dict[str, Any]:
    graph = json.loads(exported("jsonld", *documents, on=on))["@graph"]
    (event,) = [node for node in graph if "Event" in node["type"]]
    found: dict[str, Any] = event
    return found


def scheduled(window: object, **more: object) -> dict[str, Any]:
    return {"kind": "session-scheduled", "session": 2, "window": window, **more}


def plans(*windows: str) -> list[dict[str, Any]]:
    """A report a month, each with a window."""
    return [report(f"r{n}", published=f"2024-0{n}-01", facts=[scheduled(w)]) for n, w in enumerate(windows, 1)]


def graph_of(written: bytes) -> Graph:
    return Graph().parse(data=written, format="json-ld")


def offline(url: str, _options: object) -> dict[str, Any]:
    pytest.fail(f"asked the network for {url}")


def test_only_a_certain_day_is_a_start_date() -> None:
    assert event_of(report("r1", facts=[scheduled("2025-05-21")]))["startDate"] == "2025-05-21"
    for window in ("2025", "2025-05-21~", "2025-05-21?", "2025-05-16/2025-05-31", "2025-05-XX", "2025-05-15/.."):
        event = event_of(report("r1", facts=[scheduled({"edtf": window, "wording": "some day"})]))
        assert (event["window"], event["wording"]) == (window, "some day")
        assert "startDate" not in event


def test_a_window_that_is_refined_is_not_rescheduled_and_one_that_moves_is() -> None:
    refined = event_of(*plans("2025", "2025-05-16/2025-05-31"))
    assert (refined["eventStatus"], refined["previousStartDate"]) == ("EventScheduled", ["2025"])
    moved = event_of(*plans("2025-05", "2025-09", "2025-09-08"))
    assert (moved["eventStatus"], moved["previousStartDate"]) == ("EventRescheduled", ["2025-05", "2025-09"])
    assert moved["startDate"] == "2025-09-08"


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ({"kind": "session-postponed", "session": 2}, "EventPostponed"),
        ({"kind": "session-postponed", "session": 2, "window": "2025-09"}, "EventRescheduled"),
        ({"kind": "session-cancelled", "session": 2}, "EventCancelled"),
        ({"kind": "session-not-held", "session": 2, "when": "2025-05-21"}, "EventCancelled"),
        ({"kind": "session-held", "session": 2, "when": "2025-05-21"}, "EventScheduled"),
    ],
)
def test_the_status_is_schema_orgs_where_it_has_a_word(fact: dict[str, Any], status: str) -> None:
    event = event_of(*plans("2025-05-21"), report("r9", published="2025-05-22", facts=[fact]), on="2025-06-01")
    assert event["eventStatus"] == status


def test_a_session_that_has_begun_stands_at_its_start_and_not_where_it_was_planned() -> None:
    begun = {"kind": "session-started", "session": 2, "when": "2025-05-21"}
    event = event_of(*plans("2025-06"), report("r9", published="2025-05-21", facts=[begun]), on="2025-05-22")
    assert (event["startDate"], event["previousStartDate"]) == ("2025-05-21", ["2025-06"])
    assert (event["status"], event["eventStatus"]) == ("started", "EventRescheduled")


@pytest.mark.parametrize("status", ["proposed", "expected", "overdue"])
def test_schema_org_has_no_word_for_what_is_not_settled(status: str) -> None:
    fact = {
        "proposed": {"kind": "session-proposed", "session": 2, "window": "2025"},
        "expected": scheduled("2025", basis="expected"),
        "overdue": scheduled("2024-12"),
    }[status]
    event = event_of(report("r1", published="2024-09-01", facts=[fact]))
    assert event["status"] == status
    assert "eventStatus" not in event


def test_an_event_names_place_host_persons_series_reports_and_facts() -> None:
    person = {"name": "Tom Goffus", "role": "Assistant Secretary General", "side": "NATO"}
    document = report(
        "r1",
        outlet="Agency",
        origin="Ministry",
        published="2024-09",
        url=URL,
        facts=[scheduled("2025", place="Baghdad", venue="Palace", host="Iraq", persons=[person], mode="video")],
    )
    written = exported("jsonld", heading("Iraq", "NATO"), document, on="2025-01-01")
    series, event, filed, origin = json.loads(written)["@graph"]
    assert [one["name"] for one in series["organizer"]] == ["Iraq", "NATO"]
    assert event["superEvent"] == series["id"]
    assert event["location"] == {"type": "Place", "name": "Palace, Baghdad"}
    assert event["organizer"] == [{"type": "Organization", "name": "Iraq"}]
    assert event["eventAttendanceMode"] == "OnlineEventAttendanceMode"
    assert event["attendee"] == [
        {
            "type": "Person",
            "name": "Tom Goffus",
            "jobTitle": "Assistant Secretary General",
            "affiliation": {"type": "Organization", "name": "NATO"},
        }
    ]
    assert (event["wasDerivedFrom"], event["fact"]) == ([filed["id"]], [fact_id(document)])
    assert (filed["url"], filed["window"], filed["wasAttributedTo"]) == (URL, "2024-09", origin["id"])
    assert (origin["type"], origin["name"]) == ("prov:Agent", "Ministry")


def test_rdflib_reads_the_storyline_with_its_types() -> None:
    graph = graph_of(told("jsonld", known_at="2026-04-01"))
    rows = graph.query(
        """SELECT ?start ?window ?previous WHERE {
             ?event a schema:Event ; schema:name ?name ; schema:startDate ?start ; dcterms:date ?window .
             OPTIONAL { ?event schema:previousStartDate ?previous }
             FILTER STRSTARTS(?name, "session 2,") } ORDER BY ?previous""",
        initNs={"schema": SCHEMA, "dcterms": "http://purl.org/dc/terms/"},
    )
    found = [[(str(value), value.datatype) for value in row] for row in rows]  # type: ignore[union-attr]  # a SELECT
    held = [("2025-05-21", XSD.date), ("2025-05-21", EDTF)]
    assert found == [[*held, ("2025", EDTF)], [*held, ("2025-05-16/2025-05-31", EDTF)]]
    origins = {
        origin
        for report_ in graph.objects(None, PROV.wasDerivedFrom)
        for origin in graph.objects(report_, PROV.wasAttributedTo)
    }
    assert 1 < len(origins) < len(set(graph.objects(None, PROV.wasDerivedFrom)))


def test_pyld_expands_and_loses_nothing_without_a_network() -> None:
    from pyld import jsonld

    document = json.loads(told("jsonld", known_at="2026-04-01"))
    options = {"documentLoader": offline}
    expanded = jsonld.expand(document, options)
    assert len(expanded) == len(document["@graph"])
    quads = jsonld.to_rdf(document, options)["@default"]
    assert len(quads) == len(graph_of(told("jsonld", known_at="2026-04-01")))
    assert jsonld.compact(expanded, document["@context"], options)["@graph"] == document["@graph"]


@pytest.mark.parametrize("day", ["2024-09-01", "2025-05-10", "2026-04-01"])
def test_the_shape_holds(day: str) -> None:
    assert_holds(told("jsonld", known_at=day))


def assert_holds(written: bytes) -> None:
    from pyshacl import validate

    conforms, _, why = validate(graph_of(written), shacl_graph=str(HERE / "shapes.ttl"), advanced=True)
    assert conforms, why


def test_the_shape_refuses_a_made_up_day() -> None:
    written = json.loads(exported("jsonld", report("r1", facts=[scheduled("2025-05")]), on="2025-01-01"))
    event = written["@graph"][1]
    event["startDate"] = "2025-05-01"
    with pytest.raises(AssertionError, match="not the one day"):
        assert_holds(json.dumps(written).encode())


ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@tries(25)
@given_any(ANYTHING, ANYTHING)
def test_whatever_a_report_holds_it_stays_a_text(text: str, title: str) -> None:
    person = {"name": "@id", "role": text}
    document = report(
        "r1", url='https://x.example/?<>"{}|\\^`', title=title, facts=[scheduled("2025", place=text, persons=[person])]
    )
    assert_holds(exported("jsonld", document, on="2025-01-01"))
