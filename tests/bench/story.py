"""The life of one made-up dialogue: sessions from vague invitation to schedule, slip and being held, and what is said
around them, as documents of a fact file in order of publication.

Every past session comes to an end (held, cancelled, not held), so that what `timeline upcoming` answers is only what
the plan wants to come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tests.bench import words
from tests.bench.telling import Attributes, Meeting, Teller, days_after, half_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

ROUND_FACTS = 55
"""Facts between one session and the next, about."""

LEAST_FOR_A_SESSION = 18
"""Facts with which a session can be told from invitation to end."""

MOST_IN_A_PRINT = 5
"""Facts of one report of a session that was held: the report, the session, two positions, the invitation."""

FACTS_TO_COME = 2
"""Facts for each session that is to come: a report, and that it is scheduled."""

LANGUAGES = (*["en"] * 30, *["ar"] * 10, *["fr"] * 3, *["it"] * 3)
REPORT_KINDS = (*["news"] * 30, *["ministry"] * 3, *["igo"] * 2, "agency", "blog")


class Dated(NamedTuple):
    """A document with the day on which it came out."""

    day: date
    document: Attributes


@dataclass(frozen=True, slots=True)
class Plan:
    """What a dialogue is to be.

    Attributes:
        slug: of the dialogue; all that is random in it comes from this, too.
        facts: how many it has in the end, its heading and reports included.
        first: day of the first report.
        last: day of the last report.
        to_come: sessions that are scheduled in `coming_year` and that nothing has become of.
        coming_year: the year of these.

    """

    slug: str
    facts: int
    first: date
    last: date
    to_come: int = 0
    coming_year: int = 0


def documents(plan: Plan, seed: str) -> Iterator[Dated]:
    """The documents of a dialogue in order of publication."""
    return _Story(plan, Random(f"{seed}/{plan.slug}")).documents()  # noqa: S311 - a history, no secret


class _Story:
    """One dialogue on its way from its heading to its last report."""

    def __init__(self, plan: Plan, random: Random) -> None:
        self._plan = plan
        self._random = random
        self._teller = Teller(random)
        self._reports = 0
        # Long dialogues work in groups: each has sessions of its own.
        self._tracks: list[str | None] = [None, *words.TRACKS[: min(4, plan.facts // 1_500)]]

    def documents(self) -> Iterator[Dated]:
        plan = self._plan
        yield Dated(plan.first, {"dialogue": plan.slug, **self._teller.heading()})
        left = plan.facts - 1 - FACTS_TO_COME * plan.to_come
        rounds = max(1, round(left / ROUND_FACTS))
        days = (plan.last - plan.first).days / (rounds + 1)
        for number in range(rounds):
            budget = left // (rounds - number)
            left -= budget
            yield from self._round(number, days_after(plan.first, number * days), days, budget)
        for number in range(plan.to_come):
            yield self._coming(number)

    def _round(self, number: int, start: date, days: float, budget: int) -> Sequence[Dated]:
        """All that is reported of one session and around it: as many facts as the budget says."""
        track = self._tracks[number % len(self._tracks)]
        host = self._teller.sides[number % 2]
        meeting = Meeting(number // len(self._tracks) + 1, track, host, days_after(start, 0.7 * days))
        told: list[Dated] = []
        if budget >= LEAST_FOR_A_SESSION:
            told += self._before(meeting, start, days)
            told += self._outcome(meeting, days, budget - _facts_in(told))
        told += self._quiet(number, start, days, budget - _facts_in(told))
        return sorted(told, key=lambda dated: dated.day)

    def _before(self, meeting: Meeting, start: date, days: float) -> Iterator[Dated]:
        """An invitation for some time next year, then a schedule, and every fourth time a slip."""
        teller, chance = self._teller, self._random.random
        day, proposed = days_after(start, 0.05 * days), chance() < 0.3
        for _ in range(self._random.choice((1, 2))):
            language = self._language()
            said = [teller.invitation(meeting, language, day)]
            if proposed:
                said.append(teller.session("session-proposed", meeting, language, window=f"{meeting.day.year}"))
            yield self._document(day, language, said)
        day, slips, answered = days_after(start, 0.3 * days), chance() < 0.25, chance() < 0.2
        wanted = days_after(start, 0.5 * days) if slips else meeting.day
        for _ in range(self._random.choice((1, 2))):
            language = self._language()
            time = half_month(wanted, language)
            said = [teller.session("session-scheduled", meeting, language, window=time, basis="announced")]
            if answered:
                said.append(teller.answer(meeting, language, day))
            yield self._document(day, language, said)
        if slips:
            language, day = self._language(), days_after(start, 0.45 * days)
            time, reason = half_month(meeting.day, language), "the calendars of both delegations"
            said = [teller.session("session-postponed", meeting, language, window=time, reason=reason)]
            yield self._document(day, language, said)

    def _outcome(self, meeting: Meeting, days: float, budget: int) -> Iterator[Dated]:
        """What became of the session: mostly held, told by many reports of few origins."""
        chance, teller = self._random.random, self._teller
        if (called_off := chance()) < 0.06:
            kind, language = "session-cancelled" if called_off < 0.04 else "session-not-held", self._language()
            told = self._document(meeting.day, language, [teller.session(kind, meeting, language)])
            # Undated it would count as older than the schedule, and the session would be overdue for ever.
            told.document["report"] |= {"published": told.day.isoformat(), "published_basis": "page date"}
            yield told
            return
        origins = [self._origin() for _ in range(self._random.choice((1, 2, 2, 3)))]
        # Three in four facts of the round at most, a report with two or three of them each.
        prints = max(1, min(budget * 3 // 4 // MOST_IN_A_PRINT, 3 + int(self._random.expovariate(1 / 7))))
        for number in range(prints):
            language = self._language()
            reprint = number >= len(origins)
            # Now and then a reprint comes out weeks later, and one report in thirty has the day wrong.
            late = chance() * (0.2 * days if reprint and chance() < 0.1 else 2)
            told_day = meeting.day if chance() > 0.03 else days_after(meeting.day, 1)
            said = [teller.held(meeting, language, told_day)]
            said += teller.positions(language, meeting.day, self._random.choice((0, 0, 1, 2)), stated=False)
            if chance() < 0.3:
                said.append(teller.invitation(meeting, language, meeting.day))
            origin = origins[number % len(origins)]
            yield self._document(days_after(meeting.day, late), language, said, origin=origin, reprint=reprint)

    def _quiet(self, number: int, start: date, days: float, budget: int) -> Iterator[Dated]:
        """What is said around the sessions: contacts, positions, promises and what becomes of them."""
        while budget > 0:
            language = self._language()
            day = days_after(start, self._random.random() * days)
            said = self._said(number, language, day)[: budget - 1]
            yield self._document(day, language, said)
            budget -= 1 + len(said)

    def _said(self, number: int, language: str, day: date) -> list[Attributes]:
        chance, teller = self._random.random(), self._teller
        if chance < 0.55:
            said = [teller.contact(language, day)]
            return said + teller.positions(language, day, self._random.choice((0, 0, 1, 1)), stated=False)
        if chance < 0.78:
            return teller.positions(language, day, self._random.choice((1, 2, 3)), stated=True)
        if chance < 0.93:
            return [teller.aside(language, day), *teller.positions(language, day, 1, stated=False)]
        if chance < 0.97:
            return [teller.commitment(f"package-{number}", language, day)]
        if chance < 0.99:
            return [teller.progress(f"package-{number}", language, day)]
        return [teller.document(f"communique-{number}", language, day)]

    def _coming(self, number: int) -> Dated:
        """A session that is scheduled for the coming year, each in a track of its own, and not yet held."""
        day = self._plan.last.replace(year=self._plan.coming_year, month=1 + number, day=self._random.choice((10, 20)))
        meeting = Meeting(1, words.TRACKS[number], self._teller.sides[number % 2], day)
        language = self._language()
        window = half_month(day, language) if number % 3 else f"{day.year}"
        said = [self._teller.session("session-scheduled", meeting, language, window=window, basis="agreed")]
        return self._document(self._plan.last, language, said)

    def _language(self) -> str:
        return self._random.choice(LANGUAGES)

    def _origin(self) -> str:
        if self._random.random() < 0.3:
            return self._random.choice(words.AGENCIES)
        side, office = self._random.choice(self._teller.sides), self._random.choice(words.OFFICES)
        return f"{side.party.name.en} {office.en}"

    def _document(
        self, day: date, language: str, facts: list[Attributes], *, origin: str | None = None, reprint: bool = False
    ) -> Dated:
        """A report with what it says; one in 25 has no date."""
        self._reports += 1
        outlet = self._random.choice(words.OUTLETS[language])
        id_ = f"{_slug(outlet) or language}-{self._reports}"
        path = f"{language}/{day.year}/{day.month:02d}/{self._plan.slug}/{id_}"
        report: Attributes = {
            "id": id_,
            "outlet": outlet,
            "url": f"https://{_slug(outlet) or 'news'}.example/{path}",
            "title": f"{self._teller.heading()['title']}: {self._random.choice(words.SUBJECTS)}",
            "language": language,
            "kind": "reprint" if reprint else self._random.choice(REPORT_KINDS),
            "origin": origin or self._origin(),
        }
        chance = self._random.random()
        if chance < 0.85:
            report |= {"published": day.isoformat(), "published_basis": "page date"}
        elif chance < 0.96:
            report |= {"published": f"{day.isoformat()}T{self._random.randrange(6, 23):02d}:30+03:00"}
        else:
            report |= {"published_basis": "not shown"}
        document: Attributes = {"dialogue": self._plan.slug, "report": report}
        if facts:
            document["facts"] = facts
        return Dated(day, document)


def _facts_in(told: Sequence[Dated]) -> int:
    return sum(1 + len(dated.document.get("facts", ())) for dated in told)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
