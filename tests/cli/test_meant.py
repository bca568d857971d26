"""A common word for a kind, an option or a command is told which one is meant."""

from __future__ import annotations

import pytest

from tests.cli.given import timeline

pytestmark = pytest.mark.usefixtures("talks")

KINDS = "`timeline append --help` lists the kinds."
OPTIONS = "`timeline append --help` lists what it takes."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("edit", "talks"),
            (
                "error: there is no command 'edit'\n"
                "hint: `timeline history talks` lists its facts. Then type `timeline "
                "correct FACT --set FIELD=VALUE --whose ours`. Correct a fact.\n"
            ),
        ),
        (
            ("delete", "talks"),
            (
                "error: there is no command 'delete'\n"
                "hint: `timeline history talks` lists its facts. Then type `timeline "
                "retract FACT --whose ours --reason ...`. Take back a fact, so that it no longer counts.\n"
            ),
        ),
        (
            ("delete", "9c87c7582297"),
            (
                "error: there is no command 'delete'\n"
                "hint: Type `timeline retract 9c87c7582297 --whose ours --reason ...`."
                " Take back a fact, so that it no longer counts.\n"
            ),
        ),
        (
            ("append", "held", "talks"),
            (
                "error: no kind of fact 'held'\n"
                "hint: Type `timeline append session-held talks ...` or `timeline append "
                f"contact-held talks ...` or `timeline append session-scheduled talks ...`. {KINDS}\n"
            ),
        ),
        (
            ("append", "promised"),
            f"error: no kind of fact 'promised'\nhint: Type `timeline append commitment-made DIALOGUE ...`. {KINDS}\n",
        ),
        (
            ("append", "visit", "talks"),
            (
                "error: no kind of fact 'visit'\n"
                "hint: Type `timeline append contact-held talks ...` or `timeline append "
                f"invitation-extended talks ...`. {KINDS}\n"
            ),
        ),
    ],
)
def test_a_word_that_is_no_command_and_no_kind(arguments: tuple[str, ...], told: str) -> None:
    ran = timeline(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", told)


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("session-held", "--date", "--window or --when"),
        ("session-scheduled", "--date", "--window or --when"),
        ("report-filed", "--date", "--published"),
        ("session-held", "--location", "--place"),
        ("session-held", "--who", "--persons or --by"),
        ("position-stated", "--who", "--persons or --actor"),
        ("report-filed", "--link", "--url"),
        ("session-held", "--url", "--report"),
        ("commitment-made", "--deadline", "--due"),
        ("commitment-made", "--title", "--what"),
        ("session-held", "--comment", "--note"),
    ],
)
def test_an_option_is_named_that_is_meant_by_another(kind: str, typed: str, meant: str) -> None:
    ran = timeline("append", kind, "talks", typed, "x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: there is no option {typed}\nhint: Type {meant}. {OPTIONS}\n"


def test_a_session_of_a_day_to_come_is_asked_about_where_no_report_says_it() -> None:
    ran = timeline("append", "session-held", "talks", "--session", "9", "--when", "2099-01-01")
    assert ran.code == 0
    assert ran.err.startswith("session:9: told of 2099-01-01 as done, and recorded before, on ")
    assert "told-ahead: session:9" in timeline("check").out


def test_a_line_of_a_stream_is_told_of_a_line_and_not_of_files() -> None:
    ran = timeline("append", "--stream", stdin='{"dialogue": "talks", "facts": [{"kind": "session-held"}]}\n')
    assert '"hint": "Nothing of this line was recorded. Correct it and send it again."' in ran.out
