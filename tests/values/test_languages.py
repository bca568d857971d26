"""Which language does a reader read?"""

from __future__ import annotations

import pytest

from events.errors import BadInputError
from timeline.values.languages import primary, tag_of


@pytest.mark.parametrize("text", ["en", "ar", "zh-Hant", "DE-at", "ckb", "sr-Latn-RS"])
def test_a_tag_is_taken_as_typed(text: str) -> None:
    assert tag_of(text) == text


@pytest.mark.parametrize("text", ["", "english", "e", "ar_IQ", "عربي", "en-", "en-abcdefghi", "1a", "en\n", "en ar"])
def test_what_is_none_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        tag_of(text)
    assert caught.value.message == f"{text!r} is not a language"
    assert caught.value.hint == "Write its tag: en, ar, de, zh-Hant."


@pytest.mark.parametrize(
    ("tag", "language"), [("zh-Hant-TW", "zh"), ("EN-gb", "en"), ("ar", "ar"), ("", ""), (None, "")]
)
def test_a_language_goes_without_script_and_country(tag: str | None, language: str) -> None:
    assert primary(tag) == language
