"""Which session is meant by a text that is no number: `1st`, `round 1`, `first round`, `Session II`, `٢`, `2.0`?

A slug such as `first-round` stays a slug: whoever writes one has named the session.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from events.limits import SESSION_DIGITS

_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "one two three four five six seven eight nine ten eleven twelve",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième",
    "première seconde",
    "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima",
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый",
    "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "一 二 三 四 五 六 七 八 九 十",
    "i ii iii iv v vi vii viii ix x xi xii",
)
_NOUNS: Final = frozenset(
    {"session", "round", "meeting", "sitting", "edition", "talks", "dialogue", "runde", "sitzung", "tour", "réunion"}
    | {"ronda", "sesión", "reunión", "раунд", "сессия", "заседание", "الجولة", "جولة", "الجلسة", "جلسة", "الدورة"}
    | {"دورة", "轮", "次", "届", "回", "会議", "차", "회의"}
)
_FILLERS: Final = frozenset({"the", "of", "number", "no", "nr", "n", "la", "le", "die", "el", "رقم", "第"})
_SUFFIXES: Final = r"(?:st|nd|rd|th|er|re|ère|e|ème|eme|ª|º|\.0+|-?[ийя])?"
_NUMBER: Final = re.compile(rf"0*(\d{{1,{SESSION_DIGITS}}}){_SUFFIXES}")
_SLUG: Final = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:[-._][a-z0-9]+)+")
_CJK: Final = re.compile(r"([第轮次届回차]|会議|회의)")


def _folded(text: str) -> str:
    """Compatibility forms taken apart, letters small, without marks: `première` and `premiere` are alike."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_VALUES: Final = {
    _folded(word): number for words in _ORDINALS for number, word in enumerate(words.split(), 1) if word != "i"
}
_ROMAN: Final = frozenset({"i", "v", "x"})
_SPOKEN_NOUNS: Final = frozenset(map(_folded, _NOUNS))
_SPOKEN_FILLERS: Final = frozenset(map(_folded, _FILLERS))


def session_number(written: object) -> object:
    """The number that a session's name says, or the name as it is where it says none."""
    if isinstance(written, float) and written.is_integer():
        return int(written)
    if not isinstance(written, str) or _SLUG.fullmatch(written):
        return written
    number = _number(written)
    return written if number is None else number


def _number(text: str) -> int | None:
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    plain = _folded(re.sub("[#№]", " ", _CJK.sub(r" \1 ", digits)))
    words = [word.strip(",:;()").removesuffix(".") for word in plain.split()]
    left = [word for word in words if word and word not in _SPOKEN_FILLERS]
    named = [word for word in left if word not in _SPOKEN_NOUNS]
    if len(named) != 1:
        return None
    (word,) = named
    found = _NUMBER.fullmatch(word)
    if found:
        return int(found[1])
    # A letter alone may be a name; only beside "round" or "session" it is a Roman number.
    alone = len(named) == len(words)
    if word in _ROMAN and alone:
        return None
    return 1 if word == "i" else _VALUES.get(word)
