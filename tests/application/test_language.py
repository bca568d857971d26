"""In which language are persons, places, times and quotes shown? In the reader's, where reports or the gazetteer do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import BadInputError
from tests.cli.given import timeline
from timeline.answers.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from timeline.application.tracker import Tracker

IN_ARABIC, IN_ENGLISH = "قاسم الأعرجي", "Qasim al-Araji"

TALKS = f"""\
dialogue: talks
title: Talks of Iraq and NATO
parties: [Iraq, NATO]
---
dialogue: talks
report: {{id: ina, outlet: INA, published: 2025-05-01, origin: ONSA, language: ar}}
facts:
- kind: session-scheduled
  session: 2
  window: {{edtf: 2025-06, wording: شهر حزيران}}
  place: بغداد
  persons: [{{name: {IN_ARABIC}, side: Iraq, part: head}}]
- {{kind: session-scheduled, session: 3, window: 2026, place: دمشق}}
---
dialogue: talks
report: {{id: nato, outlet: NATO, published: 2025-05-02, origin: NATO, language: en}}
facts:
- kind: session-scheduled
  session: 2
  window: {{edtf: 2025-06, wording: in June}}
  place: Baghdad
  persons: [{{name: {IN_ENGLISH}, side: Iraq, part: head}}]
- kind: session-held
  session: 1
  when: 2024-08-27
  place: Brussels
  quote: The two sides met in Brussels
  quote_in: {{language: ar, text: التقى الجانبان في بروكسل}}
  persons: [{{name: {IN_ENGLISH}, side: Iraq, part: head}}]
---
dialogue: talks
facts:
- {{kind: subjects-linked, subjects: ["person:{IN_ARABIC}", "person:{IN_ENGLISH}"], as: same}}
"""
"""A session told in Arabic and in English, one told in English, and one whose place is told in Arabic only."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store that holds the talks; the locale of whoever runs the tests is none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TIMELINE_STORE", str(tmp_path / "talks.db"))
    monkeypatch.setenv("TIMELINE_TODAY", "2025-05-10")
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    return str(tmp_path / "talks.db")


@pytest.fixture
def talks(store: str) -> Iterator[Tracker]:
    """Who asks it."""
    import timeline

    with timeline.open(store, today="2025-05-10") as tracker:
        yield tracker


def asked(*words: str) -> Any:
    """The answer as JSON has it."""
    return json.loads(timeline(*words, "--json").out)


def table(*words: str) -> list[list[str]]:
    """The table of an answer, as the cells of its lines."""
    lines = timeline(*words, "--format", "markdown").out.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [cells[0], *cells[2:]]


def column(name: str, *words: str) -> list[str]:
    """One column of the table of an answer."""
    head, *rows = table(*words)
    return [row[head.index(name)] for row in rows]


@pytest.mark.parametrize(
    ("language", "places"),
    [
        (None, ["Brussels", "Baghdad", "Damascus"]),
        ("en", ["Brussels", "Baghdad", "Damascus"]),
        ("en-GB", ["Brussels", "Baghdad", "Damascus"]),
        ("ar", ["بروكسل", "بغداد", "دمشق"]),
        ("de", ["Brüssel", "Bagdad", "Damaskus"]),
        ("tlh", ["Brussels", "Baghdad", "Damascus"]),
    ],
)
def test_a_place_is_named_as_reports_do_then_as_the_gazetteer_does_then_as_in_english(
    talks: Tracker, language: str | None, places: list[str]
) -> None:
    named = talks.sessions("talks", language=language) if language else talks.sessions("talks")
    assert [session.place for session in named] == places


def in_arabic(*reports: tuple[str, str, str]) -> str:
    """A dialogue whose only session has a place: what each report says of it, by its name, its origin and its place."""
    told = "dialogue: more\ntitle: More\n"
    for day, (name, origin, place) in enumerate(reports, start=1):
        told += f"---\ndialogue: more\nreport: {{id: {name}, outlet: {name}, origin: {origin}, language: ar"
        told += f", published: 2025-05-0{day}}}\nfacts: [{{kind: session-held, session: 1, place: {place}}}]\n"
    return told


