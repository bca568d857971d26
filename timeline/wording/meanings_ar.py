"""What kinds of facts and their attributes mean: as their models say it in English, and the same in Arabic."""

from __future__ import annotations

from typing import Final

MEANINGS: Final[dict[str, str]] = {
    # What can be typed
    "2026-03-12 · 12 March 2026 · next year": "2026-03-12 · 2026-03 · 2026",
    # Kinds of facts
    "You grade how reliable an outlet is, on the scale of STANAG 2511.": (
        "تقدّر مدى الثقة بوسيلة، على سلّم STANAG 2511."
    ),
    "The parties began the dialogue.": "بدأ الأطراف الحوار.",
    "The dialogue was interrupted.": "توقف الحوار.",
    "An interrupted dialogue went on.": "استمر حوار كان قد توقف.",
    "The dialogue was ended.": "أُنهي الحوار.",
    "The parties agreed how often to meet.": "اتفق الأطراف كم مرة يجتمعون.",
    "Somebody suggested the session, or wished for it.": "اقترح أحد الجلسة أو تمناها.",
    "A time or place was set for the session. basis tells how firmly.": (
        "حُدد للجلسة موعد أو مكان. والأساس يبيّن مدى ثباته."
    ),
    "The session was moved. window is the new time, if one was given.": "نُقلت الجلسة. والموعد هو الجديد إن ذُكر.",
    "The session was called off.": "أُلغيت الجلسة.",
    "The session began, and its end is not reported yet.": "بدأت الجلسة ولم يُذكر انتهاؤها بعد.",
    "The session took place.": "انعقدت الجلسة.",
    "The time came, and the session did not take place.": "حان الموعد ولم تُعقد الجلسة.",
    "One party invited another to a session or a visit.": "دعا طرف طرفًا آخر إلى جلسة أو زيارة.",
    "The invited party answered.": "أجاب المدعوّ.",
    "The sides met or spoke outside a session.": "التقى الجانبان أو تحدثا خارج الجلسات.",
    "A party stated a position.": "أعلن طرف موقفًا.",
    "A party repeated a position that it held before.": "كرر طرف موقفًا سبق أن اتخذه.",
    "A party changed its position.": "غيّر طرف موقفه.",
    "A party promised something.": "وعد طرف بشيء.",
    "A report tells how far a commitment was kept.": "يذكر تقرير إلى أي حد وُفي بوعد.",
    "A time was set by which something must be done.": "حُدد أجل لإنجاز شيء.",
    "A document was drafted, agreed, published or signed, came into force, or was expected and not signed.": (
        "صيغت وثيقة أو اتُّفق عليها أو نُشرت أو وُقّعت أو دخلت حيز النفاذ، أو كانت منتظرة ولم تُوقّع."
    ),
    "A person came into an office, or left it.": "تولى شخص منصبًا أو تركه.",
    "A party did something that bears on the dialogue.": "فعل طرف شيئًا يمس الحوار.",
    "A party said something that is not a position.": "قال طرف شيئًا ليس موقفًا.",
    # Dialogues and reports
    "The name of the dialogue, as your tables show it.": "اسم الحوار كما تعرضه جداولك.",
    "The states and organisations that take part.": "الدول والمنظمات المشاركة.",
    "The names that reports give the dialogue, in their languages.": "أسماء الحوار في التقارير، بلغاتها.",
    "The newspaper, agency, ministry or site that published the report.": (
        "الصحيفة أو الوكالة أو الوزارة أو الموقع الذي نشر التقرير."
    ),
    "The day on which the report came out. Leave it out if it is unknown.": "يوم صدور التقرير. اتركه إن لم يُعرف.",
    "The address at which the report can be read.": "العنوان الذي يُقرأ فيه التقرير.",
    "The headline, as written.": "العنوان كما كُتب.",
    "The statement or office whose words the report carries. Ten prints of one press release have one origin.": (
        "البيان أو الجهة التي ينقل التقرير كلامها. عشر منشورات لبيان واحد لها أصل واحد."
    ),
    "The language of the report, as a tag of BCP 47 (en, ar).": "لغة التقرير برمز BCP 47، مثل en أو ar.",
    "A short name for the report, which you choose. It stays the same for good.": (
        "اسم قصير للتقرير تختاره أنت، ويبقى على حاله."
    ),
    'How you know the day of publication ("page date", "URL date", "not shown").': (
        "كيف عُرف يوم النشر: تاريخ الصفحة، أو تاريخ في العنوان، أو غير ظاهر."
    ),
    "What kind of source it is: news, ministry, igo (international organisation), agency, reprint or blog.": (
        "نوع المصدر: صحافة، أو وزارة، أو منظمة دولية، أو وكالة أنباء، أو إعادة نشر، أو مدونة."
    ),
    "The outlet that you grade, as written in reports.": "الوسيلة التي تقدّرها، كما تُكتب في التقارير.",
    "A completely reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged.": (
        "من A: موثوقة تمامًا، إلى E: غير موثوقة، و F: لا يمكن الحكم."
    ),
    "The day from which the grade holds.": "اليوم الذي يسري منه التقدير.",
    "The reason for the grade.": "سبب التقدير.",
    # Sessions
    "The number of the session in its track, or a short name if sessions are not numbered.": (
        "رقم الجلسة في مسارها، أو اسم قصير إن لم تُرقّم الجلسات."
    ),
    "The time that the session is planned for. For a postponement it is the new time.": (
        "الموعد المخطط للجلسة، وفي التأجيل هو الموعد الجديد."
    ),
    "How firm the plan is: expected, announced, agreed or confirmed.": (
        "مدى ثبات الخطة: متوقعة، أو معلنة، أو متفق عليها، أو مؤكدة."
    ),
    "The parallel series of sessions that it belongs to, such as expert. It is main if left out.": (
        "سلسلة الجلسات التي تنتمي إليها، كمسار الخبراء. وإن تُركت فهي المسار الرئيسي."
    ),
    "The building, as written.": "المبنى كما كُتب.",
    "The party or office that hosts the session.": "الطرف أو الجهة المضيفة.",
    "The party or person that mediates.": "الطرف أو الشخص الوسيط.",
    "The party or person that proposed, postponed or cancelled the session.": "من اقترح الجلسة أو أجّلها أو ألغاها.",
    "The parties that came.": "الأطراف التي حضرت.",
    "The parties that stayed away.": "الأطراف التي غابت.",
    "The day on which this was announced, not the day that the session is planned for (window).": (
        "يوم الإعلان عن ذلك، لا اليوم المخطط للجلسة."
    ),
    "The day on which the session was called off.": "يوم إلغاء الجلسة.",
    "The day on which the session began.": "يوم بدء الجلسة.",
    "The day or days on which the session took place.": "اليوم أو الأيام التي انعقدت فيها الجلسة.",
    "The day on which the session should have taken place.": "اليوم الذي كان ينبغي أن تنعقد فيه الجلسة.",
    "The time from one session to the next, as an ISO 8601 duration (P3M, P1Y, P2W).": (
        "المدة من جلسة إلى التالية، مدةً بصيغة ISO 8601 مثل P3M أو P1Y."
    ),
    "The series that meets so often. It is main if left out.": (
        "السلسلة التي تجتمع بهذا التواتر. وإن تُركت فهي المسار الرئيسي."
    ),
    # What every fact may carry
    "The time at which it happened or was said.": "متى حدث ذلك أو قيل.",
    "The id of the filed report that says it.": "رمز التقرير المسجل الذي يقول ذلك.",
    "The city or place, as written.": "المدينة أو المكان كما كُتب.",
    "The name that the report gives the dialogue.": "اسم الحوار في التقرير.",
    "A short quote from the report.": "اقتباس قصير من التقرير.",
    "The persons who took part, as written.": "الأشخاص المشاركون كما كُتبت أسماؤهم.",
    "The topics that were spoken of.": "الموضوعات التي جرى الحديث عنها.",
    "The person or office that is quoted.": "الشخص أو الجهة المقتبس كلامها.",
    (
        "The office whose words this fact carries, if it is not the origin of the report. A story that "
        "quotes two ministries has two."
    ): ("الجهة التي تنقل الواقعة كلامها، إن لم تكن أصل التقرير. والخبر الذي يقتبس وزارتين له أصلان."),
    "How firmly the report says it: one word or several. It is asserted if left out.": (
        "بأي حزم يقوله التقرير: كلمة أو أكثر. وإن تُرك فهو مؤكد."
    ),
    "True if the report only recalls what was planned or said before, so that it is no news.": (
        "نعم إن كان التقرير يستعيد فقط ما خُطط أو قيل من قبل، فليس خبرًا."
    ),
    'The level of the meeting, as written ("high-level").': "مستوى اللقاء كما كُتب.",
    "How the sides met: in person, by video or by phone.": "كيف التقى الجانبان: حضوريًا، أو بالفيديو، أو بالهاتف.",
    "The reason that the report gives.": "السبب الذي يذكره التقرير.",
    "Your own remark.": "ملاحظتك أنت.",
    "A translation of the quote.": "ترجمة للاقتباس.",
    "The party or office that did it.": "الطرف أو الجهة التي فعلت ذلك.",
    # Invitations
    "A short name for the invitation, which you choose. The answer to it uses the same.": (
        "اسم قصير للدعوة تختاره أنت، ويحمله الجواب أيضًا."
    ),
    "The party that invites. In an answer it is the party that answers.": "الطرف الداعي، وفي الجواب هو الطرف المجيب.",
    "The party that is invited. In an answer it is the party that invited.": (
        "الطرف المدعوّ، وفي الجواب هو الطرف الداعي."
    ),
    "The session that the invitation is for.": "الجلسة المدعوّ إليها.",
    "The time that the invitation is for.": "الموعد المدعوّ إليه.",
    "The track of that session. It is main if left out.": "مسار تلك الجلسة. وإن تُرك فهو المسار الرئيسي.",
    "The visit that the invitation is for, if it is not for a session.": (
        "الزيارة المدعوّ إليها، إن لم تكن الدعوة إلى جلسة."
    ),
    "The answer: accepted, declined or conditional.": "الجواب: قبول، أو رفض، أو قبول بشرط.",
    "The condition on which the answer depends.": "الشرط الذي يتوقف عليه الجواب.",
    # Contacts, positions, promises
    "The form of the contact: call, visit, preparation, side-meeting or meeting.": (
        "شكل الاتصال: مكالمة، أو زيارة، أو تحضير، أو لقاء جانبي، أو لقاء."
    ),
    "The party that holds the position. A joint position is a position of each.": (
        "صاحب الموقف. والموقف المشترك موقف لكل طرف."
    ),
    "A short name for the issue, which you choose. Statements on one issue use the same.": (
        "اسم قصير للقضية تختاره أنت، وتحمله كل التصريحات فيها."
    ),
    "The position, in one sentence.": "الموقف في جملة واحدة.",
    "How the position changed: widened, narrowed, reversed or withdrawn.": (
        "كيف تغير الموقف: اتسع، أو ضاق، أو انعكس، أو سُحب."
    ),
    "A short name for the commitment, which you choose. Later news about it uses the same.": (
        "اسم قصير للوعد تختاره أنت، وتحمله الأخبار اللاحقة عنه."
    ),
    "The party that promised. In an update it is the party whose part is meant, or everybody if left out.": (
        "الطرف الواعد. وفي مصير الوعد هو الطرف المقصود نصيبه، أو الجميع إن تُرك."
    ),
    "The promise, in one sentence.": "الوعد في جملة واحدة.",
    "The time by which it must be done.": "الأجل الذي يجب أن يتم فيه.",
    "The party to which it was promised.": "الطرف الموعود.",
    "How binding the promise is: readiness, promise, agreed or signed.": (
        "مدى إلزام الوعد: استعداد، أو وعد، أو اتفاق، أو توقيع."
    ),
    "The condition on which it depends.": "الشرط الذي يتوقف عليه.",
    "The state of the commitment: progress, fulfilled, unfulfilled, lapsed or breached.": (
        "حال الوعد: قيد التنفيذ، أو أُنجز، أو لم يُنجز، أو سقط، أو انتُهك."
    ),
    "A short name for the deadline. Use that of a commitment or document if the deadline belongs to it.": (
        "اسم قصير للأجل. استعمل اسم الوعد أو الوثيقة إن كان الأجل لها."
    ),
    "The task that must be done.": "ما يجب إنجازه.",
    "The party or person that set the deadline.": "من حدد الأجل.",
    # Documents, people, all else
    "A short name for the document, which you choose.": "اسم قصير للوثيقة تختاره أنت.",
    "The title, as written.": "العنوان كما كُتب.",
    (
        "How far it got. Its text: drafted, agreed, initialled, published. Its force: signed, ratified, "
        "in-force, not-signed."
    ): (
        "إلى أين بلغت. نصّها: مسودة، أو متفق عليها، أو موقّعة بالأحرف الأولى، أو منشورة. ونفاذها: "
        "موقّعة، أو مصدَّق عليها، أو نافذة، أو غير موقّعة."
    ),
    'The form of the document, as written ("joint statement", "memorandum").': (
        "شكل الوثيقة كما كُتب: بيان مشترك، أو مذكرة."
    ),
    "The parties whose document it is.": "الأطراف أصحاب الوثيقة.",
    "The time by which it is expected.": "الموعد الذي تُنتظر فيه.",
    "The name of the person, as written.": "اسم الشخص كما كُتب.",
    "The office, as written.": "المنصب كما كُتب.",
    "The time from which the person holds the office, or the office that the person comes from.": (
        "متى تولى الشخص المنصب، أو المنصب الذي جاء منه."
    ),
    "The time until which the person holds the office, or the office that the person goes to.": (
        "متى يترك الشخص المنصب، أو المنصب الذي يذهب إليه."
    ),
    "The name of the person who held the office before, as written.": "اسم من شغل المنصب قبله كما كُتب.",
    "The party or office that acted.": "الطرف أو الجهة الفاعلة.",
    "The matter that the measure concerns.": "الأمر الذي يتعلق به الإجراء.",
    "The party, office or person that spoke.": "الطرف أو الجهة أو الشخص المتكلم.",
    "The matter that the statement concerns.": "الأمر الذي يتعلق به التصريح.",
    "The form of the statement: assessment, demand, denial, praise or rejection.": (
        "شكل التصريح: تقييم، أو مطالبة، أو نفي، أو إشادة، أو رفض."
    ),
}
"""Meanings in English, and the same in Arabic."""
