"""The address of anything leads there, whatever it is called."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.web.links import outside, path_of


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        (("d", "iraq-nato"), "/d/iraq-nato"),
        (("d", "talks.json"), "/d/talks.json.html"),
        (("d", "talks", "why", "session:2.window"), "/d/talks/why/session:2.window"),
        (("d", "talks", "why", "position:Iraq/advisory"), "/d/talks/why/position:Iraq/advisory"),
        (("d", "talks", "why", "place:../../x"), "/d/talks/why/place:..%2F..%2Fx"),
        (("d", "talks", "why", "place:a?b#c"), "/d/talks/why/place:a%3Fb%23c"),
    ],
)
def test_a_path_is_written_so_that_browsers_keep_it(parts: tuple[str, ...], path: str) -> None:
    assert path_of(*parts) == path


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_path_leads_back_to_its_name(name: str) -> None:
    path = path_of("d", name)
    assert urlsplit(f"http://x{path}").path == path
    assert unquote(path).removesuffix(".html" if path.endswith(".html") and not name.endswith(".html") else "") in (
        f"/d/{name}",
        f"/d/{name}.html",
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", None]
)
def test_nobody_is_led_where_something_runs(url: str | None) -> None:
    assert outside(url) == ""
