"""What is said in Arabic."""

from __future__ import annotations

from typing import Final

DIRECTION: Final = "rtl"

_FEW, _MANY = range(3, 11), range(11, 100)


def form_of(number: int) -> str:
    """The category of a number (CLDR)."""
    if number <= 2:  # noqa: PLR2004 - none, one and two have forms of their own
        return ("zero", "one", "two")[number]
    return "few" if number % 100 in _FEW else "many" if number % 100 in _MANY else "other"


FORMS: Final[dict[str, dict[str, str]]] = {
    "day": {"one": "يوم واحد", "two": "يومان", "few": "{n} أيام", "many": "{n} يومًا", "other": "{n} يوم"},
    "dialogue": {"one": "حوار واحد", "two": "حواران", "few": "{n} حوارات", "many": "{n} حوارًا", "other": "{n} حوار"},
    "dispute": {"one": "خلاف واحد", "two": "خلافان", "few": "{n} خلافات", "many": "{n} خلافًا", "other": "{n} خلاف"},
    "described.disputed": {
        "one": "قيمة واحدة محل خلاف.",
        "two": "قيمتان محل خلاف.",
        "few": "{n} قيم محل خلاف.",
        "many": "{n} قيمة محل خلاف.",
        "other": "{n} قيمة محل خلاف.",
    },
    "described.overdue": {
        "one": "جلسة واحدة متأخرة.",
        "two": "جلستان متأخرتان.",
        "few": "{n} جلسات متأخرة.",
        "many": "{n} جلسة متأخرة.",
        "other": "{n} جلسة متأخرة.",
    },
    "event": {"one": "حدث واحد", "two": "حدثان", "few": "{n} أحداث", "many": "{n} حدثًا", "other": "{n} حدث"},
    "fact": {"one": "واقعة واحدة", "two": "واقعتان", "few": "{n} وقائع", "many": "{n} واقعة", "other": "{n} واقعة"},
    "held": {
        "one": "عُقدت جلسة واحدة",
        "two": "عُقدت جلستان",
        "few": "عُقدت {n} جلسات",
        "many": "عُقدت {n} جلسة",
        "other": "عُقدت {n} جلسة",
    },
    "moved": {"one": "نُقلت مرة", "two": "نُقلت مرتين", "few": "نُقلت {n} مرات", "other": "نُقلت {n} مرة"},
    "origin": {
        "one": "مصدر أصلي واحد",
        "two": "مصدران أصليان",
        "few": "{n} مصادر أصلية",
        "many": "{n} مصدرًا أصليًا",
        "other": "{n} مصدر أصلي",
    },
    "overdue": {"other": "متأخرة: {n}"},
    "print": {"one": "نشر أول", "two": "نشران أولان", "few": "{n} منشورات أولى", "other": "{n} منشور أول"},
    "report": {"one": "تقرير واحد", "two": "تقريران", "few": "{n} تقارير", "many": "{n} تقريرًا", "other": "{n} تقرير"},
    "reprint": {"one": "إعادة نشر", "two": "إعادتا نشر", "few": "{n} إعادات نشر", "other": "{n} إعادة نشر"},
    "session": {"one": "جلسة واحدة", "two": "جلستان", "few": "{n} جلسات", "many": "{n} جلسة", "other": "{n} جلسة"},
}

TEXTS: Final[dict[str, str]] = {
    # Times
    "months": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "window.from": "من {day}",
    "window.by": "حتى {day}",
    "window.about": "نحو {window}",
    "window.perhaps": "{window}؟",
    "window.days": "{first}–{last}",
    "window.to": "{first} – {last}",
    "length.months": "{n} ش",
    "length.days": "{n} ي",
    # Every page
    "product": "timeline",
    "skip": "انتقل إلى المحتوى",
    "today": "اليوم، {day}",
    "as-of": "في {day}، كما كان معروفًا حينها",
    "known": "ما كان معروفًا في",
    "go": "اعرض",
    "to-today": "اليوم",
    "none": "لا شيء معروف.",
    "page.about": "لكل قيمة مصدرها: الأرقام تقود إلى التقارير التي تقول ذلك. الأوقات مبهمة بقدر ما تركتها التقارير.",
    "weight": "{reports}، {origins}",
    # Pictures
    "lane.sessions": "الجلسات",
    "lane.invitations": "الدعوات",
    "lane.promises": "الوعود",
    "lane.contacts": "الاتصالات",
    "lane.positions": "المواقف",
    "lane.also": "غير ذلك",
    "lane.reports": "التقارير",
    "picture.as-of": "في {day}",
    "picture.today": "اليوم، {day}",
    "picture.fold": "{length} لم يحدث فيها شيء ولم يُقل فيها شيء، مطوية",
    "picture.disputed": "محل خلاف",
    "picture.dissent": "تقارير أخرى تذكر يومًا آخر: محل خلاف",
    "picture.said": "{window}، قيل في {day}",
    "picture.after": "{status} بعد {days}",
    "picture.sides": "من {by} إلى {to}",
    "picture.unknown-day": "في يوم غير معروف",
    "picture.session": "الجلسة {name}: {status} {when}{where}؛ {weight}",
    "picture.invitation": "{name}: وُجّهت {extended}، {status}",
    "picture.promise": "{what}: قُطع {made}، {status}",
    "described.as-of": "في {day}.",
    "described.last": "آخر جلسة: {session}.",
    "described.next": "الجلسة القادمة: {session}.",
    "described.no-time": "بلا موعد",
    # Home
    "home.title": "الحوارات",
    "home.last": "آخر جلسة",
    "home.next": "الجلسة القادمة",
    "home.heard": "آخر خبر",
    "home.ago": "قبل {days}",
    "home.nothing": "لا يُتابَع أي حوار بعد.",
    "home.announced": "لم يُعلَن شيء",
    # A dialogue
    "dialogue.status": "الوضع",
    "dialogue.parties": "الأطراف",
    "dialogue.last": "آخر جلسة",
    "dialogue.next": "الجلسة القادمة",
    "dialogue.leads": "يقود",
    "dialogue.heard": "آخر خبر",
    "dialogue.rests": "يستند إلى",
    "dialogue.silent": "صمت منذ {days}",
    "dialogue.session": "الجلسة {name}",
    "dialogue.changed": "ما الذي تغيّر",
    "section.upcoming": "ما هو قادم",
    "section.sessions": "الجلسات",
    "section.disputes": "الخلافات",
    "section.positions": "المواقف السارية",
    "section.commitments": "الوعود",
    "section.invitations": "الدعوات",
    "section.documents": "الوثائق",
    "section.timeline": "كل شيء بترتيب الزمن",
    "section.sources": "المصادر",
    # Columns
    "column.what": "ماذا",
    "column.when": "متى",
    "column.where": "أين",
    "column.who": "مَن",
    "column.status": "الوضع",
    "column.slips": "كيف انزلق موعدها",
    "column.evidence": "الأدلة",
    "column.session": "الجلسة",
    # Evidence
    "why.title": "لماذا: {subject}",
    "why.none": "لا قيمة: آخر كلام ألغى ما قيل من قبل",
    "why.undated": "بلا تاريخ",
    "why.by-hand": "سُجّل يدويًا",
    "why.words-of": "بكلام",
    "why.said-by": "قاله",
    "why.grade": "درجة المصدر {grade}",
    "why.taken-back": "سُحب",
    # Refusals
    "refused.title": "لا يمكن عرض هذا",
    "refused.missing": "لا توجد صفحة كهذه",
    "refused.home": "كل الحوارات",
}
