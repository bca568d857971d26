"""Words that stand in a file where a time is wanted are refused with what is to be written for them."""

from __future__ import annotations

import json

import pytest
import yaml
from pydantic import ValidationError

from events.facts.session import SessionScheduled


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("mid-May 2026", 'Write {"edtf": "2026-05-11/2026-05-20", "wording": "mid-May 2026"}.'),
        (
            "mid-May",
            (
                'Write the days that are meant beside the words, as in {"edtf": "2026-05-11/2026-05-20", "wording": '
                '"mid-May"}.'
            ),
        ),
        (
            "next year",
            'Write the days that are meant beside the words, as in {"edtf": "2027", "wording": "next year"}.',
        ),
        (
            "soon",
            (
                'Write {"wording": "soon"} for words that name no days, or the days that they mean beside them, as in '
                '{"edtf": "2026-05", "wording": "soon"}.'
            ),
        ),
        ("12 March 2026", "Write 2026-03-12."),
        ("2026-13", "Write 2026."),
        ("2025-W10", "Write 2025-03-03/2025-03-09."),
        ("2025W101", "Write 2025-03-03."),
        ("2026-W53", "Write 2026-12-28/2027-01-03."),
    ],
)
def test_a_file_is_told_what_to_write_for_words(words: str, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SessionScheduled.model_validate({"session": 1, "window": words})
    (error,) = refused.value.errors()
    assert error["ctx"]["hint"] == told


@pytest.mark.parametrize(
    "words", ["mid-May 2026", "by the end of the year", "after Ramadan: soon", 'the "end" #1', "قريبا"]
)
def test_what_a_file_is_told_to_write_is_taken_in_yaml_and_in_json(words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SessionScheduled.model_validate({"session": 1, "window": words})
    hint = refused.value.errors()[0]["ctx"]["hint"]
    offered, _ = json.JSONDecoder().raw_decode(hint[hint.index("{") :])
    text = json.dumps(offered, ensure_ascii=False)
    assert text in hint
    for written in (offered, yaml.safe_load(f"window: {text}")["window"]):
        window = SessionScheduled.model_validate({"session": 1, "window": written}).window
        assert window is not None
        assert window.wording == words
