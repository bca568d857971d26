"""The rules of a team: who may do what where, and what is told of a file that says something else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInputError, ConflictError, NotFoundError
from timeline.access.editing import with_token, without_token
from timeline.access.roles import Act, Role
from timeline.access.rules import Rules, Token, Who
from timeline.access.tokens import token_digest, token_of

TODAY = date(2026, 11, 26)
RULES = """\
# Our desk.
[proxy]
addresses = ["127.0.0.1", "10.1.0.0/16"]
names = ["talks.example.org"]
user = "Remote-User"
groups = "Remote-Groups"

[[grant]]  # everybody reads what is public
to = ["*"]
dialogues = ["public-*"]
role = "reader"

[[grant]]
to = ["anna", "@desk"]
dialogues = ["iraq-nato"]
role = "judge"

[[grant]]
to = ["kim"]
dialogues = ["*"]
role = "keeper"
"""


def rules(text: str = RULES) -> Rules:
    return Rules.parse(text, "access.toml")


def token(**changed: object) -> Token:
    values = {
        "name": "archive",
        "digest": token_digest("dtl_word"),
        "dialogues": ("iraq-*",),
        "role": "coder",
        "until": TODAY,
    }
    return Token.model_validate({**values, **changed})


def test_a_role_may_all_that_the_one_before_it_may() -> None:
    may = {role.word: [act.value for act in Act if role.may(act)] for role in Role}
    assert may == {
        "reader": ["read"],
        "coder": ["read", "record"],
        "judge": ["read", "record", "judge"],
        "keeper": ["read", "record", "judge", "keep"],
    }


def test_what_nobody_granted_is_not_there() -> None:
    ben = Who(name="ben")
    assert [rules().role(ben, slug) for slug in ("public-talks", "iraq-nato", "publi")] == [Role.READER, None, None]


def test_a_grant_counts_for_a_person_and_for_a_group() -> None:
    for who in (Who(name="anna"), Who(name="ben", groups=frozenset({"desk"}))):
        assert rules().role(who, "iraq-nato") is Role.JUDGE
    assert rules().role(Who(name="desk"), "iraq-nato") is None


def test_the_highest_of_several_grants_counts() -> None:
    assert rules().role(Who(name="kim"), "public-talks") is Role.KEEPER


def test_only_the_keeper_of_everything_sees_the_rules_of_everybody() -> None:
    assert [rules().keeps_all(Who(name=name)) for name in ("kim", "anna")] == [True, False]


def test_a_token_has_its_own_role_and_none_of_the_peoples_grants() -> None:
    who = Who(name="archive", token=token())
    assert [rules().role(who, slug) for slug in ("iraq-nato", "public-talks")] == [Role.CODER, None]


def test_a_token_works_until_the_end_of_its_last_day() -> None:
    kept = Rules(token=(token(),))
    assert kept.token_of("dtl_word", TODAY) == token()
    assert kept.token_of("dtl_word", date(2026, 11, 27)) is None
    assert kept.token_of("dtl_words", TODAY) is None


def test_a_proxy_is_believed_from_its_addresses_only() -> None:
    proxy = rules().proxy
    assert proxy is not None
    believed = ["127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3"]
    others = ["10.2.0.1", "::1", "testclient", ""]
    assert [proxy.sends_from(one) for one in [*believed, *others]] == [True] * 3 + [False] * 4


GRANT = '[[grant]]\nto = ["anna"]\ndialogues = ["*"]\nrole = "judge"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("proxy", "access.toml is no TOML: Expected '=' after a key in a key/value pair (at end of document)"),
        ("gant = 1", "access.toml: gant is nothing that rules can say"),
        (GRANT.replace("judge", "king"), "'king' is not a role: write one of reader, coder, judge, keeper"),
        (GRANT.replace('["anna"]', '"anna"'), "access.toml: grant 1 to: 'anna' is no list: write [\"…\"]"),
        (GRANT.replace('["anna"]', "[]"), "access.toml: grant 1 to: [] is empty"),
        (
            GRANT.replace('"*"', '"Iraq NATO"'),
            "'Iraq NATO' is no short name of a dialogue (* stands for any letters)",
        ),
        (GRANT.replace('to = ["anna"]\n', ""), "access.toml: grant 1 to is missing"),
        (
            '[proxy]\naddresses = ["10.0.0.1/8"]\nnames = ["a"]',
            "access.toml: proxy addresses 1: '10.0.0.1/8' is no address and no network: write 127.0.0.1 or 10.0.0.0/8",
        ),
        (
            '[proxy]\naddresses = ["::1"]\nnames = ["https://a"]',
            "'https://a' is no name of a host: write talks.example.org, with :port where it has one",
        ),
        (with_token(with_token("", token()), token(name="b")).replace('"b"', '"archive"'), "are called 'archive'"),
    ],
)
def test_what_no_rule_can_say_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(BadInputError) as refused:
        rules(text)
    assert told in refused.value.message


def test_a_token_is_added_and_ended_and_the_rest_stays_as_it_was_written() -> None:
    with_both = with_token(with_token(RULES, token()), token(name="anna's calendar", feeds=True))
    assert with_both.startswith(RULES)
    assert [one.name for one in rules(with_both).token] == ["archive", "anna's calendar"]
    without = without_token(without_token(with_both, "archive"), "anna's calendar")
    assert without.rstrip("\n") == RULES.rstrip("\n")


def test_a_token_of_a_name_that_is_taken_or_not_there_is_refused() -> None:
    text = with_token("", token())
    with pytest.raises(ConflictError, match="there is a token 'archive' already"):
        with_token(text, token())
    with pytest.raises(NotFoundError) as refused:
        without_token(text, "archiv")
    assert (refused.value.message, refused.value.hint) == ("there is no token 'archiv'", "These are there: 'archive'.")


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_token_opens_nothing_but_what_it_was_made_for(secret: bytes, other: bytes) -> None:
    kept = Rules(token=(token(digest=token_digest(token_of(secret))),))
    assert (kept.token_of(token_of(other), TODAY) is not None) is (secret == other)
