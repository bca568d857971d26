"""What one made-up report of a dialogue says: facts with the attributes, quotes and lengths of real ones."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.bench import words
from tests.bench.words import Name

if TYPE_CHECKING:
    from datetime import date
    from random import Random

Attributes = dict[str, Any]
"""A fact, a report or a whole document as JSON Lines of a fact file write it."""

QUOTES = {
    "session-held": (
        Name("held session {n} of the {theme} in {place}", "عقد الجانبان الدورة {n} من {theme} في {place}"),
        Name(
            "the two delegations concluded session {n} of the {theme} between {a} and {b}",
            "اختتم الوفدان أعمال الدورة {n} من {theme} بين {a} و{b}",
        ),
    ),
    "session-proposed": (
        Name("proposed that the next round of the {theme} be held", "اقترح عقد الجولة المقبلة من {theme}"),
    ),
    "session-scheduled": (
        Name(
            "the {theme} will hold session {n} in {place}, sources in both capitals said", "ستعقد الدورة {n} في {place}"
        ),
        Name("{a} and {b} are to meet in {place} for the {theme}", "يجتمع {a} و{b} في {place} ضمن {theme}"),
    ),
    "session-postponed": (Name("the meeting was moved at the request of {a}", "تأجل الاجتماع بطلب من {a}"),),
    "session-cancelled": (
        Name("the session in {place} will not take place, {b} announced", "أعلن {b} إلغاء الدورة في {place}"),
    ),
    "session-not-held": (Name("the delegations did not meet", "لم يجتمع الوفدان"),),
    "invitation-extended": (
        Name(
            "extended an official invitation to hold the next session in {place}",
            "وجّه دعوة رسمية لعقد الدورة في {place}",
        ),
    ),
    "invitation-answered": (Name("welcomed the invitation of {a}", "رحّب بدعوة {a}"),),
    "contact-held": (
        Name("received the envoy of {b} and discussed {subject}", "استقبل مبعوث {b} وبحث معه مستجدات الحوار"),
        Name(
            "the two sides spoke about {subject} ahead of the {theme}",
            "بحث الجانبان التحضيرات الخاصة باجتماعات {theme}",
        ),
    ),
    "position": (
        Name(
            "stressed again what {a} has said since the first session", "جدّد التأكيد على موقف {a} الثابت من هذا الملف"
        ),
        Name(
            "this is not up for negotiation, the delegation of {a} said",
            "شدّد وفد {a} على أن هذا الموقف غير قابل للتفاوض",
        ),
    ),
    "statement-made": (
        Name("praised the role of {b} for the stability of the region", "أشاد بدور {b} في استقرار المنطقة"),
    ),
    "measure-taken": (
        Name("decided to expand the joint team by the end of the year", "قرر توسيع الفريق المشترك قبل نهاية العام"),
    ),
    "commitment-made": (
        Name(
            "expressed readiness to deliver what the two sides agreed on", "أبدى الاستعداد لتنفيذ ما اتفق عليه الجانبان"
        ),
    ),
    "commitment-updated": (Name("the package is under way, the ministry said", "الحزمة قيد التنفيذ بحسب الوزارة"),),
    "role-changed": (Name("was named to lead the delegation of {a}", "كُلّف برئاسة وفد {a}"),),
    "document-issued": (Name("a joint communiqué was published after the meeting", "صدر بيان مشترك عقب الاجتماع"),),
}
HALVES = (
    Name("first half of {month}", "النصف الأول من شهر {month}"),
    Name("second half of {month}", "النصف الثاني من شهر {month}"),
)
NEXT_YEAR = Name("next year", "العام المقبل")


class Side(NamedTuple):
    """A party of the dialogue and those who speak for it."""

    party: words.Party
    people: tuple[tuple[Name, Name], ...]
    """Each with a role."""


class Meeting(NamedTuple):
    """A session as its reports know it.

    Attributes:
        number: in its track.
        track: None for the main one.
        host: the side that receives.
        day: on which it is to take place.

    """

    number: int
    track: str | None
    host: Side
    day: date


class Teller:
    """Words the facts of one dialogue; every choice comes from its own random numbers."""

    def __init__(self, random: Random) -> None:
        """Choose the sides and the theme."""
        self._random = random
        first, second = random.sample(words.PARTIES, 2)
        self.sides = (self._side(first), self._side(second))
        self.theme = random.choice(words.THEMES)

    def _side(self, party: words.Party) -> Side:
        people = []
        for role in self._random.sample(words.ROLES, 5):
            first, last = self._random.choice(words.FIRST_NAMES), self._random.choice(words.LAST_NAMES)
            people.append((Name(f"{first.en} {last.en}", f"{first.ar} {last.ar}"), role))
        return Side(party, tuple(people))

    def heading(self) -> Attributes:
        """What opens the dialogue."""
        names = [side.party.name.en for side in self.sides]
        title = f"{'–'.join(names)} {self.theme.name.en}"
        return {"title": title, "parties": names, "names": [self.theme.name.en, self.theme.name.ar]}

    def session(self, kind: str, meeting: Meeting, language: str, **more: object) -> Attributes:
        """A fact about a session; `more` are its own attributes."""
        fact: Attributes = {"kind": kind, "session": meeting.number, **more}
        if meeting.track is not None:
            fact["track"] = meeting.track
        fact["place"] = meeting.host.party.seat.in_language(language)
        fact["quote"] = self.quote(kind, language, meeting)
        return fact

    def held(self, meeting: Meeting, language: str, day: date) -> Attributes:
        """That a session took place, as a report of that week tells it."""
        fact = self.session("session-held", meeting, language, when=self.when(day, language), level="high-level")
        fact["persons"] = [
            self._person(side, language, part="head" if number == 0 else "member")
            for side in self.sides
            for number in range(self._random.choice((1, 1, 2, 3)))
        ]
        fact["topics"] = self._random.sample(words.TOPICS, self._random.choice((2, 3, 4)))
        fact["named"] = self.theme.name.in_language(language)
        fact["said_by"] = self._random.choice(words.OFFICES).in_language(language)
        if self._random.random() < 0.4:
            fact["mode"] = self._random.choice(("in-person", "in-person", "video"))
        return fact

    def contact(self, language: str, day: date) -> Attributes:
        """That the sides spoke outside a session."""
        return {
            "kind": "contact-held",
            "format": self._random.choice(("call", "visit", "preparation", "side-meeting", "meeting")),
            "when": self.when(day, language),
            "place": self._random.choice(self.sides).party.seat.in_language(language),
            "persons": [self._person(side, language) for side in self.sides],
            "topics": [self._random.choice(words.SUBJECTS)],
            "named": self.theme.name.in_language(language),
            "quote": self.quote("contact-held", language),
        }

    def positions(self, language: str, day: date, count: int, *, stated: bool) -> list[Attributes]:
        """Positions of one side on as many issues."""
        side = self._random.choice(self.sides)
        return [
            {
                "kind": "position-stated" if stated else "position-reaffirmed",
                "actor": side.party.name.en,
                "issue": issue,
                "stance": stance,
                "when": self.when(day, language),
                "said_by": self._random.choice(side.people)[0].in_language(language),
                "quote": self.quote("position", language, side=side),
            }
            for issue, stance in self._random.sample(self.theme.issues, count)
        ]

    def invitation(self, meeting: Meeting, language: str, day: date) -> Attributes:
        """That the host invited to a session, some time."""
        guest = self.other(meeting.host)
        return {
            "kind": "invitation-extended",
            "invitation": invitation_slug(meeting),
            "by": meeting.host.party.name.en,
            "to": guest.party.name.en,
            "session": meeting.number,
            **({} if meeting.track is None else {"track": meeting.track}),
            "when": self.when(day, language),
            "window": {"edtf": f"{meeting.day.year}", "wording": NEXT_YEAR.in_language(language)},
            "place": meeting.host.party.seat.in_language(language),
            "said_by": self._random.choice(meeting.host.people)[0].in_language(language),
            "quote": self.quote("invitation-extended", language, meeting),
        }

    def answer(self, meeting: Meeting, language: str, day: date) -> Attributes:
        """That the guest accepted."""
        return {
            "kind": "invitation-answered",
            "invitation": invitation_slug(meeting),
            "by": self.other(meeting.host).party.name.en,
            "to": meeting.host.party.name.en,
            "answer": "accepted",
            "when": self.when(day, language),
            "quote": self.quote("invitation-answered", language, meeting),
        }

    def commitment(self, slug: str, language: str, day: date) -> Attributes:
        """That a side promised something."""
        side = self._random.choice(self.sides)
        return {
            "kind": "commitment-made",
            "commitment": slug,
            "by": side.party.name.en,
            "to": self.other(side).party.name.en,
            "what": f"Deliver what the joint team on {self._random.choice(words.TOPICS)} asked for",
            "grade": self._random.choice(("readiness", "promise", "agreed", "signed")),
            "when": self.when(day, language),
            "due": f"{day.year + 1}",
            "quote": self.quote("commitment-made", language, side=side),
        }

    def progress(self, slug: str, language: str, day: date) -> Attributes:
        """What became of a commitment."""
        status = self._random.choice(("progress", "fulfilled", "fulfilled"))
        quote = self.quote("commitment-updated", language)
        when = self.when(day, language)
        return {"kind": "commitment-updated", "commitment": slug, "status": status, "when": when, "quote": quote}

    def document(self, slug: str, language: str, day: date) -> Attributes:
        """That a communiqué came out."""
        return {
            "kind": "document-issued",
            "document": slug,
            "title": f"Joint communiqué of the {self.theme.name.en}",
            "form": "joint communiqué",
            "status": "published",
            "parties": [side.party.name.en for side in self.sides],
            "when": self.when(day, language),
            "quote": self.quote("document-issued", language),
        }

    def aside(self, language: str, day: date) -> Attributes:
        """What else was done or said: a statement, a measure, a change of office."""
        side = self._random.choice(self.sides)
        kind = self._random.choice((*["statement-made", "measure-taken"] * 2, "role-changed"))
        fact: Attributes = {"kind": kind}
        if kind == "role-changed":
            name, role = self._random.choice(side.people)
            fact |= {"person": name.in_language(language), "office": f"{side.party.name.en}: {role.en}"}
        else:
            fact |= {"actor": side.party.name.en, "about": self._random.choice(words.SUBJECTS)}
        if kind == "statement-made":
            fact["form"] = self._random.choice(("praise", "assessment", "demand"))
        return fact | {"when": self.when(day, language), "quote": self.quote(kind, language, side=side)}

    def _person(self, side: Side, language: str, part: str | None = None) -> Attributes:
        name, role = self._random.choice(side.people)
        person = {"name": name.in_language(language), "role": role.in_language(language), "side": side.party.name.en}
        return person if part is None else {**person, "part": part}

    def other(self, side: Side) -> Side:
        """The side across the table."""
        return self.sides[1] if side is self.sides[0] else self.sides[0]

    def when(self, day: date, language: str) -> Attributes:
        """A day with the words that a report has for it."""
        return {"edtf": day.isoformat(), "wording": words.DAYS[day.weekday()].in_language(language)}

    def quote(self, kind: str, language: str, meeting: Meeting | None = None, *, side: Side | None = None) -> str:
        """A short quote."""
        if meeting is not None:
            side = meeting.host
        side = side or self._random.choice(self.sides)
        return (
            self._random.choice(QUOTES[kind])
            .in_language(language)
            .format(
                a=side.party.name.in_language(language),
                b=self.other(side).party.name.in_language(language),
                n=meeting.number if meeting else "",
                place=side.party.seat.in_language(language),
                theme=self.theme.name.in_language(language),
                subject=self._random.choice(words.SUBJECTS),
            )
        )


def invitation_slug(meeting: Meeting) -> str:
    """What names the invitation to a session."""
    return f"session-{meeting.number}" + (f"-{meeting.track}" if meeting.track else "")


def half_month(day: date, language: str) -> Attributes:
    """The half of the month in which a day lies, as a window."""
    first, last = (1, 15) if day.day < 16 else (16, monthrange(day.year, day.month)[1])
    month = words.MONTHS[day.month - 1].in_language(language)
    wording = HALVES[first > 1].in_language(language).format(month=month)
    return {"edtf": f"{day.replace(day=first)}/{day.replace(day=last)}", "wording": wording}


def days_after(day: date, days: float) -> date:
    """A day some days later."""
    return day + timedelta(days=int(days))
