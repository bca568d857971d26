"""How many examples does a property try that asks for more, or fewer, than others?"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

DEFAULT = 100
"""What hypothesis tries of itself."""


def tries(number: int, *slow: HealthCheck) -> settings:
    """Settings for so many examples, or their share of them in a run that tries fewer (tests/conftest.py).

    Where few are tried anyway, a share would be next to nothing: a run that tries 25 takes no less than ten.

    Args:
        number: examples of a run that tries all.
        slow: checks of hypothesis that the property cannot pass.

    """
    others = min(DEFAULT, settings().max_examples)
    least = min(number, max(3, others * 2 // 5))
    return settings(
        max_examples=max(least, round(number * others / DEFAULT)), deadline=None, suppress_health_check=slow
    )
