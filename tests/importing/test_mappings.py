"""The mappings that come with the program, each on a small table of the layout that its dataset has."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from events.importing import MAPPINGS, read_mapping, read_table
from tests.cli.given import ROOT, timeline
from timeline.cli.terminal.importing import bundled

if TYPE_CHECKING:
    from pathlib import Path


def mapping(name: str) -> Any:
    content = bundled(name)
    assert content is not None
    return read_mapping(content, name)


def facts(name: str, table: str, file: str = "x") -> dict[str, list[dict[str, Any]]]:
    """The facts of each dialogue; reports and headings left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for draft in read_table(io.BytesIO(table.encode()), file, mapping(name)):
        if draft.fact.kind() not in ("report-filed", "dialogue-opened"):
            content = {"kind": draft.fact.kind(), **draft.fact.model_dump(mode="json", exclude_none=True)}
            found.setdefault(draft.dialogue, []).append(content)
    return found


def reports(name: str, table: str) -> list[dict[str, Any]]:
    drafts = read_table(io.BytesIO(table.encode()), "x", mapping(name))
    return [
        draft.fact.model_dump(mode="json", exclude_none=True) for draft in drafts if draft.fact.kind() == "report-filed"
    ]


def row(columns: list[str], between: str, **cells: str) -> str:
    return between.join(cells.get(name.replace(" ", "_"), "") for name in columns) + "\n"


GDELT = list(mapping("gdelt").form.columns)
TALK = {
    "SQLDATE": "20240311",
    "Actor1CountryCode": "IRQ",
    "Actor2CountryCode": "FRA",
    "EventCode": "042",
    "EventBaseCode": "042",
    "EventRootCode": "04",
    "ActionGeo_Fullname": 'Paris, "Ile-de-France", France',
    "DATEADDED": "20240312084500",
    "SOURCEURL": "https://www.agency.example/1?a=b",
}


def test_gdelt_has_61_columns_and_names_none() -> None:
    assert len(GDELT) == 61
    table = row(GDELT, "\t", GLOBALEVENTID="7", **TALK)
    table += row(GDELT, "\t", GLOBALEVENTID="8", **{**TALK, "Actor1CountryCode": "FRA", "Actor2CountryCode": "IRQ"})
    table += row(GDELT, "\t", GLOBALEVENTID="9", **{**TALK, "EventRootCode": "19"})
    table += row(GDELT, "\t", GLOBALEVENTID="10", **{**TALK, "Actor2CountryCode": ""})
    contact = {
        "kind": "contact-held",
        "report": "gdelt-7",
        "when": "2024-03-11",
        "place": 'Paris, "Ile-de-France", France',
        "format": "visit",
        "note": "GDELT event 7, CAMEO 042",
    }
    other = {**contact, "report": "gdelt-8", "note": "GDELT event 8, CAMEO 042"}
    assert facts("gdelt", table) == {"fra-irq": [contact, other]}
    filed = reports("gdelt", table)[0]
    assert (filed["id"], filed["outlet"], filed["published"]) == ("gdelt-7", "agency.example", "2024-03-12")


ICEWS = [
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
]


def test_icews_has_quotes_that_mean_nothing_and_a_word_for_nothing() -> None:
    told = {
        "Event_ID": "1",
        "Event_Date": "2014-03-10",
        "Source_Name": '"Red Group" (A)',
        "Source_Country": "Aland",
        "Event_Text": "Host a visit",
        "CAMEO_Code": "043",
        "Target_Name": 'Mayor "Bo',
        "Target_Country": "Bland",
        "Story_ID": "5",
        "Publisher": "NULL",
        "City": "NULL",
        "Country": "Bland",
    }
    table = row(ICEWS, "\t", **{name.replace(" ", "_"): name for name in ICEWS})
    table += row(ICEWS, "\t", **told)
    table += row(ICEWS, "\t", **{**told, "Target_Country": "NULL"})
    assert facts("icews", table) == {
        "aland-bland": [
            {
                "kind": "contact-held",
                "report": "icews-5",
                "when": "2014-03-10",
                "place": "Bland",
                "format": "visit",
                "note": 'Host a visit: "Red Group" (A), Mayor "Bo (ICEWS event 1)',
            }
        ]
    }
    assert reports("icews", table)[0]["outlet"] == "ICEWS"


@pytest.mark.parametrize(
    ("precision", "when"),
    [("1", "2024-01-17"), ("2", "2024-01-15/2024-01-21"), ("3", "2024-01")],
)
def test_acled_says_beside_the_date_how_much_of_it_is_known(precision: str, when: str) -> None:
    columns = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,location"
    table = (
        f"\ufeff{columns},source,notes\nAAA1,17 January 2024,2024,{precision},Strategic developments,Agreement,"
        'Government,Rebels,Aland,Town,"Wire; Daily","Talks, held ""in secret"""\n'
        "AAA2,18 January 2024,2024,1,Battles,Armed clash,Government,Rebels,Aland,Town,Wire,Fighting\n"
    )
    assert facts("acled", table) == {
        "aland": [
            {
                "kind": "measure-taken",
                "report": "acled-AAA1",
                "actor": ["Government", "Rebels"],
                "about": "Agreement",
                "when": when,
                "place": "Town, Aland",
                "note": 'Talks, held "in secret"',
            }
        ]
    }


