"""How what changed is named in tables."""

from __future__ import annotations

import pytest

from timeline.answers.columns import readable_subject


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("session:2", "session 2"),
        ("position:Iraq/gaza", "Iraq on gaza"),
        ("dialogue:", "dialogue"),
        ("statement:2025-05-21/Iraq/gaza", "statement 2025-05-21/Iraq/gaza"),
        ("statement:undated/ina-1/unnamed/next round/early 2027", "statement next round/early 2027 (ina-1)"),
        ("contact:undated/ina-1/visit", "contact visit (ina-1)"),
        ("measure:undated/ina-1/unnamed", "measure (ina-1)"),
    ],
)
def test_a_subject_is_named_as_people_speak_of_it(subject: str, named: str) -> None:
    assert readable_subject(subject) == named
