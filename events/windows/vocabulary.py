"""Which words of reports stand for a month, a season, a part of a period? In six languages, as one vocabulary."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|\.(?=\s+[^\W\d]))(?!\w)")


def without_marks(text: str) -> str:
    """Small letters without marks."""
    return _without_marks(unicodedata.normalize("NFKD", text).casefold())


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))


def normalized(text: str) -> str:
    """Small letters without marks, digits of ASCII, one blank between words."""
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    return " ".join(_ORDINAL.sub("", without_marks(digits.translate(_DASHES)).replace("\u2019", "'")).split())


MONTHS: Final = {
    without_marks(name): number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Of months in English, whatever the locale of the machine."""
TWO_WORDS: Final = [name.replace("_", " ") for name in MONTHS if "_" in name]
"""Months whose name is two words."""

WEEKDAYS: Final = {
    without_marks(name): number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    )
    for number, name in enumerate(names.split())
}
SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
PARTS_OF_YEAR: Final = {"q1": 33, "q2": 34, "q3": 35, "q4": 36, "h1": 40, "h2": 41}
FILLERS: Final = frozenset(
    "the of de del on day den le el года году год г من في شهر عام سنة month in during calendar im des du".split()  # noqa: SIM905 - a list of words
)
"""Words that a date may have and that say nothing."""

