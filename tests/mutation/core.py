"""Which code is changed, which tests have to notice, and which changes nobody can notice?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]


class Room(NamedTuple):
    """A part of the core.

    Attributes:
        modules: patterns of their paths.
        tests: those that reach them without a server.
        marked: which of these run (for `pytest -m`).

    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    marked: str = ""


NO_PROPERTIES: Final = "not hypothesis"
"""Where properties project whole dialogues, they take most of the time, and most compare two answers of ours, so that a
wrong rule passes them. What only they notice counts as unnoticed."""

ANSWERS: Final = ("tests/claims", "tests/knowledge", "tests/projections")

ROOMS: Final[dict[str, Room]] = {
    "values": Room(("timeline/values/*.py",), ("tests/values",)),
    "claims": Room(("timeline/claims/*.py",), ANSWERS, NO_PROPERTIES),
    "knowledge": Room(("timeline/knowledge/*.py",), ANSWERS, NO_PROPERTIES),
    "projections": Room(("timeline/projections/*.py",), ANSWERS, NO_PROPERTIES),
    "read models": Room(
        ("timeline/read_models/*.py",),
        ("tests/read_models", "tests/application/test_searching.py", "tests/cli/test_edited_read_models.py"),
        NO_PROPERTIES,
    ),
    "windows": Room(
        ("events/windows/*.py",),
        (
            *("tests/windows", "tests/forms/test_days.py"),
            "tests/reference/test_pages.py::test_a_page_is_as_it_would_be_made_now[times.md]",
        ),
    ),
    "intake": Room(
        ("events/intake/*.py",),
        (
            *("tests/intake", "tests/cli/test_append.py", "tests/cli/test_correct.py", "tests/cli/test_merge.py"),
            *("tests/fact_file/test_in_bulk.py", "tests/integrity/test_moving.py", "tests/integrity/test_redaction.py"),
            "tests/application/test_streaming.py",
        ),
    ),
    "store": Room(
        ("events/store/**/append_plan.py", "events/store/**/tree.py", "events/merkle.py"),
        (
            *("tests/store/test_tree.py", "tests/store/test_append_plan.py", "tests/store/test_sqlite_contract.py"),
            *("tests/integrity/test_verification.py", "tests/test_merkle.py"),
        ),
    ),
    "integrity": Room(("events/integrity/*.py",), ("tests/integrity", "tests/cli/test_verify.py")),
    "answers": Room(
        ("timeline/answers/*.py",),
        (
            *("tests/answers", "tests/projections/test_status_card.py", "tests/projections/test_explained.py"),
            *("tests/projections/test_storyline.py", "tests/exporters/test_tables.py", "tests/test_library.py"),
            *("tests/application/test_language.py", "tests/application/test_standing.py"),
            *(f"tests/cli/test_{name}.py" for name in ("explain", "find", "history", "news", "positions", "tables")),
        ),
        NO_PROPERTIES,
    ),
    "application": Room(
        ("timeline/application/*.py",),
        (
            *("tests/application", "tests/projections/test_status_card.py", "tests/test_library.py"),
            *(f"tests/cli/test_{name}.py" for name in ("check", "correct", "doctor", "edited_read_models", "find")),
            *(
                f"tests/cli/test_{name}.py"
                for name in ("append", "history", "link", "merge", "news", "rebuild", "redact", "retract", "watch")
            ),
            *("tests/cli/test_append_stream.py", "tests/cli/test_positions.py", "tests/test_errors_catalogue.py"),
            *(f"tests/integrity/test_{name}.py" for name in ("legality", "moving", "read_models", "redaction")),
        ),
        NO_PROPERTIES,
    ),
    "access": Room(
        ("timeline/access/*.py", "timeline/web/access.py", "timeline/web/team.py", "timeline/web/stamp.py"),
        ("tests/access", "tests/cli/test_token.py", "tests/web/test_team.py", "tests/web/test_stamp.py"),
    ),
    "tables": Room(("timeline/cli/terminal/tables.py",), ("tests/cli/test_tables.py", "tests/cli/test_output.py")),
}
"""The core: where a wrong line gives a wrong answer, loses a fact, or shows it to somebody who may not see it."""

NOT_TESTS: Final = (
    "postgres or loads or ManyWriters or several_writers or costs_next_to_nothing or every_message or every_meaning"
)
"""Of these, what needs a server, looks at what is imported, is about speed and many processes, or reads the code as a
text (for `pytest -k`)."""

EQUIVALENT: Final = Path(__file__).with_name("equivalent.toml")


class Change(NamedTuple):
    """One line of the code, and what it was changed to.

    Attributes:
        module: its path from the root.
        was: the line, without the blanks around it.
        becomes: what stands there instead; more than one line where it became so.

    """

    module: str
    was: str
    becomes: str


def modules(rooms: tuple[str, ...]) -> dict[str, str]:
    """The modules of these rooms, as paths from the root, each with its room.

    Raises:
        FileNotFoundError: a pattern finds nothing, because the code has moved.

    """
    found: dict[str, str] = {}
    for room in rooms:
        for pattern in ROOMS[room].modules:
            paths = [path for path in sorted(ROOT.glob(pattern)) if path.name != "__init__.py"]
            if not paths:
                raise FileNotFoundError(pattern)
            found.update((path.relative_to(ROOT).as_posix(), room) for path in paths)
    return found


def equivalent() -> dict[Change, str]:
    """The changes that change no answer, found by reading, and why nobody can notice them."""
    listed = tomllib.loads(EQUIVALENT.read_text())["change"]
    return {Change(one["module"], one["was"], one["becomes"]): one["why"] for one in listed}
