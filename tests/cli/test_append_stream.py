"""`timeline append --stream`: each line answered once its facts are safe."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from events.limits import DOCUMENT_BYTES, ENDLESS_LINES
from tests.cli.given import ROOT, command_line, timeline

CALL = '{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1", "format": "call"}]}\n'


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_stream_can_begin_a_store() -> None:
    lines = (
        '{"dialogue": "talks", "title": "Talks"}\n'
        '{"dialogue": "talks", "report": {"id": "r1", "outlet": "Agency"}, "facts": [{"kind": "contact-held"}]}\n'
    )
    ran = timeline("append", "--stream", stdin=lines)
    assert (ran.code, ran.err) == (0, "3 facts added, 0 known already, 0 lines refused\n")
    assert [
        (answer["line"], answer["position"], answer["version"], answer["added"]) for answer in answers(ran.out)
    ] == [
        (1, 1, 1, True),
        (2, 2, 2, True),
        (2, 3, 3, True),
    ]
    assert list(answers(ran.out)[0]) == ["line", "fact", "dialogue", "position", "version", "added"]


@pytest.mark.usefixtures("talks")
def test_a_bad_line_is_answered_and_the_stream_goes_on() -> None:
    ran = timeline("append", "--stream", stdin=CALL + "\nnonsense\n" + CALL.replace("talks", "talk") + CALL)
    first, bad, unknown, again = answers(ran.out)
    assert (first["line"], first["position"], first["added"]) == (1, 5, True)
    assert (bad["line"], bad["exit"]) == (3, 2)
    assert "stdin.jsonl:3: not readable as JSON" in bad["error"]
    assert (unknown["line"], unknown["exit"]) == (4, 3)
    assert "no dialogue 'talk'. Did you mean 'talks'?" in unknown["error"]
    assert (again["line"], again["position"], again["added"]) == (5, 5, False)
    assert (ran.code, ran.err) == (2, "1 fact added, 1 known already, 2 lines refused\n")


@pytest.mark.usefixtures("talks")
def test_a_stream_of_blank_lines_without_end_is_refused_and_what_was_answered_is_stored() -> None:
    ran = timeline("append", "--stream", stdin=CALL + "\n" * (ENDLESS_LINES + 100_000) + CALL)
    good, endless = answers(ran.out)
    assert (good["line"], good["added"]) == (1, True)
    assert (endless["line"], endless["exit"]) == (2, 2)
    assert endless["error"] == "nothing but white space comes, and the stream is read no further"
    assert endless["hint"] == "What was answered is stored. See what writes so many blank lines, then begin again."
    assert (ran.code, ran.err) == (2, "1 fact added, 0 known already, 1 line refused\n")


@pytest.mark.usefixtures("talks")
def test_a_line_that_is_too_long_is_refused_alone() -> None:
    ran = timeline("append", "--stream", stdin=b"{" + b"x" * (2 * DOCUMENT_BYTES) + b"\n" + CALL.encode())
    long, good = answers(ran.out)
    assert (long["line"], long["exit"]) == (1, 2)
    assert "bytes" in long["error"]
    assert (good["line"], good["added"]) == (2, True)


@pytest.mark.usefixtures("talks")
def test_each_line_is_answered_before_the_next_is_sent() -> None:
    feeder = subprocess.Popen(
        command_line("append", "--stream"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    with feeder as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        for format_ in ("call", "visit", "meeting"):
            process.stdin.write(CALL.replace("call", format_).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["added"]
        process.stdin.close()
        assert process.stderr.read() == b"3 facts added, 0 known already, 0 lines refused\n"
    assert process.returncode == 0


@pytest.mark.usefixtures("talks")
def test_when_nobody_reads_the_answers_the_stream_stops_and_says_where() -> None:
    feeder = subprocess.Popen(
        command_line("append", "--stream"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    with feeder as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(CALL.encode())
        process.stdin.close()
        assert process.stderr.read() == (
            b"error: nobody reads the answers any more; stopped at line 1\n"
            b"hint: Answered facts are stored. Send the rest again: known facts are not stored twice.\n"
        )
    assert process.returncode == 1


def test_a_line_cannot_rest_on_what_comes_after_it_though_both_wait() -> None:
    lines = (
        '{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1"}]}\n'
        '{"dialogue": "talks", "title": "Talks"}\n'
        '{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1"}]}\n'
        '{"dialogue": "talks", "report": {"id": "r1", "outlet": "Agency"}, "facts": []}\n'
        '{"dialogue": "talks", "facts": [{"kind": "contact-held", "report": "r1"}]}\n'
    )
    told = answers(timeline("append", "--stream", stdin='{"dialogue": "other", "title": "Other"}\n' + lines).out)
    assert [(one["line"], one.get("position"), one.get("exit")) for one in told] == [
        (1, 1, None),
        (2, None, 3),
        (3, 2, None),
        (4, None, 3),
        (5, 3, None),
        (6, 4, None),
    ]


@pytest.mark.usefixtures("talks")
def test_lines_that_wait_are_stored_as_if_each_had_come_alone() -> None:
    formats = ("call", "visit", "meeting", "preparation")
    good = [CALL.replace("call", formats[number % 4]).replace("}]", f', "note": "{number}"}}]') for number in range(20)]
    lines = [*good[:7], "nonsense\n", *good[7:], CALL.replace("talks", "talk"), good[3]]
    together = timeline("append", "--stream", stdin="".join(lines))
    told = answers(together.out)
    assert [one["line"] for one in told] == list(range(1, 24))
    assert [one["line"] for one in told if "error" in one] == [8, 22]
    assert [one["position"] for one in told if "error" not in one] == [*range(5, 25), 8]
    assert together.err == "20 facts added, 1 known already, 2 lines refused\n"
