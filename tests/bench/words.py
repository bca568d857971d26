"""Of what made-up histories are made: parties, people, outlets, issues and phrases, in English and in Arabic."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A name or phrase as reports of either language write it."""

    en: str
    ar: str

    def in_language(self, language: str) -> str:
        """The Arabic one for Arabic reports, else the English one."""
        return self.ar if language == "ar" else self.en


class Party(NamedTuple):
    """A state or organisation, and where it receives."""

    slug: str
    name: Name
    seat: Name


PARTIES = tuple(
    Party(slug, Name(name, arabic), Name(seat, arabic_seat))
    for slug, name, arabic, seat, arabic_seat in (
        ("algeria", "Algeria", "الجزائر", "Algiers", "الجزائر العاصمة"),
        ("armenia", "Armenia", "أرمينيا", "Yerevan", "يريفان"),
        ("au", "African Union", "الاتحاد الأفريقي", "Addis Ababa", "أديس أبابا"),
        ("azerbaijan", "Azerbaijan", "أذربيجان", "Baku", "باكو"),
        ("bahrain", "Bahrain", "البحرين", "Manama", "المنامة"),
        ("china", "China", "الصين", "Beijing", "بكين"),
        ("egypt", "Egypt", "مصر", "Cairo", "القاهرة"),
        ("ethiopia", "Ethiopia", "إثيوبيا", "Addis Ababa", "أديس أبابا"),
        ("eu", "European Union", "الاتحاد الأوروبي", "Brussels", "بروكسل"),
        ("france", "France", "فرنسا", "Paris", "باريس"),
        ("gcc", "Gulf Cooperation Council", "مجلس التعاون لدول الخليج العربية", "Riyadh", "الرياض"),
        ("germany", "Germany", "ألمانيا", "Berlin", "برلين"),
        ("india", "India", "الهند", "New Delhi", "نيودلهي"),
        ("iran", "Iran", "إيران", "Tehran", "طهران"),
        ("iraq", "Iraq", "العراق", "Baghdad", "بغداد"),
        ("italy", "Italy", "إيطاليا", "Rome", "روما"),
        ("japan", "Japan", "اليابان", "Tokyo", "طوكيو"),
        ("jordan", "Jordan", "الأردن", "Amman", "عمّان"),
        ("kuwait", "Kuwait", "الكويت", "Kuwait City", "مدينة الكويت"),
        ("lebanon", "Lebanon", "لبنان", "Beirut", "بيروت"),
        ("libya", "Libya", "ليبيا", "Tripoli", "طرابلس"),
        ("morocco", "Morocco", "المغرب", "Rabat", "الرباط"),
        ("nato", "NATO", "حلف الناتو", "NATO HQ, Brussels", "مقر حلف الناتو في بروكسل"),
        ("oman", "Oman", "سلطنة عُمان", "Muscat", "مسقط"),
        ("pakistan", "Pakistan", "باكستان", "Islamabad", "إسلام أباد"),
        ("qatar", "Qatar", "قطر", "Doha", "الدوحة"),
        ("russia", "Russia", "روسيا", "Moscow", "موسكو"),
        ("saudi-arabia", "Saudi Arabia", "المملكة العربية السعودية", "Riyadh", "الرياض"),
        ("spain", "Spain", "إسبانيا", "Madrid", "مدريد"),
        ("sudan", "Sudan", "السودان", "Khartoum", "الخرطوم"),
        ("syria", "Syria", "سوريا", "Damascus", "دمشق"),
        ("tunisia", "Tunisia", "تونس", "Tunis", "تونس العاصمة"),
        ("turkiye", "Türkiye", "تركيا", "Ankara", "أنقرة"),
        ("uae", "United Arab Emirates", "الإمارات العربية المتحدة", "Abu Dhabi", "أبوظبي"),
        ("uk", "United Kingdom", "المملكة المتحدة", "London", "لندن"),
        ("un", "United Nations", "الأمم المتحدة", "New York", "نيويورك"),
        ("usa", "United States", "الولايات المتحدة", "Washington", "واشنطن"),
        ("yemen", "Yemen", "اليمن", "Aden", "عدن"),
    )
)

