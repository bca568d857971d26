"""Drawings that other programs open: SVG, and the same as PNG."""

from __future__ import annotations

import struct

from tests.drawing.drawn import SVG, parsed
from tests.exporters.exporting import exported, told
from tests.given import heading, report

SCHEDULED = {"kind": "session-scheduled", "session": 1, "window": "2025-03"}


def test_a_picture_names_the_reports_that_it_rests_on() -> None:
    written = told("svg", known_at="2025-05-10").decode()
    (picture,) = parsed(written).findall(f"{SVG}svg")
    evidence = picture.find(f"{SVG}metadata")
    assert evidence is not None
    assert evidence.text is not None
    assert "https://" in evidence.text


def test_a_title_is_shown_as_text_whatever_it_holds() -> None:
    title = "<script>alert(1)</script> & \x1b[31m"
    written = exported(
        "svg", heading("Northland", "Southland") | {"title": title}, report("r1", facts=[SCHEDULED]), on="2025-02-01"
    )
    texts = [text.text for text in parsed(written).findall(f"{SVG}text")]
    assert texts == ["<script>alert(1)</script> & \\x1b[31m"]
    assert b"<script" not in written


def test_an_image_is_twice_as_wide_as_the_drawing() -> None:
    image = told("png", known_at="2025-05-10")
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", image[16:24])
    drawing = parsed(told("svg", known_at="2025-05-10"))
    assert (width, height) == (2 * int(drawing.get("width", "")), 2 * int(drawing.get("height", "")))