# Longer phrases first: "bis Ende" before "bis", "end of" before "of".
_ENGLISH: Final = [
    (re.compile(rf"(?<!\w)(?:{_without_marks(pattern)})(?!\w)"), english)
    for pattern, english in (
        # what stands after the date
        (r"(.+?),? (?:at the latest|or (?:earlier|sooner|before)|spatestens|au plus tard)$", r"by \1"),
        (r"(.+?),? (?:at the earliest|or later|onwards?|fruhestens|au plus tot)$", r"since \1"),
        (r"(.+?),? (?:or so|or thereabouts|approximately|\(?approx\.?\)?)$", r"about \1"),
        # seasons, halves, quarters
        (r"fruhjahr|fruhling|printemps|primavera|весн(?:а|ой|ы|е|у)|ربيع|الربيع", "spring"),
        (r"sommer|ete|verano|лет(?:о|ом|а|е)|صيف|الصيف", "summer"),
        (r"fall|herbst|automne|otono|осен(?:ь|ью|и)|خريف|الخريف", "autumn"),
        (r"hiver|invierno|зим(?:а|ой|ы|е|у)|شتاء|الشتاء", "winter"),
        (
            r"erste[nr]? halfte|premiere moitie|primera mitad|перв(?:ая|ой|ую) половин(?:а|е|у|ы)|النصف الاول",
            "first half",
        ),
        (
            (
                r"zweite[nr]? halfte|(?:seconde|deuxieme) moitie|segunda mitad|втор(?:ая|ой|ую) половин(?:а|е|у|ы)"
                r"|النصف الثاني|other half|latter half"
            ),
            "second half",
        ),
        (r"erste[ns]? halbjahr|premier semestre|primer semestre|1st half|1h", "first half"),
        (r"zweite[ns]? halbjahr|(?:second|deuxieme) semestre|segundo semestre|2nd half|2h", "second half"),
        (r"quartal|trimestre|квартал[еа]?|الربع", "quarter"),
        (r"([1-4])q", r"q\1"),
        # parts
        (r"(?:beginning|starting) (?:in|on|from)", "since"),
        (r"(?:d'ici|avant) (?:a )?(?:la )?fin(?: (?:de|du))?|bis (?:zum )?ende|до конца|بحلول نهاية", "by late"),
        (
            (
                r"anfang|beginn|debut|(?:a )?(?:principios|comienzos|inicios)(?: de)?|начал(?:о|е|а)|بداية|مطلع|اوائل"
                r"|(?:the )?(?:very )?(?:beginning|start|early part|first days|opening days|onset) of"
                r"|beginning|start(?= of)"
            ),
            "early",
        ),
        (
            (
                r"mitte|(?:a )?mediados(?: de)?|середин(?:а|е|ы)|منتصف|اواسط"
                r"|(?:the )?(?:middle|midpoint|middle part) of|middle"
            ),
            "mid",
        ),
        (
            (
                r"ende|fin(?: (?:de|du))?|(?:a )?(?:finales|fines)(?: de)?|кон(?:ец|це|ца)|نهاية|اواخر"
                r"|(?:the )?(?:very )?(?:end|close|last days|final days|closing days|latter part|tail end) of"
                r"|end(?:ing)?"
            ),
            "late",
        ),
        # limits
        (
            (
                r"(?:by|until|till|up to|through) no later than|(?:no|not) later than|not after|by or before"
                r"|on or before|up (?:to|until)|through(?: to)?|until|till|bis(?: zum)?|d'ici(?: a)?|jusqu'(?:a|en)"
                r"|hasta|بحلول|حتى"
            ),
            "by",
        ),
        (
            (
                r"(?:not|no) (?:before|earlier than|sooner than)|not until|as early as|as soon as|on or after|starting"
                r"|from (?=.+ on(?:wards?)?$)|as of|as from|seit|ab|depuis|a partir d[eu]"
                r"|desde|начиная с|с(?= \d)|منذ|اعتبارا من"
            ),
            "since",
        ),
        (r"ahead of|prior to|earlier than|vor|avant(?: le)?|antes de|до|قبل", "before"),
        (r"later than|following(?! (?:week|month|quarter|year))|nach|apres(?: le)?|despues de|после|بعد", "after"),
        (
            r"in or around|around|circa|ca\.?|c\.|approximately|approx\.?|roughly|Xedor de|hacia|около|حوالي|نحو",
            "about",
        ),
        (r"maybe|perhaps|probably|likely|most likely|tentatively|moglicherweise|peut-etre|quizas", "possibly"),
        # relative years and months
        (r"nachste[ns]? jahr(?:es)?|l'annee prochaine|(?:el )?proximo ano|следующ\w+ год\w*", "next year"),
        (r"(?:ال)?عام (?:المقبل|القادم)|السنة (?:المقبلة|القادمة)", "next year"),
        (r"(?:diese[ns]|laufende[ns]) jahr(?:es)?|cette annee|este ano|(?:эт|текущ)\w+ год\w*", "this year"),
        (r"هذا العام|(?:ال)?عام (?:الجاري|الحالي)|هذه السنة|السنة (?:الجارية|الحالية)", "this year"),
        (r"letzte[ns]? jahr(?:es)?|l'annee derniere|(?:el )?ano pasado|прошл\w+ год\w*|(?:ال)?عام الماضي", "last year"),
        (r"nachste[nm]? monat|(?:le )?mois prochain|(?:el )?proximo mes|следующ\w+ месяц\w*", "next month"),
        (r"(?:ال)?شهر (?:المقبل|القادم)", "next month"),
        (r"(?:ال)?شهر (?:الجاري|الحالي)|هذا الشهر|diese[nm] monat|ce mois(?:-ci)?|este mes", "this month"),
        (
            r"letzte[nm]? monat|(?:le )?mois dernier|(?:el )?mes pasado|прошл\w+ месяц\w*|(?:ال)?شهر الماضي",
            "last month",
        ),
        (r"nachste[rn]? woche|(?:la )?semaine prochaine|(?:la )?proxima semana|следующ\w+ недел\w*", "next week"),
        (r"(?:la )?semana (?:que viene|proxima)|(?:ال)?اسبوع (?:المقبل|القادم)", "next week"),
        (r"diese[rn]? woche|cette semaine|esta semana|эт\w+ недел\w*", "this week"),
        (r"هذا الاسبوع|(?:ال)?اسبوع (?:الجاري|الحالي)", "this week"),
        (r"letzte[rn]? woche|(?:la )?semaine derniere|(?:la )?semana pasada|прошл\w+ недел\w*", "last week"),
        (r"(?:ال)?اسبوع الماضي", "last week"),
        (r"(?:coming|upcoming|(?:am )?kommende[ns]?) (?:weekend|wochenende)|diese[ns] wochenende", "this weekend"),
        (r"jahr(?:es)?|l'annee|ano", "year"),
        (r"current|present|running|ongoing", "this"),
        (r"coming|following|upcoming|forthcoming", "next"),
        (r"previous|past|preceding", "last"),
    )
]
_TIDYINGS: Final = [
    (re.compile(pattern), right)
    for pattern, right in (
        (r"\byear['-]?s?[- ]end\b", "end of year"),
        (r"\b(month|quarter|week|decade)['-]?s?[- ]end\b", r"end of \1"),
        (r"\bend-(?=\w)", "end of "),
        (r"\b(early|mid|late|start|beginning)-(?=\w)", r"\1 "),
        (r"\bmi-(?=\w)", "mid "),
        (r",? (?:at )?\d{1,2}[:.]\d\d(?: ?(?:[ap]\.?m\.?|gmt|utc|local time))*$", ""),
        (r"\b(?:morning|afternoon|evening|night) of\b", ""),
        (r"(?<=[^\W\d])/(?=[^\W\d])", " or "),
        (r"[()]", " "),
        (r"\b([^\W\d]+) (\d{1,2})(-| - | to | and | or )(\d{1,2}),? (?=\d{4}\b)", r"\2\3\4 \1 "),
    )
]
_SAYS_NOTHING: Final = re.compile(
    r"^(?:(?:in|on|at|during|over|for|throughout|within|en|au|a|im|am|в|во|на|في|sometime|some time|some point|later in"
    r"|later|earlier in|the|course|of|towards?|expected|due|planned|scheduled) )+(?!\d{1,4} (?:day|week|month|year)s?$)"
)


def in_english(text: str) -> str:
    """A plain text in the one vocabulary: `Mitte Mai 2026` is `mid mai 2026`, `by the end of May` is `by late may`."""
    for pattern, right in (*_TIDYINGS, *_ENGLISH):
        text = pattern.sub(right, text)
    return without_fillers(text)


def without_fillers(text: str) -> str:
    """A text without the words before it that say nothing of its time."""
    found = " ".join(re.sub(r"\b(?:the|of|year(?= \d{4}\b))\b", " ", text).split())
    return _SAYS_NOTHING.sub("", found).strip(" ,")