FIRST_NAMES = (
    *(Name("Ahmad", "أحمد"), Name("Amina", "أمينة"), Name("Bassam", "بسام"), Name("Dina", "دينا")),
    *(Name("Elena", "إيلينا"), Name("Faisal", "فيصل"), Name("Hanan", "حنان"), Name("Ibrahim", "إبراهيم")),
    *(Name("Jean", "جان"), Name("Karim", "كريم"), Name("Layla", "ليلى"), Name("Maria", "ماريا")),
    *(Name("Nadia", "نادية"), Name("Omar", "عمر"), Name("Peter", "بيتر"), Name("Qasim", "قاسم")),
    *(Name("Rania", "رانيا"), Name("Salim", "سليم"), Name("Tariq", "طارق"), Name("Yusuf", "يوسف")),
)
LAST_NAMES = (
    *(Name("Al-Araji", "الأعرجي"), Name("Al-Busaidi", "البوسعيدي"), Name("Al-Hashimi", "الهاشمي")),
    *(Name("Al-Khatib", "الخطيب"), Name("Al-Mansouri", "المنصوري"), Name("Al-Otaibi", "العتيبي")),
    *(Name("Al-Sabah", "الصباح"), Name("Benali", "بن علي"), Name("Colombo", "كولومبو"), Name("Demir", "دمير")),
    *(Name("Fontaine", "فونتين"), Name("Haddad", "حداد"), Name("Hussein", "حسين"), Name("Ivanov", "إيفانوف")),
    *(Name("Keller", "كيلر"), Name("Mansour", "منصور"), Name("Nasser", "ناصر"), Name("Rahimi", "رحيمي")),
    *(Name("Saleh", "صالح"), Name("Tanaka", "تاناكا")),
)
ROLES = (
    Name("National Security Adviser", "مستشار الأمن القومي"),
    Name("Minister of Foreign Affairs", "وزير الخارجية"),
    Name("Deputy Minister of Defence", "نائب وزير الدفاع"),
    Name("Assistant Secretary-General for Operations", "مساعد الأمين العام لشؤون العمليات"),
    Name("Special Representative for the Southern Neighbourhood", "الممثل الخاص لشؤون الجوار الجنوبي"),
    Name("Director General for Political Affairs", "المدير العام للشؤون السياسية"),
    Name("Ambassador", "السفير"),
)


class Theme(NamedTuple):
    """What a dialogue is about, and what its sides dispute."""

    slug: str
    name: Name
    issues: tuple[tuple[str, str], ...]


