"""What do two spellings of one name have in common? Their folded text: without case, accents and variants of script.

For comparing only: what is shown stays as it was written. Folded is what cannot mislead: compatibility forms (NFKC),
case, accents and vowel signs, the forms of alef, yeh, kaf and heh in Arabic and Persian, apostrophes, the tatweel.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("'’‘`´ʼʿʾʻ\u0640\u200c\u200d", ""),  # noqa: RUF001 - apostrophes, tatweel, joiners
        "\u0671": "\u0627",  # alef wasla
        "\u0649": "\u064a",  # alef maksura
        "\u06cc": "\u064a",  # Persian yeh
        "\u06a9": "\u0643",  # Persian kaf
        "\u0629": "\u0647",  # teh marbuta
        "\u06c0": "\u0647",
        "\u0131": "i",  # Turkish dotless i
        "\u0142": "l",  # Polish l with stroke
        "\u00f8": "o",
        "\u0111": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
    }
)
_WORD: Final = re.compile(r"[^\W_]+")
_UNSPACED: Final = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]"
"""Scripts that write no blanks between words: kana, Han, Hangul (which glues particles on), Thai."""


@lru_cache(maxsize=2**14)
def folded(text: str) -> str:
    """The text without case, marks and variants. One blank for any white space."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).translate(_LETTERS).split())


@lru_cache(maxsize=4096)
def script(text: str) -> str:
    """The first word of the Unicode name of the first letter: LATIN, ARABIC, CYRILLIC, CJK."""
    letter = next((character for character in text if character.isalpha()), "a")
    return unicodedata.name(letter, LATIN).partition(" ")[0]


LATIN: Final = "LATIN"
"""The script of English."""


@lru_cache(maxsize=2**14)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order. Of scripts without blanks each pair of neighbouring signs."""
    found: list[str] = []
    for word in _WORD.findall(folded(text)):
        # Compiled only now, and kept by `re`: it takes 3 ms, and a command that meets no such letter needs none of it.
        if word.isascii() or re.search(_UNSPACED, word) is None:
            found.append(word)
        else:
            found += [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
    return tuple(found)
