"""How many examples does a property try that asks for more, or fewer, than others?"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

DEFAULT = 100
"""What hypothesis tries of itself."""


def tries(number: int, *slow: HealthCheck) -> settings:
    """Settings for so many examples, or their share of them in a run that tries fewer (tests/conftest.py).

    Args:
        number: examples of a run that tries all.
        slow: checks of hypothesis that the property cannot pass.

    """
    share = min(1.0, settings().max_examples / DEFAULT)
    return settings(max_examples=max(3, round(number * share)), deadline=None, suppress_health_check=slow)
