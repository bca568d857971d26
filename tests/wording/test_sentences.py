"""What answers say in our own words is said in Arabic too, with what was reported as it is."""

from __future__ import annotations

import re

import pytest

from timeline.claims import retold
from timeline.claims.claims import _AGAINST, REASONS
from timeline.claims.news import STILL_SAID
from timeline.projections.check import FINDINGS
from timeline.wording import names_ar
from timeline.wording.sentences_ar import SENTENCES
from timeline.wording.words import wording_for

ARABIC = wording_for("ar")


RECALLED = [text for name, text in vars(retold).items() if name.isupper() and isinstance(text, str)]


@pytest.mark.parametrize("reason", sorted({*REASONS.values(), *_AGAINST.values(), STILL_SAID, *RECALLED}))
def test_every_reason_of_a_verdict_is_said_in_arabic(reason: str) -> None:
    assert not re.search("[A-Za-z]", ARABIC.sentence(reason))
    assert wording_for("en").sentence(reason) == reason


def test_both_languages_have_the_same_things_filled_in() -> None:
    for english, arabic in SENTENCES.items():
        filled_in = [one for one in re.findall(r"\{\w+\}", english) if one != "{english}"]
        assert sorted(filled_in) == sorted(re.findall(r"\{\w+\}", arabic)), english


def test_every_finding_has_a_name() -> None:
    assert set(FINDINGS) <= names_ar.NAMES["finding"].keys()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("superseded: scheduled, said 2024-08-27", "حلّ محلها: مجدولة، قيل في 27 أغسطس 2024"),
        ("session 1 not held", "الجلسة 1: لم تُعقد"),
        ("expert session 2 held", "جلسة expert 2: عُقدت"),
        ("stated: We are here: so", "أُعلن: We are here: so"),
        ("meeting by video", "لقاء، بالفيديو"),
        (
            "window 2021 passed 1,522 days ago, and no report says what became of it",
            "مضى الموعد 2021 قبل 1,522 يومًا، ولم يقل أي تقرير ما آل إليه",
        ),
        ("judge of iraq-nato: anna, the group desk", "حَكَم في iraq-nato: anna، المجموعة desk"),
        ("judge of iraq-nato, as whoever is signed in", "حَكَم في iraq-nato، بوصفك كل من سجّل دخوله"),
        ("a text that is not ours", "a text that is not ours"),
        ("superseded: 2025, said 2024-08-27", "حلّ محلها: 2025، قيل في 27 أغسطس 2024"),
    ],
)
def test_what_is_filled_in_is_worded_as_far_as_it_is_ours(said: str, told: str) -> None:
    assert ARABIC.sentence(said) == told
