"""Asked from Python: the examples of its guide, and how answers show themselves and go into data frames."""

from __future__ import annotations

import doctest
import inspect
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import timeline
from events.errors import BadInputError, NotFoundError, StoreError
from events.fact_file import read
from events.intake.batch import Batch
from events.store.address import SqliteAddress
from events.store.memory import MemoryEngine
from tests.chance import tries
from tests.cli.given import ROOT, STORYLINE, unmeasured
from tests.cli.given import timeline as run
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.flat import columns_of
from timeline.application.given import READ
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ABOUT: dict[str, tuple[str, ...]] = {"upcoming": (), "check": (), "news": (), "dialogues": ()}
LISTS = [name for name, question in QUESTIONS.items() if question.is_list and name != "replay"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the storyline, made once."""
    path = tmp_path_factory.mktemp("stored") / "talks.db"
    assert run("append", "--from", str(STORYLINE), "--store", str(path)).code == 0
    return path


@pytest.fixture
def folder(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with `talks.db`, the storyline."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_TODAY", "2025-06-01")
    shutil.copy(stored, "talks.db")
    return tmp_path


@pytest.fixture
def tracker(folder: Path) -> Iterator[Tracker]:
    with timeline.open(folder / "talks.db", today=date(2025, 6, 1)) as opened:
        yield opened


@pytest.mark.usefixtures("folder")
def test_the_documented_examples_print_what_they_show() -> None:
    done = doctest.testfile(
        str(ROOT / "docs" / "how-to" / "use-from-python.md"), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert done.attempted > 15
    assert done.failed == 0


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys, timeline; timeline.open; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=unmeasured()
    )
    assert not {"pydantic", "typer", "sqlite3", "eventsourcing", "events"} & {*done.stdout.split()}


def test_nothing_is_made_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no store"):
        timeline.open(tmp_path / "none.db")
    assert not [*tmp_path.iterdir()]
    with pytest.raises(BadInputError, match="'soon' is not a day"):
        timeline.open(tmp_path / "none.db", today="soon")


# Packages for data are imported where a test uses them: every process that runs tests reads this module.


def test_every_list_is_taken_by_pandas_polars_and_arrow_with_the_same_columns(tracker: Tracker) -> None:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    for name in LISTS:
        answers = getattr(tracker, name)(*ABOUT.get(name, ("iraq-nato",)))
        columns = {column.name for column in columns_of(QUESTIONS[name].row_model)}
        frames = pd.DataFrame(answers.table()), pl.DataFrame(answers.table()), pa.table(answers)
        assert [{*frame.columns} for frame in frames[:2]] == [columns, columns], name
        assert {*frames[2].column_names} == columns, name
        assert len({len(frame) for frame in frames}) == 1, name
        assert len(frames[0]) >= len(answers) == len(answers.rows()), name


def test_an_empty_answer_has_its_columns(tracker: Tracker) -> None:
    import polars as pl
    import pyarrow as pa

    documents = tracker.documents("iraq-nato")
    assert [*documents] == []
    assert "due_earliest" in pl.DataFrame(documents.table()).columns
    assert pa.table(documents).schema.field("due_earliest").type == pa.date32()


NAME = "is not a name or a word: it is no text"

WRONG: dict[str, tuple[Callable[[Tracker], object], str]] = {
    "no dialogue": (lambda tracker: tracker.state(None), f"None {NAME}"),  # type: ignore[arg-type] # that is the mistake
    "a list of dialogues": (lambda tracker: tracker.upcoming(["iraq-nato"]), f"['iraq-nato'] {NAME}"),  # type: ignore[arg-type] # likewise
    "a number as subject": (lambda tracker: tracker.explain("iraq-nato", 2), f"2 {NAME}"),  # type: ignore[arg-type] # likewise
    "a number as issue": (lambda tracker: tracker.positions("iraq-nato", issue=2), f"2 {NAME}"),  # type: ignore[arg-type] # likewise
    "a number as word": (lambda tracker: tracker.find("training", 2025), f"2025 {NAME}"),  # type: ignore[arg-type] # likewise
    "a list of persons": (lambda tracker: tracker.find(person=["Ann"]), f"['Ann'] {NAME}"),  # type: ignore[arg-type] # likewise
    "a number as fact": (lambda tracker: tracker.fact(7), f"7 {NAME}"),  # type: ignore[arg-type] # likewise
    "a number to export": (lambda tracker: tracker.export("csv", 7), f"7 {NAME}"),  # type: ignore[arg-type] # likewise
    "no list to export": (lambda tracker: tracker.export("csv", None), f"None {NAME}"),  # type: ignore[arg-type] # likewise
    "a number as language": (lambda tracker: tracker.state("iraq-nato", language=7), "7 is not a language"),  # type: ignore[arg-type] # likewise
    "a year as day": (lambda tracker: tracker.state("iraq-nato", on=2025), "2025 is not a day"),  # type: ignore[arg-type] # likewise
    "tomorrow": (lambda tracker: tracker.sessions("iraq-nato", known_at="tomorrow"), "'tomorrow' is not a day"),
    "no day to walk from": (lambda tracker: tracker.walk("iraq-nato", None), "None is not a day"),  # type: ignore[arg-type] # likewise
    "a text as number": (
        lambda tracker: tracker.history(limit="10"),  # type: ignore[arg-type] # likewise
        "`limit` is '10', which is no whole number from 0 on",
    ),
    "fewer than none": (lambda tracker: tracker.history(limit=-1), "`limit` is -1, which is no whole number from 0 on"),
    "half an entry": (
        lambda tracker: tracker.follow(since=0.5),  # type: ignore[arg-type] # likewise
        "`since` is 0.5, which is no whole number from 0 on",
    ),
    "a word for yes": (
        lambda tracker: tracker.judge(recorded_by="ann", dry_run="yes"),  # type: ignore[arg-type] # likewise
        "`dry_run` is 'yes', which is neither True nor False",
    ),
    "no question": (lambda tracker: tracker.ask("weather"), "there is no question 'weather'"),
    "a number of days": (lambda tracker: tracker.upcoming(within=90), "90 is not a span of time"),  # type: ignore[arg-type] # likewise
}
"""What somebody may type in a notebook, and what is said of it."""

OF_WRONG = {"no question": "Ask one of these: show, dialogues, ", "a number of days": "Write timedelta(days=90)."}
"""What to type instead, where it is told of no other argument."""


@pytest.mark.parametrize("mistake", WRONG)
def test_what_is_of_the_wrong_type_is_refused_with_the_value_and_what_to_write(tracker: Tracker, mistake: str) -> None:
    ask, message = WRONG[mistake]
    with pytest.raises(BadInputError) as refused:
        ask(tracker)
    assert refused.value.message == message
    assert refused.value.hint
    assert refused.value.hint.startswith(OF_WRONG.get(mistake, ""))


OF_ARGUMENTS = {
    "dialogue": (
        f"3 {NAME}",
        "Write one in quotes, such as 'iraq-nato'. Write * before a list of them, where several may stand.",
    ),
    "jobs": ("`jobs` is 0.5, which is no whole number from 0 on", "Write 10, for example."),
    "anew": ("`anew` is 3, which is neither True nor False", "Write anew=True."),
    "watch": ("`watch` is 3, which cannot be called", "Give a function, or leave it out."),
    "drafts": ("3 is no draft of a fact", "Give what `events.fact_file.read` gives, or `Draft(…)`s."),
    "batch": ("3 is no batch of drafts", "Give what `gathered(drafts)` gives."),
    "outcome": ("3 is no outcome", "Give what `record` or `try_out` gave."),
    "key": ("3 is no key to sign with", "Give what `SigningKey.parse(text)` gives."),
    "at": ("3 is no checkpoint", "Give what `SignedCheckpoint.parse(text).checkpoint` gives."),
    "file": ("3 is no address of a file", "Give SqliteAddress(Path('backup.db'))."),
    "backup": ("3 is no open store", "Give what `open_engine(Address.parse('talks.db'))` gives."),
}


@pytest.mark.parametrize("argument", OF_ARGUMENTS)
def test_what_an_argument_is_not_is_told_with_what_gives_one(argument: str) -> None:
    message, hint = OF_ARGUMENTS[argument]
    with pytest.raises(BadInputError) as refused:
        next(READ[argument](argument, 0.5 if argument == "jobs" else 3))  # type: ignore[call-overload] # drafts are read one by one
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_no_time_of_pandas_is_no_day(tracker: Tracker) -> None:
    import pandas as pd

    with pytest.raises(BadInputError) as refused:
        tracker.state("iraq-nato", on=pd.NaT)
    assert refused.value.message == "NaT is not a day"
    assert refused.value.hint


class Odd:
    """Something that is no argument of anything."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __repr__(self) -> str:
        return f"<odd {self.word}>"


RIGHT: dict[str, Any] = {
    "dialogue": "iraq-nato",
    "dialogues": "iraq-nato",
    "subject": "session:1",
    "day": "2025-05-10",
    "fact": "9ed2",
    "text": "9ed2",
    "first": "2025-05-10",
    "last": "2025-05-22",
    "words": "training",
    "name": "sessions",
    "format_": "csv",
    "recorded_by": "ann",
    "drafts": [],
    "batch": Batch(),
    "file": SqliteAddress(Path("not-there.db")),
    **dict.fromkeys(("backup", "other"), MemoryEngine()),
}
"""A value that each argument takes which has to be given."""

TIMES = ("on", "known_at", "recorded_at")
FURTHER = {
    "Unpack[Times]": TIMES,
    "Unpack[Asked]": (*TIMES, "language"),
    "Unpack[Fields]": ("person", "place", "topic", "outlet", "since", "dialogues", "limit"),
}
"""What a method takes besides the arguments that its signature names, by what the signature says of it."""


def arguments() -> list[tuple[str, str]]:
    """Every argument of every public method of the tracker."""
    found = []
    for name, method in inspect.getmembers(Tracker, inspect.isfunction):
        if name.startswith("_") or name == "close":
            continue
        for one in [*inspect.signature(method).parameters.values()][1:]:
            named = FURTHER.get(one.annotation, ()) if one.kind is one.VAR_KEYWORD else (one.name,)
            found += [(name, argument) for argument in named]
    return found


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Tracker]:
    with Tracker(MemoryEngine(), date(2025, 6, 1)) as opened, STORYLINE.open("rb") as file:
        opened.append(read(file, STORYLINE.name), recorded_by="ann")
        yield opened


