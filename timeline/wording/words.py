"""How is something said in a language: a text by its key, a number with its noun, a day, a window as vague as it is?

A language is a module beside this one: `TEXTS` by key, and `FORMS` of nouns by number. Names of places in a text are
filled in (`{dialogue}`). What reports say is no text of ours and is never translated here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from timeline.values.languages import ENGLISH, primary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LANGUAGES: Final = (ENGLISH, "ar")
"""The languages that are complete, by their tags."""

_YEAR, _MONTH = 4, 7
"""Letters of an EDTF text of that precision."""

_LAST_MONTH: Final = "12"
_MONTH_DAYS: Final = 30.44


class Words:
    """The wording of one language.

    Attributes:
        tag: of the language (BCP 47).
        direction: in which it is written, `ltr` or `rtl`.
        months: short names, January first.

    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a language is made of
        self,
        tag: str,
        direction: str,
        texts: Mapping[str, str],
        forms: Mapping[str, Mapping[str, str]],
        form_of: Callable[[int], str],
        names: Mapping[str, Mapping[str, str]],
        sentences: Mapping[str, str],
    ) -> None:
        """Take a language.

        Args:
            tag: of the language.
            direction: in which it is written.
            texts: by key.
            forms: of each noun, by the category of its number (CLDR: zero, one, two, few, many, other).
            form_of: the category of a number.
            names: words of closed lists, by list.
            sentences: what answers say in English, and the same in this language, with what is filled in.

        """
        self.tag = tag
        self.direction = direction
        self.months = tuple(texts["months"].split())
        self._texts = texts
        self._forms = forms
        self._form_of = form_of
        self._names = names
        self._said = sentences
        self._sentences = [
            (_pattern(english), told) for english, told in sentences.items() if _FILLED_IN.search(english)
        ]

    def __call__(self, key: str, /, **values: object) -> str:
        """A text, with what is filled in."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def word(self, family: str, name: str) -> str:
        """A word of a closed list: a status, a kind of fact, an attribute. What is in no list stays as it is."""
        found = self._names.get(family, {}).get(name)
        return name.replace("-", " ").replace("_", " ") if found is None else found

    def sentence(self, text: str) -> str:
        """What an answer says in our own words, which it does in English. As it is where it is not known here."""
        if text in self._said:
            return self._said[text]
        for pattern, told in self._sentences:
            found = pattern.fullmatch(text)
            if found is not None and all(self._fits(name, value) for name, value in found.groupdict().items()):
                return told.format(**{name: self._filled(name, value) for name, value in found.groupdict().items()})
        return text

    def _fits(self, name: str, value: str) -> bool:
        """Whether what is filled in is a word of the list that it is said to be of, and no sentence if a code."""
        if name == "code":
            return not _SEVERAL_WORDS.search(value)
        return name not in _OF_LISTS or _key(value) in self._names[name]

    def _filled(self, name: str, value: str) -> str:
        """What is filled in, in this language as far as it is ours."""
        if name in _OF_LISTS:
            return self.word(name, _key(value))
        match name:
            case "day" if _DAY.fullmatch(value):
                value = self.day(value)
            case "days":
                value = self.counted("day", int(value.partition(" ")[0].replace(",", "")))
            case "subject":
                type_, _, key = value.partition(":")
                value = f"{self.word('type', type_)} {key}"
            case "sentence":
                value = self.sentence(value)
            case "sentences":
                value = self("comma").join(map(self.sentence, value.split(", ")))
            case _:
                pass
        return value

    def counted(self, noun: str, number: int) -> str:
        """A number with its noun: "1 report", "2 reports"."""
        forms = self._forms[noun]
        return (forms.get(self._form_of(number)) or forms["other"]).format(n=f"{number:,}")

    def weight(self, reports: int, origins: int) -> str:
        """How much a value rests on."""
        return self("weight", reports=self.counted("report", reports), origins=self.counted("independent", origins))

    def day(self, day: date | str) -> str:
        """A day as people write it."""
        given = date.fromisoformat(day) if isinstance(day, str) else day
        return self._texts["day"].format(day=given.day, month=self.months[given.month - 1], year=given.year)

    def window(self, edtf: str, earliest: str | None, latest: str | None) -> str:
        """A window read aloud: no more precise than it is."""
        first, last = _day(earliest), _day(latest)
        signs = {sign for sign in "~?%" if sign in edtf}
        plain = edtf.rstrip("~?%")
        if first and last:
            text = self._closed(plain, first, last)
        elif first:
            text = self("window.from", day=self.day(first))
        else:
            text = self("window.by", day=self.day(last)) if last else edtf
        if signs & set("~%"):
            text = self("window.about", window=text)
        return self("window.perhaps", window=text) if signs & set("?%") else text

    def _closed(self, plain: str, first: date, last: date) -> str:
        if len(plain) == _YEAR and plain.isdigit():
            return plain
        if len(plain) == _MONTH and plain[5:].isdigit() and plain[5:] <= _LAST_MONTH:
            return self("month", month=self.months[first.month - 1], year=first.year)
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            return self("window.days", first=first.day, last=self.day(last))
        if first.year == last.year:
            return self("window.to", first=f"{first.day} {self.months[first.month - 1]}", last=self.day(last))
        return self("window.to", first=self.day(first), last=self.day(last))

    def length(self, days: int) -> str:
        """How long a stretch is, in a few letters."""
        months = round(days / _MONTH_DAYS)
        return self("length.months", n=months) if months else self("length.days", n=days)


_OF_LISTS: Final = frozenset({"attribute", "format", "kind", "modality", "mode", "role", "status"})
"""What is filled in and is a word of a closed list of that name."""

_SEVERAL_WORDS: Final = re.compile(r"[A-Za-z] [A-Za-z]")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FILLED_IN: Final = re.compile(r"\{\w+\}")
_ELSEWHERE: Final = re.compile(r"\\\{(\w+)\\\}")


def _pattern(english: str) -> re.Pattern[str]:
    """What finds a sentence, whatever is filled in."""
    return re.compile(_ELSEWHERE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)


def _key(value: str) -> str:
    return value.replace(" ", "-")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def wording_for(language: str) -> Words:
    """The wording for who reads a language. English where that language is not among ours."""
    found = primary(language)
    return _loaded(found if found in LANGUAGES else ENGLISH)


@cache
def _loaded(language: str) -> Words:
    if language == ENGLISH:
        from timeline.wording import en, names_en

        return Words(language, en.DIRECTION, en.TEXTS, en.FORMS, en.form_of, names_en.NAMES, {})
    from timeline.wording import ar, meanings_ar, names_ar, sentences_ar

    sentences = {**sentences_ar.SENTENCES, **meanings_ar.MEANINGS}
    return Words(language, ar.DIRECTION, ar.TEXTS, ar.FORMS, ar.form_of, names_ar.NAMES, sentences)
