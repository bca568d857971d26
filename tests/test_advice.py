"""What may be done next stands in a text as data: any shell reads it back and says it in its own words."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.advice import Next, argument, next_in, worded
from events.errors import TimelineError
from timeline.cli.terminal.saying import as_commands

NAMES = st.from_regex(r"[a-z](?:_?[a-z])*", fullmatch=True)
VALUES = st.just(True) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(action=NAMES, arguments=st.dictionaries(NAMES, VALUES, max_size=4), around=st.text(max_size=5))
def test_what_was_said_is_read_back(action: str, arguments: dict[str, str], around: str) -> None:
    said = Next(action.replace("_", "-"), **arguments)
    (read,) = next_in(f"{around.replace('«', '')}{said}{around.replace('«', '')}")
    assert (read.action, read.arguments) == (said.action, said.arguments)


def test_an_error_tells_what_to_do_next_as_text_and_as_data() -> None:
    retract = Next("retract", fact="9ed2", whose="coder")
    error = TimelineError(f"it was taken back: {retract}", hint=f"Again: {retract}; or look: {Next('history')}")
    assert error.next == [retract, Next("history")]
    assert error.hint == "Again: «retract fact=9ed2 whose=coder»; or look: «history»"


def test_where_no_shell_words_it_an_error_reads_as_words() -> None:
    error = TimelineError(
        f"it was taken back: {Next('retract', fact='9ed2', whose='coder')}",
        hint=f"Start with {Next('add')}, or name another {argument('store')}. {Next('install', extra='trust')}",
    )
    assert str(error) == (
        "it was taken back: `retract` (fact 9ed2, whose coder)\n"
        "Start with `add`, or name another `store`. `pip install 'dialogue-timeline[trust]'`"
    )


def test_a_shell_puts_its_own_words_in_the_place_of_an_action_and_of_an_argument() -> None:
    text = f"Make one ({Next('append', kind='dialogue-opened')}), or name another with {argument('store')}."
    told = worded(text, lambda one: f"<{one.action} {one.arguments['kind']}>", lambda name: f"the field {name}")
    assert told == "Make one (<append dialogue-opened>), or name another with the field store."


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Run «verify».", "Run `timeline verify`."),
        ("Run «verify since» with it.", "Run `timeline verify --since` with it."),
        (
            "Make one with «append kind=…», or another «:store».",
            "Make one with `timeline append …`, or another --store.",
        ),
        (str(Next("retract", fact="9ed2", reason="...")), "`timeline retract 9ed2 --reason ...`"),
        (
            str(Next("link", dialogue="talks", subject="person:A", other="person:B", as_="same")),
            "`timeline link talks person:A person:B --as same`",
        ),
        (argument("session_pattern"), "--session-pattern"),
        ("He said «Bonjour» and «bonjour».", "He said «Bonjour» and «bonjour»."),
    ],
)
def test_the_command_line_says_what_to_type(said: str, typed: str) -> None:
    assert as_commands(said) == typed


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_value_is_typed_so_that_a_shell_takes_it_whole(value: str) -> None:
    line = as_commands(str(Next("correct", fact="9ed2", set=value)), quoted=False)
    assert shlex.split(line) == ["timeline", "correct", "9ed2", "--set", value]