@tries(10)
@given(value=st.floats() | st.complex_numbers() | st.builds(Odd, st.text("abc", max_size=9)))
def test_what_an_argument_cannot_be_is_refused_by_its_value_and_with_what_to_write(
    in_memory: Tracker, value: object
) -> None:
    for method, argument in arguments():
        about, options = asked_with(value, method, argument)
        note(f"{value!r} is given to `{method}` as `{argument}`")
        with pytest.raises(BadInputError) as refused:
            getattr(in_memory, method)(*about, **options)
        assert repr(value) in refused.value.message
        assert refused.value.hint


def asked_with(value: object, method: str, argument: str) -> tuple[list[object], dict[str, object]]:
    """What a method is given besides what has to be given, so that one argument has this value."""
    about: list[object] = []
    options: dict[str, object] = {}
    for one in [*inspect.signature(getattr(Tracker, method)).parameters.values()][1:]:
        if one.kind is one.VAR_POSITIONAL:
            about += [value] if one.name == argument else [RIGHT[one.name]] if one.name in RIGHT else []
        elif one.kind is one.POSITIONAL_OR_KEYWORD and (one.default is one.empty or one.name == argument):
            about.append(value if one.name == argument else RIGHT[one.name])
        elif one.kind is one.KEYWORD_ONLY and one.default is one.empty:
            options[one.name] = RIGHT[one.name]
    if value not in about:
        options[argument] = value
    return about, options


