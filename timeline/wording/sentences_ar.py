"""What answers say in our own words, in English, and the same in Arabic.

What is filled in is named: `{day}`, `{status}`, `{role}` and the like are worded in their turn, `{sentence}` is one of
these, and anything else was reported and stays as it is. Of two that fit, the first is taken.
"""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # Why a value counts
    "nobody gave another value": "لم يذكر أحد قيمة أخرى",
    "the narrowest of values that agree": "أدقّ القيم المتفقة",
    "more independent origins": "مصادر أصلية مستقلة أكثر",
    "as many origins, but a more reliable outlet": "مصادر أصلية بالعدد نفسه، لكن الوسيلة أوثق",
    "as many origins, as reliable, but told nearer to the event": (
        "بالعدد نفسه والثقة نفسها، لكنها قيلت في وقت أقرب إلى الحدث"
    ),
    "as many origins, as reliable, told as early, but more precise": "بالعدد والثقة والوقت نفسه، لكنها أدقّ",
    "as many origins, as reliable, as precise, but newer": "بالعدد والثقة والدقة نفسها، لكنها أحدث",
    "the newest word": "آخر ما قيل",
    "the plan as it last stood: nobody tells the day of holding more exactly": (
        "الخطة كما كانت آخر مرة: لم يذكر أحد يوم الانعقاد بدقة أكبر"
    ),
    "the start: nobody tells the day of holding more exactly": "يوم البدء: لم يذكر أحد يوم الانعقاد بدقة أكبر",
    # Why a value does not count
    "fewer independent origins say so": "تقولها مصادر أصلية مستقلة أقل",
    "as many origins, but a less reliable outlet": "مصادر أصلية بالعدد نفسه، لكن الوسيلة أقل ثقة",
    "as many origins, as reliable, but told longer after the event": (
        "بالعدد نفسه والثقة نفسها، لكنها قيلت بعد الحدث بوقت أطول"
    ),
    "as many origins, as reliable, told as early, but less precise": "بالعدد والثقة والوقت نفسه، لكنها أقل دقة",
    "as many origins, as reliable, as precise, but older": "بالعدد والثقة والدقة نفسها، لكنها أقدم",
    "said on the day of the newest word or after it, and could still come true": (
        "قيلت يوم آخر ما قيل أو بعده، وقد تصحّ بعد"
    ),
    "says otherwise, and could still come true": "تقول خلاف ذلك، وقد تصحّ بعد",
    "undone by the newest word": "ألغاها آخر ما قيل",
    "agrees with it, and says no more": "توافقها ولا تزيد عليها",
    "newer word has replaced it": "حلّ محلها كلام أحدث",
    "changes nothing": "لا تغيّر شيئًا",
    "denied since": "نُفيت بعد ذلك",
    "suggested, until a date was set": "كانت مقترحة إلى أن حُدد موعد",
    "suggested, until somebody schedules": "مقترحة إلى أن يجدولها أحد",
    "{modality}: not counted against an asserted plan": "{modality}: لا تُحتسب أمام خطة مؤكدة",
    "superseded: {status}, said {day}": "حلّ محلها: {status}، قيل في {day}",
    "superseded: {text}, said {day}": "حلّ محلها: {text}، قيل في {day}",
    "recalled, as the coder marked it": "مستعادة، كما وسمها من سجّلها",
    "recalled: its time had passed when the report came out": "مستعادة: كان موعدها قد مضى حين صدر التقرير",
    "recalled in the story of its postponement": "مستعادة في خبر تأجيلها",
    "recalled in the story of its cancellation": "مستعادة في خبر إلغائها",
    "recalled in the story of the session held": "مستعادة في خبر انعقاد الجلسة",
    "recalled in the story of the session that was not held": "مستعادة في خبر عدم انعقاد الجلسة",
    "recalled: known before, and the report gives a newer plan": "مستعادة: كانت معروفة، والتقرير يذكر خطة أحدث",
    "recalled with the plan that it moved: the report gives the new one": (
        "مستعادة مع الخطة التي نقلتها: التقرير يذكر الجديدة"
    ),
    # Events in a few words
    "session {name} {status}": "الجلسة {name}: {status}",
    "{name} session {other} {status}": "جلسة {name} {other}: {status}",
    "rhythm agreed: a session every {text}": "اتُّفق على الإيقاع: جلسة كل {text}",
    "rhythm agreed: a session of {name} every {text}": "اتُّفق على الإيقاع: جلسة {name} كل {text}",
    "invitation to session {name}": "دعوة إلى الجلسة {name}",
    "invitation to {text}": "دعوة إلى {text}",
    "invitation {name} {status}": "الدعوة {name}: {status}",
    "stated: {text}": "أُعلن: {text}",
    "reaffirmed: {text}": "أُكّد: {text}",
    "changed: {text}": "غُيّر: {text}",
    "commitment made: {text}": "وعد: {text}",
    "commitment updated: {text}": "مصير وعد: {text}",
    "commitment {status}: {text}": "وعد، {status}: {text}",
    "document {status}: {text}": "وثيقة، {status}: {text}",
    "role changed: {text}": "تغيّر المنصب: {text}",
    "measure taken: {text}": "اتُّخذ إجراء: {text}",
    "measure": "إجراء",
    "deadline set: {text}": "حُدد أجل: {text}",
    "deadline set": "حُدد أجل",
    "assessment: {text}": "تقييم: {text}",
    "demand: {text}": "مطالبة: {text}",
    "denial: {text}": "نفي: {text}",
    "praise: {text}": "إشادة: {text}",
    "rejection: {text}": "رفض: {text}",
    "statement: {text}": "تصريح: {text}",
    "statement": "تصريح",
    "assessment": "تقييم",
    "demand": "مطالبة",
    "denial": "نفي",
    "praise": "إشادة",
    "rejection": "رفض",
    "{format} by {mode}": "{format}، {mode}",
    "call": "اتصال",
    "visit": "زيارة",
    "preparation": "تحضير",
    "side-meeting": "لقاء جانبي",
    "meeting": "لقاء",
    "contact": "اتصال",
    "dialogue launched": "أُطلق الحوار",
    "dialogue suspended": "عُلّق الحوار",
    "dialogue resumed": "استؤنف الحوار",
    "dialogue ended": "انتهى الحوار",
    # What wants attention
    "window {window} passed {days} ago, and no report says what became of it": (
        "مضى الموعد {window} قبل {days}، ولم يقل أي تقرير ما آل إليه"
    ),
    "due {window} passed {days} ago, and no report says what became of it": (
        "مضى الأجل {window} قبل {days}، ولم يقل أي تقرير ما آل إليه"
    ),
    "nothing tells when {name} published it, so it counts from the day it was recorded": (
        "لا شيء يذكر متى نشرته {name}، فيُحتسب من يوم تسجيله"
    ),
    "cites no report: {text}": "لا تستند إلى تقرير: {text}",
    "announced on {day}, and nothing tells what time it is for": "أُعلنت في {day}، ولا شيء يذكر موعدها",
    "{attribute} is one name, {text}: several are a list": "{attribute} اسم واحد، {text}: الأسماء الكثيرة قائمة",
    "told of {day} in a report of {other}: it counts as planned until somebody says it is done": (
        "ذُكر عن {day} في تقرير يوم {other}: يُحتسب مخططًا له إلى أن يقول أحد إنه تم"
    ),
    "was held, and no report says when": "انعقدت، ولا يذكر أي تقرير متى",
    "is not a party of {name}, which lists {text}": "ليس طرفًا في {name}، وأطرافه {text}",
    "is in {name}, and all else of {text} is in {other}": "لغته {name}، وكل ما عداه من {text} لغته {other}",
    "{name} says it {number} times: once is enough": "يقوله {name} {number} مرات: مرة واحدة تكفي",
    "looks like {subject}": "يشبه {subject}",
    "{attribute} is one of {text}": "{attribute} هي إحدى هذه: {text}",
    "{attribute} is {text}, not {other}, only because that was said later": (
        "{attribute} هي {text} لا {other}، لأنها قيلت بعدها فقط"
    ),
    "{attribute}: also {text}": "{attribute}: ورد أيضًا {text}",
    # What a report is worth
    "confirmed by other independent sources": "تؤكده مصادر مستقلة أخرى",
    "probably true": "صحيح على الأرجح",
    "possibly true": "قد يكون صحيحًا",
    "doubtful": "مشكوك فيه",
    "improbable": "مستبعد",
    "cannot be judged": "لا يمكن الحكم عليه",
    # Who may do what
    "Only this machine reaches the server, which was started to show pages and to change nothing.": (
        "لا يصل إلى الخادم إلا هذا الجهاز، وقد شُغّل ليعرض الصفحات ولا يغيّر شيئًا."
    ),
    "Only this machine reaches the server, which was started to take facts too.": (
        "لا يصل إلى الخادم إلا هذا الجهاز، وقد شُغّل ليقبل الوقائع أيضًا."
    ),
    "The server was started to show pages and to change nothing.": "شُغّل الخادم ليعرض الصفحات ولا يغيّر شيئًا.",
    "Nobody granted you anything.": "لم يمنحك أحد شيئًا.",
    "You are {name}: the web server says so.": "أنت {name}: هكذا يقول خادم الويب.",
    "You are {name}: the web server says so, in the groups {text}.": (
        "أنت {name}: هكذا يقول خادم الويب، وأنت في المجموعات {text}."
    ),
    "You are {name}: a token that works until {day}.": "أنت {name}: رمز صالح حتى {day}.",
    "{role} of {text}, as {sentence}": "{role} في {text}، بوصفك {sentence}",
    "{role} of {text}: token {name}, until {day}, for feeds": (
        "{role} في {text}: الرمز {name} حتى {day}، للتقاويم والخلاصات"
    ),
    "{role} of {text}: token {name}, until {day}": "{role} في {text}: الرمز {name} حتى {day}",
    "{role} of {text}: {sentences}": "{role} في {text}: {sentences}",
    "whoever is signed in": "كل من سجّل دخوله",
    "the group {name}": "المجموعة {name}",
}
"""English sentences and their Arabic."""
