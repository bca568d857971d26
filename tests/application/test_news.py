"""What became known since a day, of all dialogues: whatever was recorded on the day, and the evening before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from events.store.options import StoreOptions
from timeline.application import asking, news
from timeline.application.news import DayWithNews
from timeline.application.tracker import Tracker
from timeline.read_models.past_same import where_no_more_is_known
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = date(2025, 5, 1)
TALKS = {f"talks-{number}": FIRST + timedelta(days=number) for number in range(7)}
"""Dialogues, each with the day of its only report, in the zone of its outlet."""


LAST = max(TALKS.values())


@pytest.fixture
def talks() -> Iterator[Tracker]:
    """Reports on file, of which one comes out each day. East of us the next day has begun when its fact is recorded."""
    evenings = iter([FIRST, *TALKS.values(), LAST])
    options = StoreOptions(
        clock=lambda: datetime.combine(next(evenings), datetime.min.time(), UTC) - timedelta(hours=2)
    )
    with Tracker(MemoryEngine(options=options), LAST) as tracker:

        def append(text: str) -> None:
            tracker.append(read_bytes(text.encode(), "talks.yaml"), recorded_by="anna")

        filed = "report: {{id: r1, outlet: Suva Times, published: {}}}\n"
        append(
            "---\n".join(
                f"dialogue: {slug}\ntitle: Talks\nparties: [A, B]\n{filed.format(day)}" for slug, day in TALKS.items()
            )
        )
        for slug in TALKS:
            append(f"dialogue: {slug}\nfacts: [{{kind: contact-held, report: r1, when: 2025-04-20}}]\n")
        yield tracker


def test_news_since_a_day_are_of_the_reports_of_that_day_and_of_later_ones(talks: Tracker) -> None:
    for first in (*TALKS.values(), LAST + timedelta(days=2)):
        told = {one.dialogue: date.fromisoformat(one.known_by) for one in talks.news(since=first)}
        assert told == {slug: day for slug, day in TALKS.items() if day >= first}, first


def test_since_a_day_to_come_there_are_no_news_also_where_something_happens_until_then() -> None:
    options = StoreOptions(clock=lambda: datetime(2025, 5, 15, tzinfo=UTC))
    text = """
        dialogue: talks
        title: Talks
        parties: [A, B]
        report: {id: r1, outlet: Suva Times, published: 2025-05-14}
        facts: [{kind: invitation-extended, invitation: i, by: A, to: B, when: 2025-06-07}]
        """
    with Tracker(MemoryEngine(options=options), date(2025, 5, 20)) as tracker:
        tracker.append(read_bytes(dedent(text).encode(), "talks.yaml"), recorded_by="anna")
        for since in (date(2025, 5, 21), date(2025, 6, 30)):
            assert [*tracker.news("talks", since=since)] == [*tracker.news(since=since)] == []


def test_a_day_with_news_counts_facts_that_no_report_told_and_no_report_for_them(talks: Tracker) -> None:
    first = next(iter(TALKS))
    assert talks.heard(first) == [DayWithNews(FIRST, facts=1, reports=1)]
    seen_by_us = f"dialogue: {first}\nfacts: [{{kind: contact-held, when: 2025-05-02}}]\n"
    talks.append(read_bytes(seen_by_us.encode(), "talks.yaml"), recorded_by="anna")
    evening = LAST - timedelta(days=1)
    assert talks.heard(first) == [DayWithNews(FIRST, facts=1, reports=1), DayWithNews(evening, facts=1, reports=0)]
    assert {one.dialogue for one in talks.news(since=evening) if one.known_by == str(evening)} == {first, "talks-5"}


@pytest.mark.parametrize("kept", [True, False])
def test_what_happens_on_a_day_on_which_nothing_becomes_known_is_no_news(kept: bool) -> None:
    """It was told before that a position is to be stated then, and a promise made."""
    options = StoreOptions(clock=lambda: datetime(2025, 5, 31, tzinfo=UTC))
    text = """
        dialogue: talks
        title: Talks
        parties: [A, B]
        report: {id: r1, outlet: Suva Times, published: 2025-05-31}
        facts:
        - {kind: position-stated, actor: A, issue: peace, stance: For it, when: 2025-06-04}
        - {kind: commitment-made, commitment: help, by: A, when: 2025-06-04}
        """
    with Tracker(MemoryEngine(options=options), date(2025, 6, 5)) as tracker:
        tracker.append(read_bytes(dedent(text).encode(), "talks.yaml"), recorded_by="anna")
        if not kept:
            tracker.engine.read_models.change(lambda writer: writer.begin(SHAPE, anew=True))
        for since, told in {date(2025, 6, 3): 0, date(2025, 5, 31): 2}.items():
            named, all_ = ([one.subject for one in tracker.news(*slugs, since=since)] for slugs in (("talks",), ()))
            assert named == all_
            assert len([one for one in named if one != "dialogue:talks"]) == told


@pytest.mark.parametrize("published", ["2025-05", "2025", "2025-05-28"])
@pytest.mark.parametrize("rebuilt", [True, False])
def test_news_are_also_what_comes_out_later_than_it_was_recorded(published: str, rebuilt: bool) -> None:
    """Of a report of May all is known by the end of May, whenever it was filed."""
    options = StoreOptions(clock=lambda: datetime(2025, 5, 10, tzinfo=UTC))
    report = f"report: {{id: r1, outlet: Suva Times, published: {published}}}\n"
    with Tracker(MemoryEngine(options=options), date(2025, 6, 1)) as tracker:
        for slug, filed in {"talks": report, "others": report.replace(published, "2025-05-09")}.items():
            text = f"dialogue: {slug}\ntitle: Talks\nparties: [A, B]\n{filed}"
            text += "facts: [{kind: contact-held, when: 2025-04-20}]\n"
            tracker.append(read_bytes(text.encode(), "talks.yaml"), recorded_by="anna")
        if rebuilt:
            tracker.rebuild()
        named = [one for slug in ("talks", "others") for one in tracker.news(slug, since=date(2025, 5, 25))]
        assert {one.dialogue for one in named} == {"talks"}
        assert list(tracker.news(since=date(2025, 5, 25))) == named


def test_where_answers_are_kept_the_log_is_not_read(talks: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_log(*_: object, **__: object) -> None:
        raise AssertionError("the log was read")

    monkeypatch.setattr(news, "ledger_of", no_log)
    monkeypatch.setattr(asking, "ledger_of", no_log)
    assert list(talks.news("talks-0", "talks-1", since=LAST - timedelta(days=1))) == []
    assert [one.dialogue for one in talks.news("talks-0", "talks-1", since=FIRST)] == ["talks-1", "talks-0"]
    assert [one.facts for one in talks.days("talks-0")] == [1]
    assert list(talks.days("talks-0", since=FIRST + timedelta(days=2))) == []
    assert talks.heard("talks-0") == [DayWithNews(FIRST, facts=1, reports=1)]
    assert talks.diff("talks-0", FIRST + timedelta(days=1), LAST).changes == ()
    assert talks.diff("talks-0", FIRST - timedelta(days=1), LAST).facts == 1
    assert talks.diff("talks-6", FIRST, LAST - timedelta(days=1)).changes == ()  # what comes later is not asked for
    with pytest.raises(AssertionError, match="the log was read"):
        talks.diff("talks-0", FIRST, LAST, recorded_at=LAST)


def test_of_all_dialogues_those_are_looked_at_of_which_something_comes_out_later(talks: Tracker) -> None:
    for day in TALKS.values():
        found = where_no_more_is_known(talks.engine.read_models, SHAPE, day, LAST)
        assert found <= {slug for slug, published in TALKS.items() if published <= day}
        assert found >= {slug for slug, published in TALKS.items() if published < day}
    assert where_no_more_is_known(MemoryEngine().read_models, SHAPE, FIRST, LAST) == set()


def test_where_answers_are_stale_the_log_tells(talks: Tracker) -> None:
    def asked() -> tuple[object, ...]:
        return (
            list(talks.news(since=FIRST)),
            list(talks.days("talks-0")),
            talks.heard("talks-0"),
            talks.diff("talks-0", FIRST - timedelta(days=1), LAST),
        )

    ready = asked()
    talks.engine.read_models.change(lambda writer: writer.mark_stale(TALKS))
    assert asked() == ready


def test_what_is_redacted_is_named_in_every_difference(talks: Tracker) -> None:
    (fact,) = [one.fact for one in talks.history("talks-0") if one.kind == "contact-held"]
    redactor = talks.redactor(recorded_by="anna")
    redactor.redact(redactor.plan(fact), "a name")
    talks.rebuild()
    assert talks.diff("talks-0", FIRST, LAST).redacted == (fact,)
    assert talks.diff("talks-1", FIRST, LAST).redacted == ()