GIVEN: dict[str, Any] = {
    **dict.fromkeys(("on", "known_at", "since"), "2025-05-10"),
    "language": "ar",
    "within": timedelta(days=60),
    "overdue": True,
    "only": "fact-uncited",
    "issue": "long-term-partnership",
    **dict.fromkeys(("limit", "until", "history.since"), 3),
    "outlet": "INA",
    "find.dialogues": "iraq-nato",
}
"""A value of each argument that may be left out, by its name, or by `method.name`."""


@pytest.mark.parametrize("method", sorted({method for method, _ in arguments() if method in QUESTIONS}))
def test_a_method_asks_its_question_with_each_argument_that_it_is_given(in_memory: Tracker, method: str) -> None:
    taken = [argument for name, argument in arguments() if name == method]
    about = [RIGHT[name] for name in taken if name in RIGHT and name != "dialogues"]
    options = {name: GIVEN.get(f"{method}.{name}", GIVEN.get(name)) for name in taken}
    asked = [{name: value for name, value in options.items() if value is not None}]
    asked += [{"recorded_at": "2020-01-01"}] if "recorded_at" in taken and method != "explain" else []
    for given_on in asked:
        expected = in_memory.ask(method, *about, **given_on).model
        told = getattr(in_memory, method)(*about, **given_on)
        assert [*told] == [*expected]
        assert [*told] != [*in_memory.ask(method, *about).model] or method in {"commitments", "documents", "dialogues"}


def test_a_single_dialogue_or_finding_needs_no_list(tracker: Tracker) -> None:
    assert tracker.export("csv", "iraq-nato") == tracker.export("csv", ["iraq-nato"])
    assert [*tracker.export_log("iraq-nato")] == [*tracker.export_log(["iraq-nato"])]
    assert tracker.find("training", dialogues="iraq-nato") == tracker.find("training")
    alone = tracker.check("iraq-nato", only="fact-uncited", on="2026-06-01")
    assert alone == tracker.check("iraq-nato", only=("fact-uncited",), on="2026-06-01")