_COMMON = (
    ("continue-dialogue", "Dialogue and partnership should continue at the agreed level"),
    ("full-respect-for-sovereignty", "All cooperation takes place at request and with full respect for sovereignty"),
    ("not-directed-against-anyone", "The partnership is not directed against any third country"),
    ("diplomacy-first", "International crises are to be resolved by dialogue and diplomatic channels"),
)
THEMES = (
    Theme(
        "security",
        Name("High-Level Security Dialogue", "الحوار الأمني رفيع المستوى"),
        (
            *_COMMON,
            ("mission-advisory-not-combat", "The mission is advisory and for training, not a combat mission"),
            ("border-security", "Borders are to be secured jointly, with liaison officers on both sides"),
            ("counter-terrorism", "The fight against terrorism needs lists that both sides share and keep current"),
        ),
    ),
    Theme(
        "water",
        Name("Joint Water Committee", "اللجنة المشتركة للمياه"),
        (
            *_COMMON,
            ("fair-shares", "Waters are to be shared fairly, by measured flow and not by fixed amounts"),
            ("notice-of-filling", "Reservoirs are to be filled only after notice of at least one season"),
            ("joint-measuring", "Both sides are to read the same gauges, and to publish what they read"),
        ),
    ),
    Theme(
        "energy",
        Name("Energy Partnership Dialogue", "حوار شراكة الطاقة"),
        (
            *_COMMON,
            ("grid-interconnection", "The grids are to be connected before new plants are agreed on"),
            ("arrears-first", "Arrears of delivered gas are to be paid before volumes are raised"),
            ("long-term-contracts", "Deliveries are to rest on contracts of ten years and more"),
        ),
    ),
    Theme(
        "trade",
        Name("Strategic Economic Dialogue", "الحوار الاقتصادي الاستراتيجي"),
        (
            *_COMMON,
            ("tariffs-on-agriculture", "Tariffs on farm products are to fall in three equal steps"),
            ("visas-for-business", "Business visas are to be issued within five working days"),
            ("free-zone", "A free zone at the crossing is to serve both sides' companies alike"),
        ),
    ),
    Theme(
        "political",
        Name("High-Level Political Dialogue", "الحوار السياسي عالي المستوى"),
        (
            *_COMMON,
            ("exchange-of-prisoners", "Prisoners are to be exchanged all for all, under the eyes of the mediator"),
            ("reopening-of-embassies", "Embassies are to be reopened before ambassadors are named"),
            ("regional-conference", "A regional conference is to follow once both sides have reported progress"),
        ),
    ),
)

OUTLETS = {
    "en": (
        *("Reuters", "AP News", "AFP", "Anadolu", "Middle East Monitor", "Asharq Al-Awsat", "The National"),
        *("Arab News", "Al-Monitor", "Shafaq News", "Jordan Times", "Daily Sabah", "Tasnim", "Xinhua"),
    ),
    "ar": ("الجزيرة", "العربية", "السومرية نيوز", "الشرق الأوسط", "وكالة الأنباء العراقية", "الأهرام", "القدس العربي"),
    "fr": ("Le Monde", "RFI", "L'Orient-Le Jour"),
    "it": ("ANSA", "Agenzia Nova"),
}
OFFICES = (
    Name("MFA statement", "بيان وزارة الخارجية"),
    Name("PMO statement", "بيان مكتب رئيس الوزراء"),
    Name("National Security Council statement", "بيان مجلس الأمن القومي"),
    Name("press release", "بيان صحفي"),
)
AGENCIES = ("Reuters", "AFP", "Anadolu", "AP News")
TOPICS = (
    *("capacity building of security forces", "border security", "combating drugs", "combating terrorism"),
    *("gas deliveries and arrears", "tariffs on farm products", "visas", "reconstruction", "displaced persons"),
    *("shared waters and reservoirs", "electricity interconnection", "air links", "students and universities"),
)
SUBJECTS = (
    *("the regional situation", "the agenda of the coming session", "the work of the technical teams"),
    *("what was agreed in the last session", "the security of diplomatic missions", "economic cooperation"),
)
MONTHS = (
    *(Name("January", "كانون الثاني"), Name("February", "شباط"), Name("March", "آذار"), Name("April", "نيسان")),
    *(Name("May", "أيار"), Name("June", "حزيران"), Name("July", "تموز"), Name("August", "آب")),
    *(Name("September", "أيلول"), Name("October", "تشرين الأول"), Name("November", "تشرين الثاني")),
    Name("December", "كانون الأول"),
)
DAYS = (
    *(Name("on Monday", "اليوم الاثنين"), Name("on Tuesday", "اليوم الثلاثاء"), Name("on Wednesday", "اليوم الأربعاء")),
    *(Name("on Thursday", "اليوم الخميس"), Name("on Friday", "اليوم الجمعة"), Name("on Saturday", "اليوم السبت")),
    Name("on Sunday", "اليوم الأحد"),
)
TRACKS = ("ministerial", "expert", "security", "energy", "water", "trade", "consular", "border", "culture", "health")
"""Working groups beside the main track; a dialogue's coming sessions each have one of their own."""