def test_ucdp_gives_both_ends_of_what_is_known() -> None:
    table = (
        "id,dyad_name,side_a,side_b,source_office,source_date,where_coordinates,country,date_prec,date_start,date_end,best\n"
        "1,A - B,A,B,Agency,2014-03-12,Town,Aland,1,2014-03-10 00:00:00.000,2014-03-10 00:00:00.000,3\n"
        "2,A - B,A,B,Agency,2014-04-01,Town,Aland,4,2014-03-01 00:00:00.000,2014-03-31 00:00:00.000,5\n"
    )
    found = facts("ucdp-ged", table)["a-b"]
    assert [one["when"] for one in found] == ["2014-03-10", "2014-03-01/2014-03-31"]
    assert found[0]["note"] == "UCDP GED event 1; deaths, best estimate: 3"


WIKIDATA = [
    ("2014-03-10T00:00:00Z", "11", "2014-03-10"),
    ("2014-01-01T00:00:00Z", "9", "2014"),
    ("+2014-00-00T00:00:00Z", "9", "2014"),
    ("2014-03-01T00:00:00Z", "10", "2014-03"),
    ("2010-01-01T00:00:00Z", "8", "201X"),
    ("2001-01-01T00:00:00Z", "6", None),
]


@pytest.mark.parametrize(("date", "precision", "when"), WIKIDATA)
def test_wikidata_writes_a_whole_date_and_says_what_of_it_is_known(date: str, precision: str, when: str | None) -> None:
    csv = (
        f"seriesLabel,item,itemLabel,date,precision,placeLabel\nTalks,http://x/Q1,Summit one,{date},{precision},Paris\n"
    )
    tsv = (
        "?seriesLabel\t?item\t?itemLabel\t?date\t?precision\t?placeLabel\n"
        '"Talks"@en\t<http://x/Q1>\t"Summit one"@en\t'
        f'"{date}"^^<http://www.w3.org/2001/XMLSchema#dateTime>\t{precision}\t"Par\\u0069s"@en\n'
    )
    fact = {
        "kind": "session-held",
        "report": "wikidata",
        "session": "summit-one",
        "place": "Paris",
        "note": "http://x/Q1",
    }
    expected = {"talks": [fact | ({"when": when} if when else {})]}
    assert facts("wikidata", csv) == expected
    assert facts("wikidata", f"sep=\t\n{tsv}") == expected
    assert facts("wikidata", tsv, "x.tsv") == expected


def test_a_spreadsheet_has_semicolons_and_words_for_nothing() -> None:
    table = (
        "sep=;\r\nDialogue;Session;Status;Date;Place;Outlet;Published;Address;Words;\r\n"
        'Talks;1;held;"10.-12.3.2024";Paris;Wire;13.3.2024;n/a;"they; met";\r\n'
        "Talks;2.0;planned;May 2025;-;Wire;20.3.2024;https://wire.example/2;–;\r\n"
    )
    assert facts("spreadsheet", table) == {
        "talks": [
            {
                "kind": "session-held",
                "report": "wire-13-3-2024-1",
                "session": 1,
                "when": {"edtf": "2024-03-10/2024-03-12", "wording": "10.-12.3.2024"},
                "place": "Paris",
                "quote": "they; met",
            },
            {
                "kind": "session-scheduled",
                "report": "wire-20-3-2024-2-0",
                "session": 2,
                "window": {"edtf": "2025-05", "wording": "May 2025"},
            },
        ]
    }


def test_a_mapping_is_found_by_its_name(tmp_path: Path) -> None:
    table, store = tmp_path / "x.export.CSV", str(tmp_path / "log.db")
    table.write_text(row(GDELT, "\t", GLOBALEVENTID="7", **TALK))
    ran = timeline("append", "--from", str(table), "--mapping", "gdelt", "--store", store)
    assert (ran.code, ran.out, ran.err) == (0, "3 facts added, 0 known already (fra-irq)\n", "")
    (contact,) = json.loads(timeline("show", "fra-irq", "--json", "--store", store).out)
    assert (contact["window"]["edtf"], contact["place"]) == ("2024-03-11", TALK["ActionGeo_Fullname"])


def test_a_name_that_is_none_says_which_there_are(tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("A\n1\n")
    line = ("append", "--from", str(table), "--store", str(tmp_path / "log.db"), "--mapping")
    assert "Did you mean 'gdelt'?" in timeline(*line, "gdlt").err
    assert f"With the program come {', '.join(MAPPINGS)}." in timeline(*line, "other.toml").err


def test_every_mapping_is_offered_where_one_is_asked_for() -> None:
    folder = ROOT / "events" / "importing" / "mappings"
    assert sorted(path.stem for path in folder.iterdir()) == sorted(MAPPINGS)
    told = " ".join(timeline("append", "--help").out.split())
    assert all(name in told for name in MAPPINGS)
