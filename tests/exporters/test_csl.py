"""Bibliographies: how the day of publication is written, and whether pandoc prints it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.exporters.clients import program, ran
from tests.exporters.exporting import exported, told
from tests.given import report

if TYPE_CHECKING:
    from pathlib import Path


def item(**filed: Any) -> dict[str, Any]:
    document = report("r1", facts=[{"kind": "contact-held"}], **filed)
    found: list[dict[str, Any]] = json.loads(exported("csl", document, on="2030-01-01"))
    return found[0]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2025", {"date-parts": [[2025]]}),
        ("2025-05", {"date-parts": [[2025, 5]]}),
        ("2024-08-27T18:57+03:00", {"date-parts": [[2024, 8, 27]]}),
        ("2025-05-16/2025-05-31", {"date-parts": [[2025, 5, 16], [2025, 5, 31]]}),
        ("2025-21", {"date-parts": [[2025, 3], [2025, 5]]}),
        ("2025-05~", {"date-parts": [[2025, 5]], "circa": True}),
        ("2025?", {"date-parts": [[2025]], "circa": True}),
        ("../2025-08-31", {"literal": "../2025-08-31"}),
    ],
)
def test_a_report_is_issued_as_precisely_as_is_known(published: str, issued: dict[str, Any]) -> None:
    found = item(published=published)
    assert found["issued"] == issued
    assert found["custom"]["edtf"] == published
    assert f"Published: {published}." in found["note"]


def test_a_report_without_a_day_has_none() -> None:
    assert "issued" not in item()


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("news", "article-newspaper"), ("agency", "article-newspaper"), ("blog", "post-weblog"), ("ministry", "webpage")],
)
def test_the_kind_of_a_report_decides_its_type(kind: str, type_: str) -> None:
    assert item(kind=kind)["type"] == type_


def test_the_note_names_origin_and_facts() -> None:
    found = item(origin="Ministry")
    assert found["note"].startswith("Origin: Ministry. ")
    assert all(fact in found["note"] for fact in (found["custom"]["filed_by"], *found["custom"]["facts"]))


def printed(bibliography: bytes, folder: Path, to: str) -> str:
    """The bibliography as pandoc prints it."""
    path = folder / "reports.json"
    path.write_bytes(bibliography)
    text = b"---\nnocite: '@*'\n---\n"
    return ran(
        *(program("pandoc"), "--citeproc", "--bibliography", path, "--from", "markdown", "--to", to, "--wrap=none"),
        stdin=text,
    )


def test_pandoc_prints_every_report_with_its_year(tmp_path: Path) -> None:
    written = told("csl", known_at="2026-03-31")
    items = json.loads(written)
    text = " ".join(printed(written, tmp_path, "plain").split())
    for one in items:
        if "issued" in one:
            assert str(one["issued"]["date-parts"][0][0]) in text
        if "URL" in one:
            assert one["URL"] in text
    assert text.count("n.d.") == sum("issued" not in one for one in items)


def test_pandoc_prints_ranges_and_vague_years_as_they_are(tmp_path: Path) -> None:
    documents = [
        report("r1", title="A range", published="2019-05-16/2019-05-31"),
        report("r2", title="About a year", published="2018~"),
        report("r3", title="A month", published="2017-06"),
        report("r4", title="No day"),
    ]
    text = printed(exported("csl", *documents, on="2030-01-01"), tmp_path, "plain")
    assert "May 16–31, 2019" in text
    assert "2018" in text
    assert "June 2017" in text
    assert "n.d." in text


def test_pandoc_prints_no_markup_of_a_title(tmp_path: Path) -> None:
    document = report("r1", title="<script>alert(1)</script> *x* [y](javascript:z) \u202eevil", published="2025")
    html = printed(exported("csl", document, on="2030-01-01"), tmp_path, "html")
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "\u202e" not in html