@pytest.mark.parametrize(
    ("reports", "place"),
    [
        ([("a", "A", "استانا"), ("b", "B", "أستانا")], "استانا"),
        ([("a", "A", "استانا"), ("b", "B", "أستانا"), ("c", "C", "أستانا")], "أستانا"),
        ([("a", "A", "استانا"), ("b", "B", "أستانا"), ("c", "B", "أستانا")], "استانا"),
        ([("a", "A", "Astana"), ("b", "B", "أستانا")], "أستانا"),
    ],
    ids=["the older of two", "the one of more origins", "one origin is one voice", "the one in its letters"],
)
def test_of_several_spellings_of_a_language_one_is_shown(
    store: str, reports: list[tuple[str, str, str]], place: str
) -> None:
    assert timeline("append", "--from", "-", stdin=in_arabic(*reports)).code == 0
    (session,) = asked("sessions", "more", "--lang", "ar")
    assert session["place"] == place


def test_a_place_is_spelt_as_it_was_at_the_moment_that_is_asked_about(store: str) -> None:
    reports = [("a", "A", "أستانا"), ("b", "B", "استانا"), ("c", "C", "استانا")]
    assert timeline("append", "--from", "-", stdin=in_arabic(reports[0])).code == 0
    recorded_at = asked("history", "more")[-1]["recorded_at"]
    assert timeline("append", "--from", "-", stdin=in_arabic(*reports)).code == 0

    def spelt(*moment: str) -> str:
        (session,) = asked("sessions", "more", "--lang", "ar", *moment)
        return str(session["place"])

    assert spelt() == "استانا"
    for moment in (("--on", "2025-05-01"), ("--known-at", "2025-05-01"), ("--recorded-at", recorded_at)):
        assert spelt(*moment) == "أستانا", moment


def test_a_place_that_reports_spell_as_it_is_shown_has_no_spelling_of_others_beside_it(store: str) -> None:
    documents = [
        {"dialogue": "more", "title": "More"},
        in_report("fa", {"kind": "contact-held", "format": "visit", "place": "ریاض"}),
        in_report("ar", {"kind": "session-held", "session": 1, "place": "الرياض"}),
    ]
    assert timeline("append", "--from", "-", stdin="\n".join(map(json.dumps, documents))).code == 0
    assert [session["place"] for session in asked("sessions", "more")] == ["Riyadh"]
    (session,) = asked("sessions", "more", "--lang", "ar")
    assert (session["place"], "originals" in session) == ("الرياض", False)


def in_report(language: str, fact: dict[str, Any]) -> dict[str, Any]:
    report = {"id": language, "outlet": language, "published": "2025-05-01", "language": language}
    return {"dialogue": "more", "report": report, "facts": [fact]}


def test_what_was_written_stands_beside_it(talks: Tracker) -> None:
    beside = [session.originals for session in talks.sessions("talks", language="de")]
    assert beside == [{"place": "Brussels"}, {"place": "Baghdad"}, {"place": "دمشق"}]


def test_of_linked_spellings_the_one_of_the_readers_language_is_shown(talks: Tracker) -> None:
    shown = {language: talks.people("talks", language=language)[0] for language in ("ar", "en", "de")}
    assert {language: one.person for language, one in shown.items()} == {
        "ar": IN_ARABIC,
        "en": IN_ENGLISH,
        "de": IN_ENGLISH,
    }
    assert shown["ar"].originals == {"person": IN_ENGLISH}
    assert shown["ar"].spellings == shown["en"].spellings


def test_a_spelling_that_was_not_known_yet_is_not_shown(talks: Tracker) -> None:
    assert talks.sessions("talks", known_at="2025-05-01", language="en")[0].persons[0].name == IN_ARABIC


@pytest.mark.parametrize(("language", "wording"), [("en", "in June"), ("ar", "شهر حزيران"), ("de", "in June")])
def test_a_time_is_told_in_the_words_of_a_report_in_the_language(talks: Tracker, language: str, wording: str) -> None:
    window = talks.sessions("talks", language=language)[1].window
    assert window
    assert window.wording == wording


