"""What answers say in our own words, in English, and the same in Arabic.

What is filled in is named: `{day}`, `{status}`, `{role}` and the like are worded in their turn, `{sentence}` is one of
these, `{code}` is no sentence, `{english}` is left out, and anything else was reported and stays as it is. Of two that
fit, the first is taken.
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
    # What is wrong with what was typed
    "is missing; {kind} needs it": "مطلوب في: {kind}",
    "{text} is none of {other}": "{text} ليست إحدى هذه: {other}",
    "{text} is neither true nor false": "{text} ليست true ولا false",
    "Write true, or leave the attribute out.": "اكتب true أو اترك الحقل.",
    "{text} is not a translation": "{text} ليست ترجمة",
    "Write {language: en, text: ...}.": "اكتب الرمز ثم النص: en=…",
    "{text} has {number} characters, more than {other}": "{text} فيها {number} حرفًا، أكثر من {other}",
    "has more than {number} items": "فيها أكثر من {number} عنصرًا",
    "Shorten it.": "اختصرها.",
    "Split the fact.": "قسّم الواقعة.",
    "{text} is not a date that can be read": "{text} ليس تاريخًا يمكن قراءته",
    "{text} is not a window: at character {number} found {other} instead of {code}": (
        "{text} ليس تاريخًا: عند الحرف {number} ورد {other} بدل {code}"
    ),
    "{text} is not a window: at character {number} found {other} instead of {english}": (
        "{text} ليس تاريخًا: عند الحرف {number} ورد {other}"
    ),
    "{text} is not a window: at character {number} found {other}, which is {english}": (
        "{text} ليس تاريخًا: عند الحرف {number} ورد {other} وليس جزءًا صحيحًا منه"
    ),
    "{text} is not a window: {english}": "{text} ليس تاريخًا",
    "{text} has no year": "{text} بلا سنة",
    "Write it with the year: {code}.": "اكتبه مع السنة: {code}.",
    "{text} can be {code} or {other}": "{text} قد يكون {code} أو {other}",
    "Write {code} or {other}, whichever is meant.": "اكتب {code} أو {other}، أيهما المقصود.",
    "Write {code} or {other}.": "اكتب {code} أو {other}.",
    "Write {code}.": "اكتب {code}.",
    "is {code} counted from the article, and {other} counted from today": (
        "هو {code} محسوبًا من المقال، و{other} محسوبًا من اليوم"
    ),
    "{text} has no words behind =": "{text}: لا كلمات بعد =",
    "{text} has no last day": "{text}: لا يوم أخير له",
    "Write a day, such as 2025-05-10.": "اكتب يومًا مثل 2025-05-10.",
    "Write a date as 2025-05-21, 2025-05 or 2025 (years 0001 to 9999), an interval as 2025-05-16/2025-05-31.": (
        "اكتب التاريخ هكذا: 2025-05-21 أو 2025-05 أو 2025، والمدة هكذا: 2025-05-16/2025-05-31."
    ),
    "Write 2026-03-12, 12 March 2026, 2026-03, 2026, yesterday or last friday; {english}": (
        "اكتب 2026-03-12 أو 2026-03 أو 2026. ولموعد أقل دقة اكتب التاريخ ثم = ثم كلمات التقرير: "
        "2026-05-16/2026-05-31=النصف الثاني من مايو. والكلمات التي لا تحدد تاريخًا تُكتب بعد =."
    ),
    "{text} is not a period": "{text} ليست مدة",
    "A period is written as P3M (every quarter), P1Y (every year) or P2W (every two weeks).": (
        "تُكتب المدة هكذا: P3M كل ثلاثة أشهر، P1Y كل سنة، P2W كل أسبوعين."
    ),
    "{text} must be an http:// or https:// address without spaces": (
        "{text}: العنوان يبدأ بـ http:// أو https:// ولا فراغ فيه"
    ),
    "{text} is not a short name": "{text} ليس اسمًا قصيرًا",
    "Use small letters a to z and digits, with - . or _ between them: iraq-nato.": (
        "استعمل حروفًا صغيرة من a إلى z وأرقامًا، وبينها - أو . أو _: iraq-nato."
    ),
    "{text} is tracked already": "{text} متتبَّع من قبل",
    "Choose another short name, or add to it.": "اختر اسمًا قصيرًا آخر، أو أضف إليه.",
    "{text} and {other} both name {code}": "{text} و{other} اسمان لشيء واحد هو {code}",
    "Name two subjects.": "سمّ موضوعين.",
    "it is not said whether the two are one": "لم يُذكر هل هما شيء واحد",
    "Choose same or different.": "اختر: هما واحد، أو مختلفان.",
    # What cannot be shown, or done
    "no page {text}": "لا صفحة في {text}",
    "no dialogue {text} in this store": "لا حوار باسم {text} هنا",
    "File it first: append (kind report-filed).": "احفظه أولًا.",
    "{attribute}: is missing; {kind} needs it": "{attribute}: ناقص، ويحتاج إليه نوع «{kind}»",
    "no report {text} in dialogue {other}": "لا تقرير باسم {text} في الحوار {other}",
    "{text} is not a kind of fact.": "{text} ليس نوعًا من الوقائع.",
    "File it with a document that has report.": "احفظه أولًا مع مقاله.",
    "nothing was changed": "لم يتغيّر شيء",
    "Change the value that is wrong.": "غيّر القيمة الخاطئة.",
    "{kind}: no report {text} in dialogue {other}": "{kind}: لا تقرير باسم {text} في الحوار {other}",
    "{kind}: no fact {code} in dialogue {other}": "{kind}: لا واقعة رمزها {code} في الحوار {other}",
    "report {text} is on file with other content ({place}): {differences}": (
        "التقرير {text} محفوظ بمضمون آخر ({place}): {differences}"
    ),
    "File it under another id, or correct the one on file with fact-corrected.": (
        "احفظه باسم آخر، أو صحّح التقرير المحفوظ."
    ),
    "It is in dialogue {text}, and a judgement goes into the dialogue of its fact.": (
        "هي في الحوار {text}، والحكم يُسجَّل في حوار واقعته."
    ),
    "no report {text} is on file, or none was known then": "لا تقرير باسم {text}، أو لم يكن معروفًا حينها",
    "no fact id begins with {text}": "لا واقعة يبدأ رمزها بـ {text}",
    "{text} is not a report on file, and not the beginning of a fact id": (
        "{text} ليس تقريرًا مسجلًا ولا بداية رمز واقعة"
    ),
    "Type 4 or more of its digits (0-9, a-f), as {english} prints them.": (
        "اكتب من أرقامه أربعة أو أكثر، كما في صفحة السجل."
    ),
    "{english} prints the ids of facts.": "صفحة السجل فيها رموز الوقائع.",
    "no kind of fact {text}": "لا نوع من الوقائع باسم {text}",
    "{text} is not a subject of {other}": "{text} ليس من موضوعات {other}",
    "There is: {text}": "هناك: {text}",
    "There is {text}": "هناك {text}",
    "Did you mean {text}?": "هل تقصد {text}؟",
    "{text} is not a day": "{text} ليس يومًا",
    "Write it as {code}.": "اكتبه هكذا: {code}.",
    "{text} is not an instant": "{text} ليس لحظة",
    "Write {code}, {other}, or a day (its end in UTC).": "اكتب {code} أو {other}، أو يومًا، فهو نهايته بتوقيت UTC.",
    "{text} is not a language": "{text} ليست لغة",
    "Write its tag: en, ar, de, zh-Hant.": "اكتب رمزها: en أو ar أو de.",
    "{code} comes after {other}": "{code} بعد {other}",
    "Give the earlier day first.": "اذكر اليوم الأسبق أولًا.",
    "what was sent is no form": "ما أُرسل ليس نموذجًا",
    "Send the form that the page shows.": "أرسل النموذج الذي تعرضه الصفحة.",
    "this form is not one that was shown to you since the server was started": (
        "هذا النموذج لم يُعرض عليك منذ شُغّل الخادم"
    ),
    "Load the page again and send it from there. Nothing was recorded.": "حمّل الصفحة من جديد وأرسله منها. لم يُسجَّل شيء.",
    "you may add nothing here": "لا يحق لك أن تضيف شيئًا هنا",
    "you may judge nothing here": "لا يحق لك أن تحكم على شيء هنا",
    "The page of access says what you may do, and why.": "صفحة الصلاحيات تقول ما يحق لك ولماذا.",
    "this fact was redacted": "حُجبت هذه الواقعة",
    "Nothing is left of it to correct or take back.": "لم يبق منها ما يُصحَّح أو يُسحب.",
    "Sign in, or show a token.": "سجّل الدخول، أو أظهر رمزًا.",
    "This server only shows.": "هذا الخادم يعرض فقط.",
    "This was not sent by a page of this server.": "لم ترسل هذا صفحة من صفحات هذا الخادم.",
    "Send a form.": "أرسل نموذجًا.",
    "The form did not arrive in time.": "لم يصل النموذج في الوقت المحدد.",
    "A form has at most {number} bytes.": "لا يزيد النموذج عن {number} بايت.",
    # Why a value is preferred
    "preferred: more independent sources": "المعتمدة: مصادر مستقلة أكثر",
    "preferred: more reliable outlet": "المعتمدة: وسيلة أوثق",
    "preferred: told first": "المعتمدة: قيلت أولًا",
    "preferred: more exact": "المعتمدة: أدقّ",
    "preferred: said later": "المعتمدة: قيلت بعدها",
    "preferred: the newest word": "المعتمدة: آخر ما قيل",
    "contradicts": "تخالفها",
    # Judgements
    "fact {text} retracted (our error)": "سُحبت الواقعة {text}، والخطأ منا",
    "fact {text} retracted (our error) - {other}": "سُحبت الواقعة {text}، والخطأ منا: {other}",
    "fact {text} retracted (the outlet's error)": "سُحبت الواقعة {text}، والخطأ من الوسيلة",
    "fact {text} retracted (the outlet's error) - {other}": "سُحبت الواقعة {text}، والخطأ من الوسيلة: {other}",
}
"""English sentences and their Arabic."""