def test_days_and_numbers_may_be_those_of_other_libraries(tracker: Tracker) -> None:
    import pandas as pd

    assert tracker.state("iraq-nato", on=pd.Timestamp("2025-05-10 14:00")) == tracker.state(
        "iraq-nato", on="2025-05-10"
    )
    three = pd.Series([3]).iloc[0]
    assert len(tracker.history(limit=three)) == len(tracker.history(limit=3)) == 3


def test_answers_are_sequences(tracker: Tracker) -> None:
    sessions = tracker.sessions("iraq-nato")
    assert sessions == tracker.sessions("iraq-nato")
    assert hash(sessions) == hash(tracker.sessions("iraq-nato"))
    assert [*sessions[1:]] == [*sessions][1:]
    assert sessions[-1] in sessions
    assert repr(sessions[:0]) == "Answers([])"


def test_answers_show_themselves_and_what_was_reported_is_no_markup(folder: Path) -> None:
    """Given names that a browser would run, the notebook shows them as they are written."""
    nasty = "<img src=x onerror=alert(1)>"
    assert run("append", "dialogue-opened", "talks", "--title", nasty, "--store", "talks.db").code == 0
    with timeline.open(folder / "talks.db", today="2025-06-01") as tracker:
        shown = [tracker.dialogues()._repr_html_(), tracker.state("talks")._repr_html_()]
    for html in shown:
        assert "&lt;img src=x onerror=alert(1)&gt;" in html
        assert "<img" not in html


def test_arrow_has_the_values_of_the_table_with_their_types(tracker: Tracker) -> None:
    import pyarrow as pa

    positions = tracker.positions("iraq-nato")
    table = pa.table(positions)
    assert table.to_pydict() == positions.table()
    types = {name: table.schema.field(name).type for name in ("stance", "times", "in_force", "origins")}
    assert types == {
        "stance": pa.string(),
        "times": pa.int64(),
        "in_force": pa.bool_(),
        "origins": pa.list_(pa.string()),
    }
    assert pa.table(tracker.history("iraq-nato")).schema.field("recorded_at").type == pa.timestamp("us", tz="UTC")


def test_a_table_in_a_notebook_has_a_heading_over_each_column_that_has_a_value(tracker: Tracker) -> None:
    (one,) = tracker.dialogues()
    headings = ("dialogue", "title", "parties", "facts", "reports", "last recorded")
    values = ("iraq-nato", one.title, "Iraq, NATO", "150", "46", f"{one.last_recorded:%Y-%m-%d %H:%M}")
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    row = "".join(f'<td dir="auto">{value}</td>' for value in values)
    expected = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    assert tracker.dialogues()._repr_html_() == expected


def test_what_stands_inside_a_value_is_told_without_what_is_not_there(tracker: Tracker) -> None:
    told = tracker.state("iraq-nato", on="2025-05-10")._repr_html_()
    cell = told.partition('<td dir="auto">next_session</td><td dir="auto">')[2].partition("</td>")[0]
    assert cell.startswith(
        "dialogue: iraq-nato, track: main, session: 2, status: scheduled, window: 2025-05-16/2025-05-31"
    )
    assert "None" not in cell
    assert ": ," not in cell


def test_advice_is_told_in_words(tracker: Tracker) -> None:
    findings = tracker.check("iraq-nato", only="invitation-overdue")
    for html in (findings._repr_html_(), findings[0]._repr_html_()):
        assert "`link` (dialogue iraq-nato, subject invitation:minister-to-nato-ambassadors" in html
        assert "«" not in html


def test_a_closed_tracker_says_so_and_what_to_do(folder: Path) -> None:
    tracker = timeline.open(folder / "talks.db", today="2025-06-01")
    assert repr(tracker) == f"<Tracker of '{folder / 'talks.db'}', today 2025-06-01>"
    tracker.close()
    tracker.close()
    assert repr(tracker) == "<Tracker of a closed store, today 2025-06-01>"
    with pytest.raises(StoreError) as refused:
        tracker.state("iraq-nato")
    assert (refused.value.message, refused.value.hint) == (
        "the store was closed",
        "Ask inside of the `with` block, or open it again.",
    )


def test_a_card_shows_values_and_counts_lists(tracker: Tracker) -> None:
    html = tracker.state("iraq-nato", on="2025-05-10")._repr_html_()
    assert '<td dir="auto">status</td><td dir="auto">active</td>' in html
    assert (
        f'<td dir="auto">positions</td><td dir="auto">{len(tracker.positions("iraq-nato", on="2025-05-10"))}</td>'
        in html
    )