def test_a_quote_is_read_in_its_translation_with_the_original_beside_it(talks: Tracker) -> None:
    (value,) = talks.explain("talks", "session:1.place", language="ar").attributes[0].values
    (evidence,) = value.evidence
    assert evidence.quote == "التقى الجانبان في بروكسل"
    assert evidence.originals == {"quote": "The two sides met in Brussels"}


def test_tables_have_both_and_json_has_them_apart(store: str) -> None:
    assert column("place", "sessions", "talks", "--lang", "ar") == [
        "بروكسل (Brussels)",
        "بغداد (Baghdad)",
        "دمشق",
    ]
    row = asked("sessions", "talks", "--lang", "ar")[1]
    assert (row["place"], row["originals"]) == ("بغداد", {"place": "Baghdad"})
    assert column("what changed", "news", "--since", "2025-01-01", "--lang", "ar")[0].endswith("place بغداد (Baghdad)")


def test_of_several_names_only_those_that_are_written_otherwise_have_an_original_beside_them() -> None:
    row = {"who": [IN_ARABIC, "Ann Lee"], "originals": {"who": [IN_ENGLISH, "Ann Lee"]}}
    assert Column("who", "who").text(row) == f"{IN_ARABIC}, Ann Lee ({IN_ENGLISH})"


QUESTIONS = [
    ("state", "talks"),
    ("show", "talks"),
    ("sessions", "talks"),
    ("people", "talks"),
    ("upcoming",),
    ("explain", "talks", "session:2"),
    ("disputes", "talks"),
    ("diff", "talks", "2025-01-01", "2025-05-09"),
    ("news", "--since", "2025-01-01"),
    ("days", "talks"),
]


def test_the_locale_chooses_for_tables_and_changes_no_json(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [asked(*words) for words in QUESTIONS]
    csv = timeline("sessions", "talks", "--format", "csv").out
    monkeypatch.setenv("LANG", "ar_IQ.UTF-8")
    assert [asked(*words) for words in QUESTIONS] == plain
    assert timeline("sessions", "talks", "--format", "csv").out == csv
    assert column("place", "sessions", "talks")[1] == "بغداد (Baghdad)"
    assert column("place", "sessions", "talks", "--lang", "en")[1] == "Baghdad"


@pytest.mark.parametrize(
    ("locale", "place"),
    [
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "Baghdad"),
        ({"LC_ALL": "", "LC_MESSAGES": "de_AT@euro", "LANG": "fr_FR"}, "Bagdad (Baghdad)"),
        ({"LANG": "POSIX"}, "Baghdad"),
        ({"LANG": "C.UTF-8"}, "Baghdad"),
        ({"LANG": "tlh.UTF-8"}, "Baghdad"),
    ],
)
def test_the_first_variable_that_is_set_tells_the_locale(
    store: str, monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], place: str
) -> None:
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert column("place", "sessions", "talks")[1] == place


def test_every_answer_in_another_language_has_the_shape_of_its_model(talks: Tracker) -> None:
    for name, *about in (
        ("state", "talks"),
        ("show", "talks"),
        ("upcoming",),
        ("diff", "talks", "2025-01-01", "2025-05-09"),
    ):
        reply = talks.ask(name, *about, language="ar")
        assert "بغداد" in json.dumps(reply.plain, ensure_ascii=False)
        made = reply.model
        rows = [one.model_dump(mode="json") for one in made] if reply.question.is_list else made.model_dump(mode="json")
        assert rows == reply.plain


def test_what_is_no_language_is_refused(talks: Tracker) -> None:
    with pytest.raises(BadInputError) as refused:
        talks.sessions("talks", language="Arabic!")
    assert (refused.value.message, refused.value.hint) == (
        "'Arabic!' is not a language",
        "Write its tag: en, ar, de, zh-Hant.",
    )
    assert timeline("sessions", "talks", "--lang", "Arabic!").code == 2
